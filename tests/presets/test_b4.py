"""B4, the Songkhla model: tiers in days that drift from the anniversary, and a pension.

Expected values are worked out from the text of the bylaw; the sums stand beside the cases.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from presets.world import asked
from presets.world import build
from presets.world import changed
from presets.world import claim
from presets.world import decide
from presets.world import ended
from presets.world import history
from presets.world import joined
from presets.world import lacking
from presets.world import overdue
from presets.world import paid
from presets.world import part
from presets.world import pays
from presets.world import refuses
from presets.world import reinstated
from presets.world import said
from presets.world import sent_back
from presets.world import stay
from presets.world import verdict
from rules import joining
from rules import refunds
from rules.membership import Members

Verdict = tuple[str, str, Decimal]
SEVENTY_YEARS = 365 * 70
START = "2005-03-01"
LEAP = "2008-02-29"


def member(start: str = START, number: str = "0001", **facts: str) -> str:
    """A yearly member who paid for seventy years on the first day."""
    return joined(number, start, "yearly", **facts) + paid(number, start, SEVENTY_YEARS)


def test_everybody_may_join() -> None:
    book = build("b4", "")
    day, elsewhere = date(2014, 1, 1), date(2010, 1, 1)
    for birth in (date(2013, 12, 31), date(1914, 1, 1)):
        assert list(joining.against(book, day, birth, elsewhere)) == []


# --- ข้อ ๓, ๑๔: 180 days from the first payment

# Admitted on 20 February, paid on 1 March 2005; + 180: 30 days to 31 Mar, 60, 91, 121, 152 to
# 31 Jul, so 28 August.
WAITS = {
    "admitted, not paid": ("birth", "2005-02-28", refuses("BEFORE_JOINING")),
    "birth, 179 days": ("birth", "2005-08-27", refuses("WAITING")),
    "birth, 180 days": ("birth", "2005-08-28", pays(500)),
    "birth, 181 days": ("birth", "2005-08-29", pays(500)),
    "wreath, 179 days": ("funeral", "2005-08-27", refuses("WAITING")),
    "wreath, 180 days": ("funeral", "2005-08-28", pays(500)),
}


@pytest.mark.parametrize(("benefit", "event", "expected"), WAITS.values(), ids=WAITS)
def test_waits(benefit: str, event: str, expected: Verdict) -> None:
    ledger = joined("0001", "2005-02-20", "yearly") + paid("0001", START, SEVENTY_YEARS)
    assert verdict("b4", ledger + claim("C1", "0001", benefit, event)) == expected


# --- ข้อ ๒๒: death by days

# From 1 March 2005: 365 days on 1 Mar 2006, 730 on 1 Mar 2007; four years have 1,461 days, so 1,460
# on 28 Feb 2009; eight have 2,922, so 2,920 on 27 Feb 2013; sixteen 5,844, so 5,840 on 25 Feb 2021.
# From 29 Feb 2008: 365 on 28 Feb 2009, 730 on 28 Feb 2010; four years to 29 Feb 2012 have 1,461, so
# 1,460 on 28 Feb 2012; eight to 29 Feb 2016 have 2,922, so 2,920 on 27 Feb 2016.
TIERS = {
    "179 days": (START, "2005-08-27", refuses("WAITING")),
    "180 days": (START, "2005-08-28", pays(2500)),
    "364 days": (START, "2006-02-28", pays(2500)),
    "365 days": (START, "2006-03-01", pays(5000)),
    "729 days": (START, "2007-02-28", pays(5000)),
    "730 days": (START, "2007-03-01", pays(10000)),
    "1,459 days": (START, "2009-02-27", pays(10000)),
    "1,460 days, not yet 4 years": (START, "2009-02-28", pays(15000)),
    "1,461 days, 4 years": (START, "2009-03-01", pays(15000)),
    "2,919 days": (START, "2013-02-26", pays(15000)),
    "2,920 days": (START, "2013-02-27", pays(20000)),
    "5,839 days": (START, "2021-02-24", pays(20000)),
    "5,840 days": (START, "2021-02-25", pays(30000)),
    "29 Feb, 364 days": (LEAP, "2009-02-27", pays(2500)),
    "29 Feb, 365 days": (LEAP, "2009-02-28", pays(5000)),
    "29 Feb, 729 days": (LEAP, "2010-02-27", pays(5000)),
    "29 Feb, 730 days": (LEAP, "2010-02-28", pays(10000)),
    "29 Feb, 1,459 days": (LEAP, "2012-02-27", pays(10000)),
    "29 Feb, 1,460 days": (LEAP, "2012-02-28", pays(15000)),
    "29 Feb, 2,919 days": (LEAP, "2016-02-26", pays(15000)),
    "29 Feb, 2,920 days": (LEAP, "2016-02-27", pays(20000)),
}


@pytest.mark.parametrize(("start", "died", "expected"), TIERS.values(), ids=TIERS)
def test_death_by_days(start: str, died: str, expected: Verdict) -> None:
    ledger = member(start) + ended("0001", died, "death") + claim("C1", "0001", "death", died)
    assert verdict("b4", ledger) == expected


@pytest.mark.parametrize("benefit", ["death", "funeral"])
def test_a_death_is_paid_once_whatever_day_is_said(benefit: str) -> None:
    ledger = member() + claim("C1", "0001", benefit, "2012-05-01", filed="2012-05-02")
    ledger += claim("C2", "0001", benefit, "2012-05-02", filed="2012-05-03")
    assert verdict("b4", ledger, "C2") == refuses("DUPLICATE")


# --- ข้อ ๒๔: the pension, at 60 and with 15 years; 100 more every 5 years

# 15 years from 1 March 2005 on 1 March 2020, 20 in 2025 … 60 in 2065.
PENSIONS = {
    "15 years less a day": ("1955-01-01", START, "2020-02-29", refuses("NOT_ELIGIBLE")),
    "15 years": ("1955-01-01", START, "2020-03-01", pays(300)),
    "20 years less a day": ("1955-01-01", START, "2025-02-28", pays(300)),
    "20 years": ("1955-01-01", START, "2025-03-01", pays(400)),
    "25 years less a day": ("1955-01-01", START, "2030-02-28", pays(400)),
    "25 years": ("1955-01-01", START, "2030-03-01", pays(500)),
    "30 years": ("1955-01-01", START, "2035-03-01", pays(600)),
    "35 years": ("1955-01-01", START, "2040-03-01", pays(700)),
    "40 years": ("1955-01-01", START, "2045-03-01", pays(800)),
    "44 years, 59 of age": ("1990-01-01", START, "2049-03-01", refuses("NOT_ELIGIBLE")),
    "45 years, 60 of age": ("1990-01-01", START, "2050-03-01", pays(900)),
    "50 years": ("1990-01-01", START, "2055-03-01", pays(1000)),
    "55 years": ("1990-01-01", START, "2060-03-01", pays(1100)),
    "60 years less a day": ("1990-01-01", START, "2065-02-28", pays(1100)),
    "60 years": ("1990-01-01", START, "2065-03-01", pays(1200)),
    "66 years": ("1990-01-01", START, "2071-03-01", pays(1200)),
    # Begun on 29 Feb 2008: 15 years on 28 Feb 2023, 20 on 29 Feb 2028.
    "29 Feb, 15 years less a day": ("1955-01-01", LEAP, "2023-02-27", refuses("NOT_ELIGIBLE")),
    "29 Feb, 15 years": ("1955-01-01", LEAP, "2023-02-28", pays(300)),
    "29 Feb, 20 years less a day": ("1955-01-01", LEAP, "2028-02-28", pays(300)),
    "29 Feb, 20 years": ("1955-01-01", LEAP, "2028-02-29", pays(400)),
    "60 the day after": ("1960-03-16", START, "2020-03-15", refuses("NOT_ELIGIBLE")),
    "60 that day": ("1960-03-15", START, "2020-03-15", pays(300)),
    # Born on 29 Feb 1960: 60 on 29 Feb 2020, but 15 years only on 1 March.
    "born on 29 Feb": ("1960-02-29", START, "2020-03-01", pays(300)),
    # 60 on the day of joining, and still so on the day before the 61st birthday; 61 is over 60.
    "joined on the 60th birthday": ("1945-03-01", START, "2020-03-01", pays(300)),
    "joined a day before the 61st": ("1944-03-02", START, "2020-03-01", pays(300)),
    "joined on the 61st birthday": ("1944-03-01", START, "2020-03-01", refuses("NOT_ELIGIBLE")),
}


@pytest.mark.parametrize(("birth", "start", "event", "expected"), PENSIONS.values(), ids=PENSIONS)
def test_pension(birth: str, start: str, event: str, expected: Verdict) -> None:
    ledger = member(start, birth=birth) + claim("C1", "0001", "elderly", event)
    assert verdict("b4", ledger) == expected


ROUNDS = {
    "the same day": ("2020-04-01", refuses("DUPLICATE")),
    "the same month": ("2020-04-30", refuses("DUPLICATE")),
    "the next month": ("2020-05-01", pays(300)),
    "the same month of the next year": ("2021-04-01", pays(300)),
}


@pytest.mark.parametrize(("event", "expected"), ROUNDS.values(), ids=ROUNDS)
def test_pension_once_a_month(event: str, expected: Verdict) -> None:
    ledger = member(birth="1955-01-01") + claim("C1", "0001", "elderly", "2020-04-01")
    ledger += claim("C2", "0001", "elderly", event, filed=max(event, "2020-04-02"))
    assert verdict("b4", ledger, "C2") == expected


# --- ข้อ ๒๐: 500 for the child, five nights for the mother

MATERNITY = {
    "5 nights": ("2006-05-06", '"F"', pays(500)),
    "6 nights": ("2006-05-07", '"F"', part("STAY_CAP", 500)),
    "no night": ("2006-05-01", '"F"', refuses("NO_NIGHTS")),
    "not the mother": ("2006-05-03", '"M"', refuses("NOT_ELIGIBLE")),
}


@pytest.mark.parametrize(("discharged", "sex", "expected"), MATERNITY.values(), ids=MATERNITY)
def test_nights_of_a_mother(discharged: str, sex: str, expected: Verdict) -> None:
    one = claim("C1", "0001", "maternity", "2006-05-01", event_end=discharged)
    assert verdict("b4", member(sex=sex) + one) == expected


def test_a_mothers_nights_leave_the_hospital_nights_whole() -> None:
    ledger = member() + claim("C1", "0001", "birth", "2006-05-01")
    ledger += claim("C2", "0001", "maternity", "2006-05-01", event_end="2006-05-06")
    ledger += stay("C3", "0001", "2006-06-01", "2006-06-11")
    found = decide("b4", ledger)
    assert [found[number].gross for number in ("C1", "C2", "C3")] == [500, 500, 1000]


# --- ข้อ ๒๑: ten nights a year of membership

# Begun on 1 March 2005, so the first year of membership ends on 28 February 2006. 8, 9 or 10 nights
# of it are used in January; a stay from 27 February has two nights of the first year, three of the
# second.
EDGE = {
    "8 before": ("2006-01-09", pays(500)),
    "9 before": ("2006-01-10", part("YEAR_CEILING", 400)),
    "10 before": ("2006-01-11", part("YEAR_CEILING", 300)),
}


@pytest.mark.parametrize(("discharged", "expected"), EDGE.values(), ids=EDGE)
def test_stay_over_the_members_own_new_year(discharged: str, expected: Verdict) -> None:
    ledger = member() + stay("C1", "0001", "2006-01-01", discharged)
    ledger += stay("C2", "0001", "2006-02-27", "2006-03-04")
    assert verdict("b4", ledger, "C2") == expected


# Ten nights in January are the year's; the next year begins on the anniversary, for who began on
# 29 Feb 2008 on 28 Feb 2009.
FULL = {
    "1 March, the last night": (START, "2006", "02-28", "03-01", refuses("YEAR_CEILING")),
    "1 March, the first night": (START, "2006", "03-01", "03-02", pays(100)),
    "29 Feb, the last night": (LEAP, "2009", "02-27", "02-28", refuses("YEAR_CEILING")),
    "29 Feb, the first night": (LEAP, "2009", "02-28", "03-01", pays(100)),
}


@pytest.mark.parametrize(
    ("start", "year", "admitted", "discharged", "expected"), FULL.values(), ids=FULL
)
def test_the_year_begins_on_the_anniversary(
    start: str, year: str, admitted: str, discharged: str, expected: Verdict
) -> None:
    ledger = member(start) + stay("C1", "0001", f"{year}-01-01", f"{year}-01-11")
    ledger += stay("C2", "0001", f"{year}-{admitted}", f"{year}-{discharged}")
    assert verdict("b4", ledger, "C2") == expected


def test_eleven_nights() -> None:
    ledger = member() + stay("C1", "0001", "2006-05-01", "2006-05-12")
    assert verdict("b4", ledger) == part("YEAR_CEILING", 1000)


def test_the_first_night_decides_for_the_whole_stay() -> None:
    ledger = member() + ended("0001", "2006-05-02", "resign")
    assert verdict("b4", ledger + stay("C1", "0001", "2006-05-01", "2006-05-04")) == pays(300)


# --- ข้อ ๑๕, ๑๖: 30 days, for a death a year; papers

DEADLINES = {
    "birth, day 29": ("birth", "2006-04-01", "2006-04-30", pays(500)),
    "birth, day 30": ("birth", "2006-04-01", "2006-05-01", pays(500)),
    "birth, day 31": ("birth", "2006-04-01", "2006-05-02", refuses("LATE")),
    "wreath, day 31": ("funeral", "2006-04-01", "2006-05-02", refuses("LATE")),
    "death, the anniversary": ("death", "2006-04-01", "2007-04-01", pays(5000)),
    "death, the day after": ("death", "2006-04-01", "2007-04-02", refuses("LATE")),
    # 29 Feb 2008 is 1,095 days from 1 March 2005.
    "death on 29 Feb, 28 Feb": ("death", "2008-02-29", "2009-02-28", pays(10000)),
    "death on 29 Feb, 1 March": ("death", "2008-02-29", "2009-03-01", refuses("LATE")),
}


@pytest.mark.parametrize(
    ("benefit", "event", "filed", "expected"), DEADLINES.values(), ids=DEADLINES
)
def test_deadline(benefit: str, event: str, filed: str, expected: Verdict) -> None:
    one = claim("C1", "0001", benefit, event, filed=filed)
    assert verdict("b4", member() + one) == expected


# Discharged on 1 April: 30 days are complete on 1 May.
STAY_DEADLINES = {
    "day 30 from the discharge": ("2006-05-01", pays(200)),
    "day 31": ("2006-05-02", refuses("LATE")),
}


@pytest.mark.parametrize("benefit", ["hospital", "maternity"])
@pytest.mark.parametrize(("filed", "expected"), STAY_DEADLINES.values(), ids=STAY_DEADLINES)
def test_deadline_of_a_stay(benefit: str, filed: str, expected: Verdict) -> None:
    one = claim("C1", "0001", benefit, "2006-03-30", event_end="2006-04-01", filed=filed)
    assert verdict("b4", member() + one) == expected


EVIDENCE: dict[str, tuple[str, str, dict[str, str]]] = {
    "birth": ("2020-05-01", "claim-form, id-copy, birth-cert", {}),
    "maternity": (
        "2020-05-01",
        "claim-form, id-copy, birth-cert, medical-cert",
        {"event_end": "2020-05-02"},
    ),
    "hospital": (
        "2020-05-01",
        "claim-form, id-copy, medical-cert",
        {"event_end": "2020-05-02"},
    ),
    "death": ("2020-05-01", "claim-form, id-copy, death-cert, nominee-id", {}),
    "funeral": ("2020-05-01", "claim-form, death-cert", {}),
    "elderly": ("2020-05-01", "claim-form, id-copy", {}),
    "education": ("2020-05-01", "claim-form, id-copy, transcript", {"certifies": "lot-drawn"}),
    "disaster": (
        "2020-05-01",
        "claim-form, id-copy, police-or-lao-note, photos",
        {"requested": "500.00 THB"},
    ),
}


@pytest.mark.parametrize("benefit", EVIDENCE)
def test_evidence(benefit: str) -> None:
    event, papers, facts = EVIDENCE[benefit]
    assert lacking("b4", member(birth="1955-01-01"), benefit, event, papers, **facts) == asked(
        papers
    )


@pytest.mark.parametrize("benefit", EVIDENCE)
def test_one_event_is_paid_once(benefit: str) -> None:
    event, _, facts = EVIDENCE[benefit]
    ledger = member(birth="1955-01-01") + claim("C1", "0001", benefit, event, **facts)
    ledger += claim("C2", "0001", benefit, event, **facts)
    assert verdict("b4", ledger, "C2") == refuses("DUPLICATE")


def test_the_wreath_of_who_died_that_day() -> None:
    ledger = member() + ended("0001", "2006-05-01", "death")
    assert verdict("b4", ledger + claim("C1", "0001", "funeral", "2006-05-01")) == pays(500)


@pytest.mark.parametrize("benefit", ["hospital", "maternity"])
def test_nights_are_paid_once(benefit: str) -> None:
    ledger = member() + claim("C1", "0001", benefit, "2006-05-01", event_end="2006-05-03")
    ledger += claim("C2", "0001", benefit, "2006-05-02", event_end="2006-05-04")
    assert verdict("b4", ledger, "C2") == refuses("DUPLICATE")


def test_a_disaster_needs_a_resolution() -> None:
    one = claim("C1", "0001", "disaster", "2006-05-01", requested="3000.00 THB", considered="no")
    assert verdict("b4", member() + one) == sent_back("NO_RESOLUTION")


# --- ข้อ ๒๕, ๒๖: drawn by lot, resolved

RESOLVED = {
    "drawn": ({"benefit": "education", "certifies": "lot-drawn"}, pays(500)),
    "not drawn": ({"benefit": "education"}, sent_back("NOT_CERTIFIED")),
    "disaster, 2,000": ({"benefit": "disaster", "requested": "2000.00 THB"}, pays(2000)),
    "disaster, 2,000.01": (
        {"benefit": "disaster", "requested": "2000.01 THB"},
        part("AMOUNT_CAP", 2000),
    ),
}


@pytest.mark.parametrize(("facts", "expected"), RESOLVED.values(), ids=RESOLVED)
def test_what_a_meeting_says(facts: dict[str, str], expected: Verdict) -> None:
    one = claim("C1", "0001", event="2006-05-01", **facts)
    assert verdict("b4", member() + one) == expected


# --- ข้อ ๖, ๘: three months unpaid; the disadvantaged are paid for

# Monthly: 360 pay March 2005 to February 2006; March, April and May are unpaid on 31 May. Yearly:
# 365 pay the same; the next is due on 31 March 2006, and three months later is 30 June.
LAPSES = {
    "monthly, the last day": ("monthly", 360, "", "2006-05-31", pays(500)),
    "monthly, the day after": ("monthly", 360, "", "2006-06-01", refuses("LAPSED")),
    "monthly, paid on the last day": ("monthly", 360, "2006-05-31", "2006-06-01", pays(500)),
    "monthly, paid a day late": ("monthly", 360, "2006-06-01", "2006-06-01", refuses("LAPSED")),
    "yearly, the last day": ("yearly", 365, "", "2006-06-30", pays(500)),
    "yearly, the day after": ("yearly", 365, "", "2006-07-01", refuses("LAPSED")),
    "yearly, paid on the last day": ("yearly", 365, "2006-06-30", "2006-07-01", pays(500)),
    "yearly, paid a day late": ("yearly", 365, "2006-07-01", "2006-07-01", refuses("LAPSED")),
}


@pytest.mark.parametrize(
    ("frequency", "money", "last", "event", "expected"), LAPSES.values(), ids=LAPSES
)
def test_lapse(frequency: str, money: int, last: str, event: str, expected: Verdict) -> None:
    ledger = joined("0001", START, frequency) + paid("0001", START, money)
    ledger += paid("0001", last, 30 if frequency == "monthly" else 365) if last else ""
    assert verdict("b4", ledger + claim("C1", "0001", "birth", event)) == expected


@pytest.mark.parametrize("frequency", ["monthly", "yearly"])
@pytest.mark.parametrize("group", ["disadvantaged", "disabled"])
def test_the_fund_pays_for_the_disadvantaged(frequency: str, group: str) -> None:
    # 360 baht are twelve months' money, 365 a year's.
    ledger = joined("0001", START, frequency)
    ledger += paid("0001", START, 360 if frequency == "monthly" else 365)
    ledger += changed("0001", "2006-02-01", group=f'"{group}"')
    found = history("b4", ledger)
    assert found.status(date(2030, 1, 1)) == "member"
    assert found.unpaid(date(2030, 1, 1)) == []


# --- ข้อ ๙: back at any time, with a new wait of 180 days and the old tenure

# Lapsed on 1 July 2006. On 10 January 2007 only the year due on 31 March 2006 is owed: 365. Back on
# 20 January 2007; + 180: 11 days to 31 Jan, 39, 70, 100, 131, 161 to 30 Jun, so 19 July. The year
# of March 2007 is paid with it.
COMEBACKS = {
    "six months later": ("2007-01-10", "2007-01-20", 365, "OK"),
    "a baht short": ("2007-01-10", "2007-01-20", 364, "NOT_PAID"),
    # 31 March 2006 to 2009: four years are owed.
    "years later": ("2009-03-31", "2009-04-20", 365 * 4, "OK"),
    "years later, a baht short": ("2009-03-31", "2009-04-20", 365 * 4 - 1, "NOT_PAID"),
    "years later, the day before a due day": ("2009-03-30", "2009-04-20", 365 * 3, "OK"),
}


@pytest.mark.parametrize(
    ("applied", "resolved", "money", "reason"), COMEBACKS.values(), ids=COMEBACKS
)
def test_reinstatement(applied: str, resolved: str, money: int, reason: str) -> None:
    ledger = joined("0001", START, "yearly") + paid("0001", START, 365)
    ledger += reinstated("0001", applied, resolved) + paid("0001", applied, money)
    found = history("b4", ledger)
    assert [one.reason for one in found.reinstatements] == [reason]
    assert found.status(date.fromisoformat(resolved)) == ("member" if reason == "OK" else "lapse")


# Tenure from 1 March 2005: 730 days on 1 March 2007, 1,460 on 28 February 2009.
BACK = {
    "in the gap": ("birth", "2007-01-19", refuses("LAPSED")),
    "the first day back": ("birth", "2007-01-20", refuses("WAITING")),
    "179 days": ("birth", "2007-07-18", refuses("WAITING")),
    "180 days": ("birth", "2007-07-19", pays(500)),
    "death, 179 days": ("death", "2007-07-18", refuses("WAITING")),
    "death, 180 days, the old tenure": ("death", "2007-07-19", pays(10000)),
    "death, 1,459 days of the old tenure": ("death", "2009-02-27", pays(10000)),
    "death, 1,460 days of the old tenure": ("death", "2009-02-28", pays(15000)),
}


@pytest.mark.parametrize(("benefit", "event", "expected"), BACK.values(), ids=BACK)
def test_after_reinstatement(benefit: str, event: str, expected: Verdict) -> None:
    ledger = joined("0001", START, "yearly") + paid("0001", START, 365)
    ledger += reinstated("0001", "2007-01-10", "2007-01-20")
    ledger += paid("0001", "2007-01-10", 365) + paid("0001", "2007-01-20", 365 * 5)
    assert verdict("b4", ledger + claim("C1", "0001", benefit, event)) == expected


def test_who_lapsed_may_join_again_and_owes_nothing() -> None:
    members = Members(build("b4", joined("0001", START) + paid("0001", START, 360)))
    assert list(joining.again(members, "0001", date(2013, 6, 1))) == []
    assert joining.old_arrears(members, "0001", date(2013, 10, 1)) == 0


# --- ข้อ ๕: moving within the network: ends in one fund, tenure goes on in the other

# Admitted on 10 June 2012 with a letter: waits and tenure from 1 January 2008, paid through June.
# 1,460 days from 1 January 2008 are 31 December 2011; 2,920 are 30 December 2015.
LETTER = """
2012-06-10 custom "carried" "member" "0001"
  wait-start: 2008-01-01
  tenure-start: 2008-01-01
  paid-through: "2012-06"
  matched-rounds: 2
  reinstated-before: FALSE
"""
TRANSFERS = {
    "no wait": (LETTER, "birth", "2012-06-10", pays(500)),
    "before the transfer": (LETTER, "birth", "2012-06-09", refuses("BEFORE_JOINING")),
    "tenure of the letter": (LETTER, "death", "2012-06-10", pays(15000)),
    "2,919 days": (LETTER, "death", "2015-12-29", pays(15000)),
    "2,920 days": (LETTER, "death", "2015-12-30", pays(20000)),
    "no letter": ("", "birth", "2012-06-10", refuses("WAITING")),
}


@pytest.mark.parametrize(
    ("letter", "benefit", "event", "expected"), TRANSFERS.values(), ids=TRANSFERS
)
def test_moved_in_with_a_letter(letter: str, benefit: str, event: str, expected: Verdict) -> None:
    ledger = member("2012-06-10") + letter + claim("C1", "0001", benefit, event)
    assert verdict("b4", ledger) == expected


MOVED = {
    "the day before": ("2010-05-09", pays(500)),
    "that day": ("2010-05-10", refuses("MOVED")),
}


@pytest.mark.parametrize(("event", "expected"), MOVED.values(), ids=MOVED)
def test_moved_out(event: str, expected: Verdict) -> None:
    ledger = member() + ended("0001", "2010-05-10", "moved")
    assert verdict("b4", ledger + claim("C1", "0001", "birth", event)) == expected


# --- ข้อ ๗: arrears, oldest first and whole

# 360 baht pay March 2005 to February 2006.
ARREARS = {
    "March not yet overdue": ("2006-03-31", "birth", 500, []),
    "March overdue": ("2006-04-01", "birth", 500, ["2006-03"]),
    "March and April": ("2006-05-01", "birth", 500, ["2006-03", "2006-04"]),
    "59 baht: whole instalments only": ("2006-05-01", "birth", 59, ["2006-03"]),
    # Lapsed on 1 June: June and July are not the member's any more.
    "after the lapse": ("2006-08-01", "birth", 500, ["2006-03", "2006-04", "2006-05"]),
    "the wreath is spared": ("2006-05-01", "funeral", 500, []),
}


@pytest.mark.parametrize(("day", "benefit", "gross", "months"), ARREARS.values(), ids=ARREARS)
def test_arrears(day: str, benefit: str, gross: int, months: list[str]) -> None:
    ledger = joined("0001", START) + paid("0001", START, 360)
    ledger += claim("C1", "0001", benefit, "2006-03-20")
    assert overdue("b4", ledger, "C1", gross, day) == months


# --- amendments

AMENDED = """
2020-05-01 custom "bylaw" "benefit" "elderly"
  article: "ข้อ ๒๔ แก้ไข"
  event: "วันแรกของเดือนที่ขอ"
  every: "month"
  amount: 250.00 THB
  min-age: 65
  duplicate: "event, month"
  evidence: "claim-form, id-copy"
"""
AMENDMENT = {
    "the month before": ("1960-01-01", "2020-04-30", pays(300)),
    "from then on 65": ("1960-01-01", "2020-05-01", refuses("NOT_ELIGIBLE")),
    "65, the new sum": ("1955-05-01", "2020-05-01", pays(250)),
    "65 a day later": ("1955-05-02", "2020-05-01", refuses("NOT_ELIGIBLE")),
}


@pytest.mark.parametrize(("birth", "event", "expected"), AMENDMENT.values(), ids=AMENDMENT)
def test_amendment(birth: str, event: str, expected: Verdict) -> None:
    one = claim("C1", "0001", "elderly", event, filed="2020-05-02")
    assert verdict("b4", member(birth=birth) + AMENDED + one) == expected


AMENDED_HOSPITAL = """
2010-06-01 custom "bylaw" "benefit" "hospital"
  article: "ข้อ ๒๑ แก้ไข"
  event: "วันที่สถานพยาบาลรับไว้"
  per-night: 150.00 THB
  max-per-year: 10
  version-by: "night"
  year-by: "night"
  wait: "180 days"
  duplicate: "event, nights"
  evidence: "claim-form, id-copy, medical-cert"
"""
# A night of the old rate, 100, and two of the new, 150: 400.
BY_NIGHT = {
    "all before": ("2010-05-29", "2010-06-01", pays(300)),
    "one before, two after": ("2010-05-31", "2010-06-03", pays(400)),
    "all after": ("2010-06-01", "2010-06-04", pays(450)),
}


@pytest.mark.parametrize(("admitted", "discharged", "expected"), BY_NIGHT.values(), ids=BY_NIGHT)
def test_amendment_by_the_night(admitted: str, discharged: str, expected: Verdict) -> None:
    ledger = member() + AMENDED_HOSPITAL + stay("C1", "0001", admitted, discharged)
    assert verdict("b4", ledger) == expected


# --- what decides no claim

SAID: dict[tuple[str, ...], dict[str, object]] = {
    ("fee", "entry"): {"amount": 20, "per": "once"},
    ("payee", "death"): {"to": "nominee"},
    # 100 - 20 - 30 (community business) = 50 for welfare.
    ("split", "contributions"): {
        "accounts": "4101",
        "period": "month",
        "reserve": Decimal("0.20"),
        "designated": Decimal("0.30"),
        "remainder": "welfare",
    },
    ("admin-ceiling",): {"share": Decimal("0.20"), "accounts": "52, 53"},
    ("admin-ceiling", "communal"): {"share": Decimal("0.02"), "accounts": "5109, 5112, 5113"},
    ("payee", "funeral"): {"to": "host"},
}


@pytest.mark.parametrize("key", SAID, ids=" ".join)
def test_what_the_text_says(key: tuple[str, ...]) -> None:
    assert said("b4", date(2012, 1, 1), *key) == SAID[key]


def test_contributions_are_never_given_back() -> None:
    book = build("b4", member() + ended("0001", "2014-01-01", "resign"))
    assert refunds.refund(Members(book), "0001", date(2014, 1, 2)).amount == 0
