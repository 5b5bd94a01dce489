"""What the books of a big fund cost, as ratios against peers on the same data in the same run.

    python bench/run.py [--members 5000] [--years 1] [--runs 3]

Makes papers (`make_papers.py`), imports them, then times whole processes in turn: `bean-check`
without its cache, hledger and ledger on our export of the same books, loading by our own code, and
`welfare collect` of one receipt. Prints medians in seconds and ratios to `bean-check`; nothing is
asserted, since machines differ.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from collections.abc import Sequence
from pathlib import Path

from make_papers import make_papers

SCRIPTS = Path(sysconfig.get_path("scripts"))
LOAD = "import sys, pathlib; from welfare import books; books.load(pathlib.Path(sys.argv[1]))"


def seconds(command: Sequence[str | Path], env: dict[str, str] | None = None) -> float:
    """Wall seconds of one whole process; a failure ends the benchmark with its message."""
    start = time.perf_counter()
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, check=False, env=env
    )
    spent = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{command}: {done.stderr.decode(errors='replace')[-2000:]}")
    return spent


def collect(fund: Path) -> Callable[[int], float]:
    """Times `welfare collect` on a fresh copy of the fund, so that each run writes the same."""

    def run(number: int) -> float:
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "fund"
            shutil.copytree(fund, copy)
            return seconds(
                [
                    SCRIPTS / "welfare",
                    "--fund",
                    copy,
                    "collect",
                    str(number + 1),
                    "30",
                    "--date",
                    "2023-09-30",
                ]
            )

    return run


def peers(fund: Path, scratch: Path) -> dict[str, Callable[[int], float]]:
    """Name to a timed run, each on the same books."""
    runs: dict[str, Callable[[int], float]] = {
        "bean-check": lambda _: seconds(
            [SCRIPTS / "bean-check", "--no-cache", fund / "main.beancount"]
        ),
        "load (our code)": lambda _: seconds([sys.executable, "-c", LOAD, fund]),
        "welfare collect": collect(fund),
        "welfare check": lambda _: seconds([SCRIPTS / "welfare", "--fund", fund, "check"]),
        "welfare figures, a month": lambda _: seconds(
            [SCRIPTS / "welfare", "--fund", fund, "figures", "2023-09", "--json"]
        ),
    }
    for engine, command in {"hledger": ("bal", "-f"), "ledger": ("bal", "-f")}.items():
        if shutil.which(engine) is None:
            print(f"{engine}: not installed, left out")
            continue
        journal = scratch / f"books.{engine}"
        seconds([SCRIPTS / "welfare", "--fund", fund, "export", engine, "--out", journal])
        words = [engine, *command, str(journal)]
        runs[f"{engine} bal"] = lambda _, words=words: seconds(  # type: ignore[misc]
            words, {**os.environ, "LC_ALL": "C.UTF-8"}
        )
    return runs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=5000)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        papers, fund = scratch / "papers", scratch / "fund"
        make_papers(papers, members=asked.members, years=asked.years)
        spent = seconds(
            [SCRIPTS / "welfare", "--fund", fund, "import", papers, "--bylaws", "sample"]
        )
        print(f"{asked.members} members, {asked.years} year(s)")
        print(f"{'welfare import, once':28}{spent:8.2f} s")
        runs = peers(fund, scratch)
        # In turn, so that a machine that slows down slows all of them.
        times: dict[str, list[float]] = {label: [] for label in runs}
        for number in range(asked.runs):
            for label, run in runs.items():
                times[label].append(run(number))
        base = statistics.median(times["bean-check"])
        print(f"{'':28}{'median':>10}{'min':>9}{'max':>9}{'/ bean-check':>14}")
        for label, found in times.items():
            median = statistics.median(found)
            print(
                f"{label:28}{median:8.2f} s{min(found):9.2f}{max(found):9.2f}{median / base:14.2f}"
            )


if __name__ == "__main__":
    main()
