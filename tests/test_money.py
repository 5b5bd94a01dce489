from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare import money
from welfare.catalogue import render
from welfare.findings import BadValue


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        (30, "30.00"),
        (0, "0.00"),
        (Decimal("30.5"), "30.50"),
        (Decimal("30.000"), "30.00"),
        (Decimal("1E+3"), "1000.00"),
        (30.0, "30.00"),
        (0.1, "0.10"),
        (1234.56, "1234.56"),
        (1e9, "1000000000.00"),
        ("30", "30.00"),
        ("30.00", "30.00"),
        ("30.5", "30.50"),
        (".50", "0.50"),
        ("0030", "30.00"),
        ("30.-", "30.00"),
        ("30. -", "30.00"),
        ("30.–", "30.00"),
        ("1,200.-", "1200.00"),
        ("1,234,567.89", "1234567.89"),
        ("๓๐", "30.00"),
        ("๓๐ บาท", "30.00"),
        ("๑,๒๐๐.๕๐ บาท", "1200.50"),
        ("30บาท", "30.00"),
        ("30 บาทถ้วน", "30.00"),
        ("30 บาท 50 สตางค์", "30.50"),
        ("๑,๒๐๐ บาท ๕ สตางค์", "1200.05"),
        ("50 สตางค์", "0.50"),
        ("฿1,200.50", "1200.50"),
        ("฿ 30", "30.00"),
        ("30 THB", "30.00"),
        ("THB 30", "30.00"),
        ("\u00a030\u200b\u3000", "30.00"),
        ("-0", "0.00"),
        (-0.0, "0.00"),
        (Decimal("-0"), "0.00"),
        ("1,000,000,000", "1000000000.00"),
    ],
)
def test_amounts_as_typed(typed: object, amount: str) -> None:
    parsed = money.parse_amount(typed)
    assert str(parsed) == amount


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "D201"),
        ("", "D201"),
        (" \u00a0", "D201"),
        ("สามสิบ", "D202"),
        ("30 ดอลลาร์", "D202"),
        ("-", "D202"),
        ("บาท", "D202"),
        ("1 200", "D202"),
        ("30-", "D202"),
        ("1.200,50", "D202"),
        ("1E3", "D202"),
        ("NaN", "D202"),
        ("30 บาท 150 สตางค์", "D202"),
        ("30.50 บาท 50 สตางค์", "D202"),
        ("--30", "D202"),
        (True, "D202"),
        (b"30", "D202"),
        (float("nan"), "D202"),
        (float("inf"), "D202"),
        (Decimal("NaN"), "D202"),
        (Decimal("sNaN"), "D202"),
        (Decimal("-Infinity"), "D202"),
        (-30, "D203"),
        (-0.5, "D203"),
        ("-30", "D203"),
        ("−30", "D203"),
        ("(30)", "D203"),
        ("-฿30", "D203"),
        ("30.005", "D204"),
        ("30.000", "D204"),
        (0.1 + 0.2, "D204"),
        (Decimal("0.001"), "D204"),
        ("1,20", "D205"),
        ("12,00,000", "D205"),
        (",200", "D205"),
        ("1,,200", "D205"),
        ("1200,000", "D205"),
        ("1,20 บาท 50 สตางค์", "D205"),
        ("1,000,000,000.01", "D206"),
        (1_000_000_001, "D206"),
        (1e300, "D206"),
        (Decimal("1E+999999"), "D206"),
        ("9" * 200, "D206"),
        (3003544664563, "D206"),
    ],
)
def test_refused_amounts(typed: object, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        money.parse_amount(typed)
    assert caught.value.code == code
    for lang in ("th", "en"):
        assert render(code, caught.value.args_, lang).startswith(code)


@pytest.mark.parametrize("typed", [-30, "-30", "- 30 บาท", "(30.00)", "−30.-", -30.0])
def test_negative_amounts_where_they_are_meant(typed: object) -> None:
    assert money.parse_amount(typed, allow_negative=True) == Decimal("-30.00")


AMOUNTS = st.integers(-(10**11), 10**11).map(money.from_satang)


@given(AMOUNTS)
def test_printed_amounts_are_read_back(amount: Decimal) -> None:
    assert money.parse_amount(money.text(amount), allow_negative=True) == amount
    assert money.parse_amount(float(amount), allow_negative=True) == amount
    assert money.from_satang(money.satang(amount)) == amount
    assert str(amount).partition(".")[2].isdigit()


@given(AMOUNTS, st.decimals(0, 1, places=6))
def test_a_share_is_cut_toward_zero(total: Decimal, share: Decimal) -> None:
    part = money.share_down(total, share)
    exact = total * share
    assert abs(part) <= abs(exact) < abs(part) + money.SATANG
    assert money.share_down(-total, share) == -part
    assert part + (total - part) == total


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        money.parse_amount(text)
    except BadValue as bad:
        assert bad.code.startswith("D20")  # noqa: PT017


@pytest.mark.parametrize(
    ("total", "share", "part"),
    [
        ("0.99", "0.5", "0.49"),
        ("-0.99", "0.5", "-0.49"),
        ("100.00", "0.3333333333333333333333333333", "33.33"),
        ("0.03", "0.9999999999999999999999999999", "0.02"),
        ("-0.01", "0.5", "0.00"),
        ("1000.00", "0.20", "200.00"),
    ],
)
def test_shares(total: str, share: str, part: str) -> None:
    assert str(money.share_down(Decimal(total), Decimal(share))) == part


def test_text_and_satang() -> None:
    assert money.text(Decimal("1234.5")) == "1,234.50"
    assert money.text(Decimal("-1234.5")) == "-1,234.50"
    assert money.text(Decimal("-0.00")) == "0.00"
    assert money.satang(Decimal("-1.05")) == -105
    assert str(money.from_satang(-5)) == "-0.05"


def test_an_inexact_amount_is_never_printed() -> None:
    with pytest.raises(AssertionError):
        money.text(Decimal("0.005"))
