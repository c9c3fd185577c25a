"""What the database itself refuses, on both engines."""

import pytest
from django.db import IntegrityError

from surveys.models import (
    Authorship,
    ClosedAuthorship,
    ClosedPseudonym,
    ClosedResponse,
    Pseudonym,
    Question,
    Response,
    Survey,
)
from surveys.tests.factories import make_closed_survey, make_open_survey


def response_of(region, promise):
    survey = make_open_survey(region, people=1, promise=promise)
    return Response.objects.create(survey=survey, answers={})


@pytest.mark.parametrize(
    ("promise", "allowed"), [("anonymous", False), ("confidential", True), ("named", False)]
)
def test_a_pseudonym_stands_only_beside_a_confidential_response(engine, region, promise, allowed):
    response = response_of(region, promise)
    if allowed:
        Pseudonym.objects.create(response=response, rater="a" * 64)
    else:
        with pytest.raises(IntegrityError, match="surveys_pseudonym_only_where_confidential"):
            Pseudonym.objects.create(response=response, rater="a" * 64)


@pytest.mark.parametrize(
    ("promise", "allowed"), [("anonymous", False), ("confidential", False), ("named", True)]
)
def test_an_author_stands_only_beside_a_named_response(engine, region, promise, allowed):
    response = response_of(region, promise)
    employee = response.survey.invitations.get().rater
    if allowed:
        Authorship.objects.create(response=response, employee=employee)
    else:
        with pytest.raises(IntegrityError, match="surveys_authorship_only_where_named"):
            Authorship.objects.create(response=response, employee=employee)


def test_after_close_an_anonymous_answer_still_takes_no_name(engine, region):
    survey = make_closed_survey(region, [3])
    response = ClosedResponse.objects.get(survey=survey)
    with pytest.raises(IntegrityError, match="surveys_closedpseudonym_only_where_confidential"):
        ClosedPseudonym.objects.create(response=response, rater="a" * 64)
    with pytest.raises(IntegrityError, match="surveys_closedauthorship_only_where_named"):
        ClosedAuthorship.objects.create(response=response, employee=survey.invitations.get().rater)


@pytest.mark.parametrize(
    "change",
    [
        {"promise": "named"},
        {"promise": "confidential"},
        {"by_unit_group": True},
        {"min_group": 1},
        {"min_stratum": 1},
        {"min_raters": 1},
        {"min_commenters": 1},
        {"min_comments": 1},
        {"audience": "alumni"},
    ],
)
def test_what_an_open_form_promised_does_not_change(engine, region, change):
    survey = make_open_survey(region, people=1)
    with pytest.raises(IntegrityError, match="surveys_promise_is_frozen"):
        Survey.objects.filter(pk=survey.pk).update(**change)


@pytest.mark.parametrize("status", ["open", "draft"])
def test_a_closed_form_never_opens_again(engine, region, status):
    survey = make_closed_survey(region, [3])
    with pytest.raises(IntegrityError, match="surveys_closed_stays_closed"):
        Survey.objects.filter(pk=survey.pk).update(status=status)


def test_sent_answers_do_not_change_before_or_after_close(engine, region):
    survey = make_open_survey(region, people=1)
    Response.objects.create(survey=survey, answers={"1": 1})
    with pytest.raises(IntegrityError, match="surveys_answers_do_not_change"):
        Response.objects.update(answers={"1": 4})
    make_closed_survey(region, [3])
    with pytest.raises(IntegrityError, match="surveys_closed_answers_do_not_change"):
        ClosedResponse.objects.update(answers={})


def test_a_sent_invitation_stays_sent(engine, region):
    survey = make_closed_survey(region, [3])
    with pytest.raises(IntegrityError, match="surveys_sent_stays_sent"):
        survey.invitations.update(is_submitted=False)


def test_questions_of_an_opened_questionnaire_do_not_change(engine, region):
    question = Question.objects.filter(section__questionnaire__code="F1S").first()
    Question.objects.filter(pk=question.pk).update(text="Sebelum dibuka boleh.")  # the control
    make_open_survey(region, people=1)
    with pytest.raises(IntegrityError, match="surveys_locked_questions_do_not_change"):
        Question.objects.filter(pk=question.pk).update(text="Sesudah dibuka tidak.")
    with pytest.raises(IntegrityError, match="surveys_locked_stays_locked"):
        question.section.questionnaire.__class__.objects.filter(code="F1S").update(locked=False)
