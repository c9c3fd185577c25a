"""Nothing typed is lost: expired passes, other sites, a locked database, tampering."""

import re
import sqlite3
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client

from surveys import access
from surveys.actions import code_of, link_of, load_draft
from surveys.models import Draft, Invitation, Question, Response, Survey
from surveys.tests.factories import make_open_survey

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def invitation(tangsel):
    survey = make_open_survey(tangsel)
    return Invitation.objects.with_page().get(pk=survey.invitations.first().pk)


@pytest.fixture
def phone(invitation):
    client = Client(headers=OURS)
    client.post(link_of(invitation))
    return client


@pytest.fixture
def posted(invitation):
    """The first page answered with 3."""
    found = Question.objects.of(invitation.survey.questionnaire)
    return {f"q{q.pk}": "3" for q in found if q.section.position == 1}


def draft_of(invitation):
    return load_draft(Invitation.objects.with_page().get(pk=invitation.pk))


@contextmanager
def refusing(*starts, words="database is locked"):
    """Let the database refuse statements as a locked one does."""

    def wrapper(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(starts):
            raise OperationalError(words) from sqlite3.OperationalError(words)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield


def hidden_fields(body):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', body))


def test_after_two_idle_hours_the_answers_stay_and_one_press_saves_them(
    phone, posted, invitation, monkeypatch
):
    now = access.time.time()
    monkeypatch.setattr(access.time, "time", lambda: now + 2 * 3600 + 1)
    late = phone.post("/isi/1", posted)
    body = late.content.decode()
    assert late.status_code == 403
    assert "Jawaban Bapak/Ibu masih ada di layar ini" in body
    assert body.count("checked") == 4
    assert draft_of(invitation) == {}
    assert phone.post("/isi/1", posted).url == "/isi/2"
    assert set(draft_of(invitation).values()) == {3}


def test_after_two_idle_hours_reading_needs_the_link_again(phone, posted, invitation, monkeypatch):
    phone.post("/isi/1", posted)
    now = access.time.time()
    monkeypatch.setattr(access.time, "time", lambda: now + 2 * 3600 + 1)
    locked = phone.get("/isi/1")
    assert (locked.status_code, "checked" in locked.content.decode()) == (403, False)
    assert phone.post(link_of(invitation)).url == "/isi/2?lagi=1"


def test_a_post_without_any_cookie_keeps_the_answers_until_the_code_is_typed(posted, invitation):
    client = Client(headers=OURS)
    page = client.post("/isi/1", posted)
    body = page.content.decode()
    assert page.status_code == 403
    assert hidden_fields(body) == posted
    wrong = client.post("/isi/1", hidden_fields(body) | {"code": "00000000"}).content.decode()
    assert "Kode tidak dikenali" in wrong
    assert hidden_fields(wrong) == posted
    done = client.post("/isi/1", hidden_fields(wrong) | {"code": code_of(invitation)})
    assert (done.status_code, done.url) == (303, "/isi/2")
    assert set(draft_of(invitation).values()) == {3}
    assert client.get("/isi/1").content.decode().count("checked") == 4


def test_a_page_of_another_site_cannot_answer_for_somebody(phone, posted, invitation):
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
    ):
        refused = phone.post("/isi/1", posted, headers=headers)
        assert refused.status_code == 403
        assert refused.content.decode().count("checked") == 4
        assert phone.post("/isi/periksa", {"rest": "skip"}, headers=headers).status_code == 403
    assert not Draft.objects.exists()
    assert not Response.objects.exists()
    old_browsers = [{"Sec-Fetch-Site": ""}, {"Sec-Fetch-Site": "", "Origin": "null"}]
    old_browsers.append({"Sec-Fetch-Site": "", "Origin": "http://testserver"})
    for headers in old_browsers:
        assert phone.post("/isi/1", posted, headers=headers).status_code == 303


def test_another_site_cannot_put_its_own_pass_into_a_browser(invitation):
    client = Client()
    page = client.post(link_of(invitation), headers={"Sec-Fetch-Site": "cross-site"})
    assert (page.status_code, "isian" in client.cookies) == (200, False)


def test_forms_need_no_csrf_cookie_but_staff_forms_do(phone, posted, officer, invitation):
    strict = Client(headers=OURS, enforce_csrf_checks=True)
    strict.cookies = phone.cookies
    assert strict.post("/isi/1", posted).status_code == 303
    staff = Client(enforce_csrf_checks=True)
    staff.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    assert staff.post(f"/surveys/{invitation.survey_id}/close/").status_code == 403
    assert Survey.objects.get().status == "open"


@pytest.fixture
def office(engine, region):
    """A respondent at a database with real transactions."""
    survey = make_open_survey(region)
    client = Client(headers=OURS)
    client.post(link_of(survey.invitations.first()))
    found = Question.objects.of(survey.questionnaire)
    return client, {f"q{q.pk}": "3" for q in found if q.section.position == 1}


def test_a_locked_database_leaves_the_answers_in_the_page(office):
    phone, posted = office
    with refusing("INSERT", "UPDATE"):
        busy = phone.post("/isi/1", posted)
        autosave = phone.post("/isi/1", posted, headers={"X-Isian": "simpan"})
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    body = busy.content.decode()
    assert body.count("checked") == 4
    assert "Belum tersimpan karena sistem sedang sibuk" in body
    assert (autosave.status_code, autosave.json()) == (503, {"saved": False})
    assert phone.post("/isi/1", posted).url == "/isi/2"


def test_a_locked_database_at_sending_sends_nothing_and_says_so(office):
    phone, posted = office
    phone.post("/isi/1", posted)
    with refusing("INSERT", "UPDATE"):
        busy = phone.post("/isi/periksa", {"rest": "skip"})
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert "Belum terkirim" in busy.content.decode()
    assert not Response.objects.exists()
    phone.post("/isi/periksa", {"rest": "skip"})
    assert Response.objects.count() == 1


def test_a_database_that_does_not_answer_at_all_leaves_the_answers_in_the_page(phone, posted):
    with refusing("SELECT"):
        busy = phone.post("/isi/1", posted)
        cover = phone.get("/isi/1")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    held = hidden_fields(busy.content.decode())
    assert held == posted
    assert (cover.status_code, cover.headers["Retry-After"]) == (503, "5")
    assert phone.post("/isi/1", held).url == "/isi/2"


@pytest.mark.sqlite
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_error_that_does_not_pass_by_itself_is_not_called_busy(office, engine):
    phone, posted = office
    phone.raise_request_exception = False
    with refusing("INSERT", words="no such table: surveys_draft"):
        assert phone.post("/isi/1", posted).status_code == 500


@pytest.mark.sqlite
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_real_lock_of_another_process_becomes_a_503_and_then_passes(engine, region):
    survey = make_open_survey(region)
    invitation = survey.invitations.first()
    phone = Client(headers=OURS)
    phone.post(link_of(invitation))
    posted = {f"q{Question.objects.of(survey.questionnaire).first().pk}": "3"}
    connection.ensure_connection()
    connection.connection.execute("PRAGMA busy_timeout = 200")  # ms; 5 s in production
    other = sqlite3.connect(engine.name, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert phone.post("/isi/1", posted).status_code == 503
    other.execute("ROLLBACK")
    other.close()
    assert phone.post("/isi/1", posted).status_code == 200  # three statements are still asked for
    assert Draft.objects.count() == 1


def test_tampered_answers_are_not_kept(phone, posted, invitation):
    first = sorted(posted)[0]
    for value in ("9", "-1", "skipped", "<script>", "3.0", "٣", "na2"):
        phone.post("/isi/1", posted | {first: value})
        assert first[1:] not in draft_of(invitation)
    stranger = Question.objects.exclude(section__questionnaire=invitation.survey.questionnaire)
    phone.post("/isi/1", posted | {f"q{stranger.first().pk}": "3"})
    assert set(draft_of(invitation)) == {name[1:] for name in posted}


@pytest.mark.parametrize("sequence", ["", "x", "-1", "99999999999999", "²", "1.5"])
def test_a_broken_sequence_number_breaks_nothing(phone, posted, sequence):
    assert phone.post("/isi/1", posted | {"sequence": sequence}).url == "/isi/2"


@pytest.mark.parametrize("path", ["/isi/0", "/isi/5", "/isi/99999999999999999999"])
def test_a_page_that_does_not_exist_leads_to_the_review(phone, path):
    assert phone.get(path).url == "/isi/periksa"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["/isi/1", "/isi/periksa", "/kode", "/selesai"])
def test_only_reading_and_posting_are_allowed(phone, method, path):
    assert getattr(phone, method)(path).status_code == 405


def test_the_thank_you_page_is_only_read(phone):
    assert phone.post("/selesai").status_code == 405


def test_typed_markup_is_shown_as_text(phone, invitation):
    found = Question.objects.of(invitation.survey.questionnaire)
    text = next(q for q in found if q.section.position == 4)
    phone.post("/isi/4", {f"q{text.pk}": "</textarea><script>alert(1)</script>"})
    for path in ("/isi/4", "/isi/periksa"):
        body = phone.get(path).content.decode()
        assert "<script>alert" not in body
        assert "&lt;script&gt;alert(1)" in body
