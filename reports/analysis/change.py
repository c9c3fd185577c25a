"""Everything that is said about one change before and after, computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reports.analysis._arrays import Floats
from reports.analysis.paired import Direction, better_same_worse, hedges_g_average
from reports.analysis.pooling import PooledChange, stratified_change
from reports.analysis.signed_rank import SignedRank, hodges_lehmann_interval, signed_rank
from reports.analysis.verdict import Evidence, Verdict, judge_change

TESTED_FROM = 10  # pairs; below there is neither interval nor test nor verdict


@dataclass(frozen=True, slots=True)
class ChangeAnalysis:
    """The paired analysis of one or several sessions, and what it is judged by."""

    n: int  # pairs
    pooled: PooledChange  # means, change, paired t, dz
    rank: SignedRank | None  # None below 10 pairs
    hl: tuple[float, float] | None  # Hodges-Lehmann 95 %, indicator's unit; None below 10 pairs
    hedges_g_av: float | None  # None without spread
    better: int  # people
    same: int
    worse: int

    @property
    def p_value(self) -> float:
        """The p that enters a family: without any spread a change is certain, or absent."""
        if self.pooled.p is not None:
            return self.pooled.p
        return 0.0 if self.pooled.change else 1.0


def analyse_change(
    sessions: Sequence[tuple[Floats, Floats]], direction: Direction
) -> ChangeAnalysis:
    """Compute means, tests and effect sizes of the change over one or several sessions.

    Parameters
    ----------
    sessions
        (before, after) of each session, complete pairs only, shape (n,), indicator's unit.
    direction
        "up" if higher is better, "down" if lower is better.

    Returns
    -------
    ChangeAnalysis
        Below 10 pairs without the signed-rank test and its interval.

    Raises
    ------
    NotEnoughDataError
        As :func:`stratified_change`.

    References
    ----------
    Altman, D. G. & Bland, J. M. (2005). Standard deviations and standard errors. BMJ, 331, 903.
    https://doi.org/10.1136/bmj.331.7521.903
    """
    pooled = stratified_change(sessions)
    before = np.concatenate([pair[0] for pair in sessions])
    after = np.concatenate([pair[1] for pair in sessions])
    changes = after - before
    better, same, worse = better_same_worse(changes, direction)
    tested = changes.size >= TESTED_FROM
    return ChangeAnalysis(
        n=int(changes.size),
        pooled=pooled,
        rank=signed_rank(changes) if tested else None,
        hl=hodges_lehmann_interval(changes) if tested else None,
        hedges_g_av=hedges_g_average(before, after, pooled.change),
        better=better,
        same=same,
        worse=worse,
    )


def judge_analysis(
    found: ChangeAnalysis, delta: float, direction: Direction, p_holm: float | None
) -> Verdict:
    """Return the verdict of an analysis.

    Parameters
    ----------
    found
        The analysis.
    delta
        Smallest change worth having, indicator's unit, not negative.
    direction
        "up" if higher is better, "down" if lower is better.
    p_holm
        Adjusted p of a secondary indicator in its family; None for the primary one.

    Returns
    -------
    Verdict
        As :func:`judge_change`.

    References
    ----------
    Schuirmann, D. J. (1987). https://doi.org/10.1007/BF01068419
    """
    interval = (found.pooled.ci_low, found.pooled.ci_high)
    return judge_change(
        Evidence(
            n=found.n,
            ci=interval,
            hl=found.hl or interval,
            delta=delta,
            unchanged=found.same,
            direction=direction,
            p_holm=p_holm,
        )
    )
