"""A document as a workbook: to count on with, and to print on A4 from Excel or LibreOffice.

A document stands on one sheet in its order, ready to print; what begins on a new page there has a
sheet of its own here, named after its first table or the part that it is. Amounts are numbers,
dates are dates shown in พ.ศ., and text is text even where it begins with =. Row heights are
written, or Excel would cut off the upper vowels of its Thai font. Charts are Excel's own, on a last
sheet beside their figures.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from decimal import Decimal
from itertools import groupby
from itertools import pairwise
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.chart import LineChart
from openpyxl.chart import Reference
from openpyxl.styles import Alignment
from openpyxl.styles import Border
from openpyxl.styles import Font
from openpyxl.styles import Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.writer.excel import ExcelWriter

from reports.model import Block
from reports.model import Cell
from reports.model import Chart
from reports.model import Document
from reports.model import Facts
from reports.model import Heading
from reports.model import PageBreak
from reports.model import Paragraph
from reports.model import Row
from reports.model import Seal
from reports.model import Signatures
from reports.model import Table
from reports.model import Tick
from reports.model import Together
from reports.render.view import filled
from reports.render.view import plain
from reports.render.view import signature
from reports.render.view import written
from reports.words import Words

FONT = "TH Sarabun New"
SIZE = 16
#: Points that a line of this font needs, less cuts ปี้ at the top; and each line after the first.
LINE, MORE = 31, 24
_WIDTH_MIN, _WIDTH_MAX = 8, 56
_A4, _A5 = 9, 11
_FIRST_DAY = date(1900, 3, 1)
_THIN, _THICK = Side("thin"), Side("medium")
_FAINT = Side("hair")
_MONEY = ('#,##0.00_);(#,##0.00);"–"_)', "#,##0.00_);(#,##0.00)")
_COUNT = ('#,##0_);(#,##0);"–"_)', "#,##0_);(#,##0)")
_DATE = {"th": "[$-107041E]d mmm yyyy;@", "en": "d mmm yyyy"}
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
#: Some date for a file in the zip: the day of printing must not change the bytes.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


#: Columns of a sheet that has no table.
_COLUMNS_MIN = 6
#: The least width of a sheet with prose, in letters; more sheets than so many are put into one.
_SHEET_MIN = 84
_SHEETS_MAX = 40
#: The sheet of charts.
_CHARTS = ("กราฟ", "Charts")
_CHART_WIDTHS = [36, 20, 20, 20, 20]
#: Rows that a chart takes.
_CHART_ROWS = 12


def render(document: Document) -> bytes:
    """The workbook; the same document gives the same bytes."""
    book = Workbook()
    book.remove(book.active)
    words = Words(document.lang)
    titles: set[str] = set()
    for sections in _sheets(document):
        tables = [table for section in sections for table in _tables(section.blocks)]
        at = _Sheet(book.create_sheet(), words, _columns(tables), _widths(tables))
        titles.add(_name(at, _title(document, sections[0]), titles))
        for section in sections:
            if at.row > 1:
                at.sheet.row_breaks.append(Break(at.row - 1))
            _head(at, section)
            for block in section.blocks:
                _block(at, block)
        _finish(at, document, freeze=len(tables) == 1)
    if words(*_CHARTS) in book.sheetnames:
        _finish(_Sheet(book[words(*_CHARTS)], words, len(_CHART_WIDTHS), _CHART_WIDTHS), document)
    return _saved(book, document.day)


def _sheets(document: Document) -> Iterator[list[Document]]:
    """What stands on each sheet: what begins on a new page; very many parts share one sheet."""
    if document.blocks or not document.parts:
        yield from ([section] for section in _sections(document))
    if len(document.parts) <= _SHEETS_MAX:
        yield from ([section] for part in document.parts for section in _sections(part))
    else:
        yield [section for part in document.parts for section in _sections(part)]


def _sections(document: Document) -> Iterator[Document]:
    """A document parted at its page breaks."""
    for new, group in groupby(document.blocks, lambda block: isinstance(block, PageBreak)):
        if not new:
            yield replace(document, blocks=tuple(group), parts=())
    if not document.blocks:
        yield document


def _title(document: Document, section: Document) -> str:
    """The name of a sheet: a part's own, or that of its first table."""
    if section.subtitle != document.subtitle:
        return section.subtitle
    named = (table.name for table in _tables(section.blocks) if table.name)
    return next(named, document.title)


@dataclass
class _Sheet:
    """A sheet that is being filled from above.

    Attributes:
        sheet: openpyxl's.
        words: the language.
        columns: how many columns its tables take.
        widths: their widths, in letters.
        row: the next free row.
        heads: the rows of the headings of its tables.
    """

    sheet: Any
    words: Words
    columns: int
    widths: list[int]
    row: int = 1
    heads: list[tuple[int, int]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Letters that fit into one line of the whole sheet."""
        return sum(self.widths)


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Together):
            yield from _tables(block.blocks)


def _columns(tables: list[Table]) -> int:
    return max((len(table.columns) for table in tables), default=_COLUMNS_MIN)


def _widths(tables: list[Table]) -> list[int]:
    """The width of each column: what stands in it, within limits."""
    found = [_WIDTH_MIN] * _columns(tables)
    for table in tables:
        for index, column in enumerate(table.columns):
            found[index] = max(found[index], *map(_head_wide, column.head.split("\n")))
        at = 0
        for text, span in table.heads:
            if span == 1:
                found[at] = max(found[at], _head_wide(text))
            at += span
        for row in table.rows:
            at = 0
            for cell in row.cells:
                if cell.span == 1 and not (row.kind == "section" and len(row.cells) == 1):
                    found[at] = max(found[at], _wide(cell))
                at += cell.span
    widths = [min(width, _WIDTH_MAX) for width in found]
    # Prose and signatures need room where tables do not.
    widths[widths.index(max(widths))] += max(0, _SHEET_MIN - sum(widths))
    return widths


def _head_wide(text: str) -> int:
    """The width of a heading, which is bold; one of several words may be parted."""
    count = letters(text)
    return count if " " in text else count * 3 // 2 + 1


def _wide(cell: Cell) -> int:
    """The width that a cell asks for.

    More than its letters: where the font is not installed, Excel takes a wider one, and an amount
    without room would be shown as ###.
    """
    text = written(cell.value, Words("th"))
    count = letters(text)
    if isinstance(cell.value, str):
        # A number of a paper has no place to be parted at.
        slack = count // 2 if text.isascii() and " " not in text else count // 4
        return count + slack + 2 * cell.indent + 1
    return count * 3 // 2 + 2


def letters(text: str) -> int:
    """How many letters wide a text is: vowels and tone marks above and below take no room."""
    return sum(unicodedata.category(char) != "Mn" for char in text)


def _name(at: _Sheet, title: str, taken: set[str]) -> str:
    """Name a sheet, as Excel allows it, unlike the others."""
    plainly = _BAD_IN_TITLE.sub(" ", plain(title)).strip() or "-"
    name = plainly[:31]
    number = 2
    while name.lower() in {other.lower() for other in taken}:
        name = f"{plainly[:27]} {number}"
        number += 1
    at.sheet.title = name
    return name


def _put(
    at: _Sheet,
    column: int,
    value: Any,
    *,
    span: int = 1,
    bold: bool = False,
    align: str = "left",
    indent: int = 0,
    size: int = SIZE,
    dash: bool = True,
) -> Any:
    """One value in the current row; text stays text whatever it begins with."""
    cell = at.sheet.cell(at.row, column)
    if isinstance(value, Tick):
        value = f"{'☑' if value.checked else '☐'} {value.label}".strip()
    if isinstance(value, date) and value < _FIRST_DAY:
        value = written(value, at.words)
    if isinstance(value, str):
        value = plain(value)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
    elif isinstance(value, Decimal | int):
        formats = _MONEY if isinstance(value, Decimal) else _COUNT
        cell.number_format = formats[not dash]
    elif isinstance(value, date):
        cell.number_format = _DATE[at.words.lang]
    cell.font = Font(name=FONT, size=size, bold=bold)
    cell.alignment = Alignment(
        horizontal=align, vertical="center", wrap_text=True, indent=indent, shrink_to_fit=False
    )
    if span > 1:
        at.sheet.merge_cells(
            start_row=at.row, end_row=at.row, start_column=column, end_column=column + span - 1
        )
    return cell


def _next(at: _Sheet, lines: int = 1, size: int = SIZE) -> None:
    """Set the height of the current row, and go on to the next."""
    at.sheet.row_dimensions[at.row].height = (LINE + (lines - 1) * MORE) * size // SIZE
    at.row += 1


def _lines(text: str, room: int, indent: int = 0) -> int:
    """How many lines a text takes in so many letters; a third more, for wider fonts."""
    room = max(1, (room - 2 * indent) * 3 // 4)
    return sum(-(-max(1, letters(part)) // room) for part in plain(text).split("\n"))


def _line(at: _Sheet, text: str, **look: Any) -> None:
    """A line over the whole width of the sheet, or as many as it needs."""
    _put(at, 1, text, span=at.columns, **look)
    size = look.get("size", SIZE)
    _next(at, _lines(text, at.width * SIZE // size), size)


def _head(at: _Sheet, document: Document) -> None:
    _line(at, document.fund, bold=True, align="center")
    _line(at, document.title, bold=True, align="center", size=20)
    if document.subtitle:
        _line(at, document.subtitle, align="center")


def _block(at: _Sheet, block: Block) -> None:
    match block:
        case Table():
            _table(at, block)
        case Heading():
            _next(at)
            _line(at, block.text, bold=True, size=SIZE + 2 if block.level == 1 else SIZE)
        case Paragraph():
            size = SIZE - 2 if block.small else SIZE
            _line(at, block.text, bold=block.strong, align=block.align, size=size)
        case Facts():
            for label, cell in block.items:
                third = max(1, at.columns // 3)
                _put(at, 1, label, span=third)
                _put(at, third + 1, cell.value, span=at.columns - third, bold=cell.strong)
                own = written(cell.value, at.words)
                rooms = sum(at.widths[:third]), sum(at.widths[third : at.columns])
                _next(at, max(map(_lines, (label, own), rooms)))
        case Signatures():
            _signatures(at, block)
        case Chart():
            _chart(at, block)
        case Seal():
            _next(at)
            _line(at, f"{block.label} {block.code or at.words.draft}", bold=True)
        case Together():
            for inner in block.blocks:
                _block(at, inner)
        case PageBreak():
            raise AssertionError("sheets are parted at page breaks")


def _table(at: _Sheet, table: Table) -> None:
    if table.caption:
        _line(at, table.caption, bold=True)
    first = at.row
    if table.heads:
        start, lines = 1, 1
        for text, span in table.heads:
            _ruled(_put(at, start, text, span=span, bold=True, align="center"), _THIN)
            lines = max(lines, _lines(text, sum(at.widths[start - 1 : start - 1 + span])))
            start += span
        _next(at, lines)
    if any(column.head for column in table.columns):
        for index, column in enumerate(table.columns, 1):
            _ruled(_put(at, index, column.head, bold=True, align="center"), _THIN)
        pairs = zip(table.columns, at.widths, strict=False)
        _next(at, max(_lines(column.head, width) for column, width in pairs))
        at.heads.append((first, at.row - 1))
    for row in table.rows:
        _row(at, table, row)
    _next(at)


def _row(at: _Sheet, table: Table, row: Row) -> None:
    aligns = {"text": "left", "money": "right", "count": "right", "date": "left"}
    strong = row.kind in ("section", "subtotal", "total")
    column, lines = 1, 1
    for cell in filled(row, len(table.columns)):
        kind = table.columns[column - 1]
        align = kind.align or aligns[kind.kind]
        number = isinstance(cell.value, Decimal | int)
        span = cell.span
        if span > 1:
            align = "right" if number else "left"
        made = _put(
            at,
            column,
            cell.value,
            span=span,
            bold=strong or cell.strong,
            align=align,
            indent=cell.indent,
            dash=cell.dash,
        )
        _ruled(made, _THIN if table.ruled else _FAINT, row.kind)
        if isinstance(cell.value, str):
            room = sum(at.widths[column - 1 : column - 1 + span])
            lines = max(lines, _lines(cell.value, room, cell.indent))
        column += span
    _next(at, lines)


def _ruled(cell: Any, side: Side, kind: str = "body") -> None:
    """The lines around a cell: totals have stronger ones."""
    if kind == "total":
        cell.border = Border(top=_THIN, bottom=_THICK)
    elif kind == "subtotal":
        cell.border = Border(top=_THIN, bottom=side)
    elif side is _THIN:
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    else:
        cell.border = Border(bottom=side)


def _signatures(at: _Sheet, block: Signatures) -> None:
    """Up to three side by side, each over about a third of the sheet."""
    across = min(3, len(block.items))
    starts = _parted(at.widths, across)
    for first in range(0, len(block.items), across):
        some = [signature(item, at.words) for item in block.items[first : first + across]]
        _next(at)
        for key in ("sign", "name", "role", "dated"):
            for index, item in enumerate(some):
                wide = starts[index + 1] - starts[index]
                _put(at, 1 + starts[index], item[key], span=wide, align="center")
            rooms = [sum(at.widths[a:b]) for a, b in pairwise(starts)]
            _next(at, max(_lines(item[key], room) for item, room in zip(some, rooms, strict=False)))


def _parted(widths: list[int], count: int) -> list[int]:
    """Where `count` parts of about one width begin, in columns, and where the last ends."""
    starts = [0]
    for part in range(1, count):
        wanted = sum(widths) * part // count
        at = next(n for n in range(len(widths) + 1) if sum(widths[:n]) >= wanted)
        starts.append(min(max(at, starts[-1] + 1), len(widths) - count + part))
    return [*starts, len(widths)]


def _chart(at: _Sheet, chart: Chart) -> None:
    """Figures and Excel's own chart beside them, on a sheet of charts."""
    name = at.words(*_CHARTS)
    book = at.sheet.parent
    data = book[name] if name in book.sheetnames else book.create_sheet(name)
    start = data.max_row + 1 if data.max_row > 1 else 1
    rows: list[list[Any]] = [
        [chart.title, *(series.name for series in chart.series)],
        *([label, *values] for label, values in zip(chart.labels, _by_label(chart), strict=True)),
    ]
    for row, values in enumerate(rows, start):
        for column, value in enumerate(values, 1):
            cell = data.cell(row, column, plain(value) if isinstance(value, str) else value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
            cell.number_format = _MONEY[1] if isinstance(value, Decimal) else cell.number_format
            cell.font = Font(name=FONT, size=SIZE, bold=row == start)
    made = _excel_chart(chart)
    last = start + len(chart.labels)
    sources = Reference(data, 2, start, 1 + len(chart.series), last)
    made.add_data(sources, titles_from_data=True)
    made.set_categories(Reference(data, 1, start + 1, 1, last))
    data.add_chart(made, f"{get_column_letter(len(chart.series) + 3)}{start}")
    end = max(last, start + _CHART_ROWS) + 1
    data.cell(end, 1, "")
    for row in range(start, end + 1):
        data.row_dimensions[row].height = LINE
    data.row_breaks.append(Break(end))


def _excel_chart(chart: Chart) -> Any:
    made: Any = LineChart() if chart.kind == "line" else BarChart()
    if chart.kind == "rows":
        made.type = "bar"
        made.x_axis.scaling.orientation = "maxMin"
    # Without this newer versions of Excel show no axes.
    made.y_axis.delete = made.x_axis.delete = False
    made.y_axis.scaling.min = min([0, *(value for s in chart.series for value in s.values)])
    made.title, made.y_axis.title = plain(chart.title), plain(chart.unit)
    if len(chart.series) == 1:
        made.legend = None
    made.width, made.height = 17, 9
    return made


def _by_label(chart: Chart) -> Iterator[tuple[Decimal | int, ...]]:
    """The values of all series, label by label."""
    return zip(*(series.values for series in chart.series), strict=True)


def _finish(at: _Sheet, document: Document, *, freeze: bool = False) -> None:
    """Paper, margins, headings to repeat, and the line at the foot."""
    sheet = at.sheet
    for index, width in enumerate([*at.widths, *[_WIDTH_MIN] * at.columns][: at.columns], 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.print_options.horizontalCentered = True
    sheet.page_setup.paperSize = _A5 if document.paper == "a5" else _A4
    sheet.page_setup.orientation = "portrait" if document.paper == "a4" else "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_view.showGridLines = False
    # With more tables than one their headings differ, and none may stand above all pages.
    if len(at.heads) == 1:
        first, last = at.heads[0]
        sheet.print_title_rows = f"{first}:{last}"
        if freeze:
            sheet.freeze_panes = f"A{last + 1}"
    sheet.oddFooter.left.text = plain(document.footer).replace("&", "&&")
    sheet.oddFooter.right.text = at.words.page("&P", "&N")
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.font, part.size = FONT, 12


def _saved(book: Workbook, day: date) -> bytes:
    """The bytes of a workbook, with the document's day where a clock would stand."""
    stamp = datetime.combine(day, time())
    book.properties.creator = "welfare"
    book.properties.created = book.properties.modified = stamp
    raw = io.BytesIO()
    # Not book.save: it writes the present time into the properties.
    ExcelWriter(book, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED)).save()
    settled = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
