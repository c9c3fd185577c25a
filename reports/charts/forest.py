"""Change before to after: a marker and its 95 % interval, one panel a unit of measure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from organization.wording import number, signed
from reports.charts.canvas import Axis, Canvas, nice_ticks, wrap
from reports.charts.style import BRAND, CONTROL, FAINT, INK_2, PHONE, WIDE


@dataclass(frozen=True)
class ForestRow:
    """One indicator of one programme. Without a change the row only says why."""

    label: str
    unit: str  # "poin", "menit": rows of one unit share an axis
    n: int | None
    change: float | None = None  # after − before, in the unit
    low: float | None = None  # 95 % interval, from 10 people
    high: float | None = None
    words: str = ""  # the verdict, or the words of the state
    lower_is_better: bool = False
    decimals: int = 1
    noun: str = "pegawai"

    @property
    def numbers(self) -> str:
        """Return "+4,8 (+3,1 s.d. +6,5) · 128 pegawai"."""
        people = f"{number(self.n or 0)} {self.noun}"
        if self.change is None:
            return ""
        if self.low is None or self.high is None:
            return f"{signed(self.change, self.decimals)} · {people}"
        low, high = signed(self.low, self.decimals), signed(self.high, self.decimals)
        return f"{signed(self.change, self.decimals)} ({low} s.d. {high}) · {people}"


@dataclass(frozen=True)
class Forest:
    """Rows that share a unit must stand together."""

    rows: tuple[ForestRow, ...]

    def panels(self) -> list[tuple[str, list[ForestRow]]]:
        """Return the rows by unit of measure, in order."""
        return [(unit, list(rows)) for unit, rows in groupby(self.rows, lambda row: row.unit)]


def wide(chart: Forest) -> Canvas:
    """Draw for a desktop: label, interval, numbers and verdict in words."""
    step, room = 54, 50  # px a row; px of an axis
    panels = chart.panels()
    canvas = Canvas(WIDE, step * len(chart.rows) + room * len(panels) + 4)
    y = 4.0
    for unit, rows in panels:
        axis, ticks = _axis(rows, 268, 560)
        bottom = y + step * len(rows)
        _frame(canvas, axis, ticks, (y, bottom))
        canvas.text(axis.left, bottom + 30, _unit_words(unit, rows), size=canvas.small, color=INK_2)
        for row in rows:
            middle = y + step / 2
            lines = wrap(row.label, 250, canvas.small, 3)
            canvas.paragraph(0, middle - 8.2 * (len(lines) - 1), lines, size=canvas.small)
            _mark(canvas, axis, row, middle)
            if row.numbers:
                canvas.text(580, middle - 9, row.numbers, bold=True)
                canvas.text(580, middle + 10, row.words, size=canvas.small, color=INK_2)
            else:
                canvas.paragraph(
                    580,
                    middle - 8,
                    wrap(row.words, 300, canvas.small, 2),
                    size=canvas.small,
                    color=INK_2,
                )
            y += step
        y += room
    return canvas


def phone(chart: Forest) -> Canvas:
    """Draw for a phone: label and numbers in words above each interval."""
    panels = chart.panels()
    blocks = {id(row): wrap(row.label, PHONE, 13, 2) for row in chart.rows}
    heights = {
        id(row): 16.5 * (len(blocks[id(row)]) + 2) + (38 if row.numbers else 10)
        for row in chart.rows
    }
    canvas = Canvas(PHONE, sum(heights.values()) + 48 * len(panels) + 4)
    y = 10.0
    for unit, rows in panels:
        axis, ticks = _axis(rows, 14, PHONE - 14)
        for row in rows:
            lines = blocks[id(row)]
            canvas.paragraph(0, y, lines, size=13.0)
            below = y + 16.5 * len(lines)
            if not row.numbers:
                words = wrap(row.words, PHONE, 12, 2)
                canvas.paragraph(0, below, words, size=12.0, color=INK_2)
            else:
                canvas.text(0, below, row.numbers, bold=True)
                canvas.text(0, below + 16.5, row.words, size=canvas.small, color=INK_2)
                strip = below + 38
                canvas.line((axis(0), strip - 9), (axis(0), strip + 9), color=CONTROL, width=1.5)
                canvas.line((axis.left, strip), (axis.right, strip))
                _mark(canvas, axis, row, strip)
            y += heights[id(row)]
        _frame(canvas, axis, ticks, (y - 14, y - 8))
        canvas.text(
            PHONE / 2,
            y + 22,
            _unit_words(unit, rows),
            align="center",
            size=canvas.small,
            color=INK_2,
        )
        y += 48
    return canvas


def _mark(canvas: Canvas, axis: Axis, row: ForestRow, y: float) -> None:
    if row.change is None:
        return
    if row.low is not None and row.high is not None:
        canvas.interval(axis(row.low), axis(row.high), y, BRAND)
    few = row.low is None
    canvas.dot(axis(row.change), y, color=FAINT if few else BRAND, hollow=few)


def _frame(canvas: Canvas, axis: Axis, ticks: list[float], span: tuple[float, float]) -> None:
    decimals = next((d for d in (0, 1) if all(tick == round(tick, d) for tick in ticks)), 2)
    words = [signed(tick, decimals) if tick else "0" for tick in ticks]
    axis.grid(canvas, span, list(zip(ticks, words, strict=True)))
    canvas.line((axis(0), span[0]), (axis(0), span[1]), color=CONTROL, width=1.5)


def _axis(rows: list[ForestRow], left: float, right: float) -> tuple[Axis, list[float]]:
    """Return an axis over all intervals that always includes 0, and its ticks."""
    values = [0.0]
    for row in rows:
        values += [value for value in (row.change, row.low, row.high) if value is not None]
    low, high = min(values), max(values)
    if low == high:
        low, high = -1.0, 1.0
    room = (high - low) * 0.08
    ticks = nice_ticks(low - room, high + room)
    return Axis(ticks[0], ticks[-1], left, right), ticks


def _unit_words(unit: str, rows: list[ForestRow]) -> str:
    words = f"perubahan, {unit}" if unit else "perubahan"
    lower = [row.lower_is_better for row in rows]
    if all(lower):
        return f"{words} (turun lebih baik)"
    return words if any(lower) else f"{words} (naik lebih baik)"
