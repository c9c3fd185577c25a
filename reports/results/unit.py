"""A perangkat daerah as its head sees it: its own people; survey answers never by unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from organization.models import Unit
from reports.frames.people import (
    forms_waiting_for,
    hours_by_status,
    unit_counts,
)
from reports.results import performance
from reports.results.lines import HealthRow
from reports.results.participation import participation
from reports.results.period import Period
from reports.results.region import UNIT_NOTE
from reports.results.rows import Participation
from reports.results.shapes import UnitResult
from reports.results.source import Source, load, narrowed, visible_sessions


@dataclass(frozen=True, slots=True)
class Hours:
    """JP of the unit's people in the period."""

    pns: int | None
    pns_below: int | None
    pppk_above: int | None
    mean: float | None


def compute_unit(
    user: Any,  # noqa: ANN401
    unit: Unit,
    period: Period,
    region_health: tuple[HealthRow, ...],
) -> UnitResult:
    """Compute the result of a unit that the user may see."""
    everything = visible_sessions(user, unit.region)
    asked = narrowed(everything, period)
    year = period.end.year if period.end else None
    source = load(user, unit.region, asked, everything=everything, unit=unit, year=year)
    counts = unit_counts(unit.region, asked, unit)
    people = participation(source, counts)
    moved = performance.program_rows(source)
    invited, submitted = source.division.response if source.division else (0, 0)
    hours = _hours(source, unit)
    enough = invited >= source.thresholds.records
    return UnitResult(
        pk=unit.pk,
        name=unit.name,
        region=unit.region.code,
        region_name=str(unit.region),
        period=period,
        data_as_of=source.now,
        note=UNIT_NOTE,
        participation=people,
        waiting_forms=_waiting(user),
        without_program=_without(people),
        pns_below_hours=hours.pns_below,
        pns=hours.pns,
        pppk_above_hours=hours.pppk_above,
        hours_minimum=source.limits.hours_minimum,
        hours_maximum=source.limits.hours_maximum,
        mean_hours=hours.mean,
        invited=invited if enough else None,
        submitted=submitted if enough else None,
        response_share=submitted / invited if enough else None,
        performance=tuple(moved),
        region_health=region_health,
    )


def _without(people: Participation) -> int | None:
    """Return how many of the unit's people took no programme in the period."""
    if people.active_employees is None or people.covered is None:
        return None
    return people.active_employees - people.covered


def _waiting(user: Any) -> int | None:  # noqa: ANN401
    """Count the forms that a Kepala OPD still has to fill; nobody else is asked for any."""
    return forms_waiting_for(user.employee) if user.unit_id else None


def _hours(source: Source, unit: Unit) -> Hours:
    """Return JP; from 5 people."""
    found = hours_by_status(unit, source.asked)
    if len(found) < source.thresholds.records:
        return Hours(None, None, None, None)
    pns = [hours for status, hours in found if status == "PNS"]
    pppk = [hours for status, hours in found if status == "PPPK"]
    return Hours(
        pns=len(pns),
        pns_below=sum(1 for hours in pns if hours < source.limits.hours_minimum),
        pppk_above=sum(1 for hours in pppk if hours > source.limits.hours_maximum),
        mean=sum(hours for _, hours in found) / len(found),
    )
