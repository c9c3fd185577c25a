"""Order statistics of Walsh averages, without making them all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reports.analysis._arrays import Floats

SMALL = 200  # values; up to here all averages are made (20,100 numbers)
ROUNDS = 100  # narrowings at most; each at least halves the window or stops
PROBE = 1 / 32  # of the window: how far from the expected place the count is taken
FEW = 4  # sums a value: so many are made rather than narrowed further
Counts = NDArray[np.int64]


def walsh_averages(values: Floats, ranks: Sequence[int]) -> list[float]:
    """Return the averages (v_i + v_j) / 2, i <= j, that have these ranks from below.

    Parameters
    ----------
    values
        Sorted, shape (n,), any unit, without missing values.
    ranks
        Each 1 … n(n + 1)/2.

    Returns
    -------
    list of float
        Exactly the averages of these ranks. Memory grows with n: the averages are counted over
        ever narrower windows until few are left, and only those are made.

    References
    ----------
    Monahan, J. F. (1984). Algorithm 616: fast computation of the Hodges-Lehmann location estimator.
    ACM Transactions on Mathematical Software, 10(3), 265-270. https://doi.org/10.1145/1271.319414
    """
    if values.size <= SMALL:
        rows, columns = _triangle(values.size)
        sums = values[rows] + values[columns]
        places = [rank - 1 for rank in ranks]
        ordered = np.partition(sums, places)
        return [float(ordered[place] / 2) for place in places]
    unique, counts = np.unique(values, return_counts=True)
    sums_of = _Sums(unique, counts.astype(np.int64))
    return [sums_of.ranked(rank) / 2 for rank in ranks]


@lru_cache(maxsize=SMALL)
def _triangle(n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return np.triu_indices(n)


class _Sums:
    """The sums of two of the values, i <= j, kept as ranges over the distinct values."""

    def __init__(self, unique: Floats, counts: Counts) -> None:
        self.unique = unique
        self.counts = counts
        self.single = bool((counts == 1).all())
        self.before = np.concatenate(([0], np.cumsum(counts)))  # how many lie below each value
        self.place = np.arange(unique.size)
        self.pairs = counts * (counts + 1) // 2  # sums of a value with itself

    def ranked(self, rank: int) -> float:
        """Narrow a window around the sum of this rank, then make and sort what is inside."""
        window = _Window(self, float(2 * self.unique[0]) - 1.0, float(2 * self.unique[-1]) + 1.0)
        for _ in range(ROUNDS):
            if window.size() <= FEW * self.unique.size or not window.narrow(rank):
                break
        return self._select(window.start, window.end, rank - window.below)

    def ends(self, limit: float) -> Counts:
        """Return, for each i, the first j >= i whose sum with i is above the limit."""
        ends = np.searchsorted(self.unique, limit - self.unique, side="right")
        return np.maximum(ends, self.place)

    def count(self, ends: Counts) -> int:
        """Return how many sums lie below the ends, counting equal values as often as they occur."""
        if self.single:
            return int((ends - self.place).sum())
        others = np.maximum(self.before[ends] - self.before[self.place + 1], 0)
        own = np.where(ends > self.place, self.pairs, 0)
        return int((self.counts * others + own).sum())

    def _select(self, start: Counts, end: Counts, rank: int) -> float:
        """Return the sum of this rank among those of the ranges."""
        lengths = end - start
        rows = np.repeat(self.place, lengths)
        within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        columns = np.repeat(start, lengths) + within
        sums = self.unique[rows] + self.unique[columns]
        if self.single:
            return float(np.partition(sums, rank - 1)[rank - 1])
        weight = np.where(
            rows == columns, self.pairs[rows], self.counts[rows] * self.counts[columns]
        )
        order = np.argsort(sums, kind="stable")
        place = int(np.searchsorted(np.cumsum(weight[order]), rank))
        return float(sums[order][place])


class _Window:
    """Sums above ``low`` and not above ``high``."""

    def __init__(self, sums: _Sums, low: float, high: float) -> None:
        self.sums, self.low, self.high = sums, low, high
        self.start, self.end = sums.ends(low), sums.ends(high)
        self.below, self.above = sums.count(self.start), sums.count(self.end)

    def size(self) -> int:
        """Return how many sums of distinct values are inside."""
        return int((self.end - self.start).sum())

    def narrow(self, rank: int) -> bool:
        """Move the limits towards the sum of this rank; False when floats leave no room."""
        width = self.high - self.low
        share = (rank - 0.5 - self.below) / max(1, self.above - self.below)
        near = self.low + width * share
        before = width
        self._cut(near + width * PROBE, rank)
        self._cut(near - width * PROBE, rank)
        if self.high - self.low > before / 2:
            self._cut(self.low + (self.high - self.low) / 2, rank)
        return self.high - self.low < before

    def _cut(self, limit: float, rank: int) -> None:
        """Keep the side of the limit on which the sum of this rank lies."""
        if not self.low < limit < self.high:
            return
        ends = self.sums.ends(limit)
        count = self.sums.count(ends)
        if count >= rank:
            self.high, self.end, self.above = limit, ends, count
        else:
            self.low, self.start, self.below = limit, ends, count
