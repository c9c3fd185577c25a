"""Comparing a list of employees with what is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from organization.actions import (
    GradeError,
    match_units,
    parse_grade,
    plain_name,
    post_kind,
    split_name,
)
from organization.models import Employee, Placement, Region, Unit
from organization.nip import nip_warnings, parse_nip
from organization.wording import long_date

if TYPE_CHECKING:
    from intake.importers import CheckedRow, ImportContext

BATCH = 20_000  # NIPs a query; SQLite and PostgreSQL take more, not without end
ELSEWHERE = "NIP ini terdaftar di wilayah lain, jadi tidak dapat diimpor ke wilayah ini."
PERSONAL = {"email": "email", "no_hp": "phone", "grade": "grade"}  # column -> field, kept if empty
NAMED = ("name", "title_before", "title_after")


@dataclass
class Stored:
    """What the database holds of the people and units of a file."""

    region: Region
    today: date
    people: dict[str, Employee] = field(default_factory=dict)  # by NIP, of this region
    elsewhere: set[str] = field(default_factory=set)  # NIPs of other regions
    open: dict[tuple[int, str], Placement] = field(default_factory=dict)  # (employee, kind)
    units: dict[str, Unit | None] = field(default_factory=dict)
    chosen: dict[str, Unit] = field(default_factory=dict)  # by id, for value mapping


def region_of(context: ImportContext) -> Region:
    """Return the region that the file belongs to."""
    return Region.objects.evaluated().with_code(context.region_code).get()


def look_up(values: Iterable[dict[str, Any]], context: ImportContext) -> Stored:
    """Read everything that the rows name; a constant number of queries."""
    values = list(values)
    stored = Stored(region_of(context), timezone.localdate())
    nips = sorted({row[key] for row in values for key in ("nip", "atasan_nip") if row.get(key)})
    for start in range(0, len(nips), BATCH):
        for person in Employee.objects.with_nips(nips[start : start + BATCH]):
            if person.region_id == stored.region.pk:
                stored.people[person.nip] = person
            else:
                stored.elsewhere.add(person.nip)
    ids = sorted(person.pk for person in stored.people.values())
    for start in range(0, len(ids), BATCH):
        for placement in Placement.objects.open_of(ids[start : start + BATCH]):
            stored.open.setdefault((placement.employee_id, placement.kind), placement)
    names = {row["unit_kerja"] for row in values if row.get("unit_kerja")}
    stored.units = match_units(stored.region, names)
    picked = {context.chosen("unit_kerja", name) for name in names} - {None, ""}
    if picked:
        found = Unit.objects.in_region(stored.region.code).filter(pk__in=picked)
        stored.chosen = {str(unit.pk): unit for unit in found}
    return stored


def unit_for(name: str | None, stored: Stored, context: ImportContext) -> Unit | None:
    """Return the unit that the text means, as matched or as the person chose."""
    chosen = context.chosen("unit_kerja", name)
    return stored.chosen.get(chosen or "") or stored.units.get(name or "")


def check_row(row: CheckedRow, stored: Stored, context: ImportContext) -> None:
    """Complete the values of one row; note problems; set its state."""
    values = row.values
    values["title_before"], values["name"], values["title_after"] = split_name(values["nama"] or "")
    _check_name(row)
    _check_unit(row, stored, context)
    values["grade"] = ""
    if values["nip"]:
        _check_person(row, stored)
    if values["atasan_nip"]:
        _check_superior(row, stored)


def _check_name(row: CheckedRow) -> None:
    for key, longest in (("name", 120), ("title_before", 40), ("title_after", 60)):
        if len(row.values[key]) > longest:
            row.problem("nama", f"Nama atau gelar terlalu panjang; paling banyak {longest} huruf.")
    if row.values["nama"] and not plain_name(row.values["name"]):
        row.problem("nama", "Nama harus berisi huruf.")


def _check_unit(row: CheckedRow, stored: Stored, context: ImportContext) -> None:
    name = row.values["unit_kerja"]
    unit = unit_for(name, stored, context)
    row.values["unit_id"] = unit.pk if unit else None
    if name and unit is None:
        context.unknown("unit_kerja", name)
        row.problem("unit_kerja", f"Unit kerja “{name}” belum dikenal. Cocokkan atau perbaiki.")


def _check_person(row: CheckedRow, stored: Stored) -> None:
    nip = parse_nip(row.values["nip"])
    for warning in nip_warnings(nip, today=stored.today):
        row.problem("nip", warning, severity="warning")
    try:
        row.values["grade"] = parse_grade(row.values["golongan"] or "", nip.kind)
    except GradeError as error:
        row.problem("golongan", str(error))
    if nip.text in stored.elsewhere:
        row.problem("nip", ELSEWHERE)
    person = stored.people.get(nip.text)
    row.values["employee_id"] = person.pk if person else None
    if person is not None and not row.has_errors:
        _compare(row, person, stored)


def _check_superior(row: CheckedRow, stored: Stored) -> None:
    superior = row.values["atasan_nip"]
    if superior == row.values["nip"]:
        row.problem("atasan_nip", "Atasan tidak boleh pegawai itu sendiri.")
    elif superior in stored.elsewhere:
        row.problem("atasan_nip", "Atasan ini terdaftar di wilayah lain.")


def _compare(row: CheckedRow, person: Employee, stored: Stored) -> None:
    """Tell an unchanged person from a changed one, and list a move."""
    values = row.values
    if not person.is_active:
        row.problem("nip", "Pegawai ini nonaktif; impor mengaktifkannya lagi.", "warning")
    if plain_name(person.name) != plain_name(values["name"]):
        row.problem("nama", f"Nama tersimpan: {person.name}.", "warning", old=person.full_name)
    changed = personal_changes(person, values) or not person.is_active
    old = stored.open.get((person.pk, post_kind(values["jabatan"] or "")))
    moved = is_move(old, values)
    values["moves"] = moved
    if moved:
        _list_move(row, old, stored.today)
    superior = stored.people.get(values["atasan_nip"] or "")
    corrected = old is not None and bool(placement_changes(old, values, superior))
    row.state = "update" if changed or moved or corrected else "same"


def personal_changes(person: Employee, values: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of the person that the row changes; empty cells change nothing."""
    wanted = {name: values[name] for name in NAMED}
    wanted |= {name: values[key] for key, name in PERSONAL.items() if values.get(key)}
    return {name: value for name, value in wanted.items() if getattr(person, name) != value}


def is_move(old: Placement | None, values: dict[str, Any]) -> bool:
    """Another unit, or another post from a stated day on, is a move."""
    if old is None or old.unit_id != values["unit_id"]:
        return True
    position, starts_on = values["jabatan"], values["tmt"]
    differs = bool(position) and plain_name(old.position) != plain_name(position)
    later = starts_on is not None and old.starts_on is not None and starts_on > old.starts_on
    return differs and bool(old.position) and later


def placement_changes(
    old: Placement, values: dict[str, Any], superior: Employee | None
) -> dict[str, Any]:
    """Return the corrections to the placement that is open; empty cells change nothing."""
    wanted = {
        "position": values["jabatan"],
        "position_kind": values["jenis_jabatan"],
        "supervisor_id": superior.pk if superior else None,
        "starts_on": values["tmt"] if old.starts_on is None else None,
    }
    return {name: v for name, v in wanted.items() if v and getattr(old, name) != v}


def _list_move(row: CheckedRow, old: Placement | None, today: date) -> None:
    starts_on = row.values["tmt"] or today
    row.values["moves_on"] = starts_on
    if old is None:
        row.problem("unit_kerja", f"Penempatan baru mulai {long_date(starts_on)}.", "warning")
        return
    if old.starts_on is not None and old.starts_on >= starts_on:
        began = long_date(old.starts_on)
        row.problem("tmt", f"TMT harus setelah {began}, awal penempatan sekarang di {old.unit}.")
        return
    what = "Pindah" if old.unit_id != row.values["unit_id"] else "Berganti jabatan"
    row.problem(
        "unit_kerja",
        f"{what} dari {old.unit} mulai {long_date(starts_on)}; penempatan lama ditutup.",
        "warning",
    )
