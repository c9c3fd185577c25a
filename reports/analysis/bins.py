"""Individual changes without individuals: counts in bins that each hold several people."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log2, log10

import numpy as np

from reports.analysis._arrays import Numbers, as_floats
from reports.analysis.errors import NotEnoughDataError

NICE = (1.0, 2.0, 5.0, 10.0)  # steps that people read easily, times a power of ten


@dataclass(frozen=True, slots=True)
class Bin:
    """People whose change lies from low (inclusive) to high (exclusive)."""

    low: float  # unit of the change, a round number
    high: float
    people: int


def change_bins(changes: Numbers, smallest: int = 5) -> tuple[Bin, ...]:
    """Count changes in bins with round limits, each of at least ``smallest`` people.

    Parameters
    ----------
    changes
        One change a person, shape (n,), any unit; missing values are left out.
    smallest
        People in a bin at least; neighbours are joined until they have them.

    Returns
    -------
    tuple of Bin
        From the lowest change to the highest, without gaps. The limits are round numbers, so that
        the ends do not give away the lowest and the highest change.

    Raises
    ------
    NotEnoughDataError
        Below ``smallest`` changes.

    References
    ----------
    Sturges, H. A. (1926). The choice of a class interval. JASA, 21(153), 65-66.
    https://doi.org/10.1080/01621459.1926.10502161
    """
    values = as_floats(changes)
    if values.size < smallest:
        raise NotEnoughDataError("bins of changes", smallest, values.size)
    step = _step(float(np.ptp(values)) or abs(float(values[0])) or 1.0, values.size)
    first = floor(float(values.min()) / step)
    places = np.floor(values / step).astype(int) - first
    counts = np.bincount(places)
    bins: list[Bin] = []
    start = waiting = 0
    for place, count in enumerate(counts.tolist()):
        waiting += count
        if waiting >= smallest:
            bins.append(Bin((first + start) * step, (first + place + 1) * step, waiting))
            start, waiting = place + 1, 0
    if waiting:
        last = bins.pop()
        bins.append(Bin(last.low, (first + len(counts)) * step, last.people + waiting))
    return tuple(bins)


def _step(span: float, n: int) -> float:
    """Return a round width that gives about as many bins as Sturges advises."""
    raw = span / (ceil(log2(n)) + 1)
    power = 10.0 ** floor(log10(raw))
    return next(nice * power for nice in NICE if nice * power >= raw * 0.999)
