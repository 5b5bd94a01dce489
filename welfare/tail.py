"""The present of a fund's books: what the last closing carried on, and what is dated after it.

    closings/2026-09/carried.beancount    where everything stood on 30 September 2026
    accounts, bylaws, governance, members as they are
    journal/2026-10.beancount             what came after

It grows with the numbers of members and with the claims that are granted once in life. An everyday
command reads of it what is neither settled nor of members long gone (`welfare.brief`), the close of
a month what it does not carry on as it stands (`welfare.resting`), so both take hardly longer in
the twentieth year than in the first.
It must never say yes where the whole books would say no. So whatever is unusual here gives no book
at all, and whatever is refused on the strength of it is asked again of more (`shell.write`).
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction
from beancount.core.data import entry_sortkey
from beancount.ops import balance
from beancount.ops import validation
from beancount.parser import booking
from beancount.parser import parser

from welfare import books
from welfare import brief
from welfare import calendars
from welfare import canonical
from welfare import parameters
from welfare import resting
from welfare import seals
from welfare.books import Book
from welfare.seals import Manifest

CARRIED, MEMBERS = "carried.beancount", "members.csv"
BYLAWS = "bylaws.beancount"
STANDING = ("accounts.beancount", BYLAWS, "governance.beancount", "members.beancount")


class _UnusualError(Exception):
    """Something that only the whole books can tell rightly."""


def load(folder: Path, *, short: bool = False, rest: bool = False) -> Book | None:
    """The books from the last closing on; None where only the whole books will do.

    The book is parsed and booked, but nobody has looked at it (`Book.tail`): `rules.guard` looks at
    what a command adds, `rules.plugin.findings` at all of it.

    Args:
        folder: the fund's folder.
        short: without what an everyday command does not ask for (`Book.unread`).
        rest: without what the next closing carries on as it stands (`Book.resting`).
    """
    last = seals.closed_until(folder)
    if last == date.min:
        return None
    with books.no_collection():
        try:
            return _load(folder, last, short=short, rest=rest)
        except (_UnusualError, OSError):
            return None


def _load(folder: Path, last: date, *, short: bool, rest: bool) -> Book:
    base = folder.resolve()
    main = str(base / books.MAIN)
    state = f"{canonical.FOLDER}/{calendars.month_of(last)}/{CARRIED}"
    entries, errors, options = parser.parse_file(main)
    _require(not errors and not any(isinstance(entry, Transaction) for entry in entries))
    _require(all(plugin == books.PLUGIN for plugin, _ in options["plugin"]))
    names = [state, *_later(options["include"], last)]
    texts: Mapping[str, bytes] = {name: (base / name).read_bytes() for name in names}
    manifest, main_text = _manifest(base / state), (base / books.MAIN).read_bytes()
    _require(_is_sealed(manifest, CARRIED, texts[state]))
    unread, rests = frozenset[str](), None
    if short:
        texts, unread = brief.shorten(texts, main_text, last)
    elif rest and (table := _table(base / state, manifest)) is not None:
        texts, rests = resting.find(texts, main_text, table, _for_ever(base, texts))
        unread = rests.numbers if rests else unread
    for name, raw in texts.items():
        found = _parsed(base / name, raw)
        _require(name in (state, *STANDING) or all(entry.date > last for entry in found))
        entries += found
    options["filename"] = main
    options["include"] = [main, *(str(base / name) for name in options["include"])]
    read = (main, *(str(base / name) for name in names))
    entries.sort(key=entry_sortkey)
    entries, wrong = booking.book(entries, options)  # type: ignore[no-untyped-call]
    _require(not wrong)
    return Book(folder, entries, [], options, read, unread, rests)


def _require(holds: bool) -> None:
    if not holds:
        raise _UnusualError


def _manifest(state: Path) -> Manifest:
    """What the closing promises that wrote a carried state."""
    manifest = seals.parse_manifest(state.with_name(seals.MANIFEST).read_bytes())
    if manifest is None:
        raise _UnusualError
    return manifest


def _is_sealed(manifest: Manifest, name: str, raw: bytes) -> bool:
    """Whether a file of a package is the one that the closing's manifest promises."""
    return manifest.package.get(name) == canonical.sha256(raw)


def _table(state: Path, manifest: Manifest) -> bytes | None:
    """The members as the last closing listed them; None if the file is not as it was sealed."""
    path = state.with_name(MEMBERS)
    raw = path.read_bytes() if path.is_file() else b""
    return raw if _is_sealed(manifest, MEMBERS, raw) else None


def _for_ever(base: Path, texts: Mapping[str, bytes]) -> Collection[str]:
    """Benefits of which a claim is a duplicate of any earlier one, whatever its day."""
    entries = _parsed(base / BYLAWS, texts.get(BYLAWS, b""))
    laid = [e for e in entries if isinstance(e, Custom) and e.type == "bylaw"]
    return {
        key[1]
        for key, rules in parameters.read(laid).versions.items()
        if key[0] == "benefit" and len(key) == len(("benefit", "name"))
        if any("ever" in parameters.items(rule.facts.get("duplicate")) for rule in rules)
    }


def _later(includes: Iterable[str], last: date) -> list[str]:
    """Of what the main file includes, the standing files and the months after a day."""
    month, found = calendars.month_of(last), []
    for name in includes:
        if name in STANDING or canonical.month_of_file(name) > month:
            found.append(name)
        else:
            past = name == "opening.beancount" or name.startswith(f"{canonical.FOLDER}/")
            _require(past or bool(canonical.month_of_file(name)))
    return found


def _parsed(path: Path, raw: bytes) -> list[Directive]:
    entries, errors, options = parser.parse_string(raw, report_filename=str(path))
    _require(not errors and not options["include"])
    return entries


def failed(book: Book) -> list[Any]:
    """What Beancount's own checks say of a tail, as its loader asks them after booking."""
    entries, wrong = balance.check(book.entries, book.options)  # type: ignore[no-untyped-call]
    more = validation.validate(entries, book.options)  # type: ignore[no-untyped-call]
    return [*wrong, *more]
