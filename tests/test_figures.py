"""Figures: the sample's 24 months against the expected ones, and what must tie."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount.core.data import Custom
from beancount.parser import parser
from rich.console import Console

from reports import figures
from reports import screen
from rules import funds
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.findings import Refused
from welfare.parameters import Rule
from welfare.parameters import read

#: What an independent program made of the same papers.
EXPECTED = Path(__file__).parent / "golden" / "sample"
MONTHS = calendars.months_between("2022-10", "2024-09")


@pytest.fixture(scope="module")
def book(sample_once: Path) -> Book:
    return books.load(sample_once)


def flat(value: Any, path: str = "") -> dict[str, Any]:
    """Every leaf of a JSON value by its path; lists of accounts by code, other lists by ref."""
    if isinstance(value, dict):
        return {k: v for key, item in value.items() for k, v in flat(item, f"{path}.{key}").items()}
    if isinstance(value, list):
        return {
            k: v
            for item in value
            for k, v in flat(item, f"{path}[{item.get('code') or item.get('ref')}]").items()
        }
    return {path.removeprefix("."): value}


def is_nothing(value: Any) -> bool:
    return value in (None, "", "0.00", 0)


def differences(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    one, other = flat(ours), flat(theirs)
    return {
        path: (one.get(path), other.get(path))
        for path in one.keys() | other.keys()
        if one.get(path) != other.get(path)
        and not (is_nothing(one.get(path)) and is_nothing(other.get(path)))
    }


@pytest.mark.parametrize("month", MONTHS)
def test_month_equals_expected(book: Book, month: str) -> None:
    ours = figures.as_json(figures.figures(book, calendars.month_period(month)))
    theirs = json.loads((EXPECTED / "monthly" / f"{month}.json").read_text(encoding="utf-8"))
    assert differences(ours, theirs) == {}


@pytest.mark.parametrize("period", ["2566", "2567", "2023-04-01..2024-03-31", "2565-10"])
def test_any_period_ties(book: Book, period: str) -> None:
    asked = calendars.parse_period(
        period, fiscal_start_month=10, reference=calendars.month_period("2024-09").last
    )
    found = figures.figures(book, asked)
    flow = found["receipts_payments"]
    assert (
        flow["opening_total"] + flow["receipts_total"] - flow["payments_total"]
        == (flow["closing_total"])
    )
    assert found["bank_reconciliation"]["difference"] == 0


def test_year_is_the_sum_of_its_months(book: Book) -> None:
    year = figures.figures(book, calendars.fiscal_year_period(2566, 10))
    months = [figures.figures(book, calendars.month_period(month)) for month in MONTHS[:12]]
    for part in ("income", "expense", "transfer"):
        for name in year["subfunds"]:
            assert year["subfunds"][name][part] == sum(m["subfunds"][name][part] for m in months)
    assert year["receipts_payments"]["receipts_total"] == sum(
        m["receipts_payments"]["receipts_total"] for m in months
    )


def test_before_the_books_is_refused(book: Book) -> None:
    with pytest.raises(Refused) as refused:
        figures.figures(book, calendars.month_period("2022-09"))
    assert refused.value.findings[0].code == "R301"


def rule(text: str) -> Rule:
    entries, errors, _ = parser.parse_string(text)
    assert not errors
    return next(iter(read([e for e in entries if isinstance(e, Custom)]).versions.values()))[0]


@pytest.mark.parametrize(
    ("total", "welfare", "reserve", "management"),
    [
        ("587.63", "440.73", "88.14", "58.76"),  # 88.1445 and 58.763 cut, the rest to welfare
        ("0.01", "0.01", "0.00", "0.00"),
        ("100.00", "75.00", "15.00", "10.00"),
        ("-30.00", "-22.50", "-4.50", "-3.00"),
    ],
)
def test_split_loses_no_satang(total: str, welfare: str, reserve: str, management: str) -> None:
    split = rule(
        '2022-10-01 custom "bylaw" "split" "interest"\n'
        '  article: "ข้อ ๔๒"\n  accounts: "4203"\n  reserve: 0.15\n  management: 0.10\n'
        '  remainder: "welfare"\n'
    )
    parts = funds.split(split, Decimal(total))
    assert parts == {
        "welfare": Decimal(welfare),
        "reserve": Decimal(reserve),
        "management": Decimal(management),
    }


def test_amendment_of_the_split_holds_from_its_month(book: Book) -> None:
    # Amendment article 6: reserve 15 % becomes 20 % for income from April 2567 on.
    for month, share in (("2024-03", Decimal("0.15")), ("2024-04", Decimal("0.20"))):
        found = figures.figures(book, calendars.month_period(month))
        contributions = found["receipts_payments"]["receipts"]["4101"]
        interest = found["receipts_payments"]["receipts"].get("4203", Decimal(0))
        expected = sum(
            (amount * share).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
            for amount in (contributions, interest)
        )
        assert found["subfunds"]["reserve"]["income"] == expected


def test_account_that_was_never_opened_still_has_a_balance(book: Book) -> None:
    entries = [entry for entry in book.entries if getattr(entry, "account", "") != books.CASH]
    less = Book(book.folder, entries, book.errors, book.options)
    rows = figures.trial_balance(less, calendars.month_period("2024-09").last)["trial_balance"]
    assert [row["name_th"] for row in rows if row["account"] == books.CASH] == [""]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_screen_fits_80_columns(book: Book, lang: str) -> None:
    console = Console(width=80, record=True, file=io.StringIO())
    found = figures.figures(book, calendars.month_period("2024-09"))
    console.print(screen.figures(book, found, lang))
    text = console.export_text()
    assert "711,168.89" in text
    assert "…" not in text
