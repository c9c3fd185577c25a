"""What may be said about a change: seven codes, decided by intervals and never by taste."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.analysis.paired import Direction

Code = Literal[
    "insufficient",
    "worse",
    "better",
    "better_uncertain",
    "better_small",
    "no_change",
    "inconclusive",
]
WORDS: dict[Code, str] = {
    "insufficient": "data belum cukup",
    "worse": "memburuk",
    "better": "membaik berarti",
    "better_uncertain": "membaik, besarnya belum pasti",
    "better_small": "membaik, tetapi kecil",
    "no_change": "tidak ada perbaikan berarti",
    "inconclusive": "belum dapat disimpulkan",
}
MIN_PAIRS = 10  # below this there is no verdict
ALPHA = 0.05  # family-wise, of secondary indicators


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said, and why when the rule of intervals was overruled."""

    code: Code
    words: str  # Indonesian, as on every page
    reason: str  # "" or why: few_pairs, intervals_disagree, mostly_unchanged, family


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a verdict is decided by; intervals are of after minus before."""

    n: int  # pairs
    ci: tuple[float, float]  # 95 % paired t, indicator's unit
    hl: tuple[float, float]  # 95 % Hodges-Lehmann, indicator's unit
    delta: float  # smallest change worth having, >= 0, indicator's unit
    unchanged: int  # pairs without a change
    direction: Direction = "up"
    p_holm: float | None = None  # of a secondary indicator in its family; None for the primary


def judge_change(evidence: Evidence) -> Verdict:
    """Decide the verdict of a change before and after.

    With the intervals turned so that + is better, [L, U] and δ: n < 10 insufficient; U < 0 worse;
    L ≥ δ better; 0 < L < δ better_uncertain (better_small if U < δ); L ≤ 0 ≤ U < δ no_change; else
    inconclusive. If the Hodges-Lehmann interval disagrees about 0, or more than half the changes
    are zero, or a secondary indicator does not survive Holm's correction: inconclusive.

    Parameters
    ----------
    evidence
        Intervals in the indicator's unit, after minus before, whatever the direction.

    Returns
    -------
    Verdict
        Code, Indonesian words and the reason.

    Raises
    ------
    ValueError
        δ is negative.

    References
    ----------
    Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure and the power
    approach. Journal of Pharmacokinetics and Biopharmaceutics, 15(6), 657-680.
    https://doi.org/10.1007/BF01068419
    """
    if evidence.delta < 0:
        raise ValueError("The smallest change worth having cannot be negative.")
    if evidence.n < MIN_PAIRS:
        return _said("insufficient", "few_pairs")
    low, high = _turned(evidence.ci, evidence.direction)
    if evidence.unchanged * 2 > evidence.n:
        return _said("inconclusive", "mostly_unchanged")
    if _side(low, high) != _side(*_turned(evidence.hl, evidence.direction)):
        return _said("inconclusive", "intervals_disagree")
    code = _by_interval(low, high, evidence.delta)
    claims = code not in ("no_change", "inconclusive")
    if claims and evidence.p_holm is not None and evidence.p_holm >= ALPHA:
        return _said("inconclusive", "family")
    return _said(code, "")


def _by_interval(low: float, high: float, delta: float) -> Code:
    """Apply the rule to an interval turned so that + is better."""
    if high < 0:
        return "worse"
    if low <= 0:
        return "no_change" if high < delta else "inconclusive"
    if low >= delta:
        return "better"
    return "better_small" if high < delta else "better_uncertain"


def _side(low: float, high: float) -> int:
    """Return where the interval lies: above 0, below 0, or over it."""
    return 1 if low > 0 else -1 if high < 0 else 0


def _turned(interval: tuple[float, float], direction: Direction) -> tuple[float, float]:
    """Return the interval with + as better."""
    return interval if direction == "up" else (-interval[1], -interval[0])


def _said(code: Code, reason: str) -> Verdict:
    return Verdict(code, WORDS[code], reason)
