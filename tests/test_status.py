"""`welfare status`: the eight steps, and what is due, just before, on and after its day.

Golden screens stand in `tests/golden/status/`: `pytest --update-golden` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from beancount import loader
from conftest import LEDGER
from conftest import Run
from presets.world import build
from presets.world import joined
from presets.world import paid
from rich.cells import cell_len

from reports import status as report
from reports.status import Due
from reports.status import Status
from rules import matching
from rules.member_view import as_of
from rules.membership import Members
from welfare import books
from welfare.books import Book
from welfare.seals import Closing

GOLDEN = Path(__file__).parent / "golden" / "status"
DAY = timedelta(days=1)

On = Callable[..., Status]


@pytest.fixture(scope="module")
def book() -> Book:
    return books.load(LEDGER, whole=True)


@pytest.fixture(scope="module")
def on(book: Book) -> On:
    """`on("2024-10-05")`: the sample's status at the end of a day, with no month closed."""

    @cache
    def found(day: str, *links: Closing, lang: str = "en") -> Status:
        return report.status(book, links, date.fromisoformat(day), lang)

    return found


def closed(period: str, kind: str, last: str, entered: str) -> Closing:
    """A closing as the chain tells of it."""
    end = date.fromisoformat(last)
    seen = date.fromisoformat(entered)
    return Closing(period, kind, end.replace(day=1), end, "", period, "", seen, "K04", "")


def due(found: Status, key: str) -> list[Due]:
    return [one for one in found.due if one.key == key]


def due_on(book: Book, day: str, key: str, *more: str) -> list[Due]:
    """What is due of a book, with more ledger added to it."""
    if more:
        entries, errors, _ = loader.load_string("\n".join(more))
        assert not errors
        book = books.with_entries(book, entries)
    return due(report.status(book, (), date.fromisoformat(day), "en"), key)


def states(found: Status) -> str:
    """One letter for each step: d(one), p(rogress), m(issing)."""
    return "".join(step.state[0] for step in found.steps)


# --- the screen ----------------------------------------------------------------------------------


def kept(name: str, text: str, request: pytest.FixtureRequest) -> str:
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "day"), [("th", "2023-11-10"), ("en", "2024-03-01")])
def test_screen_of_the_sample(
    run: Run, lang: str, day: str, request: pytest.FixtureRequest
) -> None:
    """Closings are entered later, so the screen of an earlier day knows none of them."""
    result = run("status", "--on", day, fund=LEDGER, lang=lang)
    assert result.exit_code == 0
    assert max(map(cell_len, result.output.splitlines())) <= 80
    assert result.output == kept(f"sample-{day}-{lang}", result.output, request)


def test_screen_of_a_new_fund(run: Run, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    fund = tmp_path / "new"
    words = ("--name-th", "กองทุนใหม่", "--founded", "2024-10-01", "--villages", "5")
    assert run("init", fund, *words, "--bylaws", "b1").exit_code == 0
    result = run("status", fund=fund, lang="th")
    assert result.output == kept("new-th", result.output, request)
    found = json.loads(run("status", "--json", fund=fund).output)
    assert [step["state"][0] for step in found["steps"]] == list("mmpmdmmm")
    assert {one["key"] for one in found["due"]} == {"committee", "first-general-meeting"}
    assert found["due"][1]["day"] == "2025-04-01"


def test_the_steps_bear_the_words_of_the_movement(on: On) -> None:
    found = on("2024-09-30", lang="th")
    assert [step.number for step in found.steps] == list(range(1, 9))
    assert [step.title for step in found.steps] == [
        "การจัดตั้งกองทุน",
        "แนวทางบริหารจัดการ",
        "ระบบการบริหารการเงินที่สุจริต ปลอดภัย มั่นคง เกิดประโยชน์สูงสุด",
        "ระบบข้อมูลที่ถูกต้อง เป็นปัจจุบัน ใช้บริหาร รายงาน สื่อสารได้",
        "ข้อบังคับ/ระเบียบ เป็นเครื่องมือดำเนินการ",
        "คณะกรรมการกองทุนสวัสดิการ",
        "สมาชิก",
        "การจัดสวัสดิการให้กับสมาชิก",
    ]
    assert states(found) == "dpppdddp"
    assert all(step.evidence for step in found.steps)


def test_what_is_due_comes_by_day_and_says_what_to_type(on: On) -> None:
    found = on("2023-11-10")
    assert [one.day for one in found.due] == sorted(one.day for one in found.due)
    assert all(one.command.startswith("welfare ") and one.text for one in found.due)


def test_what_comes_later_is_not_known(on: On, book: Book) -> None:
    found = on("2023-02-14")
    assert found.steps[0].evidence[-1] == "its first year lies before the books (1 Oct 2022)"
    assert "ญ1/2566" in on("2023-02-15").steps[0].evidence[-1]
    members = Members(as_of(book, date(2023, 2, 14)))
    assert (
        found.steps[6]
        .evidence[0]
        .startswith(
            f"{sum(h.span(found.day) is not None for n in book.members if (h := members.of(n)))} "
        )
    )


# --- each thing that is due: just before, on, just after -----------------------------------------


def new_fund(*more: str) -> Book:
    """A fund founded on 15 January 2024; its committee begins that day."""
    return build("sample", "".join(more), founded="2024-01-15")


MEETING = """
{day} custom "meeting" "ญ1"
  type: "{type}"
  attendees: 40
"""


@pytest.mark.parametrize("day", ["2024-01-15", "2024-07-14", "2024-07-15", "2024-07-16"])
def test_first_general_meeting(day: str) -> None:
    found = due_on(new_fund(), day, "first-general-meeting")
    assert [one.day for one in found] == [date(2024, 7, 15)]


@pytest.mark.parametrize(
    ("kind", "day", "left"),
    [("general", "2024-07-15", 0), ("general", "2024-07-16", 1), ("committee", "2024-07-15", 1)],
)
def test_a_general_meeting_settles_it_from_its_day_on(kind: str, day: str, left: int) -> None:
    fund = new_fund(MEETING.format(day=day, type=kind))
    assert len(due_on(fund, "2024-07-15", "first-general-meeting")) == left


@pytest.mark.parametrize(
    ("day", "count"),
    [("2023-09-30", 0), ("2023-10-01", 1), ("2023-12-23", 1), ("2023-12-24", 0)],
)
def test_general_meeting_after_each_year(on: On, day: str, count: int) -> None:
    """120 days from 30 September 2023; it was held on 24 December."""
    found = due(on(day), "general-meeting")
    assert [one.day for one in found] == [date(2024, 1, 28)] * count


@pytest.mark.parametrize(
    ("day", "months"), [("2022-10-31", 0), ("2022-11-01", 1), ("2022-12-01", 2)]
)
def test_months_not_closed(on: On, day: str, months: int) -> None:
    found = due(on(day), "close-month")
    assert [len(one.subjects) for one in found] == ([months] if months else [])
    assert all(one.command == "welfare close month 2022-10" for one in found)


def test_a_closing_counts_from_the_day_it_was_entered(on: On) -> None:
    link = closed("2022-10", "month", "2022-10-31", "2022-11-05")
    assert due(on("2022-11-04", link), "close-month")
    assert not due(on("2022-11-05", link), "close-month")
    assert on("2022-11-05", link).steps[1].evidence[1] == "1 of 1 months closed"
    again = link._replace(kind="reopened")
    assert due(on("2022-11-05", again), "close-month")


def test_a_year_is_closed_when_its_months_are(on: On) -> None:
    months = [
        closed(f"{day:%Y-%m}", "month", day.isoformat(), "2023-10-01")
        for day in (date(2022, 11, 1) - DAY + timedelta(days=31) * n for n in range(12))
    ]
    months = [link._replace(period=p) for link, p in zip(months, _YEAR, strict=True)]
    assert not due(on("2023-10-02", *months[:-1]), "close-year")
    (found,) = due(on("2023-10-02", *months), "close-year")
    assert (found.day, found.command) == (date(2024, 1, 28), "welfare close year 2566")
    year = closed("2566", "year", "2023-09-30", "2023-10-02")
    assert not due(on("2023-10-02", *months, year), "close-year")


_YEAR = [f"2022-{m}" for m in (10, 11, 12)] + [f"2023-{m:02d}" for m in range(1, 10)]

SIGNED = """
2023-12-01 custom "audit" "2566"
  by: "A01"
  opinion: "unqualified"
2023-12-24 custom "adoption" "2566"
  resolution: "ญ1/2567-1"
"""


def keys(found: Status) -> set[str]:
    return {one.key for one in found.due}


def test_audit_and_adoption(on: On) -> None:
    both = {"audit", "adoption"}
    assert not both & keys(on("2023-09-30"))
    assert {one.key: one.day for one in on("2023-10-01").due if one.key in both} == dict.fromkeys(
        both, date(2024, 1, 28)
    )
    # Years are signed one after another: only the earliest that is not.
    for key in both:
        assert [one.subjects for one in due(on("2024-10-01"), key)] == [("2566",)]


def test_members_are_those_of_the_last_day_written_up(on: On) -> None:
    """Two years after the last entry everybody has lapsed, for all that the books know."""
    (now, later) = (on(day).steps[6].evidence[0] for day in ("2024-09-30", "2026-11-21"))
    assert now == "317 members in 8 of 8 villages"
    assert later == f"written up until 30 Sep 2024, on that day {now}"


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2023-11-30", {"audit", "adoption"}),
        ("2023-12-01", {"adoption"}),
        ("2023-12-23", {"adoption"}),
        ("2023-12-24", set()),
    ],
)
def test_a_signature_settles_it_from_its_day_on(signed: Book, day: str, left: set[str]) -> None:
    found = report.status(signed, (), date.fromisoformat(day), "en")
    assert keys(found) & {"audit", "adoption"} == left


@pytest.fixture(scope="module")
def signed(small_once: Path) -> Book:
    """A small fund whose year 2566 was audited and adopted."""
    entries, errors, _ = loader.load_string(SIGNED)
    assert not errors
    return books.with_entries(books.load(small_once), entries)


@pytest.mark.parametrize(
    ("day", "years"),
    [
        ("2023-07-01", []),
        ("2023-07-02", ["2566"]),  # 90 days ahead
        ("2023-09-30", ["2566"]),
        ("2024-07-01", ["2566"]),
        ("2024-07-02", ["2566", "2567"]),
        ("2024-09-30", ["2567"]),
    ],
)
def test_matching_list_of_30_september(on: On, day: str, years: list[str]) -> None:
    found = due(on(day), "matching-list")
    assert [one.subjects[0] for one in found] == years
    assert [one.day.isoformat()[5:] for one in found] == ["09-30"] * len(years)


def test_a_recorded_list_is_not_due(book: Book) -> None:
    batch = matching.record(Members(book), 2566, date(2023, 10, 3))
    recorded = books.with_entries(book, batch.entries)
    assert not due(report.status(recorded, (), date(2023, 10, 3), "en"), "matching-list")
    assert "last recorded matching list: 2566" in (
        report.status(recorded, (), date(2023, 10, 3), "en").steps[3].evidence
    )


@pytest.mark.parametrize(
    ("day", "count"),
    [("2026-07-01", 0), ("2026-07-02", 16), ("2026-09-30", 16), ("2026-10-01", 16)],
)
def test_terms_that_end(on: On, day: str, count: int) -> None:
    found = due(on(day), "term")
    assert [(one.day, len(one.subjects)) for one in found] == (
        [(date(2026, 9, 30), count)] if count else []
    )


def test_no_list_is_asked_of_a_fund_in_its_first_year() -> None:
    for day, count in (("2024-09-30", 0), ("2025-09-29", 1)):
        assert len(due_on(new_fund(), day, "matching-list")) == count


def test_a_term_with_somebody_after_is_settled(book: Book) -> None:
    again = '2026-10-01 custom "officer" "K04" "treasurer"\n  until: 2030-09-30'
    (found,) = due_on(book, "2026-10-01", "term", again)
    assert "K04" not in found.subjects
    assert len(found.subjects) == 15


NOTICE = '{day} custom "notice" "0001"\n  about: "lapse"\n  how: "letter"\n  by: "K03"'


@pytest.mark.parametrize(
    ("day", "count"),
    [("2023-01-10", 0), ("2023-01-11", 1), ("2023-02-10", 1), ("2023-02-11", 0)],
)
def test_members_near_lapse(day: str, count: int) -> None:
    """Four instalments unpaid: the last day to pay is 10 February 2023, a month before it told."""
    ledger = joined("0001", "2022-09-20") + paid("0001", "2022-10-05", 30)
    fund = build("sample", ledger, founded="2022-09-01")
    found = due_on(fund, day, "lapse")
    assert [(one.day, one.subjects) for one in found] == [(date(2023, 2, 10), ("0001",))] * count
    assert all("welfare member notice 0001 --about lapse" in one.command for one in found)
    told = NOTICE.format(day="2023-01-11")
    assert not due_on(fund, "2023-01-11", "lapse", told)
    # A notice of before the first unpaid instalment fell due is of another time.
    old = NOTICE.format(day="2022-11-10")
    assert len(due_on(fund, day, "lapse", old)) == count


@pytest.mark.parametrize(
    ("day", "villages"),
    [("2022-11-30", None), ("2022-12-01", ("02",)), ("2023-01-01", ("01", "02"))],
)
def test_sheets_not_in(small_once: Path, day: str, villages: tuple[str, ...] | None) -> None:
    """Both villages handed in October's sheet, the first alone November's."""
    found = due_on(books.load(small_once), day, "sheets")
    assert [one.subjects for one in found] == ([villages] if villages else [])


def test_claims_undecided_and_unpaid(on: On) -> None:
    """C66-0115 was filed on 15 May 2023 and never came before a meeting."""
    assert not due(on("2023-05-14"), "claims-open") or all(
        "C66-0115" not in one.subjects for one in due(on("2023-05-14"), "claims-open")
    )
    (found,) = due(on("2023-05-15"), "claims-open")
    assert "C66-0115" in found.subjects
    # What the bylaws refuse waits for no money, whatever a meeting said.
    assert not due(on("2024-09-30"), "claims-approved")


def test_cash_over_the_ceiling_now(on: On, book: Book) -> None:
    days = [date(2023, 10, 1) + n * DAY for n in range(10)]
    over = next(day for day in days if book.balance(books.CASH, day) > 8000)
    assert not due(on((over - DAY).isoformat()), "cash")
    (found,) = due(on(over.isoformat()), "cash")
    assert found.command == f"welfare deposit {book.balance(books.CASH, over) - 8000:.2f}"
    assert found.day == over


HELD = """
2024-02-01 open Assets:Collectors:Moo02 THB
  code: "1102.02"
2024-02-05 * "ใบเก็บเงินสมทบ"
  kind: "collection"
  by: "K04"
  Assets:Collectors:Moo02        60.00 THB
  Income:Contributions:Members  -60.00 THB
    member: "0001"
    receipt: "02-67-0001"
2024-02-08 * "ใบเก็บเงินสมทบ"
  kind: "collection"
  by: "K04"
  Assets:Collectors:Moo02        30.00 THB
  Income:Contributions:Members  -30.00 THB
    member: "0001"
    receipt: "02-67-0002"
2024-02-10 * "นำส่ง"
  kind: "handover"
  by: "K04"
  doc: "RP67-0001"
  received-from: "M02"
  Assets:Cash                    60.00 THB
  Assets:Collectors:Moo02       -60.00 THB
"""


@pytest.mark.parametrize(
    ("day", "last"), [("2024-02-04", None), ("2024-02-05", "02-12"), ("2024-02-10", "02-15")]
)
def test_money_with_collectors(day: str, last: str | None) -> None:
    """Seven days from the collection; what was collected first is handed in first."""
    fund = build("sample", joined("0001", "2024-01-15") + _opened(HELD), founded="2024-01-15")
    found = due_on(fund, day, "custody")
    assert [one.day.isoformat()[5:] for one in found] == ([last] if last else [])


def _opened(text: str) -> str:
    """A ledger without accounts that the world has opened already."""
    return text.replace('2024-02-01 open Assets:Collectors:Moo02 THB\n  code: "1102.02"\n', "")
