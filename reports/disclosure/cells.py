"""A cell is one number and its state. A cell that is not shown cannot hold a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CellStatus = Literal["none", "running", "hidden", "shown"]
# none: belum ada data · running: formulir masih dibuka · hidden: tidak ditampilkan untuk menjaga
# kerahasiaan responden · shown. A true 0 is "shown" with the value 0.0.
Statuses: tuple[CellStatus, ...] = ("none", "running", "hidden", "shown")
NONE: CellStatus = "none"


class HiddenValueError(ValueError):
    """A value was put into a cell or row that is not shown."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number behind one address of a result."""

    key: str  # "mean", "favourable_share", "counts.3" …
    status: CellStatus
    value: float | None = None  # in the unit of the statistic; None unless shown
    n: int | None = None  # respondents or people behind the value
    flags: tuple[str, ...] = ()  # "small_n" (10-29 people), "low_response" (below half)

    def __post_init__(self) -> None:
        """Refuse a value that nobody may see."""
        if self.status not in Statuses:
            raise ValueError(f"Unknown status: {self.status}")
        if self.status != "shown" and self.value is not None:
            raise HiddenValueError(f"{self.key} is {self.status} and cannot hold a value.")
