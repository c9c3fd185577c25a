"""A shared tablet: code, form, thanks, code again; nothing of anybody stays behind."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from surveys import access
from surveys.actions import code_of, link_of
from surveys.models import Response
from surveys.tests.factories import answer
from surveys.tests.phones import OURS, answers, draft_of, fresh
from trail.models import Entry


@pytest.fixture
def tablet(officer):
    """A browser in which a Petugas started the kiosk."""
    client = Client(headers=OURS)
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    assert client.post("/kios/mulai").headers["Location"] == "/kios"
    return client


def enter(tablet, invitation):
    return tablet.post("/kios", {"code": code_of(invitation)})


def body_of(response):
    return " ".join(response.content.decode().split())


def test_starting_signs_the_petugas_out_and_is_noted(tablet, officer):
    assert tablet.get("/surveys/").status_code == 302
    assert "sesi" not in {name for name, morsel in tablet.cookies.items() if morsel.value}
    assert Entry.objects.filter(action="survey.kiosk_started", actor_id=officer.pk).exists()
    page = body_of(tablet.get("/kios"))
    assert "Masukkan kode" in page
    assert "Bantuan" not in page  # no way out but the end of the kiosk


def test_after_thanks_the_code_entry_returns_by_itself_and_the_cookie_is_gone(
    tablet, survey, invitation
):
    assert enter(tablet, invitation).headers["Location"] == "/kios/sampul"
    assert tablet.post("/kios/sampul").headers["Location"] == "/isi/1"
    for page in (1, 2, 3):
        tablet.post(f"/isi/{page}", answers(survey, page))
    tablet.post("/isi/4", {})
    thanks = tablet.post("/isi/periksa", {"rest": "1"}, follow=True)
    assert "Terima kasih" in body_of(thanks)
    assert "dalam 10 detik" in body_of(thanks)
    assert thanks.headers["Refresh"] == "10;url=/kios"
    assert not tablet.cookies[access.cookie_name()].value
    assert Response.objects.count() == 1
    assert tablet.get("/isi/1").status_code == 403  # going back shows nobody's form


def test_somebody_who_leaves_in_the_middle_leaves_no_cookie_and_no_draft_on_the_tablet(
    tablet, survey, invitation
):
    enter(tablet, invitation)
    tablet.post("/kios/sampul")
    page = tablet.post("/isi/1", answers(survey, 1), follow=True)
    assert page.headers["Refresh"] == "600;url=/kios"
    assert 'href="/kios">Selesai' in body_of(page)
    tablet.get("/kios")
    assert not tablet.cookies[access.cookie_name()].value
    for address in ("/isi/1", "/isi/2", "/isi/periksa", "/kios/sampul"):
        left = tablet.get(address)
        assert left.status_code == 403
        assert left.headers["Refresh"] == "20;url=/kios"
        assert "checked" not in body_of(left)
    assert draft_of(invitation)  # but the same code goes on where it was
    enter(tablet, invitation)
    assert "lagi=1" in tablet.post("/kios/sampul").headers["Location"]


def test_no_address_of_the_kiosk_holds_a_token(tablet, survey, invitation):
    token = link_of(invitation).rpartition("/")[2]
    entered = enter(tablet, invitation)
    begun = tablet.post("/kios/sampul")
    for response in (entered, tablet.get("/kios/sampul"), begun, tablet.get("/isi/1")):
        assert token not in response.headers.get("Location", "")
        assert token not in response.content.decode()


def test_the_next_person_gets_their_own_form(tablet, survey):
    first, second, _third = (fresh(one) for one in survey.invitations.order_by("pk"))
    enter(tablet, first)
    tablet.post("/kios/sampul")
    tablet.post("/isi/1", answers(survey, 1))
    tablet.get("/kios")
    enter(tablet, second)
    tablet.post("/kios/sampul")
    assert "checked" not in body_of(tablet.get("/isi/1"))


def test_wrong_and_used_codes_get_sentences_and_return(tablet, survey, invitation):
    wrong = tablet.post("/kios", {"code": "ABCD1234"})
    assert "Kode tidak dikenali" in body_of(wrong)
    answer(fresh(invitation))
    used = enter(tablet, invitation)
    assert "sudah kami terima" in body_of(used)
    assert used.headers["Refresh"] == "20;url=/kios"


def test_the_cookie_says_nothing_lasts_a_day_of_work_and_cannot_be_made_up(tablet, rf, monkeypatch):
    value = tablet.cookies[access.kiosk_name()].value
    assert re.fullmatch(r"kios:[\w-]+:[\w-]+", value)
    assert tablet.cookies[access.kiosk_name()]["httponly"]
    assert tablet.cookies[access.kiosk_name()]["max-age"] == 43200  # 12 hours of 3,600 s
    forged = rf.get("/kios", headers={"cookie": f"{access.kiosk_name()}=kios:1:x"})
    assert not access.is_kiosk(forged)
    real = rf.get("/kios", headers={"cookie": f"{access.kiosk_name()}={value}"})
    assert access.is_kiosk(real)
    monkeypatch.setattr(access, "KIOSK", -1)
    assert not access.is_kiosk(real)


def test_other_browsers_know_no_kiosk_and_ending_it_leads_to_the_sign_in_page(tablet, invitation):
    phone = Client(headers=OURS)
    assert phone.get("/kios").headers["Location"] == "/kode"
    assert "Refresh" not in phone.get(link_of(invitation)).headers
    assert tablet.get("/kode").headers["Location"] == "/kios"
    assert tablet.get("/kios/akhiri").headers["Location"] == "/kios"
    ended = tablet.post("/kios/akhiri")
    assert ended.headers["Location"] == reverse("accounts:sign_in")
    assert tablet.get("/kios").headers["Location"] == "/kode"


def test_somebody_with_several_colleagues_is_not_led_to_the_next_link_on_a_tablet(tablet, survey):
    rater = survey.invitations.first().rater_id
    survey.invitations.update(relation="peer", rater=rater)
    first, second, _third = (fresh(one) for one in survey.invitations.order_by("pk"))
    enter(tablet, first)
    tablet.post("/kios/sampul")
    assert send(tablet, survey).startswith("/selesai")
    phone = Client(headers=OURS)
    phone.post(link_of(second))
    assert send(phone, survey).startswith("/i/")


def send(client, survey):
    for page in (1, 2, 3):
        client.post(f"/isi/{page}", answers(survey, page))
    client.post("/isi/4", {})
    return client.post("/isi/periksa", {"rest": "1"}).headers["Location"]
