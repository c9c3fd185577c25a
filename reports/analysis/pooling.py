"""One change over several sessions: people are compared with themselves, within their session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reports.analysis._arrays import (
    Floats,
    Numbers,
    as_floats,
    t_p_value,
    t_quantile,
)
from reports.analysis.errors import NotEnoughDataError, UnequalLengthsError

RANDOM_EFFECTS_FROM = 5  # sessions; below, their spread cannot be estimated
ITERATIONS = 500  # of the REML equation
TOLERANCE = 1e-12  # relative, of tau squared
EMPTY = np.empty(0)

Method = Literal["paired_t", "stratified_t", "random_effects"]


@dataclass(frozen=True, slots=True)
class RandomEffects:
    """The mean of several estimates that differ by more than chance."""

    k: int  # estimates
    mean: float  # unit of the estimates
    tau_squared: float  # variance between them, unit squared
    se: float  # modified Hartung-Knapp standard error
    df: float  # k - 1
    weights: Floats  # share of each estimate, sums to 1


@dataclass(frozen=True, slots=True)
class PooledChange:
    """Change over sessions; with one session the same numbers as the paired t."""

    method: Method
    n: int  # pairs
    sessions: int
    mean_before: float  # weighted as the change is, so that their difference is the change
    mean_after: float
    change: float
    sd_change: float  # within sessions
    ci_low: float  # 95 %
    ci_high: float
    t: float | None  # None when nothing varies
    df: float
    p: float | None
    cohen_dz: float | None  # change / sd_change


def stratified_change(sessions: Sequence[tuple[Numbers, Numbers]]) -> PooledChange:
    """Pool the change of people over their sessions.

    One session: paired t. Two to four: one paired analysis stratified by session (sessions weigh
    by their people, variance within sessions, df = people - sessions). From five: the mean over
    sessions by REML with the modified Hartung-Knapp interval, so that differences between sessions
    widen it.

    Parameters
    ----------
    sessions
        For each session (before, after), one value a person, any unit; incomplete pairs are left
        out, sessions without a complete pair too.

    Returns
    -------
    PooledChange
        ``mean_after - mean_before`` is always ``change``.

    Raises
    ------
    NotEnoughDataError
        Fewer than two pairs, or no session with two.
    UnequalLengthsError
        Before and after of a session differ in length.

    References
    ----------
    Viechtbauer, W. (2005). Bias and efficiency of meta-analytic variance estimators. Journal of
    Educational and Behavioral Statistics, 30(3), 261-293. https://doi.org/10.3102/10769986030003261
    Röver, C., Knapp, G. & Friede, T. (2015). Hartung-Knapp-Sidik-Jonkman approach and its
    modification. BMC Medical Research Methodology, 15, 99.
    https://doi.org/10.1186/s12874-015-0091-1
    """
    before, after, sizes = _stacked(sessions)
    n, k = int(sizes.sum()), sizes.size
    if n - k < 1:
        raise NotEnoughDataError("pooled change", k + 1, n)
    befores, afters = _means(before, sizes), _means(after, sizes)
    moved = after - before
    changes = _means(moved, sizes)
    squares = _squares(moved, changes, sizes)
    within = float((squares.sum() / (n - k)) ** 0.5)
    method: Method = "paired_t" if k == 1 else "stratified_t"
    weights, change, se, df = sizes / n, float(changes @ (sizes / n)), within / n**0.5, float(n - k)
    if k >= RANDOM_EFFECTS_FROM:
        found = random_effects_mean(changes, _variances(squares, sizes, within))
        method, weights, change = "random_effects", found.weights, found.mean
        se, df = found.se, found.df
    t = change / se if se else None
    margin = t_quantile(df) * se
    return PooledChange(
        method=method,
        n=n,
        sessions=k,
        mean_before=float(befores @ weights),
        mean_after=float(afters @ weights),
        change=change,
        sd_change=within,
        ci_low=change - margin,
        ci_high=change + margin,
        t=t,
        df=df,
        p=None if t is None else t_p_value(t, df),
        cohen_dz=change / within if within else None,
    )


def random_effects_mean(estimates: Numbers, variances: Numbers) -> RandomEffects:
    """Average estimates by REML with the modified Hartung-Knapp standard error.

    Parameters
    ----------
    estimates
        Shape (k,), any unit.
    variances
        Their sampling variances, shape (k,), unit squared, none negative.

    Returns
    -------
    RandomEffects
        The standard error is never below the one without Hartung-Knapp (the modification).

    Raises
    ------
    NotEnoughDataError
        Below 2 estimates.
    UnequalLengthsError
        Estimates and variances differ in length.

    References
    ----------
    Knapp, G. & Hartung, J. (2003). Improved tests for a random effects meta-regression. Statistics
    in Medicine, 22(17), 2693-2710. https://doi.org/10.1002/sim.1482
    """
    y, v = as_floats(estimates), as_floats(variances)
    if y.shape != v.shape:
        raise UnequalLengthsError(f"{y.size} estimates, {v.size} variances")
    if y.size < 2:
        raise NotEnoughDataError("random effects", 2, y.size)
    if not v.any() and np.ptp(y) == 0:
        share = np.full(y.size, 1 / y.size)
        return RandomEffects(y.size, float(y[0]), 0.0, 0.0, y.size - 1.0, share)
    tau = _reml(y, v)
    weights = 1 / (v + tau)
    mean = float(weights @ y / weights.sum())
    scale = max(1.0, float(weights @ (y - mean) ** 2) / (y.size - 1))
    se = float((scale / weights.sum()) ** 0.5)
    return RandomEffects(y.size, mean, tau, se, y.size - 1.0, weights / weights.sum())


def _reml(y: Floats, v: Floats) -> float:
    """Solve the REML equation for the variance between estimates."""
    tau = max(float(y.var(ddof=1)) - float(v.mean()), 1e-6 * float(y.var(ddof=1) + v.mean()))
    floor = 0.0 if v.all() else 1e-9 * float(y.var(ddof=1) + v.mean())
    for _ in range(ITERATIONS):
        weights = 1 / (v + tau)
        total = float(weights.sum())
        around, squared = y - float(weights @ y) / total, weights * weights
        found = float(squared @ (around * around - v) / squared.sum()) + 1 / total
        found = max(found, floor)
        if abs(found - tau) <= TOLERANCE * max(tau, found):
            return found
        tau = found
    return tau


def _stacked(sessions: Sequence[tuple[Numbers, Numbers]]) -> tuple[Floats, Floats, Floats]:
    """Return before and after of all sessions one after the other, and each session's pairs."""
    firsts, seconds = _flat([one[0] for one in sessions]), _flat([one[1] for one in sessions])
    lengths = np.array([first.size for first in firsts], dtype=np.intp)
    if [second.size for second in seconds] != lengths.tolist():
        raise UnequalLengthsError("before and after of a session")
    before, after = np.concatenate([EMPTY, *firsts]), np.concatenate([EMPTY, *seconds])
    complete = ~(np.isnan(before) | np.isnan(after))
    place = np.repeat(np.arange(lengths.size), lengths)
    sizes = np.bincount(place[complete], minlength=lengths.size).astype(np.float64)
    if not sizes.any():
        raise NotEnoughDataError("pooled change", 2, 0)
    return before[complete], after[complete], sizes[sizes > 0]


def _flat(values: Sequence[Numbers]) -> list[Floats]:
    return [np.asarray(one, dtype=np.float64).ravel() for one in values]


def _starts(sizes: Floats) -> NDArray[np.intp]:
    return np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)


def _means(values: Floats, sizes: Floats) -> Floats:
    """Return each session's mean."""
    found: Floats = np.add.reduceat(values, _starts(sizes)) / sizes
    return found


def _squares(changes: Floats, means: Floats, sizes: Floats) -> Floats:
    """Return each session's sum of squares around its own mean; equal changes give exactly 0."""
    starts = _starts(sizes)
    around = changes - np.repeat(means, sizes.astype(np.intp))
    found = np.add.reduceat(around * around, starts)
    equal = np.minimum.reduceat(changes, starts) == np.maximum.reduceat(changes, starts)
    squares: Floats = np.where(equal, 0.0, found)
    return squares


def _variances(squares: Floats, sizes: Floats, within: float) -> Floats:
    """Return each session's sampling variance; where it cannot be known, the pooled one."""
    own = np.divide(squares, sizes - 1, out=np.full(sizes.size, within**2), where=sizes > 1)
    found: Floats = np.where(own > 0, own, within**2) / sizes
    return found
