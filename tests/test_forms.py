"""The forms for authorities: what they say, that every figure ties, and whom they name.

Golden texts stand in `tests/golden/forms/`: `pytest --update-golden` writes them anew.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import plain
import pytest
from conftest import LEDGER
from conftest import Run
from conftest import codes
from conftest import digest
from presets.world import build
from presets.world import joined
from presets.world import paid

from reports import model
from reports import trace
from reports.ask import Ask
from reports.documents import DOCUMENTS
from reports.forms import status_return
from reports.model import Cell
from reports.model import Document
from reports.model import Tick
from rules import matching
from rules.membership import Members
from welfare import books
from welfare import calendars
from welfare import profile
from welfare import register
from welfare.books import Book
from welfare.findings import Refused

GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2024, 10, 1)
FORMS = ("status-return", "matching-proposal")
YEARS = (2566, 2567)
#: Figures that words explain: rates of the bylaws, and sums that stand on another sheet.
IN_WORDS = ("4.4.*.amount", "3.2.*.asked", "6.*.asked", "list.*.asked", "list.*.receipted")

Form = Callable[..., Document]


@pytest.fixture(scope="module")
def book() -> Book:
    return books.load(LEDGER, whole=True)


@pytest.fixture(scope="module")
def form(book: Book) -> Form:
    """`form(id, year)`: a form of the sample, without names unless `people` is given."""
    made: dict[tuple[str, int], Document] = {}

    def build_(id_: str, year: int, **own: Any) -> Document:
        if own:
            return DOCUMENTS[id_].build(book, asked(year, **own))
        if (id_, year) not in made:
            made[id_, year] = DOCUMENTS[id_].build(book, asked(year))
        return made[id_, year]

    return build_


def asked(year: int, **own: Any) -> Ask:
    return Ask(**{"today": TODAY, "period": calendars.fiscal_year_period(year, 10), **own})


def cells(document: Document) -> dict[str, Cell]:
    return {cell.ref: cell for cell in model.cells(document)}


def value(document: Document, ref: str) -> Any:
    return cells(document)[ref].value


def expected(year: int) -> dict[str, Any]:
    path = GOLDEN / "sample" / "annual" / f"{year}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


# --- what they say -------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("id_", FORMS)
def test_form_reads_as_it_should(
    form: Form, id_: str, year: int, request: pytest.FixtureRequest
) -> None:
    found = plain.text(form(id_, year))
    path = GOLDEN / "forms" / f"{id_}-{year}.txt"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("id_", FORMS)
def test_english_has_every_figure_of_the_thai_and_no_thai_heading(form: Form, id_: str) -> None:
    thai, english = form(id_, 2567), form(id_, 2567, lang="en")
    figures = {r: c.value for r, c in cells(thai).items() if isinstance(c.value, Decimal | int)}
    other = {r: c.value for r, c in cells(english).items() if isinstance(c.value, Decimal | int)}
    assert figures == other
    heads = [block.text for block in english.blocks if isinstance(block, model.Heading)]
    assert heads
    assert all(text.isascii() for text in heads)


@pytest.mark.parametrize("year", YEARS)
def test_item_10_is_the_expected_one_and_both_sides_agree(form: Form, year: int) -> None:
    theirs, own = expected(year)["codi_item10"], cells(form("status-return", year))
    for block in ("receipts_1", "income_2", "assets_1", "expenses_2"):
        for line, amount in theirs[block].items():
            assert own[f"10.{block}.{line}"].value == Decimal(amount), (block, line)
        assert own[f"10.{block}_total"].value == Decimal(theirs[f"{block}_total"])
    assert own["10.left_total"].value == Decimal(theirs["left_total"])
    assert own["10.left_total"].value == own["10.right_total"].value


@pytest.mark.parametrize("year", YEARS)
def test_members_are_the_expected_ones(form: Form, year: int) -> None:
    theirs, own = expected(year)["member_table"], cells(form("status-return", year))
    for part in ("cumulative", "current"):
        for group, count in theirs[part].items():
            assert own[f"3.3.{group}.{part}"].value == count
        assert own[f"3.1.{part}"].value == theirs[part]["total"]
    assert own["3.4.covered"].value == theirs["villages_covered"]
    assert own["3.4.villages"].value == 8


@pytest.mark.parametrize("year", YEARS)
def test_welfare_is_the_expected_one(form: Form, year: int) -> None:
    own = cells(form("status-return", year))
    rows = expected(year)["welfare_16"]
    assert len(rows) == 16
    for row in rows:
        for item, prefix in ((5, "cum_"), (6, "")):
            ref = f"{item}.{row['code']}"
            assert own[f"{ref}.persons"].value == row[f"{prefix}persons"]
            assert own[f"{ref}.cases"].value == row[f"{prefix}cases"]
            assert own[f"{ref}.amount"].value == Decimal(row[f"{prefix}amount"])


@pytest.mark.parametrize("year", YEARS)
def test_the_proposal_is_the_matching_list(form: Form, book: Book, year: int) -> None:
    document, found = form("matching-proposal", year), matching.listing(Members(book), year)
    theirs = expected(year)["state_matching"]
    assert value(document, "total.heads") == theirs["heads"] == found.heads
    assert value(document, "total.asked") == Decimal(theirs["amount"]) == found.total
    for number, row in found.rows.items():
        listed = cells(document).get(f"list.{number}.asked")
        assert (listed.value if listed else Decimal(0)) == row.amount
    for code, count in theirs["by_reason"].items():
        if code != "OK":
            assert value(document, f"5.{code}") == count
    assert value(form("status-return", year), f"3.2.{year}.asked") == found.total


# --- where it comes from -------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("id_", FORMS)
def test_every_figure_is_traced_and_adds_up(form: Form, book: Book, id_: str, year: int) -> None:
    document = form(id_, year)
    named = list(model.cells(document))
    assert len({cell.ref for cell in named}) == len(named), "two cells of one name"
    traced = {found.ref: found for found in trace.explanations(book, document)}
    for cell in named:
        found = traced[cell.ref]
        if isinstance(cell.value, Decimal | int):
            words = any(Path(cell.ref).match(pattern) for pattern in IN_WORDS)
            assert found.ties or (found.ties is None and words and found.note), cell.ref
        else:
            assert found.note or isinstance(cell.value, Tick), cell.ref


def test_every_amount_of_the_forms_has_a_name(form: Form) -> None:
    """Whatever is printed as baht can be asked about."""
    for id_ in FORMS:
        for block in form(id_, 2567).blocks:
            inner = block.blocks if isinstance(block, model.Together) else (block,)
            tables = [each for each in inner if isinstance(each, model.Table)]
            for cell in (cell for table in tables for row in table.rows for cell in row.cells):
                assert cell.ref or not isinstance(cell.value, Decimal)


def test_an_entry_changed_behind_a_figure_shows(form: Form, book: Book) -> None:
    document = form("status-return", 2567)
    cell = cells(document)["6.5109.amount"]
    assert cell.trace is not None
    wrong = replace(cell, value=Decimal("2999.99"))
    told = replace(document, blocks=(model.Facts((("culture", wrong),)),))
    found = trace.explain(book, told, "6.5109.amount")
    assert (found.total, found.ties) == (Decimal("3000.00"), False)


# --- whom they name ------------------------------------------------------------------------------


def test_names_and_ids_come_from_the_register_alone(form: Form, book: Book) -> None:
    people = register.load(LEDGER)
    chair = people["K01"].name
    one = next(iter(matching.listing(Members(book), 2567).listed))
    for id_ in FORMS:
        without = plain.text(form(id_, 2567))
        assert chair not in without
        assert not [row for row in people.values() if row.citizen_id and row.citizen_id in without]
        named = form(id_, 2567, people=people)
        assert chair in plain.text(named)
        assert plain.text(form(id_, 2567, people=people, public=True)) == without
    listed = plain.text(form("matching-proposal", 2567, people=people))
    assert f"{one} | {people[one].name} | {people[one].citizen_id}" in listed


# --- what only the fund can say ------------------------------------------------------------------


def test_what_nobody_recorded_is_a_dotted_line(form: Form) -> None:
    document = form("status-return", 2567)
    for ref in ("1.tambon", "1.coordinator", "2.supporter", "3.1.population", "13.plans"):
        assert set(str(value(document, ref))) == {"."}


def test_what_was_recorded_is_printed(run: Run, small_fund: Path, book: Book) -> None:
    for key, typed in (
        ("population", "๓,๙๕๐"),
        ("founding-money", "30,660.00"),
        ("coordinator", "K03"),
        ("reports-to", "members, public"),
        ("plans", "ตั้งศูนย์เรียนรู้"),
    ):
        words = ("profile", "set", key, typed, "--on", "2024-10-01", "--by", "K03")
        done = run(*words, fund=small_fund)
        assert done.exit_code == 0, done.output
    before = digest(small_fund)
    assert (
        run("profile", "set", "population", "3950", "--by", "K03", fund=small_fund).exit_code == 0
    )
    assert digest(small_fund) == before, "the same again writes nothing"
    shown = json.loads(run("profile", "show", "--json", fund=small_fund).output)
    assert shown["population"] == 3950
    assert shown["founding-money"] == "30660.00"
    assert shown["tambon"] is None
    assert "5 of 18" in run("profile", "show", fund=small_fund).output
    own = books.load(small_fund)
    assert not own.errors
    people = register.load(LEDGER)
    known = books.with_entries(book, own.customs("profile"))
    document = DOCUMENTS["status-return"].build(known, asked(2567, people=people))
    assert value(document, "3.1.population") == 3950
    assert value(document, "4.1.first") == Decimal("30660.00")
    assert value(document, "1.coordinator") == people["K03"].name
    assert value(document, "13.plans") == "ตั้งศูนย์เรียนรู้"
    ticks = {key: value(document, f"9.7.{key}").checked for key in ("members", "lao", "public")}
    assert ticks == {"members": True, "lao": False, "public": True}


PREPARED = """
2024-03-30 custom "profile" "population"
  value: 3950
  by: "K03"
2024-03-31 custom "profile" "population"
  value: 4000
  by: "K03"
"""


@pytest.mark.parametrize(
    ("today", "said"),
    [(date(2024, 3, 29), "." * 24), (date(2024, 3, 30), 3950), (date(2024, 10, 1), 3950)],
)
def test_a_form_is_filled_in_for_six_months_after_its_day(today: date, said: str | int) -> None:
    """That of 30 September 2023 until 30 March 2024; a day later it is of the next form."""
    book = build("sample", PREPARED)
    document = DOCUMENTS["status-return"].build(book, asked(2566, today=today))
    assert value(document, "3.1.population") == said
    assert profile.current(book, date(2024, 3, 31)) == {"population": 4000}


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("population", "many", "R911"),
        ("population", "-1", "R911"),
        ("plans", " ", "R911"),
        ("reports-to", "everybody", "R911"),
        ("coordinator", "K99", "R402"),
        ("founding-money", "lots", "D202"),
        ("plans", "โทร 081-234-5678", "E302"),
    ],
)
def test_what_does_not_fit_is_refused(
    run: Run, small_fund: Path, key: str, typed: str, code: str
) -> None:
    before = digest(small_fund)
    result = run("profile", "set", "--by", "K03", "--", key, typed, fund=small_fund)
    assert result.exit_code > 0
    assert codes(result) == [code]
    assert digest(small_fund) == before


# --- what does not tie ---------------------------------------------------------------------------


def test_sides_that_differ_are_refused_with_both_totals() -> None:
    """A cumulative total that the opening balances do not hold."""
    ledger = """
2020-10-01 custom "cumulative" Income:Contributions:Members 1000.00 THB
"""
    book = build("sample", ledger, founded="2020-10-01")
    with pytest.raises(Refused) as refused:
        status_return.status_return(book, asked(2564))
    wrong = refused.value.findings[0]
    assert (wrong.code, wrong.args["left"], wrong.args["right"]) == ("R910", 1000, 0)


RECORDED = """
2021-09-30 custom "matching-list" "2564"
  total: {total} THB
  members: {heads}
2021-09-30 custom "matched" "2564" "0001" 360.00 THB
  round: 1
"""


@pytest.mark.parametrize(
    ("heads", "total", "ties"), [(1, "360.00", True), (1, "360.01", False), (2, "360.00", False)]
)
def test_the_recorded_list_and_its_rows_tie(heads: int, total: str, ties: bool) -> None:
    ledger = joined("0001", "2020-10-01", "yearly") + paid("0001", "2020-10-05", 365)
    ledger += RECORDED.format(total=total, heads=heads)
    book = build("sample", ledger, founded="2020-10-01")
    if not ties:
        with pytest.raises(Refused) as refused:
            DOCUMENTS["matching-proposal"].build(book, asked(2564))
        assert refused.value.findings[0].code == "R912"
        return
    document = DOCUMENTS["matching-proposal"].build(book, asked(2564))
    # As recorded, though the books of today would ask for 365.
    assert value(document, "total.asked") == Decimal("360.00")
    assert "ต่างจากที่คิดได้" in plain.text(document)


def test_before_the_books_is_refused(book: Book) -> None:
    for id_, code in (("status-return", "R301"), ("matching-proposal", "R541")):
        with pytest.raises(Refused) as refused:
            DOCUMENTS[id_].build(book, asked(2565))
        assert refused.value.findings[0].code == code


def test_a_new_fund_has_a_form_too() -> None:
    """Nothing is booked: every figure is nothing, every box but the bylaws' is open."""
    book = build("b1", "", founded="2024-10-01")
    document = DOCUMENTS["status-return"].build(book, asked(2568))
    assert value(document, "10.left_total") == 0
    assert value(document, "3.1.founding") == 0
    assert value(document, "9.1.bylaws").checked
    assert not value(document, "9.3.current").checked
    assert "ฉบับร่าง" in plain.text(document)
    assert all(found.ties is not False for found in trace.explanations(book, document))


# --- welfare explain -----------------------------------------------------------------------------

MONTH = ("explain", "trial-balance", "2022-11")


def test_explain_lists_the_entries_of_an_amount(run: Run, small_once: Path) -> None:
    result = run(*MONTH, "5203.debit", fund=small_once)
    assert result.exit_code == 0
    assert "RP66-0004" in result.output
    assert "total 120.00, as the document says" in result.output
    shown = run(*MONTH, "5203.debit", "--csv", fund=small_once).output
    (row,) = csv.DictReader(io.StringIO(shown))
    assert [row[key] for key in ("date", "number", "account", "amount", "running")] == [
        "2022-11-21",
        "RP66-0004",
        "Expenses:Admin:Stationery",
        "120.00",
        "120.00",
    ]
    assert row["file"] == "journal/2022-11.beancount"
    lines = (small_once / row["file"]).read_text("utf-8").splitlines()
    assert lines[int(row["line"]) - 1].split() == ["Expenses:Admin:Stationery", "120.00", "THB"]


def test_explain_adds_up_the_cells_of_a_total(run: Run) -> None:
    """Without a period it is of the year that ended last."""
    words = ("explain", "matching-proposal", "total.asked", "--json")
    found = json.loads(run(*words, fund=LEDGER).output)
    assert found["value"] == expected(2567)["state_matching"]["amount"] == found["total"]
    assert found["ties"] is True
    assert len(found["cells"]) == 154


def test_explain_names_what_was_counted(form: Form, book: Book) -> None:
    found = trace.explain(book, form("status-return", 2567), "5.5107.persons")
    # Seven before the books; whoever was helped in two years stands there twice.
    assert (found.opening, len(found.numbers), found.total, found.ties) == (7, 7, 14, True)
    assert found.label == "(7) พัฒนาอาชีพ · จำนวนคน"


def test_explain_lists_every_cell(run: Run, small_once: Path) -> None:
    rows = json.loads(run(*MONTH, "--list", "--json", fund=small_once).output)
    assert {"ref", "label", "value"} == set(rows[0])
    shown = run(*MONTH, "--list", fund=small_once).output
    assert all(row["ref"] in shown for row in rows)
    assert [row["value"] for row in rows if row["ref"] == "5203.debit"] == ["120.00"]


def test_explain_says_what_it_cannot(run: Run, small_once: Path) -> None:
    unknown = run(*MONTH, "5203.debt", fund=small_once)
    assert (unknown.exit_code, codes(unknown)) == (1, ["R913"])
    assert "nearest: 5203.debit" in unknown.output
    assert run("explain", "trial-balance", fund=small_once).exit_code == 2
    assert run(*MONTH, "a", "b", fund=small_once).exit_code == 2
    for typed in ("no-month", "2566"):
        assert run("explain", "trial-balance", typed, "a", fund=small_once).exit_code == 2
    assert run("explain", "annual", "2022-11", "a", fund=small_once).exit_code == 2


def test_the_nearest_cell_is_sought_in_its_own_item(form: Form, book: Book) -> None:
    with pytest.raises(Refused) as refused:
        trace.explain(book, form("status-return", 2567), "10.asets_1.bank")
    assert refused.value.findings[0].args["nearest"].startswith("10.assets_1.bank, ")


def test_explain_is_loud_where_the_books_do_not_carry_a_figure(
    run: Run, small_once: Path, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that was tampered with on its way: the spending of another fund."""
    cell = replace(cells(form("status-return", 2567))["6.5109.amount"], value=Decimal("2999.99"))
    blocks = (model.Facts((("x", cell), ("y", Cell(Decimal("1.00"), "untraced")))),)
    wrong = replace(form("status-return", 2567), blocks=blocks)
    monkeypatch.setattr(status_return, "status_return", lambda *_: wrong)
    result = run("explain", "status-return", "2567", "6.5109.amount", fund=small_once)
    assert (result.exit_code, codes(result)) == (1, ["R914"])
    assert "2,999.99 off" in result.output
    nothing = run("explain", "status-return", "2567", "untraced", fund=small_once)
    assert (nothing.exit_code, codes(nothing)) == (1, ["R915"])
