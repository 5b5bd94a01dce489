"""The decision (ผลการพิจารณา): one pure function from the bylaws and the books to a verdict.

    2023-05-09 custom "claim" "filed" "C66-0110"
      member: "0188"
      benefit: "hospital"
      event: 2023-05-02
      event-end: 2023-05-09
      evidence: "claim-form, id-copy, medical-cert"

Seven nights at 120 baht are 840, of which the ceiling of the fiscal year leaves 660: `part`,
`YEAR_CEILING`, 660.00. A claim is examined ground by ground in the order that the bylaws give.
Right, units and gross are judged at the dates that they name; ceilings and household rights are
used in the order of filing; arrears are deducted on the day of payment (`deduction`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from decimal import ROUND_DOWN
from decimal import Decimal
from functools import cached_property
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount
from beancount.core.data import Custom
from beancount.core.data import Transaction

from rules import membership
from rules import periods
from rules import schema
from rules.membership import DEDUCTED
from rules.membership import History
from rules.membership import Instalment
from rules.membership import Members
from rules.membership import Moment
from rules.membership import Span
from rules.membership import number_of
from rules.membership import rule_on
from welfare import books
from welfare import calendars
from welfare import money
from welfare import parameters
from welfare.books import Book
from welfare.money import ZERO
from welfare.parameters import Rule
from welfare.parameters import items
from welfare.records import split_number
from welfare.vocabulary import PAPERS
from welfare.vocabulary import values_of

DAY = timedelta(days=1)
#: Verdicts by which a claim uses up ceilings and rights.
GRANTED = ("pay", "part")
#: Grounds that send a claim back instead of refusing it.
SENT_BACK = (
    "DATE_AFTER_FILING",
    "DATE_ERROR",
    "MISSING_EVIDENCE",
    "NOT_CERTIFIED",
    "NO_RESOLUTION",
)
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
_PAPER = {word: kind for kind, spelt in PAPERS.items() for word in (kind, *spelt)}


def paper(word: str) -> str:
    """A kind of evidence in the vocabulary's word, however it was written."""
    plain = word.replace("_", "-")
    return _PAPER.get(plain, plain)


class Claim(NamedTuple):
    """A claim as the books hold it: what was filed, and what the meeting said.

    Attributes:
        number: claim number.
        filed: day of filing.
        member: membership number of who has the right.
        benefit: benefit, as the bylaws name it.
        event: day of the event; for a stay, of admission.
        end: last day of the event (discharge), or None.
        facts: all that was filed.
        evidence: kinds of papers handed in, in the vocabulary's words.
        resolution: number of the resolution that dealt with it, if the minutes hold it.
        certifies: conditions that the meeting certified.
        refused: whether the meeting refused it.
        paid_on: day of payment, or None.
    """

    number: str
    filed: date
    member: str
    benefit: str
    event: date
    end: date | None
    facts: Mapping[str, Any]
    evidence: frozenset[str]
    resolution: str
    certifies: frozenset[str]
    refused: bool
    paid_on: date | None

    @property
    def order(self) -> tuple[date, tuple[str, int]]:
        """Who comes first: by day of filing, then by claim number."""
        return self.filed, split_number(self.number)


class Reason(NamedTuple):
    """Why: a code of `rules.reasons`, the article, and what was compared with what.

    `payable` is the first day on which this ground would no longer stand, if there is one.
    """

    code: str
    article: str
    args: Mapping[str, Any]
    payable: date | None = None


class Use(NamedTuple):
    """How far a ceiling is used once the claim is granted: its year, baht, units and limit."""

    ceiling: str
    year: str
    amount: Decimal
    units: int
    limit: Decimal
    in_baht: bool


class Decision(NamedTuple):
    """What the bylaws say to a claim.

    Attributes:
        claim: claim number.
        verdict: pay, part, refuse or needs-info.
        reasons: the first is what the verdict rests on; more where the bylaws cite all grounds.
        version: "1", "2" … by how often the bylaws had been changed; "1+2" for nights of both.
        entitled_from: first day after the waiting period, if it was looked at.
        units: nights, months, children, completed years of tenure; else 1; 0 where refused.
        rate: baht by the rate before caps and ceilings.
        gross: baht granted, before arrears.
        used: ceilings after this claim.
        missing: evidence that is missing, in the words of the bylaw.
        lines: units of one rate each: (day, rate, paid).
    """

    claim: str
    verdict: str
    reasons: tuple[Reason, ...]
    version: str
    entitled_from: date | None = None
    units: int = 0
    rate: Decimal = ZERO
    gross: Decimal = ZERO
    used: tuple[Use, ...] = ()
    missing: tuple[str, ...] = ()
    lines: tuple[tuple[date, Decimal, Decimal], ...] = ()

    @property
    def reason(self) -> str:
        """Code of what the verdict rests on."""
        return self.reasons[0].code

    @property
    def article(self) -> str:
        """Article of what the verdict rests on."""
        return self.reasons[0].article


class Tally(NamedTuple):
    """What was used of a ceiling: baht, units, times."""

    amount: Decimal = ZERO
    units: int = 0
    times: int = 0


#: (benefit or group, scope, whose, year) to what was used.
Used = dict[tuple[str, str, str, str], Tally]


class Unit(NamedTuple):
    """One night, month or child, or the whole case: its day, rate and the terms of that day."""

    day: date
    rate: Decimal
    terms: Terms


@dataclass(frozen=True)
class Terms:
    """What holds for a benefit on a day: its variant over the benefit over what holds for all."""

    layers: tuple[Rule, ...]

    @cached_property
    def values(self) -> dict[str, Any]:
        """Every key with the value of the layer that says it first."""
        found: dict[str, Any] = {}
        for rule in reversed(self.layers):
            own = rule.facts
            if rule.key[0] == "claims":
                own = {key: own[key] for key in schema.GENERAL if key in own}
            found |= own
        return found

    def get(self, key: str) -> Any:
        """The value of a key, or None; amounts as baht."""
        value = self.values.get(key)
        return value.number if type(value) is Amount else value

    def whole(self, key: str) -> int | None:
        """A whole number, or None."""
        value = self.get(key)
        return int(value) if isinstance(value, Decimal) else None

    def baht(self, key: str) -> Decimal | None:
        """A number of baht, or None."""
        value = self.get(key)
        return value if isinstance(value, Decimal) else None

    def in_baht(self, key: str) -> bool:
        """Whether a limit counts baht and not units."""
        return type(self.values.get(key)) is Amount

    def article(self, *names: str) -> str:
        """The article of a key or ground: as one of the layers names it, else of the key's rule."""
        for name in names:
            for rule in self.layers:
                if f"article-{name}" in rule.facts:
                    return str(rule.facts[f"article-{name}"])
        for rule in self.layers:
            if any(name in rule.facts for name in names):
                return rule.article
        return self.own.article

    @property
    def own(self) -> Rule:
        """The benefit's own rule."""
        return [rule for rule in self.layers if rule.key[0] == "benefit"][-1]

    def numbered(self, pattern: schema.Pattern) -> list[tuple[int, str, str]]:
        """Keys of a family, `tier-5-years` as (5, "year", key), lowest first."""
        prefix = pattern.spelt.partition("N")[0]
        found = {}
        for key in self.values:
            match = pattern.regex.match(key) if key.startswith(prefix) else None
            if match:
                unit = match[2].rstrip("s") if match.re.groups > 1 else ""
                found[key] = (int(match[1]), unit, key)
        return sorted(found.values())


@dataclass(frozen=True)
class Case:
    """One claim under examination, with all that is asked of it.

    Attributes:
        members: membership histories.
        claim: the claim.
        terms: the benefit's terms on the day that names the version.
        history: of the member; None if the number is unknown.
        granted: earlier claims of the same person and benefit that were granted.
        used: ceilings as earlier claims left them.
        presume: take the resolution and what it certifies as given (asked before the meeting).
    """

    members: Members
    claim: Claim
    terms: Terms
    history: History | None
    granted: list[Claim]
    used: Used
    presume: bool

    @property
    def book(self) -> Book:
        """The books."""
        return self.members.book

    @cached_property
    def clock(self) -> periods.Clock:
        """How time counts on the day of the event."""
        return periods.clock(self.book, self.claim.event)

    @property
    def nights(self) -> int | None:
        """Nights of a stay; None where there are none to count."""
        if self.claim.end is None:
            return None
        return (self.claim.end - self.claim.event).days

    @cached_property
    def of_nights(self) -> bool:
        """Whether the benefit pays by the night."""
        return self.terms.get("per-night") is not None

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """The member's facts on the day of the event."""
        return self.history.facts(self.claim.event) if self.history else {}

    @cached_property
    def span(self) -> Span | None:
        """The membership that the event lies in; the day of death counts where bylaws say so."""
        assert self.history is not None
        event = self.claim.event
        span = self.history.span(event)
        if span is not None:
            return span
        last = self.history.last(event)
        if last is None or last.end is None:
            return None
        died = last.reason == "death" and last.end == event and self.terms.get("covers-last-day")
        moved = last.reason == "moved" and self.terms.get("stays-covered")
        return last if died or moved else None

    def period(self, key: str) -> periods.Period | None:
        """A duration of the terms."""
        return periods.parse(self.terms.get(key))


# --- reading claims ------------------------------------------------------------------------------


def claims_of(book: Book, known: date | None = None) -> dict[str, Claim]:
    """All claims of the books, in the order in which they come first.

    Args:
        book: the books.
        known: leave out what was keyed in later; None for all.
    """
    met: dict[str, tuple[str, frozenset[str], bool]] = {}
    for word in ("considered", "approved", "refused"):
        for entry in book.customs("claim", word):
            resolution = book.resolutions.get(str(entry.meta.get("resolution")))
            if resolution is None or resolution.date != entry.date:
                continue
            certifies = frozenset(items(entry.meta.get("certifies")))
            number = str(entry.meta["resolution"])
            met[str(values_of(entry)[0])] = (number, certifies, word == "refused")
    paid = payments(book)
    found = [
        _claim(entry, met, paid)
        for entry in book.customs("claim", "filed")
        if membership.known_by(entry, known)
    ]
    return {claim.number: claim for claim in sorted(found, key=lambda claim: claim.order)}


def _claim(
    entry: Custom,
    met: Mapping[str, tuple[str, frozenset[str], bool]],
    paid: Mapping[str, date],
) -> Claim:
    number, meta = str(values_of(entry)[0]), entry.meta
    resolution, certifies, refused = met.get(number, ("", frozenset(), False))
    return Claim(
        number,
        entry.date,
        str(meta.get("member")),
        str(meta.get("benefit")),
        meta["event"],
        meta.get("event-end"),
        meta,
        frozenset(map(paper, items(meta.get("evidence")))),
        resolution,
        certifies,
        refused,
        paid.get(number),
    )


def payments(book: Book) -> dict[str, date]:
    """Claim to the day on which it was paid; payments taken back are none."""
    back = taken_back(book)
    found: dict[str, date] = {}
    for entry in book.transactions:
        if entry.meta.get("kind") != "benefit" or id(entry) in back:
            continue
        for posting in entry.postings:
            if posting.meta and "claim" in posting.meta:
                found.setdefault(str(posting.meta["claim"]), entry.date)
    return found


def taken_back(book: Book) -> set[int]:
    """Payments of benefits (by `id`) of which a reversal took back every line."""
    back = defaultdict(list)
    for entry in book.transactions:
        if entry.meta.get("kind") == "reversal":
            back[str(entry.meta.get("reverses"))].append(_lines(entry, -1))
    return {
        id(entry)
        for entry in book.transactions
        if entry.meta.get("kind") == "benefit"
        for number in {entry.meta.get("voucher"), entry.meta.get("doc")} - {None}
        if _lines(entry, 1) in back.get(str(number), ())
    }


def _lines(entry: Transaction, sign: int) -> list[tuple[str, Decimal, str]]:
    return sorted(
        (posting.account, sign * posting.units.number, str((posting.meta or {}).get("claim", "")))
        for posting in entry.postings
        if posting.units is not None and isinstance(posting.units.number, Decimal)
        # A line of nothing, such as no deduction, need not be taken back.
        if posting.units.number
    )


def terms_on(book: Book, claim: Claim, day: date) -> Terms | None:
    """The terms of a claim's benefit on a day; None if the bylaws know no such benefit."""
    bylaws = book.bylaws
    base = rule_on(bylaws, day, "benefit", claim.benefit)
    if base is None:
        return None
    layers = [base]
    choice = base.facts.get("choice")
    if choice:
        value = str(claim.facts.get(choice, ""))
        variant = rule_on(bylaws, day, "benefit", claim.benefit, value)
        layers = [variant, base] if variant else layers
    general = rule_on(bylaws, day, "claims")
    return Terms(tuple([*layers, general] if general else layers))


def version(book: Book, day: date) -> int:
    """How often the bylaws had been laid down or changed by a day; 1 before the first."""
    return max(bisect_right(book.bylaws.days, day), 1)


# --- deciding ------------------------------------------------------------------------------------


def decisions(
    book: Book,
    *,
    known: date | None = None,
    presume: frozenset[str] = frozenset(),
    members: Members | None = None,
    extra: Iterable[Claim] = (),
) -> dict[str, Decision]:
    """The decision on every claim, in the order in which they come first.

    Args:
        book: the books.
        known: judge with what was keyed in by this day; None for all.
        presume: claims whose resolution is taken as given.
        members: histories made already, of the same knowledge.
        extra: claims that are not in the books, judged as well and in their order.
    """
    members = members or Members(book, known)
    own = [*claims_of(book, known).values(), *extra]
    return {turn.claim.number: found for turn, found in _in_order(members, own, presume)}


class _Turn(NamedTuple):
    """A claim when its turn comes: what earlier ones of its kind were granted and used."""

    claim: Claim
    granted: list[Claim]
    used: Used


def _in_order(
    members: Members, claims: Iterable[Claim], presume: frozenset[str]
) -> Iterator[tuple[_Turn, Decision]]:
    """Decide claims in the order in which they come first.

    What a turn holds is changed as soon as the next one is asked for.
    """
    used = opening_used(members.book)
    granted: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.order):
        key = (members.person(claim.member), claim.benefit)
        decision, uses = decide(members, claim, granted[key], used, presume=claim.number in presume)
        yield _Turn(claim, granted[key], used), decision
        if uses is not None:
            used |= uses
            granted[key].append(claim)


def examine(
    book: Book,
    number: str,
    *,
    known: date | None = None,
    presume: frozenset[str] = frozenset(),
    members: Members | None = None,
) -> tuple[Case | None, Decision]:
    """One decision with all that was asked of the claim; no case if the bylaws lack the benefit.

    Args:
        book: the books, which hold the claim.
        number: claim number.
        known: judge with what was keyed in by this day; None for all.
        presume: claims whose resolution is taken as given.
        members: histories made already, of the same knowledge.
    """
    members = members or Members(book, known)
    for turn, found in _in_order(members, claims_of(book, known).values(), presume):
        if turn.claim.number == number:
            claim = turn.claim
            terms = terms_on(book, claim, _version_day(book, claim))
            if terms is None:
                return None, found
            history, granted, used = members.of(claim.member), list(turn.granted), dict(turn.used)
            presumed = number in presume
            return Case(members, claim, terms, history, granted, used, presumed), found
    raise KeyError(number)


def opening_used(book: Book) -> Used:
    """What members had used of their ceilings when the books began."""
    used: Used = {}
    for entry in book.customs("carried", "member"):
        value = entry.meta.get("used-hospital")
        if not isinstance(value, Decimal) or not value:
            continue
        number = str(values_of(entry)[0])
        terms = _hospital_terms(book, entry.date + DAY)
        if terms is None:
            continue
        year = year_label(terms, entry.date, book, None)
        person = str(book.members[number].facts.get("person", number))
        tally = Tally(value) if terms.in_baht("max-per-year") else Tally(units=int(value))
        used["hospital", "year", person, year] = tally
    return used


def _hospital_terms(book: Book, day: date) -> Terms | None:
    rule = rule_on(book.bylaws, day, "benefit", "hospital")
    general = rule_on(book.bylaws, day, "claims")
    if rule is None:
        return None
    return Terms((rule, general) if general else (rule,))


def decide(
    members: Members,
    claim: Claim,
    granted: list[Claim],
    used: Used,
    *,
    presume: bool = False,
) -> tuple[Decision, Used | None]:
    """Judge one claim, given what earlier claims were granted and used.

    Returns:
        The decision, and the ceilings that change by it; None if it uses none.
    """
    book = members.book
    day = _version_day(book, claim)
    terms = terms_on(book, claim, day)
    number = str(version(book, day))
    if terms is None:
        reason = Reason("UNKNOWN_BENEFIT", "", {"benefit": claim.benefit})
        return Decision(claim.number, "refuse", (reason,), number), None
    case = Case(members, claim, terms, members.of(claim.member), granted, used, presume)
    return _judge(case, number)


def _version_day(book: Book, claim: Claim) -> date:
    rule = rule_on(book.bylaws, claim.filed, "benefit", claim.benefit)
    general = rule_on(book.bylaws, claim.filed, "claims")
    layers = tuple(layer for layer in (rule, general) if layer)
    by = Terms(layers).get("version-by") if layers else "event"
    return {"filing": claim.filed, "payment": claim.paid_on or claim.filed}.get(
        str(by), claim.event
    )


def _judge(case: Case, number: str) -> tuple[Decision, Used | None]:
    grant: Grant | None = None
    reasons: list[Reason] = []
    entitled: date | None = None
    missing: tuple[str, ...] = ()
    looked_at = set()
    for ground in items(case.terms.get("order")) or schema.GROUNDS:
        # A member whom nobody knows, or an event of no membership, leaves nothing else to ask.
        if ground in _NEED_SPAN and (case.history is None or case.span is None):
            continue
        looked_at.add(ground)
        if ground == "wait":
            entitled = entitled_from(case)
        if ground == "limits":
            grant = grant_of(case)
            reason = _limits(case, grant)
        else:
            reason = _GROUNDS[ground](case)
        if reason is None:
            continue
        reasons.append(reason)
        if ground == "evidence":
            missing = tuple(items(reason.args.get("missing")))
        if _cites_first(case):
            break
    if grant is None and not reasons:
        grant = grant_of(case)
    return _decision(case, number, grant, reasons, entitled, missing)


def _cites_first(case: Case) -> bool:
    rule = rule_on(case.book.bylaws, case.claim.event, "claims")
    return rule is None or rule.facts.get("cite") != "all"


def _decision(
    case: Case,
    number: str,
    grant: Grant | None,
    reasons: list[Reason],
    entitled: date | None,
    missing: tuple[str, ...],
) -> tuple[Decision, Used | None]:
    claim = case.claim
    if grant is not None and len(grant.versions) > 1:
        number = "+".join(str(one) for one in sorted(grant.versions))
    if reasons:
        verdict = "needs-info" if reasons[0].code in SENT_BACK else "refuse"
        full = grant is not None and reasons[0].code in CUTS
        shown = grant.shown if grant and full else ()
        decision = Decision(
            claim.number, verdict, tuple(reasons), number, entitled, used=shown, missing=missing
        )
        waits = reasons[0].code == "NO_RESOLUTION" and _counts_filed(case) and grant is not None
        return decision, (grant.uses if grant and waits else None)
    assert grant is not None
    verdict = "part" if grant.cut else "pay"
    reason = grant.cut or Reason("OK", case.terms.layers[0].article, grant.args)
    decision = Decision(
        claim.number,
        verdict,
        (reason,),
        number,
        entitled,
        grant.units,
        grant.rate,
        grant.gross,
        grant.shown,
        (),
        grant.lines,
    )
    return decision, grant.uses


def _counts_filed(case: Case) -> bool:
    rule = rule_on(case.book.bylaws, case.claim.event, "claims")
    return rule is not None and rule.facts.get("ceilings-count") == "filed"


# --- grounds -------------------------------------------------------------------------------------


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
        case "month":
            return calendars.month_of(claim.event) == calendars.month_of(other.event)
        case "year":
            mine = year_label(case.terms, claim.event, case.book, case.history)
            return mine == year_label(case.terms, other.event, case.book, case.history)
        case _:
            return kind == "ever"


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


def age_joined(case: Case) -> int | None:
    """Age in whole years on the first day of membership."""
    birth = case.facts.get("birth")
    assert case.history is not None
    if not isinstance(birth, date) or not case.history.spans:
        return None
    return periods.age(birth, case.history.spans[0].start)


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
    first, last = (_day_of(case.claim.event, part) for part in window.split(".."))
    return first, last if last >= first else calendars.add_years(last, 1)


def _day_of(event: date, monthday: str) -> date:
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


_NEED_SPAN = ("suspended", "wait", "eligible", "limits")
_GROUNDS: dict[str, Callable[[Case], Reason | None]] = {
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


# --- how much ------------------------------------------------------------------------------------


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
    tallies = dict(case.used)
    counted = 0
    paid: list[tuple[date, Decimal, Decimal]] = []
    for unit in units:
        grant.versions.add(version(case.book, unit.day) if _by_night(case) else 0)
        pay = ZERO if _stay_is_full(case, unit, counted, grant) else unit.rate
        why = None if pay else _why(case, grant.cuts.get("STAY_CAP"), tallies)
        in_stay = "STAY_CAP" not in grant.cuts or bool(pay)
        for ceiling in ceilings_of(case, unit) if pay else ():
            before, pay = pay, _cut(case, ceiling, pay, tallies, grant)
            why = _why(case, ceiling, tallies) if pay < before else why
        if in_stay and (pay or unit.terms.get("unpaid-units-count") is not False):
            counted += 1
        _count(case, unit, pay, tallies, grant)
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
            own = own or terms
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


def _why(case: Case, ceiling: Ceiling | None, tallies: Used) -> tuple[Ceiling, Tally] | None:
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


def _cut(case: Case, ceiling: Ceiling, pay: Decimal, tallies: Used, grant: Grant) -> Decimal:
    tally = tallies.get(tally_key(case, ceiling), Tally())
    room = ceiling.limit - tally.amount if ceiling.in_baht else pay
    if not ceiling.in_baht and tally.units >= ceiling.limit:
        room = ZERO
    if room >= pay:
        return pay
    grant.cuts.setdefault(ceiling.code, ceiling)
    return max(room, ZERO)


def _count(case: Case, unit: Unit, pay: Decimal, tallies: Used, grant: Grant) -> None:
    """Add what a unit was paid to every ceiling that it counts against."""
    if not pay:
        return
    for ceiling in ceilings_of(case, unit):
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


def _count_times(case: Case, tallies: Used, grant: Grant) -> None:
    for _, _, _, key in times_of(case):
        before = tallies.get(key, Tally())
        grant.uses[key] = before._replace(times=before.times + 1)


def _limits(case: Case, grant: Grant) -> Reason | None:
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


def _shown(case: Case, units: list[Unit], tallies: Used) -> Iterator[Use]:
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


# --- arrears -------------------------------------------------------------------------------------


def deduction(members: Members, claim: Claim, gross: Decimal, day: date) -> list[Instalment]:
    """หักเงินสมทบค้าง: the instalments deducted from a benefit that is paid on a day.

    Args:
        members: membership histories.
        claim: the claim paid.
        gross: baht granted.
        day: day of payment.

    Returns:
        Whole instalments, oldest first; where the bylaws allow parts the last may be one.
    """
    rule, unpaid = arrears(members, claim, day)
    return _taken(rule, unpaid, gross) if rule is not None else []


def arrears(members: Members, claim: Claim, day: date) -> tuple[Rule | None, list[Instalment]]:
    """The instalments that a benefit paid on a day is liable for, and the rule that says so.

    Returns:
        No rule if the bylaws spare the benefit; what there is to deduct, whether it fits or not.
    """
    book, history = members.book, members.of(claim.member)
    rule = rule_on(book.bylaws, day, "deduction")
    if rule is None or history is None or claim.benefit in items(rule.facts.get("spares")):
        return None, []
    as_of = {"event": claim.event, "filing": claim.filed}.get(str(rule.facts.get("as-of")), day)
    until = as_of if rule.facts.get("due") == "on-or-before" else as_of - DAY
    moment: Moment = (day, DEDUCTED, split_number(claim.number))
    unpaid = [one for one in history.unpaid(until, moment) if one.amount]
    last = history.last(day)
    if last is not None and last.end is not None and last.end <= day:
        unpaid = _after_end(rule, unpaid, last.end)
    return rule, unpaid


def _after_end(rule: Rule, unpaid: list[Instalment], end: date) -> list[Instalment]:
    """What may still be deducted once membership has ended."""
    match rule.facts.get("after-end"):
        case "none":
            return []
        case "all":
            return unpaid
        case _:
            return [one for one in unpaid if one.due < end]


def _taken(rule: Rule, unpaid: list[Instalment], gross: Decimal) -> list[Instalment]:
    left = gross - (number_of(rule, "keep") or ZERO)
    taken = []
    for one in unpaid:
        if one.amount > left:
            if rule.facts.get("parts") == "any" and left > 0:
                taken.append(one._replace(amount=left))
            break
        taken.append(one)
        left -= one.amount
    return taken


def total(taken: Iterable[Instalment]) -> Decimal:
    """Baht of instalments."""
    return sum((one.amount for one in taken), ZERO)


def paid_amounts(book: Book) -> dict[str, tuple[Decimal, Decimal]]:
    """Claim to what was booked for it: gross, and contributions deducted."""
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for entry in book.transactions:
        if entry.meta.get("kind") != "benefit":
            continue
        for account, amount, own in books.lines(entry):
            if "claim" in own:
                gross, taken = found.get(str(own["claim"]), (ZERO, ZERO))
                if account == books.CONTRIBUTIONS:
                    found[str(own["claim"])] = (gross, taken - amount)
                else:
                    found[str(own["claim"])] = (gross + amount, taken)
    return found
