"""Controls that need the bylaws on members and benefits: what an auditor asks first.

Each limit is that of the dated bylaw in force; where a fund has no such bylaw there is no alert:

    2022-10-01 custom "bylaw" "conflict"
      article: "ข้อ ๔๐"
      approver-not: "beneficiary, household, payer"
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from beancount.core.data import Transaction

from rules import cases
from rules import decision
from rules import guards
from rules import payments
from rules import periods
from rules.alert import Alert
from rules.alert import alert
from rules.decision import GRANTED
from rules.guards import document
from rules.guards import number_of
from rules.membership import Members
from rules.membership import members_of
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.findings import NOWHERE
from welfare.findings import Place
from welfare.money import ZERO
from welfare.money import share_down
from welfare.parameters import items
from welfare.vocabulary import place_of


def _claims(book: Book) -> Iterator[Alert]:
    """Claims that repeat another; one paper handed in by two members."""
    if all(key[0] != "benefit" for key in book.bylaws.versions) or not payments.decidable(book):
        return
    claims, found = cases.claims_of(book), decision.decisions(book)
    papers: dict[tuple[str, str], str] = {}
    for number, claim in claims.items():
        place = place_of(book.claims[number].meta)
        reason = found[number].reasons[0]
        if reason.code == "DUPLICATE" and "other" in reason.args:
            own = {"other": reason.args["other"], "article": reason.article}
            yield alert("CLAIM_DUPLICATE", claim.filed, number, None, place, **own)
        key = (claim.benefit, str(claim.facts.get("doc-ref", "")))
        if found[number].verdict not in GRANTED or not key[1]:
            continue
        other = papers.setdefault(key, number)
        if claims[other].member != claim.member:
            own = {"other": other, "member": claims[other].member}
            yield alert("CLAIM_SAME_PAPER", claim.filed, number, None, place, **own)


def _later(book: Book) -> Iterator[Alert]:
    """Payments right by what was known, and not by what was keyed in since."""
    for paid, due, _ in payments.later(book):
        yield alert(
            "PAID_AS_THEN_KNOWN",
            paid.entry.date,
            paid.claim,
            paid.net - due.net,
            paid.place,
            paid=paid.net,
            due=due.net,
            amount=abs(paid.net - due.net),
        )


def _memberships(book: Book) -> Iterator[Alert]:
    """Reinstatements that fail, contributions of non-members, deaths soon after joining."""
    if not payments.decidable(book):
        return
    members = members_of(book)
    for number in book.members:
        history = members.of(number)
        if history is None:
            continue
        place = place_of(book.joins[number].meta)
        for one in history.reinstatements:
            if one.verdict == "refuse":
                own = {"reason": one.reason, "article": one.article}
                yield alert("REINSTATEMENT_REFUSED", one.applied, number, None, place, **own)
        for stray in history.strays:
            yield alert(
                "CONTRIBUTION_NOT_DUE",
                stray.day,
                number,
                stray.amount,
                _received(book, stray.number, number),
                receipt=stray.number,
                amount=stray.amount,
            )
        yield from _soon(book, number, history.spans[0].start if history.spans else None)


def _received(book: Book, receipt: str, member: str) -> Place:
    """Where a receipt of a member stands; nowhere if a carried state tells it in short."""
    lines = book.once(guards.read_numbers).receipts.get(receipt, ())
    metas = (posting.meta for _, posting in lines if posting is not None)
    return next((place_of(meta) for meta in metas if meta.get("member") == member), NOWHERE)


def _soon(book: Book, number: str, start: date | None) -> Iterator[Alert]:
    member = book.members[number]
    if member.reason != "death" or member.ended is None or start is None:
        return
    rule = book.bylaws.on(member.ended, "late-join")
    period = periods.parse(rule.facts.get("within")) if rule else None
    if rule is None or period is None or member.ended < book.books_from:
        return
    if member.ended <= periods.last_day(start, period):
        days = (member.ended - start).days
        place = place_of(book.joins[number].meta)
        own = {"days": days, "article": rule.article}
        yield alert("DEATH_SOON_AFTER_JOINING", member.ended, number, None, place, **own)


def _conflicts(book: Book) -> Iterator[Alert]:
    """ผลประโยชน์ขัดกัน: who approved may not be whom the bylaws name."""
    if not payments.decidable(book):
        return
    members = members_of(book)
    for entry in book.transactions:
        approver = entry.meta.get("approved-by")
        rule = book.bylaws.on(entry.date, "conflict") if approver else None
        if rule is None:
            continue
        for what in items(rule.facts.get("approver-not")):
            if _is_interested(members, entry, str(approver), what):
                amount = sum((max(number_of(p), ZERO) for p in entry.postings), ZERO)
                yield alert(
                    "CONFLICT_OF_INTEREST",
                    entry.date,
                    document(entry),
                    amount,
                    place_of(entry.meta),
                    person=str(approver),
                    what=what,
                    article=rule.article,
                )


def _is_interested(members: Members, entry: Transaction, approver: str, what: str) -> bool:
    if what == "payer":
        return approver == entry.meta.get("by")
    claimed = [str(meta.get("member")) for _, _, meta in books.lines(entry) if "claim" in meta]
    # An officer may be a member under another number.
    known = {approver, *(term.member for term in members.book.terms if term.person == approver)}
    if what == "beneficiary":
        persons = {members.person(number) for number in known}
        paid = {str(entry.meta.get("to")), *map(members.person, claimed)}
        return not persons.isdisjoint(paid)
    homes = {members.household(number, entry.date) for number in known if members.of(number)}
    return any(members.household(number, entry.date) in homes for number in claimed)


def _banks(book: Book) -> Iterator[Alert]:
    """Money on a bank account that the bylaws do not name."""
    for entry in book.transactions:
        rule = book.bylaws.on(entry.date, "bank")
        for posting in entry.postings if rule else ():
            account = posting.account
            if rule is None or not account.startswith(books.BANK):
                continue
            if {account, book.codes.get(account, account)}.isdisjoint(
                items(rule.facts["accounts"])
            ):
                amount = abs(number_of(posting))
                own = {"account": account, "article": rule.article}
                place = place_of(entry.meta)
                yield alert("BANK_OTHER", entry.date, document(entry), amount, place, **own)


def _shares(book: Book) -> Iterator[Alert]:
    """Spending over its share of a fiscal year's income: administration, or what a rule names."""
    keys = [key for key in book.bylaws.versions if key[0] == "admin-ceiling"]
    moved = _by_year(book) if keys else {}
    for key in keys:
        for year, amounts in moved.items():
            last = calendars.fiscal_year_period(year, book.fiscal_start).last
            rule = book.bylaws.on(last, *key)
            if rule is None:
                continue
            codes = tuple(items(rule.facts.get("accounts")))
            spent = sum((v for k, v in amounts.items() if k.startswith(codes)), ZERO)
            limit = share_down(amounts[INCOME], rule.facts["share"])
            if spent > limit:
                own = {"year": year, "spent": spent, "limit": limit, "article": rule.article}
                subject = " ".join([f"FY{year}", *key[1:]])
                # A year that runs yet is told with the day of its last entry.
                day = min(last, book.transactions[-1].date)
                place = place_of(rule.facts)
                yield alert("ADMIN_OVER_SHARE", day, subject, spent - limit, place, **own)


INCOME = "income"


def _by_year(book: Book) -> dict[int, dict[str, Decimal]]:
    """Fiscal year to baht by code of expense, and of all income."""
    found: dict[int, dict[str, Decimal]] = {}
    for entry in book.transactions:
        # What was carried within a year holds its income and expense so far.
        if entry.meta.get("kind") == "opening" and not book.carried:
            continue
        year = calendars.fiscal_year(entry.date, book.fiscal_start)
        amounts = found.setdefault(year, defaultdict(lambda: ZERO))
        for account, amount, _ in books.lines(entry):
            if account.startswith("Income:"):
                amounts[INCOME] -= amount
            elif account.startswith("Expenses:"):
                amounts[book.codes.get(account, account)] += amount
    return found


def reversals(book: Book) -> Iterator[Alert]:
    """Reversals of contributions, by officer."""
    for entry in book.transactions:
        if entry.meta.get("kind") != "reversal":
            continue
        for account, amount, own in books.lines(entry):
            if account == books.CONTRIBUTIONS and amount > 0:
                yield alert(
                    "CONTRIBUTION_REVERSED",
                    entry.date,
                    str(own.get("member", "")),
                    amount,
                    place_of(entry.meta),
                    member=str(own.get("member", "")),
                    receipt=str(entry.meta.get("reverses", "")),
                    by=str(entry.meta.get("by", "")),
                )


CHECKS: tuple[Callable[[Any], Iterator[Alert]], ...] = (
    _claims,
    _later,
    _memberships,
    _conflicts,
    _banks,
    _shares,
    reversals,
)
