"""What a check works on: rows being checked, and what was chosen with the file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from intake.reader import CellValue

State = Literal["new", "update", "same", "error", "skipped"]


@dataclass(slots=True)
class CheckedRow:
    """One row while it is checked."""

    number: int  # as Excel shows it
    cells: dict[str, CellValue]  # column name → as read; only columns that the file has
    values: dict[str, Any]  # every column's name → clean value, None when empty or bad
    state: State = "new"
    problems: list[dict[str, Any]] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)  # column name → label

    def problem(
        self, column: str, reason: str, severity: str = "error", *, old: str | None = None
    ) -> None:
        """Note what is wrong with a column; ``old`` offers to keep the stored value instead."""
        found = {
            "field": column,
            "column": self.labels.get(column, column),
            "value": shown(self.cells.get(column)),
            "reason": reason,
            "severity": severity,
        }
        if old is not None:
            found["old"] = old
        self.problems.append(found)

    def bad(self, column: str) -> bool:
        """Whether the column already has an error."""
        return any(p["field"] == column and p["severity"] == "error" for p in self.problems)

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids to write the row."""
        return any(problem["severity"] == "error" for problem in self.problems)


@dataclass(slots=True)
class KeptRow:
    """A row of ``intake.models.ImportRow`` without the model: a file has thousands of them."""

    number: int
    cells: list[Any]
    corrections: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    state: State = "new"
    problems: list[dict[str, Any]] = field(default_factory=list)
    has_warnings: bool = False


@dataclass
class ImportContext:
    """What was chosen with the file, and what its values mean."""

    region_code: str
    owner: Any = None  # the user; None in commands
    values: dict[str, Any] = field(default_factory=dict)  # {"session": 12, "indicator": 3}
    value_mapping: dict[str, dict[str, str]] = field(default_factory=dict)
    unknown_values: dict[str, Counter[str]] = field(default_factory=dict)

    def chosen(self, column: str, text: str | None) -> str | None:
        """Return what the person mapped this text of a column to, as choices_for gave it."""
        return self.value_mapping.get(column, {}).get(text or "")

    def unknown(self, column: str, text: str) -> None:
        """Offer an unknown text of a column for mapping; call it once for each row that has it."""
        self.unknown_values.setdefault(column, Counter())[text] += 1


def shown(cell: Any) -> str:
    """Return a cell as the screen shows it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Ya" if cell else "Tidak"
    if isinstance(cell, float):
        digits = ".6g" if abs(cell) >= 1e15 else ".15g"  # as Excel shows a number too long for it
        return format(cell, digits).replace("e+", "E+").replace(".", ",")
    if hasattr(cell, "text"):
        return cell.text or "(rumus)"
    if hasattr(cell, "strftime"):
        return f"{cell.day}/{cell.month}/{cell.year}"
    return str(cell)
