"""The carried state (ยอดยกไป): all of a finished month that what comes after can depend on.

    2023-10-31 * "ยอดยกมา"                          ; balances; a finished year's surplus is in
      kind: "opening"                               ; the sub-funds already
    2023-10-31 custom "carried" "books"
      since: 2022-11-01
    2023-10-31 custom "carried" "member" "0033"     ; on 31 October 2022, and the receipts since
      start: 2016-10-01
      paid-through: "2022-10"
      receipts: "221103:30:02-66-0044 221204::0061"

It is a state of twelve months ago and what happened since, told in short. So whatever speaks of the
last twelve months is judged as from the whole books: a claim about an event before the closing, a
receipt taken back, a reinstatement that waits. What reaches further back is out of sight; `beyond`
says so, and the whole books (`all.beancount`) must be read.

A claim that was paid keeps its verdict; one that waits is carried as filed and judged again. Claims
and ceilings are carried as long as a claim about an event in sight can meet them: for a year's
ceiling or right that year, for what is granted once in life always. So the state grows with the
numbers of members, not with the years.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction
from beancount.core.data import entry_sortkey

from rules import alerts
from rules import cases
from rules import decision
from rules import funds
from rules import guards
from rules import matching
from rules import payments
from rules import periods
from rules.cases import Claim
from rules.cases import Used
from rules.decision import GRANTED
from rules.decision import Decision
from rules.membership import History
from rules.membership import Members
from rules.membership import members_of
from welfare import books
from welfare import calendars
from welfare import carried
from welfare import records
from welfare import vocabulary
from welfare.books import Book
from welfare.calendars import Period
from welfare.carried import Count
from welfare.carried import Short
from welfare.findings import Finding
from welfare.findings import finding
from welfare.money import ZERO
from welfare.papers import bank
from welfare.parameters import items
from welfare.records import baht
from welfare.records import custom
from welfare.records import split_number
from welfare.records import transaction
from welfare.resting import OldClaim
from welfare.resting import Resting
from welfare.vocabulary import place_of
from welfare.vocabulary import values_of

DAY = timedelta(days=1)
#: How far back receipts and payments stay in sight, in months.
WINDOW = 12
#: What is known ahead of its day.
AHEAD = ("bylaw", "holiday", "fund")
#: What a record says that nothing depends on later.
ASIDE = ("source", "note")
Key = tuple[str, str, str, str]
LETTER_OF = {account: letter for letter, account in carried.LETTERS.items()}


def carry(book: Book, last: date) -> list[Directive]:
    """The state at the end of a month, from which all that comes after can be derived.

    Args:
        book: the fund's books, whole or carried themselves, without `beyond`.
        last: the last day of a month within these books.

    Returns:
        Directives in the order of the books: the opening entry, `cumulative`, `carried` of several
        kinds, and the original directives of what is still open. Of what rests (`Book.resting`)
        they hold the text alone (`records.AS_TOLD`).
    """
    state = _State(book, last)
    parts = (
        state.opening(),
        state.cumulative(),
        _header(state),
        _sub_funds(state),
        _member_states(state),
        _claims(state),
        _used(state),
        _refunds(state),
        _numbers(state),
        _open_papers(state),
        _held(state),
        _bank_items(state),
        _matched(state),
    )
    entries = [entry for part in parts for entry in part]
    # As in the books, and by number within a day: the same state is the same text.
    return sorted(entries, key=entry_sortkey)


def _as_told(day: date, text: str) -> Custom:
    """A directive that is known by its text alone."""
    return Custom({"filename": "", "lineno": 0, records.AS_TOLD: text}, day, "carried", [])


#: What `main.beancount` starts from after a year: the same state, at the end of that year.
opening = carry
#: What a locked year keeps of its decisions.
verdicts = payments.verdicts


class _State:
    """The books as they stood at the end of the day, with what several parts ask for."""

    def __init__(self, book: Book, last: date) -> None:
        kept = [
            entry
            for entry in book.entries
            if entry.date <= last or (isinstance(entry, Custom) and entry.type in AHEAD)
        ]
        whole = len(kept) == len(book.entries)
        self.book = book if whole else Book(book.folder, kept, book.errors, book.options)
        self.resting = book.resting or Resting({}, {}, {}, ())
        self.last = last
        first = calendars.add_months(last + DAY, -WINDOW)
        own = self.book.past.since if self.book.carried else self.book.books_from
        self.since = max(first, own)

    @cached_property
    def members(self) -> Members:
        return members_of(self.book)

    @cached_property
    def year(self) -> Period:
        """The fiscal year of the day."""
        start = self.book.fiscal_start
        return calendars.fiscal_year_period(calendars.fiscal_year(self.last, start), start)

    @cached_property
    def decided(self) -> list[tuple[Claim, Decision, Used | None]]:
        """Every claim with its decision and what it uses of ceilings."""
        return decision.decided(self.book)

    # --- money

    def opening(self) -> Iterator[Directive]:
        """One entry with every balance; those of income and expense in a running year only."""
        balances: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for entry in self.book.transactions:
            for account, amount, _ in books.lines(entry):
                if not funds.is_result(account) or entry.date >= self.year.first:
                    balances[account] += amount
        ended = self.last == self.year.last
        until = self.year.last if ended else self.year.first - DAY
        before = funds.so_far(self.book) if self._reaches(until) else {}
        if until >= self.book.begins:
            for name, fund in funds.subfunds(
                self.book, Period(self.book.begins, until, "")
            ).items():
                income, expense = before.get(name, (ZERO, ZERO))
                balances[books.FUNDS[name]] -= fund["income"] + income - fund["expense"] - expense
        lines: list[tuple[str, Decimal, dict[str, Any]]] = [
            (account, amount, {})
            for account, amount in sorted(balances.items())
            if not (ended and funds.is_result(account))
        ]
        yield transaction(self.last, "ยอดยกมา", lines, kind="opening")

    def _reaches(self, until: date) -> bool:
        """Whether a year that ends on a day takes in the one in which the books were carried."""
        return self.book.carried is not None and self.book.carried < until

    def cumulative(self) -> Iterator[Directive]:
        """Totals since the founding by account; persons are those of each year, added up."""
        counted = self._helped()
        moved: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for entry in self.book.transactions:
            if entry.meta.get("kind") != "opening":
                for account, amount, _ in books.lines(entry):
                    if funds.is_result(account):
                        moved[account] += amount
        told = {str(values_of(entry)[0]): entry for entry in self.book.customs("cumulative")}
        for account in sorted({*told, *moved}):
            sign = -1 if account.startswith("Income:") else 1
            amount = ZERO + sign * moved[account]
            persons, count = counted.get(account, (0, 0))
            own = told.get(account)
            if own is not None:
                amount += values_of(own)[1].number
                persons += int(own.meta.get("persons", 0))
                count += int(own.meta.get("cases", 0))
            facts = {"persons": persons, "cases": count}
            helps = account.startswith(f"{books.BENEFITS}:")
            yield custom(
                self.last, ("cumulative",), [account, baht(amount)], **(facts if helps else {})
            )

    def _helped(self) -> dict[str, tuple[int, int]]:
        """Account to the persons and cases since the totals that these books began with."""
        whole = _counted(self.members, self.book.paid_in_sight)
        before = _counted(self.members, self.book.past.paid)
        nothing = (0, 0)
        return {
            account: (
                persons - before.get(account, nothing)[0],
                count - before.get(account, nothing)[1],
            )
            for account, (persons, count) in whole.items()
        }


def _counted(members: Members, entries: Iterable[Transaction]) -> dict[str, tuple[int, int]]:
    """Welfare account to different persons of each fiscal year, added up, and cases."""
    paid: dict[tuple[str, int, str, str], tuple[Decimal, str]] = {}
    for entry in entries:
        meta = entry.meta
        year = calendars.fiscal_year(entry.date, members.book.fiscal_start)
        paper = str(meta.get("reverses") or meta.get("voucher") or guards.document(entry))
        for account, amount, own in books.lines(entry):
            if account.startswith(f"{books.BENEFITS}:") and meta.get("kind") != "opening":
                key = account, year, paper, str(own.get("claim", ""))
                person = members.person(str(own["member"])) if "member" in own else ""
                before, known = paid.get(key, (ZERO, person))
                paid[key] = before + amount, known
    persons: dict[str, set[tuple[int, str]]] = defaultdict(set)
    count: Counter[str] = Counter()
    for (account, year, _, _), (amount, person) in paid.items():
        if amount > 0:
            count[account] += 1
            if person:
                persons[account].add((year, person))
    return {account: (len(persons[account]), number) for account, number in count.items()}


# --- the books -----------------------------------------------------------------------------------


def _header(state: _State) -> Iterator[Directive]:
    book = state.book
    lines = [line for line in bank.in_sight(book) if line.day <= state.last]
    shown = {line.ref or line.number for line in lines}
    shown |= set(items(book.past.facts.get("ahead")))
    for entry in book.transactions:
        if book.begins <= entry.date and any(p.account == books.SAVINGS for p in entry.postings):
            shown -= {
                str(entry.meta[key]) for key in ("doc", "voucher", "bank-line") if key in entry.meta
            }
    for item in book.customs("carried", "item"):
        shown -= set(items(values_of(item)[0]))
    yield custom(
        state.last,
        ("carried", "books"),
        since=state.since,
        statement=baht(lines[-1].balance if lines else bank.opening(book)),
        ahead=", ".join(sorted(shown)),
        taken_back=", ".join(_taken_back(state)),
    )


def _taken_back(state: _State) -> Iterator[str]:
    """Receipts and vouchers that were taken back in the time in sight, `231105:04-66-0306`."""
    for word in items(state.book.past.facts.get("taken-back")):
        if word[:6] >= f"{state.since:%y%m%d}":
            yield word
    for entry in state.book.transactions:
        if entry.meta.get("kind") == "reversal" and entry.date >= state.since:
            yield f"{entry.date:%y%m%d}:{entry.meta.get('reverses')}"


def _sub_funds(state: _State) -> Iterator[Directive]:
    """Income and expense of the running year so far, which only the year's close distributes."""
    book, year = state.book, state.year
    ended = state.last == year.last
    period = Period(max(year.first, book.begins), state.last, "")
    before = funds.so_far(book) if book.carried and book.carried >= year.first else {}
    for name, fund in funds.subfunds(book, period).items():
        income, expense = before.get(name, (ZERO, ZERO))
        income, expense = fund["income"] + income, fund["expense"] + expense
        yield custom(
            state.last,
            ("carried", "sub-fund"),
            [name],
            income=baht(ZERO if ended else income),
            expense=baht(ZERO if ended else expense),
        )


# --- members -------------------------------------------------------------------------------------


def _member_states(state: _State) -> Iterator[Directive]:
    book, members = state.book, state.members
    lines = _lines(state)
    rounds, receipted = _rounds(state), _receipted(state)
    old = {str(values_of(entry)[0]): entry.meta for entry in book.customs("carried", "member")}
    benefited = _benefited(state, old)
    resting = state.resting.states
    for number in sorted([*book.members, *resting], key=split_number):
        if number in resting:
            yield _as_told(state.last, f"{state.last}{resting[number]}")
            continue
        history = members.of(number)
        since = _sight(history, state.since)
        base = members.carried(number, since)
        told = [
            one
            for one in lines.get(number, ())
            if one.day >= (state.since if base and one.letter in ("e", "u") else since) or not base
        ]
        facts = {
            **base,
            "from": since if base and since != state.since else None,
            "receipts": carried.in_short(told),
            "benefited": benefited.get(number, ""),
            "matched-rounds": rounds.get(number) or None,
            "reinstated-before": old.get(number, {}).get("reinstated-before") or None,
            "receipted": baht(receipted[number]) if receipted.get(number) else None,
        }
        if any(value not in (None, "") for value in facts.values()):
            yield custom(state.last, ("carried", "member"), [number], **facts)


def _sight(history: History | None, since: date) -> date:
    """The first day of a member's money to be told: back to an application that may still count."""
    if history is None or not history.spans:
        return since
    waiting = [
        one.applied
        for one in history.reinstatements
        if one.verdict in ("accept", "wait")
        and (
            one.resolved >= since
            if one.resolved is not None
            else one.ended == history.spans[-1].end
        )
    ]
    return min([since, *waiting])


def _lines(state: _State) -> dict[str, list[Short]]:
    """Member to lines of receipts, in order; what was taken back is not there.

    Contributions deducted from a benefit are told with its claim.
    """
    members, past = state.members, state.book.past
    totals: dict[tuple[str, Short], Decimal] = {}
    for entry in state.book.transactions:
        meta, kind = entry.meta, entry.meta.get("kind")
        if kind in ("refund", "benefit") or meta.get("reverses") in members.refunds:
            continue
        for account, amount, own in books.lines(entry):
            letter = LETTER_OF.get(account)
            if letter is None or "member" not in own or "claim" in own:
                continue
            day, receipt = entry.date, str(own.get("receipt", ""))
            doc = "" if receipt else str(meta.get("doc", meta.get("voucher", "")))
            if kind == "reversal":
                reverses = str(meta.get("reverses"))
                day, doc = members.taken_back.get(reverses, day), ""
                receipt = receipt or reverses
            key = str(own["member"]), Short(day, letter, ZERO, receipt, doc)
            totals[key] = totals.get(key, ZERO) - amount
    found = {member: list(past.shorts(member)) for member in past.members}
    for (member, line), amount in totals.items():
        _net(found.setdefault(member, []), line, amount, past.last or date.min)
    return {member: sorted(own, key=lambda one: one.day) for member, own in found.items()}


def _net(told: list[Short], line: Short, amount: Decimal, last: date) -> None:
    """Add baht to the lines told of a member: a new line, or more or less on one told before."""
    keys = [one._replace(amount=ZERO) for one in told] if line.day <= last else []
    if line in keys:
        index = keys.index(line)
        amount += told.pop(index).amount
        told[index:index] = [line._replace(amount=amount)] if amount else []
    elif amount:
        told.append(line._replace(amount=amount))


def _rounds(state: _State) -> Mapping[str, int]:
    """Number to the lists that it stood on by the day."""
    lists = [
        found
        for found in matching.listings(state.members, calendars.be(state.last))
        if found.day <= state.last
    ]
    return lists[-1].after if lists else matching.carried(state.book)


def _receipted(state: _State) -> dict[str, Decimal]:
    """Number to what was receipted in the running round before the first day of these books."""
    book, last = state.book, state.last
    year = calendars.be(last)
    days = (matching.cut_off(book, year), matching.cut_off(book, year + 1))
    day = next((day for day in days if day is not None and day > last), None)
    if day is None:
        return {}
    first, _ = matching.period(book, calendars.be(day), day)
    return matching.before_books(book, (first, day))


def _benefited(state: _State, old: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Number to the first claim ever paid to it; `-` for one before the books."""
    found = {
        number: str(own.get("benefited", "-"))
        for number, own in old.items()
        if "benefited" in own or own.get("used-hospital")
    }
    back = state.book.taken_back
    for entry in state.book.paid_in_sight:
        if entry.meta.get("kind") == "benefit" and id(entry) not in back:
            for account, _, own in books.lines(entry):
                if account.startswith(books.BENEFITS) and entry.date < state.since:
                    found.setdefault(str(own.get("member")), str(own.get("claim", "-")))
    return found


# --- claims --------------------------------------------------------------------------------------


def _claims(state: _State) -> Iterator[Directive]:
    """Claims that still matter: as filed, with the verdict and payment, or to be judged again."""
    said: dict[str, list[Custom]] = defaultdict(list)
    for word in ("considered", "decided", "approved", "refused"):
        for entry in state.book.customs("claim", word):
            said[str(values_of(entry)[0])].append(entry)
    paid = _payments(state)
    told: list[tuple[Any, Iterable[Directive]]] = [
        ((one.filed, split_number(number)), _rests(state, one))
        for number, one in state.resting.claims.items()
    ]
    for claim, found, uses in state.decided:
        if _matters(state, claim, found):
            own = _of_claim(state, claim, found, uses, said[claim.number], paid)
            told.append((claim.order, own))
    for _, entries in sorted(told, key=itemgetter(0)):
        yield from entries


def _rests(state: _State, claim: OldClaim) -> Iterator[Directive]:
    yield _as_told(claim.filed, claim.text)
    yield _as_told(state.last, f"{state.last}{claim.verdict}")


def _of_claim(
    state: _State,
    claim: Claim,
    found: Decision,
    uses: Used | None,
    said: Iterable[Custom],
    paid: Mapping[str, Mapping[str, Any]],
) -> Iterator[Directive]:
    """A claim as filed, what the meetings said of it, and the verdict and payment."""
    payment = paid.get(claim.number, {})
    stored = decision.carried_verdicts(state.book)
    closed = claim.paid_on is not None and found.verdict in GRANTED
    old = min(claim.event, claim.filed) < state.since or claim.number in stored
    entry = state.book.claims[claim.number]
    yield _stripped(entry, (*ASIDE, "entered", "evidence") if closed else ASIDE)
    if not closed:
        yield from (_stripped(one, ASIDE) for one in said)
    if closed or old:
        own = uses if claim.filed >= state.since else {} if uses is not None else None
        yield _verdict(state, claim, found, own, payment)
    elif payment:
        # Paid without a verdict that grants it: it is judged again, by what is resolved since.
        yield custom(state.last, ("carried", "claim"), [claim.number], **payment)


def _matters(state: _State, claim: Claim, found: Decision) -> bool:
    """Whether anything that comes after can depend on a claim."""
    if claim.filed >= state.since or (claim.paid_on or date.min) >= state.since:
        return True
    if found.verdict not in GRANTED:
        return False
    owed = claim.paid_on is None and not claim.refused and bool(claim.resolution)
    return owed or _can_repeat(state, claim)


def _can_repeat(state: _State, claim: Claim) -> bool:
    """Whether a claim about an event in sight can be a duplicate of this one."""
    kinds = {
        kind
        for rule in state.book.bylaws.versions.get(("benefit", claim.benefit), ())
        for kind in items(rule.facts.get("duplicate"))
    }
    if "ever" in kinds:
        return True
    months = max(int(claim.facts.get("months", 1)) - 1, 0)
    last = max(claim.end or claim.event, calendars.add_months(claim.event, months))
    # A year of any kind that began before the time in sight may reach into it.
    first = calendars.add_years(state.since, -1) if "year" in kinds else state.since.replace(day=1)
    return last >= first


def _stripped(entry: Custom, aside: Iterable[str]) -> Custom:
    meta = {key: value for key, value in vocabulary.facts(entry).items() if key not in set(aside)}
    return entry._replace(meta={"filename": "", "lineno": 0, **meta})


def _verdict(
    state: _State, claim: Claim, found: Decision, uses: Used | None, paid: Mapping[str, Any]
) -> Custom:
    granted = found.verdict in GRANTED
    plain = granted and found.reason == "OK"
    return custom(
        state.last,
        ("carried", "claim"),
        [claim.number],
        verdict=found.verdict,
        gross=baht(found.gross) if found.gross else None,
        reasons="" if plain else ", ".join(reason.code for reason in found.reasons),
        article="" if plain else found.article,
        version="" if found.version == "1" else found.version,
        units=found.units if found.units != 1 else None,
        rate=baht(found.rate) if found.rate != found.gross else None,
        uses=decision.uses_told(uses) if uses else "-" if uses is not None and not granted else "",
        **{
            key: value
            for key, value in paid.items()
            if key != "given" or value.number != found.gross
        },
    )


def _payments(state: _State) -> dict[str, dict[str, Any]]:
    """Claim to how it was paid, if that is in sight."""
    found: dict[str, dict[str, Any]] = {}
    back = state.book.taken_back
    for entry in state.book.paid_in_sight:
        if entry.meta.get("kind") != "benefit" or id(entry) in back or entry.date < state.since:
            continue
        lines = list(books.lines(entry))
        source = next((a for a, amount, own in lines if amount < 0 and "claim" not in own), "")
        for claim in dict.fromkeys(str(own["claim"]) for _, _, own in lines if "claim" in own):
            parts = [(a, amount) for a, amount, own in lines if str(own.get("claim")) == claim]
            given = sum((amount for a, amount in parts if a != books.CONTRIBUTIONS), ZERO)
            kept = -sum((amount for a, amount in parts if a == books.CONTRIBUTIONS), ZERO)
            facts = {
                "paid": entry.date,
                "voucher": str(entry.meta.get("voucher", "")),
                "given": baht(given),
                "deducted": baht(kept) if kept else None,
                "account": source if source != books.CASH else "",
            }
            found.setdefault(claim, facts)
    return found


def _used(state: _State) -> Iterator[Directive]:
    """Ceilings as the claims left them that were filed before what is in sight."""
    used, filed = decision.opening_used(state.members), dict[Key, date]()
    for entry in state.book.customs("carried", "used"):
        if "filed" in entry.meta:
            filed[decision.key_of(entry)] = entry.meta["filed"]
    for claim, _, uses in state.decided:
        if claim.filed < state.since:
            for key, own in (uses or {}).items():
                used[key] = decision.plus(used.get(key), own)
                filed[key] = claim.filed
    for key in sorted(used):
        if _reaches_sight(state, key, filed.get(key, date.min)):
            group, scope, whose, year = key
            own = used[key]
            yield custom(
                state.last,
                ("carried", "used"),
                [group, scope],
                whose=whose,
                year=year,
                amount=baht(own.amount) if own.amount else None,
                units=own.units or None,
                times=own.times or None,
                filed=filed.get(key) if scope.endswith("event") else None,
            )


def _reaches_sight(state: _State, key: Key, filed: date) -> bool:
    """Whether a claim about an event in sight may count against a ceiling: its year is not over.

    Claims of one event are filed within a year of each other.
    """
    _, scope, whose, year = key
    if scope.endswith("event"):
        return filed >= calendars.add_months(state.since, -WINDOW)
    if not scope.endswith("year"):
        return True
    if not year.startswith("y"):
        fiscal = calendars.fiscal_year(state.since, state.book.fiscal_start)
        return int(year) >= min(fiscal, calendars.be(state.since))
    history = state.members.of(whose.split(" ")[0])
    span = history.last(state.since) if history else None
    # Another's: whose years these are is not known, and they are few.
    return span is None or int(year[1:]) > periods.completed(span.tenure_start, state.since, "year")


def _refunds(state: _State) -> Iterator[Directive]:
    back = state.book.taken_back
    for entry in state.book.paid_in_sight:
        if entry.meta.get("kind") != "refund" or id(entry) in back:
            continue
        lines = list(books.lines(entry))
        source = next((a for a, amount, _ in lines if amount < 0), books.CASH)
        for account, amount, own in lines:
            if account == books.CONTRIBUTIONS:
                yield custom(
                    state.last,
                    ("carried", "refund"),
                    [str(entry.meta.get("doc", "-"))],
                    member=str(own.get("member")),
                    amount=baht(amount),
                    paid=entry.date,
                    account=source,
                    voucher=entry.meta.get("voucher"),
                )


# --- papers --------------------------------------------------------------------------------------


def _numbers(state: _State) -> Iterator[Directive]:
    """All numbers used, as ranges by series: what is used twice, skipped, or next."""
    used: dict[tuple[str, str], list[tuple[Count, Count]]] = defaultdict(list)
    past = state.book.past
    resting = (("claim", number) for number in state.resting.claims)
    for kind, number in chain(_all_numbers(state.book), resting):
        series, count = carried.split(number)
        used[kind, series].append(((count, len(number) - len(series)),) * 2)
    for key, ranges in past.used.items():
        for ends in ranges:
            first, last = ((count, max(past.widths[key], len(str(count)))) for count in ends)
            used[key].append((first, last))
    for (kind, series), runs in sorted(used.items()):
        told = carried.in_ranges(runs)
        yield custom(state.last, ("carried", "numbers"), [kind], series=series, used=told)


def _all_numbers(book: Book) -> Iterator[tuple[str, str]]:
    for entry in book.transactions:
        for meta in (entry.meta, *(posting.meta or {} for posting in entry.postings)):
            for key in ("receipt", "doc", "voucher"):
                if key in meta:
                    yield key, str(meta[key])
    for filed in book.customs("claim", "filed"):
        yield "claim", str(values_of(filed)[0])
    for words in (("receipt", "void"), ("receipt", "missing"), ("voucher", "void")):
        for record in book.customs(*words):
            yield "-".join(words), str(values_of(record)[0])


def _open_papers(state: _State) -> Iterator[Directive]:
    """Receipts not seen yet, irregularities not settled."""
    book = state.book
    seen = {number for kind, number in _all_numbers(book) if kind.startswith("receipt")}
    for entry in book.customs("receipt", "outstanding"):
        number = str(values_of(entry)[0])
        if number not in seen:
            yield _stripped(entry, ASIDE)
    done = guards.settled(book)
    for item in guards.irregularities(book):
        if (item.code, item.subject) not in done:
            yield _stripped(item.entry, ASIDE)


def _held(state: _State) -> Iterator[Directive]:
    """What collectors hold, by the day on which they collected it."""
    for account, parts in sorted(alerts.held(state.book).items()):
        for day, amount in parts:
            yield custom(state.last, ("carried", "held"), [account, baht(amount)], collected=day)


def _bank_items(state: _State) -> Iterator[Directive]:
    """Entries that the bank has not shown."""
    lines = bank.in_sight(state.book)
    for item in bank.open_items(state.book, lines, state.last):
        refs = ", ".join(item.refs) or "-"
        yield custom(state.last, ("carried", "item"), [refs, baht(item.amount)], booked=item.day)


def _matched(state: _State) -> Iterator[Directive]:
    """State match received on each list of the last years."""
    received: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for told in state.book.customs("carried", "match"):
        received[str(values_of(told)[0])] += values_of(told)[1].number
    for entry in state.book.transactions:
        if "matching" in entry.meta:
            for account, amount, _ in books.lines(entry):
                if account == books.STATE_MATCH:
                    received[str(entry.meta["matching"])] -= amount
    for year, amount in sorted(received.items()):
        if amount:
            yield custom(state.last, ("carried", "match"), [year, baht(amount)])


# --- out of sight --------------------------------------------------------------------------------


def beyond(book: Book) -> list[Finding]:
    """What these books cannot judge, since it reaches behind what was carried into them.

    Whoever finds any reads the whole books instead; nothing of it is judged here meanwhile.

    Returns:
        R850 a paper or claim of that time is named; R852 a claim about an event of that time;
        R853 a correction that changes what was due then; R854 a rule that asks for old claims.
    """
    if book.carried is None:
        return []
    new = [entry for entry in book.entries if entry.date > book.carried]
    return [
        wrong
        for entry in new
        if isinstance(entry, Transaction | Custom)
        for wrong in (*_old_papers(book, entry), *_old_days(book, entry))
    ]


def _old_papers(book: Book, entry: Transaction | Custom) -> Iterator[Finding]:
    """Papers and claims that are not told, or not in full: a payment taken back, above all."""
    numbers: set[str] = set()
    if isinstance(entry, Transaction):
        claims = {str(own["claim"]) for _, _, own in books.lines(entry) if "claim" in own}
        if "reverses" in entry.meta and _undoes_old(book, str(entry.meta["reverses"])):
            numbers.add(str(entry.meta["reverses"]))
    else:
        number = str(values_of(entry)[-1]) if entry.values else ""
        claims = {number} if entry.type == "claim" else set()
        if entry.type == "irregularity" and not _is_new(book, number):
            numbers |= {number} if guards.before(book, number) else set()
    numbers |= {
        number
        for number in claims
        if number not in book.claims and book.past.holds("claim", number)
    }
    since = book.past.since
    for number in sorted(numbers):
        yield finding("R850", place_of(entry.meta), number=number, day=since)


def _undoes_old(book: Book, number: str) -> bool:
    """Whether what is taken back is not told, was a payment, or carries a verdict told."""
    if guards.out_of_sight(book, number):
        return True
    for one in book.past.transactions:
        if one.meta["kind"] != "collection" and number in _papers(one):
            return True
        lines = [own for _, _, own in books.lines(one) if "member" in own]
        if number in (*_papers(one), *(own.get("receipt") for own in lines)) and any(
            _has_verdict(book, str(own["member"]), one.date) for own in lines
        ):
            return True
    return False


def _papers(entry: Transaction) -> tuple[Any, Any]:
    return entry.meta.get("voucher"), entry.meta.get("doc")


def _has_verdict(book: Book, member: str, day: date, *, whole: bool = False) -> bool:
    """Whether a verdict was carried on an event of a person since a day.

    With `whole`, on a claim of which anything happened since: its last night, filing or payment.
    """
    members, stored = Members(book), decision.carried_verdicts(book)
    return any(
        claim.number in stored
        and day <= (_last_day(claim) if whole else claim.event)
        and members.person(claim.member) == members.person(member)
        for claim in cases.claims_of(book).values()
    )


def _last_day(claim: Claim) -> date:
    return max(claim.event, claim.end or claim.event, claim.filed, claim.paid_on or claim.filed)


def _is_new(book: Book, number: str) -> bool:
    """Whether an entry of these books bears a number."""
    return any(
        number in (entry.meta.get("doc"), entry.meta.get("voucher"), entry.meta.get("receipt"))
        or any(number in (own.get("claim"), own.get("receipt")) for _, _, own in books.lines(entry))
        for entry in book.transactions
    )


def _old_days(book: Book, entry: Transaction | Custom) -> Iterator[Finding]:
    """Claims, corrections and rules that speak of days before those in sight."""
    if not isinstance(entry, Custom):
        return
    place, since = place_of(entry.meta), book.past.since
    if entry.type == "claim":
        number = str(values_of(entry)[0])
        if _speaks_of_old(book, number):
            yield finding("R852", place, claim=number, day=since)
    elif entry.type == "member" and (_changes_dues(book, entry) or _ends_early(book, entry)):
        yield finding("R853", place, member=str(values_of(entry)[0]), day=since)
    elif entry.type == "bylaw" and _asks_old_claims(book, entry):
        yield finding("R854", place, benefit=str(entry.values[1].value), day=since)


def _speaks_of_old(book: Book, number: str) -> bool:
    """Whether a claim of these books is about an event before what is in sight."""
    if cases.out_of_sight(book, number):
        return True
    # It was told with its verdict, and something new is said of it.
    return number in decision.carried_verdicts(book)


def _changes_dues(book: Book, entry: Custom) -> bool:
    """Whether a correction changes what was to be paid, or the person of a verdict carried."""
    if entry.values[0].value != "changed":
        return False
    told = not {"birth", "sex", "person"}.isdisjoint(entry.meta)
    if told and _has_verdict(book, str(values_of(entry)[0]), date.min):
        return True
    rules = [rule for versions in book.bylaws.versions.values() for rule in versions]
    by_age = any(
        rule.key[0] == "contribution" and any(key.startswith("amount-under-") for key in rule.facts)
        for rule in rules
    )
    applied = any(
        rule.key[0] == "start" and rule.facts.get("from") == "application" for rule in rules
    )
    return ("birth" in entry.meta and by_age) or ("applied" in entry.meta and applied)


def _ends_early(book: Book, entry: Custom) -> bool:
    """Whether an end learned late changes what was carried of the time since.

    That is: the state of the member, where the end lies before the days told of; a verdict of a
    claim that was still dealt with; a list of the state match that was worked out, not recorded.
    """
    if entry.values[0].value != "ended" or "on" not in entry.meta:
        return False
    number, day, last = str(values_of(entry)[0]), books.ended_on(entry), book.carried or date.max
    told = [e for e in book.customs("carried", "member") if str(values_of(e)[0]) == number]
    since = min([book.past.since, *(e.meta["from"] for e in told if "from" in e.meta)])
    lists = (
        matching.cut_off(book, year) for year in range(calendars.be(day), calendars.be(last) + 1)
    )
    recorded = matching.recorded(book)
    return (
        day < since
        or _has_verdict(book, number, day, whole=True)
        or any(cut and day <= cut <= last and calendars.be(cut) not in recorded for cut in lists)
    )


def _asks_old_claims(book: Book, entry: Custom) -> bool:
    """Whether a new rule calls a claim a duplicate of one that needed not be carried."""
    versions = book.bylaws.versions.get(tuple(str(value.value) for value in entry.values), [])
    before = {
        kind
        for rule in versions
        if rule.since < entry.date
        for kind in items(rule.facts.get("duplicate"))
    }
    return bool(
        {"ever", "year"} & set(items(entry.meta.get("duplicate"))) - before and "ever" not in before
    )
