"""Committee terms, minutes, and applications for reinstatement."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from beancount.core.data import Custom

from welfare import register
from welfare import tables
from welfare.papers import rows
from welfare.papers.rows import Desk
from welfare.papers.rows import Fields
from welfare.records import Batch
from welfare.records import baht
from welfare.records import custom

COMMITTEE_COLUMNS: tables.Columns = tables.named(
    "person_id", "name", "role", "role_th", "village", "term_from", "term_to"
)
MEETING_COLUMNS: tables.Columns = tables.named(
    "date",
    "meeting_no",
    "type",
    "attendees",
    "committee_size",
    "resolution_no",
    "topic",
    "text",
    "amount",
    "refs",
)
REINSTATEMENT_COLUMNS: tables.Columns = tables.named(
    "member_no", "applied_date", "resolution_no", "resolution_date"
)
MEETING_TYPES = {
    "committee": "committee",
    "general": "general",
    "extraordinary": "extraordinary",
    "คณะกรรมการ": "committee",
    "ใหญ่": "general",
    "ใหญ่วิสามัญ": "extraordinary",
}


def read_committee(desk: Desk, path: Path) -> Batch:
    """Officers with their terms; the auditor is one of them, though not of the committee."""
    batch = Batch()
    for fields in rows.read(desk, path, COMMITTEE_COLUMNS, ("person_id", "name", "role")):
        person = fields.identifier("person_id", required=True)
        village = fields.village("village")
        first = fields.paper_day("term_from")
        last = _term_end(fields)
        role = fields.identifier("role", required=True).replace("_", "-")
        if first is None or fields.wrong:
            batch.refused += fields.wrong
            continue
        new = register.named(person, fields.text("name"))
        row = batch.people.get(person) or desk.people.get(person) or new
        if not register.same_name(row, new):
            fields.bad("person_id", "P213", person=person)
            batch.refused += fields.wrong
            continue
        # Of a member in office the member list knows more: nothing of that is lost.
        empty = {key: value for key, value in new._asdict().items() if not getattr(row, key)}
        row, _ = register.overlaid(row, empty)
        batch.people[person] = row
        batch.entries.append(
            custom(
                first,
                ("officer",),
                [person, role],
                until=last,
                village=village,
                entered=first,
                source=fields.source,
            )
        )
    return batch


def _term_end(fields: Fields) -> object:
    """Terms end in the future as a rule, so the day is not held against today."""
    later = Fields(fields.row, Desk(fields.desk.book, {}, date(2400, 1, 1)))
    day = later.day("term_to", required=True)
    fields.wrong += later.wrong
    return day


def read_meetings(desk: Desk, path: Path) -> Batch:
    """Minutes: one row a resolution, or a row without number for a meeting that passed none."""
    batch = Batch()
    seen: set[str] = set()
    for fields in rows.read(desk, path, MEETING_COLUMNS, ("date", "meeting_no", "type")):
        day = fields.paper_day("date")
        number = fields.identifier("meeting_no", required=True)
        resolution, topic = fields.identifier("resolution_no"), fields.identifier("topic")
        text, refs = fields.text("text"), ", ".join(fields.identifiers("refs"))
        kind = fields.word("type", MEETING_TYPES, required=True)
        attendees, size = fields.whole("attendees"), fields.whole("committee_size")
        amount = fields.amount("amount")
        if day is None or fields.wrong:
            batch.refused += fields.wrong
            continue
        if number not in seen:
            seen.add(number)
            batch.entries.append(
                custom(
                    day,
                    ("meeting",),
                    [number],
                    type=kind,
                    attendees=attendees or 0,
                    committee_size=size,
                    entered=day,
                    source=fields.source,
                )
            )
        if resolution:
            batch.entries.append(
                custom(
                    day,
                    ("resolution",),
                    [resolution],
                    meeting=number,
                    topic=topic.replace("_", "-"),
                    text=text or "-",
                    amount=None if amount is None else baht(amount),
                    refs=refs,
                    entered=day,
                    source=fields.source,
                )
            )
    return batch


def read_reinstatements(desk: Desk, path: Path) -> Batch:
    """Applications for reinstatement and the resolution that dealt with each."""
    batch = Batch()
    for fields in rows.read(
        desk, path, REINSTATEMENT_COLUMNS, ("member_no", "applied_date"), allow_empty=True
    ):
        member = fields.member("member_no")
        applied = fields.paper_day("applied_date")
        considered = fields.paper_day("resolution_date", required=False)
        resolution = fields.identifier("resolution_no")
        if applied is None or fields.wrong:
            batch.refused += fields.wrong
            continue
        batch.entries += reinstatement(
            member, applied, considered, resolution, source=fields.source
        )
    return batch


def reinstatement(
    member: str,
    applied: date,
    considered: date | None,
    resolution: str,
    *,
    entered: date | None = None,
    source: str = "",
) -> list[Custom]:
    """An application for reinstatement and, when it was dealt with, the resolution.

    Without `entered`, each counts as entered on its own date.
    """
    made = [
        custom(
            applied,
            ("reinstatement", "applied"),
            [member],
            entered=entered or applied,
            source=source,
        )
    ]
    if considered and resolution:
        made.append(
            custom(
                considered,
                ("reinstatement", "considered"),
                [member],
                resolution=resolution,
                applied=applied,
                entered=entered or considered,
                source=source,
            )
        )
    return made
