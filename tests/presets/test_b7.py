"""B7, the provincial leader fund: a tambon pays 400 baht a year, its three leaders benefit.

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
from presets.world import joined
from presets.world import paid
from presets.world import part
from presets.world import pays
from presets.world import preset_text
from presets.world import refuses
from presets.world import verdict
from rules import bylaws
from rules.membership import History
from rules.membership import Members
from rules.membership import number_of

#: A tambon since 15 March 2009; its first 400 are due by the end of that month.
TAMBON = joined("T01", "2009-03-15", "yearly", beneficiaries='"L1, L2, L3"')
FIRST = TAMBON + paid("T01", "2009-03-20", 400)
#: In time until September 2015.
PAID = FIRST + "".join(paid("T01", f"{year}-10-31", 400) for year in range(2009, 2015))


def stay(number: str, admitted: str, left: str, leader: str = "L1") -> str:
    """A stay of a leader of tambon T01."""
    return claim(number, "T01", "hospital", admitted, event_end=left, beneficiary=f'"{leader}"')


def trip(
    number: str, day: str, cost: str, leader: str = "L1", certifies: str = "attendance"
) -> str:
    """A leader's travel to a meeting."""
    return claim(
        number,
        "T01",
        "travel",
        day,
        cost=f"{cost} THB",
        beneficiary=f'"{leader}"',
        certifies=certifies,
    )


def funeral(number: str, day: str, leader: str = "L1", **facts: str) -> str:
    """The funeral of a leader."""
    return claim(number, "T01", "funeral", day, beneficiary=f'"{leader}"', **facts)


def history(ledger: str) -> History:
    """Tambon T01 as the books of the ledger have it."""
    found = Members(build("b7", ledger)).of("T01")
    assert found is not None
    return found


# --- ข้อ ๗: a tambon unpaid on the day of the event has no right, and paying later heals nothing

# 400 for October 2009 to September 2010 are due on 31 October 2009, the last day in time.
LATER = FIRST + paid("T01", "2009-11-10", 400)
UNPAID = [
    ("the day before it is due", FIRST, "2009-10-30", pays(200)),
    ("the due day", FIRST, "2009-10-31", pays(200)),
    ("the day after", FIRST, "2009-11-01", refuses("SUSPENDED")),
    ("paid on the due day", FIRST + paid("T01", "2009-10-31", 400), "2009-11-01", pays(200)),
    ("the day before the payment", LATER, "2009-11-09", refuses("SUSPENDED")),
    ("the day of the payment", LATER, "2009-11-10", pays(200)),
    ("the day after the payment", LATER, "2009-11-11", pays(200)),
    ("before the first is due", TAMBON, "2009-03-31", pays(200)),
    ("the first unpaid", TAMBON, "2009-04-01", refuses("SUSPENDED")),
    ("before joining", FIRST, "2009-03-14", refuses("BEFORE_JOINING")),
    ("the day of joining, no wait", FIRST, "2009-03-15", pays(200)),
]


@pytest.mark.parametrize(
    ("ledger", "day", "expected"), [row[1:] for row in UNPAID], ids=[row[0] for row in UNPAID]
)
def test_unpaid_tambon(ledger: str, day: str, expected: object) -> None:
    left = date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()
    assert verdict("b7", ledger + stay("C1", day, left)) == expected


def test_paying_before_filing_does_not_heal() -> None:
    text = claim(
        "C1",
        "T01",
        "hospital",
        "2009-11-05",
        event_end="2009-11-06",
        filed="2009-11-20",
        beneficiary='"L1"',
    )
    assert verdict("b7", LATER + text) == refuses("SUSPENDED")


# Two years owed, 2009 and 2010: one payment clears the older, the younger still suspends.
OWED = [
    ("one of two paid", paid("T01", "2011-01-05", 400), refuses("SUSPENDED")),
    ("a satang short", paid("T01", "2011-01-05", "799.99"), refuses("SUSPENDED")),
    ("both paid", paid("T01", "2011-01-05", 800), pays(200)),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in OWED], ids=[row[0] for row in OWED]
)
def test_arrears_are_cleared_oldest_first(text: str, expected: object) -> None:
    ledger = FIRST + text
    assert verdict("b7", ledger + stay("C1", "2011-01-06", "2011-01-07")) == expected


def test_the_older_year_is_cleared_first() -> None:
    found = history(FIRST + paid("T01", "2011-01-05", 400))
    assert [one.first for one in found.unpaid(date(2011, 1, 6))] == ["2010-10"]


def test_a_tambon_does_not_lapse() -> None:
    assert history(FIRST).status(date(2015, 1, 1)) == "member"


# --- ข้อ ๒๑: 200 a night, five nights a leader and fund year (October to September)

STAYS = [
    ("2010-05-01", "2010-05-01", refuses("NO_NIGHTS")),
    ("2010-05-01", "2010-05-05", pays(800)),
    ("2010-05-01", "2010-05-06", pays(1000)),
    ("2010-05-01", "2010-05-07", part("YEAR_CEILING", 1000)),
    # 28, 29, 30 September are of one year, 1-4 October of the next.
    ("2010-09-28", "2010-10-05", pays(1400)),
    # Six nights of September, of which five, and one of October.
    ("2010-09-25", "2010-10-02", part("YEAR_CEILING", 1200)),
]


@pytest.mark.parametrize(
    ("admitted", "left", "expected"), STAYS, ids=[f"{row[0]} {row[1]}" for row in STAYS]
)
def test_nights(admitted: str, left: str, expected: object) -> None:
    assert verdict("b7", PAID + stay("C1", admitted, left)) == expected


# L1 has had the five nights of the year to September 2010.
CEILINGS = [
    ("the same leader", "2010-09-30", "2010-10-01", "L1", refuses("YEAR_CEILING")),
    ("the same, the next year", "2010-10-01", "2010-10-02", "L1", pays(200)),
    ("another leader", "2010-09-20", "2010-09-25", "L2", pays(1000)),
    ("another leader, one more", "2010-09-20", "2010-09-26", "L2", part("YEAR_CEILING", 1000)),
    ("another leader, same nights", "2010-05-01", "2010-05-06", "L3", pays(1000)),
    ("the same leader, same nights", "2010-05-05", "2010-05-06", "L1", refuses("DUPLICATE")),
]


@pytest.mark.parametrize(
    ("admitted", "left", "leader", "expected"),
    [row[1:] for row in CEILINGS],
    ids=[row[0] for row in CEILINGS],
)
def test_ceilings_count_for_each_leader(
    admitted: str, left: str, leader: str, expected: object
) -> None:
    ledger = PAID + stay("C1", "2010-05-01", "2010-05-06")
    assert verdict("b7", ledger + stay("C2", admitted, left, leader), "C2") == expected


# --- ข้อ ๒: at most three named leaders, as named on the day of the event

FOUR = joined("T01", "2009-03-15", "yearly", beneficiaries='"L1, L2, L3, L4"') + paid(
    "T01", "2009-03-20", 400
)
LEADERS = [
    ("the third", FOUR, "L3", pays(200)),
    ("a fourth", FOUR, "L4", refuses("NOT_ELIGIBLE")),
    ("not named", FIRST, "L4", refuses("NOT_ELIGIBLE")),
    (
        "named that day",
        FIRST + changed("T01", "2009-06-01", beneficiaries='"L1, L2, L4"'),
        "L4",
        pays(200),
    ),
    (
        "named the day after",
        FIRST + changed("T01", "2009-06-02", beneficiaries='"L1, L2, L4"'),
        "L4",
        refuses("NOT_ELIGIBLE"),
    ),
    (
        "no longer named",
        FIRST + changed("T01", "2009-06-01", beneficiaries='"L1, L2, L4"'),
        "L3",
        refuses("NOT_ELIGIBLE"),
    ),
]


@pytest.mark.parametrize(
    ("ledger", "leader", "expected"), [row[1:] for row in LEADERS], ids=[row[0] for row in LEADERS]
)
def test_named_leaders(ledger: str, leader: str, expected: object) -> None:
    assert verdict("b7", ledger + stay("C1", "2009-06-01", "2009-06-02", leader)) == expected


STRANGERS = [funeral("C1", "2009-06-01", "L4"), trip("C1", "2009-06-01", "90.00", "L4")]


@pytest.mark.parametrize("text", STRANGERS, ids=["funeral", "travel"])
def test_nothing_for_who_is_not_named(text: str) -> None:
    assert verdict("b7", FIRST + text) == refuses("NOT_ELIGIBLE")


def test_a_claim_names_its_leader() -> None:
    ledger = FIRST + claim("C1", "T01", "hospital", "2009-06-01", event_end="2009-06-02")
    assert verdict("b7", ledger) == refuses("NOT_ELIGIBLE")


# --- ข้อ ๒๓, ๓๐: funeral once a leader; travel at cost, 300 at most, attendance certified


def test_funeral_is_paid_once_for_each_leader() -> None:
    ledger = PAID + funeral("C1", "2010-05-01") + funeral("C2", "2010-05-01", "L2")
    ledger += funeral("C3", "2010-05-02", "L1", filed="2010-05-20")
    found = decide("b7", ledger)
    assert [found[c].gross for c in ("C1", "C2", "C3")] == [5000, 5000, 0]
    assert found["C3"].reason == "DUPLICATE"


TRIPS = [
    ("299.75", pays("299.75")),
    ("300.00", pays(300)),
    ("300.25", part("AMOUNT_CAP", 300)),
]


@pytest.mark.parametrize(("cost", "expected"), TRIPS, ids=[row[0] for row in TRIPS])
def test_travel(cost: str, expected: object) -> None:
    assert verdict("b7", PAID + trip("C1", "2010-05-01", cost)) == expected


def test_travel_needs_attendance() -> None:
    ledger = PAID + trip("C1", "2010-05-01", "100.00", certifies="")
    assert verdict("b7", ledger) == ("needs-info", "NOT_CERTIFIED", Decimal(0))


def test_two_leaders_travel_to_one_meeting() -> None:
    ledger = PAID + trip("C1", "2010-05-01", "100.00") + trip("C2", "2010-05-01", "120.00", "L2")
    ledger += trip("C3", "2010-05-01", "100.00")
    found = decide("b7", ledger)
    assert [found[c].gross for c in ("C1", "C2", "C3")] == [100, 120, 0]
    assert found["C3"].reason == "DUPLICATE"


# --- ข้อ ๑๕: 60 days

# 1 May + 60: 30 (31 May), 60 (30 June).
FILED = [
    ("2010-06-29", pays(5000)),
    ("2010-06-30", pays(5000)),
    ("2010-07-01", refuses("LATE")),
]


@pytest.mark.parametrize(("filed", "expected"), FILED, ids=[row[0] for row in FILED])
def test_filing(filed: str, expected: object) -> None:
    assert verdict("b7", PAID + funeral("C1", "2010-05-01", filed=filed)) == expected


# --- an amendment: from 1 October 2011 travel up to 500 baht

AMENDED = """
2011-10-01 custom "bylaw" "benefit" "travel"
  article: "ข้อ ๓๐ แก้ไขโดยฉบับที่ ๒"
  account: Expenses:Welfare:OrgReward
  beneficiary: "named"
  actual-cost: TRUE
  max-per-case: 500.00 THB
  duplicate: "event"
  evidence: "claim-form, receipt"
  certify: "attendance"
"""
AMENDMENT = [
    ("2011-09-30", part("AMOUNT_CAP", 300)),
    ("2011-10-01", pays(450)),
    ("2011-10-02", pays(450)),
]


@pytest.mark.parametrize(("day", "expected"), AMENDMENT, ids=[row[0] for row in AMENDMENT])
def test_amendment(day: str, expected: object) -> None:
    assert verdict("b7", PAID + AMENDED + trip("C1", day, "450.00")) == expected


# --- ข้อ ๖: instalments

INSTALMENTS = [
    (
        "the first year whole, by the end of its first month",
        TAMBON + paid("T01", "2009-03-20", 1200),
        [
            "2009-03..2009-09 400.00 2009-03-31",
            "2009-10..2010-09 400.00 2009-10-31",
            "2010-10..2011-09 400.00 2010-10-31",
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
    (
        "hospital",
        "2012-05-01",
        {"event_end": "2012-05-02", "beneficiary": '"L1"'},
        "claim-form id-copy medical-cert",
    ),
    ("funeral", "2012-05-01", {"beneficiary": '"L1"'}, "claim-form death-cert"),
    ("travel", "2012-05-01", {"cost": "90.00 THB", "beneficiary": '"L1"'}, "claim-form receipt"),
]


@pytest.mark.parametrize(
    ("benefit", "day", "facts", "papers"), MISSING, ids=[row[0] for row in MISSING]
)
def test_papers(benefit: str, day: str, facts: dict[str, str], papers: str) -> None:
    ledger = PAID + claim("C1", "T01", benefit, day, evidence="", **facts)
    found = decide("b7", ledger)["C1"]
    assert (found.verdict, found.reason) == ("needs-info", "MISSING_EVIDENCE")
    assert found.missing == tuple(papers.split())


# --- figures of the text that no claim shows

FIGURES = [
    ("split contributions", "reserve", "0.30"),
    ("split contributions", "management", "0.10"),
    ("admin-ceiling", "share", "0.20"),
]


@pytest.mark.parametrize(
    ("rule", "key", "value"), FIGURES, ids=[f"{row[0]} {row[1]}" for row in FIGURES]
)
def test_figures(rule: str, key: str, value: str) -> None:
    found = build("b7", "").bylaws.on(date(2012, 1, 1), *rule.split())
    assert number_of(found, key) == Decimal(value)


def test_the_preset_is_in_order() -> None:
    assert bylaws.check_text(preset_text("b7"), "b7.beancount") == []
