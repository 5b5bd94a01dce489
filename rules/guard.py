"""What a command asks before it writes: would the books hold an error afterwards?"""

from __future__ import annotations

from collections import Counter
from typing import Any

from beancount.core.data import Balance
from beancount.core.data import Directive
from beancount.ops import balance

from rules import errors
from welfare import books
from welfare import records
from welfare.books import Book
from welfare.findings import Finding
from welfare.findings import Refused
from welfare.findings import finding
from welfare.vocabulary import place_of


def guard(book: Book, plan: records.Plan) -> None:
    """Refuse a plan that would bring an error into the books; old errors do not block it."""
    later = books.with_entries(book, plan.new).entries
    if not book.errors:
        new = errors.of_entries(later, book.options, plan.new)
    else:
        old = errors.of_entries(book.entries, book.options)
        before = Counter((item.code, str(item.args)) for item in old)
        new = []
        for item in errors.of_entries(later, book.options):
            key = (item.code, str(item.args))
            before[key] -= 1
            new += [item] if before[key] < 0 else []
    if any(isinstance(entry, Balance) for entry in later):
        new += _broken_balances(book, later)
    # An irregularity is recorded before the payment that it marks, and waits for it.
    if new := [item for item in new if item.code != "E526" or _is_booked(book, item)]:
        raise Refused(*new)


def _broken_balances(book: Book, later: list[Directive]) -> list[Finding]:
    """Balance assertions that would fail with the new entries and did not before."""
    failed = {place_of(error.source) for error in _failed(book.entries, book.options)}
    return [
        finding("E100", place_of(error.source), message=error.message)
        for error in _failed(later, book.options)
        if place_of(error.source) not in failed
    ]


def _failed(entries: list[Directive], options: dict[str, Any]) -> list[Any]:
    _, failed = balance.check(entries, options)  # type: ignore[no-untyped-call]
    return list(failed)


def _is_booked(book: Book, item: Finding) -> bool:
    """Whether any money of the books bears the number that an irregularity is about."""
    subject = str(item.args["subject"])
    return any(
        subject in (entry.meta.get("doc"), entry.meta.get("voucher"), entry.meta.get("receipt"))
        or any(
            subject in (own.get("claim"), own.get("receipt")) for _, _, own in books.lines(entry)
        )
        for entry in book.transactions
    )
