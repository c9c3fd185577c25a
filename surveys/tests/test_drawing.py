"""Kode undian: one-time codes of nobody, only how many answered, never beside personal links."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from surveys import actions
from surveys.actions.drawing import MOST, draw_codes, is_drawn, withdraw_codes
from surveys.choices import Promise
from surveys.models import Invitation, Response, Survey
from surveys.tests.factories import answer, make_crowd, make_open_survey
from surveys.tests.phones import OURS
from trail.models import Entry


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


@pytest.fixture
def drawn(tangsel):
    """An anonymous form with 6 codes in a bowl."""
    survey = make_open_survey(tangsel, people=3)
    draw_codes(survey=survey, number=6, actor=None)
    return survey


def codes(survey):
    return list(survey.invitations.select_related("survey").order_by("pk"))


def refused(survey, number=3):
    with pytest.raises(actions.CannotOpen) as problem:
        draw_codes(survey=survey, number=number, actor=None)
    return str(problem.value)


def test_drawn_codes_take_the_place_of_the_personal_links(tangsel, client):
    survey = make_open_survey(tangsel, people=3)
    personal = actions.link_of(survey.invitations.select_related("survey").first())
    assert client.get(personal).status_code == 200
    assert draw_codes(survey=survey, number=6, actor=None) == 6
    assert client.get(personal).status_code == 404
    found = survey.invitations.all()
    assert {(i.rater_id, i.participation_id, i.relation) for i in found} == {(None, None, "drawn")}
    assert len(found) == 6
    assert draw_codes(survey=survey, number=2, actor=None) == 8


def test_a_code_answers_once_and_stores_no_person(drawn):
    invitation = codes(drawn)[0]
    opened = Client(headers=OURS).post("/kode", {"code": actions.code_of(invitation)})
    assert opened.headers["Location"] == actions.link_of(invitation)
    assert answer(invitation)
    assert not answer(Invitation.objects.select_related("survey").get(pk=invitation.pk))
    assert Response.objects.get().stratum == ""
    with pytest.raises(Response.pseudonym.RelatedObjectDoesNotExist):
        _ = Response.objects.get().pseudonym


def test_personal_links_that_somebody_used_are_not_replaced(tangsel):
    survey = make_open_survey(tangsel, people=3)
    first, *_others = survey.invitations.select_related("survey")
    actions.save_draft(invitation=first, answers={"1": 3}, sequence=1)
    assert "mulai mengisi" in refused(survey)
    answer(first)
    assert "Sudah ada yang mengisi" in refused(survey)
    assert survey.invitations.of_people().count() == 3


@pytest.mark.parametrize("promise", [Promise.CONFIDENTIAL, Promise.NAMED])
def test_only_anonymous_forms_can_be_drawn(tangsel, promise):
    survey = make_open_survey(tangsel, people=3, promise=promise)
    assert refused(survey) == "Kode undian hanya untuk formulir anonim yang diisi peserta."
    assert not is_drawn(survey)


def test_there_is_an_upper_limit(drawn):
    assert refused(drawn, MOST - 5) == (
        "Satu formulir paling banyak 1000 kode; sekarang sudah ada 6 kode."
    )


def test_nobody_is_invited_personally_beside_drawn_codes(drawn):
    make_crowd(drawn.session, 2)
    with pytest.raises(actions.CannotOpen, match="memakai kode undian"):
        actions.invite_missing(survey=drawn, actor=None)
    assert drawn.invitations.of_people().count() == 0


def test_closing_counts_each_code_as_a_person_and_no_new_round_can_be_opened(drawn):
    for invitation in codes(drawn)[:5]:
        answer(invitation)
    actions.close_survey(survey=drawn, actor=None)
    survey = Survey.objects.get(pk=drawn.pk)
    # 6 codes, 5 of them used
    assert (survey.invited_at_close, survey.submitted_at_close, survey.raters_at_close) == (6, 5, 5)
    with pytest.raises(actions.CannotOpen, match="memakai kode undian"):
        actions.open_new_round(
            survey=survey, closes_on=timezone.localdate() + timedelta(days=7), actor=None
        )


def test_slips_that_were_not_handed_out_no_longer_count_as_asked(drawn):
    first, second, *_rest = codes(drawn)
    answer(first)
    actions.save_draft(invitation=second, answers={"1": 3}, sequence=1)
    # of 6 codes one is sent and one is being written on: 4 can go, though 5 were named
    assert withdraw_codes(survey=drawn, number=5, actor=None) == 4
    assert Survey.objects.filter(pk=drawn.pk).with_counts().get().invited == 2
    assert answer(Invitation.objects.select_related("survey").get(pk=second.pk))


def test_the_page_tells_how_many_and_what_cannot_be_prevented(desk, drawn):
    answer(codes(drawn)[0])
    page = desk.get(f"/surveys/{drawn.pk}/invitations/", follow=True)
    assert page.redirect_chain[0][0] == f"/surveys/{drawn.pk}/codes/"
    body = " ".join(page.content.decode().split())
    # 1 of 6 is 16%; 70% of 6 is 4.2, so 5 people
    assert "1 dari 6 mengisi (16%). Sasaran 70%, yaitu 5 orang; kurang 4 orang." in body
    assert "tidak dapat mencegah seseorang mengambil dua slip" in body
    group = re.search(r"<textarea[^>]*>(.*?)</textarea>", page.content.decode(), re.DOTALL)[1]
    assert "http://testserver/kode" in group
    assert "/i/" not in group
    assert not any(actions.code_of(one)[:4] in group for one in codes(drawn))


def test_slips_hold_the_unused_codes_and_no_name(desk, drawn):
    used, *others = codes(drawn)
    answer(used)
    body = desk.get(f"/surveys/{drawn.pk}/codes/slips/").content.decode()
    found = set(re.findall(r'slip-code">(\w{4})-(\w{4})<', body))
    assert {"".join(pair) for pair in found} == {actions.code_of(one) for one in others}
    assert not any(p.employee.name in body for p in drawn.session.participations.all())


def test_the_page_makes_codes_and_says_what_is_wrong_with_a_number(desk, tangsel):
    survey = make_open_survey(tangsel, people=2)
    address = f"/surveys/{survey.pk}/codes/"
    wrong = desk.post(address, {"number": "0"}).content.decode()
    assert "Tulis jumlah kode dengan angka bulat antara 1 dan 1000." in wrong
    assert not is_drawn(survey)
    desk.post(address, {"number": "4"})
    assert survey.invitations.drawn().count() == 4
    assert Entry.objects.get(action="survey.codes_drawn").detail == {"number": 4}
    gone = desk.post(address, {"withdraw-number": "1"}, follow=True).content.decode()
    assert "1 kode sisa sudah dibatalkan." in gone


def test_what_is_made_for_people_copes_with_codes_of_nobody(desk, drawn):
    code = codes(drawn)[0]
    assert desk.post(f"/invitations/{code.pk}/reissue/").status_code == 404
    assert desk.get(f"/surveys/{drawn.pk}/slips/").status_code == 200
    assert desk.get(f"/surveys/{drawn.pk}/links.csv").content.decode().count("\n") == 1
    assert "Tidak ada yang perlu" in desk.get(f"/surveys/{drawn.pk}/whatsapp/").content.decode()
    assert actions.unreachable(drawn) == []
    assert desk.get(f"/surveys/{drawn.pk}/").status_code == 200
    assert desk.get(f"/surveys/{drawn.pk}/close/").status_code == 200


@pytest.mark.parametrize("number", [2, 9])
def test_slips_take_the_same_statements_for_two_and_nine(
    desk, tangsel, number, django_assert_num_queries
):
    survey = make_open_survey(tangsel, people=1)
    draw_codes(survey=survey, number=number, actor=None)
    desk.get(f"/surveys/{survey.pk}/codes/slips/")
    # session, user, regions, form with counts, count for pages, codes
    with django_assert_num_queries(6):
        desk.get(f"/surveys/{survey.pk}/codes/slips/")


def test_the_cover_promises_of_drawn_codes_what_is_true_of_them(desk, drawn, tangsel, client):
    known = "Petugas bisa melihat siapa yang sudah mengisi"
    cover = client.get(actions.link_of(codes(drawn)[0])).content.decode()
    assert "tidak ada daftar siapa yang mengisi, hanya berapa." in cover
    assert known not in cover
    assert known not in desk.get(f"/surveys/{drawn.pk}/").content.decode()
    personal = make_open_survey(tangsel, people=1).invitations.select_related("survey").get()
    assert known in client.get(actions.link_of(personal)).content.decode()
