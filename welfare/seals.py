"""Seals: what a closing promises about the books, and how the promise is kept.

`closings/2023-10/manifest.json` lists what the books of a closed period were: the digest of its
directives, the SHA-256 of the files that are final, and of the sealed part of files that go on
growing. Each manifest names the one before it, and `closing.beancount` carries its code, which is
printed on the month's sheet and signed:

    2023-11-01 custom "closing" "2023-10"
      code: "1234-5678-9012-3456-7"
      manifest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      previous: "7654-3210-1234-5678-9"
      by: "K04"
      entered: 2023-11-05

There is no secret in a seal: whoever holds the books can seal changed books anew. Only the code on
paper tells then, so `welfare verify --code` asks for it.

What belongs to a period: transactions, open and close, notes and our own `custom` directives dated
in it (in the first closing also all earlier ones), from every file outside `closings/`. Files:

- *final*: `journal/2023-10.beancount` and `bank/*/2023-10.csv`, every byte;
- *growing*: other Beancount files but the two main ones: every byte of the blocks dated up to the
  period's last day. A block is a directive with the comments before it, without the blank lines
  around it, so later blocks may stand anywhere;
- *loose*: sealed directives anywhere else (the `fund` directive in the main files): what they say,
  not their text.

All functions here look at a fund's files through a mapping, path to content: `Disk(folder)` reads
them when asked, and a test can hand a dict.
"""

from __future__ import annotations

import hmac
import json
import os
import re
import secrets
from collections.abc import Container
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from functools import lru_cache
from pathlib import Path
from typing import Any
from typing import NamedTuple

from beancount.core.data import Close
from beancount.core.data import Directive
from beancount.core.data import Open
from beancount.core.data import Transaction

from welfare import calendars
from welfare import canonical
from welfare import main_files
from welfare import register
from welfare import vocabulary
from welfare.books import Book
from welfare.canonical import Files
from welfare.canonical import Located
from welfare.canonical import Row
from welfare.canonical import digest
from welfare.canonical import growing_sha256
from welfare.canonical import is_growing
from welfare.canonical import located
from welfare.canonical import month_of_file
from welfare.canonical import quoted
from welfare.canonical import render_rows
from welfare.canonical import sha256
from welfare.canonical import short
from welfare.findings import BadValue
from welfare.findings import Place
from welfare.findings import refuse

#: Where closings stand below the fund's folder.
FOLDER = canonical.FOLDER
MANIFEST = "manifest.json"
CLOSING = main_files.CLOSING
ENTRIES = "entries.csv"
PERSONS = "persons.csv"
REOPENING = "reopening.json"
REOPENED = main_files.REOPENING
#: The key of the persons' hashes; beside the register and never in a package.
KEY = "register/seal.key"

#: Raised when the canonical text of a directive changes: digests of two formats are not compared.
DIGEST_FORMAT = 1
#: Raised when `figures.json` changes its shape or meaning: such figures are not compared.
FIGURES_FORMAT = 1

#: Kinds of closings that are in force.
IN_FORCE = ("month", "year")


_MONTH_FOLDER = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
#: A month or a year in พ.ศ., in force or taken back.
_STATEMENT = re.compile(r"bank/[^/]+/[^/]+\.csv")
_PACKAGE = re.compile(rf"{FOLDER}/(\d{{4}}-(0[1-9]|1[0-2])|2[4-7]\d\d)(\.reopened-\d+)?")
_REOPENED_FOLDER = re.compile(r"(.+)\.reopened-(\d+)")


class Closing(NamedTuple):
    """One link of the chain of closings.

    Attributes:
        period: the month, `2023-10`, or the fiscal year (พ.ศ.), `2567`.
        kind: `month` or `year` for one in force, `reopened` for one that is not any more, and
            `reopening` for the event that took it back.
        first: first day of the period.
        last: last day of the period.
        code: the code on paper, `1234-5678-9012-3456-7`.
        sha256: of its manifest.
        previous: sha256 of the manifest before it, "" for the first.
        entered: the day on which it was made.
        by: person number of who made it.
        folder: its folder below the fund's, `closings/2023-10`.
    """

    period: str
    kind: str
    first: date
    last: date
    code: str
    sha256: str
    previous: str
    entered: date
    by: str
    folder: str


class Manifest(NamedTuple):
    """What a package promises, as `manifest.json` holds it.

    Attributes:
        kind: `month` or `year`.
        period: as in `Closing`.
        first: first day of the period.
        last: last day of the period.
        since: from which day on directives belong to it: `first`, or the beginning of time.
        previous: `{"folder": "2023-09", "sha256": …, "code": …}`, empty for the first closing.
        digest_format: which canonical text the digest is of.
        figures_format: which figures `figures.json` holds.
        digest: of the period's directives.
        balances: account to baht at the end of the last day, accounts below it included.
        final: path to sha256 of the files that nobody changes any more.
        growing: path to sha256 of the sealed part; a year's months know it.
        loose: short hashes of the period's directives that stand elsewhere.
        package: name to sha256 of the other files of the package.
        key: tells one `register/seal.key` from another.
        entered: the day on which it was made.
        by: person number of who made it.
    """

    kind: str
    period: str
    first: date
    last: date
    since: date
    previous: dict[str, str]
    digest_format: int
    figures_format: int
    digest: str
    balances: dict[str, str]
    final: dict[str, str]
    growing: dict[str, str]
    loose: list[str]
    package: dict[str, str]
    key: str
    entered: date
    by: str


# --- files ---------------------------------------------------------------------------------------


def is_litter(name: str) -> bool:
    """Whether a file is one that systems and editors leave in folders by themselves."""
    return name.startswith((".", "~$")) or name in ("Thumbs.db", "desktop.ini")


class Disk(Mapping[str, bytes]):
    """A fund's files that seals are about, each read when it is first asked for.

    >>> Disk(Path("ledgers/sample"))["journal/2023-10.beancount"][:11]
    b'\\n2023-10-01'
    """

    def __init__(self, folder: Path) -> None:
        """Takes the fund's folder."""
        self._folder = folder
        self._read: dict[str, bytes] = {}
        self._names: frozenset[str] | None = None

    def __getitem__(self, name: str) -> bytes:
        """The content of a file; KeyError if there is none."""
        if name not in self._read:
            try:
                with open(f"{self._folder}/{name}", "rb") as file:  # noqa: PTH123 - of many, in half the time
                    self._read[name] = file.read()
            except OSError as error:
                raise KeyError(name) from error
        return self._read[name]

    def _listed(self) -> frozenset[str]:
        if self._names is None:
            self._names = self.outside.union(self._below(FOLDER))
        return self._names

    @cached_property
    def outside(self) -> frozenset[str]:
        """The names of all files but those of packages, found without looking for these."""
        found = [
            self._folder / register.PATH,
            self._folder / KEY,
            *self._folder.glob("*.beancount"),
        ]
        names = {path.relative_to(self._folder).as_posix() for path in found if path.is_file()}
        names.update(name for name in self._below("journal") if name.endswith(".beancount"))
        names.update(name for name in self._below("bank") if _STATEMENT.fullmatch(name))
        return frozenset(name for name in names if not is_litter(name.rpartition("/")[2]))

    def _below(self, folder: str) -> Iterator[str]:
        """The names of all files below a folder; by names alone, since they may be many."""
        for top, _, files in os.walk(self._folder / folder):
            below = Path(top).relative_to(self._folder).as_posix()
            yield from (f"{below}/{name}" for name in files if not is_litter(name))

    def packages(self) -> list[str]:
        """The folders below `closings/`, found without looking into them."""
        home = self._folder / FOLDER
        if not home.is_dir():
            return []
        with os.scandir(home) as found:
            return [f"{FOLDER}/{item.name}" for item in found if item.is_dir()]

    def __iter__(self) -> Iterator[str]:
        """The names of the files, sorted."""
        return iter(sorted(self._listed()))

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._listed())


# --- the code on paper ---------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def code_of(manifest: str) -> str:
    """The code of a manifest's sha256: 16 digits in groups of four, then a check digit.

    53 bits; the check digit (Verhoeff) tells every single wrong digit and every swapped pair.
    """
    from stdnum import verhoeff  # noqa: PLC0415 - needed for codes only

    digits = f"{int(manifest, 16) % 10**16:016d}"
    check = verhoeff.calc_check_digit(digits)
    return "-".join([*(digits[i : i + 4] for i in range(0, 16, 4)), check])


def parse_code(text: str) -> str:
    """A code as a person typed it from paper, Thai digits and any spaces or dashes allowed.

    Raises:
        BadValue: R805, it is no code: mistyped.
    """
    from stdnum import verhoeff  # noqa: PLC0415 - needed for codes only

    digits = re.sub(r"[\s\-\u2010-\u2015\u2212._]", "", calendars.from_thai_digits(text))
    if not re.fullmatch(r"\d{17}", digits, re.ASCII) or not verhoeff.is_valid(digits):
        raise BadValue("R805", typed=text)
    return "-".join([*(digits[i : i + 4] for i in range(0, 16, 4)), digits[16]])


# --- manifests -----------------------------------------------------------------------------------


def render_manifest(manifest: Manifest) -> bytes:
    """A manifest as JSON, in the one way in which it is written."""
    return _json(manifest._asdict())


def _json(data: Mapping[str, Any]) -> bytes:
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in data.items()}
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


@lru_cache(maxsize=1024)
def parse_manifest(raw: bytes) -> Manifest | None:
    """A manifest from its bytes; None if they are none."""
    try:
        data = json.loads(raw)
        for key in ("first", "last", "since", "entered"):
            data[key] = date.fromisoformat(data[key])
        manifest = Manifest(**data)
    except (ValueError, KeyError, TypeError):
        return None
    sound = all(isinstance(getattr(manifest, name), type_) for name, type_ in _SHAPES.items())
    return manifest if sound and manifest.kind in IN_FORCE else None


_SHAPES: dict[str, type] = {
    **dict.fromkeys(("kind", "period", "digest", "key", "by"), str),
    **dict.fromkeys(("previous", "balances", "final", "growing", "package"), dict),
    "loose": list,
}


@lru_cache(maxsize=1024)
def parse_reopening(raw: bytes) -> dict[str, str] | None:
    """A reopening from its bytes; None if they are none."""
    try:
        data = json.loads(raw)
        date.fromisoformat(data["entered"])
    except (ValueError, KeyError, TypeError):
        return None
    sound = all(isinstance(data.get(key), str) for key in _REOPENING)
    return data if sound and data.keys() == set(_REOPENING) else None


_REOPENING = ("kind", "period", "previous", "code", "resolution", "reason", "by", "entered")


def manifest_of(files: Files, closing: Closing) -> Manifest:
    """The manifest of a closing that `closings` or `chain` gave."""
    manifest = parse_manifest(files[f"{closing.folder}/{MANIFEST}"])
    assert manifest is not None
    return manifest


def render_closing(manifest: Manifest, sha: str) -> bytes:
    """`closing.beancount`: the directive with the code, and what every balance must be.

    A Beancount balance holds at the start of its day, so all is dated the day after the last.

    Args:
        manifest: what it says.
        sha: the SHA-256 of its file.
    """
    day = manifest.last + timedelta(days=1)
    facts = {
        "code": code_of(sha),
        "manifest": sha,
        "previous": manifest.previous.get("code", ""),
        "by": manifest.by,
    }
    lines = [f'{day} custom "closing" {quoted(manifest.period)}']
    lines += [f"  {key}: {quoted(str(value))}" for key, value in facts.items() if value]
    lines += [f"  entered: {manifest.entered}", ""]
    lines += [f"{day} balance {name} {amount} THB" for name, amount in manifest.balances.items()]
    return ("\n".join(lines) + "\n").encode()


def render_reopening(data: Mapping[str, str], sha: str) -> bytes:
    """`reopening.beancount`: the directive that says by what resolution a closing was taken back.

    Args:
        data: what `reopening.json` holds.
        sha: the SHA-256 of that file.
    """
    facts = {"code": code_of(sha), "manifest": sha, "previous": data["code"]}
    facts |= {key: data[key] for key in ("resolution", "reason", "by")}
    lines = [f'{data["entered"]} custom "reopening" {quoted(data["period"])}']
    lines += [f"  {key}: {quoted(value)}" for key, value in facts.items()]
    return ("\n".join([*lines, f"  entered: {data['entered']}"]) + "\n").encode()


# --- the chain -----------------------------------------------------------------------------------


def closings(folder: Path) -> list[Closing]:
    """All links of a fund's chain, the first one first; reopened ones and reopenings included.

    Only manifests are read. What cannot be read is left out, and `welfare verify` tells of it.
    """
    return chain(Disk(folder))


def in_force(links: Iterable[Closing]) -> list[Closing]:
    """The closings that are in force, months and years."""
    return [link for link in links if link.kind in IN_FORCE]


def folders(files: Files) -> list[str]:
    """The folders of packages, as `closings/2023-10`; others that stand there are left alone."""
    if isinstance(files, Disk):
        names: Iterable[str] = files.packages()
    else:
        names = {"/".join(name.split("/")[:2]) for name in files if name.startswith(f"{FOLDER}/")}
    return sorted(filter(is_package, names))


def outside(files: Files) -> list[str]:
    """The names of all files but those of packages, sorted."""
    if isinstance(files, Disk):
        return sorted(files.outside)
    return sorted(name for name in files if not name.startswith(f"{FOLDER}/"))


def is_package(folder: str) -> bool:
    """Whether a folder bears the name of a package, as `closings/2023-10`."""
    return _PACKAGE.fullmatch(folder) is not None


def chain(files: Files) -> list[Closing]:
    """As `closings`, of a fund's files."""
    found = [link for folder in folders(files) for link in _links(files, folder)]
    after: dict[str, list[Closing]] = {}
    for link in found:
        after.setdefault(link.previous, []).append(link)
    ordered: list[Closing] = []
    here = ""
    while here in after:
        nexts = after.pop(here)
        ordered.append(nexts[0])
        here = nexts[0].sha256
    # What the chain does not reach comes behind it, so that it can be told.
    known = set(ordered)
    return ordered + sorted((x for x in found if x not in known), key=lambda x: (x.entered, x.last))


def _links(files: Files, folder: str) -> Iterator[Closing]:
    """The one or two links of a package: the closing, and the reopening that took it back."""
    raw = files.get(f"{folder}/{MANIFEST}")
    manifest = parse_manifest(raw) if raw else None
    reopened = _REOPENED_FOLDER.fullmatch(folder)
    own = reopened[1] if reopened else folder
    if raw is None or manifest is None or own != f"{FOLDER}/{manifest.period}":
        return
    sha = sha256(raw)
    yield Closing(
        manifest.period,
        "reopened" if reopened else manifest.kind,
        manifest.first,
        manifest.last,
        code_of(sha),
        sha,
        str(manifest.previous.get("sha256", "")),
        manifest.entered,
        manifest.by,
        folder,
    )
    again = files.get(f"{folder}/{REOPENING}") if reopened else None
    data = parse_reopening(again) if again else None
    if again is None or data is None:
        return
    sha = sha256(again)
    yield Closing(
        manifest.period,
        "reopening",
        manifest.first,
        manifest.last,
        code_of(sha),
        sha,
        data["previous"],
        date.fromisoformat(data["entered"]),
        data["by"],
        folder,
    )


def closed_until(folder: Path) -> date:
    """The last day that is closed; `date.min` if none is. Reads names only."""
    home = folder / FOLDER
    paths = home.iterdir() if home.is_dir() else ()
    months = sorted((p for p in paths if _MONTH_FOLDER.fullmatch(p.name)), reverse=True)
    last = next((path.name for path in months if (path / MANIFEST).is_file()), "")
    return calendars.month_period(last).last if last else date.min


def locked_years(book: Book) -> list[int]:
    """The fiscal years (พ.ศ.) that are locked: closed, audited, and adopted by the meeting.

    A year is told by the `closing` directive of its package; months have another form.
    """
    named = [
        {str(vocabulary.values_of(entry)[0]) for entry in book.customs(word) if entry.values}
        for word in ("closing", "audit", "adoption")
    ]
    return sorted(int(year) for year in set.intersection(*named) if year.isdecimal())


def locked_until(book: Book) -> date:
    """The last day of the last locked fiscal year; `date.min` if none is locked."""
    years = locked_years(book)
    return calendars.fiscal_year_period(years[-1], book.fiscal_start).last if years else date.min


# --- persons -------------------------------------------------------------------------------------


def key_id(key: bytes) -> str:
    """What tells one key from another without giving it away."""
    return short(b"seal.key " + key)


def person_hash(key: bytes, person: register.Person) -> str:
    """The keyed hash of a row of the register (HMAC-SHA256, 64 bits of it)."""
    text = "\x1f".join(person).encode()
    return hmac.digest(key, text, "sha256").hex()[:16]


#: Digits as letters: in the books no row of digits may look like a citizen id.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def row_seal(key: bytes, person: register.Person) -> str:
    """The keyed hash of a row as a `register-change` bears it: which change it was, exactly."""
    return person_hash(key, person).translate(_LETTERS)


def render_persons(key: bytes, people: register.People) -> bytes:
    """`persons.csv`: person number and keyed hash of the row."""
    rows = [f"{number},{person_hash(key, people[number])}\n" for number in sorted(people)]
    return "".join(["person,hash\n", *rows]).encode()


def parse_persons(raw: bytes) -> dict[str, str]:
    """Person number to keyed hash."""
    rows = raw.decode("utf-8", "replace").splitlines()[1:]
    return dict(row.rpartition(",")[::2] for row in rows)


def _people(files: Files, root: Path) -> register.People:
    return register.parse(files.get(register.PATH, b""), root / register.PATH)


# --- sealing -------------------------------------------------------------------------------------


def seal(
    folder: Path,
    book: Book,
    period: str,
    kind: str,
    files: Mapping[str, bytes],
    *,
    entered: date,
    by: str,
    new_key: bool = False,
) -> dict[str, bytes]:
    """All files of a package, ready to be written in one commit; nothing is written here.

    Args:
        folder: the fund's folder; files are sealed as they are there.
        book: books that hold at least the period's directives and all balances.
        period: `2023-10`, or the fiscal year (พ.ศ.) `2567`.
        kind: `month` or `year`.
        files: the other files of the package, name in the package to content.
        entered: the day on which it is closed.
        by: person number of who closes it.
        new_key: whether `register/seal.key` may be another one than the last closing used: rows of
            the register cannot be compared across that, and `welfare verify` says so for ever.

    Returns:
        Path below the fund's folder to content; with `register/seal.key` if there was none.

    Raises:
        Refused: R806 the chain before it is broken, R814 the key is another one.
    """
    disk = Disk(folder)
    links = chain(disk)
    _refuse_other_key(disk, links, allowed=new_key)
    span = _span(period, kind, book)
    whole = not any(link.last < span.first for link in in_force(links))
    since = date.min if whole else span.first
    before = _last_link(links)
    key = disk.get(KEY) or f"{secrets.token_hex(32)}\n".encode()
    own = located(book.entries, disk, folder, since, span.last)
    package = {
        **files,
        # A year's directives are named by the closings of its months.
        **({ENTRIES: render_rows(item.row for item in own)} if kind == "month" else {}),
        PERSONS: render_persons(key, _people(disk, folder)),
    }
    final, growing, loose = _sealed(disk, own, since, span.last) if kind == "month" else _NOTHING
    manifest = Manifest(
        kind=kind,
        period=period,
        first=span.first,
        last=span.last,
        since=since,
        previous=_named(before),
        digest_format=DIGEST_FORMAT,
        figures_format=FIGURES_FORMAT,
        digest=digest(item.canonical for item in own),
        balances=balances(book.entries, span.last),
        final=final,
        growing=growing,
        loose=loose,
        package={name: sha256(raw) for name, raw in sorted(package.items())},
        key=key_id(key),
        entered=entered,
        by=by,
    )
    raw = render_manifest(manifest)
    package |= {MANIFEST: raw, CLOSING: render_closing(manifest, sha256(raw))}
    made = {f"{FOLDER}/{period}/{name}": content for name, content in package.items()}
    return made if KEY in disk else {**made, KEY: key}


def _span(period: str, kind: str, book: Book) -> calendars.Period:
    if kind == "year":
        return calendars.fiscal_year_period(int(period), book.fiscal_start)
    assert kind == "month", kind
    return calendars.month_period(period)


def _refuse_other_key(files: Files, links: Iterable[Closing], *, allowed: bool) -> None:
    """A key that is gone or another one would hide what was changed in the register since.

    Raises:
        Refused: R814.
    """
    used = [manifest_of(files, link).key for link in links if link.kind != "reopening"]
    key = files.get(KEY)
    if used and not allowed and (key is None or key_id(key) != used[-1]):
        raise refuse("R814", Place(KEY))


def _last_link(links: Sequence[Closing]) -> Closing | None:
    """The end of the chain, to which the next link is fastened.

    Raises:
        Refused: R806, the links do not make one chain.
    """
    before = ""
    for link in links:
        if link.previous != before:
            raise refuse("R806", Place(f"{link.folder}/{MANIFEST}"), period=link.period)
        before = link.sha256
    return links[-1] if links else None


def _named(link: Closing | None) -> dict[str, str]:
    """How a manifest names the link before it."""
    if link is None:
        return {}
    name = link.folder.removeprefix(f"{FOLDER}/")
    return {"folder": name, "sha256": link.sha256, "code": link.code}


def _final(files: Files, since: date, last: date) -> dict[str, str]:
    """The files that become final with a month: its own, or for the first closing all before."""
    months = (calendars.month_of(since) if since != date.min else "", calendars.month_of(last))
    return {
        name: sha256(files[name])
        for name in outside(files)
        if (month := month_of_file(name)) and months[0] <= month <= months[1]
    }


#: A year's files and directives are known from the closings of its months.
_NOTHING: tuple[dict[str, str], dict[str, str], list[str]] = ({}, {}, [])


def _sealed(
    files: Files, own: Iterable[Located], since: date, last: date
) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """What a month's manifest holds as `final`, `growing` and `loose`."""
    final = _final(files, since, last)
    growing = {n: growing_sha256(files[n], last) for n in outside(files) if is_growing(n)}
    rows = [item.row for item in own]
    loose = [row.hash for row in rows if not is_sealed_text(row, final, growing)]
    return final, growing, sorted(loose)


def is_sealed_text(row: Row, final: Container[str], growing: Container[str]) -> bool:
    """Whether the text of a file seals a directive: all of it, or the block that it begins."""
    return row.file in final or (row.file in growing and row.text != "")


def balances(entries: Iterable[Directive], last: date) -> dict[str, str]:
    """Baht of each account of assets and liabilities at the end of a day, those below included."""
    return next(balances_at(sorted(entries, key=lambda entry: entry.date), [last]))


def balances_at(entries: Iterable[Directive], days: Iterable[date]) -> Iterator[dict[str, str]]:
    """As `balances`, for each of several days; directives and days in order, read once."""
    waiting = iter(entries)
    entry = next(waiting, None)
    totals: dict[str, Decimal] = {}
    opened: set[str] = set()
    for day in days:
        while entry is not None and entry.date <= day:
            if isinstance(entry, Transaction):
                for posting in entry.postings:
                    name, units = posting.account, posting.units
                    if name.startswith(_HELD) and units is not None and units.number is not None:
                        totals[name] = totals.get(name, _ZERO) + units.number
            elif isinstance(entry, Open) and entry.account.startswith(_HELD):
                opened.add(entry.account)
            elif isinstance(entry, Close):
                opened.discard(entry.account)
            entry = next(waiting, None)
        yield {
            name: str(sum((totals[x] for x in totals if f"{x}:".startswith(f"{name}:")), _ZERO))
            for name in sorted(opened)
        }


_ZERO = Decimal("0.00")
_HELD = ("Assets:", "Liabilities:")


def reopen(
    folder: Path, period: str, *, entered: date, by: str, resolution: str, reason: str
) -> dict[str, bytes | None]:
    """What taking back the closing of a period changes; nothing is written here.

    The package is kept whole under another name, and the reopening is the chain's next link.

    Args:
        folder: the fund's folder.
        period: `2023-10` or `2567`; whether it may be reopened is the caller's question.
        entered: the day on which it is reopened.
        by: person number of who reopens it.
        resolution: the resolution that reopens it.
        reason: why.

    Returns:
        Path below the fund's folder to content, None for files to be removed.

    Raises:
        Refused: R806 the chain is broken, R807 that period is not closed.
    """
    disk = Disk(folder)
    links = chain(disk)
    last = _last_link(links)
    old = f"{FOLDER}/{period}"
    if last is None or f"{old}/{MANIFEST}" not in disk:
        raise refuse("R807", Place(f"{old}/{MANIFEST}"), period=period)
    count = sum(link.kind == "reopening" and link.period == period for link in links) + 1
    new = f"{old}.reopened-{count}"
    data = {
        "kind": "reopening",
        "period": period,
        "previous": last.sha256,
        "code": last.code,
        "resolution": resolution,
        "reason": reason,
        "by": by,
        "entered": entered.isoformat(),
    }
    raw = _json(data)
    changes: dict[str, bytes | None] = {}
    for name in disk:
        if name.startswith(f"{old}/"):
            changes[name] = None
            changes[new + name.removeprefix(old)] = disk[name]
    changes[f"{new}/{REOPENING}"] = raw
    changes[f"{new}/{REOPENED}"] = render_reopening(data, sha256(raw))
    return changes
