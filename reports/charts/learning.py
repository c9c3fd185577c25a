"""The figure of pretest and posttest: change in points, a row a programme or session."""

from __future__ import annotations

from collections.abc import Sequence

from organization.wording import number, signed
from reports.charts.figure import Plan, Table
from reports.charts.forest import Forest, ForestRow
from reports.charts.words import MACHINE_STATES, STATES, Source, flag_notes, marked, state
from reports.results import LearningRow

POINTS = "poin, skala 0–100"


def learning_plan(
    rows: Sequence[LearningRow], source: Source, key: str, whole: str = "Semua"
) -> Plan | None:
    """Return the change of test scores; the first row is the whole when it has parts."""
    if not rows:
        return None
    rows = rows[:1] if len(rows) == 2 else rows
    drawn = tuple(_drawn(row, rows, whole) for row in rows)
    title = _finding(rows)
    told = "; ".join(f"{row.label}: {row.numbers or row.words}" for row in drawn)
    return Plan(
        key=key,
        title=title,
        subtitle="Rata-rata perubahan nilai tes peserta yang sama; garis: perkiraan 95% · "
        f"{source.when}",
        desc=f"{title}. {told}.",
        data=Forest(drawn),
        table=_table(rows, whole),
        notes=_notes(rows, source),
    )


def _label(row: LearningRow, whole: str) -> str:
    return row.session or row.program_name or whole


def _drawn(row: LearningRow, rows: Sequence[LearningRow], whole: str) -> ForestRow:
    words = state(row.status)
    if row.mean_before is not None and row.mean_after is not None:
        words = f"dari {number(row.mean_before, 1)} menjadi {number(row.mean_after, 1)}"
    name = marked(_label(row, whole), row, rows)
    return ForestRow(
        name, POINTS, row.n, row.change, row.ci_low, row.ci_high, words, noun="peserta"
    )


def _finding(rows: Sequence[LearningRow]) -> str:
    first = rows[0]
    if first.mean_before is None or first.mean_after is None or first.change is None:
        return STATES[first.status][1].rstrip(".") or "Nilai tes"
    verb = "naik" if first.change > 0 else "turun" if first.change < 0 else "tetap"
    before, after = number(first.mean_before), number(first.mean_after)
    span = before if verb == "tetap" else f"dari {before} menjadi {after}"
    return f"Rata-rata nilai tes {verb} {span} ({number(first.n or 0)} peserta)"


def _table(rows: Sequence[LearningRow], whole: str) -> Table:
    header = (
        "Program atau angkatan", "Peserta", "Tanpa salah satu nilai", "Sebelum", "Sesudah",
        "Perubahan", "Batas bawah 95%", "Batas atas 95%", "N-gain", "Golongan N-gain",
    )  # fmt: skip
    lines = []
    for row in rows:
        if row.change is None:
            states = (MACHINE_STATES[row.status],) * (len(header) - 1)
            lines.append((_label(row, whole), *states))
            continue
        lines.append(
            (
                _label(row, whole),
                number(row.n or 0),
                number(row.missing_pairs or 0),
                number(row.mean_before or 0, 1),
                number(row.mean_after or 0, 1),
                signed(row.change),
                "–" if row.ci_low is None else signed(row.ci_low),
                "–" if row.ci_high is None else signed(row.ci_high),
                "–" if row.gain_of_means is None else number(row.gain_of_means, 2),
                row.gain_band or "–",
            )
        )
    return Table(header, tuple(lines))


def _notes(rows: Sequence[LearningRow], source: Source) -> tuple[str, ...]:
    first = rows[0]
    notes = []
    if first.n and first.missing_pairs:
        every = number(first.n + first.missing_pairs)
        notes.append(f"Peserta dengan kedua nilai: {number(first.n)} dari {every}.")
    if first.coverage:
        notes.append(f"Mencakup {first.coverage}.")
    return (*notes, *flag_notes(rows), source.frozen_at)
