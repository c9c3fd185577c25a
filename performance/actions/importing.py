"""Write imported values in bulk and rebuild what they touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F

from organization.actions import NewPerson, register_employees
from organization.models import Region, Unit
from performance.actions.choosing import adopt_indicators
from performance.actions.known import batches, compared_in, employees_numbered
from performance.actions.pairs import rebuild_sessions_touched
from performance.actions.sources import REACH_DAYS
from performance.models import ComparisonMember, Indicator, Measurement, ProgramIndicator
from performance.windows import YEAR_BEFORE_DAYS
from programs.models import Participation, Session

MOST_PEOPLE = 0.5  # a session whose programme chose nothing adopts what so many of it have


@dataclass(frozen=True)
class Change:
    """A stored value and what it becomes."""

    pk: int
    value: float
    start: date
    end: date


def write_long(rows: list, *, region: Region, context: Any, journal: Any) -> dict[str, int]:
    """Write one value a row; return the counts."""
    source = "Impor"
    new, changes = [], []
    for row in rows:
        values = row.values
        if values.get("measurement_id"):
            period = (values["period_start"], values["period_end"])
            changes.append(Change(values["measurement_id"], values["nilai"], *period))
            continue
        new.append(
            Measurement(
                region=region,
                indicator_id=values["indicator_id"],
                employee_id=values["employee_id"],
                unit_id=values["unit_id"],
                period_start=values["period_start"],
                period_end=values["period_end"],
                value=values["nilai"],
                source=source,
            )
        )
    counts = _write(new, changes, journal)
    _adopt_for_people(rows, journal)
    keys = ("indicator_id", "employee_id", "unit_id")
    measured = {tuple(row.values[key] for key in keys) for row in rows}
    context.values["touched"] = rebuild_sessions_touched(measured=measured)
    return counts


def write_wide(rows: list, *, session: Session, context: Any, journal: Any) -> dict[str, int]:
    """Write the declared values and the listed people of a session; return the counts."""
    _register_newcomers(rows, session, journal)
    new, changes = [], []
    for row in rows:
        for name, column in (("before", "sebelum"), ("after", "sesudah")):
            value, day = row.values.get(column), row.values[f"{name}_on"]
            if value is None or row.values.get(f"{name}_same"):
                continue
            if row.values.get(f"{name}_id"):
                changes.append(Change(row.values[f"{name}_id"], value, day, day))
            else:
                new.append(_declared(session, row.values, name, (day, value)))
    counts = _write(new, changes, journal)
    _list_compared(rows, session, journal)
    indicators = Indicator.objects.in_bulk({row.values["indicator_id"] for row in rows})
    wanted = {session.program_id: list(indicators.values())}
    journal.created(adopt_indicators(wanted=wanted))
    context.values["touched"] = rebuild_sessions_touched(session_ids=[session.pk])
    return counts


def rebuild_after_import(context: Any) -> None:
    """Rebuild the sessions that an import touched, or all of its region when that is unknown."""
    touched = context.values.get("touched")
    if touched is None:
        sessions = Session.objects.filter(program__region__code=context.region_code)
        touched = list(sessions.order_by().values_list("pk", flat=True))
    rebuild_sessions_touched(session_ids=touched)


def _declared(
    session: Session, values: dict, name: str, measured: tuple[date, float]
) -> Measurement:
    day, value = measured
    return Measurement(
        region_id=session.program.region_id,
        indicator_id=values["indicator_id"],
        employee_id=values["employee_id"],
        period_start=day,
        period_end=day,
        value=value,
        source="Impor",
        session=session,
        round=name,
    )


def _write(new: list[Measurement], changes: list[Change], journal: Any) -> dict[str, int]:
    journal.created(Measurement.objects.bulk_create(new, batch_size=2000))
    for change, current in _with_current(changes):
        journal.changing([current])
        current.value, current.period_start, current.period_end = (
            change.value,
            change.start,
            change.end,
        )
    return {"created": len(new), "updated": len(changes)}


def _with_current(changes: list[Change]) -> Iterator[tuple[Change, Measurement]]:
    """Yield each change with its row, and save the changed rows batch by batch."""
    by_pk = {change.pk: change for change in changes}
    for some in batches(by_pk):
        current = Measurement.objects.select_for_update().in_bulk(some)
        for pk, row in current.items():
            yield by_pk[pk], row
        fields = ["value", "period_start", "period_end"]
        Measurement.objects.bulk_update(current.values(), fields, batch_size=1000)
        Measurement.objects.filter(pk__in=some).update(version=F("version") + 1)


def _register_newcomers(rows: list, session: Session, journal: Any) -> None:
    """Enter the people of the comparison list whom the tenant does not know yet."""
    unknown = [row for row in rows if row.values["employee_id"] is None]
    if not unknown:
        return
    region = session.program.region
    here = employees_numbered(region, {row.values["nip"] for row in unknown})
    units = Unit.objects.in_bulk({row.values["unit_id"] for row in unknown} - {None})
    people = {
        row.values["nip"]: NewPerson(
            nip=row.values["nip"], name=row.values["nama"], unit=units[row.values["unit_id"]]
        )
        for row in unknown
        if row.values["nip"] not in here
    }
    placements = register_employees(region=region, people=list(people.values()))
    journal.created(placement.employee for placement in placements)
    journal.created(placements)
    here |= {placement.employee.nip: placement.employee_id for placement in placements}
    for row in unknown:
        row.values["employee_id"] = here[row.values["nip"]]


def _list_compared(rows: list, session: Session, journal: Any) -> None:
    wanted = {
        row.values["employee_id"] for row in rows if row.values.get("kelompok") == "comparison"
    }
    members = [
        ComparisonMember(session=session, employee_id=employee)
        for employee in sorted(wanted - compared_in(session))
    ]
    journal.created(ComparisonMember.objects.bulk_create(members, batch_size=2000))


def _adopt_for_people(rows: list, journal: Any) -> None:
    """Let programmes without a choice adopt the indicators that most of their people have."""
    measured: dict[int, set[int]] = {}
    for row in rows:
        if row.values["employee_id"]:
            measured.setdefault(row.values["indicator_id"], set()).add(row.values["employee_id"])
    people = set().union(*measured.values()) if measured else set()
    first = min((row.values["period_start"] for row in rows), default=None)
    last = max((row.values["period_end"] for row in rows), default=None)
    members = _members_without_choice(people, (first, last)) if people else {}
    indicators = Indicator.objects.in_bulk(measured)
    wanted = {}
    for program, employees in members.items():
        enough = [
            indicators[pk]
            for pk, who in measured.items()
            if len(employees & who) >= MOST_PEOPLE * len(employees)
        ]
        if enough:
            wanted[program] = enough
    journal.created(adopt_indicators(wanted=wanted))


def _members_without_choice(people: Iterable[int], span: tuple[date, date]) -> dict[int, set[int]]:
    near = Session.objects.standing().filter(
        starts_on__lte=span[1] + timedelta(days=YEAR_BEFORE_DAYS),
        ends_on__gte=span[0] - timedelta(days=REACH_DAYS),
    )
    unchosen = near.exclude(program__in=ProgramIndicator.objects.order_by().values("program"))
    attended = Participation.objects.attended().filter(session__in=unchosen)
    touched: Counter[int] = Counter()
    for some in batches(people):
        rows = attended.filter(employee__in=some).order_by()
        touched.update(rows.values_list("session__program", flat=True))
    members: dict[int, set[int]] = {}
    rows = attended.filter(session__program__in=list(touched)[:20_000]).order_by()
    for program, employee in rows.values_list("session__program", "employee_id"):
        members.setdefault(program, set()).add(employee)
    return members
