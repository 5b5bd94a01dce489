"""How long an auditor waits for a page of ours, and how heavy it is, against a page of Fava's own.

    python bench/make_papers.py PAPERS --members 5000
    welfare --fund FUND import PAPERS --bylaws sample
    python bench/audit.py FUND [--runs 3]

One process, no browser: seconds from the request to the whole answer, of the first request after
the load and the median of those after it; bytes of the answer; and the ratio to Fava's own journal
of contributions in one month, of the same books in the same run. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import statistics
import time
from datetime import date
from pathlib import Path
from urllib.parse import quote

from fava.application import create_app
from flask.testing import FlaskClient

from reports import fava_ext
from reports.fava_ext.base import SETTINGS
from reports.fava_ext.base import Settings
from welfare import books

#: What is asked beside every page as it opens.
MORE = (
    "WelfareMembers/?member={member}",
    "WelfareClaims/?claim={claim}",
    "WelfareStatements/?doc=monthly&period={month}",
    "WelfareStatements/document?doc=monthly&period={month}&kind=html",
    "WelfareStatements/document?doc=annual&period={year}&kind=html",
    "WelfareStatements/?doc=monthly&period={month}&cell={cell}",
    "WelfareClosings/verify.html",
    "WelfareSample/?how=mus&of=all&size=50&seed=1",
)


def timed(client: FlaskClient, address: str) -> tuple[float, int]:
    """Seconds and bytes of one answer; a failure ends the benchmark."""
    start = time.perf_counter()
    response = client.get(address)
    size = len(response.data)
    seconds = time.perf_counter() - start
    assert response.status_code == 200, (address, response.status)
    return seconds, size


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fund", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    path = (options.fund / books.MAIN).resolve()
    start = time.perf_counter()
    app = create_app([str(path)], load=True, read_only=True, poll_watcher=True)
    print(f"{'load':58}{time.perf_counter() - start:8.2f} s")
    book = books.load(options.fund)
    last = book.transactions[-1].date
    app.config[SETTINGS] = Settings(today=last)
    year = last.year + 543 + (last.month >= book.fiscal_start > 1)
    facts = {
        "member": sorted(book.members)[len(book.members) // 2],
        "claim": next(iter(book.claims), ""),
        "month": f"{date(last.year, last.month, 1):%Y-%m}",
        "year": str(year),
        "cell": "month.receipts.4101",
    }
    client, slug = app.test_client(), quote(app.config["LEDGERS"].first_slug())
    names = sorted(name for name in vars(fava_ext) if name.startswith("Page"))
    pages = [f"{getattr(fava_ext, name).__name__}/" for name in names]
    paths = [f"extension/{page}" for page in (*pages, *(one.format(**facts) for one in MORE))]
    peer = f"/{slug}/api/account_report?a={books.CONTRIBUTIONS}&r=journal&time={facts['month']}"
    peers = [timed(client, peer) for _ in range(options.runs)]
    base = statistics.median(seconds for seconds, _ in peers)
    print(f"{'Fava: contributions of one month (peer)':58}{base:8.2f} s {peers[0][1]:,} bytes")
    print(f"{'':58}{'first':>8}{'later':>8}{'ratio':>8}{'bytes':>11}")
    for name in paths:
        address = f"/{slug}/{name}"
        runs = [timed(client, address) for _ in range(options.runs + 1)]
        later = statistics.median(seconds for seconds, _ in runs[1:])
        first, size = runs[0]
        print(f"{name[:57]:58}{first:8.2f}{later:8.2f}{later / base:8.2f}{size:11,}")


if __name__ == "__main__":
    main()
