"""The close of a month and of a year: which may be closed, and what its package holds.

    period = closing.month_to_close(book, seals.closings(folder), "", today)
    files = closing.month_package(book, period, checklist.items(book, period))
    changes = seals.seal(folder, book, period.label, "month", files, entered=today, by="K04")

The close of a month looks at nothing but the books given, so the open months are enough; that of a
year also at the packages of its months, whose figures it must tie to.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount.core.data import Directive

from reports import annual
from reports import checklist
from reports import figures
from rules import alerts as controls
from rules import standing
from rules.membership import Members
from rules.membership import members_of
from welfare import books
from welfare import calendars
from welfare import canonical
from welfare import main_files
from welfare import records
from welfare import resting
from welfare import seals
from welfare import tail
from welfare import writing
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import finding
from welfare.findings import refuse
from welfare.seals import Closing

FIGURES = "figures.json"
ANNUAL = "annual.json"
TRIAL_BALANCE = "trial-balance.csv"
MEMBERS = tail.MEMBERS
CARRIED = tail.CARRIED

# --- what may be closed --------------------------------------------------------------------------


def month_to_close(book: Book, links: Sequence[Closing], asked: str, today: date) -> Period:
    """The month that a closing is about: the one asked for if it is the next one, else the next.

    Args:
        book: the books.
        links: the chain of closings.
        asked: a month, `2023-10`, or "" for the next one.
        today: the day on which it is to be closed.

    Raises:
        Refused: R820 it is not over, R821 closed already, R822 an earlier one is open, R823 it
            lies before the books, R824 the year before it is not closed.
    """
    following = next_month(book, links)
    if asked and asked < calendars.month_of(book.books_from):
        raise refuse("R823", period=asked, first=book.books_from)
    if asked and asked < following:
        raise refuse("R821", period=asked, number=code_of(links, asked))
    if asked > following:
        raise refuse("R822", period=asked, first=following)
    period = calendars.month_period(following)
    year = calendars.fiscal_year(period.first, book.fiscal_start) - 1
    last = calendars.fiscal_year_period(year, book.fiscal_start).last
    if last >= book.books_from and not code_of(links, str(year)):
        raise refuse("R824", period=following, year=year)
    if today <= period.last:
        raise refuse("R820", period=following, last=period.last)
    return period


def next_month(book: Book, links: Sequence[Closing]) -> str:
    """The earliest month that is open."""
    closed = [link.period for link in seals.in_force(links) if link.kind == "month"]
    return calendars.next_month(max(closed)) if closed else calendars.month_of(book.books_from)


def year_to_close(book: Book, links: Sequence[Closing], asked: str, today: date) -> Period:
    """The fiscal year that a closing is about: the one asked for if it is the next one.

    Raises:
        Refused: R820 it is not over, R821 closed already, R825 months of it are open, R826 an
            earlier one is not closed, R823 it lies before the books.
    """
    done = [int(link.period) for link in seals.in_force(links) if link.kind == "year"]
    first = calendars.fiscal_year(book.books_from, book.fiscal_start)
    following = max(done) + 1 if done else first
    year = int(asked) if asked else following
    if year < first:
        raise refuse("R823", period=str(year), first=book.books_from)
    if year in done:
        raise refuse("R821", period=str(year), number=code_of(links, str(year)))
    if year > following:
        raise refuse("R826", year=year, first=following)
    period = calendars.fiscal_year_period(year, book.fiscal_start)
    if today <= period.last:
        raise refuse("R820", period=str(year), last=period.last)
    open_from = next_month(book, links)
    if open_from <= calendars.month_of(period.last):
        left = calendars.months_between(open_from, calendars.month_of(period.last))
        raise refuse("R825", year=year, count=len(left), months=", ".join(left))
    return period


def to_reopen(book: Book, links: Sequence[Closing], asked: str) -> Closing:
    """The closing that is to be taken back: only the last one, of a year that is not locked.

    Raises:
        Refused: R827 that period is not closed, R828 its year is locked, R829 its year was closed
            after it, R830 later ones are closed.
    """
    valid = seals.in_force(links)
    wanted = next((link for link in valid if link.period == asked), None)
    if wanted is None:
        raise refuse("R827", period=asked)
    year = calendars.fiscal_year(wanted.last, book.fiscal_start)
    if year in seals.locked_years(book) or wanted.last <= seals.locked_until(book):
        raise refuse("R828", period=asked, year=year)
    last = valid[-1]
    if last.kind == "year" and wanted.kind == "month" and last.last == wanted.last:
        raise refuse("R829", period=asked, year=last.period)
    if last != wanted:
        raise refuse("R830", period=asked, last=last.period)
    return wanted


def code_of(links: Iterable[Closing], period: str) -> str:
    """The code of the closing that is in force for a period, or ""."""
    return next((link.code for link in seals.in_force(links) if link.period == period), "")


def strays(folder: Path, links: Sequence[Closing]) -> list[Finding]:
    """What stands in `closings/` and belongs to no closing; a new package must not mix with it."""
    known = {link.folder.rpartition("/")[2] for link in links}
    root = folder / main_files.CLOSINGS
    found = sorted(path.name for path in root.iterdir()) if root.is_dir() else []
    names = [
        f"{main_files.CLOSINGS}/{name}"
        for name in found
        if name not in known and not seals.is_litter(name)
    ]
    return [finding("R831", Place(name), name=name) for name in names]


# --- the packages --------------------------------------------------------------------------------


def month_package(
    book: Book,
    period: Period,
    items: Iterable[checklist.Item],
    members: Members | None = None,
) -> dict[str, bytes]:
    """The files of a month's package but those of the seal, name to content.

    Args:
        book: books that hold at least the month.
        period: the month.
        items: the checklist.
        members: the members of these books, where they are known already.

    Raises:
        Refused: R302, R303 the figures do not tie.
    """
    from rules import carry  # noqa: PLC0415 - heavy, and for closings only

    return {
        **_state(book, period, members or members_of(book)),
        CARRIED: _text(carry.carry(book, period.last)),
        checklist.POINTS: checklist.render(item for item in items if item.state != "done"),
    }


def year_package(book: Book, period: Period, folder: Path) -> dict[str, bytes]:
    """The files of a year's package but those of the seal, name to content.

    Args:
        book: the books.
        period: the fiscal year.
        folder: the fund's folder, where its months' packages are.

    Raises:
        Refused: R832 the months' figures and the year's do not tie; R302, R303, R890 to R897
            statements that do not tie, but for item 10 (R891): that is an open point.
    """
    from rules import carry  # noqa: PLC0415 - heavy, and for closings only

    found = _state(book, period, members_of(book))
    _tie(book, period, json.loads(found[FIGURES]), folder)
    return {
        **found,
        **_annual(book, period),
        main_files.OPENING: _text(carry.opening(book, period.last)),
        main_files.VERDICTS: _text(carry.verdicts(book, period.first, period.last)),
    }


#: What may be wanting in a year's statements: totals since the founding, and entries at all.
_WANTING = {"R891", "R898"}


def _annual(book: Book, period: Period) -> dict[str, bytes]:
    """The figures of a year's statements, and as an open point what is wanting for them.

    Raises:
        Refused: R890 to R897 but for R891, amounts that do not tie.
    """
    try:
        found = annual.annual(book, int(period.label))
    except Refused as refused:
        if not {item.code for item in refused.findings} <= _WANTING:
            raise
        points = [
            checklist.Item("annual", "todo", item.text("th"), item.text("en"))
            for item in refused.findings
        ]
        return {checklist.POINTS: checklist.render(points)}
    return {ANNUAL: _json(figures.as_json(found)), checklist.POINTS: checklist.render([])}


def _state(book: Book, period: Period, members: Members) -> dict[str, bytes]:
    """What packages of months and years both hold: figures, trial balance, members."""
    found = figures.figures(book, period, members)
    rows = [
        {key: _plain(row[key]) for key in _TRIAL}
        for row in (*found["trial_balance"], {"code": "", **_total(found["trial_balance_total"])})
    ]
    return {
        FIGURES: _json(figures.as_json(found)),
        TRIAL_BALANCE: _csv(_TRIAL, rows),
        MEMBERS: _csv(resting.COLUMNS, _member_rows(book, members, period.last)),
    }


def _member_rows(book: Book, members: Members, day: date) -> list[dict[str, str]]:
    """Where members stand; the list for the state match says of itself what it says of them."""
    rows = [*standing.status_table(members, [day]), *standing.resting(book, day)]
    return sorted(rows, key=lambda row: records.split_number(row["member_no"]))


_TRIAL = ("code", "account", "name_th", "debit", "credit")


def _total(amounts: dict[str, Any]) -> dict[str, Any]:
    return {"account": "", "name_th": "รวม", **amounts}


def _plain(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def _tie(book: Book, period: Period, year: dict[str, Any], folder: Path) -> None:
    """Hold a year's figures against those that its months were closed with.

    Raises:
        Refused: R832, naming the first figure that differs.
    """
    start = max(period.first, book.books_from)
    months = [
        _read_figures(folder, month)
        for month in calendars.months_between(
            calendars.month_of(start), calendars.month_of(period.last)
        )
    ]
    if any(month is None for month in months):
        return  # sealed in a format that is not compared
    known = [month for month in months if month is not None]
    for name, section, key, by in _TIES:
        ours = year[section][key]
        wanted = by([month[section][key] for month in known])
        if Decimal(ours) != wanted:
            raise refuse("R832", year=period.label, name=name, ours=str(ours), theirs=str(wanted))


def _read_figures(folder: Path, month: str) -> dict[str, Any] | None:
    """The figures that a month was closed with; None if they are of another format."""
    package = folder / main_files.CLOSINGS / month
    manifest = json.loads((package / seals.MANIFEST).read_text("utf-8"))
    if manifest.get("figures_format") != seals.FIGURES_FORMAT:
        return None
    found: dict[str, Any] = json.loads((package / FIGURES).read_text("utf-8"))
    return found


def _sum(values: Sequence[Any]) -> Decimal:
    return sum(map(Decimal, values), Decimal(0))


def _first(values: Sequence[Any]) -> Decimal:
    return Decimal(values[0])


def _last(values: Sequence[Any]) -> Decimal:
    return Decimal(values[-1])


#: Figures of a year that follow from those of its months: name, section, key, how.
_TIES = (
    ("opening cash", "receipts_payments", "opening_total", _first),
    ("receipts", "receipts_payments", "receipts_total", _sum),
    ("payments", "receipts_payments", "payments_total", _sum),
    ("closing cash", "receipts_payments", "closing_total", _last),
    ("members at the beginning", "members", "opening", _first),
    ("members at the end", "members", "closing", _last),
)


# --- files ---------------------------------------------------------------------------------------


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _text(entries: Iterable[Directive]) -> bytes:
    return records.render(entries).lstrip("\n").encode()


# --- writing -------------------------------------------------------------------------------------


def close(
    book: Book,
    period: Period,
    kind: str,
    files: dict[str, bytes],
    *,
    entered: date,
    by: str,
    new_key: bool = False,
) -> str:
    """Seal a period and write its package, with the lines that load it, in one change.

    Args:
        book: the books, read under the lock that the caller holds.
        period: the month or fiscal year.
        kind: `month` or `year`.
        files: the package but for the seal.
        entered: the day on which it is closed.
        by: person number of who closes it.
        new_key: whether the register's key may be another one, as in `seals.seal`.

    Returns:
        The code that is signed in the minutes.
    """
    folder, label = book.folder, period.label
    changes: dict[str, bytes | None] = {
        **seals.seal(folder, book, label, kind, files, entered=entered, by=by, new_key=new_key)
    }
    own = f"{main_files.CLOSINGS}/{label}"
    names = [f"{own}/{main_files.CLOSING}"]
    if kind == "year":
        names.append(f"{own}/{main_files.VERDICTS}")
    manifest = changes[f"{own}/{seals.MANIFEST}"]
    _commit(folder, changes, names, [])
    assert manifest is not None
    return seals.code_of(canonical.sha256(manifest))


def reopen(
    book: Book, closed: Closing, *, entered: date, by: str, resolution: str, reason: str
) -> None:
    """Take back a closing, in one change: its package is kept under another name.

    Args:
        book: the books, read under the lock that the caller holds.
        closed: what `to_reopen` found.
        entered: the day on which it is reopened.
        by: person number of who reopens it.
        resolution: the resolution that says so.
        reason: why.
    """
    changes = seals.reopen(
        book.folder, closed.period, entered=entered, by=by, resolution=resolution, reason=reason
    )
    new = [name for name in changes if name.endswith(f"/{main_files.REOPENING}")]
    old = [f"{closed.folder}/{name}" for name in (main_files.CLOSING, main_files.VERDICTS)]
    _commit(book.folder, changes, new, old)


def _commit(
    folder: Path, changes: dict[str, bytes | None], add: Iterable[str], drop: Iterable[str]
) -> None:
    """Write a package's files and the include lines of both main files, whole or not at all."""
    seen: writing.Seen = {}
    for name in (books.MAIN, books.ALL):
        text = writing.take(folder, name, seen)
        if text is not None:
            changes[name] = main_files.changed(text, add, drop)
    writing.commit(folder, changes, seen | writing.snapshot(folder, changes.keys() - seen.keys()))


def close_history(
    book: Book, through: date, step: Callable[[str], None] = lambda _: None
) -> list[str]:
    """Close every month and year up to a day, each as if on the day after its last one.

    For books that were kept on paper and are looked through already, such as the sample's. What
    is open of a month stands in its package.

    Args:
        book: the whole books, read under the lock that the caller holds.
        through: the last day to be closed.
        step: called with each period.

    Returns:
        The periods that were closed.
    """
    folder = book.folder
    done: list[str] = []
    alerts, members = controls.alerts(book), members_of(book)
    while True:
        links = seals.closings(folder)
        kind, period = _following(book, links)
        if period.last > through:
            return done
        step(period.label)
        entered = period.last + timedelta(days=1)
        if kind == "year":
            files = year_package(book, period, folder)
        else:
            items = checklist.items(book, period, alerts)
            files = month_package(book, period, items, members)
        by = book.officer("treasurer", period.last) or ""
        close(book, period, kind, files, entered=entered, by=by)
        done.append(period.label)


def _following(book: Book, links: Sequence[Closing]) -> tuple[str, Period]:
    """What is to be closed next: the year whose months are closed, else a month."""
    month = calendars.month_period(next_month(book, links))
    before = month.first - timedelta(days=1)
    year = calendars.fiscal_year_period(
        calendars.fiscal_year(before, book.fiscal_start), book.fiscal_start
    )
    ended = year.last == before and before >= book.books_from
    if ended and not code_of(links, year.label):
        return "year", year
    return "month", month
