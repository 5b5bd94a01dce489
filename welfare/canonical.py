"""What a directive says, in the one way in which it can be said, and which bytes say it.

The digest of a closed period is taken on canonical texts:

    2022-10-03 transaction * NULL "ใบเก็บเงินสมทบ หมู่ 1"
     by: "M01"
     kind: "collection"
     Assets:Collectors:Moo01 30.00 THB
     Income:Contributions:Members -30.00 THB
     member: "0002"

Metadata is sorted; numbers keep their decimals; layout, comments, file and line are left out. What
is left out is sealed as bytes: whole files that are final, and the blocks of files that grow.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from functools import cache
from functools import lru_cache
from pathlib import Path
from typing import Any
from typing import NamedTuple

from beancount.core import account
from beancount.core.amount import Amount
from beancount.core.data import Close
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Note
from beancount.core.data import Open
from beancount.core.data import Posting
from beancount.core.data import Transaction

from welfare import books
from welfare import main_files
from welfare import vocabulary

FOLDER = main_files.CLOSINGS

Files = Mapping[str, bytes]

_JOURNAL = re.compile(r"journal/(\d{4}-\d\d)\.beancount")
_OWN = re.compile(r"[^/\\]+\.beancount|journal/\d{4}-(0[1-9]|1[0-2])\.beancount")
_BANK = re.compile(r"bank/[^/]+/(\d{4}-\d\d)\.csv")
#: A dated line, as widely as Beancount reads dates, and the indented ones below it.
_BLOCK = re.compile(rb"^[\d\r]*?(\d{4})[-/](\d+)[-/](\d+)[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE)
#: Blank lines around a block; what stands between two blocks is neither's.
_BLANK_BEFORE = re.compile(rb"\A(?:[ \t\r]*\n)+")
_SPACES = (b" ", b"\t", b"\r", b"\n")
_BLANK_AFTER = re.compile(rb"(?:\n[ \t\r]*)+\Z")


class Row(NamedTuple):
    """One sealed directive as `entries.csv` keeps it, to name it should it ever differ.

    Attributes:
        hash: short hash of its canonical text.
        text: short hash of its block of text, "" where it begins none whose text is sealed.
        date: its date.
        label: what people call it, `collection 2022-10/01`; no names.
        file: its file below the fund's folder.
        line: its line there.
    """

    hash: str
    text: str
    date: date
    label: str
    file: str
    line: int


# --- bytes ---------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def sha256(raw: bytes) -> str:
    """The SHA-256 of a content, as hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def short(raw: bytes) -> str:
    """The first 64 bits of the SHA-256: enough to name, too few to promise."""
    return hashlib.sha256(raw).hexdigest()[:16]


class Block(NamedTuple):
    """A dated directive as text: the comments before it, its lines, no more.

    Blank lines before the first and after the last of them count as none, so that a later block may
    be written between two others, with a blank line or without.
    """

    day: tuple[int, int, int]
    line: int
    raw: bytes


@lru_cache(maxsize=1024)
def blocks(raw: bytes) -> tuple[Block, ...]:
    """The blocks of a Beancount file in its order; what follows the last of them is no block."""
    found = []
    start, line = 0, 1
    for match in _BLOCK.finditer(raw):
        line += raw.count(b"\n", start, match.start())
        day = (int(match[1]), int(match[2]), int(match[3]))
        found.append(Block(day, line, _trimmed(raw[start : match.end()])))
        line += raw.count(b"\n", match.start(), match.end()) + 1
        start = match.end() + 1
    return tuple(found)


def _trimmed(text: bytes) -> bytes:
    text = text.lstrip(b"\n")
    if text[:1] in _SPACES:
        text = _BLANK_BEFORE.sub(b"", text)
    return _BLANK_AFTER.sub(b"", text) if text[-1:] in _SPACES else text


def sealed_text(raw: bytes, last: date) -> bytes:
    """The part of a growing file that a closing with this last day seals."""
    day = (last.year, last.month, last.day)
    return b"\n".join(block.raw for block in blocks(raw) if block.day <= day)


@lru_cache(maxsize=1024)
def growing_sha256(raw: bytes, last: date) -> str:
    """The SHA-256 of the sealed part of a growing file."""
    return hashlib.sha256(sealed_text(raw, last)).hexdigest()


def month_of_file(name: str) -> str:
    """The month whose closing makes a file final, or "" for other files."""
    match = _JOURNAL.fullmatch(name) or _BANK.fullmatch(name)
    return match[1] if match else ""


def is_own(name: str) -> bool:
    """Whether a file outside `closings/` is one that a fund's books may be read from."""
    return bool(_OWN.fullmatch(name))


def is_growing(name: str) -> bool:
    """Whether a file is one that goes on growing after a closing and is sealed in part."""
    return (
        name.endswith(".beancount")
        and name not in (books.MAIN, books.ALL)
        and not name.startswith(f"{FOLDER}/")
        and not month_of_file(name)
    )


# --- canonical text ------------------------------------------------------------------------------

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


def quoted(text: str) -> str:
    """A text in quotation marks, as Beancount reads it."""
    return f'"{text.translate(_ESCAPES)}"'


def _value(value: Any) -> str:
    """One value in the one way in which it can be written."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Amount):
        return f"{value.number} {value.currency}"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return "NULL"
    return str(value)


def _facts(meta: Mapping[str, Any] | None) -> str:
    """All metadata but file, line and what Beancount keeps for itself, sorted by key."""
    if not meta:
        return ""
    return "".join(
        f" {key}: {_value(value)}\n"
        for key, value in sorted(meta.items())
        if key not in ("filename", "lineno") and not key.startswith("__")
    )


def _posting(posting: Posting) -> str:
    cost = f" {{{posting.cost}}}" if posting.cost is not None else ""
    price = f" @ {_value(posting.price)}" if posting.price is not None else ""
    flag = f"{posting.flag} " if posting.flag else ""
    return f" {flag}{posting.account} {_value(posting.units)}{cost}{price}\n{_facts(posting.meta)}"


def canonical(entry: Directive) -> str:
    """What a directive says, in the one way in which it can be said.

    Numbers keep their decimals as written; layout, comments, file and line are left out.
    """
    words: list[str]
    if isinstance(entry, Transaction):
        words = [entry.flag or "", _value(entry.payee), _value(entry.narration)]
        words += [f"#{tag}" for tag in sorted(entry.tags or ())]
        words += [f"^{link}" for link in sorted(entry.links or ())]
        rest = "".join(map(_posting, entry.postings))
    elif isinstance(entry, Custom):
        words = [quoted(entry.type)]
        words += [
            str(value.value) if value.dtype == account.TYPE else _value(value.value)
            for value in entry.values
        ]
        rest = ""
    elif isinstance(entry, Open):
        booking = entry.booking.name if entry.booking else ""
        words = [entry.account, *(entry.currencies or ()), booking]
        rest = ""
    elif isinstance(entry, Note):
        words = [entry.account, quoted(entry.comment)]
        words += [f"#{tag}" for tag in sorted(entry.tags or ())]
        words += [f"^{link}" for link in sorted(entry.links or ())]
        rest = ""
    else:
        assert isinstance(entry, Close), type(entry)
        words, rest = [entry.account], ""
    kind = type(entry).__name__.lower()
    return f"{entry.date} {kind} {' '.join(words)}\n{_facts(entry.meta)}{rest}"


def is_sealed(entry: Directive) -> bool:
    """Whether a directive is of a kind that closings seal."""
    if isinstance(entry, Custom):
        return not vocabulary.FOREIGN.match(entry.type)
    return isinstance(entry, Transaction | Open | Close | Note)


def label(entry: Directive) -> str:
    """What people call a directive: `collection 2022-10/01`, `member joined 0042`; no names."""
    if isinstance(entry, Custom):
        kind = vocabulary.kind_of(entry)
        words = kind.words if kind else (entry.type,)
        values = vocabulary.values_of(entry)
        return " ".join([*words, *(str(value) for value in values if isinstance(value, str))])
    if isinstance(entry, Transaction):
        meta = entry.meta
        number = next(
            (
                meta[key]
                for key in ("doc", "voucher", "sheet", "bank-line", "reverses")
                if key in meta
            ),
            None,
        ) or next((p.meta["receipt"] for p in entry.postings if p.meta and "receipt" in p.meta), "")
        return f"{meta.get('kind', 'transaction')} {number}".strip()
    return f"{type(entry).__name__.lower()} {getattr(entry, 'account', '')}".strip()


class Located(NamedTuple):
    """A directive of a closed period, where it stands now, and its row."""

    entry: Directive
    row: Row
    canonical: str


def relative(root: Path) -> Callable[[str], str]:
    """A function from the file names of loaded directives to paths below the fund's folder."""
    return _relative(root, root.resolve())


@lru_cache(maxsize=64)
def _relative(root: Path, base: Path) -> Callable[[str], str]:
    @cache
    def below(name: str) -> str:
        path = Path(name)
        if path.is_absolute():
            for start in (base, root):
                if path.is_relative_to(start):
                    return path.relative_to(start).as_posix()
        return path.as_posix()

    return below


def located(
    entries: Iterable[Directive],
    files: Files,
    root: Path,
    since: date,
    last: date,
    only: Callable[[str], bool] = lambda _: True,
) -> list[Located]:
    """The sealed directives dated from `since` to `last` outside `closings/`, with their rows.

    Args:
        entries: directives in any order.
        files: the fund's files, for the text of each directive.
        root: the fund's folder, below which file names are told.
        since: first day.
        last: last day.
        only: which files are looked at.
    """
    below = relative(root)
    texts: dict[str, dict[_Start, str]] = {}

    @cache
    def wanted(filename: str) -> str:
        name = below(filename)
        return "" if name.startswith(f"{FOLDER}/") or not only(name) else name

    found = []
    for entry in entries:
        if not since <= entry.date <= last:
            continue
        name = wanted(entry.meta.get("filename", ""))
        if not name or not is_sealed(entry):
            continue
        if name not in texts:
            texts[name] = _block_hashes(name, files)
        text = canonical(entry)
        line = int(entry.meta.get("lineno", 0))
        own = texts[name].get((line, entry.date.timetuple()[:3]), "")
        row = Row(short(text.encode()), own, entry.date, label(entry), name, line)
        found.append(Located(entry, row, text))
    return found


#: Where a block stands: its line and its day.
_Start = tuple[int, tuple[int, ...]]


def _block_hashes(name: str, files: Files) -> dict[_Start, str]:
    """Line and day of a directive to the short hash of its block, where its text is sealed."""
    if not (is_growing(name) or month_of_file(name)):
        return {}
    return {(block.line, block.day): short(block.raw) for block in blocks(files.get(name, b""))}


def digest(texts: Iterable[str]) -> str:
    """The digest of a period: the SHA-256 of its canonical texts, sorted."""
    return _digest(tuple(texts))


@lru_cache(maxsize=256)
def _digest(texts: tuple[str, ...]) -> str:
    return hashlib.sha256("".join(sorted(texts)).encode()).hexdigest()


# --- the list of a package ------------------------------------------------------------------------


def render_rows(rows: Iterable[Row]) -> bytes:
    """`entries.csv`, by file and line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Row._fields)
    ordered: list[Row] = sorted(rows, key=lambda row: (row.file, row.line, row.hash))
    writer.writerows(ordered)
    return out.getvalue().encode()


@lru_cache(maxsize=512)
def parse_rows(raw: bytes) -> tuple[Row, ...]:
    """`entries.csv`; nothing if it cannot be read."""
    try:
        rows = list(csv.reader(io.StringIO(raw.decode(), newline="")))
        return tuple(
            Row(hash_, text, date.fromisoformat(day), label_, file, int(line))
            for hash_, text, day, label_, file, line in rows[1:]
        )
    except (ValueError, csv.Error):
        return ()
