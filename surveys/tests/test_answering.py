"""Sending a form: what is stored, what is refused, how many statements."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.tests.factories import make_employee
from surveys.actions import (
    AlreadySubmitted,
    InvalidAnswers,
    SurveyClosed,
    items_of,
    save_draft,
    submit,
)
from surveys.actions.checking import forget_items
from surveys.models import Authorship, Comment, Draft, Pseudonym, Question, Response, Survey
from surveys.tests.factories import answer, answers_for, make_open_survey


def one(survey):
    return survey.invitations.with_page().get()


@pytest.fixture
def survey(tangsel):
    return make_open_survey(tangsel, people=1)


@pytest.fixture
def form(survey):
    return {q.key: q for q in Question.objects.of(survey.questionnaire)}


# --- what is stored -----------------------------------------------------------------------------
def test_scores_and_comments_are_stored_apart(survey, form):
    save_draft(invitation=one(survey), answers={"x": 1}, sequence=1)
    assert answer(one(survey), 3, T2="Konsumsi terlambat.") is True
    response, comment = Response.objects.get(), Comment.objects.get()
    assert len(response.answers) == 12
    assert set(response.answers.values()) == {3}
    assert (comment.question, comment.text) == (form["T2"], "Konsumsi terlambat.")
    assert one(survey).is_submitted
    assert Draft.objects.count() == 0


def test_what_was_left_out_is_stored_as_skipped(survey, form):
    key = str(form["R-MAT-1"].pk)
    submit(invitation=one(survey), answers={key: "4"})
    answers = Response.objects.get().answers
    assert answers.pop(key) == 4
    assert set(answers.values()) == {"skipped"}
    assert Comment.objects.count() == 0


def test_answers_are_stored_in_the_order_of_the_form_not_of_typing(survey):
    answers = answers_for(survey, 2)
    submit(invitation=one(survey), answers=dict(reversed(answers.items())))
    assert list(Response.objects.get().answers) == list(answers)


def test_a_second_press_changes_nothing(survey):
    invitation = one(survey)
    assert answer(invitation, 4) is True
    assert answer(invitation, 1) is False  # the same page pressed twice
    assert answer(one(survey), 1) is False  # the link opened again
    assert [set(r.answers.values()) for r in Response.objects.all()] == [{4}]
    with pytest.raises(AlreadySubmitted):
        save_draft(invitation=one(survey), answers={}, sequence=9)


@pytest.mark.parametrize(
    ("promise", "pseudonyms", "authors"),
    [("anonymous", 0, 0), ("confidential", 1, 0), ("named", 0, 1)],
)
def test_identity_is_stored_only_as_promised(tangsel, promise, pseudonyms, authors):
    survey = make_open_survey(tangsel, people=1, promise=promise)
    answer(one(survey))
    assert (Pseudonym.objects.count(), Authorship.objects.count()) == (pseudonyms, authors)


def test_a_named_form_knows_its_author(tangsel):
    survey = make_open_survey(tangsel, people=1, promise="named")
    answer(one(survey))
    author = Authorship.objects.get()
    assert (author.employee, author.participation) == (one(survey).rater, one(survey).participation)


# --- how many statements ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("promise", "comment", "statements"),
    [
        ("anonymous", {}, 3),  # claim, response, draft
        ("anonymous", {"T2": "Baik."}, 4),
        ("confidential", {"T2": "Baik."}, 5),
        ("named", {"T2": "Baik."}, 5),
    ],
)
def test_sending_takes_few_statements(
    tangsel, django_assert_num_queries, promise, comment, statements
):
    survey = make_open_survey(tangsel, people=2, promise=promise)
    first, second = survey.invitations.with_page()
    answers = answers_for(survey, 3, **comment)
    forget_items()
    with django_assert_num_queries(statements + 1):  # the questions, once a process
        submit(invitation=first, answers=answers)
    with django_assert_num_queries(statements):
        submit(invitation=second, answers=answers)


# --- what is refused ------------------------------------------------------------------------------
@pytest.mark.parametrize("value", [0, 5, -1, "5", "x", 2.5, True, [3], {"a": 1}, "na", "3 ", "٣"])
def test_a_score_that_the_scale_does_not_have_is_refused(survey, form, value):
    key = str(form["R-MAT-1"].pk)
    with pytest.raises(InvalidAnswers) as refused:
        submit(invitation=one(survey), answers={key: value})
    assert refused.value.problems == {key: "Pilih salah satu jawaban yang tersedia."}
    assert not one(survey).is_submitted
    assert Response.objects.count() == 0


def test_a_question_of_another_form_is_refused(survey):
    with pytest.raises(InvalidAnswers) as refused:
        submit(invitation=one(survey), answers={"999999": 3})
    assert refused.value.problems == {"999999": "Pertanyaan ini tidak ada di formulir."}


def test_every_problem_is_named_at_once(survey, form):
    bad = {str(form[key].pk): 9 for key in ("R-MAT-1", "R-MAT-4")}
    with pytest.raises(InvalidAnswers) as refused:
        submit(invitation=one(survey), answers=bad)
    assert set(refused.value.problems) == set(bad)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Baik.\r\nSekali. ", "Baik.\nSekali."),
        ("a\x00b\u202ec\u200b", "abc"),
        ("Cafe\u0301", "Café"),
        ("ꦲꦤ 👩‍🏫 مرحبا", "ꦲꦤ 👩‍🏫 مرحبا"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_open_answers_are_kept_as_typed_without_invisible_characters(survey, typed, stored):
    answer(one(survey), T2=typed)
    assert Comment.objects.get().text == stored


def test_a_blank_open_answer_is_no_comment(survey):
    answer(one(survey), T2=" \n ")
    assert Comment.objects.count() == 0


def test_an_open_answer_that_is_too_long_says_by_how_much(survey, form):
    with pytest.raises(InvalidAnswers) as refused:
        answer(one(survey), T2="a" * 1120)
    sentence = "Jawaban terlalu panjang: kurangi 120 huruf."
    assert refused.value.problems == {str(form["T2"].pk): sentence}


def test_not_applicable_and_choices_are_checked(tangsel):
    survey = make_open_survey(tangsel, people=1, code="F3", audience="alumni")
    key = {q.key: str(q.pk) for q in Question.objects.of(survey.questionnaire)}
    submit(invitation=one(survey), answers={key["B-TER-1"]: "na", key["H-LAY-1"]: "na"})
    answers = Response.objects.get().answers
    assert (answers[key["B-TER-1"]], answers[key["H-LAY-1"]]) == ("na", "na")


@pytest.mark.parametrize(
    ("chosen", "stored"),
    [
        (["sarana", "waktu"], ["waktu", "sarana"]),  # in the order of the form
        (["waktu", "waktu"], ["waktu"]),
        ("waktu", ["waktu"]),
        ([], "skipped"),
        (["waktu", "x"], None),
        ([["waktu"]], None),
        ({"waktu": 1}, None),
    ],
)
def test_several_choices_are_stored_once_each(outsiders_form, chosen, stored):
    survey = outsiders_form
    key = str(Question.objects.get(section__questionnaire__code="F6", key="KENDALA").pk)
    if stored is None:
        with pytest.raises(InvalidAnswers):
            submit(invitation=one(survey), answers={key: chosen})
    else:
        submit(invitation=one(survey), answers={key: chosen})
        assert Response.objects.get().answers[key] == stored


@pytest.fixture
def outsiders_form(tangsel):
    """A form for the one employee who attended nothing."""
    make_employee(tangsel)
    return make_open_survey(tangsel, people=1, code="F6", audience="non_participants")


# --- when it is too late --------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "taken"), [(0, True), (-1, False)])
def test_the_last_day_counts_and_the_next_does_not(survey, days, taken):
    Survey.objects.update(closes_on=timezone.localdate() + timedelta(days=days))
    if taken:
        assert answer(one(survey)) is True
    else:
        with pytest.raises(SurveyClosed):
            answer(one(survey))
        assert not one(survey).is_submitted


def test_the_questions_are_read_once_for_all_surveys_of_a_questionnaire(
    tangsel, django_assert_num_queries
):
    first, second = make_open_survey(tangsel, people=1), make_open_survey(tangsel, people=1)
    forget_items()
    with django_assert_num_queries(1):
        assert len(items_of(first)) == len(items_of(second)) == 13
