"""Why people did not come: sums of blocks of sessions, so that none can be taken apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from programs.choices import AbsenceReason
from reports.disclosure import OTHER_REASONS, release_reason_blocks, release_reasons, summed
from reports.frames.people import absence_reasons
from reports.results.rows import AbsenceCount
from reports.results.source import Source

OTHER_LABEL = "Lainnya"
EXCUSED_LABEL = "Sakit atau izin"  # outside HR the two are one
Reasons = list[tuple[int, str, str, int]]  # session, unit group, reason, people


def reasons_of(source: Source) -> Reasons:
    """Return the reasons given in sessions that have ended; none of a single perangkat daerah.

    The region minus one OPD would be the reasons of the others.
    """
    if source.division is not None:
        return []
    rows = absence_reasons(source.queryset)
    return [row for row in rows if source.sessions[row[0]].ends_on <= source.today]


def absence(source: Source, reasons: Reasons) -> tuple[AbsenceCount, ...]:
    """Return the reasons of absence in the sessions inside, most frequent first, others last.

    Small sessions wait, also of other periods, until together they name a reason: see the gate.
    """
    limits, viewer = source.thresholds, source.viewer
    programs: dict[int, dict[int, dict[str, int]]] = defaultdict(dict)
    counts = _by_session(reasons)
    for pk, session in source.sessions.items():
        if pk in counts:
            programs[session.program][pk] = counts[pk]
    shown = [
        found
        for sessions in programs.values()
        for block, found in release_reason_blocks(sessions, limits.reason, viewer).items()
        if source.inside.issuperset(block)
    ]
    total = summed(shown)
    rest = total.pop(OTHER_REASONS, 0)
    every = total | ({OTHER_REASONS: rest} if rest else {})
    return tuple(
        AbsenceCount(code, reason_label(code, is_hr=viewer.is_hr), count)
        for code, count in every.items()
    )


def top_reasons(source: Source, reasons: Reasons) -> dict[str, str]:
    """Return the most frequent reason of each unit group, in words: no count, from 5 people."""
    groups: dict[str, list[dict[str, int]]] = defaultdict(list)
    for session, group, reason, count in reasons:
        if session in source.inside:
            groups[group].append({reason: count})
    found = {}
    for group, counts in groups.items():
        released = release_reasons(summed(counts), source.thresholds.reason, source.viewer)
        first = next((code for code in released if code != OTHER_REASONS), None)
        if first:
            found[group] = reason_label(first, is_hr=source.viewer.is_hr).lower()
    return found


def reason_label(code: str, *, is_hr: bool) -> str:
    """Return the words of a reason of absence."""
    if code == AbsenceReason.EXCUSED and not is_hr:
        return EXCUSED_LABEL
    return str(dict(AbsenceReason.choices).get(code, OTHER_LABEL))


def _by_session(reasons: Iterable[tuple[int, str, str, int]]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for session, _, reason, count in reasons:
        found[session][reason] = found[session].get(reason, 0) + count
    return found
