"""Payments held against the bylaws: every benefit that was paid is decided again.

    2023-04-24 * "สวัสดิการนอนโรงพยาบาล"      ; E701: filed 97 days after discharge (ข้อ ๓๒)
      kind: "benefit"
      voucher: "PV66-0088"
      Expenses:Welfare:Hospital   240.00 THB
        claim: "C66-0077"

Money that really left so is no error any more once the books say it:

    2023-04-24 custom "irregularity" "recorded" "PAID_AGAINST_RULES" "C66-0077"
      amount: 240.00 THB

A payment is judged with what had been keyed in by its own `entered:` day. What differs only by
papers keyed in later is an alert with the amount to settle. In locked years payments are compared
with the verdict that was stored when they were approved.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import product
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction

from rules import arrears
from rules import bylaws
from rules import cases
from rules import decision
from rules import membership
from rules.cases import Claim
from rules.decision import GRANTED
from rules.decision import Decision
from rules.guards import Excusable
from rules.membership import Members
from rules.membership import members_of
from welfare import books
from welfare import parameters
from welfare import seals
from welfare.books import Book
from welfare.findings import Place
from welfare.findings import finding
from welfare.money import ZERO
from welfare.records import baht
from welfare.records import custom
from welfare.vocabulary import place_of
from welfare.vocabulary import values_of

#: Facts of a person that a later record corrects for all time.
TIMELESS = frozenset(membership.TIMELESS)


class Paid(NamedTuple):
    """What one payment gave for one claim.

    Attributes:
        claim: claim number.
        member: whose right it is.
        entry: the payment.
        gross: baht of expense.
        deducted: baht of contributions deducted.
        place: line of the expense.
    """

    claim: str
    member: str
    entry: Transaction
    gross: Decimal
    deducted: Decimal
    place: Place

    @property
    def net(self) -> Decimal:
        """Baht that left cash or bank."""
        return self.gross - self.deducted


class Due(NamedTuple):
    """What the bylaws carry for a claim: the decision, and baht to deduct on the day of payment."""

    decision: Decision
    gross: Decimal
    deducted: Decimal

    @property
    def net(self) -> Decimal:
        """Baht that may leave cash or bank."""
        return self.gross - self.deducted


class Later(NamedTuple):
    """A payment that was right by what was known, and is not by papers keyed in later.

    `due` is what the bylaws carry by all that is known, `then` by what was.
    """

    paid: Paid
    due: Due
    then: Due


#: The day of which the books are asked, and whether of what was keyed in on that very day claims
#: count, and the rest; None for all that is known.
Then = tuple[date, bool, bool]


class Judge:
    """Decides payments again, by all that is known and by what was known on a day."""

    def __init__(self, book: Book) -> None:
        """Takes the books."""
        self.book = book
        self._known: dict[tuple[int, ...], Book] = {}

    def due(self, paid: Paid, then: Then | None = None) -> Due | None:
        """What the bylaws carry for a payment; None if the claim is not known."""
        book = self.book if then is None else self._as_known(*then)
        claim = cases.claims_of(book).get(paid.claim)
        if claim is None:
            return None
        # By all that is known every payment is judged; by what was known on a day, hardly one.
        if then is None:
            found = decision.decisions(book)[paid.claim]
        else:
            found = decision.decision_on(book, paid.claim)
        gross = found.gross if found.verdict in GRANTED else ZERO
        taken = _deducted(members_of(book), claim, gross, paid.entry.date)
        return Due(found, gross, taken)

    @cached_property
    def payments(self) -> list[Paid]:
        """Every payment of a claim that was not taken back, in the order of the books."""
        return list(_payments(self.book))

    def stored(self, paid: Paid) -> tuple[Decimal, Decimal] | None:
        """Gross and deduction of the verdict that was stored before a payment, or None.

        A verdict that does not tell the deduction takes that of the payment as right.
        """
        found = None
        for entry in self._verdicts.get(paid.claim, ()):
            if entry.date <= paid.entry.date and _keyed(entry) <= _keyed(paid.entry):
                own = entry.meta.get("deducted")
                deducted = own.number if own is not None else paid.deducted
                found = entry.meta["gross"].number, deducted
        return found

    @cached_property
    def _verdicts(self) -> dict[str, list[Custom]]:
        found: dict[str, list[Custom]] = {}
        for entry in self.book.customs("claim", "decided"):
            if "gross" in entry.meta and entry.meta.get("verdict") != "needs-info":
                found.setdefault(str(values_of(entry)[0]), []).append(entry)
        return found

    @cached_property
    def papers(self) -> tuple[dict[date, list[Directive]], list[Directive]]:
        """Entries keyed in on their own day, by day, and those keyed in later."""
        same: dict[date, list[Directive]] = {}
        late: list[Directive] = []
        for entry in self.book.entries:
            entered = entry.meta.get("entered") if isinstance(entry, Transaction | Custom) else None
            if entered == entry.date:
                same.setdefault(entry.date, []).append(entry)
            elif entered is not None:
                late.append(entry)
        return same, late

    def _as_known(self, day: date, claims: bool, rest: bool) -> Book:
        """The books as they were on a day: its payments with their claims, and what else counts."""
        paid = {one.claim for one in self.payments if one.entry.meta.get("entered") == day}

        def known(entry: Directive) -> bool:
            entered = entry.meta.get("entered") if entry.meta else None
            if not isinstance(entered, date) or entered != day:
                return not isinstance(entered, date) or entered < day
            if isinstance(entry, Custom) and entry.type == "claim":
                return claims or str(values_of(entry)[0]) in paid
            return rest or entry.meta.get("kind") != "collection"

        kept = [entry for entry in self.book.entries if known(entry)]
        book = Book(self.book.folder, kept, [], self.book.options)
        # Where nothing else was keyed in on a day, all that may have been known of it is the same.
        return self._known.setdefault(tuple(map(id, kept)), book)


def _keyed(entry: Directive) -> date:
    """The day on which an entry was keyed in."""
    entered = entry.meta.get("entered")
    return entered if isinstance(entered, date) else entry.date


def _deducted(members: Members, claim: Claim, gross: Decimal, day: date) -> Decimal:
    return arrears.total(arrears.deduction(members, claim, gross, day)) if gross else ZERO


def _payments(book: Book) -> Iterator[Paid]:
    back = book.taken_back
    for entry in book.transactions:
        if entry.meta.get("kind") == "benefit" and id(entry) not in back:
            yield from lines(entry)


def lines(entry: Transaction) -> Iterator[Paid]:
    """What a payment gave for each of its claims."""
    found: dict[str, Paid] = {}
    for posting in entry.postings:
        own = posting.meta or {}
        if "claim" not in own or posting.units is None or posting.units.number is None:
            continue
        number, amount = str(own["claim"]), posting.units.number
        member = str(own.get("member", ""))
        before = found.get(number) or Paid(number, member, entry, ZERO, ZERO, place_of(own))
        if posting.account == books.CONTRIBUTIONS:
            found[number] = before._replace(deducted=before.deducted - amount)
        elif posting.account.startswith(books.BENEFITS):
            found[number] = before._replace(gross=before.gross + amount)
    yield from found.values()


# --- what is wrong -------------------------------------------------------------------------------


def excusable(book: Book) -> Iterator[Excusable]:
    """Payments that the bylaws do not carry; errors unless an irregularity says that they left."""
    yield from _early(book)
    for wrong in judged(book):
        if isinstance(wrong, Excusable):
            yield wrong


def _early(book: Book) -> Iterator[Excusable]:
    """Benefits paid before the resolution that they name."""
    for paid in _payments(book):
        entry = paid.entry
        resolution = book.resolutions.get(str(entry.meta.get("resolution")))
        if resolution is None or resolution.date <= entry.date:
            continue
        if not parameters.needs_resolution(book.bylaws, "benefit", entry.date):
            continue
        code = "PAID_BEFORE_RESOLUTION"
        own = {"subject": paid.claim, "amount": paid.net, "day": resolution.date}
        number = str(entry.meta["resolution"])
        error = finding("E706", paid.place, alert=code, resolution=number, **own)
        yield Excusable(code, paid.claim, entry.date, (paid.net,), error)


def later(book: Book) -> Iterator[Later]:
    """Payments that only papers keyed in later make differ."""
    for wrong in judged(book):
        if isinstance(wrong, Later):
            yield wrong


def decidable(book: Book) -> bool:
    """Whether the bylaws can be applied: what is wrong with one of them is an error of its own."""
    return not bylaws.mistakes(book)


def judged(book: Book) -> list[Excusable | Later]:
    """Every payment that differs from what the bylaws carry; judged once however many ask."""
    return book.once(_judged)


def _judged(book: Book) -> list[Excusable | Later]:
    return list(_differing(book))


def _differing(book: Book) -> Iterator[Excusable | Later]:
    # Benefits that were repealed since were in force once.
    if all(key[0] != "benefit" for key in book.bylaws.versions) or not decidable(book):
        return
    judge = Judge(book)
    locked = seals.locked_until(book) if book.customs("fund") else date.min
    for paid in judge.payments:
        stored = judge.stored(paid) if paid.entry.date <= locked else None
        if stored is not None:
            if (paid.gross, paid.deducted) != stored:
                yield _stored_differs(paid, *stored)
            continue
        if cases.out_of_sight(book, paid.claim):
            continue
        due = judge.due(paid)
        if due is None or _no_resolution(due) or _same(paid, due):
            continue
        yield _known_then(book, judge, paid, due)


def _known_then(book: Book, judge: Judge, paid: Paid, due: Due) -> Excusable | Later:
    """Whether it was right by what was known when it was keyed in."""
    entered = paid.entry.meta.get("entered")
    if isinstance(entered, date) and any(_tells_later(book, paid, e) for e in _papers(judge, paid)):
        # Nobody knows the order within a day: papers of that day may have come after it.
        for claims, rest in product((True, False), repeat=2):
            then = judge.due(paid, (entered, claims, rest))
            if then is not None and _same(paid, then):
                return Later(paid, due, then)
    return _wrong(paid, due)


def _papers(judge: Judge, paid: Paid) -> Iterator[Directive]:
    """What was keyed in with a payment or later, and may decide it."""
    same, late = judge.papers
    yield from late
    yield from same.get(_keyed(paid.entry), ())
    for word in ("filed", "considered", "approved", "refused"):
        yield from judge.book.customs("claim", word)
    yield from judge.book.customs("member", "changed")
    yield from judge.book.customs("member", "ended")


def _tells_later(book: Book, paid: Paid, entry: Directive) -> bool:
    """Whether an entry was keyed in as late as a payment, and may decide it all the same."""
    entered = entry.meta.get("entered") if isinstance(entry, Transaction | Custom) else None
    if entry is paid.entry or entered is None or entered < _keyed(paid.entry):
        return False
    if isinstance(entry, Transaction):
        own = any((p.meta or {}).get("member") == paid.member for p in entry.postings)
        return own and entry.date <= paid.entry.date
    if not isinstance(entry, Custom):
        return False
    if entry.type == "claim":
        return _is_rival(book, paid, str(values_of(entry)[0]))
    # What is dated later speaks of earlier days where it corrects what never changes, or tells of
    # an end in a closed month.
    if entry.date > paid.entry.date:
        word = entry.values[0].value if entry.type == "member" else ""
        if word == "ended":
            return books.ended_on(entry) <= paid.entry.date
        return word == "changed" and not TIMELESS.isdisjoint(entry.meta)
    return True


def _is_rival(book: Book, paid: Paid, number: str) -> bool:
    """Whether another claim may have come first, on a right or ceiling of the claim paid."""
    other, own = book.claims.get(number), book.claims.get(paid.claim)
    if other is None or own is None or other.date > own.date:
        return False
    if other.meta.get("member") == own.meta.get("member"):
        return True
    versions = book.bylaws.versions.get(("benefit", str(own.meta.get("benefit"))), ())
    return any(map(decision.shares, versions))


def _no_resolution(due: Due) -> bool:
    """Payments without a resolution have an error of their own (E504, E505)."""
    return due.decision.reason == "NO_RESOLUTION"


def _same(paid: Paid, due: Due) -> bool:
    return (paid.gross, paid.deducted) == (due.gross, due.deducted)


def _wrong(paid: Paid, due: Due) -> Excusable:
    """The error of a payment, and the irregularity that would turn it into an alert."""
    found, day = due.decision, paid.entry.date
    own = {
        "subject": paid.claim,
        "paid": paid.net,
        "due": due.net,
        "reason": found.reason,
        "article": found.article,
    }
    if found.verdict not in GRANTED:
        code, amount, error = "PAID_AGAINST_RULES", paid.net, "E701"
    elif paid.net > due.net:
        code, amount, error = "OVERPAID", paid.net - due.net, "E702"
    elif paid.net < due.net:
        code, amount, error = "UNDERPAID", due.net - paid.net, "E703"
    else:
        # The same cash, but another expense or another deduction.
        own |= {"gross": due.gross, "deducted": due.deducted}
        return Excusable("", paid.claim, day, (), finding("E704", paid.place, **own))
    error_ = finding(error, paid.place, alert=code, amount=amount, **own)
    return Excusable(code, paid.claim, day, (amount,), error_)


def _stored_differs(paid: Paid, gross: Decimal, deducted: Decimal) -> Excusable:
    """How a payment of a locked year differs from its stored verdict; it may have left so."""
    net = gross - deducted
    amounts: tuple[Decimal, ...]
    if not gross:
        code, amounts = "PAID_AGAINST_RULES", (paid.net,)
    elif paid.net > net:
        code, amounts = "OVERPAID", (paid.net - net,)
    elif paid.net < net:
        code, amounts = "UNDERPAID", (net - paid.net,)
    else:
        code, amounts = "", ()
    own = {"subject": paid.claim, "paid": paid.gross, "due": gross, "reason": "-", "article": "-"}
    error = finding("E705", paid.place, **own)
    return Excusable(code, paid.claim, paid.entry.date, amounts, error)


def verdicts(book: Book, first: date, last: date) -> list[Custom]:
    """The verdict by which each claim was paid in a period, as a locked year keeps it.

    What only papers keyed in later make differ is told as it was right then.
    """
    judge = Judge(book)
    then = {wrong.paid.claim: wrong.then for wrong in judged(book) if isinstance(wrong, Later)}
    found = []
    for paid in judge.payments:
        due = then.get(paid.claim) or judge.due(paid)
        if due is None or not first <= paid.entry.date <= last:
            continue
        stored = judge.stored(paid) if paid.entry.date <= seals.locked_until(book) else None
        gross, deducted = stored or (due.gross, due.deducted)
        own = custom(
            paid.entry.date,
            ("claim", "decided"),
            [paid.claim],
            verdict=due.decision.verdict,
            gross=baht(gross),
            deducted=baht(deducted),
            reasons=", ".join(reason.code for reason in due.decision.reasons),
            article=due.decision.article or "-",
            by=str(paid.entry.meta.get("by", "")),
        )
        found.append(own)
    return found


def differences(book: Book) -> Iterator[tuple[Paid, Due]]:
    """Every payment, of locked years too, that today's bylaws and papers would judge otherwise."""
    judge = Judge(book)
    for paid in judge.payments:
        due = judge.due(paid)
        if due is not None and not _same(paid, due):
            yield paid, due


def irregular(book: Book) -> list[Custom]:
    """Irregularities to be offered for payments from papers that the bylaws do not carry."""
    recorded = {
        (str(values_of(entry)[0]), str(values_of(entry)[1]))
        for entry in book.customs("irregularity", "recorded")
    }
    return [
        custom(
            wrong.day,
            ("irregularity", "recorded"),
            [wrong.code, wrong.subject],
            amount=baht(wrong.amounts[0]),
            found=wrong.day,
            by=_payer(book, wrong),
            entered=wrong.day,
        )
        for wrong in excusable(book)
        if wrong.code and (wrong.code, wrong.subject) not in recorded
    ]


def _payer(book: Book, wrong: Excusable) -> str:
    return str(
        next(
            paid.entry.meta.get("by", "") for paid in _payments(book) if paid.claim == wrong.subject
        )
    )
