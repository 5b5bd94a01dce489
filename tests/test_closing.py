"""Closing months and years, taking a closing back, and the lock: the life of a small fund."""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Callable
from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from beancount.core.data import Directive
from click.testing import CliRunner
from click.testing import Result
from conftest import codes
from conftest import digest
from conftest import files_of
from test_import_kill import KILLED
from test_import_kill import calls_of
from test_import_kill import in_child
from test_import_kill import pytestmark as needs_fork
from test_import_kill import settled

import cli
from reports import checklist
from reports import closing
from reports import figures
from reports.commands import close as command
from welfare import books
from welfare import calendars
from welfare import main_files
from welfare import records
from welfare import seals
from welfare import tail
from welfare import writing
from welfare.books import Book
from welfare.findings import Refused
from welfare.records import baht
from welfare.records import custom
from welfare.records import transaction

OCTOBER = calendars.month_period("2022-10")
NOVEMBER = calendars.month_period("2022-11")

Run = Callable[..., Result]


def at(day: str, fund: Path, *args: str, lang: str = "en") -> Result:
    """One command on a day; none may end in a traceback."""
    words = ["--today", day, "--lang", lang, "--fund", str(fund), *args]
    result = CliRunner().invoke(cli.main, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def done(result: Result) -> Result:
    """A command that did what was asked."""
    assert result.exit_code == 0, result.output
    return result


def loaded_until(book: Book) -> date | None:
    """The last day of the closings that books have loaded."""
    days = [entry.date - timedelta(days=1) for entry in book.customs("closing")]
    return max(days, default=None)


def sound(fund: Path) -> tuple[Book, Book]:
    """What `main.beancount` and `all.beancount` load, neither with an error."""
    main, whole = books.load(fund), books.load(fund, whole=True)
    for book in (main, whole):
        assert [error.message for error in book.errors] == []
    return main, whole


def close_through(fund: Path, last: date) -> list[str]:
    """Close everything up to a day, as the demo does."""
    with records.session(fund) as book:
        return closing.close_history(book, last)


@pytest.fixture(scope="module")
def year_once(tmp_path_factory: pytest.TempPathFactory, small_once: Path) -> Path:
    """The small fund with fiscal year 2566 closed; not to be changed."""
    fund = tmp_path_factory.mktemp("year") / "fund"
    shutil.copytree(small_once, fund)
    periods = close_through(fund, date(2023, 9, 30))
    assert periods == [*calendars.months_between("2022-10", "2023-09"), "2566"]
    return fund


@pytest.fixture
def year(tmp_path: Path, year_once: Path) -> Path:
    """A copy of the small fund with fiscal year 2566 closed."""
    return shutil.copytree(year_once, tmp_path / "closed")


@pytest.fixture(scope="module")
def small_book(small_once: Path) -> Book:
    """The small fund's books."""
    return books.load(small_once)


# --- at the counter ------------------------------------------------------------------------------


def test_a_month_is_looked_through_and_closed(small_fund: Path) -> None:
    before = digest(small_fund)
    refused = at("2022-11-05", small_fund, "close", "month")
    assert codes(refused) == ["R834"]
    assert refused.exit_code == 1
    assert "to do: cash was not counted" in refused.output
    assert "welfare count 1000=… 500=… --date 2022-10-31" in refused.output
    assert digest(small_fund) == before
    assert "to do: totals since the founding are incomplete: item 10 is 5,000.00" in refused.output
    with (small_fund / "opening.beancount").open("a") as file:
        file.write('\n2022-09-30 custom "cumulative" Expenses:Admin:Other 5000.00 THB\n')
    pieces = ("1000=5", "50=1", "20=1", "10=1", "5=1")
    who = ("--date", "2022-10-31", "--by", "K04", "--witness", "K01")
    done(at("2022-11-05", small_fund, "count", *pieces, *who))
    result = done(at("2022-11-05", small_fund, "close", "month"))
    [closed] = seals.closings(small_fund)
    assert closed.period == "2022-10"
    assert closed.by == "K04"  # the treasurer in office
    assert closed.entered == date(2022, 11, 5)
    assert "   ".join(closed.code.split("-")) in result.output
    assert "welfare print monthly 2022-10" in result.output
    for book in sound(small_fund):
        assert loaded_until(book) == OCTOBER.last
    kept = checklist.read(small_fund / "closings/2022-10/points.json")
    assert kept == checklist.points(books.load(small_fund), OCTOBER)
    assert [(item.key, item.subjects) for item in kept] == [
        ("controls", ("BANK_UNRECORDED BANK2 20.00",))
    ]


def test_open_points_are_closed_with_and_kept(small_fund: Path) -> None:
    result = done(at("2022-12-01", small_fund, "close", "month", "ต.ค. 65", "--with-open-points"))
    assert "to do: cash was not counted" in result.output
    points = checklist.points(books.load(small_fund), OCTOBER)
    assert [(item.key, item.state) for item in points] == [
        ("opening", "todo"),
        ("cash", "todo"),
        ("controls", "look"),
    ]
    thai = done(at("2022-12-01", small_fund, "close", "month", "--with-open-points", lang="th"))
    assert "ยังไม่ทำ: ใบเก็บเงินมาแล้ว 1/2 หมู่ หมู่ที่ยังไม่มี:\n      02\n" in thai.output
    assert "ปิดเดือนพฤศจิกายน 2565 แล้ว" in thai.output
    [item] = [x for x in checklist.points(books.load(small_fund), NOVEMBER) if x.key == "sheets"]
    assert item.subjects == ("02",)


def test_asked_at_a_terminal(small_fund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "at_terminal", lambda: True)
    words = ["--today", "2022-11-05", "--fund", str(small_fund), "close", "month"]
    no = CliRunner().invoke(cli.main, words, input="n\n")
    assert codes(no) == ["R834"]
    assert "ยังมี 2 เรื่องค้าง" in no.output
    done(CliRunner().invoke(cli.main, words, input="y\n"))


# --- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "args", "code"),
    [
        ("2022-10-31", ("month", "2022-10"), "R820"),  # its last day
        ("2022-10-15", ("month",), "R820"),
        ("2022-12-01", ("month", "2022-11"), "R822"),
        ("2022-12-01", ("month", "2030-01"), "R822"),
        ("2022-12-01", ("month", "2022-09"), "R823"),
        ("2022-12-01", ("month", "--by", "K99"), "R402"),
        ("2027-01-01", ("month",), "R835"),  # the treasurer's term is over
        ("2023-10-01", ("year",), "R825"),
        ("2023-09-30", ("year", "2566"), "R820"),
        ("2023-10-01", ("year", "2567"), "R826"),
        ("2023-10-01", ("year", "2022"), "R823"),
    ],
)
def test_what_cannot_be_closed(small_fund: Path, day: str, args: Iterable[str], code: str) -> None:
    before = digest(small_fund)
    result = at(day, small_fund, "close", *args)
    assert result.exit_code == 1
    assert codes(result) == [code]
    assert digest(small_fund) == before


@pytest.mark.parametrize("typed", ["ปีที่แล้ว", "2022-13", "2022-10-01"])
def test_no_month_at_all(small_fund: Path, typed: str) -> None:
    result = at("2022-12-01", small_fund, "close", "month", typed)
    assert result.exit_code == 2
    assert codes(result)


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("close", "month", "2023-09"), "R821"),
        (("close", "year", "2566"), "R821"),
        (("close", "year"), "R825"),
        (("close", "month", "2023-11"), "R822"),
        (("reopen", "2023-10"), "R827"),
        (("reopen", "2023-09"), "R829"),  # its year first
        (("reopen", "2022-10"), "R830"),
        (("reopen", "2567"), "R827"),
    ],
)
def test_in_a_closed_year(year: Path, args: tuple[str, ...], code: str) -> None:
    before = digest(year)
    if args[0] == "reopen":
        args = (*args, "--resolution", "2/2566-1", "--reason", "แก้ยอด", "--by", "K04")
    result = at("2024-10-01", year, *args)
    assert result.exit_code == 1
    assert codes(result) == [code]
    assert digest(year) == before


def test_the_next_year_waits_for_the_close_of_the_year(year: Path) -> None:
    who = ("--resolution", "2/2566-1", "--reason", "แก้ยอด", "--by", "K04")
    done(at("2023-11-01", year, "reopen", "2566", *who))
    refused = at("2023-11-01", year, "close", "month", "2023-10")
    assert codes(refused) == ["R824"]
    done(at("2023-11-01", year, "close", "year"))
    done(at("2023-11-01", year, "close", "month", "--with-open-points"))


def test_the_open_month_alone_seals_what_the_whole_books_seal(year: Path, tmp_path: Path) -> None:
    for day, number in (("2023-10-03", "0001"), ("2023-10-05", "0005")):
        done(at(day, year, "collect", number, "365", "--date", day))
    other = shutil.copytree(year, tmp_path / "other")
    assert tail.load(year) is not None
    done(at("2023-11-01", year, "close", "month", "--with-open-points"))
    assert close_through(other, date(2023, 10, 31)) == ["2023-10"]
    assert files_of(year) == files_of(other)


def test_errors_are_in_the_way(small_fund: Path) -> None:
    journal = small_fund / "journal" / "2022-11.beancount"
    text = journal.read_text(encoding="utf-8")
    journal.write_text(text.replace('member: "0002"', 'member: "9002"', 1), encoding="utf-8")
    before = digest(small_fund)
    result = at("2022-12-01", small_fund, "close", "month", "--with-open-points")
    assert codes(result)[-1] == "R833"
    assert "stop: errors in the books" in result.output
    assert digest(small_fund) == before


def test_a_bank_balance_that_nothing_explains_is_in_the_way(small_fund: Path) -> None:
    statement = small_fund / "bank" / "1111" / "2022-10.csv"
    statement.write_text(statement.read_text().replace("20380.00", "20390.00"))
    result = at("2022-12-01", small_fund, "close", "month", "--with-open-points")
    assert codes(result) == ["R833"]
    assert "stop: bank and books differ by 10.00 baht" in result.output
    assert not (small_fund / "closings").exists()


@pytest.mark.parametrize("name", ["notes.txt", "2022-10/figures.json", "2022-11/manifest.json"])
def test_strays_among_the_closings(small_fund: Path, name: str) -> None:
    stray = small_fund / "closings" / name
    stray.parent.mkdir(parents=True)
    stray.write_text("{}\n")
    result = at("2022-12-01", small_fund, "close", "month", "--with-open-points")
    assert codes(result) == ["R831"]
    assert f"closings/{name.partition('/')[0]}" in result.output


def test_what_systems_leave_behind_is_no_stray(small_fund: Path) -> None:
    (small_fund / "closings").mkdir()
    (small_fund / "closings" / "Thumbs.db").write_bytes(b"\0")
    done(at("2022-12-01", small_fund, "close", "month", "--with-open-points"))


def test_disk_full_seals_nothing(small_fund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_of(small_fund)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "_write", full)
        result = at("2022-12-01", small_fund, "close", "month", "--with-open-points")
    assert codes(result) == ["F203"]
    assert files_of(small_fund) == before
    done(at("2022-12-01", small_fund, "close", "month", "--with-open-points"))


# --- killed --------------------------------------------------------------------------------------


@needs_fork
def test_killed_while_closing_and_reopening(
    small_fund: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_fsync", lambda file: None)
    open_ = shutil.copytree(small_fund, tmp_path / "open")
    (open_ / seals.KEY).write_bytes(b"0123\n")
    shutil.rmtree(small_fund)

    def fresh(folder: Path) -> None:
        shutil.rmtree(small_fund, ignore_errors=True)
        shutil.copytree(folder, small_fund)

    book = books.load(open_)
    book = Book(small_fund, book.entries, book.errors, book.options)
    items = checklist.items(Book(open_, book.entries, book.errors, book.options), OCTOBER)
    package = closing.month_package(book, OCTOBER, items)

    def close() -> None:
        with writing.lock(small_fund):
            closing.close(book, OCTOBER, "month", package, entered=date(2022, 11, 5), by="K04")

    def reopen() -> None:
        with writing.lock(small_fund):
            [closed] = seals.closings(small_fund)
            day = date(2022, 11, 6)
            closing.reopen(book, closed, entered=day, by="K04", resolution="2/2566-1", reason="x")

    fresh(open_)
    close()
    closed = shutil.copytree(small_fund, tmp_path / "closed")
    for start, job in ((open_, close), (closed, reopen)):
        before = files_of(start)
        fresh(start)
        calls = calls_of(job)
        after = files_of(small_fund)
        found = set()
        for n in range(1, len(calls) + 1, max(len(calls) // 10, 1)):
            fresh(start)
            assert in_child(n, "before", job) == KILLED, n
            settled(small_fund)
            state = files_of(small_fund)
            assert state in (before, after), (n, calls[n - 1])
            found.add(state == after)
        assert found == {True, False}


# --- taken back ----------------------------------------------------------------------------------


def test_reopened_corrected_and_closed_again(small_fund: Path) -> None:
    for _ in range(2):
        done(at("2022-12-05", small_fund, "close", "month", "--with-open-points"))
    first = seals.closings(small_fund)[-1]
    assert first.period == "2022-11"
    who = ("--by", "K04", "--resolution", "2/2566-1", "--reason")
    before = digest(small_fund)
    assert codes(at("2022-12-06", small_fund, "reopen", "2022-10", *who, "x")) == ["R830"]
    named = at("2022-12-06", small_fund, "reopen", "2022-11", *who, "คำปัน สมมติรัตน์ ขอแก้")
    assert codes(named) == ["E303"]
    unknown = ("--by", "K04", "--resolution", "9/2566-9", "--reason", "x")
    assert codes(at("2022-12-06", small_fund, "reopen", "2022-11", *unknown)) == ["R836"]
    assert digest(small_fund) == before
    result = done(at("2022-12-06", small_fund, "reopen", "พ.ย. 65", *who, "ลืมลงใบเสร็จ"))
    assert f"its code {first.code} is void" in result.output
    assert "Recall every sheet of 2022-11" in result.output
    kept = small_fund / "closings" / "2022-11.reopened-1"
    assert not (small_fund / "closings" / "2022-11").exists()
    assert {path.name for path in kept.iterdir()} >= {"manifest.json", "closing.beancount"}
    for name in (books.MAIN, books.ALL):
        lines = main_files.included((small_fund / name).read_bytes())
        assert "closings/2022-11.reopened-1/reopening.beancount" in lines
        assert not [
            line for line in lines if line.startswith("closings/2022-11") and "closing.b" in line
        ]
    main, _ = sound(small_fund)
    assert loaded_until(main) == OCTOBER.last
    paid = ("--by", "M02", "--date", "2022-11-04", "--receipt", "02-66-0003")
    done(at("2022-12-06", small_fund, "collect", "0004", "30", *paid))
    done(at("2022-12-07", small_fund, "close", "month", "--with-open-points"))
    chain = seals.closings(small_fund)
    assert [(link.period, link.kind) for link in chain] == [
        ("2022-10", "month"),
        ("2022-11", "reopened"),
        ("2022-11", "reopening"),
        ("2022-11", "month"),
    ]
    assert chain[-1].code != first.code
    sound(small_fund)
    done(at("2022-12-08", small_fund, "reopen", "2022-11", *WHO))
    assert (small_fund / "closings" / "2022-11.reopened-2").is_dir()
    done(at("2022-12-08", small_fund, "reopen", "2022-10", *WHO))
    main, _ = sound(small_fund)
    assert loaded_until(main) is None


WHO = ("--by", "K04", "--resolution", "2/2566-1", "--reason", "ตามมติ")


# --- audit, adoption, lock -----------------------------------------------------------------------


AUDITOR = ("--role", "auditor", "--from", "2023-10-01", "--until", "2026-09-30")


def sign(fund: Path, day: str, *args: str) -> Result:
    return at(day, fund, "sign", *args)


def adopt(fund: Path, year: str, day: str) -> None:
    """The auditor's report and the general meeting of one day."""
    number = f"G/{year}"
    resolved = ("--resolution", f"{number}-1", "รับรองงบ")
    meeting = ("meeting", number, "--type", "general", "--attendees", "5", *resolved)
    done(at(day, fund, *meeting, "--date", day))
    report = ("--date", day, "--by", "A01", "--opinion", "unqualified")
    done(sign(fund, day, "audit", year, *report))
    result = done(sign(fund, day, "adoption", year, "--date", day, "--resolution", f"{number}-1"))
    assert f"fiscal year {year} is locked for good" in result.output


def test_the_life_of_a_fund(year: Path) -> None:
    """Two years: kept, closed, audited, adopted; then the books begin with the second."""
    done(at("2023-10-02", year, "officer", "add", "A01", "--name", "วีระ สมมติวีระ", *AUDITOR))
    # The new year is kept and closed before the old one is locked.
    done(at("2023-10-03", year, "collect", "0005", "365", "--date", "2023-10-03"))
    done(at("2023-11-02", year, "close", "month", "--with-open-points"))
    assert [link.period for link in seals.closings(year)][-2:] == ["2566", "2023-10"]
    lines = main_files.included((year / books.MAIN).read_bytes())
    adopt(year, "2566", "2023-12-20")
    # The first year has the books' own opening: nothing to load differently.
    assert main_files.included((year / books.MAIN).read_bytes()) == lines
    assert codes(at("2023-12-21", year, "reopen", "2566", *WHO)) == ["R828"]
    close_through(year, date(2024, 9, 30))
    adopt(year, "2567", "2024-10-01")
    main, whole = sound(year)
    lines = main_files.included((year / books.MAIN).read_bytes())
    assert "closings/2566/opening.beancount" in lines
    assert not [line for line in lines if re.match(r"opening|journal/202[23]-0|journal/2022", line)]
    assert len(main.entries) < len(whole.entries)
    assert "closings/2566/opening.beancount" not in main_files.included(
        (year / books.ALL).read_bytes()
    )
    second = calendars.fiscal_year_period(2567, 10)
    for period in (second, calendars.month_period("2023-10"), calendars.month_period("2024-09")):
        assert figures.figures(main, period) == figures.figures(whole, period)
    # No closing entry empties the statement of income: Fava shows what came in.
    moved = figures.movements(main, second.first, second.last)
    assert moved[books.CONTRIBUTIONS].net == Decimal("-365.00")
    assert codes(at("2024-10-01", year, "reopen", "2567", *WHO)) == ["R828"]
    # And on it goes.
    done(at("2024-10-02", year, "collect", "0002", "30", "--date", "2024-10-02"))
    done(at("2024-11-01", year, "close", "month", "--with-open-points"))
    sound(year)
    again = sign(
        year, "2024-10-01", "adoption", "2567", "--date", "2024-10-01", "--resolution", "G/2567-1"
    )
    assert "nothing to write" in again.output


def test_no_audit_before_the_close_and_no_adoption_before_the_audit(
    small_fund: Path, year: Path
) -> None:
    done(at("2023-10-02", year, "officer", "add", "A01", "--name", "วีระ สมมติวีระ", *AUDITOR))
    report = ("--by", "A01", "--opinion", "unqualified", "--date")
    passed = ("--resolution", "2/2566-1", "--date")
    assert codes(sign(small_fund, "2024-01-10", "audit", "2566", *report, "2023-12-01")) == ["R837"]
    assert codes(sign(small_fund, "2024-01-10", "adoption", "2566", *passed, "2023-12-01")) == [
        "R837"
    ]
    before = digest(year)
    assert codes(sign(year, "2024-01-10", "audit", "2567", *report, "2024-01-10")) == ["R837"]
    assert codes(sign(year, "2024-01-10", "audit", "2566", *report, "2023-09-30")) == ["R838"]
    assert codes(sign(year, "2024-01-10", "adoption", "2566", *passed, "2023-12-01")) == ["R839"]
    assert digest(year) == before
    done(sign(year, "2024-01-10", "audit", "2566", *report, "2023-12-02"))
    early = sign(year, "2024-01-10", "adoption", "2566", *passed, "2023-12-01")
    assert codes(early) == ["R839"]  # the day before the report
    committee = sign(year, "2024-01-10", "adoption", "2566", *passed, "2023-12-02")
    assert codes(committee) == ["R840"]


def test_only_an_auditor_signs_and_once(year: Path) -> None:
    done(at("2023-10-02", year, "officer", "add", "A01", "--name", "วีระ สมมติวีระ", *AUDITOR))
    report = ("--opinion", "unqualified", "--date")
    before = digest(year)
    for person, day in (("K04", "2023-12-01"), ("K01", "2023-12-01"), ("K99", "2023-12-01")):
        wrong = sign(year, "2024-01-10", "audit", "2566", "--by", person, *report, day)
        assert codes(wrong) == ["R843"]
    assert digest(year) == before
    signed = ("audit", "2566", "--by", "A01", *report)
    done(sign(year, "2024-01-10", *signed, "2023-12-01"))
    after = digest(year)
    assert "nothing to write" in done(sign(year, "2024-01-10", *signed, "2023-12-01")).output
    assert codes(sign(year, "2024-01-10", *signed, "2023-12-02")) == ["R844"]
    assert digest(year) == after
    # Reopened, corrected and closed again: audited again.
    done(at("2024-01-11", year, "reopen", "2566", *WHO))
    done(at("2024-01-11", year, "close", "year"))
    done(sign(year, "2024-01-12", *signed, "2024-01-12"))


def test_years_are_adopted_in_order(year: Path) -> None:
    done(at("2023-10-02", year, "officer", "add", "A01", "--name", "วีระ สมมติวีระ", *AUDITOR))
    close_through(year, date(2024, 9, 30))
    words = ("--type", "general", "--attendees", "5", "--resolution", "G-1", "รับรองงบ")
    done(at("2024-10-05", year, "meeting", "G", "--date", "2024-10-05", *words))
    for each in ("2566", "2567"):
        report = ("--date", "2024-10-05", "--by", "A01", "--opinion", "qualified")
        done(sign(year, "2024-10-05", "audit", each, *report))
    adoption = ("--date", "2024-10-05", "--resolution", "G-1")
    assert codes(sign(year, "2024-10-05", "adoption", "2567", *adoption)) == ["R841"]
    done(sign(year, "2024-10-05", "adoption", "2566", *adoption))
    (year / "closings" / "2566" / "opening.beancount").unlink()
    before = digest(year)
    assert codes(sign(year, "2024-10-05", "adoption", "2567", *adoption)) == ["R842"]
    assert digest(year) == before


# --- the lines of the checklist ------------------------------------------------------------------


def state(book: Book, key: str, *new: Directive, period: calendars.Period = OCTOBER) -> str:
    """The state of one line, with more entries in the books."""
    found = checklist.items(books.with_entries(book, new), period)
    return next(item.state for item in found if item.key == key)


def counted(day: date, amount: str) -> Directive:
    facts = {"by": "K04", "witness": "K01"}
    return custom(day, ("cash-count",), [books.CASH, baht(Decimal(amount))], **facts)


@pytest.mark.parametrize(
    ("day", "amount", "expected"),
    [
        (date(2022, 10, 27), "5085.00", "todo"),  # too early
        (date(2022, 10, 28), "5085.00", "done"),
        (date(2022, 10, 31), "5085.00", "done"),
        (date(2022, 10, 31), "5084.75", "todo"),
        (date(2022, 11, 10), "5145.00", "done"),  # as the books say that day
        (date(2022, 11, 11), "5145.00", "todo"),
    ],
)
def test_cash_is_counted_at_the_months_end(
    small_book: Book, day: date, amount: str, expected: str
) -> None:
    assert state(small_book, "cash", counted(day, amount)) == expected


def collected(day: date, receipt: str = "01-66-0099") -> Directive:
    own = {"member": "0001", "receipt": receipt, "months": "2022-10"}
    lines = [
        ("Assets:Collectors:Moo01", Decimal("30.00"), {}),
        (books.CONTRIBUTIONS, Decimal("-30.00"), own),
    ]
    return transaction(day, "ใบเก็บเงิน", lines, kind="collection", by="M01")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 10, 24), "look"),  # seven days to hand it over, the last of them the 31st
        (date(2022, 10, 23), "todo"),
        (date(2022, 11, 1), "done"),  # of the next month
    ],
)
def test_collectors_hand_over_in_time(small_book: Book, day: date, expected: str) -> None:
    assert state(small_book, "custody", collected(day, "01-66-0005")) == expected


def test_a_number_not_seen_is_asked_for(small_book: Book) -> None:
    gap = collected(date(2022, 10, 20), "01-66-0006")  # 0005 is of November
    assert state(small_book, "receipts") == "done"
    seen = {"by": "M01"}
    asked = custom(date(2022, 10, 20), ("receipt", "outstanding"), ["01-66-0008"], **seen)
    assert state(small_book, "receipts", asked) == "todo"
    lost = custom(date(2022, 11, 2), ("receipt", "missing"), ["01-66-0008"], reason="หาย", **seen)
    assert state(small_book, "receipts", asked, lost) in ("done", "look")
    void = custom(date(2022, 11, 2), ("receipt", "void"), ["01-66-0008"], reason="เสีย", **seen)
    assert state(small_book, "receipts", asked, void) == "done"
    assert gap


def test_sheets_statements_and_claims(small_book: Book) -> None:
    assert state(small_book, "sheets") == "done"
    assert state(small_book, "sheets", period=NOVEMBER) == "todo"
    assert state(small_book, "statement") == "done"
    assert state(small_book, "statement", period=NOVEMBER) == "look"  # no money moved there
    deposit = transaction(
        date(2022, 11, 9),
        "ฝาก",
        [(books.CASH, Decimal("-100.00"), {}), (books.SAVINGS, Decimal("100.00"), {})],
        kind="deposit",
        by="K04",
        doc="RP66-0077",
    )
    assert state(small_book, "statement", deposit, period=NOVEMBER) == "todo"
    assert state(small_book, "bank", deposit, period=NOVEMBER) == "look"  # under way
    assert state(small_book, "claims", period=NOVEMBER) == "done"


def test_what_main_begins_with_is_text_only() -> None:
    text = b"""option "title" "x"
; a remark
include "accounts.beancount"
include "journal/2022-10.beancount"
include "opening.beancount"
include "closings/2022-10/closing.beancount"
include "closings/2566/closing.beancount"
include "closings/2565/opening.beancount"
include "closings/2023-08.reopened-1/reopening.beancount"
include "journal/2023-10.beancount"
include "closings/2023-10/closing.beancount"
"""
    assert main_files.from_year(text, 2567, 10).decode() == (
        'option "title" "x"\n; a remark\ninclude "accounts.beancount"\n'
        'include "journal/2023-10.beancount"\ninclude "closings/2023-10/closing.beancount"\n'
        'include "closings/2566/opening.beancount"\n'
    )
    assert main_files.changed(b'include "a.beancount"', ["b.beancount", "a.beancount"]) == (
        b'include "a.beancount"\ninclude "b.beancount"\n'
    )


def test_a_year_that_does_not_tie_to_its_months(year: Path) -> None:
    done(at("2023-11-01", year, "reopen", "2566", *WHO))
    path = year / "closings" / "2023-02" / "figures.json"
    path.write_text(
        path.read_text().replace('"receipts_total": "0.00"', '"receipts_total": "1.00"')
    )
    book = books.load(year)
    with pytest.raises(Refused) as refused:
        closing.year_package(book, calendars.fiscal_year_period(2566, 10), year)
    assert [item.code for item in refused.value.findings] == ["R832"]
