"""Baht and satang: the only place that reads, rounds or prints an amount of money.

An amount is a `Decimal` of baht with exactly two decimals; nothing here is ever a binary fraction.
People type amounts in many ways, and all of these are understood:

    30   30.00   1,200.-   ๓๐ บาท   30 บาท 50 สตางค์   ฿1,200.50

What could mean two things (`1,20`, `30.000`) is refused with a code D201-D206, never guessed.
Rounding happens in `share_down` alone; what it cuts off stays with the part that the bylaws name.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN
from decimal import Context
from decimal import Decimal

from welfare.calendars import from_thai_digits
from welfare.findings import BadValue
from welfare.tables import clean

CURRENCY = "THB"
SATANG = Decimal("0.01")
ZERO = Decimal("0.00")
AMOUNT_MAX = Decimal(1_000_000_000)
#: What a piece of money counts, by the key that records it in a cash count.
PIECES = {
    **{f"baht-{n}": Decimal(n) for n in (1000, 500, 100, 50, 20, 10, 5, 2, 1)},
    "satang-50": Decimal("0.50"),
    "satang-25": Decimal("0.25"),
}

# Wide enough that no product of an amount and a share is rounded before it is truncated.
_EXACT = Context(prec=100, rounding=ROUND_DOWN)

_NUMBER = r"(?P<baht>[\d,]*\d|)(?:\.(?P<part>\d+))?"
_BAHT = re.compile(_NUMBER + r"\s*(?:\.\s?[-–—])?\s*(?:บาท(?:ถ้วน)?|บ\.|THB)?", re.IGNORECASE)
_BAHT_SATANG = re.compile(
    r"(?:(?P<baht>[\d,]*\d)\s*บาท\s*)?(?P<satang>\d{1,2})\s*(?:สตางค์|ส\.ต\.|สต\.)"
)
_COMMAS = re.compile(r"\d+|\d{1,3}(,\d{3})+")
_MINUS = re.compile(r"[-−–]\s*(.+)|\((.+)\)")
_SHOWN_CHARS = 40


def parse_amount(value: object, *, allow_negative: bool = False) -> Decimal:
    """Reads an amount of baht as typed, or as a cell of a workbook holds it.

    Args:
        value: text, int, Decimal, or the fraction that Excel stores.
        allow_negative: whether less than nothing is meant to be possible (`-30`, `(30)`).

    Returns:
        Baht, with exactly two decimals.

    Raises:
        BadValue: D201 empty, D202 no amount, D203 negative, D204 more than two decimals,
            D205 commas in wrong places, D206 more than 1,000,000,000 baht.
    """
    typed = clean(value)
    if typed is None:
        raise BadValue("D201")
    shown = str(typed)[:_SHOWN_CHARS]
    amount = _of_text(typed, shown) if isinstance(typed, str) else _of_number(typed, shown)
    if amount < 0 and not allow_negative:
        raise BadValue("D203", value=shown)
    if abs(amount) > AMOUNT_MAX:
        raise BadValue("D206", value=shown, limit=AMOUNT_MAX)
    exact = amount.quantize(SATANG, context=_EXACT)
    if exact != amount:
        raise BadValue("D204", value=shown)
    # A minus sign before nothing would print as -0.00.
    return exact if exact else ZERO


def satang(amount: Decimal) -> int:
    """Baht as whole satang; an amount that is not exact to the satang is a bug."""
    whole = amount.scaleb(2, context=_EXACT)
    assert whole == whole.to_integral_value(), f"{amount} is not exact to the satang"
    return int(whole)


def from_satang(count: int) -> Decimal:
    """Whole satang as baht with two decimals."""
    return Decimal(count).scaleb(-2, context=_EXACT).quantize(SATANG, context=_EXACT)


def share_down(total: Decimal, share: Decimal) -> Decimal:
    """A share of an amount, cut to the satang toward zero (of -0.99 at 0.50: -0.49).

    Args:
        total: baht, of either sign.
        share: a fraction such as 0.20.

    Returns:
        Baht; never farther from zero than the exact share.
    """
    exact = _EXACT.multiply(total, share).quantize(SATANG, context=_EXACT)
    return exact if exact else ZERO


def text(amount: Decimal) -> str:
    """Baht as printed: `1,234.50`, `-1,234.50`; never rounds."""
    return f"{from_satang(satang(amount)):,.2f}"


def _of_number(value: object, shown: str) -> Decimal:
    """A number as a program holds it; a bool, NaN and infinity are none."""
    if isinstance(value, float):
        # repr is the shortest text that means this very number: 0.1 stays 0.1, and 0.1 + 0.2
        # shows that it was computed and not rounded.
        value = Decimal(repr(value))
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadValue("D202", value=shown)
    amount = Decimal(value)
    if not amount.is_finite():
        raise BadValue("D202", value=shown)
    return amount


def _of_text(typed: str, shown: str) -> Decimal:
    """An amount in words and digits, with its sign."""
    written = from_thai_digits(typed)
    for sign in ("฿", "THB"):
        written = written.removeprefix(sign).strip()
    minus = _MINUS.fullmatch(written)
    if minus:
        return -_unsigned((minus[1] or minus[2]).removeprefix("฿").strip(), shown)
    return _unsigned(written, shown)


def _unsigned(written: str, shown: str) -> Decimal:
    """An amount without a sign: `1,200.50`, `30.-`, `30 บาท`, `30 บาท 50 สตางค์`."""
    match = _BAHT_SATANG.fullmatch(written)
    if match:
        return _digits(match["baht"] or "0", shown) + Decimal(match["satang"]).scaleb(-2)
    match = _BAHT.fullmatch(written)
    if not match or not (match["baht"] or match["part"]):
        raise BadValue("D202", value=shown)
    part = match["part"] or "0"
    # 30.000 is refused although it is exact: it may mean thirty thousand.
    if len(part) > 2:
        raise BadValue("D204", value=shown)
    return _digits(match["baht"] or "0", shown) + Decimal(f"0.{part}")


def _digits(written: str, shown: str) -> Decimal:
    """Whole baht with commas in their places, or none."""
    if not _COMMAS.fullmatch(written):
        raise BadValue("D205", value=shown)
    whole = Decimal(written.replace(",", ""))
    # Here and not later: adding satang to a very long number would round.
    if whole > AMOUNT_MAX:
        raise BadValue("D206", value=shown, limit=AMOUNT_MAX)
    return whole
