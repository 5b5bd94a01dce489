"""The books of a locked fund begin with the last locked year: what they say is as from all of them.

Each command is given to two copies of a fund. One is as the lock left it; in the other
`main.beancount` includes what `all.beancount` does. Both must say and write the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from click.testing import Result
from conftest import LEDGER
from conftest import codes
from conftest import files_of
from conftest import lay_papers
from fava.application import create_app

import cli
from reports import closing
from reports import figures
from reports.ask import Ask
from reports.documents import DOCUMENTS
from reports.documents import Spec
from reports.render import html
from rules import carry
from rules import plugin
from welfare import books
from welfare import calendars
from welfare import counter
from welfare import main_files
from welfare import records
from welfare import register
from welfare import shell
from welfare.books import Book
from welfare.calendars import Period
from welfare.years import adoption
from welfare.years import audit

Run = Callable[..., Result]

YEAR = calendars.fiscal_year_period(2567, 10)
PRIOR = calendars.fiscal_year_period(2566, 10)


def at(fund: Path, day: str, *args: object) -> Result:
    """One command on a day; none may end in a traceback."""
    words = ["--today", day, "--lang", "en", "--fund", str(fund), *map(str, args)]
    result = CliRunner().invoke(cli.main, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def done(result: Result) -> Result:
    """A command that did what was asked."""
    assert result.exit_code == 0, result.output
    return result


class Pair(NamedTuple):
    """A locked fund, and its copy whose main file loads everything."""

    fund: Path
    whole: Path

    def same(self, day: str, command: str) -> Result:
        """One command to both; both say the same."""
        one, other = (at(folder, day, *command.split()) for folder in self)
        said = [
            result.output.replace(str(folder), "")
            for folder, result in zip(self, (one, other), strict=True)
        ]
        assert said[0] == said[1], command
        assert one.exit_code == other.exit_code
        return one

    def written(self) -> list[str]:
        """The files in which both differ; of main that is known."""
        one, other = files_of(self.fund), files_of(self.whole)
        return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]

    def errors(self) -> list[list[str]]:
        """What is wrong with main, with all, and with the copy, as Beancount's tools show it."""
        told = []
        for folder, whole in ((self.fund, False), (self.fund, True), (self.whole, False)):
            book = books.load(folder, whole=whole)
            told.append([f"{error.source['lineno']} {error.message}" for error in book.errors])
        return told


CLEAN: list[list[str]] = [[], [], []]


def pair(fund: Path, folder: Path) -> Pair:
    """A fund that may be changed, and its copy that loads everything."""
    found = Pair(shutil.copytree(fund, folder / "main"), shutil.copytree(fund, folder / "all"))
    main, every = (found.whole / name for name in (books.MAIN, books.ALL))
    wanted = main_files.included(every.read_bytes())
    gone = set(main_files.included(main.read_bytes())) - set(wanted)
    main.write_bytes(main_files.changed(main.read_bytes(), wanted, gone))
    return found


def lock(fund: Path, day: date, *years: int) -> None:
    """The auditor's reports on years that are closed, and the general meeting that adopts them."""
    passed = [{"number": f"G/{year}", "text": "รับรองงบ", "refs": ""} for year in years]
    with records.session(fund) as loaded:
        book = loaded

        def keep(batch: records.Batch) -> Book:
            plan = records.plan(book, batch)
            records.commit(plan)
            return books.with_entries(book, plan.new)

        book = keep(
            counter.meeting(
                "G", day, day, type_="general", attendees=60, size=None, resolutions=passed
            )
        )
        for year in map(str, years):
            book = keep(audit(book, year, day, day, by="A01", opinion="qualified", text=""))
            book = keep(adoption(book, year, day, day, f"G/{year}"))


# --- the sample: two years locked ----------------------------------------------------------------


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample fund with both of its years locked; not to be changed."""
    fund = tmp_path_factory.mktemp("locked") / "fund"
    shutil.copytree(LEDGER, fund)
    lock(fund, date(2024, 10, 5), 2566, 2567)
    return fund


@pytest.fixture(scope="module")
def main(locked: Path) -> Book:
    """What the locked sample's `main.beancount` loads."""
    return books.load(locked)


@pytest.fixture(scope="module")
def whole(locked: Path) -> Book:
    """What its `all.beancount` loads."""
    return books.load(locked, whole=True)


def test_both_are_clean_and_say_the_same(main: Book, whole: Book) -> None:
    assert [error.message for error in (*main.errors, *whole.errors)] == []
    assert (main.carried, whole.carried) == (PRIOR.last, None)
    assert len(main.entries) < len(whole.entries)
    for period in (YEAR, calendars.month_period("2023-10"), calendars.month_period("2024-09")):
        assert figures.figures(main, period) == figures.figures(whole, period)


def test_fava_shows_the_locked_year(locked: Path) -> None:
    """The lock leaves income and expense where they were: the statement of income is not empty."""
    app = create_app([str(locked / books.MAIN)], load=True, read_only=True)
    client = app.test_client()
    slug = next(slug for slug, _ in app.config["LEDGERS"].ledgers_by_slug.items())
    assert client.get(f"/{slug}/api/errors").get_json()["data"] == []
    for page in ("income_statement", "balance_sheet"):
        assert client.get(f"/{slug}/{page}/").status_code == 200
    asked = "income_statement?time=2023-10-01+-+2024-09-30"
    income, _, expenses = client.get(f"/{slug}/api/{asked}").get_json()["data"]["trees"]
    assert income["balance_children"] == {"THB": -254284.66}
    assert expenses["balance_children"] == {"THB": 200093.75}


MONTHS = [calendars.month_period(month) for month in ("2023-10", "2023-11", "2024-09")]
DAYS = [Period(day, day, day.isoformat()) for day in (YEAR.first, YEAR.last)]
PERIODS: dict[str, list[Period | None]] = {
    "month": [*MONTHS],
    "year": [YEAR],
    "day": [*DAYS],
    "number": [MONTHS[2]],
    "none": [None],
}
#: What tells of the time before its period, and so is built from the whole books.
BACK = {"annual", "passbook", "status-return", "matching-proposal"}


@pytest.mark.parametrize("spec", DOCUMENTS.values(), ids=lambda spec: spec.id)
def test_documents_have_the_same_pages(spec: Spec, main: Book, whole: Book) -> None:
    people = register.load(main.folder)
    for period in PERIODS[spec.periods]:
        ask = Ask(date(2024, 10, 5), period, "th", people=people)
        back = spec.id in BACK or (spec.id == "monthly" and period == MONTHS[0])
        assert spec.reaches_back(main, ask) == back
        assert not spec.reaches_back(whole, ask)
        if not back:
            assert html.render(spec.build(main, ask)) == html.render(spec.build(whole, ask))


@pytest.mark.parametrize(
    ("document", "asked", "back"),
    [
        ("monthly", {"period": calendars.month_period("2023-09")}, True),
        ("control-sheet", {"period": PRIOR}, True),
        ("member-register", {"period": Period(PRIOR.last, PRIOR.last, "")}, True),
        ("receipt", {"number": "01-66-0001"}, True),
        ("receipt", {"number": "01-67-0001"}, False),
        ("receipt", {"member": "0001"}, True),
        ("voucher", {"number": "PV66-0001"}, True),
        ("voucher", {"number": "PV67-0001"}, False),
        ("claim", {"number": "C66-0001"}, True),
    ],
)
def test_documents_of_before_are_of_the_whole_books(
    document: str, asked: dict[str, Any], back: bool, main: Book
) -> None:
    ask = Ask(date(2024, 10, 5), **{"period": None, **asked})
    assert DOCUMENTS[document].reaches_back(main, ask) == back


#: What the sample's treasurer does after the lock.
KEPT = """
claim file 119 hospital --event 2023-09-10 --until 2023-09-13 --evidence id-copy
close month --with-open-points
"""


def test_the_sample_goes_on(locked: Path, tmp_path: Path) -> None:
    both = pair(locked, tmp_path)
    for command in KEPT.strip().splitlines():
        done(both.same("2024-11-02", command))
    assert both.written() == [books.MAIN]
    assert both.errors() == CLEAN


# --- a small fund: three years locked ------------------------------------------------------------


@pytest.fixture(scope="module")
def old_once(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The small fund with 2566 to 2568 locked; not to be changed.

    Its main file begins in October 2567, and of the time before October 2566 nothing is in sight.
    A birth may be claimed within five years.
    """
    folder = tmp_path_factory.mktemp("old")
    fund = folder / "fund"
    done(run("import", lay_papers(folder / "papers"), "--bylaws", "sample", fund=fund))
    bylaws = fund / "bylaws.beancount"
    text, birth, rest = bylaws.read_text("utf-8").partition('"benefit" "birth"')
    rest = rest.replace('claim-within: "90 days"', 'claim-within: "5 years"', 1)
    bylaws.write_text(text + birth + rest, "utf-8")
    term = ("--role", "auditor", "--from", "2023-10-01", "--until", "2029-09-30")
    done(at(fund, "2023-10-02", "officer", "add", "A01", "--name", "วีระ สมมติวีระ", *term))
    for year in (2023, 2024):
        done(at(fund, f"{year}-10-03", "collect", "0005", "365"))
    with records.session(fund) as book:
        closing.close_history(book, date(2025, 9, 30))
    lock(fund, date(2025, 10, 2), 2566, 2567, 2568)
    return fund


@pytest.fixture
def old(old_once: Path, tmp_path: Path) -> Pair:
    """A copy of the small old fund, and its copy that loads everything."""
    return pair(old_once, tmp_path)


DAY = "2025-10-10"
PAPERS = "--evidence claim-form,id-copy,birth-cert --children 1"
#: What a claim about an event of three years ago goes through; the second was paid then.
CLAIMED = f"""
claim file 5 birth --event 2023-03-01 {PAPERS}
claim file 1 birth --event 2022-10-19 {PAPERS}
claim check
meeting 1/2569 --type committee --attendees 12 --date {DAY} --resolution 1/2569-1 มติ
claim approve C69-0001 --resolution 1/2569-1
claim pay C69-0001 --from cash
"""
#: What is asked afterwards.
SHOWN = """
check
status
claim show C69-0001
claim list
member show 6
decisions --csv
members --status --csv
matching 2566 --csv
matching 2569 --csv
claim due elderly --on 2023-04-01
figures 2568-10 --json
figures 2565-11 --json
explain monthly 2565-11 --list
verify --all
"""


def test_claims_about_what_is_out_of_sight(old: Pair) -> None:
    """They are judged by the whole books, in the commands as in Beancount's tools and in Fava."""
    assert old.errors() == CLEAN
    for command in CLAIMED.strip().splitlines():
        done(old.same(DAY, command))
    refused = old.same(DAY, "claim approve C69-0002 --resolution 1/2569-1")
    assert "repeats claim C66-0001" in refused.output
    assert carry.beyond(books.load(old.fund))
    assert old.errors() == CLEAN
    for command in SHOWN.strip().splitlines():
        old.same(DAY, command)
    for folder in old:
        done(at(folder, DAY, "verify"))
    old.same("2025-11-02", "collect 5 365 --date 2025-11-02")
    done(old.same("2025-11-02", "close month --with-open-points"))
    done(old.same("2025-11-02", "check"))
    assert old.written() == [books.MAIN]
    assert old.errors() == CLEAN


def test_what_is_wrong_out_of_sight_is_found(old: Pair) -> None:
    """Neither accepted because nobody can tell, nor told wrong because of it."""
    for command in CLAIMED.strip().splitlines():
        done(old.same(DAY, command))
    for folder in old:
        journal = folder / "journal" / "2025-10.beancount"
        text = journal.read_text("utf-8")
        journal.write_text(text.replace("700.00 THB", "900.00 THB"), "utf-8")
    wrong = old.errors()
    assert wrong[0] == wrong[1] == wrong[2]
    assert ["E702" in message for message in wrong[0]] == [True]
    refused = old.same(DAY, "close month")
    assert codes(refused)[-1] == "R820"  # the month is not over
    assert codes(old.same("2025-11-02", "close month --with-open-points"))[-1] == "R833"
    # Without the whole books it is told that they are needed, of the claim and nothing else.
    (old.fund / books.ALL).unlink()
    told = plugin.findings(books.load(old.fund))
    assert {item.code for item in told if item.code > "E5"} == {"R852"}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("reverse 01-66-0001 --reason ผิดคน --by K04 --to-member 2", ""),
        ("reverse 00-67-0001 --reason ผิดคน --by K04 --to-member 2", ""),
        ("reverse PV66-0001 --reason ผิด --by K04", ""),
        ("reverse PV66-0099 --reason ผิด --by K04", "R103"),
        ("receipt void 01-66-0002 --reason เสีย --by M01", "E5"),
        ("collect 2 30 --receipt 01-66-0002 --by M01", "R201"),
        ("collect 2 30 --receipt 01-66-0002 --by M01 --date 2022-10-03", "R201"),
        ("claim pay C66-0001 --from cash", "R"),
        ("claim show C66-0001", ""),
        ("member change 1 --birth 1981-02-09 --by K04", ""),
        ("member show 1 --on 2022-12-01", ""),
        ("irregularity record OTHER C66-0001 --amount 10 --by K04", ""),
        ("matching 2566 --record", "E8"),
    ],
)
def test_papers_out_of_sight(old: Pair, command: str, expected: str) -> None:
    result = old.same(DAY, command)
    found = [code for code in codes(result) if not code.startswith("W")]
    assert [code[: len(expected)] for code in found[-1:]] == [expected][: bool(expected)]
    assert old.written() == [books.MAIN]
    assert old.errors() == CLEAN


def test_reading_everything_is_announced_where_it_takes_long(
    old: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "reading the books of all years"
    assert words not in at(old.fund, DAY, "decisions", "--csv").output
    monkeypatch.setattr(shell, "_LONG", 1)
    assert words in at(old.fund, DAY, "decisions", "--csv").output
    assert words not in at(old.fund, DAY, "member", "show", "5").output
