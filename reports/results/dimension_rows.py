"""Dimensions: persons' means, over sessions, programmes and the region."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from reports.analysis import dimension_mean
from reports.disclosure import LOW_N
from reports.disclosure.released import as_row
from reports.results.likert_rows import Asked, numbers
from reports.results.rows import DimensionRow
from reports.results.source import Source
from reports.results.totals import DimensionTotal, Totals, single


@dataclass(frozen=True, slots=True)
class _At:
    """Where a dimension stands."""

    program: str | None = None
    program_name: str = ""
    session: str | None = None
    stratum: str = ""


def program_rows(source: Source, totals: dict[int, Totals]) -> list[DimensionRow]:
    """Return each dimension summed over the published sessions of each programme, by name."""
    return [
        row
        for pk, program in source.programs.items()
        if pk in totals
        for row in _rows(source, _At(program.code, program.name), totals[pk])
    ]


def region_rows(source: Source, totals: Totals) -> list[DimensionRow]:
    """Return each dimension summed over the published sessions of all programmes."""
    return _rows(source, _At(), totals)


def session_rows(source: Source) -> list[DimensionRow]:
    """Return each dimension of each session that is published by itself, with its strata."""
    rows: list[DimensionRow] = []
    for publication, forms in source.published:
        if len(forms) > 1 or forms[0].subject is not None:
            continue
        program = source.programs[publication.program]
        session = source.sessions[forms[0].session].code
        released = source.released[publication.pk]
        for stratum in released["d"]:
            place = _At(program.code, program.name, session, stratum)
            rows.extend(_rows(source, place, single(source, forms[0], as_row(released, stratum))))
    return rows


def _rows(source: Source, place: _At, totals: Totals) -> list[DimensionRow]:
    return [_row(source, place, key[0], key[1:], total) for key, total in totals.dimensions.items()]


def _row(
    source: Source, place: _At, asked: Asked, named: tuple[str, str], total: DimensionTotal
) -> DimensionRow:
    known = not isnan(total.squares) and total.n >= source.thresholds.verdict
    mean = dimension_mean(total.n, total.total, total.squares if known else 0.0)
    shares = numbers(total.question, total.counts, sum(total.counts))
    return DimensionRow(
        status="shown",
        flags=("small_n",) if total.n < LOW_N and not place.stratum else (),
        region=source.region.code,
        program=place.program,
        program_name=place.program_name,
        session=place.session,
        audience=asked.audience,
        month=asked.month,
        moment=asked.moment,
        dimension=named[0],
        level=total.question.level,
        scale=named[1],
        reverse=total.question.reverse,
        stratum=place.stratum,
        n=None if place.stratum else total.n,
        mean=mean.mean,
        sd=mean.sd if known else None,
        favourable_share=shares.get("favourable_share"),
    )
