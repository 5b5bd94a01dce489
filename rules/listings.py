"""Lists that an auditor asks for, where nothing need be wrong with what stands on them.

Alerts (`rules.alerts`) and errors say what is against a rule. These say what to look at:
payments to those in office, admissions shortly before a claim, one event claimed by two of a
household …

    2023-06-20 custom "member" "joined" "0400"
      entered: 2023-08-01                    ; keyed in 42 days later
    2023-07-28 custom "claim" "filed" "C66-0170"
      member: "0400"                         ; 38 days after joining, and before that was keyed in

Nothing here is judged: a rule on the same matter is an alert of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction

from rules import decision
from rules import guards
from rules import payments
from rules.alert import Alert
from rules.guards import Irregularity
from rules.guards import number_of
from rules.membership import Members
from rules.membership import members_of
from welfare import books
from welfare.books import Book
from welfare.books import Term
from welfare.money import ZERO
from welfare.papers import bank
from welfare.papers.bank import BankLine
from welfare.register import Person
from welfare.vocabulary import values_of

#: Days after admission from which it was keyed in late.
LATE_DAYS = 30
#: Days after admission within which a claim or a death comes soon.
SOON_DAYS = 180


# --- irregularities ------------------------------------------------------------------------------


class Settlement(NamedTuple):
    """A recorded irregularity, and what settled it, if anything did."""

    item: Irregularity
    settled: Custom | None


def settlements(book: Book) -> list[Settlement]:
    """All recorded irregularities in the order of the books, with how each was settled."""
    done: dict[tuple[str, str], Custom] = {}
    for entry in book.customs("irregularity", "settled"):
        code, subject = map(str, values_of(entry)[:2])
        done.setdefault((code, subject), entry)
    return [
        Settlement(item, done.get((item.code, item.subject)))
        for item in guards.irregularities(book)
    ]


# --- numbers of papers ---------------------------------------------------------------------------

#: Words that name what became of a number that was not used.
UNUSED = (
    ("receipt", "void"),
    ("receipt", "missing"),
    ("receipt", "outstanding"),
    ("voucher", "void"),
)


def unused(book: Book) -> list[Custom]:
    """Numbers recorded as spoiled, lost or not seen yet, with who says so and why, by day."""
    found = [entry for words in UNUSED for entry in book.customs(*words)]
    return sorted(found, key=lambda entry: entry.date)


# --- reversals -----------------------------------------------------------------------------------


class Reverser(NamedTuple):
    """What one officer reversed of contributions: how many receipts, and baht."""

    person: str
    receipts: int
    amount: Decimal


def reversers(found: Iterable[Alert]) -> list[Reverser]:
    """Reversals of contributions by officer, the most baht first.

    Args:
        found: alerts; those of reversals count.
    """
    by: dict[str, list[Alert]] = defaultdict(list)
    for one in found:
        if one.code == "CONTRIBUTION_REVERSED":
            by[one.args["by"]].append(one)
    told = [
        Reverser(
            person,
            len({one.args["receipt"] for one in own}),
            sum((one.amount or ZERO for one in own), ZERO),
        )
        for person, own in by.items()
    ]
    return sorted(told, key=lambda one: (-one.amount, one.person))


# --- those in office -----------------------------------------------------------------------------


class OwnPayment(NamedTuple):
    """Money that left the fund to somebody in office, or to whom they live with.

    Attributes:
        entry: the payment.
        person: the officer, by person number.
        role: the office held on that day.
        ways: in what the officer has a part: `payee`, `member` (the claim is theirs), `household`
            (of a member of their household), and, of one of these, `approver` and `payer`.
        amount: baht that the payment moved.
    """

    entry: Transaction
    person: str
    role: str
    ways: tuple[str, ...]
    amount: Decimal


def own_payments(book: Book) -> list[OwnPayment]:
    """Payments to those in office on the day, and to members of their households.

    A household is known where the officer's term names a membership (`member:`).
    """
    if not payments.decidable(book):
        return []
    members = members_of(book)
    return [
        OwnPayment(entry, term.person, term.role, ways, _moved(entry))
        for entry in book.transactions
        if "to" in entry.meta or entry.meta.get("kind") == "benefit"
        for term in _in_office(book, entry.date)
        if (ways := _ways(members, entry, term))
    ]


def _in_office(book: Book, day: date) -> list[Term]:
    """The terms that run on a day, one for each person."""
    terms = {term.person: term for term in book.terms if term.first <= day <= term.last}
    return list(terms.values())


def _ways(members: Members, entry: Transaction, term: Term) -> tuple[str, ...]:
    known = {members.person(number) for number in (term.person, term.member) if number}
    claimed = {str(own["member"]) for _, _, own in books.lines(entry) if "claim" in own}
    found = []
    if members.person(str(entry.meta.get("to", ""))) in known:
        found.append("payee")
    if not known.isdisjoint(map(members.person, claimed)):
        found.append("member")
    elif term.member and members.of(term.member):
        home = members.household(term.member, entry.date)
        if any(members.household(number, entry.date) == home for number in claimed):
            found.append("household")
    if found:
        for key, way in (("approved-by", "approver"), ("by", "payer")):
            if entry.meta.get(key) == term.person:
                found.append(way)
    return tuple(found)


def _moved(entry: Transaction) -> Decimal:
    return sum((max(number_of(posting), ZERO) for posting in entry.postings), ZERO)


# --- admissions ----------------------------------------------------------------------------------


class Join(NamedTuple):
    """Something to look at in an admission.

    Attributes:
        number: member.
        joined: day of admission.
        what: `entered` (keyed in long after), `applied` or `resolved` (dated before the application
            or the resolution), `before` (an event before admission is claimed), `soon` (a claim's
            event or the death comes soon after), `keyed-after` (the event came before the admission
            was keyed in).
        entry: the admission, the claim or the record of the death.
        day: day of that: keyed in, applied, resolved, of the event.
        days: from admission to that day.
        claim: claim, or "".
    """

    number: str
    joined: date
    what: str
    entry: Directive
    day: date
    days: int
    claim: str = ""


def joins(book: Book) -> list[Join]:
    """Admissions dated back, and events soon after an admission, by the day of the entry."""
    found = [*_dated_back(book), *_claimed_soon(book), *_died_soon(book)]
    return sorted(found, key=lambda one: (one.entry.date, one.number, one.what))


def _dated_back(book: Book) -> Iterator[Join]:
    for number, entry in book.joins.items():
        resolved = book.resolutions.get(str(entry.meta.get("resolution")))
        for what, day, least in (
            ("entered", entry.meta.get("entered"), LATE_DAYS + 1),
            ("applied", entry.meta.get("applied"), 1),
            ("resolved", resolved.date if resolved else None, 1),
        ):
            if isinstance(day, date) and (day - entry.date).days >= least:
                yield Join(number, entry.date, what, entry, day, (day - entry.date).days)


def _claimed_soon(book: Book) -> Iterator[Join]:
    for claim, filed in book.claims.items():
        event = filed.meta.get("event")
        if isinstance(event, date):
            yield from _soon(book, str(filed.meta.get("member")), filed, event, claim)


def _died_soon(book: Book) -> Iterator[Join]:
    for entry in book.customs("member", "ended"):
        if entry.meta.get("reason") == "death":
            yield from _soon(book, str(values_of(entry)[0]), entry, books.ended_on(entry))


def _soon(book: Book, number: str, entry: Custom, day: date, claim: str = "") -> Iterator[Join]:
    admission = book.joins.get(number)
    if admission is None:
        return
    days, entered = (day - admission.date).days, admission.meta.get("entered")
    if days < 0:
        what = "before"
    elif isinstance(entered, date) and day < entered:
        what = "keyed-after"
    elif days <= SOON_DAYS:
        what = "soon"
    else:
        return
    yield Join(number, admission.date, what, entry, day, days, claim)


# --- the same twice ------------------------------------------------------------------------------


class SameEvent(NamedTuple):
    """Two members of a household who claim one benefit for one event, the later claim last."""

    benefit: str
    event: date
    first: str
    second: str


def same_events(book: Book) -> list[SameEvent]:
    """Claims of one household, by different members, for the same benefit and the same day.

    Those that the bylaws refuse are left out, for nothing is paid for them; so are benefits of
    which the event is one day of the year for all.
    """
    if not payments.decidable(book):
        return []
    members, judged = members_of(book), decision.decisions(book)
    groups: dict[tuple[str, date, str], list[str]] = defaultdict(list)
    for number, filed in book.claims.items():
        member, event = str(filed.meta.get("member")), filed.meta.get("event")
        found = judged.get(number)
        if not isinstance(event, date) or found is None or found.verdict == "refuse":
            continue
        benefit = str(filed.meta.get("benefit"))
        rule = book.bylaws.on(event, "benefit", benefit)
        if rule is None or "event-day" not in rule.facts:
            groups[benefit, event, members.household(member, event)].append(number)
    return [
        SameEvent(benefit, event, first, second)
        for (benefit, event, _), numbers in groups.items()
        for first, second in combinations(numbers, 2)
        if len({members.person(str(book.claims[one].meta["member"])) for one in (first, second)})
        > 1
    ]


class SameLine(NamedTuple):
    """A line of the bank statement that was booked twice, or that stands in it twice.

    Attributes:
        number: its number.
        day: day of the second.
        amount: baht, withdrawals negative.
        entry: the second entry that was made from it, or None.
    """

    number: str
    day: date
    amount: Decimal
    entry: Transaction | None


def same_lines(book: Book) -> list[SameLine]:
    """Lines of the bank statement that were booked twice, or stand in it twice, by day."""
    found, booked = [], set[str]()
    for entry in book.transactions:
        number = str(entry.meta.get("bank-line", ""))
        if number and number in booked:
            amount = sum((number_of(p) for p in entry.postings if p.account == books.SAVINGS), ZERO)
            found.append(SameLine(number, entry.date, amount, entry))
        booked.add(number)
    for line in _repeated(bank.in_sight(book)):
        found.append(SameLine(line.number, line.day, line.amount, None))
    return sorted(found, key=lambda one: (one.day, one.number))


def _repeated(lines: Iterable[BankLine]) -> Iterator[BankLine]:
    """Lines whose number, or whose day, text, amount and balance, came before."""
    seen: set[tuple[object, ...]] = set()
    for line in lines:
        keys = {(line.number,), (line.day, line.description, line.amount, line.balance)}
        if not seen.isdisjoint(keys):
            yield line
        seen |= keys


def same_ids(book: Book, people: Mapping[str, Person]) -> list[tuple[str, ...]]:
    """Persons with one citizen id who are members under numbers that are not linked.

    Args:
        book: the books.
        people: the register by person number; the ids themselves are not told.
    """
    persons = sorted({str(m.facts.get("person", m.number)) for m in book.members.values()})
    bearers: dict[str, list[str]] = defaultdict(list)
    for person in persons:
        row = people.get(person)
        if row is not None and row.citizen_id:
            bearers[row.citizen_id].append(person)
    return sorted(tuple(numbers) for numbers in bearers.values() if len(numbers) > 1)
