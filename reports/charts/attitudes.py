"""The figures of competence, confidence and motivation: change of the same people."""

from __future__ import annotations

from collections.abc import Sequence

from organization.wording import number, signed
from reports.charts.figure import Plan, Table
from reports.charts.forest import Forest, ForestRow
from reports.charts.words import Source, flag_notes
from reports.results import AttitudeRow

RANGES = {"4": "1–4", "5": "1–5", "10": "0–10"}  # by the end of the scale's code
TITLES = {
    "repeated": ("sikap", "ditanyakan dua kali kepada orang yang sama"),
    "retrospective": ("ingatan", "menurut ingatan peserta"),
}
FROM_MEMORY = (
    "Menurut ingatan peserta: keadaan sebelum pelatihan diingat pada hari yang sama dengan "
    "keadaan sekarang, jadi kenaikannya bisa tampak lebih besar."
)
HEADER = (
    "Dimensi", "Cara", "Waktu", "Orang", "Sebelum", "Sesudah", "Perubahan", "Batas bawah 95%",
    "Batas atas 95%", "SD perubahan", "t", "db", "p", "dz", "p Wilcoxon",
)  # fmt: skip
PLACES = {"sd_change": 2, "t": 2, "df": 0, "p": 3, "cohen_dz": 2, "wilcoxon_p": 3}


def attitude_plans(rows: Sequence[AttitudeRow], source: Source, key: str) -> list[Plan]:
    """Return a figure for what was asked twice, and one for what was answered from memory."""
    return [
        _plan([row for row in rows if row.kind == kind], source, f"{key}-{TITLES[kind][0]}")
        for kind in TITLES
        if any(row.kind == kind for row in rows)
    ]


def _plan(rows: Sequence[AttitudeRow], source: Source, key: str) -> Plan:
    rows = sorted(rows, key=_unit)
    drawn = tuple(_drawn(row) for row in rows)
    title = _finding(rows)
    told = "; ".join(f"{row.label}: {row.numbers or row.words}" for row in drawn)
    way = TITLES[rows[0].kind][1]
    return Plan(
        key=key,
        title=title,
        subtitle=f"Rata-rata perubahan jawaban, {way}; garis: perkiraan 95% · {source.when}",
        desc=f"{title}. {told}.",
        data=Forest(drawn),
        table=Table(HEADER, tuple(_line(row) for row in rows)),
        notes=_notes(rows, source),
    )


def _unit(row: AttitudeRow) -> str:
    span = RANGES.get(row.scale.rpartition("-")[2], row.scale)
    return f"poin, skala {span}"


def _label(row: AttitudeRow) -> str:
    after = f", {row.month} bulan sesudahnya" if row.month else ""
    place = f"{row.session}: " if row.session else ""
    return f"{place}{row.dimension}{after}"


def _drawn(row: AttitudeRow) -> ForestRow:
    words = row.kind_words if row.change is not None else row.reason
    if row.mean_before is not None and row.mean_after is not None:
        words = f"dari {number(row.mean_before, 2)} menjadi {number(row.mean_after, 2)}"
    return ForestRow(
        _label(row), _unit(row), row.n, row.change, row.ci_low, row.ci_high, words,
        decimals=2, noun="orang",
    )  # fmt: skip


def _finding(rows: Sequence[AttitudeRow]) -> str:
    shown = [row for row in rows if row.change is not None]
    if not shown:
        return "Perubahan menurut jawaban belum dapat ditampilkan"
    up = sum(row.ci_low is not None and row.ci_low > 0 for row in shown)
    down = sum(row.ci_high is not None and row.ci_high < 0 for row in shown)
    if not up and not down:
        return f"Belum ada perubahan yang pasti pada {number(len(shown))} dimensi"
    fallen = f", turun pada {number(down)}" if down else ""
    return f"Jawaban naik pada {number(up)}{fallen} dari {number(len(shown))} dimensi"


def _line(row: AttitudeRow) -> tuple[str, ...]:
    first = (_label(row), row.kind_words, f"{row.month} bulan" if row.month else "akhir pelatihan")
    if row.change is None:
        return (*first, number(row.n or 0), *("disembunyikan",) * (len(HEADER) - 4))
    means = (_or_dash(row.mean_before, 2), _or_dash(row.mean_after, 2))
    moved = [
        "–" if found is None else signed(found, 2)
        for found in (row.change, row.ci_low, row.ci_high)
    ]
    rest = [_or_dash(getattr(row, name), places) for name, places in PLACES.items()]
    return (*first, number(row.n or 0), *means, *moved, *rest)


def _or_dash(found: float | None, places: int) -> str:
    return "–" if found is None else number(found, places)


def _notes(rows: Sequence[AttitudeRow], source: Source) -> tuple[str, ...]:
    notes = [FROM_MEMORY] if rows[0].kind == "retrospective" else []
    covered = next((row.coverage for row in rows if row.coverage), "")
    if covered:
        notes.append(f"Mencakup {covered}.")
    if any(row.change is not None and row.mean_before is None for row in rows):
        notes.append(
            "Sebagian rata-rata tidak ditampilkan: kurang dari lima orang hanya menjawab sekali, "
            "dan jawaban mereka tidak boleh dapat dihitung."
        )
    return (*notes, *flag_notes(rows), source.frozen_at)
