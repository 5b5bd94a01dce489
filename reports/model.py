"""The report model: what a printed document says, before anything decides how it looks.

Plain data. A document is a list of blocks; `reports.render` turns it into PDF, HTML or a workbook,
and `reports.trace` answers which entries stand behind a cell. Every sentence and every amount is
here; the renderers know blocks only.

    Document(
        id="monthly", title="รายงานรับ-จ่ายประจำเดือน", ..., blocks=(
            Table(columns=(Column("รายการ"), Column("บาท", kind="money")),
                  rows=(Row((Cell("เงินสมทบจากสมาชิก"), Cell(Decimal("9450.00"), ref="4101"))),)),
            Signatures((Signature("ผู้จัดทำ", "เหรัญญิก"),)),
        ))
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

#: Who may see a document: anybody, the committee, the member whom it concerns, an authority.
Audience = Literal["public", "committee", "member", "authority"]
Align = Literal["left", "right", "center"]
#: How a column's values are written: amounts with two decimals, counts, dates in พ.ศ., text.
Kind = Literal["text", "money", "count", "date"]


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a figure comes from, so that `welfare explain` can list it.

    Attributes:
        accounts: account names or prefixes (`Expenses:Welfare`) whose lines add up to the figure.
        first: first day counted, or None for all that the books hold (an opening included).
        last: last day counted.
        negative: the figure is the sum of the lines times minus one (income, funds).
        numbers: what was counted instead of added up: member, claim or receipt numbers. Beside
            accounts: only lines that bear one of these numbers add up.
        opening: what was there before the first day counted, in baht or heads.
        note: in words, where the figure is none of these (a bylaw). A total of other cells names
            them: `= assets.1101 + assets.1111`, or a pattern of names, `= list.*.asked`.
    """

    accounts: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    negative: bool = False
    numbers: tuple[str, ...] = ()
    opening: Decimal | int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to be ticked by hand, or ticked from the books."""

    checked: bool = False
    label: str = ""


Value = str | Decimal | int | date | Tick | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a value, and the name by which `welfare explain` knows it.

    Attributes:
        value: text, baht (Decimal), a count (int), a date, a tick box, or None for an empty cell.
        ref: name of the cell, unique in its document ("assets.1101"); "" for labels.
        trace: where the figure comes from.
        strong: set in bold.
        indent: steps to the right, for names of lines.
        keep: must not be broken over lines (names, numbers, dates in text).
        dash: how an amount of zero is written: "–" in statements unless False.
        span: how many columns it covers.
        link: where it leads on a screen; paper has no use for it.
    """

    value: Value
    ref: str = ""
    trace: Trace | None = None
    strong: bool = False
    indent: int = 0
    keep: bool = False
    dash: bool = True
    span: int = 1
    link: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it holds, and its share of the width (0: as wide as needed)."""

    head: str
    kind: Kind = "text"
    width: float = 0.0
    align: Align | None = None


RowKind = Literal["body", "section", "subtotal", "total", "blank"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row; totals stay on the page of the row before them, sections on that of the one after."""

    cells: tuple[Cell, ...]
    kind: RowKind = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its heading repeats on every page.

    Attributes:
        columns: at least one.
        rows: any number; long ones run over pages.
        caption: line above the table.
        heads: a second heading row above the first: (text, columns covered).
        together: keep the whole table on one page.
        ruled: lines between all rows and columns, for forms that are filled by hand.
        small: set in a smaller size, for wide registers.
        name: sheet name in a workbook where the table is the first of its page, at most 31
            characters; "" for the document's own.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    heads: tuple[tuple[str, int], ...] = ()
    together: bool = False
    ruled: bool = False
    small: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a document; level 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose. `keep` names dates, names and amounts within that must not be broken over lines."""

    text: str
    align: Align = "left"
    small: bool = False
    strong: bool = False
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Short lines of label and value, side by side in up to `columns` columns."""

    items: tuple[tuple[str, Cell], ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on: the office, and the name under it ("" leaves a dotted line)."""

    role: str
    name: str = ""
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signature lines, kept together, three in a row."""

    items: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart."""

    name: str
    values: tuple[Decimal | int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures that stand in the document as numbers too.

    Attributes:
        title: what it shows.
        kind: bars (one for each label, series side by side), rows (lying bars) or line.
        labels: one for each value of every series.
        series: at least one.
        unit: of the values, "บาท" or "คน".
        alt: what it shows, in a sentence, for who cannot see it.
    """

    title: str
    kind: Literal["bars", "rows", "line"]
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    alt: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The code of a closing in figures and as a QR; empty code: the period is not closed yet."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page where they fit."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Table | Heading | Paragraph | Facts | Signatures | Chart | Seal | Together | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """One printed document.

    Attributes:
        id: the word by which `welfare print` knows it, which names its file too.
        title: its name.
        fund: name of the fund.
        subtitle: period or day that it speaks of, in words.
        day: the day that it speaks of; the PDF's own date, so that a second run gives the same.
        lang: th or en.
        audience: who may see it.
        blocks: the contents.
        paper: page format.
        footer: line at the foot of every page, beside the page number.
        name: what tells it from others of its kind in a file name (member, village), or "".
    """

    id: str
    title: str
    fund: str
    subtitle: str
    day: date
    lang: str
    audience: Audience
    blocks: tuple[Block, ...]
    paper: Literal["a4", "a4-wide", "a5"] = "a4"
    footer: str = ""
    name: str = ""
    #: Pages begin anew with each of these after the blocks: many receipts in one file.
    parts: tuple[Document, ...] = field(default=())


def cells(document: Document) -> Iterator[Cell]:
    """Every cell of a document that has a name, in order."""
    yield from (cell for block in document.blocks for cell in _cells(block) if cell.ref)
    for part in document.parts:
        yield from cells(part)


def _cells(block: Block) -> Iterator[Cell]:
    match block:
        case Table():
            yield from (cell for row in block.rows for cell in row.cells)
        case Facts():
            yield from (cell for _, cell in block.items)
        case Together():
            yield from (cell for inner in block.blocks for cell in _cells(inner))
        case _:
            return


def linked(document: Document, address: Callable[[str], str]) -> Document:
    """A document whose traced figures and boxes lead on, for a screen.

    Args:
        document: the document.
        address: a cell's name to where it leads.
    """
    return replace(
        document,
        blocks=tuple(_linked(block, address) for block in document.blocks),
        parts=tuple(linked(part, address) for part in document.parts),
    )


def _linked(block: Block, address: Callable[[str], str]) -> Block:
    def lead(cell: Cell) -> Cell:
        value = cell.value
        figure = value.label if isinstance(value, Tick) else isinstance(value, Decimal | int)
        return replace(cell, link=address(cell.ref)) if figure and cell.trace and cell.ref else cell

    match block:
        case Table():
            rows = (replace(row, cells=tuple(map(lead, row.cells))) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case Facts():
            return replace(block, items=tuple((label, lead(cell)) for label, cell in block.items))
        case Together():
            return replace(block, blocks=tuple(_linked(inner, address) for inner in block.blocks))
        case _:
            return block
