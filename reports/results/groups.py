"""Which sessions enter a sum of tests or performance: small ones only together, never alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.disclosure import Thresholds, merge_counts


@dataclass(frozen=True, slots=True)
class Merged:
    """Sessions of one programme, as sums may contain them."""

    units: tuple[tuple[int, ...], ...]  # each of at least 10 people: means, intervals, tests
    small: tuple[tuple[int, ...], ...]  # each of 5-9 people, below 10 together: means only
    held: tuple[int, ...]  # below 5 people even together: in no sum

    def inside(self, sessions: frozenset[int]) -> tuple[tuple[int, ...], ...]:
        """Return what a sum over these sessions contains: units, or the small ones alone."""
        units = tuple(unit for unit in self.units if sessions.issuperset(unit))
        return units or tuple(unit for unit in self.small if sessions.issuperset(unit))


def merged(sizes: Mapping[int, int], limits: Thresholds) -> Merged:
    """Merge the sessions of a programme, given in the order of their last day, by people.

    Twice: sessions below 5 until there are 5 (so no mean of fewer can be computed from sums), and
    what is then below 10 until there are 10 (so no spread of fewer can).
    """
    first = merge_counts(list(sizes.items()), limits.records)
    people = [(block, sum(sizes[pk] for pk in block)) for block in first.shown]
    second = merge_counts(people, limits.verdict)
    units = tuple(tuple(pk for block in group for pk in block) for group in second.shown)
    return Merged(units, second.held, first.held)
