"""The restore drill: back up, also while answers come in, restore elsewhere, compare."""

import stat
import threading
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from surveys.actions import invitation_of_token, link_of, load_draft, save_draft, submit
from surveys.models import Invitation, Response, Survey
from surveys.tests import databases
from surveys.tests.factories import answers_for, make_closed_survey, make_open_survey

templates = databases.templates
engine = databases.engine
region = databases.region


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue().splitlines()


def back_up(folder):
    """Return the one file that a backup writes."""
    run("backup", str(folder))
    (file,) = folder.iterdir()
    return file


def counts():
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label: model._default_manager.count() for model in models}


def integrity():
    """What the engine itself says about the restored files and references."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            found = [row[0] for row in cursor.fetchall()]
            cursor.execute("PRAGMA foreign_key_check")
            return found + cursor.fetchall()
        cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
        return ["ok", *cursor.fetchall()]


def test_a_backup_restored_elsewhere_has_every_row_and_opens_the_same_links(
    engine, region, tmp_path
):
    make_closed_survey(region, [4, 3, 3])
    survey = make_open_survey(region, people=2)
    first, second = survey.invitations.with_page()
    submit(invitation=first, answers=answers_for(survey, 4, T2="Sudah baik."))
    save_draft(invitation=second, answers={"1": 2}, sequence=1)
    file = back_up(tmp_path / "backups")
    before = counts()
    with databases.another_database(engine, tmp_path):
        assert run("restore", str(file), "--noinput") == [f"Dipulihkan dari {file.name}."]
        assert counts() == before
        assert integrity() == ["ok"]
        found = invitation_of_token(link_of(second).removeprefix("/i/"))
        assert load_draft(found) == {"1": 2}
        assert submit(invitation=found, answers=answers_for(found.survey)) is True
    assert Response.objects.count() == 1  # the first database was left alone


def test_a_backup_during_a_busy_form_is_one_consistent_moment(engine, region, tmp_path):
    survey = make_open_survey(region, people=60)
    answers = answers_for(survey, 3, T2="Sudah baik.")
    stop = threading.Event()

    def room():
        for invitation in Invitation.objects.with_page().filter(survey=survey):
            if stop.is_set():
                break
            submit(invitation=invitation, answers=answers)
        connection.close()

    thread = threading.Thread(target=room)
    thread.start()
    try:
        file = back_up(tmp_path / "backups")
    finally:
        stop.set()
        thread.join()
    with databases.another_database(engine, tmp_path):
        run("restore", str(file), "--noinput")
        assert integrity() == ["ok"]
        sent = Invitation.objects.filter(is_submitted=True).count()
        assert Response.objects.count() == sent


def test_a_backup_is_sealed_whole_and_readable_by_its_owner_only(engine, region, tmp_path):
    survey = make_closed_survey(region, [4, 3, 3])
    file = back_up(tmp_path / "backups")
    assert Survey.objects.get(pk=survey.pk).status == "sealed"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.suffix == {"sqlite": ".sqlite3", "postgresql": ".dump"}[engine.vendor]


def test_the_key_store_is_not_in_the_backup(engine, region, tmp_path, settings):
    make_open_survey(region, people=1)
    raw = back_up(tmp_path / "backups").read_bytes()
    secrets = [path.read_bytes() for path in settings.KEY_DIR.iterdir()]
    assert len(secrets) == 2  # the link key and the look-up key
    assert not [secret for secret in secrets if secret in raw or secret.hex().encode() in raw]


def test_a_form_whose_key_is_gone_is_named_after_a_restore(engine, region, tmp_path, settings):
    survey = make_open_survey(region, people=1)
    file = back_up(tmp_path / "backups")
    for path in settings.KEY_DIR.iterdir():
        path.unlink()
    with databases.another_database(engine, tmp_path):
        assert run("restore", str(file), "--noinput")[1:] == [
            f"Kunci formulir {survey.code} tidak ada: tautannya tidak dapat dibuat lagi."
        ]


def test_what_is_no_backup_is_refused_and_nothing_changes(engine, region, tmp_path):
    make_closed_survey(region, [4])
    before = counts()
    nonsense = tmp_path / "catatan.sqlite3"
    nonsense.write_text("bukan cadangan")
    with pytest.raises(CommandError, match="bukan cadangan"):
        run("restore", str(nonsense), "--noinput")
    with pytest.raises(CommandError, match="tidak ada"):
        run("restore", str(tmp_path / "hilang"), "--noinput")
    assert counts() == before


def test_a_damaged_backup_is_refused_and_nothing_changes(engine, region, tmp_path):
    make_closed_survey(region, [4])
    file = back_up(tmp_path / "backups")
    before = counts()
    damaged = bytearray(file.read_bytes())
    middle = len(damaged) // 2
    damaged[middle : middle + 20_000] = b"\x00" * 20_000
    file.write_bytes(damaged)
    with pytest.raises(CommandError, match=r"rusak|gagal"):
        run("restore", str(file), "--noinput")
    assert counts() == before
