"""B2, ตำบลอุโมงค์: 30 baht a month, two waits, ten nights a calendar year, 90 days to come back.

Expected values are worked out from the text of the bylaw; the sums stand beside the cases.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from presets.world import asked
from presets.world import benefit_paid
from presets.world import build
from presets.world import claim
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
TEN_YEARS = 30 * 12 * 10
#: Admitted on 1 March, first payment on 5 March 2009: membership begins with the money.
START = "2009-03-05"


def member(start: str = START, number: str = "0001", **facts: str) -> str:
    """A member who paid for ten years on the first day."""
    return joined(number, start, **facts) + paid(number, start, TEN_YEARS)


# --- ข้อ ๒: nobody of another fund

OTHERS = {
    "none": (None, []),
    "from the day after": (date(2010, 1, 2), []),
    "since that day": (date(2010, 1, 1), ["R562"]),
    "since long ago": (date(2005, 1, 1), ["R562"]),
}


@pytest.mark.parametrize(("since", "codes"), OTHERS.values(), ids=OTHERS)
def test_members_of_another_fund(since: date | None, codes: list[str]) -> None:
    found = joining.against(build("b2", ""), date(2010, 1, 1), date(2009, 12, 31), since)
    assert [one.code for one in found] == codes


# --- ข้อ ๓: the first payment

BEGINNINGS = {
    "admitted, not paid": ("2009-03-04", refuses("BEFORE_JOINING")),
    "paid, in the wait": ("2009-03-05", refuses("WAITING")),
}


@pytest.mark.parametrize(("event", "expected"), BEGINNINGS.values(), ids=BEGINNINGS)
def test_begins_with_the_first_payment(event: str, expected: Verdict) -> None:
    ledger = joined("0001", "2009-03-01") + paid("0001", START, TEN_YEARS)
    assert verdict("b2", ledger + claim("C1", "0001", "funeral", event)) == expected


def test_who_never_paid_never_began() -> None:
    ledger = joined("0001", "2009-03-01") + claim("C1", "0001", "funeral", "2012-01-01")
    assert verdict("b2", ledger) == refuses("BEFORE_JOINING")
    assert history("b2", ledger).status(date(2012, 1, 1)) == "pending"


# --- ข้อ ๑๔: 365 days for benefits 1-13, 180 days for 14-26

# 5 Mar 2009 + 180: 26 days to 31 Mar, 56, 87, 117, 148, 179 to 31 Aug, so 1 September.
# 5 Mar 2009 + 365: 5 March 2010. 5 Mar 2011 + 365: 4 March 2012, as 29 Feb lies between.
WAITS = {
    "marriage, 364 days": (START, "marriage", "2010-03-04", refuses("WAITING")),
    "marriage, 365 days": (START, "marriage", "2010-03-05", pays(500)),
    "marriage, 366 days": (START, "marriage", "2010-03-06", pays(500)),
    "birth, 364 days": (START, "birth", "2010-03-04", refuses("WAITING")),
    "birth, 365 days": (START, "birth", "2010-03-05", pays(500)),
    "364 days over a 29 Feb": ("2011-03-05", "ordination", "2012-03-03", refuses("WAITING")),
    "365 days over a 29 Feb": ("2011-03-05", "ordination", "2012-03-04", pays(500)),
    "from a 29 Feb, 364 days": ("2012-02-29", "new-house", "2013-02-27", refuses("WAITING")),
    "from a 29 Feb, 365 days": ("2012-02-29", "new-house", "2013-02-28", pays(500)),
    "military, 365 days": (START, "military", "2010-03-05", pays(500)),
    "graduation, 365 days": (START, "education", "2010-03-05", pays(500)),
    "graduation, 364 days": (START, "education", "2010-03-04", refuses("WAITING")),
    "wreath, 179 days": (START, "funeral", "2009-08-31", refuses("WAITING")),
    "wreath, 180 days": (START, "funeral", "2009-09-01", pays(500)),
    "wreath, 181 days": (START, "funeral", "2009-09-02", pays(500)),
}


@pytest.mark.parametrize(("start", "benefit", "event", "expected"), WAITS.values(), ids=WAITS)
def test_waits(start: str, benefit: str, event: str, expected: Verdict) -> None:
    assert verdict("b2", member(start) + claim("C1", "0001", benefit, event)) == expected


HOSPITAL_WAITS = {
    "admitted on day 179": ("2009-08-31", "2009-09-03", refuses("WAITING")),
    "admitted on day 180": ("2009-09-01", "2009-09-04", pays(300)),
}


@pytest.mark.parametrize(
    ("admitted", "discharged", "expected"), HOSPITAL_WAITS.values(), ids=HOSPITAL_WAITS
)
def test_hospital_waits_180_days(admitted: str, discharged: str, expected: Verdict) -> None:
    assert verdict("b2", member() + stay("C1", "0001", admitted, discharged)) == expected


# --- ข้อ ๒๒: death by tenure

LEAP = "2012-02-29"
TIERS = {
    "180 days less one": (START, "2009-08-31", refuses("WAITING")),
    "180 days": (START, "2009-09-01", pays(2000)),
    "1 year less a day": (START, "2010-03-04", pays(2000)),
    "1 year": (START, "2010-03-05", pays(4000)),
    "2 years less a day": (START, "2011-03-04", pays(4000)),
    "2 years": (START, "2011-03-05", pays(6000)),
    "3 years less a day": (START, "2012-03-04", pays(6000)),
    "3 years": (START, "2012-03-05", pays(8000)),
    "5 years less a day": (START, "2014-03-04", pays(8000)),
    "5 years": (START, "2014-03-05", pays(10000)),
    "29 Feb, 1 year less a day": (LEAP, "2013-02-27", pays(2000)),
    "29 Feb, 1 year": (LEAP, "2013-02-28", pays(4000)),
    "29 Feb, 2 years less a day": (LEAP, "2014-02-27", pays(4000)),
    "29 Feb, 2 years": (LEAP, "2014-02-28", pays(6000)),
    "29 Feb, 3 years less a day": (LEAP, "2015-02-27", pays(6000)),
    "29 Feb, 3 years": (LEAP, "2015-02-28", pays(8000)),
    "29 Feb, 5 years less a day": (LEAP, "2017-02-27", pays(8000)),
    "29 Feb, 5 years": (LEAP, "2017-02-28", pays(10000)),
}


@pytest.mark.parametrize(("start", "died", "expected"), TIERS.values(), ids=TIERS)
def test_death_by_tenure(start: str, died: str, expected: Verdict) -> None:
    ledger = member(start) + ended("0001", died, "death") + claim("C1", "0001", "death", died)
    assert verdict("b2", ledger) == expected


@pytest.mark.parametrize("benefit", ["death", "funeral"])
def test_a_death_is_paid_once_whatever_day_is_said(benefit: str) -> None:
    ledger = member() + claim("C1", "0001", benefit, "2012-05-01", filed="2012-05-02")
    ledger += claim("C2", "0001", benefit, "2012-05-02", filed="2012-05-03")
    assert verdict("b2", ledger, "C2") == refuses("DUPLICATE")


# --- ข้อ ๒๑: 100 a night, ten nights a calendar year

NIGHTS = {
    "10 nights": ("2010-06-01", "2010-06-11", pays(1000)),
    "11 nights": ("2010-06-01", "2010-06-12", part("YEAR_CEILING", 1000)),
    "the year is the calendar's": ("2010-12-25", "2011-01-08", pays(1400)),
    # 25 to 31 Dec are 7 nights; of the 11 from 1 Jan to 11 Jan ten are paid.
    "11 nights of the second year": ("2010-12-25", "2011-01-12", part("YEAR_CEILING", 1700)),
}


@pytest.mark.parametrize(("admitted", "discharged", "expected"), NIGHTS.values(), ids=NIGHTS)
def test_nights(admitted: str, discharged: str, expected: Verdict) -> None:
    assert verdict("b2", member() + stay("C1", "0001", admitted, discharged)) == expected


# 8, 9 or 10 nights in June 2010; then a stay from 30 December: 2 nights of 2553, 3 of 2554.
EDGE = {
    "8 before": ("2010-06-09", pays(500)),
    "9 before": ("2010-06-10", part("YEAR_CEILING", 400)),
    "10 before": ("2010-06-11", part("YEAR_CEILING", 300)),
}


@pytest.mark.parametrize(("discharged", "expected"), EDGE.values(), ids=EDGE)
def test_stay_over_new_year(discharged: str, expected: Verdict) -> None:
    ledger = member() + stay("C1", "0001", "2010-06-01", discharged)
    ledger += stay("C2", "0001", "2010-12-30", "2011-01-04")
    assert verdict("b2", ledger, "C2") == expected


FULL = {
    "the night of 31 December": ("2010-12-31", "2011-01-01", refuses("YEAR_CEILING")),
    "the night of 1 January": ("2011-01-01", "2011-01-02", pays(100)),
}


@pytest.mark.parametrize(("admitted", "discharged", "expected"), FULL.values(), ids=FULL)
def test_stay_when_the_year_is_used_up(admitted: str, discharged: str, expected: Verdict) -> None:
    ledger = member() + stay("C1", "0001", "2010-06-01", "2010-06-11")
    ledger += stay("C2", "0001", admitted, discharged)
    assert verdict("b2", ledger, "C2") == expected


def test_the_first_night_decides_for_the_whole_stay() -> None:
    ledger = member() + ended("0001", "2010-06-02", "resign")
    assert verdict("b2", ledger + stay("C1", "0001", "2010-06-01", "2010-06-04")) == pays(300)


# --- ข้อ ๑๕, ๑๖: 90 days, papers

# 1 Jun 2010 + 90: 29 days to 30 Jun, 60 to 31 Jul, 90 on 30 Aug.
DEADLINES = {
    "day 89": ("2010-08-29", pays(500)),
    "day 90": ("2010-08-30", pays(500)),
    "day 91": ("2010-08-31", refuses("LATE")),
}


@pytest.mark.parametrize(("filed", "expected"), DEADLINES.values(), ids=DEADLINES)
def test_deadline(filed: str, expected: Verdict) -> None:
    ledger = member() + claim("C1", "0001", "birth", "2010-06-01", filed=filed)
    assert verdict("b2", ledger) == expected


STAY_DEADLINES = {
    "day 90 from the discharge": ("2010-08-30", pays(200)),
    "day 91": ("2010-08-31", refuses("LATE")),
}


@pytest.mark.parametrize(("filed", "expected"), STAY_DEADLINES.values(), ids=STAY_DEADLINES)
def test_deadline_of_a_stay(filed: str, expected: Verdict) -> None:
    one = stay("C1", "0001", "2010-05-30", "2010-06-01", filed=filed)
    assert verdict("b2", member() + one) == expected


EVIDENCE: dict[str, tuple[str, str, dict[str, str]]] = {
    "birth": ("2010-06-01", "claim-form, id-copy, birth-cert", {}),
    "marriage": ("2010-06-01", "claim-form, id-copy, other", {}),
    "ordination": ("2010-06-01", "claim-form, id-copy, other", {}),
    "new-house": ("2010-06-01", "claim-form, id-copy, photos", {}),
    "military": ("2010-06-01", "claim-form, id-copy, other", {}),
    "education": ("2010-06-01", "claim-form, id-copy, transcript", {}),
    "disability": ("2010-12-03", "claim-form, id-copy, disability-card", {}),
    "bedbound": (
        "2010-06-01",
        "claim-form, id-copy, medical-cert",
        {"months": "1", "certifies": "bed-bound"},
    ),
    "elderly": ("2010-06-01", "claim-form, id-copy", {}),
    "hospital": (
        "2010-06-01",
        "claim-form, id-copy, medical-cert",
        {"event_end": "2010-06-02"},
    ),
    "death": ("2010-06-01", "claim-form, id-copy, death-cert, nominee-id", {}),
    "disaster": (
        "2010-06-01",
        "claim-form, id-copy, police-or-lao-note, photos",
        {"damage": '"flood"', "requested": "500.00 THB"},
    ),
    "funeral": ("2010-06-01", "claim-form, death-cert", {}),
}


@pytest.mark.parametrize("benefit", EVIDENCE)
def test_evidence(benefit: str) -> None:
    event, papers, facts = EVIDENCE[benefit]
    assert lacking(
        "b2", member(birth="1930-05-05", group='"disabled"'), benefit, event, papers, **facts
    ) == asked(papers)


@pytest.mark.parametrize("benefit", EVIDENCE)
def test_one_event_is_paid_once(benefit: str) -> None:
    event, _, facts = EVIDENCE[benefit]
    ledger = member(birth="1930-05-05", group='"disabled"') + claim(
        "C1", "0001", benefit, event, **facts
    )
    ledger += claim("C2", "0001", benefit, event, **facts)
    assert verdict("b2", ledger, "C2") == refuses("DUPLICATE")


# --- ข้อ ๒๖: fire and flood, as resolved, each with its cap

DAMAGE = {
    "fire, 2,999.99": ("fire", "2999.99 THB", pays("2999.99")),
    "fire, 3,000": ("fire", "3000.00 THB", pays(3000)),
    "fire, 3,000.01": ("fire", "3000.01 THB", part("AMOUNT_CAP", 3000)),
    "flood, 1,000": ("flood", "1000.00 THB", pays(1000)),
    "flood, 1,000.01": ("flood", "1000.01 THB", part("AMOUNT_CAP", 1000)),
    "storm": ("storm", "500.00 THB", refuses("NOT_ELIGIBLE")),
}


@pytest.mark.parametrize(("damage", "sum_", "expected"), DAMAGE.values(), ids=DAMAGE)
def test_damage(damage: str, sum_: str, expected: Verdict) -> None:
    ledger = member() + claim(
        "C1", "0001", "disaster", "2010-06-01", damage=f'"{damage}"', requested=sum_
    )
    assert verdict("b2", ledger) == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [("2009-08-31", refuses("WAITING")), ("2009-09-01", pays(500))],
    ids=["179 days", "180 days"],
)
def test_damage_waits_180_days(event: str, expected: Verdict) -> None:
    one = claim("C1", "0001", "disaster", event, damage='"flood"', requested="500.00 THB")
    assert verdict("b2", member() + one) == expected


def test_damage_needs_a_resolution() -> None:
    ledger = member() + claim(
        "C1",
        "0001",
        "disaster",
        "2010-06-01",
        damage='"fire"',
        requested="3000.00 THB",
        considered="no",
    )
    assert verdict("b2", ledger) == sent_back("NO_RESOLUTION")


# --- ข้อ ๒๗-๒๙: disabled, bed-bound, 80 years

DISABLED = {
    "disabled": ('"disabled"', "2010-12-03", pays(500)),
    "disadvantaged": ('"disadvantaged"', "2010-12-03", refuses("NOT_ELIGIBLE")),
    "another day": ('"disabled"', "2010-12-04", sent_back("DATE_ERROR")),
    "in the wait": ('"disabled"', "2009-12-03", refuses("WAITING")),
}


@pytest.mark.parametrize(("group", "event", "expected"), DISABLED.values(), ids=DISABLED)
def test_disabled(group: str, event: str, expected: Verdict) -> None:
    ledger = member(group=group) + claim("C1", "0001", "disability", event)
    assert verdict("b2", ledger) == expected


MONTHS = {
    "1 month": ("1", "", pays(200)),
    "6 months": ("6", "", pays(1200)),
    "7 months": ("7", "", part("LIFE_CEILING", 1200)),
    "3 and 3": ("3", "3", pays(600)),
    "4 and 3: two are left": ("4", "3", part("LIFE_CEILING", 400)),
    "6 and 1": ("6", "1", refuses("LIFE_CEILING")),
}


@pytest.mark.parametrize(("first", "second", "expected"), MONTHS.values(), ids=MONTHS)
def test_bed_bound(first: str, second: str, expected: Verdict) -> None:
    ledger = member() + claim(
        "C1", "0001", "bedbound", "2010-06-01", months=first, certifies="bed-bound"
    )
    if second:
        ledger += claim(
            "C2", "0001", "bedbound", "2012-06-01", months=second, certifies="bed-bound"
        )
    assert verdict("b2", ledger, "C2" if second else "C1") == expected


def test_bed_bound_is_certified() -> None:
    ledger = member() + claim("C1", "0001", "bedbound", "2010-06-01", months="1")
    assert verdict("b2", ledger) == sent_back("NOT_CERTIFIED")


# Born on 5 May 1930: 80 on 5 May 2010, 81 a year later.
EIGHTY = {
    "the day before": ("1930-05-05", "2010-05-04", refuses("NOT_ELIGIBLE")),
    "the 80th birthday": ("1930-05-05", "2010-05-05", pays(1000)),
    "the 81st birthday": ("1930-05-05", "2011-05-05", refuses("NOT_ELIGIBLE")),
    # Born on 29 Feb 1932: 80 on 29 Feb 2012. Born on 1 Mar 1930: 80 on 1 Mar 2010, in the wait.
    "born on 29 Feb, the day before": ("1932-02-29", "2012-02-28", refuses("NOT_ELIGIBLE")),
    "born on 29 Feb": ("1932-02-29", "2012-02-29", pays(1000)),
    "in the wait": ("1930-03-01", "2010-03-01", refuses("WAITING")),
}


@pytest.mark.parametrize(("birth", "event", "expected"), EIGHTY.values(), ids=EIGHTY)
def test_80_years(birth: str, event: str, expected: Verdict) -> None:
    ledger = member(birth=birth) + claim("C1", "0001", "elderly", event)
    assert verdict("b2", ledger) == expected


def test_the_wreath_of_who_died_that_day() -> None:
    ledger = member() + ended("0001", "2010-06-01", "death")
    assert verdict("b2", ledger + claim("C1", "0001", "funeral", "2010-06-01")) == pays(500)


def test_nights_are_paid_once() -> None:
    ledger = member() + stay("C1", "0001", "2010-06-01", "2010-06-03")
    ledger += stay("C2", "0001", "2010-06-02", "2010-06-04")
    assert verdict("b2", ledger, "C2") == refuses("DUPLICATE")


def test_80_years_once_in_a_life() -> None:
    ledger = member(birth="1930-05-05") + claim("C1", "0001", "elderly", "2010-05-05")
    ledger += claim("C2", "0001", "elderly", "2010-05-06")
    assert verdict("b2", ledger, "C2") == refuses("DUPLICATE")


# --- ข้อ ๖: 15 baht under the age of 15, by the first day of the month

YOUNG = {
    "born on 1 Aug 2000": ("2000-08-01", [15, 30, 30]),
    "born on 31 Jul 2000": ("2000-07-31", [15, 30, 30]),
    "born on 2 Aug 2000": ("2000-08-02", [15, 15, 30]),
    "born on 1 Jul 2000": ("2000-07-01", [30, 30, 30]),
}


@pytest.mark.parametrize(("birth", "amounts"), YOUNG.values(), ids=YOUNG)
def test_children_pay_half(birth: str, amounts: list[int]) -> None:
    found = history("b2", member("2014-01-05", birth=birth))
    months = ("2015-07", "2015-08", "2015-09")
    assert [int(one.amount) for one in found.instalments if one.first in months] == amounts


# --- ข้อ ๘, ๙, ๑๐: three instalments unpaid; 90 days to come back

# 360 baht pay March 2009 to February 2010. March, April and May are unpaid at the end of 31 May.
ONE_YEAR = joined("0001", START) + paid("0001", START, 360)
LAPSES = {
    "the last day": ("", "2010-05-31", pays(100)),
    "the day of the lapse": ("", "2010-06-01", refuses("LAPSED")),
    "paid on the last day": ("2010-05-31", "2010-06-01", pays(100)),
    # March is paid; April, May and June are unpaid at the end of 30 June.
    "paid on the last day, a month on": ("2010-05-31", "2010-06-30", pays(100)),
    "paid on the last day, lapsed after": ("2010-05-31", "2010-07-01", refuses("LAPSED")),
    "paid a day late": ("2010-06-01", "2010-06-01", refuses("LAPSED")),
}


@pytest.mark.parametrize(("last", "admitted", "expected"), LAPSES.values(), ids=LAPSES)
def test_lapse(last: str, admitted: str, expected: Verdict) -> None:
    discharged = date.fromordinal(date.fromisoformat(admitted).toordinal() + 1).isoformat()
    ledger = ONE_YEAR + (paid("0001", last, 30) if last else "")
    assert verdict("b2", ledger + stay("C1", "0001", admitted, discharged)) == expected


def test_three_late_payments_are_no_lapse() -> None:
    # March, April and May 2010 each a month late: never more than two owed at once.
    ledger = ONE_YEAR + paid("0001", "2010-04-20", 30) + paid("0001", "2010-05-20", 30)
    ledger += paid("0001", "2010-06-20", 30)
    assert history("b2", ledger).status(date(2010, 6, 30)) == "member"


# Lapsed on 1 June 2010; 29 days to 30 June, 60 to 31 July, 90 on 30 August. March to July are five
# instalments due by 30 August; August, due on the 31st, is a sixth for who applies on that day.
COMEBACKS = {
    "the 90th day": ("2010-08-30", 150, "accept", "OK"),
    "the 90th day, a baht short": ("2010-08-30", 149, "refuse", "NOT_PAID"),
    "the 91st day": ("2010-08-31", 180, "refuse", "LATE"),
}


@pytest.mark.parametrize(
    ("applied", "money", "result", "reason"), COMEBACKS.values(), ids=COMEBACKS
)
def test_reinstatement(applied: str, money: int, result: str, reason: str) -> None:
    ledger = ONE_YEAR + reinstated("0001", applied, "2010-09-05") + paid("0001", applied, money)
    found = history("b2", ledger)
    assert [(one.verdict, one.reason) for one in found.reinstatements] == [(result, reason)]
    assert found.status(date(2010, 9, 4)) == "lapse"
    assert found.status(date(2010, 9, 5)) == ("member" if result == "accept" else "lapse")


# Back on 5 September 2010, and paid five years ahead that day: waits and tenure as if never away.
BACK = {
    "in the gap": ("marriage", "2010-09-04", refuses("LAPSED")),
    "the first day back, no new wait": ("marriage", "2010-09-05", pays(500)),
    "tenure kept, 3 years less a day": ("death", "2012-03-04", pays(6000)),
    "tenure kept, 3 years": ("death", "2012-03-05", pays(8000)),
}


@pytest.mark.parametrize(("benefit", "event", "expected"), BACK.values(), ids=BACK)
def test_after_reinstatement(benefit: str, event: str, expected: Verdict) -> None:
    ledger = ONE_YEAR + reinstated("0001", "2010-08-30", "2010-09-05")
    ledger += paid("0001", "2010-08-30", 150) + paid("0001", "2010-09-05", 30 * 60)
    assert verdict("b2", ledger + claim("C1", "0001", benefit, event)) == expected


def test_who_lapsed_may_join_again_and_owes_nothing() -> None:
    members = Members(build("b2", ONE_YEAR))
    assert list(joining.again(members, "0001", date(2013, 6, 1))) == []
    assert joining.old_arrears(members, "0001", date(2013, 10, 1)) == 0


# A new number from 1 October 2010: 365 days are complete on 1 October 2011; 180 on 30 March 2011
# (30 to 31 Oct, 60, 91, 122, 150 to 28 Feb, 180).
NEW_NUMBER = {
    "365 days less one": ("marriage", "2011-09-30", refuses("WAITING")),
    "365 days": ("marriage", "2011-10-01", pays(500)),
    "180 days less one": ("funeral", "2011-03-29", refuses("WAITING")),
    "180 days": ("funeral", "2011-03-30", pays(500)),
    "tenure anew": ("death", "2012-03-05", pays(4000)),
}


@pytest.mark.parametrize(("benefit", "event", "expected"), NEW_NUMBER.values(), ids=NEW_NUMBER)
def test_after_the_90_days_a_new_member(benefit: str, event: str, expected: Verdict) -> None:
    ledger = ONE_YEAR + member("2010-10-01", "0002", person='"0001"')
    assert verdict("b2", ledger + claim("C1", "0002", benefit, event)) == expected


# --- ข้อ ๕: who moves away is a member to the end of the fiscal year

MOVED = {
    "30 September": ("2010-09-30", pays(500)),
    "1 October": ("2010-10-01", refuses("MOVED")),
}


@pytest.mark.parametrize(("event", "expected"), MOVED.values(), ids=MOVED)
def test_moved_away(event: str, expected: Verdict) -> None:
    ledger = member() + ended("0001", "2010-05-10", "moved")
    assert verdict("b2", ledger + claim("C1", "0001", "marriage", event)) == expected


# --- ข้อ ๗: arrears, oldest first and whole

ARREARS = {
    "March not yet overdue": ("2010-03-31", "birth", 500, []),
    "March overdue": ("2010-04-01", "birth", 500, ["2010-03"]),
    "April not yet overdue": ("2010-04-30", "birth", 500, ["2010-03"]),
    "March and April": ("2010-05-01", "birth", 500, ["2010-03", "2010-04"]),
    "59 baht: whole instalments only": ("2010-05-01", "birth", 59, ["2010-03"]),
    "the wreath is spared": ("2010-05-01", "funeral", 500, []),
    # Lapsed on 1 June: May fell due the day before, June did not.
    "after the lapse": ("2010-08-01", "birth", 500, ["2010-03", "2010-04", "2010-05"]),
}


@pytest.mark.parametrize(("day", "benefit", "gross", "months"), ARREARS.values(), ids=ARREARS)
def test_arrears(day: str, benefit: str, gross: int, months: list[str]) -> None:
    ledger = ONE_YEAR + claim("C1", "0001", benefit, "2010-03-20")
    assert overdue("b2", ledger, "C1", gross, day) == months


# --- amendments

AMENDED = """
2010-06-01 custom "bylaw" "benefit" "marriage"
  article: "ข้อ ๒๓ (๑) แก้ไข"
  event: "วันจดทะเบียนสมรส"
  amount: 800.00 THB
  wait: "180 days"
  duplicate: "event"
  evidence: "claim-form, id-copy, other"
"""
# Begun on 1 December 2009: 180 days are complete on 30 May 2010 (30 to 31 Dec, 61, 89, 120, 150 to
# 30 Apr, 180), 365 on 1 December 2010.
AMENDMENT = {
    "the day before: the old wait": ("2009-12-01", "2010-05-31", refuses("WAITING")),
    "the day itself: the new wait": ("2009-12-01", "2010-06-01", pays(800)),
    "long a member, the day before": (START, "2010-05-31", pays(500)),
    "long a member, the day itself": (START, "2010-06-01", pays(800)),
}


@pytest.mark.parametrize(("start", "event", "expected"), AMENDMENT.values(), ids=AMENDMENT)
def test_amendment(start: str, event: str, expected: Verdict) -> None:
    one = claim("C1", "0001", "marriage", event, filed="2010-06-15")
    assert verdict("b2", member(start) + AMENDED + one) == expected


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
    assert verdict("b2", ledger) == expected


# --- ข้อ ๑๑: contributions go back to who resigns and never benefited

# 360 baht were paid on 5 March 2009.
RESIGNED = ended("0001", "2010-04-10", "resign")
WEDDING = claim("C1", "0001", "marriage", "2010-03-10")
REFUNDS = {
    "resigned, never benefited": (RESIGNED, 360),
    "a claim that was never paid": (WEDDING + RESIGNED, 360),
    "benefited": (WEDDING + benefit_paid("C1", "0001", "2010-03-11", 500) + RESIGNED, 0),
    "still a member": ("", 0),
    "moved away": (ended("0001", "2009-06-10", "moved"), 0),
    "died": (ended("0001", "2010-04-10", "death"), 0),
    "resigned only after the lapse": (ended("0001", "2010-06-10", "resign"), 0),
}


@pytest.mark.parametrize(("events", "amount"), REFUNDS.values(), ids=REFUNDS)
def test_refund(events: str, amount: int) -> None:
    members = Members(build("b2", ONE_YEAR + events))
    found = refunds.refund(members, "0001", date(2010, 7, 1))
    assert found.amount == amount
    assert (found.against is None) == (amount > 0)


def test_no_refund_before_the_resignation_takes_effect() -> None:
    members = Members(build("b2", ONE_YEAR + RESIGNED))
    assert refunds.refund(members, "0001", date(2010, 4, 9)).amount == 0
    assert refunds.refund(members, "0001", date(2010, 4, 10)).amount == 360


# --- what decides no claim

SAID: dict[tuple[str, ...], dict[str, object]] = {
    ("fee", "entry"): {"amount": 30, "per": "once"},
    ("payee", "death"): {"to": "nominee"},
    # 100 - 30 - 10 = 60 for welfare.
    ("split", "contributions"): {
        "accounts": "4101",
        "period": "month",
        "reserve": Decimal("0.30"),
        "management": Decimal("0.10"),
        "remainder": "welfare",
    },
    ("admin-ceiling",): {"share": Decimal("0.20"), "accounts": "52, 53"},
    ("payee", "funeral"): {"to": "host"},
}


@pytest.mark.parametrize("key", SAID, ids=" ".join)
def test_what_the_text_says(key: tuple[str, ...]) -> None:
    assert said("b2", date(2012, 1, 1), *key) == SAID[key]
