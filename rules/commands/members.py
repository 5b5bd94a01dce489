"""`welfare member …` where the bylaws are asked, `welfare members` and `welfare reinstatements`."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table as Grid

from rules import joining
from rules import reasons
from rules import refunds
from rules import standing
from rules.commands.member_show import as_data
from rules.commands.member_show import as_screen
from rules.member_view import view
from rules.membership import Members
from welfare import books
from welfare import calendars
from welfare import counter
from welfare import money
from welfare import records
from welfare import register
from welfare.books import Book
from welfare.commands.members import NOMINEE
from welfare.commands.members import fact_options
from welfare.commands.members import member
from welfare.commands.members import personal
from welfare.commands.members import personal_options
from welfare.findings import Refused
from welfare.findings import refuse
from welfare.labels import label
from welfare.labels import value
from welfare.papers.money import PLACES
from welfare.papers.money import approver
from welfare.records import Batch
from welfare.shell import DAY
from welfare.shell import PLACE
from welfare.shell import Call
from welfare.shell import csv_option
from welfare.shell import pass_call
from welfare.shell import read_books
from welfare.shell import save_rows
from welfare.shell import write

# --- joining -------------------------------------------------------------------------------------


@member.command("add")
@click.option("--number", default="", help="เลขที่สมาชิก (ปกติเลขถัดไป)")
@click.option("--date", "day", type=DAY, required=True, help="วันที่มีมติรับ")
@click.option("--applied", type=DAY, help="วันสมัคร")
@click.option("--resolution", default="", help="มติที่รับ")
@click.option("--nominee", default="", help=NOMINEE)
@click.option("--again", is_flag=True, help="อีกคนหนึ่งที่ชื่อและบ้านเดียวกัน (another person)")
@personal_options
@fact_options
@pass_call
def member_add(call: Call, /, number: str, day: date, **given: Any) -> None:
    """รับสมาชิกใหม่ ตามเงื่อนไขของระเบียบ (admit a member)."""
    own = personal(given)
    if not own["first_name"] or not given["village"] or not given["frequency"]:
        raise call.usage(
            "ต้องมี --first-name (ชื่อ) --village (หมู่ที่) และ --frequency (ประเภทการส่ง)",
            "--first-name, --village and --frequency are needed",
        )
    village = given.pop("village")
    number = calendars.from_thai_digits(number)
    row = register.Person(number.zfill(4) if number else "", village=village, **own)
    told: list[tuple[str, str]] = []

    def make(book: Book) -> Batch:
        people, members = register.load(call.fund), Members(book)
        if row.person not in book.members:
            told[:] = _may_join(members, people, row, day, given)
        return counter.add_member(
            book,
            people,
            row._replace(person=row.person or counter.next_member(book)),
            day,
            call.today,
            current=lambda other: joining.current(members, other, day),
            **given,
        )

    if write(call, make):
        for th, en in told:
            call.say(th, en)


def _may_join(
    members: Members,
    people: register.People,
    row: register.Person,
    day: date,
    given: dict[str, Any],
) -> list[tuple[str, str]]:
    """What to tell about who joins by the bylaws.

    Raises:
        Refused: R560…R564, with the article.
    """
    book = members.book
    wrong = [*joining.against(book, day, given["birth"], given["other_fund_since"])]
    same = next(
        (
            known.person
            for known in people.values()
            if row.citizen_id and known.citizen_id == row.citizen_id
        ),
        "",
    )
    told = []
    if same:
        wrong += joining.again(members, same, day)
        owed = joining.old_arrears(members, same, day)
        if owed:
            baht = money.text(owed)
            told.append((f"เลขที่เดิมยังค้าง {baht} บาท", f"the old number still owes {baht} baht"))
    if wrong:
        raise Refused(*wrong)
    words = ", ".join(joining.certified(book, day))
    if words:
        told.append((f"ให้ที่ประชุมรับรอง: {words}", f"to be certified by the meeting: {words}"))
    return told


# --- coming back ---------------------------------------------------------------------------------


@member.command("reinstate")
@click.argument("number")
@click.option("--applied", type=DAY, required=True, help="วันยื่นคำขอ")
@click.option("--resolution", default="", help="มติที่พิจารณา")
@click.option("--considered", type=DAY, help="วันที่มีมติ")
@pass_call
def member_reinstate(
    call: Call, number: str, applied: date, resolution: str, considered: date | None
) -> None:
    """คำขอคืนสมาชิกภาพ และมติ: ต้องชำระเท่าใด ระเบียบให้คืนหรือไม่ (reinstatement)."""
    told: list[tuple[str, str]] = []

    def make(book: Book) -> Batch:
        told.clear()
        batch = counter.reinstate(book, number, applied, call.today, resolution, considered)
        later = books.with_entries(book, batch.entries)
        history = Members(later).of(counter.member_of(book, number).number)
        for one in history.reinstatements if history else ():
            if one.applied == applied:
                told.append((standing.verdict(one, "th"), standing.verdict(one, "en")))
        return batch

    write(call, make)
    for th, en in told:
        call.say(th, en)


@click.command()
@csv_option
@pass_call
def reinstatements(call: Call, out: Path | None) -> None:
    """คำขอคืนสมาชิกภาพทั้งหมด และผลตามระเบียบ (all applications for reinstatement)."""
    members = Members(read_books(call, whole=True))
    if out is not None:
        save_rows(call, out, standing.reinstatements(members), standing.REINSTATEMENT_COLUMNS)
        return
    grid = Grid()
    heads = (
        ("เลขที่", "วันยื่น", "วันที่มีมติ", "ผลตามระเบียบ")
        if call.lang == "th"
        else ("member", "applied", "resolved", "verdict")
    )
    for head in heads:
        grid.add_column(head)
    for number, one in standing.applications(members):
        resolved = reasons.day(one.resolved, call.lang) if one.resolved else "-"
        applied = reasons.day(one.applied, call.lang)
        grid.add_row(number, applied, resolved, standing.verdict(one, call.lang))
    _console().print(grid)


# --- money back ----------------------------------------------------------------------------------


@member.command("refund")
@click.argument("number")
@click.option("--resolution", required=True, help="เลขที่มติ")
@click.option("--from", "place", type=PLACE, required=True, help="จ่ายจากเงินสดหรือธนาคาร")
@click.option("--date", "day", type=DAY, help="วันที่จ่าย (ปกติวันนี้)")
@click.option("--by", default="", help="ผู้จ่ายเงิน (เลขบุคคล) ปกติเหรัญญิก")
@pass_call
def member_refund(
    call: Call, number: str, resolution: str, place: str, day: date | None, by: str
) -> None:
    """คืนเงินสมทบ เฉพาะที่ระเบียบให้คืน (refund of contributions, where the bylaws have it)."""
    paid_on = day or call.today

    def make(book: Book) -> Batch:
        found = counter.member_of(book, number)
        refund = refunds.refund(Members(book), found.number, paid_on)
        if refund.against is not None:
            raise Refused(refund.against)
        officer = by or book.officer("treasurer", paid_on)
        if officer is None:
            raise refuse("P303", role="treasurer", day=paid_on, village="")
        person = str(found.facts.get("person", found.number))
        people = register.load(call.fund)
        entry = records.transaction(
            paid_on,
            f"คืนเงินสมทบ ตาม{refund.article}",
            [
                (books.CONTRIBUTIONS, refund.amount, {"member": found.number}),
                (PLACES[place], -refund.amount, {}),
            ],
            kind="refund",
            doc=records.next_number(book, "doc", records.series_of(book, "RP", paid_on)),
            voucher=records.next_number(book, "voucher", records.series_of(book, "PV", paid_on)),
            by=officer,
            to=person,
            approved_by=approver(book, people, paid_on, resolution, person),
            resolution=resolution,
            entered=call.today,
        )
        return Batch(entries=[entry])

    write(call, make)


# --- asking --------------------------------------------------------------------------------------


@member.command("show")
@click.argument("number")
@click.option("--on", "day", type=DAY, help="วันที่ (ปกติวันนี้)")
@click.option("--json", "as_json", is_flag=True)
@pass_call
def member_show(call: Call, number: str, day: date | None, *, as_json: bool) -> None:
    """แสดงสมาชิกหนึ่งคน: สถานะ เงินสมทบ สิทธิ คำขอ (one member explained)."""
    on = day or call.today
    book = read_books(call, since=on)
    found = counter.member_of(book, number)
    seen = view(book, found.number, on)
    if seen is None:
        raise refuse("R555", member=found.number, day=found.joined, on=on)
    people = register.load(call.fund) if call.names else {}
    if as_json:
        click.echo(json.dumps(as_data(seen, people), ensure_ascii=False, indent=1))
        return
    _console().print(as_screen(seen, people, call.lang))


@member.command("list")
@click.option("--village", default="")
@click.option("--all", "everybody", is_flag=True, help="รวมผู้พ้นสภาพ")
@click.option("--json", "as_json", is_flag=True)
@pass_call
def member_list(call: Call, village: str, *, everybody: bool, as_json: bool) -> None:
    """รายชื่อสมาชิก (members)."""
    members = Members(read_books(call))
    people = register.load(call.fund) if call.names else {}
    wanted = calendars.from_thai_digits(village).zfill(2) if village else ""
    rows = [
        row
        for number in members.book.members
        if (row := _listed(members, number, call.today, people))
        and (everybody or not row["ended"])
        and (not wanted or row["village"] == wanted)
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    grid = Grid()
    columns = ["member", "name", "village", "joined", "frequency"]
    columns += ["ended", "reason"] if everybody else []
    for column in columns:
        grid.add_column(label(column, call.lang))
    for row in rows:
        grid.add_row(*(value(key, row[key], call.lang) if row.get(key) else "" for key in columns))
    _console().print(grid)


def _listed(members: Members, number: str, today: date, people: register.People) -> dict[str, str]:
    """A member as `list` shows one; an end is recorded, or follows from the bylaws."""
    found, history = members.book.members[number], members.of(number)
    last = history.last(today) if history else None
    gone = last is not None and last.end is not None and last.end <= today
    ended = last.end if last and gone else found.ended
    person = people.get(members.person(number))
    return {
        "member": number,
        **({"name": person.name} if person else {}),
        "village": str(found.facts.get("village", "")),
        "joined": found.joined.isoformat(),
        "frequency": str(found.facts.get("frequency", "")),
        "ended": ended.isoformat() if ended else "",
        "reason": last.reason if last and gone else found.reason,
    }


@click.command()
@click.option("--status", is_flag=True, help="สถานะ เงินสมทบ และรอบสมทบของสมาชิกทุกเลขที่")
@click.option("--on", "day", type=DAY, help="วันที่ (ปกติวันสิ้นปีบัญชีทุกปีในสมุดบัญชี)")
@csv_option
@pass_call
def members(call: Call, day: date | None, out: Path | None, *, status: bool) -> None:
    """ตารางสถานะสมาชิก (the status of all members)."""
    if not status:
        raise call.usage(
            "ใช้ welfare members --status (รายชื่อดูด้วย welfare member list)",
            "say --status; for names see `welfare member list`",
        )
    # Without a day, those of every year's end are told.
    found = Members(read_books(call, whole=day is None, since=day))
    days = [day] if day else standing.year_ends(found.book, call.today)
    rows = standing.status_table(found, days)
    if out is None:
        for _, own in groupby(rows, key=lambda row: row["as_of"]):
            _console().print(_status_grid(call, [*own]))
        return
    save_rows(call, out, rows, standing.STATUS_COLUMNS)


#: Columns of the screen: key, Thai and English heading.
STATUS_HEADS = (
    ("member_no", "เลขที่", "member"),
    ("status", "สถานะ", "status"),
    ("end_date", "สิ้นสภาพ", "ended"),
    ("paid_through", "ชำระถึง", "paid through"),
    ("installments_owed", "ค้างงวด", "owed"),
    ("amount_owed", "ค้างบาท", "baht owed"),
    ("contributions_in_fy", "ชำระในปี", "paid in the year"),
    ("matched_rounds_after", "รอบสมทบ", "rounds"),
)


def _status_grid(call: Call, rows: list[dict[str, str]]) -> Grid:
    """The table of one day."""
    thai = call.lang == "th"
    day = reasons.day(date.fromisoformat(rows[0]["as_of"]), call.lang)
    grid = Grid(title=f"สมาชิก ณ วันที่ {day}" if thai else f"Members on {day}")
    for key, th, en in STATUS_HEADS:
        right = key.endswith(("owed", "fy", "after"))
        head = th if thai else en
        grid.add_column(head, justify="right" if right else "left", overflow="fold")
    for row in rows:
        shown = dict(row)
        word = "สมาชิก" if thai else "member"
        reason = value("reason", row["end_reason"], call.lang)
        shown["status"] = word if row["status"] == "member" else reason
        if row["end_date"]:
            shown["end_date"] = reasons.day(date.fromisoformat(row["end_date"]), call.lang)
        if thai and row["paid_through"]:
            first = date.fromisoformat(f"{row['paid_through']}-01")
            shown["paid_through"] = calendars.thai_date(first).partition(" ")[2]
        grid.add_row(*(shown[key] for key, _, _ in STATUS_HEADS))
    return grid


def _console() -> Console:
    return Console(markup=False, emoji=False, highlight=False)
