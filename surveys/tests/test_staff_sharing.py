"""Sharing a form: who has answered, yes or no, never when."""

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from surveys import actions
from surveys.actions import code_of, link_of
from surveys.models import Invitation
from surveys.tests.factories import (
    answer,
    make_closed_survey,
    make_open_survey,
)
from trail.models import Entry


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


def body_of(response):
    return response.content.decode()


def next_week():
    return timezone.localdate() + timedelta(days=7)


def test_sharing_shows_yes_or_no_never_when_and_a_link_for_those_missing(desk, tangsel):
    survey = make_open_survey(tangsel, people=2)
    done, missing = survey.invitations.select_related("survey", "rater")
    answer(done)
    body = body_of(desk.get(f"/surveys/{survey.pk}/invitations/"))
    assert f"http://testserver{link_of(missing)}" in body
    assert link_of(done) not in body
    code = code_of(missing)
    assert f"{code[:4]}-{code[4:]}" in body
    assert re.findall(r">(Sudah|Belum)</span>", body) == ["Belum", "Sudah"]


@pytest.mark.parametrize("people", [1, 3])
def test_sharing_takes_the_same_statements_for_one_person_and_three(
    desk, tangsel, people, django_assert_num_queries
):
    survey = make_open_survey(tangsel, people=people)
    desk.get(f"/surveys/{survey.pk}/invitations/")
    # session, user, regions, form with counts, drawn codes, count for pages, invitations, plan
    with django_assert_num_queries(8):
        desk.get(f"/surveys/{survey.pk}/invitations/")


def test_whatsapp_opens_with_the_message_for_the_right_person(desk, tangsel):
    survey = make_open_survey(tangsel, people=1)
    invitation = survey.invitations.select_related("survey", "rater").get()
    type(invitation.rater).objects.update(phone="6281200001111")
    body = body_of(desk.get(f"/surveys/{survey.pk}/invitations/"))
    assert 'href="https://wa.me/6281200001111?text=Yth.%20Bapak/Ibu' in body
    assert 'rel="noopener noreferrer"' in body


def test_people_are_found_by_name_and_by_whether_they_answered(desk, tangsel):
    survey = make_open_survey(tangsel, people=3)
    people = [i.rater for i in survey.invitations.select_related("rater")]
    for person, name in zip(people, ["Siti", "Budi", "Dewi"], strict=True):
        type(person).objects.filter(pk=person.pk).update(name=name)
    answer(survey.invitations.select_related("survey").get(rater__name="Budi"))
    address = f"/surveys/{survey.pk}/invitations/"
    assert shown(desk, address + "?q=sit") == ["Siti"]
    assert shown(desk, address + "?answered=yes") == ["Budi"]
    assert shown(desk, address + "?answered=no") == ["Dewi", "Siti"]


def shown(desk, address):
    return re.findall(r'class="person-name">(\w+)', body_of(desk.get(address)))


def test_slips_hold_name_code_and_qr_and_the_qr_opens_the_link(desk, tangsel):
    survey = make_open_survey(tangsel, people=2)
    done, missing = survey.invitations.select_related("survey", "rater")
    answer(done)
    body = body_of(desk.get(f"/surveys/{survey.pk}/slips/"))
    assert body.count('class="slip"') == 1
    assert missing.rater.name in body
    assert "127.0.0.1" not in body
    side = int(re.search(r'class="qr"\s+viewBox="0 0 (\d+)', body).group(1))
    dark = len(re.findall(r"M\d+ \d+h1v1h-1z", body))
    # "http://testserver/i/" + 26 characters = 46 bytes: version 4 at level M, 33 modules + 2 x 4
    assert side == 41
    assert 400 < dark < 700  # about half of 33 x 33 = 1,089 modules


def test_the_file_of_links_is_safe_for_spreadsheets_and_noted_in_the_trail(desk, tangsel):
    survey = make_open_survey(tangsel, people=1)
    invitation = survey.invitations.select_related("survey", "rater").get()
    type(invitation.rater).objects.update(name="=cmd|calc")
    response = desk.get(f"/surveys/{survey.pk}/links.csv")
    text = response.content.decode("utf-8-sig")
    header, row = csv.reader(StringIO(text), delimiter=";")
    assert header == ["nama", "tentang", "sudah_mengisi", "tautan", "kode"]
    assert row[0] == "'=cmd|calc"
    assert row[2:4] == ["belum", f"http://testserver{link_of(invitation)}"]
    assert invitation.rater.nip not in text
    assert Entry.objects.filter(action="survey.links_downloaded", target=survey.code).exists()


def test_a_new_link_kills_the_old_one_and_what_it_saved_and_says_so(desk, tangsel, client):
    survey = make_open_survey(tangsel, people=1)
    invitation = survey.invitations.select_related("survey").get()
    old = link_of(invitation)
    actions.save_draft(invitation=invitation, answers={"1": 3}, sequence=1)
    page = desk.post(f"/invitations/{invitation.pk}/reissue/", follow=True)
    assert "Isian yang belum dikirim lewat tautan lama dihapus." in body_of(page)
    fresh = Invitation.objects.with_page().get()
    assert client.get(old).status_code == 404
    assert client.get(link_of(fresh)).status_code == 200
    assert actions.load_draft(fresh) == {}


def test_a_withdrawn_invitation_counts_no_more(desk, tangsel):
    survey = make_open_survey(tangsel, people=3)
    desk.post(f"/invitations/{survey.invitations.first().pk}/revoke/")
    body = body_of(desk.get(f"/surveys/{survey.pk}/invitations/"))
    assert "0 dari 2 mengisi" in " ".join(body.split())
    assert "Undangan dibatalkan" in body


def test_after_close_the_list_has_no_links(desk, tangsel):
    survey = make_closed_survey(tangsel, [3, 3, 3])
    body = body_of(desk.get(f"/surveys/{survey.pk}/invitations/"))
    assert "Siapa yang sudah mengisi" in body
    assert "/i/" not in body
    assert "Tidak ada slip" in body_of(desk.get(f"/surveys/{survey.pk}/slips/"))
