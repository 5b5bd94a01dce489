"""`welfare member …`: the register and the events of members."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.table import Table as Grid

from welfare import books
from welfare import calendars
from welfare import counter
from welfare import register
from welfare import tables
from welfare.shell import DAY
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import read_books
from welfare.shell import write


@click.group()
def member() -> None:
    """สมาชิก (members)."""


SEXES = click.Choice(["F", "M"])
FREQUENCIES = click.Choice(["monthly", "half-year", "yearly"])
NOMINEE = "ผู้รับผลประโยชน์ เช่น 'สมหญิง ใจดี (บุตร)'"
GROUPS = click.Choice(["disadvantaged", "disabled", "orphan", "none"])


def personal_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options for what names or finds a person; they go to the register only."""
    for name, text in reversed(
        [
            ("title", "คำนำหน้า"),
            ("first-name", "ชื่อ"),
            ("last-name", "สกุล"),
            ("citizen-id", "เลขประจำตัวประชาชน"),
            ("house-no", "บ้านเลขที่"),
            ("address", "ที่อยู่"),
            ("phone", "โทรศัพท์"),
            ("bank-account", "บัญชีธนาคาร"),
        ]
    ):
        command = click.option(f"--{name}", default="", help=text)(command)
    return command


def fact_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options for the facts that rules need."""
    for option in reversed(
        [
            click.option("--village", default="", help="หมู่ที่"),
            click.option("--birth", type=DAY, help="วันเกิด"),
            click.option("--sex", type=SEXES),
            click.option("--frequency", type=FREQUENCIES, help="ประเภทการส่ง"),
            click.option("--group", type=GROUPS, help="กลุ่มตามแบบ พอช."),
            click.option("--other-fund-since", type=DAY),
        ]
    ):
        command = option(command)
    return command


def _personal(given: dict[str, Any]) -> dict[str, str]:
    names = set(register.Person._fields) - {"person", "village", "relation"}
    found = {key: str(tables.clean(given.pop(key)) or "") for key in list(given) if key in names}
    found["citizen_id"] = re.sub(r"\D", "", calendars.from_thai_digits(found["citizen_id"]))
    return found


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
    """รับสมาชิกใหม่ (admit a member)."""
    personal = _personal(given)
    if not personal["first_name"] or not given["village"] or not given["frequency"]:
        raise call.usage(
            "ต้องมี --first-name (ชื่อ) --village (หมู่ที่) และ --frequency (ประเภทการส่ง)",
            "--first-name, --village and --frequency are needed",
        )
    village = given.pop("village")
    number = calendars.from_thai_digits(number)
    person = register.Person(number.zfill(4) if number else "", village=village, **personal)
    write(
        call,
        lambda book: counter.add_member(
            book,
            register.load(call.fund),
            person._replace(person=person.person or counter.next_member(book)),
            day,
            call.today,
            **given,
        ),
    )


@member.command("change")
@click.argument("number")
@click.option("--date", "day", type=DAY, help="ตั้งแต่วันที่ (ปกติวันนี้)")
@click.option("--by", required=True, help="ผู้บันทึก (เลขบุคคล)")
@click.option("--nominee", default="", help=NOMINEE)
@personal_options
@fact_options
@pass_call
def member_change(call: Call, /, number: str, day: date | None, by: str, **given: Any) -> None:
    """แก้ไขทะเบียนหรือข้อเท็จจริงของสมาชิก (change a member's facts)."""
    personal = _personal(given)
    write(
        call,
        lambda book: counter.change_member(
            book,
            register.load(call.fund),
            number,
            day or call.today,
            call.today,
            by,
            personal,
            given,
        ),
    )


@member.command("leave")
@click.argument("number")
@click.option("--date", "day", type=DAY, required=True, help="วันที่ตาย ลาออก ให้ออก หรือย้าย")
@click.option(
    "--reason", type=click.Choice(["death", "resign", "expelled", "moved"]), required=True
)
@click.option("--resolution", default="")
@pass_call
def member_leave(call: Call, number: str, day: date, reason: str, resolution: str) -> None:
    """บันทึกการสิ้นสมาชิกภาพ (a membership ends)."""
    write(
        call,
        lambda book: counter.end_member(book, number, day, call.today, reason, resolution),
    )


@member.command("reinstate")
@click.argument("number")
@click.option("--applied", type=DAY, required=True, help="วันยื่นคำขอ")
@click.option("--resolution", default="", help="มติที่พิจารณา")
@click.option("--considered", type=DAY, help="วันที่มีมติ")
@pass_call
def member_reinstate(
    call: Call, number: str, applied: date, resolution: str, considered: date | None
) -> None:
    """คำขอคืนสมาชิกภาพ และมติ (reinstatement)."""
    write(
        call,
        lambda book: counter.reinstate(book, number, applied, call.today, resolution, considered),
    )


@member.command("show")
@click.argument("number")
@click.option("--json", "as_json", is_flag=True)
@pass_call
def member_show(call: Call, number: str, as_json: bool) -> None:
    """แสดงสมาชิกหนึ่งคน: ข้อเท็จจริง ใบเสร็จ คำขอ (one member)."""
    book = read_books(call)
    found = counter.member_of(book, number)
    facts = {k: str(v) for k, v in found.facts.items() if k not in ("source", "entered")}
    paid = [
        {
            "date": entry.date.isoformat(),
            "receipt": str(own.get("receipt") or entry.meta.get("voucher", "")),
            "account": book.codes.get(account, account),
            "months": str(own.get("months", "")),
            "amount": f"{-amount:.2f}",
        }
        for entry in book.transactions
        for account, amount, own in books.lines(entry)
        if own.get("member") == found.number
    ]
    person = register.load(call.fund).get(str(found.facts.get("person", found.number)))
    shown = {
        "member": found.number,
        **({"name": person.name} if person and call.names else {}),
        "joined": found.joined.isoformat(),
        "ended": found.ended.isoformat() if found.ended else "",
        "reason": found.reason,
        **facts,
        "claims": [
            number
            for number, claim in book.claims.items()
            if claim.meta.get("member") == found.number
        ],
        "money": paid,
    }
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    facing = Grid.grid(padding=(0, 3, 0, 0))
    for key, value in {**shown, "claims": ", ".join(map(str, shown["claims"])) or "-"}.items():
        if isinstance(value, str) and value:
            facing.add_row(_label(key, call.lang), _value(key, value, call.lang))
    grid = Grid()
    for head in ("date", "receipt", "account", "months"):
        grid.add_column(_label(head, call.lang))
    grid.add_column(_label("amount", call.lang), justify="right")
    for row in paid:
        cells = (row[key] for key in ("date", "receipt", "account", "months", "amount"))
        grid.add_row(*cells)
    console = Console(markup=False, emoji=False)
    console.print(facing)
    console.print(grid)


#: Thai words for what `show` and `list` print; English keeps the books' own words.
LABELS = {
    "member": "เลขที่",
    "name": "ชื่อ",
    "joined": "รับเมื่อ",
    "ended": "สิ้นสภาพ",
    "reason": "เหตุ",
    "applied": "วันสมัคร",
    "resolution": "มติ",
    "birth": "วันเกิด",
    "sex": "เพศ",
    "village": "หมู่",
    "household": "ครัวเรือน",
    "frequency": "ประเภทการส่ง",
    "group": "กลุ่ม",
    "id-check": "เลขประจำตัวประชาชน",
    "nominee": "ผู้รับผลประโยชน์",
    "other-fund-since": "กองทุนอื่นตั้งแต่",
    "person": "เลขบุคคล",
    "by": "ผู้บันทึก",
    "note": "หมายเหตุ",
    "claims": "คำขอ",
    "date": "วันที่",
    "receipt": "ใบเสร็จ",
    "account": "บัญชี",
    "months": "งวด",
    "amount": "บาท",
}
VALUES = {
    "monthly": "รายเดือน",
    "half-year": "รายครึ่งปี",
    "yearly": "รายปี",
    "F": "หญิง",
    "M": "ชาย",
    "valid": "ถูกต้อง",
    "missing": "ไม่มี",
    "invalid": "ไม่ถูกต้อง",
    "disabled": "พิการ",
    "orphan": "กำพร้า",
    "disadvantaged": "ด้อยโอกาส",
    "none": "ทั่วไป",
    "death": "ตาย",
    "resign": "ลาออก",
    "expelled": "ให้ออก",
    "moved": "ย้าย",
    "lapse": "ขาดส่ง",
}
_WORDS = {"sex", "frequency", "group", "id-check", "reason"}
_DATES = {"joined", "ended", "applied", "birth", "other-fund-since"}


def _label(key: str, lang: str) -> str:
    return LABELS.get(key, key) if lang == "th" else key


def _value(key: str, value: str, lang: str) -> str:
    """A fact as a person reads it: Thai words and พ.ศ. dates, or the books' own in English."""
    if lang != "th":
        return value
    if key in _DATES:
        return calendars.thai_date(date.fromisoformat(value))
    return VALUES.get(value, value) if key in _WORDS else value


@member.command("list")
@click.option("--village", default="")
@click.option("--all", "everybody", is_flag=True, help="รวมผู้พ้นสภาพ")
@click.option("--json", "as_json", is_flag=True)
@pass_call
def member_list(call: Call, village: str, everybody: bool, as_json: bool) -> None:
    """รายชื่อสมาชิก (members)."""
    book = read_books(call)
    people = register.load(call.fund) if call.names else {}
    wanted = calendars.from_thai_digits(village).zfill(2) if village else ""
    listed = [
        found
        for found in book.members.values()
        if (everybody or not found.ended) and (not wanted or found.facts.get("village") == wanted)
    ]
    names = {
        found.number: people.get(str(found.facts.get("person", found.number))) for found in listed
    }
    rows = [
        {
            "member": found.number,
            **({"name": person.name} if (person := names[found.number]) else {}),
            "village": str(found.facts.get("village", "")),
            "joined": found.joined.isoformat(),
            "frequency": str(found.facts.get("frequency", "")),
            "ended": found.ended.isoformat() if found.ended else "",
            "reason": found.reason,
        }
        for found in listed
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    grid = Grid()
    columns = ["member", "name", "village", "joined", "frequency"]
    columns += ["ended", "reason"] if everybody else []
    for column in columns:
        grid.add_column(_label(column, call.lang))
    for row in rows:
        grid.add_row(*(_value(key, row[key], call.lang) if row.get(key) else "" for key in columns))
    Console(markup=False, emoji=False).print(grid)
