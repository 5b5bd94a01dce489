"""All about one member on a day (ข้อมูลสมาชิกหนึ่งคน): what follows from the books and the bylaws.

The books are read as they stood at the end of that day, so that what happens next is told as it was
to be told then:

    2023-09-30, member 0237: paid until June 2023, 3 instalments of 30.00 owed;
    if nothing is paid, membership ends on 2023-10-11 (ข้อ ๑๔ (๑))
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from beancount.core.data import Balance
from beancount.core.data import Custom
from beancount.core.data import Directive

from rules import cases
from rules import decision
from rules import grants
from rules import grounds
from rules import matching
from rules.cases import Case
from rules.cases import Claim
from rules.cases import Tally
from rules.cases import Unit
from rules.cases import Used
from rules.decision import Decision
from rules.membership import DEDUCTED
from rules.membership import NO_CLAIM
from rules.membership import History
from rules.membership import Instalment
from rules.membership import Members
from rules.membership import Reinstatement
from rules.membership import Span
from rules.membership import lapse_rule
from rules.membership import members_of
from rules.membership import number_of
from rules.membership import rule_on
from welfare import calendars
from welfare.books import Book
from welfare.money import ZERO
from welfare.vocabulary import values_of

DAY = timedelta(days=1)
#: What is known ahead: rules are passed before they are in force, and a birth date corrected later
#: was the same before.
AHEAD = (("bylaw",), ("holiday",), ("member", "changed"))
#: Days of which the books are kept as they stood then.
DAYS_KEPT = 3


class Wait(NamedTuple):
    """A waiting period: the benefits that share it, and its first day of rights."""

    benefits: tuple[str, ...]
    first: date
    over: bool
    article: str


class Gap(NamedTuple):
    """A time without membership between two stretches of it, and what came after."""

    first: date
    last: date
    reason: str
    article: str
    shifted: int


class Owed(NamedTuple):
    """An instalment that is due and not paid: since when, and the fee for being late."""

    instalment: Instalment
    days: int
    fee: Decimal


class Next(NamedTuple):
    """What non-payment leads to: the end on a day, or an end that a notice must come before."""

    day: date | None
    article: str
    notice: str


class Right(NamedTuple):
    """A ceiling or a number of times in the running year, and what was used of it.

    `whose` is person, household or fund; `unit` the benefit's rate that is counted, or "baht".
    """

    benefit: str
    key: str
    whose: str
    year: str
    used: Decimal
    limit: Decimal
    unit: str


class Matched(NamedTuple):
    """State matching: lists of the person so far, the most there may be, those inside the books."""

    rounds: int
    limit: int | None
    lists: tuple[tuple[int, Decimal], ...]


class View(NamedTuple):
    """Everything about one member at the end of a day.

    Attributes:
        number: membership number.
        day: the day.
        facts: the member's facts.
        status: what the member is, the first word, and what else holds.
        history: the membership, as the books of that day have it.
        span: the stretch of membership that runs, or ran last.
        article: article by which membership ended.
        waits: waiting periods, by their first day of rights.
        suspended: article by which rights rest, or "".
        gaps: times without membership.
        owed: instalments due and not paid, oldest first.
        after: what non-payment leads to.
        notices: notices given since the oldest of them fell due.
        comeback: what an application for reinstatement on that day would be told.
        rights: ceilings and rights of the running year.
        matched: state matching.
        claims: claims with their decisions.
        book: the books of that day.
    """

    number: str
    day: date
    facts: dict[str, Any]
    status: tuple[str, ...]
    history: History
    span: Span | None
    article: str
    waits: tuple[Wait, ...]
    suspended: str
    gaps: tuple[Gap, ...]
    owed: tuple[Owed, ...]
    after: Next | None
    notices: tuple[date, ...]
    comeback: Reinstatement | None
    rights: tuple[Right, ...]
    matched: Matched
    claims: tuple[tuple[Claim, Decision], ...]
    book: Book


def as_of(book: Book, day: date) -> Book:
    """The books as they stood at the end of a day."""
    ahead = {id(entry) for words in AHEAD for entry in book.customs(*words)}
    kept = [entry for entry in book.entries if entry.date <= day or id(entry) in ahead]
    if len(kept) == len(book.entries):
        return book
    return Book(book.folder, kept, book.errors, book.options)


def told(book: Book, day: date) -> Book:
    """As `as_of`, made once for the last days asked; the books themselves if only closings follow.

    What is told of members asks neither closings nor the balances with which they end.
    """
    later = bisect_right(book.entries, day, key=lambda entry: entry.date)
    if all(map(_is_of_closings, book.entries[later:])):
        return book
    known = book.once(_by_day)
    if day not in known:
        for old in list(known)[: 1 - DAYS_KEPT]:
            known.pop(old, None)
        known[day] = as_of(book, day)
    return known[day]


def _is_of_closings(entry: Directive) -> bool:
    return isinstance(entry, Balance) or (isinstance(entry, Custom) and entry.type == "closing")


def _by_day(_: Book) -> dict[date, Book]:
    """Where `told` keeps what it made."""
    return {}


def view(whole: Book, number: str, day: date) -> View | None:
    """All about a member on a day; None while there was no such number.

    Args:
        whole: the books.
        number: membership number.
        day: the day, at whose end all is told.
    """
    book = told(whole, day)
    members = members_of(book)
    history = members.of(number)
    if history is None:
        return None
    span, current = history.last(day), history.span(day) is not None
    owed = tuple(_owed(book, history, day)) if current else ()
    asked = dict(_cases(members, history, day)) if current else {}
    waits = tuple(_waits(asked, day))
    reasons = [found for case in asked.values() if (found := grounds.suspended(case))]
    verdicts, used = decision.decisions(book), book.once(_used)
    person = members.person(number)
    claims = [
        (claim, verdicts[claim.number])
        for claim in cases.claims_of(book).values()
        if members.person(claim.member) == person
    ]
    return View(
        number,
        day,
        history.facts(day),
        tuple(_status(history, day, waits, bool(reasons))),
        history,
        span,
        "" if current or span is None else _end_article(book, span, day),
        waits,
        reasons[0].article if reasons else "",
        tuple(_gaps(members, history)),
        owed,
        _after(book, history, day) if current else None,
        tuple(_notices(book, number, owed)),
        _comeback(members, number, day)
        if span and span.reason == "lapse" and not current
        else None,
        tuple(_rights(asked, day, used)),
        _matched(members, number, day),
        tuple(claims),
        book,
    )


# --- status --------------------------------------------------------------------------------------


def _status(history: History, day: date, waits: tuple[Wait, ...], suspended: bool) -> Iterator[str]:
    """What the member is, then what else holds of who is one; with all rights, active."""
    status, span = history.status(day), history.span(day)
    if status != "member" or span is None:
        yield status
        return
    waiting = any(not wait.over for wait in waits)
    evening = (day, DEDUCTED + 1, NO_CLAIM)
    arrears = any(one.amount for one in history.unpaid(day - DAY, evening))
    if not waiting and not suspended:
        yield "active"
    else:
        yield "member"
    if waiting:
        yield "waiting"
    if suspended:
        yield "suspended"
    if arrears:
        yield "arrears"
    if span.reinstated:
        yield "reinstated"


def _end_article(book: Book, span: Span, day: date) -> str:
    """The article by which a membership ended, as the bylaws of that day have it."""
    ended = span.end or day
    if span.reason == "lapse":
        rules = [span.lapse] if span.lapse else book.bylaws.all_on(ended, "lapse")
        return rules[0].article if rules else ""
    rule = rule_on(book.bylaws, ended, "membership")
    return rule.article if rule else ""


def _cases(members: Members, history: History, day: date) -> Iterator[tuple[str, Case]]:
    """Each benefit as if something had happened to the member on the day."""
    for rule in members.book.bylaws.all_on(day, "benefit"):
        terms = cases.benefit_terms(members.book, rule.key[1], day)
        if len(rule.key) == 2 and terms is not None:
            claim = cases.imagined("", history.number, rule.key[1], day, day)
            yield claim.benefit, Case(members, claim, terms, history, [], {}, presume=True)


def _waits(cases: dict[str, Case], day: date) -> Iterator[Wait]:
    """The waiting periods of all benefits, those of one first day together."""
    firsts: dict[tuple[date, str], list[str]] = defaultdict(list)
    for name, case in cases.items():
        first = grounds.entitled_from(case)
        if first is not None:
            firsts[first, case.terms.article("wait")].append(name)
    for (first, article), names in sorted(firsts.items()):
        yield Wait(tuple(names), first, first <= day, article)


def _gaps(members: Members, history: History) -> Iterator[Gap]:
    for before, span in zip(history.spans, history.spans[1:], strict=False):
        assert before.end is not None
        rule = rule_on(members.book.bylaws, before.end, "reinstatement")
        shifted = (span.tenure_start - before.tenure_start).days
        article = rule.article if rule else ""
        yield Gap(before.end, span.start - DAY, before.reason, article, shifted)


# --- contributions -------------------------------------------------------------------------------


def _owed(book: Book, history: History, day: date) -> Iterator[Owed]:
    for one in history.unpaid(day):
        if one.amount:
            yield Owed(one, (day - one.due).days, _late_fee(book, one, day))


def _late_fee(book: Book, one: Instalment, day: date) -> Decimal:
    """The fee for paying an instalment on a day, once or for each month begun since it was due."""
    rule = rule_on(book.bylaws, day, "fee", "late")
    amount = number_of(rule, "amount") or ZERO
    if rule is None or day <= one.due:
        return ZERO
    if rule.facts.get("per") != "month":
        return amount
    months = 1
    while calendars.add_months(one.due, months) < day:
        months += 1
    return amount * months


def _after(book: Book, history: History, day: date) -> Next | None:
    """What happens if nothing more is paid: the sweep of the day's books ends where that leads."""
    span = history.spans[-1]
    if span.end is not None and span.reason == "lapse" and span.lapse is not None:
        return Next(span.end, span.lapse.article, "")
    frequency = str(history.facts(day).get("frequency"))
    rule = lapse_rule(book.bylaws, day, frequency)
    if rule is not None and "notice" in rule.facts and span.end is None:
        return Next(None, rule.article, str(rule.facts["notice"]))
    return None


def _notices(book: Book, number: str, owed: tuple[Owed, ...]) -> Iterator[date]:
    for entry in book.customs("notice"):
        if values_of(entry)[0] == number and owed and entry.date > owed[0].instalment.due:
            yield entry.date


def _comeback(members: Members, number: str, day: date) -> Reinstatement | None:
    """What the bylaws say to somebody who lapsed and applies on that day, if nobody did yet."""
    history = members.of(number)
    last = history.last(day) if history else None
    asked = members.book.customs("reinstatement", "applied")
    if last is None or any(
        values_of(entry)[0] == number and last.end is not None and entry.date >= last.end
        for entry in asked
    ):
        return None
    found = members.applying(number, day)
    return found.reinstatements[-1] if found and found.reinstatements else None


# --- rights --------------------------------------------------------------------------------------


def _used(book: Book) -> Used:
    """Every ceiling as all claims of the books left it."""
    found = decision.opening_used(members_of(book))
    for _, _, uses in decision.decided(book):
        found |= {key: decision.plus(found.get(key), own) for key, own in (uses or {}).items()}
    return found


def _rights(asked: dict[str, Case], day: date, used: Used) -> Iterator[Right]:
    """The limits of each benefit that hold over several claims, but not for one event."""
    for name, case in asked.items():
        terms, unit = case.terms, grants.unit_of(case.terms)
        if terms.get("beneficiary") == "named":
            continue
        for one in grants.ceilings_of(case, Unit(day, ZERO, terms)):
            if one.scope in ("case", "joined-late") or one.scope.endswith("event"):
                continue
            tally = used.get(grants.tally_key(case, one), Tally())
            count = tally.amount if one.in_baht else Decimal(tally.units)
            counted = "baht" if one.in_baht else unit
            yield Right(name, one.key, _whose(one.key), one.year, count, one.limit, counted)
        for key, _, limit, tally_key in grants.times_of(case):
            if not key.endswith("event"):
                times = Decimal(sum(_times(used, tally_key)))
                yield Right(name, key, _whose(key), tally_key[3], times, Decimal(limit), "")


def _whose(key: str) -> str:
    """Whose right a limit is, as its key says."""
    return next((word for word in ("household", "fund") if word in key), "person")


def _times(used: Used, key: tuple[str, str, str, str]) -> Iterator[int]:
    """How often a right was used; where times are counted apart, by level say, in all of them."""
    whose = key[2].strip()
    for known, tally in used.items():
        same = (known[0], known[1], known[3]) == (key[0], key[1], key[3])
        if same and (known[2] == whose or known[2].startswith(f"{whose} ")):
            yield tally.times


def _matched(members: Members, number: str, day: date) -> Matched:
    """Lists of the person up to a day: those carried into the books, and those inside them."""
    book, person = members.book, members.person(number)
    own = set(members.numbers(person))
    rounds = sum(count for other, count in matching.carried(book).items() if other in own)
    lists = []
    year = calendars.be(day)
    cut_off = matching.cut_off(book, year)
    # A list of which the day has not come is not made for nothing.
    for found in matching.listings(members, year - (cut_off is None or cut_off > day)):
        if found.day <= day:
            lists += [(found.year, found.listed[other]) for other in own if other in found.listed]
    rule = rule_on(book.bylaws, day, "matching")
    limit = number_of(rule, "rounds")
    return Matched(rounds + len(lists), int(limit) if limit is not None else None, tuple(lists))
