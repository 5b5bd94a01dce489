"""Alerts: the sample fund against what was computed from its papers by hand, and each limit.

A test that takes `found` has as its docstring what happened in a small fund; the limits of its
bylaws are those of the head below.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from rules import alert as one_alert
from rules import alerts
from rules.alert import Alert
from welfare import books

ROOT = Path(__file__).parents[1]
#: What an independent program made of the same papers.
EXPECTED = Path(__file__).parent / "golden" / "sample" / "alerts.json"
HEAD = """
option "title" "กองทุนทดสอบ"
option "operating_currency" "THB"
option "display_precision" "THB:0.01"
option "tolerance_multiplier" "0"

2015-10-01 custom "fund" "test"
  name-th: "กองทุนทดสอบ"
  fiscal-year-start: 10
  villages: 1
  books-from: 2022-10-01

2015-10-01 open Assets:Cash THB
2015-10-01 open Assets:Collectors:Moo01 THB
  code: "1102.01"
2015-10-01 open Assets:Bank:Savings THB
2015-10-01 open Equity:Fund:Welfare THB
2015-10-01 open Liabilities:Unidentified THB
2015-10-01 open Income:Contributions:Members THB
2015-10-01 open Income:Donations THB
2015-10-01 open Expenses:Admin:Other THB
2015-10-01 open Expenses:Welfare:Death THB

2022-10-01 custom "officer" "K04" "treasurer"
  until: 2022-12-31
2022-10-01 custom "officer" "K06" "planner"
  until: 2026-09-30
2022-10-01 custom "officer" "M01" "collector"
  until: 2026-09-30
  village: "01"
2022-10-01 custom "meeting" "0/2566"
  type: "committee"
  attendees: 8
  committee-size: 15

2015-10-01 custom "member" "joined" "0001"
  applied: 2015-09-12
  village: "01"
  frequency: "monthly"
  nominee: "N0001"
"""
BYLAWS = """
2022-10-01 custom "bylaw" "cash-ceiling"
  article: "38"
  account: Assets:Cash
  amount: 8000.00 THB
2022-10-01 custom "bylaw" "custody"
  article: "39"
  within: "7 days"
2022-10-01 custom "bylaw" "resolution"
  article: "41"
  not-needed: "bank-fee, deposit, withdrawal, handover"
2022-10-01 custom "bylaw" "planner"
  article: "41"
  may-handle-money: FALSE
2022-10-01 custom "bylaw" "payee" "death"
  article: "36"
  to: "nominee"
2022-10-01 custom "bylaw" "quorum"
  article: "47"
  share: 0.5
2022-10-01 custom "bylaw" "general-meeting"
  article: "48"
  within: "120 days"
"""
#: The general meeting of the year before the books, in time.
AGM = """
2022-12-01 custom "meeting" "G1"
  type: "general"
  attendees: 100
"""


def of(path: Path, *texts: str) -> list[Alert]:
    path.mkdir(parents=True, exist_ok=True)
    (path / "main.beancount").write_text("\n".join(texts), encoding="utf-8")
    book = books.load(path)
    assert book.errors == []
    return alerts.alerts(book)


@pytest.fixture
def found(request: pytest.FixtureRequest, tmp_path: Path) -> list[tuple[str, str, str, str]]:
    return rows(of(tmp_path, HEAD, BYLAWS, AGM, dedent(request.function.__doc__)))


def rows(given: list[Alert]) -> list[tuple[str, str, str, str]]:
    for lang in ("th", "en"):
        assert all(row["detail"] for row in one_alert.to_json(given, lang))
    return [
        (row["code"], row["date"], row["subject"], row["amount"])
        for row in one_alert.to_json(given, "en")
    ]


@pytest.fixture(scope="session")
def sample(sample_once: Path) -> books.Book:
    """The sample fund as its papers are imported."""
    return books.load(sample_once)


def test_the_sample_has_no_error(sample: books.Book) -> None:
    assert sample.errors == []


def test_the_sample_has_the_expected_alerts(sample: books.Book) -> None:
    expected = {
        (row["code"], row["date"], row["subject"], row["amount"])
        for row in json.loads(EXPECTED.read_text(encoding="utf-8"))
    }
    given = rows(alerts.alerts(sample))
    assert len(given) == len(set(given))
    assert set(given) == expected


def test_without_bylaws_no_limit_is_watched(tmp_path: Path) -> None:
    """Only what is wrong whatever the bylaws say remains."""
    money = """
2022-10-03 * "บริจาค"
  kind: "donation"
  doc: "RP1"
  by: "K06"
  Assets:Cash        9000.00 THB
  Income:Donations  -9000.00 THB
2022-10-20 custom "meeting" "1"
  type: "committee"
  attendees: 2
  committee-size: 15
"""
    assert of(tmp_path / "none", HEAD, money) == []
    codes = {item.code for item in of(tmp_path / "some", HEAD, BYLAWS, money)}
    assert codes == {"CASH_CEILING_BREACH", "PLANNER_HANDLED_MONEY", "MEETING_NO_QUORUM"}


Found = list[tuple[str, str, str, str]]


def test_ceiling_exactly_reached(found: Found) -> None:
    """
    2022-10-03 * "บริจาค"
      kind: "donation"
      doc: "RP1"
      by: "K04"
      Assets:Cash        8000.00 THB
      Income:Donations  -8000.00 THB
    """
    assert found == []


def test_one_satang_over_the_ceiling_until_it_is_banked(found: Found) -> None:
    """
    2022-10-03 * "บริจาค"
      kind: "donation"
      doc: "RP1"
      by: "K04"
      Assets:Cash        8000.01 THB
      Income:Donations  -8000.01 THB
    2022-10-05 * "ฝาก"
      kind: "deposit"
      doc: "RP2"
      by: "K04"
      Assets:Bank:Savings  0.01 THB
      Assets:Cash         -0.01 THB
    """
    assert found == [
        ("CASH_CEILING_BREACH", "2022-10-03", "CASH", "0.01"),
        ("CASH_CEILING_BREACH", "2022-10-04", "CASH", "0.01"),
    ]


def test_cash_over_the_ceiling_within_a_day(found: Found) -> None:
    """
    2022-10-03 * "บริจาค"
      kind: "donation"
      doc: "RP1"
      by: "K04"
      Assets:Cash        9000.00 THB
      Income:Donations  -9000.00 THB
    2022-10-03 * "ฝาก"
      kind: "deposit"
      doc: "RP2"
      by: "K04"
      Assets:Bank:Savings  1000.00 THB
      Assets:Cash         -1000.00 THB
    """
    assert found == []


def test_custody_counts_first_in_first_out(found: Found) -> None:
    """
    2022-10-03 * "หมู่ 1"
      kind: "collection"
      by: "M01"
      Assets:Collectors:Moo01        50.00 THB
      Income:Contributions:Members  -50.00 THB
        member: "0001"
        receipt: "01-66-0001"
    2022-10-04 * "หมู่ 1"
      kind: "collection"
      by: "M01"
      Assets:Collectors:Moo01        50.00 THB
      Income:Contributions:Members  -50.00 THB
        member: "0001"
        receipt: "01-66-0002"
    2022-10-10 * "นำส่ง"
      kind: "handover"
      doc: "RP1"
      by: "K04"
      received-from: "M01"
      Assets:Cash               30.00 THB
      Assets:Collectors:Moo01  -30.00 THB
    2022-10-11 * "นำส่ง"
      kind: "handover"
      doc: "RP2"
      by: "K04"
      received-from: "M01"
      Assets:Cash               60.00 THB
      Assets:Collectors:Moo01  -60.00 THB
    2022-10-12 * "นำส่ง"
      kind: "handover"
      doc: "RP3"
      by: "K04"
      received-from: "M01"
      Assets:Cash               10.00 THB
      Assets:Collectors:Moo01  -10.00 THB
    """
    assert found == [
        ("COLLECTOR_LATE", "2022-10-11", "M01", "20.00"),
        ("COLLECTOR_LATE", "2022-10-12", "M01", "10.00"),
    ]


@pytest.mark.parametrize(
    ("attendees", "size", "alerted"), [(8, 16, False), (7, 15, True), (8, 15, False), (7, 16, True)]
)
def test_half_is_a_quorum(tmp_path: Path, attendees: int, size: int, alerted: bool) -> None:
    meeting = f"""
2022-10-20 custom "meeting" "1"
  type: "committee"
  attendees: {attendees}
  committee-size: {size}
"""
    given = rows(of(tmp_path, HEAD, BYLAWS, meeting))
    assert given == ([("MEETING_NO_QUORUM", "2022-10-20", "1", "")] if alerted else [])


@pytest.mark.parametrize(
    ("held", "alerted"), [("2023-01-28", False), ("2023-01-29", True), ("2023-02-01", True)]
)
def test_general_meeting_on_day_120_and_121(tmp_path: Path, held: str, alerted: bool) -> None:
    meeting = f"""
{held} custom "meeting" "G"
  type: "general"
  attendees: 100
"""
    given = rows(of(tmp_path, HEAD, BYLAWS, meeting))
    assert given == ([("AGM_LATE", "2023-01-28", "FY2565", "")] if alerted else [])


def test_general_meeting_is_not_late_before_its_last_day(tmp_path: Path) -> None:
    meeting = """
2023-01-27 custom "meeting" "9"
  type: "committee"
  attendees: 100
"""
    assert of(tmp_path, HEAD, BYLAWS, meeting) == []


def test_receipts_missing_asked_for_and_found(found: Found) -> None:
    """
    2022-10-03 * "หมู่ 1"
      kind: "collection"
      by: "M01"
      Assets:Collectors:Moo01        60.00 THB
      Income:Contributions:Members  -30.00 THB
        member: "0001"
        receipt: "01-66-0005"
      Income:Contributions:Members  -30.00 THB
        member: "0001"
        receipt: "01-66-0001"
    2022-10-03 custom "receipt" "void" "01-66-0002"
      by: "M01"
      reason: "เขียนผิด"
    2022-10-03 custom "receipt" "outstanding" "01-66-0003"
      by: "M01"
    2022-10-04 custom "receipt" "outstanding" "01-66-0002"
      by: "M01"
    """
    assert found == [
        ("RECEIPT_GAP", "2022-10-03", "01-66-0004", ""),
        ("RECEIPT_OUTSTANDING", "2022-10-03", "01-66-0003", ""),
        ("RECEIPT_VOID", "2022-10-03", "01-66-0002", ""),
    ]


def test_a_mistyped_number_is_one_alert(found: Found) -> None:
    """
    2022-10-03 * "หมู่ 1"
      kind: "collection"
      by: "M01"
      Assets:Collectors:Moo01        60.00 THB
      Income:Contributions:Members  -30.00 THB
        member: "0001"
        receipt: "01-66-0001"
      Income:Contributions:Members  -30.00 THB
        member: "0001"
        receipt: "01-66-9001"
    """
    assert found == [("RECEIPT_GAP", "2022-10-03", "01-66-0002..01-66-9000", "")]


def test_a_book_that_was_issued_begins_with_its_first_number(found: Found) -> None:
    """
    2022-10-02 custom "receipt-book" "01-66-"
      first: 1
      last: 50
      to: "M01"
    2022-10-03 * "หมู่ 1"
      kind: "collection"
      by: "M01"
      Assets:Collectors:Moo01        30.00 THB
      Income:Contributions:Members  -30.00 THB
        member: "0001"
        receipt: "01-66-0002"
    """
    assert found == [("RECEIPT_GAP", "2022-10-03", "01-66-0001", "")]


def test_own_series_without_a_document_or_voucher(found: Found) -> None:
    """
    2022-10-03 * "บริจาค"
      kind: "donation"
      doc: "RP66-0001"
      by: "K04"
      Assets:Cash        90.00 THB
      Income:Donations  -90.00 THB
    2022-10-04 * "จ่าย"
      kind: "bank-fee"
      doc: "RP66-0004"
      voucher: "PV66-0007"
      by: "K04"
      Expenses:Admin:Other  5.00 THB
      Assets:Cash          -5.00 THB
    2022-10-05 * "จ่าย"
      kind: "bank-fee"
      doc: "RP66-0005"
      voucher: "PV66-0010"
      by: "K04"
      Expenses:Admin:Other  5.00 THB
      Assets:Cash          -5.00 THB
    2022-10-05 custom "voucher" "void" "PV66-0009"
      by: "K04"
      reason: "เขียนผิด"
    2022-10-05 custom "voucher" "void" "RP66-0003"
      by: "K04"
      reason: "เขียนผิด"
    """
    assert found == [
        ("DOC_GAP", "2022-10-05", "RP66-0002", ""),
        ("VOUCHER_GAP", "2022-10-05", "PV66-0008", ""),
    ]


def test_sheet_total(found: Found) -> None:
    """
    2022-10-03 * "หมู่ 1"
      kind: "collection"
      sheet: "2022-10/01"
      by: "M01"
      Assets:Collectors:Moo01        60.00 THB
      Income:Contributions:Members  -30.00 THB
        member: "0001"
        receipt: "01-66-0001"
      Liabilities:Unidentified      -30.00 THB
        member: "0001"
        receipt: "01-66-0002"
    2022-10-03 custom "sheet-total" "2022-10/01" 90.00 THB
      by: "M01"
    """
    assert found == [
        ("MONEY_FROM_NON_MEMBER", "2022-10-03", "0001", "30.00"),
        ("SHEET_TOTAL_MISMATCH", "2022-10-03", "M01", "30.00"),
    ]


def test_cash_counted_and_cash_below_zero(found: Found) -> None:
    """
    2022-10-03 * "ฝาก"
      kind: "deposit"
      doc: "RP1"
      by: "K04"
      Assets:Bank:Savings  5.00 THB
      Assets:Cash         -5.00 THB
    2022-10-04 * "บริจาค"
      kind: "donation"
      doc: "RP2"
      by: "K04"
      Assets:Cash        25.00 THB
      Income:Donations  -25.00 THB
    2022-10-04 custom "cash-count" Assets:Cash 20.00 THB
      by: "K04"
      witness: "K06"
      baht-20: 1
    2022-10-05 custom "cash-count" Assets:Cash 10.00 THB
      by: "K04"
      witness: "K06"
      baht-10: 1
    """
    assert found == [
        ("CASH_NEGATIVE", "2022-10-03", "CASH", "5.00"),
        ("CASH_COUNT_DIFFERS", "2022-10-05", "CASH", "-10.00"),
    ]


def test_term_of_office(found: Found) -> None:
    """
    2022-12-31 custom "receipt" "missing" "00-66-0001"
      by: "K04"
      reason: "-"
    2023-01-01 custom "receipt" "missing" "00-66-0002"
      by: "K04"
      reason: "-"
    """
    assert [row for row in found if row[0] == "TERM_EXPIRED"] == [
        ("TERM_EXPIRED", "2023-01-01", "K04", "")
    ]


OPENING = """
2022-09-30 * "ยอดยกมา"
  kind: "opening"
  Assets:Bank:Savings   10000.00 THB
  Equity:Fund:Welfare  -10000.00 THB
"""
BENEFIT = """
2022-10-02 custom "claim" "filed" "C1"
  member: "0001"
  benefit: "death"
  event: 2022-10-01
2022-10-20 custom "meeting" "1"
  type: "committee"
  attendees: 15
2022-10-20 custom "resolution" "1-1"
  meeting: "1"
  text: "-"
2022-10-20 custom "claim" "considered" "C1"
  resolution: "1-1"
{day} * "จ่าย"
  kind: "benefit"
  voucher: "PV1"
  by: "K04"
  to: "{to}"
  resolution: "1-1"
  Expenses:Welfare:Death         1000.00 THB
    member: "0001"
    claim: "C1"
  Income:Contributions:Members    -60.00 THB
    member: "0001"
    claim: "C1"
  Assets:Bank:Savings            -940.00 THB
"""


@pytest.mark.parametrize(("to", "alerted"), [("N0001", False), ("P0001", True)])
def test_benefit_paid_to_the_nominee(tmp_path: Path, to: str, alerted: bool) -> None:
    given = rows(of(tmp_path, HEAD, BYLAWS, OPENING, BENEFIT.format(day="2022-10-20", to=to)))
    expected = [("PAYEE_NOT_NOMINEE", "2022-10-20", "C1", "940.00")]
    assert given == (expected if alerted else [])


EARLY = """
2022-10-21 custom "irregularity" "recorded" "PAID_BEFORE_RESOLUTION" "C1"
  amount: 940.00 THB
  found: 2022-10-21
  by: "K04"
"""


@pytest.mark.parametrize(("day", "early"), [("2022-10-20", False), ("2022-10-19", True)])
def test_benefit_paid_before_its_resolution(tmp_path: Path, day: str, early: bool) -> None:
    """An error of the books (E706) until they say that it happened: then an alert."""
    paid = BENEFIT.format(day=day, to="N0001")
    assert of(tmp_path / "plain", HEAD, BYLAWS, OPENING, paid) == []
    given = rows(of(tmp_path / "said", HEAD, BYLAWS, OPENING, paid, EARLY))
    assert given == ([("PAID_BEFORE_RESOLUTION", day, "C1", "940.00")] if early else [])


RECORDED = """
2022-10-20 * "จ่าย"
  kind: "expense"
  doc: "RP1"
  by: "K04"
  Expenses:Admin:Other  5.00 THB
  Assets:Bank:Savings  -5.00 THB
2022-10-21 custom "irregularity" "recorded" "EXPENSE_WITHOUT_RESOLUTION" "RP1"
  amount: 5.00 THB
  found: 2022-10-21
  by: "K04"
2022-10-22 custom "irregularity" "recorded" "STOLEN" "RP1"
  amount: 2.00 THB
  found: 2022-10-22
  by: "K04"
"""
SETTLED = """
2022-10-23 custom "irregularity" "settled" "{code}" "RP1"
  by: "K04"
"""


def test_irregularities_stand_until_they_are_settled(tmp_path: Path) -> None:
    expense = ("EXPENSE_WITHOUT_RESOLUTION", "2022-10-20", "RP1", "5.00")
    stolen = ("STOLEN", "2022-10-22", "RP1", "2.00")
    given = of(tmp_path, HEAD, BYLAWS, OPENING, RECORDED)
    assert rows(given) == [expense, stolen]
    assert {item.severity for item in given} == {"high"}
    for code, left in ((expense[0], stolen), (stolen[0], expense)):
        text = RECORDED + SETTLED.format(code=code)
        assert rows(of(tmp_path / code, HEAD, BYLAWS, OPENING, text)) == [left]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("7 days", date(2024, 2, 7)),
        ("1 month", date(2024, 2, 29)),
        ("1 year", date(2025, 1, 31)),
        ("a week", None),
        (Decimal(7), None),
    ],
)
def test_time_allowed(text: object, day: date | None) -> None:
    assert alerts.deadline(date(2024, 1, 31), text) == day
