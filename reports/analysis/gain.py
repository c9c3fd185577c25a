"""Pretest and posttest: how much of what could be gained was gained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from reports.analysis._arrays import Numbers, as_pairs, sample_sd, t_quantile
from reports.analysis.errors import NotEnoughDataError

Band = Literal["Tinggi", "Sedang", "Rendah"]
HIGH, LOW = 0.70, 0.30  # above: Tinggi; below: Rendah; the limits themselves are Sedang
ROUNDING = 1e-9  # 0.7 computed from scores is still 0.70


@dataclass(frozen=True, slots=True)
class NormalisedGain:
    """N-gain, as one number of the means and as a mean over people."""

    n: int  # people with both scores
    gain_of_means: float | None  # (after - before) / (maximum - before) of means; None at the top
    ci_low: float | None  # 95 %; None when gain_of_means is
    ci_high: float | None
    band: Band | None  # of gain_of_means
    mean_of_gains: float | None  # mean over people below the maximum before; None if nobody was
    undefined: int  # people at the maximum before
    negative: int  # people whose score fell


def normalised_gain(before: Numbers, after: Numbers, maximum: float = 100.0) -> NormalisedGain:
    """Compute Hake's normalised gain.

    Parameters
    ----------
    before, after
        Scores of the same people, shape (n,), 0 to maximum; incomplete pairs are left out.
    maximum
        The highest possible score.

    Returns
    -------
    NormalisedGain
        The interval is a t interval of the linearised ratio of means (delta method, n - 1).

    Raises
    ------
    NotEnoughDataError
        Below 2 complete pairs.
    UnequalLengthsError
        The arrays are not of the same people.
    ValueError
        A score lies above the maximum.

    References
    ----------
    Hake, R. R. (1998). Interactive-engagement versus traditional methods. American Journal of
    Physics, 66(1), 64-74. https://doi.org/10.1119/1.18809
    Oehlert, G. W. (1992). A note on the delta method. The American Statistician, 46(1), 27-29.
    https://doi.org/10.1080/00031305.1992.10475842
    """
    first, second = as_pairs(before, after)
    n = first.size
    if n < 2:
        raise NotEnoughDataError("normalised gain", 2, n)
    if max(first.max(), second.max()) > maximum:
        raise ValueError("A score lies above the maximum.")
    room, change = maximum - first, second - first
    open_ = room > 0
    each = change[open_] / room[open_]
    gain = low = high = None
    if open_.any():
        gain = float(change.mean() / room.mean())
        spread = sample_sd((change - gain * room) / room.mean())
        margin = t_quantile(n - 1) * spread / n**0.5
        low, high = gain - margin, gain + margin
    return NormalisedGain(
        n=n,
        gain_of_means=gain,
        ci_low=low,
        ci_high=high,
        band=None if gain is None else gain_band(gain),
        mean_of_gains=float(each.mean()) if each.size else None,
        undefined=int(np.count_nonzero(~open_)),
        negative=int((change < 0).sum()),
    )


def gain_band(gain: float) -> Band:
    """Return the band of a normalised gain: Tinggi above 0.70, Rendah below 0.30, else Sedang.

    Parameters
    ----------
    gain
        At most 1; negative when scores fell.

    Returns
    -------
    str
        "Tinggi", "Sedang" or "Rendah"; 0.70 and 0.30 themselves are Sedang.

    References
    ----------
    Hake, R. R. (1998). Interactive-engagement versus traditional methods. American Journal of
    Physics, 66(1), 64-74. https://doi.org/10.1119/1.18809
    """
    if gain > HIGH + ROUNDING:
        return "Tinggi"
    return "Rendah" if gain < LOW - ROUNDING else "Sedang"
