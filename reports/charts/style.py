"""How every chart looks: colours, sizes and matplotlib's settings, made once."""

from __future__ import annotations

from functools import cache
from typing import Any

INK = "#1A1A1A"
INK_2 = "#505A5F"
BRAND = "#0B4F8A"
CONTROL = "#6B7780"
LINE = "#D5DAE0"
FAINT = "#9AA5AD"
NEUTRAL = "#D0D5DA"

DISAGREE = {  # from the worst answer to the mildest, by how many there are
    1: ("#E0A15A",),
    2: ("#8C4A00", "#E0A15A"),
    3: ("#8C4A00", "#B87530", "#E0A15A"),
}
AGREE = {  # from the mildest good answer to the best
    1: ("#0B4F8A",),
    2: ("#6BA3D0", "#0B4F8A"),
    3: ("#A9CBE4", "#6BA3D0", "#0B4F8A"),
}
LIGHT_TEXT_ON = {"#8C4A00", "#0B4F8A"}  # white text reads on these, ink on the others

REGION_MARKS = {  # fixed for ever: colour, marker, glyph
    "36.74": ("#003B73", "o", "●"),
    "12.75": ("#AD4A00", "s", "■"),
    "33.74.08": ("#28A197", "^", "▲"),
}
OTHER_REGION = (INK_2, "D", "◆")  # a fourth region gets no new colour

WIDE = 880  # px; the page shows it at 736 to 960
PHONE = 328  # px; a 360 px screen less its margins, shown 1:1
TEXT = {WIDE: 14.0, PHONE: 12.5}  # px
SMALL = {WIDE: 13.2, PHONE: 11.5}  # px; never below 11 as shown
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"

RC: dict[str, Any] = {
    "figure.facecolor": "FFFFFF",
    "figure.dpi": 72,  # one unit of the drawing is one pixel of the page
    "lines.linewidth": 2,
    "lines.markersize": 8,
    "patch.edgecolor": "FFFFFF",
    "patch.linewidth": 1.5,
    "font.family": ["DejaVu Sans"],  # comes with matplotlib; pages write in FONT
    "font.size": 13,
    "text.color": INK,
    "text.parse_math": False,  # a "$" in a programme's name is a dollar sign
    "svg.fonttype": "none",
    "svg.hashsalt": "evaluasi",
}


@cache
def figure_class() -> Any:  # noqa: ANN401 - matplotlib is loaded when first needed
    """Return matplotlib's Figure after the house's settings were applied."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams.update(RC)  # type: ignore[arg-type]
    return Figure


def region_mark(code: str) -> tuple[str, str, str]:
    """Return colour, marker and glyph of a region."""
    return REGION_MARKS.get(code, OTHER_REGION)
