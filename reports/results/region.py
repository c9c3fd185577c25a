"""The manager's first screen of a region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from organization.models import Region, Unit
from organization.wording import number
from reports.frames.people import unit_counts
from reports.results import answers, dimension_rows, learning, performance
from reports.results.concerns import EMPTY, Evidence, concerns
from reports.results.forms import held, trust
from reports.results.health import (
    application_line,
    coverage_line,
    favourable_share,
    form_status,
    learning_line,
    performance_line,
    reaction_line,
)
from reports.results.lines import Details, HealthRow, ProgramLine
from reports.results.participation import attended_by_program, participation
from reports.results.period import Filters, Period
from reports.results.rows import (
    DimensionRow,
    LearningRow,
    LikertRow,
    Participation,
    PerformanceRow,
)
from reports.results.series import by_program
from reports.results.shapes import RegionResult
from reports.results.source import Source, load, narrowed, visible_sessions
from reports.results.tiles import tiles
from reports.results.totals import program_totals, together

NONE = Details()  # a page lists no sessions
UNIT_NOTE = "Jawaban anonim tidak dapat dirinci menurut OPD."
OWN_NOTE = (
    "Jawaban, tes, kehadiran, dan kinerja: hanya angkatan yang diikuti pegawai {unit}, bersama "
    "peserta dari OPD lain. Cakupan: seluruh wilayah."
)
OWN_UNIT_NOTE = "Hanya angkatan yang diikuti pegawai {unit}."
JUDGED = {
    "better": "membaik",
    "better_uncertain": "membaik",
    "better_small": "membaik",
    "worse": "memburuk",
    "no_change": "tidak ada perbaikan berarti",
    "inconclusive": "belum dapat disimpulkan",
}
ORDER = ("membaik", "memburuk", "tidak ada perbaikan berarti", "belum dapat disimpulkan")


def compute_region(
    user: Any,  # noqa: ANN401
    region: Region,
    period: Period,
    filters: Filters,
    *,
    details: bool,
    whole: bool = False,
) -> RegionResult:
    """Compute the result of a region; see reports.results.cached for the one that pages call."""
    source, people = _read(user, region, period, filters, whole=whole)
    totals = program_totals(source)
    summed = together(totals.values())
    items = answers.region_rows(source, summed)
    programs = answers.program_rows(source, totals)
    dimensions = dimension_rows.program_rows(source, totals)
    tested = learning.region_row(source)
    learnt = ([tested] if tested else []) + learning.program_rows(source)
    moved = performance.program_rows(source)
    changed = performance.region_rows(source) + moved
    return RegionResult(
        code=region.code,
        name=str(region),
        period=period,
        filters=filters,
        data_as_of=source.now,
        headline=headline(moved),
        health=_health(source, people, items, tested, changed),
        **_concerns(source, Evidence(moved, dimensions, programs, people)),
        tiles=tiles(source, people, changed),
        participation=people,
        dimensions=tuple(dimension_rows.region_rows(source, summed)),
        learning=tuple(learnt),
        performance=tuple(changed),
        **answer_blocks(items),
        programs=program_lines(source, programs, moved),
        **_forms(source, "" if whole else _note(user, filters)),
        details=_details(source, items + programs, dimensions, learnt, changed)
        if details
        else NONE,
    )


def _concerns(source: Source, evidence: Evidence) -> dict[str, Any]:
    found = concerns(source, evidence)
    return {"concerns": found, "concerns_empty": "" if found else EMPTY}


def _note(user: Any, filters: Filters) -> str:  # noqa: ANN401
    """Return what the page covers, where that is not the whole region."""
    if not user.unit_id:
        return UNIT_NOTE if filters.unit else ""
    if filters.unit:  # cakupan too is of the unit then
        return f"{UNIT_NOTE} {OWN_UNIT_NOTE.format(unit=user.unit)}"
    return OWN_NOTE.format(unit=user.unit)


def _forms(source: Source, note: str) -> dict[str, Any]:
    """Return how far the answers can be trusted, and what waits to be merged."""
    sentence, low = trust(source)
    return {
        "trust": sentence,
        "low_response": low,
        "unit_note": note,
        "held": held(source),
    }


def _read(
    user: Any,  # noqa: ANN401
    region: Region,
    period: Period,
    filters: Filters,
    *,
    whole: bool,
) -> tuple[Source, Participation]:
    """Read everything that the page needs; cakupan without an OPD is always the region's."""
    everything = visible_sessions(user, region, whole=whole)
    asked = narrowed(everything, period, filters)
    unit = _unit(user, filters)
    year = (period.end or timezone.localdate()).year
    source = load(user, region, asked, everything=everything, unit=unit, year=year)
    taught = asked if unit else visible_sessions(user, region, whole=True)
    counts = unit_counts(region, narrowed(taught, period, filters), unit)
    return source, participation(source, counts)


def _health(
    source: Source,
    people: Participation,
    items: Sequence[LikertRow],
    tests: LearningRow | None,
    changed: Sequence[PerformanceRow],
) -> tuple[HealthRow, ...]:
    """Return the five lines of block 1."""
    return (
        reaction_line(source, items),
        learning_line(tests),
        application_line(source, items),
        performance_line(changed),
        coverage_line(people),
    )


def answer_blocks(rows: Sequence[LikertRow]) -> dict[str, Any]:
    """Return the rows of answers by the block of the page that shows them."""
    return {
        "reaction": reaction(rows),
        "application": application(rows),
        "hindrances": hindrances(rows),
        "choices": choices(rows),
    }


def headline(rows: Sequence[PerformanceRow]) -> str:
    """Count the verdicts of the programmes: "Dari 6 program …, 3 membaik, 1 …"."""
    counts: dict[str, int] = {}
    for own in by_program(rows).values():
        row = performance.reference(own)
        words = JUDGED.get(row.verdict or "") if row else None
        if words:
            counts[words] = counts.get(words, 0) + 1
    total = sum(counts.values())
    if not total:
        return "Belum ada program yang kinerjanya sudah dapat dinilai."
    said = ", ".join(f"{number(counts[words])} {words}" for words in ORDER if words in counts)
    return f"Dari {number(total)} program yang sudah dapat dinilai, {said}."


def reaction(rows: Iterable[LikertRow]) -> tuple[LikertRow, ...]:
    """Return participants' scaled questions, best first."""
    found = [
        row
        for row in rows
        if row.audience == "participants"
        and row.moment == "after"
        and row.favourable_from is not None
        and not row.reverse
    ]
    return tuple(sorted(found, key=lambda row: (-(row.favourable_share or 0.0), row.question)))


def application(rows: Iterable[LikertRow]) -> tuple[LikertRow, ...]:
    """Return follow-up questions by month; alumni before their atasan."""
    found = [
        row
        for row in rows
        if row.month is not None and row.favourable_from is not None and not row.reverse
    ]
    return tuple(sorted(found, key=lambda row: (row.question, row.audience, row.month or 0)))


def hindrances(rows: Iterable[LikertRow]) -> tuple[LikertRow, ...]:
    """Return reverse questions, the most hindered first."""
    found = [row for row in rows if row.reverse]
    return tuple(sorted(found, key=lambda row: (-(row.unfavourable_share or 0.0), row.question)))


def choices(rows: Iterable[LikertRow]) -> tuple[LikertRow, ...]:
    """Return questions with choices instead of a scale."""
    return tuple(row for row in rows if row.question and row.favourable_from is None)


def program_lines(
    source: Source, rows: Sequence[LikertRow], moved: Sequence[PerformanceRow]
) -> tuple[ProgramLine, ...]:
    """Return each programme with sessions inside, by name."""
    answered, changed = by_program(rows), by_program(moved)
    attended = attended_by_program(source)
    ended: dict[int, int] = defaultdict(int)
    for pk in source.inside:
        session = source.sessions[pk]
        ended[session.program] += session.ends_on <= source.today
    found = []
    for program in source.programs.values():
        own = answered.get(program.code, [])
        share = favourable_share(own)
        behind = performance.reference(changed.get(program.code, []))
        found.append(
            ProgramLine(
                pk=program.pk,
                code=program.code,
                name=program.name,
                category=program.category,
                sessions=ended[program.pk],
                attended=attended.get(program.pk),
                status="shown"
                if share is not None
                else form_status(source, "participants", program.pk),
                favourable_share=share,
                favourable_n=max((row.submitted or 0 for row in own), default=None),
                verdict=(behind.verdict if behind else None) or "insufficient",
                verdict_words=(behind.verdict_words if behind else None) or "data belum cukup",
                performance=behind,
            )
        )
    return tuple(found)


def _details(
    source: Source,
    totals: list[LikertRow],
    dimensions: list[DimensionRow],
    learnt: list[LearningRow],
    changed: list[PerformanceRow],
) -> Details:
    """Return everything that machine outputs list: sessions first, then sums."""
    return Details(
        reaction=(*answers.session_rows(source), *answers.strata_rows(source), *totals),
        dimensions=(
            *dimension_rows.session_rows(source),
            *dimensions,
        ),
        learning=(*learning.session_rows(source), *learnt),
        performance=(*performance.session_rows(source), *changed),
    )


def _unit(user: Any, filters: Filters) -> Unit | None:  # noqa: ANN401
    if filters.unit is None:
        return None
    return Unit.objects.visible_to(user).filter(pk=filters.unit).first()
