"""The documents' font, Welfare Sarabun, as it lies in this package, and the letters that it has.

Made from Sarabun by `docs/make_font.py`; licence: `fonts/OFL.txt`. A letter that the font lacks
would be an empty box on paper, silently, so it is looked for before anything is written.
"""

from __future__ import annotations

import struct
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import finding

FAMILY = "Welfare Sarabun"
FILES = {400: "WelfareSarabun-Regular", 700: "WelfareSarabun-Bold"}
#: Keys of a view that hold drawings or words of ours, not text to be set.
_NO_TEXT = ("is", "svg", "tick", "kind", "align", "anchor", "ink", "lang", "paper", "id")
_EXCERPT = 20
_TOLD = 20


def folder() -> Traversable:
    """Where the font's files lie."""
    return resources.files("reports.render") / "fonts"


def data_uri(weight: int) -> str:
    """One style for a web page, as a `data:` address."""
    data = (folder() / f"{FILES[weight]}.woff2").read_bytes()
    return f"data:font/woff2;base64,{b64encode(data).decode('ascii')}"


def refuse_missing(view: dict[str, Any]) -> None:
    """Refuse a document with a letter that the font lacks.

    Raises:
        Refused: R870, one for each such letter, with the text in which it stands.
    """
    found: dict[str, Finding] = {}
    for text in texts(view):
        for at, char in enumerate(text):
            if char not in found and char != "\n" and ord(char) not in characters():
                around = text[max(0, at - _EXCERPT) : at + _EXCERPT].replace("\n", " ")
                found[char] = finding(
                    "R870",
                    Place(view["title"]),
                    char=char,
                    point=f"U+{ord(char):04X}",
                    name=unicodedata.name(char, "?"),
                    text=around,
                )
    if found:
        raise Refused(*list(found.values())[:_TOLD])


def texts(view: Any) -> Iterator[str]:
    """Every text of a view that will be set in the font."""
    if isinstance(view, str):
        yield view
    elif isinstance(view, list):
        for item in view:
            yield from texts(item)
    elif isinstance(view, dict):
        for key, item in view.items():
            if key not in _NO_TEXT:
                yield from texts(item)


@cache
def characters() -> frozenset[int]:
    """The code points of the font, from its own table (OpenType `cmap`, format 4)."""
    data = (folder() / f"{FILES[400]}.ttf").read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for n in range(count):
        (offset,) = struct.unpack_from(">L", data, start + 4 + 8 * n + 4)
        if struct.unpack_from(">H", data, start + offset) == (4,):
            found.update(_format_4(data, start + offset))
    return frozenset(found)


def _format_4(data: bytes, at: int) -> Iterator[int]:
    """The code points of one format 4 table: runs from start to end, each with a shift."""
    (double,) = struct.unpack_from(">H", data, at + 6)
    run = f">{double // 2}H"
    ends = struct.unpack_from(run, data, at + 14)
    starts = struct.unpack_from(run, data, at + 16 + double)
    deltas = struct.unpack_from(run, data, at + 16 + 2 * double)
    ranges_at = at + 16 + 3 * double
    ranges = struct.unpack_from(run, data, ranges_at)
    for n, (first, last, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for point in range(first, last + 1):
            glyph = point
            if shift:
                where = ranges_at + 2 * n + shift + 2 * (point - first)
                (glyph,) = struct.unpack_from(">H", data, where)
                if not glyph:
                    continue
            if (glyph + delta) % 0x10000 and point != 0xFFFF:
                yield point
