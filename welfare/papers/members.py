"""The member list (ทะเบียนสมาชิก) and the opening state of each member."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount.core.data import Custom

from welfare import calendars
from welfare import privacy
from welfare import register
from welfare import seals
from welfare import tables
from welfare.books import Book
from welfare.findings import BadValue
from welfare.findings import Finding
from welfare.findings import finding
from welfare.papers import rows
from welfare.papers.rows import Desk
from welfare.papers.rows import Fields
from welfare.records import Batch
from welfare.records import baht
from welfare.records import custom
from welfare.register import Person
from welfare.vocabulary import values_of

COLUMNS: tables.Columns = {
    "member_no": ("member_no", "เลขที่สมาชิก", "เลขทะเบียนสมาชิก", "เลขสมาชิก", "รหัสสมาชิก"),
    "citizen_id": ("citizen_id", "เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขบัตร"),
    "title": ("title", "คำนำหน้า", "คำนำหน้าชื่อ"),
    "first_name": ("first_name", "ชื่อ"),
    "last_name": ("last_name", "สกุล", "นามสกุล"),
    "sex": ("sex", "เพศ"),
    "house_no": ("house_no", "บ้านเลขที่"),
    "moo": ("moo", "หมู่", "หมู่ที่"),
    "birth_date": ("birth_date", "วันเกิด", "วันเดือนปีเกิด"),
    "applied_date": ("applied_date", "วันสมัคร", "วันที่สมัคร"),
    "accepted_date": ("accepted_date", "วันที่มีมติรับ", "วันที่มติรับ", "วันมีมติ"),
    "frequency": ("frequency", "ประเภทการส่ง", "ประเภท"),
    "flag": ("flag", "กลุ่ม"),
    "nominee": ("nominee", "ผู้รับผลประโยชน์"),
    "phone": ("phone", "โทรศัพท์", "เบอร์โทร"),
    "end_date": ("end_date", "วันสิ้นสภาพ"),
    "end_reason": ("end_reason", "เหตุ"),
    "other_fund_since": ("other_fund_since", "กองทุนอื่น (เป็นสมาชิกตั้งแต่)", "กองทุนอื่น"),
}
REQUIRED = ("member_no", "first_name", "accepted_date", "frequency", "moo")

OPENING_COLUMNS: tables.Columns = {
    "member_no": ("member_no", "เลขที่สมาชิก"),
    "start_date": ("start_date", "วันเริ่มเป็นสมาชิก"),
    "wait_start": ("wait_start", "วันเริ่มนับรอสิทธิ"),
    "tenure_start": ("tenure_start", "วันเริ่มนับอายุสมาชิก"),
    "paid_through": ("paid_through", "ส่งถึงเดือน"),
    "matched_rounds": ("matched_rounds", "ได้รับสมทบแล้ว (ครั้ง)"),
    "reinstated_before": ("reinstated_before", "เคยคืนสภาพ"),
    "receipted_since_1oct": ("receipted_since_1oct", "รับเงินสมทบตั้งแต่ 1 ต.ค."),
    "ceiling_used": ("ceiling_used", "สิทธิรักษาพยาบาลที่ใช้แล้วในรอบปีที่เดินอยู่"),
}
OPENING_REQUIRED = ("member_no", "wait_start", "tenure_start", "paid_through")

SEX = {"F": "F", "M": "M", "ญ": "F", "หญิง": "F", "ช": "M", "ชาย": "M"}
FREQUENCY = {
    "monthly": "monthly",
    "half_year": "half-year",
    "half-year": "half-year",
    "yearly": "yearly",
    "รายเดือน": "monthly",
    "รายครึ่งปี": "half-year",
    "รายปี": "yearly",
}
GROUP = {
    "disabled": "disabled",
    "orphan": "orphan",
    "disadvantaged": "disadvantaged",
    "พิการ": "disabled",
    "ผู้พิการ": "disabled",
    "กำพร้า": "orphan",
    "ด้อยโอกาส": "disadvantaged",
    "ผู้ด้อยโอกาส": "disadvantaged",
}
REASON = {
    "death": "death",
    "resign": "resign",
    "expelled": "expelled",
    "moved": "moved",
    "lapse": "lapse",
    "ตาย": "death",
    "เสียชีวิต": "death",
    "ลาออก": "resign",
    "ให้ออก": "expelled",
    "ย้าย": "moved",
    "ย้ายออก": "moved",
    "ขาดส่ง": "lapse",
}
YES = {"1": True, "ใช่": True, "เคย": True, "true": True, "0": False, "": False, "ไม่": False}


class Households:
    """Household numbers given by the fund, so that no house number stands in the books."""

    def __init__(self, desk: Desk) -> None:
        self.numbers: dict[tuple[str, str], str] = {}
        self.taken: set[str] = set()
        self.last: dict[str, int] = {}
        #: What was recorded on joining: the person may have moved house since.
        self.joined = {
            str(values_of(entry)[0]): str(entry.meta.get("household", ""))
            for entry in desk.book.customs("member", "joined")
        }
        for member in desk.book.members.values():
            row = desk.people.get(str(member.facts.get("person", member.number)))
            if row and "household" in member.facts:
                self.numbers[row.village, row.house_no] = str(member.facts["household"])
                self.taken.add(str(member.facts["household"]))

    def of(self, village: str, house_no: str) -> str:
        """The number of a house, a new one if it is new: village and running number."""
        if not house_no:
            return ""
        key = (village, house_no)
        if key not in self.numbers:
            count = self.last.get(village, 0) + 1
            while (number := f"{village}-{count:03d}") in self.taken:
                count += 1
            self.last[village] = count
            self.numbers[key] = number
        return self.numbers[key]


class Doubles:
    """Who is in the register already, by citizen id and by name."""

    def __init__(self, people: register.People) -> None:
        self.by_id: dict[str, str] = {}
        self.by_name: dict[str, str] = {}
        for row in people.values():
            self.add(row)

    def add(self, row: Person) -> None:
        """Remember a member; nominees are not members."""
        if not row.person.startswith("N"):
            if row.citizen_id:
                self.by_id.setdefault(row.citizen_id, row.person)
            self.by_name.setdefault(row.name, row.person)


def nominee_of(text: str, number: str) -> Person | None:
    """The beneficiary `name surname (relation)` as a person of the register."""
    return register.named(f"N{number}", text) if text else None


def read(desk: Desk, path: Path) -> Batch:
    """A member list, workbook or CSV, into admissions, ends and register rows."""
    if path.suffix.lower() != ".csv":
        desk = replace(desk, reference=_stated_day(path, desk) or desk.reference)
    households = Households(desk)
    doubles = Doubles(desk.people)
    batch = Batch()
    seen: dict[str, Fields] = {}
    for fields in rows.read(desk, path, COLUMNS, REQUIRED):
        _row(fields, households, doubles, batch, seen)
    return batch


def _stated_day(path: Path, desk: Desk) -> date | None:
    """The day of the list as written above its headings: `ข้อมูล ณ วันที่ 30 กันยายน 2567`."""
    for cells in tables.read_sheets(path)[0].rows[:5]:
        for cell in cells:
            match = re.search(r"ณ วันที่\s*(.+)$", str(cell or ""))
            if match:
                try:
                    return calendars.parse_date(match[1], reference=desk.reference)
                except BadValue:
                    return None
    return None


def _row(
    fields: Fields,
    households: Households,
    doubles: Doubles,
    batch: Batch,
    seen: dict[str, Fields],
) -> None:
    number = fields.member("member_no", known=False)
    if number in seen:
        fields.wrong.append(
            finding("P201", fields.row.place, member=number, row=seen[number].row.place.row)
        )
    person = _person(fields, number)
    facts = _facts(fields, number, person, households)
    joined = fields.paper_day("accepted_date")
    ended = fields.paper_day("end_date", required=False)
    reason = fields.word("end_reason", REASON)
    if ended and not reason:
        fields.wrong.append(finding("P202", fields.row.place, member=number))
    if joined and ended and ended < joined:
        fields.wrong.append(finding("P203", fields.row.place, member=number))
    if reason == "lapse" and ended and ended >= fields.desk.book.books_from:
        fields.wrong.append(finding("P204", fields.row.place, member=number))
    if fields.wrong:
        batch.refused += fields.wrong
        return
    seen[number] = fields
    same, remarks = _likeness(fields, person, facts, doubles)
    if same:
        facts["person"] = same
        person = person._replace(person=same)
    nominee = nominee_of(fields.text("nominee"), number)
    if nominee:
        facts["nominee"] = nominee.person
    for row in (person, nominee):
        if row:
            _keep(fields, number, row, batch)
    if fields.wrong:
        batch.refused += fields.wrong
        return
    batch.noticed += remarks
    doubles.add(person._replace(person=number))
    assert joined is not None
    batch.entries.append(
        custom(
            joined,
            ("member", "joined"),
            [number],
            **facts,
            entered=joined,
            source=fields.source,
        )
    )
    if ended:
        batch.entries.append(
            end_of(fields.desk.book, number, ended, reason=reason, source=fields.source)
        )


def end_of(book: Book, number: str, day: date, **facts: Any) -> Custom:
    """The record that a membership ended on a day.

    A closed month takes no record: one of that time is dated the first open day and tells the day
    itself (`on:`). An end that the books hold is the same record again, under the same date.

    Args:
        book: the fund's books.
        number: membership number.
        day: the day of death, resignation ….
        facts: what else the record says; entered on its own date where nothing else is said.
    """
    known = book.members.get(number)
    if known is not None and known.told is not None and known.ended == day:
        dated = known.told
    else:
        last = seals.closed_until(book.folder)
        dated = day if day > last else last + timedelta(days=1)
    late = {"on": day} if dated != day else {}
    entered, source = facts.pop("entered", dated), facts.pop("source", None)
    own = {**facts, **late, "entered": entered, "source": source}
    return custom(dated, ("member", "ended"), [number], **own)


def _keep(fields: Fields, number: str, row: Person, batch: Batch) -> None:
    """Bring a row into the register: over the one that the same person has, nothing blanked.

    What a known member's row says now is kept: a command may have changed it since.
    """
    book = fields.desk.book
    before = fields.desk.people.get(row.person)
    known = batch.people.get(row.person) or before
    if number in book.members and known is not None:
        again = any(m.facts.get("person") == row.person for m in book.members.values())
        if known != row and not again:
            batch.noticed.append(finding("P211", fields.row.place, member=number))
        return
    if known is None:
        batch.people[row.person] = row
        return
    if not register.same_name(known, row):
        if row.person in (number, f"N{number}"):
            fields.bad("member_no", "P213", person=row.person)
        else:
            fields.bad("citizen_id", "P212", member=number, other=row.person)
        return
    new, changed = register.overlaid(known, row._asdict())
    if changed and before is not None:
        day = fields.desk.reference
        by = book.officer("treasurer", day)
        if by is None:
            fields.bad("member_no", "P303", role="treasurer", day=day, village="")
            return
        batch.entries.append(register_change(row.person, changed, day, by))
    batch.people[row.person] = new


def register_change(person: str, changed: list[str], day: date, by: str) -> Custom:
    """That a row of the register was changed: which fields, never the values."""
    fields = ", ".join(changed)
    return custom(day, ("register-change",), [person], fields=fields, by=by, entered=day)


def _person(fields: Fields, number: str) -> Person:
    citizen_id = re.sub(r"\D", "", calendars.from_thai_digits(fields.text("citizen_id")))
    place = tables.place_of(fields.row, "member_no")
    fields.wrong += privacy.findings("member", number, (), place)
    person = Person(
        number,
        fields.text("title"),
        fields.text("first_name", required=True),
        fields.text("last_name"),
        citizen_id,
        calendars.from_thai_digits(fields.text("house_no")),
        fields.village("moo", required=True),
        phone=fields.text("phone"),
    )
    damaged = register.damage(person)
    if damaged:
        fields.bad(damaged, "P214", person=number)
    return person


def _facts(
    fields: Fields, number: str, person: Person, households: Households
) -> dict[str, object]:
    birth = fields.day("birth_date")
    applied = fields.day("applied_date")
    if birth and applied and birth > applied:
        fields.wrong.append(finding("P205", fields.row.place, member=number))
    return {
        "applied": applied,
        "birth": birth,
        "sex": fields.word("sex", SEX),
        "village": person.village,
        "household": households.joined.get(number)
        or households.of(person.village, person.house_no),
        "frequency": fields.word("frequency", FREQUENCY, required=True),
        "group": fields.word("flag", GROUP),
        "id_check": register.id_check(person.citizen_id),
        "other_fund_since": fields.day("other_fund_since"),
    }


def _likeness(
    fields: Fields, person: Person, facts: dict[str, object], doubles: Doubles
) -> tuple[str, list[Finding]]:
    """The same person under an earlier number, and remarks on ids, births and likely doubles."""
    place = fields.row.place
    number = person.person
    remarks = []
    if facts["id_check"] != "valid":
        code = "P206" if facts["id_check"] == "missing" else "P207"
        remarks.append(finding(code, place, member=number))
    birth = facts["birth"]
    if isinstance(birth, date) and calendars.is_old_calendar(birth):
        remarks.append(finding("P208", place, member=number, birth=calendars.thai_date(birth)))
    same = doubles.by_id.get(person.citizen_id, "")
    namesake = doubles.by_name.get(person.name, "")
    if same and same != number:
        remarks.append(finding("P209", place, member=number, other=same))
        return same, remarks
    if namesake and namesake != number:
        remarks.append(finding("P210", place, member=number, other=namesake))
    return "", remarks


def read_openings(desk: Desk, path: Path) -> Batch:
    """The state of each current member at the end of the day before the books begin."""
    batch = Batch()
    if path.suffix.lower() == ".csv":
        table = tables.read_csv(path, OPENING_COLUMNS, required=OPENING_REQUIRED)
    else:
        sheet = tables.sheet_named(tables.read_sheets(path), ("ยอดยกมารายคน", "opening"))
        table = tables.find_table(sheet, OPENING_COLUMNS, required=OPENING_REQUIRED)
    day = desk.book.books_from - timedelta(days=1)
    for row in table.rows:
        fields = Fields(row, desk)
        number = fields.member("member_no")
        facts = {
            "wait_start": fields.paper_day("wait_start"),
            "tenure_start": fields.paper_day("tenure_start"),
            "paid_through": fields.months("paid_through", required=True),
            "matched_rounds": fields.whole("matched_rounds") or 0,
            "reinstated_before": YES.get(fields.text("reinstated_before"), False),
            "receipted": baht(fields.amount("receipted_since_1oct") or Decimal("0.00")),
            "used_hospital": fields.number("ceiling_used") or Decimal(0),
        }
        if fields.wrong:
            batch.refused += fields.wrong
            continue
        batch.entries.append(
            custom(day, ("carried", "member"), [number], **facts, entered=day, source=fields.source)
        )
    return batch
