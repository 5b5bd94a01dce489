"""The books as journals for hledger (1.25 or later) and for ledger-cli (3.3 or later).

Two programs that share no code with Beancount can then add up the same money; see
`reports.crosscheck`. Both functions take booked directives and give back text:

    2023-10-01 * "เงินสมทบ; หมู่ 1"                2023-10-01 * เงินสมทบ； หมู่ 1
      sheet: "S01"                                     ; sheet: S01
      Assets:Cash            30.00 THB       ->        Assets:Cash  30.00 THB
      Income:Contributions  -30.00 THB                 Income:Contributions  -30.00 THB
        member: "M0001"                                ; member: M0001

What becomes of what:

* `open` is an `account` declaration; its metadata (code, Thai name) and its date are tags.
* A transaction keeps date, flag, payee (`payee | narration`), amounts and metadata as tags; so do
  its Beancount tags and links (`tags:`, `links:`) and a flag other than `*` and `!` (`flag:`).
* `balance` is, for hledger, an assertion that counts sub-accounts (`=*`), standing before the
  day's transactions as in Beancount, wherever the books meet it to the satang. For ledger-cli,
  which asserts an account without its sub-accounts, it is a comment.
* Every other directive is a comment, so that nothing vanishes.

Free text never changes what a program reads. A character that would (`;` and `|` in a
description, a leading `*`, `!`, `(` or `=`, a comma in an hledger tag, a bracket that opens a date)
is shown by its full-width twin; white space is one space; control characters and marks that turn
the direction of writing are shown as `<U+202E>`; very long text is split (`key:`, `key.2:`).
Metadata keys that mean something to one of the programs (`date`, `payee`, `type`, …) get `meta-` in
front.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from beancount.core import data
from beancount.core.amount import Amount
from beancount.parser.grammar import ValueType

from welfare.findings import Place
from welfare.findings import refuse

CURRENCY = "THB"

# ledger-cli refuses a line of more than 4,096 bytes; a character may take four of them.
_LONGEST = 900

# Keys that hledger (date, date2, type) or ledger-cli (payee, value, uuid; in any case) acts upon,
# and those under which this module writes what is no metadata in Beancount.
_RESERVED = frozenset(
    "date date2 type payee value uuid tags links flag opened description".split()  # noqa: SIM905
)

_INDENT = "    "
_DESCRIPTION = str.maketrans(";|", "；｜")
_LEADING = str.maketrans("*!(=", "＊！（＝")
_DATE_BRACKET = re.compile(r"\[(?=[-\d/.=])")
# Thai text marks where a word may break with a zero-width space; joiners shape letters.
_HARMLESS = frozenset("\u200b\u200c\u200d")


class _Dialect(NamedTuple):
    """Where the two programs differ."""

    name: str
    commodity: str
    comma_ends_tag: bool
    asserts_with_subaccounts: bool


_HLEDGER = _Dialect("hledger", f"commodity 1000.00 {CURRENCY}", True, True)
_LEDGER = _Dialect(
    "ledger-cli", f"commodity {CURRENCY}\n{_INDENT}format 1000.00 {CURRENCY}", False, False
)


def to_hledger(entries: Sequence[data.Directive]) -> str:
    """The books as an hledger journal.

    Args:
      entries: Booked directives, in any order.

    Returns:
      The journal's text; equal entries give equal text.

    Raises:
      Refused: R706, an amount that is not plain baht.
    """
    return _journal(entries, _HLEDGER)


def to_ledger(entries: Sequence[data.Directive]) -> str:
    """The books as a ledger-cli journal; see `to_hledger`."""
    return _journal(entries, _LEDGER)


def _journal(entries: Sequence[data.Directive], dialect: _Dialect) -> str:
    """Header, accounts, then all else by date; one empty line between blocks."""
    ordered = data.sorted(list(entries))
    blocks = [f"; Exported from Beancount for {dialect.name}", dialect.commodity]
    blocks.extend(_account(entry, dialect) for entry in ordered if isinstance(entry, data.Open))
    running: dict[str, Decimal] = defaultdict(Decimal)
    for entry in ordered:
        if isinstance(entry, data.Transaction):
            blocks.append(_transaction(entry, dialect))
            for posting in entry.postings:
                running[posting.account] += number(posting)
        elif isinstance(entry, data.Balance) and _assertable(entry, running, dialect):
            blocks.append(_assertion(entry, dialect))
        elif not isinstance(entry, data.Open):
            blocks.append(_comment(entry))
    return "\n\n".join(blocks) + "\n"


def _account(entry: data.Open, dialect: _Dialect) -> str:
    """An account's declaration."""
    tags = [*_tag("opened", entry.date, dialect), *_meta_tags(entry.meta, dialect)]
    return "\n".join([f"account {entry.account}", *tags])


def _transaction(entry: data.Transaction, dialect: _Dialect) -> str:
    """A transaction: its line, its tags, then each posting followed by its own tags."""
    lines = _head(entry, dialect)
    for name, words in (("tags", entry.tags), ("links", entry.links)):
        if words:
            lines.extend(_tag(name, " ".join(sorted(words)), dialect))
    lines.extend(_meta_tags(entry.meta, dialect))
    for posting in entry.postings:
        mark = f"{posting.flag} " if posting.flag in ("*", "!") else ""
        lines.append(f"{_INDENT}{mark}{posting.account}  {_units(entry, posting)}")
        if posting.flag and not mark:
            lines.extend(_tag("flag", posting.flag, dialect))
        lines.extend(_meta_tags(posting.meta, dialect))
    return "\n".join(lines)


def _head(entry: data.Transaction, dialect: _Dialect) -> list[str]:
    """Date, flag and description; tags for what does not fit there."""
    texts = (entry.payee, entry.narration)
    parts = [_plain(text).translate(_DESCRIPTION) for text in texts if text]
    whole = " | ".join(parts)
    whole = whole[:1].translate(_LEADING) + whole[1:]
    known = entry.flag in ("*", "!")
    shown = whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]}…"
    words = (entry.date.isoformat(), entry.flag if known else "", shown)
    lines = [" ".join(filter(None, words))]
    if shown != whole:
        lines.extend(_tag("description", whole, dialect))
    if entry.flag and not known:
        lines.extend(_tag("flag", entry.flag, dialect))
    return lines


def number(posting: data.Posting) -> Decimal:
    """A booked posting's number."""
    assert posting.units is not None, "postings are booked"
    assert isinstance(posting.units.number, Decimal), "postings are booked"
    return posting.units.number


def _units(entry: data.Transaction, posting: data.Posting) -> str:
    """A posting's amount, which must be plain baht: a cost or a price would be added up too."""
    units = posting.units
    assert units is not None, "postings are booked"
    if units.currency != CURRENCY or posting.cost is not None or posting.price is not None:
        meta = posting.meta or entry.meta
        place = Place(file=str(meta.get("filename", "")), line=int(meta.get("lineno", 0)))
        raise refuse("R706", place, account=posting.account, amount=str(units))
    return _amount(number(posting))


def _amount(baht: Decimal) -> str:
    """Exactly this many baht, with two decimals, or with more where there are more."""
    whole, _, decimals = format(baht or abs(baht), "f").partition(".")
    return f"{whole}.{decimals.rstrip('0'):0<2} {CURRENCY}"


def _assertable(entry: data.Balance, running: Mapping[str, Decimal], dialect: _Dialect) -> bool:
    """Whether the program can assert this balance, and the books meet it without tolerance.

    A balance that fails, or that only Beancount's tolerance lets pass, would make hledger refuse
    the whole journal.
    """
    if not dialect.asserts_with_subaccounts or entry.amount.currency != CURRENCY:
        return False
    below = f"{entry.account}:"
    parts = (
        baht
        for account, baht in running.items()
        if account == entry.account or account.startswith(below)
    )
    return sum(parts, Decimal()) == entry.amount.number


def _assertion(entry: data.Balance, dialect: _Dialect) -> str:
    """A transaction of nothing that asserts a balance, sub-accounts included."""
    assert entry.amount.number is not None, "balances are booked"
    sums = f"{_amount(Decimal())} =* {_amount(entry.amount.number)}"
    head = f"{entry.date.isoformat()} * balance"
    return "\n".join([head, *_meta_tags(entry.meta, dialect), f"{_INDENT}{entry.account}  {sums}"])


def _comment(entry: data.Directive) -> str:
    """Any other directive as a comment, close to its Beancount source but in one line."""
    words = [entry.date.isoformat(), type(entry).__name__.lower()]
    for field in entry._fields:
        if field not in ("meta", "date"):
            words.extend(_words(field, getattr(entry, field)))
    words.extend(f"{key}: {_quoted(value)}" for key, value in _visible(entry.meta))
    return "\n".join(f"; {part}" for part in _split(_plain(" ".join(words))))


def _words(field: str, value: Any) -> Iterator[str]:
    """One field of a directive as the words of a comment."""
    if field == "values":  # of a custom directive
        yield from (_quoted(item.value) for item in value or ())
    elif field in ("tags", "links"):
        yield from (("#" if field == "tags" else "^") + item for item in sorted(value or ()))
    elif value is not None:
        yield value if field in ("account", "source_account", "currency") else _quoted(value)


def _visible(meta: Mapping[str, Any] | None) -> Iterator[tuple[str, Any]]:
    """Metadata that a person wrote: neither the place in the source nor a program's own."""
    for key, value in (meta or {}).items():
        if key not in ("filename", "lineno") and not key.startswith("__"):
            yield key, value


def _meta_tags(meta: Mapping[str, Any] | None, dialect: _Dialect) -> Iterator[str]:
    """Metadata as tags, in their order."""
    for key, value in _visible(meta):
        yield from _tag(f"meta-{key}" if key.lower() in _RESERVED else key, value, dialect)


def _tag(key: str, value: Any, dialect: _Dialect) -> Iterator[str]:
    """One tag, on more than one line where its value is very long."""
    text = _DATE_BRACKET.sub("［", _plain(_text(value)))
    if dialect.comma_ends_tag:
        text = text.replace(",", "，")
    for place, part in enumerate(_split(text), start=1):
        name = key if place == 1 else f"{key}.{place}"
        yield f"{_INDENT}; {name}: {part}".rstrip()


def _split(text: str) -> list[str]:
    """Text in pieces of bearable length; at least one, perhaps empty."""
    return [text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST)] or [""]


def _text(value: Any) -> str:
    """A metadata value as text, amounts and numbers exactly."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Amount):
        return f"{_text(value.number)} {value.currency}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, ValueType):
        return _text(value.value)
    return str(value)


def _quoted(value: Any) -> str:
    """A value as in Beancount's source: text in quotes."""
    return f'"{value}"' if isinstance(value, str) else _text(value)


def _plain(text: str) -> str:
    """Text in one line, with single spaces, and with nothing in it that does not show."""
    # Nearly all texts end here: tabs, line ends and marks are not printable for Python.
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join("".join(map(_seen, text)).split())


def _seen(character: str) -> str:
    """A character, or the name of one that cannot be seen."""
    if character.isspace() or character in _HARMLESS:
        return character
    if unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return f"<U+{ord(character):04X}>"
    return character
