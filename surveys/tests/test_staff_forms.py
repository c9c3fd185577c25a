"""The list of forms, who may see them, one form, extending, closing, repeating."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from programs.tests.factories import make_program, make_session
from surveys.actions import close_survey
from surveys.models import Survey
from surveys.tests.factories import (
    answer,
    make_closed_survey,
    make_crowd,
    make_open_survey,
)


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


def body_of(response):
    return response.content.decode()


def next_week():
    return timezone.localdate() + timedelta(days=7)


def test_the_list_shows_how_many_answered_and_no_results(desk, tangsel):
    survey = make_open_survey(tangsel, people=4)
    answer(survey.invitations.select_related("survey").first())
    body = body_of(desk.get("/surveys/"))
    assert survey.questionnaire.title in body
    assert "1 dari 4 mengisi" in " ".join(body.split())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_statements_for_one_form_and_three(
    desk, tangsel, rows, django_assert_num_queries
):
    for _ in range(rows):
        make_open_survey(tangsel)
    desk.get("/surveys/")
    # session, user, regions of the user, count for pages, forms with counts
    with django_assert_num_queries(5):
        desk.get("/surveys/")


def test_the_list_is_searched_by_programme_and_filtered_by_status(desk, tangsel):
    open_one = make_open_survey(tangsel, session=named_session(tangsel, "Kearsipan"))
    closed = make_closed_survey(tangsel, [3] * 5, session=named_session(tangsel, "Manajemen"))
    assert codes(desk, "?q=arsip") == {open_one.code}
    assert codes(desk, "?status=closed") == {closed.code}
    assert codes(desk, "?status=open&q=manajemen") == set()
    assert "Tidak ada formulir yang cocok." in body_of(desk.get("/surveys/?q=xyz"))


def named_session(region, name):
    return make_session(make_program(region, name=name))


def codes(desk, query):
    return set(re.findall(r"F1S\.P\d+-1\.\d", body_of(desk.get(f"/surveys/{query}"))))


def test_an_empty_list_says_what_will_be_here_and_the_next_step(desk):
    body = body_of(desk.get("/surveys/"))
    assert "Di sini tampil formulir yang dibuka untuk setiap angkatan" in body
    assert "Pilih program" in body


def test_a_long_list_is_paged(desk, tangsel):
    session = make_session(make_program(tangsel))
    first = make_open_survey(tangsel, session=session)
    for n in range(25):
        copy = Survey.objects.get(pk=first.pk)
        copy.pk, copy.round, copy.link_key, copy.code = None, n + 2, f"{n:032x}", f"X.{n}"
        copy.save(force_insert=True)
    assert "Halaman 2 dari 2" in body_of(desk.get("/surveys/?page=2"))


@pytest.fixture
def paths(tangsel):
    survey = make_open_survey(tangsel)
    closed = make_closed_survey(tangsel, [3] * 5)
    invitation = survey.invitations.first()
    base = f"/surveys/{survey.pk}"
    read = ("", "close/", "extend/", "round/", "slips/", "links.csv", "invitations/")
    invited = f"/invitations/{invitation.pk}"
    return {
        "GET": [
            f"/surveys/{closed.pk}/comments/",
            f"/sessions/{survey.session_id}/surveys/new/",
            *[f"{base}/{page}" for page in read],
        ],
        "POST": [
            *[f"{base}/{verb}/" for verb in ("close", "invite", "extend")],
            *[f"{invited}/{verb}/" for verb in ("reissue", "revoke")],
        ],
    }


def test_another_regions_forms_do_not_exist(paths, stranger, signed_in):
    client = signed_in(stranger)
    for method, found in paths.items():
        for path in found:
            assert getattr(client, method.lower())(path).status_code == 404, path
    assert not re.findall(r"F1S\.P", body_of(client.get("/surveys/")))
    assert Survey.objects.filter(status="open").count() == 1


def test_other_roles_may_not_see_forms_and_the_officer_may(paths, manager, desk, signed_in):
    for path in paths["GET"]:
        assert signed_in(manager).get(path).status_code == 403, path
        assert desk.get(path).status_code == 200, path


def test_an_open_form_shows_the_response_rate_and_no_result(desk, tangsel):
    survey = make_open_survey(tangsel, people=6)
    for invitation in survey.invitations.select_related("survey")[:5]:
        answer(invitation, 4, T2="Ruang dingin")
    body = " ".join(body_of(desk.get(f"/surveys/{survey.pk}/")).split())
    assert "5 dari 6 mengisi" in body
    assert "Formulir masih dibuka sampai" in body
    assert "Lihat hasil" not in body
    assert "Ruang dingin" not in body
    assert desk.get(f"/surveys/{survey.pk}/comments/").status_code == 404


def test_extending_moves_the_last_day_and_an_earlier_day_is_refused(desk, tangsel):
    survey = make_open_survey(tangsel)
    address = f"/surveys/{survey.pk}/extend/"
    early = body_of(desk.post(address, {"closes_on": timezone.localdate().isoformat()}))
    assert "Tanggal penutupan yang baru harus sesudah tanggal yang lama." in early
    later = survey.closes_on + timedelta(days=3)
    assert desk.post(address, {"closes_on": later.isoformat()}).url == f"/surveys/{survey.pk}/"
    assert Survey.objects.get().closes_on == later


def test_closing_says_what_it_means_and_needs_a_post(desk, tangsel):
    survey = make_open_survey(tangsel)
    address = f"/surveys/{survey.pk}/close/"
    words = " ".join(body_of(desk.get(address)).split())
    assert "Formulir yang sudah ditutup tidak dapat dibuka kembali" in words
    assert "kurang dari 5 orang, hasilnya tidak akan ditampilkan" in words
    assert Survey.objects.get().status == "open"
    desk.post(address)
    assert Survey.objects.get().status in {"closed", "sealed"}
    again = desk.post(address, follow=True)
    assert "Formulir ini sudah ditutup." in body_of(again)


def test_a_new_round_asks_only_those_who_did_not_answer(desk, tangsel):
    survey = make_open_survey(tangsel, people=4)
    answer(survey.invitations.select_related("survey").first())
    close_survey(survey=survey, actor=None)
    desk.post(f"/surveys/{survey.pk}/round/", {"closes_on": next_week().isoformat()})
    fresh = Survey.objects.get(round=2)
    assert fresh.invitations.count() == 3


def test_late_participants_are_invited_to_an_open_form(desk, tangsel):
    survey = make_open_survey(tangsel, people=2)
    make_crowd(survey.session, 3)
    desk.post(f"/surveys/{survey.pk}/invite/")
    assert survey.invitations.count() == 5
