"""What somebody typed to name a document, made into what a builder is asked: an `Ask`.

    spec = asking.document("monthly")
    wanted = asking.settled(spec, Wanted("ต.ค.2566"), today, "th")
    ask = asking.ask(book, spec, wanted, today, "th")

`welfare print`, `welfare explain` and the page of statements in Fava read a document, its period
and its options the same way. A number or a member may stand where the period does:
`receipt 01-66-0001`, `passbook 154`.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from reports.ask import Ask
from reports.documents import DOCUMENTS
from reports.documents import Spec
from reports.words import Words
from welfare import calendars
from welfare import seals
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import NOWHERE
from welfare.findings import BadValue
from welfare.findings import Refused
from welfare.findings import refuse
from welfare.register import Person

ALL = "all"
PERIODS = {
    "month": ("เดือน", "a month", "2566-10"),
    "year": ("ปีบัญชี", "a fiscal year", "2566"),
    "day": ("วันที่", "a day", "2566-09-30"),
    "none": ("", "", ""),
    "number": ("เลขที่ หรือเดือน", "a number or a month", "--number {number}"),
    "village": ("หมู่ที่", "a village", "--village 1"),
    "member": ("เลขที่สมาชิก", "a member's number", "--member 0001"),
}
#: A number of each kind of paper, for examples.
NUMBERS = {"receipt": "01-66-0001", "voucher": "PV66-0001", "claim": "C66-0001"}
#: Which documents each option chooses from: a village's receipts, a member's claims.
CHOSEN_BY = {
    "village": ("village", "member", "number"),
    "member": ("member", "number"),
    "number": ("number",),
}


@dataclass(frozen=True)
class Wanted:
    """What was asked for, as typed."""

    period: str = ""
    village: str = ""
    member: str = ""
    number: str = ""
    public: bool = False


def document(name: str) -> Spec:
    """The document of this name.

    Raises:
        Refused: R871, there is none.
    """
    if name in DOCUMENTS:
        return DOCUMENTS[name]
    near = difflib.get_close_matches(name, [*DOCUMENTS, ALL], 1)
    thai = {spec.thai: spec.id for spec in DOCUMENTS.values()}
    near = near or [thai[title] for title in difflib.get_close_matches(name, thai, 1)]
    raise _usage(refuse("R871", name=name, nearest=f"({near[0]}?)" if near else ""))


def settled(spec: Spec, wanted: Wanted, today: date, lang: str) -> Wanted:
    """What was typed, each thing in its place, and nothing that the document does not have.

    Raises:
        Refused: R872 no number, R875 no public copy, R876 not made for each of these.
    """
    wanted = _told_apart(spec, wanted, today)
    if wanted.public and not (spec.public or spec.audience == "public"):
        others = ", ".join(s.id for s in DOCUMENTS.values() if s.public or s.audience == "public")
        raise _usage(refuse("R875", name=spec.id, others=others))
    given = {"village": wanted.village, "member": wanted.member, "number": wanted.number}
    for option, value in given.items():
        if value and spec.per not in CHOSEN_BY[option]:
            raise _usage(refuse("R876", name=spec.id, option=f"--{option}"))
    chosen = wanted.period or wanted.village or wanted.member or wanted.number
    if spec.periods == "number" and not chosen:
        raise needs(spec.id, "number", lang)
    return wanted


def _told_apart(spec: Spec, wanted: Wanted, today: date) -> Wanted:
    """A paper's number or a member that was typed where the period stands goes where it belongs."""
    typed = wanted.period
    if not typed or spec.per not in ("number", "member") or getattr(wanted, spec.per):
        return wanted
    # The fiscal year's first month makes no difference to whether it is a period.
    if read_period(typed, 1, today) is not None:
        return wanted
    if spec.per == "number":
        return replace(wanted, period="", number=typed)
    return replace(wanted, period="", member=typed)


def needs(name: str, what: str, lang: str) -> Refused:
    """Something is missing (R872), with an example of how to say it."""
    thai, english, example = PERIODS[what]
    needed = thai if lang == "th" else english
    example = example.format(number=NUMBERS.get(name, ""))
    return _usage(refuse("R872", name=name, needed=needed, example=f"{name} {example}"))


def _usage(error: Refused) -> Refused:
    error.exit_code = 2
    return error


# --- periods -------------------------------------------------------------------------------------


def read_period(text: str, start: int, today: date) -> Period | None:
    """A month, a year, a run of days or a day; None where it is none of these."""
    try:
        return typed_period(text, start, today)
    except Refused:
        return None


def typed_period(text: str, start: int, today: date) -> Period:
    """A period as typed: a month, a year, a run of days, or a day.

    Raises:
        Refused: none of these (exit code 2).
    """
    try:
        return calendars.parse_period(text, fiscal_start_month=start, reference=today)
    except BadValue as bad:
        try:
            day = calendars.parse_day(text, reference=today)
        except BadValue:
            raise Refused(bad.at(NOWHERE), exit_code=2) from bad
        return _of_day(day)


def kind(period: Period) -> str:
    """What a period is: `month`, `year`, `day`, or "" for a run of days."""
    if period.label.isdigit():
        return "year"
    if period.first == period.last:
        return "day"
    return "month" if period.label == calendars.month_of(period.first) else ""


def last_written(book: Book, today: date) -> date:
    """The last day of which the books tell: of an entry or of a closing, and not after today."""
    days = [entry.date for entry in book.transactions]
    days += [link.last for link in seals.in_force(seals.closings(book.folder))]
    return min(max(days, default=book.books_from), today)


def period_of(spec: Spec, day: date, start: int) -> Period | None:
    """The month, year or day of a document in which a day lies; None where it has none.

    Args:
        spec: the document.
        day: the day.
        start: first month of the fiscal year, 1-12.
    """
    if spec.periods == "month":
        return calendars.month_period(calendars.month_of(day))
    if spec.periods == "year":
        return calendars.fiscal_year_period(calendars.fiscal_year(day, start), start)
    return _of_day(day) if spec.periods == "day" or spec.per == "member" else None


def _of_day(day: date) -> Period:
    return Period(day, day, day.isoformat())


def _period(book: Book, spec: Spec, typed: str, today: date, lang: str) -> Period | None:
    if not typed:
        return period_of(spec, last_written(book, today), book.fiscal_start)
    period = typed_period(typed, book.fiscal_start, today)
    if spec.periods in ("day", "none"):
        period = _of_day(period.last if period.first > today else min(period.last, today))
    elif spec.periods != "number" and kind(period) != spec.periods:
        thai, english, example = PERIODS[spec.periods]
        needed = thai if lang == "th" else english
        given = Words(lang).period(period)
        example = f"{spec.id} {example}"
        raise _usage(refuse("R873", name=spec.id, needed=needed, given=given, example=example))
    # Of a month in which nothing happened there is something to sign too.
    if period.last < book.books_from or (period.first > today and not spec.ahead):
        given = Words(lang).period(period)
        raise refuse("R874", given=given, first=book.books_from, last=today)
    return period


# --- the ask -------------------------------------------------------------------------------------


def may_name(spec: Spec, wanted: Wanted) -> bool:
    """Whether the copy that is wanted may bear names, where the operator allows them."""
    return not wanted.public and spec.audience != "public"


def ask(
    book: Book,
    spec: Spec,
    wanted: Wanted,
    today: date,
    lang: str,
    people: Mapping[str, Person] | None = None,
) -> Ask:
    """The ask for one document, of the last period that the books hold where none was typed.

    Args:
        book: the books.
        spec: the document.
        wanted: what was typed, `settled`.
        today: the day.
        lang: th or en.
        people: the register, where the operator allows names; left out where `may_name` says no.

    Raises:
        Refused: D1xx no period, R873 a period of another kind, R874 not of these books.
    """
    period = _period(book, spec, wanted.period, today, lang)
    return Ask(
        today,
        period,
        lang,
        calendars.from_thai_digits(wanted.village),
        calendars.from_thai_digits(wanted.member),
        calendars.from_thai_digits(wanted.number),
        people if people and may_name(spec, wanted) else {},
        wanted.public,
        _seal(book, period),
    )


def _seal(book: Book, period: Period | None) -> str:
    """The code of a period's closing, "" where it is open."""
    if period is None:
        return ""
    found = (
        link for link in seals.in_force(seals.closings(book.folder)) if link.period == period.label
    )
    return next((link.code for link in found), "")
