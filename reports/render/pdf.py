"""A document as PDF: A4 on paper, PDF/A-2a to keep, PDF/UA-1 to be read aloud.

Typst sets `document.typ`, which gets the document's view as JSON and nothing else: no text of a
document is ever source. No font or package from outside is used, and the PDF's date is the day of
which the document speaks, so the same document gives the same bytes on every machine.

A document of very many papers becomes several files, which two threads lay out side by side.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from importlib import resources
from types import TracebackType
from typing import Self

import typst

from reports.model import Document
from reports.model import Table
from reports.render import fonts
from reports.render.view import kept_rows
from reports.render.view import view

#: Cells of one file, and what a page counts beside its cells.
WEIGHT_MAX = 10_000
WEIGHT_PAGE = 30
#: Files of one document that are laid out at a time; Typst does not hold up Python meanwhile.
WORKERS = 2
_RUNS_KEPT = 11
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


def render(document: Document) -> bytes:
    """The PDF of a document.

    Raises:
        Refused: R870, a letter that the font lacks.
    """
    with Printer() as printer:
        return printer.pdf(document)


def _groups(document: Document) -> Iterator[Document]:
    """The document with all its parts, or again and again with as many as one file may hold."""
    group: list[Document] = []
    size = 0
    for part in document.parts:
        weight = _weight(part)
        if group and size + weight > WEIGHT_MAX:
            yield replace(document, parts=tuple(group))
            group, size = [], 0
        group.append(part)
        size += weight
    yield replace(document, parts=tuple(group))


def _split(document: Document) -> Iterator[Document]:
    """The document, or again and again with as many rows of a very long table as one file holds."""
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table) and len(block.rows) * len(block.columns) > WEIGHT_MAX:
            end = max(1, WEIGHT_MAX // len(block.columns))
            keep = kept_rows(block.rows)
            while end < len(block.rows) and not keep[end]:
                end += 1
            if end < len(block.rows):
                first, rest = (
                    replace(block, rows=rows) for rows in (block.rows[:end], block.rows[end:])
                )
                yield replace(document, blocks=(*document.blocks[:at], first), parts=())
                yield from _split(replace(document, blocks=(rest, *document.blocks[at + 1 :])))
                return
    yield document


def _weight(document: Document) -> int:
    """Cells to be laid out, and something for each page."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    return WEIGHT_PAGE + sum(len(table.rows) * len(table.columns) for table in tables)


class Printer:
    """The fonts, read once for many documents: `with Printer() as printer: …`."""

    def __enter__(self) -> Self:
        """Find the template and the fonts on the disk, wherever the package lies."""
        self._open = ExitStack()
        here = resources.files("reports.render")
        folder = self._open.enter_context(resources.as_file(fonts.folder()))
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
        self._source = (here / "document.typ").read_bytes()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the files."""
        self._open.close()

    def pdfs(self, document: Document) -> Iterator[bytes]:
        """One document, or several where it has very many parts or rows, each with what fits.

        Memory stays below 1 GB so; bench/README.md has what was measured.

        Raises:
            Refused: R870, a letter that the font lacks.
        """
        groups = [group for whole in _split(document) for group in _groups(whole)]
        if len(groups) == 1:
            yield self.pdf(groups[0])
            return
        with ThreadPoolExecutor(WORKERS) as pool:
            waiting: deque[Future[bytes]] = deque()
            for group in groups:
                waiting.append(pool.submit(self._one_of_many, _text(group), group.day))
                if len(waiting) > WORKERS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def pdf(self, document: Document) -> bytes:
        """One document as one PDF.

        Raises:
            Refused: R870, a letter that the font lacks.
        """
        return self._laid_out(_text(document), document.day)

    def _one_of_many(self, text: str, day: date) -> bytes:
        data = self._laid_out(text, day)
        # Typst keeps what it laid out until it was not used for some runs.
        for _ in range(_RUNS_KEPT):
            self._compiler().compile(b"", format="pdf")
        return data

    def _laid_out(self, text: str, day: date) -> bytes:
        """A document's view as JSON as PDF, dated the day of which it speaks."""
        data, warnings = self._compiler().compile_with_warnings(
            self._source,
            format="pdf",
            sys_inputs={"doc": text},
            pdf_standards=STANDARDS,
            timestamp=datetime.combine(day, time(), UTC),
        )
        assert not warnings, warnings[0].message
        assert isinstance(data, bytes)
        return data

    def _compiler(self) -> typst.Compiler:
        """One for each document: cheap, and two threads cannot use the same."""
        return typst.Compiler(font_paths=self._fonts)


def _text(document: Document) -> str:
    """All that the template gets of a document.

    Raises:
        Refused: R870, a letter that the font lacks.
    """
    seen = view(document)
    text = json.dumps(seen, ensure_ascii=False)
    # One look at all letters tells that none is missing, or that it is worth a look at each text.
    if "\\u" in text or not set(map(ord, set(text))) <= fonts.characters():
        fonts.refuse_missing(seen)
    return text
