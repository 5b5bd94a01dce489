"""From new directives to bytes on disk: merge, validate, format, parse back, then write.

Every command that changes the books goes through `plan` and `commit`:

    with session(folder) as book:          # locked, recovered, loaded
        plan = records.plan(book, Batch(entries=[…]))
        records.commit(plan)

A record that the books already hold with the same content is skipped, so a command repeated by
mistake changes nothing; the same number with other content is refused with both places.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any
from typing import NamedTuple

from beancount.core import account
from beancount.core import data
from beancount.core.amount import Amount
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Open
from beancount.core.data import Posting
from beancount.core.data import Transaction
from beancount.parser import parser
from beancount.parser import printer

from welfare import books
from welfare import calendars
from welfare import canonical
from welfare import privacy
from welfare import register
from welfare import seals
from welfare import tail
from welfare import vocabulary
from welfare import writing
from welfare.books import Book
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import finding
from welfare.findings import refuse
from welfare.money import SATANG

#: What a record says besides where and when it was keyed.
_INCIDENTAL = {"source", "entered", "note", "filename", "lineno"}

ACCOUNT = re.compile(r"^(Assets|Liabilities|Equity|Income|Expenses):")
STANDING = ("accounts", "bylaws", "governance", "members")


@dataclass
class Batch:
    """What a command or a paper wants to add.

    Attributes:
        entries: new directives.
        people: person numbers to rows of the register, new or changed.
        files: other files, path below the fund's folder to whole new content (bank lines, papers).
        refused: rows that cannot be imported, and why.
        noticed: rows that were imported with a remark.
        irregular: `irregularity` directives that the books need to hold these entries.
    """

    entries: list[Directive] = field(default_factory=list)
    people: dict[str, register.Person] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    refused: list[Finding] = field(default_factory=list)
    noticed: list[Finding] = field(default_factory=list)
    irregular: list[Custom] = field(default_factory=list)

    def add(self, other: Batch) -> None:
        """Take over everything of another batch."""
        self.entries += other.entries
        self.people |= other.people
        self.files |= other.files
        self.refused += other.refused
        self.noticed += other.noticed
        self.irregular += other.irregular


@dataclass(frozen=True)
class Plan:
    """Bytes ready to be written, and what they mean.

    Attributes:
        book: the books that they were planned against.
        new: the directives that will be added.
        skipped: how many records the books held already.
        changes: path below the folder to whole new content.
        seen: path to the SHA-256 that it had when read, None if it did not exist.
    """

    book: Book
    new: list[Directive]
    skipped: int
    changes: dict[str, bytes]
    seen: writing.Seen

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.changes


# --- making directives ---------------------------------------------------------------------------


def baht(amount: Decimal) -> Amount:
    """An amount in THB."""
    return Amount(amount, "THB")


def custom(day: date, words: tuple[str, ...], values: Iterable[Any] = (), **facts: Any) -> Custom:
    """A custom directive; underscores in keys stand for hyphens, empty facts are left out."""
    from beancount.parser.grammar import ValueType  # noqa: PLC0415 - pulls in the parser

    def typed(value: Any) -> ValueType:
        if isinstance(value, str) and re.match(
            r"^(Assets|Liabilities|Equity|Income|Expenses):", value
        ):
            return ValueType(value, account.TYPE)  # type: ignore[arg-type]  # a str marks accounts
        return ValueType(value, type(value))

    return Custom(
        _entry_meta(facts), day, words[0], [typed(value) for value in (*words[1:], *values)]
    )


def transaction(
    day: date,
    narration: str,
    postings: Iterable[tuple[str, Decimal, dict[str, Any]]],
    *,
    payee: str | None = None,
    **facts: Any,
) -> Transaction:
    """A transaction from (account, baht, posting facts); zero postings are left out."""
    made = [
        Posting(name, baht(amount), None, None, None, _meta(own) or None)
        for name, amount, own in postings
        if amount
    ]
    return Transaction(
        _entry_meta(facts), day, "*", payee or None, narration, data.EMPTY_SET, data.EMPTY_SET, made
    )


def _entry_meta(facts: dict[str, Any]) -> dict[str, Any]:
    # Until it is in a file, a record stands where its paper says: messages name that place.
    return {**data.new_metadata(str(facts.get("source") or ""), 0), **_meta(facts)}


def _meta(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        key.replace("_", "-"): _value(value)
        for key, value in facts.items()
        if value is not None and value != ""
    }


def _value(value: Any) -> Any:
    """Python's ints are Beancount's numbers; satang amounts carry their currency."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value


# --- identity ------------------------------------------------------------------------------------


def content(entry: Directive) -> tuple[Any, ...]:
    """What a record says, for comparing two of them; incidental facts left out."""
    own = tuple(
        sorted((k, str(v)) for k, v in vocabulary.facts(entry).items() if k not in _INCIDENTAL)
    )
    if isinstance(entry, Custom):
        return (entry.date, entry.type, tuple(str(v.value) for v in entry.values), own)
    if isinstance(entry, Transaction):
        postings = sorted(_line(posting) for posting in entry.postings)
        return (entry.date, entry.payee, entry.narration, own, tuple(postings))
    if isinstance(entry, Open):
        return (entry.date, entry.account)
    return (entry.date, type(entry).__name__, own)


def _line(posting: Posting) -> tuple[Any, ...]:
    own = tuple(
        sorted((k, str(v)) for k, v in (posting.meta or {}).items() if k not in _INCIDENTAL)
    )
    return (posting.account, books.number(posting), own)


#: Kinds whose number alone does not tell two records apart: the date does.
_DATED = {("bylaw",), ("officer",), ("sheet-total",), ("claim", "considered")}


def identity(entry: Directive) -> tuple[Any, ...]:
    """What makes two records the same record: its own number, else all that it says."""
    if isinstance(entry, Open):
        return ("open", entry.account)
    if isinstance(entry, Custom):
        kind = vocabulary.kind_of(entry)
        if kind is None or kind.many:
            return content(entry)
        ids = [
            value
            for value, (type_, _) in zip(vocabulary.values_of(entry), kind.values, strict=False)
            if type_ != "amount"
        ]
        dated = entry.date if kind.words in _DATED else None
        return (*kind.words, *ids, dated)
    if isinstance(entry, Transaction):
        for key in ("doc", "voucher", "bank-line", "reverses"):
            if key in entry.meta:
                return (key, entry.meta[key])
        if entry.meta.get("kind") == "opening":
            return ("opening",)
    return content(entry)


def has_receipts(entry: Directive) -> bool:
    """Whether a record is a collection whose lines bear receipt numbers, and no number itself."""
    return (
        isinstance(entry, Transaction)
        and entry.meta.get("kind") == "collection"
        and not {"doc", "voucher", "reverses", "bank-line"} & entry.meta.keys()
        and any((posting.meta or {}).get("receipt") is not None for posting in entry.postings)
    )


class _Receipt(NamedTuple):
    """All lines of one receipt number: day, who received, where the money went, what it says."""

    first: Transaction
    lines: list[tuple[Any, ...]]


def _receipts(entries: Iterable[Directive], wanted: set[str] | None = None) -> dict[str, _Receipt]:
    """Receipts by number, all of them or only the wanted ones."""
    found: dict[str, _Receipt] = {}
    for entry in entries:
        if not isinstance(entry, Transaction) or entry.meta.get("kind") != "collection":
            continue
        custody = tuple(p.account for p in entry.postings if "receipt" not in (p.meta or {}))
        for posting in entry.postings:
            number = posting.meta.get("receipt") if posting.meta else None
            if number is not None and (wanted is None or number in wanted):
                line = (entry.date, str(entry.meta.get("by", "")), custody, *_line(posting))
                found.setdefault(number, _Receipt(entry, [])).lines.append(line)
    return found


def merge(book: Book, new: Iterable[Directive]) -> tuple[list[Directive], int]:
    """The records that the books do not hold yet, and how many they hold already.

    Raises:
        Refused: R201, a number of the books is used again with other content.
    """
    new = list(new)
    ours = _receipts(new)
    theirs = _receipts(book.entries, set(ours)) if ours else {}
    clashes = [
        _clash(number, ours[number].first, theirs[number].first)
        for number in theirs
        if sorted(ours[number].lines) != sorted(theirs[number].lines)
    ]
    known = _known(book, new)
    fresh: list[Directive] = []
    skipped = 0
    for entry in new:
        if has_receipts(entry):
            rest = _without(entry, set(theirs))
            skipped += rest is None
            fresh += [rest] if rest else []
            continue
        other = known.get(identity(entry))
        if other is None:
            known[identity(entry)] = entry
            fresh.append(entry)
        elif content(other) == content(entry):
            skipped += 1
        else:
            clashes.append(_clash(" ".join(str(p) for p in identity(entry) if p), entry, other))
    if clashes:
        raise Refused(*clashes)
    return fresh, skipped


def _known(book: Book, new: list[Directive]) -> dict[tuple[Any, ...], Directive]:
    """What the books hold of the kinds that are to be added, by identity.

    Only these are looked at: a big fund's books hold a hundred thousand lines.
    """
    types = {_type(entry) for entry in new}
    known: dict[tuple[Any, ...], Directive] = {}
    for entry in book.entries:
        if _type(entry) in types and not has_receipts(entry):
            known.setdefault(identity(entry), entry)
    return known


def _type(entry: Directive) -> str:
    return entry.type if isinstance(entry, Custom) else type(entry).__name__


def _without(entry: Directive, seen: set[str]) -> Directive | None:
    """A collection without the receipts that the books hold already; None if nothing is left."""
    assert isinstance(entry, Transaction)
    kept = [p for p in entry.postings if (p.meta or {}).get("receipt") not in seen]
    lines = [p for p in kept if (p.meta or {}).get("receipt")]
    if len(kept) == len(entry.postings) or not lines:
        return entry if lines else None
    cash = next(p for p in kept if not (p.meta or {}).get("receipt"))
    total = -sum((books.number(p) for p in lines), Decimal(0))
    return entry._replace(postings=[cash._replace(units=baht(total)), *lines])


def _clash(number: str, entry: Directive, other: Directive) -> Finding:
    source = entry.meta.get("source") or entry.date
    return finding("R201", vocabulary.place_of(other.meta), number=number, source=source)


# --- validating ----------------------------------------------------------------------------------


def _form_findings(book: Book, new: list[Directive]) -> Iterator[Finding]:
    opened = set(book.opens) | {entry.account for entry in new if isinstance(entry, Open)}
    for entry in new:
        yield from vocabulary.problems(entry)
        if not isinstance(entry, Transaction):
            continue
        where = vocabulary.place_of(entry.meta)
        if sum((books.number(p) for p in entry.postings), Decimal(0)):
            yield finding("E201", where)
        for posting in entry.postings:
            if posting.account not in opened:
                yield finding("E202", where, account=posting.account)
            if books.number(posting) != books.number(posting).quantize(SATANG):
                yield finding("E203", where, amount=str(books.number(posting)))


def _privacy_findings(new: list[Directive], people: register.People) -> Iterator[Finding]:
    names = register.full_names(people)
    seen: set[str] = set()
    for entry in new:
        where = vocabulary.place_of(entry.meta)
        for key, text in privacy.free_texts(entry):
            if text not in seen:
                seen.add(text)
                yield from privacy.findings(key, text, names, where)


#: Under which key a directive that is known by its text alone bears that.
AS_TOLD = "__as_told__"


def render(entries: Iterable[Directive]) -> str:
    """Directives as Beancount text, a blank line before each; no value is ever rounded."""
    write = printer.EntryPrinter()  # type: ignore[no-untyped-call]
    out = io.StringIO()
    for entry in entries:
        out.write("\n")
        out.write(entry.meta[AS_TOLD] if AS_TOLD in entry.meta else write(entry))
    return out.getvalue()


def _same_after_parsing(text: str, entries: list[Directive]) -> bool:
    """Whether the text reads back as exactly these directives (a pair assertion).

    Both are in the order of the books: by date, then by kind of directive.
    """
    parsed, errors, _ = parser.parse_string(text)
    return not errors and len(parsed) == len(entries) and all(map(_same, parsed, entries))


def _same(one: Directive, other: Directive) -> bool:
    if type(one) is not type(other) or one.date != other.date or _says(one) != _says(other):
        return False
    if not isinstance(one, Transaction) or not isinstance(other, Transaction):
        return True
    return len(one.postings) == len(other.postings) and all(
        a.account == b.account and a.units == b.units and _own(a.meta) == _own(b.meta)
        for a, b in zip(one.postings, other.postings, strict=True)
    )


def _says(entry: Directive) -> tuple[Any, ...]:
    own = _own(entry.meta)
    if isinstance(entry, Custom):
        return (entry.type, [value.value for value in entry.values], own)
    if isinstance(entry, Transaction):
        return (entry.flag, entry.payee, entry.narration, own)
    if isinstance(entry, Open):
        return (entry.account, entry.currencies, own)
    return (own,)


def _own(meta: dict[str, Any] | None) -> dict[str, Any]:
    return {
        key: value
        for key, value in (meta or {}).items()
        if key not in ("filename", "lineno") and not key.startswith("__")
    }


# --- planning and writing ------------------------------------------------------------------------


def file_of(entry: Directive) -> str:
    """The file, below the fund's folder, that a directive belongs in."""
    if isinstance(entry, Open):
        return "accounts.beancount"
    if isinstance(entry, Custom):
        kind = vocabulary.kind_of(entry)
        if kind is not None and kind.file != "journal":
            return f"{kind.file}.beancount"
    elif entry.meta.get("kind") == "opening":
        return "opening.beancount"
    return f"journal/{calendars.month_of(entry.date)}.beancount"


class _Files:
    """The bytes of a folder as read once, and as they shall be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: writing.Seen = {}
        self.changes: dict[str, bytes] = {}
        self._read: dict[str, bytes] = {}

    def current(self, name: str) -> bytes:
        if name not in self._read:
            self._read[name] = writing.take(self.folder, name, self.seen) or b""
        return self.changes.get(name, self._read[name])

    def put(self, name: str, raw: bytes) -> None:
        if self.current(name) != raw or self.seen[name] is None:
            self.changes[name] = raw

    def append(self, name: str, text: str) -> None:
        self.put(name, self.current(name) + text.encode("utf-8"))


def plan(book: Book, batch: Batch, base: dict[str, bytes] | None = None) -> Plan:
    """Everything checked and turned into bytes; nothing is written.

    Args:
        book: the books as they are.
        batch: what to add.
        base: the files of a fund that is to be made by this plan.

    Raises:
        Refused: the records clash with the books (R201), break the vocabulary (E1xx, E2xx) or
            carry personal data in free text (E3xx).
    """
    new, skipped = merge(book, [*batch.entries, *batch.irregular])
    new.sort(key=lambda entry: (entry.date, data.SORT_ORDER.get(type(entry), 0)))
    files = _Files(book.folder)
    for name, raw in (base or {}).items():
        if files.current(name) not in (b"", raw):
            raise refuse("F303", Place(name))
        files.put(name, raw)
    people = register.parse(files.current(register.PATH), book.folder / register.PATH)
    changed = {key: row for key, row in batch.people.items() if people.get(key) != row}
    people |= changed
    new = _with_seals(new, changed, files.current(seals.KEY))
    wrong = [*_form_findings(book, new), *_privacy_findings(new, people)]
    if wrong:
        raise Refused(*wrong)
    for name, entries in groupby(sorted(new, key=file_of), key=file_of):
        text = render(chunk := list(entries))
        assert _same_after_parsing(text, chunk), f"{name}: written text reads back differently"
        files.append(name, text)
        _include(files, book, name)
    if changed:
        raw = register.render(people)
        files.put(register.PATH, raw)
        good = files.current(register.LAST_GOOD)
        files.put(register.LAST_GOOD, register.render_good(good, people, changed))
    for name, raw in batch.files.items():
        files.put(name, raw)
    return Plan(book, new, skipped, files.changes, files.seen)


def _with_seals(new: Iterable[Directive], changed: register.People, key: bytes) -> list[Directive]:
    """Recorded changes of the register, each with the keyed hash of the row that it leaves.

    There is a key once a month was closed; from then on closings know every row.
    """
    if not key:
        return list(new)
    made = []
    for entry in new:
        if isinstance(entry, Custom) and entry.type == "register-change":
            row = changed.get(str(vocabulary.values_of(entry)[0]))
            seal = {"seal": seals.row_seal(key, row)} if row else {}
            entry = entry._replace(meta={**entry.meta, **seal})  # noqa: PLW2901
        made.append(entry)
    return made


#: Kinds of numbers that papers bear, and under which a carried state tells the spoiled ones.
KINDS_OF_NUMBERS = ("receipt", "doc", "voucher", "claim")
_NUMBERED = (*KINDS_OF_NUMBERS, "reverses")
SPOILED = ("receipt-void", "receipt-missing", "receipt-outstanding", "voucher-void")


def reaches_back(plan: Plan) -> bool:
    """Whether a plan made from the tail asks for what lies before it: a day, or a used number.

    So it does where it names what was left unread.
    """
    last, past, unread = plan.book.carried, plan.book.past, plan.book.unread
    return any(
        last is None
        or entry.date <= last
        or any(past.holds(kind, number) for kind, number in _named(entry))
        or (unread and not unread.isdisjoint(_texts(entry)))
        for entry in plan.new
    )


def _texts(entry: Directive) -> Iterator[str]:
    """All texts that a record holds, of lists every word."""
    metas = [entry.meta, *(posting.meta or {} for posting in getattr(entry, "postings", ()))]
    values = vocabulary.values_of(entry) if isinstance(entry, Custom) else []
    for value in [*values, *(value for meta in metas for value in meta.values())]:
        yield from (word.strip() for word in str(value).split(","))


def _named(entry: Directive) -> Iterator[tuple[str, str]]:
    """The numbers that a record names, each of every kind that it may be."""
    if isinstance(entry, Transaction):
        metas = [entry.meta, *(posting.meta or {} for posting in entry.postings)]
        numbers = {str(meta[key]) for meta in metas for key in _NUMBERED if key in meta}
    elif isinstance(entry, Custom):
        numbers = {str(value) for value in vocabulary.values_of(entry)}
    else:
        return
    for number in numbers:
        yield from ((kind, number) for kind in (*KINDS_OF_NUMBERS, *SPOILED))


def _include(files: _Files, book: Book, name: str) -> None:
    """See that both main files include a file; Beancount reads nothing that is not included.

    Raises:
        Refused: R117, the file was there but its entries were not read.
    """
    loaded = book.options.get("include")
    path = (files.folder / name).resolve()
    # What lies before a carried state need not be loaded; nothing is written there.
    month = canonical.month_of_file(name)
    past = book.carried is not None and "" < month <= calendars.month_of(book.carried)
    if loaded and files.seen[name] is not None and str(path) not in loaded and not past:
        raise refuse("R117", Place(books.MAIN), file=name)
    line = f'include "{name}"\n'
    for main in (books.MAIN, books.ALL):
        current = files.current(main)
        if (
            name != main
            and current
            and not re.search(rb"^" + re.escape(line.encode()), current, re.M)
        ):
            files.append(main, line)


def commit(plan: Plan) -> None:
    """Write a plan, whole or not at all; the caller holds the lock."""
    if plan.changes:
        writing.commit(plan.book.folder, plan.changes, plan.seen)


@contextmanager
def session(
    folder: Path,
    told: Callable[[str], None] = lambda _: None,
    *,
    present: bool = False,
    short: bool = False,
    rest: bool = False,
) -> Iterator[Book]:
    """The books for a command that writes: locked, recovered from a kill, loaded.

    Args:
        folder: the fund's folder.
        told: called with a code of `writing.RECOVERED` when an interrupted command was completed
            or discarded.
        present: from the last closing on, where that will do (`welfare.tail`); the caller asks the
            whole books again before it says no.
        short: of these, what an everyday command asks for.
        rest: of these, what a closing does not carry on as it stands.

    Raises:
        Refused: F301 no books here, F201 another command is running, R102 the books do not parse.
    """
    if not books.is_fund(folder) and not writing.pending(folder):
        raise refuse("F301", Place(str(folder)), folder=folder)
    with writing.lock(folder):
        settle(folder, told)
        yield (tail.load(folder, short=short, rest=rest) if present else None) or whole(folder)


def whole(folder: Path, *, past: bool = False) -> Book:
    """All that `main.beancount` loads, or with all of its past, to be added to.

    Raises:
        Refused: R102 the books do not parse.
    """
    book = books.load(folder, whole=past)
    refuse_unread(book)
    return book


def settle(folder: Path, told: Callable[[str], None]) -> None:
    """Complete or discard what an interrupted command left; the caller holds the lock."""
    done = writing.recover(folder)
    if done:
        told(writing.RECOVERED[done])


def refuse_unread(book: Book) -> None:
    """Refuse (R102) to add to, or add up, books of which a part could not be read."""
    for error in book.errors:
        if type(error).__name__ in ("LexerError", "ParserError", "ParserSyntaxError", "LoadError"):
            raise refuse("R102", vocabulary.place_of(error.source or {}), reason=error.message)


# --- numbers -------------------------------------------------------------------------------------

NUMBER = re.compile(r"^(.*?)(\d+)$")


def split_number(number: str) -> tuple[str, int]:
    """Series and running number of a receipt or voucher: `02-66-0040` is (`02-66-`, 40)."""
    match = NUMBER.match(number)
    return (match[1], int(match[2])) if match else (number, 0)


def used_numbers(book: Book, key: str) -> Iterator[str]:
    """Every number of one kind (`receipt`, `voucher`, `doc`, `claim`) that the books hold.

    Of the numbers before a carried state only the last of each run.
    """
    for entry in book.transactions:
        if key in entry.meta:
            yield str(entry.meta[key])
        for posting in entry.postings:
            if posting.meta and key in posting.meta:
                yield str(posting.meta[key])
    # A spoiled document of the fund's own is recorded as a void voucher.
    for void in book.customs("voucher" if key == "doc" else key, "void"):
        yield str(vocabulary.values_of(void)[0])
    if key == "claim":
        yield from book.claims
    yield from book.past.ends(key)
    yield from book.past.ends(f"{'voucher' if key == 'doc' else key}-void")


def next_number(book: Book, key: str, series: str, width: int = 4) -> str:
    """The next number of a gapless series of the fund's own, such as `PV67-` or `00-67-`."""
    like = (number for number in used_numbers(book, key) if number.startswith(series))
    last = max((n for s, n in map(split_number, like) if s == series), default=0)
    return f"{series}{last + 1:0{width}d}"


def series_of(book: Book, prefix: str, day: date, suffix: str = "-") -> str:
    """The series of a fiscal year: `PV` on 1 October 2566 is `PV67-`."""
    return f"{prefix}{calendars.fiscal_year(day, book.fiscal_start) % 100:02d}{suffix}"
