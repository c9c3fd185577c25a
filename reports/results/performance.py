"""Performance before and after: by session, by programme, by region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reports.analysis import ChangeAnalysis, Verdict, analyse_change, holm, judge_analysis
from reports.disclosure import LOW_N, Candidate, release
from reports.frames.scores import IndicatorRecord, PairGroup
from reports.results.rows import PerformanceRow
from reports.results.series import Series, Strata, all_series
from reports.results.source import Source
from reports.results.wording import coverage_words, insufficient_sentence, verdict_sentence

COUNTS = ("mean_before", "mean_after", "change", "better", "same", "worse")  # from 5 people
NOWHERE: dict[str, Any] = {"program": None, "program_name": "", "session": None}


@dataclass(slots=True)
class _Pool:
    """One indicator over the programmes of a region."""

    strata: Strata = field(default_factory=list)
    shown: int = 0
    total: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A row before its family and its verdict are known."""

    address: dict[str, Any]  # program, program_name, session
    indicator: IndicatorRecord
    wave: int
    n: int
    missing: int
    shown: int  # sessions in it
    total: int  # sessions with data
    analysis: ChangeAnalysis | None  # None when hidden


def program_rows(source: Source) -> list[PerformanceRow]:
    """Return each programme's change on each indicator and wave, the primary first."""
    drafts = [
        draft
        for series in all_series(source)
        if (draft := _program_draft(source, series)) is not None
    ]
    return _in_order(_judged(source, drafts, lambda d: (d.address["program"], d.wave)))


def session_rows(source: Source) -> list[PerformanceRow]:
    """Return each session's change on each indicator and wave."""
    drafts = [
        _session_draft(source, group) for group in source.pairs if group.session in source.measured
    ]
    return _in_order(_judged(source, drafts, lambda d: (d.address["session"], d.wave)))


def region_rows(source: Source) -> list[PerformanceRow]:
    """Return the change on each primary indicator over the programmes that chose it."""
    pooled: dict[tuple[int, int], _Pool] = defaultdict(_Pool)
    for series in all_series(source):
        inside = series.inside(source.measured)
        if inside and source.indicator(series.program, series.indicator).primary:
            units = series.merged(source).units
            kept = [unit for unit in units if source.measured.issuperset(unit)]
            pool = pooled[series.indicator, series.wave]
            pool.strata.extend(series.strata(kept))
            pool.shown += sum(len(unit) for unit in kept)
            pool.total += sum(1 for group in inside if group.before.size)
            pool.missing += sum(group.missing for group in inside)
    drafts = []
    for (pk, wave), pool in pooled.items():
        indicator = replace(source.indicators[pk], primary=True)
        n = sum(before.size for before, _ in pool.strata)
        found = _analysed(pool.strata, indicator, n, source)
        drafts.append(
            Draft(NOWHERE, indicator, wave, n, pool.missing, pool.shown, pool.total, found)
        )
    return _in_order(_judged(source, drafts, lambda d: (d.indicator.code, d.wave)))


def reference(rows: Iterable[PerformanceRow]) -> PerformanceRow | None:
    """Return the row whose verdict is the programme's: primary, declared, else the latest wave.

    A later wave counts from 10 pairs; before that, the wave with most pairs stands.
    """
    primary = [row for row in rows if row.primary]
    declared = [row for row in primary if row.wave == 0 and row.n]
    ripe = [row for row in primary if row.verdict not in (None, "insufficient")]
    if declared:
        return declared[0]
    if ripe:
        return max(ripe, key=lambda row: row.wave)
    return max(primary, key=lambda row: (row.n or 0, -row.wave), default=None)


def _program_draft(source: Source, series: Series) -> Draft | None:
    inside = series.inside(source.measured)
    if not inside:
        return None
    program = source.programs[series.program]
    units = series.merged(source).inside(source.measured)
    indicator = source.indicator(series.program, series.indicator)
    strata = series.strata(units)
    n = sum(before.size for before, _ in strata) or sum(group.before.size for group in inside)
    return Draft(
        address={"program": program.code, "program_name": program.name, "session": None},
        indicator=indicator,
        wave=series.wave,
        n=n,
        missing=sum(group.missing for group in inside),
        shown=sum(len(unit) for unit in units),
        total=sum(1 for group in inside if group.before.size),
        analysis=_analysed(strata, indicator, n, source),
    )


def _session_draft(source: Source, group: PairGroup) -> Draft:
    session, program = source.sessions[group.session], source.program_of(group.session)
    indicator = source.indicator(program.pk, group.indicator)
    n = group.before.size
    return Draft(
        address={
            "program": program.code,
            "program_name": program.name,
            "session": session.code,
        },
        indicator=indicator,
        wave=group.wave,
        n=n,
        missing=group.missing,
        shown=1,
        total=1,
        analysis=_analysed([(group.before, group.after)], indicator, n, source),
    )


def _analysed(
    strata: Strata, indicator: IndicatorRecord, n: int, source: Source
) -> ChangeAnalysis | None:
    if not strata or n < source.thresholds.records:
        return None
    return analyse_change(strata, _direction(indicator))


def _judged(source: Source, drafts: list[Draft], family: Any) -> list[PerformanceRow]:  # noqa: ANN401
    """Correct the secondary indicators of each family, then write the rows."""
    families: dict[Any, list[int]] = defaultdict(list)
    for place, draft in enumerate(drafts):
        if not draft.indicator.primary and draft.analysis and draft.analysis.rank:
            families[family(draft)].append(place)
    adjusted: dict[int, float] = {}
    for places in families.values():
        p_values = [found.p_value for i in places if (found := drafts[i].analysis) is not None]
        adjusted |= dict(zip(places, holm(p_values).tolist(), strict=True))
    return [_row(source, draft, adjusted.get(place)) for place, draft in enumerate(drafts)]


def _row(source: Source, draft: Draft, p_holm: float | None) -> PerformanceRow:
    indicator, analysis = draft.indicator, draft.analysis
    values: dict[str, Any] = {}
    status, flags = "none" if not draft.n else "hidden", list[str]()
    if analysis is not None:
        values = _released(source, draft, analysis, p_holm)
        status, flags = "shown", _flags(source, draft)
    if draft.shown < draft.total:
        flags.append("incomplete")
    return PerformanceRow(
        status=status,  # type: ignore[arg-type]
        flags=tuple(flags),
        region=source.region.code,
        **draft.address,
        indicator=indicator.code,
        indicator_name=indicator.name,
        unit=indicator.unit,
        primary=indicator.primary,
        direction=indicator.direction,
        wave=draft.wave,
        delta=indicator.delta,
        n=draft.n,
        missing_pairs=draft.missing,
        sessions_shown=draft.shown,
        sessions_total=draft.total,
        coverage=coverage_words(draft.shown, draft.total),
        low=indicator.low,
        high=indicator.high,
        **values,
    )


def _released(
    source: Source, draft: Draft, analysis: ChangeAnalysis, p_holm: float | None
) -> dict[str, Any]:
    """Send the numbers of a row through the gate and add its words."""
    numbers = _numbers(analysis, p_holm)
    limits = source.thresholds
    cells = release(
        (
            Candidate(name, value, analysis.n, limits.records if name in COUNTS else limits.verdict)
            for name, value in numbers.items()
        ),
        source.viewer,
    )
    values: dict[str, Any] = {
        name: numbers[name] for name, cell in cells.items() if cell.status == "shown"
    }
    verdict = judge_analysis(analysis, draft.indicator.delta, _direction(draft.indicator), p_holm)
    if analysis.n < limits.verdict:
        verdict = Verdict("insufficient", "data belum cukup", "few_pairs")
    sentence = (
        insufficient_sentence(draft.indicator.name, analysis.n, limits.verdict)
        if verdict.code == "insufficient"
        else verdict_sentence(verdict, analysis.pooled, draft.indicator)
    )
    return values | {
        "method": analysis.pooled.method,
        "verdict": verdict.code,
        "verdict_words": verdict.words,
        "sentence": sentence,
    }


def _numbers(analysis: ChangeAnalysis, p_holm: float | None) -> Mapping[str, float | int | None]:
    pooled, rank, hl = analysis.pooled, analysis.rank, analysis.hl
    return {
        "mean_before": pooled.mean_before,
        "mean_after": pooled.mean_after,
        "change": pooled.change,
        "sd_change": pooled.sd_change,
        "ci_low": pooled.ci_low,
        "ci_high": pooled.ci_high,
        "hl_low": hl[0] if hl else None,
        "hl_high": hl[1] if hl else None,
        "t": pooled.t,
        "df": pooled.df,
        "p": pooled.p,
        "p_holm": p_holm,
        "wilcoxon_w": rank.w if rank else None,
        "wilcoxon_p": rank.p if rank else None,
        "cohen_dz": pooled.cohen_dz,
        "hedges_g_av": analysis.hedges_g_av,
        "better": analysis.better,
        "same": analysis.same,
        "worse": analysis.worse,
    }


def _flags(source: Source, draft: Draft) -> list[str]:
    flags = ["small_n"] if draft.n < LOW_N else []
    return [*flags, "few"] if draft.n < source.thresholds.verdict else flags


def _direction(indicator: IndicatorRecord) -> Any:  # noqa: ANN401  "up" or "down"
    return indicator.direction


def _in_order(rows: list[PerformanceRow]) -> list[PerformanceRow]:
    return sorted(
        rows,
        key=lambda row: (
            row.program_name,
            row.program or "",
            row.session or "",
            not row.primary,
            row.indicator,
            row.wave,
        ),
    )
