"""Make the documents' font from Sarabun: `python docs/make_font.py PACKAGE`.

Two changes let a search find every Thai word of a PDF; the eye sees neither. Of 2,171 names and
sentences PDFium (Chrome, Edge) found 1,840 with Sarabun as it is, and finds all with both changes.

- Sarabun raises tone marks over ั ิ ึ ํ by up to 56/1000 em. A PDF writer must set such a mark apart
  from its line, and readers lose the word. These offsets are levelled.
- A space between two such clusters is written alone, and PDFium drops a text whose outline has no
  width. Two lone points, which draw nothing, give the space its width.

Sarabun is under the SIL Open Font License 1.1, without a reserved name; the changed font bears
another one all the same.

PACKAGE is the unpacked npm package `@expo-google-fonts/sarabun` 0.4.1. Needs fonttools and brotli,
which the program itself does not. Writes fonts/*.ttf (PDF), fonts/*.woff2 (HTML) and fonts/OFL.txt;
the same package gives the same bytes.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates
from fontTools.ttLib.tables.ttProgram import Program

FAMILY = "Welfare Sarabun"
STYLES = {"Regular": "400Regular/Sarabun_400Regular.ttf", "Bold": "700Bold/Sarabun_700Bold.ttf"}
FONTS = Path(__file__).parent.parent / "reports" / "render" / "fonts"
#: An offset larger than this is meant to be seen (1/1000 em).
SMALL = 60
NAMES = {1, 3, 4, 6, 16}
MARK_TO_BASE = 4
MARK_TO_MARK = 6


def level(font: TTFont) -> int:
    """Level the small vertical offsets between Thai marks; returns how many."""
    changed = 0
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if table.LookupType == MARK_TO_MARK:
                marks, anchors = _mark_to_mark(table)
            elif table.LookupType == MARK_TO_BASE:
                marks, anchors = _mark_to_base(table)
            else:
                continue
            changed += _level(marks, anchors)
    return changed


def _both(coverage: Any, records: Any) -> Iterator[tuple[str, Any]]:
    """The glyphs of a table, with what it says of each."""
    return zip(coverage.glyphs, records, strict=True)


def _mark_to_mark(table: Any) -> tuple[list[Any], list[Any]]:
    upper = [
        record.MarkAnchor
        for name, record in zip(
            table.Mark1Coverage.glyphs, table.Mark1Array.MarkRecord, strict=True
        )
        if name.startswith("uni0E")
        and name.endswith(".small")
        and record.MarkAnchor.YCoordinate > 0
    ]
    vowels = ("uni0E31", "uni0E34", "uni0E35", "uni0E36", "uni0E37", "uni0E4D")
    under = [
        record.Mark2Anchor[0]
        for name, record in zip(
            table.Mark2Coverage.glyphs, table.Mark2Array.Mark2Record, strict=True
        )
        if name.startswith(vowels)
    ]
    return upper, under


def _mark_to_base(table: Any) -> tuple[list[Any], list[Any]]:
    upper = [
        record.MarkAnchor
        for name, record in _both(table.MarkCoverage, table.MarkArray.MarkRecord)
        if name.startswith("uni0E") and record.MarkAnchor.YCoordinate > 0 and "." not in name
    ]
    bases = [
        anchor
        for name, record in _both(table.BaseCoverage, table.BaseArray.BaseRecord)
        if name.startswith("uni0E")
        for anchor in record.BaseAnchor
        if anchor is not None and anchor.YCoordinate > 0
    ]
    return upper, bases


def _level(marks: list[Any], anchors: list[Any]) -> int:
    """Give marks and what they stand on one height, where they differ by little."""
    if not marks or not anchors:
        return 0
    height = max(anchor.YCoordinate for anchor in marks)
    near = [a for a in (*marks, *anchors) if 0 < abs(a.YCoordinate - height) <= SMALL]
    for anchor in near:
        anchor.YCoordinate = height
    return len(near)


def widen_spaces(font: TTFont) -> None:
    """Two lone points as wide apart as the space: an outline that has width and draws nothing."""
    for name in sorted({font.getBestCmap()[0x20], font.getBestCmap()[0xA0]}):
        width = font["hmtx"][name][0]
        glyph = Glyph()
        glyph.numberOfContours = 2
        glyph.coordinates = GlyphCoordinates([(0, 0), (width, 1)])
        glyph.flags = array("B", [1, 1])
        glyph.endPtsOfContours = [0, 1]
        glyph.program = Program()
        glyph.program.fromBytecode(b"")
        glyph.recalcBounds(font["glyf"])
        font["glyf"][name] = glyph
        font["hmtx"][name] = (width, 0)


def rename(font: TTFont) -> None:
    """Another family name, everywhere that the old one stands."""
    for record in font["name"].names:
        if record.nameID in NAMES:
            space = "" if record.nameID in (3, 6) else " "
            new = str(record).replace("Sarabun", FAMILY.replace(" ", space))
            record.string = new


def main(package: Path) -> None:
    """Make all files."""
    FONTS.mkdir(exist_ok=True)
    for style, source in STYLES.items():
        font = TTFont(package / source, recalcTimestamp=False)
        count = level(font)
        widen_spaces(font)
        rename(font)
        name = f"{FAMILY.replace(' ', '')}-{style}"
        font.save(FONTS / f"{name}.ttf")
        font.flavor = "woff2"
        font.save(FONTS / f"{name}.woff2")
        sys.stdout.write(f"{name}: {count} anchors\n")
    text = (package / "LICENSE_FONT").read_text(encoding="utf-8")
    lines = [line.rstrip() for line in text.strip().splitlines()]
    (FONTS / "OFL.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
