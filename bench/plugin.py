"""What the plugin adds to Beancount's own load of a fund's books, and its parts.

    python bench/plugin.py FUND [--runs 3]

Loads the same files in one process, in turn without the plugin and through it, with the garbage
collector as Beancount leaves it. Prints medians in seconds and ratios to the load without.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from beancount import loader

from rules import bylaws
from rules import cases
from rules import decision
from rules import form
from rules import guards
from rules import hygiene
from rules import payments
from rules import plugin
from rules.membership import Members
from welfare.books import Book

LINE = 'plugin "rules.plugin"'


def seconds(run: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def bare_copy(fund: Path, scratch: Path) -> Path:
    """The main file of a copy of the fund whose books are loaded without the plugin."""
    copy = shutil.copytree(fund, scratch / "bare")
    main = copy / "main.beancount"
    text = main.read_text(encoding="utf-8")
    assert LINE in text, "these books have no plugin line"
    main.write_text(text.replace(LINE, ""), encoding="utf-8")
    return main


def parts(main: Path) -> dict[str, Callable[[], object]]:
    """Name to a run: the load, the plugin, and what the plugin does one by one."""
    loader.initialize(False)
    entries, _, options = loader.load_file(str(main))

    def book() -> Book:
        return Book(main.parent, entries, [], options)

    def histories() -> None:
        fresh = book()
        members = Members(fresh)
        for claim in cases.claims_of(fresh).values():
            members.of(claim.member)

    return {
        "load without the plugin": lambda: loader.load_file(str(main)),
        "the plugin, whole": lambda: plugin.check(entries, options),
        "  form of each directive": lambda: [form.problems(entry) for entry in entries],
        "  files, dates, options": lambda: list(hygiene.check(entries, options, frozenset())),
        "  records against each other": lambda: list(guards.check(book())),
        "  bylaws": lambda: list(bylaws.check(entries)),
        "  members with claims": histories,
        "  members and decisions": lambda: decision.decisions(book()),
        "  payments, with both": lambda: list(payments.excusable(book())),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fund", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        runs = parts(bare_copy(asked.fund, Path(scratch)))
        times: dict[str, list[float]] = {label: [] for label in runs}
        for _ in range(asked.runs):
            for label, run in runs.items():
                times[label].append(seconds(run))
    base = statistics.median(times["load without the plugin"])
    for label, found in times.items():
        median = statistics.median(found)
        print(f"{label:30}{median:8.2f} s{min(found):9.2f}{max(found):9.2f}{median / base:10.2f}")


if __name__ == "__main__":
    main()
