"""Planned forms on their day: opened once, tried again, shifted, left out, opened by a press."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programs.actions import bump_data_version
from programs.tests.factories import make_program, make_session
from surveys.actions import (
    CannotOpen,
    adopt_plan,
    close_survey,
    open_new_round,
    open_now,
    open_planned,
    resume,
    shift,
    skip,
)
from surveys.choices import PlannedStatus
from surveys.models import PlanLine, PlannedSurvey, Survey
from surveys.tests.factories import make_crowd, make_open_survey
from surveys.tests.plans import after_months, make_line, set_clock

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def days(number):
    return timedelta(days=number)


@pytest.fixture
def program(tangsel):
    return make_program(tangsel)


def due(session):
    return PlannedSurvey.objects.filter(session=session).first()


@pytest.fixture
def ended(program):
    """An angkatan that ends today; its F1S is due."""
    session = make_session(program, starts_on=TODAY - days(1))
    make_line(program)
    adopt_plan(session=session, actor=None)
    return session


def test_a_form_opens_on_its_day_and_once(ended):
    make_crowd(ended, 3)
    assert [open_planned(TODAY), open_planned(TODAY)] == [1, 0]
    planned = due(ended)
    assert (planned.status, planned.survey.status) == ("opened", "open")
    assert planned.survey.closes_on == ended.ends_on + days(6)
    assert planned.survey.invitations.count() == 3


def test_a_form_that_cannot_open_says_why_and_is_tried_again(ended):
    assert open_planned(TODAY) == 0
    planned = due(ended)
    assert planned.status == PlannedStatus.FAILED
    assert planned.problem.startswith("Belum ada peserta yang dapat diundang")
    make_crowd(ended, 1)
    assert open_planned(TODAY) == 1
    assert due(ended).problem == ""


def test_a_form_that_would_have_closed_is_given_up_in_words(ended, monkeypatch):
    make_crowd(ended, 1)
    set_clock(monkeypatch, TODAY + days(30))
    assert open_planned(TODAY + days(30)) == 0
    assert "sudah lewat" in due(ended).problem
    assert not PlannedSurvey.objects.due_on(TODAY + days(30)).exists()


def test_a_broken_form_stops_no_other(ended, program, monkeypatch):
    make_crowd(ended, 1)
    other = make_session(program, number="2", starts_on=TODAY - days(1))
    adopt_plan(session=other, actor=None)
    make_crowd(other, 1)
    from surveys.actions import calendars

    real = calendars.open_survey

    def sometimes(*, session, **opening):
        if session.pk == ended.pk:
            raise RuntimeError
        return real(session=session, **opening)

    monkeypatch.setattr(calendars, "open_survey", sometimes)
    assert open_planned(TODAY) == 1
    assert due(ended).problem.startswith("Terjadi kesalahan pada sistem.")
    assert due(other).status == PlannedStatus.OPENED


def test_a_form_opened_by_hand_is_the_planned_one(ended, tangsel):
    survey = make_open_survey(tangsel, session=ended)
    assert open_planned(TODAY) == 1
    assert due(ended).survey == survey
    assert Survey.objects.count() == 1


def test_the_same_form_months_later_is_a_wave_of_its_own(program, monkeypatch):
    session = make_session(program, starts_on=TODAY - days(91))  # ended 90 days ago
    after_months(program, "F3", "alumni", 3)
    after_months(program, "F3", "alumni", 6)
    make_crowd(session, 2)
    adopt_plan(session=session, actor=None)
    assert open_planned(TODAY) == 1
    first = close_survey(survey=Survey.objects.get(), actor=None)
    later = TODAY + days(90)
    set_clock(monkeypatch, later)
    assert open_planned(later) == 1
    second = Survey.objects.get(round=2)
    assert (second.opened_on, second.invitations.count()) == (later, 2)
    again = open_new_round(survey=first, closes_on=later, actor=None)
    assert (again.round, again.opened_on) == (3, TODAY)
    with pytest.raises(CannotOpen, match="sudah dibuka"):
        open_new_round(survey=first, closes_on=later, actor=None)


def test_a_press_opens_today_what_was_planned_for_later(program):
    session = make_session(program, starts_on=TODAY - days(40))
    after_months(program, "F3", "alumni", 3, days_open=14)
    make_crowd(session, 1)
    adopt_plan(session=session, actor=None)
    survey = open_now(planned=due(session), actor=None)
    assert (survey.opened_on, survey.closes_on) == (TODAY, TODAY + days(13))
    with pytest.raises(CannotOpen, match="sudah dibuka"):
        shift(planned=due(session), opens_on=TODAY, closes_on=TODAY, actor=None)


def test_what_was_left_out_opens_only_after_it_was_brought_back(ended):
    make_crowd(ended, 1)
    skip(planned=due(ended), actor=None)
    assert open_planned(TODAY) == 0
    resume(planned=due(ended), actor=None)
    assert open_planned(TODAY) == 1


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [(5, 4, "mendahului tanggal pembukaan"), (-5, -1, "sudah lewat")],
)
def test_dates_that_make_no_sense_are_refused_in_words(ended, opens, closes, sentence):
    with pytest.raises(CannotOpen, match=sentence):
        shift(
            planned=due(ended),
            opens_on=TODAY + days(opens),
            closes_on=TODAY + days(closes),
            actor=None,
        )
    assert due(ended).opens_on == ended.ends_on


def test_opening_asks_as_often_for_thirty_people_as_for_sixty(
    program, tangsel, django_assert_num_queries
):
    bump_data_version(tangsel.pk)  # its first row costs queries of its own
    for number, people in (("1", 30), ("2", 60)):
        session = make_session(program, number=number, starts_on=date(2020, 1, 1))
        if number == "1":
            make_line(program)
        make_crowd(session, people)
        line = PlanLine.objects.get()
        PlannedSurvey.objects.create(
            line=line, session=session, opens_on=TODAY, closes_on=TODAY + days(6)
        )
        with django_assert_num_queries(26):
            assert open_planned(TODAY) == 1


def test_the_plan_finds_what_was_opened_by_hand_before(tangsel, program):
    session = make_session(program, starts_on=TODAY - days(1))
    survey = make_open_survey(tangsel, session=session)
    make_line(program)
    adopt_plan(session=session, actor=None)
    assert (due(session).survey, due(session).status) == (survey, "opened")
