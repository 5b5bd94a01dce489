"""The commands that the READMEs tell a newcomer to type, typed as they stand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli

ROOT = Path(cli.__file__).parent


def block(readme: str, first: str) -> list[list[str]]:
    """The words of every `welfare` command of the console block that begins with `first`."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    found = next(
        part
        for part in re.findall(r"```console\n(.*?)```", text, re.DOTALL)
        if re.match(rf"[$>] {first}", part)
    )
    lines = [line.removeprefix("$ ").removeprefix("> ") for line in found.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("welfare ")]


@pytest.mark.parametrize("readme", ["README.md", "README.th.md"])
def test_a_fund_from_nothing(readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    commands = block(readme, "welfare init")
    assert len(commands) > 10
    for words in commands:
        result = CliRunner().invoke(cli.main, ["--today", "2024-12-01", *words])
        assert result.exit_code == 0, (words, result.output)
        if words[0] == "init":
            monkeypatch.chdir(tmp_path / words[1])
    # The last word is `check`: no error, and of two members the citizen ids are not known yet.
    assert "ข้อผิด 0 ข้อ   เรื่องที่ควรดู 2 เรื่อง" in result.output
    assert result.output.count("MEMBER_ID_MISSING") == 2
    for words in block(readme, "welfare close month"):
        result = CliRunner().invoke(cli.main, ["--today", "2024-12-01", *words])
        assert result.exit_code == 0, (words, result.output)
    assert (Path("print") / "monthly-2567-11.pdf").is_file()


def test_both_languages_tell_the_same_story() -> None:
    for first in ("welfare init", "welfare close month"):
        assert block("README.md", first)[1:] == block("README.th.md", first)[1:]
