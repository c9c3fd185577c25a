"""The evaluation plan of a programme and the calendars that sessions get from it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.actions import (
    add_session,
    add_subject,
    cancel_session,
    change_session,
)
from programs.models import Session, Subject
from programs.tests.factories import make_program, make_session
from surveys.actions import (
    PRESETS,
    adopt_plan,
    change_line,
    open_planned,
    remove_line,
    shift,
    suggested_preset,
    take_preset,
)
from surveys.models import PlanLine, PlannedSurvey
from surveys.tests.factories import make_crowd
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
