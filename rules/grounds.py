"""The grounds on which a claim is examined (เหตุ), each a small question to one case.

A ground gives None, or the reason for which the claim is refused or sent back: its code (see
`rules.reasons`), the article, what was compared with what, and the first day on which the ground
would no longer stand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import Any

from rules import membership
from rules import periods
from rules import schema
from rules.cases import Case
from rules.cases import Claim
from rules.cases import Reason
from rules.cases import age_joined
from rules.cases import paper
from rules.grants import year_label
from rules.membership import History
from rules.membership import Instalment
from rules.membership import Moment
from rules.membership import number_of
from rules.membership import rule_on
from welfare import calendars
from welfare import parameters
from welfare.parameters import Rule
from welfare.parameters import items

DAY = timedelta(days=1)


def _duplicate(case: Case) -> Reason | None:
    kinds = items(case.terms.get("duplicate"))
    for other in case.granted:
        if other.facts.get("beneficiary") != case.claim.facts.get("beneficiary"):
            continue
        if any(same_event(case, other, kind) for kind in kinds):
            args = {"other": other.number, "event": other.event}
            return Reason("DUPLICATE", case.terms.article("duplicate"), args)
    return None


def same_event(case: Case, other: Claim, kind: str) -> bool:
    """Whether another claim is of the same event, in the way that the bylaws name."""
    claim = case.claim
    match kind:
        case "event":
            return claim.event == other.event
        case "nights":
            ends = claim.end, other.end
            if ends[0] is None or ends[1] is None:
                return False
            return max(claim.event, other.event) < min(ends[0], ends[1])
        case "months":
            return not _months_of(claim).isdisjoint(_months_of(other))
        case "month":
            return calendars.month_of(claim.event) == calendars.month_of(other.event)
        case "year":
            mine = year_label(case.terms, claim.event, case.book, case.history)
            return mine == year_label(case.terms, other.event, case.book, case.history)
        case _:
            return kind == "ever"


def _months_of(claim: Claim) -> set[str]:
    """The months that a claim asks for, from that of the event on."""
    count = int(claim.facts.get("months", 1))
    return {calendars.month_of(calendars.add_months(claim.event, step)) for step in range(count)}


def _dates(case: Case) -> Reason | None:
    claim, article = case.claim, case.terms.article("dates", "order")
    last = max(claim.event, claim.end or claim.event)
    own = {"event": claim.event, "end": claim.end, "filed": claim.filed}
    if last > claim.filed:
        return Reason("DATE_AFTER_FILING", article, {**own, "last": last})
    if (case.of_nights and claim.end is None) or (claim.end and claim.end < claim.event):
        return Reason("DATE_ERROR", article, own)
    day = case.terms.get("event-day")
    if day and f"{claim.event:%m-%d}" != day:
        return Reason("DATE_ERROR", article, own)
    return None


def _member(case: Case) -> Reason | None:
    claim, history = case.claim, case.history
    article = case.terms.article("member")
    if history is None:
        return Reason("NOT_MEMBER", article, {"member": claim.member})
    own = {"member": claim.member, "event": claim.event}
    last = history.last(claim.event)
    if last is None:
        start = history.spans[0].start if history.spans else None
        return Reason("BEFORE_JOINING", article, {**own, "start": start}, start)
    if case.span is not None:
        return None
    code = membership.ENDED.get(last.reason, "NOT_MEMBER")
    if code == "LAPSED":
        article = case.terms.article("lapsed") if _says(case, "lapsed") else ""
        article = article or (last.lapse.article if last.lapse else _lapse_article(case))
    else:
        article = case.terms.article("ended") if _says(case, "ended") else _end_article(case)
    return Reason(code, article, {**own, "ended": last.end})


def _says(case: Case, name: str) -> bool:
    return any(f"article-{name}" in rule.facts for rule in case.terms.layers)


def _end_article(case: Case) -> str:
    rule = rule_on(case.book.bylaws, case.claim.event, "membership")
    return rule.article if rule else case.terms.article("member")


def _lapse_article(case: Case) -> str:
    """The article of a lapse before the books, of which no rule is known."""
    rules = case.book.bylaws.all_on(case.claim.event, "lapse")
    return rules[0].article if rules else case.terms.article("member")


def suspended(case: Case) -> Reason | None:
    """ระงับสิทธิ: rights rest while instalments are unpaid."""
    claim, history = case.claim, case.history
    rule = rule_on(case.book.bylaws, claim.event, "suspension")
    if rule is None or history is None or claim.benefit in items(rule.facts.get("spares")):
        return None
    healed = {"filing": claim.filed, "payment": claim.paid_on or claim.filed}.get(
        str(rule.facts.get("heals")), claim.event
    )
    overdue = _overdue(case, rule, history, healed)
    if not overdue:
        return None
    args = {"event": claim.event, "count": len(overdue), "since": overdue[0].due}
    return Reason("SUSPENDED", rule.article, args)


def _overdue(case: Case, rule: Rule, history: History, healed: date) -> list[Instalment]:
    """Instalments that suspend rights on the day of the event and are not healed since."""
    event = case.claim.event
    moment: Moment = (healed, membership.RECEIVED + 1, membership.NO_CLAIM)
    unpaid = [one for one in history.unpaid(event - DAY, moment) if one.amount]
    after = periods.parse(rule.facts.get("after"))
    if after is not None:
        unpaid = [one for one in unpaid if periods.last_day(one.due, after, case.clock) < event]
    return unpaid if len(unpaid) >= int(number_of(rule, "unpaid") or 1) else []


def wait_of(case: Case) -> object:
    """The waiting period, by the age at joining where the bylaws say so."""
    found, joined = case.terms.get("wait"), age_joined(case)
    for age, _, key in case.terms.numbered(schema.WAIT_JOINED_OVER):
        if joined is not None and joined > age:
            found = case.terms.get(key)
    return found


def entitled_from(case: Case) -> date | None:
    """The first day after the waiting period; None where there is none."""
    span = case.span
    assert span is not None
    period = periods.parse(wait_of(case))
    if period is None:
        return None
    day = periods.complete_on(span.wait_start, period, case.clock)
    own = periods.parse(span.wait_for)
    if own is not None:
        delayed = periods.complete_on(span.start, own, case.clock)
        restarted = span.wait_start == span.start
        day = delayed if restarted else max(day, delayed)
    return day


def _wait(case: Case) -> Reason | None:
    span, first = case.span, entitled_from(case)
    assert span is not None
    if first is None or case.claim.event >= first:
        return None
    args = {
        "event": case.claim.event,
        "start": span.wait_start,
        "wait": span.wait_for or wait_of(case),
        "first": first,
        "days": (case.claim.event - span.wait_start).days,
    }
    return Reason("WAITING", case.terms.article("wait"), args, first)


def _eligible(case: Case) -> Reason | None:
    """Sex, age, tenure, group, grades, outcome, and what was asked for."""
    if case.of_nights and not case.nights:
        return Reason("NO_NIGHTS", case.terms.own.article, {"event": case.claim.event})
    for check in (_choice, _who, _ages, _tenure, _school, _named, _assessed):
        found = check(case)
        if found is not None:
            what, wanted, is_, payable = found
            args = {"what": what, "wanted": wanted, "is": is_}
            return Reason("NOT_ELIGIBLE", case.terms.article(what), args, payable)
    return None


Lack = tuple[str, Any, Any, date | None] | None


def _choice(case: Case) -> Lack:
    choice = case.terms.get("choice")
    if choice and case.terms.layers[0] is case.terms.own:
        bylaws, day = case.book.bylaws, case.claim.event
        known = [
            rule.key[2]
            for rule in bylaws.all_on(day, "benefit")
            if len(rule.key) > 2 and rule.key[1] == case.claim.benefit
        ]
        return "choice", ", ".join(known), case.claim.facts.get(choice, "-"), None
    return None


def _who(case: Case) -> Lack:
    for key in ("sex", "group"):
        wanted = case.terms.get(key)
        if wanted and case.facts.get(key) != wanted:
            return key, wanted, case.facts.get(key, "-"), None
    return None


def _ages(case: Case) -> Lack:
    terms, event, birth = case.terms, case.claim.event, case.facts.get("birth")
    low, high, joined = (terms.whole(k) for k in ("min-age", "max-age", "max-age-joined"))
    if low is None and high is None and joined is None:
        return None
    if not isinstance(birth, date):
        return "min-age" if low is not None else "max-age", low or high or joined, "-", None
    age = periods.age(birth, event)
    if low is not None and age < low:
        return "min-age", low, age, calendars.add_years(birth, low)
    if high is not None and age > high:
        return "max-age", high, age, None
    at_start = age_joined(case)
    if joined is not None and at_start is not None and at_start > joined:
        return "max-age-joined", joined, at_start, None
    return None


def _tenure(case: Case) -> Lack:
    period, span = case.period("min-tenure"), case.span
    assert span is not None
    if period is None:
        return None
    first = periods.complete_on(span.tenure_start, period, case.clock)
    if case.claim.event >= first:
        return None
    return "min-tenure", case.terms.get("min-tenure"), span.tenure_start, first


def _school(case: Case) -> Lack:
    terms, own = case.terms, case.claim.facts
    outcome = str(own.get("outcome", ""))
    outcomes = items(terms.get("outcomes"))
    if outcomes and outcome not in outcomes:
        return "outcomes", ", ".join(outcomes), outcome or "-", None
    wanted = terms.baht("min-gpa")
    if wanted is None or outcome in items(terms.get("gpa-free")):
        return None
    gpa = own.get("gpa")
    if not isinstance(gpa, Decimal) or gpa < wanted:
        return "min-gpa", wanted, gpa if gpa is not None else "-", None
    return None


def _named(case: Case) -> Lack:
    if case.terms.get("beneficiary") != "named":
        return None
    named = items(case.facts.get("beneficiaries"))
    most = number_of(rule_on(case.book.bylaws, case.claim.event, "eligibility"), "max-named")
    named = named if most is None else named[: int(most)]
    own = str(case.claim.facts.get("beneficiary", "-"))
    return None if own in named else ("beneficiary", ", ".join(named) or "-", own, None)


def _assessed(case: Case) -> Lack:
    least, own = case.terms.baht("assessed-from"), case.claim.facts.get("assessed")
    if least is None or own is None or own.number >= least:
        return None
    return "assessed-from", least, own.number, None


def _late(case: Case) -> Reason | None:
    claim, terms = case.claim, case.terms
    article = terms.article("late", "claim-within", "claim-window")
    window = terms.get("claim-window")
    if window:
        first, last = window_of(case)
        if first <= claim.filed <= last:
            return None
        return Reason("LATE", article, {"filed": claim.filed, "last": last, "from": first})
    within = case.period("claim-within")
    if within is None:
        return None
    start = claim.event
    if terms.get("claim-from") == "event-end" and claim.end is not None:
        start = claim.end
    last = periods.last_day(start, within, case.clock)
    if claim.filed <= last:
        return None
    days = (claim.filed - start).days
    args = {"filed": claim.filed, "last": last, "from": start, "days": days}
    return Reason("LATE", article, {**args, "within": terms.get("claim-within")})


def window_of(case: Case) -> tuple[date, date]:
    """First and last day on which a claim with a window may be filed; a window may span a year."""
    window = str(case.terms.get("claim-window"))
    first, last = (day_of(case.claim.event, part) for part in window.split(".."))
    return first, last if last >= first else calendars.add_years(last, 1)


def day_of(event: date, monthday: str) -> date:
    """A month and day in the year of the event; 29 Feb is the 28th in a common year."""
    month, day = (int(part) for part in monthday.split("-"))
    first = date(event.year, month, 1)
    return first.replace(day=min(day, (calendars.add_months(first, 1) - first).days))


def _evidence(case: Case) -> Reason | None:
    wanted = items(case.terms.get("evidence"))
    given = set(case.claim.evidence)
    if "assessed" in case.claim.facts:
        given.add("assessment")
    missing = [word for word in wanted if paper(word) not in given]
    if missing:
        args = {"missing": ", ".join(missing)}
        return Reason("MISSING_EVIDENCE", case.terms.article("evidence"), args)
    uncertified = set(items(case.terms.get("certify"))) - case.claim.certifies
    # A meeting that refuses certifies nothing, nor need it.
    met = case.claim.resolution and not case.claim.refused
    if uncertified and not case.presume and met:
        args = {"certify": ", ".join(sorted(uncertified))}
        return Reason("NOT_CERTIFIED", case.terms.article("certify"), args)
    return None


def _resolution(case: Case) -> Reason | None:
    claim, book = case.claim, case.book
    article = case.terms.article("resolution")
    if claim.refused:
        return Reason("REFUSED_BY_MEETING", article, {"resolution": claim.resolution})
    needed = parameters.needs_resolution(book.bylaws, "benefit", claim.paid_on or claim.filed)
    if case.presume or claim.resolution or not needed:
        return None
    return Reason("NO_RESOLUTION", article, {"claim": claim.number})


NEED_SPAN = ("suspended", "wait", "eligible", "limits")


GROUNDS: dict[str, Callable[[Case], Reason | None]] = {
    "duplicate": _duplicate,
    "dates": _dates,
    "member": _member,
    "suspended": suspended,
    "wait": _wait,
    "eligible": _eligible,
    "late": _late,
    "evidence": _evidence,
    "resolution": _resolution,
}
