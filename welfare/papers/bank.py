"""The bank statement: kept as CSV by month under `bank/<account code>/`, and what it shows first.

A line without reference was never written down by the fund: a withdrawal is booked as a bank fee, a
deposit as money unidentified, both on the bank's date.

Banks write names into their descriptions: of `โอนจ่ายสวัสดิการ สมชาย ใจดี (หลาน)` the fund keeps
`โอนจ่ายสวัสดิการ … (หลาน)`.

A line of a month that was closed before it came stands in the file of the first open month, under
its first open day, and its description tells the bank's own: `ดอกเบี้ย (ธนาคารลงวันที่ 30 ก.ย. 2567)`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from beancount.core.data import Transaction

from welfare import books
from welfare import calendars
from welfare import privacy
from welfare import register
from welfare import seals
from welfare import tables
from welfare.books import Book
from welfare.findings import NOWHERE
from welfare.findings import Place
from welfare.findings import finding
from welfare.papers import rows
from welfare.papers.rows import Desk
from welfare.papers.rows import Fields
from welfare.parameters import items
from welfare.records import Batch
from welfare.records import transaction
from welfare.vocabulary import place_of
from welfare.vocabulary import values_of

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


def kept(book: Book, account: str = books.SAVINGS, since: date = date.min) -> list[BankLine]:
    """The statement lines that the fund keeps, from a day on, in order of date and line."""
    found: list[BankLine] = []
    for path in sorted((book.folder / folder(book, account)).glob("*.csv")):
        if path.stem < calendars.month_of(since):
            continue
        desk = Desk(book, {}, date.max)
        required = ("line_no", "date", "balance")
        for row in tables.read_csv(path, COLUMNS, required=required).rows:
            line = _line(Fields(row, desk))
            if line and line.day >= since:
                found.append(line)
    return found


def in_sight(book: Book) -> list[BankLine]:
    """The statement lines since these books begin; read once however many ask."""
    return book.once(_since_begin)


def _since_begin(book: Book) -> list[BankLine]:
    return kept(book, since=book.begins)


def opening(book: Book) -> Decimal:
    """The balance of the statement before the first line of these books."""
    if "statement" in book.past.facts:
        amount: Decimal = book.past.facts["statement"].number
        return amount
    return book.balance(books.SAVINGS, book.begins - timedelta(days=1))


class OpenItem(NamedTuple):
    """An entry of the books that the bank has not shown yet; deposits positive."""

    ref: str
    day: date
    amount: Decimal
    refs: tuple[str, ...] = ()
    place: Place = NOWHERE


def open_items(book: Book, lines: Iterable[BankLine], last: date) -> list[OpenItem]:
    """Entries on the savings account up to a day that no statement line up to that day answers."""
    seen = {line.ref or line.number for line in lines if line.day <= last}
    # What was open when the books were carried, and what the bank showed first.
    seen |= set(items(book.past.facts.get("ahead")))
    found = []
    for carried in book.customs("carried", "item"):
        numbers, amount = values_of(carried)
        if seen.isdisjoint(items(numbers)):
            told = (*items(numbers),)
            place = place_of(carried.meta)
            found.append(OpenItem(told[0], carried.meta["booked"], amount.number, told, place))
    for entry in book.transactions:
        if not book.begins <= entry.date <= last:
            continue
        amount = sum((a for name, a, _ in books.lines(entry) if name == books.SAVINGS), Decimal(0))
        refs = [str(entry.meta[k]) for k in ("doc", "voucher", "bank-line") if k in entry.meta]
        if amount and seen.isdisjoint(refs):
            ref, place = next(iter(refs), ""), place_of(entry.meta)
            found.append(OpenItem(ref, entry.date, amount, (*refs,), place))
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
    closed, late = seals.closed_until(desk.book.folder), set[str]()
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
        own_day = line.day
        line = _in_open_month(_masked(line, names), lines.get(line.number), closed)
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
        if line.day != own_day and line.number not in known:
            late.add(line.number)
            facts = {"number": line.number, "day": own_day, "open": line.day}
            batch.noticed.append(finding("P604", fields.row.place, **facts))
        if not line.ref and line.number not in known:
            batch.entries.append(_unknown(desk, line, account, fields.source))
    for month, group in _by_month(lines.values(), late).items():
        batch.files[f"{folder(desk.book, account)}/{month}.csv"] = render(group)
    return batch


def _by_month(lines: Iterable[BankLine], late: set[str]) -> dict[str, list[BankLine]]:
    """Lines by the month of their day; what the bank showed first stands first, if it came late."""
    months: dict[str, list[BankLine]] = {}
    for line in lines:
        months.setdefault(calendars.month_of(line.day), []).append(line)
    for group in months.values():
        if any(line.number in late for line in group):
            group.sort(key=lambda line: (line.day, line.number not in late))
    return months


def _in_open_month(line: BankLine, held: BankLine | None, closed: date) -> BankLine:
    """A line as the fund keeps it: what came after its month was closed, under an open day.

    Args:
        line: the line of the statement.
        held: the line of this number that the fund keeps already.
        closed: last day that is closed.
    """
    day = held.day if held else max(line.day, closed + timedelta(days=1))
    if day <= line.day:
        return line
    own = f"(ธนาคารลงวันที่ {calendars.thai_date(line.day)})"
    return line._replace(day=day, description=f"{line.description} {own}".strip())


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
