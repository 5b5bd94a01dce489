"""Alerts: where people did wrong and the books say so rightly. `welfare check` lists them.

They are not errors: `bean-check` is silent about them. Every limit is that of the dated bylaw in
force; where a fund has no such bylaw there is no such alert:

    2022-10-01 custom "bylaw" "cash-ceiling"
      article: "ข้อ ๓๘"
      account: Assets:Cash
      amount: 8000.00 THB

    2023-10-07  CASH_CEILING_BREACH  CASH  2340.75

What must be judged by the bylaws on benefits and membership is in `rules.controls`.
"""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections import deque
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from decimal import Decimal
from itertools import chain
from itertools import pairwise
from typing import Any
from typing import NamedTuple

from beancount.core.data import Transaction

from rules import controls
from rules import form
from rules import guards
from rules import payments
from rules.alert import Alert
from rules.alert import alert
from rules.guards import number_of
from welfare import books
from welfare import calendars
from welfare import records
from welfare.books import Book
from welfare.findings import Place
from welfare.papers import bank
from welfare.parameters import items
from welfare.vocabulary import place_of
from welfare.vocabulary import values_of

ZERO = Decimal("0.00")

Check = Callable[[Any], Iterator[Alert]]

#: A longer run of missing numbers is one alert: most likely a number was mistyped.
LONG_RUN = 20


def alerts(book: Book, checks: Iterable[Check] | None = None) -> list[Alert]:
    """All alerts of a fund's books, or those of some checks, by date and code."""
    sound = _sound(book)
    carried = sound.carried or date.min
    found = [
        item
        for check in checks or CHECKS
        for item in check(sound)
        # What a carried state knows in short alone was told by its closing.
        if item.date > carried or check in WHOLE or _is_open(item)
    ]
    return sorted(found, key=lambda item: (item.date, item.code, item.subject, item.place))


def _is_open(item: Alert) -> bool:
    """Whether it is of what is carried until it is done: receipts not seen, irregularities."""
    return item.code == "RECEIPT_OUTSTANDING" or "alert" in item.args


def _sound(book: Book) -> Book:
    """The books without what is malformed; the open months are asked only if they hold no error."""
    guarded = any(name == books.PLUGIN for name, _ in book.options.get("plugin", ()))
    if book.tail or (guarded and not book.errors):
        return book
    sound = form.sound(book.entries)
    if len(sound) == len(book.entries) and all(map(operator.is_, sound, book.entries)):
        return book
    return Book(book.folder, sound, book.errors, book.options)


def last_day(book: Book) -> date:
    """The last day that the books tell of: money moved, people met or filed; no clock is asked."""
    days = [entry.date for entry in book.transactions[-1:]]
    for words in (("meeting",), ("claim", "filed"), ("cash-count",), ("sheet-total",)):
        days += [entry.date for entry in book.customs(*words)[-1:]]
    return max(days, default=book.books_from)


def deadline(day: date, within: Any) -> date | None:
    """The last day that is within `7 days`, `3 months` or `1 year` of a day; None if not said."""
    match = re.fullmatch(r"(\d+) (day|month|year)s?", str(within or "").strip())
    if not match:
        return None
    count = int(match[1])
    if match[2] == "day":
        return day + timedelta(days=count)
    return calendars.add_months(day, count * (12 if match[2] == "year" else 1))


# --- cash ----------------------------------------------------------------------------------------


class Closing(NamedTuple):
    """What an account held at the end of a day, and its last entry of that day."""

    balance: Decimal
    entry: Transaction


def _closings(book: Book, prefix: str) -> dict[str, dict[date, Closing]]:
    """Account to its balance at the end of each day on which it moved."""
    running: dict[str, Decimal] = defaultdict(lambda: ZERO)
    found: dict[str, dict[date, Closing]] = defaultdict(dict)
    for entry in book.transactions:
        for posting in entry.postings:
            if posting.account.startswith(prefix):
                running[posting.account] += number_of(posting)
                found[posting.account][entry.date] = Closing(running[posting.account], entry)
    return found


def _cash_ceiling(book: Book) -> Iterator[Alert]:
    """Each day whose closing cash is over the ceiling of that day."""
    rules = book.bylaws.versions.get(("cash-ceiling",), [])
    for account in {str(rule.facts.get("account", books.CASH)) for rule in rules}:
        days = _closings(book, account).get(account, {})
        ends = [*sorted(days), last_day(book) + timedelta(days=1)]
        for day, following in pairwise(ends):
            for number in range(max((following - day).days, 0)):
                yield from _over(book, account, day + timedelta(days=number), days[day])


def _over(book: Book, account: str, day: date, closing: Closing) -> Iterator[Alert]:
    rule = book.bylaws.on(day, "cash-ceiling")
    if rule is None or str(rule.facts.get("account", books.CASH)) != account:
        return
    limit = getattr(rule.facts.get("amount"), "number", None)
    cash, place = closing.balance, place_of(closing.entry.meta)
    if limit is not None and cash > limit and day >= book.books_from:
        subject = _cash_name(book, account)
        own = {"cash": cash, "limit": limit}
        yield alert("CASH_CEILING_BREACH", day, subject, cash - limit, place, **own)


def _cash_name(book: Book, account: str) -> str:
    return "CASH" if account == books.CASH else book.codes.get(account, account)


def _negative_cash(book: Book) -> Iterator[Alert]:
    """Money on hand, at the bank or advanced below zero at the end of a day cannot be."""
    for prefix in (books.CASH, books.COLLECTORS, books.BANK, books.ADVANCES):
        for account, days in _closings(book, prefix).items():
            for day, (balance, entry) in days.items():
                if balance < 0:
                    own = {"account": account, "amount": -balance}
                    name, place = _cash_name(book, account), place_of(entry.meta)
                    yield alert("CASH_NEGATIVE", day, name, -balance, place, **own)


def _cash_counts(book: Book) -> Iterator[Alert]:
    """Cash counted, against the books of that day; counts stand in the order of the books."""
    balances: dict[str, Decimal] = defaultdict(lambda: ZERO)
    left = deque(book.transactions)
    for entry in book.customs("cash-count"):
        account, counted = values_of(entry)[0], values_of(entry)[1].number
        while left and left[0].date <= entry.date:
            for posting in left.popleft().postings:
                balances[posting.account] += number_of(posting)
        held = sum((balances[name] for name in balances if _is_part(name, account)), ZERO)
        if counted != held:
            yield alert(
                "CASH_COUNT_DIFFERS",
                entry.date,
                _cash_name(book, account),
                counted - held,
                place_of(entry.meta),
                counted=counted,
                cash=held,
            )


def _is_part(name: str, account: str) -> bool:
    return name == account or name.startswith(f"{account}:")


# --- collectors ----------------------------------------------------------------------------------


class Handover(NamedTuple):
    """Money of one day of collection, handed in on one day.

    Attributes:
        entry: the handing in.
        account: custody account.
        collector: person who handed in, or the account where nobody is named.
        collected: day on which the money was collected.
        amount: baht.
        last: last day on which it was to be handed in by the bylaws, or None.
        within: the time that they allow, as they say it.
    """

    entry: Transaction
    account: str
    collector: str
    collected: date
    amount: Decimal
    last: date | None
    within: str

    @property
    def days(self) -> int:
        """How many days it was held."""
        return (self.entry.date - self.collected).days

    @property
    def is_late(self) -> bool:
        """Whether it was handed in after the last day."""
        return self.last is not None and self.entry.date > self.last


def _late_collectors(book: Book) -> Iterator[Alert]:
    """Money handed in after the time allowed; what was collected first is handed in first."""
    for one in handovers(book):
        if one.is_late:
            yield alert(
                "COLLECTOR_LATE",
                one.entry.date,
                one.collector,
                one.amount,
                place_of(one.entry.meta),
                day=one.collected,
                days=one.days,
                within=one.within,
            )


def handovers(book: Book) -> Iterator[Handover]:
    """Each handing in by a collector, by the days on which its money was collected."""
    for entry, account, parts in _handed_in(book, defaultdict(deque), date.max):
        if entry.meta.get("kind") != "handover":
            continue
        village = account.rpartition(":Moo")[2]
        collector = entry.meta.get("received-from")
        collector = collector or book.officer("collector", entry.date, village) or account
        for day, amount in parts.items():
            last, within = custody(book, day)
            yield Handover(entry, account, str(collector), day, amount, last, within)


def custody(book: Book, day: date) -> tuple[date | None, str]:
    """Last day on which money collected on a day is to be handed in, and the time allowed."""
    rule = book.bylaws.on(day, "custody")
    within = rule.facts.get("within") if rule else None
    return deadline(day, within), str(within or "")


Held = dict[str, deque[list[Any]]]


def held(book: Book, last: date = date.max) -> Held:
    """Custody account to the money that its collector still holds: [day of collection, baht].

    Args:
        book: the books.
        last: the day at whose end; otherwise at the end of the books.
    """
    found: Held = defaultdict(deque)
    deque(_handed_in(book, found, last), maxlen=0)
    return found


def _handed_in(
    book: Book, held: Held, last: date
) -> Iterator[tuple[Transaction, str, dict[date, Decimal]]]:
    """Each handing in up to a day, with the days on which its money was collected."""
    for told in book.customs("carried", "held"):
        account, sum_ = values_of(told)
        held[account].append([told.meta["collected"], sum_.number])
    for entry in book.transactions:
        if entry.date > last:
            break
        if book.carried and entry.meta.get("kind") == "opening":
            continue
        for posting in entry.postings:
            account, amount = posting.account, number_of(posting)
            if account.startswith(books.COLLECTORS) and amount > 0:
                held[account].append([entry.date, amount])
            elif account.startswith(books.COLLECTORS):
                yield entry, account, _taken(held[account], -amount)


def _taken(held: deque[list[Any]], amount: Decimal) -> dict[date, Decimal]:
    """Collection day to the part of an amount that comes from it."""
    parts: dict[date, Decimal] = defaultdict(lambda: ZERO)
    while amount > 0 and held:
        day, rest = held[0]
        part = min(rest, amount)
        parts[day] += part
        amount -= part
        held[0][1] = rest - part
        if not held[0][1]:
            held.popleft()
    return parts


def _sheets(book: Book) -> Iterator[Alert]:
    """What the foot of a sheet declares, against its receipts of that day."""
    receipts: dict[tuple[str, date], Decimal] = defaultdict(lambda: ZERO)
    for entry in book.transactions:
        if entry.meta.get("kind") == "collection" and "sheet" in entry.meta:
            total = sum((min(number_of(posting), ZERO) for posting in entry.postings), ZERO)
            receipts[str(entry.meta["sheet"]), entry.date] -= total
    for foot in book.customs("sheet-total"):
        sheet, declared = str(values_of(foot)[0]), values_of(foot)[1].number
        total = receipts[sheet, foot.date]
        if declared != total:
            yield alert(
                "SHEET_TOTAL_MISMATCH",
                foot.date,
                str(foot.meta.get("by", sheet)),
                declared - total,
                place_of(foot.meta),
                sheet=sheet,
                declared=declared,
                receipts=total,
            )


# --- receipts ------------------------------------------------------------------------------------


def _receipts(book: Book) -> Iterator[Alert]:
    """Numbers of each series that were not used, or were spoiled, or are still asked for."""
    past = book.past
    seen: Seen = {}
    for number, lines in book.once(guards.read_numbers).receipts.items():
        used, posting = lines[0]
        seen[number] = used.date, (posting.meta if posting else used.meta)
    for entry in book.customs("receipt", "void"):
        number = str(values_of(entry)[0])
        if number in seen or not past.holds("receipt", number):
            own = entry.date, entry.meta
            seen[number] = min(seen.get(number, own), own, key=operator.itemgetter(0))
        yield alert("RECEIPT_VOID", entry.date, number, None, place_of(entry.meta))
    asked = {}
    for entry in book.customs("receipt", "outstanding"):
        asked[str(values_of(entry)[0])] = entry
    lost = {str(values_of(entry)[0]): entry for entry in book.customs("receipt", "missing")}
    for number, entry in asked.items():
        if number not in seen and number not in lost and not past.holds("receipt", number):
            yield alert("RECEIPT_OUTSTANDING", entry.date, number, None, place_of(entry.meta))
    books_from: dict[str, list[int]] = defaultdict(list)
    for entry in book.customs("receipt-book"):
        prefix, _ = records.split_number(f"{values_of(entry)[0].rstrip('-')}-0")
        books_from[prefix].append(int(entry.meta["first"]))
    told = set()
    for missing, day, place in _gaps(seen, books_from, _before(book, "receipt", "receipt-void")):
        numbers = [
            number
            for number in missing
            if number in lost or past.holds("receipt-missing", number) or number not in asked
        ]
        told |= set(numbers)
        yield from _gap("RECEIPT_GAP", numbers, day, place)
    for number, entry in lost.items():
        if number not in told and number not in seen and not past.holds("receipt", number):
            yield from _gap("RECEIPT_GAP", [number], entry.date, place_of(entry.meta))


def _own_series(book: Book) -> Iterator[Alert]:
    """Numbers of documents and vouchers that the fund gave out and that the books do not hold."""
    documents = book.once(guards.read_numbers).documents
    for key, code in (("doc", "DOC_GAP"), ("voucher", "VOUCHER_GAP")):
        firsts = ((n, used[0]) for (kind, n), used in documents.items() if kind == key)
        seen: Seen = {number: (entry.date, entry.meta) for number, entry in firsts}
        series = {records.split_number(number)[0] for number in seen}
        series |= {own for kind, own in book.past.used if kind == key}
        for entry in book.customs("voucher", "void"):
            number = str(values_of(entry)[0])
            known = book.past.holds(key, number)
            if records.split_number(number)[0] in series and not known:
                seen.setdefault(number, (entry.date, entry.meta))
        before = _before(book, key, *(["voucher-void"] if series else []))
        for missing, day, place in _gaps(seen, {}, before):
            yield from _gap(code, missing, day, place)


#: Number to its day, and to what holds file and line.
Seen = dict[str, tuple[date, Mapping[str, Any]]]
Ranges = Mapping[str, list[tuple[int, int]]]


def _before(book: Book, *kinds: str) -> Ranges:
    """Series to the numbers that were used before a carried state."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (kind, series), ranges in book.past.used.items():
        if kind in kinds:
            found[series] += ranges
    return found


def _gaps(
    seen: Seen, firsts: Mapping[str, list[int]], used: Ranges
) -> Iterator[tuple[list[str], date, Place]]:
    """Runs of numbers that a series skips, each with day and place of the next number.

    Args:
        seen: the numbers that the books hold.
        firsts: series to the first numbers of its paper books.
        used: series to the numbers used before a carried state; gaps before those were told.
    """
    series: dict[str, dict[int, str]] = defaultdict(dict)
    for number in seen:
        prefix, count = records.split_number(number)
        series[prefix][count] = number
    for prefix, numbers in series.items():
        runs = sorted([*((n, n) for n in numbers), *used.get(prefix, ())])
        least = runs[0][0]
        starts = [first - 1 for first in firsts.get(prefix, ()) if first <= least]
        before = min(starts, default=least - 1)
        for count, last in runs:
            if count in numbers and count > before + 1:
                width = len(numbers[count]) - len(prefix)
                missing = [f"{prefix}{n:0{width}d}" for n in range(before + 1, count)]
                day, meta = seen[numbers[count]]
                yield missing, day, place_of(meta)
            before = max(before, last)


def _gap(code: str, missing: list[str], day: date, place: Place) -> Iterator[Alert]:
    if len(missing) > LONG_RUN:
        missing = [f"{missing[0]}..{missing[-1]}"]
    for number in missing:
        yield alert(code, day, number, None, place, number=number)


# --- recorded irregularities ---------------------------------------------------------------------


def _recorded(book: Book) -> Iterator[Alert]:
    """Irregularities not settled: those that excuse an error, and those of any other code."""
    done = guards.settled(book)
    numbers = book.once(guards.read_numbers)
    wrongs = chain(guards.excusable(book, numbers), payments.excusable(book))
    excused, _, _ = guards.settle(book, wrongs)
    for wrong, item in excused:
        if (wrong.code, wrong.subject) not in done:
            amount = None if wrong.code == "RECEIPT_DUPLICATE" else item.amount
            own = {key: value for key, value in wrong.error.args.items() if key != "alert"}
            place = wrong.error.place
            yield alert(
                wrong.code, wrong.day, wrong.subject, amount, place, **own | {"amount": item.amount}
            )
    last = book.carried or date.min
    for item in guards.irregularities(book):
        # Of one carried nothing but the record is left.
        told = item.code not in guards.EXCUSABLE or item.entry.date <= last
        if told and (item.code, item.subject) not in done:
            place = place_of(item.entry.meta)
            yield alert(
                item.code, item.entry.date, item.subject, item.amount, place, alert=item.code
            )


# --- payments ------------------------------------------------------------------------------------


def _benefits(book: Book) -> Iterator[Alert]:
    """Benefits paid to another than the bylaws name."""
    nominees = _nominees(book)
    for entry in book.transactions:
        if entry.meta.get("kind") != "benefit":
            continue
        for paid in payments.lines(entry):
            own = (entry.date, paid.claim, paid.net, place_of(entry.meta))
            yield from _payee(book, entry, paid.claim, nominees[paid.member], own)


def _payee(
    book: Book,
    entry: Transaction,
    claim: str,
    nominees: list[tuple[date, str]],
    own: tuple[date, str, Decimal, Place],
) -> Iterator[Alert]:
    filed = book.claims.get(claim)
    benefit = str(filed.meta.get("benefit")) if filed is not None else ""
    rule = book.bylaws.on(entry.date, "payee", benefit)
    if rule is None and filed is not None:
        yield from _payee_other(book, entry, str(filed.meta.get("member")), own)
    if rule is None or rule.facts.get("to") != "nominee":
        return
    known = [nominee for day, nominee in nominees if day <= entry.date]
    nominee = known[-1] if known else None
    if nominee is not None and entry.meta.get("to") != nominee:
        yield alert(
            "PAYEE_NOT_NOMINEE",
            *own,
            payee=str(entry.meta.get("to")),
            nominee=nominee,
            article=rule.article,
        )


def _payee_other(
    book: Book, entry: Transaction, number: str, own: tuple[date, str, Decimal, Place]
) -> Iterator[Alert]:
    """A benefit of a living member that was paid to another person."""
    member = book.members.get(number)
    if member is None or (member.reason == "death" and (member.ended or date.max) <= entry.date):
        return
    payee = str(entry.meta.get("to"))
    if payee not in (number, str(member.facts.get("person", number))):
        yield alert("PAYEE_OTHER", *own, payee=payee, member=number)


def _nominees(book: Book) -> dict[str, list[tuple[date, str]]]:
    """Member to the nominees that the books name, each from its day on."""
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for event in ("joined", "changed"):
        for entry in book.customs("member", event):
            if "nominee" in entry.meta:
                found[str(values_of(entry)[0])].append((entry.date, str(entry.meta["nominee"])))
    return found


def _planner(book: Book) -> Iterator[Alert]:
    """Money handled by the planner where the bylaws forbid it."""
    for entry in book.transactions:
        if entry.meta.get("kind") == "opening":
            continue
        rule = book.bylaws.on(entry.date, "planner")
        if rule is None or rule.facts.get("may-handle-money") is not False:
            continue
        person = str(entry.meta.get("by"))
        if any(
            term.person == person
            and term.role == "planner"
            and term.first <= entry.date <= term.last
            for term in book.terms
        ):
            amount = sum((max(number_of(posting), ZERO) for posting in entry.postings), ZERO)
            yield alert(
                "PLANNER_HANDLED_MONEY",
                entry.date,
                guards.document(entry),
                amount,
                place_of(entry.meta),
                person=person,
                article=rule.article,
            )


def _strangers(book: Book) -> Iterator[Alert]:
    """Contributions taken from somebody whose membership had ended."""
    for entry in book.transactions:
        if entry.meta.get("kind") != "collection":
            continue
        for posting in entry.postings:
            own = posting.meta or {}
            if posting.account == books.UNIDENTIFIED and "member" in own:
                yield alert(
                    "MONEY_FROM_NON_MEMBER",
                    entry.date,
                    str(own["member"]),
                    -number_of(posting),
                    place_of(own),
                    receipt=str(own.get("receipt", "")),
                )


def _state_match(book: Book) -> Iterator[Alert]:
    """State match that exceeds the certified list."""
    for entry in book.transactions:
        if entry.meta.get("kind") != "grant":
            continue
        excess = -sum(
            (number_of(p) for p in entry.postings if p.account == books.MATCH_REFUND), ZERO
        )
        if excess > 0:
            received = sum((max(number_of(posting), ZERO) for posting in entry.postings), ZERO)
            yield alert(
                "STATE_MATCH_EXCESS",
                entry.date,
                str(entry.meta.get("matching", guards.document(entry))),
                excess,
                place_of(entry.meta),
                received=received,
                entitled=received - excess,
            )


# --- bank ----------------------------------------------------------------------------------------


def _bank_unrecorded(book: Book) -> Iterator[Alert]:
    """Lines of the statement that the fund learned of from the bank."""
    for entry in book.transactions:
        if "bank-line" in entry.meta:
            amount = sum((max(number_of(posting), ZERO) for posting in entry.postings), ZERO)
            yield alert(
                "BANK_UNRECORDED",
                entry.date,
                f"BANK{entry.meta['bank-line']}",
                amount,
                place_of(entry.meta),
                text=entry.narration or "",
            )


def _bank_lines(book: Book) -> Iterator[Alert]:
    """Statement lines that do not add up, or that say another sum than the paper they answer."""
    booked: dict[str, tuple[Decimal, Mapping[str, Any]]] = {}
    for item in book.customs("carried", "item"):
        numbers, amount = values_of(item)
        booked |= dict.fromkeys(items(numbers), (amount.number, item.meta))
    for entry in book.transactions:
        moved = [number_of(p) for p in entry.postings if p.account == books.SAVINGS]
        for key in ("doc", "voucher", "bank-line"):
            if moved and key in entry.meta:
                booked[str(entry.meta[key])] = sum(moved, ZERO), entry.meta
    before = bank.opening(book) if book.carried else None
    for line in bank.in_sight(book):
        subject = f"BANK{line.number}"
        ours, meta = booked.get(line.ref or line.number, (line.amount, {}))
        place = place_of(meta)
        if before is not None and before + line.amount != line.balance:
            gap = line.balance - before - line.amount
            own = {"balance": line.balance}
            yield alert("BANK_BALANCE_BROKEN", line.day, subject, gap, place, **own)
        before = line.balance
        if ours != line.amount:
            yield alert(
                "BANK_LINE_DIFFERS",
                line.day,
                subject,
                line.amount - ours,
                place,
                ref=line.ref or line.number,
                bank=line.amount,
                books=ours,
            )


def _year_ends(book: Book) -> Iterator[date]:
    """The last days of the fiscal years that are over, and of the one before the books."""
    end = last_day(book)
    year = calendars.fiscal_year(book.books_from, book.fiscal_start) - 1
    while (last := calendars.fiscal_year_period(year, book.fiscal_start).last) <= end:
        yield last
        year += 1


def _in_transit(book: Book) -> Iterator[Alert]:
    """Deposits that the bank had not shown at the end of a fiscal year."""
    lines = bank.in_sight(book)
    if not lines:
        return
    for last in _year_ends(book):
        if last < book.begins:
            continue
        for item in bank.open_items(book, lines, last):
            if item.amount > 0:
                own = {"day": item.day}
                yield alert(
                    "DEPOSIT_IN_TRANSIT_YEAR_END", last, item.ref, item.amount, item.place, **own
                )


# --- governance ----------------------------------------------------------------------------------


def _general_meetings(book: Book) -> Iterator[Alert]:
    """A fiscal year without a general meeting in the time allowed after it."""
    end = last_day(book)
    held = [e for e in book.customs("meeting") if e.meta.get("type") == "general"]
    founded = book.fund["founded"]
    for last in _year_ends(book):
        if last < founded:
            continue
        # The rule that counts is the one in force while the meeting could be held.
        rule = book.bylaws.on(last + timedelta(days=1), "general-meeting")
        day = deadline(last, rule.facts.get("within")) if rule else None
        if rule is None or day is None or not book.books_from <= day <= end:
            continue
        after = next((meeting for meeting in held if meeting.date > last), None)
        if after is None or after.date > day:
            year = calendars.fiscal_year(last, book.fiscal_start)
            yield alert(
                "AGM_LATE",
                day,
                f"FY{year}",
                None,
                place_of(after.meta if after else rule.facts),
                held=after.date if after else "-",
                within=str(rule.facts["within"]),
            )


def _quorum(book: Book) -> Iterator[Alert]:
    for entry in book.customs("meeting"):
        rule = book.bylaws.on(entry.date, "quorum")
        size, attendees = entry.meta.get("committee-size"), entry.meta.get("attendees")
        share = rule.facts.get("share") if rule else None
        if size is None or attendees is None or not isinstance(share, Decimal):
            continue
        if attendees < share * size:
            yield alert(
                "MEETING_NO_QUORUM",
                entry.date,
                str(values_of(entry)[0]),
                None,
                place_of(entry.meta),
                attendees=int(attendees),
                size=int(size),
            )


def _minutes(book: Book) -> Iterator[Alert]:
    """Claims that say to have been considered by what is not in the minutes."""
    for entry in book.customs("claim", "considered"):
        claim, number = str(values_of(entry)[0]), str(entry.meta.get("resolution"))
        known, filed = book.resolutions.get(number), book.claims.get(claim)
        if filed is not None and (known is None or known.date != entry.date):
            yield alert(
                "RESOLUTION_NOT_FOUND",
                filed.date,
                claim,
                None,
                place_of(entry.meta),
                resolution=number,
                day=entry.date,
            )


def _terms(book: Book) -> Iterator[Alert]:
    """Officers who signed before or after their term: once a day and person."""
    told = set()
    for entry, key, person, ever in guards.out_of_term(book):
        if ever and (person, entry.date) not in told:
            told.add((person, entry.date))
            place = place_of(entry.meta)
            yield alert("TERM_EXPIRED", entry.date, person, None, place, person=person, key=key)


# --- members -------------------------------------------------------------------------------------


def _members(book: Book) -> Iterator[Alert]:
    """Citizen ids that are missing or wrong, and birth dates of the old calendar."""
    codes = {"missing": "MEMBER_ID_MISSING", "invalid": "MEMBER_ID_INVALID"}
    for member in book.members.values():
        if member.ended and member.ended < book.books_from:
            continue
        place = place_of(book.joins[member.number].meta)
        code = codes.get(str(member.facts.get("id-check")))
        if code:
            applied = member.facts.get("applied", member.joined)
            yield alert(code, applied, member.number, None, place)
        birth = member.facts.get("birth")
        if birth is not None and calendars.is_old_calendar(birth):
            yield alert("DOB_OLD_CALENDAR", birth, member.number, None, place)


#: What the sheet of a month prints whatever else there is: cash on hand, receipts, reversals.
ON_THE_SHEET: tuple[Check, ...] = (_cash_ceiling, _receipts, controls.reversals)
#: Checks that see all they ask for in the standing files, however far back.
WHOLE: tuple[Check, ...] = (_general_meetings, _quorum, _members)
CHECKS: tuple[Check, ...] = (
    _cash_ceiling,
    _negative_cash,
    _cash_counts,
    _late_collectors,
    _sheets,
    _receipts,
    _own_series,
    _recorded,
    _benefits,
    _planner,
    _strangers,
    _state_match,
    _bank_unrecorded,
    _bank_lines,
    _in_transit,
    _general_meetings,
    _quorum,
    _minutes,
    _terms,
    _members,
    *controls.CHECKS,
)
