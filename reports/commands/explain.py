"""`welfare explain DOCUMENT [PERIOD] CELL`: the entries behind one figure of a document.

    welfare explain monthly 2566-10 4101.month      where a figure comes from
    welfare explain receipt 01-66-0001 --list       the cells of one paper

Without a period it is of the last month, year or day of which the books tell.
"""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid

from reports import asking
from reports import trace
from reports.asking import Wanted
from reports.documents import Spec
from reports.model import Tick
from reports.model import Value
from reports.trace import Explanation
from reports.words import Words
from welfare import calendars
from welfare import money
from welfare.books import Book
from welfare.findings import finding
from welfare.shell import Call
from welfare.shell import csv_option
from welfare.shell import pass_call
from welfare.shell import read_books
from welfare.shell import save_rows


@click.command()
@click.argument("document")
@click.argument("words", nargs=-1)
@click.option("--list", "all_", is_flag=True, help="ทุกช่องที่มีชื่อ พร้อมค่า")
@click.option("--whole", is_flag=True, help="ทั้งประวัติ ไม่เฉพาะปีที่เปิด")
@click.option("--village", default="", help="หมู่ที่")
@click.option("--member", default="", help="เลขที่สมาชิก")
@click.option("--number", default="", help="เลขที่ใบเสร็จ ใบสำคัญ หรือคำขอ")
@click.option("--json", "as_json", is_flag=True)
@csv_option
@pass_call
def explain(
    call: Call,
    /,
    document: str,
    words: tuple[str, ...],
    all_: bool,
    whole: bool,
    village: str,
    member: str,
    number: str,
    as_json: bool,
    out: Path | None,
) -> None:
    """ที่มาของตัวเลขในเอกสาร: [งวด] และชื่อช่อง (the entries behind a figure).

    \b
    เช่น  welfare explain status-return 2567 10.assets_1.bank
          welfare explain status-return 2567 --list
    """
    spec = asking.document(document)
    typed, ref = _split(call, spec, words, all_=all_)
    wanted = asking.settled(spec, Wanted(typed, village, member, number), call.today, call.lang)
    if spec.per == "member" and not wanted.member:
        raise asking.needs(spec.id, "member", call.lang)
    book = read_books(call, whole=whole)
    ask = asking.ask(book, spec, wanted, call.today, call.lang)
    if spec.reaches_back(book, ask):
        book = read_books(call, whole=True, told=False)
    built = spec.build(book, ask)
    if all_:
        _list(call, built.subtitle, trace.labelled(built), as_json=as_json)
        return
    found = _relative(trace.explain(book, built, ref), call.fund)
    if out is not None:
        save_rows(call, out, trace.rows(found), trace.COLUMNS)
    elif as_json:
        click.echo(json.dumps(trace.as_json(found), ensure_ascii=False, indent=1))
    else:
        _show(call, book, built.title, built.subtitle, found)
    if found.ties is False:
        _loud(call, found)
        sys.exit(1)


def _split(call: Call, spec: Spec, words: Sequence[str], *, all_: bool) -> tuple[str, str]:
    """The period, number or member, and the cell, as typed."""
    before = asking.PERIODS[spec.periods if spec.periods != "none" else spec.per or "none"]
    most = bool(before[0]) + (not all_)
    if len(words) > most or (not words and not all_):
        thai, english = (f"[{word}] " if word else "" for word in before[:2])
        raise call.usage(
            f"ใช้: welfare explain {spec.id} {thai}ช่อง  (หรือ --list)",
            f"usage: welfare explain {spec.id} {english}CELL  (or --list)",
        )
    if all_:
        return (words[0] if words else ""), ""
    return (words[0] if len(words) > 1 else ""), words[-1]


def _relative(found: Explanation, folder: Path) -> Explanation:
    """Places below the fund's folder, as the auditor types them."""
    lines = tuple(line._replace(place=line.place.below(folder)) for line in found.lines)
    return found._replace(lines=lines)


# --- on the screen -------------------------------------------------------------------------------


def _console() -> Console:
    return Console(markup=False, emoji=False, highlight=False)


def _said(value: Value, lang: str) -> str:
    if isinstance(value, Tick):
        return f"[{'x' if value.checked else ' '}] {value.label}"
    if isinstance(value, Decimal):
        return money.text(value)
    if isinstance(value, date):
        return Words(lang).day(value)
    if isinstance(value, int):
        return f"{value:,}"
    text = value or ""
    return text if text.strip(".") else "…"


def _list(call: Call, subtitle: str, known: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        rows = [
            {"ref": ref, "label": label, "value": trace.plain(cell.value)}
            for ref, (label, cell) in known.items()
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    grid = Grid(title=subtitle, box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    thai = call.lang == "th"
    grid.add_column("ช่อง" if thai else "cell", no_wrap=True)
    grid.add_column("รายการ" if thai else "what")
    grid.add_column("ค่า" if thai else "value", justify="right")
    for ref, (label, cell) in known.items():
        grid.add_row(ref, label, _said(cell.value, call.lang))
    _console().print(grid)


def _show(call: Call, book: Book, title: str, subtitle: str, found: Explanation) -> None:
    words = Words(call.lang)
    click.echo(f"{title} · {subtitle}")
    click.echo(f"{found.ref}  {found.label}: {_said(found.value, call.lang)}")
    if found.note:
        click.echo(found.note)
    if found.opening:
        call.say(
            f"ยอดยกมาก่อนสมุดบัญชี {_said(found.opening, 'th')}",
            f"brought in from before the books: {_said(found.opening, 'en')}",
        )
    if found.lines:
        click.echo("\n".join(_entries(book, found, words)))
    elif found.numbers:
        width = shutil.get_terminal_size().columns
        click.echo(textwrap.fill(", ".join(found.numbers), width, break_on_hyphens=False))
    if found.parts:
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column()
        grid.add_column(justify="right", no_wrap=True)
        for part in found.parts:
            grid.add_row(part.ref, part.label, _said(part.value, call.lang))
        _console().print(grid)
    if found.ties:
        total = _said(found.total, call.lang)
        call.say(f"รวม {total} ตรงกับเอกสาร", f"total {total}, as the document says")
    elif found.ties is None:
        call.say("ตัวเลขนี้อธิบายด้วยข้อความข้างบน", "words explain this one, see above")


def _entries(book: Book, found: Explanation, words: Words) -> list[str]:
    """Two lines for each entry: figures in columns, and below them where it stands and its text.

    The account is told where there are several.
    """
    several = len({line.account for line in found.lines}) > 1
    heads = [words("วันที่", "date"), words("เลขที่", "number"), words("บัญชี", "account")]
    heads += [words("บาท", "baht"), words("สะสม", "running")]
    rows = [heads]
    for line in found.lines:
        account = book.codes.get(line.account, line.account)
        baht, running = money.text(line.amount), money.text(line.running)
        rows.append([_day(line.day, words.lang), line.number, account, baht, running])
    if not several:
        rows = [[*row[:2], *row[3:]] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    first, *rest = ["  ".join(_padded(row, widths)).rstrip() for row in rows]
    told = [first, "─" * (sum(widths) + 2 * len(widths) - 2)]
    for line, figures in zip(found.lines, rest, strict=True):
        place = f"{line.place.file.removesuffix('.beancount')}:{line.place.line}"
        told += [figures, f"    {place}  {line.text}".rstrip()]
    return told


def _padded(row: list[str], widths: list[int]) -> Iterator[str]:
    """Cells of one width; the last two, amounts, to the right."""
    for index, (text, width) in enumerate(zip(row, widths, strict=True)):
        room = " " * (width - cell_len(text))
        yield room + text if index >= len(row) - 2 else text + room


def _day(day: date, lang: str) -> str:
    """A day in a narrow column: `09/11/65`, `2022-11-09`."""
    return f"{day:%d/%m}/{calendars.be(day) % 100:02}" if lang == "th" else day.isoformat()


def _loud(call: Call, found: Explanation) -> None:
    """It must not be overlooked that the books do not carry a figure."""
    total, value = found.total, found.value
    numbers = isinstance(total, Decimal | int) and isinstance(value, Decimal | int)
    difference = value - total if numbers else "-"  # type: ignore[operator]
    wrong = finding(
        "R914",
        ref=found.ref,
        document=found.document,
        value=_said(value, call.lang),
        total=_said(total, call.lang),
        difference=_said(difference, call.lang),
    )
    click.secho(f"!!! {wrong.text(call.lang)}", fg="red", bold=True, err=True)
