"""B5, ตำบลทรัพย์อนันต์: 365 baht a year, 180 days of wait, a year's patience with arrears.

Expected values are worked out from the text of the bylaw; the sums stand beside the cases.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from presets.world import benefit_paid
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

#: A member of 1 March 2010: April to December at 30 baht, due 30 April; then 365 each 31 January.
START = "2010-03-01"


def member(start: str = START, years: int = 12, number: str = "0001", **facts: str) -> str:
    """A member who pays the first year a month after joining, then every 15 January in time."""
    begun = date.fromisoformat(start)
    text = joined(number, start, "yearly", **facts)
    text += paid(number, f"{begun.year}-{begun.month + 1:02}-28", 30 * (12 - begun.month))
    return text + "".join(
        paid(number, f"{begun.year + later}-01-15", 365) for later in range(1, years + 1)
    )


def death(day: str, **facts: str) -> str:
    """The death of member 0001 and the claim for it."""
    return ended("0001", day, "death") + claim("C1", "0001", "death", day, **facts)


def history(ledger: str) -> History:
    """Member 0001 as the books of the ledger have it."""
    found = Members(build("b5", ledger)).of("0001")
    assert found is not None
    return found


# --- ข้อ ๑๔: 180 days

# 1 March + 180: 31 (to 1 Apr), 61, 92, 122, 153 (1 Aug), so 28 August 2010.
WAITS = [
    ("birth", "2010-08-27", refuses("WAITING")),
    ("birth", "2010-08-28", pays(500)),
    ("birth", "2010-08-29", pays(500)),
    ("death", "2010-08-27", refuses("WAITING")),
    ("death", "2010-08-28", pays(3000)),
    ("death", "2010-08-29", pays(3000)),
    ("funeral", "2010-08-27", refuses("WAITING")),
    ("funeral", "2010-08-28", pays(500)),
]


@pytest.mark.parametrize(
    ("benefit", "day", "expected"), WAITS, ids=[f"{w[0]} {w[1]}" for w in WAITS]
)
def test_wait(benefit: str, day: str, expected: object) -> None:
    gone = ended("0001", day, "death") if benefit in ("death", "funeral") else ""
    ledger = member() + gone + claim("C1", "0001", benefit, day)
    assert verdict("b5", ledger) == expected


def test_wait_says_from_when() -> None:
    ledger = member() + claim("C1", "0001", "birth", "2010-08-27")
    assert decide("b5", ledger)["C1"].entitled_from == date(2010, 8, 28)


# A stay is judged on its first night: one that begins a day early pays nothing of it.
NIGHTS_WAIT = [
    ("2010-08-27", "2010-08-30", refuses("WAITING")),
    ("2010-08-28", "2010-08-30", pays(200)),
]


@pytest.mark.parametrize(("admitted", "left", "expected"), NIGHTS_WAIT, ids=["before", "on"])
def test_wait_of_a_stay(admitted: str, left: str, expected: object) -> None:
    ledger = member() + claim("C1", "0001", "hospital", admitted, event_end=left)
    assert verdict("b5", ledger) == expected


# --- ข้อ ๒๒: tiers by anniversary

TIERS = [
    ("2011-02-28", 3000),
    ("2011-03-01", 5000),
    ("2011-03-02", 5000),
    ("2013-02-28", 5000),
    ("2013-03-01", 8000),
    ("2015-02-28", 8000),
    ("2015-03-01", 12000),
    ("2020-02-29", 12000),
    ("2020-03-01", 20000),
    ("2020-03-02", 20000),
]


@pytest.mark.parametrize(("day", "amount"), TIERS, ids=[tier[0] for tier in TIERS])
def test_death_tier(day: str, amount: int) -> None:
    assert verdict("b5", member() + death(day)) == pays(amount)


# Joined 29 February 2012: a year without that day is complete on its last day of February.
LEAP_TIERS = [
    ("2013-02-27", 3000),
    ("2013-02-28", 5000),
    ("2013-03-01", 5000),
    ("2015-02-27", 5000),
    ("2015-02-28", 8000),
    ("2017-02-27", 8000),
    ("2017-02-28", 12000),
    ("2022-02-27", 12000),
    ("2022-02-28", 20000),
]


@pytest.mark.parametrize(("day", "amount"), LEAP_TIERS, ids=[tier[0] for tier in LEAP_TIERS])
def test_death_tier_from_29_february(day: str, amount: int) -> None:
    assert verdict("b5", member("2012-02-29") + death(day)) == pays(amount)


# Joined at 71 or more: at most 5,000. Born 1 March 1939 is 71 on 1 March 2010, a day later 70.
OLD = [
    ("1939-03-01", "2013-02-28", pays(5000)),  # the tier of one year is 5,000 anyway
    ("1939-03-01", "2013-03-01", part("JOINED_LATE_CAP", 5000)),
    ("1939-02-28", "2020-03-01", part("JOINED_LATE_CAP", 5000)),
    ("1939-03-02", "2013-03-01", pays(8000)),
    ("1939-03-01", "2010-08-28", pays(3000)),
]


@pytest.mark.parametrize(
    ("birth", "day", "expected"), OLD, ids=[f"{row[0]} {row[1]}" for row in OLD]
)
def test_death_of_who_joined_at_71(birth: str, day: str, expected: object) -> None:
    assert verdict("b5", member(birth=birth) + death(day)) == expected


def test_death_twice_is_a_duplicate() -> None:
    ledger = member() + death("2011-03-01")
    ledger += claim("C2", "0001", "death", "2011-03-02", filed="2011-03-10")
    assert verdict("b5", ledger, "C2") == refuses("DUPLICATE")


# --- ข้อ ๒๑: 100 a night, ten nights a calendar year

STAYS = [
    ("2012-05-01", "2012-05-02", pays(100)),
    ("2012-05-01", "2012-05-11", pays(1000)),
    ("2012-05-01", "2012-05-12", part("YEAR_CEILING", 1000)),
    ("2012-05-01", "2012-05-01", refuses("NO_NIGHTS")),
    # Nights of 25-31 December (7) and of 1-7 January (7): each year has its own ten.
    ("2012-12-25", "2013-01-08", pays(1400)),
    # 20-31 December are 12 nights, of which 10; 1-3 January are 3.
    ("2012-12-20", "2013-01-04", part("YEAR_CEILING", 1300)),
]


@pytest.mark.parametrize(
    ("admitted", "left", "expected"), STAYS, ids=[f"{stay[0]} {stay[1]}" for stay in STAYS]
)
def test_nights(admitted: str, left: str, expected: object) -> None:
    ledger = member() + claim("C1", "0001", "hospital", admitted, event_end=left)
    assert verdict("b5", ledger) == expected


# Eight nights in May 2012 are used first.
AFTER_EIGHT = [
    ("2012-12-28", "2012-12-30", pays(200)),
    ("2012-12-28", "2012-12-31", part("YEAR_CEILING", 200)),
    # 29, 30 December paid, 31 not; 1, 2 January paid.
    ("2012-12-29", "2013-01-03", part("YEAR_CEILING", 400)),
    ("2013-01-01", "2013-01-04", pays(300)),
]


@pytest.mark.parametrize(
    ("admitted", "left", "expected"), AFTER_EIGHT, ids=[f"{row[0]} {row[1]}" for row in AFTER_EIGHT]
)
def test_nights_after_eight(admitted: str, left: str, expected: object) -> None:
    ledger = member() + claim("C1", "0001", "hospital", "2012-05-01", event_end="2012-05-09")
    ledger += claim("C2", "0001", "hospital", admitted, event_end=left)
    assert verdict("b5", ledger, "C2") == expected


def test_no_night_left() -> None:
    ledger = member() + claim("C1", "0001", "hospital", "2012-05-01", event_end="2012-05-11")
    ledger += claim("C2", "0001", "hospital", "2012-06-01", event_end="2012-06-02")
    assert verdict("b5", ledger, "C2") == refuses("YEAR_CEILING")


# --- ข้อ ๒๐: a delivery is one, however many children and parents

BIRTHS = [
    (1, pays(500)),
    (2, pays(500)),
]


@pytest.mark.parametrize(("children", "expected"), BIRTHS, ids=["one child", "twins"])
def test_birth_is_paid_for_the_delivery(children: int, expected: object) -> None:
    ledger = member() + claim("C1", "0001", "birth", "2011-05-01", children=str(children))
    assert verdict("b5", ledger) == expected


def test_one_delivery_is_not_paid_to_both_parents() -> None:
    ledger = member(household='"H9"') + member(number="0002", sex='"M"', household='"H9"')
    ledger += claim("C1", "0001", "birth", "2011-05-01")
    ledger += claim("C2", "0002", "birth", "2011-05-01", filed="2011-05-02")
    assert verdict("b5", ledger, "C1") == pays(500)
    assert verdict("b5", ledger, "C2") == refuses("HOUSEHOLD_LIMIT")


# --- ข้อ ๑๕: 90 days, for a stay from its discharge; holidays move nothing

# 10 March 2012 + 90: 21 (31 Mar), 51 (30 Apr), 82 (31 May), so 8 June.
FILED = [
    ("birth", "2012-03-10", "", "2012-06-07", pays(500)),
    ("birth", "2012-03-10", "", "2012-06-08", pays(500)),
    ("birth", "2012-03-10", "", "2012-06-09", refuses("LATE")),
    ("hospital", "2012-03-01", "2012-03-10", "2012-06-08", pays(900)),
    ("hospital", "2012-03-01", "2012-03-10", "2012-06-09", refuses("LATE")),
    # 12 March + 90 is Sunday 10 June; Monday is late.
    ("birth", "2012-03-12", "", "2012-06-10", pays(500)),
    ("birth", "2012-03-12", "", "2012-06-11", refuses("LATE")),
]


@pytest.mark.parametrize(
    ("benefit", "event", "left", "filed", "expected"),
    FILED,
    ids=[f"{row[0]} {row[1]} filed {row[3]}" for row in FILED],
)
def test_filing(benefit: str, event: str, left: str, filed: str, expected: object) -> None:
    ledger = member() + claim("C1", "0001", benefit, event, event_end=left, filed=filed)
    assert verdict("b5", ledger) == expected


# --- ข้อ ๒๔, ๒๕: yearly benefits

# 70 years of age on 13 April 2012.
ELDERLY = [
    ("1942-04-12", pays(300)),
    ("1942-04-13", pays(300)),
    ("1942-04-14", refuses("NOT_ELIGIBLE")),
]


@pytest.mark.parametrize(("birth", "expected"), ELDERLY, ids=[row[0] for row in ELDERLY])
def test_elderly(birth: str, expected: object) -> None:
    ledger = member(birth=birth) + claim("C1", "0001", "elderly", "2012-04-13")
    assert verdict("b5", ledger) == expected


def test_elderly_once_a_year() -> None:
    ledger = member(birth="1940-01-01") + claim("C1", "0001", "elderly", "2012-04-13")
    ledger += claim("C2", "0001", "elderly", "2012-04-13", filed="2012-05-01")
    ledger += claim("C3", "0001", "elderly", "2013-04-13")
    assert verdict("b5", ledger, "C2") == refuses("DUPLICATE")
    assert verdict("b5", ledger, "C3") == pays(300)


# Registered as disabled from 3 December 2012 on, or from the day after.
DISABLED = [
    ("2012-12-02", pays(300)),
    ("2012-12-03", pays(300)),
    ("2012-12-04", refuses("NOT_ELIGIBLE")),
]


@pytest.mark.parametrize(("since", "expected"), DISABLED, ids=[row[0] for row in DISABLED])
def test_disability(since: str, expected: object) -> None:
    ledger = member() + changed("0001", since, group='"disabled"')
    ledger += claim("C1", "0001", "disability", "2012-12-03", filed="2012-12-10")
    assert verdict("b5", ledger) == expected


# --- ข้อ ๒๖: 500 once for each level


def test_scholarship_once_for_each_level() -> None:
    ledger = member()
    ledger += claim("C1", "0001", "education", "2012-05-16", edu_level='"primary"')
    ledger += claim("C2", "0001", "education", "2013-05-16", edu_level='"primary"')
    ledger += claim("C3", "0001", "education", "2014-05-16", edu_level='"secondary"')
    found = decide("b5", ledger)
    assert [found[c].verdict for c in ("C1", "C2", "C3")] == ["pay", "refuse", "pay"]
    assert found["C2"].reason == "LIFE_CEILING"
    assert [found[c].gross for c in ("C1", "C2", "C3")] == [500, 0, 500]


# --- ข้อ ๒๗, ๒๘: fire, storm, career

AMOUNTS = [
    ("whole", claim("C1", "0001", "disaster", "2012-07-01", damage='"fire_whole"'), pays(3000)),
    ("part", claim("C1", "0001", "disaster", "2012-07-01", damage='"fire_part"'), pays(1500)),
    *[
        (
            f"storm {damage}",
            claim(
                "C1",
                "0001",
                "disaster",
                "2012-07-01",
                damage='"storm"',
                assessed=f"{damage} THB",
            ),
            expected,
        )
        for damage, expected in (
            ("999.99", pays("999.99")),
            ("1000.00", pays(1000)),
            ("1000.01", part("AMOUNT_CAP", 1000)),
        )
    ],
    *[
        (
            f"career {asked}",
            claim("C1", "0001", "career", "2012-07-01", requested=f"{asked} THB"),
            expected,
        )
        for asked, expected in (
            ("999.99", pays("999.99")),
            ("1000.00", pays(1000)),
            ("1000.01", part("AMOUNT_CAP", 1000)),
        )
    ],
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in AMOUNTS], ids=[row[0] for row in AMOUNTS]
)
def test_amounts(text: str, expected: object) -> None:
    assert verdict("b5", member() + text) == expected


# --- ข้อ ๘: a year unpaid ends membership

# The 365 of 2011 are due 31 January 2011; a year later is 31 January 2012, the last day in time.
YEARLY = joined("0001", START, "yearly") + paid("0001", "2010-04-30", 270)
LAPSES = [
    ("yearly, the last day", YEARLY, "2012-01-31", "member"),
    ("yearly, the day after", YEARLY, "2012-02-01", "lapse"),
    ("paid in time", YEARLY + paid("0001", "2012-01-31", 365), "2012-02-01", "member"),
    # That cleared 2011; the 365 of 2012 wait until 31 January 2013.
    ("in time, the next one", YEARLY + paid("0001", "2012-01-31", 365), "2013-01-31", "member"),
    ("in time, and no more", YEARLY + paid("0001", "2012-01-31", 365), "2013-02-01", "lapse"),
    ("paid a day late", YEARLY + paid("0001", "2012-02-01", 365), "2012-02-01", "lapse"),
    ("paid too little", YEARLY + paid("0001", "2012-01-31", "364.99"), "2012-02-01", "lapse"),
    # Monthly, joined in January: February is due on the 29th; a year later is 28 February 2013.
    ("monthly", joined("0001", "2012-01-10"), "2013-02-28", "member"),
    ("monthly, the day after", joined("0001", "2012-01-10"), "2013-03-01", "lapse"),
    # Half-year, joined in June: July to December is due on 31 July.
    ("half-year", joined("0001", "2012-06-10", "half-year"), "2013-07-31", "member"),
    ("half-year, after", joined("0001", "2012-06-10", "half-year"), "2013-08-01", "lapse"),
]


@pytest.mark.parametrize(
    ("ledger", "day", "status"), [row[1:] for row in LAPSES], ids=[row[0] for row in LAPSES]
)
def test_lapse(ledger: str, day: str, status: str) -> None:
    assert history(ledger).status(date.fromisoformat(day)) == status


LAST_DAYS = [("2012-01-31", pays(500)), ("2012-02-01", refuses("LAPSED"))]


@pytest.mark.parametrize(("day", "expected"), LAST_DAYS, ids=[row[0] for row in LAST_DAYS])
def test_claim_around_the_lapse(day: str, expected: object) -> None:
    assert verdict("b5", YEARLY + claim("C1", "0001", "birth", day)) == expected


def test_who_moves_away_stays() -> None:
    ledger = member() + ended("0001", "2012-05-01", "moved")
    assert verdict("b5", ledger + claim("C1", "0001", "birth", "2012-05-02")) == pays(500)


# --- ข้อ ๙: back within a year, arrears paid, a new wait of 90 days

# Lapsed on 1 February 2012. Due by 1 February 2013: 2011, 2012 and 2013, three times 365.
BACK = [
    ("last day", "2013-02-01", "2013-02-10", 1095, "accept", "OK"),
    ("day after", "2013-02-02", "2013-02-10", 1095, "refuse", "LATE"),
    ("two years paid", "2013-02-01", "2013-02-10", 730, "refuse", "NOT_PAID"),
    ("a satang short", "2013-02-01", "2013-02-10", "1094.99", "refuse", "NOT_PAID"),
    # By 30 January 2013 the 365 of 2013 are not due yet.
    ("before the third is due", "2013-01-30", "2013-02-10", 730, "accept", "OK"),
    ("on its due day", "2013-01-31", "2013-02-10", 730, "refuse", "NOT_PAID"),
]


@pytest.mark.parametrize(
    ("applied", "resolved", "amount", "outcome", "reason"),
    [row[1:] for row in BACK],
    ids=[row[0] for row in BACK],
)
def test_reinstatement(
    applied: str, resolved: str, amount: object, outcome: str, reason: str
) -> None:
    ledger = YEARLY + reinstated("0001", applied, resolved) + paid("0001", applied, amount)
    found = history(ledger).reinstatements[0]
    assert (found.verdict, found.reason) == (outcome, reason)


RETURNED = (
    YEARLY + reinstated("0001", "2013-02-01", "2013-02-10") + paid("0001", "2013-02-01", 1095)
)

# 10 February 2013 + 90: 18 (28 Feb), 49 (31 Mar), 79 (30 Apr), so 11 May.
AFTER_RETURN = [
    ("2013-02-09", refuses("LAPSED")),
    ("2013-02-10", refuses("WAITING")),
    ("2013-05-10", refuses("WAITING")),
    ("2013-05-11", pays(500)),
    ("2013-05-12", pays(500)),
]


@pytest.mark.parametrize(("day", "expected"), AFTER_RETURN, ids=[row[0] for row in AFTER_RETURN])
def test_new_wait_after_reinstatement(day: str, expected: object) -> None:
    assert verdict("b5", RETURNED + claim("C1", "0001", "birth", day)) == expected


# Tenure is kept: 1 March 2010 stays the start, so three years were complete on 1 March 2013.
def test_tenure_after_reinstatement() -> None:
    assert verdict("b5", RETURNED + death("2013-05-11")) == pays(8000)


def test_reinstatement_is_not_once_only() -> None:
    # 2014 unpaid: due 31 January 2014, lapsed 1 February 2015; 2014 and 2015 are paid.
    ledger = RETURNED + reinstated("0001", "2015-03-02", "2015-03-09")
    ledger += paid("0001", "2015-03-02", 730)
    assert [one.verdict for one in history(ledger).reinstatements] == ["accept", "accept"]


# --- ข้อ ๗: arrears, oldest first

# Unpaid on 15 February 2012: 2011 and 2012 (with 2011 already a year old, so paid on the 20th of
# January at the latest).
TWO_OWED = YEARLY


def test_one_payment_clears_the_oldest() -> None:
    found = history(TWO_OWED + paid("0001", "2012-01-20", 365))
    assert [one.first for one in found.unpaid(date(2012, 2, 15))] == ["2012-01"]
    assert found.paid_through(date(2012, 2, 15)) == "2011-12"


def test_deduction_clears_the_oldest() -> None:
    ledger = TWO_OWED + claim("C1", "0001", "birth", "2011-10-01")
    ledger += benefit_paid("C1", "0001", "2011-10-05", 500, deducted=365)
    found = history(ledger)
    assert found.unpaid(date(2011, 10, 5)) == []
    assert [one.first for one in found.unpaid(date(2012, 1, 31))] == ["2012-01"]
    assert found.status(date(2012, 2, 1)) == "member"


# --- an amendment: 150 baht a night and 6,000 after a year, from 1 January 2015

AMENDED = """
2015-01-01 custom "bylaw" "benefit" "hospital"
  article: "ข้อ ๒๑ แก้ไขโดยฉบับที่ ๒"
  per-night: 150.00 THB
  max-per-year: 10
  judge-nights: "first"
  version-by: "night"
  year-by: "night"
  duplicate: "event, nights"
  claim-within: "60 days"
  claim-from: "event-end"
  evidence: "claim-form, id-copy, medical-cert"

2015-01-01 custom "bylaw" "benefit" "birth"
  article: "ข้อ ๒๐ แก้ไขโดยฉบับที่ ๒"
  amount: 700.00 THB
  duplicate: "event"
  evidence: "claim-form, id-copy, birth-cert"
"""
AMENDMENT = [
    ("birth, the day before", claim("C1", "0001", "birth", "2014-12-31"), pays(500)),
    ("birth, on the day", claim("C1", "0001", "birth", "2015-01-01"), pays(700)),
    (
        "birth before, filed after",
        claim("C1", "0001", "birth", "2014-12-31", filed="2015-01-20"),
        pays(500),
    ),
    # Two nights at 100 and two at 150.
    (
        "a stay across",
        claim("C1", "0001", "hospital", "2014-12-30", event_end="2015-01-03"),
        pays(Decimal(500)),
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in AMENDMENT], ids=[row[0] for row in AMENDMENT]
)
def test_amendment(text: str, expected: object) -> None:
    assert verdict("b5", member() + AMENDED + text) == expected


# --- ข้อ ๑๖, ๔๖


def test_papers_and_resolution_are_asked_for() -> None:
    lacking = member() + claim("C1", "0001", "birth", "2011-05-01", evidence="claim-form, id-copy")
    assert verdict("b5", lacking) == ("needs-info", "MISSING_EVIDENCE", Decimal(0))
    unseen = member() + claim("C1", "0001", "birth", "2011-05-01", considered="no")
    assert verdict("b5", unseen) == ("needs-info", "NO_RESOLUTION", Decimal(0))


# --- ข้อ ๑๗: twice

TWICE = [
    (
        "a shared night",
        claim("C1", "0001", "hospital", "2012-05-01", event_end="2012-05-03"),
        claim("C2", "0001", "hospital", "2012-05-02", event_end="2012-05-04"),
        refuses("DUPLICATE"),
    ),
    (
        "the next night",
        claim("C1", "0001", "hospital", "2012-05-01", event_end="2012-05-03"),
        claim("C2", "0001", "hospital", "2012-05-03", event_end="2012-05-04"),
        pays(100),
    ),
    (
        "a funeral",
        claim("C1", "0001", "funeral", "2012-05-01"),
        claim("C2", "0001", "funeral", "2012-05-02"),
        refuses("DUPLICATE"),
    ),
    (
        "one fire",
        claim("C1", "0001", "disaster", "2012-05-01", damage='"fire_part"'),
        claim("C2", "0001", "disaster", "2012-05-01", damage='"fire_whole"'),
        refuses("DUPLICATE"),
    ),
    (
        "another fire",
        claim("C1", "0001", "disaster", "2012-05-01", damage='"fire_part"'),
        claim("C2", "0001", "disaster", "2012-05-02", damage='"fire_part"'),
        pays(1500),
    ),
]


@pytest.mark.parametrize(
    ("first", "second", "expected"), [row[1:] for row in TWICE], ids=[row[0] for row in TWICE]
)
def test_twice(first: str, second: str, expected: object) -> None:
    assert verdict("b5", member() + first + second, "C2") == expected


YEARLY_DAYS = ["2012-04-12", "2012-04-14"]


@pytest.mark.parametrize("day", YEARLY_DAYS)
def test_elderly_has_its_day(day: str) -> None:
    ledger = member(birth="1940-01-01") + claim("C1", "0001", "elderly", day)
    assert verdict("b5", ledger) == ("needs-info", "DATE_ERROR", Decimal(0))


# --- ข้อ ๗: whole instalments that were due before the payment

# Owed: 365 of 2011, due 31 January 2011, and 365 of 2012; lapsed on 1 February 2012.
TAKEN = [
    ("birth", "2011-01-31", 500, []),
    ("birth", "2011-02-01", 500, ["2011-01"]),
    ("birth", "2011-02-01", 365, ["2011-01"]),
    ("birth", "2011-02-01", "364.99", []),
    ("death", "2012-02-01", 5000, ["2011-01", "2012-01"]),
    ("death", "2012-02-01", "729.99", ["2011-01"]),
    # Once membership has ended 2013 (due 31 January 2013) is no debt.
    ("death", "2013-02-01", 5000, ["2011-01", "2012-01"]),
    ("funeral", "2011-02-01", 500, []),
]


@pytest.mark.parametrize(
    ("benefit", "day", "gross", "months"), TAKEN, ids=[f"{t[0]} {t[1]} {t[2]}" for t in TAKEN]
)
def test_deduction(benefit: str, day: str, gross: object, months: list[str]) -> None:
    book = build("b5", YEARLY + claim("C1", "0001", benefit, "2011-01-10"))
    own = cases.claims_of(book)["C1"]
    taken = arrears.deduction(Members(book), own, Decimal(str(gross)), date.fromisoformat(day))
    assert [one.first for one in taken] == months


# --- ข้อ ๖: instalments

INSTALMENTS = [
    (
        "yearly",
        joined("0001", START, "yearly") + paid("0001", START, 5000),
        [
            "2010-04..2010-12 270.00 2010-04-30",  # nine months at 30
            "2011-01..2011-12 365.00 2011-01-31",
            "2012-01..2012-12 365.00 2012-01-31",
        ],
    ),
    (
        "half-year",
        joined("0001", "2012-08-10", "half-year") + paid("0001", "2012-08-10", 5000),
        [
            "2012-09..2012-12 120.00 2012-09-30",  # four months at 30
            "2013-01..2013-06 180.00 2013-01-31",
            "2013-07..2013-12 180.00 2013-07-31",
        ],
    ),
    (
        "monthly",
        joined("0001", "2012-01-10") + paid("0001", "2012-01-10", 5000),
        [
            "2012-02..2012-02 30.00 2012-02-29",
            "2012-03..2012-03 30.00 2012-03-31",
            "2012-04..2012-04 30.00 2012-04-30",
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
    ("birth", "2012-05-01", {}, "claim-form id-copy birth-cert"),
    ("hospital", "2012-05-01", {"event_end": "2012-05-02"}, "claim-form id-copy medical-cert"),
    ("death", "2012-05-01", {}, "claim-form death-cert nominee-id"),
    ("funeral", "2012-05-01", {}, "claim-form death-cert"),
    ("elderly", "2012-04-13", {}, "claim-form id-copy"),
    ("disability", "2012-12-03", {}, "claim-form id-copy disability-card"),
    ("education", "2012-05-16", {}, "claim-form id-copy transcript"),
    (
        "disaster",
        "2012-05-01",
        {"damage": '"fire_part"'},
        "claim-form id-copy police-or-lao-note photos",
    ),
    (
        "disaster",
        "2012-05-01",
        {"damage": '"storm"'},
        "claim-form id-copy police-or-lao-note photos assessment",
    ),
    ("career", "2012-05-01", {"requested": "900.00 THB"}, "claim-form id-copy project-plan"),
]


@pytest.mark.parametrize(
    ("benefit", "day", "facts", "papers"), MISSING, ids=[row[0] for row in MISSING]
)
def test_papers(benefit: str, day: str, facts: dict[str, str], papers: str) -> None:
    ledger = member(birth="1940-01-01", group='"disabled"') + claim(
        "C1", "0001", benefit, day, evidence="", **facts
    )
    found = decide("b5", ledger)["C1"]
    assert (found.verdict, found.reason) == ("needs-info", "MISSING_EVIDENCE")
    assert found.missing == tuple(papers.split())


# --- figures of the text that no claim shows

FIGURES = [
    ("fee entry", "amount", "20"),
    ("split contributions", "reserve", "0.15"),
    ("split contributions", "management", "0.10"),
    ("admin-ceiling", "share", "0.20"),
    ("matching", "rounds", "3"),
    ("matching", "cap", "365"),
]


@pytest.mark.parametrize(
    ("rule", "key", "value"), FIGURES, ids=[f"{row[0]} {row[1]}" for row in FIGURES]
)
def test_figures(rule: str, key: str, value: str) -> None:
    found = build("b5", "").bylaws.on(date(2012, 1, 1), *rule.split())
    assert number_of(found, key) == Decimal(value)


def test_the_preset_is_in_order() -> None:
    assert bylaws.check_text(preset_text("b5"), "b5.beancount") == []
