"""Which time and which part of a region a result covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from organization.wording import MONTHS, date_span, long_date


@dataclass(frozen=True, slots=True)
class Period:
    """From and to, both inclusive; None is open. A session belongs to it by its last day."""

    start: date | None = None
    end: date | None = None

    @property
    def label(self) -> str:
        """The period in words: "Tahun 2026", "Tahun 2026 s.d. Juni"."""
        start, end = self.start, self.end
        if start is None and end is None:
            return "Seluruh waktu"
        if start is None or end is None:
            return f"Sejak {long_date(start)}" if start else f"Sampai {long_date(end)}"  # type: ignore[arg-type]
        if start.year != end.year or (start.month, start.day) != (1, 1):
            return date_span(start, end)
        if (end.month, end.day) == (12, 31):
            return f"Tahun {start.year}"
        return f"Tahun {start.year} s.d. {MONTHS[end.month - 1]}"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader narrowed the region page to."""

    program: int | None = None  # Program pk
    category: str = ""  # programs.choices.Category value
    unit: int | None = None  # Unit pk of an OPD; acts on attendance, response rate, performance
