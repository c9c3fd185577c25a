"""Means before and after as lines on a fixed scale; at most five of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from organization.wording import number
from reports.charts.canvas import Canvas, wrap
from reports.charts.style import BRAND, FAINT, INK_2, LINE, PHONE, WIDE

MOST_LINES = 5


@dataclass(frozen=True)
class SlopeRow:
    """Two means of the same people."""

    label: str
    before: float
    after: float
    color: str = BRAND
    marker: str = "o"


@dataclass(frozen=True)
class Slope:
    """Lines over the whole scale, whose ends are printed."""

    rows: tuple[SlopeRow, ...]
    low: float = 0.0
    high: float = 100.0


def wide(chart: Slope) -> Canvas:
    """Draw for a desktop: values at both ends, names at the right."""
    return _draw(chart, WIDE, (90.0, 470.0), 200.0)


def phone(chart: Slope) -> Canvas:
    """Draw for a phone: names at the right in three lines."""
    return _draw(chart, PHONE, (60.0, 140.0), 230.0)


def _draw(chart: Slope, width: int, ends: tuple[float, float], depth: float) -> Canvas:
    rows = chart.rows[:MOST_LINES]
    canvas = Canvas(width, depth + 74)
    left, right = ends
    top, bottom = 36.0, 36.0 + depth

    def y(value: float) -> float:
        return bottom - (value - chart.low) / (chart.high - chart.low) * depth

    for x, words in ((left, "Sebelum"), (right, "Sesudah")):
        canvas.text(x, 14, words, align="center", color=INK_2, size=canvas.small)
        canvas.line((x, top), (x, bottom), color=LINE, width=1.5)
    lines = 2 if width == WIDE else 3
    gap = 17.0 * lines
    starts = _apart([y(row.before) for row in rows], 16.0)
    stops = _apart([y(row.after) for row in rows], gap)
    for row, start, stop in zip(rows, starts, stops, strict=True):
        canvas.line((left, y(row.before)), (right, y(row.after)), color=row.color, width=2)
        canvas.dot(left, y(row.before), color=row.color, marker=row.marker, size=8)
        canvas.dot(right, y(row.after), color=row.color, marker=row.marker, size=8)
        canvas.line((left - 4, y(row.before)), (left - 18, start), color=FAINT)
        canvas.line((right + 4, y(row.after)), (right + 18, stop), color=FAINT)
        canvas.text(left - 20, start, number(row.before, 1), align="right", bold=True)
        value = number(row.after, 1)
        canvas.text(right + 20, stop, value, bold=True)
        name = wrap(row.label, width - right - 66, canvas.small, lines)
        shift = 7.0 * (len(name) - 1)
        canvas.paragraph(right + 62, stop - shift, name, size=canvas.small, color=INK_2)
    scale = f"skala {number(chart.low)}–{number(chart.high)}"
    canvas.text(left, bottom + 22, scale, size=canvas.small, color=INK_2)
    return canvas


def _apart(places: list[float], gap: float) -> list[float]:
    """Move labels apart so that none covers another, keeping their order."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    moved = list(places)
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + gap)
    return moved
