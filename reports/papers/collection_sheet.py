"""The collection sheet (ใบเก็บเงินสมทบ) of a village and month: who owes what, and room to write.

    ลำดับ  เลขที่สมาชิก  ชื่อ - สกุล  ประเภท   ค้างเดิม  งวดนี้  ส่ง   ขาด  งวด             เลขที่ใบเสร็จ  …
    1     0237                  รายเดือน  60.00  30.00  ....  ....  ส.ค.66-ต.ค.66  ............

The collector writes what was paid (ส่ง), the number of the receipt, and the day of collection above
the table. The same sheet as a workbook, filled in so, is read back by `welfare import`: its
headings are those that the import knows, in both languages. A row without a receipt is somebody who
did not pay. What is owed is what the books knew when the month began; printed within the month,
what they know on the day of printing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reports.ask import Ask
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Paragraph
from reports.model import Row
from reports.model import Signature
from reports.model import Signatures
from reports.model import Table
from reports.model import Trace
from reports.papers import parts
from reports.words import DOTS
from reports.words import Words
from rules.membership import DEDUCTED
from rules.membership import NO_CLAIM
from rules.membership import REINSTATED
from rules.membership import History
from rules.membership import Instalment
from rules.membership import Moment
from rules.membership import members_of
from rules.membership import number_of
from rules.membership import rule_on
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period
from welfare.money import ZERO
from welfare.records import split_number

ID = "collection-sheet"
#: Rows left free for who pays ahead, joins, or comes from another village.
FREE_ROWS = 5


class Due(NamedTuple):
    """What a member owes in a month: baht of earlier instalments, of this month's, and a fee."""

    number: str
    frequency: str
    before: Decimal
    now: Decimal
    months: tuple[str, str]
    fee: Decimal


def collection_sheet(book: Book, ask: Ask) -> Document:
    """The sheets of a month, one for each village.

    Raises:
        Refused: R415, no such village.
    """
    month = calendars.month_of(parts.day_of(ask))
    period = calendars.month_period(month)
    wanted = parts.village_asked(ask)
    parts.refuse_no_village(book, wanted)
    villages = [wanted] if wanted else [parts.village_of({"village": v}) for v in book.collectors]
    villages.sort(key=parts.village_order)
    dues = _dues(book, ask, period)
    sheets = [_village(book, ask, month, village, dues.get(village, [])) for village in villages]
    if wanted:
        return sheets[0]
    subtitle = ask.words.month(month)
    return parts.paper(book, ask, ID, subtitle, period.last, (), parts=sheets, size="a4-wide")


# --- what is owed --------------------------------------------------------------------------------


def _moment(period: Period, today: date) -> Moment:
    """Until when payments count: the month's first day, or the evening of a day within it."""
    if period.first < today <= period.last:
        return today, DEDUCTED + 1, NO_CLAIM
    return min(period.first, today), REINSTATED, NO_CLAIM


def _dues(book: Book, ask: Ask, period: Period) -> dict[str, list[Due]]:
    """Village to what its members owe, by member number."""
    moment = _moment(period, ask.today)
    members, paid_fee = members_of(book), _fees(book, moment[0])
    found: dict[str, list[Due]] = {}
    for number in sorted(book.members, key=split_number):
        history = members.of(number)
        if history is None or not _is_asked(book, history, moment[0]):
            continue
        facts = history.facts(moment[0])
        unpaid = [one for one in history.unpaid(period.last, moment) if one.amount]
        fee = ZERO if number in paid_fee else _entry_fee(book, number)
        if unpaid or fee or not history.spans:
            due = _due(number, str(facts.get("frequency", "")), unpaid, period, fee)
            found.setdefault(parts.village_of(facts), []).append(due)
    return found


def _is_asked(book: Book, history: History, day: date) -> bool:
    """Whether somebody is a member on a day, or was admitted and has not begun to pay."""
    member = book.members[history.number]
    if not history.spans:
        return member.joined <= day and member.ended is None
    return history.span(day) is not None


def _due(
    number: str, frequency: str, unpaid: list[Instalment], period: Period, fee: Decimal
) -> Due:
    before = [one for one in unpaid if one.due < period.first]
    now = [one for one in unpaid if one.due >= period.first]
    months = (unpaid[0].first, unpaid[-1].last) if unpaid else ("", "")
    return Due(
        number,
        frequency,
        parts.total(one.amount for one in before),
        parts.total(one.amount for one in now),
        months,
        fee,
    )


def _fees(book: Book, day: date) -> set[str]:
    """Members whose entry fee the books have by a day."""
    return {
        str(own.get("member"))
        for entry in book.in_sight
        for account, _, own in books.lines(entry)
        if account == books.ENTRY_FEES and entry.date < day
    }


def _entry_fee(book: Book, number: str) -> Decimal:
    """The entry fee of who joined within what is in sight, by the bylaws of that day."""
    joined = book.members[number].joined
    if joined < max(book.books_from, book.past.since):
        return ZERO
    return number_of(rule_on(book.bylaws, joined, "fee", "entry"), "amount") or ZERO


# --- the paper -----------------------------------------------------------------------------------


def _village(book: Book, ask: Ask, month: str, village: str, dues: list[Due]) -> Document:
    words = ask.words
    period = calendars.month_period(month)
    title = parts.village_title(village, words)
    subtitle = f"{title} {words('ประจำเดือน', '')}{words.month(month)}"
    collector = book.officer("collector", period.first, village.zfill(2)) or ""
    treasurer = ask.name(book.officer("treasurer", period.first) or "")
    facts = Facts(
        (
            (words("วันที่เก็บ", "Date, วันที่เก็บ"), Cell(DOTS, keep=True)),
            (
                words("ผู้เก็บเงิน", "Collector, ผู้เก็บเงิน"),
                Cell(ask.name(collector, DOTS), keep=True),
            ),
        ),
        2,
    )
    rows = [_row(book, ask, index, due) for index, due in enumerate(dues, 1)]
    free = [_free(ask, len(dues) + index) for index in range(1, FREE_ROWS + 1)]
    table = Table(
        tuple(_columns(ask)),
        (*rows, *free, _foot(ask, village, dues)),
        heads=() if ask.lang == "th" else _english(ask),
        ruled=True,
        name="" if ask.village else title,
    )
    blocks = (
        facts,
        table,
        Paragraph(_counts(words, dues), small=True),
        Signatures(
            (
                Signature(words("ผู้เก็บเงิน", "Collector"), ask.name(collector)),
                Signature(words("ผู้รับเงิน (เหรัญญิก)", "Received by (treasurer)"), treasurer),
            )
        ),
    )
    file = parts.village_file(village)
    return parts.paper(book, ask, ID, subtitle, period.last, blocks, size="a4-wide", name=file)


def _columns(ask: Ask) -> Iterator[Column]:
    """The headings that the import knows, and two for what is owed."""
    yield Column("ลำดับ", "count", 0.85)
    yield Column("เลขที่สมาชิก", width=1.75)
    if ask.people:
        yield Column("ชื่อ - สกุล", width=3.65)
    yield Column("ประเภท", width=1.55)
    yield Column("ค้างเดิม", "money", 1.3)
    yield Column("งวดนี้", "money", 1.4)
    yield Column("ส่ง", "money", 1.4)
    yield Column("ขาด", "money", 1.1)
    yield Column("งวด", width=2.1)
    yield Column("เลขที่ใบเสร็จ", width=1.9)
    yield Column("ค่าสมัคร", "money", 1.2)
    yield Column("หมายเหตุ", width=1.75)


def _english(ask: Ask) -> tuple[tuple[str, int], ...]:
    """What those headings say, above them."""
    named = ("Name",) if ask.people else ()
    after = ("Pays", "Arrears", "Due", "Paid", "Unpaid", "Months", "Receipt", "Fee", "Remarks")
    return tuple((head, 1) for head in ("#", "Member", *named, *after))


def _row(book: Book, ask: Ask, index: int, due: Due) -> Row:
    ref = f"member.{due.number}"
    traced = Trace(numbers=(due.number,), note=_owed(ask.words))
    named = [Cell(parts.name_of(book, ask, due.number), keep=True)] if ask.people else []
    return Row(
        (
            Cell(index),
            Cell(due.number, keep=True),
            *named,
            Cell(parts.frequency({"frequency": due.frequency}, ask.words), keep=True),
            Cell(due.before or None, f"{ref}.before", traced),
            Cell(due.now or None, f"{ref}.now", traced),
            Cell(None),
            Cell(None),
            Cell(_run(due.months), keep=True),
            Cell(None),
            Cell(due.fee or None),
            Cell(None),
        )
    )


def _owed(words: Words) -> str:
    return words("งวดที่ถึงกำหนดแล้วยังไม่ชำระ", "instalments due and not paid")


def _run(months: tuple[str, str]) -> str:
    """A run of months as the import reads it: `ส.ค.66-ต.ค.66`."""
    words = Words("th")
    first, last = (words.short_month(month).replace(" ", "") if month else "" for month in months)
    return first if first == last else f"{first}-{last}"


def _free(ask: Ask, index: int) -> Row:
    return Row((Cell(index), *(Cell(None) for _ in list(_columns(ask))[1:])))


def _foot(ask: Ask, village: str, dues: list[Due]) -> Row:
    """What is owed in all; what was paid is added up by hand, and the import compares it."""
    ref = f"village.{village}"
    traced = Trace(numbers=tuple(due.number for due in dues), note=_owed(ask.words))
    before = parts.total(due.before for due in dues)
    now = parts.total(due.now for due in dues)
    named = [Cell(None)] if ask.people else []
    return Row(
        (
            Cell(None),
            Cell("รวม", strong=True),
            *named,
            Cell(None),
            Cell(before, f"{ref}.before", traced, strong=True),
            Cell(now, f"{ref}.now", traced, strong=True),
            *(Cell(None) for _ in range(6)),
        ),
        "total",
    )


def _counts(words: Words, dues: list[Due]) -> str:
    owed = parts.total(due.before + due.now for due in dues)
    return words(
        f"ผู้ที่ถึงกำหนดส่ง {len(dues)} ราย รวมต้องเก็บ {words.baht(owed)} "
        "เขียนวันที่เก็บ จำนวนที่ส่ง และเลขที่ใบเสร็จ ผู้ไม่ส่งให้เว้นว่าง "
        "ใบเสร็จที่เสียให้เขียนเลขที่ใบเสร็จ และ “ยกเลิก” ในช่องหมายเหตุ",
        f"{len(dues)} members have something to pay, {words.baht(owed)} in all. Write the day of"
        " collection (วันที่เก็บ), what was paid (ส่ง) and the receipt's number; leave the row of who"
        " does not pay. Of a spoiled receipt write the number, and “ยกเลิก” as a remark.",
    )
