"""The figure of a test's questions: how many answered each right."""

from __future__ import annotations

from collections.abc import Sequence

from organization.wording import number
from reports.charts.bars import BarRow, Bars
from reports.charts.figure import Plan, Table
from reports.charts.words import Source
from reports.results import ItemRow

EASY, HARD = 0.70, 0.30  # share of right answers above and below which a question is called so
WEAK = 0.20  # correlation with the rest below which a question should be read again
HEADER = ("Soal", "Formulir", "Orang", "Tingkat kesukaran", "Golongan", "Daya beda")
NOTE = (
    "Tingkat kesukaran: bagian yang menjawab benar. Daya beda: hubungan soal dengan nilai soal "
    "lainnya; di bawah 0,20 soal sebaiknya ditinjau. Hanya tampil mulai 30 orang."
)


def item_plan(rows: Sequence[ItemRow], source: Source, key: str) -> Plan | None:
    """Return the questions of tests, in the order of the forms."""
    if not rows:
        return None
    weak = sum(row.discrimination is not None and row.discrimination < WEAK for row in rows)
    many, few = number(len(rows)), number(weak)
    title = f"{few} dari {many} soal sebaiknya ditinjau" if weak else f"{many} soal dapat dipakai"
    bars = tuple(BarRow(_label(row, rows), row.difficulty, _words(row)) for row in rows)
    told = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
    return Plan(
        key=key,
        title=title,
        subtitle=f"Bagian peserta yang menjawab benar setiap soal tes · {source.when}",
        desc=f"{title}. {told}.",
        data=Bars(bars, full=1.0),
        table=Table(HEADER, tuple(_line(row) for row in rows)),
        notes=(f"Menurut {number(rows[0].n or 0)} orang.", NOTE, source.frozen_at),
    )


def _label(row: ItemRow, rows: Sequence[ItemRow]) -> str:
    several = len({one.form for one in rows}) > 1
    return f"{row.form}: {row.text}" if several else row.text


def _words(row: ItemRow) -> str:
    told = "–" if row.discrimination is None else number(row.discrimination, 2)
    return f"{number(100 * (row.difficulty or 0))}% benar · daya beda {told}"


def _line(row: ItemRow) -> tuple[str, ...]:
    share = row.difficulty or 0
    kind = "mudah" if share > EASY else "sukar" if share < HARD else "sedang"
    told = "–" if row.discrimination is None else number(row.discrimination, 2)
    return (row.text, row.form, number(row.n or 0), number(share, 2), kind, told)
