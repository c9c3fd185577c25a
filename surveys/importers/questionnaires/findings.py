"""What a file of a questionnaire holds that is wrong, and what cannot be carried over."""

from __future__ import annotations

from dataclasses import dataclass, field

SHOWN = 120  # characters of a value that a finding repeats


@dataclass(frozen=True)
class Place:
    """One cell."""

    sheet: str
    row: int = 0  # as Excel shows it; 0 where the whole sheet is meant
    column: str = ""  # as the file heads it
    value: str = ""


@dataclass(frozen=True)
class Finding:
    """A cell and a sentence about it."""

    place: Place
    reason: str

    @property
    def where(self) -> str:
        """The sheet and the row, as far as they are known."""
        place = self.place
        return f"{place.sheet}, baris {place.row}" if place.row else place.sheet

    @property
    def value(self) -> str:
        """What stands in the cell, cut where it is long."""
        text = self.place.value
        return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"

    def __str__(self) -> str:
        place = self.place
        row = f"baris {place.row}" if place.row else ""
        return f"{place.sheet} | {row} | {place.column} | {self.value} | {self.reason}"


@dataclass
class Findings:
    """Problems forbid the import; losses are what it leaves behind."""

    problems: list[Finding] = field(default_factory=list)
    losses: list[Finding] = field(default_factory=list)

    @property
    def losses_in_order(self) -> list[Finding]:
        """The losses as they stand in the file, sheet by sheet."""
        return sorted(self.losses, key=lambda found: (found.place.sheet, found.place.row))

    def problem(self, place: Place, reason: str) -> None:
        """Note what forbids the import, once."""
        found = Finding(place, reason)
        if found not in self.problems:
            self.problems.append(found)

    def loss(self, place: Place, reason: str) -> None:
        """Note what is not carried over, or not as it stands."""
        self.losses.append(Finding(place, reason))
