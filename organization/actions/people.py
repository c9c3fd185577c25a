"""Employees and their placements: enter, move, end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from organization.actions.following import people_changed
from organization.actions.naming import is_head_post, parse_grade, post_kind, split_name
from organization.models import Employee, Placement, Region, Unit
from organization.nip import parse_nip
from trail.actions import record, save_unless_stale


class MoveError(ValueError):
    """Why a move cannot be, as a sentence for the screen."""


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """One person as a file or a form gives them; ``name`` may carry titles."""

    nip: str  # 18 digits
    name: str
    unit: Unit
    position: str = ""  # "Plt." and "Plh." in front are understood
    position_kind: str = ""
    grade: str = ""  # as written or namespaced
    email: str = ""
    phone: str = ""
    starts_on: date | None = None  # None: since before our records
    supervisor: Employee | None = None
    is_head: bool | None = None  # None: read from the position


@dataclass(frozen=True, kw_only=True)
class Move:
    """A new post for somebody, from a day on."""

    employee: Employee
    unit: Unit
    position: str = ""
    position_kind: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    supervisor: Employee | None = None
    kind: str = ""  # "": read from the position
    is_head: bool | None = None  # None: read from the position


@transaction.atomic
def register_employees(
    *, region: Region, people: Sequence[NewPerson], is_demo: bool = False
) -> list[Placement]:
    """Create the people and their first placements; return the placements, in the same order.

    Constant queries. ``placement.employee`` is the new employee; NIPs must be new and distinct.
    """
    employees = Employee.objects.bulk_create(
        [_employee(region, person, is_demo) for person in people], batch_size=2000
    )
    placements = [
        placement_for(
            Move(
                employee=employee,
                unit=person.unit,
                position=person.position,
                position_kind=person.position_kind,
                starts_on=person.starts_on,
                supervisor=person.supervisor,
                is_head=person.is_head,
            )
        )
        for employee, person in zip(employees, people, strict=True)
    ]
    return Placement.objects.bulk_create(placements, batch_size=2000)


def _employee(region: Region, person: NewPerson, is_demo: bool) -> Employee:
    nip = parse_nip(person.nip)
    before, name, after = split_name(person.name)
    return Employee(
        region=region,
        nip=nip.text,
        name=name,
        title_before=before,
        title_after=after,
        status=nip.kind,
        grade=parse_grade(person.grade, nip.kind),
        email=person.email,
        phone=person.phone,
        is_demo=is_demo,
    )


def placement_for(move: Move) -> Placement:
    """Build the placement, unsaved: kind and head of unit are read from the post."""
    return Placement(
        employee=move.employee,
        unit=move.unit,
        position=move.position,
        position_kind=move.position_kind,
        kind=move.kind or post_kind(move.position),
        is_head=is_head_post(move.position, move.unit) if move.is_head is None else move.is_head,
        supervisor=move.supervisor,
        starts_on=move.starts_on,
        ends_on=move.ends_on,
    )


@transaction.atomic
def add_employee(*, person: NewPerson, actor: Any) -> Employee:
    """Enter one person from a form; recorded."""
    (placement,) = register_employees(region=person.unit.region, people=[person])
    employee = placement.employee
    record(
        actor=actor,
        action="employee.added",
        target=str(employee),
        region_code=employee.region.code,
        detail={"unit": str(person.unit)},
    )
    people_changed(employee.region_id)
    return employee


@transaction.atomic
def change_employee(*, employee: Employee, version: int, actor: Any) -> None:
    """Save an edited person, unless somebody else was first (StaleEdit)."""
    save_unless_stale(
        instance=employee, version=version, actor=actor, region_code=employee.region.code
    )
    people_changed(employee.region_id)


@transaction.atomic
def move_all(*, moves: Sequence[Move], open_placements: dict[tuple[int, str], Placement]) -> list:
    """Close what is open of the same kind the day before, open the new; four queries at most.

    ``open_placements`` maps (employee id, kind) to the placement that is open now. Returns the
    new placements.
    """
    opened, closed = [], []
    for wanted in moves:
        new = placement_for(wanted)
        old = open_placements.get((wanted.employee.pk, new.kind))
        if old is not None:
            closed.append(_close_before(old, new))
        opened.append(new)
    Placement.objects.bulk_update(closed, ["ends_on"], batch_size=500)
    return Placement.objects.bulk_create(opened, batch_size=2000)


def _close_before(old: Placement, new: Placement) -> Placement:
    if new.starts_on is None:
        raise MoveError("Isi tanggal mulai (TMT) di unit yang baru.")
    if old.starts_on is not None and old.starts_on >= new.starts_on:
        raise MoveError(
            f"Tanggal mulai harus setelah {old.starts_on:%d-%m-%Y}, awal penempatan sekarang."
        )
    old.ends_on = new.starts_on - timedelta(days=1)
    return old


@transaction.atomic
def move(*, move: Move, actor: Any) -> Placement:
    """Move one person (definitif), or add a Plt or Plh post beside their own; recorded."""
    kind = move.kind or post_kind(move.position)
    held = Placement.objects.still_open().filter(employee=move.employee, kind=kind)
    before = {(p.employee_id, p.kind): p for p in held.select_related("unit")}
    origin = str(next(iter(before.values())).unit) if before else ""
    if kind != Placement.Kind.DEFINITIVE:
        before = {}  # several units may be led for a while at once
    (new,) = move_all(moves=[move], open_placements=before)
    record(
        actor=actor,
        action="placement.moved",
        target=str(move.employee),
        region_code=move.employee.region.code,
        detail={"from": origin, "to": str(move.unit), "post": move.position},
    )
    people_changed(move.employee.region_id)
    return new


@transaction.atomic
def end_placement(*, placement: Placement, day: date, actor: Any) -> None:
    """End a placement on the day (its last)."""
    if placement.starts_on is not None and day < placement.starts_on:
        raise MoveError("Tanggal berakhir tidak boleh sebelum tanggal mulai.")
    placement.ends_on = day
    placement.save(update_fields=["ends_on"])
    record(
        actor=actor,
        action="placement.ended",
        target=str(placement.employee),
        region_code=placement.employee.region.code,
        detail={"unit": str(placement.unit), "day": day.isoformat()},
    )
    people_changed(placement.employee.region_id)
