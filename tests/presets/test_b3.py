"""B3, สามแยก and ท้ายตลาด: 180 days from the application, five nights a stay, one child a household.

Expected values are worked out from the text of the bylaw; the sums stand beside the cases.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from presets.world import asked
from presets.world import build
from presets.world import claim
from presets.world import decide
from presets.world import ended
from presets.world import history
from presets.world import joined
from presets.world import lacking
from presets.world import overdue
from presets.world import paid
from presets.world import paid_fee
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
FEES = "Income:Fees:Reinstatement"
ELSEWHERE = "not-paid-elsewhere"
#: Applied on 4 January 2012, the last day of the first intake; admitted on the 20th.
APPLIED = "2012-01-04"


def member(
    applied: str = APPLIED, admitted: str = "2012-01-20", number: str = "0001", **facts: str
) -> str:
    """A member who paid for ten years on the day of admission."""
    text = joined(number, admitted, applied=applied, **facts)
    return text + paid(number, admitted, TEN_YEARS)


# --- ข้อ ๒: from 1 to 70 years of age; another fund does not matter

AGES = {
    "1 the day after": ("2011-01-21", ["R560"]),
    "1 that day": ("2011-01-20", []),
    "71 the day after": ("1941-01-21", []),
    "71 that day": ("1941-01-20", ["R560"]),
}


@pytest.mark.parametrize(("birth", "codes"), AGES.values(), ids=AGES)
def test_ages_at_joining(birth: str, codes: list[str]) -> None:
    born, day = date.fromisoformat(birth), date(2012, 1, 20)
    found = joining.against(build("b3", ""), day, born, date(2010, 1, 1))
    assert [one.code for one in found] == codes


# --- ข้อ ๓, ๑๔: 180 days from the application, for every benefit

# 4 Jan 2012 + 180: 27 days to 31 Jan, 56 to 29 Feb, 87, 117, 148, 178 to 30 Jun, so 2 July; six
# months would be 4 July. 20 Jan, the admission, + 180 would be 18 July.
WAITS = {
    "before the application": ("birth", "2012-01-03", refuses("BEFORE_JOINING")),
    "applied, not yet admitted": ("birth", "2012-01-05", refuses("WAITING")),
    "birth, 179 days": ("birth", "2012-07-01", refuses("WAITING")),
    "birth, 180 days": ("birth", "2012-07-02", pays(500)),
    "birth, 181 days": ("birth", "2012-07-03", pays(500)),
    "school, 179 days": ("education", "2012-07-01", refuses("WAITING")),
    "school, 180 days": ("education", "2012-07-02", pays(500)),
    "death, 179 days": ("death", "2012-07-01", refuses("WAITING")),
    "death, 180 days": ("death", "2012-07-02", pays(2500)),
}


@pytest.mark.parametrize(("benefit", "event", "expected"), WAITS.values(), ids=WAITS)
def test_waits(benefit: str, event: str, expected: Verdict) -> None:
    assert verdict("b3", member() + claim("C1", "0001", benefit, event)) == expected


# --- ข้อ ๒๐: per delivery, to a woman

BIRTHS = {
    "one child": ({"sex": '"F"'}, "1", pays(500)),
    "twins are one delivery": ({"sex": '"F"'}, "2", pays(500)),
    "the father": ({"sex": '"M"'}, "1", refuses("NOT_ELIGIBLE")),
}


@pytest.mark.parametrize(("facts", "children", "expected"), BIRTHS.values(), ids=BIRTHS)
def test_birth(facts: dict[str, str], children: str, expected: Verdict) -> None:
    ledger = member(**facts) + claim("C1", "0001", "birth", "2013-05-01", children=children)
    assert verdict("b3", ledger) == expected


def test_the_nights_of_a_delivery_are_hospital_nights() -> None:
    ledger = member() + claim("C1", "0001", "birth", "2013-05-01")
    ledger += stay("C2", "0001", "2013-05-01", "2013-05-04", certifies=ELSEWHERE)
    found = decide("b3", ledger)
    assert [found[number].gross for number in ("C1", "C2")] == [500, 300]


# --- ข้อ ๒๑: 100 a night, 5 nights a stay, 10 nights in the calendar year of admission

STAYS = {
    "no night": ("2013-05-01", "2013-05-01", ELSEWHERE, refuses("NO_NIGHTS")),
    "5 nights": ("2013-05-01", "2013-05-06", ELSEWHERE, pays(500)),
    "6 nights": ("2013-05-01", "2013-05-07", ELSEWHERE, part("STAY_CAP", 500)),
    "another fund may have paid": ("2013-05-01", "2013-05-02", "", sent_back("NOT_CERTIFIED")),
    "admitted on day 179": ("2012-07-01", "2012-07-04", ELSEWHERE, refuses("WAITING")),
    "admitted on day 180": ("2012-07-02", "2012-07-05", ELSEWHERE, pays(300)),
}


@pytest.mark.parametrize(
    ("admitted", "discharged", "certifies", "expected"), STAYS.values(), ids=STAYS
)
def test_stay(admitted: str, discharged: str, certifies: str, expected: Verdict) -> None:
    ledger = member() + stay("C1", "0001", admitted, discharged, certifies=certifies)
    assert verdict("b3", ledger) == expected


# 5 and 2 nights of 2013 come first: 3 of 10 are left.
EDGE = {
    "3 nights": ("2013-12-01", "2013-12-04", pays(300)),
    "4 nights": ("2013-12-01", "2013-12-05", part("YEAR_CEILING", 300)),
    # Admitted on 30 Dec: all its nights are of that year, the three of January too.
    "over new year, admitted in the old": ("2013-12-30", "2014-01-04", part("YEAR_CEILING", 300)),
    "admitted on 31 December": ("2013-12-31", "2014-01-05", part("YEAR_CEILING", 300)),
    "admitted on 1 January": ("2014-01-01", "2014-01-06", pays(500)),
}


@pytest.mark.parametrize(("admitted", "discharged", "expected"), EDGE.values(), ids=EDGE)
def test_ten_nights_a_year(admitted: str, discharged: str, expected: Verdict) -> None:
    ledger = member() + stay("C1", "0001", "2013-05-01", "2013-05-06", certifies=ELSEWHERE)
    ledger += stay("C2", "0001", "2013-06-01", "2013-06-03", certifies=ELSEWHERE)
    ledger += stay("C3", "0001", admitted, discharged, certifies=ELSEWHERE)
    assert verdict("b3", ledger, "C3") == expected


def test_the_eleventh_night() -> None:
    ledger = member() + stay("C1", "0001", "2013-05-01", "2013-05-06", certifies=ELSEWHERE)
    ledger += stay("C2", "0001", "2013-06-01", "2013-06-06", certifies=ELSEWHERE)
    ledger += stay("C3", "0001", "2013-12-31", "2014-01-01", certifies=ELSEWHERE)
    assert verdict("b3", ledger, "C3") == refuses("YEAR_CEILING")


# --- ข้อ ๒๒: death by tenure, which too counts from the application

LEAP = "2012-02-29"
TIERS = {
    "1 year less a day": (APPLIED, "2013-01-03", pays(2500)),
    "1 year": (APPLIED, "2013-01-04", pays(5000)),
    "2 years less a day": (APPLIED, "2014-01-03", pays(5000)),
    "2 years": (APPLIED, "2014-01-04", pays(7500)),
    "3 years less a day": (APPLIED, "2015-01-03", pays(7500)),
    "3 years": (APPLIED, "2015-01-04", pays(10000)),
    "5 years less a day": (APPLIED, "2017-01-03", pays(10000)),
    "5 years": (APPLIED, "2017-01-04", pays(15000)),
    "29 Feb, 1 year less a day": (LEAP, "2013-02-27", pays(2500)),
    "29 Feb, 1 year": (LEAP, "2013-02-28", pays(5000)),
    "29 Feb, 2 years": (LEAP, "2014-02-28", pays(7500)),
    "29 Feb, 3 years less a day": (LEAP, "2015-02-27", pays(7500)),
    "29 Feb, 3 years": (LEAP, "2015-02-28", pays(10000)),
    "29 Feb, 5 years less a day": (LEAP, "2017-02-27", pays(10000)),
    "29 Feb, 5 years": (LEAP, "2017-02-28", pays(15000)),
}


@pytest.mark.parametrize(("applied", "died", "expected"), TIERS.values(), ids=TIERS)
def test_death_by_tenure(applied: str, died: str, expected: Verdict) -> None:
    ledger = member(applied, "2012-03-20") + ended("0001", died, "death")
    assert verdict("b3", ledger + claim("C1", "0001", "death", died)) == expected


@pytest.mark.parametrize("benefit", ["death"])
def test_a_death_is_paid_once_whatever_day_is_said(benefit: str) -> None:
    ledger = member() + claim("C1", "0001", benefit, "2014-05-01", filed="2014-05-02")
    ledger += claim("C2", "0001", benefit, "2014-05-02", filed="2014-05-03")
    assert verdict("b3", ledger, "C2") == refuses("DUPLICATE")


# --- ข้อ ๒๕: one child a household and calendar year

SCHOOL = {
    "same household, same year": ("H1", "2013-12-31", refuses("HOUSEHOLD_LIMIT")),
    "same household, next year": ("H1", "2014-01-01", pays(500)),
    "another household": ("H2", "2013-12-31", pays(500)),
}


@pytest.mark.parametrize(("household", "event", "expected"), SCHOOL.values(), ids=SCHOOL)
def test_scholarship(household: str, event: str, expected: Verdict) -> None:
    ledger = member(household='"H1"') + member(number="0002", household=f'"{household}"')
    ledger += claim("C1", "0001", "education", "2013-05-16")
    ledger += claim("C2", "0002", "education", event)
    assert verdict("b3", ledger, "C2") == expected


# --- ข้อ ๒๖-๒๙: sums that a meeting resolves; the disabled and disadvantaged

RESOLVED = {
    "disaster, 1,000": ("disaster", "1000.00 THB", "", pays(1000)),
    "disaster, 1,000.01": ("disaster", "1000.01 THB", "", part("AMOUNT_CAP", 1000)),
    "disaster, no resolution": ("disaster", "500.00 THB", "no", sent_back("NO_RESOLUTION")),
    "career, 1,000": ("career", "1000.00 THB", "", pays(1000)),
    "career, 1,000.01": ("career", "1000.01 THB", "", part("AMOUNT_CAP", 1000)),
    "communal, 3,000": ("culture", "3000.00 THB", "", pays(3000)),
    "communal, 3,000.01": ("culture", "3000.01 THB", "", part("FUND_CEILING", 3000)),
}


@pytest.mark.parametrize(
    ("benefit", "sum_", "considered", "expected"), RESOLVED.values(), ids=RESOLVED
)
def test_resolved_sums(benefit: str, sum_: str, considered: str, expected: Verdict) -> None:
    one = claim("C1", "0001", benefit, "2013-05-01", requested=sum_, considered=considered)
    assert verdict("b3", member() + one) == expected


COMMUNAL = {
    "the same calendar year": ("2013-12-31", part("FUND_CEILING", 1000)),
    "the next": ("2014-01-01", pays(1500)),
}


@pytest.mark.parametrize(("event", "expected"), COMMUNAL.values(), ids=COMMUNAL)
def test_communal_money_by_the_calendar_year(event: str, expected: Verdict) -> None:
    ledger = member() + claim("C1", "0001", "culture", "2013-04-13", requested="2000.00 THB")
    ledger += claim("C2", "0001", "culture", event, requested="1500.00 THB")
    assert verdict("b3", ledger, "C2") == expected


GROUPS = {
    "disabled": ("disability", '"disabled"', pays(300)),
    "disadvantaged": ("disadvantaged", '"disadvantaged"', pays(300)),
    "disabled, as disadvantaged": ("disadvantaged", '"disabled"', refuses("NOT_ELIGIBLE")),
    "neither": ("disability", "", refuses("NOT_ELIGIBLE")),
}


@pytest.mark.parametrize(("benefit", "group", "expected"), GROUPS.values(), ids=GROUPS)
def test_groups(benefit: str, group: str, expected: Verdict) -> None:
    ledger = member(group=group) + claim("C1", "0001", benefit, "2013-12-03")
    assert verdict("b3", ledger) == expected


def test_groups_once_a_year() -> None:
    ledger = member(group='"disabled"') + claim("C1", "0001", "disability", "2013-12-03")
    ledger += claim("C2", "0001", "disability", "2013-12-03", filed="2013-12-04")
    ledger += claim("C3", "0001", "disability", "2014-12-03")
    found = decide("b3", ledger)
    assert [found[number].gross for number in ("C1", "C2", "C3")] == [300, 0, 300]


# --- ข้อ ๑๕, ๑๖: 60 days, papers

# 1 May 2013 + 60: 30 days to 31 May, 60 to 30 Jun.
DEADLINES = {
    "day 59": ("2013-06-29", pays(500)),
    "day 60": ("2013-06-30", pays(500)),
    "day 61": ("2013-07-01", refuses("LATE")),
}


@pytest.mark.parametrize(("filed", "expected"), DEADLINES.values(), ids=DEADLINES)
def test_deadline(filed: str, expected: Verdict) -> None:
    ledger = member() + claim("C1", "0001", "birth", "2013-05-01", filed=filed)
    assert verdict("b3", ledger) == expected


def test_a_stay_is_filed_within_60_days_of_the_discharge() -> None:
    for filed, expected in (("2013-06-30", pays(200)), ("2013-07-01", refuses("LATE"))):
        one = stay("C1", "0001", "2013-04-29", "2013-05-01", filed=filed, certifies=ELSEWHERE)
        assert verdict("b3", member() + one) == expected


EVIDENCE: dict[str, tuple[str, str, dict[str, str]]] = {
    "birth": ("2013-05-01", "claim-form, id-copy, birth-cert", {}),
    "hospital": (
        "2013-05-01",
        "claim-form, id-copy, medical-cert",
        {"event_end": "2013-05-02", "certifies": ELSEWHERE},
    ),
    "death": ("2013-05-01", "claim-form, id-copy, death-cert, nominee-id", {}),
    "education": ("2013-05-01", "claim-form, id-copy, transcript", {}),
    "disaster": (
        "2013-05-01",
        "claim-form, id-copy, police-or-lao-note, photos",
        {"requested": "500.00 THB"},
    ),
    "disability": ("2013-12-03", "claim-form, id-copy, disability-card", {}),
    "career": ("2013-05-01", "claim-form, id-copy, project-plan", {"requested": "500.00 THB"}),
    "culture": ("2013-05-01", "claim-form, project-plan", {"requested": "500.00 THB"}),
}


@pytest.mark.parametrize("benefit", EVIDENCE)
def test_evidence(benefit: str) -> None:
    event, papers, facts = EVIDENCE[benefit]
    assert lacking("b3", member(group='"disabled"'), benefit, event, papers, **facts) == asked(
        papers
    )


@pytest.mark.parametrize("benefit", EVIDENCE)
def test_one_event_is_paid_once(benefit: str) -> None:
    event, _, facts = EVIDENCE[benefit]
    ledger = member(group='"disabled"') + claim("C1", "0001", benefit, event, **facts)
    ledger += claim("C2", "0001", benefit, event, **facts)
    assert verdict("b3", ledger, "C2") == refuses("DUPLICATE")


def test_evidence_of_the_disadvantaged() -> None:
    own, papers = member(group='"disadvantaged"'), "claim-form, id-copy, letter"
    assert lacking("b3", own, "disadvantaged", "2013-12-03", papers) == asked(papers)


def test_nights_are_paid_once() -> None:
    ledger = member() + stay("C1", "0001", "2013-05-01", "2013-05-03", certifies=ELSEWHERE)
    ledger += stay("C2", "0001", "2013-05-02", "2013-05-04", certifies=ELSEWHERE)
    assert verdict("b3", ledger, "C2") == refuses("DUPLICATE")


def test_communal_money_waits_for_nothing() -> None:
    one = claim("C1", "0001", "culture", "2012-01-20", requested="100.00 THB")
    assert verdict("b3", member() + one) == pays(100)


# --- ข้อ ๘: three months unpaid, by each frequency

# Applied in January, so the first month is February 2012.
# Monthly: 270 baht pay to October; November, December and January are unpaid on 31 January 2013.
# Half-yearly: 360 pay February 2012 to January 2013; the next is due on 28 February 2013, and three
# months after that is 28 May. Yearly: 365 pay the same months, due and over on the same days.
LAPSES = {
    "monthly, the last day": ("monthly", 270, "2013-01-31", "", pays(500)),
    "monthly, the day after": ("monthly", 270, "2013-02-01", "", refuses("LAPSED")),
    "monthly, paid on the last day": ("monthly", 270, "2013-02-01", "2013-01-31", pays(500)),
    "monthly, paid the day after": (
        "monthly",
        270,
        "2013-02-01",
        "2013-02-01",
        refuses("LAPSED"),
    ),
    "half-year, the last day": ("half-year", 360, "2013-05-28", "", pays(500)),
    "half-year, the day after": ("half-year", 360, "2013-05-29", "", refuses("LAPSED")),
    "half-year, paid on the last day": ("half-year", 360, "2013-05-29", "2013-05-28", pays(500)),
    "yearly, the last day": ("yearly", 365, "2013-05-28", "", pays(500)),
    "yearly, the day after": ("yearly", 365, "2013-05-29", "", refuses("LAPSED")),
    "yearly, paid on the last day": ("yearly", 365, "2013-05-29", "2013-05-28", pays(500)),
    "yearly, paid the day after": (
        "yearly",
        365,
        "2013-05-29",
        "2013-05-29",
        refuses("LAPSED"),
    ),
}
ONE_INSTALMENT = {"monthly": 30, "half-year": 180, "yearly": 365}


@pytest.mark.parametrize(
    ("frequency", "money", "event", "last", "expected"), LAPSES.values(), ids=LAPSES
)
def test_lapse(frequency: str, money: int, event: str, last: str, expected: Verdict) -> None:
    ledger = joined("0001", "2012-01-20", frequency, applied=APPLIED)
    ledger += paid("0001", "2012-01-20", money)
    ledger += paid("0001", last, ONE_INSTALMENT[frequency]) if last else ""
    assert verdict("b3", ledger + claim("C1", "0001", "birth", event)) == expected


# --- ข้อ ๙: 60 days and 50 baht to come back

# Lapsed on 1 February 2013; 27 days to 28 Feb, 58 to 31 Mar, 60 on 2 April. Due by then are
# November to March: five instalments.
GONE = joined("0001", "2012-01-20", applied=APPLIED) + paid("0001", "2012-01-20", 270)
COMEBACKS = {
    "the 60th day": ("2013-04-02", 150, 50, "accept", "OK"),
    "the 61st day": ("2013-04-03", 150, 50, "refuse", "LATE"),
    "a baht of the arrears short": ("2013-04-02", 149, 50, "refuse", "NOT_PAID"),
    "a baht of the fee short": ("2013-04-02", 150, 49, "refuse", "NOT_PAID"),
    # On 31 March the instalment of March is due that day, and so to be paid; on the 30th it is not.
    "31 March": ("2013-03-31", 149, 50, "refuse", "NOT_PAID"),
    "30 March": ("2013-03-30", 120, 50, "accept", "OK"),
}


@pytest.mark.parametrize(
    ("applied", "money", "fee", "result", "reason"), COMEBACKS.values(), ids=COMEBACKS
)
def test_reinstatement(applied: str, money: int, fee: int, result: str, reason: str) -> None:
    ledger = GONE + reinstated("0001", applied, "2013-04-20")
    ledger += paid("0001", applied, money) + paid_fee("0001", applied, fee, FEES)
    found = history("b3", ledger)
    assert [(one.verdict, one.reason) for one in found.reinstatements] == [(result, reason)]
    assert found.status(date(2013, 4, 20)) == ("member" if result == "accept" else "lapse")


# Waits and tenure go on as if never away: 3 years from 4 January 2012.
BACK = {
    "in the gap": ("birth", "2013-04-19", refuses("LAPSED")),
    "the first day back, no new wait": ("birth", "2013-04-20", pays(500)),
    "tenure kept, 3 years less a day": ("death", "2015-01-03", pays(7500)),
    "tenure kept, 3 years": ("death", "2015-01-04", pays(10000)),
}


@pytest.mark.parametrize(("benefit", "event", "expected"), BACK.values(), ids=BACK)
def test_after_reinstatement(benefit: str, event: str, expected: Verdict) -> None:
    ledger = GONE + reinstated("0001", "2013-04-02", "2013-04-20")
    ledger += paid("0001", "2013-04-02", 150) + paid_fee("0001", "2013-04-02", 50, FEES)
    ledger += paid("0001", "2013-04-20", 30 * 36)
    assert verdict("b3", ledger + claim("C1", "0001", benefit, event)) == expected


def test_who_lapsed_may_join_again_and_owes_nothing() -> None:
    members = Members(build("b3", GONE))
    assert list(joining.again(members, "0001", date(2013, 6, 1))) == []
    assert joining.old_arrears(members, "0001", date(2013, 10, 1)) == 0


# --- ข้อ ๕: a year after moving away

MOVED = {
    "the day before": ("2014-05-09", pays(500)),
    "a year complete": ("2014-05-10", refuses("MOVED")),
}


@pytest.mark.parametrize(("event", "expected"), MOVED.values(), ids=MOVED)
def test_moved_away(event: str, expected: Verdict) -> None:
    ledger = member() + ended("0001", "2013-05-10", "moved")
    assert verdict("b3", ledger + claim("C1", "0001", "birth", event)) == expected


# --- ข้อ ๗: arrears, oldest first and whole; no benefit is spared

# Half-yearly: 180 pay February to July 2012; August to January is due on 31 August.
ARREARS = {
    "monthly, not yet overdue": ("monthly", 270, "2012-11-30", 500, []),
    "monthly, one": ("monthly", 270, "2012-12-01", 500, ["2012-11"]),
    "monthly, two": ("monthly", 270, "2013-01-15", 500, ["2012-11", "2012-12"]),
    "monthly, 59 baht": ("monthly", 270, "2013-01-15", 59, ["2012-11"]),
    "half-year, not yet overdue": ("half-year", 180, "2012-08-31", 500, []),
    "half-year, overdue": ("half-year", 180, "2012-09-01", 500, ["2012-08"]),
    "half-year, 179 baht": ("half-year", 180, "2012-09-01", 179, []),
}


@pytest.mark.parametrize(
    ("frequency", "money", "day", "gross", "months"), ARREARS.values(), ids=ARREARS
)
def test_arrears(frequency: str, money: int, day: str, gross: int, months: list[str]) -> None:
    ledger = joined("0001", "2012-01-20", frequency, applied=APPLIED)
    ledger += paid("0001", "2012-01-20", money) + claim("C1", "0001", "birth", "2012-07-10")
    assert overdue("b3", ledger, "C1", gross, day) == months


# --- amendments

AMENDED = """
2013-05-01 custom "bylaw" "benefit" "birth"
  article: "ข้อ ๒๐ แก้ไข"
  event: "วันที่คลอด"
  amount: 700.00 THB
  sex: "F"
  claim-within: "30 days"
  duplicate: "event"
  evidence: "claim-form, id-copy, birth-cert"
"""
AMENDMENT = {
    "the day before": ("2013-04-30", "2013-06-29", pays(500)),
    "the day itself": ("2013-05-01", "2013-05-31", pays(700)),
    "the day itself, the new deadline": ("2013-05-01", "2013-06-01", refuses("LATE")),
}


@pytest.mark.parametrize(("event", "filed", "expected"), AMENDMENT.values(), ids=AMENDMENT)
def test_amendment(event: str, filed: str, expected: Verdict) -> None:
    one = claim("C1", "0001", "birth", event, filed=filed)
    assert verdict("b3", member() + AMENDED + one) == expected


# --- what decides no claim

SAID: dict[tuple[str, ...], dict[str, object]] = {
    ("fee", "entry"): {"amount": 20, "per": "once"},
    ("payee", "death"): {"to": "nominee"},
    # 100 - 10 - 10 = 80 for welfare.
    ("split", "contributions"): {
        "accounts": "4101",
        "period": "month",
        "reserve": Decimal("0.10"),
        "management": Decimal("0.10"),
        "remainder": "welfare",
    },
    ("admin-ceiling",): {"share": Decimal("0.20"), "accounts": "52, 53"},
    ("fee", "reinstatement"): {"amount": 50, "per": "once"},
}


@pytest.mark.parametrize("key", SAID, ids=" ".join)
def test_what_the_text_says(key: tuple[str, ...]) -> None:
    assert said("b3", date(2012, 1, 1), *key) == SAID[key]


def test_contributions_are_never_given_back() -> None:
    book = build("b3", member() + ended("0001", "2014-01-01", "resign"))
    assert refunds.refund(Members(book), "0001", date(2014, 1, 2)).amount == 0
