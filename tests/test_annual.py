"""The figures of a fiscal year: equal to the sample's, in every number, and refused if untied."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from conftest import LEDGER
from rich.console import Console

from reports import annual
from reports import figures
from reports import screen
from welfare import books
from welfare.books import Book
from welfare.findings import Refused

EXPECTED = Path(__file__).parent / "golden" / "sample" / "annual"
TOY = """
2024-01-15 custom "fund" "toy"
  name-th: "กองทุนเริ่มใหม่"
  fiscal-year-start: 10
  villages: 3
  books-from: 2024-01-15
2024-01-15 open Assets:Cash THB
  code: "1101"
  name-th: "เงินสดในมือ"
  item10: "R1.cash"
2024-01-15 open Equity:Fund:Welfare THB
  code: "3101"
  name-th: "กองทุนสวัสดิการ"
2024-01-15 open Income:Donations THB
  code: "4202"
  name-th: "เงินบริจาค"
  item10: "L2.donations"
2024-01-15 open Expenses:Admin:Stationery THB
  code: "5203"
  name-th: "ค่าเครื่องเขียน"
  item10: "R2.stationery"
2024-01-15 custom "bylaw" "split" "all"
  article: "ข้อ ๑"
  accounts: "4"
  remainder: "welfare"
2024-01-15 custom "bylaw" "charge" "all"
  article: "ข้อ ๒"
  accounts: "5"
  fund: "welfare"
2024-01-20 * "เงินบริจาค"
  kind: "donation"
  doc: "RP67-0001"
  Assets:Cash        500.00 THB
  Income:Donations  -500.00 THB
2024-01-25 * "สมุดบัญชี"
  kind: "expense"
  doc: "RP67-0002"
  Expenses:Admin:Stationery  120.00 THB
  Assets:Cash               -120.00 THB
"""


def toy(folder: Path, more: str = "") -> Book:
    """A fund of one month: no members, no bank."""
    entries, errors, options = loader.load_string(TOY + more)
    assert not errors
    return Book(folder, entries, errors, options)


@pytest.fixture(scope="module")
def book() -> Book:
    return books.load(LEDGER, whole=True)


@pytest.fixture(scope="module")
def found(book: Book) -> dict[int, dict[str, Any]]:
    return {year: annual.annual(book, year) for year in (2566, 2567)}


@pytest.mark.parametrize("year", [2566, 2567])
def test_year_equals_expected(found: dict[int, dict[str, Any]], year: int) -> None:
    ours = figures.as_json(found[year])
    # The sample's bylaws know no end by moving away.
    assert ours["members"].pop("moved") == 0
    theirs = json.loads((EXPECTED / f"{year}.json").read_text(encoding="utf-8"))
    assert ours == theirs
    assert list(ours) == list(theirs)


def test_a_year_begins_where_the_one_before_ended(found: dict[int, dict[str, Any]]) -> None:
    one, two = found[2566], found[2567]
    assert two["balance_sheet_prior_year"] == one["balance_sheet"]
    assert two["income_statement_prior_year"] == one["income_statement"]
    assert two["members"]["opening"] == one["members"]["closing"]
    for name, fund in two["subfunds"].items():
        assert fund["opening"] == one["subfunds"][name]["closing"]
    for row, before in zip(two["welfare_16"], one["welfare_16"], strict=True):
        for key in ("persons", "cases", "amount"):
            assert row[f"cum_{key}"] == before[f"cum_{key}"] + row[key]


def _add(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(figures_: dict[str, Any]) -> None:
        inner: Any = figures_
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] += Decimal("0.01")

    return change


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("R890", _add("balance_sheet", "assets_total")),
        ("R890", _add("balance_sheet_prior_year", "funds_total")),
        ("R891", _add("codi_item10", "left_total")),
        ("R892", _add("subfunds", "reserve", "income")),
        ("R893", _add("subfunds", "welfare", "expense")),
        ("R894", _add("subfunds", "reserve", "closing")),
        ("R895", _add("subfunds", "reserve", "transfer")),
        ("R896", _add("balance_sheet", "assets", "1101")),
        ("R897", _add("welfare_16", 0, "amount")),
        ("R897", _add("welfare_16", 0, "cum_amount")),
    ],
)
def test_one_satang_out_is_refused(
    book: Book, found: dict[int, dict[str, Any]], code: str, change: Callable[[Any], None]
) -> None:
    changed = copy.deepcopy(found[2567])
    change(changed)
    with pytest.raises(Refused) as refused:
        annual.ties(book, annual.year_of(book, 2567), changed)
    [finding] = refused.value.findings
    assert finding.code == code
    assert finding.args["difference"] == Decimal("0.01")
    assert "0.01" in finding.text("en") or f"{finding.args['one']:,.2f}" in finding.text("en")


def test_money_booked_past_the_bylaws_is_refused(tmp_path: Path) -> None:
    past = toy(
        tmp_path,
        """
2024-01-26 * "เงินเข้ากองทุนโดยตรง"
  kind: "donation"
  doc: "RP67-0003"
  Assets:Cash           10.00 THB
  Equity:Fund:Welfare  -10.00 THB
""",
    )
    with pytest.raises(Refused) as refused:
        annual.annual(past, 2567)
    assert refused.value.findings[0].code == "R890"


def test_an_opening_without_its_history_is_refused(tmp_path: Path) -> None:
    opening = """
2024-01-14 open Assets:Bank:Savings THB
  code: "1111"
  name-th: "ออมทรัพย์"
  item10: "R1.bank"
2024-01-14 open Equity:Fund:Reserve THB
  code: "3102"
  name-th: "กองทุนสำรอง"
2024-01-14 * "ยอดยกมา"
  kind: "opening"
  Assets:Bank:Savings   100.00 THB
  Equity:Fund:Reserve  -100.00 THB
"""
    with pytest.raises(Refused) as refused:
        annual.annual(toy(tmp_path, opening), 2567)
    [finding] = refused.value.findings
    assert (finding.code, finding.args["difference"]) == ("R891", Decimal("100.00"))
    told = '2024-01-14 custom "cumulative" Income:Donations 100.00 THB\n'
    year = annual.annual(toy(tmp_path, opening + told), 2567)
    assert year["codi_item10"]["income_2"]["donations"] == Decimal("600.00")
    assert year["balance_sheet_prior_year"]["funds_total"] == Decimal("100.00")


def test_a_fund_of_one_month(tmp_path: Path) -> None:
    year = annual.annual(toy(tmp_path), 2567)
    assert year["from"] == "2024-01-15"
    assert year["income_statement"]["surplus"] == Decimal("380.00")
    assert year["income_statement_prior_year"] is None
    assert year["balance_sheet_prior_year"]["assets_total"] == Decimal("0.00")
    assert year["codi_item10"]["left_total"] == Decimal("500.00")
    assert year["member_table"]["current"]["total"] == 0
    assert year["welfare_16"] == []
    assert year["state_matching"] is None


@pytest.mark.parametrize(("year", "code"), [(2566, "R301"), (2567, ""), (2568, "R898")])
def test_only_years_of_the_books(tmp_path: Path, year: int, code: str) -> None:
    if not code:
        assert annual.annual(toy(tmp_path), year)["fiscal_year"] == year
        return
    with pytest.raises(Refused) as refused:
        annual.annual(toy(tmp_path), year)
    assert refused.value.findings[0].code == code


def test_years_before_what_was_carried_need_the_whole_books(tmp_path: Path) -> None:
    book = toy(tmp_path)
    assert not annual.needs_whole(book, 2567)
    carried = toy(tmp_path, '2024-01-31 custom "carried" "books"\n')
    assert carried.begins.isoformat() == "2024-02-01"
    for year, whole in ((2567, True), (2568, True), (2569, False)):
        assert annual.needs_whole(carried, year) == whole
    with pytest.raises(Refused) as refused:
        annual.annual(carried, 2567)
    assert refused.value.findings[0].code == "R851"


PAID = """
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
BACK = """
2024-02-05 * "กลับรายการ"
  kind: "reversal"
  reverses: "PV67-0001"
  Expenses:Welfare:Hospital  -50.00 THB
    member: "0002"
    claim: "C67-0002"
  Assets:Cash                 50.00 THB
"""


@pytest.mark.parametrize(
    ("more", "persons", "cases", "amount"),
    [(PAID, 2, 2, "150.00"), (PAID + BACK, 1, 1, "100.00")],
)
def test_what_was_taken_back_is_no_case(
    tmp_path: Path, more: str, persons: int, cases: int, amount: str
) -> None:
    [row] = annual.annual(toy(tmp_path, more), 2567)["welfare_16"]
    assert (row["persons"], row["cases"], row["amount"]) == (persons, cases, Decimal(amount))
    assert (row["cum_persons"], row["cum_cases"]) == (persons, cases)


def test_a_later_total_replaces_an_earlier_one(tmp_path: Path) -> None:
    """What a closing carried on stands for all before it, and is not counted twice."""
    told = '2024-01-22 custom "cumulative" Income:Donations 500.00 THB\n'
    later = toy(tmp_path, told)
    last = annual.year_of(later, 2567).last
    assert annual.since_founding(later, last) == annual.since_founding(toy(tmp_path), last)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_screen_fits_80_columns(book: Book, found: dict[int, dict[str, Any]], lang: str) -> None:
    for year, surplus in ((2566, "93,862.35"), (2567, "54,190.91")):
        console = Console(width=80, record=True, file=io.StringIO())
        console.print(screen.annual(book, found[year], lang))
        shown = console.export_text()
        assert surplus in shown
        assert "…" not in shown
