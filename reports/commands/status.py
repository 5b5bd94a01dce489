"""`welfare status`: the eight steps at a glance, and what is due next."""

from __future__ import annotations

import json
from datetime import date

import click
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from reports import status as report
from reports.status import STATES
from reports.status import TITLE
from reports.status import Due
from reports.status import Status
from reports.words import Words
from welfare import seals
from welfare.shell import DAY
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import read_books

COLOURS = {"done": "green", "progress": "yellow", "missing": "red"}
#: An old laptop's window.
WIDTH = 80


@click.command()
@click.option("--on", "day", type=DAY, help="ณ วันที่ (ปกติวันนี้)")
@click.option("--json", "as_json", is_flag=True)
@pass_call
def status(call: Call, day: date | None, as_json: bool) -> None:
    """กองทุนอยู่ตรงไหนใน 8 ขั้นตอน และต้องทำอะไรต่อ (where the fund stands, what is due)."""
    links = seals.closings(call.fund)
    found = report.status(read_books(call, since=day), links, day or call.today, call.lang)
    if as_json:
        click.echo(json.dumps(_json(found), ensure_ascii=False, indent=1))
        return
    own = Console(markup=False, emoji=False, highlight=False)
    console = Console(markup=False, emoji=False, highlight=False, width=min(own.width, WIDTH))
    words = Words(call.lang)
    console.print(f"{found.fund} · {words.day(found.day)}", style="bold")
    console.print(words(*TITLE))
    console.print(_steps(found, words))
    console.print(words("ต้องทำต่อ", "What is due"), style="bold")
    if found.due:
        console.print(_due(found, words))
    else:
        console.print(words("ไม่มีเรื่องค้าง", "nothing"))


def _steps(found: Status, words: Words) -> Grid:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column()
    for step in found.steps:
        state = Text(words(*STATES[step.state]), COLOURS[step.state])
        grid.add_row(str(step.number), state, Text(step.title, "bold"))
        grid.add_row("", "", " · ".join(step.evidence))
    return grid


def _due(found: Status, words: Words) -> Grid:
    """What is late comes first, as the list is by day; below each what to type."""
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    for one in found.due:
        style = "red" if one.day < found.day else ""
        when = _when(one, found.day, words)
        grid.add_row(words.short_day(one.day), when, one.text, style=style)
        grid.add_row("", "", one.command)
    return grid


def _when(one: Due, today: date, words: Words) -> str:
    """How many days are left, or have gone by."""
    days = (one.day - today).days
    if not days:
        return words("วันนี้", "today")
    count = abs(days)
    if days > 0:
        return words(f"อีก {count} วัน", f"in {count} d")
    return words(f"เลย {count} วัน", f"{count} d late")


def _json(found: Status) -> dict[str, object]:
    return {
        "fund": found.fund,
        "day": found.day.isoformat(),
        "steps": [step._asdict() for step in found.steps],
        "due": [one._asdict() | {"day": one.day.isoformat()} for one in found.due],
    }
