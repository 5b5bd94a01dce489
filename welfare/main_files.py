"""The include lines of `main.beancount` and `all.beancount`: what each of them loads.

`all.beancount` loads every journal. So does `main.beancount` until a year is locked; from then on
it begins with the last locked year, from the opening that the year before it left:

    include "closings/2566/opening.beancount"      ; instead of opening.beancount
    include "journal/2023-10.beancount"            ; fiscal year 2567, locked
    include "closings/2023-10/closing.beancount"
    …

Nothing else in these two files is touched: options, plugins, queries and comments stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from welfare import calendars

#: Where closings stand, below the fund's folder.
CLOSINGS = "closings"
#: What an opening and the directives of a closing are called in their package.
OPENING = "opening.beancount"
CLOSING = "closing.beancount"
VERDICTS = "verdicts.beancount"
REOPENING = "reopening.beancount"

_INCLUDE = re.compile(rb'^include[ \t]+"([^"\r\n]*)"[^\n]*(?:\n|\Z)', re.MULTILINE)
_JOURNAL = re.compile(r"journal/(\d{4}-\d{2})\.beancount")
_CLOSING = re.compile(rf"{CLOSINGS}/(?:(\d{{4}}-\d{{2}})|(\d{{4}}))(?:\.reopened-\d+)?/.*")


def included(text: bytes) -> list[str]:
    """The files that a main file includes, in order."""
    return [match[1].decode("utf-8", "replace") for match in _INCLUDE.finditer(text)]


def changed(text: bytes, add: Iterable[str] = (), drop: Iterable[str] = ()) -> bytes:
    """A main file with more include lines at its end, or without some; none stands twice."""
    gone = set(drop)
    kept = _INCLUDE.sub(
        lambda line: b"" if line[1].decode("utf-8", "replace") in gone else line[0], text
    )
    there = set(included(kept))
    new = [name for name in dict.fromkeys(add) if name not in there]
    if new and kept and not kept.endswith(b"\n"):
        kept += b"\n"
    return kept + "".join(f'include "{name}"\n' for name in new).encode()


def from_year(text: bytes, year: int, fiscal_start: int) -> bytes:
    """`main.beancount` as it loads when a year is the last locked one, and not the books' first.

    Args:
        text: the file as it is.
        year: the locked fiscal year, พ.ศ.
        fiscal_start: first month of the fiscal year, 1-12.
    """
    first = calendars.month_of(calendars.fiscal_year_period(year, fiscal_start).first)
    gone = [name for name in included(text) if name == OPENING or is_before(name, year, first)]
    return changed(text, [f"{CLOSINGS}/{year - 1}/{OPENING}"], gone)


def is_before(name: str, year: int, month: str) -> bool:
    """Whether an included file speaks of what lies before a fiscal year and its first month."""
    journal, closing = _JOURNAL.fullmatch(name), _CLOSING.fullmatch(name)
    if journal:
        return journal[1] < month
    if closing:
        return closing[1] < month if closing[1] else int(closing[2]) < year
    return False
