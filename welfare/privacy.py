"""What may not stand in the books: names, citizen ids, phone numbers.

Books are pseudonymous: Fava serves their whole text. Before each write every free text is looked
through; `register/` is the only place for what finds a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Iterator
from functools import lru_cache

from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction
from stdnum.th import pin

from welfare import vocabulary
from welfare.calendars import from_thai_digits
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import finding

#: Every run of 13 digits, one space or hyphen between any two; runs may overlap.
_DIGITS = re.compile(r"(?=(?<!\d)(\d(?:[ -]?\d){12})(?!\d))")
#: 08…, 09…, 06… or +66…, in one to three groups; receipts such as 06-66-0001 have smaller ones.
_MOBILE = re.compile(
    r"(?<!\d)(?:\+66|0)[ -]?(?:\(0\)[ -]?)?([689]\d{0,2}(?:[ -]?\d{3,4}){1,2}|[689]\d{8})(?!\d)"
)
_MOBILE_DIGITS = 9
_SPACES = re.compile(r"\s+")
#: Characters that nobody sees; they must not hide a number or a name.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
#: A name this long is also looked for written without its space.
_LONG_NAME = 8

#: Keys whose value is free text; all other keys hold identifiers, dates, numbers or amounts.
_FREE = {
    name
    for keys in (
        vocabulary.COMMON,
        vocabulary.MONEY_KEYS,
        vocabulary.POSTING_KEYS,
        *(kind.keys for kind in vocabulary.CUSTOMS),
    )
    for name, key in keys.items()
    if key.type == "text"
} - {"source", "name-th", "name-en"}


def free_texts(entry: Directive) -> Iterator[tuple[str, str]]:
    """(Key, text) of everything in a directive that a person may have typed freely."""
    if isinstance(entry, Transaction):
        yield "narration", entry.narration or ""
        yield "payee", entry.payee or ""
        for posting in entry.postings:
            for key, value in (posting.meta or {}).items():
                if key in _FREE:
                    yield key, str(value)
    if isinstance(entry, Custom | Transaction):
        for key, value in entry.meta.items():
            if key in _FREE:
                yield key, str(value)


def _plain(text: str) -> str:
    """A text for looking through: one kind of digit, hyphen and space, nothing unseen."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return _SPACES.sub(" ", _HYPHENS.sub("-", from_thai_digits(seen)))


@lru_cache(maxsize=100_000)
def _spellings(name: str) -> tuple[str, ...]:
    """A full name as it may be written, with its space and, unless it is short, without."""
    plain = _plain(name).casefold().strip()
    joined = plain.replace(" ", "")
    return (plain, joined) if len(joined) >= _LONG_NAME else (plain,)


def citizen_ids(text: str) -> Iterator[str]:
    """Runs of 13 digits whose check digit is right, as digits alone."""
    for match in _DIGITS.finditer(_plain(text)):
        number = re.sub(r"\D", "", match[1])
        if pin.is_valid(number):
            yield number


def has_mobile(text: str) -> bool:
    """Whether a text holds a mobile number."""
    return any(
        len(re.sub(r"\D", "", match[1])) == _MOBILE_DIGITS
        for match in _MOBILE.finditer(_plain(text))
    )


def mask(number: str) -> str:
    """A citizen id as messages show it: `•••••••••1234`."""
    return "•" * max(len(number) - 4, 0) + number[-4:]


def findings(key: str, text: str, names: Iterable[str], place: Place) -> Iterator[Finding]:
    """What in one free text would find a person."""
    for number in citizen_ids(text):
        yield finding("E301", place, key=key, number=mask(number))
    if has_mobile(text):
        yield finding("E302", place, key=key)
    plain = _plain(text).casefold()
    joined = plain.replace(" ", "")
    if any(s in plain or s in joined for name in names for s in _spellings(name)):
        yield finding("E303", place, key=key)
