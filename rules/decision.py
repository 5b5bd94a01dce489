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

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from decimal import Decimal
from operator import add
from operator import sub
from typing import NamedTuple

from beancount.core.data import Custom

from rules import schema
from rules.cases import Case
from rules.cases import Claim
from rules.cases import Reason
from rules.cases import Tally
from rules.cases import Use
from rules.cases import Used
from rules.cases import benefit_terms
from rules.cases import claims_of
from rules.cases import terms_on
from rules.cases import version
from rules.grants import CUTS
from rules.grants import Grant
from rules.grants import grant_of
from rules.grants import limits
from rules.grants import year_label
from rules.grounds import GROUNDS
from rules.grounds import NEED_SPAN
from rules.grounds import entitled_from
from rules.membership import Members
from rules.membership import members_of
from rules.membership import rule_on
from welfare import carried
from welfare.books import Book
from welfare.money import SATANG
from welfare.money import ZERO
from welfare.parameters import Rule
from welfare.parameters import items
from welfare.vocabulary import values_of

DAY = timedelta(days=1)

#: Verdicts by which a claim uses up ceilings and rights.
GRANTED = ("pay", "part")


#: Keys of benefits by which claims of several persons share a right or a ceiling.
SHARED = (
    "max-per-fund",
    "max-per-household",
    "max-per-event",
    "times-per-household",
    "ceiling-of",
    "beneficiary",
)

#: Grounds that send a claim back instead of refusing it.
SENT_BACK = (
    "DATE_AFTER_FILING",
    "DATE_ERROR",
    "MISSING_EVIDENCE",
    "NOT_CERTIFIED",
    "NO_RESOLUTION",
)


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


def decisions(
    book: Book,
    *,
    presume: frozenset[str] = frozenset(),
    members: Members | None = None,
    extra: Iterable[Claim] = (),
) -> dict[str, Decision]:
    """The decision on every claim, in the order in which they come first.

    Without anything presumed or extra it is worked out once however many ask.

    Args:
        book: the books.
        presume: claims whose resolution is taken as given.
        members: histories made already.
        extra: claims that are not in the books, judged as well and in their order.
    """
    extra = list(extra)
    if not presume and not extra:
        return {claim.number: found for claim, found, _ in decided(book)}
    found, _ = judged(members or members_of(book), presume=presume, extra=extra)
    return found


def judged(
    members: Members, *, presume: frozenset[str] = frozenset(), extra: Iterable[Claim] = ()
) -> tuple[dict[str, Decision], Used]:
    """As `decisions`, and the ceilings as all claims left them."""
    own, used = [*claims_of(members.book).values(), *extra], opening_used(members)
    turns = _in_order(members, own, presume, used)
    return {turn.claim.number: found for turn, found in turns}, used


def decision_on(book: Book, number: str) -> Decision:
    """The decision on one claim, from as few of the others as it may rest on.

    Raises:
        KeyError: the books do not hold the claim.
    """
    members = members_of(book)
    weighed = _weighed(members, claims_of(book)[number])
    turns = _in_order(members, weighed, frozenset(), opening_used(members))
    return next(found for turn, found in turns if turn.claim.number == number)


def _weighed(members: Members, claim: Claim) -> Collection[Claim]:
    """The claims on which a decision may rest: those of one person, where nothing is shared."""
    claims, person = claims_of(members.book).values(), members.person(claim.member)
    own = [one for one in claims if members.person(one.member) == person]
    asked = {one.benefit for one in own}
    for key, rules in members.book.bylaws.versions.items():
        if key[0] == "benefit" and key[1] in asked and any(map(shares, rules)):
            return claims
    return own


def shares(rule: Rule) -> bool:
    """Whether a benefit's rule has a right or a ceiling that claims of several persons share."""
    return any(key.startswith(SHARED) for key in rule.facts)


class _Turn(NamedTuple):
    """A claim when its turn comes: what earlier ones of its kind were granted and used.

    `uses` are the ceilings as the claim leaves them; None if it uses none.
    """

    claim: Claim
    granted: list[Claim]
    used: Used
    uses: Used | None


def _in_order(
    members: Members, claims: Iterable[Claim], presume: frozenset[str], used: Used
) -> Iterator[tuple[_Turn, Decision]]:
    """Decide claims in the order in which they come first.

    What a turn holds, `used` too, is changed as soon as the next one is asked for.
    """
    granted: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    stored = carried_verdicts(members.book)
    for claim in sorted(claims, key=lambda claim: claim.order):
        key = (members.person(claim.member), claim.benefit)
        if claim.number in stored:
            decision, uses = stored[claim.number].given(used)
        else:
            presumed = claim.number in presume
            decision, uses = decide(members, claim, granted[key], used, presume=presumed)
        yield _Turn(claim, granted[key], used, uses), decision
        if uses is not None:
            used |= uses
            granted[key].append(claim)


def decided(book: Book) -> list[tuple[Claim, Decision, Used | None]]:
    """Every claim with its decision and what it uses of ceilings, None if it counts for none.

    Worked out once however many ask.
    """
    return book.once(_decided)


def _decided(book: Book) -> list[tuple[Claim, Decision, Used | None]]:
    return list(_each(members_of(book)))


def _each(members: Members) -> Iterator[tuple[Claim, Decision, Used | None]]:
    own, used = claims_of(members.book), opening_used(members)
    for turn, found in _in_order(members, own.values(), frozenset(), used):
        uses = turn.uses
        if uses is not None:
            uses = {key: less(now, used.get(key)) for key, now in uses.items()}
        yield turn.claim, found, uses


def users(book: Book, key: tuple[str, str, str, str]) -> list[tuple[Claim, Tally]]:
    """The claims that used a ceiling or right, in the order of their turns, and how much each.

    Args:
        book: the books.
        key: of the ceiling, as `rules.grants.tally_key` has it.
    """
    return [(claim, uses[key]) for claim, _, uses in decided(book) if uses and key in uses]


def examine(
    book: Book,
    number: str,
    *,
    presume: frozenset[str] = frozenset(),
) -> tuple[Case | None, Decision]:
    """One decision with all that was asked of the claim; no case if the bylaws lack the benefit.

    Args:
        book: the books, which hold the claim.
        number: claim number.
        presume: claims whose resolution is taken as given.
    """
    return examined(book, {number}, presume=presume)[number]


def examined(
    book: Book, numbers: Collection[str], *, presume: frozenset[str] = frozenset()
) -> dict[str, tuple[Case | None, Decision]]:
    """As `examine`, several claims in one pass.

    Raises:
        KeyError: the books do not hold one of the claims.
    """
    members = members_of(book)
    made: dict[str, tuple[Case | None, Decision]] = {}
    own, used = claims_of(book), opening_used(members)
    for turn, found in _in_order(members, own.values(), presume, used):
        claim = turn.claim
        if claim.number in numbers:
            terms = terms_on(book, claim, _version_day(book, claim))
            history, granted = members.of(claim.member), list(turn.granted)
            case = None
            if terms is not None:
                presumed, before = claim.number in presume, dict(turn.used)
                case = Case(members, claim, terms, history, granted, before, presumed)
            made[claim.number] = (case, found)
            if len(made) == len(set(numbers)):
                break
    return {number: made[number] for number in numbers}


class Stored(NamedTuple):
    """A verdict that a closing carried: it is not judged again, and uses what it used then."""

    decision: Decision
    uses: Used | None

    def given(self, used: Used) -> tuple[Decision, Used | None]:
        """The decision, and the ceilings that change by it; None if it uses none."""
        if self.uses is None:
            return self.decision, None
        return self.decision, {key: plus(used.get(key), own) for key, own in self.uses.items()}


def plus(before: Tally | None, more: Tally) -> Tally:
    """A ceiling's use with more of it."""
    return Tally(*map(add, before or Tally(), more))


def less(now: Tally, before: Tally | None) -> Tally:
    """How much more a ceiling is used than before."""
    return Tally(*map(sub, now, before or Tally()))


def carried_verdicts(book: Book) -> dict[str, Stored]:
    """Claim to the verdict that was carried with it; read once however many ask."""
    return book.once(_carried_verdicts)


def _carried_verdicts(book: Book) -> dict[str, Stored]:
    told = book.customs("carried", "claim")
    return {str(values_of(entry)[0]): _stored(entry) for entry in told if "verdict" in entry.meta}


def _stored(entry: Custom) -> Stored:
    own = entry.meta
    article = str(own.get("article", ""))
    reasons = tuple(Reason(code, article, {}) for code in items(own.get("reasons"))) or (
        Reason("OK", article, {}),
    )
    found = Decision(
        str(values_of(entry)[0]),
        str(own["verdict"]),
        reasons,
        str(own.get("version", "1")),
        own.get("entitled"),
        int(own.get("units", 1)),
        carried.baht_of(entry, "rate", "gross"),
        carried.baht_of(entry, "gross"),
    )
    counts = found.verdict in GRANTED or "uses" in own
    return Stored(found, uses_read(str(own.get("uses", ""))) if counts else None)


def uses_read(text: str) -> Used:
    """`hospital, year, 0188, 2567, 240.00, 2, 0; …` as ceilings used."""
    found: Used = {}
    for words in (part.split(",") for part in text.split(";") if "," in part):
        group, scope, whose, year, amount, units, times = (word.strip() for word in words)
        tally = Tally(Decimal(amount).quantize(SATANG), int(units), int(times))
        found[group, scope, whose, year] = tally
    return found


def uses_told(uses: Used) -> str:
    """Ceilings used, as `uses_read` reads them."""
    return "; ".join(
        f"{', '.join(key)}, {own.amount.normalize():f}, {own.units}, {own.times}"
        for key, own in uses.items()
    )


def key_of(entry: Custom) -> tuple[str, str, str, str]:
    """Of which ceiling a `carried "used"` tells."""
    group, scope = map(str, values_of(entry))
    return group, scope, str(entry.meta["whose"]), str(entry.meta.get("year", ""))


def opening_used(members: Members) -> Used:
    """What members had used of their ceilings when the books began, or before what was carried."""
    book = members.book
    used: Used = {}
    for entry in book.customs("carried", "used"):
        counts = (int(entry.meta.get(key, 0)) for key in ("units", "times"))
        used[key_of(entry)] = Tally(carried.baht_of(entry, "amount"), *counts)
    for entry in book.customs("carried", "member"):
        value = entry.meta.get("used-hospital")
        if not isinstance(value, Decimal) or not value:
            continue
        number = str(values_of(entry)[0])
        terms = benefit_terms(book, "hospital", entry.date + DAY)
        if terms is None or number not in book.members:
            continue
        year = year_label(terms, entry.date, book, members.of(number))
        own = terms.get("year") == "membership"
        whose = number if own else members.person(number)
        tally = Tally(value) if terms.in_baht("max-per-year") else Tally(units=int(value))
        used[str(terms.get("ceiling-of") or "hospital"), "year", whose, year] = tally
    return used


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
    terms = benefit_terms(book, claim.benefit, claim.filed)
    general = rule_on(book.bylaws, claim.filed, "claims")
    by = terms.get("version-by") if terms else general and general.facts.get("version-by")
    return {"filing": claim.filed, "payment": claim.paid_on or claim.filed}.get(
        str(by), claim.event
    )


def _judge(case: Case, number: str) -> tuple[Decision, Used | None]:
    grant: Grant | None = None
    reasons: list[Reason] = []
    entitled: date | None = None
    missing: tuple[str, ...] = ()
    for ground in items(case.terms.get("order")) or schema.GROUNDS:
        # A member whom nobody knows, or an event of no membership, leaves nothing else to ask.
        if ground in NEED_SPAN and (case.history is None or case.span is None):
            continue
        if ground == "wait":
            entitled = entitled_from(case)
        if ground == "limits":
            grant = grant_of(case)
            reason = limits(case, grant)
        else:
            reason = GROUNDS[ground](case)
        if reason is None:
            continue
        reasons.append(reason)
        if ground == "evidence":
            missing = tuple(items(reason.args.get("missing")))
        if cites_first(case):
            break
    waits = bool(reasons) and reasons[0].code == "NO_RESOLUTION" and _counts_filed(case)
    if grant is None and (waits or not reasons):
        grant = grant_of(case)
    uses = grant.uses if grant and (waits or not reasons) else None
    return _decision(case, number, grant, reasons, entitled, missing), uses


def cites_first(case: Case) -> bool:
    """Whether the examination ends with the first ground found."""
    rule = rule_on(case.book.bylaws, case.claim.event, "claims")
    return rule is None or rule.facts.get("cite") != "all"


def _decision(
    case: Case,
    number: str,
    grant: Grant | None,
    reasons: list[Reason],
    entitled: date | None,
    missing: tuple[str, ...],
) -> Decision:
    claim = case.claim
    if grant is not None and len(grant.versions) > 1:
        number = "+".join(str(one) for one in sorted(grant.versions))
    if reasons:
        verdict = "needs-info" if reasons[0].code in SENT_BACK else "refuse"
        full = grant is not None and reasons[0].code in CUTS
        shown = grant.shown if grant and full else ()
        return Decision(
            claim.number, verdict, tuple(reasons), number, entitled, used=shown, missing=missing
        )
    assert grant is not None
    verdict = "part" if grant.cut else "pay"
    reason = grant.cut or Reason("OK", case.terms.layers[0].article, grant.args)
    return Decision(
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


def _counts_filed(case: Case) -> bool:
    rule = rule_on(case.book.bylaws, case.claim.event, "claims")
    return rule is not None and rule.facts.get("ceilings-count") == "filed"
