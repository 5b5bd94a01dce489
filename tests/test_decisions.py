"""The table of decisions: every claim of the sample, in every row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from conftest import rows_of

from reports import decisions

GOLDEN = Path(__file__).parent / "golden" / "sample" / "decisions.csv"
#: Free text, which is not compared.
FREE = {"note"}


def test_every_row_and_column_of_the_sample(run: Run, sample_once: Path, tmp_path: Path) -> None:
    out = tmp_path / "decisions.csv"
    result = run("decisions", "--csv", out, fund=sample_once)
    assert result.exit_code == 0, result.output
    wanted, made = rows_of(GOLDEN), rows_of(out)
    assert len(wanted) == 343
    assert list(made[0]) == list(wanted[0])
    assert [row["claim_no"] for row in made] == [row["claim_no"] for row in wanted]
    differ = [
        (row["claim_no"], key, row[key], own[key])
        for row, own in zip(wanted, made, strict=True)
        for key in row
        if key not in FREE and row[key] != own[key]
    ]
    assert differ == []


@pytest.mark.parametrize(("lang", "head"), [("th", "สวัสดิการ"), ("en", "benefit")])
def test_the_table_on_the_screen(run: Run, sample_once: Path, lang: str, head: str) -> None:
    result = run("decisions", fund=sample_once, lang=lang)
    assert result.exit_code == 0, result.output
    assert head in result.output
    assert "C66-0110" in result.output
    assert "343" in result.output.splitlines()[-1]


@pytest.mark.parametrize(
    ("article", "number"),
    [
        ("ข้อ ๒๒", "22"),
        ("ข้อ ๑๔ (๒)", "14"),
        ("ข้อ ๒๓ แก้ไขโดยฉบับที่ ๒ ข้อ ๓", "23"),
        ("บทเฉพาะกาล", "บทเฉพาะกาล"),
        ("", ""),
    ],
)
def test_article_number(article: str, number: str) -> None:
    assert decisions.article_number(article) == number


@pytest.mark.parametrize(
    ("words", "golden"),
    [
        (("decisions",), "decisions.csv"),
        (("members", "--status"), "members_status.csv"),
        (("reinstatements",), "reinstatements.csv"),
        (("matching", "2567"), "matching/2567.csv"),
    ],
)
def test_a_table_is_printed_as_csv(
    run: Run, sample_once: Path, words: tuple[str, ...], golden: str
) -> None:
    """`--csv` without a file name prints the rows and nothing else that is no remark."""
    result = run("--today", "2024-10-01", *words, "--csv", fund=sample_once)
    assert result.exit_code == 0, result.output
    wanted = (GOLDEN.parent / golden).read_text(encoding="utf-8-sig").splitlines()
    given = result.stdout.splitlines()
    assert given[0] == wanted[0]
    assert len(given) == len(wanted)
