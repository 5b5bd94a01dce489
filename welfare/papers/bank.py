"""The bank statement: kept as CSV by month under `bank/<account code>/`, and what it shows first.

A line without reference was never written down by the fund: a withdrawal is booked as a bank fee, a
deposit as money unidentified, both on the bank's date.

Banks write names into their descriptions: of `โอนจ่ายสวัสดิการ สมชาย ใจดี (หลาน)` the fund keeps
`โอนจ่ายสวัสดิการ … (หลาน)`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from beancount.core.data import Transaction

from welfare import books
from welfare import calendars
from welfare import privacy
from welfare import register
from welfare import tables
from welfare.books import Book
from welfare.findings import finding
from welfare.papers import rows
from welfare.papers.rows import Desk
from welfare.papers.rows import Fields
from welfare.records import Batch
from welfare.records import transaction

COLUMNS: tables.Columns = {
    "line_no": ("line_no", "ลำดับ"),
    "date": ("date", "วันที่"),
    "description": ("description", "รายการ"),
    "ref": ("ref", "อ้างอิง"),
    "withdrawal": ("withdrawal", "ถอน"),
    "deposit": ("deposit", "ฝาก"),
    "balance": ("balance", "คงเหลือ"),
}


#: What is kept of a description that cannot be kept otherwise.
NEUTRAL = "รายการธนาคาร"


class BankLine(NamedTuple):
    """A line of the statement; amount in baht, deposits positive, withdrawals negative."""

    number: str
    day: date
    description: str
    ref: str
    amount: Decimal
    balance: Decimal


def folder(book: Book, account: str = books.SAVINGS) -> str:
    """Where an account's statement lines are kept, below the fund's folder."""
    return f"bank/{book.codes.get(account, account.rsplit(':', 1)[-1])}"


def render(lines: Iterable[BankLine]) -> bytes:
    """Statement lines of one month as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("line_no", "date", "description", "ref", "withdrawal", "deposit", "balance"))
    for line in lines:
        taken = f"{-line.amount:.2f}" if line.amount < 0 else ""
        given = f"{line.amount:.2f}" if line.amount >= 0 else ""
        writer.writerow(
            (line.number, line.day, line.description, line.ref, taken, given, f"{line.balance:.2f}")
        )
    return out.getvalue().encode("utf-8")


def kept(book: Book, account: str = books.SAVINGS) -> list[BankLine]:
    """All statement lines that the fund keeps, in order of date and line."""
    found: list[BankLine] = []
    for path in sorted((book.folder / folder(book, account)).glob("*.csv")):
        desk = Desk(book, {}, date.max)
        required = ("line_no", "date", "balance")
        for row in tables.read_csv(path, COLUMNS, required=required).rows:
            line = _line(Fields(row, desk))
            if line:
                found.append(line)
    return found


class OpenItem(NamedTuple):
    """An entry of the books that the bank has not shown yet; deposits positive."""

    ref: str
    day: date
    amount: Decimal


def open_items(book: Book, lines: Iterable[BankLine], last: date) -> list[OpenItem]:
    """Entries on the savings account up to a day that no statement line up to that day answers."""
    seen = {line.ref or line.number for line in lines if line.day <= last}
    found = []
    for entry in book.transactions:
        if not book.books_from <= entry.date <= last:
            continue
        amount = sum((a for name, a, _ in books.lines(entry) if name == books.SAVINGS), Decimal(0))
        refs = [str(entry.meta[k]) for k in ("doc", "voucher", "bank-line") if k in entry.meta]
        if amount and seen.isdisjoint(refs):
            found.append(OpenItem(next(iter(refs), ""), entry.date, amount))
    return found


def _line(fields: Fields) -> BankLine | None:
    day = fields.paper_day("date")
    taken, given = fields.amount("withdrawal"), fields.amount("deposit")
    balance = fields.amount("balance", required=True, signed=True)
    number = fields.identifier("line_no", required=True)
    if (taken is None) == (given is None):
        fields.wrong.append(finding("P601", fields.row.place))
    if day is None or balance is None or fields.wrong:
        return None
    amount = given if given is not None else -(taken or Decimal(0))
    return BankLine(number, day, fields.text("description"), fields.text("ref"), amount, balance)


def read(desk: Desk, paths: Iterable[Path], account: str = books.SAVINGS) -> Batch:
    """Bank statements (CSV): their lines by month, and entries for what the fund did not know.

    Several files are read together, since a month may stand in two of them.
    """
    batch = Batch()
    names = register.full_names(desk.people)
    # Lines that were kept before somebody came into the register are masked now.
    known = {line.number: _masked(line, names) for line in kept(desk.book, account)}
    lines = dict(known)
    last: BankLine | None = None
    required = ("line_no", "date", "balance")
    for fields in (row for path in paths for row in rows.read(desk, path, COLUMNS, required)):
        line = _line(fields)
        if line is not None:
            place = fields.row.place
            fields.wrong += privacy.findings("bank-line", line.number, names, place)
        if line is None or fields.wrong:
            batch.refused += fields.wrong
            continue
        line = _masked(line, names)
        if lines.get(line.number, line) != line:
            batch.refused.append(finding("P602", fields.row.place, number=line.number))
            continue
        if last and last.balance + line.amount != line.balance:
            batch.refused.append(
                finding("P603", fields.row.place, number=line.number, balance=line.balance)
            )
            last = line
            continue
        last = line
        lines[line.number] = line
        if not line.ref and line.number not in known:
            batch.entries.append(_unknown(desk, line, account, fields.source))
    months: dict[str, list[BankLine]] = {}
    for line in lines.values():
        months.setdefault(calendars.month_of(line.day), []).append(line)
    for month, group in months.items():
        batch.files[f"{folder(desk.book, account)}/{month}.csv"] = render(group)
    return batch


def _masked(line: BankLine, names: frozenset[str]) -> BankLine:
    """A line without what would find a person."""
    return line._replace(
        description=privacy.masked(line.description, names, NEUTRAL),
        ref=privacy.masked(line.ref, names, "…"),
    )


def _unknown(desk: Desk, line: BankLine, account: str, source: str) -> Transaction:
    other = "Expenses:Admin:Other" if line.amount < 0 else books.UNIDENTIFIED
    return transaction(
        line.day,
        line.description or NEUTRAL,
        [(account, line.amount, {}), (other, -line.amount, {})],
        kind="bank-fee" if line.amount < 0 else "unidentified",
        by=desk.book.officer("treasurer", line.day) or "",
        bank_line=line.number,
        entered=line.day,
        source=source,
    )
