"""Change of the same people from sums alone: what stays when no person's answer may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reports.analysis._arrays import Floats, t_p_value, t_quantile
from reports.analysis.errors import NotEnoughDataError
from reports.analysis.pooling import (
    RANDOM_EFFECTS_FROM,
    Method,
    PooledChange,
    random_effects_mean,
)

NOISE = 1e-12  # of the squares: what rounding leaves where all changes are equal


@dataclass(frozen=True, slots=True)
class PairSums:
    """Sums over people who have a value before and after; any unit."""

    n: int  # people with both values
    before: float  # sum of the values
    after: float
    square_before: float  # sums of their squares, unit squared
    square_after: float
    product: float  # sum of before times after

    def __add__(self, other: PairSums) -> PairSums:
        """Return the sums over the people of both."""
        return PairSums(
            self.n + other.n,
            self.before + other.before,
            self.after + other.after,
            self.square_before + other.square_before,
            self.square_after + other.square_after,
            self.product + other.product,
        )

    @property
    def change(self) -> float:
        """Mean of after - before."""
        return (self.after - self.before) / self.n

    @property
    def around(self) -> float:
        """Sum of squares of the changes around their mean, unit squared; rounding is cut off."""
        squares = self.square_before + self.square_after - 2 * self.product
        found = squares - (self.after - self.before) ** 2 / self.n
        return found if found > NOISE * (self.square_before + self.square_after) else 0.0


def change_from_sums(groups: Sequence[PairSums]) -> PooledChange:
    """Describe and test the change of the same people, from sums of their values.

    One group: exactly the paired t of the people behind the sums. Two to four: stratified by group.
    From five: random effects over groups (see ``stratified_change``, which has the values).

    Parameters
    ----------
    groups
        One for each session, or for sessions that are only shown together.

    Returns
    -------
    PooledChange
        ``mean_after - mean_before`` is always ``change``.

    Raises
    ------
    NotEnoughDataError
        Not more people than groups.

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika, 6(1), 1-25.
    https://doi.org/10.1093/biomet/6.1.1
    Chan, T. F., Golub, G. H. & LeVeque, R. J. (1983). Algorithms for computing the sample variance.
    The American Statistician, 37(3), 242-247. https://doi.org/10.1080/00031305.1983.10483115
    """
    groups = [group for group in groups if group.n]
    n, k = sum(group.n for group in groups), len(groups)
    if n - k < 1:
        raise NotEnoughDataError("change from sums", k + 1, n)
    sizes = np.array([group.n for group in groups], dtype=np.float64)
    changes = np.array([group.change for group in groups])
    within = float((sum(group.around for group in groups) / (n - k)) ** 0.5)
    method: Method = "paired_t" if k == 1 else "stratified_t"
    weights, change, se, df = sizes / n, float(changes @ (sizes / n)), within / n**0.5, float(n - k)
    if k >= RANDOM_EFFECTS_FROM:
        found = random_effects_mean(changes, _variances(groups, within))
        method, weights, change = "random_effects", found.weights, found.mean
        se, df = found.se, found.df
    t = change / se if se else None
    margin = t_quantile(df) * se
    before = float(np.array([group.before / group.n for group in groups]) @ weights)
    return PooledChange(
        method=method,
        n=n,
        sessions=k,
        mean_before=before,
        mean_after=before + change,
        change=change,
        sd_change=within,
        ci_low=change - margin,
        ci_high=change + margin,
        t=t,
        df=df,
        p=None if t is None else t_p_value(t, df),
        cohen_dz=change / within if within else None,
    )


def changes_of_histogram(histogram: Mapping[str, int]) -> Floats:
    """Return one change a person, lowest first, from how many have each change.

    Parameters
    ----------
    histogram
        {change as text: people}, any unit.

    Returns
    -------
    array
        Shape (n,): all that rank tests need; who changed so is not in it.

    References
    ----------
    Wilcoxon, F. (1945). Individual comparisons by ranking methods. Biometrics Bulletin, 1(6),
    80-83. https://doi.org/10.2307/3001968
    """
    values = [float(change) for change in histogram]
    return np.sort(np.repeat(np.array(values), list(histogram.values())))


def _variances(groups: Sequence[PairSums], within: float) -> Floats:
    """Return each group's sampling variance; where it cannot be known, the pooled one."""
    own = [group.around / (group.n - 1) if group.n > 1 else 0.0 for group in groups]
    sizes = [group.n for group in groups]
    return np.array([(one or within**2) / n for one, n in zip(own, sizes, strict=True)])
