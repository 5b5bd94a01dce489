"""What a page of the extension is: blocks of the report model, and a few things that screens have.

    Page("สมาชิก", (Form((Field("number", "เลขที่สมาชิก", "0042"),), "ค้นหา"), Table(…)))

A page is a pure function of `Asked`: the books, the language, the day, what the address says. It
knows neither Fava nor the clock. What leads on is a `Cell.link`, made by `asked.entry`,
`asked.page` or `asked.file`. Everything shown is escaped by one template, `page.html`.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Any
from typing import TypeVar

from beancount.core.compare import hash_entry
from beancount.core.data import Directive
from beancount.core.data import Posting

from reports.model import Block
from reports.model import Cell
from reports.parts import account_name
from reports.words import Words
from rules import guards
from welfare import calendars
from welfare import seals
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import Place
from welfare.findings import refuse
from welfare.register import Person
from welfare.seals import Closing
from welfare.vocabulary import place_of

T = TypeVar("T")

#: Rows of a long list on one page.
ROWS = 200
#: Digits of a count that somebody may mean.
DIGITS = 9


@dataclass(frozen=True)
class Field:
    """One field of a form: text, date, number, hidden, or a choice where there are options."""

    name: str
    label: str
    value: str = ""
    kind: str = "text"
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Form:
    """A question; the answer is this page again, with the fields in its address."""

    fields: tuple[Field, ...]
    button: str


@dataclass(frozen=True)
class Links:
    """Short links in a line: (text, address, whether it is where we are); a download has a mark."""

    items: tuple[tuple[str, str, bool], ...]
    label: str = ""
    download: bool = False


@dataclass(frozen=True)
class Frame:
    """Another page within this one: a document, or what takes a while to work out."""

    address: str
    title: str
    tall: bool = True


PageBlock = Block | Form | Links | Frame


@dataclass(frozen=True)
class Page:
    """A page: its heading, and what is on it."""

    title: str
    blocks: tuple[PageBlock, ...]


@dataclass(frozen=True)
class Asked:
    """One request: of which books, by whom, for what.

    Attributes:
        book: the books that Fava has loaded.
        lang: th or en.
        today: the day.
        args: what the address says, `{"member": "0042"}`.
        people: the register by person number; empty unless names were asked for.
        period: the days of Fava's time filter, or None.
        account: Fava's account filter, or "".
        passes: whether a directive passes Fava's account filter and its filter of words.
        page: address of a page of ours, `page("members", member="0042")`.
        file: address of a file of a page, `file("statements", "document.html", doc="annual")`.
        ledger: address of Fava's own page of an account in a month, `ledger(account, "2023-10")`;
            "" where that page would be too heavy.
        here: address of this page with other values of the address, `here(time="FY2024")`.
    """

    book: Book
    lang: str
    today: date
    args: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    period: Period | None = None
    account: str = ""
    passes: Callable[[Directive], bool] = lambda _: True
    page: Callable[..., str] = lambda *_, **__: ""
    file: Callable[..., str] = lambda *_, **__: ""
    ledger: Callable[..., str] = lambda *_: ""
    here: Callable[..., str] = lambda **_: ""

    @property
    def words(self) -> Words:
        """The words of the language that was asked for."""
        return Words(self.lang)

    @cached_property
    def links(self) -> list[Closing]:
        """The chain of the fund's closings, as the packages say now."""
        return seals.closings(self.book.folder)

    @property
    def last(self) -> date:
        """The day as of which is told: the last of the time filter, of the books, or today."""
        entries = self.book.transactions
        told = max([entries[-1].date if entries else self.book.books_from, self.book.begins])
        return min(self.period.last if self.period else told, self.today)

    def refuse_behind(self) -> None:
        """Refuse days of which the open books hold nothing but sums.

        Raises:
            Refused: R950, all the days of the time filter lie there.
        """
        carried = self.book.carried
        if self.period is not None and carried is not None and self.period.last <= carried:
            raise refuse("R950", first=self.book.begins)

    def within(self, day: date) -> bool:
        """Whether a day lies in the time filter."""
        return self.period is None or self.period.first <= day <= self.period.last

    def name(self, person: str) -> str:
        """A person's name where names were asked for, or ""."""
        found = self.people.get(person)
        return found.name if found else ""

    def account_name(self, account: str) -> str:
        """An account's name in the language of the page."""
        return account_name(self.book, account, self.words)

    def entry(self, what: Directive | Posting | Place) -> str:
        """Address that opens the entry itself, in Fava; "" where no entry stands at a place.

        Args:
            what: a directive, a posting of one, or file and line of either.
        """
        if not isinstance(what, Place | Posting):
            return f"#context-{hash_entry(what)}"
        place = what if isinstance(what, Place) else place_of(what.meta or {})
        found = self.book.once(by_place).get((place.file, place.line))
        return f"#context-{hash_entry(found)}" if found is not None else ""

    def at(self, what: Directive | Posting | Place, text: str = "") -> Cell:
        """A cell that names file and line, or says something else, and leads to the entry."""
        place = what if isinstance(what, Place) else place_of(what.meta or {})
        return Cell(text or near(self.book, place), link=self.entry(what), keep=not text)

    def number(self, number: str) -> Cell:
        """A number; that of a claim, a member or a receipt leads to its page."""
        link = ""
        if number in self.book.claims:
            link = self.page("claims", claim=number)
        elif number in self.book.members:
            link = self.page("members", member=number)
        elif number in self.book.once(guards.read_numbers).receipts:
            link = self.page("statements", doc="receipt", number=number)
        return Cell(number, link=link, keep=True)

    def part(self, rows: Sequence[T]) -> tuple[Sequence[T], tuple[Links, ...]]:
        """The rows of a long list that are on this page, and the way to the others."""
        pages = (len(rows) + ROWS - 1) // ROWS
        if pages <= 1:
            return rows, ()
        asked = min(max(count(self.args.get("part", "")), 1), pages)
        way = Links(
            tuple((str(n), self.here(part=str(n)), n == asked) for n in range(1, pages + 1)),
            self.words(f"{len(rows):,} แถว หน้า", f"{len(rows):,} rows, page"),
        )
        return rows[(asked - 1) * ROWS : asked * ROWS], (way,)


def count(typed: str) -> int:
    """A count as typed; 0 where it is none, or longer than any."""
    plain = calendars.from_thai_digits(typed).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= DIGITS else 0


def by_place(book: Book) -> dict[tuple[str, int], Any]:
    """File and line to the directive that stands there, its postings' lines included."""
    found: dict[tuple[str, int], Any] = {}
    for entry in book.entries:
        metas = [entry.meta, *(p.meta or {} for p in getattr(entry, "postings", ()))]
        for meta in metas:
            place = place_of(meta)
            found.setdefault((place.file, place.line), entry)
    return found


def typed(day: date, lang: str) -> str:
    """A day as one types it into a field: `30/9/2567`, `2024-09-30`."""
    return f"{day.day}/{day.month}/{calendars.be(day)}" if lang == "th" else day.isoformat()


def near(book: Book, place: Place) -> str:
    """A place as the auditor reads it: below the fund's folder, `journal/2023-10.beancount:12`."""
    return place.below(book.folder).text("en")
