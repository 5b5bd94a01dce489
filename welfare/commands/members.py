"""`welfare member …`: the register and the events of members."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from welfare import calendars
from welfare import counter
from welfare import register
from welfare import tables
from welfare.shell import DAY
from welfare.shell import Call
from welfare.shell import pass_call
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


def personal(given: dict[str, Any]) -> dict[str, str]:
    """The given facts that go to the register, taken out of them."""
    names = set(register.Person._fields) - {"person", "village", "relation"}
    found = {key: str(tables.clean(given.pop(key)) or "") for key in list(given) if key in names}
    found["citizen_id"] = re.sub(r"\D", "", calendars.from_thai_digits(found["citizen_id"]))
    return found


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
    own = personal(given)
    write(
        call,
        lambda book: counter.change_member(
            book,
            register.load(call.fund),
            number,
            day or call.today,
            call.today,
            by,
            own,
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
    """บันทึกการสิ้นสมาชิกภาพ (a membership ends).

    วันที่ในเดือนที่ปิดแล้วก็บันทึกได้ รายการจะลงวันแรกที่ยังเปิด และบอกวันที่เกิดเหตุไว้
    """
    for entry in write(
        call,
        lambda book: counter.end_member(book, number, day, call.today, reason, resolution),
    ):
        if "on" in entry.meta:
            _told_late(call, day, entry.date)


def _told_late(call: Call, day: date, dated: date) -> None:
    """Say under which day an end of a closed month stands, and what each of the days decides."""
    happened, recorded = calendars.thai_date(day), calendars.thai_date(dated)
    call.say(
        f"เดือนของวันที่ {happened} ปิดแล้ว จึงลงรายการวันที่ {recorded} และเก็บวันที่เกิดเหตุไว้ (on:)"
        f" สิทธิ เงินสมทบ และคำขอใช้วันที่ {happened} ยอดสมาชิกนับออกในเดือนของวันที่ {recorded}",
        f"the month of {day} is closed: recorded under {dated}, with the day itself (on:). Rights,"
        f" dues and claims go by {day}; members are counted out in the month of {dated}",
    )


@member.command("notice")
@click.argument("numbers", nargs=-1, required=True)
@click.option("--about", type=click.Choice(["arrears", "lapse", "other"]), default="arrears")
@click.option(
    "--how",
    type=click.Choice(["letter", "visit", "phone", "meeting", "board"]),
    required=True,
    help="แจ้งอย่างไร",
)
@click.option("--by", required=True, help="ผู้แจ้ง (เลขบุคคล)")
@click.option("--date", "day", type=DAY, help="วันที่แจ้ง (ปกติวันนี้)")
@pass_call
def member_notice(
    call: Call, numbers: tuple[str, ...], about: str, how: str, by: str, day: date | None
) -> None:
    """บันทึกการแจ้งเตือนสมาชิก เช่น ก่อนขาดสมาชิกภาพ (a notice was given)."""
    write(
        call,
        lambda book: counter.notices(
            book, numbers, day or call.today, call.today, about=about, how=how, by=by
        ),
    )
