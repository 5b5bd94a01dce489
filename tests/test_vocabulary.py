"""The vocabulary as a schema: what fits it passes, and each single mutation of it is found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from beancount.core.amount import Amount
from beancount.core.data import Custom
from beancount.core.data import Transaction
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from strategies import customs
from strategies import transactions
from strategies import value_of

from welfare import vocabulary
from welfare.vocabulary import CUSTOMS
from welfare.vocabulary import TYPES
from welfare.vocabulary import Kind

KINDS = [pytest.param(kind, id=" ".join(kind.words)) for kind in CUSTOMS]
CLOSED = [kind for kind in CUSTOMS if kind.words != ("bylaw",)]

#: For each type, values that are not of it.
WRONG: dict[str, list[Any]] = {
    "id": ["", "two words", "a,b", 'a"b', "a\\b", "a;b", "a\n", "\n", "a\x00", "a\x7f", "\ud800",
        Decimal(1),
           date(2024, 1, 1), None],
    "text": ["two\nlines", "a\rb", "a\x00", "\x1b[0m", "a\x85", "a\u2028b", "\ud800", "x" * 10_001,
        Decimal(1), None],
    "date": ["2024-01-01", Decimal(2024), None],
    "month": ["2024-13", "2024-1", "2024-01..2024-02", "2024-01\n", "๒๐๒๔-๐๑", date(2024, 1, 1),
        None],
    "months": ["2024-01..", "2024-01..2024-13", "2024-01,2024-02", "2024-01..2024-02\n", None],
    "amount": [Decimal("1.00"), "1.00 THB", Amount(Decimal("1.00"), "USD"), None],
    "number": ["1", True, None],
    "whole": [Decimal("1.5"), Decimal(-1), "1", True, None],
    "yes": ["TRUE", Decimal(1), None],
    "account": ["Assets Cash", Decimal(1), None],
    "list": ["a, b c", "a,,b", "a,\nb", "", Decimal(1), None],
}  # fmt: skip


def codes_of(entry: Custom | Transaction) -> list[str]:
    return [item.code for item in vocabulary.problems(entry)]


def test_every_type_has_wrong_values() -> None:
    assert WRONG.keys() == TYPES.keys() - {"any"}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20)
@given(data=st.data())
def test_what_the_schema_allows_is_allowed(kind: Kind, data: st.DataObject) -> None:
    assert codes_of(data.draw(customs(kind))) == []


@given(transactions())
def test_transactions_that_fit(entry: Transaction) -> None:
    assert codes_of(entry) == []


@given(entry=st.sampled_from(CUSTOMS).flatmap(customs), data=st.data())
def test_a_missing_key_is_found(entry: Custom, data: st.DataObject) -> None:
    kind = vocabulary.kind_of(entry)
    assert kind is not None
    needed = [name for name, key in kind.keys.items() if key.required]
    for name in needed:
        less = {key: value for key, value in entry.meta.items() if key != name}
        assert codes_of(entry._replace(meta=less)) == ["E103"]


@given(
    entry=st.sampled_from(CLOSED).flatmap(customs),
    key=st.from_regex(r"[a-z][a-z-]{2,9}", fullmatch=True),
)
def test_an_unknown_key_is_found(entry: Custom, key: str) -> None:
    kind = vocabulary.kind_of(entry)
    assert kind is not None
    known = {*kind.keys, *vocabulary.COMMON, "filename", "lineno"}
    expected = [] if key in known else ["E104"]
    assert codes_of(entry._replace(meta={key: "x", **entry.meta})) == expected


@given(entry=st.sampled_from(CUSTOMS).flatmap(customs), data=st.data())
def test_a_value_of_the_wrong_type_is_found(entry: Custom, data: st.DataObject) -> None:
    kind = vocabulary.kind_of(entry)
    assert kind is not None
    keys = {**vocabulary.COMMON, **kind.keys}
    name = data.draw(st.sampled_from([key for key in entry.meta if key in keys] or ["note"]))
    wrong = WRONG.get(keys[name].type, ["no such word", "", Decimal(1), None])
    value = data.draw(st.sampled_from(wrong))
    assert codes_of(entry._replace(meta={**entry.meta, name: value})) == ["E105"]


@given(entry=st.sampled_from([k for k in CUSTOMS if k.values]).flatmap(customs), data=st.data())
def test_values_after_the_words_are_held_to_their_types(entry: Custom, data: st.DataObject) -> None:
    kind = vocabulary.kind_of(entry)
    assert kind is not None
    skip = len(kind.words) - 1
    at = data.draw(st.integers(skip, len(entry.values) - 1))
    type_ = kind.values[at - skip][0].rstrip("?")
    bad = WRONG.get(type_, ["no such word", "", Decimal(1), None])
    wrong = entry.values[at]._replace(value=data.draw(st.sampled_from(bad)))
    mutated = [*entry.values[:at], wrong, *entry.values[at + 1 :]]
    assert codes_of(entry._replace(values=mutated)) == ["E102"]
    assert codes_of(entry._replace(values=[*entry.values, *[entry.values[-1]] * 2])) == ["E102"]


def test_an_unknown_directive_and_fava_s_own() -> None:
    entry = Custom({}, date(2024, 1, 1), "welfre", [])
    assert codes_of(entry) == ["E101"]
    assert codes_of(entry._replace(type="fava-option")) == []


@given(entry=transactions(), data=st.data())
def test_mutations_of_a_transaction_are_found(entry: Transaction, data: st.DataObject) -> None:
    kind = vocabulary.MONEY[entry.meta["kind"]]
    for name in kind.required:
        less = {key: value for key, value in entry.meta.items() if key != name}
        assert codes_of(entry._replace(meta=less)) == ["E103"]
    none = {key: value for key, value in entry.meta.items() if key != "kind"}
    assert codes_of(entry._replace(meta=none)) == ["E103"]
    assert codes_of(entry._replace(meta={**entry.meta, "kind": "theft"})) == ["E105"]
    assert codes_of(entry._replace(meta={**entry.meta, "payee-name": "x"})) == ["E104"]
    first, *rest = entry.postings
    for own, code in (({"claim": "a b"}, "E105"), ({"payer": "x"}, "E104")):
        posting = first._replace(meta={**(first.meta or {}), **own})
        assert codes_of(entry._replace(postings=[posting, *rest])) == [code]
    name = data.draw(st.sampled_from([k for k in entry.meta if k in vocabulary.MONEY_KEYS]))
    wrong = WRONG.get(vocabulary.MONEY_KEYS[name].type, ["no such word"])
    value = data.draw(st.sampled_from(wrong))
    assert codes_of(entry._replace(meta={**entry.meta, name: value})) == ["E105"]


@pytest.mark.parametrize("text", ["a\rb", "\x1b[31m", "\ud800", "x" * 10_001])
def test_narration_and_payee_are_texts(text: str) -> None:
    entry = Transaction({"kind": "opening"}, date(2024, 1, 1), "*", None, "-", set(), set(), [])  # type: ignore[arg-type]
    assert codes_of(entry) == []
    assert codes_of(entry._replace(narration=text)) == ["E105"]
    assert codes_of(entry._replace(payee=text)) == ["E105"]


@given(data=st.data())
def test_months_are_months(data: st.DataObject) -> None:
    assert vocabulary.MONTH.match(data.draw(value_of("month")))
    assert vocabulary.MONTHS.match(data.draw(value_of("months")))
