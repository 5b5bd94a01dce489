"""The Beancount plugin of a fund's books: it guards, and never changes an entry.

It stands first in `main.beancount`:

    plugin "rules.plugin"           ; messages in Thai
    plugin "rules.plugin" "en"      ; messages in English

What it returns is `rules.errors`; `bean-check` and Fava show each with file and line. Should the
guards themselves break down, the exception goes through to Beancount, which reports it as a
`LoadError` at `<load>:0` and keeps the entries *unguarded*: whoever relies on the books must take a
LoadError for "the guards did not run", never for a warning.
"""

from __future__ import annotations

import gc
from typing import Any
from typing import NamedTuple

from beancount.core.data import Directive
from beancount.core.data import new_metadata

from rules import errors
from rules.hygiene import PLUGIN
from welfare.books import Book
from welfare.findings import Finding

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
        found = errors.check(entries, options_map)
    finally:
        if collecting:
            gc.enable()
    return entries, [_error(item, lang) for item in found]


def _error(found: Finding, lang: str) -> BooksError:
    """A finding with its place as Beancount's `source`; the message is the code and its words."""
    source = new_metadata(found.place.file or "<rules>", found.place.line)
    return BooksError(source, found.text(lang), None, found)


def findings(book: Book) -> list[Finding]:
    """What is wrong with books that were loaded: what the plugin found, or what it would have.

    The check is not made twice. Where a main file lacks our plugin, or a plugin crashed, nothing of
    it can be relied on, and it is made here.
    """
    listed = any(name == PLUGIN for name, _ in book.options.get("plugin", ()))
    crashed = any(type(error).__name__ == "LoadError" for error in book.errors)
    if not listed or crashed:
        return errors.check(book.entries, book.options)
    ours = (error for error in book.errors if isinstance(error, BooksError))
    return [error.finding for error in ours if error.finding]
