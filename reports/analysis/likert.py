"""Answers on a labelled scale, from their tallies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.analysis.errors import NotEnoughDataError


@dataclass(frozen=True, slots=True)
class ScaleMeaning:
    """How the values of a scale read."""

    low: int  # worst value
    high: int  # best value
    favourable_from: int  # lowest value that counts as favourable
    neutral: int | None = None  # the middle value, where the scale has one
    reverse: bool = False  # agreeing is bad: favourable are the mirrored values


@dataclass(frozen=True, slots=True)
class LikertShares:
    """How a question was answered."""

    n: int  # respondents with a score; "tidak relevan" and skipped are left out
    mean: float  # scale points, as answered
    favourable: float  # share 0-1; of a reverse question: of those not hindered
    neutral: float | None  # share 0-1; None on scales without a neutral value
    unfavourable: float  # share 0-1; of a reverse question: of those hindered


@dataclass(frozen=True, slots=True)
class DimensionMean:
    """Mean over respondents of their mean over the answered questions of a dimension."""

    n: int  # respondents
    mean: float  # scale points
    sd: float | None  # scale points, n - 1; None below 2 respondents


def likert_shares(counts: Mapping[int, int], scale: ScaleMeaning) -> LikertShares:
    """Turn the tally of a question into mean and shares.

    Parameters
    ----------
    counts
        Respondents for each value of the scale; values that nobody chose may be absent.
    scale
        How the values read.

    Returns
    -------
    LikertShares
        The three shares add up to 1.

    Raises
    ------
    NotEnoughDataError
        Nobody answered.

    References
    ----------
    Jamieson, S. (2004). Likert scales: how to (ab)use them. Medical Education, 38(12), 1217-1218.
    https://doi.org/10.1111/j.1365-2929.2004.02012.x
    """
    n = sum(counts.values())
    if n < 1:
        raise NotEnoughDataError("shares of answers", 1, n)
    limit = scale.low + scale.high - scale.favourable_from
    good = sum(
        count
        for value, count in counts.items()
        if (value <= limit if scale.reverse else value >= scale.favourable_from)
    )
    middle = 0 if scale.neutral is None else counts.get(scale.neutral, 0)
    return LikertShares(
        n=n,
        mean=sum(value * count for value, count in counts.items()) / n,
        favourable=good / n,
        neutral=None if scale.neutral is None else middle / n,
        unfavourable=(n - good - middle) / n,
    )


def dimension_mean(n: int, total: float, squares: float) -> DimensionMean:
    """Turn the sums of a dimension into its mean and standard deviation over respondents.

    Parameters
    ----------
    n
        Respondents with at least one answered question of the dimension.
    total, squares
        Sum and sum of squares of their means, in scale points and their square.

    Returns
    -------
    DimensionMean
        The standard deviation uses n - 1 and is never negative by rounding.

    Raises
    ------
    NotEnoughDataError
        Nobody answered.

    References
    ----------
    Chan, T. F., Golub, G. H. & LeVeque, R. J. (1983). Algorithms for computing the sample variance.
    The American Statistician, 37(3), 242-247. https://doi.org/10.1080/00031305.1983.10483115
    """
    if n < 1:
        raise NotEnoughDataError("dimension mean", 1, n)
    mean = total / n
    spread = max(0.0, squares - n * mean * mean)
    return DimensionMean(n, mean, (spread / (n - 1)) ** 0.5 if n > 1 else None)
