"""Whether the records fit together: members, officers, numbers, resolutions, reversals.

What is wrong here and really happened is not mended by changing the entry but by saying so:

    2023-07-11 * "ค่าซ่อมตู้เก็บเอกสาร"     ; E506: the bylaws ask for a resolution
      kind: "expense"
      doc: "RP66-0119"
      by: "K04"
      Expenses:Admin:Other   480.00 THB
      Assets:Cash           -480.00 THB

    2023-07-11 custom "irregularity" "recorded" "EXPENSE_WITHOUT_RESOLUTION" "RP66-0119"
      amount: 480.00 THB                   ; any other amount leaves the error
      found: 2023-07-11
      by: "K04"

Then the error is gone and the alert of that code, subject and amount stands instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction

from rules import cases
from rules import refunds
from rules.membership import members_of
from welfare import books
from welfare import calendars
from welfare import parameters
from welfare.books import Book
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import finding
from welfare.money import PIECES
from welfare.parameters import items
from welfare.vocabulary import place_of
from welfare.vocabulary import values_of

ZERO = Decimal("0.00")
LIQUID = (books.CASH, books.COLLECTORS, books.BANK)
#: Where the money of a reversed receipt may go: to another payer, another cause, or on hold.
TAKERS = ("Income:Contributions:", "Income:Fees:", books.UNIDENTIFIED)
#: Codes that only a fact of the books can give rise to; an irregularity of them must match one.
EXCUSABLE = (
    "RECEIPT_DUPLICATE",
    "PAID_WITHOUT_RESOLUTION",
    "EXPENSE_WITHOUT_RESOLUTION",
    "PAID_BEFORE_RESOLUTION",
    "PAID_AGAINST_RULES",
    "OVERPAID",
    "UNDERPAID",
)


class Use(NamedTuple):
    """One use of a receipt number: who paid, when, how much, into which account, where."""

    payer: str
    day: date
    amount: Decimal
    account: str
    meta: dict[str, Any]


class Excusable(NamedTuple):
    """An error that an irregularity of the same code, subject and amount turns into an alert.

    Attributes:
        code: named code of the alert.
        subject: claim, document or receipt.
        day: day of the alert.
        amounts: what the irregularity may say; more than one where the first of equals is open.
        error: the error as long as nothing is recorded.
    """

    code: str
    subject: str
    day: date
    amounts: tuple[Decimal, ...]
    error: Finding


@dataclass
class Numbers:
    """Where the numbers of papers stand, from one pass over the transactions."""

    #: Entries (by `id`) that a carried state tells in short.
    past: set[int] = field(default_factory=set)
    receipts: dict[str, list[tuple[Transaction, Any]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    documents: dict[tuple[str, str], list[Transaction]] = field(
        default_factory=lambda: defaultdict(list)
    )
    reversed: dict[str, list[Transaction]] = field(default_factory=lambda: defaultdict(list))
    #: Postings that name a member or a claim which the books do not know.
    unknown: list[Finding] = field(default_factory=list)

    def uses(self, receipt: str) -> list[Use]:
        """Every use of a receipt number, in the order of the books."""
        return [_use(entry, posting) for entry, posting in self.receipts.get(receipt, ())]


def _use(entry: Transaction, posting: Any) -> Use:
    """A line of a receipt, or a document that bears the receipt's number as a whole."""
    meta = entry.meta
    if posting is None:
        payer = str(meta.get("received-from") or meta.get("doc") or "")
        return Use(payer, entry.date, _moved(entry), "", meta)
    payer = str(posting.meta.get("member"))
    return Use(payer, entry.date, -number_of(posting), posting.account, posting.meta)


def check(book: Book, more: Iterable[Excusable] = ()) -> Iterator[Finding]:
    """Everything that is wrong with the records of a fund, irregularities that excuse it apart.

    Args:
        book: the books.
        more: what others found that an irregularity can excuse.
    """
    numbers = book.once(read_numbers)
    yield from numbers.unknown
    yield from _member_events(book)
    yield from _officers(book)
    yield from _doubles(book, numbers)
    yield from _voids(book, numbers)
    yield from _claims(book)
    yield from _benefit_lines(book)
    yield from _spent_again(book, numbers)
    yield from _keyed_before(book)
    yield from _cash_counts(book)
    yield from _sub_funds(book)
    yield from _unnamed(book)
    yield from _reversals(book, numbers)
    yield from _cash_leaves(book)
    yield from _adoptions(book)
    _, errors, matched = settle(book, chain(excusable(book, numbers), more))
    yield from errors
    yield from _irregularities(book, numbers, matched)


def _adoptions(book: Book) -> Iterator[Finding]:
    """Whether years were adopted as they must be, for an adoption locks what was closed.

    After the auditor's report, by a resolution of a general meeting of that day, and in order.
    """
    adoptions = book.customs("adoption")
    if not adoptions or not book.customs("fund"):
        return
    first = calendars.fiscal_year(book.books_from, book.fiscal_start)
    audits = [(str(values_of(entry)[0]), entry.date) for entry in book.customs("audit")]
    adopted = {str(values_of(entry)[0]) for entry in adoptions}
    for entry in adoptions:
        year, place = str(values_of(entry)[0]), place_of(entry.meta)
        if not year.isdecimal() or int(year) < first:
            continue
        if not any(one == year and day <= entry.date for one, day in audits):
            yield finding("E831", place, year=year, day=entry.date)
        resolution = str(entry.meta.get("resolution", ""))
        passed = book.resolutions.get(resolution)
        meeting = book.meetings.get(str(passed.meta.get("meeting"))) if passed else None
        general = meeting is not None and meeting.meta.get("type") in ("general", "extraordinary")
        if meeting is None or not general or meeting.date != entry.date:
            yield finding("E832", place, year=year, resolution=resolution, day=entry.date)
        earlier = next((y for y in range(first, int(year)) if str(y) not in adopted), None)
        if earlier is not None:
            yield finding("E833", place, year=year, first=earlier)


# --- numbers of papers ---------------------------------------------------------------------------


def read_numbers(book: Book) -> Numbers:
    """One pass over all transactions, and the papers told in short that they may speak of."""
    before = _spoken_of(book)
    found = Numbers({id(entry) for entry in before})
    for entry in (*before, *book.transactions):
        meta = entry.meta
        for key in ("doc", "voucher"):
            if key in meta:
                found.documents[key, str(meta[key])].append(entry)
        if meta.get("kind") == "reversal":
            found.reversed[str(meta.get("reverses"))].append(entry)
        elif "receipt" in meta:
            found.receipts[str(meta["receipt"])].append((entry, None))
        _postings(book, entry, found)
    return found


def _spoken_of(book: Book) -> list[Transaction]:
    """Of the papers told in short the payments, and receipts whose number stands again later."""
    if book.carried is None:
        return []
    again = {str(entry.meta["reverses"]) for entry in book.transactions if "reverses" in entry.meta}
    for entry in book.transactions:
        for meta in (entry.meta, *(posting.meta or {} for posting in entry.postings)):
            if "receipt" in meta and book.past.holds("receipt", str(meta["receipt"])):
                again.add(str(meta["receipt"]))
    if not any(book.past.holds("receipt", number) for number in again):
        return list(book.past.paid)
    return [
        entry
        for entry in book.past.transactions
        if entry.meta.get("kind") != "collection"
        or any((posting.meta or {}).get("receipt") in again for posting in entry.postings)
    ]


def _postings(book: Book, entry: Transaction, found: Numbers) -> None:
    members, claims = book.members, book.claims
    reversal = entry.meta.get("kind") == "reversal"
    for posting in entry.postings:
        meta = posting.meta
        # In a file two keys are its name and the line.
        if not meta or (len(meta) == 2 and "filename" in meta):
            continue
        member = meta.get("member")
        if member is not None and member not in members:
            found.unknown.append(finding("E501", place_of(meta), member=str(member)))
        claim = meta.get("claim")
        if claim is not None and claim not in claims and not book.past.holds("claim", str(claim)):
            found.unknown.append(finding("E503", place_of(meta), claim=str(claim)))
        receipt = meta.get("receipt")
        if receipt is not None and not reversal:
            found.receipts[str(receipt)].append((entry, posting))


def number_of(posting: Any) -> Decimal:
    """The baht of a posting; nothing where Beancount could not fill it in."""
    number = posting.units.number if posting.units is not None else None
    return number if isinstance(number, Decimal) else ZERO


def _moved(entry: Transaction) -> Decimal:
    """The amount of a document: the sum of its debits."""
    return sum((max(number_of(posting), ZERO) for posting in entry.postings), ZERO)


def _doubles(book: Book, numbers: Numbers) -> Iterator[Finding]:
    """Documents, vouchers, claims, meetings and resolutions whose number stands twice."""
    for (key, number), entries in numbers.documents.items():
        # A number used before a carried state is told there.
        before = id(entries[0]) not in numbers.past and book.past.holds(key, number)
        for entry in entries if before else entries[1:]:
            first = place_of(book.past.facts if before else entries[0].meta).text("en")
            yield finding("E508", place_of(entry.meta), key=key, number=number, first=first)
    for words, code in (
        (("claim", "filed"), "E508"),
        (("meeting",), "E514"),
        (("resolution",), "E514"),
    ):
        seen: dict[str, Place] = {}
        for record in book.customs(*words):
            number, place = str(values_of(record)[0]), place_of(record.meta)
            if record.date > (book.carried or date.max) and book.past.holds(words[0], number):
                seen.setdefault(number, place_of(book.past.facts))
            if number in seen:
                first = seen[number].text("en")
                yield finding(code, place, key=words[0], number=number, first=first)
            seen.setdefault(number, place)


def _voids(book: Book, numbers: Numbers) -> Iterator[Finding]:
    """Numbers recorded as void or missing that were used all the same."""
    receipts = set(numbers.receipts)
    # A document of the fund's own is its voucher too: its spoiled number is void likewise.
    documents = {number for _, number in numbers.documents}
    for words, numbers_used in (
        (("receipt", "void"), receipts),
        (("receipt", "missing"), receipts),
        (("voucher", "void"), documents),
    ):
        for entry in book.customs(*words):
            number = str(values_of(entry)[0])
            kinds = ("receipt",) if words[0] == "receipt" else ("doc", "voucher")
            used = number in numbers_used or any(book.past.holds(kind, number) for kind in kinds)
            # A receipt used by mistake is reversed and voided on one day.
            taken_back = any(other.date == entry.date for other in numbers.reversed.get(number, ()))
            if used and not taken_back:
                yield finding("E509", place_of(entry.meta), number=number)
    yield from _spoiled_before(book, numbers)


def _spoiled_before(book: Book, numbers: Numbers) -> Iterator[Finding]:
    """Numbers used that a carried state tells as void or missing."""
    for number, lines in numbers.receipts.items():
        spoiled = any(book.past.holds(f"receipt-{word}", number) for word in ("void", "missing"))
        for entry, posting in lines if spoiled else ():
            if id(entry) not in numbers.past:
                place = place_of(posting.meta if posting else entry.meta)
                yield finding("E509", place, number=number)
    for (_, number), entries in numbers.documents.items():
        if book.past.holds("voucher-void", number) and id(entries[-1]) not in numbers.past:
            yield finding("E509", place_of(entries[-1].meta), number=number)


# --- members and officers ------------------------------------------------------------------------


def _member_events(book: Book) -> Iterator[Finding]:
    """Joined once, ended once and later; nothing happens to a member who never joined."""
    ended: dict[str, date] = {}
    for entry in book.customs("member", "ended"):
        number, place = str(values_of(entry)[0]), place_of(entry.meta)
        if number in ended:
            yield finding("E511", place, member=number, day=ended[number])
        day = books.ended_on(entry)
        if day > entry.date:
            yield finding("E537", place, member=number, on=day, day=entry.date)
        ended.setdefault(number, day)
        start = book.fund.get("books-from") if book.customs("fund") else None
        lapsed = entry.meta.get("reason") == "lapse"
        if lapsed and isinstance(start, date) and day >= start:
            yield finding("E527", place, member=number)
    joined: dict[str, date] = {}
    for entry in book.customs("member", "joined"):
        number, place = str(values_of(entry)[0]), place_of(entry.meta)
        if number in joined:
            code = "E513" if ended.get(number, date.max) <= entry.date else "E510"
            yield finding(code, place, member=number, day=joined[number])
        elif ended.get(number, date.max) < entry.date:
            yield finding("E512", place, member=number, day=ended[number])
        joined.setdefault(number, entry.date)
    for words in (
        ("member", "changed"),
        ("member", "ended"),
        ("notice",),
        ("reinstatement", "applied"),
        ("reinstatement", "considered"),
        ("carried", "member"),
    ):
        for entry in book.customs(*words):
            if str(values_of(entry)[0]) not in joined:
                yield finding("E501", place_of(entry.meta), member=str(values_of(entry)[0]))


def out_of_term(book: Book) -> Iterator[tuple[Directive, str, str, bool]]:
    """Entries whose officer held no office on the day: (entry, key, person, ever held one)."""
    terms: dict[str, list[books.Term]] = defaultdict(list)
    for term in book.terms:
        terms[term.person].append(term)
    known: dict[tuple[str, date], bool] = {}
    for entry in book.entries:
        if not isinstance(entry, Transaction | Custom) or entry.meta.get("kind") == "opening":
            continue
        for key in ("by", "approved-by"):
            person = entry.meta.get(key)
            if person is None:
                continue
            person = str(person)
            covered = known.get((person, entry.date))
            if covered is None:
                covered = any(term.first <= entry.date <= term.last for term in terms[person])
                known[person, entry.date] = covered
            if not covered:
                yield entry, key, person, bool(terms[person])


def _officers(book: Book) -> Iterator[Finding]:
    for entry, key, person, ever in out_of_term(book):
        if not ever:
            yield finding("E502", place_of(entry.meta), key=key, person=person)


# --- claims and cash -----------------------------------------------------------------------------


def taken_back(book: Book, number: str) -> bool:
    """Whether a carried state tells that a number was taken back."""
    told = items(book.past.facts.get("taken-back"))
    return number in {word.partition(":")[2] for word in told}


def before(book: Book, number: str) -> bool:
    """Whether a paper or claim of a number was booked before the books were carried."""
    kinds = ("receipt", "doc", "voucher", "claim")
    return any(book.past.holds(kind, number) for kind in kinds)


def out_of_sight(book: Book, number: str) -> bool:
    """Whether a number was used before what a carried state tells in short: nothing is known."""
    if not before(book, number) or taken_back(book, number) or number in book.claims:
        return False
    return not any(
        number in (entry.meta.get("doc"), entry.meta.get("voucher"))
        or any(number == own.get("receipt") for _, _, own in books.lines(entry))
        for entry in book.in_sight
        # Who takes a receipt back for another member names it anew.
        if entry.meta.get("reverses") != number
    )


def _claims(book: Book) -> Iterator[Finding]:
    """Every benefit is paid on a claim, once, and as filed; what is considered was filed."""
    for word in ("considered", "decided", "approved", "refused"):
        for said in book.customs("claim", word):
            claim = str(values_of(said)[0])
            if claim not in book.claims and not book.past.holds("claim", claim):
                yield finding("E503", place_of(said.meta), claim=claim)
    paid: dict[str, Transaction] = {}
    past = {id(entry) for entry in book.past.paid}
    for entry in book.paid_in_sight:
        if entry.meta.get("kind") != "benefit":
            continue
        for posting in entry.postings:
            if not posting.account.startswith(books.BENEFITS):
                continue
            meta = posting.meta or {}
            if not {"claim", "member"} <= meta.keys():
                yield finding("E518", _place(posting, entry))
                continue
            claim = str(meta["claim"])
            if id(entry) not in past:
                yield from _as_filed(book, posting, claim)
            if id(entry) not in book.taken_back and paid.setdefault(claim, entry) is not entry:
                first = place_of(paid[claim].meta).text("en")
                yield finding("E532", _place(posting, entry), claim=claim, first=first)


def _benefit_lines(book: Book) -> Iterator[Finding]:
    """A payment of benefits holds nothing else, and deducts from whom the benefit is for."""
    for entry in book.transactions:
        if entry.meta.get("kind") != "benefit":
            continue
        for posting in entry.postings:
            own, account = posting.meta or {}, posting.account
            if account == books.CONTRIBUTIONS:
                filed = book.claims.get(str(own.get("claim")))
                if filed is not None and own.get("member") != filed.meta.get("member"):
                    claim = {"claim": str(own["claim"]), "member": str(filed.meta.get("member"))}
                    yield finding("E530", _place(posting, entry), **claim)
                elif "claim" not in own:
                    yield finding("E535", _place(posting, entry), account=account)
            elif not account.startswith((books.BENEFITS, *LIQUID, books.ADVANCES)):
                yield finding("E535", _place(posting, entry), account=account)


def _spent_again(book: Book, numbers: Numbers) -> Iterator[Finding]:
    """A reversal takes back: it never spends on benefits what was not returned before."""
    for entry in book.transactions:
        if entry.meta.get("kind") != "reversal":
            continue
        number = str(entry.meta.get("reverses", ""))
        originals = [
            other
            for key in ("doc", "voucher")
            for other in numbers.documents.get((key, number), ())
            if other.meta.get("kind") != "reversal"
        ]
        if not originals and out_of_sight(book, number):
            continue
        given = {
            (posting.account, -number_of(posting)) for one in originals for posting in one.postings
        }
        for posting in entry.postings:
            line = (posting.account, number_of(posting))
            if posting.account.startswith(books.BENEFITS) and line[1] > 0 and line not in given:
                yield finding("E534", _place(posting, entry), number=number, amount=line[1])


def _keyed_before(book: Book) -> Iterator[Finding]:
    """Money and claims keyed in before the day that they are dated: nobody can know them."""
    told: list[Transaction | Custom] = [*book.transactions]
    for word in ("filed", "considered", "decided", "approved", "refused"):
        told += book.customs("claim", word)
    for entry in told:
        entered = entry.meta.get("entered")
        if isinstance(entered, date) and entered < entry.date:
            yield finding("E536", place_of(entry.meta), entered=entered, day=entry.date)


def _as_filed(book: Book, posting: Any, claim: str) -> Iterator[Finding]:
    """The member and the benefit of a payment are those of its claim."""
    filed = book.claims.get(claim)
    if filed is None:
        return
    place = place_of(posting.meta)
    if posting.meta["member"] != filed.meta.get("member"):
        own = {"claim": claim, "member": str(filed.meta.get("member"))}
        yield finding("E530", place, **own)
    event = filed.meta.get("event", filed.date)
    account = book.benefit_account(str(filed.meta.get("benefit")), event)
    if account and posting.account != account:
        yield finding("E531", place, claim=claim, account=account)


def _sub_funds(book: Book) -> Iterator[Finding]:
    """A sub-fund changes by its opening and by transfers; all else is income or expense."""
    for entry in book.transactions:
        # What has no kind at all is told as such.
        if entry.meta.get("kind") in (None, "opening", "transfer"):
            continue
        for posting in entry.postings:
            if posting.account.startswith("Equity:"):
                yield finding("E528", _place(posting, entry), account=posting.account)


def _unnamed(book: Book) -> Iterator[Finding]:
    """Money of members must say whose it is, or nobody's payments can be told."""
    for entry in book.transactions:
        # A running year's balances, which a closing carries, are told by member beside them.
        if entry.meta.get("kind") == "opening" and book.carried:
            continue
        for posting in entry.postings:
            of_members = posting.account.startswith(("Income:Contributions:", "Income:Fees:"))
            if of_members and "member" not in (posting.meta or {}):
                yield finding("E533", _place(posting, entry), account=posting.account)


def _cash_counts(book: Book) -> Iterator[Finding]:
    for entry in book.customs("cash-count"):
        declared = values_of(entry)[1].number
        counted = sum(
            (value * entry.meta[key] for key, value in PIECES.items() if key in entry.meta), ZERO
        )
        if counted != declared:
            yield finding("E515", place_of(entry.meta), counted=counted, declared=declared)


# --- contributions are the fund's money ----------------------------------------------------------


def _reversals(book: Book, numbers: Numbers) -> Iterator[Finding]:
    """A debit to contributions takes back one receipt, once, and the money stays in the fund."""
    voids = {(str(values_of(entry)[0]), entry.date) for entry in book.customs("receipt", "void")}
    left: dict[str, list[tuple[str, Decimal]]] = {}
    for entry in book.transactions:
        debits = [
            posting
            for posting in entry.postings
            if posting.account == books.CONTRIBUTIONS and number_of(posting) > 0
        ]
        if not debits:
            continue
        if entry.meta.get("kind") != "reversal":
            yield from _debited(book, entry, debits)
            continue
        number = str(entry.meta.get("reverses", ""))
        original = _contribution_lines(numbers, number)
        if not original:
            if taken_back(book, number):
                yield finding("E523", place_of(entry.meta), number=number)
            elif not out_of_sight(book, number):
                yield finding("E521", place_of(entry.meta), number=number)
            continue
        yield from _lines_taken_back(entry, debits, original, left.setdefault(number, original[:]))
        if number in numbers.receipts:
            yield from _money_stays(entry, debits, void=(number, entry.date) in voids)
        elif _liquid(entry) < 0:
            yield finding("E525", place_of(entry.meta), number=number)


def _cash_leaves(book: Book) -> Iterator[Finding]:
    """A reversal that pays money out has a voucher and a payee, unless nothing was ever received.

    Money of contributions never leaves in one: that is told by E525.
    """
    voids = {(str(values_of(entry)[0]), entry.date) for entry in book.customs("receipt", "void")}
    for entry in book.transactions:
        meta = entry.meta
        if meta.get("kind") != "reversal" or _liquid(entry) >= 0:
            continue
        if any(p.account == books.CONTRIBUTIONS and number_of(p) > 0 for p in entry.postings):
            continue
        number = str(meta.get("reverses", ""))
        told = "voucher" in meta and ("to" in meta or entry.payee)
        if not told and (number, entry.date) not in voids:
            yield finding("E529", place_of(meta), number=number, amount=-_liquid(entry))


def _debited(book: Book, entry: Transaction, debits: list[Any]) -> Iterator[Finding]:
    """Contributions debited otherwise than by a reversal: only as the bylaws' refund has it."""
    refund = entry.meta.get("kind") == "refund"
    members = members_of(book)
    for posting in debits:
        member = str((posting.meta or {}).get("member", ""))
        if not (refund and refunds.allows(members, entry, member, number_of(posting))):
            yield finding("E520", _place(posting, entry))


def _place(posting: Any, entry: Transaction) -> Place:
    return place_of(posting.meta or entry.meta)


def _contribution_lines(numbers: Numbers, number: str) -> list[tuple[str, Decimal]]:
    """(Member, amount) of the contributions on a receipt, or deducted by a payment voucher."""
    if number in numbers.receipts:
        return [
            (use.payer, use.amount)
            for use in numbers.uses(number)
            if use.account == books.CONTRIBUTIONS
        ]
    return [
        (str((posting.meta or {}).get("member")), -number_of(posting))
        for key in ("voucher", "doc")
        for entry in numbers.documents.get((key, number), ())[:1]
        if entry.meta.get("kind") == "benefit"
        for posting in entry.postings
        if posting.account == books.CONTRIBUTIONS
    ]


def _lines_taken_back(
    entry: Transaction,
    debits: list[Any],
    original: list[tuple[str, Decimal]],
    left: list[tuple[str, Decimal]],
) -> Iterator[Finding]:
    number = str(entry.meta["reverses"])
    for posting in debits:
        line = (str((posting.meta or {}).get("member")), number_of(posting))
        if line in left:
            left.remove(line)
        else:
            code = "E523" if line in original else "E522"
            yield finding(code, _place(posting, entry), number=number)


def _money_stays(entry: Transaction, debits: list[Any], *, void: bool) -> Iterator[Finding]:
    """The money is booked again or held; or nothing was received, and the receipt is void."""
    number = str(entry.meta["reverses"])
    if void:
        # The custody or cash of a receipt that was never given is taken back; a bank cannot be.
        if any(p.account.startswith(books.BANK) and number_of(p) < 0 for p in entry.postings):
            yield finding("E525", place_of(entry.meta), number=number)
        return
    if _liquid(entry) < 0:
        yield finding("E525", place_of(entry.meta), number=number)
        return
    taken = sum(
        (-min(number_of(p), ZERO) for p in entry.postings if p.account.startswith(TAKERS)), ZERO
    )
    if taken < sum(map(number_of, debits), ZERO):
        yield finding("E524", place_of(entry.meta), number=number)


def _liquid(entry: Transaction) -> Decimal:
    return sum((number_of(p) for p in entry.postings if p.account.startswith(LIQUID)), ZERO)


# --- what an irregularity can excuse -------------------------------------------------------------


def excusable(book: Book, numbers: Numbers) -> Iterator[Excusable]:
    """Everything that is an error unless the books say that it really happened."""
    for receipt, lines in numbers.receipts.items():
        new = sum(id(entry) not in numbers.past for entry, _ in lines)
        if new == len(lines) and book.past.holds("receipt", receipt):
            yield _used_before(book, receipt, numbers.uses(receipt))
        # What a carried state tells twice was told by its closing.
        if len(lines) == 1 or not new:
            continue
        uses = numbers.uses(receipt)
        payers: dict[tuple[str, date], Decimal] = defaultdict(lambda: ZERO)
        for use in uses:
            payers[use.payer, use.day] += use.amount
        if len(payers) > 1:
            yield _double_receipt(receipt, uses, list(payers.values()))
    # Minutes of before the first meeting that the books hold cannot be looked up in them.
    first = min((entry.date for entry in book.customs("meeting")), default=date.min)
    for entry in book.transactions:
        resolution = entry.meta.get("resolution")
        known = book.resolutions.get(str(resolution))
        unknown = resolution is None or (known is None and entry.date >= first)
        if unknown or (known is not None and cases.lost(book, known)):
            yield from _unresolved(book, entry)


def _used_before(book: Book, receipt: str, uses: list[Use]) -> Excusable:
    """A receipt whose number was used before what a carried state tells."""
    first, total = place_of(book.past.facts).text("en"), sum((use.amount for use in uses), ZERO)
    own = {"number": receipt, "first": first, "amount": total}
    error = finding("E507", place_of(uses[0].meta), **own)
    return Excusable("RECEIPT_DUPLICATE", receipt, uses[0].day, (total,), error)


def _double_receipt(receipt: str, uses: list[Use], by_payer: list[Decimal]) -> Excusable:
    first = uses[0]
    second = next(use for use in uses if (use.payer, use.day) != (first.payer, first.day))
    total = sum(by_payer, ZERO)
    # Papers do not say who of several was the first: the sum of all but any one is right.
    amounts = tuple(dict.fromkeys(total - amount for amount in by_payer))
    where = place_of(first.meta).text("en")
    place = place_of(second.meta)
    error = finding("E507", place, number=receipt, first=where, amount=amounts[0])
    return Excusable("RECEIPT_DUPLICATE", receipt, first.day, amounts, error)


def _unresolved(book: Book, entry: Transaction) -> Iterator[Excusable]:
    """Payments whose resolution is missing, or is not in the minutes."""
    kind = str(entry.meta.get("kind"))
    resolution = entry.meta.get("resolution")
    if resolution is None and not (
        parameters.needs_resolution(book.bylaws, kind, entry.date) and _liquid(entry) <= 0
    ):
        return
    place = place_of(entry.meta)
    if kind == "benefit":
        for claim, amount in _gross(entry).items():
            code = "PAID_WITHOUT_RESOLUTION"
            own = {"subject": claim, "amount": amount, "resolution": str(resolution)}
            error = finding("E504" if resolution else "E505", place, alert=code, **own)
            yield Excusable(code, claim, entry.date, (amount,), error)
        return
    code, amount = "EXPENSE_WITHOUT_RESOLUTION", _moved(entry)
    subject = document(entry)
    own = {"subject": subject, "amount": amount, "resolution": str(resolution)}
    error = finding("E504" if resolution else "E506", place, alert=code, **own)
    yield Excusable(code, subject, entry.date, (amount,), error)


def _gross(entry: Transaction) -> dict[str, Decimal]:
    """Claim to the gross amount that a payment gives it; without claim, the voucher."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for posting in entry.postings:
        if posting.account.startswith(books.BENEFITS):
            claim = (posting.meta or {}).get("claim", document(entry))
            found[str(claim)] += number_of(posting)
    return found


def document(entry: Transaction) -> str:
    """The number by which an entry is known: document, voucher, receipt, bank line or sheet."""
    for key in ("doc", "voucher", "receipt", "bank-line", "sheet"):
        if key in entry.meta:
            return str(entry.meta[key])
    return ""


class Irregularity(NamedTuple):
    """A recorded irregularity."""

    code: str
    subject: str
    amount: Decimal | None
    entry: Custom


def irregularities(book: Book) -> list[Irregularity]:
    """All recorded irregularities, settled or not."""
    return [_irregularity(entry) for entry in book.customs("irregularity", "recorded")]


def _irregularity(entry: Custom) -> Irregularity:
    code, subject = map(str, values_of(entry)[:2])
    amount = entry.meta.get("amount")
    return Irregularity(code, subject, amount.number if amount is not None else None, entry)


def settled(book: Book) -> set[tuple[str, str]]:
    """(Code, subject) of the irregularities that were settled."""
    return {
        (str(values_of(entry)[0]), str(values_of(entry)[1]))
        for entry in book.customs("irregularity", "settled")
    }


def settle(
    book: Book, found: Iterable[Excusable]
) -> tuple[list[tuple[Excusable, Irregularity]], list[Finding], set[int]]:
    """Excused errors with what excuses them, the errors that stay, and the lines that matched."""
    recorded: dict[tuple[str, str], list[Irregularity]] = defaultdict(list)
    for item in irregularities(book):
        recorded[item.code, item.subject].append(item)
    excused, errors, matched = [], [], set()
    for wrong in found:
        fits = [
            item
            for item in recorded.get((wrong.code, wrong.subject), ())
            if item.amount in wrong.amounts
        ]
        if fits:
            excused.append((wrong, fits[0]))
            matched |= {id(item.entry) for item in fits}
        else:
            errors.append(wrong.error)
    return excused, errors, matched


def _irregularities(book: Book, numbers: Numbers, matched: set[int]) -> Iterator[Finding]:
    """Irregularities that nothing in the books answers to."""
    known: set[str] = {*book.claims, *numbers.receipts, *book.members}
    known |= {number for _, number in numbers.documents}
    known |= {document(entry) for entry in book.transactions}
    for words in (("receipt", "void"), ("receipt", "missing"), ("receipt", "outstanding")):
        known |= {str(values_of(entry)[0]) for entry in book.customs(*words)}
    recorded = set()
    for item in irregularities(book):
        recorded.add((item.code, item.subject))
        right = id(item.entry) in matched if item.code in EXCUSABLE else item.subject in known
        if not right and not before(book, item.subject):
            place = place_of(item.entry.meta)
            yield finding("E526", place, alert=item.code, subject=item.subject)
    for entry in book.customs("irregularity", "settled"):
        code, subject = map(str, values_of(entry)[:2])
        if (code, subject) not in recorded and not before(book, subject):
            yield finding("E526", place_of(entry.meta), alert=code, subject=subject)
