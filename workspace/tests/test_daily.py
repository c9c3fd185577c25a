"""The daily round and the clock that asks for it."""

from datetime import date, datetime, time, timedelta

import pytest
from django.contrib.sessions.models import Session as SignIn
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from surveys.actions import queue_invitations, save_draft
from surveys.models import Draft, Survey
from surveys.tests import databases
from surveys.tests.factories import answer_all, make_open_survey
from surveys.tests.test_messages import give_addresses
from workspace import daily
from workspace.clock import ask_for_what_is_due
from workspace.daily import run_round
from workspace.tasks import run_day

templates = databases.templates
engine = databases.engine
region = databases.region
TODAY = timezone.localdate()


def jobs_asked():
    """Return the names of the jobs that wait, in the order of asking."""
    paths = DBTaskResult.objects.order_by("enqueued_at").values_list("task_path", flat=True)
    return [path.rpartition(".")[2] for path in paths]


def test_the_round_closes_and_seals_what_is_due_and_repeats_nothing(engine, region):
    survey = make_open_survey(region, people=3, closes_on=TODAY)
    answer_all(survey)
    tomorrow = TODAY + timedelta(days=1)
    counts = run_round(tomorrow)
    assert (counts["closed"], counts["sealed"]) == (1, 1)
    assert Survey.objects.get().status == "sealed"
    again = run_round(tomorrow)
    assert (again["closed"], again["sealed"]) == (0, 0)


def test_what_is_older_than_promised_goes(engine, region):
    survey = make_open_survey(region, people=1, closes_on=TODAY + timedelta(days=60))
    save_draft(invitation=survey.invitations.get(), answers={"1": 3}, sequence=1)
    now = timezone.now()
    for days in (13, 15):
        job = run_day.enqueue("2026-01-01")
        DBTaskResult.objects.filter(pk=job.id).update(
            status="SUCCESSFUL", finished_at=now - timedelta(days=days)
        )
    SignIn.objects.create(session_key="a", session_data="", expire_date=now - timedelta(hours=1))
    counts = run_round(TODAY + timedelta(days=14))
    assert (counts["drafts_forgotten"], counts["jobs_forgotten"]) == (1, 1)  # 15 days, not 13
    assert (Draft.objects.count(), SignIn.objects.count()) == (0, 0)


def test_a_step_that_fails_stops_no_other_and_fails_the_round(engine, region, monkeypatch):
    make_open_survey(region, people=1, closes_on=TODAY)

    def fail(_today):
        raise OSError("disk full")

    monkeypatch.setattr(daily, "STEPS", {"broken": fail} | daily.STEPS)
    with pytest.raises(ExceptionGroup) as failed:
        run_round(TODAY + timedelta(days=1))
    assert [str(error) for error in failed.value.exceptions] == ["disk full"]
    assert Survey.objects.get().status == "sealed"


def at(hour, minute=0, day=date(2026, 11, 23)):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@pytest.mark.django_db
def test_two_workers_ask_for_one_round():
    ask_for_what_is_due(at(0, 0))
    ask_for_what_is_due(at(0, 0))
    assert jobs_asked() == ["run_day"]
    assert DBTaskResult.objects.get().args_kwargs["args"] == ["2026-11-23"]


@pytest.mark.django_db
def test_a_round_that_failed_is_asked_for_again_in_the_next_hour():
    ask_for_what_is_due(at(0, 0))
    ask_for_what_is_due(at(0, 59))
    ask_for_what_is_due(at(1, 0))
    assert jobs_asked() == ["run_day", "run_day"]


def test_a_round_that_succeeded_is_not_asked_for_again_on_that_day(engine):
    run_day.call("2026-11-23")
    ask_for_what_is_due(at(13, 0))
    assert jobs_asked() == []
    ask_for_what_is_due(at(0, 1, day=date(2026, 11, 24)))
    assert jobs_asked() == ["run_day"]


@pytest.mark.django_db
def test_sending_is_asked_for_only_when_an_e_mail_is_due(tangsel):
    now = timezone.now()
    ask_for_what_is_due(now)
    assert jobs_asked() == ["run_day"]
    survey = make_open_survey(tangsel, people=2)
    give_addresses(survey)
    queue_invitations(survey=survey, actor=None, now=now)
    ask_for_what_is_due(now)
    ask_for_what_is_due(now)
    assert jobs_asked() == ["run_day", "send_messages"]
