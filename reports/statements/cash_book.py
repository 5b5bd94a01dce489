"""สมุดเงินสด: every document that moved money, day by day, cash and bank side by side.

One line for each entry of the books, a village's collection sheet among them, and at the end of
each day what came in, what went out and what is left. Money in the hands of collectors stands in
columns of its own where the fund has collectors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from decimal import Decimal

from beancount.core.data import Transaction

from reports import figures
from reports.ask import Ask
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Row
from reports.model import RowKind
from reports.model import Table
from reports.model import Trace
from reports.parts import signatures
from reports.statements import parts
from reports.words import Words
from rules import guards
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period
from welfare.money import ZERO

#: Columns of the book: the accounts of each, and its heading.
PLACES = {
    "cash": (books.CASH, ("เงินสดในมือ", "Cash on hand")),
    "collectors": (books.COLLECTORS, ("ผู้เก็บเงิน", "Collectors")),
    "bank": (books.BANK, ("เงินฝากธนาคาร", "Bank")),
}


@dataclass
class _Sums:
    """What a day or a month moved in each column: its cells, in and out."""

    given: dict[str, list[Cell]] = field(default_factory=lambda: defaultdict(list))
    taken: dict[str, list[Cell]] = field(default_factory=lambda: defaultdict(list))


def cash_book(book: Book, ask: Ask) -> Document:
    """The cash book of a month.

    Args:
        book: the fund's books.
        ask: period: a month, or any period.
    """
    words, period = ask.words, parts.period_of(book, ask)
    names = [name for name in PLACES if _is_used(book, name, period)] or ["cash"]
    rows, ends = _rows(book, names, period, words)
    heads = [(words("", ""), 3)] + [(words(*PLACES[name][1]), 3) for name in names]
    table = Table(
        columns=(
            Column(words("วันที่", "Date"), "date"),
            Column(words("เลขที่เอกสาร", "Document")),
            Column(words("รายการ", "Text"), width=2),
            *(column for _ in names for column in _columns(words)),
        ),
        rows=tuple(rows),
        heads=tuple(heads),
        small=True,
        name=words("สมุดเงินสด", "Cash book"),
    )
    _checked(book, ends, period)
    subtitle = words("ประจำเดือน", "") + words.month(calendars.month_of(period.first))
    signed = signatures(
        book,
        ask,
        period.last,
        (words("เหรัญญิก", "Treasurer"), "treasurer"),
        (words("ผู้ทำบัญชี", "Bookkeeper"), "bookkeeper"),
        (words("ประธานกองทุน", "Chair of the fund"), "chair"),
    )
    blocks = (parts.seal(ask), table, signed)
    title = ("สมุดเงินสด", "Cash book")
    return parts.document(
        book, ask, "cash-book", title, subtitle, period.last, blocks, paper="a4-wide"
    )


def _columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("รับ", "In"), "money"),
        Column(words("จ่าย", "Out"), "money"),
        Column(words("คงเหลือ", "Balance"), "money"),
    )


def _is_used(book: Book, name: str, period: Period) -> bool:
    prefix = PLACES[name][0]
    return name == "cash" or any(
        account == prefix or account.startswith(f"{prefix}:")
        for entry in figures.within(book.transactions, date.min, period.last)
        for account, _, _ in books.lines(entry)
    )


def _checked(book: Book, ends: dict[str, Decimal], period: Period) -> None:
    """The book ends with what receipts and payments carry forward."""
    left = figures.receipts_payments(book, period)["closing_total"]
    assert sum(ends.values(), ZERO) == left, "the cash book does not tie to receipts and payments"


def _rows(
    book: Book, names: list[str], period: Period, words: Words
) -> tuple[list[Row], dict[str, Decimal]]:
    """Every line and total of the month, and what is left in each column."""
    left = {name: _balance(book, name, period.first - parts.DAY, "opening") for name in names}
    rows = [_line(words("ยอดยกมา", "Brought forward"), names, {}, {}, left, "subtotal")]
    days: dict[date, list[Transaction]] = defaultdict(list)
    for entry in figures.within(book.transactions, period.first, period.last):
        if any(_net(entry, name) for name in names):
            days[entry.date].append(entry)
    month = _Sums()
    for day, entries in days.items():
        sums = _Sums()
        for number, entry in enumerate(entries, 1):
            rows.append(_entry(entry, entries, names, f"{day}.{number}", sums))
        left = {name: _balance(book, name, day, f"{day}") for name in names}
        rows.append(_day(day, sums, month, names, left, words))
    ends = {name: _balance(book, name, period.last, "closing") for name in names}
    given = {name: parts.total_of(month.given[name], f"month.{name}.in") for name in names}
    taken = {name: parts.total_of(month.taken[name], f"month.{name}.out") for name in names}
    text = words("รวมเดือนนี้และยอดยกไป", "Total of the month, carried forward")
    rows.append(_line(text, names, given, taken, ends, "total"))
    return rows, {name: _worth(cell) for name, cell in ends.items()}


def _day(
    day: date,
    sums: _Sums,
    month: _Sums,
    names: list[str],
    left: dict[str, Cell],
    words: Words,
) -> Row:
    given = {name: parts.total_of(sums.given[name], f"{day}.{name}.in") for name in names}
    taken = {name: parts.total_of(sums.taken[name], f"{day}.{name}.out") for name in names}
    for name in names:
        month.given[name].append(given[name])
        month.taken[name].append(taken[name])
    text = words("รวมวันที่ ", "Total of ") + words.short_day(day)
    return _line(text, names, given, taken, left, "subtotal")


def _line(
    text: str,
    names: list[str],
    given: dict[str, Cell],
    taken: dict[str, Cell],
    left: dict[str, Cell],
    kind: RowKind,
) -> Row:
    nothing = parts.NOTHING
    cells = [
        cell
        for name in names
        for cell in (given.get(name, nothing), taken.get(name, nothing), left[name])
    ]
    return Row((Cell(text, strong=True, span=3), *cells), kind)


def _entry(
    entry: Transaction, day: list[Transaction], names: list[str], key: str, sums: _Sums
) -> Row:
    number, receipts = guards.document(entry), _receipts(entry)
    text = entry.narration or ""
    if receipts and number in ("", str(entry.meta.get("sheet", ""))):
        # A sheet's own number is a month of the books' calendar: nobody knows it on paper.
        number = " – ".join(dict.fromkeys((receipts[0], receipts[-1])))
    elif "receipt" in entry.meta and entry.meta["receipt"] != number:
        text = f"{text} ({entry.meta['receipt']})"
    cells: list[Cell] = []
    for name in names:
        net = _net(entry, name)
        trace = _trace(entry, day, name)
        given = taken = parts.NOTHING
        if net > 0:
            given = Cell(net, ref=f"{key}.{name}.in", trace=trace)
            sums.given[name].append(given)
        elif net < 0:
            taken = Cell(-net, f"{key}.{name}.out", replace(trace, negative=not trace.negative))
            sums.taken[name].append(taken)
        cells += [given, taken, parts.NOTHING]
    return Row((Cell(entry.date), Cell(number, keep=True), Cell(text), *cells))


def _trace(entry: Transaction, day: list[Transaction], name: str) -> Trace:
    """The lines of one entry: of its accounts on its day, by its number where others moved too.

    Receipts of the treasurer stand on the lines that the money was for: those are named then.
    """
    touched = tuple(account for account, _ in _own(entry, name))
    others = any(
        account in touched
        for other in day
        if other is not entry
        for account, _ in _own(other, name)
    )
    number = guards.document(entry)
    if others and not number:
        what = dict.fromkeys(a for a, _, _ in books.lines(entry) if a not in touched)
        day_ = entry.date
        return Trace(tuple(what), day_, day_, negative=True, numbers=_receipts(entry))
    numbers = (number,) if others else ()
    return Trace(tuple(dict.fromkeys(touched)), entry.date, entry.date, numbers=numbers)


def _receipts(entry: Transaction) -> tuple[str, ...]:
    """The receipts on the lines of an entry, in their order."""
    found = (str(own["receipt"]) for _, _, own in books.lines(entry) if "receipt" in own)
    return tuple(dict.fromkeys(found))


def _own(entry: Transaction, name: str) -> Iterator[tuple[str, Decimal]]:
    """Account and amount of the lines of an entry in one column."""
    prefix = PLACES[name][0]
    for account, amount, _ in books.lines(entry):
        if account == prefix or account.startswith(f"{prefix}:"):
            yield account, amount


def _net(entry: Transaction, name: str) -> Decimal:
    return sum((amount for _, amount in _own(entry, name)), ZERO)


def _balance(book: Book, name: str, day: date, key: str) -> Cell:
    account = PLACES[name][0]
    trace = parts.standing_at(account, day)
    return Cell(book.balance(account, day) or ZERO, f"{key}.{name}.left", trace, strong=True)


def _worth(cell: Cell) -> Decimal:
    assert isinstance(cell.value, Decimal)
    return cell.value
