"""One row of paper, read field by field; everything wrong with it is collected, not raised."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from functools import lru_cache
from pathlib import Path

from beancount.core.data import Transaction

from welfare import books
from welfare import calendars
from welfare import money
from welfare import register
from welfare import tables
from welfare import vocabulary
from welfare.books import Book
from welfare.findings import BadValue
from welfare.findings import Finding
from welfare.findings import finding
from welfare.records import Batch
from welfare.tables import Columns
from welfare.tables import Row

_DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_DIGITS = re.compile(r"[0-9]+")


# A column says the same few dates, months and amounts again and again.
@lru_cache(maxsize=4096)
def _day_of_text(text: str, reference: date) -> date:
    return calendars.parse_date(text, reference=reference)


@lru_cache(maxsize=4096)
def _months_of_text(text: str, reference: date) -> str:
    first, last = calendars.parse_months(text, reference=reference)
    return first if first == last else f"{first}..{last}"


@lru_cache(maxsize=4096)
def _amount_of_text(text: str, signed: bool) -> Decimal:
    return money.parse_amount(text, allow_negative=signed)


@dataclass(frozen=True)
class Desk:
    """What a reader of papers needs to know besides the paper.

    Attributes:
        book: the books that the papers are for, with what earlier papers of this run brought.
        people: the register.
        reference: no paper is dated later; two-digit years are read against it.
        strays: tells by the bylaws whose money is no contribution; None where nobody can.
    """

    book: Book
    people: register.People
    reference: date
    strays: Callable[[Book, list[Transaction]], frozenset[tuple[str, date, str]]] | None = None

    def after(self, batch: Batch) -> Desk:
        """The desk once what a paper brought is known too."""
        known = books.with_entries(self.book, batch.entries)
        return replace(self, book=known, people={**self.people, **batch.people})

    @property
    def founded(self) -> date:
        """The fund's founding; no paper is older."""
        day = self.book.fund["founded"]
        assert isinstance(day, date)
        return day

    @cached_property
    def officers(self) -> set[str]:
        """Everybody who ever held an office."""
        return {term.person for term in self.book.terms}

    @property
    def villages(self) -> int:
        """How many villages the fund has."""
        return int(self.book.fund["villages"])


@dataclass
class Fields:
    """The fields of one row, and what was found wrong with them so far."""

    row: Row
    desk: Desk
    wrong: list[Finding] = field(default_factory=list)

    def bad(self, name: str, code: str, **args: object) -> None:
        """Note what is wrong with one field."""
        self.wrong.append(finding(code, tables.place_of(self.row, name), **args))

    def text(self, name: str, *, required: bool = False) -> str:
        """A cell as text; whole numbers without `.0`."""
        value = self.row.cells.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = "" if value is None else str(value)
        if required and not text:
            self.bad(name, "P101")
        if len(text) > vocabulary.MAX_TEXT:
            self.bad(name, "P109", limit=vocabulary.MAX_TEXT)
        return text

    def identifier(self, name: str, *, required: bool = False) -> str:
        """The number of a paper: Thai digits made Arabic, no space within."""
        text = calendars.from_thai_digits(self.text(name, required=required))
        if text and not vocabulary.IDENTIFIER.match(text):
            self.bad(name, "P108", value=text[:40])
            return ""
        return text

    def identifiers(self, name: str) -> list[str]:
        """Several numbers or words in one cell, parted by `;` or `,`."""
        found = [item.strip() for item in re.split("[;,]", self.text(name)) if item.strip()]
        for item in found:
            if not vocabulary.IDENTIFIER.match(item):
                self.bad(name, "P108", value=item[:40])
        return found

    def officer(self, name: str) -> str:
        """The person number of somebody who holds or held an office; "" if the cell is empty."""
        person = self.identifier(name)
        if person and person not in self.desk.officers:
            self.bad(name, "P111", person=person)
        return person

    def day(self, name: str, *, required: bool = False) -> date | None:
        """A date not after the reference day."""
        value = self.row.cells.get(name)
        if value is None or value == "":
            if required:
                self.bad(name, "P101")
            return None
        try:
            if isinstance(value, str):
                day = _day_of_text(value, self.desk.reference)
            else:
                day = calendars.parse_date(value, reference=self.desk.reference)
        except BadValue as error:
            self.wrong.append(error.at(tables.place_of(self.row, name)))
            return None
        if day > self.desk.reference:
            self.bad(name, "P102", day=day, reference=self.desk.reference)
            return None
        return day

    def paper_day(self, name: str, *, required: bool = True) -> date | None:
        """The date of a paper: not before the fund was founded."""
        day = self.day(name, required=required)
        if day is not None and day < self.desk.founded:
            self.bad(name, "P103", day=day, founded=self.desk.founded)
            return None
        return day

    def amount(self, name: str, *, required: bool = False, signed: bool = False) -> Decimal | None:
        """Baht and satang."""
        value = self.row.cells.get(name)
        if value is None or value == "":
            if required:
                self.bad(name, "P101")
            return None
        try:
            if isinstance(value, str):
                return _amount_of_text(value, signed)
            return money.parse_amount(value, allow_negative=signed)
        except BadValue as error:
            self.wrong.append(error.at(tables.place_of(self.row, name)))
            return None

    def whole(self, name: str) -> int | None:
        """A whole number, Thai digits allowed."""
        text = calendars.from_thai_digits(self.text(name))
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            self.bad(name, "P104", value=text)
            return None
        return int(text)

    def number(self, name: str) -> Decimal | None:
        """A decimal number such as a grade average."""
        text = calendars.from_thai_digits(self.text(name))
        if not text:
            return None
        if not _DECIMAL.fullmatch(text):
            self.bad(name, "P104", value=text)
            return None
        return Decimal(text)

    def months(self, name: str, *, required: bool = False) -> str:
        """Months covered, `2022-10` or `2022-10..2023-03`; empty if the cell is."""
        text = self.text(name, required=required)
        if not text:
            return ""
        try:
            return _months_of_text(text, self.desk.reference)
        except BadValue as error:
            self.wrong.append(error.at(tables.place_of(self.row, name)))
            return ""

    def member(self, name: str, *, known: bool = True) -> str:
        """A member number, four digits at least; refused if the books do not know it."""
        text = self.identifier(name, required=True)
        number = text.zfill(4) if text.isascii() and text.isdigit() else text
        if known and number and number not in self.desk.book.members:
            self.bad(name, "P105", member=number)
        return number

    def village(self, name: str, *, required: bool = False) -> str:
        """A village as two digits, from `1`, `๑`, `ม.1`, `หมู่ 1`."""
        text = calendars.from_thai_digits(self.text(name, required=required))
        if not text:
            return ""
        found = _DIGITS.findall(text)
        if len(found) != 1 or not 1 <= int(found[0]) <= self.desk.villages:
            self.bad(name, "P106", value=text[:40])
            return ""
        return str(found[0]).lstrip("0").zfill(2)

    def word(self, name: str, words: dict[str, str], *, required: bool = False) -> str:
        """One of a closed list of words, by any of its spellings."""
        text = self.text(name, required=required)
        if not text:
            return ""
        if text not in words:
            self.bad(name, "P107", value=text, known=", ".join(words))
            return ""
        return words[text]

    @property
    def source(self) -> str:
        """File, sheet and row, as `source:` says it."""
        place = self.row.place
        sheet = f" {place.sheet}" if place.sheet else ""
        return f"{place.file}{sheet} #{place.row}"


def read(
    desk: Desk,
    path: Path,
    columns: Columns,
    required: tuple[str, ...],
    *,
    allow_empty: bool = False,
) -> list[Fields]:
    """All rows of a CSV file, or of a workbook's first sheet."""
    if path.suffix.lower() == ".csv":
        table = tables.read_csv(path, columns, required=required, allow_empty=allow_empty)
    else:
        sheet = tables.read_sheets(path)[0]
        table = tables.find_table(sheet, columns, required=required, allow_empty=allow_empty)
    return [Fields(row, desk) for row in table.rows]
