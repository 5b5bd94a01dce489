"""`welfare close month|year` and `welfare reopen`: periods are sealed, or taken back."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from reports import checklist
from reports import closing
from reports.checklist import Item
from welfare import calendars
from welfare import counter
from welfare import privacy
from welfare import records
from welfare import register
from welfare import seals
from welfare import writing
from welfare.books import Book
from welfare.findings import NOWHERE
from welfare.findings import BadValue
from welfare.findings import Refused
from welfare.findings import refuse
from welfare.shell import YEAR
from welfare.shell import Call
from welfare.shell import more
from welfare.shell import pass_call
from welfare.shell import progress
from welfare.shell import quick

#: The word before each line of the checklist.
STATES = {
    "done": ("เสร็จ", "done"),
    "todo": ("ยังไม่ทำ", "to do"),
    "look": ("ควรดู", "look"),
    "block": ("ต้องแก้", "stop"),
}
#: Of so many receipts, claims or villages the numbers are shown; the rest is counted.
SHOWN = 8

BY = click.option("--by", default="", help="ผู้ปิดงวด (เลขบุคคล) ปกติเหรัญญิก")

NEW_KEY = click.option("--new-key", is_flag=True, help="ปิดแม้ไม่มี register/seal.key เดิมแล้ว")


@click.group()
def close() -> None:
    """ปิดเดือน ปิดปี (close a month or a fiscal year)."""


@close.command("month")
@click.argument("period", default="")
@BY
@click.option("--with-open-points", "accept", is_flag=True, help="ปิดทั้งที่ยังมีเรื่องค้าง")
@NEW_KEY
@pass_call
def close_month(call: Call, period: str, by: str, accept: bool, new_key: bool) -> None:
    """ปิดเดือน: ตรวจรายการ แล้วออกรหัสปิดงวด (close a month; the next one if none is named)."""
    asked = _month(call, period)
    with quick(), records.session(call.fund, call.tell, present=True, rest=True) as present:
        book = _judged(call, present)
        links = seals.closings(call.fund)
        month = closing.month_to_close(book, links, asked, call.today)
        _refuse_strays(call, links)
        person = _closer(call, book, by)
        title = calendars.thai_month(month.label)
        call.say(f"ปิดเดือน{title}", f"closing {month.label}")
        items = checklist.items(book, month)
        while book.carried and any(item.state == "block" for item in items):
            # Only the whole books may say no.
            book = more(call, book)
            items = checklist.items(book, month)
        _show(call, items)
        _may_close(call, items, accept=accept)
        files = closing.month_package(book, month, items)
        code = closing.close(
            book, month, "month", files, entered=call.today, by=person, new_key=new_key
        )
    _tell_code(call, code, f"เดือน{title}", month.label)
    call.say(
        f"พิมพ์รายงานให้กรรมการลงนาม: welfare print monthly {calendars.be_month(month.label)}",
        f"print the sheet for the committee to sign: welfare print monthly {month.label}",
    )


@close.command("year")
@click.argument("year", type=YEAR, required=False)
@BY
@NEW_KEY
@pass_call
def close_year(call: Call, year: str | None, by: str, new_key: bool) -> None:
    """ปิดปีบัญชี เมื่อปิดครบทุกเดือนแล้ว (close a fiscal year whose months are closed)."""
    with quick(), records.session(call.fund, call.tell) as main:
        book = _judged(call, main)
        links = seals.closings(call.fund)
        period = closing.year_to_close(book, links, year or "", call.today)
        _refuse_strays(call, links)
        person = _closer(call, book, by)
        if wrong := checklist.errors(book):
            raise Refused(*wrong[:SHOWN], refuse("R833", count=len(wrong)).findings[0])
        files = closing.year_package(book, period, call.fund)
        code = closing.close(
            book, period, "year", files, entered=call.today, by=person, new_key=new_key
        )
    _show(call, checklist.points(book, period))
    _tell_code(call, code, f"ปีบัญชี {period.label}", period.label)
    call.say(
        f"ต่อไป: พิมพ์งบประจำปี welfare print annual {period.label}\n"
        f"ผู้ตรวจสอบลงนาม welfare sign audit {period.label} แล้วที่ประชุมใหญ่รับรอง"
        f" welfare sign adoption {period.label}",
        f"next: print the annual book with welfare print annual {period.label};\n"
        f"the auditor signs (welfare sign audit {period.label}), then the general meeting adopts"
        f" (welfare sign adoption {period.label})",
    )


@click.command()
@click.argument("period")
@click.option("--resolution", required=True, help="มติที่ให้เปิดใหม่")
@click.option("--reason", required=True, help="เหตุที่ต้องเปิดใหม่")
@click.option("--by", required=True, help="ผู้เปิดงวด (เลขบุคคล)")
@pass_call
def reopen(call: Call, period: str, resolution: str, reason: str, by: str) -> None:
    """เปิดงวดที่ปิดล่าสุดใหม่ ตามมติ (reopen the last closed month or year)."""
    with quick(), records.session(call.fund, call.tell) as book:
        asked = _period(call, book, period)
        links = seals.closings(call.fund)
        _refuse_strays(call, links)
        closed = closing.to_reopen(book, links, asked)
        if resolution not in book.resolutions:
            raise refuse("R836", resolution=resolution)
        person = counter.known_person(book, by)
        names = register.full_names(register.load(call.fund))
        if wrong := list(privacy.findings("reason", reason, names, NOWHERE)):
            raise Refused(*wrong)
        closing.reopen(
            book, closed, entered=call.today, by=person, resolution=resolution, reason=reason
        )
    what = "year" if closed.kind == "year" else "month"
    typed, period_th = calendars.typed_period(asked), calendars.thai_period(asked)
    call.say(
        f"เปิด {period_th} ใหม่แล้ว รหัสปิดงวด {closed.code} ใช้ไม่ได้อีก\n"
        f"เรียกคืนรายงานของ {period_th} ที่พิมพ์หรือส่งไปแล้วทุกฉบับ"
        f" และจดมติ {resolution} กับรหัสที่ยกเลิกในรายงานการประชุม",
        f"{asked} is open again; its code {closed.code} is void.\n"
        f"Recall every sheet of {asked} that was printed or sent, and write resolution"
        f" {resolution} and the void code in the minutes.",
    )
    call.say(
        f"แก้แล้วปิดอีกครั้ง: welfare close {what} {typed}",
        f"correct it and close it again: welfare close {what} {asked}",
    )


# --- what was typed ------------------------------------------------------------------------------


def _month(call: Call, typed: str) -> str:
    """A month as typed, `2023-10`; "" stays so."""
    try:
        return calendars.parse_month(typed, reference=call.today) if typed else ""
    except BadValue as bad:
        raise Refused(bad.at(NOWHERE), exit_code=2) from bad


def _period(call: Call, book: Book, typed: str) -> str:
    """A month or fiscal year as typed, as closings name it."""
    try:
        found = calendars.parse_period(
            typed, fiscal_start_month=book.fiscal_start, reference=call.today
        )
    except BadValue as bad:
        raise Refused(bad.at(NOWHERE), exit_code=2) from bad
    return found.label


def _judged(call: Call, book: Book) -> Book:
    """The books, or as much more of them as it takes to judge what they hold."""
    while book.carried and call.beyond(book, []):
        book = more(call, book)
    return book


def _closer(call: Call, book: Book, by: str) -> str:
    """Who closes: the person given, else the treasurer of today.

    Raises:
        Refused: R402 nobody has that number, R835 no treasurer is in office.
    """
    found = counter.known_person(book, by) if by else book.officer("treasurer", call.today)
    if not found:
        raise refuse("R835", day=call.today)
    return found


def _refuse_strays(call: Call, links: Sequence[seals.Closing]) -> None:
    if strays := closing.strays(call.fund, links):
        raise Refused(*strays)


# --- what is shown -------------------------------------------------------------------------------


def _show(call: Call, items: Sequence[Item]) -> None:
    """The checklist, a line each, and below it what to do."""
    for item in items:
        word = STATES[item.state][call.lang != "th"]
        click.echo(f"  {word}: {item.text(call.lang)}")
        for line in _details(item, call.lang):
            click.echo(f"      {line}")
        if item.todo(call.lang):
            click.echo(f"      → {item.todo(call.lang)}")


def _details(item: Item, lang: str) -> list[str]:
    """What an item is about: sentences, or its subjects in one line."""
    lines = item.details(lang)
    all_of = lines or item.subjects
    more = {"th": "และอีก", "en": "and more:"}[lang]
    rest = [f"{more} {len(all_of) - SHOWN}"] if len(all_of) > SHOWN else []
    shown = [*all_of[:SHOWN], *rest]
    return shown if lines or not shown else [", ".join(shown)]


def _may_close(call: Call, items: Sequence[Item], *, accept: bool) -> None:
    """Ask, where points are open, whether to close nevertheless.

    Raises:
        Refused: R833 something must be settled first, R834 points are open and nobody said that
            they may be left so.
    """
    blocks = sum(item.state == "block" for item in items)
    if blocks:
        raise refuse("R833", count=blocks)
    open_points = sum(item.state == "todo" for item in items)
    if not open_points or accept:
        return
    question = {
        "th": f"ยังมี {open_points} เรื่องค้าง ปิดเดือนโดยพิมพ์เรื่องค้างไว้ในรายงานหรือไม่",
        "en": f"{open_points} things are still to do; close, and print them on the month's sheet?",
    }[call.lang]
    if not (at_terminal() and click.confirm(question, default=False)):
        raise refuse("R834", count=open_points)


def at_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty()


def _tell_code(call: Call, code: str, th: str, en: str) -> None:
    """The code in groups that can be read out, and what to do with it."""
    groups = "   ".join(code.split("-"))
    call.say(f"\nปิด{th} แล้ว รหัสปิดงวด:", f"\n{en} is closed. Its code:")
    click.echo(f"\n    {groups}\n")
    call.say(
        "จดรหัสนี้ในรายงานการประชุม ให้กรรมการอ่านทวนและลงนาม เก็บไว้นอกเครื่องนี้",
        "write it in the minutes, read it out and have it signed; keep it away from this computer",
    )


# --- the sample ----------------------------------------------------------------------------------

#: The sample's people are invented, so its key need not be secret; its seals are always the same.
_SAMPLE_KEY = f"{b'sample'.hex():0<64}\n".encode()


def close_sample(call: Call) -> None:
    """Close all months and years of the sample fund, each on the day after its last one."""
    with quick(), records.session(call.fund, call.tell) as book:
        last = max(entry.date for entry in book.transactions)
        year = calendars.fiscal_year(last, book.fiscal_start)
        through = calendars.fiscal_year_period(year, book.fiscal_start).last
        seen: writing.Seen = {}
        if writing.take(call.fund, seals.KEY, seen) is None:
            writing.commit(call.fund, {seals.KEY: _SAMPLE_KEY}, seen)
        years = year + 1 - calendars.fiscal_year(book.books_from, book.fiscal_start)
        with progress(13 * years) as step:
            done = closing.close_history(book, through, step)
    if done:
        call.say(
            f"ปิดงวดแล้ว {len(done)} งวด ({done[0]} ถึง {done[-1]})",
            f"{len(done)} periods closed ({done[0]} to {done[-1]})",
        )
