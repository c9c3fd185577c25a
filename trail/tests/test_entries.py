"""The trail only grows, and says who did what."""

import importlib

import pytest
from django.db import IntegrityError, connection, transaction

from organization.access import Role
from trail.actions import record
from trail.models import Entry

pytestmark = pytest.mark.django_db
triggers = importlib.import_module("trail.migrations.0002_append_only")


@pytest.fixture
def entry(officer):
    return record(
        actor=officer,
        action="program.changed",
        target="Manajemen Waktu",
        region_code="36.74",
        detail={"changes": {"hours": ["16", "20"]}},
    )


def test_an_entry_keeps_who_what_where_and_how(entry, officer):
    stored = Entry.objects.get()
    assert (stored.actor_id, stored.actor_name) == (officer.pk, str(officer))
    assert (stored.action, stored.target, stored.region_code) == (
        "program.changed",
        "Manajemen Waktu",
        "36.74",
    )
    assert stored.detail == {"changes": {"hours": ["16", "20"]}}


def test_an_act_of_the_system_is_told_apart():
    assert record(actor=None, action="survey.closed").actor_name == "sistem"


def test_the_database_refuses_to_change_an_entry(entry):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Entry.objects.update(actor_name="orang lain")
    assert Entry.objects.get().actor_name == entry.actor_name


def test_the_database_refuses_to_delete_an_entry(entry):
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM trail_entry")
    assert Entry.objects.count() == 1


def test_saving_an_entry_again_is_refused(entry):
    entry.target = "lain"
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


def test_positive_control_without_the_triggers_the_change_goes_through(entry):
    with connection.cursor() as cursor:
        for statement in triggers.UNDO[connection.vendor]:
            cursor.execute(statement)
        cursor.execute("UPDATE trail_entry SET actor_name = %s", ["orang lain"])
    assert Entry.objects.get().actor_name == "orang lain"
    Entry.objects.all().delete()
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.AUDITOR, 2),
        (Role.ADMINISTRATOR, 2),
        (Role.OFFICER, 0),
        (Role.MANAGER, 0),
        (Role.ANALYST, 0),
        (Role.INTERVIEWER, 0),
    ],
)
def test_only_auditor_and_admin_read_what_others_did(entry, make_user, tangsel, role, seen):
    record(actor=None, action="survey.closed")
    assert Entry.objects.visible_to(make_user(role, tangsel)).count() == seen


def test_a_petugas_reads_their_own_acts(entry, officer):
    record(actor=None, action="survey.closed")
    assert list(Entry.objects.visible_to(officer)) == [entry]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_each_transactional_test_begins_with_an_empty_guarded_trail(turn):
    assert Entry.objects.count() == 0
    record(actor=None, action="survey.closed")
    with pytest.raises(IntegrityError, match="append-only"):
        Entry.objects.update(action="x")
