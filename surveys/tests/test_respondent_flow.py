"""Answering on a phone without JavaScript: pages, skipping, review, sending, resuming."""

import re

import pytest
from django.test import Client

from surveys.actions import link_of, load_draft
from surveys.models import Comment, Draft, Response
from surveys.tests.factories import answers_for
from surveys.tests.phones import OURS, answers, fresh, questions


def test_answering_without_javascript_ends_in_one_response(phone, survey, invitation):
    for page in (1, 2, 3):
        response = phone.post(f"/isi/{page}", answers(survey, page))
        assert (response.status_code, response.url) == (303, f"/isi/{page + 1}")
    text = questions(survey, 4)[0]
    response = phone.post("/isi/4", {f"q{text.pk}": "Tambah latihan"})
    assert response.url == "/isi/periksa"
    assert "Tambah latihan" in phone.get("/isi/periksa").content.decode()
    response = phone.post("/isi/periksa")
    assert response.status_code == 303
    assert response.url.startswith("/selesai?h=")
    assert Response.objects.get().answers == answers_for(survey, 3)
    assert [c.text for c in Comment.objects.all()] == ["Tambah latihan"]
    assert fresh(invitation).is_submitted
    assert not Draft.objects.exists()


def test_pressing_twice_reloading_and_a_lost_reply_make_one_response(phone, survey, invitation):
    for page in (1, 2, 3):
        phone.post(f"/isi/{page}", answers(survey, page))
    lost = phone.cookies["isian"].value  # the reply never arrived: the browser keeps the old pass
    first = phone.post("/isi/periksa", {"rest": "skip"})
    again = phone.post("/isi/periksa", {"rest": "skip"})
    phone.cookies["isian"] = lost
    retry = phone.post("/isi/periksa", {"rest": "skip"})
    assert Response.objects.count() == 1
    assert first.url == again.url
    assert "sudah kami terima" in retry.content.decode()
    assert "sudah kami terima" in phone.get(link_of(invitation)).content.decode()


def test_the_thank_you_page_is_the_same_for_anybody(phone, survey):
    for page in (1, 2, 3):
        phone.post(f"/isi/{page}", answers(survey, page))
    address = phone.post("/isi/periksa", {"rest": "skip"}).url
    mine, anybodys = phone.get(address).content, Client().get(address).content
    assert mine == anybodys
    assert b"sedikitnya 5 orang mengisi" in mine
    forged = Client().get("/selesai?h=2026-01-01.99:x").content
    assert b"99 orang" not in forged
    assert b"cukup banyak orang mengisi" in forged


def test_a_skipped_statement_is_asked_once_and_can_be_passed(phone, survey, invitation):
    given = answers(survey, 1)
    left_out = questions(survey, 1)[1]
    del given[f"q{left_out.pk}"]
    body = phone.post("/isi/1", given).content.decode()
    sentence = f"Pilih satu jawaban untuk “{left_out.text.rstrip('.')}”"
    assert "<title>Kesalahan: " in body
    assert f'<a href="#id_q{left_out.pk}_0">{sentence}</a>' in body
    inline = body.index(f'id="error-q{left_out.pk}">{sentence}')
    assert inline < body.index(f'id="id_q{left_out.pk}_0"')
    assert body.count("checked") == 3  # what was answered is still there
    assert f'name="skip" value="{left_out.pk}"' in body
    response = phone.post("/isi/1", given | {"skip": str(left_out.pk)})
    assert response.url == "/isi/2"
    kept = load_draft(fresh(invitation))
    assert kept[str(left_out.pk)] == "skipped"
    assert sorted(map(str, kept.values())) == ["3", "3", "3", "skipped"]


def test_an_answer_given_after_all_replaces_the_skip(phone, survey, invitation):
    question = questions(survey, 1)[0]
    given = answers(survey, 1) | {"skip": str(question.pk)}
    phone.post("/isi/1", given)
    assert load_draft(fresh(invitation))[str(question.pk)] == 3


def test_nothing_is_preselected(phone):
    body = phone.get("/isi/1").content.decode()
    assert body.count('type="radio"') == 16 + body.count('value="na"')  # 4 statements x 4 rows
    assert "checked" not in body


def test_coming_back_by_the_link_leads_to_the_first_unanswered_page(phone, survey, invitation):
    phone.post("/isi/1", answers(survey, 1))
    phone.post("/isi/2", answers(survey, 2))
    elsewhere = Client(headers=OURS)
    response = elsewhere.post(link_of(invitation))
    assert response.url == "/isi/3?lagi=1"
    body = elsewhere.get(response.url).content.decode()
    assert "Selamat datang kembali. Anda sudah mengisi 2 dari 4 bagian." in body
    assert elsewhere.get("/isi/1").content.decode().count("checked") == 4


def test_going_back_keeps_what_was_pressed_on_the_page(phone, survey, invitation):
    phone.post("/isi/1", answers(survey, 1))
    question = questions(survey, 2)[0]
    response = phone.post("/isi/2", {f"q{question.pk}": "4", "back": "1"})
    assert response.url == "/isi/1"
    assert load_draft(fresh(invitation))[str(question.pk)] == 4


def test_another_link_in_the_same_browser_replaces_the_pass_but_not_the_draft(
    phone, survey, invitation
):
    phone.post("/isi/1", answers(survey, 1))
    other = survey.invitations.exclude(pk=invitation.pk).first()
    phone.post(link_of(other))
    assert "checked" not in phone.get("/isi/1").content.decode()
    assert phone.post(link_of(invitation)).url == "/isi/2?lagi=1"


def test_review_names_gaps_and_still_lets_people_send(phone, survey):
    phone.post("/isi/1", answers(survey, 1))
    refused = phone.post("/isi/periksa").content.decode()
    assert "<title>Kesalahan: " in refused
    assert "Lengkapi 4 jawaban pada" in refused
    assert not Response.objects.exists()
    phone.post("/isi/periksa", {"rest": "skip"})
    values = list(Response.objects.get().answers.values())
    assert (values.count(3), values.count("skipped")) == (4, 8)


def test_ubah_on_the_review_page_leads_back_to_it(phone, survey):
    assert phone.post("/isi/1?periksa=1", answers(survey, 1)).url == "/isi/periksa"


def test_a_text_that_is_too_long_says_by_how_much_and_is_not_lost(phone, survey, invitation):
    text = questions(survey, 4)[0]
    body = phone.post("/isi/4", {f"q{text.pk}": "x" * 1120}).content.decode()
    assert "Saran terlalu panjang: kurangi 120 huruf" in body
    assert "x" * 1120 in body
    assert load_draft(fresh(invitation))[str(text.pk)] == "x" * 1120
    assert "Lengkapi 1 jawaban pada “Saran Bapak/Ibu”" in phone.get("/isi/periksa").content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Hubungi 19860926 201505 1 001 saja", "18 angka"),
        ("Pak Budi kurang aktif", "nama seorang peserta"),
        ("siti AMINAH terlalu cepat", "nama seorang peserta"),
    ],
)
def test_digits_and_names_get_a_soft_warning_before_sending(phone, survey, text, sentence):
    people = [i.rater for i in survey.invitations.select_related("rater")]
    for person, name in zip(people, ["Budi Santoso", "Siti Aminah", "Agus"], strict=True):
        type(person).objects.filter(pk=person.pk).update(name=name)
    phone.post("/isi/4", {f"q{questions(survey, 4)[0].pk}": text})
    assert sentence in phone.get("/isi/periksa").content.decode()
    phone.post("/isi/periksa", {"rest": "skip"})
    assert Comment.objects.get().text == text  # a warning, not a wall


def test_an_ordinary_text_is_not_warned_about(phone, survey):
    phone.post("/isi/4", {f"q{questions(survey, 4)[0].pk}": "Ibu narasumber baik, 20 JP cukup"})
    assert "Lihat sekali lagi" not in phone.get("/isi/periksa").content.decode()


def test_an_older_autosave_never_overwrites_a_newer_one(phone, survey, invitation):
    question = questions(survey, 1)[0]
    for sequence, value in [("3", "4"), ("1", "1"), ("2", "2")]:  # out of order
        reply = phone.post(
            "/isi/1",
            {f"q{question.pk}": value, "sequence": sequence},
            headers={"X-Isian": "simpan"},
        )
    assert reply.json()["saved"] is False
    assert reply.json()["sequence"] == 3
    assert load_draft(fresh(invitation)) == {str(question.pk): 4}
    phone.post("/isi/1", answers(survey, 1, "2"))  # a press from an old page still counts
    assert set(load_draft(fresh(invitation)).values()) == {2}


def test_autosave_says_when_it_saved_and_moves_nobody(phone, survey, invitation):
    question = questions(survey, 1)[0]
    reply = phone.post(
        "/isi/1", {f"q{question.pk}": "4", "sequence": "1"}, headers={"X-Isian": "simpan"}
    )
    said = reply.json()
    assert (said["saved"], said["sequence"]) == (True, 1)
    assert re.fullmatch(r"\d\d\.\d\d", said["at"])
    assert f"Tersimpan {said['at']}" in phone.get("/isi/1").content.decode()


def test_what_one_person_chose_stands_on_no_other_page(phone, survey):
    phone.post("/isi/1", answers(survey, 1))
    assert phone.get("/isi/1").content.count(b"checked") == 4  # the control
    other = Client(headers=OURS)
    other.post(link_of(survey.invitations.last()))
    assert b"checked" not in other.get("/isi/1").content
    assert phone.get("/isi/1").content.count(b"checked") == 4
