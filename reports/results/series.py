"""Pairs by programme, indicator and wave, and what a sum over them may contain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from reports.analysis._arrays import Floats
from reports.frames.scores import PairGroup
from reports.results.groups import Merged, merged
from reports.results.rows import DimensionRow, LikertRow, PerformanceRow
from reports.results.source import Source

R = TypeVar("R", LikertRow, DimensionRow, PerformanceRow)
Strata = list[tuple[Floats, Floats]]  # before and after of each unit of publication


@dataclass(frozen=True, slots=True)
class Series:
    """The pairs of a programme on one indicator and wave, over all its sessions."""

    program: int
    indicator: int
    wave: int
    groups: tuple[PairGroup, ...]  # in the order of the sessions' last day

    def inside(self, sessions: frozenset[int]) -> list[PairGroup]:
        """Return the pairs of these sessions."""
        return [group for group in self.groups if group.session in sessions]

    def merged(self, source: Source) -> Merged:
        """Say which sessions sums may contain; one perangkat daerah is never cut by session."""
        sizes = sizes_of(self)
        if source.division is None:
            return merged(sizes, source.thresholds)
        sessions = tuple(pk for pk in sizes if pk in source.measured)
        n, limits = sum(sizes[pk] for pk in sessions), source.thresholds
        key = (self.program, self.indicator, self.wave)
        if n < limits.records or not source.division.allows(key, limits.records):
            return Merged((), (), sessions)
        return Merged((sessions,), (), ()) if n >= limits.verdict else Merged((), (sessions,), ())

    def strata(self, units: Sequence[Sequence[int]]) -> Strata:
        """Return before and after of each unit."""
        by_session = {group.session: group for group in self.groups}
        return [joined([by_session[pk] for pk in unit]) for unit in units]


def all_series(source: Source) -> list[Series]:
    """Return the pairs by programme, indicator and wave."""
    found: dict[tuple[int, int, int], list[PairGroup]] = defaultdict(list)
    place = {pk: index for index, pk in enumerate(source.sessions)}
    for group in sorted(source.pairs, key=lambda one: place[one.session]):
        program = source.sessions[group.session].program
        found[program, group.indicator, group.wave].append(group)
    return [Series(*key, tuple(groups)) for key, groups in found.items()]


def sizes_of(series: Series) -> dict[int, int]:
    """Return the complete pairs of each session, in the order of their last day."""
    return {group.session: group.before.size for group in series.groups}


def by_program(rows: Iterable[R]) -> dict[str, list[R]]:
    """Return the rows of each programme by its code; rows over all programmes are left out."""
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        if row.program is not None:
            found[row.program].append(row)
    return found


def joined(groups: Sequence[PairGroup]) -> tuple[Floats, Floats]:
    """Return before and after of the groups as one."""
    if len(groups) == 1:
        return groups[0].before, groups[0].after
    return (
        np.concatenate([group.before for group in groups]),
        np.concatenate([group.after for group in groups]),
    )
