"""B1, ตำบลชะมวง: nested hospital ceilings on the fiscal year, death up to 30,000, no way back.

Expected values are worked out from the text of the bylaw; the sums stand beside the cases.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount.parser import parser

from presets.world import PRESETS
from presets.world import asked
from presets.world import benefit_paid
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
from rules import bylaws
from rules import joining
from rules import refunds
from rules.membership import Members

Verdict = tuple[str, str, Decimal]
TWENTY_YEARS = 30 * 12 * 20


def member(start: str = "2013-03-01", number: str = "0001", **facts: str) -> str:
    """A monthly member who has paid for twenty years."""
    return joined(number, start, **facts) + paid(number, start, TWENTY_YEARS)


@pytest.mark.parametrize("path", sorted(PRESETS.glob("*.beancount")), ids=lambda path: path.stem)
def test_every_preset_is_in_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    _, errors, _ = parser.parse_string(text)
    assert errors == []
    assert bylaws.check_text(text, path.name) == []


def test_everybody_may_join() -> None:
    book = build("b1", "")
    day, elsewhere = date(2014, 1, 1), date(2010, 1, 1)
    for birth in (date(2013, 12, 31), date(1914, 1, 1)):
        assert list(joining.against(book, day, birth, elsewhere)) == []


# --- ข้อ ๑๓, ๑๔: 180 days from the resolution; the wreath waits for nothing

# 1 Mar 2013 + 180: 30 days to 31 Mar, 60 to 30 Apr, 91 to 31 May, 121 to 30 Jun, 152 to 31 Jul,
# so 28 August.
WAITS = {
    "birth, the day before": ("birth", "2013-08-27", refuses("WAITING")),
    "birth, the 180th day": ("birth", "2013-08-28", pays(1000)),
    "birth, the day after": ("birth", "2013-08-29", pays(1000)),
    "fire, the day before": ("disaster", "2013-08-27", refuses("WAITING")),
    "fire, the 180th day": ("disaster", "2013-08-28", pays(2000)),
    "wreath, before joining": ("funeral", "2013-02-28", refuses("BEFORE_JOINING")),
    "wreath, the first day": ("funeral", "2013-03-01", pays(500)),
    "wreath, the day after": ("funeral", "2013-03-02", pays(500)),
}


@pytest.mark.parametrize(("benefit", "event", "expected"), WAITS.values(), ids=WAITS)
def test_waits(benefit: str, event: str, expected: Verdict) -> None:
    assert verdict("b1", member() + claim("C1", "0001", benefit, event)) == expected


def test_first_day_of_entitlement_is_told() -> None:
    found = decide("b1", member() + claim("C1", "0001", "birth", "2013-08-27"))["C1"]
    assert found.entitled_from == date(2013, 8, 28)
    assert found.article == "ข้อ ๑๔"


# --- ข้อ ๒๒: death by tenure; tiers begin on the anniversary, of 29 Feb on 28 Feb

TIERS = {
    "180 days less one": ("2013-03-01", "2013-08-27", refuses("WAITING")),
    "180 days": ("2013-03-01", "2013-08-28", pays(3000)),
    "1 year less a day": ("2013-03-01", "2014-02-28", pays(3000)),
    "1 year": ("2013-03-01", "2014-03-01", pays(5000)),
    "3 years less a day": ("2013-03-01", "2016-02-29", pays(5000)),
    "3 years": ("2013-03-01", "2016-03-01", pays(10000)),
    "5 years less a day": ("2013-03-01", "2018-02-28", pays(10000)),
    "5 years": ("2013-03-01", "2018-03-01", pays(15000)),
    "10 years less a day": ("2013-03-01", "2023-02-28", pays(15000)),
    "10 years": ("2013-03-01", "2023-03-01", pays(20000)),
    "15 years less a day": ("2013-03-01", "2028-02-29", pays(20000)),
    "15 years": ("2013-03-01", "2028-03-01", pays(30000)),
    "15 years and a day": ("2013-03-01", "2028-03-02", pays(30000)),
    "29 Feb, 1 year less a day": ("2016-02-29", "2017-02-27", pays(3000)),
    "29 Feb, 1 year": ("2016-02-29", "2017-02-28", pays(5000)),
    "29 Feb, 3 years less a day": ("2016-02-29", "2019-02-27", pays(5000)),
    "29 Feb, 3 years": ("2016-02-29", "2019-02-28", pays(10000)),
    "29 Feb, 5 years less a day": ("2016-02-29", "2021-02-27", pays(10000)),
    "29 Feb, 5 years": ("2016-02-29", "2021-02-28", pays(15000)),
    "29 Feb, 10 years less a day": ("2016-02-29", "2026-02-27", pays(15000)),
    "29 Feb, 10 years": ("2016-02-29", "2026-02-28", pays(20000)),
    "29 Feb, 15 years less a day": ("2016-02-29", "2031-02-27", pays(20000)),
    "29 Feb, 15 years": ("2016-02-29", "2031-02-28", pays(30000)),
}


@pytest.mark.parametrize(("start", "died", "expected"), TIERS.values(), ids=TIERS)
def test_death_by_tenure(start: str, died: str, expected: Verdict) -> None:
    ledger = member(start) + ended("0001", died, "death") + claim("C1", "0001", "death", died)
    assert verdict("b1", ledger) == expected


def test_the_wreath_of_who_died_that_day() -> None:
    ledger = member() + ended("0001", "2013-05-01", "death")
    assert verdict("b1", ledger + claim("C1", "0001", "funeral", "2013-05-01")) == pays(500)


def test_a_death_is_paid_once() -> None:
    ledger = member() + ended("0001", "2015-05-01", "death")
    ledger += claim("C1", "0001", "death", "2015-05-01", filed="2015-05-10")
    ledger += claim("C2", "0001", "death", "2015-05-01", filed="2015-05-11")
    found = decide("b1", ledger)
    assert (found["C1"].gross, found["C2"].reason) == (Decimal(5000), "DUPLICATE")


@pytest.mark.parametrize("benefit", ["death", "funeral"])
def test_a_death_is_paid_once_whatever_day_is_said(benefit: str) -> None:
    ledger = member() + claim("C1", "0001", benefit, "2015-05-01", filed="2015-05-02")
    ledger += claim("C2", "0001", benefit, "2015-05-02", filed="2015-05-03")
    assert verdict("b1", ledger, "C2") == refuses("DUPLICATE")


# --- ข้อ ๒๑: 200 a night, 600 a stay, 1,000 a fiscal year (October to September)

STAYS = {
    "no night": ("2014-05-01", "2014-05-01", refuses("NO_NIGHTS")),
    "1 night": ("2014-05-01", "2014-05-02", pays(200)),
    "3 nights, the stay's ceiling": ("2014-05-01", "2014-05-04", pays(600)),
    "4 nights": ("2014-05-01", "2014-05-05", part("STAY_CAP", 600)),
    "admitted in the wait": ("2013-08-27", "2013-08-30", refuses("WAITING")),
    "admitted on the 180th day": ("2013-08-28", "2013-08-31", pays(600)),
}


@pytest.mark.parametrize(("admitted", "discharged", "expected"), STAYS.values(), ids=STAYS)
def test_stay(admitted: str, discharged: str, expected: Verdict) -> None:
    assert verdict("b1", member() + stay("C1", "0001", admitted, discharged)) == expected


# A stay of 3 nights in May 2014 (600) comes first; fiscal year 2557 then has 400 left.
SECOND_STAYS = {
    "2 nights, just enough": ("2014-06-01", "2014-06-03", pays(400)),
    "3 nights, 400 of 600": ("2014-06-01", "2014-06-04", part("YEAR_CEILING", 400)),
    "4 nights, the year is the lower": ("2014-06-01", "2014-06-05", part("YEAR_CEILING", 400)),
    "the next fiscal year": ("2014-10-01", "2014-10-04", pays(600)),
    # 28, 29, 30 Sep take 200, 200 and nothing of 2557; 1 Oct has 200 of 2558: 600 of 800.
    "over the edge": ("2014-09-28", "2014-10-02", part("YEAR_CEILING", 600)),
    # 30 Sep takes 200 of 2557; 1 and 2 Oct 400 of 2558: 600, the stay's ceiling, and all of it.
    "over the edge, within all": ("2014-09-30", "2014-10-03", pays(600)),
}


@pytest.mark.parametrize(
    ("admitted", "discharged", "expected"), SECOND_STAYS.values(), ids=SECOND_STAYS
)
def test_second_stay_of_a_year(admitted: str, discharged: str, expected: Verdict) -> None:
    ledger = member() + stay("C1", "0001", "2014-05-01", "2014-05-04")
    assert verdict("b1", ledger + stay("C2", "0001", admitted, discharged), "C2") == expected


# 3 and 2 nights: 600 + 400 = 1,000, fiscal year 2557 is used up.
FULL_YEAR = {
    "30 September": ("2014-09-29", "2014-09-30", refuses("YEAR_CEILING")),
    "the night of 30 September": ("2014-09-30", "2014-10-01", refuses("YEAR_CEILING")),
    "the night of 1 October": ("2014-10-01", "2014-10-02", pays(200)),
    # 29 and 30 Sep nothing, 1 and 2 Oct 200 each.
    "over the edge": ("2014-09-29", "2014-10-03", part("YEAR_CEILING", 400)),
    # An unpaid night uses nothing of the stay's 600 baht: 1, 2 and 3 Oct are paid.
    "over the edge, three nights": ("2014-09-28", "2014-10-04", part("YEAR_CEILING", 600)),
}


@pytest.mark.parametrize(("admitted", "discharged", "expected"), FULL_YEAR.values(), ids=FULL_YEAR)
def test_stay_when_the_year_is_used_up(admitted: str, discharged: str, expected: Verdict) -> None:
    ledger = member() + stay("C1", "0001", "2014-05-01", "2014-05-04")
    ledger += stay("C2", "0001", "2014-06-01", "2014-06-03")
    assert verdict("b1", ledger + stay("C3", "0001", admitted, discharged), "C3") == expected


def test_nights_are_paid_once() -> None:
    ledger = member() + stay("C1", "0001", "2014-05-01", "2014-05-03")
    overlapping = stay("C2", "0001", "2014-05-02", "2014-05-04")
    following = stay("C2", "0001", "2014-05-03", "2014-05-04")
    assert verdict("b1", ledger + overlapping, "C2") == refuses("DUPLICATE")
    assert verdict("b1", ledger + following, "C2") == pays(200)


def test_the_first_night_decides_for_the_whole_stay() -> None:
    ledger = member() + ended("0001", "2014-05-02", "resign")
    assert verdict("b1", ledger + stay("C1", "0001", "2014-05-01", "2014-05-04")) == pays(600)


# --- ข้อ ๑๕: 60 days

# 1 Mar 2014 + 60: 30 to 31 Mar, 60 to 30 Apr.
DEADLINES = {
    "birth, day 59": ("birth", "2014-03-01", "", "2014-04-29", pays(1000)),
    "birth, day 60": ("birth", "2014-03-01", "", "2014-04-30", pays(1000)),
    "birth, day 61": ("birth", "2014-03-01", "", "2014-05-01", refuses("LATE")),
    "stay, day 60 from discharge": (
        "hospital",
        "2014-02-27",
        "2014-03-01",
        "2014-04-30",
        pays(400),
    ),
    "stay, day 61 from discharge": (
        "hospital",
        "2014-02-27",
        "2014-03-01",
        "2014-05-01",
        refuses("LATE"),
    ),
    "before the event": ("birth", "2014-03-02", "", "2014-03-01", sent_back("DATE_AFTER_FILING")),
}


@pytest.mark.parametrize(
    ("benefit", "event", "end", "filed", "expected"), DEADLINES.values(), ids=DEADLINES
)
def test_deadline(benefit: str, event: str, end: str, filed: str, expected: Verdict) -> None:
    one = claim("C1", "0001", benefit, event, filed=filed, event_end=end)
    assert verdict("b1", member() + one) == expected


# --- ข้อ ๑๖, ๔๖: papers and resolution

ID_HOUSE = "claim-form, id-copy, house-registration"
EVIDENCE = {
    "birth": ("2014-05-01", f"{ID_HOUSE}, birth-cert", {}),
    "hospital": ("2014-05-01", f"{ID_HOUSE}, medical-cert", {"event_end": "2014-05-02"}),
    "death": ("2014-05-01", f"{ID_HOUSE}, death-cert, nominee-id", {}),
    "funeral": ("2014-05-01", "claim-form, death-cert", {}),
    "elderly": ("2017-04-13", "claim-form, id-copy", {}),
    "education": (
        "2014-05-01",
        f"{ID_HOUSE}, transcript",
        {"outcome": '"state-university-entered"'},
    ),
    "disaster": ("2014-05-01", "claim-form, id-copy, police-or-lao-note, photos", {}),
    "culture": ("2014-05-01", "claim-form, project-plan", {"requested": "100.00 THB"}),
    "committee": (
        "2014-09-30",
        "claim-form, minutes",
        {"certifies": "committee-member, attendance"},
    ),
}


@pytest.mark.parametrize("benefit", EVIDENCE)
def test_evidence(benefit: str) -> None:
    event, papers, facts = EVIDENCE[benefit]
    own = member(birth="1950-01-01")
    assert lacking("b1", own, benefit, event, papers, **facts) == asked(papers)


@pytest.mark.parametrize("benefit", EVIDENCE)
def test_one_event_is_paid_once(benefit: str) -> None:
    event, _, facts = EVIDENCE[benefit]
    ledger = member(birth="1950-01-01") + claim("C1", "0001", benefit, event, **facts)
    second = facts | {"filed": facts.get("event_end", event)}
    ledger += claim("C2", "0001", benefit, event, **second)
    assert verdict("b1", ledger, "C2") == refuses("DUPLICATE")


def test_no_resolution() -> None:
    one = claim("C1", "0001", "birth", "2014-05-01", considered="no")
    assert verdict("b1", member() + one) == sent_back("NO_RESOLUTION")


# --- ข้อ ๒๔: elderly, on 13 April: 60 years of age, 3 years of membership

ELDERLY = {
    "60 that day": ("2013-03-01", "1956-04-13", "2016-04-13", pays(200)),
    "60 the day after": ("2013-03-01", "1956-04-14", "2016-04-13", refuses("NOT_ELIGIBLE")),
    "60 the day before": ("2013-03-01", "1956-04-12", "2016-04-13", pays(200)),
    "3 years that day": ("2013-04-13", "1950-01-01", "2016-04-13", pays(200)),
    "3 years the day after": ("2013-04-14", "1950-01-01", "2016-04-13", refuses("NOT_ELIGIBLE")),
    "4 years the day after": ("2013-04-14", "1950-01-01", "2017-04-13", pays(200)),
    "another day": ("2013-03-01", "1950-01-01", "2016-04-14", sent_back("DATE_ERROR")),
}


@pytest.mark.parametrize(("start", "birth", "event", "expected"), ELDERLY.values(), ids=ELDERLY)
def test_elderly(start: str, birth: str, event: str, expected: Verdict) -> None:
    ledger = member(start, birth=birth) + claim("C1", "0001", "elderly", event)
    assert verdict("b1", ledger) == expected


def test_elderly_once_a_year() -> None:
    ledger = member(birth="1950-01-01")
    ledger += claim("C1", "0001", "elderly", "2016-04-13")
    ledger += claim("C2", "0001", "elderly", "2016-04-13", filed="2016-04-20")
    ledger += claim("C3", "0001", "elderly", "2017-04-13")
    found = decide("b1", ledger)
    assert [found[n].reason for n in ("C1", "C2", "C3")] == ["OK", "DUPLICATE", "OK"]


# --- ข้อ ๒๕: scholarship

SCHOOL = {
    "3.49": ({"outcome": '"primary-finished"', "gpa": "3.49"}, refuses("NOT_ELIGIBLE")),
    "3.50": ({"outcome": '"primary-finished"', "gpa": "3.50"}, pays(500)),
    "3.51, lower secondary": ({"outcome": '"lower-secondary-finished"', "gpa": "3.51"}, pays(500)),
    "4.00, upper secondary": ({"outcome": '"upper-secondary-finished"', "gpa": "4.00"}, pays(500)),
    "no grades": ({"outcome": '"upper-secondary-finished"'}, refuses("NOT_ELIGIBLE")),
    "state university, no grades": ({"outcome": '"state-university-entered"'}, pays(500)),
    "a class in between": ({"outcome": '"class-5"', "gpa": "4.00"}, refuses("NOT_ELIGIBLE")),
}


@pytest.mark.parametrize(("facts", "expected"), SCHOOL.values(), ids=SCHOOL)
def test_scholarship(facts: dict[str, str], expected: Verdict) -> None:
    ledger = member() + claim("C1", "0001", "education", "2014-03-31", **facts)
    assert verdict("b1", ledger) == expected


# --- ข้อ ๒๗, ๒๙: what a meeting certifies

COMMITTEE = {
    "certified": ("committee-member, attendance", pays(500)),
    "attendance not certified": ("committee-member", sent_back("NOT_CERTIFIED")),
    "nothing certified": ("", sent_back("NOT_CERTIFIED")),
}


@pytest.mark.parametrize(("certifies", "expected"), COMMITTEE.values(), ids=COMMITTEE)
def test_committee(certifies: str, expected: Verdict) -> None:
    one = claim("C1", "0001", "committee", "2014-09-30", certifies=certifies)
    assert verdict("b1", member() + one) == expected


def test_communal_money_waits_for_nothing() -> None:
    one = claim("C1", "0001", "culture", "2013-03-01", requested="100.00 THB")
    assert verdict("b1", member() + one) == pays(100)


# 3,000 of the fund's 5,000 are used in fiscal year 2557.
COMMUNAL = {
    "2,000, just enough": ("2014-09-30", "2000.00 THB", pays(2000)),
    "2,000.01": ("2014-09-30", "2000.01 THB", part("FUND_CEILING", 2000)),
    "the next fiscal year": ("2014-10-01", "5000.00 THB", pays(5000)),
    "the next, a satang more": ("2014-10-01", "5000.01 THB", part("FUND_CEILING", 5000)),
}


@pytest.mark.parametrize(("event", "requested", "expected"), COMMUNAL.values(), ids=COMMUNAL)
def test_communal_money_of_the_whole_fund(event: str, requested: str, expected: Verdict) -> None:
    ledger = member() + member(number="0002")
    ledger += claim("C1", "0001", "culture", "2014-04-13", requested="3000.00 THB")
    ledger += claim("C2", "0002", "culture", event, requested=requested)
    assert verdict("b1", ledger, "C2") == expected


# --- ข้อ ๕, ๘: how membership ends

# Joined in March 2013, so April is the first month; 90 baht pay April, May, June. July, August and
# September are unpaid at the end of 30 September. A payment of that day is in time and pays July;
# then August, September and October are unpaid at the end of 31 October.
MONTHLY = {
    "the day before": ("", "2013-09-30", pays(500)),
    "the day of the lapse": ("", "2013-10-01", refuses("LAPSED")),
    "paid on the last day": ("2013-09-30", "2013-10-01", pays(500)),
    "paid on the last day, a month on": ("2013-09-30", "2013-10-31", pays(500)),
    "paid on the last day, lapsed after that": ("2013-09-30", "2013-11-01", refuses("LAPSED")),
    "paid a day late": ("2013-10-01", "2013-10-01", refuses("LAPSED")),
    "paid a day late, later": ("2013-10-01", "2013-10-15", refuses("LAPSED")),
}


@pytest.mark.parametrize(("last", "event", "expected"), MONTHLY.values(), ids=MONTHLY)
def test_monthly_lapse(last: str, event: str, expected: Verdict) -> None:
    ledger = joined("0001", "2013-03-15") + paid("0001", "2013-03-15", 90)
    ledger += paid("0001", last, 30) if last else ""
    assert verdict("b1", ledger + claim("C1", "0001", "funeral", event)) == expected


# 365 pay April 2013 to March 2014; the next year is due on 30 April 2014, and 90 days later are
# 31 (31 May), 61 (30 Jun), 90 on 29 July.
YEARLY = {
    "the 90th day": ("", "2014-07-29", pays(500)),
    "the 91st day": ("", "2014-07-30", refuses("LAPSED")),
    "paid on the 90th day": ("2014-07-29", "2014-07-30", pays(500)),
    "paid on the 91st day": ("2014-07-30", "2014-07-30", refuses("LAPSED")),
}


@pytest.mark.parametrize(("last", "event", "expected"), YEARLY.values(), ids=YEARLY)
def test_yearly_lapse(last: str, event: str, expected: Verdict) -> None:
    ledger = joined("0001", "2013-03-15", "yearly") + paid("0001", "2013-03-15", 365)
    ledger += paid("0001", last, 365) if last else ""
    assert verdict("b1", ledger + claim("C1", "0001", "funeral", event)) == expected


def test_no_reinstatement() -> None:
    ledger = joined("0001", "2013-03-15") + paid("0001", "2013-03-15", 90)
    ledger += reinstated("0001", "2013-10-02", "2013-10-20") + paid("0001", "2013-10-02", 120)
    found = history("b1", ledger)
    assert [one.reason for one in found.reinstatements] == ["NOT_ALLOWED"]
    assert found.status(date(2013, 10, 20)) == "lapse"


def test_who_lapsed_may_join_again_and_owes_nothing() -> None:
    members = Members(build("b1", joined("0001", "2013-03-15") + paid("0001", "2013-03-15", 90)))
    assert list(joining.again(members, "0001", date(2013, 10, 1))) == []
    assert joining.old_arrears(members, "0001", date(2014, 10, 1)) == 0


# A new number from 10 January 2014: 180 days are 21 (31 Jan), 49, 80, 110, 141, 171 (30 Jun), so
# 9 July; and tenure counts from there, so that a year is complete on 10 January 2015.
NEW_NUMBER = {
    "birth, the day before": ("birth", "2014-07-08", refuses("WAITING")),
    "birth, the 180th day": ("birth", "2014-07-09", pays(1000)),
    "death, 1 year less a day": ("death", "2015-01-09", pays(3000)),
    "death, 1 year": ("death", "2015-01-10", pays(5000)),
}


@pytest.mark.parametrize(("benefit", "event", "expected"), NEW_NUMBER.values(), ids=NEW_NUMBER)
def test_who_lapsed_begins_anew(benefit: str, event: str, expected: Verdict) -> None:
    ledger = joined("0001", "2013-03-15") + paid("0001", "2013-03-15", 90)
    ledger += member("2014-01-10", "0002", person='"0001"')
    assert verdict("b1", ledger + claim("C1", "0002", benefit, event)) == expected


ENDS = {
    "resigned, the day before": ("resign", "2014-05-31", pays(1000)),
    "resigned, that day": ("resign", "2014-06-01", refuses("RESIGNED")),
    "expelled, that day": ("expelled", "2014-06-01", refuses("EXPELLED")),
    "moved away, stays if paying": ("moved", "2016-06-01", pays(1000)),
    "born on the day of the mother's death": ("death", "2014-06-01", refuses("DEAD")),
}


@pytest.mark.parametrize(("reason", "event", "expected"), ENDS.values(), ids=ENDS)
def test_end_of_membership(reason: str, event: str, expected: Verdict) -> None:
    ledger = member() + ended("0001", "2014-06-01", reason)
    assert verdict("b1", ledger + claim("C1", "0001", "birth", event)) == expected


@pytest.mark.parametrize("frequency", ["monthly", "yearly"])
@pytest.mark.parametrize("group", ["disadvantaged", "disabled"])
def test_the_fund_bears_the_contribution_of_the_disadvantaged(frequency: str, group: str) -> None:
    found = history("b1", joined("0001", "2013-03-01", frequency, group=f'"{group}"'))
    assert found.status(date(2020, 1, 1)) == "member"
    assert found.unpaid(date(2020, 1, 1)) == []


def test_the_fund_bears_it_from_the_day_on_which_the_group_is_recorded() -> None:
    # March joined: April, May and June are owed; from July on nothing more falls due.
    ledger = joined("0001", "2013-03-01") + paid("0001", "2013-03-01", 60)
    ledger += changed("0001", "2013-07-01", group='"disabled"')
    owed = [one for one in history("b1", ledger).unpaid(date(2015, 1, 1)) if one.amount]
    assert [(one.first, one.amount) for one in owed] == [("2013-06", Decimal(30))]


# --- ข้อ ๗: arrears, oldest first and whole

# 90 baht pay April, May, June 2013; July is due on 31 July, August on 31 August.
ARREARS = {
    "July not yet overdue": ("2013-07-31", "birth", 1000, []),
    "July overdue": ("2013-08-01", "birth", 1000, ["2013-07"]),
    "August not yet overdue": ("2013-08-31", "birth", 1000, ["2013-07"]),
    "July and August": ("2013-09-01", "birth", 1000, ["2013-07", "2013-08"]),
    "59 baht: whole instalments only": ("2013-09-01", "birth", 59, ["2013-07"]),
    "60 baht": ("2013-09-01", "birth", 60, ["2013-07", "2013-08"]),
    "29 baht": ("2013-09-01", "birth", 29, []),
    # Membership ended on 1 October: what fell due by 30 September, and nothing later.
    "after the lapse": ("2013-12-01", "birth", 1000, ["2013-07", "2013-08", "2013-09"]),
    "the wreath is spared": ("2013-09-01", "funeral", 500, []),
}


@pytest.mark.parametrize(("day", "benefit", "gross", "months"), ARREARS.values(), ids=ARREARS)
def test_arrears(day: str, benefit: str, gross: int, months: list[str]) -> None:
    ledger = joined("0001", "2013-03-15") + paid("0001", "2013-03-15", 90)
    ledger += claim("C1", "0001", benefit, "2013-06-01")
    assert overdue("b1", ledger, "C1", gross, day) == months


# The same 90 baht; 60 baht of a birth benefit paid on 20 September are July and August. Then only
# September is unpaid on 30 September, and September to November on 30 November.
DEDUCTED = {
    "deducted, 1 October": (60, "2013-10-01", pays(500)),
    "deducted, 30 November": (60, "2013-11-30", pays(500)),
    "deducted, 1 December": (60, "2013-12-01", refuses("LAPSED")),
    "nothing deducted, 1 October": (0, "2013-10-01", refuses("LAPSED")),
}


@pytest.mark.parametrize(("deducted", "event", "expected"), DEDUCTED.values(), ids=DEDUCTED)
def test_what_is_deducted_is_paid(deducted: int, event: str, expected: Verdict) -> None:
    ledger = joined("0001", "2013-03-15") + paid("0001", "2013-03-15", 90)
    ledger += claim("C1", "0001", "birth", "2013-09-15")
    ledger += benefit_paid("C1", "0001", "2013-09-20", 1000, deducted=deducted)
    assert verdict("b1", ledger + claim("C2", "0001", "funeral", event), "C2") == expected


# --- amendments

AMENDED_BIRTH = """
2014-06-01 custom "bylaw" "benefit" "birth"
  article: "ข้อ ๒๐ แก้ไข"
  event: "วันที่คลอด"
  amount: 1500.00 THB
  duplicate: "event"
  evidence: "claim-form, id-copy, birth-cert"
"""
AMENDMENT = {
    "the day before": ("2014-05-31", "2014-05-31", pays(1000)),
    "the day before, filed under the new one": ("2014-05-31", "2014-07-01", pays(1000)),
    "the day itself": ("2014-06-01", "2014-06-01", pays(1500)),
}


@pytest.mark.parametrize(("event", "filed", "expected"), AMENDMENT.values(), ids=AMENDMENT)
def test_amendment_by_the_event(event: str, filed: str, expected: Verdict) -> None:
    one = claim("C1", "0001", "birth", event, filed=filed)
    assert verdict("b1", member() + AMENDED_BIRTH + one) == expected


AMENDED_HOSPITAL = """
2014-06-01 custom "bylaw" "benefit" "hospital"
  article: "ข้อ ๒๑ แก้ไข"
  event: "วันที่สถานพยาบาลรับไว้"
  per-night: 300.00 THB
  max-per-stay: 900.00 THB
  max-per-year: 1500.00 THB
  judge-nights: "first"
  version-by: "night"
  year-by: "night"
  duplicate: "event, nights"
  claim-from: "event-end"
  evidence: "claim-form, id-copy, medical-cert"
"""
BY_NIGHT = {
    "all before": ("2014-05-29", "2014-06-01", "1", pays(600)),
    # 31 May 200, 1 Jun 300: each night by the bylaws of its own day.
    "one night of each": ("2014-05-31", "2014-06-02", "1+2", pays(500)),
    # 200 + 200 + 300 = 700; of the fourth night's 300 the stay's 900 leave 200.
    "two nights of each": ("2014-05-30", "2014-06-03", "1+2", part("STAY_CAP", 900)),
    "all after": ("2014-06-01", "2014-06-04", "2", pays(900)),
}


@pytest.mark.parametrize(
    ("admitted", "discharged", "version", "expected"), BY_NIGHT.values(), ids=BY_NIGHT
)
def test_amendment_by_the_night(
    admitted: str, discharged: str, version: str, expected: Verdict
) -> None:
    ledger = member() + AMENDED_HOSPITAL + stay("C1", "0001", admitted, discharged)
    found = decide("b1", ledger)["C1"]
    assert (found.verdict, found.reason, found.gross) == expected
    assert found.version == version


# --- what decides no claim

SAID: dict[tuple[str, ...], dict[str, object]] = {
    ("fee", "entry"): {"amount": 20, "per": "once"},
    ("payee", "death"): {"to": "nominee"},
    ("payee", "funeral"): {"to": "host"},
    # 100 - 20 - 10 = 70 for welfare.
    ("split", "contributions"): {
        "accounts": "4101",
        "period": "month",
        "reserve": Decimal("0.20"),
        "management": Decimal("0.10"),
        "remainder": "welfare",
    },
    ("admin-ceiling",): {"share": Decimal("0.20"), "accounts": "52, 53"},
}


@pytest.mark.parametrize("key", SAID, ids=" ".join)
def test_what_the_text_says(key: tuple[str, ...]) -> None:
    assert said("b1", date(2013, 2, 15), *key) == SAID[key]


def test_contributions_are_never_given_back() -> None:
    book = build("b1", member() + ended("0001", "2014-01-01", "resign"))
    assert refunds.refund(Members(book), "0001", date(2014, 1, 2)).amount == 0
