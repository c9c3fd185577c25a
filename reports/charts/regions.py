"""The figure of regions side by side: fixed order, marker, colour and name; never a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from organization.wording import number, percent, signed
from reports.charts.dots import Dot, DotRow, Dots
from reports.charts.figure import Plan, Table
from reports.charts.reaction import agreement_plans
from reports.charts.slope import Slope, SlopeRow
from reports.charts.style import region_mark
from reports.charts.words import CAVEAT, MACHINE_STATES, Source, change_unit, without_stop
from reports.results import (
    ComparedPerformance,
    ComparedRegion,
    ComparisonResult,
    Difference,
    Measure,
)


def comparison_plan(result: ComparisonResult, key: str) -> Plan:
    """Return a row a region: the mean of its sessions with its 95 % interval."""
    return _dots(result.measure, result.basis, result.regions, result, key)


def performance_plans(result: ComparisonResult, key: str) -> list[Plan]:
    """Return the change of each region, unless it was chosen already, and the means as lines."""
    found = result.performance
    if found is None or not any(region.mean is not None for region in found.regions):
        return []
    plans = []
    if found.measure != result.measure:
        plans.append(_dots(found.measure, found.basis, found.regions, result, f"{key}-perubahan"))
    rows = _lines(found)
    if rows and found.low is not None and found.high is not None:
        chart = Slope(rows, found.low, found.high)
        plans.append(_slope(found, chart, result, f"{key}-rerata"))
    return plans


def pairs_of(rows: Sequence[Difference], measure: Measure) -> list[tuple[str, str, str]]:
    """Return each pair: names, difference with its interval, sentence; [] when none is known."""
    if not any(row.difference is not None for row in rows):
        return []
    is_share = measure.key.startswith("item:")
    factor = 100 if is_share else 1
    unit = "poin" if is_share else change_unit(measure.unit)
    found = []
    for row in rows:
        words = ""
        if row.difference is not None and row.ci_low is not None and row.ci_high is not None:
            span = f"{signed(factor * row.ci_low)} s.d. {signed(factor * row.ci_high)}"
            words = f"{signed(factor * row.difference)} {unit} ({span})"
        found.append((f"{row.first} − {row.second}", words, row.sentence))
    return found


def _lines(found: ComparedPerformance) -> tuple[SlopeRow, ...]:
    """Return a line a region in fixed order, with its colour, marker and name."""
    rows = []
    for region in found.regions:
        if region.before is not None and region.after is not None:
            color, marker, glyph = region_mark(region.code)
            label = f"{glyph} {region.name}"
            rows.append(SlopeRow(label, region.before, region.after, color, marker))
    return tuple(rows)


def _slope(found: ComparedPerformance, chart: Slope, result: ComparisonResult, key: str) -> Plan:
    told = "; ".join(
        f"{row.label} {number(row.before, 1)} sebelum, {number(row.after, 1)} sesudah"
        for row in chart.rows
    )
    source = Source(result.period.label, result.data_as_of)
    scale = f"skala {number(chart.low)}–{number(chart.high)}"
    return Plan(
        key=key,
        title=f"{found.measure.label}, rata-rata sebelum dan sesudah",
        subtitle=_under(result, found.basis, f"rata-rata nilai angkatan, {scale}"),
        desc=f"{found.measure.label}: {told}.",
        data=chart,
        table=Table(
            ("Wilayah", "Angkatan", "Orang", "Sebelum", "Sesudah", "Perubahan"),
            tuple(
                (
                    region.name,
                    number(region.sessions),
                    number(region.n or 0),
                    *(
                        ("–",) * 3
                        if region.before is None or region.after is None
                        else (
                            number(region.before, 1),
                            number(region.after, 1),
                            signed(region.after - region.before),
                        )
                    ),
                )
                for region in found.regions
            ),
        ),
        notes=(
            "Rata-rata nilai angkatan pada skala penuh. Urutan wilayah menurut abjad, bukan "
            "peringkat.",
            source.frozen_at,
        ),
    )


def _under(result: ComparisonResult, basis: str, words: str = "") -> str:
    """Return topic, basis and period: what stands below the title of a figure."""
    parts = (f"Topik {result.topic_name}", words, basis, result.period.label)
    return " · ".join(part for part in parts if part)


def _dots(
    measure: Measure,
    basis: str,
    regions: Sequence[ComparedRegion],
    result: ComparisonResult,
    key: str,
) -> Plan:
    is_share = measure.unit == "%" and measure.key.startswith("item:")
    rows = tuple(_row(region, measure.unit, is_share) for region in regions)
    source = Source(result.period.label, result.data_as_of)
    known = [
        f"{region.name} {value_words(region.mean, is_share)}"
        for region in regions
        if region.mean is not None
    ]
    what = without_stop(measure.label) + ("" if is_share else ", perubahan")
    title = f"{what}: {', '.join(known) or 'belum ada data'}"
    return Plan(
        key=key,
        title=title,
        subtitle=_under(result, basis),
        desc=f"{title}. {'; '.join(f'{row.label}: {row.words}' for row in rows)}.",
        data=Dots(rows, is_share=is_share, unit=measure.unit),
        table=_table(regions, is_share),
        notes=(
            "Titik: rata-rata nilai angkatan; garis: perkiraan 95%, mulai 3 angkatan. "
            "Urutan wilayah menurut abjad, bukan peringkat.",
            source.frozen_at,
            *(() if is_share else (CAVEAT,)),
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


def _table(regions: Sequence[ComparedRegion], is_share: bool) -> Table:
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
            for region in regions
        ),
    )
