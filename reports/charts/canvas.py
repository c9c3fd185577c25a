"""A drawing in pixels, the origin at the top left, on a matplotlib Figure."""

from __future__ import annotations

import io
import textwrap
from typing import Any

from reports.charts.lettering import words_class
from reports.charts.style import INK, INK_2, LINE, SMALL, TEXT, figure_class

CHARACTER = 0.6  # em, widest mean of a line of the question bank: DejaVu 0.597, Noto 0.562


class Canvas:
    """What the charts draw with; nothing here knows what a number means."""

    def __init__(self, width: int, height: float) -> None:
        from matplotlib.transforms import Affine2D

        self.width, self.height = width, round(height)
        self.figure = figure_class()(figsize=(self.width / 72, self.height / 72))
        flip = Affine2D().scale(1 / self.width, -1 / self.height).translate(0, 1)
        self._pixels = flip + self.figure.transFigure
        self._layer = 0

    def _next(self) -> dict[str, Any]:
        """Place the next piece over all earlier ones, in pixels."""
        self._layer += 1
        return {"transform": self._pixels, "zorder": self._layer}

    @property
    def size(self) -> float:
        """The size of text, in px."""
        return TEXT[self.width]

    @property
    def small(self) -> float:
        """The size of small text, in px."""
        return SMALL[self.width]

    def text(self, x: float, y: float, words: str, **look: Any) -> None:  # noqa: ANN401
        """Write words with their middle line at y; ``align`` is left, center or right."""
        size = look.get("size", self.size)
        self.figure.add_artist(
            words_class()(
                x,
                y + 0.35 * size,
                words,
                ha=look.get("align", "left"),
                size=size,
                color=look.get("color", INK),
                weight="bold" if look.get("bold") else "normal",
                **self._next(),
            )
        )

    def bar(self, x: float, y: float, extent: tuple[float, float], color: str) -> None:
        """Fill a rectangle of extent (width, height) with its top left corner at (x, y)."""
        from matplotlib.patches import Rectangle

        width, height = extent
        self.figure.add_artist(
            Rectangle((x, y), width, height, facecolor=color, lw=0, **self._next())
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], **look: Any) -> None:  # noqa: ANN401
        """Draw a straight line."""
        from matplotlib.lines import Line2D

        (x1, y1), (x2, y2) = start, end
        self.figure.add_artist(
            Line2D(
                [x1, x2],
                [y1, y2],
                color=look.get("color", LINE),
                lw=look.get("width", 1.0),
                ls=look.get("dash", "-"),
                solid_capstyle="butt",
                **self._next(),
            )
        )

    def dot(self, x: float, y: float, **look: Any) -> None:  # noqa: ANN401
        """Draw a marker; ``hollow`` leaves its middle white."""
        from matplotlib.lines import Line2D

        color = look.get("color", INK)
        self.figure.add_artist(
            Line2D(
                [x],
                [y],
                marker=look.get("marker", "o"),
                ls="none",
                ms=look.get("size", 10.0),
                mfc="#FFFFFF" if look.get("hollow") else color,
                mec=color,
                mew=1.8,
                **self._next(),
            )
        )

    def interval(self, low: float, high: float, y: float, color: str) -> None:
        """Draw a 95 % interval: a bar with two ends."""
        self.line((low, y), (high, y), color=color, width=2)
        for x in (low, high):
            self.line((x, y - 5), (x, y + 5), color=color, width=2)

    def paragraph(self, x: float, y: float, lines: list[str], **look: Any) -> None:  # noqa: ANN401
        """Write lines below each other, the first with its middle at y."""
        step = look.get("size", self.size) * 1.25
        for number, words in enumerate(lines):
            self.text(x, y + number * step, words, **look)

    def svg(self) -> str:
        """Return matplotlib's SVG, the same bytes for the same drawing."""
        file = io.StringIO()
        self.figure.savefig(file, format="svg", metadata={"Date": None})
        return file.getvalue()


def wrap(words: str, width: float, size: float, most: int = 3) -> list[str]:
    """Break words into lines that fit the width in px; the last of too many ends with "…"."""
    columns = max(8, int(width / (size * CHARACTER)))
    return textwrap.wrap(
        words, columns, max_lines=most, placeholder=" …", break_on_hyphens=False
    ) or [""]


class Axis:
    """A horizontal scale: values to pixels."""

    def __init__(self, low: float, high: float, left: float, right: float) -> None:
        self.low, self.high, self.left, self.right = low, high, left, right

    def __call__(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)

    def grid(
        self, canvas: Canvas, span: tuple[float, float], ticks: list[tuple[float, str]]
    ) -> None:
        """Draw thin lines from top to bottom of the span, with their values below."""
        top, bottom = span
        for value, words in ticks:
            canvas.line((self(value), top), (self(value), bottom))
            canvas.text(
                self(value), bottom + 11, words, align="center", size=canvas.small, color=INK_2
            )


def nice_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Return round values that cover low to high and include 0 when it lies between."""
    from matplotlib.ticker import MaxNLocator

    found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return [round(float(value), 10) for value in found]
