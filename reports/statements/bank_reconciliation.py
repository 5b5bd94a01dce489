"""งบกระทบยอดเงินฝากธนาคาร: from the bank's balance to that of the books.

Balance of the statement + deposits in transit - payments not yet drawn = balance of the books. The
statement lines are those that the fund keeps under `bank/`; other bank accounts are held against
their passbook by hand, and stand below with the balance of the books.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from reports import figures
from reports.ask import Ask
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.model import Trace
from reports.parts import account_name
from reports.statements import parts
from reports.words import Words
from welfare import books
from welfare.books import Book
from welfare.papers import bank


def bank_reconciliation(book: Book, ask: Ask) -> Document:
    """The reconciliation at the end of a period.

    Args:
        book: the fund's books, with the bank's lines.
        ask: period: a month, or any period; the last day counts.
    """
    words, period = ask.words, parts.period_of(book, ask)
    blocks: list[Block] = []
    if books.SAVINGS in book.opens:
        blocks += _savings(book, period.last, words)
    blocks += _others(book, period.last, words)
    if not blocks:
        blocks.append(Paragraph(words("กองทุนไม่มีบัญชีเงินฝากธนาคาร", "The fund has no bank account.")))
    title = ("งบกระทบยอดเงินฝากธนาคาร", "Bank reconciliation")
    subtitle = words("ณ วันที่ ", "At ") + words.day(period.last)
    signed = parts.makers(book, ask, period.last)
    every = (parts.seal(ask), *blocks, signed)
    return parts.document(book, ask, "bank-reconciliation", title, subtitle, period.last, every)


def _savings(book: Book, last: date, words: Words) -> Iterator[Block]:
    found = figures.reconciliation(book, last)
    lines = [line for line in bank.kept(book) if line.day <= last]
    name = account_name(book, books.SAVINGS, words)
    folder = bank.folder(book)
    source = words(f"ยอดคงเหลือบรรทัดสุดท้ายใน {folder}", f"balance of the last line in {folder}")
    if not lines:
        source = words(
            "ยังไม่มีรายการธนาคารถึงวันนี้ ใช้ยอดยกมา", "no statement line yet; the balance brought in"
        )
    statement = parts.amount(
        found["statement_balance"], "statement", Trace(note=source), strong=True
    )
    transit = _items(found["deposits_in_transit"], "transit", 1, words)
    unpaid = _items(found["outstanding_payments"], "outstanding", -1, words)
    open_ = [row.cells[-1] for row in (*transit, *unpaid)]
    asked = parts.total_of((statement, *open_), "should-be")
    booked = parts.amount(
        found["book_balance"], "book", parts.standing_at(books.SAVINGS, last), strong=True
    )
    assert isinstance(asked.value, Decimal)
    assert asked.value - found["book_balance"] == found["difference"]
    less = Trace((books.SAVINGS,), None, last, negative=True, opening=asked.value)
    difference = parts.amount(found["difference"], "difference", less, strong=True)
    shown = words.day(lines[-1].day) if lines else ""
    seen = words("ยอดตามสมุดบัญชีธนาคาร", "Balance of the bank's statement")
    rows = [
        Row(
            (Cell(f"{seen} ({shown})" if shown else seen), parts.NOTHING, parts.NOTHING, statement)
        ),
        parts.section(words("บวก เงินฝากระหว่างทาง", "plus deposits in transit"), 4),
        *(transit or [_none(words)]),
        parts.section(words("หัก รายการจ่ายที่ธนาคารยังไม่ได้จ่าย", "less payments not yet drawn"), 4),
        *(unpaid or [_none(words)]),
        _sum(words("ยอดที่ควรเป็น", "Balance as it should be"), asked, "subtotal"),
        _sum(words("ยอดตามบัญชีของกองทุน", "Balance of the books"), booked, "body"),
        _sum(words("ผลต่าง", "Difference"), difference, "total"),
    ]
    yield Table(
        columns=(
            Column(words("รายการ", "Item"), width=3),
            Column(words("เลขที่", "Number")),
            Column(words("วันที่บัญชี", "Date in the books"), "date"),
            Column(words("บาท", "Baht"), "money"),
        ),
        rows=tuple(rows),
        caption=f"{book.codes.get(books.SAVINGS, '')} {name}",
        name=words("กระทบยอด", "Reconciliation"),
    )
    yield _said(found, words)


def _said(found: dict[str, Any], words: Words) -> Paragraph:
    if found["difference"]:
        text = words(
            "ยอดยังไม่ตรงกัน ต้องหาสาเหตุก่อนปิดงวด",
            "The balances differ; the cause is to be found before the period is closed.",
        )
        return Paragraph(text, strong=True)
    return Paragraph(words("ยอดตรงกัน", "The balances agree."))


def _sum(text: str, cell: Cell, kind: Any) -> Row:
    return Row((parts.label(text, strong=True), parts.NOTHING, parts.NOTHING, cell), kind)


def _none(words: Words) -> Row:
    empty = (parts.NOTHING,) * 3
    return Row((parts.label(words("ไม่มี", "none"), indent=1), *empty))


def _items(found: list[dict[str, Any]], key: str, sign: int, words: Words) -> list[Row]:
    """Entries that the bank has not shown; what is taken off stands as a negative amount."""
    rows = []
    for number, item in enumerate(found, 1):
        day = date.fromisoformat(item["book_date"])
        trace = Trace((books.SAVINGS,), day, day, numbers=(item["ref"],))
        cell = Cell(sign * item["amount"], f"{key}.{number}", trace)
        text = words("นำฝาก", "deposited") if sign > 0 else words("จ่าย", "paid")
        rows.append(
            Row((parts.label(text, indent=1), Cell(item["ref"], keep=True), Cell(day), cell))
        )
    return rows


def _others(book: Book, last: date, words: Words) -> Iterator[Block]:
    """Other bank accounts that were ever used, to be held against the passbook."""
    used = {
        account
        for entry in figures.within(book.in_sight, date.min, last)
        for account, amount, _ in books.lines(entry)
        if amount
    }
    names = [name for name in book.opens if name.startswith(f"{books.BANK}:") and name in used]
    names = [name for name in names if name != books.SAVINGS]
    if names:
        yield Table(
            columns=(
                Column(words("บัญชีเงินฝากอื่น", "Other bank account"), width=3),
                Column(words("ยอดตามบัญชี (บาท)", "Books (baht)"), "money"),
                Column(words("ยอดตามสมุดคู่ฝาก (กรอก)", "Passbook (fill in)")),
            ),
            rows=tuple(
                Row(
                    (
                        Cell(f"{book.codes[name]} {account_name(book, name, words)}"),
                        parts.amount(
                            book.balance(name, last) or Decimal("0.00"),
                            f"other.{book.codes[name]}",
                            parts.standing_at(name, last),
                        ),
                        Cell(""),
                    )
                )
                for name in names
            ),
            ruled=True,
            together=True,
            name=words("บัญชีอื่น", "Other accounts"),
        )
