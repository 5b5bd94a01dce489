"""`welfare matching YEAR`: the list for the state match, shown, saved or recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table as Grid

from rules import matching as lists
from rules import reasons
from rules.matching import Listing
from rules.membership import Members
from welfare import money
from welfare import register
from welfare.shell import YEAR
from welfare.shell import Call
from welfare.shell import csv_option
from welfare.shell import pass_call
from welfare.shell import reaching
from welfare.shell import read_books
from welfare.shell import save_rows
from welfare.shell import write

#: Why somebody does not stand on the list, in the words of the conditions.
REASONS = {
    "M1_NOT_CURRENT": ("ไม่เป็นสมาชิกในวันตัดยอด", "no member at the cut-off"),
    "M2_UNDER_ONE_YEAR": ("อายุสมาชิกยังไม่ครบ", "not a member for long enough"),
    "M3_ALREADY_THREE": ("ได้รับสมทบครบจำนวนรอบแล้ว", "listed as often as may be"),
    "M4_ID_INVALID": ("เลขประจำตัวประชาชนไม่ถูกต้อง", "no valid citizen id"),
    "M5_OTHER_FUND_FIRST": ("เข้ากองทุนสวัสดิการอื่นก่อน", "of another fund first"),
    "M6_NOTHING_RECEIPTED": ("ไม่มีเงินสมทบที่ออกใบเสร็จในรอบ", "nothing receipted in the round"),
}


@click.command("matching")
@click.argument("year", type=YEAR)
@csv_option
@click.option("--record", is_flag=True, help="บันทึกบัญชีรายชื่อลงสมุดบัญชี (นับรอบตั้งแต่นั้น)")
@pass_call
def matching(call: Call, year: str, out: Path | None, *, record: bool) -> None:
    """บัญชีรายชื่อขอรับเงินสมทบจากรัฐ (the list for the state match)."""
    if record:
        _record(call, int(year))
    if record and out is None:
        return
    book = read_books(call)
    day = lists.cut_off(book, int(year))
    members = Members(reaching(call, book, day) if day else book)
    found = lists.listing(members, int(year))
    if out is None:
        _show(call, found, members)
        return
    save_rows(call, out, lists.table(found), lists.COLUMNS)


def _record(call: Call, year: int) -> None:
    """The list goes into the books; of its many lines only the first is shown."""
    write(call, lambda book: lists.record(Members(book), year, call.today), shown=1)


def _show(call: Call, found: Listing, members: Members) -> None:
    people = register.load(call.fund) if call.names else {}
    names = {
        number: person.name
        for number in found.rows
        if (person := people.get(members.person(number))) is not None
    }
    console = Console(markup=False, emoji=False, highlight=False)
    console.print(_list(call, found, names))
    console.print(_left_out(call, found))
    day = reasons.day(found.day, call.lang)
    call.say(
        f"ณ วันที่ {day}  {found.heads} คน  {money.text(found.total)} บาท",
        f"as of {day}: {found.heads} members, {money.text(found.total)} baht",
    )
    if found.day > call.today:
        call.say("ยังไม่ถึงวันตัดยอด ตัวเลขจึงยังเปลี่ยนได้", "the cut-off lies ahead: this will change")
    elif not found.recorded:
        call.say("ยังไม่ได้บันทึกลงสมุดบัญชี (--record)", "not recorded in the books yet (--record)")
    elif dict(found.listed) != {n: row.amount for n, row in found.rows.items() if row.counted}:
        total = money.text(sum(found.listed.values(), money.ZERO))
        call.say(
            f"บันทึกไว้แล้ว {len(found.listed)} คน {total} บาท ไม่ตรงกับที่คิดได้วันนี้",
            f"recorded with {len(found.listed)} members and {total} baht, other than this",
        )


def _list(call: Call, found: Listing, names: Mapping[str, str]) -> Grid:
    thai = call.lang == "th"
    grid = Grid(title=f"บัญชีรายชื่อขอรับเงินสมทบ {found.year}" if thai else f"List of {found.year}")
    heads = ("เลขที่", "ชื่อ", "เริ่มเป็นสมาชิก", "รอบที่", "ออกใบเสร็จในรอบ", "ขอรับสมทบ")
    plain = ("member", "name", "since", "round", "receipted", "asked for")
    for index, head in enumerate(heads if thai else plain):
        if call.names or index != 1:
            grid.add_column(head, justify="right" if index > 2 else "left")
    for row in found.rows.values():
        if not row.counted:
            continue
        cells = [
            row.member,
            *([names.get(row.member, "")] if call.names else []),
            reasons.day(row.start, call.lang),
            str(row.before + 1),
            money.text(row.receipted),
            money.text(row.amount),
        ]
        grid.add_row(*cells)
    return grid


def _left_out(call: Call, found: Listing) -> Grid:
    """How many fail each condition, and who where they are few enough to look after."""
    grid = Grid.grid(padding=(0, 3, 0, 0))
    count = Counter(row.reason for row in found.rows.values())
    for code, words in REASONS.items():
        numbers = [row.member for row in found.rows.values() if row.reason == code]
        few = ", ".join(numbers) if 0 < len(numbers) <= 5 else ""
        grid.add_row(words[call.lang != "th"], str(count[code]), few)
    return grid
