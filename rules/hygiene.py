"""Whether the files themselves are in order: what Beancount reads over without a word.

Beancount ignores `plugin` and `option` lines in included files, keeps the last of two equal keys of
a `custom`, and drops a whole directive for one bad line. So the source text is read too:

    include "journal/2023-10.beancount"     ; main.beancount; without it E418: a month is missing
    plugin "rules.plugin"                   ; E405 in journal/2023-10.beancount: it does nothing

    2022-10-01 custom "bylaw" "custody"
      within: "7 days"
      within: "30 days"                     ; E410: Beancount would take this one
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount.core.data import Custom
from beancount.core.data import Directive

from welfare import books
from welfare import calendars
from welfare import main_files
from welfare import privacy
from welfare import writing
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import finding

PLUGIN = "rules.plugin"
#: Plugins of others that only look; any other could add, change or drop entries after ours.
HARMLESS = frozenset(
    f"beancount.plugins.{name}"
    for name in (
        "check_average_cost",
        "check_commodity",
        "coherent_cost",
        "commodity_attr",
        "leafonly",
        "noduplicates",
        "nounused",
        "onecommodity",
        "sellgains",
        "unique_prices",
    )
)
BOM = b"\xef\xbb\xbf"

# Each pattern begins with the line break before it, so that the search is a search for a fixed
# character; the texts get one in front of their first line.
_STRAY = re.compile(r"\n(option|plugin|pushmeta|popmeta|pushtag|poptag)\b")
_CUSTOM = re.compile(r'\n(\d[\d/-]*)[ \t]+custom[ \t]+"([^"\n]*)"([^\n]*)((?:\n[ \t][^\n]*)*)')
_KEY = re.compile(r"\n[ \t]+([a-z][A-Za-z0-9_-]*):")
_STRINGS = re.compile(r'"([^"]*)"')
_COMMENT = re.compile(r";[^\n]*")
_PLUGIN = re.compile(r'\nplugin[ \t]+"([^"]*)"')
_OPENING = re.compile(rf"{main_files.CLOSINGS}/(\d{{4}})/{re.escape(main_files.OPENING)}")
#: What makes the two main files one: a line of these kinds, its words, and their order.
_HEAD = re.compile(r'\n(option|plugin|include)[ \t]+("[^"\n]*")(?:[ \t]+("[^"\n]*"))?')


def check(
    entries: Iterable[Directive],
    options: dict[str, Any],
    names: frozenset[str] = frozenset(),
    read: Iterable[str] = (),
) -> Iterator[Finding]:
    """What is wrong with the options and the source text of the files that were loaded.

    Args:
        entries: what Beancount made of the files.
        options: Beancount's options; `include` lists the files.
        names: the registered names, which no comment may hold.
        read: the files that are looked into, if not all of them.
    """
    main = str(options.get("filename", ""))
    bylaws = {
        (str(entry.meta.get("filename")), entry.meta.get("lineno"))
        for entry in entries
        if isinstance(entry, Custom) and entry.type == "bylaw"
    }
    yield from _options(options, main)
    yield from _left_out(entries, options, main)
    yield from _two_mains(Path(main).parent)
    for name in read or options.get("include") or []:
        if "register" in _below(name, main):
            yield finding("E414", Place(name, 1))
        text, wrong = _read(name)
        yield from wrong
        if text:
            yield from of_text(name, text, bylaws, names)
            if name != main:
                yield from _stray(name, text)
            else:
                yield from _first(name, text, options)


def _below(name: str, main: str) -> tuple[str, ...]:
    """The parts of a file's path below the fund's folder."""
    folder = Path(main).parent
    path = Path(name)
    return path.relative_to(folder).parts if path.is_relative_to(folder) else path.parts[-2:]


def _read(name: str) -> tuple[str, list[Finding]]:
    """A file's text with a line break in front, and what is wrong with its bytes."""
    try:
        raw = Path(name).read_bytes()
    except OSError:
        # Beancount has reported it.
        return "", []
    found = []
    if raw.startswith(BOM):
        found.append(finding("E408", Place(name, 1)))
        raw = raw.removeprefix(BOM)
    try:
        return "\n" + raw.decode("utf-8"), found
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", [*found, finding("E409", Place(name, line))]


def _line(text: str, start: int) -> int:
    """The line that begins after the line break at `start`."""
    return text.count("\n", 0, start) + 1


def _options(options: dict[str, Any], main: str) -> Iterator[Finding]:
    """The options without which amounts are rounded or half a satang is let through."""
    wanted = {
        "title": (options.get("title") not in ("", "Beancount", None), "…"),
        "operating_currency": (options.get("operating_currency") == ["THB"], "THB"),
        "display_precision": (
            options.get("display_precision") == {"THB": Decimal("0.01")},
            "THB:0.01",
        ),
        "tolerance_multiplier": (options.get("tolerance_multiplier") == 0, "0"),
        "plugin_processing_mode": (
            options.get("plugin_processing_mode", "default") == "default",
            "default",
        ),
    }
    for name, (right, value) in wanted.items():
        if not right:
            yield finding("E407", Place(main, 1), option=name, value=value)


def _first(name: str, text: str, options: dict[str, Any]) -> Iterator[Finding]:
    """Our plugin comes first: one before it could change what it sees."""
    plugins = [plugin for plugin, _ in options.get("plugin") or []]
    lines = {match[1]: _line(text, match.start()) for match in _PLUGIN.finditer(text)}
    if not plugins or plugins[0] != PLUGIN:
        yield finding("E406", Place(name, lines.get(PLUGIN, 1)), plugin=PLUGIN)
    for plugin in plugins:
        if plugin != PLUGIN and plugin not in HARMLESS:
            yield finding("E417", Place(name, lines.get(plugin, 1)), plugin=plugin)


def _left_out(
    entries: Iterable[Directive], options: dict[str, Any], main: str
) -> Iterator[Finding]:
    """Files of the books that nothing includes: what they say does not count."""
    folder = Path(main).parent
    if not Path(main).is_file() or writing.pending(folder):
        return
    read = {Path(name).resolve() for name in options.get("include") or []}
    earlier = _earlier(entries, Path(main))
    for path in sorted([*folder.glob("*.beancount"), *folder.glob("journal/**/*.beancount")]):
        own = path.relative_to(folder).as_posix()
        if own not in (books.MAIN, books.ALL, *earlier) and path.resolve() not in read:
            yield finding("E418", Place(main, 1), file=own)


def _earlier(entries: Iterable[Directive], main: Path) -> set[str]:
    """The files before a locked year whose opening `main.beancount` begins with."""
    whole = main.with_name(books.ALL)
    if main.name != books.MAIN or not whole.is_file():
        return set()
    openings = map(_OPENING.fullmatch, main_files.included(main.read_bytes()))
    year = max((int(found[1]) for found in openings if found), default=None)
    fund = next((e for e in entries if isinstance(e, Custom) and e.type == "fund"), None)
    start = fund.meta.get("fiscal-year-start") if fund else None
    if year is None or not isinstance(start, Decimal) or not 1 <= start <= 12:
        return set()
    first = calendars.fiscal_year_period(year, int(start)).last + timedelta(days=1)
    return {
        name
        for name in main_files.included(whole.read_bytes())
        if name == main_files.OPENING
        or main_files.is_before(name, year + 1, calendars.month_of(first))
    }


def _two_mains(folder: Path) -> Iterator[Finding]:
    """`all.beancount` reads at least what `main.beancount` reads, and reads it the same way.

    But for the opening of a later year: that stands for what `all.beancount` reads itself.
    """
    main, whole = folder / books.MAIN, folder / books.ALL
    if not (main.is_file() and whole.is_file()) or writing.pending(folder):
        return
    ours, theirs = _head(main), _head(whole)
    for path, own, other, words in (
        (whole, theirs, ours, ("option", "plugin", "include")),
        (main, ours, theirs, ("option", "plugin")),
    ):
        for line in other:
            opening = path == whole and _OPENING.fullmatch(line.partition('"')[2].rstrip('"'))
            if line not in own and line.startswith(words) and not opening:
                yield finding("E419", Place(str(path), 1), line=line)
    plugins = [(line, number) for line, number in theirs.items() if line.startswith("plugin")]
    if plugins and PLUGIN not in plugins[0][0]:
        number = next((n for line, n in plugins if f'"{PLUGIN}"' in line), 1)
        yield finding("E406", Place(str(whole), number), plugin=PLUGIN)


def _head(path: Path) -> dict[str, int]:
    """The options, plugins and includes of a main file, and the line of each."""
    text, _ = _read(str(path))
    return {
        " ".join(part for part in match.groups() if part): _line(text, match.start())
        for match in _HEAD.finditer(text)
    }


def _stray(name: str, text: str) -> Iterator[Finding]:
    for match in _STRAY.finditer(text):
        yield finding("E405", Place(name, _line(text, match.start())), word=match[1])


def of_text(
    name: str, text: str, bylaws: set[tuple[str, Any]], names: frozenset[str]
) -> Iterator[Finding]:
    """Keys that stand twice, bylaws that were dropped, personal data in comments.

    Args:
        name: the file.
        text: its text, with a line break in front.
        bylaws: file and line of the bylaws that Beancount has read.
        names: the registered names, which no comment may hold.
    """
    for match in _CUSTOM.finditer(text):
        keys = _KEY.findall(match[4])
        if len(keys) != len(set(keys)):
            yield from _twice(name, text, match)
        if match[2] == "bylaw":
            line = _line(text, match.start())
            if (name, line) not in bylaws:
                key = " ".join(_STRINGS.findall(match[3]))
                yield finding("E412", Place(name, line), key=key)
    for match in _COMMENT.finditer(text):
        start = match.start()
        in_string = text.count('"', text.rfind("\n", 0, start), start) % 2
        if not in_string:
            place = Place(name, text.count("\n", 0, start))
            yield from privacy.findings("comment", match[0], names, place)


def _twice(name: str, text: str, directive: re.Match[str]) -> Iterator[Finding]:
    seen = set()
    for match in _KEY.finditer(directive[4]):
        if match[1] in seen:
            start = directive.start(4) + match.start()
            yield finding("E410", Place(name, _line(text, start)), key=match[1])
        seen.add(match[1])
