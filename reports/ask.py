"""What is asked of a document: which period, whom, in which language, with whose names.

A builder is a pure function of the books and of an `Ask`; it knows no options and no clock.

    Ask(period=calendars.month_period("2023-10"), today=date(2023, 11, 5))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date

from reports.words import Words
from welfare.calendars import Period
from welfare.register import Person


@dataclass(frozen=True)
class Ask:
    """One document asked for.

    Attributes:
        today: the day of printing; a day's document speaks of it where `period` is None.
        period: a month, a fiscal year (label in พ.ศ.) or a day (first and last are the same), by
            the document's `periods`; None where it has none.
        lang: th or en.
        village: number of one village ("1"), or "" for all of them.
        member: one member's number ("0042"), or "" for all of them.
        number: number of a receipt, voucher or claim, or "" for all of the period.
        people: the register by person number; empty where names must not be shown.
        public: the copy for anybody: neither names nor facts of single members.
        seal: code of the closing of the period, or "" where it is not closed.
    """

    today: date
    period: Period | None = None
    lang: str = "th"
    village: str = ""
    member: str = ""
    number: str = ""
    people: Mapping[str, Person] = field(default_factory=dict)
    public: bool = False
    seal: str = ""

    @property
    def words(self) -> Words:
        """The words of the language that was asked for."""
        return Words(self.lang)

    def name(self, person: str, otherwise: str = "") -> str:
        """A person's name, or what stands there where names are not shown or not known."""
        found = self.people.get(person)
        return (found.name if found else "") or otherwise
