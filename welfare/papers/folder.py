"""A whole folder of papers into a new fund (`welfare import DIR`).

The order is that of what needs what: accounts and bylaws, officers and minutes, the opening,
members, reinstatements, claims with their payments, collections, other money, the bank.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import entry_sortkey
from beancount.parser import parser

from welfare import fund
from welfare import register
from welfare import tables
from welfare.books import Book
from welfare.findings import Place
from welfare.findings import refuse
from welfare.papers import bank
from welfare.papers import claims
from welfare.papers import collections
from welfare.papers import governance
from welfare.papers import members
from welfare.papers import money
from welfare.papers import opening
from welfare.papers.rows import Desk
from welfare.records import Batch

Reader = Callable[[Desk, Path], Batch]

#: What one file holds: name for `welfare import NAME FILE`, file name in a folder, its reader.
READERS: dict[str, tuple[str, Reader]] = {
    "committee": ("committee.csv", governance.read_committee),
    "meetings": ("meetings.csv", governance.read_meetings),
    "opening": ("opening.csv", opening.read),
    "members": ("members.csv", members.read),
    "member-openings": ("members_opening.csv", members.read_openings),
    "reinstatements": ("reinstatements.csv", governance.read_reinstatements),
    "claims": ("claims.csv", claims.read),
    "collections": ("collections.csv", lambda desk, path: collections.read(desk, [path])),
    "sheet-totals": ("collection_sheets.csv", collections.read_totals),
    "money": ("receipts_payments.csv", money.read),
    "bank": ("bank.csv", lambda desk, path: bank.read(desk, [path])),
}


def start(folder: Path, book_folder: Path, bylaws: str) -> tuple[Book, dict[str, bytes]]:
    """The files of the new fund, and its books as they will load, with nothing recorded yet.

    Raises:
        Refused: F101 no `fund.json`; P701 unreadable facts; E1xx the bylaws do not parse.
    """
    facts = facts_of(folder)
    chart_path = folder / "chart.json"
    chart = (
        fund.read_chart(chart_path) if chart_path.is_file() else fund.standard_chart(facts.villages)
    )
    files = fund.new_files(facts, chart, bylaws)
    return parse_new(book_folder, files), files


def parse_new(folder: Path, files: dict[str, bytes]) -> Book:
    """A book from the standing files of a fund that is not on disk yet."""
    entries = []
    options: dict[str, Any] = {}
    for name in ("main", "accounts", "bylaws"):
        parsed, errors, own = parser.parse_string(files[f"{name}.beancount"].decode("utf-8"))
        if errors:
            error = errors[0]
            line = int(error.source.get("lineno", 0)) if error.source else 0
            raise refuse("E110", Place(f"{name}.beancount", line), reason=error.message)
        if name == "bylaws":
            refuse_strangers(files["bylaws.beancount"].decode("utf-8"), parsed)
        entries += parsed
        options = options or own
    return Book(folder, sorted(entries, key=entry_sortkey), [], options)


_NOT_A_RULE = re.compile(r"^(option|plugin|include|push|pop)", re.MULTILINE)


def refuse_strangers(text: str, parsed: Iterable[Directive]) -> None:
    """Bylaws come from outside: they may bring rules, never entries, options or plugins.

    Raises:
        Refused: E111, something that is neither a rule nor a holiday.
    """
    for entry in parsed:
        if not isinstance(entry, Custom) or entry.type not in ("bylaw", "holiday"):
            raise refuse("E111", Place("bylaws.beancount", int(entry.meta["lineno"])))
    stray = _NOT_A_RULE.search(text)
    if stray:
        line = text.count("\n", 0, stray.start()) + 1
        raise refuse("E111", Place("bylaws.beancount", line))


def facts_of(folder: Path) -> fund.Facts:
    """The fund's facts from the `fund.json` of a folder of papers.

    Raises:
        Refused: F101 there is none; F102 it cannot be opened; P701 it cannot be understood.
    """
    path = needed(folder, "fund.json")
    try:
        facts = fund.read_facts(path)
    except OSError as error:
        raise refuse("F102", Place(path.name), reason=error.strerror or str(error)) from error
    except AttributeError as error:
        raise refuse("P701", Place(path.name), reason="{…}") from error
    if not 1 <= facts.fiscal_start <= 12:
        raise refuse("P701", Place(path.name), reason="fiscal_year_start_month: 1-12")
    if not 1 <= facts.villages <= 99:
        raise refuse("P701", Place(path.name), reason="villages: 1-99")
    if facts.books_from < facts.founded:
        raise refuse("P701", Place(path.name), reason="books_from < founded")
    return facts


def needed(folder: Path, name: str) -> Path:
    """A file that a folder of papers must have; refused (F101) if it is not there."""
    path = folder / name
    if not path.is_file():
        raise refuse("F101", Place(str(path)))
    return path


def sources(folder: Path, name: str) -> list[Path]:
    """The files of one kind of paper in a folder: the CSV file, else workbooks; empty if none."""
    file, _ = READERS[name]
    path = folder / file
    if path.is_file():
        return [path]
    if name == "collections" and (folder / "collections").is_dir():
        return tables.workbooks_in(folder / "collections")
    stem = "members" if name == "member-openings" else path.stem
    # An old .xls is listed too, so that reading refuses it by name instead of losing it.
    workbooks = [folder / f"{stem}{suffix}" for suffix in (".xlsx", ".xlsm", ".xls")]
    return [workbook for workbook in workbooks if workbook.is_file()][:1]


def read_one(desk: Desk, name: str, paths: Iterable[Path]) -> Batch:
    """One kind of paper from its files, each read with what the earlier ones brought."""
    paths = list(paths)
    # A month of these may be spread over several files.
    if name == "collections":
        return collections.read(desk, paths)
    if name == "bank":
        return bank.read(desk, paths)
    batch = Batch()
    for number, path in enumerate(paths):
        known = desk.after(batch) if number else desk
        batch.add(READERS[name][1](known, path))
    return batch


def read_all(
    book: Book,
    folder: Path,
    reference: date,
    progress: Callable[[str], None] = lambda _: None,
    strays: collections.Strays | None = None,
) -> Batch:
    """Every paper of a folder, each read with what the earlier ones brought.

    Args:
        book: the fund's books so far.
        folder: the papers.
        reference: no paper is dated later than this.
        progress: told the name of each kind of paper before it is read.
        strays: tells by the bylaws whose money is no contribution.
    """
    whole = Batch()
    desk = Desk(book, register.load(book.folder), reference, strays)
    for name in READERS:
        progress(name)
        batch = read_one(desk, name, sources(folder, name))
        whole.add(batch)
        desk = desk.after(batch)
    return whole


def stated_end(folder: Path) -> date | None:
    """The last day that the papers tell of (`books_to` in fund.json), if they say so."""
    raw = json.loads((folder / "fund.json").read_text(encoding="utf-8-sig"))
    try:
        return date.fromisoformat(raw["books_to"]) if raw.get("books_to") else None
    except (ValueError, TypeError) as error:
        raise refuse("P701", Place("fund.json"), reason=f"books_to: {error}") from error
