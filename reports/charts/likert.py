"""Agreement as diverging bars; neutral answers stand apart in a panel at the right."""

from __future__ import annotations

from dataclasses import dataclass

from organization.wording import number, percent
from reports.charts.canvas import Axis, Canvas, wrap
from reports.charts.style import (
    AGREE,
    CONTROL,
    DISAGREE,
    INK,
    INK_2,
    LIGHT_TEXT_ON,
    NEUTRAL,
    PHONE,
    WIDE,
)

ROOM_FOR_NUMBER = 0.08  # a narrower segment stays without its number


@dataclass(frozen=True)
class Scale:
    """Answer labels, worst first, and where "good" starts. One chart has one scale."""

    labels: tuple[str, ...]
    favourable_from: int  # position of the first good answer
    neutral: int | None  # position of the neutral answer, if the scale has one

    @property
    def bad(self) -> range:
        """Positions of the answers left of the zero line."""
        return range(self.favourable_from if self.neutral is None else self.neutral)

    @property
    def good(self) -> range:
        """Positions of the answers right of the zero line."""
        return range(self.favourable_from, len(self.labels))

    def color(self, position: int) -> str:
        """Return the fixed colour of an answer."""
        if position == self.neutral:
            return NEUTRAL
        side = self.bad if position in self.bad else self.good
        ramp = (DISAGREE if side is self.bad or position in self.bad else AGREE)[len(side)]
        return ramp[position - side.start]


@dataclass(frozen=True)
class LikertRow:
    """One statement: how many gave each answer, worst first. No counts: not shown."""

    label: str
    n: int | None
    counts: tuple[int, ...] | None
    note: str = ""  # the words of the state, when there are no counts

    def share(self, positions: range) -> float:
        """Return the share of answers at these positions, 0..1."""
        counts = self.counts or ()
        total = sum(counts)
        return sum(counts[position] for position in positions) / total if total else 0.0


@dataclass(frozen=True)
class Likert:
    """What the chart draws, in this order."""

    scale: Scale
    rows: tuple[LikertRow, ...]
    good_word: str = "setuju"
    bad_word: str = "tidak setuju"

    def left_end(self) -> float:
        """Return where the axis starts: −60 %, or further if a bar needs it."""
        worst = max((row.share(self.scale.bad) for row in self.rows), default=0.0)
        return -max(0.6, -(-worst // 0.2) * 0.2)

    def words(self, row: LikertRow) -> str:
        """Return a row in words: "tidak setuju 17% · netral 12% · setuju 71% · 52 orang"."""
        if row.counts is None:
            return row.note
        parts = [f"{self.bad_word} {percent(row.share(self.scale.bad))}"]
        if self.scale.neutral is not None:
            middle = range(self.scale.neutral, self.scale.neutral + 1)
            parts.append(f"netral {percent(row.share(middle))}")
        parts.append(f"{self.good_word} {percent(row.share(self.scale.good))}")
        return " · ".join([*parts, f"{number(row.n or 0)} orang"])


def wide(chart: Likert) -> Canvas:
    """Draw for a desktop: label, n, bars, neutral panel, share in bold."""
    step, top = 40, 64
    canvas = Canvas(WIDE, top + step * len(chart.rows) + 30)
    neutral = chart.scale.neutral is not None
    axis = Axis(chart.left_end(), 1.0, 368, 700 if neutral else 800)
    panel = Axis(0.0, 0.5, 722, 800)
    bottom = top + step * len(chart.rows)
    _legend(canvas, chart.scale, 10)
    _heads(canvas, chart, axis, panel if neutral else None)
    axis.grid(canvas, (top - 4, bottom), _ticks(chart.left_end()))
    for place, row in enumerate(chart.rows):
        middle = top + step * place + step / 2
        canvas.paragraph(0, middle - 8, wrap(row.label, 300, canvas.size, 2))
        if row.counts is None:
            canvas.bar(axis.left - 4, middle - 12, (WIDE - axis.left, 24), "#FFFFFF")
            canvas.text(axis.left, middle, row.note, size=canvas.small, color=INK_2)
            continue
        canvas.text(352, middle, number(row.n or 0), align="right", size=canvas.small, color=INK_2)
        _segments(canvas, chart.scale, row, axis, (middle - 12, 24))
        if neutral:
            _neutral(canvas, chart.scale, row, panel, middle)
        share = percent(row.share(chart.scale.good))
        canvas.text(WIDE, middle, share, align="right", bold=True)
    canvas.line((axis(0), top - 4), (axis(0), bottom), color=CONTROL)
    return canvas


def phone(chart: Likert) -> Canvas:
    """Draw for a phone: label above the bar, the numbers in words below it."""
    labels = [wrap(row.label, PHONE, 13, 3) for row in chart.rows]
    heights = [
        16.5 * len(lines) + (54 if row.counts else 24)
        for row, lines in zip(chart.rows, labels, strict=True)
    ]
    top = 18 * len(_legend_rows(chart.scale, PHONE)) + 8
    canvas = Canvas(PHONE, top + sum(heights) + 4)
    _legend(canvas, chart.scale, 8)
    axis = Axis(chart.left_end(), 1.0, 0, PHONE)
    y: float = top + 8
    for row, lines, height in zip(chart.rows, labels, heights, strict=True):
        canvas.paragraph(0, y, lines, size=13.0)
        y += 16.5 * len(lines)
        if row.counts is None:
            canvas.text(0, y, row.note, size=canvas.small, color=INK_2)
        else:
            _segments(canvas, chart.scale, row, axis, (y - 3, 16))
            canvas.line((axis(0), y - 5), (axis(0), y + 15), color=CONTROL)
            canvas.text(0, y + 24, chart.words(row), size=canvas.small, color=INK_2)
        y += height - 16.5 * len(lines)
    return canvas


def _segments(
    canvas: Canvas, scale: Scale, row: LikertRow, axis: Axis, span: tuple[float, float]
) -> None:
    """Draw the answers away from the zero line, the mildest next to it."""
    top, height = span
    for side, sign in ((list(reversed(scale.bad)), -1), (list(scale.good), 1)):
        reached = 0.0
        for position in side:
            share = row.share(range(position, position + 1))
            start, end = sorted((axis(sign * reached), axis(sign * (reached + share))))
            reached += share
            if share == 0:
                continue
            color = scale.color(position)
            canvas.bar(start, top, (max(end - start - 1.5, 0.5), height), color)
            if share >= ROOM_FOR_NUMBER:
                ink = "#FFFFFF" if color in LIGHT_TEXT_ON else INK
                words = number(share * 100)
                middle = (start + end) / 2
                canvas.text(
                    middle, top + height / 2, words, align="center", size=canvas.small, color=ink
                )


def _neutral(canvas: Canvas, scale: Scale, row: LikertRow, panel: Axis, middle: float) -> None:
    at = scale.neutral or 0
    share = row.share(range(at, at + 1))
    end = panel(min(share, 0.5))
    canvas.line((panel.left, middle - 16), (panel.left, middle + 16), color=CONTROL)
    canvas.bar(panel.left, middle - 12, (end - panel.left, 24), NEUTRAL)
    canvas.text(panel.left + 6, middle, number(share * 100), size=canvas.small)


def _heads(canvas: Canvas, chart: Likert, axis: Axis, panel: Axis | None) -> None:
    y, look = 44, {"size": canvas.small, "color": INK_2}
    canvas.text(352, y, "n", align="right", **look)
    canvas.text(axis(0) - 8, y, f"← {chart.bad_word}", align="right", **look)
    canvas.text(axis(0) + 8, y, f"{chart.good_word} →", **look)
    if panel is not None:
        canvas.text(panel.left, y, "netral", **look)
    canvas.text(WIDE, y, chart.good_word, align="right", **look)


def _ticks(left: float) -> list[tuple[float, str]]:
    values = [-1.0, -0.5, 0.0, 0.5, 1.0]
    return [(value, f"{number(abs(value) * 100)}%") for value in values if value >= left]


def _legend_rows(scale: Scale, width: float) -> list[list[int]]:
    rows: list[list[int]] = [[]]
    used = 0.0
    for position, label in enumerate(scale.labels):
        need = len(label) * 7 + 28
        if used + need > width and rows[-1]:
            rows.append([])
            used = 0.0
        rows[-1].append(position)
        used += need
    return rows


def _legend(canvas: Canvas, scale: Scale, y: float) -> None:
    for row in _legend_rows(scale, canvas.width):
        x = 0.0
        for position in row:
            canvas.bar(x, y - 6, (12, 12), scale.color(position))
            canvas.text(x + 18, y, scale.labels[position], size=canvas.small, color=INK_2)
            x += len(scale.labels[position]) * (7.4 if canvas.width == WIDE else 6.6) + 30
        y += 18
