"""The list of employees: new people, changed people, moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intake.importers import Importer, OutdatedCheck
from organization.actions import (
    Move,
    MoveError,
    NewPerson,
    move_all,
    people_changed,
    plain_name,
    post_kind,
    register_employees,
)
from organization.importers.checking import (
    Stored,
    check_row,
    look_up,
    personal_changes,
    placement_changes,
    region_of,
    unit_for,
)
from organization.importers.columns import COLUMNS
from organization.importers.namesakes import Namesakes
from organization.models import Employee, Placement, Unit, UnitAlias

if TYPE_CHECKING:
    from intake.importers import CheckedRow, ImportContext, Journal
    from intake.models import ImportRow

BATCH = 2000  # rows a statement


class EmployeeImporter(Importer):
    """Enters and updates the people of a region; lists moves and closes placements."""

    kind = "employees"
    title = "Pegawai"
    description = "Daftar pegawai satu wilayah; impor ulang mencatat perubahan dan mutasi."
    columns = COLUMNS

    def check(self, rows: list[CheckedRow], context: ImportContext) -> None:
        """Compare every row with what is stored: seven queries."""
        stored = look_up((row.values for row in rows), context)
        listed = {row.values["nip"] for row in rows}
        seen: dict[str, int] = {}
        namesakes = Namesakes(stored.region)
        for row in rows:
            check_row(row, stored, context)
            if row.values["nip"] not in stored.people:
                namesakes.warn(row)
            _check_twice(row, seen)
            superior = row.values["atasan_nip"]
            if superior and superior not in stored.people and superior not in listed:
                row.problem("atasan_nip", "Atasan dengan NIP ini belum terdaftar.", "warning")

    def choices_for(self, field: str, context: ImportContext) -> list[tuple[str, str]]:
        """Offer the units that exist."""
        units = Unit.objects.in_region(context.region_code).still_open().select_related("parent")
        return [
            (str(unit.pk), f"{unit.name} ({unit.parent})" if unit.parent else unit.name)
            for unit in units
        ]

    def apply(
        self, rows: list[ImportRow], context: ImportContext, journal: Journal
    ) -> dict[str, Any]:
        """Enter the new, change the known, close and open placements, then name superiors."""
        values = [row.values for row in rows]
        stored = look_up(values, context)
        units = _units(values, context)
        new = [row for row in values if not row.get("employee_id")]
        known = [row for row in values if row.get("employee_id")]
        if any(row["nip"] in stored.people or row["nip"] in stored.elsewhere for row in new):
            raise OutdatedCheck
        created = _enter(new, units, stored, journal)
        moved = _change(known, units, stored, journal)
        _name_superiors(values, created + moved, stored, journal)
        _remember_spellings(values, stored, context, journal)
        people_changed(stored.region.pk)
        return {"created": len(created), "updated": len(known), "moved": len(moved)}

    def after_undo(self, context: ImportContext) -> None:
        """Let cached reports notice."""
        people_changed(region_of(context).pk)


def _check_twice(row: CheckedRow, seen: dict[str, int]) -> None:
    nip = row.values["nip"]
    if nip and seen.setdefault(nip, row.number) != row.number:
        row.problem("nip", f"NIP ini sudah ada di baris {seen[nip]}.")


def _units(values: list[dict], context: ImportContext) -> dict[int, Unit]:
    wanted = {row["unit_id"] for row in values}
    units = Unit.objects.in_region(context.region_code).in_bulk(list(wanted))
    if len(units) != len(wanted):
        raise OutdatedCheck
    return units


def _enter(
    new: list[dict], units: dict[int, Unit], stored: Stored, journal: Journal
) -> list[Placement]:
    people = [
        NewPerson(
            nip=row["nip"],
            name=row["nama"],
            unit=units[row["unit_id"]],
            position=row["jabatan"] or "",
            position_kind=row["jenis_jabatan"] or "",
            grade=row["grade"],
            email=row["email"] or "",
            phone=row["no_hp"] or "",
            starts_on=row["tmt"],
        )
        for row in new
    ]
    placements = register_employees(region=stored.region, people=people)
    journal.created(placement.employee for placement in placements)
    journal.created(placements)
    stored.people |= {placement.employee.nip: placement.employee for placement in placements}
    return placements


def _change(
    known: list[dict], units: dict[int, Unit], stored: Stored, journal: Journal
) -> list[Placement]:
    """Write changes of people and of open placements; return the placements that moves opened."""
    people, corrected, moves = [], [], []
    for row in known:
        person = stored.people.get(row["nip"])
        if person is None or person.pk != row["employee_id"]:
            raise OutdatedCheck
        old = stored.open.get((person.pk, post_kind(row["jabatan"] or "")))
        journal.changing(filter(None, (person, old)))
        for name, value in personal_changes(person, row).items():
            setattr(person, name, value)
        person.is_active, person.version = True, person.version + 1
        people.append(person)
        if row.get("moves"):
            moves.append(_move(row, person, units))
        elif old is not None:
            superior = stored.people.get(row["atasan_nip"] or "")
            for name, value in placement_changes(old, row, superior).items():
                setattr(old, name, value)
            corrected.append(old)
    fields = ["name", "title_before", "title_after", "grade", "email", "phone", "is_active"]
    Employee.objects.bulk_update(people, [*fields, "version"], batch_size=BATCH)
    fields = ["position", "position_kind", "supervisor", "starts_on"]
    Placement.objects.bulk_update(corrected, fields, batch_size=BATCH)
    try:
        opened = move_all(moves=moves, open_placements=stored.open)
    except MoveError as error:
        raise OutdatedCheck from error
    journal.created(opened)
    return opened


def _move(row: dict, person: Employee, units: dict[int, Unit]) -> Move:
    return Move(
        employee=person,
        unit=units[row["unit_id"]],
        position=row["jabatan"] or "",
        position_kind=row["jenis_jabatan"] or "",
        starts_on=row["moves_on"],
    )


def _name_superiors(
    values: list[dict], opened: list[Placement], stored: Stored, journal: Journal
) -> None:
    """Name the superior of placements just opened: the file itself may have brought them."""
    superiors = {row["nip"]: row["atasan_nip"] for row in values if row["atasan_nip"]}
    named = []
    for placement in opened:
        superior = stored.people.get(superiors.get(placement.employee.nip, ""))
        if superior is not None:
            placement.supervisor = superior
            named.append(placement)
    Placement.objects.bulk_update(named, ["supervisor"], batch_size=BATCH)


def _remember_spellings(
    values: list[dict], stored: Stored, context: ImportContext, journal: Journal
) -> None:
    """Keep what the person matched by hand as another name of the unit."""
    region, aliases = region_of(context), {}
    for row in values:
        text = row["unit_kerja"]
        if context.chosen("unit_kerja", text) and stored.units.get(text) is None:
            unit = unit_for(text, stored, context)
            aliases[plain_name(text)] = UnitAlias(
                region=region, unit=unit, name=plain_name(text)[:160]
            )
    known = region.unit_aliases.filter(name__in=aliases)
    for name in known.values_list("name", flat=True):
        del aliases[name]
    journal.created(UnitAlias.objects.bulk_create(aliases.values(), batch_size=BATCH))
