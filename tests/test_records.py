"""Whatever the vocabulary allows is written as text that reads back as the very same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount.core import data
from beancount.core.data import Directive
from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st
from strategies import directives

from welfare import books
from welfare import records
from welfare.findings import Refused
from welfare.records import Batch
from welfare.records import custom
from welfare.records import transaction

DAY = date(2023, 10, 3)


def in_order(entries: list[Directive]) -> list[Directive]:
    return sorted(entries, key=lambda entry: (entry.date, data.SORT_ORDER.get(type(entry), 0)))


@given(st.lists(directives(), max_size=6).map(in_order))
def test_a_batch_reads_back_as_written(entries: list[Directive]) -> None:
    assert records._same_after_parsing(records.render(entries), entries)


@given(directives(), directives())
def test_another_directive_is_never_taken_for_the_same(one: Directive, other: Directive) -> None:
    if records._same_after_parsing(records.render([one]), [other]):
        assert records.content(one) == records.content(other)


def without_receipts(entry: Directive) -> bool:
    return entry.meta.get("kind") == "collection" and not records.has_receipts(entry)


@given(directives())
def test_a_record_is_a_repeat_of_itself(entry: Directive) -> None:
    assume(not without_receipts(entry))
    book = replace(books.empty(Path("x")), entries=[entry])
    new, skipped = records.merge(book, [entry])
    assert (new, skipped > 0) == ([], True)


def test_a_collection_without_receipt_numbers_is_a_repeat_of_itself() -> None:
    lines = [(books.CASH, Decimal(30), {}), (books.CONTRIBUTIONS, Decimal(-30), {"member": "0001"})]
    entry = transaction(DAY, "-", lines, kind="collection", by="K04")
    assert records.merge(replace(books.empty(Path("x")), entries=[entry]), [entry]) == ([], 1)


@given(directives(), directives())
def test_nothing_is_lost_between_two_records(one: Directive, other: Directive) -> None:
    book = replace(books.empty(Path("x")), entries=[one])
    try:
        new, skipped = records.merge(book, [other])
    except Refused:
        return
    if not new:
        assert skipped
        assert records.content(one) == records.content(other)


def receipt(number: str, member: str, amount: str, day: date = DAY) -> Directive:
    lines = [
        (books.CASH, Decimal(amount), {}),
        (books.CONTRIBUTIONS, -Decimal(amount), {"member": member, "receipt": number}),
    ]
    return transaction(day, "-", lines, kind="collection", by="K04", entered=day)


@pytest.mark.parametrize(
    "other",
    [
        receipt("00-67-0001", "0002", "30.00"),
        receipt("00-67-0001", "0001", "60.00"),
        receipt("00-67-0001", "0001", "30.00", date(2023, 10, 4)),
    ],
)
def test_a_receipt_number_with_other_content_is_refused(other: Directive) -> None:
    book = replace(books.empty(Path("x")), entries=[receipt("00-67-0001", "0001", "30.00")])
    with pytest.raises(Refused) as refused:
        records.merge(book, [other])
    assert [item.code for item in refused.value.findings] == ["R201"]


def test_the_next_number_is_gapless_and_knows_voids() -> None:
    void = custom(DAY, ("receipt", "void"), ["00-67-0002"], by="K04", reason="-")
    book = replace(books.empty(Path("x")), entries=[receipt("00-67-0001", "0001", "30.00"), void])
    assert records.next_number(book, "receipt", "00-67-") == "00-67-0003"
    assert records.next_number(book, "receipt", "00-68-") == "00-68-0001"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (custom(DAY, ("welfre",), ["x"]), "E101"),
        (custom(DAY, ("meeting",), ["1/2566"], type="committee"), "E103"),
        (transaction(DAY, "-", [(books.CASH, Decimal(1), {})], kind="donation", by="K", doc="D"),
            "E201"),
        (
            transaction(
                DAY, "-",
                [("Assets:Hidden", Decimal("0.001"), {}), (books.CASH, Decimal("-0.001"), {})],
                kind="donation", by="K", doc="D",
            ),
            "E203",
        ),
        (custom(DAY, ("receipt", "void"), ["R-1"], by="K", reason="3003544664563"), "E301"),
    ],
)  # fmt: skip
def test_nothing_wrong_is_planned(tmp_path: Path, entry: Directive, code: str) -> None:
    with pytest.raises(Refused) as refused:
        records.plan(books.empty(tmp_path), Batch(entries=[entry]))
    assert code in {item.code for item in refused.value.findings}
