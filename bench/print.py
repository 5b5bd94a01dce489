"""What the papers of a big fund cost as PDF, as ratios against a peer in the same run.

    python bench/print.py [FUND] [--members 5000] [--runs 1]

Without FUND makes one (`make_papers.py`) and imports it. Times whole processes in turn: `welfare
print` of all passbooks, of a month's receipts, and as the peer Typst alone on plain tables with as
many cells as the passbooks have, untagged, file by file. Prints seconds by the clock and of the
processor, the most memory at a time, pages, and ratios to the peer; nothing is asserted, since
machines differ.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from make_papers import make_papers

WELFARE = Path(sysconfig.get_path("scripts")) / "welfare"
DAY = "2023-09-30"
#: As many cells as passbooks of one year have, as rows of five, fifty passbooks a file.
PEER = """
import sys, typst
source = '''#set page(paper: "a4")
#for part in range(int(sys.inputs.parts)) {
  table(columns: 5, ..range(20).map(row => (
    [#row. 10. 2565], [06-66-#part], [งวดที่ #row], [#(part + row).00], [หมายเหตุ],
  )).flatten())
  pagebreak(weak: true)
}'''.encode()
parts = int(sys.argv[1])
for start in range(0, parts, 50):
    typst.compile(source, format="pdf", pdf_tags=False, font_paths=[sys.argv[2]],
        ignore_system_fonts=True, sys_inputs={"parts": str(min(50, parts - start))})
"""


class Cost(NamedTuple):
    """What one process took."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    pages: int


def cost(command: list[str], folder: Path | None = None) -> Cost:
    """Run one whole process; a failure ends the benchmark with its message."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, stdout=told, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        spent = time.perf_counter() - start
        if status:
            told.seek(0)
            sys.exit(f"{command}: {told.read().decode(errors='replace')[-2000:]}")
    return Cost(spent, used.ru_utime + used.ru_stime, _megabytes(used), _pages(folder))


def _megabytes(used: resource.struct_rusage) -> float:
    """The most memory at a time; macOS counts bytes, Linux kilobytes."""
    return used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def _pages(folder: Path | None) -> int:
    files = folder.glob("*.pdf") if folder else ()
    return sum(len(re.findall(rb"/Type/Page\b", path.read_bytes())) for path in files)


def printed(fund: Path, scratch: Path, *words: str) -> Callable[[], Cost]:
    """Times `welfare print` into a folder of its own."""

    def run() -> Cost:
        with tempfile.TemporaryDirectory(dir=scratch) as out:
            command = [WELFARE, "--fund", fund, "print", *words, "--pdf", "--out", out]
            return cost([str(word) for word in command], Path(out))

    return run


def made(scratch: Path, members: int) -> Path:
    """A fund of one year."""
    papers, fund = scratch / "papers", scratch / "fund"
    make_papers(papers, members=members, years=1)
    words = [WELFARE, "--fund", fund, "import", papers, "--bylaws", "sample"]
    subprocess.run([str(word) for word in words], check=True, capture_output=True)
    return fund


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fund", type=Path, nargs="?")
    parser.add_argument("--members", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=1)
    asked = parser.parse_args()
    fonts = Path(__file__).resolve().parent.parent / "reports" / "render" / "fonts"
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        fund = asked.fund or made(scratch, asked.members)
        plain = [sys.executable, "-c", PEER, str(asked.members), str(fonts)]
        runs: dict[str, Callable[[], Cost]] = {
            "plain tables, Typst alone": lambda: cost(plain),
            "print passbook, all": printed(fund, scratch, "passbook", DAY),
            "print receipt, a month": printed(fund, scratch, "receipt", DAY[:7]),
        }
        found: dict[str, list[Cost]] = {label: [] for label in runs}
        for _ in range(asked.runs):
            for label, run in runs.items():
                found[label].append(run())
    print(f"{asked.members} members")
    print(f"{'':28}{'clock':>9}{'cpu':>9}{'memory':>10}{'pages':>8}{'cpu / peer':>12}")
    base = statistics.median(one.cpu_s for one in found["plain tables, Typst alone"])
    for label, each in found.items():
        wall, cpu, peak, pages = (statistics.median(values) for values in zip(*each, strict=True))
        print(f"{label:28}{wall:7.1f} s{cpu:7.1f} s{peak:7.0f} MB{pages:8.0f}{cpu / base:12.2f}")


if __name__ == "__main__":
    main()
