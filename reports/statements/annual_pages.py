"""The last pages of the annual book: figures over the years, the auditor, the general meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.data import Custom

from reports import annual as figures_of
from reports import figures
from reports.model import Block
from reports.model import Cell
from reports.model import Chart
from reports.model import Column
from reports.model import Paragraph
from reports.model import Row
from reports.model import Series
from reports.model import Signature
from reports.model import Signatures
from reports.model import Table
from reports.model import Tick
from reports.model import Together
from reports.model import Trace
from reports.parts import account_name
from reports.parts import fund_name
from reports.parts import signatures
from reports.statements import parts
from reports.words import DOTS
from reports.words import Words
from welfare.books import Book
from welfare.vocabulary import values_of

if TYPE_CHECKING:
    from reports.statements.annual import Year

#: How many years the tables and pictures go back.
YEARS = 10
OPINIONS = {
    "unqualified": ("ถูกต้องตามควร (ไม่มีเงื่อนไข)", "Fair (unqualified)"),
    "qualified": ("ถูกต้องตามควร โดยมีเงื่อนไข", "Fair, but for what is said below (qualified)"),
    "adverse": ("ไม่ถูกต้อง", "Not fair (adverse)"),
    "disclaimer": ("ไม่แสดงความเห็น", "No opinion (disclaimer)"),
}


class _Past(NamedTuple):
    """A year of the table: its name, and its cells."""

    label: str
    members: Cell
    income: Cell
    welfare: Cell
    admin: Cell
    surplus: Cell
    funds: Cell


def history(year: Year) -> Iterator[Block]:
    """Every year that the books hold, ten at most, with what they began with; and pictures."""
    words, past = year.words, _past(year)
    yield Table(
        columns=(
            Column(words("ปีบัญชี", "Fiscal year"), width=1.2),
            Column(words("สมาชิก (คน)", "Members"), "count"),
            Column(words("รายได้", "Income"), "money"),
            Column(words("สวัสดิการ", "Welfare"), "money"),
            Column(words("บริหาร", "Administration"), "money"),
            Column(words("สูง (ต่ำ) กว่า", "Surplus"), "money"),
            Column(words("กองทุนสิ้นปี", "Funds at end"), "money"),
        ),
        rows=tuple(Row((Cell(one.label, keep=True), *one[1:])) for one in past),
        caption=words("บาท เว้นแต่ที่ระบุ", "Baht, unless said otherwise"),
        small=True,
        together=True,
        name=words("ข้อมูลย้อนหลัง", "Over the years"),
    )
    yield _over_years(
        past, "members", words("สมาชิก ณ วันสิ้นปี", "Members at year end"), words("คน", "people"), words
    )
    yield _over_years(
        past, "funds", words("กองทุน ณ วันสิ้นปี", "Funds at year end"), words("บาท", "baht"), words
    )
    yield from by_source(
        year.book, year.found["income_statement"], words.year(year.period.label), words
    )


def _past(year: Year) -> list[_Past]:
    book, words = year.book, year.words
    years = [*figures_of.years(book, year.period)]
    before = years[0].first - parts.DAY
    found = []
    if len(years) < YEARS:
        opening = parts.member_cells(year.members, years[0], "past.opening")["opening"]
        text = words("ยอดยกมา", "Brought in")
        found.append(_Past(text, opening, *(parts.NOTHING,) * 4, _funds(book, before, "opening")))
    for one in years[-YEARS:]:
        statement = figures_of.income_statement(book, one)
        key = f"past.{one.label}"
        days = (one.first, one.last)
        found.append(
            _Past(
                one.label,
                parts.member_cells(year.members, one, key)["closing"],
                parts.amount(
                    statement["income_total"],
                    f"{key}.income",
                    Trace(("Income",), *days, negative=True),
                ),
                parts.amount(
                    statement["welfare_total"],
                    f"{key}.welfare",
                    Trace(("Expenses:Welfare",), *days),
                ),
                parts.amount(statement["admin_total"], f"{key}.admin", _admin(book, days)),
                parts.amount(
                    statement["surplus"],
                    f"{key}.surplus",
                    Trace(("Income", "Expenses"), *days, negative=True),
                ),
                _funds(book, one.last, one.label),
            )
        )
    return found


def _admin(book: Book, days: tuple[date, date]) -> Trace:
    """Expenses that are no welfare, by account."""
    own = [
        name
        for name in figures.movements(book, *days)
        if name.startswith("Expenses:") and not name.startswith("Expenses:Welfare:")
    ]
    return Trace(tuple(own), *days) if own else Trace(opening=Decimal("0.00"))


def _funds(book: Book, day: date, key: str) -> Cell:
    """All sub-funds together at the end of a day: what is owned less what is owed."""
    value = figures.net_assets(book, day)
    trace = Trace(("Assets", "Liabilities"), None, day)
    return parts.amount(value, f"past.{key}.funds", trace)


def _over_years(past: list[_Past], what: str, title: str, unit: str, words: Words) -> Chart:
    shown = [(one.label, getattr(one, what).value) for one in past]
    labels = tuple(label for label, _ in shown)
    values = tuple(value for _, value in shown)
    said = words(
        f"{title} ตั้งแต่ {labels[0]} ถึง {labels[-1]}", f"{title}, {labels[0]} to {labels[-1]}"
    )
    return Chart(title, "bars", labels, (Series(title, values),), unit, said)


def by_source(book: Book, statement: dict[str, Any], when: str, words: Words) -> Iterator[Chart]:
    """Income by source and welfare by category of some days, as lying bars.

    Args:
        book: the books.
        statement: of these days, as `annual.income_statement` makes it.
        when: the days in words.
        words: the language.
    """
    for side, title in (
        ("income", words("รายได้ตามแหล่งที่มา", "Income by source")),
        ("welfare", words("สวัสดิการตามประเภท", "Welfare by category")),
    ):
        amounts = sorted(statement[side].items(), key=lambda item: -item[1])
        if not amounts:
            continue
        labels = tuple(
            account_name(book, parts.account_of(book, code), words) for code, _ in amounts
        )
        values = tuple(amount for _, amount in amounts)
        full = f"{title} {when}"
        said = words(
            f"{full} มากที่สุดคือ {labels[0]} {words.baht(values[0])}",
            f"{full}; most of it {labels[0]}, {words.baht(values[0])}",
        )
        yield Chart(full, "rows", labels, (Series(title, values),), words("บาท", "baht"), said)


# --- the auditor ---------------------------------------------------------------------------------


def _of_year(year: Year, kind: str) -> Custom | None:
    """The directive of one kind that speaks of the year, the latest where there are several."""
    found = [
        entry for entry in year.book.customs(kind) if str(values_of(entry)[0]) == year.period.label
    ]
    return found[-1] if found else None


def audit(year: Year) -> Iterator[Block]:
    """The auditor's opinion as recorded; a page to fill in and sign where none is."""
    words, found = year.words, _of_year(year, "audit")
    fund, at = fund_name(year.book, words), words.day(year.period.last)
    yield Paragraph(
        words(
            f"เสนอ ที่ประชุมใหญ่ของ{fund} ข้าพเจ้าได้ตรวจสอบงบดุล ณ วันที่ {at} งบรายได้ค่าใช้จ่าย"
            " งบแสดงการเปลี่ยนแปลงกองทุน และรายงานการรับจ่ายเงินสำหรับปีสิ้นสุดวันเดียวกัน"
            " กับสมุดบัญชี ใบเสร็จ ใบสำคัญจ่าย รายงานการประชุม และสมุดบัญชีธนาคารแล้ว มีความเห็นว่างบการเงินดังกล่าว",
            f"To the general meeting of {fund}: the balance sheet at {at}, the statements of income"
            " and expense and of changes in the funds, and the receipts and payments of the year"
            " then ended were held against the books, receipts, vouchers, minutes and the bank's"
            " statements. In my opinion these statements are:",
        ),
        keep=(at,),
    )
    opinion = str(found.meta["opinion"]) if found else ""
    yield Table(
        columns=(Column(words("ความเห็น", "Opinion")),),
        rows=tuple(
            Row((Cell(Tick(name == opinion, words(*text))),)) for name, text in OPINIONS.items()
        ),
        together=True,
    )
    if found and found.meta.get("text"):
        yield Paragraph(words("ข้อสังเกต: ", "Findings: ") + str(found.meta["text"]))
    elif not found:
        yield Paragraph(words("ข้อสังเกต", "Findings"))
        for _ in range(3):
            yield Paragraph(DOTS * 4)
    person = str(found.meta["by"]) if found else year.book.officer("auditor", year.period.last)
    name = year.ask.name(person) if person else ""
    signed = [Signature(words("ผู้ตรวจสอบ", "Auditor"), name)]
    if found:
        day = words.day(found.date)
        yield Paragraph(words(f"ลงวันที่ {day}", f"Dated {day}"), keep=(day,))
    yield Signatures(tuple(signed))


# --- the general meeting -------------------------------------------------------------------------


def adoption(year: Year) -> Iterator[Block]:
    """The resolution that adopts the statements; a page to fill in and sign where none is."""
    words, found = year.words, _of_year(year, "adoption")
    number = str(found.meta["resolution"]) if found else ""
    resolution = year.book.resolutions.get(number)
    meeting = str(resolution.meta["meeting"]) if resolution else DOTS
    day = words.day(resolution.date) if resolution else DOTS
    fund = fund_name(year.book, words)
    yield Paragraph(
        words(
            f"ที่ประชุมใหญ่ของ{fund} ครั้งที่ {meeting} วันที่ {day} ได้พิจารณารายงานประจำปีและงบการเงิน"
            f"ของ{words.year(year.period.label)} แล้ว มีมติรับรอง มติเลขที่ {number or DOTS}",
            f"The general meeting of {fund}, no. {meeting} of {day}, considered the annual report"
            f" and the statements of the {words.year(year.period.label)} and resolved to adopt"
            f" them, resolution {number or DOTS}.",
        ),
        keep=(day,) if resolution else (),
    )
    if resolution:
        yield Paragraph(words("ข้อความของมติ: ", "The resolution: ") + str(resolution.meta["text"]))
    yield _code(year.ask.seal, words)
    on = resolution.date if resolution else year.period.last
    signed = signatures(
        year.book,
        year.ask,
        on,
        (words("ประธานที่ประชุม", "Chair of the meeting"), "chair"),
        (words("เลขานุการ", "Secretary"), "secretary"),
        (words("เหรัญญิก", "Treasurer"), "treasurer"),
    )
    yield Together((parts.seal(year.ask), signed))


def _code(code: str, words: Words) -> Paragraph:
    if not code:
        return Paragraph(
            words(
                "ปีนี้ยังไม่ปิดบัญชี จึงยังไม่มีรหัสปิดงวด เอกสารฉบับนี้เป็นฉบับร่าง",
                "The year is not closed yet and has no code: this is a draft.",
            )
        )
    return Paragraph(
        words(
            f"รหัสปิดบัญชีของปีที่อ่านต่อที่ประชุม: {code}",
            f"Code of the closing as read out to the meeting: {code}",
        ),
        keep=(code,),
    )
