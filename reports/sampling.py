"""Samples of entries for testing (การสุ่มตรวจ), which anybody can draw again from the seed.

    drawn = draw(items(book, period), Method("mus", 30, "2567-ก"))
    drawn.items, drawn.interval, drawn.start

What is drawn from is lines: every line of a transaction but those on cash, bank and collectors, so
each receipt on a village's sheet and each benefit of a voucher is one; a transfer between places of
money is one line of its own.

*Random*: each line has the SHA-256 of seed and line; the `size` smallest are taken. *Monetary-unit
(MUS, สุ่มตามจำนวนเงิน)*: in the order of the books each satang is counted; taken are the lines in
which every `interval`-th satang lies, from a start that the SHA-256 of the seed gives. A line of an
interval or more is certain to be taken. No line's chance depends on its file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import accumulate
from typing import Literal
from typing import NamedTuple

from beancount.core.data import Directive
from beancount.core.data import Posting
from beancount.core.data import Transaction

from reports import trace
from welfare import books
from welfare import money
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import refuse
from welfare.money import ZERO

#: Accounts of places where money lies: a line there is the other side of what is tested.
PLACES = (books.CASH, books.BANK, books.COLLECTORS)
#: What may be drawn from, by the beginning of the account.
KINDS: dict[str, tuple[str, ...]] = {
    "all": ("",),
    "contributions": (books.CONTRIBUTIONS,),
    "income": ("Income:",),
    "benefits": (books.BENEFITS,),
    "expenses": ("Expenses:",),
}
SIZE_MAX = 1000


class Item(NamedTuple):
    """One line that may be drawn.

    Attributes:
        day: its date.
        number: claim, receipt, document or voucher.
        text: what the entry says.
        account: the line's account.
        amount: baht, never below nothing.
        entry: the transaction.
        posting: the line; None where money only changed its place.
    """

    day: date
    number: str
    text: str
    account: str
    amount: Decimal
    entry: Transaction
    posting: Posting | None


class Method(NamedTuple):
    """How to draw: `random` or `mus`, how many lines, and the seed."""

    how: Literal["random", "mus"]
    size: int
    seed: str


class Drawn(NamedTuple):
    """A sample and what it was drawn from.

    Attributes:
        items: the lines, in the order of the books.
        size: lines of the population.
        total: baht of the population.
        interval: baht from one chosen satang to the next; None for a random sample.
        start: baht at which the first one lies; None for a random sample.
    """

    items: list[Item]
    size: int
    total: Decimal
    interval: Decimal | None
    start: Decimal | None


def items(
    book: Book,
    period: Period | None,
    kind: str = "all",
    account: str = "",
    passes: Callable[[Directive], bool] = lambda _: True,
) -> list[Item]:
    """The lines to draw from, in the order of the books.

    Args:
        book: the books; what they began with or carried on is left out.
        period: days, or None for all.
        kind: a word of `KINDS`.
        account: an account, with those below it; "" for all.
        passes: which transactions.
    """
    found = [
        item
        for entry in book.transactions
        if entry.meta.get("kind") != "opening" and entry.date >= book.begins
        if period is None or period.first <= entry.date <= period.last
        if passes(entry)
        for item in _of(entry)
        if item.amount and item.account.startswith(KINDS[kind])
        if not account or item.account == account or item.account.startswith(f"{account}:")
    ]
    return sorted(found, key=lambda item: (item.day, item.number, item.account, item.amount))


def _of(entry: Transaction) -> Iterator[Item]:
    own = [p for p in entry.postings if not p.account.startswith(PLACES)]
    text = entry.narration or ""
    for posting in own:
        number = trace.number_of(entry, posting)
        amount = abs(books.number(posting))
        yield Item(entry.date, number, text, posting.account, amount, entry, posting)
    if not own:
        into = [p for p in entry.postings if books.number(p) > 0]
        total = sum(map(books.number, into), ZERO)
        account = into[0].account if into else entry.postings[0].account
        yield Item(entry.date, trace.number_of(entry), text, account, total, entry, None)


def draw(population: Sequence[Item], method: Method) -> Drawn:
    """The sample of a seed: the same lines whenever and wherever it is drawn.

    Raises:
        Refused: R955 the size is none, R956 there is nothing to draw from.
    """
    if not 1 <= method.size <= SIZE_MAX:
        raise refuse("R955", size=method.size, most=SIZE_MAX)
    if not population:
        raise refuse("R956")
    total = sum((item.amount for item in population), ZERO)
    if method.how == "random":
        return Drawn(_random(population, method), len(population), total, None, None)
    interval = max(money.satang(total) // method.size, 1)
    start = _number_of(method.seed) % interval
    return Drawn(
        _by_money(population, interval, start),
        len(population),
        total,
        money.from_satang(interval),
        money.from_satang(start),
    )


def _random(population: Sequence[Item], method: Method) -> list[Item]:
    chance = sorted(zip(_chances(population, method.seed), range(len(population)), strict=True))
    return [population[at] for at in sorted(at for _, at in chance[: method.size])]


def _chances(population: Iterable[Item], seed: str) -> Iterator[str]:
    """The SHA-256 of each line with the seed; lines that are alike are told apart by counting."""
    alike: Counter[str] = Counter()
    for item in population:
        words = (seed, item.day, item.number, item.account, item.amount, item.text)
        line = "|".join(map(str, words))
        alike[line] += 1
        yield sha256(f"{line}|{alike[line]}".encode()).hexdigest()


def _by_money(population: Sequence[Item], interval: int, start: int) -> list[Item]:
    """The lines in which a chosen satang lies; the first is number `start`, counted from 0."""
    ends = list(accumulate(money.satang(item.amount) for item in population))
    taken: dict[int, None] = {}
    for at in range(start, ends[-1], interval):
        taken[bisect_left(ends, at + 1)] = None
    return [population[at] for at in taken]


def _number_of(seed: str) -> int:
    return int(sha256(seed.encode()).hexdigest(), 16)
