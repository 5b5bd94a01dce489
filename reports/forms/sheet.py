"""What both forms for authorities are made of: cells that name their source, lines to be filled.

What the books know is printed with its trace; what a `profile` directive says is printed as it
stands; all else is a dotted line for the pen. Nothing is made up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from typing import NamedTuple

from reports import annual
from reports import figures
from reports.annual import Carried
from reports.ask import Ask
from reports.figures import Balances
from reports.model import Cell
from reports.model import Signature
from reports.model import Tick
from reports.model import Trace
from reports.words import DOTS
from reports.words import Words
from rules import standing
from rules.membership import Members
from rules.membership import members_of
from welfare import books
from welfare import calendars
from welfare import profile
from welfare.books import Book
from welfare.books import Term
from welfare.calendars import Period
from welfare.money import ZERO
from welfare.vocabulary import PROFILE
from welfare.vocabulary import values_of

ROLES = {
    "chair": ("ประธาน", "chair"),
    "vice-chair": ("รองประธาน", "vice-chair"),
    "secretary": ("เลขานุการ", "secretary"),
    "treasurer": ("เหรัญญิก", "treasurer"),
    "bookkeeper": ("ผู้ทำบัญชี", "bookkeeper"),
    "planner": ("ผู้รับผิดชอบแผนงาน", "planner"),
    "member": ("กรรมการ", "committee member"),
    "collector": ("กรรมการ/ผู้เก็บเงิน หมู่ {}", "committee member and collector, village {}"),
    "auditor": ("ผู้ตรวจสอบ", "auditor"),
}
GROUPS = {
    "general": ("บุคคลทั่วไป", "general public"),
    "child_youth": ("เด็ก/เยาวชน", "children and youth"),
    "elderly": ("ผู้สูงอายุ", "elderly"),
    "disadvantaged": ("ผู้ด้อยโอกาส", "disadvantaged"),
    "disabled": ("ผู้พิการ", "disabled"),
    "orphan": ("กำพร้า", "orphans"),
}
#: Months after its day within which a form is filled in.
PREPARED = 6
#: A line to write on beside a label, and one over the whole page.
LINE, WHOLE_LINE = DOTS * 4, DOTS * 6


class Helped(NamedTuple):
    """Who and what was helped in one category and fiscal year."""

    persons: list[str]
    cases: list[str]


@dataclass(frozen=True)
class Sheet:
    """A form in the making: the books, what is asked, and the year that it speaks of.

    Attributes:
        book: the fund's books.
        ask: language and people.
        first: first day of the past year.
        last: the day of the form.
    """

    book: Book
    ask: Ask
    first: date
    last: date

    @property
    def words(self) -> Words:
        """The words of the form's language."""
        return self.ask.words

    @cached_property
    def members(self) -> Members:
        """The members of the books."""
        return members_of(self.book)

    @cached_property
    def profile(self) -> dict[str, Any]:
        """What was recorded for forms by the day, or while the form was prepared after it.

        By then its months are closed, so nothing can be dated inside the year any more.
        """
        prepared = calendars.add_months(self.last, PREPARED)
        return profile.current(self.book, min(self.ask.today, prepared))

    @cached_property
    def carried(self) -> dict[str, Carried]:
        """Account to what it had moved before these books."""
        return annual.carried_totals(self.book, self.last)

    @cached_property
    def since(self) -> Balances:
        """Account to debits less credits since the founding."""
        return annual.since_founding(self.book, self.last)

    @cached_property
    def in_year(self) -> Balances:
        """Account to debits less credits of the past year."""
        moved = figures.movements(self.book, self.first, self.last)
        return {account: one.net for account, one in moved.items()}

    @cached_property
    def groups(self) -> dict[str, tuple[list[str], list[str]]]:
        """CODI's group to its numbers ever and to those of the day."""
        found: dict[str, tuple[list[str], list[str]]] = {name: ([], []) for name in annual.GROUPS}
        for number, member in self.book.members.items():
            history = self.members.as_told.of(number)
            if history is None or member.joined > self.last:
                continue
            ever, current = found[standing.group_of(history.facts(self.last), self.last)]
            ever.append(number)
            if history.span(self.last) is not None:
                current.append(number)
        return found

    @cached_property
    def current(self) -> list[str]:
        """Numbers of the members of the day."""
        return [number for _, current in self.groups.values() for number in current]

    @cached_property
    def terms(self) -> list[Term]:
        """Who holds an office on the day, in the order of the offices."""
        known = [term for term in self.book.terms if term.first <= self.last <= term.last]
        order = list(ROLES)
        rank = {term: order.index(term.role) for term in known if term.role in ROLES}
        return sorted(rank, key=lambda term: (rank[term], term.village))

    @cached_property
    def helped(self) -> dict[str, dict[str, Helped]]:
        """Account to fiscal year (พ.ศ.) to whom was helped, and by which papers."""
        found: dict[str, dict[str, Helped]] = defaultdict(dict)
        label = str(calendars.fiscal_year(self.last, self.book.fiscal_start))
        for year in annual.years(self.book, Period(self.first, self.last, label)):
            for case in annual.cases(self.members, year.first, year.last):
                own = found[case.account].setdefault(year.label, Helped([], []))
                own.cases.append(case.number)
                if case.person and case.person not in own.persons:
                    own.persons.append(case.person)
        return found

    # --- cells -----------------------------------------------------------------------------------

    def flow(
        self, ref: str, accounts: Iterable[str], *, negative: bool = False, year: bool = False
    ) -> Cell:
        """Baht that accounts moved since the founding, or in the past year.

        Args:
            ref: name of the cell.
            accounts: account names.
            negative: credits less debits.
            year: the past year only.
        """
        names = tuple(sorted(accounts))
        moved = self.in_year if year else self.since
        sign = -1 if negative else 1
        amount = sum((moved.get(name, ZERO) for name in names), ZERO) * sign
        carried = sum((self._brought(name) for name in names), ZERO) * sign
        trace = Trace(
            accounts=names,
            first=self.first if year else None,
            last=self.last,
            negative=negative,
            opening=None if year or not carried else carried,
        )
        return Cell(amount + ZERO, ref, trace)

    def _brought(self, account: str) -> Decimal:
        one = self.carried.get(account)
        amount = one.amount if one else ZERO
        return -amount if account.startswith("Income:") else amount

    def said(self, key: str, ref: str, *, line: str = DOTS) -> Cell:
        """What a `profile` directive says, or a dotted line."""
        value = self.profile.get(key)
        if value is None:
            return Cell(line, ref, Trace(note=self._unsaid(key)))
        if PROFILE[key][0] == "person":
            value = self.ask.name(str(value), str(value))
        return Cell(value, ref, Trace(note=f'custom "profile" "{key}"'))

    def _unsaid(self, key: str) -> str:
        return self.words(
            f"ยังไม่ได้บันทึก: welfare profile set {key} … หรือเขียนด้วยมือ",
            f"not recorded: welfare profile set {key} …, or by hand",
        )

    def signature(self, role: str, title: str = "") -> Signature:
        """A line for whoever holds an office on the day; no name where there is none."""
        person = self.book.officer(role, self.last)
        name = self.ask.name(person) if person else ""
        return Signature(title or self.role(role), name)

    def role(self, role: str, village: str = "") -> str:
        """An office in words."""
        text = self.words(*ROLES[role]) if role in ROLES else role
        return text.format(int(village) if village.isdecimal() else village)


def count(ref: str, numbers: Iterable[str], opening: int | None = None, note: str = "") -> Cell:
    """How many numbers, with those counted before the books."""
    named = tuple(numbers)
    return Cell(len(named) + (opening or 0), ref, Trace(numbers=named, opening=opening, note=note))


def total(ref: str, value: Decimal | int, *refs: str) -> Cell:
    """The sum of other cells of the form, by their refs or patterns of them."""
    return Cell(value, ref, Trace(note="= " + " + ".join(refs)), strong=True)


def tick(ref: str, label: str, *, checked: bool, note: str, numbers: Iterable[str] = ()) -> Cell:
    """A box, and how the books tick it."""
    return Cell(Tick(checked, label), ref, Trace(numbers=tuple(numbers), note=note))


def label(text: str, *, strong: bool = False, indent: int = 0, span: int = 1) -> Cell:
    """The name of a line."""
    return Cell(text, strong=strong, indent=indent, span=span)


def sheet(book: Book, ask: Ask) -> Sheet:
    """A form of the fiscal year that is asked for; without one, of the one that ended last.

    Public copies of a form for an authority bear no names.
    """
    period = ask.period
    if period is None:
        year = calendars.fiscal_year(ask.today, book.fiscal_start) - 1
        period = calendars.fiscal_year_period(year, book.fiscal_start)
    people: Mapping[str, Any] = {} if ask.public else ask.people
    own = Ask(ask.today, period, ask.lang, people=people, public=ask.public, seal=ask.seal)
    return Sheet(book, own, period.first, period.last)


def granted(book: Book, year: int) -> list[str]:
    """Documents of the state match received for the list of a year (พ.ศ.)."""
    return [
        str(entry.meta["doc"])
        for entry in book.transactions
        if entry.meta.get("matching") == str(year) and "doc" in entry.meta
    ]


def recorded_lists(book: Book) -> dict[int, tuple[date, int, Decimal]]:
    """Year (พ.ศ.) of a list as its directive tells it: the day, heads and baht."""
    return {
        int(values_of(entry)[0]): (
            entry.date,
            int(entry.meta["members"]),
            entry.meta["total"].number,
        )
        for entry in book.customs("matching-list")
    }


def received(form: Sheet, ref: str, year: int, day: date) -> tuple[Cell, Cell]:
    """Baht received for the list of a year: what counts as income, and what is to be returned.

    Empty where the money may have come before what these books hold.

    Args:
        form: the form.
        ref: how the names of both cells begin.
        year: the year of the list (พ.ศ.).
        day: its cut-off.
    """
    numbers = tuple(granted(form.book, year))
    if not numbers and form.book.carried and day <= form.book.carried:
        return Cell(None), Cell(None)
    cells = []
    for part, account in (("received", books.STATE_MATCH), ("excess", books.MATCH_REFUND)):
        amount = ZERO
        for entry in figures.within(form.book.transactions, date.min, form.last):
            if {str(entry.meta.get(key)) for key in ("doc", "reverses")} & set(numbers):
                amount -= sum((n for name, n, _ in books.lines(entry) if name == account), ZERO)
        trace = Trace((account,), None, form.last, negative=True, numbers=numbers)
        own = trace if numbers else Trace(opening=ZERO)
        cells.append(Cell(amount, f"{ref}.{part}", own))
    return cells[0], cells[1]
