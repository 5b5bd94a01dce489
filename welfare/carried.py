"""What a carried state tells of the time before it: papers in short, and the numbers used.

A closing carries the books forward (`rules.carry`). Receipts and payments of its last twelve months
stay in sight, in one line a member and claim, and are read back as transactions here:

    2023-10-31 custom "carried" "member" "0033"
      start: 2016-10-01
      paid-through: "2022-10"
      receipts: "221103:30:02-66-0044 221204::0061"

Receipt 02-66-0061 brought 30 baht on 4 December 2022. A letter behind the day tells other money:
`e` entry fee, `f` fee for reinstatement, `u` money held as unidentified; a fourth part is the
document where there is no receipt. None of it moves a balance: those are in the opening entry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount
from beancount.core.data import EMPTY_SET
from beancount.core.data import Custom
from beancount.core.data import Posting
from beancount.core.data import Transaction

from welfare.vocabulary import values_of

#: Account that each letter of a short receipt stands for; contributions have none.
LETTERS = {
    "": "Income:Contributions:Members",
    "e": "Income:Fees:Entry",
    "f": "Income:Fees:Reinstatement",
    "u": "Liabilities:Unidentified",
}
#: Before a number that has no series, and instead of a colon in one.
WHOLE, COLON = "=", "%3A"
_NUMBER = re.compile(r"^(.*?)(\d+)$")
_SATANG = Decimal("0.01")
Customs = Callable[..., list[Custom]]
#: A running number, and with how many digits it is written.
Count = tuple[int, int]


class Short(NamedTuple):
    """One line of a receipt in short: its day, letter, baht, receipt, and document if without."""

    day: date
    letter: str
    amount: Decimal
    receipt: str
    doc: str = ""


@dataclass(frozen=True)
class Past:
    """What lies before the books that were loaded.

    Attributes:
        last: the last day that was carried; None where nothing was.
        since: the first day of which receipts and payments are in sight.
        facts: what else the carried state says of the books.
        members: member number to the directive that tells its receipts.
        paid: payments of benefits and refunds in sight, with the lines that rules ask for.
        used: kind of number and series to the ranges of running numbers used.
    """

    last: date | None = None
    since: date = date.min
    facts: dict[str, Any] = field(default_factory=dict)
    members: Mapping[str, Custom] = field(default_factory=dict)
    paid: tuple[Transaction, ...] = ()
    used: Mapping[tuple[str, str], tuple[tuple[int, int], ...]] = field(default_factory=dict)
    widths: Mapping[tuple[str, str], int] = field(default_factory=dict)
    _shorts: dict[str, list[Short]] = field(default_factory=dict)

    def shorts(self, member: str) -> list[Short]:
        """The receipts of a member in sight, in order; read when they are first asked for."""
        if member not in self._shorts:
            told = self.members.get(member)
            text = str(told.meta.get("receipts", "")) if told else ""
            self._shorts[member] = [one for one in shorts(text) if one.amount]
        return self._shorts[member]

    def receipts(self, member: str) -> Iterator[Transaction]:
        """The same as transactions."""
        told = self.shorts(member)
        return _receipts(member, self.members[member], told) if told else iter(())

    @cached_property
    def transactions(self) -> list[Transaction]:
        """All papers in sight by date; of many members that takes a while."""
        found = [entry for member in self.members for entry in self.receipts(member)]
        return sorted([*found, *self.paid], key=lambda entry: entry.date)

    def holds(self, kind: str, number: str) -> bool:
        """Whether a number of a kind (`receipt`, `doc`, `voucher`, `claim`, …) was used before."""
        series, count = split(number)
        return any(first <= count <= last for first, last in self.used.get((kind, series), ()))

    def ends(self, kind: str) -> Iterator[str]:
        """The last number of every range of a kind: enough to go on counting."""
        for (own, series), ranges in self.used.items():
            if own == kind:
                for _, last in ranges:
                    yield f"{series}{last:0{self.widths[own, series]}d}"


def split(number: str) -> tuple[str, int]:
    """Series and running number: `02-66-0040` is (`02-66-`, 40)."""
    match = _NUMBER.match(number)
    return (match[1], int(match[2])) if match else (number, 0)


# --- reading -------------------------------------------------------------------------------------


def read(customs: Customs, account_of: Callable[[str, date], str]) -> Past:
    """What a carried state tells; nothing if the books hold none.

    Args:
        customs: the custom directives of a kind, `customs("carried", "member")`.
        account_of: the expense account of a benefit on a day.
    """
    state = next(iter(customs("carried", "books")), None)
    if state is None:
        return Past()
    used, widths = _used(customs("carried", "numbers"))
    members = {str(values_of(entry)[0]): entry for entry in customs("carried", "member")}
    paid = [*_benefits(customs, account_of), *_refunds(customs)]
    paid.sort(key=lambda entry: entry.date)
    since = state.meta["since"]
    return Past(state.date, since, state.meta, members, tuple(paid), used, widths)


def _used(
    entries: Iterable[Custom],
) -> tuple[dict[tuple[str, str], tuple[tuple[int, int], ...]], dict[tuple[str, str], int]]:
    used, widths = {}, {}
    for entry in entries:
        key = str(values_of(entry)[0]), str(entry.meta.get("series", ""))
        texts = [text.strip().partition("..") for text in str(entry.meta["used"]).split(",")]
        used[key] = tuple((int(first), int(last or first)) for first, _, last in texts)
        widths[key] = min(len(first) for first, _, _ in texts)
    return used, widths


def _receipts(member: str, entry: Custom, told: Iterable[Short]) -> Iterator[Transaction]:
    for one in told:
        own = {"member": member} | ({"receipt": one.receipt} if one.receipt else {})
        facts = {"kind": "collection"} | ({"doc": one.doc} if one.doc else {})
        lines = [(LETTERS[one.letter], -one.amount, own)]
        yield _told(entry, one.day, facts, lines)


def _benefits(customs: Customs, account_of: Callable[[str, date], str]) -> Iterator[Transaction]:
    filed = {values_of(entry)[0]: entry.meta for entry in customs("claim", "filed")}
    vouchers: dict[tuple[date, str], list[Custom]] = defaultdict(list)
    for entry in customs("carried", "claim"):
        if "paid" in entry.meta and values_of(entry)[0] in filed:
            vouchers[entry.meta["paid"], str(entry.meta.get("voucher", ""))].append(entry)
    for (day, voucher), entries in vouchers.items():
        lines: list[tuple[str, Decimal, dict[str, str]]] = []
        net = Decimal(0)
        for entry in entries:
            number = str(values_of(entry)[0])
            claim = filed[number]
            own = {"member": str(claim["member"]), "claim": number}
            given, kept = baht_of(entry, "given", "gross"), baht_of(entry, "deducted")
            account = account_of(str(claim["benefit"]), claim["event"])
            lines.append((account, given, own))
            lines += [(LETTERS[""], -kept, own)] if kept else []
            net += given - kept
        lines.append((str(entries[0].meta.get("account", "Assets:Cash")), -net, {}))
        own = {key: entries[0].meta[key] for key in ("resolution", "to") if key in entries[0].meta}
        yield _told(entries[0], day, {"kind": "benefit", "voucher": voucher, **own}, lines)


def _refunds(customs: Customs) -> Iterator[Transaction]:
    for entry in customs("carried", "refund"):
        meta, amount = entry.meta, baht_of(entry, "amount")
        facts = {"kind": "refund", "doc": str(values_of(entry)[0])}
        facts |= {"voucher": meta["voucher"]} if "voucher" in meta else {}
        lines = [(LETTERS[""], amount, {"member": str(meta["member"])})]
        yield _told(entry, meta["paid"], facts, [*lines, (str(meta["account"]), -amount, {})])


def baht_of(entry: Custom, *keys: str) -> Decimal:
    """The amount of the first of these keys that a directive has; nothing without any."""
    value = next((entry.meta[key] for key in keys if key in entry.meta), None)
    number = value.number if isinstance(value, Amount) else None
    return number if number is not None else Decimal("0.00")


def _told(
    entry: Custom,
    day: date,
    facts: Mapping[str, Any],
    lines: Iterable[tuple[str, Decimal, Mapping[str, str]]],
) -> Transaction:
    """A transaction that stands where the directive stands that tells of it."""
    place = {key: entry.meta.get(key, "") for key in ("filename", "lineno")}
    postings = [
        Posting(account, Amount(amount, "THB"), None, None, None, {**place, **own})
        for account, amount, own in lines
        if amount
    ]
    return Transaction({**place, **facts}, day, "*", None, "", EMPTY_SET, EMPTY_SET, postings)


# --- in short ------------------------------------------------------------------------------------


def shorts(text: str) -> Iterator[Short]:
    """The receipts of a short text, in order."""
    series, amount = "", Decimal(0)
    for word in text.split():
        day, baht, number, doc = (*word.split(":"), "")[:4]
        if baht:
            amount = Decimal(baht).quantize(_SATANG)
        if number.isdecimal():
            number = f"{series}{number}"
        elif number:
            number = number.removeprefix(WHOLE).replace(COLON, ":")
            series, _ = split(number)
        when = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:6]))
        yield Short(when, day[6:], amount, number, doc)


def in_short(lines: Iterable[Short]) -> str:
    """Receipts as a short text: an amount or series is left out where it is the one before."""
    words, series, width, amount = [], "", 0, Decimal(0)
    for one in lines:
        baht = "" if one.amount == amount else f"{one.amount.normalize():f}"
        amount = one.amount
        number, own = one.receipt, split(one.receipt)
        if number:
            rest = number.removeprefix(own[0])
            if own[0] == series and len(rest) == width and rest.isdecimal():
                number = rest
            else:
                series = own[0]
                width = len(rest) if (series and own[1]) else 0
                number = number.replace(":", COLON)
                number = f"{WHOLE}{number}" if not series or number[0] == WHOLE else number
        tail = f":{one.doc}" if one.doc else ""
        day = f"{one.day.year % 100:02d}{one.day.month:02d}{one.day.day:02d}"
        words.append(f"{day}{one.letter}:{baht}:{number}{tail}")
    return " ".join(words)


def in_ranges(parts: Iterable[tuple[Count, Count]]) -> str:
    """Running numbers, told by the first and last of each run, as `0001..0812, 0814`."""
    runs: list[tuple[Count, Count]] = []
    for first, last in sorted(set(parts)):
        if runs and runs[-1][1][0] + 1 >= first[0]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
    texts = [[f"{count:0{width}d}" for count, width in run] for run in runs]
    return ", ".join("..".join(dict.fromkeys(text)) for text in texts)
