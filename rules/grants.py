"""How much a claim is granted: units by rate, cut by every cap and ceiling, unit by unit.

    2022-10-01 custom "bylaw" "benefit" "hospital"
      per-night: 120.00 THB
      max-per-stay: 7                    ; nights
      max-per-year: 1500.00 THB          ; a person and fiscal year

Ceilings and rights are used in the order of filing, by granted claims only, before arrears.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from decimal import ROUND_DOWN
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from rules import periods
from rules import schema
from rules.cases import Case
from rules.cases import Reason
from rules.cases import Tally
from rules.cases import Terms
from rules.cases import Unit
from rules.cases import Use
from rules.cases import Used
from rules.cases import age_joined
from rules.cases import terms_on
from rules.cases import version
from rules.membership import History
from rules.membership import Span
from welfare import calendars
from welfare import money
from welfare.books import Book
from welfare.money import ZERO

DAY = timedelta(days=1)
#: What is used of ceilings: this claim's own use over that of earlier claims.
Tallies = ChainMap[tuple[str, str, str, str], Tally]

#: Which cut is named when several made an amount smaller, the first that applies.
CUTS = (
    "FUND_CEILING",
    "EVENT_CEILING",
    "HOUSEHOLD_LIMIT",
    "LIFE_CEILING",
    "YEAR_CEILING",
    "JOINED_LATE_CAP",
    "AMOUNT_CAP",
    "STAY_CAP",
)


class Ceiling(NamedTuple):
    """A limit that holds over several claims, or within one.

    Attributes:
        key: key of the bylaw that sets it.
        code: reason when it cuts.
        scope: what it is counted by: case, year, life, household-year, …
        whose: person, household, event or fund.
        year: label of the year that it counts, or "".
        limit: baht or units.
        in_baht: whether the limit counts baht.
    """

    key: str
    code: str
    scope: str
    whose: str
    year: str
    limit: Decimal
    in_baht: bool


@dataclass
class Grant:
    """What a claim is granted, and what that uses up."""

    units: int = 0
    rate: Decimal = ZERO
    gross: Decimal = ZERO
    cut: Reason | None = None
    #: Codes of the ceilings that made it smaller, with the ceiling.
    cuts: dict[str, Ceiling] = field(default_factory=dict)
    uses: Used = field(default_factory=dict)
    shown: tuple[Use, ...] = ()
    versions: set[int] = field(default_factory=set)
    lines: tuple[tuple[date, Decimal, Decimal], ...] = ()
    #: Of each line the limit that cut it last, and how far that was used before.
    why: list[tuple[Ceiling, Tally] | None] = field(default_factory=list)
    args: dict[str, Any] = field(default_factory=dict)


#: Limits: key, reason, scope.
LIMITS = (
    ("max-per-stay", "STAY_CAP", "case"),
    ("max-per-case", "AMOUNT_CAP", "case"),
    ("max-per-year", "YEAR_CEILING", "year"),
    ("max-per-life", "LIFE_CEILING", "life"),
    ("max-per-household-year", "HOUSEHOLD_LIMIT", "household-year"),
    ("max-per-household-event", "HOUSEHOLD_LIMIT", "household-event"),
    ("max-per-event", "EVENT_CEILING", "event"),
    ("max-per-fund-year", "FUND_CEILING", "fund-year"),
)


TIMES = (
    ("times-per-year", "YEAR_CEILING", "year"),
    ("times-per-life", "LIFE_CEILING", "life"),
    ("times-per-household-year", "HOUSEHOLD_LIMIT", "household-year"),
    ("times-per-household-event", "HOUSEHOLD_LIMIT", "household-event"),
)


def grant_of(case: Case) -> Grant:
    """Units by rate, cut by every cap and ceiling, unit by unit in their order."""
    units = list(units_of(case))
    grant = Grant(units=_unit_count(case, units), rate=sum((u.rate for u in units), ZERO))
    # What earlier claims used stays as it is; this claim's use lies over it.
    tallies: Tallies = ChainMap({}, case.used)
    counted = 0
    paid: list[tuple[date, Decimal, Decimal]] = []
    for unit in units:
        grant.versions.add(version(case.book, unit.day) if _by_night(case) else 0)
        pay = ZERO if _stay_is_full(case, unit, counted, grant) else unit.rate
        why = None if pay else _why(case, grant.cuts.get("STAY_CAP"), tallies)
        in_stay = "STAY_CAP" not in grant.cuts or bool(pay)
        ceilings = list(ceilings_of(case, unit)) if pay else []
        for ceiling in ceilings:
            before, pay = pay, _cut(case, ceiling, pay, tallies, grant)
            why = _why(case, ceiling, tallies) if pay < before else why
        if in_stay and (pay or unit.terms.get("unpaid-units-count") is not False):
            counted += 1
        _count(case, ceilings, pay, tallies, grant)
        grant.gross += pay
        paid.append((unit.day, unit.rate, pay))
        grant.why.append(why)
    grant.lines = tuple(paid)
    _count_times(case, tallies, grant)
    if grant.gross < grant.rate:
        grant.cut = _cut_reason(case, grant)
    grant.shown = tuple(_shown(case, units, tallies))
    grant.args = {"units": grant.units, "rate": grant.rate, "gross": grant.gross}
    return grant


def _by_night(case: Case) -> bool:
    return case.of_nights and case.terms.get("version-by") == "night"


def _unit_count(case: Case, units: list[Unit]) -> int:
    if len(units) != 1 or case.of_nights:
        return len(units)
    if case.terms.numbered(schema.TIER) and case.terms.get("tier-by") != "age":
        span = case.span
        assert span is not None
        return periods.completed(span.tenure_start, case.claim.event, "year", case.clock)
    return 1


def units_of(case: Case) -> Iterator[Unit]:
    """The nights, months or children of a claim, or the whole case, at their rates."""
    claim, terms = case.claim, case.terms
    if case.of_nights:
        for index in range(max(case.nights or 0, 0)):
            day = claim.event + timedelta(days=index)
            own = terms_on(case.book, claim, day) if _by_night(case) else terms
            # Terms that did not change since the night before are the same terms.
            own = terms if own is None or own == terms else own
            covered = terms.get("judge-nights") != "each" or _covered(case, day)
            yield Unit(day, (own.baht("per-night") or ZERO) if covered else ZERO, own)
        return
    for key, fact in (("per-month", "months"), ("per-child", "children")):
        rate = terms.baht(key)
        if rate is not None:
            for index in range(int(claim.facts.get(fact, 1))):
                step = index if key == "per-month" else 0
                yield Unit(calendars.add_months(claim.event, step), rate, terms)
            return
    yield Unit(claim.event, _amount(case), terms)


def _covered(case: Case, day: date) -> bool:
    return case.history is not None and case.history.span(day) is not None


def _amount(case: Case) -> Decimal:
    """What the benefit grants before caps: fixed, by tier, by formula, resolved or assessed."""
    terms, facts = case.terms, case.claim.facts
    share = terms.baht("assessed-share")
    if share is not None:
        assessed = facts.get("assessed")
        amount = _rounded(terms, (assessed.number if assessed else ZERO) * share)
    elif terms.get("resolved"):
        asked = facts.get("requested")
        amount = asked.number if asked else ZERO
    elif terms.get("actual-cost"):
        cost = facts.get("cost")
        amount = cost.number if cost else ZERO
    else:
        amount = _by_table(case)
    least, own = terms.baht("min-amount"), terms.baht("share")
    if own is None and case.history and _first_year(case, case.history.spans[0].start):
        own = terms.baht("share-first-year")
    if least is not None:
        amount = max(amount, least)
    return money.share_down(amount, own) if own is not None else amount


def _first_year(case: Case, start: date) -> bool:
    """Whether the event is in the first year here, wherever waits and tenure count from."""
    return not periods.completed(start, case.claim.event, "year", case.clock)


def _rounded(terms: Terms, amount: Decimal) -> Decimal:
    """Cut down to whole satang, baht or tens of baht."""
    size = {"baht": Decimal(1), "ten-baht": Decimal(10)}.get(str(terms.get("round")), money.SATANG)
    return ((amount / size).to_integral_value(ROUND_DOWN) * size).quantize(money.SATANG)


def _by_table(case: Case) -> Decimal:
    terms, event, span = case.terms, case.claim.event, case.span
    assert span is not None
    birth = case.facts.get("birth")
    tiers = [(tier, False) for tier in terms.numbered(schema.TIER)]
    tiers += [(tier, True) for tier in terms.numbered(schema.TIER_OVER)]
    if tiers:
        by_age = terms.get("tier-by") == "age"
        start = birth if by_age else span.tenure_start
        return _tier(case, tiers, start) if isinstance(start, date) else ZERO
    base, each = terms.baht("base"), terms.baht("per-tenure-year")
    if base is not None or each is not None:
        return (base or ZERO) + (each or ZERO) * _years(case, span)
    for age, _, key in terms.numbered(schema.UNDER):
        if isinstance(birth, date) and periods.age(birth, event) < age:
            return terms.baht(key) or ZERO
    return terms.baht("amount") or ZERO


def _tier(case: Case, tiers: list[tuple[tuple[int, str, str], bool]], start: date) -> Decimal:
    """The highest tier reached; `over` tiers are reached the day after they are complete."""
    event, best = case.claim.event, (date.min, ZERO)
    for (count, unit, key), over in tiers:
        day = (
            periods.complete_on(start, periods.Period(count, unit), case.clock) if count else start
        )
        day += DAY if over else timedelta(0)
        if day <= event and day >= best[0]:
            best = (day, case.terms.baht(key) or ZERO)
    return best[1]


def _years(case: Case, span: Span) -> int:
    """Full years of tenure; a part over so long counts as a year where the bylaws say so."""
    start, event = span.tenure_start, case.claim.event
    years = periods.completed(start, event, "year", case.clock)
    part = case.period("part-year-over")
    if part is None:
        return years
    rest = calendars.add_years(start, years)
    return years + (periods.complete_on(rest, part, case.clock) < event)


def unit_of(terms: Terms) -> str:
    """The key of the rate by which units are counted, a key of `schema.UNITS`."""
    return next((key for key in schema.UNITS if key and terms.get(key) is not None), "")


def year_label(terms: Terms, day: date, book: Book, history: History | None) -> str:
    """The year of a ceiling that a day falls in: fund and calendar years by their พ.ศ. name."""
    match terms.get("year"):
        case "calendar":
            return str(day.year + calendars.BE_MINUS_CE)
        case "membership":
            span = history.last(day) if history else None
            start = span.tenure_start if span else day
            return f"y{periods.completed(start, day, 'year') + 1}"
        case _:
            return str(calendars.fiscal_year(day, book.fiscal_start))


def _year_of(case: Case, unit: Unit) -> str:
    claim = case.claim
    day = {"night": unit.day, "filing": claim.filed, "payment": claim.paid_on or claim.filed}.get(
        str(unit.terms.get("year-by")), claim.event
    )
    return year_label(unit.terms, day, case.book, case.history)


def _group(case: Case) -> str:
    """The benefit whose ceilings are used: its own, or one that it shares with others."""
    return str(case.terms.get("ceiling-of") or case.claim.benefit)


def _whose(case: Case, scope: str) -> str:
    claim = case.claim
    if scope.startswith("household"):
        own = case.members.household(claim.member, claim.event)
        return f"{own} {_event_id(case)}" if scope.endswith("event") else own
    if scope == "event":
        return _event_id(case)
    if scope == "fund-year":
        return "fund"
    if case.terms.get("beneficiary") == "named":
        return str(claim.facts.get("beneficiary"))
    if scope == "year" and case.terms.get("year") == "membership":
        # Each number of a person has years of its own.
        return claim.member
    return case.members.person(claim.member)


def _event_id(case: Case) -> str:
    return str(case.claim.facts.get("event-id") or case.claim.event.isoformat())


def ceilings_of(case: Case, unit: Unit) -> Iterator[Ceiling]:
    """Every limit on a unit, by the terms of its own day."""
    for key, code, scope in LIMITS:
        limit = unit.terms.baht(key)
        if limit is None or (key == "max-per-stay" and not unit.terms.in_baht(key)):
            continue
        year = _year_of(case, unit) if scope.endswith("year") else ""
        whose = "" if scope == "case" else _whose(case, scope)
        yield Ceiling(key, code, scope, whose, year, limit, unit.terms.in_baht(key))
    joined = age_joined(case)
    for age, _, key in unit.terms.numbered(schema.MAX_JOINED_OVER):
        limit = unit.terms.baht(key)
        if joined is not None and joined > age and limit is not None:
            yield Ceiling(key, "JOINED_LATE_CAP", "joined-late", "", "", limit, in_baht=True)


def tally_key(case: Case, ceiling: Ceiling) -> tuple[str, str, str, str]:
    """Under which key a ceiling's use is counted."""
    if ceiling.scope in ("case", "joined-late"):
        return (case.claim.number, ceiling.key, "", "")
    return (_group(case), ceiling.scope, ceiling.whose, ceiling.year)


def _why(case: Case, ceiling: Ceiling | None, tallies: Tallies) -> tuple[Ceiling, Tally] | None:
    if ceiling is None:
        return None
    return ceiling, tallies.get(tally_key(case, ceiling), Tally())


def _stay_is_full(case: Case, unit: Unit, counted: int, grant: Grant) -> bool:
    limit = unit.terms.whole("max-per-stay")
    if limit is None or unit.terms.in_baht("max-per-stay") or counted < limit:
        return False
    grant.cuts.setdefault(
        "STAY_CAP",
        Ceiling("max-per-stay", "STAY_CAP", "case", "", "", Decimal(limit), in_baht=False),
    )
    return True


def _cut(case: Case, ceiling: Ceiling, pay: Decimal, tallies: Tallies, grant: Grant) -> Decimal:
    tally = tallies.get(tally_key(case, ceiling), Tally())
    room = ceiling.limit - tally.amount if ceiling.in_baht else pay
    if not ceiling.in_baht and tally.units >= ceiling.limit:
        room = ZERO
    if room >= pay:
        return pay
    grant.cuts.setdefault(ceiling.code, ceiling)
    return max(room, ZERO)


def _count(
    case: Case, ceilings: list[Ceiling], pay: Decimal, tallies: Tallies, grant: Grant
) -> None:
    """Add what a unit was paid to every ceiling that it counts against."""
    for ceiling in ceilings if pay else ():
        key = tally_key(case, ceiling)
        before = tallies.get(key, Tally())
        tallies[key] = before._replace(amount=before.amount + pay, units=before.units + 1)
        if ceiling.scope not in ("case", "joined-late"):
            grant.uses[key] = tallies[key]


def times_of(case: Case) -> Iterator[tuple[str, str, int, tuple[str, str, str, str]]]:
    """Key, reason, limit and tally of each right that counts times."""
    claim, terms = case.claim, case.terms
    by = terms.get("times-by")
    suffix = f" {claim.facts.get(by, '')}" if by else ""
    for key, code, scope in TIMES:
        limit = terms.whole(key)
        if limit is None:
            continue
        unit = Unit(claim.event, ZERO, terms)
        year = _year_of(case, unit) if scope.endswith("year") else ""
        whose = f"{_whose(case, scope)}{suffix}"
        yield key, code, limit, (_group(case), f"times-{scope}", whose, year)


def rights(case: Case) -> set[tuple[str, str, str, str]]:
    """Every ceiling and right, beyond the claim itself, that a claim would use."""
    if case.history is None or case.span is None:
        return set()
    found = {key for _, _, _, key in times_of(case)}
    for unit in units_of(case):
        for ceiling in ceilings_of(case, unit):
            if ceiling.scope not in ("case", "joined-late"):
                found.add(tally_key(case, ceiling))
    return found


def _count_times(case: Case, tallies: Tallies, grant: Grant) -> None:
    for _, _, _, key in times_of(case):
        before = tallies.get(key, Tally())
        grant.uses[key] = before._replace(times=before.times + 1)


def limits(case: Case, grant: Grant) -> Reason | None:
    """Rights used up, or no money left under a ceiling."""
    for key, code, limit, tally in times_of(case):
        if case.used.get(tally, Tally()).times >= limit:
            args = {
                "limit": Decimal(limit),
                "year": tally[3],
                "key": key,
                "used": Decimal(case.used[tally].times),
                "in_baht": False,
                "years": case.terms.get("year"),
            }
            return Reason(code, case.terms.article(key), args)
    if grant.gross:
        return None
    if grant.cut is not None:
        return grant.cut
    key = "resolved" if case.terms.get("resolved") else ""
    args = {"rate": grant.rate, "key": key}
    return Reason("NOTHING_DUE", case.terms.layers[0].article, args)


def _cut_reason(case: Case, grant: Grant) -> Reason | None:
    code = next((code for code in CUTS if code in grant.cuts), None)
    if code is None:
        return None
    ceiling = grant.cuts[code]
    tally = case.used.get(tally_key(case, ceiling), Tally())
    args = {
        "key": ceiling.key,
        "limit": ceiling.limit,
        "year": ceiling.year,
        "rate": grant.rate,
        "gross": grant.gross,
        "used": tally.amount if ceiling.in_baht else Decimal(tally.units),
        "in_baht": ceiling.in_baht,
        "unit": unit_of(case.terms),
        "years": case.terms.get("year"),
    }
    return Reason(code, case.terms.article(ceiling.key), args)


def _shown(case: Case, units: list[Unit], tallies: Tallies) -> Iterator[Use]:
    """The ceilings to tell: of the whole fund if there is one, else of the person's year."""
    keys = ("max-per-fund-year", "max-per-year")
    key = next((key for key in keys if case.terms.get(key) is not None), None)
    if key is None:
        return
    seen = set()
    for unit in units:
        for ceiling in ceilings_of(case, unit):
            if ceiling.key == key and ceiling.year not in seen:
                seen.add(ceiling.year)
                tally = tallies.get(tally_key(case, ceiling), Tally())
                yield Use(
                    key, ceiling.year, tally.amount, tally.units, ceiling.limit, ceiling.in_baht
                )
