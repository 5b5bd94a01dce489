"""An end that becomes known when its month is closed: judged by its day, counted when told of."""

from __future__ import annotations

import shutil
from datetime import date
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Run
from conftest import codes
from conftest import digest
from conftest import set_cell
from presets.world import benefit_paid
from presets.world import build
from presets.world import claim
from presets.world import ended
from presets.world import joined
from presets.world import paid
from presets.world import pays
from presets.world import refuses
from presets.world import reinstated
from presets.world import stay
from presets.world import verdict
from test_carry import resumed
from test_closing import at
from test_closing import close_through
from test_closing import done

from reports import annual
from reports import figures
from reports import verifying
from rules import alerts
from rules import carry
from rules import decision
from rules import guards
from rules import payments
from rules.membership import Members
from welfare import books
from welfare import calendars
from welfare import seals
from welfare.books import Book

DAY = timedelta(days=1)
#: Paid to September 2013: October to December unpaid are the lapse of 1 January 2014.
LEDGER = joined("0001", "2012-01-20") + joined("0002", "2012-01-20")
LEDGER += paid("0001", "2012-02-03", 600) + paid("0002", "2012-02-03", 3600)


def late(on: str, dated: str = "2013-11-01", reason: str = "death") -> str:
    """An end of member 0001 on a day of closed books."""
    return f"{ended('0001', dated, reason)}  on: {on}\n"


def moved(book: Book, month: str) -> dict[str, int]:
    """The movements of members of a month that are not zero."""
    found = figures.member_movement(book, calendars.month_period(month))
    return {key: count for key, count in found.items() if count}


# --- the day that counts -------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2013-10-01", "2013-10-28", "2013-10-31"])
def test_who_died_is_no_member_from_that_day(day: str) -> None:
    book = build("b3", LEDGER + late(day))
    died = date.fromisoformat(day)
    members = Members(book)
    judged, told = members.of("0001"), members.as_told.of("0001")
    assert judged is not None
    assert told is not None
    assert (book.members["0001"].ended, book.members["0001"].told) == (died, date(2013, 11, 1))
    assert [judged.status(one) for one in (died - DAY, died)] == ["member", "death"]
    assert [told.status(one) for one in (date(2013, 10, 31), date(2013, 11, 1))] == [
        "member",
        "death",
    ]
    assert members.as_told.as_told is members.as_told
    assert members.as_told.of("0002") is members.of("0002")
    assert members.as_told.of("0009") is None


def test_the_closed_month_stays_and_the_month_told_counts() -> None:
    book, before = build("b3", LEDGER + late("2013-10-28")), build("b3", LEDGER)
    assert moved(book, "2013-10") == moved(before, "2013-10") == {"opening": 2, "closing": 2}
    assert moved(book, "2013-11") == {"opening": 2, "died": 1, "closing": 1}
    assert moved(book, "2013-12") == {"opening": 1, "closing": 1}
    for month, current in (("2013-10", 2), ("2013-11", 1)):
        table = annual.member_table(Members(book), calendars.month_period(month).last)
        assert table["current"]["total"] == current


@pytest.mark.parametrize(
    ("day", "dated", "status", "counted"),
    [
        # January is closed, and in it the lapse of its first day was counted.
        ("2013-12-31", "2014-02-01", "death", ""),
        ("2014-01-01", "2014-02-01", "lapse", ""),
        ("2014-01-02", "2014-02-01", "lapse", ""),
        # December is closed alone: nobody has counted the lapse yet.
        ("2013-12-31", "2014-01-01", "death", "died"),
        ("2013-12-30", "2014-01-02", "death", "lapsed"),
    ],
)
def test_a_death_before_the_lapse_wins(day: str, dated: str, status: str, counted: str) -> None:
    book = build("b3", LEDGER + late(day, dated))
    history = Members(book).of("0001")
    assert history is not None
    assert history.status(date(2014, 3, 1)) == status
    told = moved(book, dated[:7])
    assert {key for key in told if key not in ("opening", "closing")} == ({counted} - {""})
    assert moved(book, "2014-02")["closing"] == 1


def test_who_moved_away_counts_out_when_the_bylaws_say() -> None:
    """b3: membership ends a year after moving, long after it was told of."""
    book = build("b3", LEDGER.replace("600.00", "3600.00") + late("2013-10-28", reason="moved"))
    assert "moved" not in moved(book, "2013-11")
    assert moved(book, "2014-10")["moved"] == 1


def test_nobody_comes_back_after_an_end_that_was_not_known() -> None:
    ledger = LEDGER.replace("600.00", "570.00") + reinstated("0001", "2013-12-05", "2013-12-20")
    book = build("b3", ledger + paid("0001", "2013-12-06", 600) + late("2013-11-28", "2014-01-01"))
    history = Members(book).of("0001")
    assert history is not None
    assert [span.reason for span in history.spans] == ["death"]
    assert moved(book, "2014-01")["closing"] == 1


# --- what is judged by it ------------------------------------------------------------------------


def test_the_benefit_of_the_death_and_what_came_after_it() -> None:
    ledger = LEDGER + late("2013-10-28")
    for day, expected in (
        ("2013-10-28", pays(5000)),
        ("2013-10-29", refuses("DEAD")),
    ):
        filed = claim("C1", "0001", "death", day, filed="2013-11-20")
        assert verdict("b3", ledger + filed) == expected
    for day, expected in (
        ("2013-10-27", pays(100)),
        ("2013-10-28", refuses("DEAD")),
    ):
        end = (date.fromisoformat(day) + DAY).isoformat()
        found = stay("C1", "0001", day, end, filed="2013-11-20", certifies="not-paid-elsewhere")
        assert verdict("b3", ledger + found)[1] == expected[1]


def test_what_was_paid_before_it_was_known_is_told_and_no_error() -> None:
    """A contribution and a benefit of days between the death and its being known."""
    ledger = LEDGER + paid("0001", "2013-10-30", 30)
    ledger += claim("C1", "0001", "birth", "2013-10-29", filed="2013-10-29")
    ledger += (
        benefit_paid("C1", "0001", "2013-10-31", 500)
        .replace("Hospital", "Birth")
        .replace('  kind: "benefit"\n', '  kind: "benefit"\n  entered: 2013-10-31\n')
    )
    ledger = ledger.replace("R-2013-10-31", "R-2013-10-30")
    book = build("b3", ledger + late("2013-10-28") + "  entered: 2013-11-01\n")
    assert [one.code for one in guards.check(book, payments.excusable(book))] == []
    found = {(one.code, one.subject) for one in alerts.alerts(book)}
    assert ("CONTRIBUTION_NOT_DUE", "0001") in found
    [later] = payments.later(book)
    assert (later.paid.claim, str(later.due.gross), str(later.then.gross)) == (
        "C1",
        "0.00",
        "500.00",
    )
    assert list(payments.later(build("b3", ledger + late("2013-10-30")))) == []


# --- the books carried ---------------------------------------------------------------------------

CLOSED = date(2013, 10, 31)


def carried_with(ledger: str, more: str, last: date = CLOSED) -> tuple[Book, Book]:
    """The whole books, and those that begin with the state before something more was recorded."""
    book = build("b3", ledger + more)
    return book, resumed(book, carry.carry(build("b3", ledger), last), last)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2013-10-28", ""),
        # The list of 30 September is not recorded: who stands on it was carried.
        ("2013-10-01", ""),
        ("2013-09-30", "R853"),
        # In sight are the twelve months since 1 November 2012.
        ("2012-10-31", "R853"),
    ],
)
def test_an_end_told_after_the_closing(day: str, code: str) -> None:
    book, own = carried_with(LEDGER, late(day))
    assert [one.code for one in carry.beyond(own)] == code.split()
    if code:
        return
    for state in (own, resumed(book, carry.carry(own, date(2014, 3, 31)), date(2014, 3, 31))):
        one, other = Members(book).of("0001"), Members(state).of("0001")
        assert one is not None
        assert other is not None
        assert one.spans == other.spans
        first = calendars.month_of(state.begins)
        for month in calendars.months_between(first, "2014-12"):
            assert moved(state, month) == moved(book, month)
            last = calendars.month_period(month).last
            assert annual.member_table(Members(state), last) == annual.member_table(
                Members(book), last
            )


def test_an_end_that_unmakes_a_verdict_carried() -> None:
    ledger = LEDGER + claim("C1", "0001", "birth", "2013-10-20")
    ledger += benefit_paid("C1", "0001", "2013-10-25", 500).replace("Hospital", "Birth")
    for day, code in (("2013-10-25", ["R853"]), ("2013-10-26", [])):
        _, own = carried_with(ledger, late(day))
        assert [one.code for one in carry.beyond(own)] == code


def test_a_claim_that_waited_over_the_closing() -> None:
    ledger = LEDGER + claim("C1", "0001", "birth", "2013-10-29", filed="2013-10-30")
    book, own = carried_with(ledger, late("2013-10-28"))
    assert carry.beyond(own) == []
    assert decision.decisions(own)["C1"] == decision.decisions(book)["C1"]
    assert decision.decisions(own)["C1"].reason == "DEAD"


# --- at the counter ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shut_once(tmp_path_factory: pytest.TempPathFactory, small_once: Path) -> Path:
    """The small fund with October and November 2022 closed; not to be changed."""
    fund = tmp_path_factory.mktemp("late") / "fund"
    shutil.copytree(small_once, fund)
    assert close_through(fund, date(2022, 11, 30)) == ["2022-10", "2022-11"]
    return fund


@pytest.fixture
def shut(tmp_path: Path, shut_once: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(shut_once, tmp_path / "shut")


def leave(fund: Path, day: str, today: str = "2022-12-20", lang: str = "en") -> str:
    """What the command says of the death of member 0002."""
    words = ("member", "leave", "2", "--reason", "death", "--date", day)
    return done(at(today, fund, *words, lang=lang)).output


@pytest.mark.parametrize(
    ("day", "dated"),
    [("2022-10-28", "2022-12-01"), ("2022-11-30", "2022-12-01"), ("2022-12-01", "2022-12-01")],
)
def test_a_death_is_recorded_whenever_it_is_known(shut: Path, day: str, dated: str) -> None:
    told = leave(shut, day)
    assert told.startswith(f'{dated} custom "member" "ended" "0002"')
    assert (f"on: {day}" in told) is (day != dated)
    assert (f"the month of {day} is closed" in told) is (day != dated)
    book = books.load(shut, whole=True)
    assert book.errors == []
    assert book.members["0002"].ended == date.fromisoformat(day)
    assert moved(book, "2022-12")["died"] == 1
    case = verifying.open_case(seals.Disk(shut), shut, whole=True)
    assert list(verifying.differences(case)) == []


def test_the_same_death_again_and_another_day(shut: Path) -> None:
    said = leave(shut, "2022-10-28", lang="th")
    assert "เดือนของวันที่ 28 ต.ค. 2565 ปิดแล้ว จึงลงรายการวันที่ 1 ธ.ค. 2565" in said
    close_through(shut, date(2022, 12, 31))
    before = digest(shut)
    assert "nothing to write" in leave(shut, "2022-10-28", "2023-01-20")
    words = ("member", "leave", "2", "--reason", "death", "--date")
    assert codes(at("2023-01-20", shut, *words, "2022-10-29")) == ["R108"]
    early = ("member", "leave", "1", "--reason", "death", "--date", "2015-09-30")
    assert codes(at("2023-01-20", shut, *early)) == ["E512"]
    assert digest(shut) == before


def test_a_member_list_with_an_end_in_a_closed_month(shut: Path, papers: Path, run: Run) -> None:
    set_cell(papers / "members.csv", 3, "end_date", "2022-11-12")
    set_cell(papers / "members.csv", 3, "end_reason", "death")
    result = run("import", "members", papers / "members.csv", fund=shut)
    assert result.exit_code == 0, result.output
    member = books.load(shut).members["0002"]
    assert (member.ended, member.told) == (date(2022, 11, 12), date(2022, 12, 1))
    close_through(shut, date(2022, 12, 31))
    before = digest(shut)
    again = run("import", "members", papers / "members.csv", fund=shut)
    assert again.exit_code == 0, again.output
    assert digest(shut) == before


def test_minutes_of_a_closed_month_are_told_the_two_ways_out(shut: Path) -> None:
    before = digest(shut)
    for day, code in (("2022-11-30", ["E822"]), ("2022-12-01", [])):
        words = ("meeting", "9/2566", "--date", day, "--attendees", "10")
        result = at("2022-12-20", shut, *words)
        assert codes(result) == code
        if code:
            assert "welfare reopen 2022-11" in result.output
            assert digest(shut) == before
