"""A fund's folder is a native citizen of the Beancount world: its own tools work, no extra step."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from fava.application import create_app
from fava.core import FavaLedger

from welfare import books
from welfare import records

SCRIPTS = Path(sysconfig.get_path("scripts"))


def tool(*args: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which(str(args[0]), path=str(SCRIPTS))
    if program is None:
        pytest.skip(f"{args[0]} is not installed in this environment")
    return subprocess.run(
        [program, *map(str, args[1:])], capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize("main", ["main.beancount", "all.beancount"])
def test_bean_check_finds_nothing(sample_fund: Path, main: str) -> None:
    done = tool("bean-check", "--no-cache", sample_fund / main)
    assert (done.returncode, done.stderr) == (0, "")


def test_bean_query_answers(sample_fund: Path) -> None:
    sql = "SELECT sum(number) AS baht WHERE account = 'Assets:Bank:Fixed'"
    done = tool("bean-query", "--format", "csv", sample_fund / "main.beancount", sql)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["baht", "100000.00"]


def test_bean_format_keeps_the_meaning(sample_fund: Path) -> None:
    before = [records.content(entry) for entry in books.load(sample_fund).entries]
    done = tool("bean-format", "--in-place", *sample_fund.rglob("*.beancount"))
    assert done.returncode == 0, done.stderr
    again = books.load(sample_fund)
    assert not again.errors
    assert [records.content(entry) for entry in again.entries] == before


def test_main_says_what_to_install(sample_fund: Path) -> None:
    lines = (sample_fund / "main.beancount").read_text(encoding="utf-8").splitlines()
    plugin = lines.index('plugin "rules.plugin"')
    assert "install tambon-welfare" in lines[plugin - 1]


def test_fava_opens_every_page_and_stays_read_only(sample_fund: Path) -> None:
    app = create_app([str(sample_fund / "main.beancount")], load=True, read_only=True)
    app.testing = True
    client = app.test_client()
    slug = next(slug for slug, _ in app.config["LEDGERS"].ledgers_by_slug.items())
    for page in ("income_statement", "balance_sheet", "trial_balance", "journal", "holdings"):
        assert client.get(f"/{slug}/{page}/").status_code == 200, page
    assert client.put(f"/{slug}/api/source", json={}).status_code == 401
    errors = client.get(f"/{slug}/api/errors").get_json()
    assert errors["data"] == []


def test_fava_shows_satang(sample_fund: Path) -> None:
    ledger = FavaLedger(str((sample_fund / "main.beancount").resolve()), poll_watcher=True)
    assert ledger.format_decimal.precisions["THB"] == 2
    assert ledger.fava_options.locale == "th_TH"
    assert str(ledger.fava_options.fiscal_year_end) != ""


def test_saved_queries_run(sample_fund: Path) -> None:
    for name in ("เงินสมทบรายเดือน", "สวัสดิการตามประเภท", "เงินกับผู้เก็บเงิน"):
        done = tool("bean-query", sample_fund / "main.beancount", f".run {name}")
        assert done.returncode == 0, done.stderr
        assert "baht" in done.stdout
