"""Remembered reports follow people and units: cakupan counts them."""

from datetime import date

import pytest

from intake.actions import check_table, confirm, undo
from intake.reader import read_paste
from organization.actions import (
    Move,
    NewPerson,
    add_employee,
    change_employee,
    end_placement,
    merge_unit,
    move,
    save_unit,
)
from organization.importers import EmployeeImporter
from programs.actions import data_version
from programs.tests.factories import make_employee, make_unit, next_nip

DAY = date(2026, 3, 2)


@pytest.fixture
def unit(tangsel):
    return make_unit(tangsel)


@pytest.fixture
def employee(tangsel, unit):
    return make_employee(tangsel, unit=unit)


def enter(unit, employee, officer):
    person = NewPerson(nip=next_nip(), name="Siti", unit=unit)
    add_employee(person=person, actor=officer)


def leave(unit, employee, officer):
    employee.is_active = False
    change_employee(employee=employee, version=employee.version, actor=officer)


def move_on(unit, employee, officer):
    there = make_unit(unit.region)
    move(move=Move(employee=employee, unit=there, starts_on=DAY), actor=officer)


def end(unit, employee, officer):
    end_placement(placement=employee.placements.get(), day=DAY, actor=officer)


def regroup(unit, employee, officer):
    unit.group = "school"
    save_unit(unit=unit, actor=officer)


def merge(unit, employee, officer):
    merge_unit(unit=unit, into=make_unit(unit.region), day=DAY, actor=officer)


@pytest.mark.parametrize("change", [enter, leave, move_on, end, regroup, merge])
def test_every_change_by_hand_is_noticed_once(change, unit, employee, officer, binjai):
    before = data_version(unit.region_id)
    change(unit, employee, officer)
    assert data_version(unit.region_id) == before + 1
    assert data_version(binjai.pk) == 0


def test_an_import_and_its_undoing_are_noticed(unit, officer):
    importer = EmployeeImporter()
    table = read_paste(f"NIP\tNama\tUnit kerja\n{next_nip()}\tSiti\t{unit.name}\n")
    job = check_table(importer=importer, table=table, region_code=unit.region.code, owner=officer)
    before = data_version(unit.region_id)
    confirm(job=job, importer=importer, owner=officer)
    assert data_version(unit.region_id) == before + 1
    undo(job=job, importer=importer, owner=officer)
    assert data_version(unit.region_id) == before + 2
