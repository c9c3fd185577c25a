"""After opening: late invitations, extensions, new rounds, and the life of pseudonyms."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programs.tests.factories import make_participation, make_program, make_session
from surveys import keys
from surveys.actions import (
    CannotOpen,
    SurveyClosed,
    close_survey,
    destroy_pseudonyms,
    extend_survey,
    invite_missing,
    open_new_round,
)
from surveys.actions.opening import months_after
from surveys.models import ClosedPseudonym, Survey
from surveys.tests.factories import answer, make_crowd, make_open_survey, make_recent_session
from surveys.tests.test_opening import open_for, raters

TODAY = timezone.localdate()


@pytest.fixture
def session(tangsel):
    return make_session(make_program(tangsel))


# --- afterwards -----------------------------------------------------------------------------------
def test_people_enrolled_later_are_invited_later(session):
    make_crowd(session, 2)
    survey = open_for(session)
    late = make_participation(session).employee
    assert invite_missing(survey=survey, actor=None) == 1
    assert invite_missing(survey=survey, actor=None) == 0
    assert late in raters(survey)
    assert survey.invitations.count() == 3


def test_an_open_form_can_be_extended_and_not_shortened(tangsel):
    survey = make_open_survey(tangsel)
    later = survey.closes_on + timedelta(days=3)
    assert extend_survey(survey=survey, closes_on=later, actor=None).closes_on == later
    with pytest.raises(CannotOpen, match="harus sesudah tanggal yang lama"):
        extend_survey(survey=survey, closes_on=later, actor=None)
    close_survey(survey=survey, actor=None)
    with pytest.raises(SurveyClosed):
        extend_survey(survey=survey, closes_on=later + timedelta(days=1), actor=None)


def test_a_new_round_asks_only_those_who_did_not_answer(tangsel):
    survey = make_open_survey(tangsel, people=4)
    for invitation in survey.invitations.select_related("survey")[:3]:
        answer(invitation)
    with pytest.raises(CannotOpen, match="setelah formulir ini ditutup"):
        open_new_round(survey=survey, closes_on=TODAY, actor=None)
    closed = close_survey(survey=survey, actor=None)
    missing = {one.rater for one in survey.invitations.missing().select_related("rater")}
    fresh = open_new_round(survey=closed, closes_on=TODAY, actor=None)
    assert raters(fresh) == missing
    assert (fresh.round, fresh.promise, fresh.code[-2:]) == (2, "anonymous", ".2")
    with pytest.raises(CannotOpen, match="sudah dibuka"):
        open_new_round(survey=closed, closes_on=TODAY, actor=None)


def test_when_all_have_answered_there_is_no_new_round(tangsel):
    survey = make_open_survey(tangsel, people=1)
    answer(survey.invitations.select_related("survey").get())
    closed = close_survey(survey=survey, actor=None)
    with pytest.raises(CannotOpen, match="Semua yang diundang sudah mengisi"):
        open_new_round(survey=closed, closes_on=TODAY, actor=None)


# --- pseudonyms -----------------------------------------------------------------------------------
def test_confidential_waves_of_a_session_share_one_pseudonym_key(tangsel):
    session = make_recent_session(tangsel)
    make_crowd(session, 2)
    first = open_for(session, promise="confidential")
    second = open_for(session, "F3", "alumni", "confidential")
    assert first.pseudonym_key == second.pseudonym_key != ""
    assert keys.store().holds(first.pseudonym_key)


def test_a_person_has_another_pseudonym_in_each_wave_and_anonymous_forms_have_none(tangsel):
    session = make_recent_session(tangsel)
    make_crowd(session, 2)
    for code, promise in (("F0", "confidential"), ("F1S", "confidential"), ("F1", "anonymous")):
        survey = open_for(session, code, promise=promise)
        for invitation in survey.invitations.select_related("survey", "participation"):
            answer(invitation)
        close_survey(survey=survey, actor=None)
    pseudonyms = ClosedPseudonym.objects.values_list("rater", "subject")
    assert len(pseudonyms) == 4  # 2 people in 2 confidential waves
    assert len({name for pair in pseudonyms for name in pair}) == 8  # no two are alike


def test_pseudonyms_and_their_key_go_on_the_printed_date(tangsel):
    survey = open_for_confidential(make_recent_session(tangsel))
    until = survey.pseudonyms_until
    assert destroy_pseudonyms(until - timedelta(days=1)) == 0
    assert ClosedPseudonym.objects.count() == 1
    assert destroy_pseudonyms(until) == 1
    assert ClosedPseudonym.objects.count() == 0
    assert not keys.store().holds(survey.pseudonym_key)
    assert Survey.objects.get(pk=survey.pk).pseudonym_key == ""


def open_for_confidential(session):
    make_crowd(session, 1)
    survey = open_for(session, promise="confidential")
    answer(survey.invitations.select_related("survey", "participation").get())
    close_survey(survey=survey, actor=None)
    return survey


@pytest.mark.parametrize(
    ("ended", "until"),
    [
        (date(2026, 3, 3), date(2027, 6, 3)),
        (date(2026, 3, 31), date(2027, 6, 28)),  # never later than fifteen months
        (date(2026, 11, 30), date(2028, 2, 28)),
    ],
)
def test_the_printed_date_is_fifteen_months_after_the_session(ended, until):
    assert months_after(ended, 15) == until


def test_a_confidential_form_after_that_date_keeps_no_pseudonyms_at_all(tangsel):
    session = make_session(make_program(tangsel), starts_on=date(2024, 3, 4))
    make_crowd(session, 1)
    survey = open_for(session, "F3", "alumni", "confidential")
    assert (survey.pseudonym_key, survey.pseudonyms_until) == ("", None)
