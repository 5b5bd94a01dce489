"""`welfare bylaws`: read the rules in force, compare two days, look for mistakes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from rules import bylaws as rules
from rules import plugin
from rules import prose
from welfare import calendars
from welfare import writing
from welfare.books import Book
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import by_place
from welfare.findings import finding
from welfare.findings import refuse
from welfare.shell import IN_FORCE
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import read_books
from welfare.vocabulary import place_of


@click.group()
def bylaws() -> None:
    """ระเบียบของกองทุน: อ่าน เทียบ ตรวจ (bylaws)."""


@bylaws.command()
@click.option("--on", "day", type=IN_FORCE, help="วันที่ (ปกติวันนี้)")
@pass_call
def show(call: Call, day: date | None) -> None:
    """ระเบียบที่ใช้บังคับในวันหนึ่ง เรียงตามข้อ (the rules in force)."""
    book = _readable(call)
    on = day or call.today
    sections = prose.text(book.bylaws, on, call.lang)
    call.say(f"ระเบียบที่ใช้บังคับในวันที่ {_day(call, on)}", f"bylaws in force on {_day(call, on)}")
    if not sections:
        call.say("ไม่มีระเบียบที่ใช้บังคับในวันนั้น", "no rule is in force on that day")
    article = ""
    for section in sections:
        # One heading for all rules of an article.
        head = section.article if section.article != article else ""
        article = section.article
        _print(head, section.title, section.lines, _since(call, section.since))


@bylaws.command()
@click.argument("first", type=IN_FORCE)
@click.argument("second", type=IN_FORCE)
@pass_call
def diff(call: Call, first: date, second: date) -> None:
    """ระเบียบสองวันต่างกันอย่างไร (what changed between two days)."""
    book = _readable(call)
    changes = prose.diff(book.bylaws, first, second, call.lang)
    for change in changes:
        kind = prose.KINDS[change.kind][call.lang != "th"]
        _print(change.article, f"{kind}: {change.title}", change.lines, "")
    days = f"{_day(call, first)} → {_day(call, second)}"
    call.say(f"{days}: ต่างกัน {len(changes)} ข้อ", f"{days}: {len(changes)} rules differ")


@bylaws.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, file: Path | None) -> None:
    """ตรวจระเบียบของกองทุน หรือแฟ้มระเบียบที่ยังไม่ใช้ (look for mistakes).

    FILE is a file of bylaws that is no fund's yet.
    """
    call: Call = ctx.obj
    found = _of_fund(call) if file is None else rules.check_text(_text(file), str(file))
    for item in found:
        click.echo(item.line(call.lang))
    call.say(f"ข้อผิดในระเบียบ {len(found)} ข้อ", f"mistakes in the bylaws: {len(found)}")
    ctx.exit(1 if found else 0)


def _of_fund(call: Call) -> list[Finding]:
    """Whatever is wrong in the file of bylaws, and all that is wrong with a rule anywhere."""
    book = read_books(call)
    return by_place(
        [
            *_unread(book),
            *(
                item
                for item in plugin.findings(book)
                if item.code.startswith(("E6", "E412")) or Path(item.place.file).name == rules.FILE
            ),
        ]
    )


def _unread(book: Book) -> list[Finding]:
    """What Beancount could not read of the file of bylaws."""
    places = (
        (place_of(error.source or {}), error.message)
        for error in book.errors
        if not isinstance(error, plugin.BooksError)
    )
    return [
        finding("E100", place, message=message)
        for place, message in places
        if Path(place.file).name == rules.FILE
    ]


def _readable(call: Call) -> Book:
    """The books; where their bylaws have mistakes, what is shown is told to be less than all."""
    book = read_books(call)
    if rules.broken(book):
        call.say(
            "ระเบียบมีข้อผิด ที่แสดงจึงอาจไม่ครบ ดูด้วย welfare bylaws check",
            "the bylaws have mistakes, so that this may not be all: see welfare bylaws check",
            err=True,
        )
    return book


def _text(path: Path) -> str:
    if not path.is_file():
        raise refuse("R113", path=path)
    raw = writing.read(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refuse("E110", Place(str(path), line), reason="not UTF-8") from error


def _print(article: str, title: str, lines: list[str], since: str) -> None:
    """A rule on the terminal; long sentences go on below, indented."""
    console = Console(markup=False, emoji=False, highlight=False)
    if article:
        console.print()
        console.print(Text(article, style="bold"))
    head = Text(title, style="bold")
    if since:
        head.append(f"  {since}", style="dim")
    console.print(Padding(head, (0, 0, 0, 2), expand=False))
    for line in lines:
        console.print(Padding(Text(line), (0, 0, 0, 6), expand=False))


def _day(call: Call, day: date) -> str:
    return calendars.thai_date(day, "long") if call.lang == "th" else day.isoformat()


def _since(call: Call, day: date) -> str:
    shown = calendars.thai_date(day) if call.lang == "th" else day.isoformat()
    return f"(ตั้งแต่ {shown})" if call.lang == "th" else f"(since {shown})"
