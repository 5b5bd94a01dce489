"""Whether everyday work stays as quick in a fund's twentieth year as in its first.

    python bench/make_years.py DIR
    python bench/years.py DIR [--runs 3]

On the fund as it was in the last month of some of its years: `welfare collect` of one receipt and
`welfare close month` of that month; and, on the whole history of the oldest, `ledger bal` of our
export and once `bean-check`. Whole processes, in turn in one run, so that a machine that slows down
slows all of them. Prints seconds of processor time (median, least, most) and ratios; nothing is
asserted.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from run import SCRIPTS

from welfare import calendars
from welfare import seals

WELFARE = SCRIPTS / "welfare"
DAY = timedelta(days=1)
#: Who closes, whoever is in office.
BY = "K04"
#: Python keeps its bytecode, as it does wherever the package is installed.
ENV = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": ""}


def seconds(command: Sequence[str | Path]) -> float:
    """Processor seconds of one whole process; a failure ends the benchmark with its message."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, check=False, env=ENV)
    if done.returncode:
        sys.exit(f"{words}: {(done.stderr + done.stdout).decode(errors='replace')[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def ages(folder: Path) -> dict[int, Path]:
    """Years of age to the fund as it was then."""
    found = {int(path.name.removeprefix("fund-")): path for path in folder.glob("fund-*")}
    return dict(sorted(found.items()))


def on_copy(fund: Path, *words: str) -> float:
    """Seconds of a command that writes, on a copy of its own; files are linked, never changed."""
    with tempfile.TemporaryDirectory(dir=fund.parent) as scratch:
        copy = shutil.copytree(fund, Path(scratch) / "fund", copy_function=os.link)
        return seconds([WELFARE, "--fund", copy, *words])


def commands(fund: Path) -> dict[str, Callable[[], float]]:
    """What is measured at every age."""
    month = calendars.next_month(calendars.month_of(seals.closed_until(fund)))
    last = calendars.month_period(month).last
    today = ["--today", last.isoformat()]
    tomorrow = ["--today", (last + DAY).isoformat()]
    return {
        "collect": lambda: on_copy(fund, *today, "collect", "2", "30"),
        "close month": lambda: on_copy(
            fund, *tomorrow, "close", "month", "--with-open-points", "--by", BY
        ),
    }


def ledger(fund: Path, scratch: Path) -> dict[str, Callable[[], float]]:
    """The same whole history in Ledger's hands, where it is installed."""
    if shutil.which("ledger") is None:
        print("ledger: not installed, left out")
        return {}
    journal = scratch / "books.ledger"
    seconds([WELFARE, "--fund", fund, "export", "ledger", "--out", journal])
    return {"ledger bal": lambda: seconds(["ledger", "bal", "-f", str(journal)])}


def line(label: str, times: list[float], bases: dict[str, float]) -> str:
    """A row of the table: median, least, most, and the median against each base."""
    median = statistics.median(times)
    ratios = "".join(f"{median / base:12.3f}" for base in bases.values())
    return f"{label:24}{median:9.2f}{min(times):9.2f}{max(times):9.2f}{ratios}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    funds = ages(asked.folder)
    oldest = funds[max(funds)]
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(dir=asked.folder) as scratch:
        others = ledger(oldest, Path(scratch))
        commands(oldest)["collect"]()
        for _ in range(asked.runs):
            for age, fund in funds.items():
                for name, run in commands(fund).items():
                    times.setdefault(f"{name}, year {age}", []).append(run())
            for name, run in others.items():
                times.setdefault(name, []).append(run())
    # So much slower than all else that it is run once.
    check = str(SCRIPTS / "bean-check")
    times["bean-check"] = [seconds([check, "--no-cache", oldest / "all.beancount"])]
    medians = {name: statistics.median(found) for name, found in times.items()}
    heads = "".join(f"{'/ ' + name:>12}" for name in ("youngest", *others, "bean-check"))
    print(f"{'seconds':24}{'median':>9}{'least':>9}{'most':>9}{heads}")
    for name, found in times.items():
        own = medians.get(f"{name.partition(',')[0]}, year {min(funds)}", medians[name])
        print(line(name, found, {"": own, **{o: medians[o] for o in (*others, "bean-check")}}))


if __name__ == "__main__":
    main()
