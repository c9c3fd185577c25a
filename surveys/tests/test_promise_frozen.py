"""N11: what a form promised stays, in every state, for every role and every address."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from surveys import urls
from surveys.actions import close_survey, open_new_round
from surveys.choices import Promise, SurveyStatus
from surveys.models import Survey
from surveys.tests.factories import (
    answer,
    make_crowd,
    make_open_survey,
    make_recent_session,
    preset,
)

NEXT_WEEK = timezone.localdate() + timedelta(days=7)
OTHERS = [(one, other) for one in Promise for other in Promise if one != other]


def addresses():
    """Return every address of one form; a new one is tried by itself."""
    routes = [str(path.pattern) for path in urls.urlpatterns]
    return [route for route in routes if route.startswith("surveys/<int:pk>/")]


def forms_in_each_state(region, promise):
    """An open form with an answer, a closed one, and a new round of it."""
    forms = [make_open_survey(region, people=2, promise=promise) for _ in range(2)]
    for form in forms:
        answer(form.invitations.with_page().first())
    close_survey(survey=forms[1], actor=None)
    closed = Survey.objects.get(pk=forms[1].pk)
    return [*forms[:1], closed, open_new_round(survey=closed, closes_on=NEXT_WEEK, actor=None)]


@pytest.mark.parametrize(("promise", "other"), OTHERS)
def test_no_address_of_a_form_changes_its_promise(tangsel, officer, signed_in, promise, other):
    desk, forms = signed_in(officer), forms_in_each_state(tangsel, promise)
    assert len(addresses()) > 5
    answered = set()
    for form in forms:
        for route in addresses():
            address = "/" + route.replace("<int:pk>", str(form.pk))
            data = {"promise": other, "closes_on": NEXT_WEEK + timedelta(days=9), "sure": "on"}
            answered.add(desk.post(address, data).status_code)
    assert {200, 302} <= answered  # the control: pages took the form and acted on it
    assert set(Survey.objects.values_list("promise", flat=True)) == {promise}


@pytest.mark.parametrize("other", [Promise.CONFIDENTIAL, Promise.NAMED])
def test_an_administrator_reaches_no_form_at_all(tangsel, make_user, signed_in, other):
    survey = make_open_survey(tangsel, people=1)
    desk = signed_in(make_user("administrator"))
    codes = {
        desk.post("/" + route.replace("<int:pk>", str(survey.pk)), {"promise": other}).status_code
        for route in addresses()
    }
    assert codes <= {403, 404, 405}
    assert Survey.objects.get().promise == Promise.ANONYMOUS


def test_opening_again_with_another_promise_is_refused(tangsel, officer, signed_in):
    session = make_recent_session(tangsel)
    make_crowd(session, 2)
    desk = signed_in(officer)
    address = f"/sessions/{session.pk}/surveys/new/?questionnaire={preset('F1S').pk}"
    data = {"audience": "participants", "promise": "confidential", "closes_on": NEXT_WEEK}
    desk.post(address, data)
    assert Survey.objects.get().promise == Promise.CONFIDENTIAL  # the control: it is taken at first
    body = desk.post(address, data | {"promise": "named"}).content.decode()
    assert "Formulir ini sudah dibuka untuk angkatan ini." in body
    assert Survey.objects.get().promise == Promise.CONFIDENTIAL


@pytest.mark.parametrize(("promise", "other"), OTHERS)
def test_the_database_itself_refuses_in_every_state_after_the_first_invitation(
    engine, region, promise, other
):
    survey = make_open_survey(region, people=1, promise=promise)
    for status in (SurveyStatus.OPEN, SurveyStatus.CLOSED, SurveyStatus.SEALED):
        counts = {"invited_at_close": 1, "submitted_at_close": 0}
        Survey.objects.filter(pk=survey.pk).update(status=status, **counts)
        with pytest.raises(IntegrityError, match="promise_is_frozen"), transaction.atomic():
            Survey.objects.filter(pk=survey.pk).update(promise=other)
    assert Survey.objects.get().promise == promise


def test_control_a_draft_may_still_change_its_mind(tangsel):
    survey = make_open_survey(tangsel, people=1)
    draft = Survey.objects.create(
        session=survey.session, questionnaire=preset("F0"), audience="participants",
        promise="anonymous", closes_on=NEXT_WEEK, code="F0.draf",
    )  # fmt: skip
    Survey.objects.filter(pk=draft.pk).update(promise="named")
    draft.refresh_from_db()
    assert (draft.status, draft.promise) == ("draft", "named")
