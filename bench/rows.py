"""A row of the benchmark table: what was measured, its bound, and whether it was met."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measured figure. ``bound`` is None for a figure that is only reported."""

    name: str
    engine: str  # sqlite or postgresql
    figure: float
    unit: str  # ms, s, x, KB, queries, errors …
    bound: float | None = None
    at_most: bool = True  # False: the figure must be at least the bound

    @property
    def verdict(self):
        if self.bound is None:
            return "–"
        met = self.figure <= self.bound if self.at_most else self.figure >= self.bound
        return "met" if met else "MISSED"


def table(rows):
    """Return the rows as a Markdown table."""
    lines = ["| what | engine | bound | figure | |", "|---|---|---|---|---|"]
    for row in rows:
        sign = "≤" if row.at_most else "≥"
        bound = "–" if row.bound is None else f"{sign} {row.bound:g} {row.unit}"
        figure = f"{row.figure:,.0f}" if abs(row.figure) >= 100 else f"{row.figure:.3g}"
        lines.append(
            f"| {row.name} | {row.engine} | {bound} | {figure} {row.unit} | {row.verdict} |"
        )
    return "\n".join(lines)
