"""Items 8 and 9 of the status return: the committee, and how the fund is run.

Every box of item 9 is ticked by what stands in the books, never by what somebody says of himself;
the trace of a box tells by what. Boxes that the books know nothing of stay open for the pen.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from beancount.core.data import Custom

from reports.forms.sheet import Sheet
from reports.forms.sheet import count
from reports.forms.sheet import label
from reports.forms.sheet import tick
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Facts
from reports.model import Heading
from reports.model import Row
from reports.model import Table
from reports.model import Together
from reports.words import DOTS
from welfare import calendars
from welfare.vocabulary import values_of

#: Committee meetings in a year that make one a month, and two.
MONTHLY = 12
MORE_OFTEN = 24
#: Columns of item 9: the matter, and boxes.
WIDTHS = (2.2, 1.6, 1.6, 1.6, 1.6)


def committee(form: Sheet) -> Iterator[Block]:
    """8: who holds which office on the day, and until when."""
    words = form.words
    terms = [term for term in form.terms if term.role != "auditor"]
    rows = tuple(
        Row(
            (
                label(str(place)),
                label(form.role(term.role, term.village)),
                Cell(form.ask.name(term.person), keep=True),
                Cell(term.person, keep=True),
                Cell(term.last),
            )
        )
        for place, term in enumerate(terms, start=1)
    )
    persons = sorted({term.person for term in terms})
    also = sorted({term.person for term in terms if term.member})
    yield Heading(words("8. คณะกรรมการกองทุน", "8. Committee"))
    yield Table(
        (
            Column(words("ที่", "No.")),
            Column(words("ตำแหน่ง", "Office")),
            Column(words("ชื่อ สกุล", "Name")),
            Column(words("เลขบุคคล", "Number")),
            Column(words("ครบวาระ", "Until"), "date"),
        ),
        rows,
        ruled=True,
        small=True,
    )
    facts = Facts(
        (
            (words("รวมกรรมการ (คน)", "Committee members"), count("8.committee", persons)),
            (
                words("ที่เป็นสมาชิกกองทุน (คน)", "of them fund members"),
                # Of officers recorded without their membership number nothing is known.
                count("8.members", also) if also else Cell(DOTS),
            ),
        ),
        columns=2,
    )
    boxes = tuple(
        tick(f"8.from.{key}", words(thai, english), checked=done, note=note)
        for key, thai, english, done, note in (
            (
                "members",
                "ผู้แทนสมาชิก",
                "members",
                bool(also),
                words("วาระกรรมการที่มี member:", "member:"),
            ),
            ("lao", "อปท.", "local government", False, ""),
            ("heads", "กำนัน/ผู้ใหญ่บ้าน", "village heads", False, ""),
            ("monks", "พระ", "monks", False, ""),
            ("experts", "ผู้ทรงคุณวุฒิ", "experts", False, ""),
        )
    )
    made_up = _boxes(
        form, (words("องค์ประกอบ", "Made up of"), boxes), widths=(1.3, 1.5, 1.0, 1.9, 1.0, 1.4)
    )
    yield Together((facts, made_up))


def management(form: Sheet) -> Iterator[Block]:
    """9: boxes on bylaws, register, accounts, meetings, minutes, reporting and audit."""
    yield Heading(form.words("9. ระบบการบริหารจัดการ", "9. Management"))
    parts = (_bylaws, _register, _accounts, _committee_meetings, _meetings, _minutes, _reporting)
    yield _boxes(form, *(part(form) for part in (*parts, _audit)))


Line = tuple[str, tuple[Cell, ...]]


def _boxes(form: Sheet, *lines: Line, widths: Sequence[float] = WIDTHS) -> Table:
    """A line of boxes for each question; more than a row holds go on in the next."""
    rows, per_row = [], len(widths) - 1
    for text, boxes in lines:
        for start in range(0, len(boxes), per_row):
            own = boxes[start : start + per_row]
            blank = (Cell(None),) * (per_row - len(own))
            rows.append(Row((label(text if start == 0 else ""), *own, *blank)))
    words = form.words
    heads = ((words("เรื่อง", "Matter"), 1), (words("คำตอบ", "Answer"), per_row))
    columns = tuple(Column("", width=width) for width in widths)
    return Table(columns, tuple(rows), heads=heads, together=True, ruled=True, small=True)


def _bylaws(form: Sheet) -> Line:
    words = form.words
    rules = form.book.bylaws.versions
    known = sorted(" ".join(key) for key in rules if form.book.bylaws.on(form.last, *key))
    note = words(f"กฎที่ใช้บังคับ {len(known)} ข้อ", f"{len(known)} rules in force")
    box = tick("9.1.bylaws", words("มี", "yes"), checked=bool(known), note=note, numbers=known)
    return words("9.1 ระเบียบ/ข้อบังคับ", "9.1 Bylaws"), (box,)


def _register(form: Sheet) -> Line:
    words = form.words
    note = words(
        f"ทะเบียนในสมุดบัญชี {len(form.current)} คน", f"{len(form.current)} members in the books"
    )
    own = bool(form.current)
    boxes = (
        tick("9.2.notebook", words("สมุด", "notebook"), checked=False, note=""),
        tick("9.2.computer", words("คอมพิวเตอร์", "computer"), checked=own, note=note),
        tick(
            "9.2.database",
            words("จัดเก็บในฐานข้อมูลกองทุนสวัสดิการ", "CODI's database"),
            checked=False,
            note="",
        ),
    )
    return words("9.2 ทะเบียนสมาชิก", "9.2 Register of members"), boxes


def _accounts(form: Sheet) -> Line:
    """Up to date: something is booked in the last month of the year, or in the running one."""
    words = form.words
    last = min(form.last, form.ask.today)
    booked = [entry.date for entry in form.book.transactions if entry.date <= last]
    newest = max(booked, default=None)
    fresh = newest is not None and newest >= last.replace(day=1) - timedelta(days=31)
    months = sorted({calendars.month_of(day) for day in booked if day >= form.first})
    text = words.day(newest) if newest else "-"
    note = words(f"รายการล่าสุด {text}", f"last entry {text}")
    boxes = (
        tick("9.3.accounts", words("มี", "yes"), checked=bool(booked), note=note, numbers=months),
        tick("9.3.current", words("เป็นปัจจุบัน", "up to date"), checked=fresh, note=note),
    )
    return words("9.3 ระบบบัญชี", "9.3 Accounts"), boxes


def _held(form: Sheet, *types: str) -> list[Custom]:
    return [
        entry
        for entry in form.book.customs("meeting")
        if entry.meta.get("type") in types and form.first <= entry.date <= form.last
    ]


def _had_quorum(form: Sheet, meeting: Custom) -> bool:
    """Whether enough came for a resolution, by the bylaws of the day."""
    rule = form.book.bylaws.on(meeting.date, "quorum")
    share = rule.facts.get("share") if rule else None
    size, came = meeting.meta.get("committee-size"), meeting.meta.get("attendees")
    if not isinstance(share, Decimal) or size is None or came is None:
        return True
    return bool(came >= share * size)


def _named(meetings: list[Custom]) -> list[str]:
    return [str(values_of(entry)[0]) for entry in meetings]


def _committee_meetings(form: Sheet) -> Line:
    words, held = form.words, _named(_held(form, "committee"))
    number = len(held)
    note = words(f"ประชุม {number} ครั้งในปี", f"{number} meetings in the year")
    boxes = tuple(
        tick(f"9.4.{key}", text, checked=done, note=note, numbers=held if done else ())
        for key, text, done in (
            ("month", words("1 เดือน", "every month"), MONTHLY <= number < MORE_OFTEN),
            ("more", words("> 1 เดือน", "less often"), 0 < number < MONTHLY),
            ("less", words("< 1 เดือน", "more often"), number >= MORE_OFTEN),
        )
    )
    return words("9.4 ประชุมคณะกรรมการ ทุก", "9.4 The committee meets"), boxes


def _meetings(form: Sheet) -> Line:
    words, held = form.words, _named(_held(form, "general", "extraordinary"))
    number = len(held)
    note = words(f"ประชุมใหญ่ {number} ครั้งในปี", f"{number} general meetings in the year")
    boxes = tuple(
        tick(f"9.5.{key}", text, checked=done, note=note, numbers=held if done else ())
        for key, text, done in (
            ("3", words("3 เดือน", "every 3 months"), number >= 4),
            ("6", words("6 เดือน", "every 6 months"), 2 <= number < 4),
            ("12", words("12 เดือน", "every 12 months"), number == 1),
        )
    )
    return words("9.5 ประชุมสมาชิก ทุก", "9.5 Members meet"), boxes


def _minutes(form: Sheet) -> Line:
    """Minutes every time: each meeting of the year that had a quorum has a resolution."""
    words = form.words
    all_ = _held(form, "committee", "general", "extraordinary")
    held = _named([entry for entry in all_ if _had_quorum(form, entry)])
    kept = {str(entry.meta.get("meeting")) for entry in form.book.customs("resolution")}
    without = [number for number in held if number not in kept]
    note = words(
        f"มติในสมุดบัญชีจาก {len(held) - len(without)} ใน {len(held)} ครั้ง",
        f"resolutions of {len(held) - len(without)} of {len(held)} meetings in the books",
    )
    every = bool(held) and not without
    boxes = (
        tick("9.6.every", words("ทุกครั้ง", "every time"), checked=every, note=note),
        tick(
            "9.6.some",
            words("บางครั้ง", "sometimes"),
            checked=bool(held) and not every,
            note=note,
            numbers=without,
        ),
        tick("9.6.book", words("สมุด", "in a book"), checked=False, note=""),
        tick("9.6.computer", words("คอมพิวเตอร์", "computer"), checked=bool(held), note=note),
    )
    return words("9.6 บันทึกการประชุม", "9.6 Minutes"), boxes


def _reporting(form: Sheet) -> Line:
    """To members: statements were adopted in the year; the rest as recorded for forms."""
    words = form.words
    said = set(str(form.profile.get("reports-to", "")).split(", "))
    adopted = [
        str(values_of(entry)[0])
        for entry in form.book.customs("adoption")
        if form.first <= entry.date <= form.last
    ]
    source = 'custom "profile" "reports-to"'
    note = words("ที่ประชุมใหญ่รับรองงบในปี", "statements adopted in the year")
    members = bool(adopted) or "members" in said
    boxes = [
        tick(
            "9.7.members",
            words("สมาชิก/กรรมการ", "members"),
            checked=members,
            note=note if adopted else source if members else "",
            numbers=adopted,
        )
    ]
    for key, thai, english in (
        ("lao", "อปท.", "local government"),
        ("agencies", "หน่วยงานที่เกี่ยวข้อง", "agencies concerned"),
        ("public", "ปิดประกาศ", "posted in public"),
    ):
        done = key in said
        text = words(thai, english)
        boxes.append(tick(f"9.7.{key}", text, checked=done, note=source if done else ""))
    return words("9.7 รายงานผลการดำเนินงานต่อ", "9.7 Reports to"), tuple(boxes)


def _audit(form: Sheet) -> Line:
    words = form.words
    terms = [term.person for term in form.terms if term.role == "auditor"]
    year = str(calendars.fiscal_year(form.last, form.book.fiscal_start))
    done = [str(values_of(e)[0]) for e in form.book.customs("audit") if values_of(e)[0] == year]
    boxes = (
        tick(
            "9.8.auditor",
            words("มีผู้ตรวจสอบ", "there is an auditor"),
            checked=bool(terms),
            note=words("วาระผู้ตรวจสอบ", "term of office"),
            numbers=terms,
        ),
        tick(
            "9.8.audited",
            words("ตรวจสอบแล้ว", "audited"),
            checked=bool(done),
            note=words(f"รายงานผู้ตรวจสอบปี {year}", f"auditor's report of {year}"),
            numbers=done,
        ),
    )
    return words("9.8 การตรวจสอบบัญชี", "9.8 Audit"), boxes
