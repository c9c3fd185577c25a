"""What an import of values must know of the tenant, read in constant queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from organization.models import Employee, Region, Unit
from performance.models import ComparisonMember, Indicator, Measurement
from programs.models import Participation, Session

BATCH = 20_000  # ids a query; SQLite takes 32,766 parameters


def region_coded(code: str) -> Region:
    """Return the region of the import."""
    return Region.objects.evaluated().get(code=code)


def session_in(region: Region, pk: int | None) -> Session | None:
    """Return the session if it belongs to the region."""
    found = Session.objects.filter(program__region=region, pk=pk)
    return found.select_related("program").first() if pk else None


def session_coded(region_code: str, code: str) -> Session | None:
    """Return the session of the region with this code, "MW26-1"."""
    return Session.objects.filter(program__region__code=region_code, code=code).first()


def indicators() -> list[Indicator]:
    """Return all indicators; there are some dozens."""
    return list(Indicator.objects.order_by("pk"))


def primary_indicator(session: Session) -> int | None:
    """Return the primary indicator of the session's programme."""
    chosen = session.program.indicators.filter(is_primary=True)
    return chosen.values_list("indicator_id", flat=True).first()


def employees_numbered(region: Region, nips: Iterable[str]) -> dict[str, int]:
    """Return the ids of the region's employees by NIP; people elsewhere stay unknown."""
    found: dict[str, int] = {}
    for some in batches(nips):
        rows = Employee.objects.filter(region=region, nip__in=some).order_by()
        found |= dict(rows.values_list("nip", "pk"))
    return found


def people_elsewhere(region: Region, nips: Iterable[str]) -> set[str]:
    """Return the NIPs that another region holds, so that nobody is entered twice."""
    found: set[str] = set()
    for some in batches(nips):
        rows = Employee.objects.filter(nip__in=some).exclude(region=region).order_by()
        found |= set(rows.values_list("nip", flat=True))
    return found


def participants_of(session: Session) -> dict[int, str]:
    """Return the status of everybody on the session's list."""
    rows = Participation.objects.filter(session=session).order_by()
    return dict(rows.values_list("employee_id", "status"))


def compared_in(session: Session) -> set[int]:
    """Return the listed comparison group."""
    rows = ComparisonMember.objects.filter(session=session)
    return set(rows.values_list("employee_id", flat=True))


def declared_in(session: Session, indicator_ids: Collection[int]) -> dict[tuple, Measurement]:
    """Return the declared values by (indicator, employee, round)."""
    rows = Measurement.objects.filter(session=session, indicator__in=indicator_ids, unit=None)
    return {(row.indicator_id, row.employee_id, row.round): row for row in rows}


def stored_values(
    *,
    indicator_ids: Collection[int],
    employee_ids: Iterable[int],
    unit_ids: Iterable[int],
    between: tuple[date, date],
) -> dict[tuple, tuple[int, float]]:
    """Return (id, value) by (indicator, "employee" or "unit", its id, first day, last day)."""
    values = Measurement.objects.filter(
        session=None,
        indicator__in=indicator_ids,
        period_start__gte=between[0],
        period_end__lte=between[1],
    ).order_by()
    found = {}
    for kind, ids in (("employee", employee_ids), ("unit", unit_ids)):
        for some in batches(ids):
            rows = values.filter(**{f"{kind}__in": some})
            fields = ("indicator_id", f"{kind}_id", "period_start", "period_end", "pk", "value")
            for indicator, who, start, end, pk, value in rows.values_list(*fields).iterator():
                found[indicator, kind, who, start, end] = (pk, value)
    return found


def units_of(region: Region) -> list[Unit]:
    """Return the region's units, for the mapping of unknown names."""
    return list(Unit.objects.filter(region=region).order_by("name", "pk"))


def batches(ids: Iterable) -> Iterator[list]:
    """Cut distinct ids into lists that a query takes."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
