"""`welfare`: the command line of a community welfare fund's books.

Commands only read what a person typed, call the function that does the work, and print. This is
the one place that prints and that knows what today is.
"""

from __future__ import annotations

import functools
import importlib
import io
import json
import shutil
import sys
from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction

from welfare import calendars
from welfare import money
from welfare import records
from welfare.books import Book
from welfare.findings import NOWHERE
from welfare.findings import BadValue
from welfare.findings import Refused
from welfare.findings import by_place
from welfare.shell import Call
from welfare.shell import csv_option
from welfare.shell import pass_call
from welfare.shell import read_books
from welfare.shell import save
from welfare.shell import save_rows

if TYPE_CHECKING:
    from rules.alert import Alert

DEMO = Path("ledgers") / "sample"

#: Commands that are not in this file: where each is. The module is imported when its command is
#: called, so that an everyday command does not wait for the code of all others.
COMMANDS = {
    "init": "welfare.commands.start:init",
    "import": "welfare.commands.start:import_",
    "collect": "welfare.commands.money:collect",
    "receive": "welfare.commands.money:receive",
    "spend": "welfare.commands.money:spend",
    "advance": "welfare.commands.money:advance",
    "transfer": "welfare.commands.money:transfer",
    "deposit": "welfare.commands.money:deposit",
    "withdraw": "welfare.commands.money:withdraw",
    "handover": "welfare.commands.money:handover",
    "count": "welfare.commands.money:count",
    "reverse": "welfare.commands.money:reverse",
    "receipt": "welfare.commands.receipts:receipt",
    "voucher": "welfare.commands.receipts:voucher",
    "officer": "welfare.commands.governance:officer",
    "payee": "welfare.commands.governance:payee",
    "meeting": "welfare.commands.governance:meeting",
    "sign": "welfare.commands.governance:sign",
    "attach": "welfare.commands.governance:attach",
    "irregularity": "welfare.commands.governance:irregularity",
    "bylaws": "rules.commands.bylaws:bylaws",
    "claim": "rules.commands.claims:claim",
    # The group of welfare.commands.members, with the commands that ask the bylaws.
    "member": "rules.commands.members:member",
    "members": "rules.commands.members:members",
    "reinstatements": "rules.commands.members:reinstatements",
    "matching": "rules.commands.matching:matching",
    "verify": "reports.commands.verify:verify",
    "profile": "welfare.commands.profile:profile",
    "explain": "reports.commands.explain:explain",
    "print": "reports.commands.print_:print_",
    "status": "reports.commands.status:status",
    "audit": "reports.commands.audit:audit",
    "close": "reports.commands.close:close",
    "reopen": "reports.commands.close:reopen",
}


class Welfare(click.Group):
    """The main group: refusals become messages and exit codes, never tracebacks."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, imported or not."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, imported now if it was not called before."""
        if cmd_name in COMMANDS:
            module, _, name = COMMANDS[cmd_name].partition(":")
            found: click.Command = getattr(importlib.import_module(module), name)
            return found
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; 1 where the books or papers say no, 2 for wrong usage."""
        try:
            return super().invoke(ctx)
        except Refused as refused:
            lang = ctx.obj.lang if ctx.obj else "th"
            for item in by_place(refused.findings):
                click.echo(item.line(lang), err=True)
            ctx.exit(refused.exit_code)


@click.group(cls=Welfare, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--fund", "folder", type=click.Path(path_type=Path), help="โฟลเดอร์ของกองทุน / fund")
@click.option("--lang", type=click.Choice(["th", "en"]), default="th", help="ภาษา / language")
@click.option("--no-names", is_flag=True, help="ไม่แสดงชื่อบุคคล / hide names")
@click.option("--today", hidden=True, default="")
@click.version_option(package_name="tambon-welfare")
@click.pass_context
def main(ctx: click.Context, folder: Path | None, lang: str, no_names: bool, today: str) -> None:
    """สมุดบัญชีของกองทุนสวัสดิการชุมชน (books of a community welfare fund)."""
    _speak_utf8()
    now = date.today()  # noqa: DTZ011 - the fund's own calendar day is the laptop's
    try:
        day = date.fromisoformat(today) if today else now
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    ctx.obj = Call(folder, lang, day, not no_names, guard, strays, irregular, sound_bylaws, beyond)


def _speak_utf8() -> None:
    """Thai and box lines must not end in a traceback where output goes to a file on Windows."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")


def guard(book: Book, plan: records.Plan) -> None:
    """Hold a plan against the rules; only commands that write need them loaded."""
    from rules.guard import guard as hold  # noqa: PLC0415

    hold(book, plan)


def strays(book: Book, entries: list[Transaction]) -> frozenset[tuple[str, date, str]]:
    """Whose money about to be booked is no contribution, by the bylaws."""
    from rules.receipts import strays as found  # noqa: PLC0415

    return found(book, entries)


def irregular(book: Book) -> list[Custom]:
    """Irregularities to be offered for payments that the bylaws do not carry."""
    from rules.payments import irregular as found  # noqa: PLC0415

    return found(book)


def beyond(book: Book, new: Sequence[Directive]) -> bool:
    """Whether books that begin with a carried state cannot judge what they hold, or new entries."""
    from rules.guard import beyond as found  # noqa: PLC0415

    return found(book, new)


def sound_bylaws(text: str, name: str) -> None:
    """Refuse a text of bylaws with a mistake in it, before a fund begins with it."""
    from rules import bylaws as rules  # noqa: PLC0415

    if found := rules.check_text(text, name):
        raise Refused(*found)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.pass_context
def demo(ctx: click.Context, folder: Path | None) -> None:
    """สร้างกองทุนตัวอย่างจากกระดาษตัวอย่าง (build the sample fund)."""
    from reports.commands.close import close_sample  # noqa: PLC0415
    from welfare.commands import start  # noqa: PLC0415

    call: Call = ctx.obj
    call.folder = folder or call.folder or DEMO
    with resources.as_file(resources.files("welfare") / "sample") as papers:
        start.import_folder(call, papers, "sample", None, start.Accept(rest=False, irregular=True))
    close_sample(call)
    book = read_books(call)
    _summary(call, book)
    ctx.exit(1 if book.errors else 0)


def _summary(call: Call, book: Book) -> None:
    """What was built, and what to open next."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table as Grid  # noqa: PLC0415

    from reports import figures  # noqa: PLC0415 - reading only
    from rules import alerts  # noqa: PLC0415

    years = sorted(
        {
            calendars.fiscal_year(entry.date, book.fiscal_start)
            for entry in book.transactions
            if entry.date >= book.books_from
        }
    )
    grid = Grid(title=str(book.fund["name-th"] if call.lang == "th" else book.fund["name-en"]))
    heads = {
        "th": ("ปีบัญชี", "รับ (บาท)", "จ่าย (บาท)", "เงินคงเหลือ (บาท)", "สมาชิก", "ต่างจากธนาคาร"),
        "en": ("year", "receipts", "payments", "money left", "members", "bank difference"),
    }[call.lang]
    for index, head in enumerate(heads):
        grid.add_column(head, justify="left" if index == 0 else "right")
    for year in years:
        found = figures.figures(book, calendars.fiscal_year_period(year, book.fiscal_start))
        flow = found["receipts_payments"]
        grid.add_row(
            str(year),
            money.text(flow["receipts_total"]),
            money.text(flow["payments_total"]),
            money.text(flow["closing_total"]),
            str(found["members"]["closing"]),
            money.text(found["bank_reconciliation"]["difference"]),
        )
    Console(markup=False, emoji=False).print(grid)
    count = len(alerts.alerts(book))
    call.say(
        f"ข้อผิดในสมุดบัญชี {len(book.errors)} ข้อ   เรื่องที่ควรดู {count} เรื่อง",
        f"errors in the books: {len(book.errors)}   alerts: {count}",
    )
    where = call.fund
    # Where the program is not on the path, what to type is told with its folder.
    here = "" if shutil.which("welfare") else f"{Path(sys.argv[0]).parent}/"
    call.say(
        f"ต่อไป:  {here}welfare --fund {where} audit\n"
        f"        {here}welfare --fund {where} check\n"
        f"        {here}welfare --fund {where} figures ก.ย.2567",
        f"next:  {here}welfare --fund {where} --lang en audit\n"
        f"       {here}welfare --fund {where} --lang en check\n"
        f"       {here}welfare --fund {where} --lang en figures 2024-09",
    )


# --- asking --------------------------------------------------------------------------------------


@main.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--all", "whole", is_flag=True, help="ทั้งประวัติ ไม่เฉพาะปีที่เปิด")
@pass_call
def check(call: Call, as_json: bool, whole: bool) -> None:
    """ตรวจสมุดบัญชี: ข้อผิด และเรื่องที่ควรดู (errors and alerts)."""
    from rules import alerts  # noqa: PLC0415
    from rules import plugin  # noqa: PLC0415
    from rules.alert import to_json  # noqa: PLC0415

    book = read_books(call, whole=whole, told=False)
    wrong = [*plugin.load_errors(book), *by_place(plugin.findings(book))]
    found = alerts.alerts(book)
    if as_json:
        rows = [
            {"code": f.code, "place": f.place.text("en"), "text": f.text(call.lang)} for f in wrong
        ]
        shown = {"errors": rows, "alerts": to_json(found, call.lang)}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        for item in wrong:
            click.echo(item.line(call.lang))
        for alert in found:
            click.echo(_alert_line(alert, call.lang))
        call.say(
            f"ข้อผิด {len(wrong)} ข้อ   เรื่องที่ควรดู {len(found)} เรื่อง",
            f"{len(wrong)} errors, {len(found)} alerts",
        )
    sys.exit(1 if wrong else 0)


def _alert_line(item: Alert, lang: str) -> str:
    """`8 ก.พ. 2566 COLLECTOR_LATE M07 960.00: what and what to do`."""
    day = calendars.thai_date(item.date) if lang == "th" else item.date.isoformat()
    amount = "" if item.amount is None else f" {money.text(item.amount)}"
    return f"{day} {item.code} {item.subject}{amount}: {item.text(lang)}"


def readable_books(call: Call, *, whole: bool = False) -> Book:
    """Books that can be added up: Beancount read all of it; other errors are told on the way.

    Raises:
        Refused: E100, something does not parse, balance or hold.
    """
    from rules.plugin import load_errors  # noqa: PLC0415

    book = read_books(call, whole=whole, told=False)
    wrong = load_errors(book)
    if wrong:
        raise Refused(*wrong)
    if book.errors:
        call.say(
            f"สมุดบัญชีมีข้อผิด {len(book.errors)} ข้อ ดูด้วย welfare check",
            f"the books hold {len(book.errors)} errors, see welfare check",
            err=True,
        )
    return book


@main.command()
@click.argument("period")
@click.option("--json", "as_json", is_flag=True)
@pass_call
def figures(call: Call, period: str, as_json: bool) -> None:
    """ตัวเลขของเดือน ปีบัญชี หรือช่วงวันที่ (figures of a period)."""
    from rich.console import Console  # noqa: PLC0415

    from reports import annual  # noqa: PLC0415
    from reports import figures as report  # noqa: PLC0415
    from reports import screen  # noqa: PLC0415

    book = readable_books(call)
    try:
        asked = calendars.parse_period(
            period, fiscal_start_month=book.fiscal_start, reference=call.today
        )
    except BadValue as bad:
        raise Refused(bad.at(NOWHERE), exit_code=2) from bad
    yearly = asked.label.isdecimal()
    if annual.needs_whole(book, int(asked.label)) if yearly else asked.first < book.begins:
        book = readable_books(call, whole=True)
    found = annual.annual(book, int(asked.label)) if yearly else report.figures(book, asked)
    if as_json:
        click.echo(json.dumps(report.as_json(found), ensure_ascii=False, indent=1))
    else:
        shown = screen.annual if yearly else screen.figures
        Console(emoji=False).print(shown(book, found, call.lang))


@main.command()
@csv_option
@pass_call
def decisions(call: Call, out: Path | None) -> None:
    """ผลการพิจารณาคำขอทุกรายตามระเบียบ (the decision on every claim)."""
    from rich.console import Console  # noqa: PLC0415

    from reports import decisions as report  # noqa: PLC0415
    from reports import screen  # noqa: PLC0415

    rows = report.table(readable_books(call, whole=True))
    if out is None:
        Console(markup=False, emoji=False).print(screen.decisions(rows, call.lang))
    else:
        save_rows(call, out, rows, report.COLUMNS)
    call.say(f"{len(rows)} คำขอ", f"{len(rows)} claims", err=out is not None)


@main.command()
@click.argument("engine", type=click.Choice(["hledger", "ledger"]))
@click.option("--out", type=click.Path(path_type=Path), help="แฟ้มปลายทาง (ปกติจอภาพ)")
@pass_call
def export(call: Call, engine: str, out: Path | None) -> None:
    """ส่งออกเป็นแฟ้มของ hledger หรือ ledger (export)."""
    from reports import export as exporter  # noqa: PLC0415

    entries = readable_books(call, whole=True).entries
    text = exporter.to_hledger(entries) if engine == "hledger" else exporter.to_ledger(entries)
    if out is None:
        click.echo(text, nl=False)
    else:
        save(out, text)
        call.say(f"เขียน {out} แล้ว", f"{out} written")


@main.command()
@click.option("--csv", "out", type=click.Path(path_type=Path), help="ตารางเทียบทุกยอด เป็นแฟ้ม CSV")
@pass_call
def crosscheck(call: Call, out: Path | None) -> None:
    """เทียบยอดทุกบัญชีทุกสิ้นเดือนกับ hledger และ ledger (crosscheck)."""
    from reports import crosscheck as other  # noqa: PLC0415

    result = other.crosscheck(readable_books(call, whole=True).entries)
    for item in result.findings:
        click.echo(item.line(call.lang))
    for engine in result.engines:
        call.say(
            f"{engine.name}: เทียบ {engine.compared} ยอด",
            f"{engine.name}: {engine.compared} balances compared",
        )
    if out is not None:
        save(out, "\ufeff" + other.side_by_side(result).to_csv())
        call.say(f"เขียน {out} แล้ว", f"{out} written")
    count = len(result.differences)
    call.say(f"ต่างกัน {count} ยอด", f"{count} differences")
    sys.exit(0 if result.ok else 1)


if __name__ == "__main__":
    functools.partial(main, prog_name="welfare")()
