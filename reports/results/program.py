"""A programme over its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from programs.models import Program
from reports.analysis import change_bins
from reports.analysis.verdict import WORDS
from reports.frames.comments import shown_comments
from reports.results import answers, attitudes, dimension_rows, learning, performance
from reports.results import items as test_items
from reports.results.forms import held, responses
from reports.results.health import favourable_share
from reports.results.lines import ChangeBars, Details, SessionLine
from reports.results.participation import participation
from reports.results.period import Period
from reports.results.region import answer_blocks
from reports.results.rows import LikertRow, PerformanceRow
from reports.results.series import all_series
from reports.results.shapes import ProgramResult
from reports.results.source import Source, load, narrowed, visible_sessions
from reports.results.themes import program_themes, session_themes
from reports.results.tiles import tiles
from reports.results.totals import program_totals

FEW = "Data kinerja {name} baru ada untuk kurang dari 5 pegawai per angkatan; tidak ditampilkan."
NO_INDICATOR = "Belum ada data kinerja sebelum dan sesudah untuk program ini."


def program_result(
    user: Any,  # noqa: ANN401
    program: Program,
    period: Period = Period(),  # noqa: B008  frozen
) -> ProgramResult:
    """Compute the result of a programme that the user may see."""
    everything = visible_sessions(user, program.region).filter(program=program)
    source = load(user, program.region, narrowed(everything, period), everything=everything)
    people = participation(source)
    totals = program_totals(source)
    items = answers.program_rows(source, totals)
    by_session = answers.session_rows(source)
    moved, sessions_moved = performance.program_rows(source), performance.session_rows(source)
    dimensions = dimension_rows.program_rows(source, totals)
    moods, session_moods = attitudes.attitude_rows(source)
    return ProgramResult(
        pk=program.pk,
        code=program.code,
        name=program.name,
        period=period,
        **spoken(source, moved),
        coverage=next((row.coverage for row in items if row.coverage), ""),
        tiles=tiles(source, people, moved),
        participation=people,
        dimensions=tuple(dimensions),
        learning=(*learning.program_rows(source), *learning.session_rows(source)),
        attitudes=(*moods, *session_moods),
        test_items=tuple(row for rows in test_items.item_rows(source) for row in rows),
        **answer_blocks(items),
        performance=(*moved, *sessions_moved),
        changes=change_bars(source),
        themes=program_themes(session_themes(source, shown_comments(source.inside))),
        sessions=session_lines(source, by_session, sessions_moved),
        details=Details(
            reaction=(*by_session, *answers.strata_rows(source), *items),
            dimensions=(*dimension_rows.session_rows(source), *dimensions),
            learning=(*learning.session_rows(source), *learning.program_rows(source)),
            attitudes=(*session_moods, *moods),
            performance=(*sessions_moved, *moved),
        ),
    )


def spoken(source: Source, rows: Sequence[PerformanceRow]) -> dict[str, Any]:
    """Return what a result says of itself: where and when it is from, its verdict, its forms."""
    sentence, code, words = _verdict(rows)
    return {
        "region": source.region.code,
        "region_name": str(source.region),
        "data_as_of": source.now,
        "headline": sentence,
        "verdict": code,
        "verdict_words": words,
        "responses": responses(source),
        "held": held(source),
    }


def _verdict(rows: Sequence[PerformanceRow]) -> tuple[str, str, str]:
    """Return the sentence, the code and the words of the verdict behind a page."""
    nothing = ("insufficient", WORDS["insufficient"])
    row = performance.reference(rows)
    if row is not None and row.sentence and row.verdict and row.verdict_words:
        return row.sentence, row.verdict, row.verdict_words
    if row is not None and row.n:
        return FEW.format(name=row.indicator_name), *nothing
    beside = next((one.sentence for one in rows if one.sentence), None)
    if beside:
        return f"Indikator utama belum punya data sesudah. Indikator lain: {beside}", *nothing
    return NO_INDICATOR, *nothing


def change_bars(source: Source, only: int | None = None) -> tuple[ChangeBars, ...]:
    """Return individual changes in bins; of a session only when the programme's sum is just it.

    Bars of a session beside bars of its programme could be subtracted.
    """
    found = []
    for series in all_series(source):
        units = series.merged(source).units
        if only is not None and units != ((only,),):
            continue
        kept = [unit for unit in units if source.measured.issuperset(unit)]
        strata = series.strata(kept)
        if sum(before.size for before, _ in strata) < source.thresholds.dots:
            continue
        changes = np.concatenate([after - before for before, after in strata])
        bins = change_bins(changes, source.thresholds.reason)
        found.append(
            ChangeBars(
                program=source.programs[series.program].code,
                session=source.sessions[only].code if only is not None else None,
                indicator=source.indicators[series.indicator].code,
                wave=series.wave,
                bins=tuple((one.low, one.high, one.people) for one in bins),
            )
        )
    return tuple(found)


def session_lines(
    source: Source, rows: Sequence[LikertRow], moved: Sequence[PerformanceRow]
) -> tuple[SessionLine, ...]:
    """Return the sessions inside, the latest first."""
    lines = []
    for pk in sorted(source.inside, key=lambda one: source.sessions[one].ends_on, reverse=True):
        session = source.sessions[pk]
        own = [
            row
            for row in rows
            if row.session == session.code
            and row.audience == "participants"
            and row.moment == "after"
            and row.subject is None
        ]
        behind = performance.reference([row for row in moved if row.session == session.code])
        count = source.attendance.get(pk)
        enough = count is not None and count.nominated >= source.thresholds.records
        first = own[0] if own else None
        begun = session.starts_on <= source.today
        lines.append(
            SessionLine(
                pk=pk,
                code=session.code,
                label=session.label,
                starts_on=session.starts_on,
                ends_on=session.ends_on,
                attended=count.attended if begun and count is not None and enough else None,
                status=first.status if first else "none",
                favourable_share=favourable_share(own),
                invited=first.invited if first else None,
                submitted=first.submitted if first else None,
                change=behind.change if behind else None,
            )
        )
    return tuple(lines)
