"""Items of a test: how many answer them right, and how well they tell strong from weak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reports.analysis.errors import NotEnoughDataError, UnequalLengthsError

ITEMS_FROM = 30  # people; below, statistics of single items say little and tell too much


@dataclass(frozen=True, slots=True)
class ItemSums:
    """Right (1) and wrong (0) answers of one group of people to the same items."""

    n: int  # people
    sums: tuple[float, ...]  # people who were right, one an item
    products: tuple[tuple[float, ...], ...]  # people who were right in both items


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One item."""

    difficulty: float  # share of right answers, 0-1; higher is easier
    discrimination: float | None  # correlation with the other items; None without spread


def item_statistics(groups: Sequence[ItemSums]) -> tuple[ItemStatistics, ...]:
    """Return difficulty and corrected item-total correlation of each item of a test.

    Parameters
    ----------
    groups
        One for each session; correlations are pooled within groups, so that a session that knew
        more does not make every item look good.

    Returns
    -------
    tuple of ItemStatistics
        In the order of the items. The total leaves the item itself out.

    Raises
    ------
    NotEnoughDataError
        Below 30 people.
    UnequalLengthsError
        The groups had different items.

    References
    ----------
    Henrysson, S. (1963). Correction of item-total correlations in item analysis. Psychometrika,
    28(2), 211-218. https://doi.org/10.1007/BF02289618
    """
    n = sum(group.n for group in groups)
    if n < ITEMS_FROM:
        raise NotEnoughDataError("item statistics", ITEMS_FROM, n)
    if len({len(group.sums) for group in groups}) > 1:
        raise UnequalLengthsError("items of the groups")
    right = np.sum([group.sums for group in groups], axis=0)
    within = np.zeros((right.size, right.size))
    for group in groups:
        sums = np.array(group.sums)
        within += np.array(group.products) - np.outer(sums, sums) / group.n
    own, with_total = np.diag(within), within.sum(axis=1)
    rest = within.sum() - 2 * with_total + own
    spread = np.sqrt(np.clip(own, 0, None) * np.clip(rest, 0, None))
    return tuple(
        ItemStatistics(
            float(right[place] / n),
            float((with_total[place] - own[place]) / spread[place])
            if spread[place] > 1e-9
            else None,
        )
        for place in range(right.size)
    )
