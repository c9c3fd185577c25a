"""Sealing on real databases: idempotent, patient, and the commands around it."""

import sqlite3
import threading
from datetime import timedelta
from io import StringIO

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from evaluasi.tests.postgres import URL
from programs.tests.factories import make_program, make_session
from surveys import keys
from surveys.actions import close_survey, invitation_of_token, seal_surveys, sealing
from surveys.models import Survey
from surveys.tests.attacks import LIMIT, ROUNDS, best_link, by_ctid, by_rowid
from surveys.tests.factories import answer, make_closed_survey, make_crowd, make_open_survey


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue().splitlines()


def test_a_seal_marks_closed_forms_and_leaves_open_ones_alone(engine, region):
    closed = make_closed_survey(region, [3, 4])
    opened = make_open_survey(region, people=1)
    assert seal_surveys() == [closed]
    assert dict(Survey.objects.values_list("pk", "status")) == {
        closed.pk: "sealed",
        opened.pk: "open",
    }
    assert seal_surveys() == []
    assert answer(opened.invitations.with_page().get()) is True


def test_a_seal_destroys_the_key_that_a_dying_close_left_behind(engine, region):
    survey = make_closed_survey(region, [3])
    keys.store().create(survey.link_key)
    seal_surveys()
    assert not keys.store().holds(survey.link_key)


def test_sealing_inside_a_transaction_is_refused(engine):
    with (
        transaction.atomic(),
        pytest.raises(transaction.TransactionManagementError, match="outside transactions"),
    ):
        seal_surveys()


def hold(engine, region, seconds):
    """Let another program read the inbox for a while; return when it has begun."""
    begun = threading.Event()
    done = threading.Event()

    def other_program():
        if engine.vendor == "sqlite":
            other = sqlite3.connect(engine.name, isolation_level=None)
        else:
            other = psycopg2.connect(URL.rsplit("/", 1)[0] + f"/{engine.name}")
        cursor = other.cursor()
        if engine.vendor == "sqlite":
            cursor.execute("BEGIN")
        cursor.execute("SELECT count(*) FROM surveys_response")
        cursor.fetchone()
        begun.set()
        done.wait(seconds)
        other.rollback()
        other.close()

    thread = threading.Thread(target=other_program)
    thread.start()
    begun.wait()
    return thread, done


def test_a_seal_waits_for_a_reader_and_then_succeeds(engine, region, monkeypatch):
    monkeypatch.setattr(sealing, "LOCK_TIMEOUT", "100ms")
    monkeypatch.setattr(sealing, "PAUSE", 0.3)
    survey = make_closed_survey(region, [3])
    thread, _done = hold(engine, region, 0.6)
    assert seal_surveys() == [survey]
    thread.join()


def test_a_seal_that_gets_no_lock_says_so_and_seals_nothing(engine, region, monkeypatch):
    for name, value in (("LOCK_TIMEOUT", "50ms"), ("PAUSE", 0.01), ("ATTEMPTS", 2)):
        monkeypatch.setattr(sealing, name, value)
    survey = make_closed_survey(region, [3])
    if engine.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
    thread, done = hold(engine, region, 30)
    try:
        with pytest.raises(OperationalError):
            seal_surveys()
        with pytest.raises(CommandError, match="ulangi nanti"):
            run("seal_surveys")
    finally:
        done.set()
        thread.join()
    assert Survey.objects.get(pk=survey.pk).status == "closed"


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_seal_waits_for_a_long_transaction_that_still_sees_deleted_answers(
    engine, region, monkeypatch
):
    """It holds no lock on the inbox, so CLUSTER would run, and keep the dead rows for it."""
    monkeypatch.setattr(sealing, "PAUSE", 0.01)
    survey = make_open_survey(region, people=3)
    for invitation in survey.invitations.with_page():
        answer(invitation, 3, T2="kenari")
    other = psycopg2.connect(URL.rsplit("/", 1)[0] + f"/{engine.name}")
    other.set_session(isolation_level="REPEATABLE READ")
    other.cursor().execute("SELECT count(*) FROM surveys_scale")
    close_survey(survey=survey, actor=None)
    with pytest.raises(OperationalError, match="long transaction"):
        seal_surveys()
    assert Survey.objects.get(pk=survey.pk).status == "closed"
    other.close()
    assert seal_surveys() == [survey]


def test_after_the_seal_invitations_do_not_tell_who_answered_first(engine, region):
    for _ in range(ROUNDS):
        survey = make_open_survey(region, people=40)
        sent = list(survey.invitations.with_page().order_by("rater__name"))[::-1]
        for invitation in sent:
            answer(invitation)
        close_survey(survey=survey, actor=None)
        seal_surveys()
        order = by_rowid if engine.vendor == "sqlite" else by_ctid
        found = order("surveys_invitation", "id", f"survey_id = {survey.pk}")
        best = best_link([[invitation.pk for invitation in sent]], found)
        if best <= LIMIT:
            break
    assert best <= LIMIT


# --- the commands ---------------------------------------------------------------------------------
@pytest.fixture
def session(region):
    session = make_session(make_program(region, code="MW26"))
    make_crowd(session, 3)
    return session


def open_command(**options):
    options = {"audience": "participants", "promise": "anonymous"} | options
    return run("open_survey", session="MW26-1", questionnaire="F1S", **options)


def test_a_form_can_be_opened_answered_closed_and_sealed_by_commands(engine, session):
    code, *links = open_command()
    assert code == "F1S.MW26-1.1"
    assert len(links) == 3
    for link in links:
        answer(invitation_of_token(link.removeprefix("/i/")), 4)
    assert run("close_survey", code) == ["F1S.MW26-1.1 ditutup: 3 dari 3 mengisi."]
    assert run("seal_surveys") == ["1 formulir disegel."]
    assert Survey.objects.get().status == "sealed"


def test_due_forms_are_closed_by_a_command(engine, session):
    open_command()
    Survey.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert run("close_due_surveys") == [
        "F1S.MW26-1.1 ditutup: 0 dari 3 mengisi.",
        "0 nama samaran dihapus.",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["close_survey", "F9.X-1.1"], "Formulir dengan kode F9.X-1.1 tidak ada."),
        (
            ["open_survey", "--session=X-1", "--questionnaire=F1S", "--audience=participants",
             "--promise=anonymous"],
            "Angkatan dengan kode X-1 tidak ada.",
        ),
        (
            ["open_survey", "--session=MW26-1", "--questionnaire=F9", "--audience=participants",
             "--promise=anonymous"],
            "Kuesioner dengan kode F9 tidak ada.",
        ),
        (
            ["open_survey", "--session=MW26-1", "--questionnaire=F2", "--audience=participants",
             "--promise=anonymous"],
            "Angkatan ini belum mempunyai mata pelatihan.",
        ),
        (
            ["open_survey", "--session=MW26-1", "--questionnaire=F4", "--audience=supervisors",
             "--promise=anonymous"],
            "Formulir atasan selalu bersifat rahasia; pilih janji Rahasia.",
        ),
    ],
)  # fmt: skip
def test_commands_refuse_with_a_sentence(engine, session, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)
    assert Survey.objects.count() == 0
