"""Charts as shapes: bars, lying bars and lines, for paper in black and white too.

    {"height": 2000, "shapes": [{"is": "bar", "x": 620, …}, {"is": "line", …}, {"is": "text", …}]}

The templates draw them, each in its own way: in a PDF as its own shapes and texts, since the SVG
reader of Typst puts the ำ of ทำ in the wrong place. Coordinates are whole tenths of a point on a
width of 4800, computed from Decimals, so the same figures give the same picture, byte for byte.
Every value also stands in the document as a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from reports.model import Chart
from reports.model import Series

WIDTH = 4800
HEIGHT = 2000
#: Dark, light and middle: told apart without colour.
INKS = ("#1f4e79", "#9dc3e6", "#7f7f7f", "#d9d9d9")
DARK = "#404040"
FAINT = "#c8c8c8"
_LETTER = 46  # width of a letter, about, at 8.5 points
_LEFT = 620
_TOP = 190
_BOTTOM = 170
_ROW = 190
_BAR = 120
_BAR_MAX = 500
_LABEL = 1650
_TICKS = 5
_VALUES_SHOWN = 12


Shape = dict[str, Any]


class Scale(NamedTuple):
    """An axis: from `low` to `high` in steps, over so many tenths of a point."""

    low: Decimal
    high: Decimal
    step: Decimal
    length: int

    def at(self, value: Decimal | int) -> int:
        """How far a value stands from the low end."""
        return int((Decimal(value) - self.low) * self.length / (self.high - self.low))

    def marks(self) -> Iterator[Decimal]:
        """The values to be marked on the axis."""
        mark = self.low
        while mark <= self.high:
            yield mark
            mark += self.step


def scale(values: Iterable[Decimal | int], length: int) -> Scale:
    """An axis from zero, or below, to a round number above all values, in at most five steps."""
    found = [Decimal(value) for value in values] or [Decimal(0)]
    top, bottom = max(*found, Decimal(0)), min(*found, Decimal(0))
    span = (top - bottom) or Decimal(1)
    step = Decimal(1).scaleb(span.adjusted() - 1)
    while step * _TICKS < span:
        step = next(
            step * times for times in (2, 5, 10) if step * times * _TICKS >= span or times == 10
        )
    if all(value == int(value) for value in found):
        # There is no half a person.
        step = max(step, Decimal(1))
    low = (bottom / step).to_integral_value(rounding="ROUND_FLOOR") * step
    high = (top / step).to_integral_value(rounding="ROUND_CEILING") * step
    return Scale(low, high if high > low else low + step, step, length)


def drawing(chart: Chart) -> dict[str, Any]:
    """The shapes of a chart and their height; its title stands outside of it."""
    assert chart.series, "a chart has a series"
    assert len(chart.series) <= len(INKS), "more series than inks"
    assert all(len(series.values) == len(chart.labels) for series in chart.series)
    if chart.kind == "rows":
        height, shapes = _rows(chart)
    else:
        height, shapes = HEIGHT, [*_frame(chart), *_marks(chart)]
    legend = [*_legend(chart)] if len(chart.series) > 1 else []
    return {"width": WIDTH, "height": height, "shapes": [*legend, *shapes]}


def shown(value: Decimal | int) -> str:
    """A value in a chart: satang only where there are any."""
    return f"{value:,}" if value % 1 else f"{int(value):,}"


def _text(x: int, y: int, text: str, anchor: str = "start") -> Shape:
    return {"is": "text", "x": x, "y": y, "text": text, "anchor": anchor}


def _line(points: list[tuple[int, int]], ink: str = FAINT, width: int = 6) -> Shape:
    return {"is": "line", "points": points, "ink": ink, "width": width}


def _bar(x: int, y: int, width: int, height: int, ink: str) -> Shape:
    return {"is": "bar", "x": x, "y": y, "width": width, "height": height, "ink": ink}


def _inked(chart: Chart) -> Iterator[tuple[int, Series, str]]:
    """Number, series and ink of each series."""
    for number, series in enumerate(chart.series):
        yield number, series, INKS[number]


def _legend(chart: Chart) -> Iterator[Shape]:
    x = _LEFT if chart.kind != "rows" else _LABEL
    for _, series, ink in _inked(chart):
        yield _bar(x, 30, 80, 80, ink)
        yield _text(x + 110, 105, series.name)
        x += 220 + len(series.name) * _LETTER


def _values(chart: Chart) -> list[Decimal | int]:
    return [value for series in chart.series for value in series.values]


def _axis(chart: Chart) -> Scale:
    return scale(_values(chart), HEIGHT - _TOP - _BOTTOM)


def _frame(chart: Chart) -> Iterator[Shape]:
    """The lines of the axis with their values, the unit, and the labels below."""
    axis = _axis(chart)
    floor = HEIGHT - _BOTTOM
    yield _text(_LEFT - 60, _TOP - 90, f"({chart.unit})", "end")
    for mark in axis.marks():
        y = floor - axis.at(mark)
        yield _line([(_LEFT, y), (WIDTH, y)], FAINT if mark else DARK)
        yield _text(_LEFT - 60, y + 30, shown(mark.normalize()) if mark else "0", "end")
    slot = (WIDTH - _LEFT) // max(1, len(chart.labels))
    longest = max((len(label) for label in chart.labels), default=0)
    every = -(-longest * _LETTER // slot)
    for index, label in enumerate(chart.labels):
        if index % max(1, every) == 0:
            yield _text(_LEFT + slot * index + slot // 2, floor + 120, label, "middle")


def _marks(chart: Chart) -> Iterator[Shape]:
    axis = _axis(chart)
    floor = HEIGHT - _BOTTOM
    slot = (WIDTH - _LEFT) // max(1, len(chart.labels))
    widest = max((len(shown(value)) for value in _values(chart)), default=0) * _LETTER
    few = len(_values(chart)) <= _VALUES_SHOWN and widest <= slot
    for number, series, ink in _inked(chart):
        points = []
        for index, value in enumerate(series.values):
            y, zero = floor - axis.at(value), floor - axis.at(0)
            if chart.kind == "line":
                x = _LEFT + slot * index + slot // 2
                points.append((x, y))
                yield _bar(x - 18, y - 18, 36, 36, ink)
            else:
                count = len(chart.series)
                wide = min(slot * 8 // 10 // count, _BAR_MAX)
                x = _LEFT + slot * index + (slot - wide * count) // 2 + wide * number
                yield _bar(x, min(y, zero), wide, abs(zero - y), ink)
                x += wide // 2
            if few:
                yield _text(x, min(y, zero) - 30, shown(value), "middle")
        if points:
            yield _line(points, ink, 14)


def _rows(chart: Chart) -> tuple[int, list[Shape]]:
    """Lying bars, a row for each label: for long names and many of them."""
    room = max((len(shown(value)) for value in _values(chart)), default=0) * _LETTER + 100
    axis = scale(_values(chart), WIDTH - _LABEL - room)
    y = _TOP if len(chart.series) > 1 else 40
    parts: list[Shape] = []
    for index, label in enumerate(chart.labels):
        parts.append(_text(_LABEL - 60, y + 90, label, "end"))
        for _, series, ink in _inked(chart):
            value = series.values[index]
            start, end = sorted((axis.at(0), axis.at(value)))
            parts.append(_bar(_LABEL + start, y, end - start, _BAR, ink))
            parts.append(_text(_LABEL + end + 40, y + 90, shown(value)))
            y += _BAR
        y += _ROW - _BAR
    return y, parts
