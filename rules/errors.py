"""Errors: where the books are wrong. The plugin returns them, and `bean-check` exits 1.

Alerts (`rules.alerts`) are another list: there people did wrong and the books say so rightly.

    2023-10-03 * "ใบเก็บเงินสมทบ หมู่ 1"
      kind: "collection"
      by: "M01"
      Assets:Collectors:Moo01        30.00 THB
      Income:Contributions:Members  -30.00 THB
        member: "9999"                         ; E501: there is no such member

Codes and words stand in `welfare.catalogue`: E1xx form, E2xx amounts and accounts, E3xx personal
data, E4xx files and dates, E5xx records, E6xx bylaws, E8xx seals of closed periods. What the bylaws
grant is not judged here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from beancount.core.data import Directive

from rules import bylaws
from rules import form
from rules import guards
from rules import hygiene
from rules import payments
from rules import seals
from welfare import register
from welfare import tail
from welfare.books import Book
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import by_place
from welfare.findings import finding


def check(entries: Sequence[Directive], options: dict[str, Any]) -> list[Finding]:
    """Everything that is wrong with the books, by place.

    Args:
        entries: all directives, as Beancount read and booked them.
        options: Beancount's options; the files under `include` are read again as text.
    """
    names, damaged = _registered(Path(str(options.get("filename", ""))).parent)
    files = hygiene.check(entries, options, names)
    sealed = seals.check(entries, options)
    return by_place([*damaged, *files, *sealed, *of_entries(entries, options, names=names)])


def is_sound(book: Book) -> bool:
    """Whether nothing is wrong with books read from the last closing on, nor with what was closed.

    Of the closed months the bytes are held against their seals, as far back as `main.beancount`
    loads. What is wrong, if anything is, only the whole books can tell.
    """
    names, damaged = _registered(book.folder)
    # A carried state was written by a closing, and is as it was: nobody has put anything into it.
    typed = [name for name in book.tail if not name.endswith(tail.CARRIED)]
    recent = [entry for entry in book.entries if entry.date > (book.carried or date.min)]
    return not (
        damaged
        or tail.failed(book)
        or any(hygiene.check(book.entries, book.options, names, typed))
        or of_entries(book.entries, book.options, recent, names, book)
        or seals.is_torn(book.folder, book.options)
    )


def _registered(folder: Path) -> tuple[frozenset[str], list[Finding]]:
    """The names of the register beside the books, and what is wrong with it.

    A copy for the auditor has no register, and not everybody may read it: those have no names.
    """
    try:
        return register.full_names(register.load(folder)), []
    except Refused as refused:
        path = str(folder / register.PATH)
        return frozenset(), [
            item._replace(place=Place(path, max(item.place.row, 1)))
            for item in refused.findings
            if item.code.startswith(register.DAMAGED)
        ]


def of_entries(
    entries: Sequence[Directive],
    options: dict[str, Any],
    new: Sequence[Directive] | None = None,
    names: frozenset[str] = frozenset(),
    book: Book | None = None,
    *,
    judge: bool = True,
) -> list[Finding]:
    """What is wrong with the directives themselves, whatever their files look like.

    Args:
        entries: all directives, in the order of the books.
        options: Beancount's options.
        new: those that a command is about to add to books without errors: only their form is
            looked at, while records are held against each other over all of them.
        names: the registered names, which no text may hold.
        book: the same directives as a book, where there is one already.
        judge: whether payments are held against the bylaws too.
    """
    found: list[Finding] = []
    looker = form.Looker(entries, names)
    unusable: dict[int, Directive | None] = {}
    for entry in entries if new is None else new:
        wrong = form.problems(entry)
        found += wrong
        found += looker.look(entry)
        if wrong:
            unusable[id(entry)] = form.mended(entry, wrong)
    main = Path(str(options.get("filename", "")))
    if book is None or unusable:
        mended = (unusable.get(id(entry), entry) for entry in entries)
        book = Book(main.parent, [entry for entry in mended if entry is not None], [], options)
    repaired = {id(entry) for entry in unusable.values()}
    if len(book.customs("fund")) != 1:
        found.append(finding("E415", Place(str(main), 1), count=len(book.customs("fund"))))
    found += bylaws.mistakes(book)
    # What lacks a key or says something else there can be told, but not decided.
    sound = [entry for entry in book.entries if id(entry) not in repaired]
    judged = Book(main.parent, sound, [], options) if repaired else book
    found += guards.check(book, payments.excusable(judged) if judge else ())
    return by_place(found)
