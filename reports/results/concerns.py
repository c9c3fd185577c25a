"""Block 2 of the manager's page: where it does not work yet. Four written rules, five lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from organization.wording import number, percent
from reports.results.health import FIRST_MONTH, applied
from reports.results.lines import ConcernRow
from reports.results.next_steps import DIMENSION_STEPS, NEXT_STEPS
from reports.results.performance import reference
from reports.results.rows import Coverage, DimensionRow, LikertRow, Participation, PerformanceRow
from reports.results.series import by_program
from reports.results.source import Source

MOST = 5  # lines
LOW_DIMENSION = 0.60  # share of favourable answers, from 10 people
LOW_APPLICATION = 0.50  # share of alumni who apply what was learned, from 10 people
LOW_COVERAGE = 0.5  # of the region's cakupan
ENOUGH = 10  # people behind a dimension or an application before it is called low
EMPTY = "Belum ada yang perlu perhatian menurut aturan ini."
HINDRANCES = {
    "B-HAM-1": "beban tugas",
    "B-HAM-2": "keterbatasan anggaran",
    "B-HAM-3": "kebiasaan kerja lama",
    "B-HAM-4": "peralatan belum memadai",
}
VIEWS = {"alumni": "alumni", "supervisors": "atasan", "peers": "rekan", "subordinates": "bawahan"}
SAID = {"worse": "kinerja memburuk", "no_change": "kinerja belum berubah"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows that the rules look at; programme rows only."""

    performance: Sequence[PerformanceRow]
    dimensions: Sequence[DimensionRow]
    answers: Sequence[LikertRow]
    participation: Participation


def concerns(source: Source, evidence: Evidence) -> tuple[ConcernRow, ...]:
    """Return at most five lines, the one with most people concerned first."""
    found: list[ConcernRow] = []
    moved, rated = by_program(evidence.performance), by_program(evidence.dimensions)
    answered = by_program(evidence.answers)
    for program in source.programs.values():
        code = program.code
        lines = _of_program(moved.get(code, []), rated.get(code, []), answered.get(code, []))
        if lines:
            words = " · ".join(line.sentence for line in lines)
            people = max(line.people for line in lines)
            found.append(
                replace(lines[0], name=program.name, sentence=words, people=people, pk=program.pk)
            )
    found.extend(_low_coverage(evidence.participation))
    found.sort(key=lambda line: (-line.people, line.name))
    return tuple(found[:MOST])


def _of_program(
    moved: list[PerformanceRow], rated: list[DimensionRow], answers: list[LikertRow]
) -> list[ConcernRow]:
    lines: list[ConcernRow] = []
    row = reference(moved)
    if row is not None and row.verdict in SAID:
        sentence = SAID[row.verdict] + hindrance_words(answers)
        lines.append(_line(row.verdict, sentence, row.n or 0))
    low = sorted(
        (item for item in rated if _is_low(item)),
        key=lambda item: (item.favourable_share or 0.0, item.dimension),
    )
    if low:
        lines.append(_low_line(low))
    use = applied(answers, "alumni", FIRST_MONTH)
    if use is not None and (use.n or 0) >= ENOUGH:
        share = use.favourable_share or 0.0
        if share < LOW_APPLICATION:
            sentence = f"baru {percent(share)} alumni menerapkan setelah 3 bulan"
            lines.append(_line("low_application", sentence, use.n or 0))
    return lines


def _is_low(item: DimensionRow) -> bool:
    share = item.favourable_share
    enough = (item.n or 0) >= ENOUGH and not item.reverse
    return enough and share is not None and share < LOW_DIMENSION


def _low_line(low: Sequence[DimensionRow]) -> ConcernRow:
    """Name the two lowest dimensions, each once, and how many more there are."""
    first: dict[str, DimensionRow] = {}
    for item in low:
        first.setdefault(item.dimension, item)
    named = list(first.values())
    said = " dan ".join(_with_share(item) for item in named[:2])
    if len(named) > 2:
        said = f"{said.replace(' dan ', ', ')}, dan {number(len(named) - 2)} dimensi lain"
    line = _line("low_dimension", f"dinilai rendah: {said}", max(item.n or 0 for item in low))
    return replace(line, next_step=DIMENSION_STEPS.get(named[0].dimension, line.next_step))


def _with_share(item: DimensionRow) -> str:
    by = VIEWS.get(item.audience, "")
    share = percent(item.favourable_share or 0.0)
    return f"{item.dimension} {share}" + (f" menurut {by}" if by else "")


def hindrance_words(rows: Sequence[LikertRow]) -> str:
    """Return the most frequent hindrance that alumni name, ready to append."""
    shown = [row for row in rows if row.question in HINDRANCES and row.status == "shown"]
    if not shown:
        return ""
    most = max(shown, key=lambda row: row.unfavourable_share or 0.0)
    share = percent(most.unfavourable_share or 0.0)
    return f" · hambatan terbanyak: {HINDRANCES[most.question]} ({share})"


def _low_coverage(found: Participation) -> list[ConcernRow]:
    if not found.coverage_share:
        return []
    limit = LOW_COVERAGE * found.coverage_share
    return [
        _coverage_line(group)
        for group in found.by_group
        if group.share is not None and group.share < limit
    ]


def _coverage_line(group: Coverage) -> ConcernRow:
    missing = (group.active or 0) - (group.covered or 0)
    sentence = f"cakupan {percent(group.share or 0.0)} · {number(missing)} ASN belum ikut"
    if group.top_reason:
        sentence += f" · alasan terbanyak: {group.top_reason}"
    line = _line("low_coverage", sentence, missing)
    return replace(line, name=group.label, url_name="", anchor="peserta")


def _line(rule: str, sentence: str, people: int) -> ConcernRow:
    return ConcernRow(
        name="",
        sentence=sentence,
        rule=rule,
        next_step=NEXT_STEPS[rule],
        url_name="reports:program",
        pk=None,
        anchor="",
        people=people,
    )
