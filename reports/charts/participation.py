"""Figures of who took part: coverage by group of units, reasons of absence."""

from __future__ import annotations

from collections.abc import Sequence

from organization.wording import number, percent
from reports.charts.bars import BarRow, Bars
from reports.charts.figure import Plan, Table
from reports.charts.words import MACHINE_STATES, Source, state
from reports.results import AbsenceCount, Coverage


def coverage_plan(rows: Sequence[Coverage], source: Source, key: str) -> Plan | None:
    """Return how many ASN of each group took part at least once."""
    shown = [row for row in rows if row.share is not None]
    if len(shown) < 2:
        return None
    least = min(shown, key=lambda row: row.share or 0.0)
    title = f"Cakupan paling rendah: {least.label}, {percent(least.share or 0)} ASN pernah ikut"
    drawn = tuple(_covered(row) for row in rows)
    return Plan(
        key=key,
        title=title,
        subtitle=f"ASN aktif yang mengikuti sedikitnya satu program · {source.when}",
        desc=f"{title}. {'; '.join(f'{row.label}: {row.words}' for row in drawn)}.",
        data=Bars(drawn, full=1.0),
        table=Table(
            ("Kelompok unit", "ASN aktif", "Pernah ikut", "Cakupan"),
            tuple(
                (
                    row.label,
                    number(row.active or 0),
                    number(row.covered or 0),
                    percent(row.share),
                )
                if row.share is not None
                else (row.label, *(MACHINE_STATES[row.status],) * 3)
                for row in rows
            ),
        ),
        notes=(source.frozen_at,),
    )


def _covered(row: Coverage) -> BarRow:
    if row.share is None:
        return BarRow(row.label, None, state(row.status))
    words = f"{number(row.covered or 0)} dari {number(row.active or 0)} ASN ({percent(row.share)})"
    return BarRow(row.label, row.share, words)


def absence_plan(rows: Sequence[AbsenceCount], source: Source, key: str) -> Plan | None:
    """Return why people who were appointed did not come."""
    named = [row for row in rows if row.code != "lainnya"]
    if not named:
        return None
    whole = sum(row.count for row in rows)
    drawn = tuple(
        BarRow(
            row.label, float(row.count), f"{number(row.count)} orang ({percent(row.count / whole)})"
        )
        for row in rows
    )
    top = max(named, key=lambda row: row.count)
    title = f"Alasan terbanyak: {top.label[:1].lower()}{top.label[1:]} ({number(top.count)} orang)"
    return Plan(
        key=key,
        title=title,
        subtitle=f"Alasan {number(whole)} pegawai yang tidak hadir · {source.when}",
        desc=f"{title}. {'; '.join(f'{row.label}: {row.words}' for row in drawn)}.",
        data=Bars(drawn),
        table=Table(("Alasan", "Orang"), tuple((row.label, number(row.count)) for row in rows)),
        notes=("Alasan yang disebut kurang dari 5 orang digabung ke “lainnya”.", source.frozen_at),
    )
