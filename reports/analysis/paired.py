"""Change of the same people from before to after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from reports.analysis._arrays import (
    Floats,
    Numbers,
    as_pairs,
    sample_sd,
    t_p_value,
    t_quantile,
)
from reports.analysis.errors import NotEnoughDataError

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class PairedChange:
    """A paired t analysis; change is after minus before, whatever the direction."""

    n: int  # pairs
    mean_before: float  # unit of the measure
    mean_after: float
    change: float  # mean of after - before
    sd_change: float  # standard deviation of the changes, n - 1
    ci_low: float  # 95 % paired t
    ci_high: float
    t: float | None  # None when all changes are equal
    df: float  # n - 1
    p: float | None  # two-sided; None when all changes are equal
    cohen_dz: float | None  # change / sd_change; None when all changes are equal
    hedges_g_av: float | None  # change / root of the mean variance, unbiased; None without spread
    better: int  # pairs that moved the good way
    same: int  # pairs without a change
    worse: int


def paired_change(before: Numbers, after: Numbers, direction: Direction = "up") -> PairedChange:
    """Describe and test the change of the same people.

    Parameters
    ----------
    before, after
        One value a person in the same order, shape (n,), any unit. Pairs with a missing value are
        left out.
    direction
        "up" if higher is better, "down" if lower is better; it only decides who counts as better.

    Returns
    -------
    PairedChange
        Student's paired t at every n, with Cohen's dz and Hedges' g for the average variance
        (small-sample factor with n - 1 degrees of freedom).

    Raises
    ------
    NotEnoughDataError
        Below 2 complete pairs.
    UnequalLengthsError
        The arrays are not of the same people.

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika, 6(1), 1-25.
    https://doi.org/10.1093/biomet/6.1.1
    Lakens, D. (2013). Calculating and reporting effect sizes. Frontiers in Psychology, 4, 863.
    https://doi.org/10.3389/fpsyg.2013.00863
    Hedges, L. V. (1981). Distribution theory for Glass's estimator of effect size. Journal of
    Educational Statistics, 6(2), 107-128. https://doi.org/10.3102/10769986006002107
    """
    first, second = as_pairs(before, after)
    n = first.size
    if n < 2:
        raise NotEnoughDataError("paired change", 2, n)
    changes = second - first
    change, spread = float(changes.mean()), sample_sd(changes)
    margin = t_quantile(n - 1) * spread / n**0.5
    t = change / (spread / n**0.5) if spread else None
    better, same, worse = better_same_worse(changes, direction)
    return PairedChange(
        n=n,
        mean_before=float(first.mean()),
        mean_after=float(second.mean()),
        change=change,
        sd_change=spread,
        ci_low=change - margin,
        ci_high=change + margin,
        t=t,
        df=float(n - 1),
        p=None if t is None else t_p_value(t, n - 1),
        cohen_dz=change / spread if spread else None,
        hedges_g_av=hedges_g_average(first, second, change),
        better=better,
        same=same,
        worse=worse,
    )


def better_same_worse(changes: Floats, direction: Direction) -> tuple[int, int, int]:
    """Count the people who moved the good way, not at all, and the bad way.

    References
    ----------
    Dixon, W. J. & Mood, A. M. (1946). The statistical sign test. JASA, 41(236), 557-566.
    https://doi.org/10.1080/01621459.1946.10501898
    """
    turned = changes if direction == "up" else -changes
    return int((turned > 0).sum()), int((turned == 0).sum()), int((turned < 0).sum())


def hedges_g_average(before: Floats, after: Floats, change: float) -> float | None:
    """Return the change in units of the average variance, without the bias of small samples.

    References
    ----------
    Cumming, G. (2012). Understanding the new statistics. Routledge.
    https://doi.org/10.4324/9780203807002
    """
    from scipy.special import gammaln

    df = before.size - 1
    average = ((sample_sd(before) ** 2 + sample_sd(after) ** 2) / 2) ** 0.5
    if average == 0 or df < 2:
        return None
    factor = np.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / (df / 2) ** 0.5
    return float(factor * change / average)
