"""What forms ask of a fund and no entry tells (ข้อมูลกองทุนที่แบบรายงานถาม): dated, and few.

    2023-09-30 custom "profile" "population"
      value: 3950
      by: "K03"

A fact holds from its date until the next of the same name. What nobody recorded is not there; a
form leaves a dotted line for it. `welfare.vocabulary.PROFILE` lists the facts.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from welfare import calendars
from welfare import counter
from welfare import money
from welfare.books import Book
from welfare.findings import refuse
from welfare.records import Batch
from welfare.records import baht
from welfare.records import custom
from welfare.vocabulary import PROFILE
from welfare.vocabulary import values_of

#: Type of a fact to the key that holds it.
KEYS = {"text": "text", "whole": "value", "amount": "amount", "person": "person"}

WANTED = {"whole": "จำนวนเต็ม (a whole number)", "person": "เลขบุคคล (a person number)"}


def current(book: Book, day: date) -> dict[str, Any]:
    """The facts as known at the end of a day: text, int, Decimal (baht) or person number."""
    found: dict[str, Any] = {}
    for entry in book.customs("profile"):
        if entry.date <= day:
            name = str(values_of(entry)[0])
            value = entry.meta.get(_key(name))
            if name in PROFILE and value is not None:
                found[name] = _plain(PROFILE[name][0], value)
    return found


def choices(name: str) -> tuple[str, ...]:
    """The words to choose from for a fact, or none where it is free."""
    type_ = PROFILE[name][0]
    return () if type_ in KEYS else tuple(type_.split("|"))


def record(book: Book, name: str, typed: str, day: date, today: date, by: str) -> Batch:
    """A fact as somebody typed it; nothing where the books say the same already.

    Args:
        book: the books.
        name: which fact, a key of `PROFILE`.
        typed: text, a count, baht, a person number, or words joined by commas.
        day: from when it holds.
        today: day of keying in.
        by: officer (person number).

    Raises:
        Refused: R402 no such person, R911 the value does not fit the fact; BadValue, no amount.
    """
    value = _read(book, name, typed.strip())
    if current(book, day).get(name) == value:
        return Batch()
    shown = baht(value) if isinstance(value, Decimal) else value
    own = {_key(name): shown}
    return Batch(entries=[custom(day, ("profile",), [name], **own, by=by, entered=today)])


def _key(name: str) -> str:
    return KEYS.get(PROFILE[name][0], "text") if name in PROFILE else "text"


def _plain(type_: str, value: Any) -> Any:
    if type_ == "amount":
        return value.number
    return int(value) if type_ == "whole" else str(value)


def _read(book: Book, name: str, typed: str) -> str | int | Decimal:
    type_ = PROFILE[name][0]
    plain = calendars.from_thai_digits(typed)
    if type_ == "person" and typed:
        return counter.known_person(book, plain)
    if type_ == "amount":
        return money.parse_amount(typed)
    if type_ == "whole" and plain.replace(",", "").isdecimal():
        return int(plain.replace(",", ""))
    words = [word.strip() for word in typed.split(",")]
    if typed and (type_ == "text" or (choices(name) and set(words) <= set(choices(name)))):
        return typed if type_ == "text" else ", ".join(words)
    wanted = ", ".join(choices(name)) or WANTED.get(type_, "…")
    raise refuse("R911", name=name, value=typed, wanted=wanted)
