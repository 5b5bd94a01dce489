"""The page Members: the register on a day, and one member on one screen (`member.py`).

    /extension/WelfareMembers/?village=4&status=arrears&on=30/9/2566
    /extension/WelfareMembers/?member=0042

A day is that of the form, else the last of Fava's time filter or of the books; all is told as the
books stood at its end, as `welfare member show --on` does. Names are searched only where they may
be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reports.fava_ext import base
from reports.fava_ext import member
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Field
from reports.fava_ext.page import Form
from reports.fava_ext.page import Page
from reports.fava_ext.page import PageBlock
from reports.model import Cell
from reports.model import Column
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.papers import parts
from reports.words import Words
from rules import member_text
from rules import member_view
from rules import periods
from rules import standing
from rules.membership import Members
from rules.membership import members_of
from welfare import calendars
from welfare import counter
from welfare.books import Book
from welfare.findings import NOWHERE
from welfare.findings import BadValue
from welfare.findings import Refused
from welfare.findings import refuse
from welfare.records import split_number

#: Of what was typed, so much is repeated in a message.
SHOWN = 40
ARREARS, ENDED = "arrears", "ended"


class Listed(NamedTuple):
    """One line of the register on a day.

    Attributes:
        number: membership number.
        village: as papers write it.
        group: CODI's group.
        age: years, None where the birth date is not known.
        joined: day of admission.
        status: member, pending, or why membership ended.
        since: day of the end, or of a reinstatement; None for neither.
        through: last month paid, `YYYY-MM`.
        months: how many are due and not paid.
        owed: the same in baht.
    """

    number: str
    village: str
    group: str
    age: int | None
    joined: date
    status: str
    since: date | None
    through: str
    months: int
    owed: Decimal


def show(asked: Asked) -> Page:
    """One member where a number is asked for, else the register."""
    words, title = asked.words, asked.words(*WelfareMembers.titles)
    typed = asked.args.get("member", "").strip()
    blocks: list[PageBlock]
    try:
        day = _day(asked)
        number = _number(asked, typed)
        told = words(f"ณ วันที่ {words.day(day)}", f"on {words.day(day)}")
        if number:
            title = words(f"สมาชิกเลขที่ {number} {told}", f"Member {number} {told}")
            blocks = [_form(asked, one=True), *member.blocks(asked, number, day)]
        else:
            title = f"{title} {told}"
            blocks = [_form(asked), *_register(asked, typed, day)]
    except Refused as refused:
        wrong = [Paragraph(item.text(asked.lang), strong=True) for item in refused.findings]
        blocks = [_form(asked, one=bool(typed)), *wrong]
    return Page(title, tuple(blocks))


# --- what is asked -------------------------------------------------------------------------------


def _day(asked: Asked) -> date:
    """The day of which is told: the one typed, else the last of the time filter or the books.

    Raises:
        Refused: D1xx it cannot be read, P102 it lies ahead, R935 it lies before the books.
    """
    typed, book = asked.args.get("on", "").strip(), asked.book
    try:
        day = calendars.parse_day(typed, reference=asked.today) if typed else asked.last
    except BadValue as bad:
        raise Refused(bad.at(NOWHERE)) from bad
    if day > asked.today:
        raise refuse("P102", day=day, reference=asked.today)
    if book.carried is not None and day <= book.carried:
        raise refuse("R935", first=book.begins, day=day)
    return day


def _number(asked: Asked, typed: str) -> str:
    """The membership number that was typed, or "" where a name is looked for, or nobody.

    Raises:
        Refused: R107 no such member; R936 it is a name, and none may be shown.
    """
    if not typed:
        return ""
    try:
        return counter.member_of(asked.book, typed).number
    except Refused:
        if typed.isdecimal():
            raise refuse("R107", member=typed[:SHOWN]) from None
        if asked.people:
            return ""
        raise refuse("R936", value=typed[:SHOWN]) from None


def _form(asked: Asked, *, one: bool = False) -> Form:
    """The question: of whom and of which day; of the register, of which village and status too."""
    words = asked.words
    last = words.short_day(asked.last)
    who = words("เลขที่สมาชิก", "Member No.")
    who = words("เลขที่สมาชิก หรือชื่อ", "Member No. or name") if asked.people else who
    when = words(f"ณ วันที่ (ว่าง = {last})", f"On (empty: {last})")
    fields = [
        Field("member", who, asked.args.get("member", "").strip()),
        Field("on", when, asked.args.get("on", "").strip()),
    ]
    if not one:
        fields += [
            Field(
                "village",
                words("หมู่บ้าน", "Village"),
                _village(asked),
                options=(("", words("ทั้งหมด", "all")), *_villages(asked)),
            ),
            Field(
                "status",
                words("สถานะ", "Status"),
                asked.args.get("status", ""),
                options=(("", words("ทั้งหมด", "all")), *_statuses(words)),
            ),
        ]
    return Form(tuple(fields), words("ค้นหา", "Search"))


def _village(asked: Asked) -> str:
    return parts.village_typed(asked.args.get("village", "")[:SHOWN])


def _villages(asked: Asked) -> Iterator[tuple[str, str]]:
    for village in sorted(map(parts.village_typed, asked.book.collectors), key=parts.village_order):
        yield village, parts.village_title(village, asked.words)


def _statuses(words: Words) -> Iterator[tuple[str, str]]:
    yield "member", words(*parts.STATUS["member"])
    yield ARREARS, words("ค้างชำระ", "in arrears")
    yield ENDED, words("สิ้นสมาชิกภาพ (ทุกเหตุ)", "ended (for any reason)")
    yield from ((key, words(*told)) for key, told in parts.STATUS.items() if key != "member")


# --- the register --------------------------------------------------------------------------------


def _register(asked: Asked, typed: str, day: date) -> Iterator[PageBlock]:
    """The members that were asked for, what they are together, and a page of them."""
    words, lines = asked.words, _lines(asked, typed, day)
    if not lines:
        yield Paragraph(words("ไม่พบสมาชิกตามที่ค้น", "No member is as asked."), strong=True)
        return
    yield Paragraph(_together(words, lines))
    shown, way = asked.part(lines)
    yield from way
    yield Table(tuple(_columns(asked)), tuple(_row(asked, line) for line in shown))
    yield from way


def _lines(asked: Asked, typed: str, day: date) -> list[Listed]:
    """The members that were asked for, by number.

    Raises:
        Refused: R415 no such village, R940 no such status.
    """
    words, book = asked.words, member_view.told(asked.book, day)
    village = _village(asked)
    parts.refuse_no_village(book, village)
    status = asked.args.get("status", "")
    if status and status not in dict(_statuses(words)):
        raise refuse("R940", value=status[:SHOWN], field=words("สถานะ", "status"))
    numbers = _named(asked, book, typed) if typed else book.members
    lines = (_listed(members_of(book), number, day) for number in sorted(numbers, key=split_number))
    return [one for one in lines if village in ("", one.village) and _is(one, status)]


def _named(asked: Asked, book: Book, typed: str) -> Iterable[str]:
    """The numbers of whom all the words that were typed stand in the name."""
    wanted, members = typed.casefold().split(), members_of(book)
    for person, row in asked.people.items():
        name = row.name.casefold()
        if all(word in name for word in wanted):
            yield from members.numbers(person)


def _is(one: Listed, status: str) -> bool:
    match status:
        case "arrears":
            return one.owed > 0
        case "ended":
            return one.status not in ("member", "pending")
        case _:
            return status in ("", one.status)


def _listed(members: Members, number: str, day: date) -> Listed:
    found, history = members.book.members[number], members.of(number)
    assert history is not None
    facts, span, last = history.facts(day), history.span(day), history.last(day)
    unpaid = [one for one in history.unpaid(day) if one.amount] if span else []
    birth = facts.get("birth")
    since = span.start if span and span.reinstated else last.end if last and not span else None
    return Listed(
        number,
        parts.village_of(facts),
        standing.group_of(facts, day),
        periods.age(birth, day) if isinstance(birth, date) else None,
        found.joined,
        history.status(day),
        since,
        history.paid_through(day),
        sum(one.months for one in unpaid),
        parts.total(one.amount for one in unpaid),
    )


def _together(words: Words, lines: list[Listed]) -> str:
    """How many they are, and what they owe."""
    current = sum(one.status == "member" for one in lines)
    late = [one.owed for one in lines if one.owed]
    owed = words.baht(parts.total(late))
    ended = sum(_is(one, ENDED) for one in lines)
    return words(
        f"{len(lines):,} เลขที่: สมาชิก {words.heads(current)}"
        f" (ค้างชำระ {words.heads(len(late))} รวม {owed}) สิ้นสมาชิกภาพแล้ว {words.heads(ended)}",
        f"{len(lines):,} numbers: members {current:,} (in arrears {len(late):,}, {owed}),"
        f" ended {ended:,}",
    )


def _columns(asked: Asked) -> Iterator[Column]:
    words = asked.words
    yield Column(words("เลขที่", "No."), width=1)
    if asked.people:
        yield Column(words("ชื่อ - สกุล", "Name"), width=4)
    yield Column(words("หมู่", "Village"), width=1)
    yield Column(words("อายุ", "Age"), "count", width=1)
    yield Column(words("กลุ่ม (พอช.)", "CODI group"), width=2.4)
    yield Column(words("รับเมื่อ", "Admitted"), "date", width=1.8)
    yield Column(words("สถานะ", "Status"), width=4)
    yield Column(words("ชำระแล้วถึง", "Paid through"), width=1.8)
    yield Column(words("ค้าง (เดือน)", "Owed (months)"), "count", width=1.8)
    yield Column(words("ค้าง (บาท)", "Owed (baht)"), "money", width=1.8)


def _row(asked: Asked, one: Listed) -> Row:
    words, book = asked.words, asked.book
    link = member.address(asked, one.number)
    named = [Cell(asked.name(parts.person_of(book, one.number)))] if asked.people else []
    return Row(
        (
            Cell(one.number, link=link, keep=True),
            *named,
            Cell(one.village),
            Cell(one.age),
            Cell(words(*member_text.GROUPS[one.group])),
            Cell(one.joined, keep=True),
            Cell(_status(words, one)),
            Cell(words.short_month(one.through) if one.through else "", keep=True),
            Cell(one.months or None),
            Cell(one.owed),
        )
    )


def _status(words: Words, one: Listed) -> str:
    """What the member is, and since when where that is not the first day."""
    told = words(*parts.STATUS.get(one.status, (one.status, one.status)))
    if one.since is None:
        return told
    since = words.short_day(one.since)
    if one.status == "member":
        return words(f"{told} (คืนสภาพ {since})", f"{told} (reinstated {since})")
    return f"{told} {since}"


class WelfareMembers(base.Base):
    """Members in the sidebar."""

    key = "members"
    titles = ("สมาชิก", "Members")

    def show(self, asked: Asked) -> Page:
        return show(asked)
