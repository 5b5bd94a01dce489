"""How time is counted (การนับเวลา): when a period is complete, and the last day within it.

The three choices that bylaws differ in stand in the rule `time`:

    2022-10-01 custom "bylaw" "time"
      article: "ข้อ ๔"
      first-day: "excluded"          ; 150 days from 1 Jan are complete on 31 May
      missing-day: "last-day"        ; a year from 29 Feb is complete on 28 Feb
      holidays: "ignored"            ; a deadline on a Sunday is that Sunday

Without the rule these same choices hold (ป.พ.พ. มาตรา 193/3 and 193/5).
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import NamedTuple

from rules import schema
from welfare import calendars
from welfare.books import Book

DAY = timedelta(days=1)
SATURDAY = 5


class Period(NamedTuple):
    """A length of time: `number` of `unit` day, month or year."""

    number: int
    unit: str


class Clock(NamedTuple):
    """How a fund counts time on some day."""

    first_counts: bool = False
    next_day: bool = False
    working_days: bool = False
    holidays: frozenset[date] = frozenset()


#: ป.พ.พ.: the first day is not counted, months end with their last day, no deadline moves.
PLAIN = Clock()


def clock(book: Book, day: date) -> Clock:
    """How the bylaws in force on a day count time."""
    rule = book.bylaws.on(day, "time")
    if rule is None:
        return Clock()
    moved = rule.facts.get("holidays") == "next-working-day"
    return Clock(
        rule.facts.get("first-day") == "included",
        rule.facts.get("missing-day") == "next-day",
        moved,
        frozenset(entry.date for entry in book.customs("holiday")) if moved else frozenset(),
    )


def parse(text: object) -> Period | None:
    """`"150 days"` as a period; None for `"none"` and for what is no duration."""
    match = schema.DURATION.match(text) if isinstance(text, str) else None
    if match is None or match[1] == "none":
        return None
    return Period(int(match[2]), match[3])


def complete_on(start: date, period: Period, how: Clock = PLAIN) -> date:
    """The first day on which a period from `start` is complete (ครบ)."""
    if period.unit == "day":
        day = start + timedelta(days=period.number)
    else:
        months = period.number * (12 if period.unit == "year" else 1)
        day = calendars.add_months(start, months)
        if how.next_day and day.day < start.day:
            day += DAY
    return day - DAY if how.first_counts else day


def last_day(start: date, period: Period, how: Clock = PLAIN) -> date:
    """The last day within (ภายใน) a period from `start`; moved off holidays where bylaws say so."""
    day = complete_on(start, period, how)
    while how.working_days and (day.weekday() >= SATURDAY or day in how.holidays):
        day += DAY
    return day


def completed(start: date, day: date, unit: str, how: Clock = PLAIN) -> int:
    """How many whole days, months or years from `start` are complete on a day; never negative."""
    if day < start:
        return 0
    if how.first_counts:
        day += DAY
    if unit == "day":
        return (day - start).days
    months = (day.year - start.year) * 12 + day.month - start.month
    if day.day < start.day:
        is_last = (day + DAY).month != day.month
        months -= not (is_last and not how.next_day)
    return months // (12 if unit == "year" else 1)


def age(birth: date, day: date) -> int:
    """Whole years of age on a day (มาตรา 16: from the day of birth)."""
    return completed(birth, day, "year")
