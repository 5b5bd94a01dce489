"""B6, the small yearly fund: 200 baht each January, birth, illness and death only.

Expected values are worked out from the text of the bylaw; the sums stand beside the cases.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from presets.world import build
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
from rules import bylaws
from rules.membership import History
from rules.membership import Members
from rules.membership import by_age
from rules.membership import number_of

#: What the meeting certifies for a stay: no other fund pays it.
ALONE = "not-paid-elsewhere"


def member(start: str = "2010-01-15", years: int = 8, number: str = "0001", **facts: str) -> str:
    """A member admitted ten days before the first 200 baht, then paying every 15 January."""
    first = date.fromisoformat(start)
    admitted = date.fromordinal(first.toordinal() - 10).isoformat()
    text = joined(number, admitted, "yearly", **facts) + paid(number, start, 200)
    return text + "".join(
        paid(number, f"{first.year + later}-01-15", 200) for later in range(1, years + 1)
    )


def stay(number: str, admitted: str, left: str, certifies: str = ALONE) -> str:
    """A stay of member 0001."""
    return claim(number, "0001", "hospital", admitted, event_end=left, certifies=certifies)


def death(day: str) -> str:
    """The death of member 0001 and the claim for it."""
    return ended("0001", day, "death") + claim("C1", "0001", "death", day)


def history(ledger: str) -> History:
    """Member 0001 as the books of the ledger have it."""
    found = Members(build("b6", ledger)).of("0001")
    assert found is not None
    return found


# --- ข้อ ๓, ๑๔: from the first payment, 180 days, a year for death

# Paid 15 January 2010: + 180 is 16 (31 Jan), 44, 75, 105, 136, 166 (30 Jun), so 14 July.
WAITS = [
    ("2010-01-06", refuses("BEFORE_JOINING")),  # admitted, but nothing paid yet
    ("2010-01-14", refuses("BEFORE_JOINING")),
    ("2010-01-15", refuses("WAITING")),
    ("2010-07-13", refuses("WAITING")),
    ("2010-07-14", pays(300)),
    ("2010-07-15", pays(300)),
]


@pytest.mark.parametrize(("day", "expected"), WAITS, ids=[row[0] for row in WAITS])
def test_birth_waits(day: str, expected: object) -> None:
    assert verdict("b6", member() + claim("C1", "0001", "birth", day)) == expected


# 1,000 + 100 for each full year, after a year of waiting.
DEATHS = [
    ("2011-01-14", refuses("WAITING")),
    ("2011-01-15", pays(1100)),
    ("2011-01-16", pays(1100)),
    ("2012-01-14", pays(1100)),
    ("2012-01-15", pays(1200)),
    ("2015-01-14", pays(1400)),
    ("2015-01-15", pays(1500)),
]


@pytest.mark.parametrize(("day", "expected"), DEATHS, ids=[row[0] for row in DEATHS])
def test_death_by_full_years(day: str, expected: object) -> None:
    assert verdict("b6", member() + death(day)) == expected


# First paid 29 February 2012: years are complete on 28 February, the fourth on the 29th.
LEAP_DEATHS = [
    ("2013-02-27", refuses("WAITING")),
    ("2013-02-28", pays(1100)),
    ("2013-03-01", pays(1100)),
    ("2014-02-27", pays(1100)),
    ("2014-02-28", pays(1200)),
    ("2016-02-28", pays(1300)),
    ("2016-02-29", pays(1400)),
]


@pytest.mark.parametrize(("day", "expected"), LEAP_DEATHS, ids=[row[0] for row in LEAP_DEATHS])
def test_death_by_full_years_from_29_february(day: str, expected: object) -> None:
    assert verdict("b6", member("2012-02-29") + death(day)) == expected


# 5,000 is reached with 40 full years: 1,000 + 40 × 100.
LONG = [
    ("2050-01-14", pays(4900)),
    ("2050-01-15", pays(5000)),
    ("2051-01-14", pays(5000)),
    ("2051-01-15", part("AMOUNT_CAP", 5000)),
]


@pytest.mark.parametrize(("day", "expected"), LONG, ids=[row[0] for row in LONG])
def test_death_is_5000_at_most(day: str, expected: object) -> None:
    assert verdict("b6", member(years=42) + death(day)) == expected


# --- ข้อ ๒๒ (๒): from another fund with a letter; no wait, tenure kept, half in the first year

#: Admitted 10 June 2012, a member of the other fund since the given day.
CAME = """
2012-06-10 custom "carried" "member" "0001"
  wait-start: {since}
  tenure-start: {since}
  paid-through: "2012-05"
  matched-rounds: 0
  reinstated-before: FALSE
  receipted: 0.00 THB
  used-hospital: 0
"""


def transferred(since: str) -> str:
    """Member 0001, come from another fund, who pays here from the first day on."""
    text = joined("0001", "2012-06-10", "yearly") + CAME.format(since=since)
    return text + paid("0001", "2012-06-10", 200) + paid("0001", "2013-01-15", 200)


TRANSFERS = [
    # 3 full years since 1 May 2009: half of 1,300.
    ("2009-05-01", "2012-06-10", 650),
    # Four on 1 May 2013: half of 1,400; the first year here ends with 9 June 2013.
    ("2009-05-01", "2013-06-09", 700),
    ("2009-05-01", "2013-06-10", 1400),
    ("2009-05-01", "2013-06-11", 1400),
    # A full year there is the least that the wait of a year lets through: half of 1,100.
    ("2011-06-10", "2012-06-10", 550),
]


@pytest.mark.parametrize(
    ("since", "day", "amount"), TRANSFERS, ids=[f"{row[0]} {row[1]}" for row in TRANSFERS]
)
def test_death_of_who_came_from_another_fund(since: str, day: str, amount: int) -> None:
    assert verdict("b6", transferred(since) + death(day)) == pays(amount)


def test_birth_of_who_came_from_another_fund_does_not_wait() -> None:
    ledger = transferred("2009-05-01") + claim("C1", "0001", "birth", "2012-06-10")
    assert verdict("b6", ledger) == pays(300)


# --- ข้อ ๒๑: three nights a calendar year, that of the admission

STAYS = [
    ("2011-05-01", "2011-05-03", pays(200)),
    ("2011-05-01", "2011-05-04", pays(300)),
    ("2011-05-01", "2011-05-05", part("YEAR_CEILING", 300)),
    ("2011-05-01", "2011-05-01", refuses("NO_NIGHTS")),
    # Two nights of 2011 and two of 2012 all count in 2011.
    ("2011-12-30", "2012-01-03", part("YEAR_CEILING", 300)),
]


@pytest.mark.parametrize(
    ("admitted", "left", "expected"), STAYS, ids=[f"{row[0]} {row[1]}" for row in STAYS]
)
def test_nights(admitted: str, left: str, expected: object) -> None:
    assert verdict("b6", member() + stay("C1", admitted, left)) == expected


# After a stay from 30 December 2011 to 3 January 2012 2011 is used up and 2012 untouched.
AFTER = [
    ("2011-12-10", "2011-12-12", refuses("YEAR_CEILING")),
    ("2012-01-03", "2012-01-06", pays(300)),
]


@pytest.mark.parametrize(("admitted", "left", "expected"), AFTER, ids=["same year", "next year"])
def test_nights_after_the_turn_of_the_year(admitted: str, left: str, expected: object) -> None:
    ledger = member() + stay("C1", "2011-12-30", "2012-01-03")
    ledger += claim(
        "C2", "0001", "hospital", admitted, event_end=left, filed="2012-01-06", certifies=ALONE
    )
    assert verdict("b6", ledger, "C2") == expected


def test_a_stay_needs_that_no_other_fund_pays_it() -> None:
    ledger = member() + stay("C1", "2011-05-01", "2011-05-03", certifies="")
    assert verdict("b6", ledger) == ("needs-info", "NOT_CERTIFIED", Decimal(0))


# --- ข้อ ๑๕: 30 days, for a stay from its discharge

# 10 June + 30 is 10 July.
FILED = [
    ("birth", "2011-06-10", "", "2011-07-09", pays(300)),
    ("birth", "2011-06-10", "", "2011-07-10", pays(300)),  # a Sunday, which moves nothing
    ("birth", "2011-06-10", "", "2011-07-11", refuses("LATE")),
    ("hospital", "2011-06-08", "2011-06-10", "2011-07-10", pays(200)),
    ("hospital", "2011-06-08", "2011-06-10", "2011-07-11", refuses("LATE")),
]


@pytest.mark.parametrize(
    ("benefit", "event", "left", "filed", "expected"),
    FILED,
    ids=[f"{row[0]} filed {row[3]}" for row in FILED],
)
def test_filing(benefit: str, event: str, left: str, filed: str, expected: object) -> None:
    text = claim("C1", "0001", benefit, event, event_end=left, filed=filed, certifies=ALONE)
    assert verdict("b6", member() + text) == expected


# --- ข้อ ๖, ๘: January; late until 31 March; then it is over

FIRST = joined("0001", "2010-01-05", "yearly") + paid("0001", "2010-01-15", 200)
LAPSES = [
    ("unpaid, 31 March", FIRST, "2011-03-31", "member"),
    ("unpaid, 1 April", FIRST, "2011-04-01", "lapse"),
    ("paid 31 January", FIRST + paid("0001", "2011-01-31", 200), "2011-04-01", "member"),
    ("paid 31 March", FIRST + paid("0001", "2011-03-31", 200), "2011-04-01", "member"),
    ("paid 1 April", FIRST + paid("0001", "2011-04-01", 200), "2011-04-01", "lapse"),
    ("paid too little", FIRST + paid("0001", "2011-03-31", 199), "2011-04-01", "lapse"),
    ("and the year after", FIRST + paid("0001", "2011-03-31", 200), "2012-04-01", "lapse"),
    # The first year is paid whole in whatever month; the next January asks again.
    (
        "joined in November",
        joined("0001", "2010-11-02", "yearly") + paid("0001", "2010-11-20", 200),
        "2011-03-31",
        "member",
    ),
    (
        "joined in November, 1 April",
        joined("0001", "2010-11-02", "yearly") + paid("0001", "2010-11-20", 200),
        "2011-04-01",
        "lapse",
    ),
    ("admitted and never paid", joined("0001", "2010-01-05", "yearly"), "2010-12-31", "pending"),
]


@pytest.mark.parametrize(
    ("ledger", "day", "status"), [row[1:] for row in LAPSES], ids=[row[0] for row in LAPSES]
)
def test_lapse(ledger: str, day: str, status: str) -> None:
    assert history(ledger).status(date.fromisoformat(day)) == status


def test_late_money_of_who_lapsed_is_not_a_contribution() -> None:
    found = history(FIRST + paid("0001", "2011-04-01", 200))
    assert [one.amount for one in found.strays] == [200]


# Arrears between 1 February and 31 March do not suspend: the text says nothing of it.
LAST_DAYS = [("2011-03-31", pays(300)), ("2011-04-01", refuses("LAPSED"))]


@pytest.mark.parametrize(("day", "expected"), LAST_DAYS, ids=[row[0] for row in LAST_DAYS])
def test_claim_around_the_lapse(day: str, expected: object) -> None:
    assert verdict("b6", FIRST + claim("C1", "0001", "birth", day)) == expected


def test_there_is_no_reinstatement() -> None:
    ledger = (
        FIRST + reinstated("0001", "2011-04-01", "2011-04-05") + paid("0001", "2011-04-01", 200)
    )
    found = history(ledger)
    assert [(one.verdict, one.reason) for one in found.reinstatements] == [
        ("refuse", "NOT_ALLOWED")
    ]
    assert found.status(date(2011, 4, 5)) == "lapse"


# Anew under a new number from 20 April 2011: + 180 is 10 (30 Apr), 41, 71, 102, 133, 163 (30 Sep),
# so 17 October.
AGAIN = [("2011-10-16", refuses("WAITING")), ("2011-10-17", pays(300))]


@pytest.mark.parametrize(("day", "expected"), AGAIN, ids=[row[0] for row in AGAIN])
def test_who_joins_again_waits_again(day: str, expected: object) -> None:
    ledger = FIRST + joined("0002", "2011-04-15", "yearly", person='"0001"')
    ledger += paid("0002", "2011-04-20", 200) + claim("C1", "0002", "birth", day)
    assert verdict("b6", ledger) == expected


def test_who_moves_away_and_pays_stays() -> None:
    ledger = member() + ended("0001", "2012-05-01", "moved")
    assert verdict("b6", ledger + claim("C1", "0001", "birth", "2012-05-02")) == pays(300)


# A child of three joins, is 18 on 1 June 2025 and does not wait again.
GROWN = ["2025-05-31", "2025-06-01", "2025-06-02"]


@pytest.mark.parametrize("day", GROWN)
def test_a_child_grows_up_in_the_number(day: str) -> None:
    ledger = member(years=16, birth="2007-06-01") + claim("C1", "0001", "birth", day)
    assert verdict("b6", ledger) == pays(300)


# --- ข้อ ๔: who is under 15 joins without a fee

# Born 1 June 1997: 15 on 1 June 2012.
FEES = [("2012-05-31", 0), ("2012-06-01", 50), ("2012-06-02", 50)]


@pytest.mark.parametrize(("day", "fee"), FEES, ids=[row[0] for row in FEES])
def test_entry_fee(day: str, fee: int) -> None:
    rule = build("b6", "").bylaws.on(date.fromisoformat(day), "fee", "entry")
    assert rule is not None
    young = by_age(rule, date(1997, 6, 1), date.fromisoformat(day))
    assert (number_of(rule, "amount") if young is None else young) == fee


# --- oldest first: what is paid in February pays the year that is owed, not the one to come


def test_one_payment_clears_the_oldest() -> None:
    found = history(FIRST + paid("0001", "2011-02-20", 200))
    assert found.unpaid(date(2011, 3, 31)) == []
    assert [one.first for one in found.unpaid(date(2012, 1, 31))] == ["2012-01"]


# --- an amendment: from 1 January 2014 150 baht for each full year and 400 for a birth

AMENDED = """
2014-01-01 custom "bylaw" "benefit" "birth"
  article: "ข้อ ๒๐ แก้ไขโดยฉบับที่ ๒"
  amount: 400.00 THB
  duplicate: "event"
  evidence: "claim-form, id-copy, birth-cert"

2014-01-01 custom "bylaw" "benefit" "death"
  article: "ข้อ ๒๒ แก้ไขโดยฉบับที่ ๒"
  covers-last-day: TRUE
  wait: "1 year"
  base: 1000.00 THB
  per-tenure-year: 150.00 THB
  max-per-case: 5000.00 THB
  duplicate: "ever"
  evidence: "claim-form, death-cert, nominee-id"
"""
AMENDMENT = [
    ("birth before", claim("C1", "0001", "birth", "2013-12-31", filed="2014-01-10"), pays(300)),
    ("birth on", claim("C1", "0001", "birth", "2014-01-01"), pays(400)),
    # Three full years both days: 1,300 and 1,450.
    ("death before", death("2013-12-31"), pays(1300)),
    ("death on", death("2014-01-01"), pays(1450)),
    ("death after", death("2014-01-15"), pays(1600)),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in AMENDMENT], ids=[row[0] for row in AMENDMENT]
)
def test_amendment(text: str, expected: object) -> None:
    assert verdict("b6", member() + AMENDED + text) == expected


def test_one_claim_for_one_delivery() -> None:
    ledger = member() + claim("C1", "0001", "birth", "2011-05-01")
    ledger += claim("C2", "0001", "birth", "2011-05-01", filed="2011-05-03")
    assert decide("b6", ledger)["C2"].reason == "DUPLICATE"


# --- ข้อ ๖: instalments

INSTALMENTS = [
    (
        "from January",
        joined("0001", "2010-01-05", "yearly") + paid("0001", "2010-01-15", 600),
        [
            "2010-01..2010-12 200.00 2010-01-31",
            "2011-01..2011-12 200.00 2011-01-31",
            "2012-01..2012-12 200.00 2012-01-31",
        ],
    ),
    (
        "from November, the first year whole",
        joined("0001", "2010-11-02", "yearly") + paid("0001", "2010-11-20", 400),
        ["2010-11..2010-12 200.00 2010-11-30", "2011-01..2011-12 200.00 2011-01-31"],
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
]


@pytest.mark.parametrize(
    ("benefit", "day", "facts", "papers"), MISSING, ids=[row[0] for row in MISSING]
)
def test_papers(benefit: str, day: str, facts: dict[str, str], papers: str) -> None:
    ledger = member() + claim("C1", "0001", benefit, day, evidence="", **facts)
    found = decide("b6", ledger)["C1"]
    assert (found.verdict, found.reason) == ("needs-info", "MISSING_EVIDENCE")
    assert found.missing == tuple(papers.split())


# --- figures of the text that no claim shows

FIGURES = [
    ("fee entry", "amount", "50"),
    ("fee late", "amount", "10"),
    ("split contributions", "reserve", "0.10"),
    ("split contributions", "management", "0.05"),
    ("admin-ceiling", "share", "0.20"),
    ("matching", "cap", "365"),
]


@pytest.mark.parametrize(
    ("rule", "key", "value"), FIGURES, ids=[f"{row[0]} {row[1]}" for row in FIGURES]
)
def test_figures(rule: str, key: str, value: str) -> None:
    found = build("b6", "").bylaws.on(date(2012, 1, 1), *rule.split())
    assert number_of(found, key) == Decimal(value)


def test_a_stay_is_paid_once() -> None:
    ledger = (
        member() + stay("C1", "2011-05-01", "2011-05-02") + stay("C2", "2011-05-01", "2011-05-03")
    )
    assert verdict("b6", ledger, "C2") == refuses("DUPLICATE")


def test_the_preset_is_in_order() -> None:
    assert bylaws.check_text(preset_text("b6"), "b6.beancount") == []
