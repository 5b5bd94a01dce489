"""Contributions given back (คืนเงินสมทบ): only where the bylaws have the rule, and only as it says.

Contributions are the fund's money, not savings. Some bylaws know one exception:

    2009-01-01 custom "bylaw" "refund"
      article: "ข้อ ๑๑"
      on: "resign"
      if: "never-benefited"
      share: 1.00

Who paid 30 baht ten times, was never helped and resigns on 5 May is given back 300.00, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from beancount.core.data import Transaction

from rules.membership import Members
from rules.membership import number_of
from rules.membership import rule_on
from welfare import books
from welfare import money
from welfare.books import Book
from welfare.findings import NOWHERE
from welfare.findings import Finding
from welfare.findings import finding
from welfare.money import ZERO
from welfare.parameters import items
from welfare.vocabulary import values_of


class Refund(NamedTuple):
    """What may be given back.

    Attributes:
        received: contributions that these books received from the member.
        amount: baht that may be given back.
        article: article of the rule, or "" without one.
        against: why nothing may be given back, or None.
    """

    received: Decimal
    amount: Decimal
    article: str = ""
    against: Finding | None = None


def refund(members: Members, number: str, day: date, *, doc: str = "") -> Refund:
    """What the bylaws let a member have back on a day.

    Args:
        members: membership histories.
        number: membership number.
        day: day of payment.
        doc: document of the refund itself, if the books hold it.
    """
    book, history = members.book, members.of(number)
    last = history.last(day) if history else None
    ended = last.end if last and last.end and last.end <= day else None
    rule = rule_on(book.bylaws, ended or day, "refund")
    nothing = Refund(ZERO, ZERO)
    if rule is None:
        return nothing._replace(against=finding("R550", member=number))
    own: dict[str, Any] = {"member": number, "article": rule.article}
    nothing = nothing._replace(article=rule.article)
    allowed = items(rule.facts.get("on"))
    if history is None or last is None or ended is None or last.reason not in allowed:
        return nothing._replace(against=finding("R551", NOWHERE, **own, reasons=", ".join(allowed)))
    if rule.facts.get("if") == "never-benefited" and (claim := _benefited(members, number, day)):
        return nothing._replace(against=finding("R552", NOWHERE, **own, claim=claim))
    before = next(_made(book, number), None)
    # The books are in order: what stands behind this refund does not speak against it.
    if before is not None and before.meta.get("doc") != doc:
        first = str(before.meta.get("doc"))
        return nothing._replace(against=finding("R553", NOWHERE, **own, day=before.date, doc=first))
    sums = (one.amount for one in history.receipts if one.day <= day)
    received = sum(sums, history.received)
    amount = money.share_down(received, number_of(rule, "share") or ZERO)
    if amount <= 0:
        return nothing._replace(against=finding("R554", NOWHERE, **own))
    return Refund(received, amount, rule.article)


def allows(members: Members, entry: Transaction, member: str, amount: Decimal) -> bool:
    """Whether a debit to contributions is the refund that the bylaws grant, or less."""
    doc = str(entry.meta.get("doc", ""))
    found = refund(members, member, entry.date, doc=doc)
    lines = [
        number
        for account, number, own in books.lines(entry)
        if account == books.CONTRIBUTIONS and own.get("member") == member
    ]
    return found.against is None and amount == sum(lines) <= found.amount


def _benefited(members: Members, number: str, day: date) -> str:
    """The first claim paid to the person under any number, or "-" for one before the books."""
    book, person = members.book, members.person(number)
    own = set(members.numbers(person))
    for entry in book.customs("carried", "member"):
        if values_of(entry)[0] not in own:
            continue
        if entry.meta.get("used-hospital") or "benefited" in entry.meta:
            return str(entry.meta.get("benefited", "-"))
    for paid in book.paid_in_sight:
        if paid.meta.get("kind") != "benefit" or paid.date > day or id(paid) in book.taken_back:
            continue
        for account, _, line in books.lines(paid):
            if account.startswith(books.BENEFITS) and line.get("member") in own:
                return str(line.get("claim", "-"))
    return ""


def _made(book: Book, number: str) -> Iterator[Transaction]:
    """Refunds of contributions to a member that were not taken back."""
    for entry in book.paid_in_sight:
        if entry.meta.get("kind") != "refund" or id(entry) in book.taken_back:
            continue
        if any(
            account == books.CONTRIBUTIONS and own.get("member") == number
            for account, _, own in books.lines(entry)
        ):
            yield entry
