from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare import calendars
from welfare import tables
from welfare.catalogue import render
from welfare.findings import BadValue
from welfare.findings import Place

REFERENCE = date(2024, 9, 30)
SAMPLE = Path(calendars.__file__).parent / "sample"
IDES = date(1987, 3, 15)


def parse(value: object) -> date:
    return calendars.parse_date(value, reference=REFERENCE)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(BadValue) as caught:
        call()
    bad = caught.value
    found = bad.at(Place("a.xlsx", row=3))
    assert found.place.row == 3
    for lang in ("th", "en"):
        assert render(bad.code, bad.args_, lang) == found.text(lang)
    return bad.code


@pytest.mark.parametrize(
    "typed",
    [
        "1987-03-15",
        "2530-03-15",
        "2530-03-15 00:00:00",
        "15/03/2530",
        "15/3/1987",
        "15-3-2530",
        "15.3.2530",
        "15 / 3 / 2530",
        "15/3/30",
        "15/3/พ.ศ. 2530",
        "15 มี.ค. 2530",
        "15 มี.ค.2530",
        "15มีค30",
        "15-มี.ค.-30",
        "15 มี. ค. 2530",
        "15 มีนาคม 2530",
        "15 มีนาคม พ.ศ. 2530",
        "15 มีนาคม พ.ศ.2530",
        "15 มีนาคม พศ 2530",
        "15 มีนาคม ค.ศ. 1987",
        "วันที่ 15 เดือนมีนาคม พ.ศ. 2530",
        "๑๕/๐๓/๒๕๓๐",
        "๑๕ มีนาคม ๒๕๓๐",
        "\u00a015\u00a0มี.ค.\u3000 2530 ",
        "15\u200b มี\u200bนาคม 2530\u200b",
        date(1987, 3, 15),
        date(2530, 3, 15),
        datetime(1987, 3, 15),  # noqa: DTZ001 - as openpyxl gives it
        datetime(2530, 3, 15),  # noqa: DTZ001
    ],
)
def test_one_day_typed_in_many_ways(typed: object) -> None:
    day = parse(typed)
    assert day == IDES
    assert type(day) is date


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        # Two digits: the reference is 30 ก.ย. 2567.
        ("30/9/67", date(2024, 9, 30)),
        ("1/10/67", date(1924, 10, 1)),
        ("13/6/80", date(1937, 6, 13)),
        ("1/2/16", date(1973, 2, 1)),
        ("1 ต.ค. 68", date(1925, 10, 1)),
        ("29/2/67", date(2024, 2, 29)),
        # 29 February: the common year is that of ค.ศ.
        ("29/2/2567", date(2024, 2, 29)),
        ("2567-02-29", date(2024, 2, 29)),
        ("29 กุมภาพันธ์ 2543", date(2000, 2, 29)),
        # The old calendar: just before, on and just after its ends.
        ("31/12/2479", date(1936, 12, 31)),
        ("9 มีนาคม 2479", date(1937, 3, 9)),
        ("31/3/2482", date(1940, 3, 31)),
        ("1/4/2482", date(1939, 4, 1)),
        ("1/4/2483", date(1940, 4, 1)),
        ("31/12/2483", date(1940, 12, 31)),
        ("1/1/2484", date(1941, 1, 1)),
        ("15/2/80", date(1938, 2, 15)),
        (date(2480, 2, 15), date(1938, 2, 15)),
        # ค.ศ. dates are what they are.
        ("1938-02-15", date(1938, 2, 15)),
        ("1/1/2399", date(2399, 1, 1)),
        ("1/4/2401", date(1858, 4, 1)),
    ],
)
def test_eras_and_calendars(typed: object, day: date) -> None:
    assert parse(typed) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "D101"),
        ("", "D101"),
        (" \u00a0\u200b", "D101"),
        ("ไม่ทราบ", "D102"),
        ("มี.ค. 2530", "D102"),
        ("15 มีน. 2530", "D102"),
        ("15/3", "D102"),
        ("15/3-2530", "D102"),
        ("15/3/2530 10:30", "D102"),
        ("-", "D102"),
        (True, "D102"),
        ("1" * 100, "D102"),
        (45000, "D103"),
        (45000.5, "D103"),
        ("45000", "D103"),
        ("๔๕๐๐๐", "D103"),
        ("32/1/2530", "D104"),
        ("0/1/2530", "D104"),
        ("31/4/2530", "D104"),
        ("30 ก.พ. 2567", "D104"),
        ("15/13/2530", "D104"),
        ("3/15/2530", "D104"),
        ("15/0/2530", "D104"),
        ("29/2/2566", "D105"),
        ("29 กุมภาพันธ์ 2566", "D105"),
        ("2566-02-29", "D105"),
        ("29/2/66", "D105"),
        (date(2568, 2, 29), "D105"),
        ("15/3/253", "D106"),
        ("15/3/25300", "D106"),
        ("15/3/2400", "D106"),
        ("15/3/1799", "D106"),
        ("15/3/9999", "D106"),
        ("15 มี.ค. ค.ศ. 2530", "D106"),
        ("15 มี.ค. ค.ศ. 30", "D106"),
        ("15 มี.ค. พ.ศ. 1987", "D106"),
        (date(1, 1, 1), "D106"),
    ],
)
def test_refused_dates(typed: object, code: str) -> None:
    assert code_of(lambda: parse(typed)) == code


def test_the_common_year_is_named_in_both_eras() -> None:
    with pytest.raises(BadValue, match=r"BE 2566 \(CE 2023\)"):
        parse("29/2/2566")


def test_the_command_line_reads_the_same() -> None:
    assert calendars.parse_day("15 มี.ค. 30", reference=REFERENCE) == IDES


DAYS = st.dates(date(1859, 1, 1), date(2399, 12, 31))


@given(DAYS, st.sampled_from(["short", "long"]), st.booleans())
def test_a_printed_date_is_read_back(day: date, style: str, thai: bool) -> None:
    printed = calendars.thai_date(day, "long" if style == "long" else "short")
    assert parse(calendars.to_thai_digits(printed) if thai else printed) == day


@given(DAYS, st.sampled_from("/-."))
def test_numeric_dates_are_read_back(day: date, mark: str) -> None:
    typed = f"{day.day}{mark}{day.month:02}{mark}{calendars.be(day)}"
    assert parse(typed) == day
    assert parse(f"{calendars.be(day)}-{day.month:02}-{day.day:02}") == day
    assert parse(day.isoformat()) == day


@given(st.dates(date(1925, 4, 1), REFERENCE))
def test_two_digit_years_are_read_back_over_a_century(day: date) -> None:
    assert parse(f"{day.day}/{day.month}/{calendars.be(day) % 100:02}") == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        parse(text)
    except BadValue as bad:
        assert bad.code.startswith("D10")  # noqa: PT017


@given(st.text(alphabet="0123456789/-. มีคพศงต๑", max_size=70))
def test_near_dates_are_dates_or_refused(text: str) -> None:
    for read in (parse, lambda typed: calendars.parse_months(typed, reference=REFERENCE)):
        try:
            read(text)
        except BadValue as bad:
            assert bad.code.startswith("D1")  # noqa: PT017


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("2022-10", "2022-10"),
        ("2565-10", "2022-10"),
        ("10/2565", "2022-10"),
        ("10/65", "2022-10"),
        ("ต.ค.65", "2022-10"),
        ("ต.ค. 2565", "2022-10"),
        ("ตค 65", "2022-10"),
        ("ตุลาคม 2565", "2022-10"),
        ("เดือนตุลาคม พ.ศ. 2565", "2022-10"),
        ("ประจำเดือนตุลาคม 2565", "2022-10"),
        ("๑๐/๒๕๖๕", "2022-10"),
        ("ต.ค.\u00a0๖๕", "2022-10"),
        (date(2565, 10, 1), "2022-10"),
        # Paid ahead of the reference, 30 ก.ย. 2567.
        ("ก.ย.68", "2025-09"),
        ("ก.ย.77", "2034-09"),
        ("ต.ค.77", "1934-10"),
    ],
)
def test_months(typed: object, month: str) -> None:
    assert calendars.parse_month(typed, reference=REFERENCE) == month


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "D110"),
        ("", "D110"),
        ("ตุลา 2565", "D110"),
        ("2565", "D110"),
        (2565, "D110"),
        ("13/2565", "D111"),
        ("2565-00", "D111"),
        ("ต.ค. 565", "D106"),
    ],
)
def test_refused_months(typed: object, code: str) -> None:
    assert code_of(lambda: calendars.parse_month(typed, reference=REFERENCE)) == code


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("ก.ค.66-ก.ย.66", ("2023-07", "2023-09")),
        ("ก.ค.66 – ก.ย.66", ("2023-07", "2023-09")),
        ("ก.ค.66–ก.ย.66", ("2023-07", "2023-09")),
        ("ก.ค. 2566 ถึง ก.ย. 2566", ("2023-07", "2023-09")),
        ("ก.ค.66", ("2023-07", "2023-07")),
        ("2022-10..2023-03", ("2022-10", "2023-03")),
        ("2022-10-2023-03", ("2022-10", "2023-03")),
        ("2565-10..2566-03", ("2022-10", "2023-03")),
        ("2022-10", ("2022-10", "2022-10")),
        ("10/2565-03/2566", ("2022-10", "2023-03")),
        (date(2022, 10, 1), ("2022-10", "2022-10")),
    ],
)
def test_runs_of_months(typed: object, months: tuple[str, str]) -> None:
    assert calendars.parse_months(typed, reference=REFERENCE) == months


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "D110"),
        ("ก.ค.", "D110"),
        ("ก.ค.-ก.ย.66", "D112"),
        ("ก.ย.66-ก.ค.66", "D113"),
        ("2023-03..2022-10", "D113"),
        ("2023-03..", "D110"),
    ],
)
def test_refused_runs_of_months(typed: object, code: str) -> None:
    assert code_of(lambda: calendars.parse_months(typed, reference=REFERENCE)) == code


@pytest.mark.parametrize(
    ("typed", "start", "first", "last", "label"),
    [
        ("2023-09", 10, date(2023, 9, 1), date(2023, 9, 30), "2023-09"),
        ("2566-09", 10, date(2023, 9, 1), date(2023, 9, 30), "2023-09"),
        ("ก.ย. 2566", 10, date(2023, 9, 1), date(2023, 9, 30), "2023-09"),
        ("2566", 10, date(2022, 10, 1), date(2023, 9, 30), "2566"),
        ("๒๕๖๖", 10, date(2022, 10, 1), date(2023, 9, 30), "2566"),
        ("2023", 10, date(2022, 10, 1), date(2023, 9, 30), "2566"),
        ("2566", 1, date(2023, 1, 1), date(2023, 12, 31), "2566"),
        ("2567", 3, date(2023, 3, 1), date(2024, 2, 29), "2567"),
        ("2023-01-01..2023-03-31", 10, date(2023, 1, 1), date(2023, 3, 31), ""),
        ("2566-01-01..2566-03-31", 10, date(2023, 1, 1), date(2023, 3, 31), ""),
        ("2023-01..2023-03", 10, date(2023, 1, 1), date(2023, 3, 31), ""),
        ("1 ม.ค. 66 ถึง 31 มี.ค. 66", 10, date(2023, 1, 1), date(2023, 3, 31), ""),
    ],
)
def test_periods(typed: str, start: int, first: date, last: date, label: str) -> None:
    period = calendars.parse_period(typed, fiscal_start_month=start, reference=REFERENCE)
    assert period == (first, last, label or f"{first}..{last}")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "D114"),
        ("เมื่อวาน", "D114"),
        ("66", "D114"),
        ("2566-09-30", "D114"),
        ("1700", "D106"),
        ("2566-13", "D111"),
        ("2023-03-31..2023-01-01", "D113"),
        ("2023-02-29..2023-03-01", "D105"),
        ("..2023-03-01", "D101"),
    ],
)
def test_refused_periods(typed: str, code: str) -> None:
    def call() -> object:
        return calendars.parse_period(typed, fiscal_start_month=10, reference=REFERENCE)

    assert code_of(call) == code


@given(st.dates(date(1900, 1, 1), date(2300, 1, 1)), st.integers(1, 12))
def test_a_day_lies_in_its_fiscal_year(day: date, start: int) -> None:
    period = calendars.fiscal_year_period(calendars.fiscal_year(day, start), start)
    assert period.first <= day <= period.last
    assert calendars.add_years(period.first, 1) == date.fromordinal(period.last.toordinal() + 1)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 1, 15), 0, date(2024, 1, 15)),
    ],
)
def test_months_later(day: date, count: int, expected: date) -> None:
    assert calendars.add_months(day, count) == expected


def test_years_later() -> None:
    assert calendars.add_years(date(2020, 2, 29), 5) == date(2025, 2, 28)
    assert calendars.add_years(date(2020, 2, 29), 4) == date(2024, 2, 29)


def test_months_in_order() -> None:
    months = calendars.months_between("2022-11", "2023-02")
    assert months == ["2022-11", "2022-12", "2023-01", "2023-02"]
    assert calendars.months_between("2023-02", "2023-01") == []
    assert calendars.next_month("2022-12") == "2023-01"
    assert calendars.month_period("2024-02").last == date(2024, 2, 29)


def test_shown_in_thai() -> None:
    assert calendars.thai_date(date(2023, 9, 20)) == "20 ก.ย. 2566"
    assert calendars.thai_date(date(2023, 9, 20), "long") == "20 กันยายน 2566"
    assert calendars.thai_date(date(1938, 2, 15)) == "15 ก.พ. 2480"
    assert calendars.thai_month("2023-09") == "กันยายน 2566"
    assert calendars.from_thai_digits(calendars.to_thai_digits("15/3")) == "15/3"


@pytest.mark.parametrize(
    ("day", "old"),
    [
        (date(1940, 3, 31), True),
        (date(1940, 4, 1), False),
        (date(1940, 12, 31), False),
        (date(1941, 1, 1), False),
    ],
)
def test_old_calendar(day: date, old: bool) -> None:
    assert calendars.is_old_calendar(day) is old


DATE_COLUMNS = {
    "member_no": ("เลขที่สมาชิก",),
    "birth_date": ("วันเกิด",),
    "applied_date": ("วันสมัคร",),
    "accepted_date": ("วันที่มีมติรับ",),
    "end_date": ("วันสิ้นสภาพ",),
    "other_fund_since": ("กองทุนอื่น (เป็นสมาชิกตั้งแต่)",),
}


def test_the_register_of_the_sample_reads_as_its_clean_twin() -> None:
    sheet = tables.sheet_named(tables.read_sheets(SAMPLE / "members.xlsx"), ["ทะเบียนสมาชิก"])
    rows = tables.find_table(sheet, DATE_COLUMNS).rows
    with (SAMPLE / "members.csv").open(encoding="utf-8-sig", newline="") as file:
        twins = list(csv.DictReader(file))
    assert len(rows) == len(twins)
    for row, twin in zip(rows, twins, strict=True):
        assert str(row.cells["member_no"]).zfill(4) == twin["member_no"]
        for field in list(DATE_COLUMNS)[1:]:
            typed = row.cells[field]
            day = "" if typed is None else parse(typed).isoformat()
            assert day == twin[field], (row.place, field, typed)


def test_the_opening_of_the_sample_reads_as_its_clean_twin() -> None:
    fields = {
        "member_no": ("เลขที่สมาชิก",),
        "start_date": ("วันเริ่มเป็นสมาชิก",),
        "wait_start": ("วันเริ่มนับรอสิทธิ",),
        "tenure_start": ("วันเริ่มนับอายุสมาชิก",),
        "paid_through": ("ส่งถึงเดือน",),
    }
    sheet = tables.sheet_named(tables.read_sheets(SAMPLE / "members.xlsx"), ["ยอดยกมารายคน"])
    rows = tables.find_table(sheet, fields).rows
    twins = tables.read_csv(SAMPLE / "members_opening.csv", tables.named(*fields)).rows
    assert len(rows) == len(twins)
    for row, twin in zip(rows, twins, strict=True):
        for field in ("start_date", "wait_start", "tenure_start"):
            assert parse(row.cells[field]).isoformat() == twin.cells[field]
        typed = row.cells["paid_through"]
        assert calendars.parse_month(typed, reference=REFERENCE) == twin.cells["paid_through"]
