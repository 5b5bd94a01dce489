"""The commands that only ask: check, figures, export, crosscheck; and how they fail."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_check_of_the_sample_is_clean_but_tells(run: Run, sample_fund: Path) -> None:
    result = run("check", "--json", fund=sample_fund)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["errors"] == []
    assert {"RECEIPT_GAP", "CASH_CEILING_BREACH"} <= {row["code"] for row in found["alerts"]}


def test_check_names_file_and_line(run: Run, sample_fund: Path) -> None:
    journal = sample_fund / "journal" / "2022-11.beancount"
    text = journal.read_text(encoding="utf-8")
    journal.write_text(text.replace('member: "0002"', 'member: "9002"', 1), encoding="utf-8")
    rows = journal.read_text(encoding="utf-8").splitlines()
    line = next(number for number, row in enumerate(rows, 1) if "9002" in row)
    result = run("check", fund=sample_fund)
    assert result.exit_code == 1
    # The posting stands on the line above its metadata.
    assert f"2022-11.beancount:{line - 1}: E" in result.output


def test_check_fails_loudly_without_the_plugin(run: Run, sample_fund: Path) -> None:
    main = sample_fund / "main.beancount"
    text = main.read_text(encoding="utf-8").replace('plugin "rules.plugin"\n', "")
    main.write_text(text, encoding="utf-8")
    result = run("check", fund=sample_fund)
    assert result.exit_code == 1
    assert "main.beancount" in result.output


@pytest.mark.parametrize("period", ["2566-09", "2023-09", "ก.ย. 2566", "กันยายน 2566", "9/2566"])
def test_figures_takes_a_month_as_people_write_it(run: Run, small_once: Path, period: str) -> None:
    result = run("figures", period, "--json", fund=small_once)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["month"] == "2023-09"


@pytest.mark.parametrize(
    ("period", "code"), [("2023-13", 2), ("ปีที่แล้ว", 2), ("", 2), ("2560", 1), ("2022-09", 1)]
)
def test_figures_of_no_period(run: Run, small_once: Path, period: str, code: int) -> None:
    result = run("figures", period, fund=small_once)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output


def test_figures_on_the_screen(run: Run, sample_fund: Path) -> None:
    for period, texts in (
        ("2567-09", ("งบทดลอง", "711,168.89", "กระทบยอดธนาคาร")),
        ("2567", ("งบดุล", "งบรายได้ค่าใช้จ่าย", "54,190.91", "1,593,845.14")),
    ):
        result = run("figures", period, fund=sample_fund, lang="th")
        assert result.exit_code == 0, result.output
        assert [text for text in texts if text not in result.output] == []
    assert "Balance sheet" in run("figures", "2024", fund=sample_fund).output


def test_figures_of_a_year_are_its_statements(run: Run, sample_fund: Path) -> None:
    golden = Path(__file__).parent / "golden" / "sample" / "annual" / "2567.json"
    found = json.loads(run("figures", "2567", "--json", fund=sample_fund).stdout)
    assert found["members"].pop("moved") == 0
    assert found == json.loads(golden.read_text(encoding="utf-8"))


def test_export_to_a_file(run: Run, sample_fund: Path, tmp_path: Path) -> None:
    for engine in ("hledger", "ledger"):
        out = tmp_path / engine
        result = run("export", engine, "--out", str(out), fund=sample_fund)
        assert result.exit_code == 0, result.output
        assert "Assets:Bank:Savings" in out.read_text(encoding="utf-8")


def test_crosscheck_shows_no_difference(run: Run, sample_fund: Path) -> None:
    result = run("crosscheck", fund=sample_fund)
    assert result.exit_code == 0, result.output
    assert "0 differences" in result.output
    for engine in ("hledger", "ledger"):
        if shutil.which(engine) is None:
            assert "R701" in result.output


def test_no_books_here(run: Run, tmp_path: Path) -> None:
    for command in (("check",), ("figures", "2566"), ("collect", "1", "30"), ("member", "list")):
        result = run(*command, fund=tmp_path)
        assert result.exit_code == 1
        assert "F301" in result.output


def test_unknown_command_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("colect", fund=tmp_path).exit_code == 2


def test_check_sees_a_changed_bank_line(run: Run, sample_fund: Path) -> None:
    path = sample_fund / "bank" / "1111" / "2023-10.csv"
    text = path.read_text(encoding="utf-8")
    line = next(row for row in text.splitlines()[1:] if row.split(",")[5])
    cells = line.split(",")
    cells[5] = f"{float(cells[5]) + 1:.2f}"
    path.write_text(text.replace(line, ",".join(cells)), encoding="utf-8")
    found = json.loads(run("check", "--json", fund=sample_fund).stdout)["alerts"]
    ours = [(row["code"], row["subject"], row["amount"]) for row in found]
    assert ("BANK_BALANCE_BROKEN", f"BANK{cells[0]}", "-1.00") in ours
    assert ("BANK_LINE_DIFFERS", f"BANK{cells[0]}", "1.00") in ours


def test_money_that_is_not_there_is_told(run: Run, small_fund: Path) -> None:
    day = ("--date", "2022-11-28")
    assert run("withdraw", "999999", *day, fund=small_fund).exit_code == 0
    found = json.loads(run("check", "--json", fund=small_fund).stdout)["alerts"]
    assert ("CASH_NEGATIVE", "1111") in {(row["code"], row["subject"]) for row in found}
