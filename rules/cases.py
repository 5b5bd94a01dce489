"""What is asked of a claim: the claim as filed, the terms of its benefit, the case that joins them.

    2023-05-09 custom "claim" "filed" "C66-0110"
      member: "0188"
      benefit: "hospital"
      event: 2023-05-02
      event-end: 2023-05-09

The terms are those in force on the day that the bylaws name: a variant (`"benefit" "disaster"
"storm"`) over its benefit over what `"claims"` says for all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount
from beancount.core.data import Custom

from rules import periods
from rules import schema
from rules.membership import History
from rules.membership import Members
from rules.membership import Span
from rules.membership import number_of
from rules.membership import rule_on
from welfare.books import Book
from welfare.money import ZERO
from welfare.parameters import Rule
from welfare.parameters import items
from welfare.records import split_number
from welfare.vocabulary import PAPERS
from welfare.vocabulary import values_of

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
    _families: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict, compare=False)

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
        if pattern.spelt in self._families:
            return self._families[pattern.spelt]
        prefix = pattern.spelt.partition("N")[0]
        found = {}
        for key in self.values:
            match = pattern.regex.match(key) if key.startswith(prefix) else None
            if match:
                unit = match[2].rstrip("s") if match.re.groups > 1 else ""
                found[key] = (int(match[1]), unit, key)
        self._families[pattern.spelt] = sorted(found.values())
        return self._families[pattern.spelt]


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


#: The resolution that dealt with a claim, what it certifies, whether it refused.
Met = tuple[str, frozenset[str], bool]


def claims_of(book: Book) -> dict[str, Claim]:
    """All claims of the books, in the order in which they come first; read once."""
    return book.once(_claims_of)


def _claims_of(book: Book) -> dict[str, Claim]:
    # A payment that names a resolution of the minutes tells which one dealt with the claim.
    met: dict[str, Met] = {
        number: (resolution, frozenset(), False) for number, resolution in _cited(book).items()
    }
    words = ("considered", "approved", "refused")
    said = [(entry, word) for word in words for entry in book.customs("claim", word)]
    # The latest meeting has the last word.
    for entry, word in sorted(said, key=lambda one: one[0].date):
        resolution = book.resolutions.get(str(entry.meta.get("resolution")))
        if resolution is not None and resolution.date == entry.date and not lost(book, resolution):
            certifies = frozenset(items(entry.meta.get("certifies")))
            number = str(entry.meta["resolution"])
            met[str(values_of(entry)[0])] = (number, certifies, word == "refused")
    paid = payments(book)
    found = [_claim(entry, met, paid) for entry in book.customs("claim", "filed")]
    return {claim.number: claim for claim in sorted(found, key=lambda claim: claim.order)}


def lost(book: Book, resolution: Custom) -> bool:
    """Whether a resolution is none: its meeting had no quorum by the bylaws of the day."""
    share = number_of(book.bylaws.on(resolution.date, "quorum"), "share")
    meeting = book.meetings.get(str(resolution.meta.get("meeting")))
    if share is None or meeting is None:
        return False
    size, present = meeting.meta.get("committee-size"), meeting.meta.get("attendees")
    return size is not None and present is not None and bool(present < share * size)


def imagined(
    number: str,
    member: str,
    benefit: str,
    event: date,
    filed: date,
    evidence: frozenset[str] = frozenset(),
) -> Claim:
    """A claim that nobody filed, for asking what the bylaws would say to it."""
    return Claim(
        number,
        filed,
        member,
        benefit,
        event,
        None,
        {"member": member, "benefit": benefit, "event": event},
        evidence,
        "",
        frozenset(),
        refused=False,
        paid_on=None,
    )


def claim_of(entry: Custom) -> Claim:
    """A claim as filed, before any meeting or payment."""
    return _claim(entry, {}, {})


def _cited(book: Book) -> dict[str, str]:
    """Claim to the resolution of the minutes that its payment names."""
    found = {}
    for entry in book.paid_in_sight:
        resolution = str(entry.meta.get("resolution"))
        known = book.resolutions.get(resolution)
        if entry.meta.get("kind") == "benefit" and known is not None and not lost(book, known):
            for posting in entry.postings:
                if posting.meta and "claim" in posting.meta:
                    found[str(posting.meta["claim"])] = resolution
    return found


def _claim(
    entry: Custom,
    met: Mapping[str, Met],
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
    back = book.taken_back
    found: dict[str, date] = {}
    for entry in book.paid_in_sight:
        if entry.meta.get("kind") != "benefit" or id(entry) in back:
            continue
        for posting in entry.postings:
            if posting.meta and "claim" in posting.meta:
                found.setdefault(str(posting.meta["claim"]), entry.date)
    return found


def out_of_sight(book: Book, number: str) -> bool:
    """Whether a claim speaks of what lies before the receipts that a carried state tells.

    It was filed since, about an event before them: what was paid by then is not known.
    """
    entry = book.claims.get(number)
    if entry is None or book.carried is None or book.past.since <= book.books_from:
        return False
    return entry.date > book.carried and bool(entry.meta["event"] < book.past.since)


def terms_on(book: Book, claim: Claim, day: date) -> Terms | None:
    """The terms of a claim's benefit on a day; None if the bylaws know no such benefit."""
    base = rule_on(book.bylaws, day, "benefit", claim.benefit)
    choice = base.facts.get("choice") if base else None
    return benefit_terms(
        book, claim.benefit, day, str(claim.facts.get(choice, "") if choice else "")
    )


def benefit_terms(book: Book, benefit: str, day: date, variant: str = "") -> Terms | None:
    """The terms of a benefit on a day, or of one of its variants; None if there is none such."""
    bylaws = book.bylaws
    base = rule_on(bylaws, day, "benefit", benefit)
    if base is None:
        return None
    own = rule_on(bylaws, day, "benefit", benefit, variant) if variant else None
    layers = [rule for rule in (own, base, rule_on(bylaws, day, "claims")) if rule]
    # Rules stand in the bylaws as long as these do: the same ones make the same terms.
    key = tuple(map(id, layers))
    terms: Terms = bylaws.memo.setdefault(key, Terms(tuple(layers)))
    return terms


def version(book: Book, day: date) -> int:
    """How often the bylaws had been laid down or changed by a day; 1 before the first."""
    return max(bisect_right(book.bylaws.days, day), 1)


def age_joined(case: Case) -> int | None:
    """Age in whole years on the first day of membership."""
    birth = case.facts.get("birth")
    assert case.history is not None
    if not isinstance(birth, date) or not case.history.spans:
        return None
    return periods.age(birth, case.history.spans[0].start)
