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
from typing import Any

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
    booked = _booked(book)
    made = [_new_lines(entry, booked) for entry in entries]
    members = Members(books.with_entries(book, made))
    found = set()
    for entry in entries:
        for account, _, own in books.lines(entry):
            if "member" not in own or account not in (books.CONTRIBUTIONS, *FEES):
                continue
            key = _key(entry, own)
            # What the books hold already stays as it was booked.
            if key in booked:
                aside = booked[key] == books.UNIDENTIFIED
            else:
                aside = not _counts(members, key[0], account, entry.date, key[2])
            if aside:
                found.add(key)
    return frozenset(found)


Line = tuple[str, date, str]


def _key(entry: Transaction, own: dict[str, Any]) -> Line:
    return str(own["member"]), entry.date, str(own.get("receipt", ""))


def _booked(book: Book) -> dict[Line, str]:
    """(Member, day, receipt) of the books' collections to the account that they stand on."""
    found: dict[Line, str] = {}
    for entry in book.transactions:
        if entry.meta.get("kind") == "collection":
            for account, _, own in books.lines(entry):
                if "member" in own:
                    found[_key(entry, own)] = account
    return found


def _new_lines(entry: Transaction, booked: dict[Line, str]) -> Transaction:
    """An entry without the lines that the books hold already."""
    if not booked:
        return entry
    kept = [
        posting
        for posting in entry.postings
        if "member" not in (posting.meta or {}) or _key(entry, posting.meta or {}) not in booked
    ]
    return entry._replace(postings=kept)


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
