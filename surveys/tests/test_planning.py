"""The evaluation plan of a programme and the calendars that sessions get from it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programs.actions import (
    add_session,
    add_subject,
    bump_data_version,
    cancel_session,
    change_session,
)
from programs.models import Session, Subject
from programs.tests.factories import make_program, make_session
from surveys.actions import (
    PRESETS,
    CannotOpen,
    adopt_plan,
    change_line,
    close_survey,
    open_new_round,
    open_now,
    open_planned,
    remove_line,
    resume,
    shift,
    skip,
    suggested_preset,
    take_preset,
)
from surveys.choices import PlannedStatus
from surveys.models import PlanLine, PlannedSurvey, Survey
from surveys.tests.factories import make_crowd, make_open_survey
from surveys.tests.plans import after_months, make_line, set_clock
from trail.models import Entry

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=10)


def days(number):
    return timedelta(days=number)


@pytest.fixture
def program(tangsel):
    return make_program(tangsel)


def scheduled(program, starts_on=SOON, number="1", length=2):
    """An angkatan entered as a Petugas does."""
    session = Session(
        program=program, number=number, starts_on=starts_on, ends_on=starts_on + days(length - 1)
    )
    return add_session(session=session, actor=None)


def calendar(session):
    rows = PlannedSurvey.objects.filter(session=session).select_related("line__questionnaire")
    return [(row.line.questionnaire.code, row.opens_on, row.closes_on) for row in rows]


# --- the plan makes calendars ---------------------------------------------------------------------
def test_scheduling_a_session_makes_its_calendar(program):
    make_line(program)
    after_months(program, "F3", "alumni", 3, days_open=14)
    ends_on = SOON + days(1)
    assert calendar(scheduled(program)) == [
        ("F1S", ends_on, ends_on + days(6)),
        ("F3", ends_on + days(90), ends_on + days(103)),
    ]


def test_a_line_reaches_the_sessions_that_have_not_started(program):
    waiting, started = scheduled(program), make_session(program, number="2", starts_on=TODAY)
    make_line(program)
    assert len(calendar(waiting)) == 1
    assert calendar(started) == []


def test_a_form_of_each_mata_pelatihan_opens_when_it_was_taught(program):
    make_line(program, "F2", promise="anonymous")
    session = scheduled(program)
    assert calendar(session) == []
    for name, taught_on in (("Prioritas", SOON), ("Delegasi", None)):
        subject = Subject(session=session, name=name, taught_on=taught_on)
        add_subject(subject=subject, trainer_name="", institution="", actor=None)
    assert [opens_on for _code, opens_on, _last in calendar(session)] == [SOON, SOON + days(1)]


def test_moving_a_session_moves_what_nobody_shifted(program):
    make_line(program)
    after_months(program, "F3", "alumni", 3)
    session = scheduled(program)
    first, second = PlannedSurvey.objects.filter(session=session)
    shift(planned=second, opens_on=SOON + days(50), closes_on=SOON + days(60), actor=None)
    session.starts_on, session.ends_on = SOON + days(5), SOON + days(6)
    change_session(session=session, version=session.version, actor=None)
    assert calendar(session) == [
        ("F1S", SOON + days(6), SOON + days(12)),
        ("F3", SOON + days(50), SOON + days(60)),
    ]
    assert first.pk in set(PlannedSurvey.objects.values_list("pk", flat=True))


def test_a_cancelled_session_opens_nothing(program, monkeypatch):
    make_line(program)
    session = scheduled(program)
    make_crowd(session, 2)
    cancel_session(session=session, reason="Ditunda", actor=None, day=TODAY)
    set_clock(monkeypatch, SOON + days(1))
    assert open_planned(SOON + days(1)) == 0


# --- frozen when a session starts -----------------------------------------------------------------
@pytest.fixture
def started_and_waiting(program, monkeypatch):
    """One line, one angkatan that has started meanwhile and one that has not."""
    make_line(program)
    started, waiting = scheduled(program), scheduled(program, SOON + days(30), "2")
    set_clock(monkeypatch, SOON)
    return started, waiting


def test_a_changed_line_leaves_started_sessions_as_they_were(program, started_and_waiting):
    started, waiting = started_and_waiting
    line = PlanLine.objects.get()
    line.offset, line.days_open = 2, 10
    change_line(line=line, actor=None)
    assert calendar(started) == [("F1S", SOON + days(1), SOON + days(7))]
    assert calendar(waiting) == [("F1S", SOON + days(33), SOON + days(42))]
    assert PlanLine.objects.current().get().offset == 2
    assert PlanLine.objects.count() == 2


def test_a_removed_line_stays_with_started_sessions(program, started_and_waiting):
    started, waiting = started_and_waiting
    remove_line(line=PlanLine.objects.get(), actor=None)
    assert (len(calendar(started)), len(calendar(waiting))) == (1, 0)
    assert not PlanLine.objects.current().exists()


def test_a_new_line_is_not_forced_on_started_sessions(program, started_and_waiting):
    started, waiting = started_and_waiting
    after_months(program, "F3", "alumni", 3)
    assert (len(calendar(started)), len(calendar(waiting))) == (1, 2)


def test_before_any_session_starts_a_line_is_simply_changed(program):
    line = make_line(program)
    session = scheduled(program)
    line.offset = 3
    change_line(line=line, actor=None)
    assert calendar(session) == [("F1S", SOON + days(4), SOON + days(10))]
    remove_line(line=line, actor=None)
    assert not PlanLine.objects.exists()
    assert calendar(session) == []


def test_a_started_session_without_a_calendar_takes_the_plan_on_a_press(program):
    session = make_session(program, starts_on=TODAY - days(40))
    make_line(program)
    after_months(program, "F3", "alumni", 3)
    assert adopt_plan(session=session, actor=None) == 1
    late, ahead = PlannedSurvey.objects.filter(session=session)
    assert (late.status, late.problem) == ("skipped", "Sudah lewat ketika jadwal ini dibuat.")
    assert (ahead.status, ahead.opens_on) == ("waiting", session.ends_on + days(90))


def test_the_plan_finds_what_was_opened_by_hand_before(tangsel, program):
    session = make_session(program, starts_on=TODAY - days(1))
    survey = make_open_survey(tangsel, session=session)
    make_line(program)
    adopt_plan(session=session, actor=None)
    assert (due(session).survey, due(session).status) == (survey, "opened")


# --- presets --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"form": 3}, "technical"),
        ({"form": 1}, "managerial"),
        ({"form": 5}, "managerial"),
        ({"form": 3, "competence": "managerial"}, "managerial"),
        ({"form": 13, "name": "Latsar CPNS Golongan III"}, "managerial"),
    ],
)
def test_the_kind_of_training_suggests_a_plan(tangsel, fields, key):
    assert suggested_preset(make_program(tangsel, **fields)).key == key


@pytest.mark.parametrize(("key", "months"), [("technical", [3, 6]), ("managerial", [6, 12])])
def test_a_preset_asks_alumni_and_atasan_in_its_months(program, key, months):
    assert take_preset(program=program, preset=PRESETS[key], actor=None) == 7
    assert take_preset(program=program, preset=PRESETS[key], actor=None) == 0
    late = PlanLine.objects.filter(program=program, offset__gt=0)
    found = {(line.questionnaire.code, line.audience, line.promise, line.months) for line in late}
    assert found == {
        (code, audience, "confidential", month)
        for month in months
        for code, audience in (("F3", "alumni"), ("F4", "supervisors"))
    }
    assert Entry.objects.filter(action="plan.preset_taken").count() == 2


# --- opening --------------------------------------------------------------------------------------
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
