"""Shares as dots with their 95 % interval: waves of one statement, or regions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from organization.wording import number, percent, signed
from reports.charts.canvas import Axis, Canvas, nice_ticks, wrap
from reports.charts.style import BRAND, CONTROL, INK_2, PHONE, WIDE


@dataclass(frozen=True)
class Dot:
    """An estimate with its interval."""

    value: float  # a share 0..1, or a change in points
    low: float | None
    high: float | None
    color: str = BRAND
    marker: str = "o"
    hollow: bool = False  # an earlier wave


@dataclass(frozen=True)
class DotRow:
    """A row: its dots, latest last, and the same in words."""

    label: str
    dots: tuple[Dot, ...]
    words: str  # "61% (54–68) · 74 orang", or the words of the state
    glyph: str = ""  # before the label: ● ■ ▲ of a region


@dataclass(frozen=True)
class Dots:
    """Rows over one axis: shares 0 to 100 %, or changes around 0."""

    rows: tuple[DotRow, ...]
    is_share: bool = True
    unit: str = ""


def wide(chart: Dots) -> Canvas:
    """Draw for a desktop."""
    step = 54
    canvas = Canvas(WIDE, step * len(chart.rows) + 36)
    axis, ticks = _axis(chart, 290, 560)
    axis.grid(canvas, (2, step * len(chart.rows)), ticks)
    if not chart.is_share:
        canvas.line((axis(0), 2), (axis(0), step * len(chart.rows)), color=CONTROL, width=1.5)
    for place, row in enumerate(chart.rows):
        middle = step * place + step / 2
        lines = wrap(_name(row), 272, canvas.small, 3)
        canvas.paragraph(0, middle - 8.1 * (len(lines) - 1), lines, size=canvas.small)
        _marks(canvas, axis, row, middle)
        words = wrap(row.words, WIDE - 580, canvas.small, 3)
        canvas.paragraph(580, middle - 8 * (len(words) - 1), words, size=canvas.small, color=INK_2)
    return canvas


def phone(chart: Dots) -> Canvas:
    """Draw for a phone: name and numbers in words above each strip."""
    labels = [wrap(_name(row), PHONE, 13, 2) for row in chart.rows]
    words = [wrap(row.words, PHONE, 12, 3) for row in chart.rows]
    heights = [
        16.5 * (len(label) + len(line)) + (36 if row.dots else 14)
        for row, label, line in zip(chart.rows, labels, words, strict=True)
    ]
    canvas = Canvas(PHONE, sum(heights) + 40)
    axis, ticks = _axis(chart, 16, PHONE - 16)
    y = 10.0
    for row, label, line, height in zip(chart.rows, labels, words, heights, strict=True):
        canvas.paragraph(0, y, label, size=13.0)
        canvas.paragraph(0, y + 16.5 * len(label), line, size=12.0, color=INK_2)
        strip = y + height - 22
        if row.dots:
            canvas.line((axis.left, strip), (axis.right, strip))
            _marks(canvas, axis, row, strip)
        y += height
    axis.grid(canvas, (y - 8, y - 2), ticks)
    return canvas


def _name(row: DotRow) -> str:
    return f"{row.glyph} {row.label}".strip()


def _marks(canvas: Canvas, axis: Axis, row: DotRow, y: float) -> None:
    for earlier, later in pairwise(row.dots):
        canvas.line((axis(earlier.value), y), (axis(later.value), y), color=CONTROL)
    for dot in row.dots:
        if dot.low is not None and dot.high is not None:
            canvas.interval(axis(dot.low), axis(dot.high), y, dot.color)
        canvas.dot(axis(dot.value), y, color=dot.color, marker=dot.marker, hollow=dot.hollow)


def _axis(chart: Dots, left: float, right: float) -> tuple[Axis, list[tuple[float, str]]]:
    if chart.is_share:
        axis = Axis(0.0, 1.0, left, right)
        return axis, [(share, percent(share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    values = [0.0]
    for row in chart.rows:
        for dot in row.dots:
            values += [v for v in (dot.value, dot.low, dot.high) if v is not None]
    low, high = min(values), max(values)
    ticks = nice_ticks(low, high) if low < high else [-1.0, 0.0, 1.0]
    decimals = 0 if all(tick == round(tick) for tick in ticks) else 1
    return Axis(ticks[0], ticks[-1], left, right), [
        (tick, signed(tick, decimals) if tick else number(0)) for tick in ticks
    ]
