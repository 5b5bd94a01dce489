"""Whose money a receipt is: contributions of a member, or money of somebody who is none that day.

2023-10-11 * "รับชำระที่เหรัญญิก"
  kind: "collection"
  by: "K04"
  Assets:Cash                    120.00 THB
  Liabilities:Unidentified      -120.00 THB
    member: "0237"                            ; lapsed on that morning (ข้อ ๑๔, ข้อ ๑๗)
    receipt: "00-67-0002"
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from beancount.core.data import Transaction

from rules.membership import Members
from welfare import books
from welfare.books import Book

FEES = (books.ENTRY_FEES, books.REINSTATEMENT_FEES)


def strays(book: Book, entries: Sequence[Transaction]) -> frozenset[tuple[str, date, str]]:
    """(Member, day, receipt) of money that is no contribution: its payer was no member that day.

    Money that an application for reinstatement claims is one (bylaws of the reinstatement).

    Args:
        book: the books.
        entries: receipts about to be booked, all to contributions and fees.
    """
    members = Members(books.with_entries(book, entries))
    found = set()
    for entry in entries:
        for account, _, own in books.lines(entry):
            member = own.get("member")
            if member is None or account not in (books.CONTRIBUTIONS, *FEES):
                continue
            number, receipt = str(member), str(own.get("receipt", ""))
            if not _counts(members, number, account, entry.date, receipt):
                found.add((number, entry.date, receipt))
    return frozenset(found)


def _counts(members: Members, number: str, account: str, day: date, receipt: str) -> bool:
    """Whether a line is the fund's own money."""
    history = members.of(number)
    if history is None:
        return False
    if account == books.CONTRIBUTIONS:
        return all((one.day, one.number) != (day, receipt) for one in history.strays)
    # Who is not a member yet pays the entry fee with the application.
    if history.last(day) is None or history.span(day) is not None:
        return True
    return account == books.REINSTATEMENT_FEES and any(
        one.applied <= day and (one.resolved is None or day <= one.resolved)
        for one in history.reinstatements
        if one.verdict in ("accept", "wait")
    )
