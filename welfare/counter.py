"""The treasurer's counter: one record at a time, from typed facts to directives.

Each function returns a `welfare.records.Batch`; numbers of the fund's own series are taken here, so
they are called inside `welfare.records.session`, under the lock.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount.core.data import Transaction

from welfare import books
from welfare import calendars
from welfare import privacy
from welfare import records
from welfare import register
from welfare import vocabulary
from welfare.books import Book
from welfare.books import Member
from welfare.findings import NOWHERE
from welfare.findings import refuse
from welfare.money import PIECES
from welfare.money import SATANG
from welfare.money import ZERO
from welfare.papers import collections
from welfare.papers import governance as governance_papers
from welfare.papers import members as member_papers
from welfare.papers import money
from welfare.papers.collections import Line
from welfare.papers.money import Paper
from welfare.papers.payees import Payees
from welfare.papers.rows import Desk
from welfare.records import Batch
from welfare.records import baht
from welfare.records import custom
from welfare.register import Person
from welfare.vocabulary import PAPERS
from welfare.vocabulary import values_of

#: How far ahead anybody may pay.
MONTHS_AHEAD_YEARS = 3


def member_of(book: Book, number: str) -> Member:
    """A member by number, `42` or `0042`.

    Raises:
        Refused: R107, there is none.
    """
    plain = calendars.from_thai_digits(number)
    found = book.members.get(plain.zfill(4)) or book.members.get(plain)
    if found is None:
        raise refuse("R107", member=number)
    return found


def known_person(book: Book, number: str) -> str:
    """A person number that the books or the register know: member, officer, nominee.

    Raises:
        Refused: R402, nobody has this number.
    """
    if not number:
        return ""
    known = {term.person for term in book.terms} | book.members.keys()
    plain = calendars.from_thai_digits(number)
    found = next((n for n in (plain, plain.zfill(4)) if n in known), "")
    if not found and plain in register.load(book.folder):
        found = plain
    if not found:
        raise refuse("R402", person=number)
    return found


# --- repeats -------------------------------------------------------------------------------------

#: Numbers that a document takes when it is recorded; two records differ in them in any case.
_TAKEN = {"doc", "voucher", "receipt"}
_ASIDE = {"filename", "lineno", "source", "note", "sheet"}


def _shape(entry: Transaction) -> tuple[Any, ...]:
    """What a document says apart from its numbers; of receipts, who paid how much when."""
    aside = _TAKEN | _ASIDE
    own = {k: str(v) for k, v in vocabulary.facts(entry).items() if k not in aside}
    lines = sorted(
        (account, amount, str(line.get("member", "")))
        for account, amount, line in books.lines(entry)
    )
    text = "" if own.get("kind") == "collection" else entry.narration
    return (entry.date, entry.payee or "", text, sorted(own.items()), lines)


def _refuse_repeat(book: Book, entry: Transaction) -> None:
    """Refuse a document that would take a new number, but says what was keyed in today already.

    Raises:
        Refused: R401, the number of the document that says the same.
    """
    shape = _shape(entry)
    for other in book.transactions:
        if other.date == entry.date and _shape(other) == shape and not _reversed(book, other):
            raise refuse("R401", vocabulary.place_of(other.meta), number=_numbers(other)[0])


def _numbers(entry: Transaction) -> list[str]:
    """Every number by which an entry is known, its document first."""
    own = [str(entry.meta[key]) for key in ("doc", "voucher", "receipt") if key in entry.meta]
    lines = [str(line["receipt"]) for _, _, line in books.lines(entry) if "receipt" in line]
    return [*own, *dict.fromkeys(lines)] or [entry.narration or ""]


def _reversed(book: Book, entry: Transaction) -> bool:
    taken_back = {str(e.meta["reverses"]) for e in book.transactions if "reverses" in e.meta}
    return bool(taken_back & set(_numbers(entry)))


def village_number(book: Book, typed: str) -> str:
    """A village as typed, `1`, `๑`, `01`, as the books' two digits.

    Raises:
        Refused: R415, the fund has no such village.
    """
    plain = calendars.from_thai_digits(typed).strip()
    number = plain.zfill(2)
    if not plain.isdecimal() or number not in book.collectors:
        raise refuse("R415", value=typed, count=len(book.collectors))
    return number


# --- members -------------------------------------------------------------------------------------


def add_member(
    book: Book,
    people: register.People,
    person: Person,
    day: date,
    today: date,
    *,
    again: bool = False,
    current: Callable[[str], bool] = lambda _: True,
    **facts: Any,
) -> Batch:
    """Admit a member: the register's row, and the event with the facts that rules need.

    Args:
        book: the fund's books.
        people: the register.
        person: row of the register.
        day: day of admission.
        today: day of keying in.
        again: another person of the same name and house.
        current: tells by the bylaws whether a number that was not recorded as ended still stands
            for a membership; a lapse by non-payment is not recorded.
        facts: facts that rules need.

    Raises:
        Refused: R403 the person is a member now; R401 the same name in the same house was admitted
            on the same day; R414, R415, R411, P103 no such number, village, resolution or day.
    """
    number = person.person or next_member(book)
    if not number.isdecimal() or len(number) > privacy.MEMBER_DIGITS:
        raise refuse("R414", value=number)
    if day < book.fund["founded"]:
        raise refuse("P103", day=day, founded=book.fund["founded"])
    resolution = facts.get("resolution")
    if resolution and resolution not in book.resolutions:
        raise refuse("R411", resolution=resolution)
    person = person._replace(village=village_number(book, person.village))
    if number not in book.members:
        _refuse_second_membership(book, people, person, day, again=again, current=current)
    house = member_papers.Households(Desk(book, people, today)).of(person.village, person.house_no)
    batch = Batch()
    nominee = member_papers.nominee_of(facts.pop("nominee", "") or "", number)
    if nominee:
        batch.people[nominee.person] = nominee
        facts["nominee"] = nominee.person
    same = _same_person(book, people, person, number, today, batch)
    batch.entries.append(
        custom(
            day,
            ("member", "joined"),
            [number],
            **facts,
            village=person.village,
            household=house,
            id_check=register.id_check(person.citizen_id),
            person=same,
            entered=today,
        )
    )
    return batch


def _same_person(
    book: Book,
    people: register.People,
    person: Person,
    number: str,
    today: date,
    batch: Batch,
) -> str:
    """The earlier number of a person who joins again, or ""; the row goes to the batch."""
    same = next(
        (
            row.person
            for row in people.values()
            if person.citizen_id and row.citizen_id == person.citizen_id and row.person != number
        ),
        "",
    )
    row = person._replace(person=same or number)
    if same:
        row, changed = register.overlaid(people[same], row._asdict())
        if changed:
            by = book.officer("treasurer", today)
            if by is None:
                raise refuse("P303", role="treasurer", day=today, village="")
            batch.entries.append(member_papers.register_change(same, changed, today, by))
    batch.people[row.person] = row
    return same


def _refuse_second_membership(
    book: Book,
    people: register.People,
    person: Person,
    day: date,
    *,
    again: bool,
    current: Callable[[str], bool],
) -> None:
    for member in book.members.values():
        row = people.get(str(member.facts.get("person", member.number)))
        if row is None or member.ended is not None:
            continue
        if person.citizen_id and row.citizen_id == person.citizen_id and current(member.number):
            raise refuse("R403", member=member.number)
        same = ("title", "first_name", "last_name", "village", "house_no")
        if (
            not again
            and member.joined == day
            and all(getattr(row, key) == getattr(person, key) for key in same)
        ):
            raise refuse("R401", number=member.number)


def next_member(book: Book) -> str:
    """The next free member number."""
    last = max((int(number) for number in book.members if number.isdigit()), default=0)
    return f"{last + 1:04d}"


def change_member(
    book: Book,
    people: register.People,
    number: str,
    day: date,
    today: date,
    by: str,
    personal: dict[str, str],
    facts: dict[str, Any],
) -> Batch:
    """Correct or change facts of a member: register fields by row, other facts by a new event.

    Raises:
        Refused: R107 no such member, R415 no such village.
    """
    member = member_of(book, number)
    if facts.get("village"):
        facts["village"] = personal["village"] = village_number(book, facts["village"])
    person = str(member.facts.get("person", member.number))
    batch = Batch()
    row, changed = register.overlaid(people.get(person, Person(person)), personal)
    if changed:
        batch.people[person] = row
        batch.entries.append(member_papers.register_change(person, changed, today, by))
    if "citizen_id" in changed:
        facts["id_check"] = register.id_check(row.citizen_id)
    if {"house_no", "village"} & set(changed):
        houses = member_papers.Households(Desk(book, people, today))
        facts["household"] = houses.of(row.village, row.house_no)
    nominee = member_papers.nominee_of(facts.pop("nominee", "") or "", person)
    if nominee:
        old = people.get(nominee.person, Person(nominee.person))
        fields = [key for key in Person._fields if getattr(old, key) != getattr(nominee, key)]
        if fields:
            batch.people[nominee.person] = nominee
            batch.entries.append(member_papers.register_change(nominee.person, fields, today, by))
        facts["nominee"] = nominee.person
    new = {key: value for key, value in facts.items() if value not in (None, "")}
    if any(member.facts.get(key.replace("_", "-")) != value for key, value in new.items()):
        batch.entries.append(
            custom(day, ("member", "changed"), [member.number], **new, by=by, entered=today)
        )
    return batch


def notices(
    book: Book, numbers: Iterable[str], day: date, today: date, *, about: str, how: str, by: str
) -> Batch:
    """A notice given to each of some members, such as of a coming lapse.

    Raises:
        Refused: R107 no such member.
    """
    return Batch(
        entries=[
            custom(
                day,
                ("notice",),
                [member_of(book, number).number],
                about=about,
                how=how,
                by=by,
                entered=today,
            )
            for number in numbers
        ]
    )


def end_member(
    book: Book, number: str, day: date, today: date, reason: str, resolution: str = ""
) -> Batch:
    """Death, resignation, expulsion or moving away; the day may lie in a closed month.

    Raises:
        Refused: R107 no such member, R108 the membership ended already on another day, E512 it
            had not begun by the day.
    """
    member = member_of(book, number)
    if member.ended is not None and (member.ended, member.reason) != (day, reason):
        raise refuse("R108", member=member.number, day=member.ended)
    if day < member.joined:
        raise refuse("E512", member=member.number, day=day)
    entry = member_papers.end_of(
        book, member.number, day, reason=reason, resolution=resolution, entered=today
    )
    return Batch(entries=[entry])


def reinstate(
    book: Book, number: str, applied: date, today: date, resolution: str, considered: date | None
) -> Batch:
    """An application for reinstatement and, when it was dealt with, the resolution."""
    member = member_of(book, number).number
    return Batch(
        entries=[
            *governance_papers.reinstatement(member, applied, considered, resolution, entered=today)
        ]
    )


# --- money ---------------------------------------------------------------------------------------


def _possible_months(book: Book, months: str, today: date) -> None:
    """A two-digit year read wrongly would pay for a month of long ago."""
    first = calendars.month_of(book.fund["founded"])
    last = calendars.month_of(calendars.add_years(today, MONTHS_AHEAD_YEARS))
    if months and not (first <= months[:7] and months[-7:] <= last):
        raise refuse("R412", months=months, first=first, last=last)


def collect(
    book: Book,
    number: str,
    amounts: dict[str, Decimal],
    day: date,
    today: date,
    *,
    by: str = "",
    receipt: str = "",
    months: str = "",
    note: str = "",
    again: bool = False,
    strays: collections.Strays | None = None,
) -> Batch:
    """One receipt: a contribution, an entry fee, a reinstatement fee, or several of them.

    A collector's receipt (`by`) goes to the custody account of the village and bears the number of
    the paper book; the treasurer's takes the next number of the fund's own series.

    Args:
        book: the fund's books.
        number: member.
        amounts: income account to baht.
        day: date of the receipt.
        today: day of keying in.
        by: collector; the treasurer in office if empty.
        receipt: number of the paper receipt.
        months: months covered, `2022-10` or `2022-10..2023-03`.
        note: remark.
        again: meant, although the same was keyed in today.
        strays: tells by the bylaws whose money is no contribution.

    Raises:
        Refused: R107 no such member, R104 a collector's receipt without number, R404 no money,
            R401 the same member, day and amounts were keyed in today; R412 months that nobody can
            pay for.
    """
    member = member_of(book, number)
    if not any(amounts.values()):
        raise refuse("R404")
    village = _village_of(book, by, day)
    if village and not receipt:
        raise refuse("R104")
    numbered = bool(receipt)
    _possible_months(book, months, today)
    officer = by or book.officer("treasurer", day)
    if officer is None:
        raise refuse("P303", role="treasurer", day=day, village="")
    receipt = receipt or records.next_number(book, "receipt", records.series_of(book, "00-", day))
    common = Line(day, village, officer, member.number, ZERO, "", "", receipt, note, "", NOWHERE)
    covers = {books.CONTRIBUTIONS: months}
    lines = [
        replace(common, account=account, amount=amount, months=covers.get(account, ""))
        for account, amount in amounts.items()
        if amount
    ]
    batch = collections.collect(book, lines, strays)
    batch.irregular = []
    batch.entries = [_entered(entry, today) for entry in batch.entries]
    for entry in batch.entries if not numbered and not again else ():
        assert isinstance(entry, Transaction)
        _refuse_repeat(book, entry)
    return batch


def _village_of(book: Book, person: str, day: date) -> str:
    """The village for which a person collects, on that day or, failing that, ever; or ""."""
    terms = [t for t in book.terms if t.person == person and t.role == "collector"]
    there = [t.village for t in terms if t.first <= day <= t.last]
    return next(iter([*there, *(t.village for t in terms)]), "")


def _entered(entry: Any, today: date) -> Any:
    return entry._replace(meta={**entry.meta, "entered": today})


def document(book: Book, paper: Paper, today: date, *, again: bool = False) -> Batch:
    """One document of money; its own number, and a voucher or receipt, are taken if not given.

    A number that was given and stands in the books makes it a repeat, or a clash of the two.

    Raises:
        Refused: R404 no money, R402 unknown payer or payee, P303 no treasurer in office,
            R401 the same was keyed in today and has a number, R422 a person's name as payee.
    """
    if paper.amount <= 0:
        raise refuse("R404")
    if paper.payee.startswith(register.TITLES):
        raise refuse("R422")
    paper = replace(paper, party=known_person(book, paper.party))
    numbered = bool(paper.doc or paper.voucher or paper.receipt)
    paper = _as_numbered(book, paper)
    doc = paper.doc or records.next_number(book, "doc", records.series_of(book, "RP", paper.day))
    by = paper.by or book.officer("treasurer", paper.day)
    if by is None:
        raise refuse("P303", role="treasurer", day=paper.day, village="")
    voucher, receipt = paper.voucher, paper.receipt
    word = paper.kind
    # The bank takes its fee itself: nobody signs a voucher for it.
    paid = word in money.SPENDING and word != "bank-fee"
    if not voucher and (paid or word.startswith(("refund-", "advance-out"))):
        voucher = records.next_number(book, "voucher", records.series_of(book, "PV", paper.day))
    if not receipt and word in money.INCOME and word != "interest":
        receipt = records.next_number(book, "receipt", records.series_of(book, "00-", paper.day))
    approver = paper.approved_by or money.approver(
        book, register.load(book.folder), paper.day, paper.resolution, paper.party
    )
    full = replace(
        paper,
        doc=doc,
        by=by,
        voucher=voucher,
        receipt=receipt,
        approved_by=approver,
        entered=today,
    )
    entry = money.entry(book, full)
    if not numbered and not again:
        _refuse_repeat(book, entry)
    return Batch(entries=[entry])


def state_match(book: Book, paper: Paper, excess: Decimal | None, *, again: bool = False) -> Paper:
    """State money for a matching list: income up to the list's total, the rest is refundable.

    All transfers for one list count together; those taken back do not count.

    Args:
        book: the fund's books.
        paper: the grant, with the list's year (พ.ศ.).
        excess: what is to be refunded, where the list itself is not in the books.
        again: meant, although the same was keyed in today.

    Raises:
        Refused: R544 the list is not recorded and nobody says what is to be refunded; R545 somebody
            says something else than the list; R401 the same was keyed in today.
    """
    recorded = next(
        (e for e in book.customs("matching-list") if values_of(e)[0] == paper.matching), None
    )
    if recorded is None:
        if excess is None:
            raise refuse("R544", year=paper.matching)
        return replace(paper, excess=excess)
    before = sum(
        (
            values_of(e)[1].number
            for e in book.customs("carried", "match")
            if values_of(e)[0] == paper.matching
        ),
        ZERO,
    )
    for entry in book.transactions:
        known = {paper.doc, paper.receipt} & set(_numbers(entry)) - {""}
        if entry.meta.get("matching") != paper.matching or known or _reversed(book, entry):
            continue
        lines = list(books.lines(entry))
        received = sum((max(amount, ZERO) for _, amount, _ in lines), ZERO)
        # A second transfer differs from a repeat of the first by what is refundable alone.
        if not again and not paper.doc and (entry.date, received) == (paper.day, paper.amount):
            raise refuse("R401", vocabulary.place_of(entry.meta), number=_numbers(entry)[0])
        before -= sum(
            (amount for account, amount, _ in lines if account == books.STATE_MATCH), ZERO
        )
    room = max(recorded.meta["total"].number - before, ZERO)
    rest = max(paper.amount - room, ZERO)
    if excess is not None and excess != rest:
        raise refuse("R545", year=paper.matching, excess=rest, given=excess)
    return replace(paper, excess=rest)


def _as_numbered(book: Book, paper: Paper) -> Paper:
    """A paper with the other numbers that the books know beside the one that was given."""
    for entry in book.transactions:
        for key in ("doc", "voucher", "receipt"):
            given = getattr(paper, key)
            if given and entry.meta.get(key) == given:
                known = {k: getattr(paper, k) or str(entry.meta.get(k, "")) for k in _TAKEN}
                return replace(
                    paper, doc=known["doc"], voucher=known["voucher"], receipt=known["receipt"]
                )
    return paper


def worth(pieces: dict[str, int]) -> Decimal:
    """What pieces of money add up to, in baht."""
    total = sum((PIECES[name] * number for name, number in pieces.items()), Decimal(0))
    return total.quantize(SATANG)


def count_cash(
    book: Book,
    pieces: dict[str, int],
    day: date,
    today: date,
    *,
    by: str,
    witness: str,
    account: str = books.CASH,
) -> Batch:
    """Cash counted by denomination, before a second person.

    Raises:
        Refused: R402 an unknown witness, R405 nobody else was there.
    """
    witness = known_person(book, witness)
    if witness == by:
        raise refuse("R405")
    entry = custom(
        day,
        ("cash-count",),
        [account, baht(worth(pieces))],
        by=by,
        witness=witness,
        **{name.replace("-", "_"): number for name, number in pieces.items()},
        entered=today,
    )
    return Batch(entries=[entry])


def parse_pieces(words: Iterable[str]) -> dict[str, int]:
    """`1000=3 20=7 0.25=2` as numbers of pieces.

    Raises:
        Refused: R106, a word that is no banknote or coin.
    """
    by_value = {value: name for name, value in PIECES.items()}
    found: dict[str, int] = {}
    for word in words:
        value, _, number = calendars.from_thai_digits(word).partition("=")
        try:
            if not (number.isascii() and number.isdigit()):
                raise refuse("R106", value=word)
            name = by_value[Decimal(value)]
            found[name] = found.get(name, 0) + int(number)
        except (ArithmeticError, KeyError, ValueError) as error:
            raise refuse("R106", value=word) from error
    return found


def reverse(
    book: Book,
    number: str,
    day: date,
    today: date,
    *,
    by: str,
    reason: str,
    approved_by: str = "",
    resolution: str = "",
    to_member: str = "",
    payee: str = "",
    party: str = "",
    void: bool = False,
) -> Batch:
    """Take back an entry by its document, voucher or receipt number, dated in the open month.

    A receipt's lines are moved to another member, or to unidentified receipts: the cash stays.
    Where money leaves the fund, it goes to a payee (an organisation, or `party`, a person) with a
    voucher of its own; a receipt for which no money was ever received is recorded `void` instead.

    Raises:
        Refused: R103 no such number, R109 reversed already, R115 a receipt of several payers,
            R406 dated before the original, R407 `to_member` is no other member, or no receipt,
            R119 money leaves without payee, R120 no receipt to be void, R121 a payee of nothing.
    """
    party = known_person(book, party)
    original = _original(book, number)
    receipts = [line for line in books.lines(original) if line[2].get("receipt") == number]
    names = {number} if receipts else set(_numbers(original))
    if any(str(entry.meta.get("reverses")) in names for entry in book.transactions):
        raise refuse("R109", number=number)
    if day < original.date:
        raise refuse("R406", day=day, first=original.date)
    if void:
        number, postings = _never_received(original, number, receipts)
    elif receipts:
        postings = _receipt_reversal(book, number, receipts, to_member)
    elif to_member or original.meta.get("kind") == "collection":
        raise refuse("R407", number=number)
    else:
        postings = [(account, -amount, own) for account, amount, own in _own_lines(original)]
    paid = -sum((amount for account, amount, _ in postings if account.startswith(_LIQUID)), ZERO)
    paid = ZERO if void else paid
    _refuse_payee(number, paid, payee or party)
    voucher = ""
    if payee or party:
        voucher = records.next_number(book, "voucher", records.series_of(book, "PV", day))
    people = register.load(book.folder)
    entry = records.transaction(
        day,
        reason,
        postings,
        payee=payee,
        kind="reversal",
        doc=records.next_number(book, "doc", records.series_of(book, "RP", day)),
        voucher=voucher,
        to=party,
        reverses=number,
        by=by,
        approved_by=approved_by or money.approver(book, people, day, resolution, party),
        resolution=resolution,
        entered=today,
    )
    if not void:
        return Batch(entries=[entry])
    spoiled = custom(day, ("receipt", "void"), [number], by=by, reason=reason, entered=today)
    return Batch(entries=[entry, spoiled])


_LIQUID = (books.CASH, books.COLLECTORS, books.BANK)


def _refuse_payee(number: str, paid: Decimal, payee: str) -> None:
    """Money that leaves goes to somebody; nobody is named where none leaves."""
    if paid > 0 and not payee:
        raise refuse("R119", number=number, amount=paid)
    if paid <= 0 and payee:
        raise refuse("R121", number=number)


def _original(book: Book, number: str) -> Transaction:
    """The entry of a number; one that takes back another is known by its document only."""
    found = next(
        (e for e in book.transactions if "reverses" not in e.meta and number in _numbers(e)),
        None,
    ) or next((e for e in book.transactions if e.meta.get("doc") == number), None)
    if found is None:
        raise refuse("R103", number=number)
    return found


def _never_received(
    original: Transaction, number: str, lines: list[tuple[str, Decimal, dict[str, Any]]]
) -> tuple[str, list[tuple[str, Decimal, dict[str, Any]]]]:
    """The number of a receipt without money, and its lines taken back from cash or custody."""
    money_lines = [line for line in _own_lines(original) if line[0].startswith(_LIQUID)]
    receipt = number if lines else str(original.meta.get("receipt", ""))
    if not receipt or len(money_lines) != 1 or money_lines[0][0].startswith(books.BANK):
        raise refuse("R120", number=number)
    if not lines:
        return receipt, [(account, -amount, own) for account, amount, own in _own_lines(original)]
    postings = [(account, -amount, _facts_only(own)) for account, amount, own in lines]
    account, _, own = money_lines[0]
    return receipt, [*postings, (account, sum((amount for _, amount, _ in lines), ZERO), own)]


def _receipt_reversal(
    book: Book, number: str, lines: list[tuple[str, Decimal, dict[str, Any]]], to_member: str
) -> list[tuple[str, Decimal, dict[str, Any]]]:
    if len({own.get("member") for _, _, own in lines}) > 1:
        raise refuse("R115", number=number)
    taker = member_of(book, to_member).number if to_member else ""
    if taker and taker == lines[0][2].get("member"):
        raise refuse("R407", number=number)
    postings = []
    for account, amount, own in lines:
        plain = _facts_only(own)
        postings.append((account, -amount, plain))
        moved = account if taker else books.UNIDENTIFIED
        postings.append((moved, amount, {**plain, "member": taker or plain["member"]}))
    return postings


def _own_lines(entry: Transaction) -> list[tuple[str, Decimal, dict[str, Any]]]:
    return [(account, amount, _facts_only(own)) for account, amount, own in books.lines(entry)]


def _facts_only(own: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in own.items() if k not in ("filename", "lineno", "note")}


# --- governance ----------------------------------------------------------------------------------


def add_officer(
    book: Book,
    people: register.People,
    person: str,
    name: str,
    role: str,
    village: str,
    first: date,
    last: date,
    today: date,
    *,
    member: str = "",
) -> Batch:
    """A term of office; a person new to the register gets a row there.

    Raises:
        Refused: R408 the register knows the number under another name, or no name was given for
            a new one; R409 the term ends before it begins; P106 no such village; R107 no such
            member.
    """
    if last < first:
        raise refuse("R409", first=first, last=last)
    row = people.get(person)
    batch = Batch()
    if name:
        new = register.named(person, name)
        if row is not None and register.plain_name(row.name) != register.plain_name(new.name):
            raise refuse("R408", person=person)
        if row is None:
            batch.people[person] = new
    elif row is None:
        raise refuse("R408", person=person)
    if village and village not in book.collectors:
        raise refuse("P106", value=village)
    batch.entries.append(
        custom(
            first,
            ("officer",),
            [person, role],
            until=last,
            village=village,
            member=member_of(book, member).number if member else "",
            entered=today,
        )
    )
    return batch


def meeting(
    number: str,
    day: date,
    today: date,
    *,
    type_: str,
    attendees: int,
    size: int | None,
    resolutions: Iterable[dict[str, Any]],
) -> Batch:
    """A meeting with its resolutions (number, topic, text, refs, amount).

    Raises:
        Refused: R413, more of the committee came than there are.
    """
    if type_ == "committee" and size and attendees > size:
        raise refuse("R413", attendees=attendees, size=size)
    batch = Batch()
    batch.entries.append(
        custom(
            day,
            ("meeting",),
            [number],
            type=type_,
            attendees=attendees,
            committee_size=size,
            entered=today,
        )
    )
    for resolution in resolutions:
        own = dict(resolution)
        batch.entries.append(
            custom(
                day,
                ("resolution",),
                [own.pop("number")],
                meeting=number,
                **own,
                entered=today,
            )
        )
    return batch


def audit(year: str, day: date, today: date, *, by: str, opinion: str, text: str) -> Batch:
    """The auditor's report on a fiscal year (พ.ศ.)."""
    entry = custom(day, ("audit",), [year], by=by, opinion=opinion, text=text, entered=today)
    return Batch(entries=[entry])


def adoption(year: str, day: date, today: date, resolution: str) -> Batch:
    """The general meeting's adoption of a fiscal year's statements (พ.ศ.)."""
    entry = custom(day, ("adoption",), [year], resolution=resolution, entered=today)
    return Batch(entries=[entry])


def _subjects(book: Book) -> set[str]:
    """Every number to which a paper can belong: documents, vouchers, receipts, claims."""
    return {number for entry in book.transactions for number in _numbers(entry)} | set(book.claims)


def attach(
    book: Book, path: Path | None, subject: str, paper: str, day: date, today: date, by: str
) -> Batch:
    """A paper of a voucher, claim or receipt: copied to `register/papers/`, sealed by its SHA-256.

    The same file attached again is the paper that the books know, whatever the day.

    Raises:
        Refused: R103 no such voucher, claim or receipt; P107 no such kind of paper; R114 a medical
            paper with its file; R113 no such file.
    """
    if subject not in _subjects(book):
        raise refuse("R103", number=subject)
    own: dict[str, Any] = {}
    batch = Batch()
    kind = next((word for word, spelt in PAPERS.items() if paper in (word, *spelt)), "")
    medical = privacy.is_medical(paper)
    if not kind and not medical:
        raise refuse("P107", value=paper, known=", ".join(PAPERS))
    paper = kind or "medical-certificate"
    if path is not None:
        if medical:
            raise refuse("R114")
        if not path.is_file():
            raise refuse("R113", path=path)
        raw = path.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()
        suffix = path.suffix.lower()
        suffix = suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else ""
        name = re.sub(r'[/\\:*?"<>|]', "-", f"{subject}-{paper}-{digest[:8]}{suffix}")
        batch.files[f"register/papers/{name}"] = raw
        own = {"sha256": digest, "file": name}
        for entry in book.customs("attachment"):
            said = (vocabulary.values_of(entry)[0], entry.meta["paper"], entry.meta.get("sha256"))
            if said == (subject, paper, digest):
                day, by = entry.date, str(entry.meta["by"])
    elif not medical:
        raise refuse("R113", path="-")
    batch.entries.append(
        custom(day, ("attachment",), [subject], paper=paper, **own, by=by, entered=today)
    )
    return batch


def settle_irregularity(
    book: Book,
    code: str,
    subject: str,
    day: date,
    today: date,
    by: str,
    *,
    resolution: str = "",
    doc: str = "",
) -> Batch:
    """The resolution that ratified an irregularity, or the document that recovered the money.

    Raises:
        Refused: R410, no such irregularity was recorded.
    """
    recorded = [
        values_of(entry)[:2] == [code, subject]
        for entry in book.customs("irregularity", "recorded")
    ]
    if not any(recorded):
        raise refuse("R410", alert=code, subject=subject)
    entry = custom(
        day,
        ("irregularity", "settled"),
        [code, subject],
        resolution=resolution,
        doc=doc,
        by=by,
        entered=today,
    )
    return Batch(entries=[entry])


def add_payee(people: register.People, name: str, today: date, by: str) -> Batch:
    """A payee who is neither member, officer nor nominee: a row of the register, number `P…`.

    Somebody whose name the register has already as a payee keeps the number.
    """
    payees = Payees(people)
    number = payees.number(name)
    if not payees.new:
        return Batch()
    change = custom(today, ("register-change",), [number], fields="name", by=by, entered=today)
    return Batch(entries=[change], people=payees.new)


def irregularity(
    code: str, subject: str, amount: Decimal | None, day: date, today: date, by: str
) -> Batch:
    """Money that really moved against the rules, or a paper that really is wrong."""
    entry = custom(
        day,
        ("irregularity", "recorded"),
        [code, subject],
        amount=None if amount is None else baht(amount),
        found=day,
        by=by,
        entered=today,
    )
    return Batch(entries=[entry])
