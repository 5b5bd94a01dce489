"""A document as plain data for the templates: every value as it is written, nothing to decide.

    {"title": "งบทดลอง", "blocks": [{"is": "table", "rows": [{"cells": [{"text": "1,234.50", …

Amounts have two decimals and commas, less than nothing in parentheses; nothing is "–" where the
cell says so. Dates are in พ.ศ. for `th`. Dates, amounts, numbers of papers and what a paragraph
names are `keep`: they must not be broken over lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from reports.model import Block
from reports.model import Cell
from reports.model import Chart
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Heading
from reports.model import PageBreak
from reports.model import Paragraph
from reports.model import Row
from reports.model import Seal
from reports.model import Signature
from reports.model import Signatures
from reports.model import Table
from reports.model import Tick
from reports.model import Together
from reports.model import Value
from reports.render import charts
from reports.render import qr
from reports.words import DOTS
from reports.words import MONTHS_ENGLISH
from reports.words import Words
from welfare import calendars
from welfare import money

DASH = "–"
_UNSEEN = ("Cc", "Cf")
_ALIGN = {"text": "left", "money": "right", "count": "right", "date": "left"}
_HEADING_MAX = 3
#: Rows of a table that stays with the signatures below it; of a longer one that many do.
_SIGNED_ROWS, _ROWS_HELD = 8, 3
#: Letters that no font has and that mean the same as another; a hyphen that must not break.
_SAME = str.maketrans({"\u2011": "-", "\u00a0": " ", "\t": " "})

_MONTH = "|".join(
    re.escape(name)
    for name in (
        *calendars.MONTHS_LONG,
        *calendars.MONTHS_SHORT,
        *MONTHS_ENGLISH,
        *(name[:3] for name in MONTHS_ENGLISH),
    )
)
_DIGITS = r"[0-9๐-๙]"
#: A date, an amount with its unit, the number of a paper or an article.
_KEPT = re.compile(
    rf"{_DIGITS}{{1,2}} (?:{_MONTH}) (?:พ\.ศ\. )?{_DIGITS}{{2,4}}"
    rf"|(?:{_MONTH}) {_DIGITS}{{4}}"
    rf"|\(?-?{_DIGITS}[0-9๐-๙,]*(?:\.{_DIGITS}+)?\)?(?: (?:บาท|คน|baht|ราย|ครั้ง|วัน|เดือน|ปี|คืน|%))?"
    rf"|ข้อ {_DIGITS}+(?:\(?{_DIGITS}+\))?"
    r"|[A-Z]+[0-9]*-?[0-9][0-9/-]*"
)
#: What stands in a cell of its own and has no word to break at.
_ONE_WORD = re.compile(r"[!-~]+")


def plain(text: str) -> str:
    """A text without what cannot be seen: marks of direction, joiners, control characters."""
    kept = (c for c in text.translate(_SAME) if c == "\n" or unicodedata.category(c) not in _UNSEEN)
    return unicodedata.normalize("NFC", "".join(kept))


def written(value: Value, words: Words, *, dash: bool = True, long: bool = False) -> str:
    """A value as text.

    Args:
        value: of a cell.
        words: the language.
        dash: "–" for nothing.
        long: dates with the month in full.
    """
    match value:
        case None:
            return ""
        case str():
            return plain(value)
        case Tick():
            return plain(value.label)
        case date():
            return words.day(value) if long else words.short_day(value)
        case _ if not value and dash:
            return DASH
        case Decimal():
            return f"({money.text(-value)})" if value < 0 else money.text(value)
        case _:
            return f"({-value:,})" if value < 0 else f"{value:,}"


def view(document: Document) -> dict[str, Any]:
    """All that a template needs of a document."""
    words = Words(document.lang)
    return {
        "id": document.id,
        "lang": document.lang,
        "title": plain(document.title),
        "fund": plain(document.fund),
        "subtitle": plain(document.subtitle),
        "footer": plain(document.footer),
        "paper": document.paper,
        # The template puts the numbers between: "หน้า " 1 "/" 8 "".
        "page": re.split("[#@]", words.page("#", "@")),
        "blocks": blocks(document.blocks, words),
        "parts": [view(part) for part in document.parts],
    }


def blocks(listed: Iterable[Block], words: Words) -> list[dict[str, Any]]:
    """The blocks in order; what stands above signatures stays there, of a long table the end."""
    found = list(_each(listed, words))
    held = 0
    for above, below in reversed(list(pairwise(found))):
        first = below["blocks"][0] if below["is"] == "together" else below
        held = 1 if first["is"] == "signatures" else held + 1 if held and _is_note(below) else 0
        if held and above["is"] == "table" and len(above["rows"]) > _SIGNED_ROWS:
            above["holds"] = held
            _hold(above["rows"])
            held = 0
        above["sticky"] = held > 0
    return found


def _is_note(block: dict[str, Any]) -> bool:
    """Whether a block belongs to the table above it: a note, facts, a row of sums."""
    kind = block["is"]
    return (
        kind == "facts"
        or (kind == "paragraph" and block["small"])
        or (kind == "table" and len(block["rows"]) == 1)
    )


def _hold(rows: list[dict[str, Any]]) -> None:
    """Make one group of the last rows of a table and of the room below them."""
    start = max(index for index in range(len(rows) - _ROWS_HELD + 1) if rows[index]["keep"])
    for row in rows[start:]:
        row["keep"] = 0
    rows[start]["keep"] = len(rows) - start + 1


def _each(blocks: Iterable[Block], words: Words) -> Iterator[dict[str, Any]]:
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            # A document for readers of a screen may not leave out a level.
            level = min(block.level, level + 1, _HEADING_MAX)
            yield {"is": "heading", "text": plain(block.text), "level": level}
        elif not (isinstance(block, Together) and not block.blocks):
            yield _block(block, words)


def _block(block: Block, words: Words) -> dict[str, Any]:
    match block:
        case Table():
            return _table(block, words)
        case Paragraph():
            return _paragraph(block)
        case Facts():
            items = [
                {"label": plain(label), **_cell(cell, "left", words, long=True)}
                for label, cell in block.items
            ]
            return {"is": "facts", "columns": block.columns, "items": items}
        case Signatures():
            return {"is": "signatures", "items": [signature(item, words) for item in block.items]}
        case Chart():
            return {
                "is": "chart",
                "title": plain(block.title),
                "drawing": charts.drawing(block),
                "alt": plain(block.alt),
            }
        case Seal():
            return _seal(block, words)
        case Together():
            return {"is": "together", "blocks": blocks(block.blocks, words)}
        case PageBreak():
            return {"is": "break"}
        case Heading():
            raise AssertionError("headings are numbered where blocks are listed")


def _columns(table: Table) -> list[dict[str, Any]]:
    """Heading, side and share of the width of each column."""
    return [
        {"head": plain(column.head), "align": column.align or _ALIGN[column.kind], "share": share}
        for column, share in zip(table.columns, shares(table), strict=True)
    ]


def _table(table: Table, words: Words) -> dict[str, Any]:
    aligns = [column.align or _ALIGN[column.kind] for column in table.columns]
    rows = [
        {"kind": row.kind, "keep": keep, "cells": _cells(row, aligns, table.columns, words)}
        for row, keep in zip(table.rows, kept_rows(table.rows), strict=True)
    ]
    heads = [{"text": plain(text), "span": span} for text, span in table.heads]
    covered = sum(span for _, span in table.heads)
    assert covered in (0, len(aligns)), "the upper heading does not cover the columns"
    return {
        "is": "table",
        "caption": plain(table.caption),
        "heads": heads,
        "columns": _columns(table),
        "rows": rows,
        "together": table.together,
        "ruled": table.ruled,
        "small": table.small,
    }


def shares(table: Table) -> list[float]:
    """Each column's share of the width; 0 for as wide as needed.

    Where no column asks for one, the text column with the most to say takes what is left over.
    """
    asked = [column.width for column in table.columns]
    if any(asked):
        return asked
    long = [len(column.head) if column.kind == "text" else 0 for column in table.columns]
    for row in table.rows:
        at = 0
        for cell in row.cells:
            if cell.span == 1 and isinstance(cell.value, str) and long[at]:
                long[at] = max(long[at], len(cell.value) + 2 * cell.indent)
            at += cell.span
    widest = long.index(max(long))
    return [int(index == widest) for index in range(len(asked))]


def kept_rows(rows: tuple[Row, ...]) -> list[int]:
    """How many rows, from each one on, must stay on one page; 0 within such a group.

    A section stays with the row below it, totals with the row above them.
    """
    keep = [1] * len(rows)
    start = 0
    for index in range(1, len(rows)):
        total = rows[index].kind in ("subtotal", "total")
        if total or rows[index - 1].kind == "section":
            keep[start] += 1
            keep[index] = 0
        else:
            start = index
    return keep


def _cells(
    row: Row, aligns: list[str], columns: tuple[Column, ...], words: Words
) -> list[dict[str, Any]]:
    cells = []
    at = 0
    for cell in filled(row, len(columns)):
        number = isinstance(cell.value, Decimal | int)
        align = aligns[at] if cell.span == 1 else ("right" if number else "left")
        if cell.span == 1 and columns[at].kind == "money" and isinstance(cell.value, str):
            align = columns[at].align or ("right" if _ONE_WORD.fullmatch(cell.value) else "left")
        strong = cell.strong or row.kind in ("subtotal", "total", "section")
        cells.append({**_cell(cell, align, words), "strong": strong, "span": cell.span})
        at += cell.span
    return cells


def filled(row: Row, columns: int) -> list[Cell]:
    """A row's cells, with empty ones up to the last column; a section of one cell covers all."""
    cells = list(row.cells)
    if row.kind == "section" and len(cells) == 1:
        cells = [replace(cells[0], span=columns)]
    covered = sum(cell.span for cell in cells)
    assert covered <= columns, "a row has more cells than the table has columns"
    return cells + [Cell(None)] * (columns - covered)


def _cell(cell: Cell, align: str, words: Words, *, long: bool = False) -> dict[str, Any]:
    text = written(cell.value, words, dash=cell.dash, long=long)
    tick = cell.value if isinstance(cell.value, Tick) else None
    figure = isinstance(cell.value, Decimal | int)
    made: dict[str, Any] = {
        "text": text,
        "align": align,
        "strong": cell.strong,
        "indent": cell.indent,
        "keep": cell.keep
        or figure
        or isinstance(cell.value, date)
        or _ONE_WORD.fullmatch(text) is not None,
        # Room for the parenthesis that amounts below nothing have, so that digits stand in line.
        "pad": figure and align == "right" and not text.endswith(")"),
        "span": 1,
        "link": cell.link,
    }
    if tick is not None:
        seen = words("ทำเครื่องหมายแล้ว", "ticked") if tick.checked else words("ช่องว่าง", "box")
        made |= {"tick": TICKS[tick.checked], "alt": seen}
    return made


def _paragraph(block: Paragraph) -> dict[str, Any]:
    kept = [re.escape(plain(text)) for text in sorted(block.keep, key=len, reverse=True) if text]
    pattern = re.compile("|".join([*kept, _KEPT.pattern]))
    return {
        "is": "paragraph",
        "align": block.align,
        "small": block.small,
        "strong": block.strong,
        "lines": [list(_pieces(line, pattern)) for line in plain(block.text).split("\n")],
    }


def _pieces(line: str, pattern: re.Pattern[str]) -> Iterator[dict[str, Any]]:
    """A line in pieces that may be broken and pieces that may not."""
    at = 0
    for match in pattern.finditer(line):
        if match.start() > at:
            yield {"text": line[at : match.start()], "keep": False}
        yield {"text": match[0], "keep": True}
        at = match.end()
    if at < len(line) or not line:
        yield {"text": line[at:], "keep": False}


def signature(item: Signature, words: Words) -> dict[str, str]:
    """The four lines to sign on; the last is empty where no date is asked for."""
    dotted = words("วันที่ ", "Date ") + DOTS[:16]
    return {
        "sign": words("ลงชื่อ ", "Signed ") + DOTS,
        "name": f"({plain(item.name)})" if item.name else f"({DOTS})",
        "role": plain(item.role),
        "dated": dotted if item.dated else "",
    }


def _seal(block: Seal, words: Words) -> dict[str, Any]:
    return {
        "is": "seal",
        "label": plain(block.label),
        "code": block.code or words.draft,
        "closed": bool(block.code),
        "svg": qr.svg(block.code) if block.code else "",
        "alt": words(f"คิวอาร์ของรหัส {block.code}", f"QR of the code {block.code}"),
    }


_BOX = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20">'
    '<rect x="1.5" y="1.5" width="17" height="17" fill="none" stroke="#000" stroke-width="1.4"/>'
)
#: Drawn, since the font has no box: empty and ticked.
TICKS = (
    f"{_BOX}</svg>",
    f'{_BOX}<path d="M4.5 10.5 L8.5 15 L16 4.5" fill="none" stroke="#000" stroke-width="2"/></svg>',
)
