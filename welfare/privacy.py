"""What may not stand in the books: names, citizen ids, phone numbers.

Books are pseudonymous: Fava serves their whole text. Before each write, and on each load, every
text is looked through: what was typed freely, and identifiers too (a citizen id as a member number,
a file named after a person). `register/` is the only place for what finds a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from functools import lru_cache

from beancount.core import account
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction

from welfare import register
from welfare import vocabulary
from welfare.calendars import from_thai_digits
from welfare.findings import NOWHERE
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import finding

#: Every run of 13 digits, one space or hyphen between any two; runs may overlap.
_DIGITS = re.compile(r"(?=(?<!\d)(\d(?:[ -]?\d){12})(?!\d))")
#: The code of a closing (`welfare.seals`): of its random digits one in a few looks like an id.
_CODE = re.compile(r"(?<![\d-])(?:\d{4}-){4}\d(?![\d-])")
#: 08…, 09…, 06… or +66…, in one to three groups; receipts such as 06-66-0001 have smaller ones.
_MOBILE = re.compile(
    r"(?<!\d)(?:\+66|0)[ -]?(?:\(0\)[ -]?)?([689]\d{0,2}(?:[ -]?\d{3,4}){1,2}|[689]\d{8})(?!\d)"
)
_MOBILE_DIGITS = 9
_GROUPED = re.compile(r"(?<!\d)\d(?:[ -]?\d){12}(?!\d)")
_SPACES = re.compile(r"\s+")
#: Characters that nobody sees; they must not hide a number or a name.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
#: A name this long is looked for without its space, hyphens and underscores.
_LONG_NAME = 8
#: By how many of its first characters a name is looked up, long and short.
_LONG_START, _SHORT_START = 6, 3
_PARTING = re.compile(r"[\s_-]+")
MEMBER_DIGITS = 6

_KEYS = [
    (name, key)
    for keys in (
        vocabulary.COMMON,
        vocabulary.MONEY_KEYS,
        vocabulary.POSTING_KEYS,
        *(kind.keys for kind in vocabulary.CUSTOMS),
    )
    for name, key in keys.items()
]
#: Keys that only ever hold identifiers, words of lists or dates: no phone is looked for there.
_IDENTIFIERS = {name for name, _ in _KEYS} - {name for name, key in _KEYS if key.type == "text"}
#: What Beancount puts there itself, and digests, which are random digits.
_ASIDE = {"filename", "lineno", "sha256", "manifest"}
#: The number of a paper, a month, a day: far too short to find anybody.
_NUMBER = re.compile(r"[A-Z]{0,4}[0-9]{0,4}(?:[-/.][0-9]{1,4}){0,2}", re.ASCII)
#: Several of them, or months `2022-10..2023-03`.
_NUMBERS = re.compile(rf"(?:{_NUMBER.pattern}(?:\.\.|\s|$))*", re.ASCII)
_ROW = re.compile(r" #[\d, -]*$")

#: Kinds of paper that hold health data: only kind and date are recorded.
_MEDICAL = ("medical", "discharge", "appointment", "แพทย์", "การรักษา", "เวชระเบียน")


def is_medical(paper: str) -> bool:
    """Whether a kind of paper, as a word or as people write it, holds health data."""
    return any(word in paper.casefold() for word in _MEDICAL)


def free_texts(entry: Directive) -> Iterator[tuple[str, str]]:
    """(Key, text) of everything in a directive that could find a person, identifiers included."""
    if isinstance(entry, Custom):
        for item in entry.values or []:
            value = item.value
            if type(value) is str and item.dtype != account.TYPE and not _NUMBER.fullmatch(value):
                yield entry.type, value
    else:
        yield from _own_texts(entry)
    yield from _meta_texts(entry.meta)


def _own_texts(entry: Directive) -> Iterator[tuple[str, str]]:
    """Fields of any directive but a custom: narration, comment, query, description, tags, links."""
    if isinstance(entry, Transaction):
        for posting in entry.postings:
            meta = posting.meta
            # In a file two keys are its name and the line.
            bare = not meta or (len(meta) == 2 and "filename" in meta)
            if meta and not bare and not _only_numbers(meta):
                yield from _meta_texts(meta)
    for key in entry._fields:
        value = getattr(entry, key)
        if isinstance(value, str):
            if key not in ("flag", "account", "source_account"):
                yield key, value
        elif isinstance(value, frozenset):
            for item in value:
                yield key, str(item)


def _only_numbers(meta: Mapping[str, object]) -> bool:
    """Whether the facts of a posting are numbers of papers, as nearly all are."""
    facts = [value for key, value in meta.items() if key != "filename" and type(value) is str]
    return _NUMBERS.fullmatch(" ".join(facts)) is not None


def _meta_texts(meta: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in meta.items():
        if type(value) is str and key not in _ASIDE and not _NUMBER.fullmatch(value):
            if key == "receipts":
                # Of a carried member: the end of a receipt's number and the next day are no phone.
                yield key, value.replace(" ", " | ")
            else:
                # Rows of one paper differ in their number only.
                yield key, _ROW.sub("", value) if key == "source" else value


def _plain(text: str) -> str:
    """A text for looking through: one kind of digit, hyphen and space, nothing unseen."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return _SPACES.sub(" ", _HYPHENS.sub("-", from_thai_digits(seen)))


_Starts = dict[str, list[tuple[str, str]]]


@lru_cache(maxsize=4)
def _index(names: frozenset[str]) -> tuple[_Starts, _Starts]:
    """Long and short full names by their first characters: (spelling, name)."""
    long: _Starts = {}
    short: _Starts = {}
    for name in names:
        spaced = _PARTING.sub(" ", _plain(name).casefold()).strip()
        joined = spaced.replace(" ", "")
        if len(joined) >= _LONG_NAME:
            long.setdefault(joined[:_LONG_START], []).append((joined, name))
        elif len(spaced) >= _SHORT_START:
            short.setdefault(spaced[:_SHORT_START], []).append((spaced, name))
    return long, short


def _found(text: str, starts: _Starts, length: int) -> Iterator[str]:
    for at in range(len(text) - length + 1):
        for spelling, name in starts.get(text[at : at + length], ()):
            if text.startswith(spelling, at):
                yield name


def names_in(text: str, names: Iterable[str]) -> Iterator[str]:
    """Which of these full names a text holds, however parted and whatever the case."""
    long, short = _index(frozenset(names))
    if long or short:
        spaced = _PARTING.sub(" ", _plain(text).casefold())
        yield from _found(spaced.replace(" ", ""), long, _LONG_START)
        yield from _found(spaced, short, _SHORT_START)


def citizen_ids(text: str) -> Iterator[str]:
    """Runs of 13 digits whose check digit is right, as digits alone."""
    for match in _DIGITS.finditer(_CODE.sub("", _plain(text))):
        from stdnum.th import pin  # noqa: PLC0415 - slow to import, and seldom asked

        number = re.sub(r"\D", "", match[1])
        if pin.is_valid(number):
            yield number


def _mobiles(text: str) -> Iterator[str]:
    for match in _MOBILE.finditer(_plain(text)):
        if len(re.sub(r"\D", "", match[1])) == _MOBILE_DIGITS:
            yield match[0]


def has_mobile(text: str) -> bool:
    """Whether a text holds a mobile number."""
    return any(_mobiles(text))


def mask(number: str) -> str:
    """A citizen id as messages show it: `•••••••••1234`."""
    return "•" * max(len(number) - 4, 0) + number[-4:]


def findings(key: str, text: str, names: Iterable[str], place: Place) -> Iterator[Finding]:
    """What in one text would find a person; phone numbers in free text only."""
    for number in citizen_ids(text):
        yield finding("E301", place, key=key, number=mask(number))
    if key not in _IDENTIFIERS and has_mobile(text):
        yield finding("E302", place, key=key)
    if any(names_in(text, names)):
        yield finding("E303", place, key=key)
    if key == "member" and text.isdigit() and len(text) > MEMBER_DIGITS:
        yield finding("E304", place, digits=MEMBER_DIGITS)


def masked(text: str, names: Iterable[str], instead: str) -> str:
    """A text of others, such as the bank's, with `…` where it would find a person.

    Where that is not enough, `instead` of the whole text.
    """
    if not any(findings("text", text, names, NOWHERE)):
        return text
    for name in list(names_in(text, names)):
        text = _spelt(name).sub("…", text)
    if any(citizen_ids(text)) or has_mobile(text):
        text = _GROUPED.sub(lambda match: _hidden(match, citizen_ids), _plain(text))
        text = _MOBILE.sub(lambda match: _hidden(match, _mobiles), text)
    return instead if any(findings("text", text, names, NOWHERE)) else text


def _hidden(match: re.Match[str], looked_for: Callable[[str], Iterator[str]]) -> str:
    return "…" if any(looked_for(match[0])) else match[0]


def _spelt(name: str) -> re.Pattern[str]:
    """A full name with or without title, its parts parted by anything or nothing."""
    titles = "|".join(map(re.escape, register.TITLES))
    parts = r"[\s_-]*".join(map(re.escape, name.split()))
    return re.compile(rf"(?:(?:{titles})[\s_-]*)?{parts}", re.IGNORECASE)
