"""The generated pages are up to date and true; every code is used, and its words can be filled."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import make_reference
import pytest
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Open
from beancount.core.data import Transaction
from beancount.parser import parser

from rules import schema
from welfare import catalogue
from welfare import vocabulary

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```beancount\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SOURCES = [
    path
    for name in ("welfare", "rules", "reports", "cli.py")
    for path in ((ROOT / name).rglob("*.py") if (ROOT / name).is_dir() else [ROOT / name])
    if path.name != "catalogue.py"
]
#: Calls whose first (or, for `bad`, second) argument is a code.
MAKERS = {"finding": 0, "refuse": 0, "BadValue": 0, "Finding": 0, "bad": 1}
#: Arguments of the makers that fill no placeholder.
PLACES = {"place", "exit_code"}


def parse(text: str) -> Directive:
    """The one directive of a text."""
    entries, errors, _ = parser.parse_string(text)
    assert not errors, text
    assert len(entries) == 1, text
    return entries[0]


@pytest.mark.parametrize("name", make_reference.PAGES)
def test_the_page_is_what_make_docs_writes(name: str) -> None:
    page = (make_reference.DOCS / name).read_text(encoding="utf-8")
    assert page == make_reference.PAGES[name](), "run `make docs`"


def test_every_example_of_the_reference_fits_the_vocabulary() -> None:
    page = (make_reference.DOCS / "reference.md").read_text(encoding="utf-8")
    examples = BLOCK.findall(page)
    assert len(examples) == len(vocabulary.CUSTOMS) + len(vocabulary.MONEY) + 1
    for example in examples:
        wrong = [item.line("en") for item in vocabulary.problems(parse(example))]
        assert not wrong, example


def test_every_kind_has_an_example_of_its_own() -> None:
    for kind in vocabulary.CUSTOMS:
        custom = parse(make_reference.custom_example(kind))
        assert isinstance(custom, Custom)
        assert vocabulary.kind_of(custom) is kind
    for name in vocabulary.MONEY:
        money = parse(make_reference.money_example(name))
        assert isinstance(money, Transaction)
        assert money.meta["kind"] == name
        assert sum(item.units.number or 0 for item in money.postings if item.units) == 0


def test_the_examples_of_the_manual_in_the_vocabulary_fit() -> None:
    block = "\n".join(
        line[4:] for line in (vocabulary.__doc__ or "").splitlines() if line.startswith("    ")
    )
    entries, errors, _ = parser.parse_string(block)
    assert not errors
    assert len(entries) == 2
    assert [list(vocabulary.problems(entry)) for entry in entries] == [[], []]


def test_the_example_of_an_account_has_the_required_keys() -> None:
    entry = parse(make_reference.open_example())
    assert isinstance(entry, Open)
    assert set(vocabulary.facts(entry)) == set(vocabulary.OPEN_KEYS)


def test_the_generator_knows_only_what_the_schema_knows() -> None:
    assert list(make_reference.MONEY) == list(vocabulary.MONEY)
    kinds = {" ".join(kind.words) for kind in vocabulary.CUSTOMS}
    assert set(make_reference.LEFT_OUT) | set(make_reference.EXTRA) <= kinds
    assert {kind for kind, _ in make_reference.BY_PLACE} <= kinds
    assert {kind.file for kind in vocabulary.CUSTOMS} <= set(make_reference.FILES)


@pytest.mark.parametrize("spec", schema.SPECS.values(), ids=schema.SPECS)
def test_the_page_on_bylaws_shows_every_rule_and_key(spec: schema.Spec) -> None:
    page = (make_reference.DOCS / "bylaws.md").read_text(encoding="utf-8")
    _, _, section = page.partition(f"\n## {spec.name} — ")
    section = section.partition("\n## ")[0]
    shown = re.findall(r"^\| `(.*?):` \|", section, re.MULTILINE)
    families = [family.spelt.replace("|", "\\|") for family in spec.patterns]
    assert shown == [*spec.keys, *families]


# --- the catalogue ------------------------------------------------------------------------------


def _strings(node: ast.AST) -> Iterator[str]:
    """The text that an expression may become: not what it is compared with or looked up by."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _strings(body)
            yield from _strings(orelse)


def _calls() -> Iterator[tuple[str, ast.Call, list[str]]]:
    """Every call that makes a finding: where, the call, the codes that it may name."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            func = node.func
            name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
            position = MAKERS.get(name)
            if position is not None and len(node.args) > position:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield where, node, list(_strings(node.args[position]))


def _literals() -> set[str]:
    found: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_code_in_the_source_is_in_the_catalogue() -> None:
    unknown = {
        f"{where}: {code}"
        for where, _, codes in _calls()
        for code in codes
        if code not in catalogue.CODES
    }
    assert not unknown


def test_what_looks_like_a_code_is_in_the_catalogue() -> None:
    looks = {text for text in _literals() if re.fullmatch(r"[A-Z]\d{3}", text)}
    assert looks <= set(catalogue.CODES)


def test_every_code_of_the_catalogue_is_used() -> None:
    assert set(catalogue.CODES) - _literals() == set()


def test_every_placeholder_is_filled() -> None:
    unfilled = []
    for where, call, codes in _calls():
        given = {keyword.arg for keyword in call.keywords}
        if None in given:  # **facts: known only at run time
            continue
        for code in codes:
            words = catalogue.CODES.get(code)
            if words is None:
                continue
            missing = {name for text in words for name in _placeholders(text)} - (given - PLACES)
            if missing:
                unfilled.append(f"{where}: {code} lacks {', '.join(sorted(missing))}")
    assert not unfilled


@pytest.mark.parametrize("code", catalogue.CODES)
def test_words_are_whole_in_both_languages(code: str) -> None:
    words = catalogue.CODES[code]
    assert words.th
    assert words.en
    assert bool(words.todo_th) == bool(words.todo_en)
    assert re.search(r"[\u0e01-\u0e4e]", words.th), "Thai text"
    thai = _placeholders(words.th) | _placeholders(words.todo_th)
    assert thai == _placeholders(words.en) | _placeholders(words.todo_en)


def test_placeholders_are_shown_readably() -> None:
    assert make_reference.readable("ไม่มี {member} ({day:%d})") == "ไม่มี ‹member› (‹day›)"


def test_no_transaction_example_leaves_out_its_kind() -> None:
    page = make_reference.reference()
    entries = [parse(example) for example in BLOCK.findall(page)]
    kinds = [entry.meta["kind"] for entry in entries if isinstance(entry, Transaction)]
    assert kinds == list(vocabulary.MONEY)
