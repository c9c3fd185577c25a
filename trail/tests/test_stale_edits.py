"""Two people edit the same row: the second is told, and nothing is lost."""

import pytest

from organization.models import Employee
from programs.tests.factories import make_employee, make_program
from trail.actions import StaleEdit, save_unless_stale
from trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(tangsel):
    return make_program(tangsel, name="Manajemen Waktu", hours=16)


def save(instance, version, actor):
    save_unless_stale(instance=instance, version=version, actor=actor, region_code="36.74")


def test_the_first_save_counts_the_version_and_records_the_change(program, officer):
    program.hours = 20
    save(program, 0, officer)
    program.refresh_from_db()
    entry = Entry.objects.get()
    assert (program.hours, program.version) == (20, 1)
    assert (entry.action, entry.target) == ("program.changed", "Manajemen Waktu")
    assert entry.detail == {"changes": {"hours": ["16", "20"]}}


def test_the_second_save_from_the_same_version_is_stale_and_shows_what_is_stored(program, officer):
    mine, theirs = type(program).objects.get(), type(program).objects.get()
    theirs.hours = 20
    save(theirs, 0, officer)
    mine.hours = 24
    with pytest.raises(StaleEdit) as stale:
        save(mine, 0, officer)
    assert (stale.value.current.hours, mine.hours) == (20, 24)  # both versions are still there
    assert (type(program).objects.get().hours, Entry.objects.count()) == (20, 1)


def test_the_second_save_from_the_new_version_goes_through(program, officer):
    program.hours = 20
    save(program, 0, officer)
    program.hours = 24
    save(program, 1, officer)
    assert type(program).objects.get().version == 2


def test_a_row_that_was_deleted_meanwhile_is_not_made_again(program, officer):
    type(program).objects.all().delete()
    with pytest.raises(type(program).DoesNotExist):
        save(program, 0, officer)


def test_the_number_of_a_person_never_enters_the_trail(tangsel, officer):
    employee = make_employee(tangsel, nip="198001012005011001", name="Siti")
    employee.nip, employee.name = "198001012005011002", "Siti Aminah"
    save(employee, 0, officer)
    assert Employee.objects.get().nip == "198001012005011002"
    assert Entry.objects.get().detail == {"changes": {"name": ["Siti", "Siti Aminah"]}}
