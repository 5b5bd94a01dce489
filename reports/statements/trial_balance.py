"""งบทดลอง: every account with a balance at the end of a month, debit or credit, before closing.

Income and expense run from the first day of the fiscal year; the sub-funds hold the results of
earlier years as the bylaws share them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reports import figures
from reports.ask import Ask
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
from welfare.calendars import Period


def trial_balance(book: Book, ask: Ask) -> Document:
    """The trial balance at the end of a period.

    Args:
        book: the fund's books.
        ask: period: a month, or any period; the last day counts.
    """
    words, period = ask.words, parts.period_of(book, ask)
    found = figures.trial_balance(book, period.last)
    year = parts.fiscal_part(book, period)
    rows = [_row(book, row, year, words) for row in found["trial_balance"]]
    ends = [
        parts.total_of((row.cells[index] for row in rows), f"total.{side}")
        for index, side in ((2, "debit"), (3, "credit"))
    ]
    totals = found["trial_balance_total"]
    assert [cell.value for cell in ends] == [totals["debit"], totals["credit"]]
    total = (parts.NOTHING, parts.label(words("รวม", "Total"), strong=True), *ends)
    table = Table(
        columns=(
            Column(words("รหัส", "Code")),
            Column(words("ชื่อบัญชี", "Account"), width=3),
            Column(words("เดบิต (บาท)", "Debit (baht)"), "money"),
            Column(words("เครดิต (บาท)", "Credit (baht)"), "money"),
        ),
        rows=(*rows, Row(total, "total")),
        small=True,
        name=words("งบทดลอง", "Trial balance"),
    )
    since = words.day(year.first)
    note = words(
        f"บัญชีรายได้และค่าใช้จ่ายแสดงยอดตั้งแต่ต้นปีบัญชี {since} กองทุนย่อยรวมผลของปีก่อนที่แบ่งตามระเบียบแล้ว",
        f"Income and expense are those since {since}; the sub-funds hold the results of earlier"
        " years.",
    )
    noted = Paragraph(note, small=True, keep=(since,))
    blocks = (parts.seal(ask), table, noted, parts.makers(book, ask, period.last))
    return parts.document(
        book,
        ask,
        "trial-balance",
        ("งบทดลอง", "Trial balance"),
        words("ณ วันที่ ", "At ") + words.day(period.last),
        period.last,
        blocks,
        audience="public" if ask.public else "committee",
    )


def _row(book: Book, row: dict[str, Any], year: Period, words: Words) -> Row:
    name = account_name(book, row["account"], words)
    sides = (_side(book, row, side, year, words) for side in ("debit", "credit"))
    return Row((Cell(row["code"], keep=True), Cell(name), *sides))


def _side(book: Book, row: dict[str, Any], side: str, year: Period, words: Words) -> Cell:
    value: Decimal = row[side]
    if not value:
        return parts.NOTHING
    account, negative = row["account"], side == "credit"
    ref = f"{row['code']}.{side}"
    if account.startswith(("Income:", "Expenses:")):
        return parts.amount(value, ref, parts.moved(account, year, negative=negative))
    trace = parts.standing_at(account, year.last, negative=negative)
    booked = book.balance(account, year.last) * (-1 if negative else 1)
    if account in books.FUNDS.values() and value != booked:
        earlier = words("ผลของปีก่อนที่แบ่งตามระเบียบ", "results of earlier years")
        trace = Trace((account,), None, year.last, negative, opening=value - booked, note=earlier)
    return parts.amount(value, ref, trace)
