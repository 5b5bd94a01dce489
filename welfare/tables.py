"""One way to read a sheet of paper: a workbook (.xlsx) or a CSV file becomes rows by field name.

    sheets = read_sheets(path)
    table = find_table(sheet_named(sheets, ["ทะเบียนสมาชิก"]), {"member": ("เลขที่สมาชิก",)})
    for row in table.rows:
        row.cells["member"], place_of(row, "member")

The caller names the fields it wants and the headings under which funds write them; the header row
is looked for in the first 20 rows, whatever titles stand above it. Other columns are left alone.
Strings are cleaned of stray spaces, and nothing else is interpreted: dates and amounts stay as
typed, for `welfare.calendars` and `welfare.money`.

What makes a whole file unreadable raises `Refused` with codes F101-F120; nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from typing import NamedTuple

from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import finding
from welfare.findings import refuse

FILE_BYTES_MAX = 50_000_000
UNPACKED_BYTES_MAX = 500_000_000
COLUMNS_MAX = 40
HEADER_ROWS_MAX = 20

OLE2_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

# Zero-width marks say nothing in a cell and break comparisons; NBSP and the ideographic space are
# already whitespace to Python's `\s`.
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']\$?[A-Z]+\$?(\d+)(?::\$?[A-Z]+\$?(\d+))?"""
)

# What openpyxl, zipfile and XML parsers raise on damaged workbooks (a ParseError is a SyntaxError).
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)

Columns = Mapping[str, Sequence[str]]
Cells = tuple[object, ...]


class Sheet(NamedTuple):
    """A sheet as it stands: cleaned values, trailing empty cells and rows cut off.

    `merged` holds the first and last row of each merged range; row 1 is `rows[0]`.
    """

    file: str
    title: str
    rows: tuple[Cells, ...]
    merged: tuple[tuple[int, int], ...] = ()


class Row(NamedTuple):
    """One row of a table: its place, and its cells by field name.

    `headings` are the headings as the file writes them, by field name, the same for all rows.
    """

    place: Place
    cells: dict[str, object]
    headings: dict[str, str]


class Table(NamedTuple):
    """The rows under a header; `foot` holds those from the first foot word on."""

    place: Place
    headings: dict[str, str]
    rows: list[Row]
    foot: list[Row]


def clean(value: object) -> object:
    """A cell without stray spaces: text in NFC, edges stripped, inner runs made one; empty is None.

    Thai digits stay as typed. Anything but text is returned as it is.
    """
    return _clean_text(value) if isinstance(value, str) else value


@lru_cache(maxsize=65_536)
def _clean_text(value: str) -> str | None:
    # Papers repeat themselves: of a million cells of a big fund most were seen before.
    text = _ZERO_WIDTH.sub("", unicodedata.normalize("NFC", value))
    return _SPACES.sub(" ", text).strip() or None


def fold(value: object) -> str:
    """A heading or a title as it is compared: no spaces, no case; "" for what is not text."""
    cleaned = clean(value)
    return cleaned.replace(" ", "").casefold() if isinstance(cleaned, str) else ""


def named(*fields: str) -> dict[str, tuple[str, ...]]:
    """Columns whose headings are the field names themselves, as in our own CSV files."""
    return {field: (field,) for field in fields}


def place_of(row: Row, field: str) -> Place:
    """The place of one cell: that of its row, with the column's heading."""
    return row.place._replace(column=row.headings.get(field, field))


def read_csv(
    path: Path,
    columns: Columns,
    *,
    required: Iterable[str] | None = None,
    allow_empty: bool = False,
) -> Table:
    """Reads a comma-separated UTF-8 file (with or without BOM) whose first row is the header.

    Args:
        path: the file.
        columns: the wanted fields, each with the headings that it may have.
        required: the fields that the file must have; all, if not given.
        allow_empty: whether a file with a header and no rows is in order.

    Returns:
        The table; the row numbers are those that a spreadsheet shows.

    Raises:
        Refused: F101-F104, F108, F110, F111, F115-F119.
    """
    text = _decoded(_bytes(path), path.name)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise refuse("F119", Place(path.name), reason=str(error)) from error
    width = _csv_width(records, path.name)
    bad = [
        finding("F117", Place(path.name, row=number), found=len(record), expected=width)
        for number, record in enumerate(records, 1)
        if any(record) and len(record) != width
    ]
    if bad:
        raise Refused(*bad)
    rows = tuple(tuple(clean(cell) for cell in record) for record in records)
    sheet = Sheet(path.name, "", rows)
    first = next(number for number, record in enumerate(records, 1) if any(record))
    return _table(sheet, columns, required, first, allow_empty=allow_empty)


def read_sheets(path: Path) -> list[Sheet]:
    """Reads all sheets of a workbook, as values; a formula counts with the value last computed.

    Raises:
        Refused: F101-F108.
    """
    data = _bytes(path)
    if data.startswith(OLE2_MAGIC):
        raise refuse("F106" if ENCRYPTED in data else "F105", Place(path.name))
    if path.suffix.lower() == ".xls":
        raise refuse("F105", Place(path.name))
    sheets = _sheets(data, path.name)
    if not any(sheet.rows for sheet in sheets):
        raise refuse("F108", Place(path.name))
    return sheets


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks of a folder by name; Excel's lock files (`~$…`) and hidden files are left out.

    Old `.xls` files are listed, so that reading refuses them by name instead of losing them.

    Raises:
        Refused: F101 no such folder, F120 no workbook in it.
    """
    if not folder.is_dir():
        raise refuse("F101", Place(folder.name))
    paths = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in {".xlsx", ".xlsm", ".xls"}
        and not path.name.startswith(("~$", "."))
    )
    if not paths:
        raise refuse("F120", Place(folder.name))
    return paths


def sheet_named(sheets: Sequence[Sheet], names: Sequence[str]) -> Sheet:
    """The first sheet whose title is one of `names`, spaces and case apart.

    Raises:
        Refused: F109, with the titles that there are.
    """
    wanted = {fold(name) for name in names}
    for sheet in sheets:
        if fold(sheet.title) in wanted:
            return sheet
    file = sheets[0].file if sheets else ""
    titles = ", ".join(sheet.title for sheet in sheets)
    raise refuse("F109", Place(file), wanted=" / ".join(names), titles=titles)


def find_table(
    sheet: Sheet,
    columns: Columns,
    *,
    required: Iterable[str] | None = None,
    foot: Collection[str] = (),
    allow_empty: bool = False,
) -> Table:
    """Finds the header row within the first 20 rows and reads what stands under it.

    Args:
        sheet: the sheet, from `read_sheets`.
        columns: the wanted fields, each with the headings that it may have.
        required: the fields whose headings must be there; all, if not given.
        foot: words (such as รวม) which, alone in a cell, begin the foot of the table.
        allow_empty: whether a header with no rows under it is in order.

    Returns:
        The table, without its empty rows.

    Raises:
        Refused: F108, F110-F114.
    """
    place = Place(sheet.file, sheet=sheet.title)
    if not sheet.rows:
        raise refuse("F108", place)
    used = max(len(row) for row in sheet.rows)
    if used > COLUMNS_MAX:
        raise refuse("F114", place, used=used, limit=COLUMNS_MAX)
    wanted = list(columns) if required is None else list(required)
    header = _header_row(sheet, columns, wanted)
    return _table(sheet, columns, wanted, header, foot=foot, allow_empty=allow_empty)


def _bytes(path: Path) -> bytes:
    """The file's content, at most FILE_BYTES_MAX bytes (F101-F104)."""
    place = Place(path.name)
    if not path.exists():
        raise refuse("F101", place)
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise refuse("F103", place, limit=FILE_BYTES_MAX // 1_000_000)
        data = path.read_bytes()
    except OSError as error:
        raise refuse("F102", place, reason=error.strerror or str(error)) from error
    if not data:
        raise refuse("F104", place)
    return data


def _decoded(data: bytes, file: str) -> str:
    """The text of a CSV file (F115 where it is not UTF-8, F118 where it is no text at all)."""
    if data.startswith(UTF16_MARKS):
        raise refuse("F115", Place(file, row=1))
    if b"\0" in data:
        row = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise refuse("F118", Place(file, row=row))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # With a BOM, `start` counts from behind it; no newline stands in a BOM.
        row = data.count(b"\n", 0, error.start) + 1
        raise refuse("F115", Place(file, row=row)) from error


def _csv_width(records: list[list[str]], file: str) -> int:
    """How many fields the header has (F108 where there is none, F116 where it is one lump)."""
    for number, record in enumerate(records, 1):
        if not any(record):
            continue
        for mark, shown in ((";", ";"), ("\t", "Tab"), ("|", "|")):
            if len(record) == 1 and mark in record[0]:
                raise refuse("F116", Place(file, row=number), found=shown)
        return len(record)
    raise refuse("F108", Place(file))


def _sheets(data: bytes, file: str) -> list[Sheet]:
    """All sheets of a workbook's bytes (F107 where they are damaged, F103 where they swell)."""
    # Imported here: calendars and money need `clean` only, and openpyxl takes a third of a second.
    import openpyxl  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            if unpacked > UNPACKED_BYTES_MAX:
                raise refuse("F103", Place(file), limit=UNPACKED_BYTES_MAX // 1_000_000)
            # openpyxl warns of every extension of Excel that it does not know; values are not
            # among them.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
                try:
                    return [_sheet(page, archive, file) for page in book.worksheets]
                finally:
                    book.close()
    except _DAMAGE as error:
        raise refuse("F107", Place(file)) from error


def _sheet(page: Any, archive: zipfile.ZipFile, file: str) -> Sheet:
    """One sheet of an open workbook."""
    # The size that a file declares for its sheets is often wrong (other programs than Excel).
    page.reset_dimensions()
    rows = [_trimmed(row) for row in page.iter_rows(values_only=True)]
    while rows and not rows[-1]:
        rows.pop()
    # A read-only sheet does not know its merged cells, and reading them the slow way takes twice
    # as long; the sheet's own XML says it in one line.
    xml = archive.read(page._worksheet_path.lstrip("/"))
    merged = [(int(m[1]), int(m[2] or m[1])) for m in _MERGE.finditer(xml)]
    return Sheet(file, page.title, tuple(rows), tuple(merged))


def _trimmed(row: Iterable[object]) -> Cells:
    """Cleaned cells without the empty ones at the end."""
    cells = [clean(cell) for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _fields_at(cells: Cells, columns: Columns) -> dict[str, list[int]]:
    """For each field, the positions in a row where one of its headings stands."""
    folded = [fold(cell) for cell in cells]
    found: dict[str, list[int]] = {}
    for field, headings in columns.items():
        wanted = {fold(heading) for heading in headings}
        at = [index for index, text in enumerate(folded) if text and text in wanted]
        if at:
            found[field] = at
    return found


def _header_row(sheet: Sheet, columns: Columns, required: Sequence[str]) -> int:
    """The number of the header row: the first with all required headings, else the best one."""
    scores = [
        len(_fields_at(cells, columns).keys() & set(required))
        for cells in sheet.rows[:HEADER_ROWS_MAX]
    ]
    best = max(scores)
    row = scores.index(best) + 1
    # Before saying which headings are missing: a merged header hides them.
    if best and any(first <= row <= last for first, last in sheet.merged):
        raise refuse("F112", Place(sheet.file, sheet=sheet.title, row=row))
    return row if best else 0


def _table(
    sheet: Sheet,
    columns: Columns,
    required: Iterable[str] | None,
    header: int,
    *,
    foot: Collection[str] = (),
    allow_empty: bool,
) -> Table:
    """The rows under the header row `header` (0: none was found)."""
    place = Place(sheet.file, sheet=sheet.title, row=header)
    cells = sheet.rows[header - 1] if header else ()
    at = _fields_at(cells, columns)
    wrong = _wrong_headings(place, cells, at, columns, columns if required is None else required)
    if wrong:
        raise Refused(*wrong)
    headings = {field: str(cells[where[0]]) for field, where in at.items()}
    positions = {field: where[0] for field, where in at.items()}
    rows = [
        Row(place._replace(row=number), _picked(values, columns, positions), headings)
        for number, values in enumerate(sheet.rows[header:], header + 1)
        if any(value is not None for value in values)
    ]
    end = _foot_row(sheet, header, foot)
    body = [row for row in rows if row.place.row < end]
    body = [row for row in body if any(value is not None for value in row.cells.values())]
    _refuse_merged(sheet, header, end)
    if not body and not allow_empty:
        raise refuse("F108", place._replace(row=0))
    return Table(place, headings, body, [row for row in rows if row.place.row >= end])


def _picked(values: Cells, columns: Columns, positions: dict[str, int]) -> dict[str, object]:
    """A row's cells by field; a field whose column is missing or cut off is None."""
    width = len(values)
    picked: dict[str, object] = dict.fromkeys(columns)
    for field, at in positions.items():
        if at < width:
            picked[field] = values[at]
    return picked


def _wrong_headings(
    place: Place,
    cells: Cells,
    at: dict[str, list[int]],
    columns: Columns,
    required: Iterable[str],
) -> list[Finding]:
    """Headings that are missing (F110) or stand twice (F111)."""
    missing = [columns[field][0] for field in required if field not in at]
    wrong = [finding("F110", place, missing=", ".join(missing))] if missing else []
    for where in at.values():
        if len(where) > 1:
            heading = str(cells[where[1]])
            wrong.append(finding("F111", place._replace(column=heading), heading=heading))
    return wrong


def _foot_row(sheet: Sheet, header: int, foot: Collection[str]) -> int:
    """The first row in which a foot word stands alone in a cell, or the row after the last."""
    words = {fold(word) for word in foot}
    for number, values in enumerate(sheet.rows[header:], header + 1):
        if words and any(fold(value) in words for value in values if isinstance(value, str)):
            return number
    return len(sheet.rows) + 1


def _refuse_merged(sheet: Sheet, header: int, end: int) -> None:
    """Refuses merged cells among the data (F113): only one of the merged cells keeps its value."""
    bad = sorted({first for first, last in sheet.merged if last > header and first < end})
    if bad:
        raise Refused(
            *(finding("F113", Place(sheet.file, sheet=sheet.title, row=row)) for row in bad)
        )
