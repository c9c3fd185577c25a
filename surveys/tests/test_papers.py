"""Paper forms: typed twice, sent once, never for anonymous forms, unreadable in between."""

import pytest

from surveys import actions, keys
from surveys.actions.papers import first_typing
from surveys.choices import Promise
from surveys.models import (
    Authorship,
    Comment,
    Invitation,
    PaperEntry,
    Pseudonym,
    Question,
    Response,
)
from surveys.tests.factories import make_open_survey
from trail.models import Entry

CANARY = "Kanari tulisan tangan"


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


@pytest.fixture
def named(tangsel):
    return make_open_survey(tangsel, people=2, promise=Promise.NAMED)


def questions(survey):
    return list(Question.objects.of(survey.questionnaire))


def sheet(survey, value="3", text="", **changes):
    """What somebody types: each statement the same value; ``changes`` by question key."""
    typed = {f"q{q.pk}": value if q.scale_id else text for q in questions(survey)}
    own = {f"q{q.pk}": changes[q.key] for q in questions(survey) if q.key in changes}
    return typed | own


def address(invitation):
    return f"/invitations/{invitation.pk}/paper/"


def type_in(desk, invitation, sheet, typing):
    return desk.post(address(invitation), sheet | {"typing": typing}, follow=True)


def body_of(response):
    return " ".join(response.content.decode().split())


def test_two_equal_typings_are_sent_as_the_person_would_have(desk, named):
    invitation = named.invitations.first()
    first = type_in(desk, invitation, sheet(named, text=CANARY), "1")
    assert "Ketik kertas yang sama sekali lagi." in body_of(first)
    assert Response.objects.count() == 0
    second = type_in(desk, invitation, sheet(named, text=CANARY), "2")
    assert "Jawaban dari kertas sudah dikirim." in body_of(second)
    assert Authorship.objects.get().employee_id == invitation.rater_id
    assert set(Response.objects.get().answers.values()) == {3}
    assert Comment.objects.get().text == CANARY
    assert PaperEntry.objects.count() == 0
    assert Invitation.objects.get(pk=invitation.pk).is_submitted


def test_between_the_typings_nothing_is_readable_nor_shown(desk, named):
    invitation = named.invitations.first()
    type_in(desk, invitation, sheet(named, text=CANARY), "1")
    assert CANARY.encode() not in bytes(PaperEntry.objects.get().payload)
    page = body_of(desk.get(address(invitation)))
    assert "Ketikan kedua" in page
    assert CANARY not in page
    assert "checked" not in page
    with_survey = Invitation.objects.select_related("survey").get(pk=invitation.pk)
    assert first_typing(with_survey) is not None
    keys.store().destroy(named.link_key)  # what closing does: now it is noise for everybody
    with pytest.raises(actions.SurveyClosed):
        first_typing(with_survey)


def test_a_double_press_of_the_first_typing_is_not_the_second_typing(desk, named):
    invitation = named.invitations.first()
    typed = sheet(named)
    type_in(desk, invitation, typed, "1")
    again = body_of(type_in(desk, invitation, typed, "1"))
    assert "Kertas ini baru saja diketik orang lain." in again
    assert Response.objects.count() == 0


def test_differences_are_asked_question_by_question_and_only_those(desk, named):
    invitation = named.invitations.first()
    one, two, *_rest = [q for q in questions(named) if q.scale_id]
    type_in(desk, invitation, sheet(named), "1")
    second = sheet(named, **{one.key: "4", two.key: ""})
    page = body_of(type_in(desk, invitation, second, "2"))
    assert page.count("<fieldset") == 2
    assert f'id="pakai-{one.pk}-1"' in page
    assert Response.objects.count() == 0
    half = second | {"selisih": "1", f"pakai-{one.pk}": "2"}
    refused = type_in(desk, invitation, half, "2")
    assert "<title>Kesalahan: " in body_of(refused)
    assert "Pilih yang sesuai dengan kertas" in body_of(refused)
    type_in(desk, invitation, half | {f"pakai-{two.pk}": "1"}, "2")
    answers = Response.objects.get().answers
    # the second typing was right about one, the first about two, and nobody doubted the rest
    assert (answers[str(one.pk)], answers[str(two.pk)]) == (4, 3)
    assert set(answers.values()) == {3, 4}


def test_what_is_blank_on_paper_is_skipped_and_a_blank_sheet_is_refused(desk, named):
    invitation = named.invitations.first()
    only = next(q for q in questions(named) if q.scale_id)
    blank = {f"q{only.pk}": "2"}
    for typing in ("1", "2"):
        type_in(desk, invitation, blank, typing)
    answers = Response.objects.get().answers
    assert answers.pop(str(only.pk)) == 2
    assert set(answers.values()) == {"skipped"}
    other = named.invitations.exclude(pk=invitation.pk).get()
    assert "Ketik sedikitnya satu jawaban." in body_of(type_in(desk, other, {}, "1"))
    assert PaperEntry.objects.count() == 0


def test_an_impossible_value_gets_a_sentence_and_the_rest_stays(desk, named):
    invitation = named.invitations.first()
    one, two, *_rest = [q for q in questions(named) if q.scale_id]
    page = body_of(type_in(desk, invitation, sheet(named, **{one.key: "9"}), "1"))
    assert "Pilih satu jawaban yang tersedia." in page
    assert f'name="q{two.pk}" id="id_q{two.pk}_2" value="3" checked' in page
    assert PaperEntry.objects.count() == 0


def test_anonymous_forms_are_never_typed_from_paper(desk, tangsel):
    survey = make_open_survey(tangsel, people=1)
    invitation = survey.invitations.get()
    page = desk.post(address(invitation), sheet(survey) | {"typing": "1"}, follow=True)
    assert "Formulir ini anonim." in body_of(page)
    assert PaperEntry.objects.count() == 0


def test_confidential_sheets_keep_the_pseudonym_and_no_name(desk, tangsel):
    survey = make_open_survey(tangsel, people=1, promise=Promise.CONFIDENTIAL)
    invitation = survey.invitations.get()
    for typing in ("1", "2"):
        type_in(desk, invitation, sheet(survey), typing)
    assert len(Pseudonym.objects.get().rater) == 64  # an HMAC, no number of a person
    assert Authorship.objects.count() == 0


def test_the_trail_tells_that_sheets_were_typed_not_whose_nor_what(desk, named, officer):
    invitation = named.invitations.select_related("rater").first()
    for typing in ("1", "2"):
        type_in(desk, invitation, sheet(named, text=CANARY), typing)
    entries = Entry.objects.filter(action__startswith="survey.paper").order_by("pk")
    assert [(e.action, e.target, e.detail) for e in entries] == [
        ("survey.paper_typed", named.code, {}),
        ("survey.paper_sent", named.code, {}),
    ]


def test_the_first_typing_can_be_thrown_away_and_goes_when_the_form_closes(desk, named):
    first, second = named.invitations.order_by("pk")
    for invitation in (first, second):
        type_in(desk, invitation, sheet(named), "1")
    assert PaperEntry.objects.count() == 2
    desk.post(address(first), {"ulang": "1"})
    assert list(PaperEntry.objects.values_list("invitation", flat=True)) == [second.pk]
    actions.close_survey(survey=named, actor=None)
    assert PaperEntry.objects.count() == 0


def test_somebody_who_sent_by_phone_meanwhile_is_not_counted_twice(desk, named):
    invitation = named.invitations.select_related("survey").first()
    type_in(desk, invitation, sheet(named), "1")
    actions.submit(
        invitation=invitation,
        answers={str(q.pk): 4 for q in questions(named) if q.scale_id},
    )
    page = body_of(type_in(desk, invitation, sheet(named), "2"))
    assert "Orang ini sudah mengisi." in page
    assert Response.objects.count() == 1


@pytest.mark.parametrize("people", [1, 6])
def test_the_list_takes_the_same_statements_for_one_person_and_six(
    desk, tangsel, people, django_assert_num_queries
):
    survey = make_open_survey(tangsel, people=people, promise=Promise.NAMED)
    desk.get(f"/surveys/{survey.pk}/paper/")
    # session, user, regions, form, count for pages, people with their typing
    with django_assert_num_queries(6):
        desk.get(f"/surveys/{survey.pk}/paper/")
