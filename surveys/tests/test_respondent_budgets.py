"""What a page may cost: statements to the database, and bytes over a slow network."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from surveys.actions import link_of
from surveys.models import Question, Response
from surveys.tests.factories import answer, make_open_survey
from surveys.views.visits import forget_sheets

CONTROL = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")  # not questions to the database


@pytest.fixture
def invitation(tangsel):
    forget_sheets()
    return make_open_survey(tangsel).invitations.first()


@pytest.fixture
def phone(invitation):
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    client.post(link_of(invitation))
    return client


def posted(invitation, page):
    found = Question.objects.of(invitation.survey.questionnaire)
    return {
        f"q{q.pk}": "3" if q.scale_id else "Tambah latihan"
        for q in found
        if q.section.position == page
    }


def statements(call):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        call()
    found = [q["sql"] for q in captured.captured_queries]
    return len([sql for sql in found if not sql.startswith(CONTROL)])


def test_the_first_page_of_a_cold_process_takes_two_statements(phone):
    forget_sheets()
    assert statements(lambda: phone.get("/isi/1")) == 2  # invitation with draft, questions


def test_every_next_page_takes_one_statement_and_a_save_two(phone, invitation):
    first = posted(invitation, 1)
    assert statements(lambda: phone.get("/isi/1")) == 1  # invitation with draft
    assert statements(lambda: phone.post("/isi/1", first)) == 2  # invitation, upsert
    assert statements(lambda: phone.post("/isi/1", first)) == 2  # the same when a draft is there


def test_the_review_takes_two_statements_and_sending_five(phone, invitation):
    others = invitation.survey.invitations.exclude(pk=invitation.pk).select_related("survey")
    answer(others.first())  # the process has read the questions once
    for page in (1, 2, 3, 4):
        phone.post(f"/isi/{page}", posted(invitation, page))
    assert statements(lambda: phone.get("/isi/periksa")) == 2  # invitation, participants' names
    # invitation, claim, response, comments, draft gone
    assert statements(lambda: phone.post("/isi/periksa")) == 5
    assert Response.objects.count() == 2


def test_the_cover_takes_three_statements_and_mulai_one(invitation):
    address = link_of(invitation)
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    assert statements(lambda: client.get(address)) == 3  # invitation; form and questions, once
    assert statements(lambda: client.post(address)) == 1  # invitation with draft


def compressed(*parts):
    return sum(len(gzip.compress(part)) for part in parts)


def asset(name):
    return (Path(settings.BASE_DIR) / "static" / name).read_bytes()


def test_the_first_page_is_at_most_30_kilobytes_and_the_next_at_most_6(phone, invitation):
    css, script = asset("css/respondent.css"), asset("js/isian.js")
    cover = Client().get(link_of(invitation)).content
    assert compressed(cover, css, script) <= 30_000
    assert compressed(css) <= 4_000
    assert compressed(script) <= 6_000
    for path in ("/isi/1", "/isi/2", "/isi/3", "/isi/4", "/isi/periksa", "/selesai"):
        assert compressed(phone.get(path).content) <= 6_000


@pytest.mark.parametrize("code", ["F0", "F1", "F1S"])
def test_every_page_of_every_preset_keeps_to_6_kilobytes(tangsel, code):
    invitation = make_open_survey(tangsel, code=code).invitations.first()
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    client.post(link_of(invitation))
    pages = {q.section.position for q in Question.objects.of(invitation.survey.questionnaire)}
    for page in pages:
        assert compressed(client.get(f"/isi/{page}").content) <= 6_000


def test_pages_are_compressed_on_the_wire(phone):
    response = phone.get("/isi/1", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) <= 6_000
