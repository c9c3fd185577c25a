"""Warnings while somebody writes: with JavaScript at once, without it before sending."""

import re

import pytest
from django.conf import settings
from django.test import Client

from organization.models import Employee
from surveys.actions import link_of, load_draft
from surveys.forms.warnings import PATTERNS, SENTENCES
from surveys.models import Comment, Invitation, Question
from surveys.tests.factories import make_open_survey

NAMED = "Tulisan memuat nama seorang peserta."
SCRIPT = settings.BASE_DIR / "static" / "js" / "peringatan.js"


@pytest.fixture
def invitation(tangsel):
    survey = make_open_survey(tangsel, people=3)
    first = Employee.objects.filter(participations__session=survey.session).first()
    Employee.objects.filter(pk=first.pk).update(name="Budi Santoso")
    return Invitation.objects.with_page().get(pk=survey.invitations.first().pk)


@pytest.fixture
def phone(invitation):
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    client.post(link_of(invitation))
    return client


def question_of(invitation):
    return Question.objects.of(invitation.survey.questionnaire).get(kind="text")


def save(phone, invitation, text):
    data = {f"q{question_of(invitation).pk}": text, "sequence": "1"}
    return phone.post("/isi/4", data, headers={"X-Isian": "simpan"}).json()


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("Pak Budi terlambat", [NAMED]),
        ("198609262015051001", [SENTENCES["nip"]]),
        ("Telepon 081234567890", [SENTENCES["phone"]]),
        ("Ruang kelas panas", []),
        ("", []),
    ],
)
def test_saving_while_writing_tells_what_to_look_at_again(phone, invitation, text, warnings):
    reply = save(phone, invitation, text)
    assert (reply["saved"], reply["warnings"]) == (True, warnings)


def test_saving_a_page_without_words_asks_for_no_names(phone, invitation):
    question = Question.objects.of(invitation.survey.questionnaire).first()
    data = {f"q{question.pk}": "3", "sequence": "1"}
    assert "warnings" not in phone.post("/isi/1", data, headers={"X-Isian": "simpan"}).json()
    assert "peringatan.js" not in phone.get("/isi/1").content.decode()


def test_the_names_never_leave_the_server(phone, invitation):
    page = phone.get("/isi/4").content.decode()
    assert "peringatan" in page
    assert "Budi" not in page
    assert "Budi" not in str(save(phone, invitation, "Pak Budi"))


def test_the_script_has_the_sentences_of_the_server():
    said = set(re.findall(r"Tulisan memuat[^\"]+\.", SCRIPT.read_text()))
    assert said == {SENTENCES[kind] for kind in PATTERNS}


def written(page, invitation, text):
    page.goto(link_of(invitation))
    page.get_by_role("button", name="Mulai").click()
    page.goto(page.url.replace("/isi/1", "/isi/4"))
    page.locator("textarea").fill(text)
    return page


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("NIP 19860926 201505 1 001", ["nip"]),
        ("3674012345678901", ["nik"]),
        ("0812-3456-7890 atau a@b.go.id", ["phone", "email"]),
        ("20 JP pada 02-03-2026 pukul 08.00-16.00", []),
    ],
)
def test_a_browser_warns_at_the_keystroke(browser_page, invitation, text, sentences):
    page = written(browser_page(), invitation, text)
    said = page.locator("#isian div[role=status]").inner_text()
    assert [kind for kind in SENTENCES if SENTENCES[kind] in said] == sentences
    page.locator("textarea").fill("Ruang kelas panas")
    assert page.locator("#isian div[role=status]").inner_text() == ""


@pytest.mark.browser
def test_a_browser_warns_of_a_name_once_it_was_saved_and_sends_all_the_same(
    browser_page, invitation
):
    page = written(browser_page(), invitation, "Pak Budi terlambat")
    page.get_by_text(NAMED).wait_for(timeout=8000)
    page.locator("button.go", has_text="Periksa jawaban").click()
    page.wait_for_url("**/isi/periksa*")
    assert page.get_by_text(NAMED).is_visible()
    page.get_by_role("button", name="Kirim tanpa melengkapi").click()
    page.wait_for_url("**/selesai*")
    assert Comment.objects.get().text == "Pak Budi terlambat"


@pytest.mark.browser
def test_without_javascript_the_warning_stands_before_sending(browser_page, invitation):
    page = written(browser_page(javascript=False), invitation, "Pak Budi terlambat")
    assert not page.get_by_text(NAMED).count()
    page.locator("button.go", has_text="Periksa jawaban").click()
    assert page.get_by_text(NAMED).is_visible()
    draft = load_draft(Invitation.objects.with_page().get(pk=invitation.pk))
    assert draft[str(question_of(invitation).pk)] == "Pak Budi terlambat"
