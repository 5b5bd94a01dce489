"""The repository's own rules, held on every run: layers, printing, clocks, floats, sizes, text."""

from __future__ import annotations

import ast
import importlib
import io
import os
import subprocess
import sys
import tokenize
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COLUMNS_MAX = 100
FUNCTION_LINES_MAX = 70

PACKAGES = ("welfare", "rules", "reports")
PRODUCT = [*(path for name in PACKAGES for path in (ROOT / name).rglob("*.py")), ROOT / "cli.py"]
SCRIPTS = [*(ROOT / "bench").rglob("*.py"), *(ROOT / "docs").rglob("*.py")]
TESTS = [*(ROOT / "tests").rglob("*.py")]
PLAIN = [ROOT / name for name in ("Makefile", "setup.cfg", "pyproject.toml", ".ci/run")]

#: The commands of cli.py, put in files of their own for their length: they print and ask too, and
#: nothing but cli.py and themselves may import them.
TERMINAL = ("welfare/shell.py", "welfare/commands/", "rules/commands/", "reports/commands/")

#: Higher layers import lower ones, never the reverse.
LAYERS = {"welfare": 0, "rules": 1, "reports": 2, "cli": 3}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def every(*groups: list[Path]) -> pytest.MarkDecorator:
    """One case for each file of these groups."""
    files = sorted(path for group in groups for path in group if path.exists())
    return pytest.mark.parametrize("path", files, ids=name_of)


def is_terminal(path: Path) -> bool:
    return path == ROOT / "cli.py" or name_of(path).startswith(TERMINAL)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every module that this part of a file imports."""
    for each in ast.walk(node):
        if isinstance(each, ast.Import):
            yield from ((each.lineno, alias.name) for alias in each.names)
        elif isinstance(each, ast.ImportFrom):
            assert each.level == 0, "imports are absolute"
            yield from ((each.lineno, f"{each.module}.{alias.name}") for alias in each.names)


def imports_at_load(node: ast.AST) -> Iterator[str]:
    """What importing the file imports: not what stands in functions or under TYPE_CHECKING."""
    for each in ast.iter_child_nodes(node):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(each, ast.If) and "TYPE_CHECKING" in ast.unparse(each.test):
            continue
        if isinstance(each, ast.Import | ast.ImportFrom):
            yield from (name for _, name in imports(each))
        else:
            yield from imports_at_load(each)


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every call."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


@cache
def commented(path: Path) -> frozenset[int]:
    """The lines that carry a comment, and the lines just below one."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    lines = {token.start[0] for token in tokens if token.type == tokenize.COMMENT}
    return frozenset(lines | {line + 1 for line in lines})


# --- layers -------------------------------------------------------------------------------------


@every(PRODUCT)
def test_imports_run_one_way(path: Path) -> None:
    own = LAYERS[path.relative_to(ROOT).parts[0].removesuffix(".py")]
    upward = [
        f"line {line}: {name}"
        for line, name in imports(tree(path))
        if LAYERS.get(name.split(".")[0], -1) > own
    ]
    assert not upward


@every(PRODUCT)
def test_only_the_terminal_imports_the_terminal(path: Path) -> None:
    if is_terminal(path):
        return
    modules = tuple(item.removesuffix(".py").replace("/", ".").rstrip(".") for item in TERMINAL)
    assert not [name for _, name in imports(tree(path)) if name.startswith(modules)]


@every(PRODUCT)
def test_only_the_fava_extension_imports_fava(path: Path) -> None:
    if name_of(path).startswith(("reports/fava_ext.py", "reports/fava_ext/")):
        return
    assert not [line for line, name in imports(tree(path)) if name.split(".")[0] == "fava"]


@every([path for path in PRODUCT if path.relative_to(ROOT).parts[0] in ("welfare", "rules")])
def test_pandas_is_not_loaded_with_the_books(path: Path) -> None:
    assert not [name for name in imports_at_load(tree(path)) if name.split(".")[0] == "pandas"]


def test_an_everyday_command_loads_neither_pandas_nor_fava() -> None:
    probe = "import sys, cli; print(*sorted({'pandas', 'fava', 'jinja2'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", probe],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("name", LAYERS)
def test_our_generic_names_resolve_to_this_checkout(name: str) -> None:
    file = importlib.import_module(name).__file__
    assert file is not None
    assert Path(file).resolve().is_relative_to(ROOT.resolve())


# --- what a module may do -----------------------------------------------------------------------


@every([path for path in PRODUCT if not is_terminal(path)])
def test_only_the_terminal_prints(path: Path) -> None:
    printing = ("print", "input", "click.echo", "click.secho", "click.prompt", "click.confirm")
    streams = ("sys.stdout.", "sys.stderr.", "sys.stdin.")
    found = [
        f"line {line}: {name}"
        for line, name in calls(path)
        if name in printing or name.startswith(streams)
    ]
    assert not found


@every([path for path in PRODUCT if path != ROOT / "cli.py"])
def test_only_cli_knows_what_today_is(path: Path) -> None:
    clocks = ("date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time")
    found = [
        f"line {line}: {name}"
        for line, name in calls(path)
        if name.endswith(tuple(f".{clock}" for clock in clocks)) or name in clocks
    ]
    assert not found


@every([path for path in PRODUCT if path != ROOT / "cli.py"])
def test_no_floats_and_no_rounding_without_a_reason(path: Path) -> None:
    found = [
        f"line {line}: {name}("
        for line, name in calls(path)
        if name in ("float", "round") and line not in commented(path)
    ]
    assert not found


@every(PRODUCT, SCRIPTS, PLAIN)
def test_nothing_reads_the_expected_answers(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "expected" + "/" not in text
    assert '"expected' + '"' not in text


# --- size and text ------------------------------------------------------------------------------


@every(PRODUCT, SCRIPTS)
def test_functions_are_short(path: Path) -> None:
    long = [
        f"{node.name}: {lines} lines"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES_MAX
    ]
    assert not long


def width(line: str) -> int:
    """Columns on a screen: Thai vowel and tone marks stand above or below and take none."""
    return sum(
        0
        if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in line
    )


@every(PRODUCT, SCRIPTS, TESTS, PLAIN)
def test_lines_fit_a_screen(path: Path) -> None:
    if name_of(path) == "welfare/catalogue.py":  # a table: one sentence, one line
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    long = [number for number, line in enumerate(lines, 1) if width(line) > COLUMNS_MAX]
    pragmas = (" # type: ignore", "  # noqa")  # for the tools, at the end of a line
    assert not [number for number in long if not any(mark in lines[number - 1] for mark in pragmas)]


@every(PRODUCT, SCRIPTS, TESTS, PLAIN, [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
def test_text_is_plain(path: Path) -> None:
    """UTF-8, LF, no control, invisible or no-break character, a newline at the end."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    allowed = "\n\t" if path.name == "Makefile" else "\n"
    odd = {
        f"U+{ord(char):04X}"
        for char in set(text)
        if char not in allowed and (unicodedata.category(char) in ("Cc", "Cf") or char == "\u00a0")
    }
    assert not odd
    assert not text or text.endswith("\n")
    assert not [number for number, line in enumerate(text.splitlines(), 1) if line != line.rstrip()]


def test_the_rules_see_the_files() -> None:
    """A moved folder must not switch the rules off."""
    names = {name_of(path) for path in PRODUCT}
    assert {"cli.py", "welfare/books.py", "rules/plugin.py", "reports/figures.py"} <= names
    assert name_of(Path(__file__)) in {name_of(path) for path in TESTS}
