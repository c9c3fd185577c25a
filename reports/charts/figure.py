"""A figure of a page: the finding as its title, two drawings, notes, the numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.core.cache import cache

from reports.charts import bars, dots, forest, likert, slope
from reports.charts.clean import clean

# Changes with the drawing code, so that an update never shows charts that the old one drew.
VERSION = sha256(
    b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
).hexdigest()
KEPT = 7 * 24 * 3600  # seconds

Data = likert.Likert | forest.Forest | slope.Slope | dots.Dots | bars.Bars
PAINTERS = {
    likert.Likert: likert,
    forest.Forest: forest,
    slope.Slope: slope,
    dots.Dots: dots,
    bars.Bars: bars,
}


@dataclass(frozen=True)
class Table:
    """The numbers of the figure, written as Indonesians write them."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Plan:
    """Everything about a figure but its drawings; made from a result object only."""

    key: str  # names the figure on its page; ids in the drawing start with it
    title: str  # the finding, in one sentence
    subtitle: str  # measure, scale, period
    desc: str  # the finding and its numbers in plain language
    data: Data
    table: Table
    notes: tuple[str, ...] = ()  # n, response rate, data time, caveats

    @property
    def digest(self) -> str:
        """Return what the drawings depend on, in short."""
        drawn = repr((VERSION, self.key, self.title, self.desc, self.data))
        return sha256(drawn.encode()).hexdigest()


@dataclass(frozen=True)
class Figure:
    """What ``components/figure.html`` shows. Only the two drawings are markup."""

    plan: Plan
    wide: str
    phone: str


def draw(plans: Sequence[Plan]) -> dict[str, Figure]:
    """Return the figures of a page by key; unchanged input takes all drawings from the cache.

    One entry a page: a cache in the database then costs the same however many figures there are.
    """
    page = f"charts:{sha256(''.join(plan.digest for plan in plans).encode()).hexdigest()}"
    drawings = cache.get(page) if plans else []
    if drawings is None:
        drawings = [_paint(plan) for plan in plans]
        cache.set(page, drawings, KEPT)
    return {plan.key: Figure(plan, *two) for plan, two in zip(plans, drawings, strict=True)}


def _paint(plan: Plan) -> tuple[str, str]:
    """Draw the wide and the phone version."""
    painter = PAINTERS[type(plan.data)]
    wide = painter.wide(plan.data).svg()
    phone = painter.phone(plan.data).svg()
    return (
        clean(wide, f"{plan.key}-w", plan.title, plan.desc),
        clean(phone, f"{plan.key}-p", plan.title, plan.desc),
    )
