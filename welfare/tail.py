"""The present of a fund's books: what the last closing carried on, and what is dated after it.

    closings/2026-09/carried.beancount    where everything stood on 30 September 2026
    accounts, bylaws, governance, members as they are
    journal/2026-10.beancount             what came after

That is what an everyday command reads, so it takes as long in the twentieth year as in the first.
It must never say yes where the whole books would say no. So whatever is unusual here gives no book
at all, and whatever is refused on the strength of it is asked again of the whole (`shell.write`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from beancount.core.data import Directive
from beancount.core.data import Transaction
from beancount.core.data import entry_sortkey
from beancount.ops import balance
from beancount.ops import validation
from beancount.parser import booking
from beancount.parser import parser

from welfare import books
from welfare import calendars
from welfare import canonical
from welfare import seals
from welfare.books import Book

CARRIED = "carried.beancount"
STANDING = ("accounts.beancount", "bylaws.beancount", "governance.beancount", "members.beancount")


class _UnusualError(Exception):
    """Something that only the whole books can tell rightly."""


def load(folder: Path) -> Book | None:
    """The books from the last closing on; None where only the whole books will do.

    The book is parsed and booked, but nobody has looked at it (`Book.tail`): `rules.guard` looks at
    what a command adds, `rules.plugin.findings` at all of it.

    Args:
        folder: the fund's folder.
    """
    last = seals.closed_until(folder)
    if last == date.min:
        return None
    with books.no_collection():
        try:
            return _load(folder, last)
        except (_UnusualError, OSError):
            return None


def _load(folder: Path, last: date) -> Book:
    base = folder.resolve()
    main = str(base / books.MAIN)
    state = f"{canonical.FOLDER}/{calendars.month_of(last)}/{CARRIED}"
    entries, errors, options = parser.parse_file(main)
    _require(not errors and not any(isinstance(entry, Transaction) for entry in entries))
    _require(all(plugin == books.PLUGIN for plugin, _ in options["plugin"]))
    entries += _parsed(base / state, _sealed(base, state))
    names = _later(options["include"], last)
    for name in names:
        found = _parsed(base / name, (base / name).read_bytes())
        _require(name in STANDING or all(entry.date > last for entry in found))
        entries += found
    options["filename"] = main
    options["include"] = [main, *(str(base / name) for name in options["include"])]
    read = (main, *(str(base / name) for name in (state, *names)))
    entries.sort(key=entry_sortkey)
    entries, wrong = booking.book(entries, options)  # type: ignore[no-untyped-call]
    _require(not wrong)
    return Book(folder, entries, [], options, read)


def _require(holds: bool) -> None:
    if not holds:
        raise _UnusualError


def _sealed(base: Path, state: str) -> bytes:
    """The carried state, if it is the one that the closing's manifest promises."""
    raw = (base / state).read_bytes()
    manifest = seals.parse_manifest((base / state).with_name(seals.MANIFEST).read_bytes())
    _require(manifest is not None and manifest.package.get(CARRIED) == canonical.sha256(raw))
    return raw


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
