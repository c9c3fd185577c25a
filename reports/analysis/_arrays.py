"""How numbers come in: one float array, two-sided t limits, standard deviations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reports.analysis.errors import NotEnoughDataError, UnequalLengthsError

Floats = NDArray[np.float64]
Numbers = Sequence[float] | Floats
CONFIDENCE = 0.95  # of every interval in the product


def as_floats(values: Numbers) -> Floats:
    """Return a one-dimensional float array without missing values."""
    found = np.asarray(values, dtype=np.float64).ravel()
    return found[~np.isnan(found)]


def as_pairs(before: Numbers, after: Numbers) -> tuple[Floats, Floats]:
    """Return the complete pairs: a person with a missing value on either side is left out."""
    first = np.asarray(before, dtype=np.float64).ravel()
    second = np.asarray(after, dtype=np.float64).ravel()
    if first.shape != second.shape:
        raise UnequalLengthsError(f"{first.size} before, {second.size} after")
    missing = np.isnan(first) | np.isnan(second)
    return (first[~missing], second[~missing]) if missing.any() else (first, second)


def sample_sd(values: Floats) -> float:
    """Return the standard deviation with n - 1; equal values give exactly 0."""
    if values.size < 2:
        raise NotEnoughDataError("standard deviation", 2, values.size)
    return 0.0 if np.ptp(values) == 0 else float(values.std(ddof=1))


def t_quantile(df: float) -> float:
    """Return the upper two-sided limit of Student's t for the product's confidence."""
    from scipy.special import stdtrit

    return float(stdtrit(df, 0.5 + CONFIDENCE / 2))


def t_p_value(t: float, df: float) -> float:
    """Return the two-sided p of Student's t."""
    from scipy.special import stdtr

    return float(2 * stdtr(df, -abs(t)))


@cache
def normal_quantile() -> float:
    """Return the upper two-sided limit of the normal for the product's confidence."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + CONFIDENCE / 2))
