"""รายงานประจำปี: the book that the general meeting adopts.

Balance sheet, income and expense, changes in the funds, receipts and payments, each beside the year
before; notes, pictures, the auditor's report and the meeting's adoption, to be filled in by hand
where the books do not hold them yet. Nobody is named but who signs.

    annual(book, Ask(today=day, period=calendars.fiscal_year_period(2567, 10)))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reports import annual as figures_of
from reports.ask import Ask
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Heading
from reports.model import PageBreak
from reports.model import Paragraph
from reports.model import Row
from reports.model import Signatures
from reports.model import Table
from reports.model import Together
from reports.model import Trace
from reports.parts import account_name
from reports.parts import signatures
from reports.statements import annual_notes
from reports.statements import annual_pages
from reports.statements import parts
from reports.words import Words
from rules.membership import Members
from rules.membership import members_of
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period

CHAPTERS = (
    ("งบดุล", "Balance sheet"),
    ("งบรายได้ค่าใช้จ่าย", "Income and expense"),
    ("งบแสดงการเปลี่ยนแปลงกองทุน", "Changes in the funds"),
    ("รายงานการรับจ่ายเงิน", "Receipts and payments"),
    ("หมายเหตุประกอบงบการเงิน", "Notes to the statements"),
    ("ข้อมูลย้อนหลังและแผนภูมิ", "Figures over the years"),
    ("รายงานของผู้ตรวจสอบ", "Auditor's report"),
    ("การรับรองของที่ประชุมใหญ่", "Adoption by the general meeting"),
)
#: Which note tells more about a line of the balance sheet or the statement of income.
NOTES = {"Assets:": 3, "Liabilities:": 4, "Expenses:Welfare": 6, "Income:Grants:StateMatch": 5}


@dataclass(frozen=True)
class Year:
    """What the chapters are made from.

    Attributes:
        book, ask: as given to the builder.
        period: the fiscal year.
        members: the members of the books.
        found: its figures (`reports.annual.annual`).
        prior: the fiscal year before, or None where the books do not hold the whole of it.
        funds: sub-fund to its cells of this year (`parts.fund_cells`).
    """

    book: Book
    ask: Ask
    period: Period
    members: Members
    found: dict[str, Any]
    prior: Period | None
    funds: dict[str, dict[str, Cell]]

    @property
    def words(self) -> Words:
        """The words of the language."""
        return self.ask.words

    @property
    def days(self) -> tuple[date, ...]:
        """The days whose balances stand side by side: year end, the one before if it had any."""
        before = self.found["balance_sheet_prior_year"]
        ends = (self.period.last, self.period.first - parts.DAY)
        return ends if before["assets_total"] or before["liabilities_total"] else ends[:1]


def annual(book: Book, ask: Ask) -> Document:
    """The book of a fiscal year.

    Args:
        book: the fund's books; the year before stands beside it as far as they hold it.
        ask: period: the fiscal year; people: whose names stand under the signature lines.

    Raises:
        Refused: as `reports.annual.annual`, where the statements do not tie.
    """
    words = ask.words
    number = calendars.fiscal_year(
        (ask.period.last if ask.period else ask.today), book.fiscal_start
    )
    members = members_of(book)
    found = figures_of.annual(book, number, members)
    period = figures_of.year_of(book, number)
    before = calendars.fiscal_year_period(number - 1, book.fiscal_start)
    prior = before if found["income_statement_prior_year"] is not None else None
    funds = parts.fund_cells(book, period, words, "changes")
    year = Year(book, ask, period, members, found, prior, funds)
    blocks = [*_cover(year), *_statements(year)]
    blocks += [PageBreak(), Heading(words(*CHAPTERS[4])), *annual_notes.notes(year)]
    blocks += [PageBreak(), Heading(words(*CHAPTERS[5])), *annual_pages.history(year)]
    blocks += [PageBreak(), Heading(words(*CHAPTERS[6])), *annual_pages.audit(year)]
    blocks += [PageBreak(), Heading(words(*CHAPTERS[7])), *annual_pages.adoption(year)]
    title = ("รายงานประจำปีและงบการเงิน", "Annual report and statements")
    first, last = words.day(period.first), words.day(period.last)
    span = words(f"({first} ถึง {last})", f"({first} to {last})")
    subtitle = f"{words.year(period.label)} {span}"
    return parts.document(
        book, ask, "annual", title, subtitle, period.last, blocks, audience="public"
    )


def _cover(year: Year) -> Iterator[Block]:
    words, found = year.words, year.found
    sheet = found["balance_sheet"]
    own = parts.member_cells(year.members, year.period, "cover")["closing"]
    assert own.value == found["members"]["closing"]
    net = Trace(("Assets", "Liabilities"), None, year.period.last)
    paid = Trace(("Expenses:Welfare",), year.period.first, year.period.last)
    yield Facts(
        (
            (words("ก่อตั้งเมื่อ", "Founded"), Cell(words.day(year.book.fund["founded"]), keep=True)),
            (words("สมาชิกวันสิ้นปี (คน)", "Members at year end"), own),
            (
                words("กองทุนคงเหลือ (บาท)", "Funds at year end (baht)"),
                parts.amount(sheet["funds_total"], "cover.funds", net),
            ),
            (
                words("จ่ายสวัสดิการปีนี้ (บาท)", "Welfare paid in the year (baht)"),
                parts.amount(found["income_statement"]["welfare_total"], "cover.welfare", paid),
            ),
        )
    )
    yield Heading(words("สารบัญ", "Contents"), 2)
    yield Facts(
        tuple((f"{number}.", Cell(words(*name))) for number, name in enumerate(CHAPTERS, 1))
    )
    yield parts.seal(year.ask)
    yield PageBreak()


def _statements(year: Year) -> Iterator[Block]:
    words = year.words
    at = words.day(year.period.last)
    for chapter, blocks in (
        (0, [Paragraph(words(f"ณ วันที่ {at}", f"at {at}"), keep=(at,)), *_balance_sheet(year)]),
        (1, [_during(year), *_income(year)]),
        (2, [_during(year), *_changes(year)]),
        (3, [_during(year), *_flows(year)]),
    ):
        if chapter:
            yield PageBreak()
        yield Heading(words(*CHAPTERS[chapter]))
        yield from blocks
        yield _signed(year)


def _during(year: Year) -> Paragraph:
    at = year.words.day(year.period.last)
    text = year.words(f"สำหรับปีสิ้นสุดวันที่ {at}", f"for the year ended {at}")
    return Paragraph(text, keep=(at,))


def _signed(year: Year) -> Signatures:
    words = year.words
    return signatures(
        year.book,
        year.ask,
        year.period.last,
        (words("ผู้ทำบัญชี", "Bookkeeper"), "bookkeeper"),
        (words("เหรัญญิก", "Treasurer"), "treasurer"),
        (words("ประธานกองทุน", "Chair of the fund"), "chair"),
    )


# --- balance sheet -------------------------------------------------------------------------------


def _balance_sheet(year: Year) -> Iterator[Block]:
    words, now, before = year.words, year.found["balance_sheet"], _before(year)
    keys = ("sheet", "before")[: len(year.days)]
    rows: list[Row] = []
    totals: dict[str, list[Cell]] = {}
    for side, head, total in (
        ("assets", ("สินทรัพย์", "Assets"), ("รวมสินทรัพย์", "Total assets")),
        ("liabilities", ("หนี้สิน", "Liabilities"), ("รวมหนี้สิน", "Total liabilities")),
        ("funds", ("กองทุน", "Funds"), ("รวมกองทุน", "Total funds")),
    ):
        lines = _fund_lines(year) if side == "funds" else _sheet_lines(year, side)
        totals[side] = [
            parts.total_of((row.cells[index] for row in lines), f"{key}.{side}.total")
            for index, key in enumerate(keys, 2)
        ]
        values = [sheet[f"{side}_total"] for sheet in (now, before)][: len(keys)]
        assert [cell.value for cell in totals[side]] == values, f"{side} do not tie"
        rows.append(parts.section(words(*head), 2 + len(keys)))
        rows += lines or [_nothing(words, len(keys))]
        rows.append(_total(words(*total), totals[side], "subtotal"))
    both = [
        parts.total_of((totals["liabilities"][i], totals["funds"][i]), f"{key}.right.total")
        for i, key in enumerate(keys)
    ]
    wanted = [sheet["assets_total"] for sheet in (now, before)][: len(keys)]
    assert [cell.value for cell in both] == wanted
    rows.append(_total(words("รวมหนี้สินและกองทุน", "Total liabilities and funds"), both, "total"))
    yield Table(
        columns=(*_line_columns(words), *_sheet_columns(year)),
        rows=tuple(rows),
        name=words("งบดุล", "Balance sheet"),
    )
    yield _spelt(now["assets_total"], words("รวมสินทรัพย์", "Total assets"), words)


def _before(year: Year) -> dict[str, Any]:
    found: dict[str, Any] = year.found["balance_sheet_prior_year"]
    return found


def _sheet_lines(year: Year, side: str) -> list[Row]:
    """Assets or liabilities with a balance in one of both years, by code."""
    sheets = (year.found["balance_sheet"][side], _before(year)[side])
    rows = []
    for code in sorted({*sheets[0], *sheets[1]}):
        account = parts.account_of(year.book, code)
        cells = [
            parts.amount(
                sheet.get(code, Decimal("0.00")),
                f"{key}.{side}.{code}",
                parts.standing_at(account, day, negative=side == "liabilities"),
            )
            for key, sheet, day in zip(("sheet", "before"), sheets, year.days, strict=False)
        ]
        rows.append(_named(year, account, cells))
    return rows


def _fund_lines(year: Year) -> list[Row]:
    words = year.words
    return [
        Row(
            (
                parts.label(words(*parts.FUNDS[name]), indent=1),
                parts.NOTHING,
                parts.same(cells["closing"], f"sheet.funds.{name}"),
                *(parts.same(cells["opening"], f"before.funds.{name}") for _ in year.days[1:]),
            )
        )
        for name, cells in year.funds.items()
    ]


def _named(year: Year, account: str, cells: list[Cell]) -> Row:
    """A line of an account: its name, the note that tells more, its amounts."""
    name = parts.label(account_name(year.book, account, year.words), indent=1)
    note = next((str(n) for prefix, n in NOTES.items() if account.startswith(prefix)), "")
    return Row((name, Cell(note), *cells))


def _nothing(words: Words, amounts: int) -> Row:
    empty = (parts.NOTHING,) * (1 + amounts)
    return Row((parts.label(words("ไม่มี", "none"), indent=1), *empty))


def _total(text: str, cells: list[Cell], kind: Any) -> Row:
    return Row((parts.label(text, strong=True), parts.NOTHING, *cells), kind)


def _line_columns(words: Words) -> tuple[Column, Column]:
    return (
        Column(words("รายการ", "Item"), width=3),
        Column(words("หมายเหตุ", "Note"), align="center"),
    )


def _sheet_columns(year: Year) -> tuple[Column, ...]:
    return tuple(Column(year.words.short_day(day), "money") for day in year.days)


def _spelt(value: Decimal, what: str, words: Words) -> Paragraph:
    text = words.baht_in_words(value) if value >= 0 else words.baht(value)
    return Paragraph(f"{what} ({text})")


# --- income and expense --------------------------------------------------------------------------


def _income(year: Year) -> Iterator[Block]:
    words = year.words
    periods = [year.period, *([year.prior] if year.prior else [])]
    names = ("income_statement", "income_statement_prior_year")
    founds = [year.found[name] for name in names[: len(periods)]]
    keys = ("result", "before.result")[: len(periods)]
    rows: list[Row] = []
    ends: dict[str, list[Cell]] = {}
    for side, head, total in (
        ("income", ("รายได้", "Income"), ("รวมรายได้", "Total income")),
        ("welfare", ("สวัสดิการสมาชิก", "Welfare"), ("รวมสวัสดิการสมาชิก", "Total welfare")),
        ("admin", ("ค่าใช้จ่ายบริหาร", "Administration"), ("รวมค่าใช้จ่ายบริหาร", "Total")),
    ):
        lines = _result_lines(year, side, periods, founds, keys)
        ends[side] = [
            parts.total_of((row.cells[index] for row in lines), f"{key}.{side}.total")
            for index, key in enumerate(keys, 2)
        ]
        assert [cell.value for cell in ends[side]] == [one[f"{side}_total"] for one in founds]
        width = 2 + len(periods)
        rows += [parts.section(words(*head), width), *lines]
        rows.append(_total(words(*total), ends[side], "subtotal"))
    spent = [
        parts.total_of((ends["welfare"][i], ends["admin"][i]), f"{key}.expense.total")
        for i, key in enumerate(keys)
    ]
    rows.append(_total(words("รวมค่าใช้จ่าย", "Total expenses"), spent, "subtotal"))
    surplus = [
        parts.amount(
            one["surplus"],
            f"{key}.surplus",
            Trace(("Income", "Expenses"), period.first, period.last, negative=True),
            strong=True,
        )
        for one, key, period in zip(founds, keys, periods, strict=True)
    ]
    text = words("รายได้สูง (ต่ำ) กว่าค่าใช้จ่าย", "Surplus (deficit) of the year")
    rows.append(_total(text, surplus, "total"))
    heads = (Column(parts.year_head(period, words), "money") for period in periods)
    yield Table(
        columns=(*_line_columns(words), *heads),
        rows=tuple(rows),
        small=True,
        name=words("งบรายได้ค่าใช้จ่าย", "Income and expense"),
    )
    if not year.prior:
        yield _no_prior(year)


def _result_lines(
    year: Year,
    side: str,
    periods: list[Period],
    founds: list[dict[str, Any]],
    keys: tuple[str, ...],
) -> list[Row]:
    rows = []
    for code in sorted({code for one in founds for code in one[side]}):
        account = parts.account_of(year.book, code)
        cells = [
            parts.amount(
                one[side].get(code, Decimal("0.00")),
                f"{key}.{code}",
                parts.moved(account, period, negative=side == "income"),
            )
            for one, key, period in zip(founds, keys, periods, strict=True)
        ]
        rows.append(_named(year, account, cells))
    return rows


def _no_prior(year: Year) -> Paragraph:
    first = year.words.day(year.book.begins)
    text = year.words(
        f"ไม่มีตัวเลขเปรียบเทียบของปีก่อน เพราะสมุดบัญชีเริ่ม {first}",
        f"There are no figures of the year before: the books begin on {first}.",
    )
    return Paragraph(text, small=True, keep=(first,))


# --- changes in the funds, receipts and payments -------------------------------------------------


def _changes(year: Year) -> Iterator[Block]:
    yield _fund_table(year, year.funds, "changes", year.period)
    if year.prior:
        before = parts.fund_cells(year.book, year.prior, year.words, "changes.before")
        for name, cells in before.items():
            assert cells["closing"].value == year.funds[name]["opening"].value
        yield _fund_table(year, before, "changes.before", year.prior)


def _fund_table(year: Year, cells: dict[str, dict[str, Cell]], key: str, period: Period) -> Table:
    words = year.words
    return Table(
        columns=parts.fund_columns(words),
        rows=tuple(parts.fund_table_rows(cells, words, key, parts=parts.FUND_PARTS)),
        caption=f"{words.year(period.label)} ({words('บาท', 'baht')})",
        together=True,
        name=f"{words('กองทุน', 'Funds')} {period.label}",
    )


def _flows(year: Year) -> Iterator[Block]:
    words, book = year.words, year.book
    this = parts.flow(book, year.period, "flow")
    columns: list[parts.Flow | None] = [this]
    if year.prior:
        columns.append(parts.flow(book, year.prior, "before.flow"))
    periods = [year.period, *([year.prior] if year.prior else [])]
    heads = (Column(parts.year_head(period, words), "money") for period in periods)
    yield Table(
        columns=(Column(words("รายการ", "Item"), width=3), *heads),
        rows=tuple(parts.flow_rows(book, columns, words)),
        small=True,
        name=words("รับ-จ่าย", "Receipts, payments"),
    )
    left = this.totals["closing"].value
    assert isinstance(left, Decimal)
    yield Together((_spelt(left, words("เงินคงเหลือยกไป", "Money carried forward"), words),))
