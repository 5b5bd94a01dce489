"""Dates, months and fiscal years as Thai people type them, and back again.

The books hold ISO dates of the Christian era (ค.ศ.); people write the Buddhist era (พ.ศ.), in
digits of either kind, with or without month names. All of these are 15 March 1987:

    2530-03-15   15/03/2530   15-3-30   15.3.2530   ๑๕ มีนาคม ๒๕๓๐   15 มี.ค. พ.ศ. 2530   1987-03-15

Four digits above 2400 are พ.ศ., 1800-2399 are ค.ศ. Two digits are พ.ศ. 25yy, unless that day lies
after `reference` (usually today, or the date of the paper); then they are 24yy. A real Excel date
whose year is above 2400 was typed with its พ.ศ. year.

Until 2483 the year began on 1 April, so January to March of พ.ศ. 2483 and before are
ค.ศ. = พ.ศ. - 542. Such dates are read so, but many papers were converted without knowing it:
whoever takes a birth date asks `is_old_calendar` and has it checked against the paper.

Nothing is guessed: what cannot be read raises `BadValue` with a code D101-D114.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Literal
from typing import NamedTuple

from welfare.findings import BadValue
from welfare.tables import clean

BE_MINUS_CE = 543
# The last พ.ศ. year of which January to March are read by the old calendar, and the first ค.ศ. year
# that began in January.
OLD_BE_LAST = 2483
NEW_CE_FIRST = 1941
NEW_YEAR_MONTH_OLD = 4

CE_MIN = 1800
CE_MAX = 2399
BE_MIN = 2401
# Contributions are paid some years ahead at most; a month further off was meant 100 years earlier.
MONTHS_AHEAD_YEARS = 10
SHORTEST_MONTH = 28

MONTHS_LONG = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
MONTHS_SHORT = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
_MONTHS = {
    name.replace(".", ""): number
    for names in (MONTHS_LONG, MONTHS_SHORT)
    for number, name in enumerate(names, 1)
}

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_FROM_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

_ERA = r"(?:(?P<era>[พค])\s?\.?\s?ศ\s?\.?\s?)?"
_NAME = r"(?P<name>[ก-ฺเ-๎][ก-ฺเ-๎. ]*?)"
_NAMED_YEAR = _NAME + r"[ ./-]*(?:ปี ?)?" + _ERA + r"(?P<year>\d+)"
_DATE_ISO = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"(?:[T ]00:00(?::00(?:\.0+)?)?)?"
)
_DATE_DIGITS = re.compile(
    r"(?:วันที่ ?)?(?P<day>\d{1,2}) ?(?P<mark>[-/.]) ?(?P<month>\d{1,2}) ?(?P=mark) ?"
    + _ERA
    + r"(?P<year>\d+)"
)
_DATE_NAMED = re.compile(r"(?:วันที่ ?)?(?P<day>\d{1,2})[ ./-]*" + _NAMED_YEAR)
_MONTH_ISO = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})")
_MONTH_DIGITS = re.compile(r"(?P<month>\d{1,2}) ?/ ?" + _ERA + r"(?P<year>\d+)")
_MONTH_NAMED = re.compile(_NAMED_YEAR)
_MONTH_PREFIX = re.compile(r"^(?:ประจำ)?เดือน")
_RANGE = re.compile(r" ?(?:\.\.|–|—|ถึง) ?")
_YEAR = re.compile(r"\d{4}")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")

_TEXT_CHARS_MAX = 60
_SHOWN_CHARS = 40


class Period(NamedTuple):
    """Days from `first` to `last`, both included; `label` names it in files and reports.

    A month's label is `2023-09` (ค.ศ.), a fiscal year's `2566` (พ.ศ.), any other's
    `2023-01-01..2023-02-15`.
    """

    first: date
    last: date
    label: str


def parse_date(value: object, *, reference: date) -> date:
    """Reads a date as typed, or as a cell of a workbook holds it.

    Args:
        value: text, or a date of Excel.
        reference: the day after which a two-digit year cannot lie.

    Returns:
        The day.

    Raises:
        BadValue: D101 empty, D102 unreadable, D103 a bare number of Excel, D104 no such day or
            month, D105 29 February of a common year, D106 a year that is none.
    """
    typed = clean(value)
    if typed is None:
        raise BadValue("D101")
    shown = _shown(typed)
    if isinstance(typed, date):
        return _day(_ce_year(f"{typed.year:04}", "", typed.month), typed.month, typed.day, typed)
    if isinstance(typed, int | float) and not isinstance(typed, bool):
        raise BadValue("D103", value=shown)
    if not isinstance(typed, str) or len(typed) > _TEXT_CHARS_MAX:
        raise BadValue("D102", value=shown)
    return _parse_text(from_thai_digits(typed), shown, reference)


def parse_day(text: str, *, reference: date) -> date:
    """Reads a date from the command line: the same as `parse_date`."""
    return parse_date(text, reference=reference)


def parse_month(text: object, *, reference: date) -> str:
    """Reads a month: `2022-10`, `2565-10`, `10/2565`, `ต.ค.65`, `ตุลาคม 2565`, or a date of Excel.

    A two-digit year is 25yy, unless that lies more than ten years after `reference`: months are
    paid ahead, so the rule of `parse_date` would throw next September back a century.

    Returns:
        `YYYY-MM` of the Christian era.

    Raises:
        BadValue: D110 empty or unreadable, D111 no such month, D106 a year that is none.
    """
    typed = clean(text)
    if isinstance(typed, date):
        return month_of(parse_date(typed, reference=reference))
    shown = _shown(typed)
    if not isinstance(typed, str) or len(typed) > _TEXT_CHARS_MAX:
        raise BadValue("D110", value=shown)
    written = from_thai_digits(typed)
    named = _MONTH_NAMED.fullmatch(written)
    match = _MONTH_ISO.fullmatch(written) or _MONTH_DIGITS.fullmatch(written) or named
    if not match:
        raise BadValue("D110", value=shown)
    parts = match.groupdict()
    month = _month_named(parts["name"]) if named else int(parts["month"])
    if not month and named:
        raise BadValue("D110", value=shown)
    if not 1 <= month <= 12:
        raise BadValue("D111", value=shown)
    limit = (reference.year + MONTHS_AHEAD_YEARS, reference.month, 1)
    year = _year_typed(parts["year"], parts.get("era") or "", (month, 1), limit, shown)
    return f"{year:04}-{month:02}"


def parse_months(text: object, *, reference: date) -> tuple[str, str]:
    """Reads one month or a run of months: `ต.ค.65`, `ก.ค.66-ก.ย.66`, `2022-10..2023-03`.

    Returns:
        The first and the last month, `YYYY-MM` of the Christian era.

    Raises:
        BadValue: as `parse_month`; D112 not two readable months, D113 the last before the first.
    """
    typed = clean(text)
    if not isinstance(typed, str):
        month = parse_month(typed, reference=reference)
        return month, month
    sides = _RANGE.split(typed)
    if len(sides) == 2:
        return _in_order(
            parse_month(sides[0], reference=reference),
            parse_month(sides[1], reference=reference),
            typed,
        )
    try:
        month = parse_month(typed, reference=reference)
    except BadValue:
        # A hyphen also stands inside 2022-10: the one that parts two months is the one to split at.
        for hyphen in re.finditer("-", typed):
            pair = _both(typed[: hyphen.start()], typed[hyphen.end() :], reference)
            if pair:
                return _in_order(*pair, typed)
        if "-" in typed:
            raise BadValue("D112", value=_shown(typed)) from None
        raise
    return month, month


def parse_period(text: str, *, fiscal_start_month: int, reference: date) -> Period:
    """Reads a month, a fiscal year or a range of days.

    Args:
        text: `2023-09`, `ก.ย. 2566`; `2566`, or `2023` for the fiscal year that ends in it;
            `2023-01-01..2023-03-31`, whose sides may also be months.
        fiscal_start_month: 1-12.
        reference: see `parse_date` and `parse_month`.

    Raises:
        BadValue: D113 the last day before the first, D114 none of these; in a range the codes of
            `parse_date`, or of `parse_month` for a month that is none.
    """
    typed = clean(text)
    if not isinstance(typed, str):
        raise BadValue("D114", value=_shown(typed))
    written = from_thai_digits(typed)
    if _YEAR.fullmatch(written):
        return fiscal_year_period(_be_of_year(written), fiscal_start_month)
    sides = _RANGE.split(written)
    if len(sides) == 2:
        first, last = (_side(side, reference) for side in sides)
        if last.last < first.first:
            raise BadValue("D113", value=_shown(typed))
        return Period(first.first, last.last, f"{first.first}..{last.last}")
    try:
        return month_period(parse_month(written, reference=reference))
    except BadValue as bad:
        if bad.code == "D110":
            raise BadValue("D114", value=_shown(typed)) from None
        raise


def fiscal_year(day: date, start_month: int) -> int:
    """The พ.ศ. year in which the fiscal year of this day ends."""
    ends_later = start_month > 1 and day.month >= start_month
    return day.year + ends_later + BE_MINUS_CE


def fiscal_year_period(be_year: int, start_month: int) -> Period:
    """The fiscal year that ends in the พ.ศ. year `be_year`; `start_month` 1-12."""
    year = be_year - BE_MINUS_CE
    first = date(year if start_month == 1 else year - 1, start_month, 1)
    return Period(first, _last_of_month(add_months(first, 11)), str(be_year))


def month_period(month: str) -> Period:
    """The days of a month given as `YYYY-MM`."""
    first = _first_of(month)
    return Period(first, _last_of_month(first), month)


def months_between(first: str, last: str) -> list[str]:
    """The months from `first` to `last`, both included; none where `last` lies before."""
    start, end = _first_of(first), _first_of(last)
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    return [month_of(add_months(start, step)) for step in range(count)]


@lru_cache(maxsize=4096)
def next_month(month: str) -> str:
    """The month after a month given as `YYYY-MM`."""
    return month_of(add_months(_first_of(month), 1))


def add_months(day: date, count: int) -> date:
    """The same day so many months later (or earlier), clipped to the end of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if day.day <= SHORTEST_MONTH:
        return date(year, month + 1, day.day)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, count: int) -> date:
    """The same day so many years later; 29 February becomes 28 February in a common year."""
    return add_months(day, 12 * count)


def month_of(day: date) -> str:
    """`YYYY-MM` of a day."""
    return f"{day.year:04}-{day.month:02}"


def be(day: date) -> int:
    """The พ.ศ. year of a day, by the calendar that was in use on that day."""
    return day.year + (BE_MINUS_CE - 1 if is_old_calendar(day) else BE_MINUS_CE)


def is_old_calendar(day: date) -> bool:
    """Whether พ.ศ. - ค.ศ. was 542 and not 543 on this day: January-March before 1941."""
    return day.month < NEW_YEAR_MONTH_OLD and day.year < NEW_CE_FIRST


def thai_date(day: date, style: Literal["short", "long"] = "short") -> str:
    """A day as Thai people read it: `20 ก.ย. 2566`, or long `20 กันยายน 2566`."""
    names = MONTHS_SHORT if style == "short" else MONTHS_LONG
    return f"{day.day} {names[day.month - 1]} {be(day)}"


def thai_month(month: str) -> str:
    """A month given as `YYYY-MM`, as Thai people read it: `กันยายน 2566`."""
    first = _first_of(month)
    return f"{MONTHS_LONG[first.month - 1]} {be(first)}"


def be_month(month: str) -> str:
    """A month given as `YYYY-MM` with its พ.ศ. year, as one may type it: `2566-09`."""
    first = _first_of(month)
    return f"{be(first)}-{first.month:02}"


def thai_period(label: str) -> str:
    """A month's label as Thai people read it in a sentence, `ก.ย. 2566`; a year's stays `2566`."""
    if not _MONTH.fullmatch(label):
        return label
    first = _first_of(label)
    return f"{MONTHS_SHORT[first.month - 1]} {be(first)}"


def typed_period(label: str) -> str:
    """The label of a month or a year as it is typed in one word: `2566-09`, `2566`."""
    return be_month(label) if _MONTH.fullmatch(label) else label


def to_thai_digits(text: str) -> str:
    """0-9 as ๐-๙."""
    return text.translate(_TO_THAI)


def from_thai_digits(text: str) -> str:
    """๐-๙ as 0-9."""
    return text.translate(_FROM_THAI)


def _shown(typed: object) -> str:
    """A value as a message repeats it."""
    if isinstance(typed, date):
        return typed.isoformat()[:10]
    return "" if typed is None else str(typed)[:_SHOWN_CHARS]


def _parse_text(written: str, shown: str, reference: date) -> date:
    """A date from cleaned text with digits 0-9."""
    named = _DATE_NAMED.fullmatch(written)
    match = _DATE_ISO.fullmatch(written) or _DATE_DIGITS.fullmatch(written) or named
    if not match:
        raise BadValue("D103" if _SERIAL.fullmatch(written) else "D102", value=shown)
    parts = match.groupdict()
    day = int(parts["day"])
    month = _month_named(parts["name"]) if named else int(parts["month"])
    if named and not month:
        raise BadValue("D102", value=shown)
    limit = (reference.year, reference.month, reference.day)
    year = _year_typed(parts["year"], parts.get("era") or "", (month, day), limit, shown)
    return _day(year, month, day, shown)


def _month_named(name: str) -> int:
    """The number of a month's name, long or short, with or without dots; 0 for no month."""
    plain = _MONTH_PREFIX.sub("", name.replace(".", "").replace(" ", ""))
    return _MONTHS.get(plain, 0)


def _year_typed(
    digits: str,
    era: str,
    month_day: tuple[int, int],
    limit: tuple[int, int, int],
    shown: str,
) -> int:
    """The ค.ศ. year of typed digits; two are 25yy, or 24yy where 25yy lies after `limit`."""
    month = month_day[0]
    if len(digits) == 2 and era != "ค":
        year = _from_be(2500 + int(digits), month)
        return year if (year, *month_day) <= limit else _from_be(2400 + int(digits), month)
    try:
        return _ce_year(digits, era, month)
    except BadValue:
        raise BadValue("D106", value=shown) from None


def _ce_year(digits: str, era: str, month: int) -> int:
    """The ค.ศ. year of four digits; `era` is พ, ค or nothing, where the number itself tells."""
    number = int(digits) if len(digits) == 4 else 0
    buddhist = era == "พ" or (not era and number >= BE_MIN)
    year = _from_be(number, month) if buddhist else number
    if not CE_MIN <= year <= CE_MAX:
        raise BadValue("D106", value=digits)
    return year


def _from_be(be_year: int, month: int) -> int:
    """The ค.ศ. year of a month of a พ.ศ. year."""
    old = month < NEW_YEAR_MONTH_OLD and be_year <= OLD_BE_LAST
    return be_year - (BE_MINUS_CE - 1 if old else BE_MINUS_CE)


def _day(year: int, month: int, day: int, typed: object) -> date:
    """The day, where there is such a day (D104, D105)."""
    if not 1 <= month <= 12:
        raise BadValue("D104", value=_shown(typed))
    if (month, day) == (2, 29) and not calendar.isleap(year):
        raise BadValue("D105", value=_shown(typed), be=be(date(year, 2, 1)), ce=year)
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise BadValue("D104", value=_shown(typed))
    return date(year, month, day)


def _both(first: str, last: str, reference: date) -> tuple[str, str] | None:
    """Two texts as months, or None where one of them is no month."""
    try:
        return parse_month(first, reference=reference), parse_month(last, reference=reference)
    except BadValue:
        return None


def _in_order(first: str, last: str, typed: str) -> tuple[str, str]:
    """Two months of which the first is not after the last (D113)."""
    if last < first:
        raise BadValue("D113", value=_shown(typed))
    return first, last


def _side(written: str, reference: date) -> Period:
    """One side of a range: a day, or a month."""
    try:
        day = parse_date(written, reference=reference)
    except BadValue as bad:
        if bad.code != "D102":
            raise
        return month_period(parse_month(written, reference=reference))
    return Period(day, day, "")


def _be_of_year(digits: str) -> int:
    """The พ.ศ. year of four digits of either era (D106)."""
    number = int(digits)
    return (
        number
        if number >= BE_MIN and _ce_year(digits, "", 12)
        else _ce_year(digits, "ค", 12) + BE_MINUS_CE
    )


def _first_of(month: str) -> date:
    """The first day of `YYYY-MM`; anything else is a bug, for months are typed by `parse_month`."""
    assert _MONTH.fullmatch(month), f"{month!r} is no month"
    return date(int(month[:4]), int(month[5:]), 1)


def _last_of_month(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
