"""Documents as plain text, for golden files; and what stands behind a cell, counted anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from reports.model import Cell
from reports.model import Chart
from reports.model import Document
from reports.model import Facts
from reports.model import Heading
from reports.model import PageBreak
from reports.model import Paragraph
from reports.model import Seal
from reports.model import Signatures
from reports.model import Table
from reports.model import Tick
from reports.model import Together
from reports.model import Value
from welfare import books
from welfare.books import Book


def written(value: Value) -> str:
    """A value as a golden file holds it; zero amounts are `–`, as printed."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:,.2f}" if value else "–"
        case Tick():
            return f"[{'x' if value.checked else ' '}] {value.label}"
        case date():
            return value.isoformat()
    return str(value)


def text(document: Document) -> str:
    """A document as lines of text, ending with a newline."""
    head = (document.id, document.fund, document.title, document.subtitle, document.audience)
    lines = [" · ".join(head), f"[{document.footer}]"]
    for block in document.blocks:
        lines += ["", *_lines(block)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(block: Any) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {block.text}"
        case Paragraph():
            yield block.text
        case Facts():
            yield from (f"{label}: {written(cell.value)}" for label, cell in block.items)
        case Table():
            yield f"== {block.caption}"
            if block.heads:
                yield " | ".join(text for text, _ in block.heads)
            yield " | ".join(column.head for column in block.columns)
            yield from (_row(row.kind, row.cells) for row in block.rows)
        case Signatures():
            yield from (f"signed: {one.role} ({one.name})" for one in block.items)
        case Seal():
            yield f"seal: {block.label} {block.code}"
        case Chart():
            yield f"chart {block.kind}: {block.title} ({block.unit}). {block.alt}"
            for series in block.series:
                pairs = zip(block.labels, series.values, strict=True)
                yield ", ".join(f"{label} {written(value)}" for label, value in pairs)
        case Together():
            for inner in block.blocks:
                yield from _lines(inner)
        case PageBreak():
            yield "-" * 20


def _row(kind: str, cells: Iterable[Cell]) -> str:
    mark = {"section": "* ", "subtotal": "= ", "total": "== "}.get(kind, "")
    return mark + " | ".join("  " * cell.indent + written(cell.value) for cell in cells)


# --- what stands behind a cell -------------------------------------------------------------------

Lines = dict[str, list[tuple[date, Decimal, frozenset[str]]]]
NUMBERS = ("member", "receipt", "claim", "doc", "voucher", "reverses")


def lines_of(book: Book) -> Lines:
    """Account to day, baht and numbers of each of its lines."""
    found: Lines = defaultdict(list)
    for entry in book.transactions:
        for account, amount, own in books.lines(entry):
            metas = (own, entry.meta)
            numbers = {str(meta[key]) for meta in metas for key in NUMBERS if key in meta}
            found[account].append((entry.date, amount, frozenset(numbers)))
    return found


def behind(cell: Cell, known: Mapping[str, Cell], lines: Lines) -> Decimal | int | None:
    """What a cell's trace comes to; None where only words explain the figure."""
    trace = cell.trace
    assert trace is not None, f"{cell.ref}: no trace"
    if trace.note.startswith("="):
        refs = [ref for ref in trace.note.removeprefix("=").split(" + ") if ref.strip()]
        return sum((_number(known[ref.strip()]) for ref in refs), Decimal(0))
    if not trace.accounts and trace.opening is None and not trace.numbers:
        assert trace.note, f"{cell.ref}: nothing stands behind it"
        return None
    if isinstance(cell.value, int):
        return len(trace.numbers) + int(trace.opening or 0)
    total = Decimal(trace.opening or 0)
    for account, own in lines.items():
        if any(account == one or account.startswith(f"{one}:") for one in trace.accounts):
            for day, amount, numbers in own:
                inside = (trace.first or date.min) <= day <= (trace.last or date.max)
                if inside and not (trace.numbers and numbers.isdisjoint(trace.numbers)):
                    total += -amount if trace.negative else amount
    return total


def _number(cell: Cell) -> Decimal:
    assert isinstance(cell.value, Decimal | int)
    return Decimal(cell.value)
