"""B8, a city fund: 30 baht a month, three misses in any twelve months, flood by the household.

Expected values are worked out from the text of the bylaw; the sums stand beside the cases.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from presets.world import build
from presets.world import changed
from presets.world import claim
from presets.world import decide
from presets.world import ended
from presets.world import joined
from presets.world import paid
from presets.world import part
from presets.world import pays
from presets.world import preset_text
from presets.world import refuses
from presets.world import reinstated
from presets.world import verdict
from rules import arrears
from rules import bylaws
from rules import cases
from rules.membership import History
from rules.membership import Members
from rules.membership import number_of

#: A member of 20 January 2012; the first month is February, due on the 10th.
START = "2012-01-20"


def member(start: str = START, months: int = 120, number: str = "0001", **facts: str) -> str:
    """A member who pays everything on the first day."""
    return joined(number, start, **facts) + paid(number, start, 30 * months)


def monthly(*days: str, start: str = START) -> str:
    """Member 0001, who pays 30 baht on each of the days."""
    return joined("0001", start) + "".join(paid("0001", day, 30) for day in days)


def death(day: str) -> str:
    """The death of member 0001 and the claim for it."""
    return ended("0001", day, "death") + claim("C1", "0001", "death", day)


def history(ledger: str) -> History:
    """Member 0001 as the books of the ledger have it."""
    found = Members(build("b8", ledger)).of("0001")
    assert found is not None
    return found


# --- ข้อ ๑๔: 180 days; joined at 61 or more, 365

# 20 January 2012 + 180: 11 (31 Jan), 40, 71, 101, 132, 162 (30 Jun), so 18 July. Born 21 January
# 1951 is 60 that day and born on the 20th is 61. 2012 is a leap year: + 365 is 19 January 2013.
YOUNG, OLD = "1951-01-21", "1951-01-20"
WAITS = [
    ("birth", YOUNG, "2012-07-17", refuses("WAITING")),
    ("birth", YOUNG, "2012-07-18", pays(500)),
    ("birth", YOUNG, "2012-07-19", pays(500)),
    ("birth", OLD, "2012-07-18", refuses("WAITING")),
    ("birth", OLD, "2013-01-18", refuses("WAITING")),
    ("birth", OLD, "2013-01-19", pays(500)),
    ("birth", OLD, "2013-01-20", pays(500)),
    ("funeral", YOUNG, "2012-07-17", refuses("WAITING")),
    ("funeral", YOUNG, "2012-07-18", pays(300)),
    ("funeral", OLD, "2013-01-18", refuses("WAITING")),
    ("funeral", OLD, "2013-01-19", pays(300)),
    # On 19 January the year is not complete, though 365 days are: still the tier of 180 days.
    ("death", OLD, "2013-01-18", refuses("WAITING")),
    ("death", OLD, "2013-01-19", pays(3000)),
    ("death", OLD, "2013-01-20", pays(6000)),
]


@pytest.mark.parametrize(
    ("benefit", "birth", "day", "expected"), WAITS, ids=[f"{w[0]} {w[1]} {w[2]}" for w in WAITS]
)
def test_wait(benefit: str, birth: str, day: str, expected: object) -> None:
    gone = ended("0001", day, "death") if benefit in ("death", "funeral") else ""
    ledger = member(birth=birth) + gone + claim("C1", "0001", benefit, day)
    assert verdict("b8", ledger) == expected


# Every benefit has that wait: joined 365 days before the event, and a day later.
OLD_WAITS = [
    ("birth", "2013-11-20", {}),
    ("hospital", "2013-11-20", {"event_end": "2013-11-21"}),
    ("death", "2013-11-20", {}),
    ("funeral", "2013-11-20", {}),
    ("disability", "2013-12-03", {}),
    ("education", "2013-11-20", {}),
    ("disaster", "2013-11-20", {"damage": '"flood"', "assessed": "400.00 THB"}),
    ("culture", "2013-11-20", {"requested": "400.00 THB"}),
    ("committee", "2013-12-31", {"certifies": "committee-member"}),
]


@pytest.mark.parametrize(("benefit", "day", "facts"), OLD_WAITS, ids=[row[0] for row in OLD_WAITS])
def test_wait_of_who_joined_after_60(benefit: str, day: str, facts: dict[str, str]) -> None:
    found = []
    for days in (365, 364):
        start = date.fromordinal(date.fromisoformat(day).toordinal() - days).isoformat()
        ledger = member(start, birth="1951-01-01", group='"disabled"')
        found.append(decide("b8", ledger + claim("C1", "0001", benefit, day, **facts))["C1"].reason)
    assert found == ["OK", "WAITING"]


# --- ข้อ ๒๒: tiers

TIERS = [
    ("2012-07-17", refuses("WAITING")),
    ("2012-07-18", pays(3000)),
    ("2013-01-19", pays(3000)),
    ("2013-01-20", pays(6000)),
    ("2015-01-19", pays(6000)),
    ("2015-01-20", pays(9000)),
    ("2017-01-19", pays(9000)),
    ("2017-01-20", pays(15000)),
    ("2017-01-21", pays(15000)),
]


@pytest.mark.parametrize(("day", "expected"), TIERS, ids=[row[0] for row in TIERS])
def test_death_tier(day: str, expected: object) -> None:
    assert verdict("b8", member() + death(day)) == expected


LEAP_TIERS = [
    ("2013-02-27", 3000),
    ("2013-02-28", 6000),
    ("2015-02-27", 6000),
    ("2015-02-28", 9000),
    ("2017-02-27", 9000),
    ("2017-02-28", 15000),
]


@pytest.mark.parametrize(("day", "amount"), LEAP_TIERS, ids=[row[0] for row in LEAP_TIERS])
def test_death_tier_from_29_february(day: str, amount: int) -> None:
    assert verdict("b8", member("2012-02-29") + death(day)) == pays(amount)


# --- ข้อ ๒๑: seven nights a calendar year, each night in its own

STAYS = [
    ("2013-05-01", "2013-05-08", pays(700)),
    ("2013-05-01", "2013-05-09", part("YEAR_CEILING", 700)),
    ("2013-05-01", "2013-05-01", refuses("NO_NIGHTS")),
    # 26-31 December are six nights, 1-4 January four.
    ("2013-12-26", "2014-01-05", pays(1000)),
    # 24-31 December are eight, of which seven; 1-8 January eight, of which seven.
    ("2013-12-24", "2014-01-09", part("YEAR_CEILING", 1400)),
]


@pytest.mark.parametrize(
    ("admitted", "left", "expected"), STAYS, ids=[f"{row[0]} {row[1]}" for row in STAYS]
)
def test_nights(admitted: str, left: str, expected: object) -> None:
    ledger = member() + claim("C1", "0001", "hospital", admitted, event_end=left)
    assert verdict("b8", ledger) == expected


# Who files first uses the ceiling first, whichever stay came first.
def test_nights_are_used_in_the_order_of_filing() -> None:
    ledger = member()
    ledger += claim(
        "C1", "0001", "hospital", "2013-05-01", event_end="2013-05-06", filed="2013-06-20"
    )
    ledger += claim(
        "C2", "0001", "hospital", "2013-06-01", event_end="2013-06-06", filed="2013-06-10"
    )
    found = decide("b8", ledger)
    assert [(found[c].verdict, found[c].gross) for c in ("C1", "C2")] == [
        ("part", Decimal(200)),
        ("pay", Decimal(500)),
    ]


# --- ข้อ ๑๗: twice

TWICE = [
    ("birth", "2014-05-01", "2014-05-01", {}, "DUPLICATE"),
    ("birth", "2014-05-01", "2014-05-02", {}, "OK"),
    ("death", "2014-05-01", "2014-05-02", {}, "DUPLICATE"),
    ("funeral", "2014-05-01", "2014-05-02", {}, "DUPLICATE"),
    ("disability", "2014-12-03", "2014-12-03", {}, "DUPLICATE"),
    ("disability", "2014-12-03", "2015-12-03", {}, "OK"),
    ("committee", "2014-12-31", "2014-12-31", {"certifies": "committee-member"}, "DUPLICATE"),
    ("committee", "2014-12-31", "2015-12-31", {"certifies": "committee-member"}, "OK"),
    ("committee", "2014-12-31", "2015-12-30", {"certifies": "committee-member"}, "DATE_ERROR"),
]


@pytest.mark.parametrize(
    ("benefit", "one", "two", "facts", "reason"), TWICE, ids=[f"{t[0]} {t[2]}" for t in TWICE]
)
def test_twice(benefit: str, one: str, two: str, facts: dict[str, str], reason: str) -> None:
    ledger = member(group='"disabled"') + claim("C1", "0001", benefit, one, **facts)
    ledger += claim("C2", "0001", benefit, two, **facts)
    found = decide("b8", ledger)
    assert (found["C1"].reason, found["C2"].reason) == ("OK", reason)


# A night of two stays is one of them only.
def test_a_night_is_paid_once() -> None:
    ledger = member() + claim("C1", "0001", "hospital", "2014-05-01", event_end="2014-05-03")
    ledger += claim("C2", "0001", "hospital", "2014-05-02", event_end="2014-05-04")
    assert verdict("b8", ledger, "C2") == refuses("DUPLICATE")


# --- ข้อ ๘: three instalments not paid by their due day within any twelve months

ON_TIME = ["2012-02-10", "2012-03-10", "2012-04-10", "2012-05-10", "2012-06-10", "2012-07-10"]
LAPSES = [
    ("in time", monthly(*ON_TIME), "2012-07-11", "member"),
    # February, March and April unpaid: over on 11 April.
    ("never paid, the third due day", monthly(), "2012-04-10", "member"),
    ("never paid, the day after", monthly(), "2012-04-11", "lapse"),
    # Each paid a day late: the misses stay misses.
    ("twice a day late", monthly("2012-02-11", "2012-03-11", "2012-04-10"), "2012-04-11", "member"),
    (
        "three times a day late",
        monthly("2012-02-11", "2012-03-11", "2012-04-11"),
        "2012-04-11",
        "lapse",
    ),
    # Both months together before the third due day, and the third late.
    (
        "two paid at once, then late",
        monthly("2012-04-01", "2012-04-01"),
        "2012-04-11",
        "lapse",
    ),
    (
        "two paid at once, then in time",
        monthly("2012-04-01", "2012-04-01", "2012-04-10"),
        "2012-04-11",
        "member",
    ),
]


@pytest.mark.parametrize(
    ("ledger", "day", "status"), [row[1:] for row in LAPSES], ids=[row[0] for row in LAPSES]
)
def test_lapse(ledger: str, day: str, status: str) -> None:
    assert history(ledger).status(date.fromisoformat(day)) == status


def year_of(*misses: str) -> str:
    """Member 0001 paying on the 10th until June 2013, and on the 25th in some months."""
    months = [f"2012-{month:02}" for month in range(2, 13)]
    months += [f"2013-{month:02}" for month in range(1, 7)]
    return monthly(*(f"{month}-{25 if month in misses else 10}" for month in months))


# Twelve months from a miss of 10 February 2012 end with 9 February 2013.
WINDOWS = [
    ("2012-02 2012-07 2013-01", ("2012-02", "2012-07", "2013-01"), "2013-01-10", "member"),
    ("2012-02 2012-07 2013-01 +1", ("2012-02", "2012-07", "2013-01"), "2013-01-11", "lapse"),
    ("2012-02 2012-07 2013-02", ("2012-02", "2012-07", "2013-02"), "2013-02-11", "member"),
    # Of four misses the last three lie within twelve months.
    (
        "2012-02 2012-07 2013-02 2013-06",
        ("2012-02", "2012-07", "2013-02", "2013-06"),
        "2013-06-11",
        "lapse",
    ),
    ("2012-07 2013-02", ("2012-07", "2013-02"), "2013-06-11", "member"),
]


@pytest.mark.parametrize(
    ("misses", "day", "status"), [row[1:] for row in WINDOWS], ids=[row[0] for row in WINDOWS]
)
def test_misses_within_twelve_months(misses: tuple[str, ...], day: str, status: str) -> None:
    assert history(year_of(*misses)).status(date.fromisoformat(day)) == status


def test_claim_on_the_day_of_the_lapse() -> None:
    # Waits are over only on 18 July, so the misses are those of July, August, September.
    ledger = monthly(*ON_TIME[:5])
    before = ledger + claim("C1", "0001", "birth", "2012-09-10")
    after = ledger + claim("C1", "0001", "birth", "2012-09-11")
    assert verdict("b8", before) == pays(500)
    assert verdict("b8", after) == refuses("LAPSED")


def test_who_moves_away_leaves() -> None:
    ledger = member() + ended("0001", "2013-05-01", "moved")
    assert verdict("b8", ledger + claim("C1", "0001", "birth", "2013-04-30")) == pays(500)
    assert verdict("b8", ledger + claim("C1", "0001", "birth", "2013-05-01")) == refuses("MOVED")


# --- ข้อ ๙: back within 90 days with all arrears, once; waits and tenure as if nothing had been

# Lapsed 11 April 2012 + 90: 19 (30 Apr), 50, 80 (30 Jun), so 10 July, a Tuesday. Due by then are
# February to July, six times 30; on 9 July July is not due.
BACK = [
    ("last day", "2012-07-10", 180, "accept", "OK"),
    ("day after", "2012-07-11", 180, "refuse", "LATE"),
    ("five of six paid", "2012-07-10", 150, "refuse", "NOT_PAID"),
    ("before the sixth is due", "2012-07-09", 150, "accept", "OK"),
]


@pytest.mark.parametrize(
    ("applied", "amount", "outcome", "reason"),
    [row[1:] for row in BACK],
    ids=[row[0] for row in BACK],
)
def test_reinstatement(applied: str, amount: int, outcome: str, reason: str) -> None:
    ledger = monthly() + reinstated("0001", applied, "2012-07-20") + paid("0001", applied, amount)
    found = history(ledger).reinstatements[0]
    assert (found.verdict, found.reason) == (outcome, reason)


# Joined 20 November 2011: December to February unpaid, lapsed 11 February 2012; + 90 is 18 (29
# Feb), 49, 79 (30 Apr), so 11 May, a Friday. Joined 20 December 2011: lapsed 11 March 2012, + 90 is
# Saturday 9 June, so Monday 11 June is still in time.
HOLIDAYS = [
    ("2011-11-20", "2012-05-11", "OK"),
    ("2011-11-20", "2012-05-12", "LATE"),
    ("2011-12-20", "2012-06-09", "OK"),
    ("2011-12-20", "2012-06-11", "OK"),
    ("2011-12-20", "2012-06-12", "LATE"),
]


@pytest.mark.parametrize(
    ("start", "applied", "reason"), HOLIDAYS, ids=[f"{row[0]} {row[1]}" for row in HOLIDAYS]
)
def test_reinstatement_by_the_next_working_day(start: str, applied: str, reason: str) -> None:
    ledger = monthly(start=start) + reinstated("0001", applied, "2012-06-20")
    ledger += paid("0001", applied, 300)
    assert history(ledger).reinstatements[0].reason == reason


#: Lapsed 11 April 2012, back on 20 July with six months paid, then paid up to December 2017.
RETURNED = (
    monthly() + reinstated("0001", "2012-07-10", "2012-07-20") + paid("0001", "2012-07-10", 180)
)
AFTER_RETURN = [
    ("2012-07-19", refuses("LAPSED")),
    # The wait of 180 days since 20 January was over on 18 July and is kept.
    ("2012-07-20", pays(500)),
    ("2012-07-21", pays(500)),
]


@pytest.mark.parametrize(("day", "expected"), AFTER_RETURN, ids=[row[0] for row in AFTER_RETURN])
def test_wait_is_kept(day: str, expected: object) -> None:
    assert verdict("b8", RETURNED + claim("C1", "0001", "birth", day)) == expected


# Tenure still counts from 20 January 2012.
KEPT_TENURE = [("2013-01-19", 3000), ("2013-01-20", 6000)]


@pytest.mark.parametrize(("day", "amount"), KEPT_TENURE, ids=[row[0] for row in KEPT_TENURE])
def test_tenure_is_kept(day: str, amount: int) -> None:
    ledger = RETURNED + paid("0001", "2012-08-01", 30 * 12)
    assert verdict("b8", ledger + death(day)) == pays(amount)


def test_reinstated_only_once() -> None:
    # August to October unpaid: lapsed again on 11 October 2012.
    ledger = RETURNED + reinstated("0001", "2012-10-15", "2012-10-20")
    ledger += paid("0001", "2012-10-15", 90)
    found = history(ledger)
    assert [(one.verdict, one.reason) for one in found.reinstatements] == [
        ("accept", "OK"),
        ("refuse", "ONCE_ONLY"),
    ]
    assert found.status(date(2012, 10, 10)) == "member"
    assert found.status(date(2012, 10, 20)) == "lapse"


# --- ข้อ ๗: arrears come off the benefit, oldest first, whole instalments due before the payment

ARREARS = [
    # July was due on the 10th; on the 10th itself it is not in arrears.
    ("2012-07-10", 500, []),
    ("2012-07-11", 500, ["2012-07"]),
    ("2012-08-11", 500, ["2012-07", "2012-08"]),
    # 59.99 holds one whole instalment, 29.99 none.
    ("2012-08-11", "59.99", ["2012-07"]),
    ("2012-08-11", 60, ["2012-07", "2012-08"]),
    ("2012-08-11", "29.99", []),
    # Lapsed on 11 September: what was due before, July to September, still comes off.
    ("2012-10-11", 500, ["2012-07", "2012-08", "2012-09"]),
]


@pytest.mark.parametrize(
    ("day", "gross", "months"), ARREARS, ids=[f"{row[0]} {row[1]}" for row in ARREARS]
)
def test_deduction(day: str, gross: object, months: list[str]) -> None:
    ledger = monthly(*ON_TIME[:5]) + claim("C1", "0001", "hospital", "2012-07-01")
    book = build("b8", ledger)
    own = cases.claims_of(book)["C1"]
    taken = arrears.deduction(Members(book), own, Decimal(str(gross)), date.fromisoformat(day))
    assert [one.first for one in taken] == months


def test_nothing_is_deducted_from_the_funeral() -> None:
    ledger = monthly(*ON_TIME[:5]) + claim("C1", "0001", "funeral", "2012-08-11")
    book = build("b8", ledger)
    own = cases.claims_of(book)["C1"]
    assert arrears.deduction(Members(book), own, Decimal(300), date(2012, 8, 20)) == []


# --- ข้อ ๒๗: flood, 500 baht a household and event


def flood(number: str, who: str, damage: str, day: str = "2013-11-20") -> str:
    """A claim for flood damage."""
    return claim(number, who, "disaster", day, damage='"flood"', assessed=f"{damage} THB")


HOUSE = (
    member(household='"H9"')
    + member(number="0002", household='"H9"')
    + member(number="0003", household='"H9"')
    + member(number="0004")
)
FLOODS = [
    ("499.99", pays("499.99")),
    ("500.00", pays(500)),
    ("500.01", part("HOUSEHOLD_LIMIT", 500)),
]


@pytest.mark.parametrize(("damage", "expected"), FLOODS, ids=[row[0] for row in FLOODS])
def test_flood(damage: str, expected: object) -> None:
    assert verdict("b8", HOUSE + flood("C1", "0001", damage)) == expected


def test_flood_is_limited_by_the_household_and_event() -> None:
    ledger = HOUSE + flood("C1", "0001", "300.00") + flood("C2", "0002", "300.00")
    ledger += flood("C3", "0003", "300.00") + flood("C4", "0004", "300.00")
    ledger += flood("C5", "0003", "300.00", "2013-11-21")
    found = decide("b8", ledger)
    assert [found[c].gross for c in ("C1", "C2", "C3", "C4", "C5")] == [300, 200, 0, 300, 300]
    assert [found[c].reason for c in ("C2", "C3")] == ["HOUSEHOLD_LIMIT", "HOUSEHOLD_LIMIT"]


# --- ข้อ ๑๕: 60 days, moved to the next working day

# 5 February 2013 + 60 is Saturday 6 April: Monday the 8th is in time, and if that is a holiday,
# Tuesday. 4 February + 60 is Friday the 5th.
HOLIDAY = '\n2013-04-08 custom "holiday" "วันหยุดชดเชยวันจักรี"\n'
FILED = [
    ("2013-02-04", "2013-04-05", "", pays(500)),
    ("2013-02-04", "2013-04-06", "", refuses("LATE")),
    ("2013-02-05", "2013-04-06", "", pays(500)),
    ("2013-02-05", "2013-04-08", "", pays(500)),
    ("2013-02-05", "2013-04-09", "", refuses("LATE")),
    ("2013-02-05", "2013-04-09", HOLIDAY, pays(500)),
    ("2013-02-05", "2013-04-10", HOLIDAY, refuses("LATE")),
]


@pytest.mark.parametrize(
    ("event", "filed", "holidays", "expected"),
    FILED,
    ids=[f"{row[0]} {row[1]}{' holiday' if row[2] else ''}" for row in FILED],
)
def test_filing(event: str, filed: str, holidays: str, expected: object) -> None:
    ledger = member() + holidays + claim("C1", "0001", "birth", event, filed=filed)
    assert verdict("b8", ledger) == expected


# --- ข้อ ๒๔, ๒๕, ๒๖, ๓๐: elderly, disabled, education, committee

# On 13 April 2016: 65 years of age, and a member for five years.
ELDERLY = [
    ("1951-04-13", "2011-04-13", pays(200)),
    ("1951-04-14", "2011-04-13", refuses("NOT_ELIGIBLE")),
    ("1951-04-13", "2011-04-14", refuses("NOT_ELIGIBLE")),
    ("1951-04-12", "2011-04-12", pays(200)),
]


@pytest.mark.parametrize(
    ("birth", "start", "expected"), ELDERLY, ids=[f"{row[0]} {row[1]}" for row in ELDERLY]
)
def test_elderly(birth: str, start: str, expected: object) -> None:
    ledger = member(start, birth=birth) + claim("C1", "0001", "elderly", "2016-04-13")
    assert verdict("b8", ledger) == expected


YEARLY = [
    ("disabled", changed("0001", "2013-12-03", group='"disabled"'), "disability", pays(500)),
    (
        "disabled later",
        changed("0001", "2013-12-04", group='"disabled"'),
        "disability",
        refuses("NOT_ELIGIBLE"),
    ),
    (
        "disadvantaged",
        changed("0001", "2013-12-03", group='"disadvantaged"'),
        "disability",
        refuses("NOT_ELIGIBLE"),
    ),
]


@pytest.mark.parametrize(
    ("text", "benefit", "expected"), [row[1:] for row in YEARLY], ids=[row[0] for row in YEARLY]
)
def test_disability(text: str, benefit: str, expected: object) -> None:
    ledger = member() + text + claim("C1", "0001", benefit, "2013-12-03", filed="2013-12-10")
    assert verdict("b8", ledger) == expected


def test_education_once_a_calendar_year() -> None:
    ledger = member() + claim("C1", "0001", "education", "2013-05-16")
    ledger += claim("C2", "0001", "education", "2013-12-31")
    ledger += claim("C3", "0001", "education", "2014-01-01")
    found = decide("b8", ledger)
    assert [found[c].gross for c in ("C1", "C2", "C3")] == [500, 0, 500]
    assert found["C2"].reason == "YEAR_CEILING"


OFFICE = [("committee-member", pays(300)), ("", ("needs-info", "NOT_CERTIFIED", Decimal(0)))]


@pytest.mark.parametrize(("certifies", "expected"), OFFICE, ids=["certified", "not certified"])
def test_committee(certifies: str, expected: object) -> None:
    ledger = member() + claim("C1", "0001", "committee", "2013-12-31", certifies=certifies)
    assert verdict("b8", ledger) == expected


# --- ข้อ ๒๙: communal money, 5,000 baht a year for the whole fund


def test_culture_is_limited_for_the_whole_fund() -> None:
    ledger = HOUSE + claim("C1", "0001", "culture", "2013-04-13", requested="3000.00 THB")
    ledger += claim("C2", "0002", "culture", "2013-11-17", requested="3000.00 THB")
    ledger += claim("C3", "0003", "culture", "2013-12-31", requested="1.00 THB")
    ledger += claim("C4", "0004", "culture", "2014-01-01", requested="5000.00 THB")
    found = decide("b8", ledger)
    assert [found[c].gross for c in ("C1", "C2", "C3", "C4")] == [3000, 2000, 0, 5000]
    assert [found[c].reason for c in ("C2", "C3")] == ["FUND_CEILING", "FUND_CEILING"]


# --- an amendment: from 1 June 2014 the tier of a year is 7,000, and eight nights at 120

AMENDED = """
2014-06-01 custom "bylaw" "benefit" "death"
  article: "ข้อ ๒๒ แก้ไขโดยฉบับที่ ๒"
  covers-last-day: TRUE
  wait-joined-over-60: "365 days"
  tier-by: "tenure"
  tier-180-days: 3000.00 THB
  tier-1-years: 7000.00 THB
  tier-3-years: 9000.00 THB
  tier-5-years: 15000.00 THB
  duplicate: "ever"
  evidence: "claim-form, death-cert, nominee-id"

2014-06-01 custom "bylaw" "benefit" "hospital"
  article: "ข้อ ๒๑ แก้ไขโดยฉบับที่ ๒"
  per-night: 120.00 THB
  max-per-year: 8
  wait-joined-over-60: "365 days"
  judge-nights: "first"
  version-by: "night"
  year-by: "night"
  duplicate: "event, nights"
  claim-from: "event-end"
  evidence: "claim-form, id-copy, medical-cert"
"""
AMENDMENT = [
    ("death before", death("2014-05-31"), pays(6000)),
    ("death on", death("2014-06-01"), pays(7000)),
    ("death after", death("2014-06-02"), pays(7000)),
    # Three nights of May at 100, five of June at 120: all eight of the new year's ceiling.
    (
        "a stay across",
        claim("C1", "0001", "hospital", "2014-05-29", event_end="2014-06-06"),
        pays(900),
    ),
    # Seven nights of May fill the old ceiling; the eighth is of June, whose ceiling is eight.
    (
        "a stay across, the eighth night",
        claim("C1", "0001", "hospital", "2014-05-25", event_end="2014-06-02"),
        pays(820),
    ),
    (
        "a ninth night",
        claim("C1", "0001", "hospital", "2014-05-25", event_end="2014-06-03"),
        part("YEAR_CEILING", 820),
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in AMENDMENT], ids=[row[0] for row in AMENDMENT]
)
def test_amendment(text: str, expected: object) -> None:
    assert verdict("b8", member() + AMENDED + text) == expected


# --- ข้อ ๖: instalments

INSTALMENTS = [
    (
        "monthly",
        monthly() + paid("0001", START, 90),
        [
            "2012-02..2012-02 30.00 2012-02-10",
            "2012-03..2012-03 30.00 2012-03-10",
            "2012-04..2012-04 30.00 2012-04-10",
        ],
    ),
]


@pytest.mark.parametrize(
    ("ledger", "rows"), [r[1:] for r in INSTALMENTS], ids=[r[0] for r in INSTALMENTS]
)
def test_instalments(ledger: str, rows: list[str]) -> None:
    found = history(ledger).instalments[: len(rows)]
    assert [f"{one.first}..{one.last} {one.amount} {one.due}" for one in found] == rows


# --- ข้อ ๑๖: papers, all of them missing

MISSING = [
    ("birth", "2016-05-01", {}, "claim-form id-copy birth-cert"),
    ("hospital", "2016-05-01", {"event_end": "2016-05-02"}, "claim-form id-copy medical-cert"),
    ("death", "2016-05-01", {}, "claim-form death-cert nominee-id"),
    ("funeral", "2016-05-01", {}, "claim-form death-cert"),
    ("elderly", "2016-04-13", {}, "claim-form id-copy"),
    ("disability", "2016-12-03", {}, "claim-form id-copy disability-card"),
    ("education", "2016-05-16", {}, "claim-form id-copy transcript"),
    (
        "disaster",
        "2016-05-01",
        {"damage": '"flood"'},
        "claim-form id-copy police-or-lao-note photos assessment",
    ),
    ("culture", "2016-05-01", {"requested": "900.00 THB"}, "claim-form project-plan"),
    ("committee", "2016-12-31", {}, "claim-form"),
]


@pytest.mark.parametrize(
    ("benefit", "day", "facts", "papers"), MISSING, ids=[row[0] for row in MISSING]
)
def test_papers(benefit: str, day: str, facts: dict[str, str], papers: str) -> None:
    ledger = member("2011-01-20", birth="1940-01-01", group='"disabled"') + claim(
        "C1", "0001", benefit, day, evidence="", **facts
    )
    found = decide("b8", ledger)["C1"]
    assert (found.verdict, found.reason) == ("needs-info", "MISSING_EVIDENCE")
    assert found.missing == tuple(papers.split())


# --- figures of the text that no claim shows

FIGURES = [
    ("fee entry", "amount", "50"),
    ("split contributions", "reserve", "0.20"),
    ("split contributions", "management", "0.10"),
    ("admin-ceiling", "share", "0.20"),
    ("matching", "cap", "365"),
    ("eligibility", "max-age", "70"),
]


@pytest.mark.parametrize(
    ("rule", "key", "value"), FIGURES, ids=[f"{row[0]} {row[1]}" for row in FIGURES]
)
def test_figures(rule: str, key: str, value: str) -> None:
    found = build("b8", "").bylaws.on(date(2012, 1, 1), *rule.split())
    assert number_of(found, key) == Decimal(value)


def test_the_preset_is_in_order() -> None:
    assert bylaws.check_text(preset_text("b8"), "b8.beancount") == []
