"""The Beancount plugin of a fund's books: it guards, and never changes an entry.

It stands first in `main.beancount`:

    plugin "rules.plugin"           ; messages in Thai
    plugin "rules.plugin" "en"      ; messages in English

What it returns is `rules.errors`; `bean-check` and Fava show each with file and line. Where money
reaches behind the state that a main file begins with, say a payment for an event of years ago, the
records are held against the whole books (`all.beancount`): neither is what is right told as wrong
there, nor the other way round. That takes as long as reading them, and is seldom. Should the
guards themselves break down, the exception goes through to Beancount, which reports it as a
`LoadError` at `<load>:0` and keeps the entries *unguarded*: whoever relies on the books must take a
LoadError for "the guards did not run", never for a warning.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any
from typing import NamedTuple

from beancount.core.data import Directive
from beancount.core.data import new_metadata

from rules import errors
from rules import form
from rules.hygiene import PLUGIN
from welfare import books
from welfare.books import Book
from welfare.findings import Finding
from welfare.findings import by_place
from welfare.findings import finding
from welfare.vocabulary import place_of

__plugins__ = ("check",)


class BooksError(NamedTuple):
    """An error of the books as Beancount wants it; at module level, so that it can be pickled.

    Attributes:
        source: file and line.
        message: code and words.
        entry: nothing; Beancount asks for it.
        finding: the same as data, in no language.
    """

    source: dict[str, Any]
    message: str
    entry: Directive | None
    finding: Finding | None = None


def check(
    entries: list[Directive], options_map: dict[str, Any], config: str | None = None
) -> tuple[list[Directive], list[BooksError]]:
    """The entries as they came, and what is wrong with them.

    Args:
        entries: all directives, booked.
        options_map: Beancount's options.
        config: language of the messages, `th` (the default) or `en`.
    """
    lang = "en" if config == "en" else "th"
    collecting = gc.isenabled()
    # As in loading: many small objects and no garbage, through which the collector would go again.
    gc.disable()
    try:
        found = _judged(entries, options_map)
    finally:
        if collecting:
            gc.enable()
    return entries, [_error(item, lang) for item in found]


#: Codes of what is held against other records, and so needs those of before.
_COMPARED = ("E5", "E7")


def _judged(entries: list[Directive], options: dict[str, Any]) -> list[Finding]:
    """What is wrong with books; where a carried state tells too little, by the whole books.

    If those cannot be read, it is told that and where they are needed (R850 to R854).
    """
    found = errors.check(entries, options)
    main = Path(str(options.get("filename", "")))
    if main.name == books.ALL:
        return found
    sound = form.sound(entries) if found else entries
    behind = _behind(Book(main.parent, sound, [], options))
    if not behind:
        return found
    whole = books.load(main.parent, whole=True)
    if load_errors(whole):
        return by_place([*found, *behind])
    files = {Path(name).resolve() for name in options.get("include", ())}
    compared = [
        item
        for item in findings(whole)
        if item.code.startswith(_COMPARED) and Path(item.place.file).resolve() in files
    ]
    return by_place([*(one for one in found if not one.code.startswith(_COMPARED)), *compared])


def _behind(book: Book) -> list[Finding]:
    """Where money reaches behind a carried state; a claim alone that is not paid moves none."""
    if book.carried is None:
        return []
    from rules import carry  # noqa: PLC0415 - heavy, and for books of several years only

    paid = {own.get("claim") for entry in book.transactions for _, _, own in books.lines(entry)}
    return [one for one in carry.beyond(book) if one.code != "R852" or one.args["claim"] in paid]


def _error(found: Finding, lang: str) -> BooksError:
    """A finding with its place as Beancount's `source`; the message is the code and its words."""
    source = new_metadata(found.place.file or "<rules>", found.place.line)
    return BooksError(source, found.text(lang), None, found)


def findings(book: Book) -> list[Finding]:
    """What is wrong with books that were loaded: what the plugin found, or what it would have.

    The check is not made twice. Where a main file lacks our plugin, or a plugin crashed, nothing of
    it can be relied on, and it is made here. Of books read from the last closing on nothing but
    that all is well can be told; else the whole books are asked, and Beancount's errors with them.
    """
    listed = any(name == PLUGIN for name, _ in book.options.get("plugin", ()))
    crashed = any(type(error).__name__ == "LoadError" for error in book.errors)
    if book.tail:
        if errors.is_sound(book):
            return []
        whole = books.load(book.folder)
        return [*load_errors(whole), *findings(whole)]
    if not listed or crashed:
        return errors.check(book.entries, book.options)
    ours = (error for error in book.errors if isinstance(error, BooksError))
    return [error.finding for error in ours if error.finding]


def load_errors(book: Book) -> list[Finding]:
    """What Beancount itself found wrong with loaded books."""
    return [
        finding("E100", place_of(error.source or {}), message=error.message)
        for error in book.errors
        if not isinstance(error, BooksError)
    ]
