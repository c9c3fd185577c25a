"""Writing the rows of a list of participants."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from intake.importers import OutdatedCheck
from organization.actions import (
    NewPerson,
    UnitError,
    add_alias,
    placement_ids_on,
    register_employees,
)
from organization.models import Unit
from programs.actions.roster import add_participations, known_people, update_participations
from programs.models import Participation, Session

if TYPE_CHECKING:
    from intake.importers import ImportContext, Journal
    from intake.models import ImportRow
    from organization.querysets import UnitQuerySet

FIELDS = {  # column -> field; an empty cell leaves what is stored
    "status": "status",
    "alasan_tidak_hadir": "absence_reason",
    "jam_hadir": "hours_attended",
    "pretest": "pretest",
    "posttest": "posttest",
}


def session_of(context: ImportContext) -> Session:
    """Return the session that the file belongs to, in the region of the file only."""
    sessions = Session.objects.in_region(context.region_code).select_related("program__region")
    return sessions.get(pk=context.values["session"])


def participants_of(session: Session) -> dict[int, Participation]:
    """Return employee id -> participation of the session."""
    listed = Participation.objects.in_session(session).order_by()
    return {row.employee_id: row for row in listed}


def units_of(context: ImportContext) -> UnitQuerySet:
    """Return the units of the region, by name."""
    return Unit.objects.order_by("name").filter(region__code=context.region_code)


def remember_units(context: ImportContext) -> None:
    """Keep what unknown names were mapped to, for the next file."""
    chosen = context.value_mapping.get("unit_kerja", {})
    units = units_of(context).in_bulk([int(pk) for pk in chosen.values()])
    for name, pk in chosen.items():
        with suppress(UnitError):  # the name may be known by now
            add_alias(unit=units[int(pk)], name=name, actor=context.owner)


def write_people(
    rows: Sequence[ImportRow], session: Session, context: ImportContext, journal: Journal
) -> tuple[dict[str, int], dict[int, int]]:
    """Return NIP -> employee id and employee id -> placement id; make whom nobody knows yet."""
    region = session.program.region
    known = known_people(row.values["nip"] for row in rows)
    if any(region_id != region.pk for _pk, region_id in known.values()):
        raise OutdatedCheck
    units = units_of(context).in_bulk()
    strangers = [row.values for row in rows if row.values["nip"] not in known]
    if any(values["unit_id"] not in units for values in strangers):
        raise OutdatedCheck
    placements = register_employees(
        region=region,
        people=[
            NewPerson(nip=values["nip"], name=values["nama"], unit=units[values["unit_id"]])
            for values in strangers
        ],
    )
    journal.created(placement.employee for placement in placements)
    journal.created(placements)
    people = {nip: pk for nip, (pk, _region_id) in known.items()}
    places = placement_ids_on(people.values(), session.starts_on)
    people |= {placement.employee.nip: placement.employee_id for placement in placements}
    return people, places | {placement.employee_id: placement.pk for placement in placements}


def write_participants(
    rows: Sequence[ImportRow],
    session: Session,
    known: tuple[dict[str, int], dict[int, int]],
    journal: Journal,
) -> tuple[int, int]:
    """Enrol the new and update the listed; return how many of each. ``known``: see above."""
    people, places = known
    listed = participants_of(session)
    new, old = [], []
    for row in rows:
        employee_id = people[row.values["nip"]]
        stored = listed.get(employee_id)
        if stored:
            old.append((stored, row.values))
            continue
        made = Participation(
            session_id=session.pk, employee_id=employee_id, placement_id=places.get(employee_id)
        )
        new.append(_filled(made, row.values))
    journal.changing(stored for stored, _values in old)
    update_participations([_filled(stored, values) for stored, values in old])
    journal.created(add_participations(new))
    return len(new), len(old)


def _filled(row: Participation, values: dict) -> Participation:
    for column, name in FIELDS.items():
        if values.get(column) is not None:
            setattr(row, name, values[column])
    return row
