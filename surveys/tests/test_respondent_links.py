"""Links, codes and passes of respondents: what opens a form, what does not, what they leave."""

from datetime import timedelta

from django.apps import apps
from django.core import serializers
from django.test import Client
from django.utils import timezone

from surveys import access, actions
from surveys.actions import link_of
from surveys.models import Response, Survey
from surveys.tests.factories import make_open_survey
from surveys.tests.phones import OURS, answers


def digest():
    """Every row of every table."""
    models = [m for m in apps.get_models() if m._meta.managed]
    return {
        m._meta.label: serializers.serialize("json", m._default_manager.order_by("pk"))
        for m in models
    }


def test_fifty_previews_of_a_link_leave_the_database_identical(invitation):
    address = link_of(invitation)
    before = digest()
    for n in range(50):
        bot = Client(headers={"User-Agent": "WhatsApp/2"})
        response = bot.head(address) if n % 2 else bot.get(address)
        assert response.status_code == 200
        assert not response.cookies
    assert digest() == before
    Client(headers=OURS).post(address)  # the positive control: the link still opens the form


def test_pressing_mulai_stores_nothing_but_a_signed_cookie(invitation):
    before = digest()
    response = Client(headers=OURS).post(link_of(invitation))
    assert (response.status_code, response.url) == (303, "/isi/1")
    cookie = response.cookies["isian"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 1_209_600  # 14 days x 86,400 seconds
    assert list(response.cookies) == ["isian"]
    assert digest() == before


def test_the_cover_says_what_is_asked_and_promised(invitation, survey):
    page = Client().get(link_of(invitation))
    assert page.headers["Referrer-Policy"] == "no-referrer"
    body = page.content.decode()
    assert "± 3 menit · 12 pernyataan" in body
    assert "dan 1 isian yang boleh dikosongkan" in body
    assert "Jawaban Bapak/Ibu tidak disimpan bersama nama." in body
    assert "hanya bila sedikitnya 5 orang mengisi" in body
    assert survey.session.program.region.hr_office in body


def test_no_page_after_the_cover_holds_the_token_or_the_code(phone, survey, invitation):
    token, code = link_of(invitation).rpartition("/")[2], actions.code_of(invitation)
    phone.post("/isi/1", answers(survey, 1))
    pages = [phone.get(path) for path in ("/isi/1", "/isi/2", "/isi/4", "/isi/periksa", "/selesai")]
    for page in pages:
        body = page.content.decode()
        assert token not in body
        assert code not in body
        assert "http" not in body.replace("http-equiv", "")  # nothing from elsewhere


def test_respondents_leave_no_session_and_no_time(phone, survey):
    for page in (1, 2, 3):
        phone.post(f"/isi/{page}", answers(survey, page))
    phone.post("/isi/periksa", {"rest": "skip"})
    label = "sessions.Session"
    assert not apps.get_model(label).objects.exists()
    assert "sessionid" not in phone.cookies


def test_a_code_leads_to_the_cover_in_any_grouping(invitation):
    code = actions.code_of(invitation)
    for typed in (
        code,
        code.lower(),
        f" {code[:4]}-{code[4:]} ",
        "https://x/" + link_of(invitation),
    ):
        response = Client(headers=OURS).post("/kode", {"code": typed})
        assert (response.status_code, response.url) == (303, link_of(invitation))


def test_only_wrong_codes_count_and_a_right_one_always_works(invitation):
    room = Client(headers=OURS)  # one address for the whole room
    for _ in range(60):
        assert room.post("/kode", {"code": "ZZZZZZZZ"}).status_code == 200
    refused = room.post("/kode", {"code": "ZZZZZZZZ"})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert "Tunggu satu menit" in refused.content.decode()
    assert room.post("/kode", {"code": actions.code_of(invitation)}).status_code == 303


def test_a_mistyped_and_an_empty_code_get_sentences(db):
    wrong = Client(headers=OURS).post("/kode", {"code": "ABC"}).content.decode()
    assert "Kode tidak dikenali" in wrong
    assert "<title>Kesalahan: " in wrong
    empty = Client(headers=OURS).post("/kode", {"code": ""}).content.decode()
    assert "Tulis kode 8 huruf dan angka" in empty
    assert "Bidang ini" not in empty


def test_closed_revoked_and_unknown_links_say_so(survey, invitation, officer):
    address = link_of(invitation)
    assert "Tautan tidak dikenal" in Client().get("/i/aaaa").content.decode()
    actions.revoke_invitation(invitation=invitation, actor=officer)
    gone = Client().get(address)
    assert (gone.status_code, "Tautan ini sudah diganti" in gone.content.decode()) == (410, True)
    other = survey.invitations.exclude(pk=invitation.pk).first()
    late = link_of(other)
    Survey.objects.filter(pk=survey.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    assert "Formulir sudah ditutup" in Client().get(late).content.decode()
    actions.close_survey(survey=Survey.objects.get(pk=survey.pk), actor=None)
    closed = Client().get(late)
    assert (closed.status_code, "Formulir sudah ditutup" in closed.content.decode()) == (410, True)


def test_a_form_closed_while_it_was_being_filled_takes_nothing(phone, survey):
    phone.post("/isi/1", answers(survey, 1))
    actions.close_survey(survey=survey, actor=None)
    assert phone.post("/isi/2", answers(survey, 2)).status_code == 410
    assert phone.post("/isi/periksa", {"rest": "skip"}).status_code == 410
    assert not Response.objects.exists()


def test_the_supervisors_form_says_whom_it_is_about(tangsel):
    survey = make_open_survey(tangsel)
    person = survey.invitations.select_related("participation__employee").first()
    type(person).objects.filter(pk=person.pk).update(relation="supervisor")
    client = Client(headers=OURS)
    body = client.get(link_of(person)).content.decode()
    assert f"Pegawai yang dinilai: {person.participation.employee.full_name}" in body


def test_the_pass_is_of_no_use_when_forged_or_two_weeks_old(phone, monkeypatch):
    now = access.time.time()
    monkeypatch.setattr(access.time, "time", lambda: now + 14 * 86_400 + 1)
    assert phone.get("/isi/1").status_code == 403
    monkeypatch.undo()
    assert phone.get("/isi/1").status_code == 200
    phone.cookies["isian"] = phone.cookies["isian"].value[:-2] + "xx"
    assert phone.get("/isi/1").status_code == 403
