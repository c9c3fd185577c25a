"""Cakupan, kehadiran, penyelesaian: three numbers that are never mixed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reports.disclosure import Candidate, CellStatus, merge_counts, release
from reports.frames.people import Attendance, UnitCount, without
from reports.results.absences import Reasons, absence, reasons_of, top_reasons
from reports.results.likert_rows import STRATUM_LABELS
from reports.results.rows import Coverage, Participation
from reports.results.source import Source


def participation(source: Source, units: Sequence[UnitCount] | None = None) -> Participation:
    """Return the counts of the sessions inside that have ended; with units, cakupan too."""
    ended = _ended(source)
    total = _total(source, ended)
    limits = source.thresholds
    active = sum(unit.active for unit in units) if units is not None else None
    covered = sum(unit.covered for unit in units) if units is not None else None
    base, people = total.nominated, active or 0
    numbers: dict[str, tuple[float | None, int]] = {
        "active_employees": (active, people),
        "covered": (covered, people),
        "coverage_share": (_share(covered, active), people),
        "nominated": (base, base),
        "appointed": (total.appointed, base),
        "attended": (total.attended, base),
        "completed": (total.completed, base),
        "attendance_share": (_share(total.attended, total.appointed), total.appointed),
        "completion_share": (_share(total.completed, total.attended), total.attended),
    }
    cells = release(
        (Candidate(key, value, n, limits.records) for key, (value, n) in numbers.items()),
        source.viewer,
    )
    shown = {key: numbers[key][0] for key, cell in cells.items() if cell.status == "shown"}
    status: CellStatus = "shown" if shown else "hidden" if base or people else "none"
    if status != "shown":
        return Participation(status, ())
    reasons = reasons_of(source)
    return Participation(
        status,
        (),
        **shown,  # type: ignore[arg-type]
        units_without=len(without(units)) if units is not None else None,
        sessions=len(ended),
        absence=absence(source, reasons),
        by_group=by_group(source, units, reasons) if units is not None else (),
    )


def by_group(source: Source, units: Sequence[UnitCount], reasons: Reasons) -> tuple[Coverage, ...]:
    """Return cakupan of the unit groups; one small group hides the whole division."""
    active: dict[str, int] = defaultdict(int)
    covered: dict[str, int] = defaultdict(int)
    for unit in units:
        if unit.group:
            active[unit.group] += unit.active
            covered[unit.group] += unit.covered
    cells = release(
        (
            Candidate(group, covered[group], active[group], source.thresholds.records, "group")
            for group in active
        ),
        source.viewer,
    )
    tops = top_reasons(source, reasons)
    found = []
    for group in STRATUM_LABELS:
        if group not in cells:
            continue
        shown = cells[group].status == "shown"
        found.append(
            Coverage(
                key=group,
                label=STRATUM_LABELS[group],
                active=active[group] if shown else None,
                covered=covered[group] if shown else None,
                share=_share(covered[group], active[group]) if shown else None,
                status=cells[group].status,
                top_reason=tops.get(group, ""),
            )
        )
    return tuple(found)


def attended_by_program(source: Source) -> dict[int, int | None]:
    """Return how many attended each programme's sessions inside, or None below the threshold."""
    found: dict[int, int | None] = {}
    for program, sessions in _kept(source, source.inside).items():
        total = _added(source, sessions)
        found[program] = total.attended if total.nominated >= source.thresholds.records else None
    return found


def _ended(source: Source) -> list[int]:
    return [
        pk
        for pk, session in source.sessions.items()
        if pk in source.inside and session.ends_on <= source.today
    ]


def _total(source: Source, sessions: Sequence[int]) -> Attendance:
    """Add up the sessions; those below the threshold only together with others of the programme."""
    kept = _kept(source, frozenset(sessions))
    return _added(source, [pk for sessions in kept.values() for pk in sessions])


def _kept(source: Source, wanted: frozenset[int]) -> dict[int, list[int]]:
    """Return by programme the sessions that sums over the wanted ones may contain."""
    programs: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pk, session in source.sessions.items():
        programs[session.program].append((pk, _of(source, pk).nominated))
    return {
        program: [
            pk
            for block in merge_counts(sizes, source.thresholds.records).shown
            if wanted.issuperset(block)
            for pk in block
        ]
        for program, sizes in programs.items()
    }


def _added(source: Source, sessions: Sequence[int]) -> Attendance:
    found = [_of(source, pk) for pk in sessions]
    return Attendance(
        nominated=sum(one.nominated for one in found),
        appointed=sum(one.appointed for one in found),
        attended=sum(one.attended for one in found),
        completed=sum(one.completed for one in found),
        tested=sum(one.tested for one in found),
    )


def _of(source: Source, pk: int) -> Attendance:
    return source.attendance.get(pk, Attendance())


def _share(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole else None
