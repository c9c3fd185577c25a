"""Why a statistic refuses."""

from __future__ import annotations


class NotEnoughDataError(ValueError):
    """Fewer data than the statistic needs."""

    def __init__(self, what: str, needed: int, found: int) -> None:
        super().__init__(f"{what} needs {needed}, found {found}")
        self.needed = needed
        self.found = found


class UnequalLengthsError(ValueError):
    """Before and after do not belong to the same people."""
