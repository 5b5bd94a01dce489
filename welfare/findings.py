"""What can be wrong, as data: a code, a place, and the words for it in Thai and English.

Users' mistakes are findings, all of them, sorted by place; our own bugs are exceptions.
Every code stands once in `welfare.catalogue`, with its severity, its text and what to do next.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from typing import NamedTuple

LANGUAGES = ("th", "en")


class Place(NamedTuple):
    """Where a finding stands: a text file's line, or a workbook's sheet, row and column."""

    file: str = ""
    line: int = 0
    sheet: str = ""
    row: int = 0
    column: str = ""

    def text(self, lang: str) -> str:
        """The place as a person reads it: `members.xlsx, ชีต ทะเบียน, แถว 12, คอลัมน์ วันเกิด`."""
        if self.line:
            return f"{self.file}:{self.line}"
        sheet, row, column = ("ชีต", "แถว", "คอลัมน์") if lang == "th" else ("sheet", "row", "column")
        parts = [self.file]
        if self.sheet:
            parts.append(f"{sheet} {self.sheet}")
        if self.row:
            parts.append(f"{row} {self.row}")
        if self.column:
            parts.append(f"{column} {self.column}")
        return ", ".join(part for part in parts if part)

    def below(self, folder: Path) -> Place:
        """The place with its file as it is called below a folder; elsewhere with its name alone."""
        path, root = Path(self.file), folder.resolve()
        inside = path.is_relative_to(root)
        return self._replace(file=path.relative_to(root).as_posix() if inside else path.name)


NOWHERE = Place()


class Finding(NamedTuple):
    """One thing that is wrong or worth telling.

    `args` fill the placeholders of the catalogue's text; values are str, date, Decimal or int.
    """

    code: str
    place: Place
    args: dict[str, Any]

    def text(self, lang: str) -> str:
        """`CODE what is wrong. What to do next.` in one language, without the place."""
        from welfare import catalogue  # noqa: PLC0415 - the catalogue imports nothing, but is long

        return catalogue.render(self.code, self.args, lang)

    def line(self, lang: str) -> str:
        """Place and text in one line."""
        place = self.place.text(lang)
        return f"{place}: {self.text(lang)}" if place else self.text(lang)


def finding(code: str, place: Place = NOWHERE, **args: Any) -> Finding:
    """A finding; keyword arguments fill its text."""
    return Finding(code, place, args)


def by_place(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of their places, then codes."""
    return sorted(findings, key=lambda item: (item.place, item.code))


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A command cannot do what was asked; nothing has been written.

    Attributes:
        findings: why, one or more.
        exit_code: 1 where the books or the papers say no, 2 for wrong usage.
    """

    def __init__(self, *findings: Finding, exit_code: int = 1) -> None:
        super().__init__("; ".join(item.line("en") for item in findings))
        self.findings = findings
        self.exit_code = exit_code


def refuse(code: str, place: Place = NOWHERE, **args: Any) -> Refused:
    """`raise refuse("F101", place, …)`: one finding as an exception."""
    return Refused(finding(code, place, **args))


class BadValue(ValueError):  # noqa: N818 - it is about a value, not about an error of ours
    """A value as typed that cannot be understood.

    Whoever parses a value does not know where it stood; the caller does, and makes the finding:
    `except BadValue as bad: findings.append(bad.at(place))`.

    Attributes:
        code: its code in the catalogue.
        args_: what fills the catalogue's text (`args` is taken by Exception).
    """

    def __init__(self, code: str, **args: Any) -> None:
        """Takes the code and what fills its text."""
        super().__init__(Finding(code, NOWHERE, args).text("en"))
        self.code = code
        self.args_ = args

    def at(self, place: Place) -> Finding:
        """The finding, now that the place is known."""
        return Finding(self.code, place, self.args_)
