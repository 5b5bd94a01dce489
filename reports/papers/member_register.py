"""The register of members (ทะเบียนสมาชิก) on a day, village by village.

    เลขที่   ชื่อ - สกุล         เลขประจำตัว      วันเกิด         เริ่มเป็นสมาชิก   กลุ่ม      สถานะ
    0055  นางกมลวรรณ …    •••••••••4663  2 ก.พ. 2520  1 ต.ค. 2558  ทั่วไป    สมาชิก

Every number that had begun by the day stands in it, with the end and its reason where it ended;
those gone before the books began are left out, and who died in a closed month ends with the month
whose books tell of it. Of a citizen id the last four digits are shown. The
public copy has the counts by village and by CODI group alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reports import figures
from reports.ask import Ask
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Row
from reports.model import Table
from reports.model import Trace
from reports.papers import parts
from reports.parts import signatures
from reports.words import Words
from rules import matching
from rules import standing
from rules.membership import History
from rules.membership import members_of
from welfare import privacy
from welfare.books import Book
from welfare.calendars import Period
from welfare.register import Person

ID = "member-register"
#: CODI's groups in the order of its form.
GROUPS = {
    "general": ("บุคคลทั่วไป", "general"),
    "child_youth": ("เด็ก/เยาวชน", "child or youth"),
    "elderly": ("ผู้สูงอายุ", "elderly"),
    "disadvantaged": ("ผู้ด้อยโอกาส", "disadvantaged"),
    "disabled": ("ผู้พิการ", "disabled"),
    "orphan": ("กำพร้า", "orphan"),
}


def member_register(book: Book, ask: Ask) -> Document:
    """The register at the end of the period, or of the day of printing.

    Raises:
        Refused: R415 no such village; R900 the heads do not tie to the movement of members.
    """
    day, wanted = parts.day_of(ask), parts.village_asked(ask)
    parts.refuse_no_village(book, wanted)
    members = members_of(book).as_told
    villages: dict[str, list[History]] = {}
    for history in matching.begun(members, day):
        own = parts.village_of(history.facts(day))
        villages.setdefault(own, []).append(history)
    current = sum(history.span(day) is not None for found in villages.values() for history in found)
    movement = figures.member_movement(book, Period(day, day, ""))
    parts.tie(ask, ID, ask.words("สมาชิกปัจจุบัน", "members"), current, movement["closing"])
    own_villages = sorted(villages, key=parts.village_order)
    when = ask.words(f"ณ วันที่ {ask.words.day(day)}", f"As of {ask.words.day(day)}")
    if wanted:
        return _village(book, ask, wanted, villages.get(wanted, []), day)
    return parts.paper(
        book,
        ask,
        ID,
        when,
        day,
        _summary(ask, villages, day),
        parts=()
        if ask.public
        else [_village(book, ask, village, villages[village], day) for village in own_villages],
    )


# --- one village ---------------------------------------------------------------------------------


def _village(book: Book, ask: Ask, village: str, histories: list[History], day: date) -> Document:
    words = ask.words
    title = parts.village_title(village, words)
    when = words(f"{title} ณ วันที่ {words.day(day)}", f"{title}, as of {words.day(day)}")
    rows = [] if ask.public else [_row(book, ask, history, day) for history in histories]
    counts = zip(
        (words("ปัจจุบัน", "Members"), words("สิ้นสภาพ", "Ended"), words("รวม", "In all")),
        _three(f"village.{village}", histories, day, strong=True),
        strict=True,
    )
    signed = signatures(
        book,
        ask,
        day,
        (words("ผู้จัดทำทะเบียน (เลขานุการ)", "Kept by (secretary)"), "secretary"),
        (words("ประธานกองทุน", "Chair of the fund"), "chair"),
    )
    blocks: list[Block] = [
        *parts.split(_columns(ask), rows, [], small=True, name=title),
        Facts(tuple(counts), 3),
        signed,
    ]
    file = parts.village_file(village)
    size = "a4-wide"
    if ask.public:
        # Groups of one village are so small that they would tell who somebody is.
        blocks, size = _summary(ask, {village: histories}, day)[:1], "a4"
    return parts.paper(book, ask, ID, when, day, blocks, size=size, name=file)


def _columns(ask: Ask) -> list[Column]:
    words, named = ask.words, bool(ask.people)
    found = [
        Column(words("เลขที่", "No."), width=0.8),
        Column(words("ชื่อ - สกุล", "Name"), width=3.2) if named else None,
        Column(words("เลขประจำตัวประชาชน", "Citizen id"), width=1.9) if named else None,
        Column(words("บ้าน เลขที่", "House"), width=0.9) if named else None,
        Column(words("วันเกิด", "Born"), "date", 2.0),
        Column(words("มีมติรับ", "Admitted"), "date", 2.0),
        Column(words("เริ่มเป็นสมาชิก", "Member since"), "date", 2.0),
        Column(words("ส่งเงินสมทบ", "Pays"), width=1.4),
        Column(words("ผู้รับผลประโยชน์", "Beneficiary"), width=2.6),
        Column(words("กลุ่ม (พอช.)", "CODI group"), width=1.6),
        Column(words("สถานะ", "Status"), width=1.3),
        Column(words("วันสิ้นสภาพ", "Ended"), "date", 2.0),
    ]
    return [column for column in found if column]


def _row(book: Book, ask: Ask, history: History, day: date) -> Row:
    words, facts = ask.words, history.facts(day)
    person = parts.person_of(book, history.number)
    row = ask.people.get(person)
    birth, ended = facts.get("birth"), _ended(book, history, day)
    nominee = str(facts.get("nominee", ""))
    group, status = standing.group_of(facts, day), history.status(day)
    cells = [
        Cell(history.number, keep=True),
        Cell(row.name if row else "", keep=True) if ask.people else None,
        Cell(_masked(row.citizen_id if row else ""), keep=True) if ask.people else None,
        Cell(_house(row)) if ask.people else None,
        Cell(birth if isinstance(birth, date) else None, keep=True),
        Cell(book.members[history.number].joined, keep=True),
        Cell(history.spans[0].start, keep=True),
        Cell(parts.frequency(facts, words), keep=True),
        Cell(ask.name(nominee)),
        Cell(words(*GROUPS[group])),
        Cell(words(*parts.STATUS.get(status, (status, status))) + _came_back(words, history, day)),
        Cell(ended, keep=True),
    ]
    return Row(tuple(cell for cell in cells if cell))


def _ended(book: Book, history: History, day: date) -> date | None:
    """The day on which a membership ended that the register shows as ended."""
    judged = members_of(book).of(history.number)
    last = judged.last(day) if judged and not history.span(day) else None
    return last.end if last else None


def _came_back(words: Words, history: History, day: date) -> str:
    """Since when, of who lapsed and was reinstated."""
    span = history.span(day)
    if span is None or not span.reinstated:
        return ""
    since = words.short_day(span.start)
    return words(f" (คืนสภาพ {since})", f" (reinstated {since})")


def _house(row: Person | None) -> str:
    """Where somebody lives in the village: the house number, or an address in words."""
    return row.house_no or row.address if row else ""


def _masked(citizen_id: str) -> str:
    """The last four digits; a missing one stays empty, to be asked for."""
    return privacy.mask(citizen_id) if citizen_id else ""


# --- counts --------------------------------------------------------------------------------------


def _heads(ref: str, histories: list[History], *, strong: bool = False) -> Cell:
    numbers = tuple(history.number for history in histories)
    return Cell(len(numbers), ref, Trace(numbers=numbers), strong=strong)


def _summary(ask: Ask, villages: dict[str, list[History]], day: date) -> list[Block]:
    """How many members each village has, and how many each group of CODI's form."""
    words = ask.words
    return [
        Table(
            (
                Column(words("หมู่บ้าน", "Village"), width=3),
                Column(words("สมาชิกปัจจุบัน", "Members"), "count"),
                Column(words("สิ้นสมาชิกภาพแล้ว", "Ended"), "count"),
                Column(words("รวมในทะเบียน", "In the register"), "count"),
            ),
            tuple(_by_village(words, villages, day)),
            caption=words("สมาชิกตามหมู่บ้าน", "Members by village"),
            name=words("สรุปตามหมู่บ้าน", "By village"),
        ),
        Table(
            (
                Column(words("กลุ่มตามแบบ พอช.", "CODI group"), width=3),
                Column(words("สมาชิกปัจจุบัน", "Members"), "count"),
            ),
            tuple(_by_group(words, villages, day)),
            caption=words("สมาชิกปัจจุบันตามกลุ่ม", "Members by group"),
            name=words("สรุปตามกลุ่ม", "By group"),
        ),
    ]


def _by_village(words: Words, villages: dict[str, list[History]], day: date) -> Iterator[Row]:
    for village in sorted(villages, key=parts.village_order):
        title = parts.village_title(village, words)
        yield Row((Cell(title), *_three(f"by-village.{village}", villages[village], day)))
    everyone = [history for found in villages.values() for history in found]
    cells = _three("by-village.total", everyone, day, strong=True)
    yield Row((Cell(words("รวม", "Total"), strong=True), *cells), "total")


def _three(
    ref: str, histories: list[History], day: date, *, strong: bool = False
) -> Iterator[Cell]:
    current = [history for history in histories if history.span(day)]
    ended = [history for history in histories if not history.span(day)]
    yield _heads(f"{ref}.members", current, strong=strong)
    yield _heads(f"{ref}.ended", ended, strong=strong)
    yield _heads(f"{ref}.all", histories, strong=strong)


def _by_group(words: Words, villages: dict[str, list[History]], day: date) -> Iterator[Row]:
    current = [h for found in villages.values() for h in found if h.span(day)]
    groups: dict[str, list[History]] = {name: [] for name in GROUPS}
    for history in current:
        groups[standing.group_of(history.facts(day), day)].append(history)
    for name, found in groups.items():
        yield Row((Cell(words(*GROUPS[name])), _heads(f"by-group.{name}", found)))
    yield Row(
        (
            Cell(words("รวม", "Total"), strong=True),
            _heads("by-group.total", current, strong=True),
        ),
        "total",
    )
