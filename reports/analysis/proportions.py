"""Shares of people and their intervals."""

from __future__ import annotations

from dataclasses import dataclass

from reports.analysis._arrays import normal_quantile
from reports.analysis.errors import NotEnoughDataError


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95 % interval."""

    estimate: float  # share 0-1, or a difference of shares -1 to 1
    low: float
    high: float


def wilson_interval(successes: int, n: int) -> Interval:
    """Return a share with Wilson's score interval.

    Parameters
    ----------
    successes
        People with the property, 0 to n.
    n
        People asked who answered.

    Returns
    -------
    Interval
        Share 0-1; the interval stays inside 0-1.

    Raises
    ------
    NotEnoughDataError
        Nobody answered.
    ValueError
        More successes than people, or fewer than none.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    JASA, 22(158), 209-212. https://doi.org/10.1080/01621459.1927.10502953
    """
    if n < 1:
        raise NotEnoughDataError("Wilson interval", 1, n)
    if not 0 <= successes <= n:
        raise ValueError("Successes lie between 0 and n.")
    z = normal_quantile()
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    margin = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    low = 0.0 if successes == 0 else centre - margin
    high = 1.0 if successes == n else centre + margin
    return Interval(share, low, high)


def newcombe_difference(first: tuple[int, int], second: tuple[int, int]) -> Interval:
    """Return the difference of two independent shares with Newcombe's hybrid score interval.

    Parameters
    ----------
    first, second
        (successes, n) of each group.

    Returns
    -------
    Interval
        First minus second, -1 to 1.

    Raises
    ------
    NotEnoughDataError
        A group is empty.
    ValueError
        More successes than people in a group.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions.
    Statistics in Medicine, 17(8), 873-890.
    https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I
    """
    one, two = wilson_interval(*first), wilson_interval(*second)
    difference = one.estimate - two.estimate
    below = ((one.estimate - one.low) ** 2 + (two.high - two.estimate) ** 2) ** 0.5
    above = ((one.high - one.estimate) ** 2 + (two.estimate - two.low) ** 2) ** 0.5
    return Interval(difference, difference - below, difference + above)
