"""What stands behind a figure of a printed document: entries, numbers, other cells, or words.

    found = explain(book, document, "10.assets.bank")
    found.opening, found.lines, found.total      baht brought in, every entry, what they come to
    found.ties                                   True; False where the books do not carry the figure

A figure of entries is their sum, a count is of the numbers that it names, and a total may name the
cells of its own document that it adds up: a note that begins with `= `, as `= 10.income.total +
10.receipts.total` or `= list.*.amount`. What is none of these is explained in words, and `ties` is
None. No names are needed.
"""

from __future__ import annotations

import difflib
import fnmatch
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any
from typing import NamedTuple

from beancount.core.data import Posting
from beancount.core.data import Transaction

from reports.model import Cell
from reports.model import Document
from reports.model import Facts
from reports.model import Table
from reports.model import Tick
from reports.model import Together
from reports.model import Trace
from reports.model import Value
from welfare import books
from welfare.books import Book
from welfare.findings import Place
from welfare.findings import refuse
from welfare.money import ZERO
from welfare.vocabulary import place_of

#: How the note of a total begins that names the cells it adds up.
SUM = "= "
NEAREST = 5

#: Account to its lines, in the order of the books.
Lines = Mapping[str, list[tuple[Transaction, Posting]]]


class Line(NamedTuple):
    """One entry behind a figure.

    Attributes:
        day: its date.
        number: document, voucher, receipt or claim.
        text: what it says.
        account: account of the line.
        amount: baht as it counts towards the figure.
        running: the figure so far, this line included.
        place: file and line.
    """

    day: date
    number: str
    text: str
    account: str
    amount: Decimal
    running: Decimal
    place: Place


class Part(NamedTuple):
    """A cell that a total adds up."""

    ref: str
    label: str
    value: Decimal | int


class Explanation(NamedTuple):
    """What stands behind one cell.

    Attributes:
        document: id of the document.
        ref: name of the cell.
        label: its row and column, in words.
        value: what the document says.
        opening: what was there before the first day counted; None where that is not asked.
        lines: entries, oldest first.
        numbers: members, claims or receipts counted.
        parts: cells added up.
        note: in words.
        total: what all of it comes to; None where words explain the figure.
        ties: whether the total is the value; None where there is no total.
    """

    document: str
    ref: str
    label: str
    value: Value
    opening: Decimal | int | None
    lines: tuple[Line, ...]
    numbers: tuple[str, ...]
    parts: tuple[Part, ...]
    note: str
    total: Decimal | int | None

    @property
    def ties(self) -> bool | None:
        """Whether what stands behind the figure comes to the figure."""
        return None if self.total is None else self.total == self.value


def labelled(document: Document) -> dict[str, tuple[str, Cell]]:
    """Ref to label and cell, for every cell of a document that has a name, in order."""
    found: dict[str, tuple[str, Cell]] = {}
    for block in document.blocks:
        for label, cell in _cells(block):
            found.setdefault(cell.ref, (label, cell))
    for part in document.parts:
        found |= {ref: own for ref, own in labelled(part).items() if ref not in found}
    return found


def _cells(block: Any) -> Iterator[tuple[str, Cell]]:
    match block:
        case Table():
            yield from _of_table(block)
        case Facts():
            yield from ((label, cell) for label, cell in block.items if cell.ref)
        case Together():
            for inner in block.blocks:
                yield from _cells(inner)


def _of_table(table: Table) -> Iterator[tuple[str, Cell]]:
    """A cell's label: the words of its row before it, and the heading of its column."""
    for row in table.rows:
        words: list[str] = []
        column, named = 0, False
        for cell in row.cells:
            head = table.columns[min(column, len(table.columns) - 1)].head
            if cell.ref:
                yield " · ".join(part for part in (" ".join(words), head) if part), cell
                named = True
            elif words and not named and str(cell.value).isdigit():
                pass  # the number of a note
            elif isinstance(cell.value, str) and cell.value:
                # On a sheet of two sides the words of the left one end with its figure.
                words = [cell.value] if named else [*words, cell.value]
                named = False
            column += cell.span


def by_account(book: Book) -> Lines:
    """Account to its lines in the order of the books."""
    found: dict[str, list[tuple[Transaction, Posting]]] = defaultdict(list)
    for entry in book.transactions:
        for posting in entry.postings:
            found[posting.account].append((entry, posting))
    return found


def explain(book: Book, document: Document, ref: str) -> Explanation:
    """What stands behind the cell of a name.

    Args:
        book: the books that the document was built from.
        document: the document.
        ref: name of a cell, as `labelled` lists them.

    Raises:
        Refused: R913 there is no such cell; R915 it is text, or nothing is known of it.
    """
    known = labelled(document)
    if ref not in known:
        raise refuse("R913", ref=ref, document=document.id, nearest=nearest(ref, list(known)))
    trace = known[ref][1].trace
    if trace is None:
        raise refuse("R915", ref=ref, document=document.id)
    return _explained(document.id, ref, known, trace, book.once(by_account))


def explanations(book: Book, document: Document) -> Iterator[Explanation]:
    """What stands behind every cell of a document that has a trace, in order."""
    known, lines = labelled(document), book.once(by_account)
    for ref, (_, cell) in known.items():
        if cell.trace is not None:
            yield _explained(document.id, ref, known, cell.trace, lines)


def _explained(
    document: str, ref: str, known: Mapping[str, tuple[str, Cell]], trace: Trace, lines: Lines
) -> Explanation:
    label, cell = known[ref]
    own = _entries(lines, trace)
    parts = tuple(_parts(known, trace.note))
    return Explanation(
        document,
        ref,
        label,
        cell.value,
        trace.opening,
        own,
        trace.numbers,
        parts,
        trace.note,
        _total(cell.value, trace, own, parts),
    )


def nearest(ref: str, known: list[str]) -> str:
    """The refs most like another, with commas; those of the same item first, "-" if there are none.

    Where hardly a letter agrees, those that hold a word of it are meant.
    """
    item = ref.partition(".")[0]
    near = [one for one in known if one.partition(".")[0] == item]
    close = difflib.get_close_matches(ref, near, NEAREST, 0.3)
    close += difflib.get_close_matches(ref, known, NEAREST, 0.5)
    words = {word for word in ref.split(".") if len(word) > 1}
    close += [one for one in known if words & {*one.split(".")}]
    return ", ".join([*dict.fromkeys(close)][:NEAREST]) or "-"


def _entries(lines: Lines, trace: Trace) -> tuple[Line, ...]:
    """The lines on the accounts of a trace, within its days, in the order of the books."""
    chosen = [
        (entry, posting)
        for name, own in lines.items()
        if any(name == account or name.startswith(f"{account}:") for account in trace.accounts)
        for entry, posting in own
        if (trace.first or date.min) <= entry.date <= (trace.last or date.max)
        and (not trace.numbers or not _numbers(entry, posting).isdisjoint(trace.numbers))
    ]
    chosen.sort(key=lambda pair: (pair[0].date, place_of(pair[1].meta or pair[0].meta)))
    running = trace.opening if isinstance(trace.opening, Decimal) else ZERO
    found = []
    for entry, posting in chosen:
        amount = -books.number(posting) if trace.negative else books.number(posting)
        running += amount
        place = place_of(posting.meta or entry.meta)
        number, text = number_of(entry, posting), entry.narration or ""
        found.append(Line(entry.date, number, text, posting.account, amount, running, place))
    return tuple(found)


def _numbers(entry: Transaction, posting: Posting) -> set[str]:
    """By which numbers a line is known: member, receipt, claim, document, voucher."""
    metas = (posting.meta or {}, entry.meta)
    keys = ("member", "receipt", "claim", "doc", "voucher", "reverses")
    return {str(meta[key]) for meta in metas for key in keys if key in meta}


def number_of(entry: Transaction, posting: Posting | None = None) -> str:
    """The number that an auditor asks for first: of a line, else of its entry; "" if none."""
    for meta in ((posting.meta if posting else None) or {}, entry.meta):
        for key in ("claim", "receipt", "doc", "voucher", "sheet", "bank-line", "reverses"):
            if key in meta:
                return str(meta[key])
    return ""


def _parts(known: Mapping[str, tuple[str, Cell]], note: str) -> Iterator[Part]:
    """The cells that the note of a total names, by their refs or patterns of refs."""
    if not note.startswith(SUM):
        return
    for pattern in note.removeprefix(SUM).split(" + "):
        for ref in [pattern] if pattern in known else fnmatch.filter(known, pattern):
            label, cell = known[ref]
            if isinstance(cell.value, Decimal | int):
                yield Part(ref, label, cell.value)


def _total(
    value: Value, trace: Trace, lines: tuple[Line, ...], parts: tuple[Part, ...]
) -> Decimal | int | None:
    if trace.note.startswith(SUM):
        return sum(map(attrgetter("value"), parts), ZERO if isinstance(value, Decimal) else 0)
    if isinstance(value, Decimal) and (trace.accounts or trace.opening is not None):
        opening = trace.opening if trace.opening is not None else ZERO
        return sum((line.amount for line in lines), ZERO) + opening
    if isinstance(value, int) and (trace.numbers or trace.opening is not None or not trace.note):
        return len(trace.numbers) + int(trace.opening or 0)
    return None


def as_json(found: Explanation) -> dict[str, Any]:
    """An explanation ready for JSON: amounts as text with two decimals, days as ISO dates."""
    return {
        "document": found.document,
        "ref": found.ref,
        "label": found.label,
        "value": plain(found.value),
        "opening": plain(found.opening),
        "entries": rows(found),
        "numbers": list(found.numbers),
        "cells": [part._asdict() | {"value": plain(part.value)} for part in found.parts],
        "note": found.note,
        "total": plain(found.total),
        "ties": found.ties,
    }


COLUMNS = ("date", "number", "text", "account", "amount", "running", "file", "line")


def rows(found: Explanation) -> list[dict[str, str]]:
    """The entries as rows of a CSV file; counts as one row for each number."""
    if not found.lines:
        empty = dict.fromkeys(COLUMNS, "")
        counted = [empty | {"number": number} for number in found.numbers]
        cells = [
            empty | {"number": part.ref, "text": part.label, "amount": str(plain(part.value))}
            for part in found.parts
        ]
        return counted or cells
    return [
        {
            "date": line.day.isoformat(),
            "number": line.number,
            "text": line.text,
            "account": line.account,
            "amount": f"{line.amount:.2f}",
            "running": f"{line.running:.2f}",
            "file": line.place.file,
            "line": str(line.place.line),
        }
        for line in found.lines
    ]


def plain(value: Value) -> str | int | bool | None:
    """A cell's value for JSON: baht as text, days as ISO dates, a box as whether it is ticked."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, Tick):
        return value.checked
    return value.isoformat() if isinstance(value, date) else value
