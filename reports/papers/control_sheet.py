"""The control sheet of contributions (ทะเบียนคุมเงินสมทบ): a fiscal year, month by month.

    เลขที่   ต.ค. 65  พ.ย. 65 … ก.ย. 66   งวดปีอื่น   รวมรับปีนี้   ค้าง (เดือน, บาท)
    0237     30.00   30.00      ขาด       –        270.00      3    90.00

Money stands in the month in which its instalment begins; further months of the instalment, and
those paid before the year began, say ส่ง. What was due by the end of the year and not paid says
ขาด. Money of the year for the months of other years has a column of its own, so that each row is
what the member was receipted in the year (deductions from benefits included), and the whole fund's
total is what the books have on the account of contributions: compared at each printing. The public
copy has the villages' totals alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from decimal import Decimal

from reports import figures
from reports.ask import Ask
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Paragraph
from reports.model import Row
from reports.model import Signature
from reports.model import Signatures
from reports.model import Table
from reports.model import Trace
from reports.papers import parts
from reports.parts import account_name
from reports.parts import signatures
from reports.words import Words
from rules import matching
from rules.membership import History
from rules.membership import members_of
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period
from welfare.money import ZERO

ID = "control-sheet"
#: Villages that fit side by side.
VILLAGES_MAX = 10
PAID, UNPAID = ("ส่ง", "paid"), ("ขาด", "due")


@dataclass(frozen=True)
class Line:
    """A member's year, or the sum of several.

    Attributes:
        number: membership number; "" for sums and for money that names nobody.
        numbers: whose money it is; empty for everybody's.
        village: the village, as papers write it.
        months: `YYYY-MM` to the baht received this year for instalments beginning then.
        marks: month to True (covered by what was paid) or False (due and not paid).
        before: baht for instalments of earlier years.
        other: baht for later years, not yet a whole instalment, or taken back.
        received: baht that the books have from the member in the year.
        owed_months: months due and not paid at the end of the year.
        owed: the same in baht.
        remark: how membership ended or began again.
    """

    number: str
    village: str
    months: Mapping[str, Decimal]
    marks: Mapping[str, bool] = field(default_factory=dict)
    before: Decimal = ZERO
    other: Decimal = ZERO
    received: Decimal = ZERO
    owed_months: int = 0
    owed: Decimal = ZERO
    remark: str = ""
    numbers: tuple[str, ...] = ()


def control_sheet(book: Book, ask: Ask) -> Document:
    """The sheets of a fiscal year, one for each village, and the whole fund's totals.

    Raises:
        Refused: R415 no such village; R900 the sheets do not add up to the account.
    """
    year, period = parts.year_of(book, ask)
    wanted = parts.village_asked(ask)
    parts.refuse_no_village(book, wanted)
    months = _months_of(period)
    lines = list(_lines(book, ask.words, period, months))
    booked = figures.movements(book, period.first, period.last).get(books.CONTRIBUTIONS)
    everything = replace(_sum(lines, months), numbers=())
    account = account_name(book, books.CONTRIBUTIONS, ask.words)
    parts.tie(ask, ID, account, everything.received, -booked.net if booked else ZERO)
    by_village: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_village[line.village].append(line)
    if wanted:
        return _village(book, ask, period, months, wanted, by_village[wanted])
    villages = sorted(by_village, key=parts.village_order)
    sheets = [] if ask.public else villages
    return parts.paper(
        book,
        ask,
        ID,
        ask.words.year(year),
        period.last,
        list(_fund(ask, period, months, {name: by_village[name] for name in villages}, everything)),
        parts=[_village(book, ask, period, months, name, by_village[name]) for name in sheets],
        size="a4-wide",
    )


# --- the year of a member ------------------------------------------------------------------------


def _lines(book: Book, words: Words, period: Period, months: list[str]) -> Iterator[Line]:
    """Everybody who was a member in the year or from whom money came, then money of nobody."""
    received = _received(book, period)
    members = members_of(book)
    shown = set()
    for history in matching.begun(members, period.last):
        if _is_gone(history, period) and not received.get(history.number):
            continue
        shown.add(history.number)
        yield _line(history, words, period, months, received.get(history.number, ZERO))
    for number in received.keys() - shown:
        member = book.members.get(number)
        village = parts.village_of(member.facts) if member else ""
        amount = received[number]
        whose = (number,) if number else ()
        yield Line(number, village, {}, other=amount, received=amount, numbers=whose)


def _is_gone(history: History, period: Period) -> bool:
    """Whether membership was over before a year."""
    last = history.last(period.last)
    return last is not None and last.end is not None and last.end < period.first


def _received(book: Book, period: Period) -> dict[str, Decimal]:
    """Member to what the account of contributions has of them in the year; "" names nobody."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for entry in figures.within(book.transactions, period.first, period.last):
        for account, amount, own in books.lines(entry):
            if account == books.CONTRIBUTIONS:
                found[str(own.get("member", ""))] -= amount
    return dict(found)


def _line(
    history: History, words: Words, period: Period, months: list[str], received: Decimal
) -> Line:
    paid: dict[str, Decimal] = {}
    marks = {month: True for month in months if month <= history.before}
    before = later = ZERO
    for one, moment in zip(history.instalments, history.paid, strict=False):
        if moment[0] > period.last:
            break
        marks |= dict.fromkeys(calendars.months_between(one.first, one.last), True)
        if moment[0] < period.first:
            continue
        if one.first < months[0]:
            before += one.amount
        elif one.first > months[-1]:
            later += one.amount
        else:
            paid[one.first] = paid.get(one.first, ZERO) + one.amount
    unpaid = [one for one in history.unpaid(period.last) if one.amount]
    unpaid = [one for one in unpaid if not _ended_before(history, one.due)]
    for one in unpaid:
        marks |= dict.fromkeys(calendars.months_between(one.first, one.last), False)
    counted = parts.total(paid.values()) + before
    current = history.span(period.last) is not None
    owed = unpaid if current else []
    return Line(
        history.number,
        parts.village_of(history.facts(period.last)),
        paid,
        marks,
        before,
        received - counted,
        received,
        sum(one.months for one in owed),
        parts.total(one.amount for one in owed),
        _remark(history, words, period),
        (history.number,),
    )


def _ended_before(history: History, due: date) -> bool:
    """Whether an instalment fell due when the membership was over, so that nobody owed it."""
    last = history.spans[-1]
    return last.end is not None and due >= last.end


def _remark(history: History, words: Words, period: Period) -> str:
    told = []
    for span in history.spans:
        if period.first <= span.start <= period.last:
            since = words.short_day(span.start)
            told.append(
                words(f"คืนสภาพ {since}", f"reinstated {since}")
                if span.reinstated
                else words(f"เข้า {since}", f"joined {since}")
            )
        if span.end is None or span.end > period.last:
            continue
        # Who came back before the year is not told as gone.
        if span.end >= period.first or span is history.last(period.last):
            reason = words(*parts.STATUS.get(span.reason, (span.reason, span.reason)))
            told.append(f"{reason} {words.short_day(span.end)}")
    return ", ".join(told)


def _sum(lines: list[Line], months: list[str]) -> Line:
    return Line(
        "",
        "",
        {month: parts.total(line.months.get(month, ZERO) for line in lines) for month in months},
        before=parts.total(line.before for line in lines),
        other=parts.total(line.other for line in lines),
        received=parts.total(line.received for line in lines),
        owed_months=sum(line.owed_months for line in lines),
        owed=parts.total(line.owed for line in lines),
        numbers=tuple(line.number for line in lines),
    )


# --- the paper -----------------------------------------------------------------------------------


def _village(
    book: Book, ask: Ask, period: Period, months: list[str], village: str, lines: list[Line]
) -> Document:
    words = ask.words
    title = parts.village_title(village, words)
    year = calendars.fiscal_year(period.last, book.fiscal_start)
    subtitle = f"{title} {words.year(year)}" if ask.lang == "th" else f"{title}, {words.year(year)}"
    rows = [] if ask.public else [_row(book, ask, line, period, months) for line in lines]
    together, heads = _sum(lines, months), _heads(ask, months)
    head = Cell(words(f"รวม{title}", f"{title} in all"), strong=True, span=13 + bool(ask.people))
    foot = Row(
        (head, *_totals(words, together, f"village.{village}", period, strong=True)), "total"
    )
    blocks: list[Block] = [
        *parts.split(_columns(ask, months), rows, [foot], heads=heads, small=True, name=title),
        _by_month(words, together, f"village.{village}", months),
        Paragraph(legend(words), small=True),
        _signed(book, ask, period, village),
    ]
    if ask.public:
        blocks = list(_fund(ask, period, months, {village: lines}, together))
    file = parts.village_file(village)
    return parts.paper(book, ask, ID, subtitle, period.last, blocks, size="a4-wide", name=file)


def _signed(book: Book, ask: Ask, period: Period, village: str) -> Signatures:
    """The collector of the village, the treasurer and the auditor of the year's last day."""
    words, collector = ask.words, book.officer("collector", period.last, village.zfill(2)) or ""
    others = signatures(
        book,
        ask,
        period.last,
        (words("เหรัญญิก", "Treasurer"), "treasurer"),
        (words("ผู้ตรวจสอบ", "Auditor"), "auditor"),
    )
    own = Signature(words("ผู้เก็บเงิน", "Collector"), ask.name(collector))
    return Signatures((own, *others.items))


def years_of(book: Book, words: Words, history: History, day: date) -> Table:
    """The years of one member up to a day, as the sheets of those years have them.

    Args:
        book: the books of that day.
        words: the words of a language.
        history: the member's.
        day: the day; of its year the sheet is as if the year ended with it.
    """
    start, rows = book.fiscal_start, []
    first = calendars.fiscal_year(book.begins, start)
    for year in range(first, calendars.fiscal_year(day, start) + 1):
        period = calendars.fiscal_year_period(year, start)
        months = _months_of(period)
        period = period._replace(last=min(period.last, day))
        received = _received_of(book, history.number, period)
        begun = bool(history.spans) and history.spans[0].start <= period.last
        if not received and (not begun or _is_gone(history, period)):
            continue
        line = _line(history, words, period, months, received)
        cells = (_month(line, month, history.number, words) for month in months)
        totals = _totals(words, line, history.number, period)
        rows.append(Row((Cell(str(year), keep=True), *cells, *totals, Cell(line.remark))))
    months = _months_of(calendars.fiscal_year_period(first, start))
    names = [Column(words.month_name(month), "money", 1.15, "right") for month in months]
    year_of = Column(words("ปีบัญชี", "Year"), width=1.0)
    return Table((year_of, *names, *_columns_of_sums(words)), tuple(rows), small=True)


def _months_of(period: Period) -> list[str]:
    return calendars.months_between(
        calendars.month_of(period.first), calendars.month_of(period.last)
    )


def _received_of(book: Book, number: str, period: Period) -> Decimal:
    """What the account of contributions has of one member in a year."""
    own = book.once(parts.lines_of).get(number, ())
    return -parts.total(
        books.number(posting)
        for entry, posting in own
        if posting.account == books.CONTRIBUTIONS and period.first <= entry.date <= period.last
    )


def _columns(ask: Ask, months: list[str]) -> list[Column]:
    words = ask.words
    named: list[Column] = [Column(words("ชื่อ - สกุล", "Name"), width=4.1)] if ask.people else []
    return [
        Column(words("เลขที่", "No."), width=1.0),
        *named,
        *(Column(words.month_name(month), "money", 1.2, "right") for month in months),
        Column(words("ปีอื่น", "years"), "money", 1.1),
        Column(words("ปีนี้", "in year"), "money", 1.7),
        Column(words("เดือน", "mth"), "count", 1.0),
        Column(words("บาท", "baht"), "money", 1.4),
        Column(words("หมายเหตุ", "Remarks"), width=3.4),
    ]


def _heads(ask: Ask, months: list[str]) -> tuple[tuple[str, int], ...]:
    """The headings above those of `_columns`: years above their months."""
    words = ask.words
    years: dict[str, int] = {}
    for month in months:
        name = words.month(month).rpartition(" ")[2]
        years[name] = years.get(name, 0) + 1
    return (
        ("", 1 + bool(ask.people)),
        *years.items(),
        (words("งวด", "Other"), 1),
        (words("รวมรับ", "Received"), 1),
        (words("ค้างสิ้นปี", "Owed"), 2),
        ("", 1),
    )


def _columns_of_sums(words: Words) -> list[Column]:
    """The columns after the months."""
    return [
        Column(words("งวด ปีอื่น", "Other years"), "money", 1.3),
        Column(words("รวมรับ ปีนี้", "Received"), "money", 1.7),
        Column(words("ค้าง (เดือน)", "Owed (months)"), "count", 1.0),
        Column(words("ค้าง (บาท)", "Owed (baht)"), "money", 1.4),
        Column(words("หมายเหตุ", "Remarks"), width=3.0),
    ]


def legend(words: Words) -> str:
    """What the figures and the two words in the months mean."""
    return words(
        "ตัวเลขอยู่ในเดือนแรกของงวดที่ชำระในปีนี้ "
        "“ส่ง” คือเดือนถัดไปของงวดเดียวกันหรือที่ชำระไว้ก่อนปีนี้ "
        "“ขาด” คือถึงกำหนดแล้วยังไม่ชำระเมื่อสิ้นปี ช่องค้างไม่นับงวดของผู้ที่สิ้นสมาชิกภาพแล้ว "
        "รวมรับปีนี้เท่ากับบัญชีเงินสมทบจากสมาชิก",
        "A figure stands in the first month of an instalment paid this year; “paid”: a later month"
        " of it, or paid before the year; “due”: not paid by the end of the year. What is owed"
        " leaves out whose membership has ended. What was received is what the account of"
        " contributions has.",
    )


def _row(book: Book, ask: Ask, line: Line, period: Period, months: list[str]) -> Row:
    named = [Cell(parts.name_of(book, ask, line.number), keep=True)] if ask.people else []
    ref = line.number or "nobody"
    return Row(
        (
            Cell(line.number or "–", keep=True),
            *named,
            *(_month(line, month, ref, ask.words) for month in months),
            *_totals(ask.words, line, ref, period),
            Cell(line.remark),
        )
    )


def _for_month(words: Words) -> Trace:
    """The account does not tell months apart: they follow from the instalments."""
    return Trace(
        note=words(
            "ที่รับในปีสำหรับงวดที่เริ่มในเดือนนั้น",
            "paid in the year for the instalments that begin in the month",
        )
    )


def _received_from(line: Line, period: Period) -> Trace:
    account = (books.CONTRIBUTIONS,)
    return Trace(account, period.first, period.last, negative=True, numbers=line.numbers)


def _month(line: Line, month: str, ref: str, words: Words) -> Cell:
    """What was paid for the instalment that begins in a month, or whether it is covered."""
    amount, mark = line.months.get(month), line.marks.get(month)
    if amount:
        return Cell(amount, f"{ref}.{month}", _for_month(words))
    if mark is None:
        return Cell("")
    return Cell(words(*(PAID if mark else UNPAID)), strong=not mark)


def _totals(
    words: Words, line: Line, ref: str, period: Period, *, strong: bool = False
) -> Iterator[Cell]:
    """Money for other years, all of the year's, and what is owed at its end."""
    yield Cell(line.before + line.other, f"{ref}.other-years", _for_month(words), strong=strong)
    yield Cell(line.received, f"{ref}.received", _received_from(line, period), strong=strong)
    note = words(
        "งวดที่ถึงกำหนดแล้วยังไม่ชำระเมื่อสิ้นปี", "instalments due and not paid at the end of the year"
    )
    owed = Trace(last=period.last, note=note)
    yield Cell(line.owed_months, f"{ref}.owed-months", owed, strong=strong)
    yield Cell(line.owed, f"{ref}.owed", owed, strong=strong)


# --- sums ----------------------------------------------------------------------------------------


def _parts_of(line: Line, months: list[str], words: Words) -> Iterator[tuple[str, str, Decimal]]:
    """Heading, reference and baht of each part of what was received: the months, other years."""
    for month in months:
        yield parts.month_text(month, words), month, line.months.get(month, ZERO)
    yield words("ค้างปีก่อน", "Earlier years"), "before", line.before
    yield words("ล่วงหน้า/อื่น", "Ahead, other"), "other", line.other


def _by_month(words: Words, line: Line, ref: str, months: list[str]) -> Table:
    """A village's sums, side by side."""
    told = list(_parts_of(line, months, words))
    cells = [Cell(amount, f"{ref}.{name}", _for_month(words)) for _, name, amount in told]
    return Table(
        tuple(Column(head, "money", 1.0) for head, _, _ in told),
        (Row(tuple(cells)),),
        caption=words("รวมตามเดือนแรกของงวด", "By the first month of the instalment"),
        small=True,
        together=True,
    )


def _fund(
    ask: Ask, period: Period, months: list[str], villages: dict[str, list[Line]], together: Line
) -> Iterator[Block]:
    """Villages and the whole fund as sums, a column each."""
    words = ask.words
    sums = {
        f"by-village.{village}": (_village_head(village, words), _sum(lines, months))
        for village, lines in villages.items()
    }
    if len(villages) != 1:
        sums["fund"] = (words("รวม", "Total"), together)
    columns = list(sums.items())
    count = max(-(-len(columns) // VILLAGES_MAX), 1)
    for index in range(count):
        own = columns[index * VILLAGES_MAX : (index + 1) * VILLAGES_MAX]
        name = words("รวมทั้งกองทุน", "Whole fund")
        yield _side_by_side(ask, period, months, dict(own), f"{name} ({index + 1})")
    if "fund" in sums:
        baht = words.baht(together.received)
        told = words(
            f"รวมรับปีนี้ {baht} เท่ากับยอดบัญชี 4101 เงินสมทบจากสมาชิก ในงบรายได้ค่าใช้จ่าย",
            f"The {baht} received are the account 4101 of the income statement.",
        )
        yield Paragraph(told, small=True)


def _village_head(village: str, words: Words) -> str:
    return words(f"หมู่ {village}", f"Village {village}") if village else "–"


def _side_by_side(
    ask: Ask, period: Period, months: list[str], sums: dict[str, tuple[str, Line]], name: str
) -> Table:
    """Months below each other, villages side by side."""
    words = ask.words
    rows = []
    told = {ref: list(_parts_of(line, months, words)) for ref, (_, line) in sums.items()}
    first = next(iter(told.values()))
    for index, (head, part, _) in enumerate(first):
        cells = [Cell(told[ref][index][2], f"{ref}.{part}", _for_month(words)) for ref in sums]
        rows.append(Row((Cell(head), *cells)))
    heads = (
        words("รวมรับปีนี้", "Received"),
        words("ค้างสิ้นปี (เดือน)", "Owed (months)"),
        words("ค้างสิ้นปี (บาท)", "Owed (baht)"),
    )
    lasts = [
        list(_totals(words, line, ref, period, strong=True))[1:] for ref, (_, line) in sums.items()
    ]
    for index, head in enumerate(heads):
        # What is owed in one village may be one member's: a copy for anybody has the fund's alone.
        hidden = ask.public and index > 0
        cells = [
            Cell(None) if hidden and ref != "fund" else last[index]
            for ref, last in zip(sums, lasts, strict=True)
        ]
        if hidden and "fund" not in sums:
            continue
        rows.append(Row((Cell(head, strong=True), *cells), "total" if not index else "body"))
    columns = (
        Column(words("งวดที่เริ่มเดือน", "Instalments of"), width=1.6),
        *(Column(head, "money", 1.1) for head, _ in sums.values()),
    )
    return Table(columns, tuple(rows), small=True, name=name)
