"""Figures of performance before and after: the forest plot and its slope companion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from organization.wording import number, signed
from reports.charts.bars import BarRow, Bars
from reports.charts.figure import Plan, Table
from reports.charts.forest import Forest, ForestRow
from reports.charts.slope import MOST_LINES, Slope, SlopeRow
from reports.charts.words import (
    CAVEAT,
    MACHINE_STATES,
    STATES,
    Source,
    change_unit,
    state,
    without_stop,
)
from reports.results import ChangeBars, PerformanceRow

MOST_HIDDEN = 2  # rows; more of them only stand in the table
FINE = 0.5  # a δ below this needs two decimals
WAVES = {
    0: "seperti dalam berkas",
    3: "setelah 3 bulan",
    6: "setelah 6 bulan",
    12: "setelah 12 bulan",
}


def change_plans(rows: Sequence[PerformanceRow], source: Source, key: str) -> list[Plan]:
    """Return the forest plot and, where the scale is fixed, the slope chart beside it."""
    if not rows:
        return []
    plans = [_forest(list(rows), source, f"{key}-perubahan")]
    sloped = _of_one_range(rows)
    if sloped:
        plans.append(_slope(sloped, source, f"{key}-rerata"))
    return plans


def _of_one_range(rows: Sequence[PerformanceRow]) -> list[PerformanceRow]:
    """Return the rows of the indicator range that most rows share; a slope needs a fixed scale."""
    shown = [
        row
        for row in rows
        if row.mean_before is not None and row.high is not None and (row.low or 0) >= 0
    ]
    if not shown:
        return []
    (span, _), *_ = Counter((row.low, row.high) for row in shown).most_common(1)
    return [row for row in shown if (row.low, row.high) == span]


def _forest(rows: list[PerformanceRow], source: Source, key: str) -> Plan:
    units = list(dict.fromkeys(change_unit(row.unit) for row in rows))
    rows = sorted(rows, key=lambda row: units.index(change_unit(row.unit)))
    hidden = [row for row in rows if row.status == "hidden"]
    left_out = hidden if len(hidden) > MOST_HIDDEN and len(hidden) < len(rows) else []
    drawn = tuple(_drawn(row, rows) for row in rows if row not in left_out)
    title = _finding(rows)
    told = "; ".join(f"{row.label}: {row.numbers} {row.words}" for row in drawn)
    return Plan(
        key=key,
        title=title,
        subtitle="Rata-rata perubahan sesudah dikurangi sebelum pada pegawai yang sama; garis: "
        f"perkiraan 95% · {_wave(rows)}{source.when}",
        desc=f"{title}. {told}.",
        data=Forest(drawn),
        table=_table(rows),
        notes=(*_notes(rows), *_left_out(left_out), source.frozen_at, CAVEAT),
    )


def _drawn(row: PerformanceRow, rows: list[PerformanceRow]) -> ForestRow:
    shown = row.status == "shown"
    return ForestRow(
        label=label(row, rows),
        unit=change_unit(row.unit),
        n=row.n,
        change=row.change,
        low=row.ci_low,
        high=row.ci_high,
        words=row.verdict_words or "" if shown else state(row.status),
        lower_is_better=row.direction == "down",
        decimals=decimals(row),
    )


def decimals(row: PerformanceRow) -> int:
    """Return how many decimals the numbers of an indicator need."""
    return 2 if row.delta < FINE else 1


def label(row: PerformanceRow, rows: Sequence[PerformanceRow]) -> str:
    """Name the row by what distinguishes it from the others."""
    name = row.indicator_name
    if len({other.wave for other in rows}) > 1:
        name = f"{name}, {WAVES[row.wave]}"
    if len({other.program for other in rows}) > 1:
        return f"{row.program_name or 'Semua program'} · {name}"
    if len({other.session for other in rows}) > 1:
        return f"{row.session or 'Semua angkatan'} · {name}"
    return name


def _wave(rows: Sequence[PerformanceRow]) -> str:
    """Say once what all rows share: how long after the session."""
    waves = {row.wave for row in rows}
    return f"{WAVES[waves.pop()]} · " if len(waves) == 1 and waves != {0} else ""


def _finding(rows: list[PerformanceRow]) -> str:
    """Tell the latest sentence of a single indicator, or how the verdicts are distributed."""
    shown = [row for row in rows if row.status == "shown"]
    if not shown:
        return STATES[rows[0].status][1].rstrip(".")
    if len({(row.program, row.session, row.indicator) for row in shown}) == 1:
        latest = max(shown, key=lambda row: row.wave)
        return (latest.sentence or latest.verdict_words or "").rstrip(".")
    groups = Counter(_group(row) for row in sorted(shown, key=_standing))
    counted = ", ".join(f"{number(count)} {words}" for words, count in groups.items())
    whole = "program" if _one_a_program(shown) else "ukuran kinerja"
    return f"Dari {number(len(shown))} {whole}, {counted}"


def _one_a_program(rows: list[PerformanceRow]) -> bool:
    """Tell whether every row is another programme."""
    names = [row.program for row in rows]
    return None not in names and len(set(names)) == len(names)


def _standing(row: PerformanceRow) -> int:
    """Order verdicts as people read them: better, worse, unchanged, unknown."""
    verdict = (row.verdict or "").split("_")[0]
    return ["better", "worse", "no", "inconclusive", "insufficient", ""].index(verdict)


def _group(row: PerformanceRow) -> str:
    """Put the three kinds of improvement together."""
    return "membaik" if (row.verdict or "").startswith("better") else row.verdict_words or ""


def _table(rows: list[PerformanceRow]) -> Table:
    lines = []
    for row in rows:
        if row.status != "shown" or row.change is None:
            lines.append((label(row, rows), row.unit, *(MACHINE_STATES[row.status],) * 8))
            continue
        places = decimals(row)
        lines.append(
            (
                label(row, rows),
                row.unit,
                number(row.n or 0),
                number(row.missing_pairs or 0),
                number(row.mean_before or 0, places),
                number(row.mean_after or 0, places),
                signed(row.change, places),
                "–" if row.ci_low is None else signed(row.ci_low, places),
                "–" if row.ci_high is None else signed(row.ci_high, places),
                row.verdict_words or "",
            )
        )
    return Table(
        (
            "Ukuran", "Satuan", "Pegawai", "Tanpa pasangan data", "Sebelum", "Sesudah",
            "Perubahan", "Batas bawah 95%", "Batas atas 95%", "Penilaian",
        ),
        tuple(lines),
    )  # fmt: skip


def _left_out(rows: list[PerformanceRow]) -> tuple[str, ...]:
    """Say how many rows only the table lists."""
    words = without_stop(STATES["hidden"][1])
    words = words[:1].lower() + words[1:]
    return (f"{number(len(rows))} ukuran lain {words}.",) if rows else ()


def _notes(rows: list[PerformanceRow]) -> tuple[str, ...]:
    with_both = sum(row.n or 0 for row in rows)
    missing = sum(row.missing_pairs or 0 for row in rows)
    notes = sorted(
        {f"Mencakup {row.coverage}." for row in rows if row.coverage and row.sessions_shown}
    )
    if len(rows) == 1 and missing:
        both = number(with_both)
        every = number(with_both + missing)
        notes.insert(0, f"Pegawai dengan data sebelum dan sesudah: {both} dari {every}.")
    return tuple(notes)


def spread_plans(
    found: Sequence[ChangeBars], rows: Sequence[PerformanceRow], source: Source, key: str
) -> list[Plan]:
    """Return how many people changed by how much; no bar stands for fewer than 5."""
    names = {row.indicator: row.indicator_name for row in rows}
    return [
        _spread(one, names.get(one.indicator, one.indicator), source, f"{key}-{place}")
        for place, one in enumerate(found, start=1)
    ]


def _spread(found: ChangeBars, name: str, source: Source, key: str) -> Plan:
    bars = tuple(
        BarRow(f"{signed(low)} s.d. {signed(high)}", float(count), f"{number(count)} orang")
        for low, high, count in found.bins
    )
    everybody = sum(count for _, _, count in found.bins)
    title = f"Sebaran perubahan {number(everybody)} pegawai: {name}, {WAVES[found.wave]}"
    return Plan(
        key=key,
        title=title,
        subtitle=f"Banyaknya pegawai menurut besarnya perubahan · {source.when}",
        desc=f"{title}. {'; '.join(f'{bar.label}: {bar.words}' for bar in bars)}.",
        data=Bars(bars),
        table=Table(("Perubahan", "Pegawai"), tuple((bar.label, bar.words) for bar in bars)),
        notes=("Tanpa nama; setiap batang sedikitnya 5 orang.", source.frozen_at),
    )


def _slope(rows: list[PerformanceRow], source: Source, key: str) -> Plan:
    chosen = sorted(rows, key=lambda row: (not row.primary, -(row.n or 0)))[:MOST_LINES]
    drawn = tuple(
        SlopeRow(label(row, rows), row.mean_before or 0.0, row.mean_after or 0.0) for row in chosen
    )
    told = [
        f"{row.label} {number(row.before, 1)} sebelum, {number(row.after, 1)} sesudah"
        for row in drawn
    ]
    title = f"Rata-rata: {told[0]}"
    span = f"{number(chosen[0].low or 0)}–{number(chosen[0].high or 100)}"
    return Plan(
        key=key,
        title=title,
        subtitle=f"Rata-rata pegawai yang sama, skala {span} · {source.when}",
        desc=f"{'; '.join(told)}.",
        data=Slope(drawn, chosen[0].low or 0.0, chosen[0].high or 100.0),
        table=Table(
            ("Ukuran", "Sebelum", "Sesudah"),
            tuple((row.label, number(row.before, 1), number(row.after, 1)) for row in drawn),
        ),
        notes=(source.frozen_at,),
    )
