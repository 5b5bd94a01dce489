"""`welfare profile`: what forms ask of the fund and no entry tells."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import click
from rich.console import Console
from rich.table import Table as Grid

from welfare import calendars
from welfare import money
from welfare import profile as facts
from welfare.findings import NOWHERE
from welfare.findings import BadValue
from welfare.findings import Refused
from welfare.shell import DAY
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import read_books
from welfare.shell import write
from welfare.vocabulary import PROFILE

WORDS = {
    "members": ("สมาชิก/กรรมการ", "members and committee"),
    "lao": ("อปท.", "local government"),
    "agencies": ("หน่วยงานที่เกี่ยวข้อง", "agencies concerned"),
    "public": ("ปิดประกาศ", "posted in public"),
}


@click.group()
def profile() -> None:
    """ข้อมูลกองทุนที่แบบรายงานถาม เช่น ประชากร แผนงาน (what forms ask)."""


@profile.command("set")
@click.argument("key", type=click.Choice(list(PROFILE)))
@click.argument("value")
@click.option("--on", "day", type=DAY, help="มีผลตั้งแต่วันที่ (ปกติวันนี้)")
@click.option("--by", required=True, help="ผู้บันทึก (เลขบุคคล)")
@pass_call
def profile_set(call: Call, key: str, value: str, day: date | None, by: str) -> None:
    """บันทึกข้อมูลหนึ่งอย่าง (record one fact)."""
    try:
        write(
            call,
            lambda book: facts.record(book, key, value, day or call.today, call.today, by),
        )
    except BadValue as bad:
        raise Refused(bad.at(NOWHERE), exit_code=2) from bad


@profile.command("show")
@click.option("--on", "day", type=DAY, help="ณ วันที่ (ปกติวันนี้)")
@click.option("--json", "as_json", is_flag=True)
@pass_call
def profile_show(call: Call, day: date | None, as_json: bool) -> None:
    """ข้อมูลที่บันทึกไว้ และที่ยังไม่มี (what is recorded, and what is not)."""
    known = facts.current(read_books(call), day or call.today)
    if as_json:
        found = {key: _json(known.get(key)) for key in PROFILE}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    grid = Grid.grid(padding=(0, 2, 0, 0))
    for key, (_, thai, english) in PROFILE.items():
        grid.add_row(key, thai if call.lang == "th" else english, _shown(key, known, call.lang))
    Console(markup=False, emoji=False, highlight=False).print(grid)
    call.say(
        f"มีแล้ว {len(known)} จาก {len(PROFILE)} อย่าง ที่ยังไม่มี แบบรายงานเว้นไว้ให้เขียนด้วยมือ",
        f"{len(known)} of {len(PROFILE)} facts; forms leave a line for the others",
    )


def _json(value: Any) -> Any:
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def _shown(key: str, known: dict[str, Any], lang: str) -> str:
    value = known.get(key)
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return money.text(value)
    if isinstance(value, int):
        return f"{value:,}"
    if facts.choices(key):
        return ", ".join(WORDS[word][lang != "th"] for word in str(value).split(", "))
    return calendars.from_thai_digits(value) if PROFILE[key][0] == "person" else str(value)
