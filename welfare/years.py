"""A fiscal year's last steps: the auditor's report, the meeting's adoption, and the lock.

    year closed -> audit -> adoption: locked for good

A year that was closed is audited, then a general meeting adopts its statements. With the second of
the two directives the year is locked, and in the same change `main.beancount` begins with it:

    2024-12-15 custom "adoption" "2567"
      resolution: "8/2567-2"
"""

from __future__ import annotations

from datetime import date

from welfare import books
from welfare import calendars
from welfare import counter
from welfare import main_files
from welfare import seals
from welfare import writing
from welfare.books import Book
from welfare.findings import Place
from welfare.findings import refuse
from welfare.records import Batch
from welfare.seals import Closing
from welfare.vocabulary import values_of

#: Whose meetings adopt the statements of a year.
GENERAL = ("general", "extraordinary")
#: Whoever holds one of these offices audits nothing.
HANDLERS = {"chair", "treasurer", "collector"}


def audit(
    book: Book, year: str, day: date, today: date, *, by: str, opinion: str, text: str
) -> Batch:
    """The auditor's report on a closed year (พ.ศ.).

    Raises:
        Refused: R837 the year is not closed, R838 the report is dated before its end, R843 who
            signs is no auditor that day, or handles money too, R844 it was audited already.
    """
    closed = _refuse_open(book, year, day)
    held = {
        term.role for term in book.terms if term.person == by and term.first <= day <= term.last
    }
    if "auditor" not in held or held & HANDLERS:
        raise refuse("R843", person=by, day=day)
    reports = [e for e in book.customs("audit") if str(values_of(e)[0]) == year]
    # A year that was reopened and closed again is audited again.
    valid = [e for e in reports if e.meta.get("entered", e.date) >= closed.entered]
    done = next(iter(valid), None)
    told = done and (done.date, done.meta.get("by"), done.meta.get("opinion"))
    if done is not None and told != (day, by, opinion):
        raise refuse("R844", year=year, day=done.date, person=str(done.meta.get("by", "–")))
    return counter.audit(year, day, today, by=by, opinion=opinion, text=text)


def adoption(book: Book, year: str, day: date, today: date, resolution: str) -> Batch:
    """The general meeting's adoption of a closed and audited year (พ.ศ.), which locks it.

    Raises:
        Refused: R837 the year is not closed, R838 the meeting was before its end, R839 it is not
            audited, R840 the resolution is not one of a general meeting of that day, R841 an
            earlier year is not adopted, R842 the opening that `main.beancount` is to begin with
            is not there.
    """
    _refuse_open(book, year, day)
    if not any(str(values_of(e)[0]) == year and e.date <= day for e in book.customs("audit")):
        raise refuse("R839", year=year, day=day)
    if not _is_general(book, resolution, day):
        raise refuse("R840", resolution=resolution, day=day)
    adopted = {str(values_of(entry)[0]) for entry in book.customs("adoption")}
    first = calendars.fiscal_year(book.books_from, book.fiscal_start)
    earlier = next((y for y in range(first, int(year)) if str(y) not in adopted), None)
    if earlier is not None:
        raise refuse("R841", year=year, first=earlier)
    batch = counter.adoption(year, day, today, resolution)
    if year not in adopted:
        batch.files |= _locked(book, int(year))
    return batch


def _refuse_open(book: Book, year: str, day: date) -> Closing:
    """The closing of a year, of which a report or a meeting of this day may tell."""
    links = seals.in_force(seals.closings(book.folder))
    closed = next((link for link in links if link.kind == "year" and link.period == year), None)
    if closed is None:
        raise refuse("R837", year=year)
    last = calendars.fiscal_year_period(int(year), book.fiscal_start).last
    if day <= last:
        raise refuse("R838", day=day, year=year, last=last)
    return closed


def _is_general(book: Book, resolution: str, day: date) -> bool:
    """Whether a resolution is one of a general meeting held on a day."""
    passed = book.resolutions.get(resolution)
    meeting = book.meetings.get(str(passed.meta.get("meeting"))) if passed else None
    return meeting is not None and meeting.date == day and meeting.meta.get("type") in GENERAL


def _locked(book: Book, year: int) -> dict[str, bytes]:
    """`main.beancount` as it begins with a locked year; the first year has the books' own opening.

    Raises:
        Refused: R842.
    """
    if year == calendars.fiscal_year(book.books_from, book.fiscal_start):
        return {}
    opening = f"{main_files.CLOSINGS}/{year - 1}/{main_files.OPENING}"
    if not (book.folder / opening).is_file():
        raise refuse("R842", Place(opening), year=year, name=opening)
    text = writing.read(book.folder / books.MAIN)
    return {books.MAIN: main_files.from_year(text, year, book.fiscal_start)}
