"""A fund's books in memory: load them once, then ask.

A `Book` is what Beancount read, with the indexes that commands need. It is never changed; a command
makes new directives and `welfare.records` writes them.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any
from typing import TypeVar

from beancount import loader
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Open
from beancount.core.data import Posting
from beancount.core.data import Transaction
from beancount.core.data import entry_sortkey

from welfare import carried
from welfare import parameters
from welfare import vocabulary
from welfare.findings import Place
from welfare.findings import refuse
from welfare.resting import Resting

MAIN = "main.beancount"
ALL = "all.beancount"
T = TypeVar("T")

#: The plugin that guards the books, which the main files name.
PLUGIN = "rules.plugin"

CASH = "Assets:Cash"
COLLECTORS = "Assets:Collectors"
BANK = "Assets:Bank"
SAVINGS = "Assets:Bank:Savings"
ADVANCES = "Assets:Advances"
UNIDENTIFIED = "Liabilities:Unidentified"
MATCH_REFUND = "Liabilities:StateMatchRefundable"
CONTRIBUTIONS = "Income:Contributions:Members"
ENTRY_FEES = "Income:Fees:Entry"
REINSTATEMENT_FEES = "Income:Fees:Reinstatement"
STATE_MATCH = "Income:Grants:StateMatch"
BENEFITS = "Expenses:Welfare"
FUNDS = {
    "welfare": "Equity:Fund:Welfare",
    "reserve": "Equity:Fund:Reserve",
    "management": "Equity:Fund:Management",
    "designated": "Equity:Fund:Designated",
}

#: The CODI category account of each benefit (domain: 16 categories).
BENEFIT_ACCOUNTS = {
    "birth": "Expenses:Welfare:Birth",
    "hospital": "Expenses:Welfare:Hospital",
    "elderly": "Expenses:Welfare:Elderly",
    "death": "Expenses:Welfare:Death",
    "funeral": "Expenses:Welfare:Funeral",
    "disability": "Expenses:Welfare:Disability",
    "career": "Expenses:Welfare:Career",
    "education": "Expenses:Welfare:Education",
    "culture": "Expenses:Welfare:Culture",
    "housing": "Expenses:Welfare:Housing",
    "disaster": "Expenses:Welfare:Disaster",
    "public": "Expenses:Welfare:Public",
    "environment": "Expenses:Welfare:Environment",
}


@dataclass(frozen=True)
class Member:
    """One membership number: its facts as last recorded, and when it began and ended.

    Attributes:
        number: member number, "0042".
        joined: day of admission.
        ended: day of death, resignation …, or None.
        reason: why it ended, or "".
        facts: facts of the admission, overlaid by later `changed` events.
        told: date of the record that it ended; later than `ended` where its month was closed when
            it became known.
    """

    number: str
    joined: date
    ended: date | None
    reason: str
    facts: dict[str, Any]
    told: date | None = None


@dataclass(frozen=True)
class Term:
    """A term of office."""

    person: str
    role: str
    first: date
    last: date
    village: str
    member: str = ""


@dataclass(frozen=True)
class Book:
    """A fund's books: the folder, all directives in order, and what Beancount found wrong.

    Attributes:
        folder: the fund's folder.
        entries: all directives, in order.
        errors: what Beancount and our plugin found wrong.
        options: Beancount's options.
        tail: the files read, where they are those since the last closing (`welfare.tail`); nobody
            has looked for errors then. Empty where all was read.
        unread: numbers of members, claims, meetings and resolutions that were left out of a tail
            (`welfare.brief`): nothing can be told of these.
        resting: of these, what the next closing carries on as it stands; None where nothing is.
    """

    folder: Path
    entries: list[Directive]
    errors: list[Any]
    options: dict[str, Any]
    tail: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()
    resting: Resting | None = None

    def once(self, make: Callable[[Book], T]) -> T:
        """What a function makes of these books, made once however many ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    @cached_property
    def _made(self) -> dict[Callable[[Book], Any], Any]:
        return {}

    @cached_property
    def transactions(self) -> list[Transaction]:
        """All transactions in order."""
        return [entry for entry in self.entries if isinstance(entry, Transaction)]

    @cached_property
    def past(self) -> carried.Past:
        """What a carried state tells of the time before these entries."""
        return carried.read(self.customs, self.benefit_account)

    @cached_property
    def carried(self) -> date | None:
        """The last day that was carried forward; None where the books go back to their first."""
        return next((entry.date for entry in self.customs("carried", "books")), None)

    @cached_property
    def begins(self) -> date:
        """The first day whose entries this book holds: of the books, or after what was carried."""
        return self.carried + timedelta(days=1) if self.carried else self.books_from

    @cached_property
    def in_sight(self) -> list[Transaction]:
        """The papers told in short by a carried state, then all transactions.

        For whom money came from and for what; balances are of `transactions` alone.
        """
        return [*self.past.transactions, *self.transactions]

    @cached_property
    def paid_in_sight(self) -> list[Transaction]:
        """As `in_sight` but for the receipts told in short, which are many: for what was paid."""
        return [*self.past.paid, *self.transactions]

    @cached_property
    def _customs(self) -> dict[tuple[str, ...], list[Custom]]:
        found: dict[tuple[str, ...], list[Custom]] = {}
        for entry in self.entries:
            if isinstance(entry, Custom):
                kind = vocabulary.kind_of(entry)
                words = kind.words if kind else (entry.type,)
                found.setdefault(words, []).append(entry)
        return found

    def customs(self, *words: str) -> list[Custom]:
        """The custom directives of one kind, `customs("claim", "filed")`, in order."""
        return self._customs.get(words, [])

    @cached_property
    def opens(self) -> dict[str, Open]:
        """The chart of accounts: account name to its `open` directive."""
        return {entry.account: entry for entry in self.entries if isinstance(entry, Open)}

    @cached_property
    def codes(self) -> dict[str, str]:
        """Account name to account code."""
        return {name: str(entry.meta.get("code", name)) for name, entry in self.opens.items()}

    @cached_property
    def fund(self) -> dict[str, Any]:
        """The facts of the `fund` directive; refused if the books have none."""
        found = self.customs("fund")
        if not found:
            raise refuse("R101", Place(str(self.folder / MAIN)), folder=self.folder)
        own = vocabulary.facts(found[0])
        return {**own, "id": vocabulary.values_of(found[0])[0], "founded": found[0].date}

    @property
    def fiscal_start(self) -> int:
        """First month of the fiscal year, 1-12."""
        return int(self.fund["fiscal-year-start"])

    @property
    def books_from(self) -> date:
        """First day of these books."""
        day = self.fund["books-from"]
        assert isinstance(day, date)
        return day

    @cached_property
    def bylaws(self) -> parameters.Bylaws:
        """The dated rules."""
        return parameters.read(self.customs("bylaw"))

    @cached_property
    def members(self) -> dict[str, Member]:
        """Every membership number ever, as recorded."""
        return read_members(self.entries)

    @cached_property
    def terms(self) -> list[Term]:
        """All terms of office."""
        return [
            Term(
                str(vocabulary.values_of(entry)[0]),
                str(vocabulary.values_of(entry)[1]),
                entry.date,
                entry.meta.get("until", date.max),
                str(entry.meta.get("village", "")),
                str(entry.meta.get("member", "")),
            )
            for entry in self.customs("officer")
        ]

    def officer(self, role: str, day: date, village: str = "") -> str | None:
        """Who holds an office on a day, or None."""
        for term in reversed(self.terms):
            if term.role == role and term.village == village and term.first <= day <= term.last:
                return term.person
        return None

    @cached_property
    def resolutions(self) -> dict[str, Custom]:
        """Resolution number to its directive."""
        return {vocabulary.values_of(entry)[0]: entry for entry in self.customs("resolution")}

    @cached_property
    def meetings(self) -> dict[str, Custom]:
        """Meeting number to its directive."""
        return {str(vocabulary.values_of(entry)[0]): entry for entry in self.customs("meeting")}

    @cached_property
    def joins(self) -> dict[str, Custom]:
        """Member number to its `joined` directive."""
        return {str(vocabulary.values_of(e)[0]): e for e in self.customs("member", "joined")}

    @cached_property
    def claims(self) -> dict[str, Custom]:
        """Claim number to its `filed` directive."""
        return {vocabulary.values_of(entry)[0]: entry for entry in self.customs("claim", "filed")}

    @cached_property
    def collectors(self) -> dict[str, str]:
        """Village (two digits) to the custody account of its collector."""
        prefix = f"{COLLECTORS}:Moo"
        return {name.removeprefix(prefix): name for name in self.opens if name.startswith(prefix)}

    @cached_property
    def taken_back(self) -> set[int]:
        """Benefits paid and refunds (by `id`) of which a reversal took back every line."""
        back: dict[str, list[Any]] = {}
        for entry in self.transactions:
            if entry.meta.get("kind") == "reversal":
                back.setdefault(str(entry.meta.get("reverses")), []).append(_told(entry, -1))
        if not back:
            return set()
        return {
            id(entry)
            for entry in self.paid_in_sight
            if entry.meta.get("kind") in ("benefit", "refund")
            for number in {entry.meta.get("voucher"), entry.meta.get("doc")} - {None}
            if _told(entry, 1) in back.get(str(number), ())
        }

    def benefit_account(self, benefit: str, day: date) -> str:
        """The expense account of a benefit: the bylaws' of the day, else CODI's category, or ""."""
        versions = self.bylaws.versions.get(("benefit", benefit), ())
        rule = self.bylaws.on(day, "benefit", benefit) or next(iter(versions), None)
        own = rule.facts.get("account") if rule else None
        return str(own or BENEFIT_ACCOUNTS.get(benefit, ""))

    def balance(self, account: str, day: date) -> Decimal:
        """Balance of an account and its sub-accounts at the end of a day, in baht."""
        total = Decimal(0)
        for name, (days, sums) in self._running.items():
            if name == account or name.startswith(f"{account}:"):
                moved = bisect_right(days, day)
                total += sums[moved - 1] if moved else 0
        return total

    @cached_property
    def _running(self) -> dict[str, tuple[list[date], list[Decimal]]]:
        """Account to the days on which it moved, in order, and its balance after each line."""
        found: dict[str, tuple[list[date], list[Decimal]]] = {}
        for entry in self.transactions:
            for posting in entry.postings:
                days, sums = found.setdefault(posting.account, ([], []))
                sums.append((sums[-1] if sums else Decimal(0)) + number(posting))
                days.append(entry.date)
        return found


def _told(transaction: Transaction, sign: int) -> list[tuple[str, Decimal, str]]:
    """The lines of a transaction that move anything: account, baht times a sign, claim."""
    return sorted(
        (posting.account, sign * posting.units.number, str((posting.meta or {}).get("claim", "")))
        for posting in transaction.postings
        if posting.units is not None and isinstance(posting.units.number, Decimal)
        if posting.units.number
    )


def read_members(entries: Iterable[Directive]) -> dict[str, Member]:
    """Membership numbers from their events, in the order of the books."""
    members: dict[str, Member] = {}
    for entry in entries:
        if not isinstance(entry, Custom) or entry.type != "member":
            continue
        event, number = (value.value for value in entry.values[:2])
        own = vocabulary.facts(entry)
        known = members.get(number)
        if event == "joined":
            members[number] = Member(number, entry.date, None, "", own)
        elif known is None:
            continue
        elif event == "changed":
            members[number] = replace(known, facts={**known.facts, **own})
        elif event == "ended":
            members[number] = replace(
                known, ended=ended_on(entry), reason=str(own.get("reason", "")), told=entry.date
            )
    return members


def ended_on(entry: Custom) -> date:
    """The day on which a membership ended, from its `member "ended"`: `on:`, or its own date."""
    day = entry.meta.get("on")
    return day if isinstance(day, date) else entry.date


def is_fund(folder: Path) -> bool:
    """Whether a folder holds a fund's books."""
    return (folder / MAIN).is_file()


def load(folder: Path, *, whole: bool = False) -> Book:
    """Read a fund's books afresh, without Beancount's cache.

    The cache's key leaves out the plugin's code, so an official answer never comes from it.

    Args:
        folder: the fund's folder.
        whole: read the whole history (`all.beancount`) instead of the open years.

    Raises:
        Refused: F301, the folder holds no books.
    """
    if not is_fund(folder):
        raise refuse("F301", Place(str(folder)), folder=folder)
    path = folder / (ALL if whole else MAIN)
    loader.initialize(False)
    with no_collection():
        entries, errors, options = loader.load_file(str(path.resolve()))
    return Book(folder, entries, errors, options)


@contextmanager
def no_collection() -> Iterator[None]:
    """No garbage collection: a load makes millions of small objects and no garbage.

    Measured 35 % faster.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


#: What follows from other directives than transactions.
_STANDING = ("_customs", "past", "opens", "codes", "fund", "bylaws", "members", "terms", "claims")


def with_entries(book: Book, new: Iterable[Directive]) -> Book:
    """The book as it would be with more directives; used to ask before writing."""
    new = list(new)
    entries = sorted([*book.entries, *new], key=entry_sortkey)
    later = replace(book, entries=entries)
    if all(isinstance(entry, Transaction) for entry in new):
        known = vars(book)
        vars(later).update({name: known[name] for name in _STANDING if name in known})
    return later


def empty(folder: Path) -> Book:
    """A book with nothing in it, for a folder that is yet to be made."""
    return Book(folder, [], [], {})


def number(posting: Posting) -> Decimal:
    """Baht of a posting; the books hold no elided amounts after booking."""
    assert posting.units is not None
    assert posting.units.number is not None
    return posting.units.number


def lines(transaction: Transaction) -> Iterator[tuple[str, Decimal, dict[str, Any]]]:
    """Account, amount in baht and metadata of each posting."""
    for posting in transaction.postings:
        yield posting.account, number(posting), posting.meta or {}
