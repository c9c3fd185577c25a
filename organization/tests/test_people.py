"""Entering people and moving them."""

from datetime import date

import pytest

from organization.actions import (
    Move,
    MoveError,
    NewPerson,
    end_placement,
    move,
    placement_on,
    register_employees,
)
from organization.models import Employee, Unit
from programs.tests.factories import make_employee, make_unit, next_nip
from trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(unit):
    def make(count):
        return [NewPerson(nip=next_nip(), name=f"Pegawai {n}", unit=unit) for n in range(count)]

    return make


def test_a_person_is_entered_with_titles_grade_and_post(tangsel, unit):
    person = NewPerson(
        nip="19660801 198803 1 001",
        name="Dr. Siti Aminah, S.Sos., M.Si.",
        unit=unit,
        position="Analis Kebijakan Ahli Muda",
        position_kind="fungsional",
        grade="III/d",
        starts_on=date(2024, 1, 1),
    )
    (placement,) = register_employees(region=tangsel, people=[person])
    employee = Employee.objects.get(nip="196608011988031001")
    assert placement.employee == employee
    assert (employee.title_before, employee.name, employee.title_after) == (
        "Dr.",
        "Siti Aminah",
        "S.Sos., M.Si.",
    )
    assert (employee.status, employee.grade) == ("PNS", "PNS:III/d")
    assert employee.grade_label == "Penata Tingkat I (III/d)"
    assert (placement.unit, placement.is_head, placement.kind) == (unit, False, "1")


@pytest.mark.parametrize(
    ("count", "queries"),
    [(1, 4), (500, 14)],  # savepoint, inserts (SQLite takes 999 parameters each), release
)
def test_many_people_are_entered_in_bulk(
    tangsel, people, count, queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(queries):
        placements = register_employees(region=tangsel, people=people(count))
    assert len(placements) == count
    assert Employee.objects.count() == count


def test_a_move_closes_the_old_placement_the_day_before(tangsel, officer):
    old_unit, new_unit = make_unit(tangsel), make_unit(tangsel, kind="dinas")
    employee = make_employee(tangsel, unit=old_unit)
    move(
        move=Move(
            employee=employee,
            unit=new_unit,
            position="Kepala Dinas",
            starts_on=date(2026, 4, 1),
        ),
        actor=officer,
    )
    assert [
        (p.unit, p.starts_on, p.ends_on, p.is_head) for p in employee.placements.order_by("pk")
    ] == [
        (old_unit, None, date(2026, 3, 31), False),
        (new_unit, date(2026, 4, 1), None, True),
    ]
    entry = Entry.objects.get(action="placement.moved")
    assert entry.detail == {"from": old_unit.name, "to": new_unit.name, "post": "Kepala Dinas"}


def test_a_plt_post_stands_beside_the_own_one(tangsel, officer):
    home, other = make_unit(tangsel, kind="dinas"), make_unit(tangsel, kind="dinas")
    employee = make_employee(tangsel, unit=home)
    acting = Move(
        employee=employee, unit=other, position="Plt. Kepala Dinas", starts_on=date(2026, 4, 1)
    )
    move(move=acting, actor=officer)
    assert placement_on([employee.pk], date(2026, 5, 1))[employee.pk].unit == home
    assert employee.placements.still_open().count() == 2


def test_a_move_before_the_present_placement_is_refused(tangsel, officer):
    employee = make_employee(tangsel)
    employee.placements.update(starts_on=date(2026, 1, 1))
    unit = make_unit(tangsel)
    with pytest.raises(MoveError, match="setelah 01-01-2026"):
        move(move=Move(employee=employee, unit=unit, starts_on=date(2026, 1, 1)), actor=officer)
    with pytest.raises(MoveError, match="Isi tanggal mulai"):
        move(move=Move(employee=employee, unit=unit), actor=officer)
    assert employee.placements.get().ends_on is None


def test_a_placement_ends_on_its_last_day(tangsel, officer):
    placement = make_employee(tangsel).placements.get()
    end_placement(placement=placement, day=date(2026, 4, 30), actor=officer)
    assert placement.employee.placements.get().ends_on == date(2026, 4, 30)


def test_one_word_is_a_full_name(tangsel):
    person = NewPerson(nip=next_nip(), name="Sumarno", unit=Unit.objects.tops().first())
    (placement,) = register_employees(region=tangsel, people=[person])
    assert placement.employee.full_name == "Sumarno"
