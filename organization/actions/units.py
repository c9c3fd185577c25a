"""The tree of units: create, rename, close, merge; paths and aliases follow."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from organization.actions.following import people_changed
from organization.actions.naming import plain_name
from organization.models import Placement, Unit, UnitAlias
from trail.actions import record


class UnitError(ValueError):
    """Why a unit cannot be changed so, as a sentence for the screen."""


@transaction.atomic
def create_unit(*, unit: Unit, actor: Any) -> Unit:
    """Save a new unit with its path."""
    unit.save()
    unit.path = f"{unit.parent.path if unit.parent else ''}{unit.pk}."
    unit.save(update_fields=["path"])
    _note(actor, "unit.created", unit, {"above": str(unit.parent or "")})
    return unit


@transaction.atomic
def save_unit(*, unit: Unit, actor: Any) -> Unit:
    """Save an edited unit: its old name stays an alias, everything below it moves along."""
    before = Unit.objects.select_related("parent").get(pk=unit.pk)
    if unit.parent is not None and unit.parent.path.startswith(before.path):
        raise UnitError("Unit tidak dapat berada di bawah dirinya sendiri.")
    unit.path = f"{unit.parent.path if unit.parent else ''}{unit.pk}."
    unit.save()
    if unit.path != before.path:
        _repath(before.path, unit.path, except_for=unit.pk)
    if unit.name != before.name:
        _remember(unit, before.name)
    changed = {
        name: [str(getattr(before, name) or ""), str(getattr(unit, name) or "")]
        for name in ("name", "kind", "group", "parent")
        if getattr(before, name) != getattr(unit, name)
    }
    _note(actor, "unit.changed", unit, {"changes": changed})
    people_changed(unit.region_id)
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, day: date, actor: Any) -> None:
    """Close a unit after its last day; nobody and no open unit may be left in it."""
    below = Unit.objects.within(unit).exclude(pk=unit.pk).still_open().count()
    if below:
        raise UnitError(f"Masih ada {below} unit di bawahnya. Tutup atau gabungkan dahulu.")
    people = Placement.objects.filter(unit=unit).after(day).count()
    if people:
        raise UnitError(
            f"Masih ada {people} penempatan setelah tanggal itu. Pindahkan pegawainya, atau "
            "gabungkan unit ini ke unit lain."
        )
    if unit.valid_from is not None and day < unit.valid_from:
        raise UnitError("Tanggal tutup tidak boleh sebelum unit berdiri.")
    unit.valid_to = day
    unit.save(update_fields=["valid_to"])
    _note(actor, "unit.closed", unit, {"day": day.isoformat()})


@transaction.atomic
def merge_unit(*, unit: Unit, into: Unit, day: date, actor: Any) -> int:
    """Merge a unit into another from the day on; return how many people moved.

    Placements before the day stay where they were; names and aliases lead to the new unit.
    """
    if into.region_id != unit.region_id or into.path.startswith(unit.path):
        raise UnitError("Pilih unit lain di wilayah yang sama, di luar unit ini.")
    moved = _move_people(unit, into, day)
    for child in Unit.objects.filter(parent=unit).select_for_update():
        _hang_below(child, into)
    UnitAlias.objects.filter(unit=unit).update(unit=into)
    _remember(into, unit.name)
    unit.valid_to, unit.replaced_by = day - timedelta(days=1), into
    unit.save(update_fields=["valid_to", "replaced_by"])
    _note(actor, "unit.merged", unit, {"into": str(into), "people": moved, "day": day.isoformat()})
    people_changed(unit.region_id)
    return moved


def _move_people(unit: Unit, into: Unit, day: date) -> int:
    held = Placement.objects.filter(unit=unit).after(day - timedelta(days=1))
    later, running = held.filter(starts_on__gte=day), held.exclude(starts_on__gte=day)
    successors = [
        Placement(
            employee_id=old.employee_id,
            unit=into,
            position=old.position,
            position_kind=old.position_kind,
            kind=old.kind,
            supervisor_id=old.supervisor_id,
            starts_on=day,
            ends_on=old.ends_on,
        )
        for old in running
    ]
    moved = len(successors) + later.update(unit=into, is_head=False)
    running.update(ends_on=day - timedelta(days=1))
    Placement.objects.bulk_create(successors)
    return moved


def _hang_below(child: Unit, into: Unit) -> None:
    if Unit.objects.filter(parent=into, name=child.name).exists():
        raise UnitError(f"Di bawah {into} sudah ada {child.name}. Gabungkan keduanya dahulu.")
    old = child.path
    child.parent, child.path = into, f"{into.path}{child.pk}."
    child.save(update_fields=["parent", "path"])
    _repath(old, child.path, except_for=child.pk)


def _repath(old: str, new: str, *, except_for: int) -> None:
    Unit.objects.filter(path__startswith=old).exclude(pk=except_for).update(
        path=Concat(Value(new), Substr(F("path"), len(old) + 1))
    )


@transaction.atomic
def add_alias(*, unit: Unit, name: str, actor: Any) -> None:
    """Let files name the unit so as well; a name that leads elsewhere already is refused."""
    plain = plain_name(name)
    if not plain:
        raise UnitError("Tulis nama lain yang dipakai untuk unit ini.")
    other = UnitAlias.objects.filter(region=unit.region_id, name=plain).exclude(unit=unit).first()
    if other is not None:
        raise UnitError(f"Nama itu sudah dipakai untuk {other.unit}.")
    _remember(unit, plain)
    _note(actor, "unit.alias_added", unit, {"alias": plain})


@transaction.atomic
def remove_alias(*, unit: Unit, alias: UnitAlias, actor: Any) -> None:
    """Forget another name of the unit."""
    alias.delete()
    _note(actor, "unit.alias_removed", unit, {"alias": alias.name})


def _remember(unit: Unit, name: str) -> None:
    UnitAlias.objects.get_or_create(
        region_id=unit.region_id, name=plain_name(name), defaults={"unit": unit}
    )


def _note(actor: Any, action: str, unit: Unit, detail: dict) -> None:
    record(
        actor=actor, action=action, target=str(unit), region_code=unit.region.code, detail=detail
    )
