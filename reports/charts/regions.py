"""The figure of regions side by side: fixed order, marker, colour and name; never a ranking."""

from __future__ import annotations

from dataclasses import replace

from organization.wording import number, percent, signed
from reports.charts.dots import Dot, DotRow, Dots
from reports.charts.figure import Plan, Table
from reports.charts.reaction import agreement_plans
from reports.charts.style import region_mark
from reports.charts.words import MACHINE_STATES, Source, change_unit, without_stop
from reports.results import ComparedRegion, ComparisonResult


def comparison_plan(result: ComparisonResult, key: str) -> Plan:
    """Return a row a region: the mean of its sessions with its 95 % interval."""
    is_share = result.measure.unit == "%" and result.measure.key.startswith("item:")
    rows = tuple(_row(region, result.measure.unit, is_share) for region in result.regions)
    source = Source(result.period.label, result.data_as_of)
    known = [
        f"{region.name} {value_words(region.mean, is_share)}"
        for region in result.regions
        if region.mean is not None
    ]
    title = f"{without_stop(result.measure.label)}: {', '.join(known) or 'belum ada data'}"
    return Plan(
        key=key,
        title=title,
        subtitle=f"Topik {result.topic_name} · {source.when}",
        desc=f"{title}. {'; '.join(f'{row.label}: {row.words}' for row in rows)}.",
        data=Dots(rows, is_share=is_share, unit=result.measure.unit),
        table=_table(result, is_share),
        notes=(
            "Titik: rata-rata nilai angkatan; garis: perkiraan 95% antarangkatan. Urutan wilayah "
            "menurut abjad, bukan peringkat.",
            source.frozen_at,
        ),
    )


def answers_plans(result: ComparisonResult, key: str) -> list[Plan]:
    """Return the answers of all regions to the same item in one figure, in fixed order."""
    rows = [
        replace(region.likert, text=f"{region_mark(region.code)[2]} {region.name}")
        for region in result.regions
        if region.likert is not None
    ]
    source = Source(result.period.label, result.data_as_of)
    return agreement_plans(rows, source, key, ordered=True)


def value_words(value: float | None, is_share: bool) -> str:
    """Write a share as "62%", a change as "+4,8"."""
    if value is None:
        return "–"
    return percent(value) if is_share else signed(value)


def _row(region: ComparedRegion, unit: str, is_share: bool) -> DotRow:
    color, marker, glyph = region_mark(region.code)
    if region.mean is None:
        return DotRow(region.name, (), region.sentence, glyph)
    dot = Dot(region.mean, region.ci_low, region.ci_high, color, marker)
    words = value_words(region.mean, is_share)
    if not is_share:
        words = f"{words} {change_unit(unit)}"
    if region.ci_low is not None and region.ci_high is not None:
        span = [
            value_words(value, is_share).rstrip("%") for value in (region.ci_low, region.ci_high)
        ]
        words = f"{words} ({' s.d. '.join(span)})"
    counted = f"{number(region.sessions)} angkatan, {number(region.n or 0)} orang"
    return DotRow(region.name, (dot,), f"{words} · {counted}", glyph)


def _table(result: ComparisonResult, is_share: bool) -> Table:
    return Table(
        ("Wilayah", "Angkatan", "Orang", "Rata-rata", "Batas bawah 95%", "Batas atas 95%"),
        tuple(
            (
                region.name,
                number(region.sessions),
                number(region.n or 0),
                value_words(region.mean, is_share),
                value_words(region.ci_low, is_share),
                value_words(region.ci_high, is_share),
            )
            if region.mean is not None
            else (region.name, *(MACHINE_STATES[region.status] or region.sentence,) * 5)
            for region in result.regions
        ),
    )
