"""Plain horizontal bars: reasons, obstacles, coverage."""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts.canvas import Axis, Canvas, wrap
from reports.charts.style import BRAND, CONTROL, INK_2, LINE, PHONE, WIDE


@dataclass(frozen=True)
class BarRow:
    """A length and its words; no value: the row only says why."""

    label: str
    value: float | None
    words: str


@dataclass(frozen=True)
class Bars:
    """Bars from 0 to ``full``; ``full`` draws the rest of each bar lightly."""

    rows: tuple[BarRow, ...]
    full: float | None = None  # 1.0 for shares of a whole

    def longest(self) -> float:
        """Return the value at the right end."""
        values = [row.value for row in self.rows if row.value is not None]
        return self.full or max([*values, 0.0]) or 1.0


def wide(chart: Bars) -> Canvas:
    """Draw for a desktop: label, bar, words."""
    labels = [wrap(row.label, 305, 13, 2) for row in chart.rows]
    step = 42 if any(len(lines) > 1 for lines in labels) else 34
    canvas = Canvas(WIDE, step * len(chart.rows) + 6)
    axis = Axis(0.0, chart.longest(), 320, 660)
    for place, row in enumerate(chart.rows):
        middle = 3 + step * place + step / 2
        lines = labels[place]
        canvas.paragraph(0, middle - 8.1 * (len(lines) - 1), lines, size=canvas.small)
        _bar(canvas, axis, row, (middle - 10, 20), chart.full)
        canvas.text(676, middle, row.words, size=canvas.small, color=INK_2)
    canvas.line((axis.left, 3), (axis.left, step * len(chart.rows) + 3), color=CONTROL)
    return canvas


def phone(chart: Bars) -> Canvas:
    """Draw for a phone: label and words above each bar."""
    labels = [wrap(row.label, PHONE, 13, 2) for row in chart.rows]
    heights = [16.5 * len(lines) + 50 for lines in labels]
    canvas = Canvas(PHONE, sum(heights) + 2)
    axis = Axis(0.0, chart.longest(), 1, PHONE)
    y = 10.0
    for row, lines, height in zip(chart.rows, labels, heights, strict=True):
        canvas.paragraph(0, y, lines, size=13.0)
        below = y + 16.5 * len(lines)
        canvas.text(0, below, row.words, size=12.0, color=INK_2)
        _bar(canvas, axis, row, (below + 11, 12), chart.full)
        y += height
    return canvas


def _bar(
    canvas: Canvas, axis: Axis, row: BarRow, span: tuple[float, float], full: float | None
) -> None:
    if row.value is None:
        return
    top, height = span
    if full is not None:
        canvas.bar(axis.left, top, (axis.right - axis.left, height), LINE)
    canvas.bar(axis.left, top, (max(axis(row.value) - axis.left, 1.0), height), BRAND)
