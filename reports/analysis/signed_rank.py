"""Wilcoxon's signed-rank test and the interval of Hodges and Lehmann that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from reports.analysis._arrays import CONFIDENCE, Floats, Numbers, as_floats, normal_quantile
from reports.analysis.errors import NotEnoughDataError
from reports.analysis.walsh import walsh_averages

EXACT_LIMIT = 50  # people; up to here the distribution is counted, above it is approximated


@dataclass(frozen=True, slots=True)
class SignedRank:
    """Wilcoxon's signed-rank test."""

    w: float  # min(W+, W-), sum of ranks
    w_plus: float  # sum of ranks of positive changes
    w_minus: float  # sum of ranks of negative changes
    p: float  # two-sided, 0-1
    method: str  # "exact" or "normal"
    zeros: int  # people without a change
    n: int  # people


def signed_rank(changes: Numbers, zeros: Literal["pratt", "drop"] = "pratt") -> SignedRank:
    """Test whether changes lie symmetrically around 0.

    Exact up to 50 people without ties and zeros; otherwise the normal approximation with
    continuity and tie correction. Zeros are ranked and then left out (Pratt).

    Parameters
    ----------
    changes
        One change a person, shape (n,), any unit; missing values are left out.
    zeros
        "pratt" ranks zeros with the others before leaving them out; "drop" leaves them out first,
        as R's ``wilcox.test`` does.

    Returns
    -------
    SignedRank
        Rank sums, p and the method used. All changes zero: w = 0 and p = 1.

    Raises
    ------
    NotEnoughDataError
        Without any change.

    References
    ----------
    Wilcoxon, F. (1945). Individual comparisons by ranking methods. Biometrics Bulletin, 1(6),
    80-83. https://doi.org/10.2307/3001968
    Pratt, J. W. (1959). Remarks on zeros and ties in the Wilcoxon signed rank procedures. JASA,
    54(287), 655-667. https://doi.org/10.1080/01621459.1959.10501526
    """
    values = as_floats(changes)
    if values.size == 0:
        raise NotEnoughDataError("signed-rank test", 1, 0)
    unchanged = int((values == 0).sum())
    ranked = values if zeros == "pratt" else values[values != 0]
    ranks, ties = _ranks(np.abs(ranked))
    plus, minus = float(ranks[ranked > 0].sum()), float(ranks[ranked < 0].sum())
    if plus + minus == 0:
        return SignedRank(0.0, 0.0, 0.0, 1.0, "normal", unchanged, values.size)
    w = min(plus, minus)
    if values.size <= EXACT_LIMIT and unchanged == 0 and not ties.any():
        p = min(1.0, 2 * _lower_tail(values.size)[int(w)])
        return SignedRank(w, plus, minus, p, "exact", unchanged, values.size)
    skipped = unchanged if zeros == "pratt" else 0
    p = _normal_p(w, ranked.size, skipped, ties)
    return SignedRank(w, plus, minus, p, "normal", unchanged, values.size)


def hodges_lehmann_interval(changes: Numbers) -> tuple[float, float]:
    """Return the 95 % interval of the median change, from the ordered Walsh averages.

    The limits are order statistics of the n(n + 1)/2 averages of pairs; their rank comes from the
    exact signed-rank distribution up to 50 people and from its normal approximation above. With
    ties the interval is a little too wide, never too narrow. Memory grows with n, not with n².

    Parameters
    ----------
    changes
        One change a person, shape (n,), any unit; missing values are left out.

    Returns
    -------
    tuple of float
        Lower and upper limit in the unit of the changes.

    Raises
    ------
    NotEnoughDataError
        Below 6 people: no 95 % interval exists.

    References
    ----------
    Hodges, J. L. & Lehmann, E. L. (1963). Estimates of location based on rank tests. Annals of
    Mathematical Statistics, 34(2), 598-611. https://doi.org/10.1214/aoms/1177704172
    Bauer, D. F. (1972). Constructing confidence sets using rank statistics. JASA, 67(339), 687-690.
    https://doi.org/10.1080/01621459.1972.10481279
    """
    values = np.sort(as_floats(changes))
    n = values.size
    rank = _interval_rank(n)
    if rank < 1:
        raise NotEnoughDataError("Hodges-Lehmann interval", 6, n)
    low, high = walsh_averages(values, (rank, n * (n + 1) // 2 + 1 - rank))
    return low, high


def _ranks(sizes: Floats) -> tuple[Floats, Floats]:
    """Return mid-ranks and, for each group of equal sizes above 0, its t**3 - t."""
    unique, inverse, counts = np.unique(sizes, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle = last - (counts - 1) / 2
    tied = counts[unique != 0].astype(np.float64)
    return middle[inverse], tied**3 - tied


def _normal_p(w: float, n: int, skipped: int, ties: Floats) -> float:
    """Return the two-sided normal p with continuity correction (Cureton's moments for Pratt)."""
    from scipy.special import ndtr

    mean = (n * (n + 1) - skipped * (skipped + 1)) / 4
    variance = (n * (n + 1) * (2 * n + 1) - skipped * (skipped + 1) * (2 * skipped + 1)) / 24
    variance -= float(ties.sum()) / 48
    z = min(0.0, w - mean + 0.5) / variance**0.5
    return min(1.0, float(2 * ndtr(z)))


@lru_cache(maxsize=EXACT_LIMIT)
def _lower_tail(n: int) -> Floats:
    """Return P(W <= w) for w = 0 … n(n + 1)/2: every sum of a subset of 1 … n is as likely."""
    ways = np.zeros(n * (n + 1) // 2 + 1)
    ways[0] = 1.0
    for rank in range(1, n + 1):
        ways[rank:] = ways[rank:] + ways[:-rank]
    tail: Floats = np.cumsum(ways) / 2.0**n
    return tail


@lru_cache(maxsize=4096)
def _interval_rank(n: int) -> int:
    """Return which Walsh average, counted from either end, is the limit; 0 if there is none."""
    if n <= EXACT_LIMIT:
        if n < 1:
            return 0
        return int(np.searchsorted(_lower_tail(n), (1 - CONFIDENCE) / 2, side="right"))
    spread: float = (n * (n + 1) * (2 * n + 1) / 24) ** 0.5
    return max(1, round(n * (n + 1) / 4 - normal_quantile() * spread))
