"""Pretest and posttest: by session, by programme, by region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from reports.analysis import normalised_gain, stratified_change
from reports.disclosure import LOW_N, Candidate, release
from reports.frames.scores import PairGroup, ScoreGroup
from reports.results.groups import merged
from reports.results.rows import LearningRow
from reports.results.series import Series, Strata, sizes_of
from reports.results.source import Source
from reports.results.wording import coverage_words

COUNTS = (
    "mean_before",
    "mean_after",
    "change",
    "gain_of_means",
    "mean_of_gains",
    "undefined_gains",
    "negative_gains",
)  # from 5 people; the rest from 10
MAXIMUM = 100.0  # highest test score


def session_rows(source: Source) -> list[LearningRow]:
    """Return each session with tests."""
    rows = []
    for group in _inside(source, source.scores):
        session, program = source.sessions[group.session], source.program_of(group.session)
        address = {
            "program": program.code,
            "program_name": program.name,
            "session": session.code,
            "missing_pairs": _missing(source, [group.session]),
        }
        rows.append(_row(source, address, [(group.before, group.after)], group.before.size, (1, 1)))
    return sorted(rows, key=lambda row: (row.program_name, row.session or ""))


def program_rows(source: Source) -> list[LearningRow]:
    """Return each programme with tests, summed over the sessions that sums may contain."""
    rows = []
    for program, series in _by_program(source).items():
        inside = series.inside(source.inside)
        if not inside:
            continue
        units = merged(sizes_of(series), source.thresholds).inside(source.inside)
        record = source.programs[program]
        address = {
            "program": record.code,
            "program_name": record.name,
            "session": None,
            "missing_pairs": _missing(source, [group.session for group in inside]),
        }
        strata = series.strata(units)
        n = sum(before.size for before, _ in strata) or sum(g.before.size for g in inside)
        counted = (sum(len(unit) for unit in units), len(inside))
        rows.append(_row(source, address, strata, n, counted))
    return sorted(rows, key=lambda row: row.program_name)


def region_row(source: Source) -> LearningRow | None:
    """Return all programmes with tests as one, or nothing without tests."""
    strata: Strata = []
    shown = total = 0
    for series in _by_program(source).values():
        units = merged(sizes_of(series), source.thresholds).units
        kept = [unit for unit in units if source.inside.issuperset(unit)]
        strata.extend(series.strata(kept))
        shown += sum(len(unit) for unit in kept)
        total += len(series.inside(source.inside))
    if not total:
        return None
    address = {
        "program": None,
        "program_name": "",
        "session": None,
        "missing_pairs": _missing(
            source, [group.session for group in _inside(source, source.scores)]
        ),
    }
    n = sum(before.size for before, _ in strata)
    return _row(source, address, strata, n, (shown, total))


def _by_program(source: Source) -> dict[int, Series]:
    """Return the scores by programme, sessions in the order of their last day."""
    found: dict[int, list[PairGroup]] = defaultdict(list)
    place = {pk: index for index, pk in enumerate(source.sessions)}
    for group in sorted(source.scores, key=lambda one: place[one.session]):
        pairs = PairGroup(group.session, 0, 0, group.before, group.after, 0)
        found[source.sessions[group.session].program].append(pairs)
    return {program: Series(program, 0, 0, tuple(groups)) for program, groups in found.items()}


def _inside(source: Source, groups: Sequence[ScoreGroup]) -> list[ScoreGroup]:
    return [group for group in groups if group.session in source.inside]


def _missing(source: Source, sessions: Sequence[int]) -> int:
    """Return how many attended a tested session without both scores."""
    found = [source.attendance.get(pk) for pk in sessions]
    return sum(one.attended - one.tested for one in found if one is not None)


def _row(
    source: Source,
    address: dict[str, Any],
    strata: Strata,
    n: int,
    counted: tuple[int, int],
) -> LearningRow:
    limits = source.thresholds
    values: dict[str, Any] = {}
    flags: list[str] = []
    shown = bool(strata) and n >= limits.records
    if shown:
        values = _released(source, strata, n)
        flags = ["small_n"] if n < LOW_N else []
        flags += ["few"] if n < limits.verdict else []
    if counted[0] < counted[1]:
        flags.append("incomplete")
    return LearningRow(
        status="shown" if shown else "hidden" if n else "none",
        flags=tuple(flags),
        region=source.region.code,
        n=n,
        sessions_shown=counted[0],
        sessions_total=counted[1],
        coverage=coverage_words(*counted),
        **address,
        **values,
    )


def _released(source: Source, strata: Strata, n: int) -> dict[str, Any]:
    """Compute the numbers of a row and send them through the gate."""
    limits = source.thresholds
    pooled = stratified_change(strata)
    gain = normalised_gain(
        np.concatenate([before for before, _ in strata]),
        np.concatenate([after for _, after in strata]),
        MAXIMUM,
    )
    numbers: dict[str, float | int | None] = {
        "mean_before": pooled.mean_before,
        "mean_after": pooled.mean_after,
        "change": pooled.change,
        "sd_change": pooled.sd_change,
        "ci_low": pooled.ci_low,
        "ci_high": pooled.ci_high,
        "t": pooled.t,
        "df": pooled.df,
        "p": pooled.p,
        "cohen_dz": pooled.cohen_dz,
        "gain_of_means": gain.gain_of_means,
        "gain_low": gain.ci_low,
        "gain_high": gain.ci_high,
        "mean_of_gains": gain.mean_of_gains,
        "undefined_gains": gain.undefined,
        "negative_gains": gain.negative,
    }
    cells = release(
        (
            Candidate(name, value, n, limits.records if name in COUNTS else limits.verdict)
            for name, value in numbers.items()
        ),
        source.viewer,
    )
    shown: dict[str, Any] = {
        name: numbers[name] for name, cell in cells.items() if cell.status == "shown"
    }
    return shown | {"gain_band": gain.band}
