"""The printed statements: golden text, every cell's trace, what ties, and who is named."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import plain
import pytest
from conftest import LEDGER
from test_annual import toy

from reports import annual
from reports import figures
from reports import model
from reports.ask import Ask
from reports.documents import DOCUMENTS
from reports.model import Cell
from reports.model import Document
from reports.statements import parts
from reports.statements.monthly import points
from reports.statements.monthly import unsettled
from reports.words import Words
from welfare import books
from welfare import calendars
from welfare import register
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import Refused

GOLDEN = Path(__file__).parent / "golden" / "statements"
TODAY = date(2024, 10, 1)
MONTHS = calendars.months_between("2022-10", "2024-09")
MADE: dict[tuple[str, str, str], Document] = {}
CODE = "1234-5678-9012-3456-7"
#: Cells that words alone explain: shares of the bylaws, the bank's own balance, papers to note.
IN_WORDS = ("funds.", "changes.", "points.", "statement", "match.", "irregular.")


@pytest.fixture(scope="module")
def book() -> Book:
    return books.load(LEDGER, whole=True)


@pytest.fixture(scope="module")
def lines(book: Book) -> plain.Lines:
    return plain.lines_of(book)


def period_of(text: str) -> Period:
    return calendars.parse_period(text, fiscal_start_month=10, reference=TODAY)


def built(book: Book, id_: str, period: str, lang: str = "th", **more: object) -> Document:
    """A document; of the sample without more to say, made once."""
    if book.folder == LEDGER and not more:
        if (id_, period, lang) not in MADE:
            ask = Ask(today=TODAY, period=period_of(period), lang=lang)
            MADE[id_, period, lang] = DOCUMENTS[id_].build(book, ask)
        return MADE[id_, period, lang]
    ask = Ask(today=TODAY, period=period_of(period), lang=lang)
    return DOCUMENTS[id_].build(book, replace(ask, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("id_", "period", "lang"),
    [
        ("monthly", "2024-03", "th"),
        ("monthly", "2022-10", "en"),
        ("trial-balance", "2024-03", "th"),
        ("bank-reconciliation", "2024-03", "th"),
        ("cash-book", "2024-03", "th"),
        ("annual", "2566", "th"),
        ("annual", "2567", "th"),
        ("annual", "2567", "en"),
    ],
)
def test_golden(
    book: Book, request: pytest.FixtureRequest, id_: str, period: str, lang: str
) -> None:
    found = plain.text(built(book, id_, period, lang))
    path = GOLDEN / f"{id_}-{period}-{lang}.txt"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")


def checked(document: Document, lines: plain.Lines) -> dict[str, Cell]:
    """Its cells by name, each held against what its trace names."""
    known: dict[str, Cell] = {}
    for cell in model.cells(document):
        assert cell.ref not in known, f"{cell.ref} stands twice"
        known[cell.ref] = cell
    for ref, cell in known.items():
        found = plain.behind(cell, known, lines)
        if found is None:
            assert ref.startswith(IN_WORDS), ref
        else:
            assert found == cell.value, ref
    return known


def unnamed(document: Document) -> Iterable[Cell]:
    """Amounts and counts of tables without a name."""
    for block in document.blocks:
        if isinstance(block, model.Table):
            for row in block.rows:
                for cell in row.cells:
                    if isinstance(cell.value, Decimal | int) and not cell.ref:
                        yield cell


@pytest.mark.parametrize("year", ["2566", "2567"])
def test_every_cell_of_the_year_is_traced(book: Book, lines: plain.Lines, year: str) -> None:
    document = built(book, "annual", year)
    cells = checked(document, lines)
    assert list(unnamed(document)) == []
    found = annual.annual(book, int(year))
    now, sheet = found["income_statement"], found["balance_sheet"]
    for code, amount in {**now["income"], **now["welfare"], **now["admin"]}.items():
        assert cells[f"result.{code}"].value == amount
    for side in ("assets", "liabilities"):
        for code, amount in sheet[side].items():
            assert cells[f"sheet.{side}.{code}"].value == amount
    for name, fund in found["subfunds"].items():
        assert cells[f"changes.{name}.closing"].value == fund["closing"]
        assert cells[f"sheet.funds.{name}"].value == fund["closing"]
    assert cells["result.surplus"].value == now["surplus"]
    assert cells["sheet.right.total"].value == sheet["assets_total"]
    assert cells["cover.closing"].value == found["members"]["closing"]
    for row in found["welfare_16"]:
        if row["cum_amount"]:
            assert cells[f"welfare.{row['code']}.ever.persons"].value == row["cum_persons"]
            assert cells[f"welfare.{row['code']}.amount"].value == row["amount"]


@pytest.mark.parametrize("month", ["2022-10", "2023-09", "2023-10", "2024-03"])
def test_every_cell_of_the_month_is_traced(book: Book, lines: plain.Lines, month: str) -> None:
    document = built(book, "monthly", month)
    cells = checked(document, lines)
    assert list(unnamed(document)) == []
    found = figures.figures(book, period_of(month))
    for side in ("opening", "receipts", "payments", "closing"):
        flow = found["receipts_payments"]
        assert cells[f"month.{side}.total"].value == flow[f"{side}_total"]
        for code, amount in flow[side].items():
            if amount:
                assert cells[f"month.{side}.{code}"].value == amount
    for name, count in found["members"].items():
        if name in parts.MOVEMENTS and f"members.month.{name}" in cells:
            assert cells[f"members.month.{name}"].value == count
    for name, fund in found["subfunds"].items():
        assert cells[f"funds.{name}.closing"].value == fund["closing"]
    # The year to date ends where the month ends.
    assert cells["year.closing.total"].value == cells["month.closing.total"].value


@pytest.mark.parametrize("month", MONTHS)
def test_every_cell_of_the_books_of_a_month_is_traced(
    book: Book, lines: plain.Lines, month: str
) -> None:
    period = period_of(month)
    trial = checked(built(book, "trial-balance", month), lines)
    totals = figures.trial_balance(book, period.last)["trial_balance_total"]
    assert trial["total.debit"].value == trial["total.credit"].value == totals["debit"]
    cash = checked(built(book, "cash-book", month), lines)
    ends = [cell.value for ref, cell in cash.items() if ref.startswith("closing.")]
    flow = figures.receipts_payments(book, period)
    assert sum(value for value in ends if isinstance(value, Decimal)) == flow["closing_total"]
    bank = checked(built(book, "bank-reconciliation", month), lines)
    assert bank["difference"].value == 0
    assert bank["should-be"].value == bank["book"].value


@pytest.mark.parametrize("id_", ["monthly", "trial-balance", "cash-book", "bank-reconciliation"])
def test_a_fund_of_one_month(tmp_path: Path, id_: str) -> None:
    """No members, no bank, no month before; both languages."""
    book = toy(tmp_path)
    for lang in ("th", "en"):
        document = built(book, id_, "2024-01", lang)
        checked(document, plain.lines_of(book))
        text = plain.text(document)
        assert ("380.00" in text) == (id_ != "bank-reconciliation")
        assert ("no bank account" in text) == (id_ == "bank-reconciliation" and lang == "en")


def test_the_first_year_of_a_fund(tmp_path: Path) -> None:
    book = toy(tmp_path)
    for lang in ("th", "en"):
        document = built(book, "annual", "2567", lang)
        checked(document, plain.lines_of(book))
        text = plain.text(document)
        assert "380.00" in text
        # Nothing stood there a day before: no empty column beside the year's.
        assert not [cell.ref for cell in model.cells(document) if cell.ref.startswith("before.")]


@pytest.mark.parametrize("id_", ["monthly", "annual"])
def test_statements_that_do_not_tie_are_refused(tmp_path: Path, id_: str) -> None:
    more = """
2024-01-26 * "เงินเข้ากองทุนโดยตรง"
  kind: "donation"
  doc: "RP67-0003"
  Assets:Cash           10.00 THB
  Equity:Fund:Welfare  -10.00 THB
"""
    with pytest.raises((Refused, AssertionError)):
        built(toy(tmp_path, more), id_, "2567" if id_ == "annual" else "2024-01")


def test_a_month_before_the_books_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        built(toy(tmp_path), "monthly", "2023-12")
    assert refused.value.findings[0].code == "R301"


# --- who is named, what is public ----------------------------------------------------------------


def test_only_who_signs_is_named(book: Book) -> None:
    people = register.load(LEDGER)
    names = register.full_names(people)
    for id_, period in (("annual", "2567"), ("monthly", "2024-03")):
        text = plain.text(built(book, id_, period, people=people))
        assert [name for name in names if name in text]
        unsigned = "\n".join(line for line in text.splitlines() if not line.startswith("signed: "))
        assert [name for name in names if name in unsigned] == []
        nobody = plain.text(built(book, id_, period))
        assert [name for name in names if name in nobody] == []


def test_the_public_copy_counts_and_does_not_list(book: Book) -> None:
    whole = plain.text(built(book, "monthly", "2024-03"))
    public = plain.text(built(book, "monthly", "2024-03", public=True))
    for number in ("C66-0046", "RP66-0119", "04-66-0306"):
        assert number in whole
        assert number not in public
    assert "จ่ายสวัสดิการโดยไม่มีมติ | 1 | 360.00" in public


@pytest.mark.parametrize(("year", "lang"), [("2566", "th"), ("2567", "th"), ("2567", "en")])
def test_the_annual_book_names_no_single_case(book: Book, year: str, lang: str) -> None:
    """Anybody may have it: irregularities and reversals are counted, not numbered."""
    text = plain.text(built(book, "annual", year, lang))
    assert re.findall(r"\b(?:C|RP|PV)\d{2}-\d+|\b\d{2}-\d{2}-\d{4}\b", text) == []
    cells = {cell.ref: cell.value for cell in model.cells(built(book, "annual", year, lang))}
    assert cells["irregular.PAID_WITHOUT_RESOLUTION.count"] == 1
    assert cells["irregular.PAID_WITHOUT_RESOLUTION.amount"] == Decimal("360.00")


@pytest.mark.parametrize(
    ("last", "numbers"),
    [
        (date(2023, 3, 21), set()),
        (date(2023, 3, 22), {"C66-0046"}),
        (date(2023, 4, 24), {"C66-0046", "C66-0077"}),
    ],
)
def test_what_is_open_stands_from_its_day_on(book: Book, last: date, numbers: set[str]) -> None:
    found = unsettled(book, last, Words("th"))
    assert {point.subject for point in found} == numbers


def test_papers_and_cash_of_the_month_stand_on_the_sheet(book: Book) -> None:
    """Every alert of the sample on receipts, the ceiling and reversals is on one month's sheet."""
    words = Words("en")
    told = [
        point
        for month in MONTHS
        for point in points(book, period_of(month), words)
        if point.detail != "not settled yet"
    ]
    papers = {point.subject for point in told if point.what.startswith("Receipt")}
    over = sum(int(point.subject.split()[0]) for point in told if "ceiling" in point.what)
    wanted = json.loads((GOLDEN.parent / "sample" / "alerts.json").read_text(encoding="utf-8"))
    codes = ("RECEIPT_VOID", "RECEIPT_GAP", "RECEIPT_OUTSTANDING")
    assert papers == {one["subject"] for one in wanted if one["code"] in codes}
    assert over == sum(one["code"] == "CASH_CEILING_BREACH" for one in wanted)


AUDITED = """
2024-12-01 custom "audit" "2567"
  by: "A01"
  opinion: "qualified"
  text: "เก็บใบเสร็จไม่ครบ"
2024-12-20 custom "meeting" "1/2568"
  type: "general"
  attendees: 30
2024-12-20 custom "resolution" "1/2568-1"
  meeting: "1/2568"
  topic: "statements"
  text: "รับรองงบ"
2024-12-20 custom "adoption" "2567"
  resolution: "1/2568-1"
"""


def test_the_auditor_and_the_meeting(tmp_path: Path) -> None:
    blank = plain.text(built(toy(tmp_path), "annual", "2567"))
    assert "[ ] ถูกต้องตามควร โดยมีเงื่อนไข" in blank
    assert "มติเลขที่ ....." in blank
    told = plain.text(built(toy(tmp_path, AUDITED), "annual", "2567"))
    assert "[x] ถูกต้องตามควร โดยมีเงื่อนไข" in told
    assert "[ ] ไม่ถูกต้อง" in told
    assert "เก็บใบเสร็จไม่ครบ" in told
    assert "มติเลขที่ 1/2568-1" in told
    assert "20 ธันวาคม 2567" in told


RELATED = """
2024-01-10 custom "member" "joined" "0001"
  village: "01"
  household: "01-001"
  frequency: "monthly"
2024-01-10 custom "member" "joined" "0002"
  village: "01"
  household: "01-001"
  frequency: "monthly"
2024-01-10 custom "officer" "K01" "chair"
  until: 2026-01-09
  member: "0001"
2024-01-10 custom "officer" "K02" "secretary"
  until: 2026-01-09
2024-01-10 open Expenses:Welfare:Hospital THB
  code: "5102"
  name-th: "เจ็บป่วย"
  item10: "R1.welfare"
2024-02-01 * "เจ็บป่วย"
  kind: "benefit"
  voucher: "PV67-0001"
  to: "0001"
  Expenses:Welfare:Hospital  100.00 THB
    member: "0001"
    claim: "C67-0001"
  Expenses:Welfare:Hospital   50.00 THB
    member: "0002"
    claim: "C67-0002"
  Assets:Cash               -150.00 THB
"""


def test_benefits_of_officers_and_their_households(tmp_path: Path) -> None:
    book = toy(tmp_path, RELATED)
    document = built(book, "annual", "2567")
    cells = checked(document, plain.lines_of(book))
    assert cells["related.chair.own.amount"].value == Decimal("100.00")
    assert cells["related.chair.household.amount"].value == Decimal("50.00")
    assert cells["related.chair.household.cases"].value == 1
    # The secretary's membership number is not in the books: said, not passed over.
    assert "1 คน ไม่ได้บันทึกเลขสมาชิก" in plain.text(document)


def test_no_withdrawal_is_said_as_the_bylaws_have_it(tmp_path: Path) -> None:
    refund = """
2024-01-15 custom "bylaw" "refund"
  article: "ข้อ ๓๐"
  share: 0.50
"""
    plainly = plain.text(built(toy(tmp_path), "annual", "2567"))
    assert "สมาชิกจะถอนคืนมิได้" in plainly
    partly = plain.text(built(toy(tmp_path, refund), "annual", "2567"))
    assert "คืนได้เฉพาะกรณีที่ระเบียบกำหนดเท่านั้น (ข้อ ๓๐)" in partly
    clause = """
2024-01-15 custom "bylaw" "withdrawal"
  article: "ข้อ ๙"
  allowed: "none"
"""
    quoted = plain.text(built(toy(tmp_path, clause), "annual", "2567"))
    assert "สมาชิกจะถอนหรือขอคืนมิได้ไม่ว่ากรณีใด (ข้อ ๙)" in quoted
    both = plain.text(built(toy(tmp_path, clause + refund), "annual", "2567"))
    assert "สมาชิกจะถอนมิได้ (ข้อ ๙) คืนได้เฉพาะกรณีที่ระเบียบกำหนดเท่านั้น (ข้อ ๓๐)" in both
