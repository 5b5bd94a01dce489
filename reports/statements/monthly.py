"""รายงานรับ-จ่ายประจำเดือน: what came in and went out, what is left, and what is still open.

Brought forward + receipts - payments = carried forward, of this month, the month before and the
year to date; then the sub-funds, the members, what the committee has to look at, the code of the
closing and the signatures.

    monthly(book, Ask(today=day, period=calendars.month_period("2023-10")))
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reports.ask import Ask
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.model import Trace
from reports.statements import parts
from reports.words import Words
from rules import alerts
from rules import guards
from rules.alert import Alert
from rules.membership import members_of
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period
from welfare.money import ZERO
from welfare.vocabulary import values_of

#: What of the receipts stands on the sheet, by the code of its alert.
PAPERS = {
    "RECEIPT_VOID": ("ใบเสร็จยกเลิก", "Receipt void"),
    "RECEIPT_GAP": ("ใบเสร็จขาดหาย", "Receipt missing"),
    "RECEIPT_OUTSTANDING": ("ใบเสร็จค้างตรวจ", "Receipt outstanding"),
}


class Point(NamedTuple):
    """Something that is still open, or that the committee has to know.

    Attributes:
        day: its day.
        what: kind, in words.
        subject: number of a paper, claim or officer; not printed in public copies.
        amount: baht, or None.
        detail: more, in words.
    """

    day: date
    what: str
    subject: str
    amount: Decimal | None
    detail: str = ""


def monthly(book: Book, ask: Ask) -> Document:
    """The month's sheet.

    Args:
        book: the fund's books.
        ask: period: the month; public: open points are counted, not listed.

    Raises:
        Refused: R302, R303 as `figures.figures`.
    """
    words, period = ask.words, parts.period_of(book, ask)
    blocks: list[Block] = [parts.seal(ask), *_flows(book, period, words)]
    blocks += [*_funds(book, period, words)]
    blocks += [*_members(book, period, words), *_points(book, period, ask)]
    blocks.append(parts.makers(book, ask, period.last))
    title = ("รายงานรับ-จ่ายประจำเดือน", "Monthly report of receipts and payments")
    audience = "public" if ask.public else "committee"
    subtitle = words("ประจำเดือน", "") + words.month(calendars.month_of(period.first))
    return parts.document(
        book, ask, "monthly", title, subtitle, period.last, blocks, audience=audience
    )


def _flows(book: Book, period: Period, words: Words) -> Iterator[Block]:
    before = calendars.month_period(calendars.month_of(period.first - parts.DAY))
    this = parts.flow(book, period, "month")
    last = parts.flow(book, before, "previous") if before.first >= book.begins else None
    year = parts.flow(book, parts.fiscal_part(book, period), "year")
    yield Table(
        columns=(
            Column(words("รายการ", "Item"), width=3),
            Column(words("เดือนนี้ (บาท)", "This month (baht)"), "money"),
            Column(words("เดือนก่อน (บาท)", "Month before (baht)"), "money"),
            Column(words("ตั้งแต่ต้นปีบัญชี (บาท)", "Year to date (baht)"), "money"),
        ),
        rows=tuple(parts.flow_rows(book, [this, last, year], words)),
        caption=words("รับ-จ่ายและเงินคงเหลือ", "Receipts, payments and money left"),
        name=words("รับ-จ่าย", "Receipts, payments"),
    )
    left = this.totals["closing"].value
    if isinstance(left, Decimal) and left >= 0:
        spelt = words.baht_in_words(left)
        yield Paragraph(f"{words('เงินคงเหลือยกไป', 'Money carried forward')} ({spelt})")


def _funds(book: Book, period: Period, words: Words) -> Iterator[Block]:
    cells = parts.fund_cells(book, period, words, "funds")
    yield Table(
        columns=parts.fund_columns(words),
        rows=tuple(parts.fund_table_rows(cells, words, "funds", parts=parts.FUND_PARTS)),
        caption=words("กองทุนย่อย (บาท)", "Sub-funds (baht)"),
        together=True,
        name=words("กองทุนย่อย", "Sub-funds"),
    )


def _members(book: Book, period: Period, words: Words) -> Iterator[Block]:
    members, year = members_of(book), parts.fiscal_part(book, period)
    rows = {
        words("เดือนนี้", "This month"): parts.member_cells(members, period, "members.month"),
        words("ตั้งแต่ต้นปีบัญชี", "Year to date"): parts.member_cells(members, year, "members.year"),
    }
    shown = parts.member_shown(rows.values())
    heads = (Column(words(*parts.MOVEMENTS[name]), "count", width=1) for name in shown)
    yield Table(
        columns=(Column("", width=1.6), *heads),
        rows=tuple(
            Row((parts.label(name), *(cells[key] for key in shown))) for name, cells in rows.items()
        ),
        caption=words("สมาชิก (คน)", "Members (people)"),
        together=True,
        name=words("สมาชิก", "Members"),
    )


# --- what is open --------------------------------------------------------------------------------


def _points(book: Book, period: Period, ask: Ask) -> Iterator[Block]:
    words = ask.words
    yield Heading(words("เรื่องที่คณะกรรมการต้องรับทราบ", "For the committee to note"), 3)
    found = sorted(points(book, period, words))
    if not found:
        yield Paragraph(words("ไม่มี", "None."))
    elif ask.public:
        yield _counted(found, words)
    else:
        yield _listed(found, words)


def _listed(found: list[Point], words: Words) -> Table:
    return Table(
        columns=(
            Column(words("วันที่", "Date"), "date"),
            Column(words("เรื่อง", "What"), width=1.6),
            Column(words("เลขที่", "Number")),
            Column(words("บาท", "Baht"), "money"),
            Column(words("รายละเอียด", "Detail"), width=1.6),
        ),
        rows=tuple(
            Row(
                (
                    Cell(point.day),
                    Cell(point.what),
                    Cell(point.subject, keep=True),
                    _point_amount(point, number),
                    Cell(point.detail),
                )
            )
            for number, point in enumerate(found, 1)
        ),
        name=words("เรื่องที่ต้องดู", "To note"),
    )


def _point_amount(point: Point, number: int) -> Cell:
    if point.amount is None:
        return parts.NOTHING
    note = f"{point.what} {point.subject} {point.detail}".strip()
    return Cell(point.amount, ref=f"points.{number}", trace=Trace(note=note))


def _counted(found: list[Point], words: Words) -> Table:
    kinds: dict[str, list[Point]] = defaultdict(list)
    for point in found:
        kinds[point.what].append(point)
    return Table(
        columns=(
            Column(words("เรื่อง", "What"), width=2),
            Column(words("จำนวน", "Count"), "count"),
            Column(words("บาท", "Baht"), "money"),
        ),
        rows=tuple(
            Row(
                (
                    Cell(what),
                    Cell(len(own), f"points.{number}.count", Trace(opening=len(own))),
                    Cell(
                        sum((point.amount or ZERO for point in own), ZERO),
                        f"points.{number}.amount",
                        Trace(note=what),
                    ),
                )
            )
            for number, (what, own) in enumerate(kinds.items(), 1)
        ),
        name=words("เรื่องที่ต้องดู", "To note"),
    )


def points(book: Book, period: Period, words: Words) -> Iterator[Point]:
    """What is still open at the end of a month, or happened in it and must be known."""
    yield from unsettled(book, period.last, words)
    over: list[Alert] = []
    for alert in alerts.alerts(book, alerts.ON_THE_SHEET):
        if not period.first <= alert.date <= period.last:
            continue
        if alert.code == "CASH_CEILING_BREACH":
            over.append(alert)
        elif alert.code == "CONTRIBUTION_REVERSED":
            by = words("ผู้กลับรายการ ", "reversed by ") + str(alert.args["by"])
            what = words("กลับรายการเงินสมทบ", "Contribution reversed")
            yield Point(alert.date, what, str(alert.args["receipt"]), alert.amount, by)
        elif alert.code in PAPERS:
            yield Point(alert.date, words(*PAPERS[alert.code]), alert.subject, alert.amount)
    if over:
        most = max(alert.amount or ZERO for alert in over)
        yield Point(
            over[0].date,
            words("เงินสดเกินวงเงิน", "Cash over the ceiling"),
            words(f"{len(over)} วัน", f"{len(over)} days"),
            most,
            words("จำนวนที่เกินสูงสุด", "the most that it was over"),
        )


def unsettled(book: Book, day: date, words: Words) -> Iterator[Point]:
    """Irregularities recorded by a day and not settled by then."""
    done = {
        tuple(map(str, values_of(entry)[:2]))
        for entry in book.customs("irregularity", "settled")
        if entry.date <= day
    }
    for item in guards.irregularities(book):
        if item.entry.date <= day and (item.code, item.subject) not in done:
            what = words(*parts.IRREGULARITIES.get(item.code, (item.code, item.code)))
            open_ = words("ยังไม่ได้แก้ไข", "not settled yet")
            yield Point(item.entry.date, what, item.subject, item.amount, open_)
