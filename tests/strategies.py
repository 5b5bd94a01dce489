"""Random directives, generated from the vocabulary itself."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction
from hypothesis import strategies as st

from welfare import records
from welfare import vocabulary
from welfare.vocabulary import CUSTOMS
from welfare.vocabulary import Key
from welfare.vocabulary import Kind

ACCOUNTS = [
    "Assets:Cash",
    "Assets:Collectors:Moo01",
    "Income:Contributions:Members",
    "Income:Donations",
]

#: What people and spreadsheets put into a line: quotes, backslashes, Thai, emoji, odd spaces.
NASTY = st.sampled_from(
    ["\\", '"', '\\"', "\\n", "\\\\", "'", ";", "#tag", "^link", "*", "!", "{}", "%s", "=1+1", "\t",
     "ก็ี่", "๑๒๓", "ำ", "😀", "👨\u200d👩\u200d👧", "\u200b", "\u00a0", "…", "2024-01-01", "TRUE",
         "THB", ";; "]
)  # fmt: skip
LINES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\x85"),
    max_size=20,
)
TEXTS = st.lists(st.one_of(NASTY, LINES), min_size=1, max_size=5).map("".join).filter(bool)
IDS = st.from_regex(r"[A-Za-z0-9ก-ฮ][A-Za-z0-9ก-ฮ./_()-]{0,9}", fullmatch=True)
DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))
SATANG = st.integers(1, 10**11).map(lambda n: Decimal(n).scaleb(-2))
MONTH = DATES.map(lambda day: f"{day:%Y-%m}")
TYPED: dict[str, st.SearchStrategy[Any]] = {
    "id": IDS,
    "text": TEXTS,
    "date": DATES,
    "month": MONTH,
    "months": st.one_of(MONTH, st.tuples(MONTH, MONTH).map("..".join)),
    "amount": SATANG.map(records.baht),
    "number": st.decimals(-(10**6), 10**6, allow_nan=False, places=3).filter(
        lambda n: not n.is_signed()
    ),
    "whole": st.integers(0, 10**9).map(Decimal),
    "yes": st.booleans(),
    "account": st.sampled_from(ACCOUNTS),
    "list": st.lists(IDS, min_size=1, max_size=3).map(", ".join),
    "any": TEXTS,
}


def value_of(type_: str) -> st.SearchStrategy[Any]:
    """A value of one of the vocabulary's types, or one of its words."""
    plain = type_.rstrip("?")
    return TYPED[plain] if plain in TYPED else st.sampled_from(plain.split("|"))


def _facts(
    keys: dict[str, Key], required: set[str] | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    needed = required if required is not None else {n for n, key in keys.items() if key.required}
    return st.fixed_dictionaries(
        {name: value_of(key.type) for name, key in keys.items() if name in needed},
        optional={name: value_of(key.type) for name, key in keys.items() if name not in needed},
    )


def customs(kind: Kind) -> st.SearchStrategy[Custom]:
    """Directives of one kind."""
    return st.builds(
        lambda day, values, facts: records.custom(day, kind.words, values, **facts),
        DATES,
        st.tuples(*(value_of(type_) for type_, _ in kind.values)),
        _facts({**vocabulary.COMMON, **kind.keys}),
    )


@st.composite
def transactions(draw: st.DrawFn) -> Transaction:
    """Balanced transactions with their keys and lines."""
    kind = draw(st.sampled_from(sorted(vocabulary.MONEY)))
    keys = {k: v for k, v in {**vocabulary.COMMON, **vocabulary.MONEY_KEYS}.items() if k != "kind"}
    own = draw(_facts(keys, set(vocabulary.MONEY[kind].required)))
    amounts = draw(st.lists(SATANG, min_size=1, max_size=4))
    lines = [
        (draw(st.sampled_from(ACCOUNTS)), -amount, draw(_facts(vocabulary.POSTING_KEYS)))
        for amount in amounts
    ]
    return records.transaction(
        draw(DATES),
        draw(st.one_of(st.just("-"), TEXTS)),
        [(ACCOUNTS[0], sum(amounts, Decimal(0)), {}), *lines],
        payee=draw(st.one_of(st.none(), TEXTS)),
        kind=kind,
        **own,
    )


def directives() -> st.SearchStrategy[Directive]:
    """Anything that the vocabulary knows."""
    return st.one_of(transactions(), st.sampled_from(CUSTOMS).flatmap(customs))


def digits_of(text: str) -> str:
    """The ASCII digits of a text."""
    return re.sub(r"[^0-9]", "", text)
