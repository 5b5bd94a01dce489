"""Membership as a function of the books (สมาชิกภาพ): spans, instalments, lapses, reinstatements.

Nothing of this is typed. What the books hold are the events and the receipts:

    2022-11-20 custom "member" "joined" "0347"
      frequency: "monthly"

    2023-01-09 * "ใบเก็บเงินสมทบ หมู่ 1"          ; pays December; January to April stay unpaid
      Assets:Collectors:Moo01        30.00 THB
      Income:Contributions:Members  -30.00 THB
        member: "0347"

With `lapse` at four unpaid instalments due on the 10th, membership ends on 2023-04-11: the day
after the due day of the fourth. Receipts clear whole instalments, oldest first; the receipt's date
is the day of payment. Within one day a reinstatement comes first, then receipts, then deductions
from benefits in the order of their claims.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Posting
from beancount.core.data import Transaction

from rules import periods
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.carried import LETTERS
from welfare.money import ZERO
from welfare.parameters import Bylaws
from welfare.parameters import Rule
from welfare.parameters import items
from welfare.records import baht
from welfare.records import custom
from welfare.records import split_number
from welfare.vocabulary import facts
from welfare.vocabulary import values_of

DAY = timedelta(days=1)
#: Order of what happens on one day.
REINSTATED, RECEIVED, DEDUCTED = 0, 1, 3
#: Why a membership ended: the reason in the books, and the code of a decision.
ENDED = {
    "lapse": "LAPSED",
    "death": "DEAD",
    "resign": "RESIGNED",
    "expelled": "EXPELLED",
    "moved": "MOVED",
}
#: Facts of a person that never change: a later record corrects them for all time.
TIMELESS = ("birth", "sex", "person", "id-check", "applied")

MEMBERS_MONEY = (books.CONTRIBUTIONS, books.REINSTATEMENT_FEES)
#: Nobody owes anything for later months; rules that ask for nothing would go on for ever.
LAST_MONTH = "2200-01"
#: How many late payments a carried state tells; no rule counts as many missed ones.
LATE = 24
#: What a carried state tells of a membership, in this order.
STATE = (
    "start",
    "wait-start",
    "tenure-start",
    "spans",
    "paid-through",
    "next",
    "let-go",
    "credit",
    "late",
    "forgiven",
    "received",
    "reinstated",
)
#: A moment: day, order within the day, and the claim that a deduction belongs to.
Moment = tuple[date, int, tuple[str, int]]
NO_CLAIM = ("", 0)


class Instalment(NamedTuple):
    """งวด: the months that it covers (`YYYY-MM`), baht, and the day on which it is due."""

    first: str
    last: str
    amount: Decimal
    due: date

    @property
    def months(self) -> int:
        """How many months it covers."""
        return len(calendars.months_between(self.first, self.last))


class Receipt(NamedTuple):
    """Money for contributions: when, in which order of the day, how much, on which paper."""

    moment: Moment
    amount: Decimal
    number: str

    @property
    def day(self) -> date:
        """The date of the receipt."""
        return self.moment[0]


class Span(NamedTuple):
    """A stretch of membership.

    Attributes:
        start: first day.
        end: first day after it, or None.
        reason: why it ended, a key of ENDED, or "".
        wait_start: waiting periods count from this day.
        tenure_start: tenure counts from this day.
        reinstated: whether it began with a reinstatement.
        wait_for: a wait of its own that a reinstatement brought, counted from `start`.
        lapse: the rule by which it lapsed.
    """

    start: date
    end: date | None
    reason: str
    wait_start: date
    tenure_start: date
    reinstated: bool = False
    wait_for: str = ""
    lapse: Rule | None = None


class Reinstatement(NamedTuple):
    """An application for reinstatement (คืนสมาชิกภาพ) and what the bylaws say to it.

    Attributes:
        applied: day of application.
        resolved: day of the resolution, or None while it waits.
        ended: day on which membership had ended.
        verdict: accept, refuse, or wait (no resolution yet, nothing against it so far).
        reason: OK, ONCE_ONLY, LATE, NOT_PAID, NOT_LAPSED or NOT_ALLOWED.
        instalments: how many are to be paid.
        due: baht of them.
        fee: baht.
        gap: days without membership.
        wait_start, tenure_start: as they are afterwards.
        article: the article applied.
    """

    applied: date
    resolved: date | None
    ended: date
    verdict: str
    reason: str
    instalments: int = 0
    due: Decimal = ZERO
    fee: Decimal = ZERO
    gap: int = 0
    wait_start: date | None = None
    tenure_start: date | None = None
    article: str = ""


@dataclass(frozen=True)
class History:
    """All that follows from the books about one membership number.

    Attributes:
        number: membership number.
        spans: stretches of membership, oldest first; empty while nothing began.
        instalments: from the first that the books ask for; as many as were looked at yet.
        paid: the moment at which each was paid, for as many as are paid.
        before: last month covered before these instalments, or "".
        receipts: money that counted.
        strays: money taken while there was no membership.
        reinstatements: applications and their verdicts.
        facts_of: the member's facts, each from its day on.
    """

    number: str
    spans: list[Span]
    instalments: list[Instalment]
    paid: list[Moment]
    before: str
    receipts: list[Receipt]
    strays: list[Receipt]
    reinstatements: list[Reinstatement]
    facts_of: list[tuple[date, dict[str, Any]]]
    #: Lists further instalments, up to a due day.
    list_until: Callable[[date], None]
    #: Of a carried state: contributions received and reinstatements accepted before its receipts.
    received: Decimal = ZERO
    reinstated: int = 0

    def span(self, day: date) -> Span | None:
        """The stretch of membership that a day lies in."""
        found = None
        for span in self.spans:
            if span.start <= day:
                found = span
        if found is None or (found.end is not None and found.end <= day):
            return None
        return found

    def last(self, day: date) -> Span | None:
        """The latest stretch that began by a day, whether it ended or not."""
        found = [span for span in self.spans if span.start <= day]
        return found[-1] if found else None

    def facts(self, day: date) -> dict[str, Any]:
        """The member's facts as they were on a day; birth and sex as last corrected."""
        return facts_on(self.facts_of, day)

    def paid_by(self, moment: Moment) -> int:
        """How many instalments were paid before a moment."""
        return bisect_left(self.paid, moment)

    def unpaid(self, day: date, moment: Moment | None = None) -> list[Instalment]:
        """Instalments due on or before a day and not paid by its end, or by a moment."""
        self.list_until(day)
        start = self.paid_by(moment or (day, DEDUCTED + 1, NO_CLAIM))
        return [one for one in self.instalments[start:] if one.due <= day]

    def paid_through(self, day: date) -> str:
        """The last month covered by what was paid by the end of a day, `YYYY-MM`, or ""."""
        count = self.paid_by((day, DEDUCTED + 1, NO_CLAIM))
        return self.instalments[count - 1].last if count else self.before

    def status(self, day: date) -> str:
        """สถานะ at the end of a day: pending, waiting or member, or why membership ended."""
        span = self.span(day)
        if span is not None:
            return "member"
        last = self.last(day)
        return last.reason if last else "pending"


class _Facts(NamedTuple):
    """What the books hold about one number, before anything is derived from it."""

    joined: Custom
    events: list[Custom]
    carried: Custom | None
    receipts: list[Receipt]
    fees: list[Receipt]


class _Application(NamedTuple):
    """A moment of the sweep: an application is made, or its resolution is passed."""

    applied: date
    resolved: date | None
    decides: bool


@dataclass(frozen=True)
class Members:
    """The members of a book, each looked at when it is asked for."""

    book: Book
    _memo: dict[str, History] = field(default_factory=dict)
    _known: dict[str, _Facts | None] = field(default_factory=dict)
    #: Instalments that are the same for everybody of one frequency: (frequency, month).
    plain: dict[tuple[str, str], Instalment] = field(default_factory=dict)

    def of(self, number: str) -> History | None:
        """The history of a membership number, or None if there is no such number."""
        if number not in self._memo:
            own = self._own(number)
            if own is None:
                return None
            self._memo[number] = _Sweep(self, number, own).run()
        return self._memo[number]

    def on(self, day: date) -> Iterator[History]:
        """The histories of those who are members on a day, in the order of the books."""
        for history in map(self.of, self.book.members):
            if history is not None and history.span(day) is not None:
                yield history

    def applying(self, number: str, day: date) -> History | None:
        """The history of a number as it would be if it applied for reinstatement on a day."""
        own = self._own(number)
        if own is None:
            return None
        applied = custom(day, ("reinstatement", "applied"), [number])
        return _Sweep(self, number, own._replace(events=[*own.events, applied])).run()

    @cached_property
    def as_told(self) -> Members:
        """The same members as the books of each day knew them, for what is counted and printed.

        Who died in a closed month stands as a member until the day under which the books tell of
        it, so that the counts of closed months stay as they were. Rights and dues never ask these.
        """
        late = {
            str(values_of(e)[0]) for e in self.book.customs("member", "ended") if "on" in e.meta
        }
        return _AsTold(self.book, plain=self.plain, judged=self, late=late) if late else self

    def carried(self, number: str, until: date) -> dict[str, Any]:
        """What a carried state tells of a number, as it was at the end of the day before."""
        own = self._own(number)
        if own is None:
            return {}
        told = own.carried.meta if own.carried else {}
        if "from" not in told and self._is_over(number, own):
            return {key: told[key] for key in STATE if key in told}
        return _Sweep(self, number, own).carried(until)

    def _is_over(self, number: str, own: _Facts) -> bool:
        """Whether membership ended before what is in sight, and nothing was heard of it since.

        What a carried state told of such a number is told again as it was.
        """
        past, history = self.book.past, self._memo.get(number)
        if past.last is None or own.carried is None or history is None or own.receipts:
            return False
        ended = history.spans[-1].end if history.spans else None
        quiet = all(entry.date <= past.last for entry in own.events)
        return quiet and ended is not None and ended <= past.since

    def person(self, number: str) -> str:
        """The first number of the person who bears this number."""
        member = self.book.members.get(number)
        return str(member.facts.get("person", number)) if member else number

    def household(self, number: str, day: date) -> str:
        """The household of a member on a day; a member without one is alone in it."""
        history = self.of(number)
        own = history.facts(day).get("household") if history else None
        return str(own) if own else f"member {number}"

    def numbers(self, person: str) -> list[str]:
        """Every number of a person, given the first."""
        return self._numbers.get(person, [])

    def earlier(self, number: str) -> list[str]:
        """Earlier numbers of the same person."""
        own = [n for n in self.numbers(self.person(number)) if n != number]
        joined = self.book.members[number].joined
        return [n for n in own if self.book.members[n].joined <= joined]

    @cached_property
    def _numbers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for number in self.book.members:
            found[self.person(number)].append(number)
        return found

    @cached_property
    def _events(self) -> dict[str, list[Custom]]:
        found: dict[str, list[Custom]] = defaultdict(list)
        for words in (
            ("member", "joined"),
            ("member", "changed"),
            ("member", "ended"),
            ("notice",),
            ("reinstatement", "applied"),
            ("reinstatement", "considered"),
            ("carried", "member"),
        ):
            for entry in self.book.customs(*words):
                found[str(values_of(entry)[0])].append(entry)
        return found

    def _own(self, number: str) -> _Facts | None:
        if number not in self._known:
            self._known[number] = self._look_up(number)
        return self._known[number]

    def _look_up(self, number: str) -> _Facts | None:
        events = self._events.get(number, [])
        joined = next((e for e in events if _words(e) == ("member", "joined")), None)
        if joined is None:
            return None
        carried = [e for e in events if e.type == "carried"]
        return _Facts(
            joined,
            events,
            # Without these it tells receipts alone: membership had not begun.
            carried[-1]
            if carried and {"start", "spans", "paid-through"} & carried[-1].meta.keys()
            else None,
            *self._money(number),
        )

    @cached_property
    def _lines(self) -> dict[str, list[tuple[Transaction, Posting]]]:
        """Contributions and reinstatement fees by member, but for receipts told in short."""
        found: dict[str, list[tuple[Transaction, Posting]]] = defaultdict(list)
        for entry in self.book.paid_in_sight:
            # Money given back by the bylaws does not unpay what it had paid.
            if entry.meta.get("kind") == "refund" or entry.meta.get("reverses") in self.refunds:
                continue
            for posting in entry.postings:
                if posting.account in MEMBERS_MONEY and posting.meta:
                    member = posting.meta.get("member")
                    if member is not None:
                        found[member].append((entry, posting))
        return found

    @cached_property
    def refunds(self) -> set[str]:
        """Documents and vouchers of refunds."""
        return {
            str(entry.meta[key])
            for entry in self.book.paid_in_sight
            if entry.meta.get("kind") == "refund"
            for key in ("doc", "voucher")
            if key in entry.meta
        }

    @cached_property
    def taken_back(self) -> dict[str, date]:
        """Numbers that reversals name, with the day of what they take back."""
        reversals = [e for e in self.book.transactions if e.meta.get("kind") == "reversal"]
        named = {str(entry.meta.get("reverses")) for entry in reversals}
        # A receipt is taken back from those to whom it was given.
        payers = {
            str(own["member"])
            for entry in reversals
            for _, _, own in books.lines(entry)
            if "member" in own
        }
        past = [one for payer in payers for one in self.book.past.receipts(payer)]
        past = sorted([*past, *self.book.past.paid], key=lambda entry: entry.date)
        first: dict[str, date] = {}
        for entry in (*past, *self.book.transactions) if named else ():
            if entry.meta.get("kind") == "reversal":
                continue
            metas = (entry.meta, *(posting.meta or {} for posting in entry.postings))
            for meta in metas:
                for key in ("voucher", "doc", "receipt"):
                    if meta.get(key) in named:
                        first.setdefault(str(meta[key]), entry.date)
        return first

    def _money(self, number: str) -> tuple[list[Receipt], list[Receipt]]:
        """Contributions and reinstatement fees of a member in order, less what was taken back."""
        found: dict[str, list[Receipt]] = {account: [] for account in MEMBERS_MONEY}
        moment: Moment
        # Those told in short come first.
        for one in self.book.past.shorts(number):
            account, moment = LETTERS[one.letter], (one.day, RECEIVED, NO_CLAIM)
            if account in found:
                found[account].append(Receipt(moment, one.amount, one.receipt))
        for entry, posting in self._lines.get(number, ()):
            units = posting.units
            if units is None or units.number is None:
                continue
            own, day = posting.meta or {}, entry.date
            claim, receipt = own.get("claim"), str(own.get("receipt", ""))
            if entry.meta.get("kind") == "reversal":
                # What takes a receipt back, or books it for another, speaks of its own day.
                reverses = str(entry.meta.get("reverses"))
                day = self.taken_back.get(reverses, day)
                receipt = receipt if receipt or claim is not None else reverses
            moment = (day, RECEIVED, NO_CLAIM)
            if claim is not None:
                moment = (day, DEDUCTED, split_number(str(claim)))
            found[posting.account].append(Receipt(moment, -units.number, receipt))
        return _net(found[books.CONTRIBUTIONS]), _net(found[books.REINSTATEMENT_FEES])


@dataclass(frozen=True)
class _AsTold(Members):
    """Members whose end counts from the day under which the books tell of it."""

    judged: Members = field(kw_only=True)
    late: set[str] = field(kw_only=True)

    def of(self, number: str) -> History | None:
        """The history of a number; that of the members judged, unless its end was told late."""
        if number not in self.late:
            return self.judged.of(number)
        if number not in self._memo:
            own = self._own(number)
            if own is None:
                return None
            self._memo[number] = _Sweep(self, number, own).as_told()
        return self._memo[number]

    @cached_property
    def as_told(self) -> Members:
        """These members themselves."""
        return self


def members_of(book: Book) -> Members:
    """The members of a book, looked at once however many ask."""
    return book.once(Members)


def _net(receipts: list[Receipt]) -> list[Receipt]:
    """Receipts in order of their moments; what was taken back is not there."""
    if all(one.amount > 0 for one in receipts):
        return sorted(receipts, key=lambda one: one.moment)
    totals: dict[tuple[Moment, str], Receipt] = {}
    for one in receipts:
        key = (one.moment, one.number)
        before = totals.get(key)
        totals[key] = one._replace(amount=before.amount + one.amount) if before else one
    return sorted((one for one in totals.values() if one.amount), key=lambda one: one.moment)


def rule_on(bylaws: Bylaws, day: date, *key: str) -> Rule | None:
    """The rule in force on a day; for a day before the first bylaw, that first one."""
    rule = bylaws.on(day, *key)
    if rule is not None:
        return rule
    versions = bylaws.versions.get(key)
    if versions and day < versions[0].since and not versions[0].facts.get("repealed"):
        return versions[0]
    return None


def lapse_rule(bylaws: Bylaws, day: date, frequency: str) -> Rule | None:
    """By which rule who pays so may lapse: that of the frequency, else that of all."""
    return rule_on(bylaws, day, "lapse", frequency) or rule_on(bylaws, day, "lapse")


def number_of(rule: Rule | None, key: str) -> Decimal | None:
    """A rule's amount in baht, or its number; None if it does not say."""
    value = rule.facts.get(key) if rule else None
    value = getattr(value, "number", value)
    return value if isinstance(value, Decimal) and not isinstance(value, bool) else None


# --- instalments ---------------------------------------------------------------------------------


def instalments(
    bylaws: Bylaws,
    facts_of: list[tuple[date, dict[str, Any]]],
    month: str,
    plain: dict[tuple[str, str], Instalment] | None = None,
) -> Iterator[Instalment]:
    """The instalments of a member from a month on, without end while the bylaws ask for any.

    Args:
        bylaws: the dated rules.
        facts_of: the member's facts, each from its day on.
        month: the first month to be paid, `YYYY-MM`.
        plain: instalments that are the same for everybody of a frequency, made before.
    """
    plain = {} if plain is None else plain
    settled = max(
        *(since for since, _ in facts_of),
        *(r.since for k, rules in bylaws.versions.items() if k[0] == "contribution" for r in rules),
        date.min,
    )
    alone = str(facts_of[0][1].get("frequency")) if len(facts_of) == 1 else ""
    while month < LAST_MONTH:
        while (known := plain.get((alone, month))) is not None:
            yield known
            month = calendars.next_month(known.last)
            if month >= LAST_MONTH:
                return
        day = date.fromisoformat(f"{month}-01")
        own = facts_on(facts_of, day)
        rule = rule_on(bylaws, day, "contribution", str(own.get("frequency")))
        # Who is waived and will stay so is asked for nothing, not for nothing without end.
        if rule is None or (day > settled and _waived(rule, own)):
            return
        one = _instalment(rule, own, day)
        if alone and not _is_personal(rule):
            plain[alone, month] = one
        yield one
        month = calendars.next_month(one.last)


def _is_personal(rule: Rule) -> bool:
    """Whether an instalment depends on who pays it, by age, group or month of joining."""
    own = rule.facts
    runs_from_joining = "starts" not in own and number_of(rule, "months") != 1
    return (
        runs_from_joining
        or "waived-groups" in own
        or any(key.startswith("amount-under-") for key in own)
    )


def _instalment(rule: Rule, own: dict[str, Any], day: date) -> Instalment:
    """The instalment that begins on the first day of a month."""
    size = int(number_of(rule, "months") or 1)
    starts = [int(word) for word in items(rule.facts.get("starts"))]
    count, amount = size, _amount(rule, own, day)
    due_day = int(number_of(rule, "due-day") or 1)
    if starts and size > 1 and day.month not in starts:
        count = min((start - day.month) % 12 for start in starts)
        if rule.facts.get("first") != "whole":
            each = number_of(rule, "first-per-month")
            plain = amount == number_of(rule, "amount")
            amount = each * count if each is not None and plain else _share(amount, count, size)
        due_day = int(number_of(rule, "first-due-day") or due_day)
    last = calendars.add_months(day, count - 1)
    length = (calendars.add_months(day, 1) - day).days
    due = day.replace(day=min(due_day, length))
    return Instalment(calendars.month_of(day), calendars.month_of(last), amount, due)


def _share(amount: Decimal, count: int, size: int) -> Decimal:
    """The part of an instalment that a few of its months are, cut to the satang."""
    return Decimal(int(amount * 100) * count // size).scaleb(-2)


def _waived(rule: Rule, own: dict[str, Any]) -> bool:
    return str(own.get("group")) in items(rule.facts.get("waived-groups"))


def _amount(rule: Rule, own: dict[str, Any], day: date) -> Decimal:
    """What an instalment costs this member: by group, by age, else the plain amount."""
    if _waived(rule, own):
        return ZERO
    young = by_age(rule, own.get("birth"), day)
    return young if young is not None else number_of(rule, "amount") or ZERO


def by_age(rule: Rule, birth: Any, day: date) -> Decimal | None:
    """The amount of the lowest `amount-under-N` that an age lies under, or None."""
    if not isinstance(birth, date):
        return None
    limits = sorted(
        int(key.removeprefix("amount-under-"))
        for key in rule.facts
        if key.startswith("amount-under-")
    )
    age = periods.age(birth, day)
    return next((number_of(rule, f"amount-under-{limit}") for limit in limits if age < limit), None)


def facts_on(facts_of: list[tuple[date, dict[str, Any]]], day: date) -> dict[str, Any]:
    """A member's facts as they were on a day; those that never change as last corrected."""
    if len(facts_of) == 1:
        return facts_of[0][1]
    found: dict[str, Any] = {}
    for since, own in facts_of:
        if since <= day or not found:
            found = {**found, **own}
        else:
            found |= {key: own[key] for key in TIMELESS if key in own}
    return found


# --- the sweep -----------------------------------------------------------------------------------


def _words(entry: Custom) -> tuple[str, ...]:
    return (entry.type, str(entry.values[0].value))


class _Sweep:
    """One pass over the events of one number, in order; what it finds becomes a History."""

    def __init__(self, members: Members, number: str, own: _Facts) -> None:
        self.members, self.number, self.own = members, number, own
        self.book = members.book
        self.bylaws = self.book.bylaws
        self.facts_of = [
            (entry.date, facts(entry))
            for entry in own.events
            if _words(entry) in (("member", "joined"), ("member", "changed"))
        ]
        self.notices = [
            entry.date
            for entry in own.events
            if entry.type == "notice" and entry.meta.get("about") in ("arrears", "lapse")
        ]
        ended = [e for e in own.events if _words(e) == ("member", "ended")]
        self.recorded = ended[-1] if ended else None
        self.spans: list[Span] = []
        self.listed: list[Instalment] = []
        self.paid: list[Moment] = []
        self.late: list[date] = []
        self.credit = ZERO
        self.counted: list[Receipt] = []
        self.strays: list[Receipt] = []
        self.reinstatements: list[Reinstatement] = []
        self.before = ""
        self.forgiven = date.min
        self.first = ""
        self.since = date.min
        self.received = ZERO
        self.reinstated = 0
        self.source: Iterator[Instalment] = iter(())

    def sweep(self, until: date) -> None:
        """Go through what happened before a day."""
        start = self._start()
        if start is None or start >= until:
            return
        self._begin(start)
        for day, rank, event in self._timeline():
            if self.since <= day < until:
                self._advance(day)
                if rank == REINSTATED:
                    self._reinstate(event)
                else:
                    self._receive(event)
        self._advance(until if until == date.max else until - DAY)

    def run(self) -> History:
        """The history of the number."""
        self.sweep(date.max)
        return self._history()

    def as_told(self) -> History:
        """The history as the books of each day knew it: an end told late counts from that day."""
        recorded, end = self.recorded, self._recorded_end()
        if recorded is None or end is None or end >= recorded.date:
            return self.run()
        reason, self.recorded = self._reason(), None
        self.sweep(recorded.date)
        if self.spans and self.spans[-1].end is None:
            self.spans[-1] = self.spans[-1]._replace(end=recorded.date, reason=reason)
        return self._history()

    def _history(self) -> History:
        return History(
            self.number,
            self.spans,
            self.listed,
            self.paid,
            self.before,
            self.counted,
            self.strays,
            self.reinstatements,
            self.facts_of,
            self._list_until,
            self.received,
            self.reinstated,
        )

    def carried(self, until: date) -> dict[str, Any]:
        """The state at the end of the day before, as a `carried "member"` tells it.

        Nothing if membership had not begun, or was over before the books.
        """
        self.sweep(until)
        gone = self.recorded is not None and books.ended_on(self.recorded) < self._books_from
        if not self.spans and self.own.carried is not None:
            # It begins later, with what was carried into the books for it.
            keys = ("wait-start", "tenure-start", "paid-through")
            return {key: self.own.carried.meta[key] for key in keys if key in self.own.carried.meta}
        if not self.spans or (gone and self.own.carried is None):
            return {}
        next_ = self._at(len(self.paid))
        last = self.listed[len(self.paid) - 1].last if self.paid else self.before
        if next_ is None:
            first = calendars.next_month(self.listed[-1].last) if self.listed else self.first
        else:
            first = next_.first
        missed = any("missed" in r.facts for k, v in self.bylaws.versions.items() for r in v)
        return {
            **_spans_told(self.spans, self.own.joined.date),
            "paid-through": last,
            "next": "" if last and first == calendars.next_month(last) else first,
            "let-go": ", ".join(_holes(self.listed[len(self.paid) :])),
            "credit": baht(self.credit) if self.credit else None,
            "late": ", ".join(day.isoformat() for day in self.late[-LATE:]) if missed else "",
            "forgiven": self.forgiven if self.forgiven > date.min else None,
            "received": baht(received) if (received := self._received()) else None,
            "reinstated": self._accepted() or None,
        }

    def _received(self) -> Decimal:
        return self.received + sum((one.amount for one in self.counted), ZERO)

    def _accepted(self) -> int:
        return self.reinstated + sum(one.verdict == "accept" for one in self.reinstatements)

    def _start(self) -> date | None:
        """The day on which membership begins; None while a first payment is awaited."""
        joined = self.own.joined
        rule = rule_on(self.bylaws, joined.date, "start")
        match rule.facts.get("from") if rule else None:
            case "application":
                applied = joined.meta.get("applied")
                return applied if isinstance(applied, date) else joined.date
            case "first-payment" if self.own.carried is None and joined.date >= self._books_from:
                days = [one.day for one in self.own.receipts]
                return max(min(days), joined.date) if days else None
        return joined.date

    @property
    def _books_from(self) -> date:
        return self.book.books_from if self.book.customs("fund") else date.min

    def _begin(self, start: date) -> None:
        carried = self.own.carried
        if carried is not None and self.book.carried is not None:
            self._resume(carried, start)
            return
        wait = carried.meta.get("wait-start", start) if carried else start
        tenure = carried.meta.get("tenure-start", start) if carried else start
        self.spans.append(Span(start, None, "", wait, tenure))
        if carried is not None:
            self.before = str(carried.meta.get("paid-through", ""))
        elif self.recorded is not None and books.ended_on(self.recorded) < self._books_from:
            # Gone before the books: there is nothing to be paid in them.
            return
        self._ask_from(
            calendars.next_month(self.before) if self.before else self._first_month(start)
        )

    def _ask_from(self, month: str) -> None:
        self.first = month
        self.source = instalments(self.bylaws, self.facts_of, month, self.members.plain)

    def _resume(self, carried: Custom, start: date) -> None:
        """Go on from the state that a closing carried, at the end of the day before `since`."""
        own = carried.meta
        self.since = own.get("from", self.book.past.since)
        self.spans = _spans_read(own, start, self.bylaws)
        self.before = str(own.get("paid-through", ""))
        self._ask_from(str(own.get("next") or calendars.next_month(self.before)))
        holes = [tuple(words.split("..")) for words in items(own.get("let-go"))]
        if holes:
            asked = self.source
            self.source = (
                one for one in asked if not any(hole[0] <= one.first <= hole[-1] for hole in holes)
            )
        self.credit = _baht(own.get("credit"))
        self.late = [date.fromisoformat(day) for day in items(own.get("late"))]
        self.forgiven = own.get("forgiven", date.min)
        self.received = _baht(own.get("received"))
        self.reinstated = int(own.get("reinstated", 0))

    def _first_month(self, start: date) -> str:
        frequency = str(facts_on(self.facts_of, start).get("frequency"))
        rule = rule_on(self.bylaws, start, "contribution", frequency)
        month = calendars.month_of(start)
        same = rule is not None and rule.facts.get("first-month") == "same"
        return month if same else calendars.next_month(month)

    def _timeline(self) -> list[tuple[date, int, Any]]:
        considered: dict[date, Custom] = {}
        for entry in self.own.events:
            applied_on = entry.meta.get("applied")
            if _words(entry) == ("reinstatement", "considered") and isinstance(applied_on, date):
                considered[applied_on] = entry
        applied = {
            entry.date for entry in self.own.events if _words(entry) == ("reinstatement", "applied")
        }
        events: list[tuple[date, int, Any]] = []
        for day in sorted(applied | considered.keys()):
            decided = considered.get(day)
            resolved = decided.date if decided else None
            events.append((day, REINSTATED, _Application(day, resolved, decides=False)))
            if resolved is not None:
                events.append((resolved, REINSTATED, _Application(day, resolved, decides=True)))
        events += [(one.day, one.moment[1], one) for one in self.own.receipts]
        return sorted(events, key=lambda event: event[:2])

    # --- instalments and lapse

    def _at(self, index: int) -> Instalment | None:
        """The instalment of an index, or None if the bylaws ask for no more."""
        while len(self.listed) <= index:
            one = next(self.source, None)
            if one is None:
                return None
            self.listed.append(one)
        return self.listed[index]

    def _lapse(self) -> tuple[date, Rule] | None:
        """The day on which membership ends if nothing more is paid, and by which rule."""
        index = len(self.paid)
        while (one := self._at(index)) is not None and (one.due <= self.forgiven or not one.amount):
            index += 1
        if one is None:
            return None
        frequency = str(facts_on(self.facts_of, one.due).get("frequency"))
        rule = lapse_rule(self.bylaws, one.due, frequency)
        day = self._lapse_day(rule, index, one) if rule else None
        if rule is None or day is None:
            return None
        return self._after_notice(rule, day, one)

    def _lapse_day(self, rule: Rule, index: int, one: Instalment) -> date | None:
        """The day after the last one on which payment would still have been in time."""
        how = periods.clock(self.book, one.due)
        unpaid, missed = number_of(rule, "unpaid"), number_of(rule, "missed")
        after, until = periods.parse(rule.facts.get("after")), rule.facts.get("until")
        if unpaid is not None:
            last = self._at(index + int(unpaid) - 1)
            day = last.due if last else None
        elif missed is not None:
            day = self._missed(index, int(missed), periods.parse(rule.facts.get("window")))
        elif after is not None:
            day = periods.last_day(one.due, after, how)
        elif isinstance(until, str):
            day = date.fromisoformat(f"{one.due.year}-{until}")
            day = day if day >= one.due else day.replace(year=day.year + 1)
        else:
            return None
        grace = periods.parse(rule.facts.get("grace"))
        if day is not None and grace is not None:
            day = periods.last_day(day, grace, how)
        return day + DAY if day else None

    def _missed(self, index: int, count: int, window: periods.Period | None) -> date | None:
        """The due day on which so many instalments were not paid by theirs, within the window."""
        known = [day for day in self.late if day > self.forgiven]
        for ahead in range(count):
            one = self._at(index + ahead)
            if one is None:
                return None
            known.append(one.due)
            recent = known[-count:]
            if len(recent) == count and (
                window is None or one.due < periods.complete_on(recent[0], window)
            ):
                return one.due
        return None

    def _after_notice(self, rule: Rule, day: date, one: Instalment) -> tuple[date, Rule] | None:
        """A lapse that waits for a notice: so long after the first that followed the due day."""
        period = periods.parse(rule.facts.get("notice"))
        if period is None:
            return day, rule
        given = next((notice for notice in sorted(self.notices) if notice > one.due), None)
        if given is None:
            return None
        how = periods.clock(self.book, given)
        return max(day, periods.last_day(given, period, how) + DAY), rule

    def _advance(self, day: date) -> None:
        """End the running span if something ended it on or before a day."""
        if not self.spans or self.spans[-1].end is not None:
            return
        span = self.spans[-1]
        recorded = self._recorded_end()
        one = self._at(len(self.paid))
        if (one is None or one.due >= day) and (recorded is None or recorded > day):
            return
        ends: list[tuple[date, int, str, Rule | None]] = []
        lapse = self._lapse()
        if lapse is not None:
            ends.append((max(lapse[0], span.start), 0, "lapse", lapse[1]))
        if recorded is not None:
            ends.append((max(recorded, span.start), 1, self._reason(), None))
        # Who lapsed on the day of death had lapsed.
        if ends and min(ends, key=lambda end: end[:2])[0] <= day:
            end, _, reason, rule = min(ends, key=lambda end: end[:2])
            self.spans[-1] = span._replace(end=end, reason=reason, lapse=rule)

    def _reason(self) -> str:
        return str(self.recorded.meta.get("reason", "")) if self.recorded else ""

    def _recorded_end(self) -> date | None:
        """The day on which a recorded end takes effect; who moves away may stay for a while."""
        if self.recorded is None:
            return None
        day = books.ended_on(self.recorded)
        if self._reason() != "moved":
            return day
        rule = rule_on(self.bylaws, day, "membership")
        own = rule.facts if rule else {}
        after = periods.parse(own.get("moved-after"))
        if after is not None:
            return periods.last_day(day, after, periods.clock(self.book, day))
        if own.get("moved") == "stays":
            return None
        if own.get("moved") == "year-end":
            year = calendars.fiscal_year(day, self.book.fiscal_start)
            return calendars.fiscal_year_period(year, self.book.fiscal_start).last + DAY
        return day

    # --- money

    def _receive(self, receipt: Receipt) -> None:
        if self.spans[-1].end is not None and receipt.moment[1] == RECEIVED:
            waiting = self.reinstatements[-1] if self.reinstatements else None
            claimed = (
                waiting is not None
                and waiting.verdict in ("accept", "wait")
                and waiting.ended == self.spans[-1].end
                and (waiting.resolved is None or receipt.day <= waiting.resolved)
            )
            if not claimed:
                self.strays.append(receipt)
                return
        self.counted.append(receipt)
        self.credit += receipt.amount
        while (one := self._at(len(self.paid))) is not None and self.credit >= one.amount:
            if not one.amount and not self.credit and one.due > receipt.day:
                break
            self.credit -= one.amount
            self.paid.append(receipt.moment)
            if one.due < receipt.day:
                self.late.append(one.due)

    # --- reinstatement

    def _reinstate(self, event: _Application) -> None:
        if not event.decides:
            self.reinstatements.append(self._judge(event.applied, event.resolved))
            return
        for found in self.reinstatements:
            if found.applied == event.applied and found.verdict == "accept":
                self._come_back(found)

    def _judge(self, applied: date, resolved: date | None) -> Reinstatement:
        """What the bylaws say to an application."""
        span = self.spans[-1]
        if span.end is None or span.reason != "lapse":
            return Reinstatement(applied, resolved, span.end or applied, "refuse", "NOT_LAPSED")
        rule = rule_on(self.bylaws, applied, "reinstatement")
        base = Reinstatement(applied, resolved, span.end, "refuse", "NOT_ALLOWED")
        if rule is None:
            return base
        base = base._replace(article=rule.article)
        times, within = number_of(rule, "times"), periods.parse(rule.facts.get("within"))
        if times is not None and self._reinstated_before() >= times:
            return base._replace(reason="ONCE_ONLY")
        how = periods.clock(self.book, applied)
        if within is not None and applied > periods.last_day(span.end, within, how):
            return base._replace(reason="LATE")
        return self._priced(rule, base)

    def _priced(self, rule: Rule, base: Reinstatement) -> Reinstatement:
        """What must be paid and whether it was, and what counts from when afterwards."""
        until = {"due-by-lapse": base.ended - DAY, "none": date.min}.get(
            str(rule.facts.get("pays")), base.applied
        )
        self._list_until(until)
        due = [one for one in self.listed[len(self.paid) :] if one.due <= until]
        total = sum((one.amount for one in due), ZERO)
        fee = number_of(rule, "fee") or ZERO
        priced = base._replace(
            verdict="wait", reason="OK", instalments=len(due), due=total, fee=fee
        )
        if base.resolved is None:
            return priced
        last = base.resolved
        paid = _within(self.own.receipts, base.applied, last)
        if paid < total or _within(self.own.fees, base.applied, last) < fee:
            return priced._replace(verdict="refuse", reason="NOT_PAID")
        gap = (last - base.ended).days
        span = self.spans[-1]
        waits = {"keep": span.wait_start, "delay": span.wait_start + timedelta(days=gap)}
        tenure = {"keep": span.tenure_start, "restart": last}.get(
            str(rule.facts.get("tenure")), span.tenure_start + timedelta(days=gap)
        )
        return priced._replace(
            verdict="accept",
            gap=gap,
            wait_start=waits.get(str(rule.facts.get("wait")), last),
            tenure_start=tenure,
        )

    def _list_until(self, day: date) -> None:
        if self.listed and self.listed[-1].due > day:
            return
        index = len(self.listed)
        while (one := self._at(index)) is not None and one.due <= day:
            index += 1

    def _reinstated_before(self) -> int:
        carried = self.own.carried
        before = int(bool(carried and carried.meta.get("reinstated-before")))
        others = 0
        for number in self.members.earlier(self.number):
            history = self.members.of(number)
            if history is not None and history.number != self.number:
                others += sum(one.verdict == "accept" for one in history.reinstatements)
                others += history.reinstated
        return before + self._accepted() + others

    def _come_back(self, found: Reinstatement) -> None:
        assert found.resolved is not None
        assert found.wait_start is not None
        assert found.tenure_start is not None
        rule = rule_on(self.bylaws, found.applied, "reinstatement")
        wait_for = str(rule.facts.get("wait-for", "")) if rule else ""
        self.forgiven = found.applied
        self._let_go(str(rule.facts.get("pays")) if rule else "", found)
        self.spans.append(
            Span(
                found.resolved,
                None,
                "",
                found.wait_start,
                found.tenure_start,
                reinstated=True,
                wait_for=wait_for,
            )
        )

    def _let_go(self, pays: str, found: Reinstatement) -> None:
        """Strike the instalments of past months that a reinstatement does not ask for."""
        since = {"none": date.min, "due-by-lapse": found.ended}.get(pays)
        if since is None or found.resolved is None:
            return
        self._list_until(found.resolved)
        month, paid = calendars.month_of(found.resolved), len(self.paid)
        self.listed[paid:] = [
            one for one in self.listed[paid:] if one.last >= month or one.due < since
        ]


# --- a state told in short -----------------------------------------------------------------------


def _spans_told(spans: list[Span], joined: date) -> dict[str, Any]:
    """Stretches of membership as a `carried "member"` tells them."""
    only = spans[0]
    if len(spans) == 1 and (only.end, only.reinstated, only.wait_for) == (None, False, ""):
        return {
            "start": only.start,
            "wait-start": only.wait_start if only.wait_start != only.start else None,
            "tenure-start": only.tenure_start if only.tenure_start != only.start else None,
        }
    return {"start": only.start, "spans": "; ".join(map(_span_told, spans))}


def _span_told(span: Span) -> str:
    """`2016-10-01..2023-04-11 lapse 2016-10-01 2016-10-01 by=lapse/monthly@2022-10-01`."""
    words = [f"{span.start}..{span.end or ''}", span.reason or "-"]
    words += [span.wait_start.isoformat(), span.tenure_start.isoformat()]
    words += ["reinstated"] if span.reinstated else []
    words += [f"wait={span.wait_for.replace(' ', '_')}"] if span.wait_for else []
    words += [f"by={'/'.join(span.lapse.key)}@{span.lapse.since}"] if span.lapse else []
    return " ".join(words)


def _spans_read(own: Mapping[str, Any], start: date, bylaws: Bylaws) -> list[Span]:
    start = own.get("start", start)
    if "spans" not in own:
        wait = own.get("wait-start", start)
        return [Span(start, None, "", wait, own.get("tenure-start", start))]
    return [_span_read(text.split(), bylaws) for text in str(own["spans"]).split(";")]


def _span_read(words: list[str], bylaws: Bylaws) -> Span:
    first, _, end = words[0].partition("..")
    more = dict(word.partition("=")[::2] for word in words[4:])
    key, _, since = more.get("by", "").partition("@")
    laid = bylaws.versions.get(tuple(key.split("/")), [])
    return Span(
        date.fromisoformat(first),
        date.fromisoformat(end) if end else None,
        words[1].replace("-", ""),
        date.fromisoformat(words[2]),
        date.fromisoformat(words[3]),
        "reinstated" in more,
        more.get("wait", "").replace("_", " "),
        next((rule for rule in laid if rule.since.isoformat() == since), None),
    )


def _holes(listed: list[Instalment]) -> Iterator[str]:
    """Months between unpaid instalments that a reinstatement let go."""
    for one, following in pairwise(listed):
        first = calendars.next_month(one.last)
        if following.first != first:
            last = calendars.month_of(
                date.fromisoformat(f"{following.first}-01") - timedelta(days=1)
            )
            yield f"{first}..{last}"


def _baht(value: Any) -> Decimal:
    return value.number if value is not None else ZERO


def _within(receipts: list[Receipt], first: date, last: date) -> Decimal:
    """Money received by hand from a day to another, both included."""
    return sum(
        (one.amount for one in receipts if first <= one.day <= last and one.moment[1] == RECEIVED),
        ZERO,
    )
