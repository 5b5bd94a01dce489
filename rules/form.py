"""Whether each directive has the form that the books' vocabulary asks for, seen by itself.

    2566-10-03 * "ค่าเครื่องเขียน"          ; E402: พ.ศ. where ค.ศ. belongs
      kind: "expense"
      Expenses:Admin:Stationery  102.255 THB  ; E203: finer than a satang
      Assets:Cash               -102.255 THB

Nearly every directive of a fund's books is sound, and there are many: a quick test with one table
for each kind lets those pass, and whatever it cannot vouch for goes to `vocabulary.problems`, which
alone decides and finds the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from beancount.core import account
from beancount.core.amount import Amount
from beancount.core.data import Balance
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Note
from beancount.core.data import Open
from beancount.core.data import Pad
from beancount.core.data import Posting
from beancount.core.data import Price
from beancount.core.data import Transaction

from welfare import privacy
from welfare import vocabulary
from welfare.findings import Finding
from welfare.findings import finding
from welfare.money import CURRENCY
from welfare.money import SATANG
from welfare.vocabulary import place_of

Test = Callable[[Any], bool]

ACCOUNT = re.compile(r"(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z][A-Za-z0-9-]*)+", re.ASCII)
_ROOT = re.compile(r"(Assets|Liabilities|Equity|Income|Expenses):\S+$")
_MONTH_FILE = re.compile(r"(?:^|[/\\])journal[/\\](\d{4})-(\d\d)\.beancount$")
_LIST = re.compile(r'^ *[^\s"\\,;]+ *(?:, *[^\s"\\,;]+ *)*$')
YEARS = range(1900, 2201)
BUDDHIST_YEARS = range(2400, 2701)
BE_MINUS_CE = 543
SATANG_EXPONENT = -2


# --- the quick test ------------------------------------------------------------------------------


def _anything(_: Any) -> bool:
    return True


def _identifier(value: Any) -> bool:
    return type(value) is str and vocabulary.IDENTIFIER.match(value) is not None


def _month(value: Any) -> bool:
    return type(value) is str and vocabulary.MONTH.match(value) is not None


def _months(value: Any) -> bool:
    return type(value) is str and vocabulary.MONTHS.match(value) is not None


def _text(value: Any) -> bool:
    return type(value) is str and (
        len(value) <= vocabulary.MAX_TEXT and not vocabulary.CONTROL.search(value)
    )


def _list(value: Any) -> bool:
    return type(value) is str and _LIST.match(value) is not None


def _baht(value: Any) -> bool:
    return type(value) is Amount and value.currency == CURRENCY


def _whole(value: Any) -> bool:
    return type(value) is Decimal and value >= 0 and value == value.to_integral_value()


def _is(type_: type) -> Test:
    return lambda value: type(value) is type_


def _word(words: str) -> Test:
    known = frozenset(words.split("|"))
    return lambda value: type(value) is str and value in known


_TESTS: dict[str, Test] = {
    "id": _identifier,
    "account": _identifier,
    "month": _month,
    "months": _months,
    "text": _text,
    "list": _list,
    "amount": _baht,
    "date": _is(date),
    "yes": _is(bool),
    "number": _is(Decimal),
    "whole": _whole,
}


def _test(type_: str) -> Test:
    """A test that passes nothing that the vocabulary would refuse; it may pass too little."""
    if type_ not in vocabulary.TYPES:
        return _word(type_)
    return _TESTS.get(type_, lambda _: False)


#: What Beancount itself puts into the metadata.
_OWN_KEYS = ("filename", "lineno", "__tolerances__", "__automatic__")


def _table(*tables: Mapping[str, vocabulary.Key]) -> dict[str, Test]:
    tests = {name: _test(key.type) for keys in tables for name, key in keys.items()}
    return {**dict.fromkeys(_OWN_KEYS, _anything), **tests}


_POSTING = [(name, _test(key.type)) for name, key in vocabulary.POSTING_KEYS.items()]
_POSTING_NAMES = {*_OWN_KEYS, *vocabulary.POSTING_KEYS}
_MONEY = _table(vocabulary.COMMON, vocabulary.MONEY_KEYS)
_MONEY_REQUIRED = {kind: frozenset(own.required) for kind, own in vocabulary.MONEY.items()}
#: Words of a directive to the tests of its values and its metadata, and the keys that it needs.
_CUSTOMS = {
    kind.words: (
        [_test(type_) for type_, _ in kind.values],
        _table(vocabulary.COMMON, kind.keys),
        frozenset(name for name, key in kind.keys.items() if key.required),
    )
    for kind in vocabulary.CUSTOMS
    # Bylaws are open to keys that the vocabulary does not name.
    if kind.words != ("bylaw",)
}


def _passes(meta: Mapping[str, Any], tests: Mapping[str, Test]) -> bool:
    for name, value in meta.items():
        test = tests.get(name)
        if test is None or not test(value):
            return False
    return True


def _postings_pass(postings: Iterable[Posting]) -> bool:
    for posting in postings:
        meta = posting.meta
        # Two keys are the file and the line.
        if not meta or (len(meta) == 2 and "filename" in meta):
            continue
        if not meta.keys() <= _POSTING_NAMES:
            return False
        for name, test in _POSTING:
            if name in meta and not test(meta[name]):
                return False
    return True


def _surely_sound(entry: Directive) -> bool:
    """Whether the form of a directive is in order; False means that it must be looked at."""
    if isinstance(entry, Transaction):
        required = _MONEY_REQUIRED.get(str(entry.meta.get("kind")))
        return (
            required is not None
            and required <= entry.meta.keys()
            and _passes(entry.meta, _MONEY)
            and _postings_pass(entry.postings)
        )
    if isinstance(entry, Custom):
        kind = vocabulary.kind_of(entry)
        if kind is None or kind.words not in _CUSTOMS:
            return False
        tests, table, required = _CUSTOMS[kind.words]
        values = entry.values[len(kind.words) - 1 :]
        return (
            len(values) == len(tests)
            and required <= entry.meta.keys()
            and all(test(item.value) for test, item in zip(tests, values, strict=True))
            and _passes(entry.meta, table)
        )
    return True


def problems(entry: Directive) -> list[Finding]:
    """What is wrong with the words and the metadata of one directive."""
    if _surely_sound(entry):
        return []
    broken = list(_line_breaks(entry))
    keys = {item.args["key"] for item in broken}
    return broken + [
        item
        for item in vocabulary.problems(entry)
        if not (item.code == "E105" and item.args["key"] in keys)
    ]


def _line_breaks(entry: Directive) -> Iterator[Finding]:
    """Metadata of more than one line: Fava's editor would cut the directive in two."""
    metas = [entry.meta]
    if isinstance(entry, Transaction):
        metas += [posting.meta for posting in entry.postings if posting.meta]
    for meta in metas:
        for key, value in meta.items():
            if isinstance(value, str) and "\n" in value:
                yield finding("E411", place_of(meta), key=key)


def mended(entry: Directive, found: Iterable[Finding]) -> Directive | None:
    """The directive as far as later checks can rely on it; None if they cannot.

    Values of the wrong type are left out, so that one slip of the pen makes one error, not a crash.
    """
    codes = {item.code for item in found}
    if codes & {"E101", "E102"}:
        return None
    bad = {item.args["key"] for item in found if item.code in ("E105", "E411")}
    if not bad:
        return entry
    return entry._replace(meta={key: v for key, v in entry.meta.items() if key not in bad})


def sound(entries: Iterable[Directive]) -> list[Directive]:
    """All directives that later checks can rely on, in order."""
    kept = (mended(entry, problems(entry)) for entry in entries)
    return [entry for entry in kept if entry is not None]


# --- dates, amounts, accounts, texts -------------------------------------------------------------


class Looker:
    """Looks at each directive once; remembers what it has seen many times."""

    def __init__(self, entries: Iterable[Directive], names: frozenset[str] = frozenset()) -> None:
        """Takes all directives, for the chart and the day of founding, and registered names."""
        self.names = names
        self.opened: set[str] = set()
        self.founded = date.min
        for entry in entries:
            if isinstance(entry, Open):
                self.opened.add(entry.account)
            elif isinstance(entry, Custom) and entry.type == "fund":
                self.founded = entry.date
        self._plain = {name for name in self.opened if ACCOUNT.fullmatch(name)}
        self._bylaws: set[tuple[Any, ...]] = set()
        self._months: dict[str, tuple[int, int] | None] = {}
        self._texts: dict[tuple[str, str], list[Finding]] = {}

    def look(self, entry: Directive) -> Iterator[Finding]:
        """What is wrong with the dates, amounts, accounts and free texts of one directive."""
        yield from self._dates(entry)
        if isinstance(entry, Transaction):
            yield from self._money(entry)
        elif isinstance(entry, Custom):
            yield from self._custom(entry)
        elif isinstance(entry, Open):
            if entry.account not in self._plain:
                yield finding("E205", place_of(entry.meta), account=entry.account)
        elif isinstance(entry, Pad):
            yield finding("E401", place_of(entry.meta))
        elif isinstance(entry, Balance | Price):
            yield from _amount(entry.amount, entry.meta)
            if isinstance(entry, Price):
                yield finding("E204", place_of(entry.meta), amount=str(entry.amount))
        yield from self._private(entry)

    def _dates(self, entry: Directive) -> Iterator[Finding]:
        day, meta = entry.date, entry.meta
        yield from _year(day, meta)
        if isinstance(entry, Transaction | Custom):
            for value in meta.values():
                if type(value) is date and value.year not in YEARS:
                    yield from _year(value, meta)
                elif type(value) is Amount:
                    yield from _amount(value, meta)
        if day < self.founded and not _may_be_older(entry):
            yield finding("E404", place_of(meta), day=day, founded=self.founded)
        name = meta.get("filename", "")
        if name not in self._months:
            match = _MONTH_FILE.search(name)
            self._months[name] = (int(match[1]), int(match[2])) if match else None
        month = self._months[name]
        if month and month != (day.year, day.month):
            own = f"{day.year:04d}-{day.month:02d}"
            yield finding("E413", place_of(meta), day=day, file=f"journal/{own}.beancount")

    def _money(self, entry: Transaction) -> Iterator[Finding]:
        total, whole, plain = Decimal(0), True, self._plain
        for posting in entry.postings:
            units = posting.units
            # Where a number could not be filled in, Beancount has said so.
            if units is None or not isinstance(units.number, Decimal):
                whole = False
                continue
            whole = whole and units.currency == CURRENCY
            total += units.number
            if (
                units.currency != CURRENCY
                or posting.cost
                or posting.price
                or posting.account not in plain
                or not units.number.same_quantum(SATANG)
            ):
                yield from _posting(posting, units, entry)
        if whole and total:
            yield finding("E201", place_of(entry.meta))
        for key, text in (("narration", entry.narration), ("payee", entry.payee)):
            if text and "\n" in text:
                yield finding("E411", place_of(entry.meta), key=key)

    def _custom(self, entry: Custom) -> Iterator[Finding]:
        for item in entry.values:
            if type(item.value) is Amount:
                yield from _amount(item.value, entry.meta)
            elif item.dtype == account.TYPE and item.value not in self.opened:
                yield finding("E202", place_of(entry.meta), account=item.value)
        if entry.type == "bylaw":
            key = tuple(str(item.value) for item in entry.values)
            if (entry.date, *key) in self._bylaws:
                yield finding("E416", place_of(entry.meta), key=" ".join(key), day=entry.date)
            self._bylaws.add((entry.date, *key))
            for value in entry.meta.values():
                if isinstance(value, str) and _ROOT.match(value) and value not in self.opened:
                    yield finding("E202", place_of(entry.meta), account=value)

    def _private(self, entry: Directive) -> Iterator[Finding]:
        for key, text in privacy.free_texts(entry):
            known = self._texts.get((key, text))
            if known is None:
                known = list(privacy.findings(key, text, self.names, place_of(entry.meta)))
                self._texts[key, text] = known
            for item in known:
                yield item._replace(place=place_of(entry.meta))


def _posting(posting: Posting, units: Amount, entry: Transaction) -> Iterator[Finding]:
    place = place_of(posting.meta or entry.meta)
    if units.number is not None and _finer(units.number):
        yield finding("E203", place, amount=str(units.number))
    if posting.cost or posting.price or units.currency != CURRENCY:
        yield finding("E204", place, amount=str(units))
    if not ACCOUNT.fullmatch(posting.account):
        yield finding("E205", place, account=posting.account)


def _finer(number: Decimal) -> bool:
    """Whether a number is written with more than two decimals."""
    exponent = number.as_tuple().exponent
    return not isinstance(exponent, int) or exponent < SATANG_EXPONENT


def _amount(amount: Amount, meta: dict[str, Any]) -> Iterator[Finding]:
    if amount.currency != CURRENCY:
        yield finding("E204", place_of(meta), amount=str(amount))
    if isinstance(amount.number, Decimal) and _finer(amount.number):
        yield finding("E203", place_of(meta), amount=str(amount.number))


def _year(day: date, meta: dict[str, Any]) -> Iterator[Finding]:
    if day.year in YEARS:
        return
    if day.year in BUDDHIST_YEARS:
        yield finding("E402", place_of(meta), day=day, be=day.year, ce=day.year - BE_MINUS_CE)
    else:
        yield finding("E403", place_of(meta), day=day)


def _may_be_older(entry: Directive) -> bool:
    """Members may have joined a fund that was founded formally later; settings have no date."""
    if isinstance(entry, Custom):
        return entry.type == "member" or bool(vocabulary.FOREIGN.match(entry.type))
    return not isinstance(entry, Transaction | Balance | Note | Pad)
