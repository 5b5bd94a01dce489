"""Are the closed periods still what was closed? Everything is derived anew, nothing is believed.

    case = verifying.open_case(seals.Disk(folder), folder, whole=True)
    findings = [*verifying.differences(case), *verifying.against_paper(case.links, papers)]

In this order: the bytes of packages and sealed files, and the chain; each entry of the closed
periods against `entries.csv`; digests; balances; figures, which are computed from the entries and
compared with `figures.json`; the rows of the register. A fund's files come as a mapping, path to
content, and what one file says is remembered by its content.

There is no secret in a seal, so none of this finds books that were sealed anew as a whole. The
codes on paper do: `against_paper`.
"""

from __future__ import annotations

import fnmatch
import glob
import json
from bisect import bisect_left
from bisect import bisect_right
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from posixpath import dirname
from posixpath import normpath
from typing import Any
from typing import NamedTuple

from beancount.core.data import Directive
from beancount.core.data import Pad
from beancount.core.data import entry_sortkey
from beancount.parser import booking
from beancount.parser import parser

from reports import annual
from reports import figures
from rules import hygiene
from rules import seals as rules_of_seals
from rules.seals import Broken
from welfare import books
from welfare import calendars
from welfare import canonical
from welfare import register
from welfare import seals
from welfare.books import Book
from welfare.canonical import Files
from welfare.canonical import Located
from welfare.canonical import digest
from welfare.canonical import located
from welfare.canonical import sha256
from welfare.findings import NOWHERE
from welfare.findings import BadValue
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import finding
from welfare.seals import Closing
from welfare.seals import manifest_of
from welfare.vocabulary import place_of
from welfare.vocabulary import values_of

Step = Callable[[str], None]

#: What the kinds of links in the chain are called, in Thai and in English.
KINDS = {
    "month": ("เดือน", "month"),
    "year": ("ปี", "year"),
    "reopened": ("เปิดใหม่แล้ว", "taken back"),
    "reopening": ("มติเปิดงวด", "reopening"),
}


class Paper(NamedTuple):
    """A code as it stands on paper, and the period that the paper is of, if that is known."""

    code: str
    period: str = ""


class Person(NamedTuple):
    """Whose row of the register has changed, since which closing, and whether that is recorded."""

    person: str
    since: Closing
    recorded: bool


class Sealed(NamedTuple):
    """A sealed file: `final`, `growing` or `package`, by which closing, its SHA-256."""

    file: str
    how: str
    closing: Closing
    sha256: str


@dataclass(frozen=True)
class Case:
    """What is verified: a fund's files, the chain of its closings, and those asked about.

    Attributes:
        files: path below the fund's folder to content.
        folder: the fund's folder; the bank's lines for the figures are read there.
        main: the main file that is loaded.
        links: all links of the chain.
        scope: the closings in force that are asked about, in order.
    """

    files: Files
    folder: Path
    main: str
    links: list[Closing]
    scope: list[Closing]

    @cached_property
    def book(self) -> Book:
        """The books as parsed and booked, before any plugin."""
        return load(self.files, self.folder, self.main)

    @cached_property
    def entries(self) -> list[Directive]:
        """The directives of these books, file by file."""
        return _entries(self.files, self.folder, self.main)

    @cached_property
    def read(self) -> frozenset[str]:
        """The files that the books were loaded from."""
        return frozenset(_read(self.files, self.folder, self.main))

    @cached_property
    def here(self) -> tuple[list[date], list[Located]]:
        """All directives that closings seal, by date, and their dates."""
        found = []
        for name in sorted(self.read & self.files.keys()):
            found += _parsed(name, self.files[name], self.folder.resolve(), _settings(self)).sealed
        found.sort(key=lambda item: item.row.date)
        return [item.row.date for item in found], found


def open_case(files: Files, folder: Path, *, whole: bool) -> Case:
    """What is to be verified.

    Args:
        files: the fund's files.
        folder: the fund's folder.
        whole: the whole history; else the closings of the years that `main.beancount` loads.
    """
    links = seals.chain(files)
    main = books.ALL if whole and books.ALL in files else books.MAIN
    if whole:
        return Case(files, folder, main, links, seals.in_force(links))
    read = _read(files, folder, main)
    return Case(files, folder, main, links, rules_of_seals.loaded(files, links, read))


# --- loading -------------------------------------------------------------------------------------

#: Options on which it depends how Beancount fills in amounts.
_SETTINGS = (
    "booking_method",
    "infer_tolerance_from_cost",
    "tolerance_multiplier",
    "use_precise_interpolation",
)

_Settings = tuple[tuple[str, Any], ...]


class _File(NamedTuple):
    """What one file says: its directives, booked, and those that closings seal."""

    entries: list[Directive]
    sealed: list[Located]
    includes: tuple[str, ...]


@lru_cache(maxsize=2048)
def _parsed(name: str, raw: bytes, folder: Path, settings: _Settings) -> _File:
    entries, _, options = parser.parse_string(raw, str(folder.resolve() / name))
    options.update(dict(settings))
    entries.sort(key=entry_sortkey)
    booked, _ = booking.book(entries, options)  # type: ignore[no-untyped-call]
    sealed = located(booked, {name: raw}, folder, date.min, date.max)
    return _File(booked, sealed, tuple(options["include"]))


@lru_cache(maxsize=64)
def _options(raw: bytes, filename: str) -> dict[str, Any]:
    _, _, options = parser.parse_string(raw, filename)
    return dict(options)


def _settings(case: Case) -> _Settings:
    return _settings_of(case.files, case.folder, case.main)


def _settings_of(files: Files, folder: Path, main: str) -> _Settings:
    options = _options(files.get(main, b""), str(folder.resolve() / main))
    return tuple((key, options[key]) for key in _SETTINGS)


def _read(files: Files, folder: Path, main: str) -> list[str]:
    """The files that a main file includes, itself first; those that are missing left out.

    A file that the mapping does not know, as one of another folder, is named with its own path.
    """
    settings = _settings_of(files, folder, main)
    found: dict[str, None] = {}
    waiting = [main]
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        if name in files:
            found[name] = None
            for pattern in _parsed(name, files[name], folder.resolve(), settings).includes:
                waiting += _included(files, folder, dirname(name), pattern)
        elif not canonical.is_own(name) and (folder / name).is_file():
            found[name] = None
    return list(found)


def _included(files: Files, folder: Path, where: str, pattern: str) -> list[str]:
    """The files of an include line, below the fund's folder where they are there."""
    base = folder.resolve()
    path = normpath(base / where / pattern)
    many = glob.has_magic(path)
    # As Beancount does it; Path.glob takes no absolute pattern.
    paths = sorted(glob.glob(path, recursive=True)) if many else [path]  # noqa: PTH207
    names = [canonical.relative(folder)(one) for one in paths]
    own = normpath(f"{where}/{pattern}".lstrip("/"))
    return [*names, *(name for name in sorted(fnmatch.filter(files, own)) if name not in names)]


def load(files: Files, folder: Path, main: str = books.MAIN) -> Book:
    """The books from a fund's files, as parsed and booked; no plugin has seen them.

    Args:
        files: the fund's files.
        folder: the fund's folder.
        main: `main.beancount` or `all.beancount`.
    """
    names = _read(files, folder, main)
    entries = sorted(_entries(files, folder, main), key=entry_sortkey)
    base = folder.resolve()
    options = dict(_options(files.get(main, b""), str(base / main)))
    options["filename"] = str(base / main)
    options["include"] = [str(base / name) for name in names]
    return Book(folder, entries, [], options)


def _entries(files: Files, folder: Path, main: str) -> list[Directive]:
    settings = _settings_of(files, folder, main)
    return [
        entry
        for name in _read(files, folder, main)
        if name in files
        for entry in _parsed(name, files[name], folder.resolve(), settings).entries
    ]


# --- what differs --------------------------------------------------------------------------------


def differences(case: Case, step: Step = lambda _: None) -> Iterator[Finding]:
    """Whatever is not as it was closed, in the order of the module's text.

    Args:
        case: what is verified.
        step: called with the name of each closing whose figures are computed.
    """
    yield from rules_of_seals.foreign(case.files, case.links, case.read)
    yield from unsound(case)
    yield from (item for item in bytewise(case) if not isinstance(item, Broken))
    yield from rules_of_seals.included(case.scope, case.read, case.main)
    yield from entries(case)
    yield from balances(case)
    yield from recomputed(case, step)
    yield from (_unrecorded(case, person) for person in persons(case) if not person.recorded)


#: What is wrong with the way in which files are read, rather than with what they say.
_UNSOUND = frozenset({"E405", "E406", "E407", "E417", "E418", "E419"})


def unsound(case: Case) -> Iterator[Finding]:
    """Options, plugins and includes that make Beancount read something else than was closed."""
    below = canonical.relative(case.folder)
    for item in hygiene.check(case.book.entries, case.book.options):
        if item.code in _UNSOUND:
            yield item._replace(place=item.place._replace(file=below(item.place.file)))
    for entry in case.entries:
        if isinstance(entry, Pad):
            place = place_of(entry.meta)
            yield finding("E401", place._replace(file=below(place.file)))


def bytewise(case: Case) -> Iterator[Finding | Broken]:
    """Every sealed byte: what is wrong with packages and the chain, and which files are torn."""
    yield from rules_of_seals.unreadable(case.files, case.links)
    yield from rules_of_seals.chained(case.links)
    yield from rules_of_seals.packages(case.files, _packages(case))
    yield from rules_of_seals.broken(case.files, case.scope)


def entries(case: Case) -> Iterator[Finding]:
    """Entries that were changed, added, removed, re-dated, moved or reordered; torn files."""
    unlike = [link for link in case.scope if _comparable(case, link) and _differs(case, link)]
    named = rules_of_seals.changes(
        case.files,
        case.folder,
        case.entries,
        case.scope,
        read=case.read,
        unlike=[link for link in unlike if link.kind == "month"],
    )
    yield from named
    if unlike and not named:
        # The lists of the packages know no difference: they were made anew.
        yield from (
            finding(
                "R813",
                Place(f"{link.folder}/{seals.MANIFEST}", 1),
                period=link.period,
                closed=link.entered,
            )
            for link in unlike
        )


def _comparable(case: Case, link: Closing) -> bool:
    return manifest_of(case.files, link).digest_format == seals.DIGEST_FORMAT


def _differs(case: Case, link: Closing) -> bool:
    """Whether the digest of a period's directives is another one now."""
    manifest = manifest_of(case.files, link)
    days, items = case.here
    own = items[bisect_left(days, manifest.since) : bisect_right(days, link.last)]
    return digest(item.canonical for item in own) != manifest.digest


def balances(case: Case) -> Iterator[Finding]:
    """Each balance of assets and liabilities, told at the first closing where it differs."""
    told: set[str] = set()
    scope = sorted(case.scope, key=lambda link: link.last)
    found = seals.balances_at(case.book.entries, [link.last for link in scope])
    for link, now in zip(scope, found, strict=True):
        sealed = manifest_of(case.files, link).balances
        for account in sorted({*sealed, *now} - told):
            if sealed.get(account) != now.get(account):
                told.add(account)
                yield finding(
                    "R801",
                    Place(f"{link.folder}/{seals.MANIFEST}", 1),
                    account=account,
                    period=link.period,
                    now=_baht(now.get(account)),
                    sealed=_baht(sealed.get(account)),
                )


def _baht(amount: str | None) -> Decimal | str:
    return "–" if amount is None else Decimal(amount)


def unbalanced(case: Case) -> Iterator[Finding]:
    """Transactions that do not balance to the satang, in Beancount's words for it."""
    below = canonical.relative(case.folder)
    for entry in case.book.transactions:
        left = sum(map(books.number, entry.postings))
        if left:
            place = place_of(entry.meta)
            message = f"Transaction does not balance: ({left} THB)"
            yield finding("E100", place._replace(file=below(place.file)), message=message)


def recomputed(case: Case, step: Step = lambda _: None) -> Iterator[Finding]:
    """The first closing whose figures are not those that its entries give.

    Of entries that do not balance there are no figures: only those are told.
    """
    odd = list(unbalanced(case))
    yield from odd
    if odd:
        return
    for link in case.scope:
        step(link.period)
        if manifest_of(case.files, link).figures_format != seals.FIGURES_FORMAT:
            continue
        found = list(_refigured(case, link))
        yield from found
        if found:
            return


def _refigured(case: Case, link: Closing) -> Iterator[Finding]:
    """The first figure of each file of figures that differs."""
    for name, compute in (("figures.json", _figures), ("annual.json", _annual)):
        path = f"{link.folder}/{name}"
        sealed = _json(case.files.get(path))
        # A year's statements tell of the year before too: they want the whole history.
        if sealed is None or (name == "annual.json" and not _is_whole(case)):
            continue
        try:
            now = compute(case.book, link)
        except Refused as refused:
            yield from refused.findings
            continue
        different = next(_unequal(json.loads(json.dumps(figures.as_json(now))), sealed), None)
        if different:
            figure, ours, theirs = different
            facts = {"figure": figure, "now": ours, "sealed": theirs}
            yield finding("R802", Place(path, 1), period=link.period, **facts)


def _figures(book: Book, link: Closing) -> Any:
    if link.kind == "year":
        period = calendars.fiscal_year_period(int(link.period), book.fiscal_start)
    else:
        period = calendars.month_period(link.period)
    return figures.figures(book, period)


def _annual(book: Book, link: Closing) -> Any:
    return annual.annual(book, int(link.period))


def _json(raw: bytes | None) -> Any:
    try:
        return None if raw is None else json.loads(raw)
    except ValueError:
        return None


def _unequal(now: Any, sealed: Any, name: str = "") -> Iterator[tuple[str, str, str]]:
    """(Name, now, sealed) of every single figure that differs."""
    if isinstance(now, dict) and isinstance(sealed, dict):
        for key in [*now, *(key for key in sealed if key not in now)]:
            yield from _unequal(now.get(key), sealed.get(key), f"{name}/{key}" if name else key)
    elif isinstance(now, list) and isinstance(sealed, list) and len(now) == len(sealed):
        for number, (one, other) in enumerate(zip(now, sealed, strict=True), 1):
            yield from _unequal(one, other, f"{name}/{number}")
    elif now != sealed:
        yield name, _shown(now), _shown(sealed)


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"


def notes(case: Case) -> Iterator[Finding]:
    """What could not be compared, and is no sign of anything wrong."""
    for link in case.scope:
        manifest = manifest_of(case.files, link)
        for code, ours, theirs in (
            ("R803", seals.FIGURES_FORMAT, manifest.figures_format),
            ("R812", seals.DIGEST_FORMAT, manifest.digest_format),
        ):
            if ours != theirs:
                yield finding(code, period=link.period, now=str(ours), sealed=str(theirs))
    valid = seals.in_force(case.links)
    for before, link in pairwise(valid):
        if manifest_of(case.files, before).key != manifest_of(case.files, link).key:
            yield finding("R815", Place(link.folder), period=link.period, closed=link.entered)
    if case.scope and _key(case) is None:
        yield finding("R811", Place(seals.KEY))


# --- the register --------------------------------------------------------------------------------


def _key(case: Case) -> bytes | None:
    """The key of the persons' hashes, if it is the one that the last closing used."""
    key = case.files.get(seals.KEY)
    months = [link for link in case.scope if link.kind == "month"]
    if key is None or not months or not case.files.get(register.PATH):
        return None
    return key if seals.key_id(key) == manifest_of(case.files, months[-1]).key else None


def persons(case: Case) -> list[Person]:
    """Whose row of the register differs from what a closing knew, each told once, by number."""
    key = _key(case)
    if key is None:
        return []
    try:
        people = register.parse(case.files[register.PATH], case.folder / register.PATH)
    except Refused:
        # The plugin tells of a damaged register.
        people = {}
    now = {number: seals.person_hash(key, row) for number, row in people.items()}
    found: dict[str, Closing] = {}
    for link in reversed([x for x in case.scope if x.kind == "month"]):
        if manifest_of(case.files, link).key != seals.key_id(key):
            break
        for person, sealed in seals.parse_persons(
            case.files.get(f"{link.folder}/{seals.PERSONS}", b"")
        ).items():
            if now.get(person) != sealed:
                found.setdefault(person, link)
    # The last change of each person, with the hash of the row that it left.
    left = {
        str(values_of(entry)[0]): entry.meta.get("seal")
        for entry in case.book.customs("register-change")
    }
    return [
        Person(
            person,
            link,
            person in people and left.get(person) == seals.row_seal(key, people[person]),
        )
        for person, link in sorted(found.items())
    ]


def _unrecorded(case: Case, changed: Person) -> Finding:
    return finding(
        "R804",
        Place(register.PATH),
        person=changed.person,
        period=changed.since.period,
        closed=changed.since.entered,
    )


# --- the codes on paper --------------------------------------------------------------------------


def typed(text: str, *, fiscal_start: int, today: date) -> Paper:
    """A code as typed, alone or after its period: `1234-…`, `2023-10=1234-…`, `ปี 2567=1234-…`.

    Raises:
        Refused: R805, the check digit does not fit: it is mistyped; D…, no such period. Exit code
            2: it is the typing that is wrong, not the books.
    """
    before, sign, after = text.rpartition("=")
    try:
        period = (
            calendars.parse_period(before, fiscal_start_month=fiscal_start, reference=today).label
            if sign
            else ""
        )
        return Paper(seals.parse_code(after), period)
    except BadValue as bad:
        raise Refused(bad.at(NOWHERE), exit_code=2) from bad


def against_paper(links: Sequence[Closing], papers: Iterable[Paper]) -> Iterator[Finding]:
    """The first paper, in the order of their periods, that the books do not agree with.

    A code agrees with all that was closed before it, so the first that differs tells where the
    books were changed: after the paper before it.

    Args:
        links: the chain as it is now.
        papers: codes on paper; those without a period are taken in the order given.
    """
    for paper in sorted(papers, key=lambda paper: paper.period):
        codes = {link.code: link for link in links}
        link = codes.get(paper.code)
        if link is not None and paper.period in ("", link.period):
            if link.kind != "reopened":
                continue
            yield _void(links, link)
            return
        here = next((x for x in seals.in_force(links) if x.period == paper.period), None)
        if not paper.period:
            yield finding("R808", paper=paper.code)
        elif here is None:
            yield finding("R810", period=paper.period)
        else:
            yield finding("R809", period=paper.period, now=here.code, paper=paper.code)
        return


def _void(links: Sequence[Closing], link: Closing) -> Finding:
    """That the paper is of a closing that was taken back, and which code holds now."""
    here = next((x for x in seals.in_force(links) if x.period == link.period), None)
    facts = {"paper": link.code, "period": link.period}
    place = Place(f"{link.folder}/{seals.REOPENED}", 1)
    return (
        finding("R816", place, **facts, now=here.code) if here else finding("R817", place, **facts)
    )


def attested(links: Sequence[Closing], papers: Iterable[Paper]) -> Closing | None:
    """The last closing that one of the papers stands for."""
    known = {(paper.code, paper.period) for paper in papers}
    return next(
        (
            link
            for link in reversed(links)
            if link.kind != "reopened" and known & {(link.code, ""), (link.code, link.period)}
        ),
        None,
    )


# --- what is sealed ------------------------------------------------------------------------------


def sealed(case: Case) -> list[Sealed]:
    """Every sealed file, once, and how it is sealed; of packages their own files too."""
    found: list[Sealed] = []
    for link in case.scope:
        final = manifest_of(case.files, link).final.items()
        found += [Sealed(name, "final", link, sha) for name, sha in final]
    months = [link for link in case.scope if link.kind == "month"]
    for link in months[-1:]:
        growing = manifest_of(case.files, link).growing.items()
        found += [Sealed(name, "growing", link, sha) for name, sha in growing]
    packages = {link.folder: link for link in reversed(_packages(case))}
    for folder, link in sorted(packages.items()):
        names = [name for name in case.files if name.startswith(f"{folder}/")]
        found += [Sealed(name, "package", link, sha256(case.files[name])) for name in sorted(names)]
    return found


def _is_whole(case: Case) -> bool:
    """Whether all closings in force are asked about."""
    return len(case.scope) == len(seals.in_force(case.links))


def _packages(case: Case) -> list[Closing]:
    """The links whose packages are looked into: of the periods asked about, reopened ones too.

    And the one of which the books have loaded the opening.
    """
    first = min((link.last for link in case.scope), default=date.max)
    if _is_whole(case):
        return [link for link in case.links if link.last >= first]
    opened = {dirname(name) for name in case.read}
    return [link for link in case.links if link.last >= first or link.folder in opened]
