"""The blocks of a result page: figures or the reason why there are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from organization.wording import long_date, number
from reports.charts.application import application_plans
from reports.charts.attitudes import attitude_plans
from reports.charts.change import change_plans, spread_plans
from reports.charts.figure import Figure, Plan, draw
from reports.charts.items import item_plan
from reports.charts.learning import learning_plan
from reports.charts.participation import absence_plan, coverage_plan
from reports.charts.reaction import agreement_plans, choice_plans, hindrance_plans
from reports.charts.words import STATES, Source
from reports.disclosure import CellStatus
from reports.results import (
    AttitudeRow,
    ChangeBars,
    LearningRow,
    LikertRow,
    Participation,
    PerformanceRow,
    ProgramResult,
    RegionResult,
    Response,
    SessionResult,
)

WHEN = {  # what has to happen before a block has something to show
    "reaksi": "Hasil muncul setelah formulir ditutup.",
    "penerapan": "Hasil muncul setelah formulir alumni dan atasan ditutup.",
    "hambatan": "Hasil muncul setelah formulir alumni dan atasan ditutup.",
    "pembelajaran": "Hasil muncul setelah nilai tes, atau F0 dan formulir sesudahnya, ada.",
    "kinerja": "Hasil muncul setelah nilai kinerja sebelum dan sesudah diimpor.",
}
ASKED = {  # whose answers a block shows
    "reaksi": ("participants",),
    "penerapan": ("alumni", "supervisors", "peers"),
    "hambatan": ("alumni", "supervisors"),
}
MOST_LINES = 15  # rows of a figure; the rest is in the CSV
Names = tuple[str, str, str]  # anchor, title, short
Row = TypeVar("Row", LearningRow, PerformanceRow, AttitudeRow)
Evidence = RegionResult | ProgramResult | SessionResult


@dataclass
class Section:
    """A block below "Rincian": its figures, or one state in words."""

    anchor: str
    title: str
    short: str  # in the list of links to the blocks
    plans: Sequence[Plan] = ()
    status: CellStatus = "shown"
    glyph: str = ""  # of the state, when there is no figure
    empty: str = ""
    more: Sequence[Plan] = ()  # folded below the others
    more_title: str = ""
    figures: list[Figure] = field(default_factory=list)
    folded: list[Figure] = field(default_factory=list)


def sections_of(result: Evidence, source: Source) -> list[Section]:
    """Return the blocks in the order of the chain of evidence."""
    strata = getattr(result, "strata", ())  # only an angkatan has them
    sections = drawn(
        [
            participation_section(result.participation, source),
            _answers(
                ("reaksi", "Penilaian peserta", "penilaian"), [*result.reaction, *strata], source
            ),
            _learning(result, source),
            _answers(
                ("penerapan", "Penerapan di tempat kerja", "penerapan"), result.application, source
            ),
            _hindrances([*result.hindrances], [*result.choices], source),
            _performance(result, source),
        ]
    )
    if not isinstance(result, RegionResult):
        for section in sections:
            _say_who_is_still_asked(section, result.responses)
    return sections


def _say_who_is_still_asked(section: Section, responses: Sequence[Response]) -> None:
    """Where nothing is shown because a form is open: how many answered, and until when."""
    asked = ASKED.get(section.anchor, ())
    running = [row for row in responses if row.status == "running" and row.audience in asked]
    if not section.empty or not running:
        return
    sent = number(sum(row.submitted for row in running))
    invited = number(sum(row.invited for row in running))
    last = long_date(max(row.closes_on for row in running))
    section.status = "running"
    section.glyph, words = STATES["running"]
    section.empty = (
        f"{words} {sent} dari {invited} mengisi. Hasil dibuka setelah formulir ditutup ({last})."
    )


def drawn(sections: list[Section]) -> list[Section]:
    """Draw all figures of a page in one go."""
    figures = draw([plan for one in sections for plan in (*one.plans, *one.more)])
    for section in sections:
        section.figures = [figures[plan.key] for plan in section.plans]
        section.folded = [figures[plan.key] for plan in section.more]
    return sections


def participation_section(found: Participation, source: Source) -> Section:
    """Return who came and who did not."""
    plans = (
        coverage_plan(found.by_group, source, "cakupan"),
        absence_plan(found.absence, source, "alasan"),
    )
    section = Section("peserta", "Peserta", "peserta", [plan for plan in plans if plan])
    if found.status != "shown":
        section.status = found.status
        section.glyph, section.empty = STATES[found.status]
    return section


def performance_section(
    rows: Sequence[PerformanceRow],
    source: Source,
    *,
    changes: Sequence[ChangeBars] = (),
    more: Sequence[PerformanceRow] = (),
) -> Section:
    """Return performance before and after: what the verdicts rest on, the rest folded."""
    section = _with_state(("kinerja", "Kinerja sebelum dan sesudah", "kinerja"), rows)
    if not section.empty:
        spread = spread_plans(changes, rows, source, "sebaran")
        section.plans = [*change_plans(_largest(rows), source, "kinerja"), *spread]
        section.more = change_plans(_largest(more), source, "semua-ukuran")
        section.more_title = "Semua ukuran dan waktu"
    return section


def _performance(result: Evidence, source: Source) -> Section:
    """Choose the rows: one a programme for a region, the whole for a programme, else all."""
    rows = list(result.performance)
    if isinstance(result, SessionResult):
        return performance_section(rows, source, changes=result.changes)
    if isinstance(result, ProgramResult):
        whole = [row for row in rows if row.session is None]
        parts = [row for row in rows if row.session is not None]
        return performance_section(whole, source, changes=result.changes, more=parts)
    behind = [line.performance for line in result.programs if line.performance]
    pooled = [row for row in rows if row.program is None]
    return performance_section(behind or rows, source, more=pooled)


def _answers(names: Names, rows: Sequence[LikertRow], source: Source) -> Section:
    section = _with_state(names, rows)
    if not section.empty and section.anchor == "penerapan":
        section.plans, section.more = application_plans(rows, source, section.anchor)
        section.more_title = "Dampak, kepercayaan diri, dan motivasi"
    elif not section.empty:
        section.plans = agreement_plans(rows, source, section.anchor)
    return section


def _learning(result: Evidence, source: Source) -> Section:
    """Show tests and what the same people answered before and after; fold parts of a sum."""
    rows, moods = result.learning, _moods(result)
    names = ("pembelajaran", "Pembelajaran sebelum dan sesudah", "pembelajaran")
    tests = [] if isinstance(result, RegionResult) else result.test_items
    section = _with_state(names, [*rows, *moods, *tests])
    tested = any(row.status == "shown" for row in rows) or not moods
    plan = learning_plan(_largest(rows), source, "tes") if tested else None
    if not section.empty:
        whole = [row for row in moods if row.session is None] or moods
        parts = [row for row in moods if row not in whole]
        plans = attitude_plans(whole, source, "jawaban")
        whole_tests = [row for row in tests if row.session is None] or tests
        found = item_plan(whole_tests[:MOST_LINES], source, "soal")
        section.plans = [one for one in (plan, *plans, found) if one]
        section.more = attitude_plans(_largest(parts), source, "jawaban-angkatan")
        section.more_title = "Perubahan jawaban menurut angkatan"
    return section


def _moods(result: Evidence) -> Sequence[AttitudeRow]:
    return () if isinstance(result, RegionResult) else result.attitudes


def _hindrances(rows: list[LikertRow], choices: list[LikertRow], source: Source) -> Section:
    section = _with_state(("hambatan", "Hambatan dan usul", "hambatan"), [*rows, *choices])
    if not section.empty:
        shown = [row for row in choices if row.counts is not None]
        section.plans = [
            *(hindrance_plans(rows, source, "hambatan") if rows else []),
            *choice_plans(shown, source, "pilihan"),
        ]
    return section


def _largest(rows: Sequence[Row]) -> list[Row]:
    """Return the first row and the largest others, in their own order."""
    if len(rows) <= MOST_LINES:
        return list(rows)
    places = sorted(range(1, len(rows)), key=lambda place: -(rows[place].n or 0))
    return [rows[0], *(rows[place] for place in sorted(places[: MOST_LINES - 1]))]


def _with_state(names: Names, rows: Iterable[object]) -> Section:
    """Return a section that says why nothing is shown, if nothing is."""
    section = Section(*names)
    states = [row.status for row in rows]  # type: ignore[attr-defined]
    if "shown" not in states:
        order = ("hidden", "running", "none")
        status = section.status = next((state for state in order if state in states), "none")
        section.glyph, section.empty = STATES[status]
        if status == "none":
            section.empty = f"{section.empty} {WHEN[section.anchor]}"
    return section
