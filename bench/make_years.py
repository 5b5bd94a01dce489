"""A fund's history, closed month by month and locked year by year.

    python bench/make_years.py DIR --members 5000 --years 20 --snapshots 1,5,10,20

Makes papers (`make_papers.py`), turns them into records by the project's own readers and renderer,
and lives through them a year at a time: records and bank lines are added to the fund's files, the
year before is audited and adopted, every month is sealed on the first of the next one, and the year
on the first of October. All is done by the project's own functions, but in one process, and of the
months from October to July nothing is worked out but the seal: their packages hold no statements
and no carried state, which nobody reads again. With `--whole` each month goes through `welfare
close month`, with its checklist, which takes far longer.

`DIR/fund-5` is the fund on the last day of its fifth year: 59 months closed, the sixtieth open.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from contextlib import redirect_stdout
from datetime import date
from datetime import timedelta
from pathlib import Path

from beancount.core.data import Custom
from beancount.core.data import Directive
from make_papers import BOOKS_FROM
from make_papers import make_papers

import cli
from reports import closing
from rules import carry
from welfare import books
from welfare import calendars
from welfare import main_files
from welfare import records
from welfare import register
from welfare import tables
from welfare import tail
from welfare import years as governance
from welfare.commands import start
from welfare.papers import folder as paper_folder
from welfare.vocabulary import values_of

#: What `welfare import` refuses as a file chosen by mistake is here one file of twenty years.
tables.FILE_BYTES_MAX = 1 << 40

DAY = timedelta(days=1)
FISCAL_START = 10


class History:
    """All records of an invented fund, by the file and the month to which they belong."""

    def __init__(self, papers: Path, fund: Path) -> None:
        """Takes a folder of papers, and the folder in which the fund begins."""
        # The resolution that amended the sample's bylaws is not in these minutes.
        bylaws = re.sub(
            r"^\s+resolution: .*\n", "", start.bylaws_text("sample"), flags=re.MULTILINE
        )
        book, self.base = paper_folder.start(papers, fund, bylaws)
        end = paper_folder.stated_end(papers)
        assert end is not None
        with books.no_collection():
            batch = paper_folder.read_all(book, papers, end)
        assert not batch.refused, batch.refused[:3]
        self.fund, self.people, self.files = fund, batch.people, batch.files
        self.entries: dict[str, dict[str, list[Directive]]] = defaultdict(lambda: defaultdict(list))
        for entry in sorted(batch.entries, key=lambda entry: entry.date):
            month = calendars.month_of(max(entry.date, BOOKS_FROM))
            self.entries[month][records.file_of(entry)].append(entry)
        joined = [
            (entry.date, str(values_of(entry)[0]))
            for entry in batch.entries
            if isinstance(entry, Custom) and (entry.type, entry.values[0].value) == _JOINED
        ]
        self._days = [day for day, _ in sorted(joined)]
        self._numbers = [number for _, number in sorted(joined)]

    def add(self, month: str) -> None:
        """Write what a month brought: records, bank lines, and who became known."""
        for name, entries in self.entries.pop(month).items():
            self._append(name, records.render(entries).encode())
        for name, raw in self.files.items():
            if name.endswith(f"/{month}.csv"):
                _write(self.fund / name, raw)
        last = calendars.month_period(month).last
        known = set(self._numbers[: bisect_right(self._days, last)])
        people = {
            number: person
            for number, person in self.people.items()
            # Members, and their nominees N0001; officers bear other letters.
            if number.lstrip("N") in known or not number.lstrip("N").isdigit()
        }
        raw = register.render(people)
        _write(self.fund / register.PATH, raw)
        _write(self.fund / register.LAST_GOOD, raw)

    def begin(self) -> None:
        """Write the files with which the fund begins."""
        for name, raw in self.base.items():
            _write(self.fund / name, raw)

    def _append(self, name: str, raw: bytes) -> None:
        path = self.fund / name
        old = path.read_bytes() if path.is_file() else b""
        _write(path, old + raw)
        line = f'include "{name}"\n'.encode()
        for main in (books.MAIN, books.ALL):
            text = (self.fund / main).read_bytes()
            if line not in text:
                _write(self.fund / main, text + line)


_JOINED = ("member", "joined")


def _write(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)


def welfare(fund: Path, today: date, *words: str) -> None:
    """One command in this process; a refusal ends the making."""
    command = ["--fund", str(fund), "--today", today.isoformat(), "--lang", "en", *words]
    told = io.StringIO()
    with redirect_stdout(told):
        code = cli.main(command, standalone_mode=False)
    if code:
        sys.exit(f"{told.getvalue()}\n{today}: {' '.join(words)}: exit code {code}")


def live(history: History, year: int, snapshot: Path | None) -> None:
    """A fiscal year (counted from 0), month after month through the command line."""
    for month in _months(year):
        history.add(month)
        last = calendars.month_period(month).last
        if last.month == 12 and year:
            _sign(history.fund, last)
        if snapshot and last.month == 9:
            shutil.copytree(history.fund, snapshot)
        welfare(history.fund, last + DAY, "close", "month", "--with-open-points")
    welfare(history.fund, last + DAY, "close", "year")


def _months(year: int) -> list[str]:
    first, last = BOOKS_FROM.year + year, BOOKS_FROM.year + year + 1
    return calendars.months_between(f"{first}-10", f"{last}-09")


def _sign(fund: Path, december: date) -> None:
    closed = str(calendars.fiscal_year(december, FISCAL_START) - 1)
    audited, met = december.replace(day=1).isoformat(), december.replace(day=24).isoformat()
    opinion = ["--by", "A01", "--opinion", "unqualified"]
    welfare(fund, december, "sign", "audit", closed, "--date", audited, *opinion)
    resolution = f"ญ1/{int(closed) + 1}-1"
    welfare(fund, december, "sign", "adoption", closed, "--date", met, "--resolution", resolution)


def live_quickly(history: History, year: int, snapshot: Path | None) -> None:
    """A fiscal year (counted from 0): statements and carried state of its last two months alone."""
    fund, months = history.fund, _months(year)
    for month in months:
        history.add(month)
    if year:
        _sign_quickly(fund, date(BOOKS_FROM.year + year, 12, 31))
    with books.no_collection():
        book = tail.load(fund) or books.load(fund)
        for month in months[:-2]:
            _seal(book, month, {})
        for month in months[-2:]:
            if snapshot and month == months[-1]:
                shutil.copytree(fund, snapshot)
            period = calendars.month_period(month)
            _seal(book, month, closing.month_package(book, period, []))
        of_year = calendars.fiscal_year_period(
            calendars.fiscal_year(period.last, FISCAL_START), FISCAL_START
        )
        opening = records.render(carry.opening(book, of_year.last)).lstrip("\n").encode()
        verdicts = carry.verdicts(book, of_year.first, of_year.last)
        files = {
            main_files.OPENING: opening,
            main_files.VERDICTS: records.render(verdicts).lstrip("\n").encode(),
        }
        closing.close(book, of_year, "year", files, entered=of_year.last + DAY, by="K04")


def _seal(book: books.Book, month: str, files: dict[str, bytes]) -> None:
    period = calendars.month_period(month)
    closing.close(book, period, "month", files, entered=period.last + DAY, by="K04")


def _sign_quickly(fund: Path, december: date) -> None:
    closed = str(calendars.fiscal_year(december, FISCAL_START) - 1)
    met = december.replace(day=24)
    first = december.replace(day=1)
    book = _tail(fund)
    signed = governance.audit(
        book, closed, first, december, by="A01", opinion="unqualified", text=""
    )
    records.commit(records.plan(book, signed))
    book = _tail(fund)
    adopted = governance.adoption(book, closed, met, december, f"ญ1/{int(closed) + 1}-1")
    records.commit(records.plan(book, adopted))


def _tail(fund: Path) -> books.Book:
    book = tail.load(fund)
    assert book is not None
    return book


def make_years(
    folder: Path, members: int, years: int, snapshots: set[int], *, whole: bool = False
) -> None:
    """The history, and copies of the fund as it was in the last month of some years.

    Args:
        folder: where to write; must not hold a fund yet.
        members: members on the first day.
        years: fiscal years.
        snapshots: ages in years at which the fund is copied.
        whole: close every month with all that belongs to it.
    """
    begun = time.perf_counter()
    make_papers(folder / "papers", members=members, years=years)
    history = History(folder / "papers", folder / "fund")
    history.begin()
    print(f"{time.perf_counter() - begun:7.1f} s  papers read", file=sys.stderr)
    for year in range(years):
        age = year + 1
        snapshot = folder / f"fund-{age}" if age in snapshots else None
        (live if whole else live_quickly)(history, year, snapshot)
        print(f"{time.perf_counter() - begun:7.1f} s  year {age}", file=sys.stderr)


def main() -> None:
    """Make a history from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--members", type=int, default=5000)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--snapshots", default="1,5,10,20")
    parser.add_argument("--whole", action="store_true")
    asked = parser.parse_args()
    ages = {int(age) for age in asked.snapshots.split(",")}
    make_years(asked.folder, asked.members, asked.years, ages, whole=asked.whole)


if __name__ == "__main__":
    main()
