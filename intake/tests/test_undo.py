"""Take back, leave, forget, and what the trail keeps of it."""

from datetime import timedelta

import pytest
from django.core import serializers
from django.utils import timezone

from intake.actions import (
    UndoRefused,
    Unsuitable,
    cancel,
    confirm,
    forget_rows,
    undo,
)
from intake.models import ImportRow, JournalEntry
from intake.tests.toys import TrainerImporter
from programs.models import Subject, Trainer
from trail.models import Entry

IMPORTER = TrainerImporter()
HEADER = ["NIP", "Nama", "Instansi", "Nilai"]


def state_of_the_tables():
    """Everything in the target tables; ``version`` may rise, for open forms must notice."""
    return serializers.serialize("json", Trainer.objects.order_by("pk"))


def test_undo_leaves_the_tables_as_before(check, officer, tangsel):
    Trainer.objects.create(region=tangsel, nip="1", name="Lama", institution="BKN")
    before = state_of_the_tables()
    job = check(["1", "Baru", "BKN", 5], ["2", "Budi", "LAN", 6])
    assert (job.summary["update"], job.summary["warnings"]) == (1, 1)
    job = confirm(job=job, importer=IMPORTER, owner=officer)
    assert state_of_the_tables() != before
    assert undo(job=job, owner=officer, importer=IMPORTER).state == "undone"
    assert state_of_the_tables() == before


def test_undo_is_refused_when_a_row_was_changed_since(check, officer):
    job = confirm(job=check(["1", "Siti", "BKN", 5]), importer=IMPORTER, owner=officer)
    Trainer.objects.update(name="Siti Aminah")
    with pytest.raises(UndoRefused, match="sudah diubah setelah impor"):
        undo(job=job, owner=officer)
    assert Trainer.objects.get().name == "Siti Aminah"


def test_undo_is_refused_when_a_row_was_deleted_since(check, officer):
    job = confirm(job=check(["1", "Siti", "BKN", 5]), importer=IMPORTER, owner=officer)
    Trainer.objects.all().delete()
    with pytest.raises(UndoRefused, match="sudah diubah setelah impor"):
        undo(job=job, owner=officer)


def test_undo_is_refused_when_something_new_uses_a_created_row(check, officer, tangsel):
    from programs.tests.factories import make_program, make_session

    job = confirm(job=check(["1", "Siti", "BKN", 5]), importer=IMPORTER, owner=officer)
    session = make_session(make_program(tangsel))
    Subject.objects.create(session=session, name="Arsip", trainer=Trainer.objects.get())
    with pytest.raises(UndoRefused, match="sudah dipakai data lain"):
        undo(job=job, owner=officer)
    assert Trainer.objects.count() == 1


def test_undo_ends_after_a_day(check, officer):
    job = confirm(job=check(["1", "Siti", "BKN", 5]), importer=IMPORTER, owner=officer)
    late = job.applied_at + timedelta(hours=24, seconds=1)
    with pytest.raises(UndoRefused, match="24 jam"):
        undo(job=job, owner=officer, now=late)
    assert undo(job=job, owner=officer, now=late - timedelta(seconds=2)).state == "undone"


def test_what_was_not_applied_cannot_be_undone(check, officer):
    with pytest.raises(UndoRefused, match="belum dijalankan"):
        undo(job=check(["1", "Siti", "BKN", 5]), owner=officer)


def test_a_cancelled_import_forgets_its_rows_and_cannot_be_confirmed(check, officer):
    job = check(["1", "Siti", "BKN", 5])
    job = cancel(job=job, owner=officer)
    assert (job.state, ImportRow.objects.count()) == ("cancelled", 0)
    with pytest.raises(Unsuitable):
        confirm(job=job, importer=IMPORTER, owner=officer)


def test_the_trail_keeps_counts_and_no_number_of_a_person(check, officer):
    job = confirm(job=check(["198001", "Siti", "BKN", 5]), importer=IMPORTER, owner=officer)
    undo(job=job, owner=officer, importer=IMPORTER)
    undone, applied = Entry.objects.all()[:2]
    assert (applied.action, undone.action) == ("import.applied", "import.undone")
    assert (applied.actor_id, applied.region_code) == (officer.pk, "36.74")
    assert (applied.detail["new"], applied.detail["applied_created"]) == (1, 1)
    assert "198001" not in str(applied.detail) + applied.target


def test_rows_are_forgotten_when_they_have_served(check, officer):
    done = confirm(job=check(["1", "Siti", "BKN", 5]), importer=IMPORTER, owner=officer)
    left = check(["2", "Budi", "BKN", 5])
    forget_rows(now=timezone.now() + timedelta(hours=25))
    assert (done.rows.count(), done.journal.count(), left.rows.count()) == (0, 0, 1)
    forget_rows(now=timezone.now() + timedelta(days=8))
    assert (ImportRow.objects.count(), JournalEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize("count", [3, 300])
def test_checking_confirming_and_undoing_take_no_query_per_row(
    check, officer, count, django_assert_max_num_queries
):
    rows = [[str(number), f"Orang {number}", "BKN", 1] for number in range(count)]
    check(rows[0])  # warms what is read once
    with django_assert_max_num_queries(18):
        job = check(*rows)
        assert job.summary["new"] == count
    with django_assert_max_num_queries(24):
        confirm(job=job, importer=IMPORTER, owner=officer)
    with django_assert_max_num_queries(24):
        undo(job=job, importer=IMPORTER, owner=officer)
