"""The plugin through Beancount: it changes nothing and tells everything."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from beancount import loader

from rules import errors
from rules import plugin

ROOT = Path(__file__).parents[1]
MAIN = """option "title" "กองทุนทดสอบ"
option "operating_currency" "THB"
option "display_precision" "THB:0.01"
option "tolerance_multiplier" "0"
plugin "rules.plugin"{config}
2015-10-01 custom "fund" "test"
  name-th: "กองทุนทดสอบ"
  fiscal-year-start: 10
  villages: 1
  books-from: 2022-10-01
include "rest.beancount"
"""
REST = """
2015-10-01 open Assets:Cash THB
2015-10-01 open Income:Contributions:Members THB

2022-10-01 custom "officer" "K04" "treasurer"
  until: 2026-09-30

2020-01-01 custom "member" "joined" "0001"
  village: "01"
  frequency: "monthly"

2022-10-03 * "รับชำระที่เหรัญญิก"
  kind: "collection"
  by: "K04"
  Assets:Cash                    30.00 THB
  Income:Contributions:Members  -30.00 THB
    member: "{member}"
    receipt: "00-66-0001"
"""
LINE_OF_THE_MEMBER = REST[: REST.index("  Income:Contributions:Members  -30")].count("\n") + 1


def make(path: Path, member: str, config: str = "") -> Path:
    (path / "rest.beancount").write_text(REST.format(member=member), encoding="utf-8")
    main = path / "main.beancount"
    main.write_text(MAIN.format(config=config), encoding="utf-8")
    return main


def load(main: Path) -> tuple[list[Any], list[Any], dict[str, Any]]:
    loader.initialize(False)
    entries, found, options = loader.load_file(str(main))
    return entries, found, options


def test_sound_books(tmp_path: Path) -> None:
    entries, found, _ = load(make(tmp_path, "0001"))
    assert found == []
    assert len(entries) == 6


def test_entries_are_returned_as_they_came(tmp_path: Path) -> None:
    entries, _, options = load(make(tmp_path, "0002"))
    before = pickle.dumps(entries)
    returned, found = plugin.check(entries, options)
    assert returned is entries
    assert pickle.dumps(returned) == before
    assert found


def test_errors_tell_file_and_line(tmp_path: Path) -> None:
    main = make(tmp_path, "0002")
    _, found, _ = load(main)
    assert len(found) == 1
    assert found[0].source["filename"] == str(tmp_path / "rest.beancount")
    assert found[0].source["lineno"] == LINE_OF_THE_MEMBER
    assert found[0].message.startswith("E501 ไม่มีสมาชิก")


def test_english(tmp_path: Path) -> None:
    _, found, _ = load(make(tmp_path, "0002", ' "en"'))
    assert found[0].message.startswith("E501 there is no member 0002")


def test_errors_carry_what_is_wrong_as_data(tmp_path: Path) -> None:
    entries, found, options = load(make(tmp_path, "0002"))
    assert [error.finding for error in found] == errors.check(entries, options)
    assert plugin.BooksError({}, "", None).finding is None


def test_errors_can_be_pickled(tmp_path: Path) -> None:
    _, found, _ = load(make(tmp_path, "0002"))
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_break_down_of_the_guards_is_loud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(errors, "check", broken)
    _, found, _ = load(make(tmp_path, "0001"))
    assert [type(error).__name__ for error in found] == ["LoadError"]


@pytest.mark.parametrize("member", ["0001", "0002"])
def test_bean_check(tmp_path: Path, member: str) -> None:
    main = make(tmp_path, member)
    run = subprocess.run(
        [sys.executable, "-m", "beancount.scripts.check", "--no-cache", str(main)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    assert run.returncode == (0 if member == "0001" else 1)
    place = f"rest.beancount:{LINE_OF_THE_MEMBER}:"
    assert (place in run.stderr) == (member == "0002")
    assert ("E501" in run.stderr) == (member == "0002")
