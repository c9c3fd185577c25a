"""Staff answer forms too, in the browser they work in: their session learns nothing of it."""

import time

import pytest
from django.contrib.sessions.models import Session

from surveys.actions import link_of, load_draft
from surveys.models import Invitation, Question
from surveys.tests.factories import make_open_survey

OURS = {"Sec-Fetch-Site": "same-origin"}
CANARY = "Ruang kelas panas sekali"


@pytest.fixture
def survey(tangsel):
    return make_open_survey(tangsel)


@pytest.fixture
def invitation(survey):
    return Invitation.objects.with_page().get(pk=survey.invitations.first().pk)


@pytest.fixture
def browser(officer, signed_in, invitation):
    """A Petugas who pressed Mulai on their link, and whose session is idle for an hour since."""
    client = signed_in(officer)
    client.post(link_of(invitation), headers=OURS)
    session = client.session
    session["started"] = session["seen"] = int(time.time()) - 3600
    session.save()
    return client


def kept():
    """Everything that the session table holds, row by row."""
    return sorted((row.session_key, row.get_decoded()) for row in Session.objects.all())


def test_an_answer_leaves_the_session_of_staff_as_it_was(browser, survey, invitation):
    before = kept()
    text = Question.objects.of(survey.questionnaire).get(kind="text")
    page = browser.post("/isi/4", {f"q{text.pk}": CANARY}, headers=OURS)
    assert (page.status_code, page.url) == (303, "/isi/periksa")
    browser.get("/isi/periksa")
    browser.get("/selesai")
    fresh = Invitation.objects.with_page().get(pk=invitation.pk)
    assert load_draft(fresh) == {str(text.pk): CANARY}
    assert kept() == before


def test_control_a_page_of_staff_keeps_what_was_typed_when_the_session_has_ended(browser):
    before = kept()
    browser.post("/programs/new/", {"name": CANARY})
    assert kept() != before
    assert CANARY in str(kept())
