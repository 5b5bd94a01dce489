"""Arrears deducted from a benefit (หักเงินสมทบค้าง): whole instalments, oldest first.

2023-05-05 * "สวัสดิการผู้สูงอายุ"
  Expenses:Welfare:Elderly       250.00 THB
  Income:Contributions:Members   -90.00 THB      ; February, March and April
  Assets:Cash                   -160.00 THB
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from decimal import Decimal

from rules.cases import Claim
from rules.membership import DEDUCTED
from rules.membership import Instalment
from rules.membership import Members
from rules.membership import Moment
from rules.membership import number_of
from rules.membership import rule_on
from welfare import books
from welfare.books import Book
from welfare.money import ZERO
from welfare.parameters import Rule
from welfare.parameters import items
from welfare.records import split_number

DAY = timedelta(days=1)


def deduction(members: Members, claim: Claim, gross: Decimal, day: date) -> list[Instalment]:
    """หักเงินสมทบค้าง: the instalments deducted from a benefit that is paid on a day.

    Args:
        members: membership histories.
        claim: the claim paid.
        gross: baht granted.
        day: day of payment.

    Returns:
        Whole instalments, oldest first; where the bylaws allow parts the last may be one.
    """
    rule, unpaid = arrears(members, claim, day)
    return _taken(rule, unpaid, gross) if rule is not None else []


def arrears(members: Members, claim: Claim, day: date) -> tuple[Rule | None, list[Instalment]]:
    """The instalments that a benefit paid on a day is liable for, and the rule that says so.

    Returns:
        No rule if the bylaws spare the benefit; what there is to deduct, whether it fits or not.
    """
    book, history = members.book, members.of(claim.member)
    rule = rule_on(book.bylaws, day, "deduction")
    if rule is None or history is None or claim.benefit in items(rule.facts.get("spares")):
        return None, []
    as_of = {"event": claim.event, "filing": claim.filed}.get(str(rule.facts.get("as-of")), day)
    until = as_of if rule.facts.get("due") == "on-or-before" else as_of - DAY
    moment: Moment = (day, DEDUCTED, split_number(claim.number))
    unpaid = [one for one in history.unpaid(until, moment) if one.amount]
    last = history.last(day)
    if last is not None and last.end is not None and last.end <= day:
        unpaid = _after_end(rule, unpaid, last.end)
    return rule, unpaid


def _after_end(rule: Rule, unpaid: list[Instalment], end: date) -> list[Instalment]:
    """What may still be deducted once membership has ended."""
    match rule.facts.get("after-end"):
        case "none":
            return []
        case "all":
            return unpaid
        case _:
            return [one for one in unpaid if one.due < end]


def _taken(rule: Rule, unpaid: list[Instalment], gross: Decimal) -> list[Instalment]:
    left = gross - (number_of(rule, "keep") or ZERO)
    taken = []
    for one in unpaid:
        if one.amount > left:
            if rule.facts.get("parts") == "any" and left > 0:
                taken.append(one._replace(amount=left))
            break
        taken.append(one)
        left -= one.amount
    return taken


def total(taken: Iterable[Instalment]) -> Decimal:
    """Baht of instalments."""
    return sum((one.amount for one in taken), ZERO)


def paid_amounts(book: Book) -> dict[str, tuple[Decimal, Decimal]]:
    """Claim to what was booked for it: gross, and contributions deducted."""
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for entry in book.transactions:
        if entry.meta.get("kind") != "benefit":
            continue
        for account, amount, own in books.lines(entry):
            if "claim" in own:
                gross, taken = found.get(str(own["claim"]), (ZERO, ZERO))
                if account == books.CONTRIBUTIONS:
                    found[str(own["claim"])] = (gross, taken - amount)
                else:
                    found[str(own["claim"])] = (gross + amount, taken)
    return found
