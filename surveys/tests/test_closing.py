"""Closing: rows move under fresh keys, and everything is counted once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.actions import data_version
from programs.tests.factories import make_employee, make_unit, place
from surveys import keys
from surveys.actions import close_due, close_survey, submit
from surveys.models import (
    AnswerTally,
    ClosedAuthorship,
    ClosedComment,
    ClosedPseudonym,
    ClosedResponse,
    Comment,
    DimensionSummary,
    Question,
    Response,
    Survey,
    SurveyMoments,
)
from surveys.tests.factories import (
    answer,
    make_closed_survey,
    make_crowd,
    make_open_survey,
    make_recent_session,
)
from trail.models import Entry


def closed(survey):
    close_survey(survey=survey, actor=None)
    return Survey.objects.get(pk=survey.pk)


def tally(survey, key, stratum=""):
    found = AnswerTally.objects.filter(survey=survey, question__key=key, stratum=stratum)
    return dict(found.values_list("value", "count"))


def send(survey, rows):
    """Send one form a row; a row is {question key: answer}."""
    ids = {q.key: str(q.pk) for q in Question.objects.of(survey.questionnaire)}
    for invitation, row in zip(survey.invitations.with_page(), rows, strict=False):
        submit(invitation=invitation, answers={ids[key]: value for key, value in row.items()})


# --- the survey and its rows ----------------------------------------------------------------------
def test_a_closed_form_knows_its_counts_and_its_inbox_is_empty(tangsel):
    survey = make_open_survey(tangsel, people=5)
    for invitation in survey.invitations.with_page()[:3]:
        answer(invitation, 4, T2="Sudah baik.")
    survey = closed(survey)
    assert (survey.status, survey.closed_on) == ("closed", timezone.localdate())
    assert (survey.invited_at_close, survey.submitted_at_close, survey.raters_at_close) == (5, 3, 3)
    assert (Response.objects.count(), Comment.objects.count()) == (0, 0)
    assert (ClosedResponse.objects.count(), ClosedComment.objects.count()) == (3, 3)
    assert set(ClosedComment.objects.values_list("state", flat=True)) == {"pending"}


def test_withdrawn_invitations_do_not_count_as_invited(tangsel):
    survey = make_open_survey(tangsel, people=5)
    survey.invitations.filter(pk=survey.invitations.first().pk).update(is_revoked=True)
    assert closed(survey).invited_at_close == 4


def test_answers_get_fresh_keys(tangsel):
    survey = make_open_survey(tangsel, people=3)
    for invitation in survey.invitations.with_page():
        answer(invitation)
    old = set(Response.objects.values_list("pk", flat=True))
    closed(survey)
    assert not old & set(ClosedResponse.objects.values_list("pk", flat=True))


def test_closing_again_changes_nothing(tangsel):
    survey = make_closed_survey(tangsel, [4, 3])
    before = list(AnswerTally.objects.order_by("pk").values())
    assert close_survey(survey=survey, actor=None).status == "closed"
    assert list(AnswerTally.objects.order_by("pk").values()) == before
    assert Entry.objects.filter(action="survey.closed").count() == 1


def test_closing_destroys_the_link_key_and_moves_the_data_version(
    tangsel, django_capture_on_commit_callbacks
):
    survey = make_open_survey(tangsel)
    before = data_version(tangsel.pk)
    with django_capture_on_commit_callbacks(execute=True):
        closed(survey)
    assert not keys.store().holds(survey.link_key)
    assert data_version(tangsel.pk) == before + 1


def test_a_form_that_nobody_answered_closes_with_zeros(tangsel):
    survey = closed(make_open_survey(tangsel, people=2))
    assert (survey.invited_at_close, survey.submitted_at_close) == (2, 0)
    assert AnswerTally.objects.count() == 0
    assert set(DimensionSummary.objects.values_list("n", flat=True)) <= {0}
    assert set(SurveyMoments.objects.values_list("n", flat=True)) == {0}


def test_pseudonyms_move_with_their_answers(tangsel):
    survey = make_open_survey(tangsel, people=4, promise="confidential")
    for number, invitation in enumerate(survey.invitations.with_page(), start=1):
        answer(invitation, number)
    before = {r.pseudonym.rater: r.answers for r in Response.objects.select_related("pseudonym")}
    closed(survey)
    after = ClosedPseudonym.objects.select_related("response")
    assert {p.rater: p.response.answers for p in after} == before
    assert len(before) == 4


def test_authors_of_named_forms_move_with_their_answers(tangsel):
    survey = make_open_survey(tangsel, people=2, promise="named")
    for number, invitation in enumerate(survey.invitations.with_page(), start=1):
        answer(invitation, number)
    before = {
        r.authorship.employee_id: r.answers for r in Response.objects.select_related("authorship")
    }
    closed(survey)
    after = ClosedAuthorship.objects.select_related("response")
    assert {a.employee_id: a.response.answers for a in after} == before


def test_due_forms_are_closed_the_day_after_their_last(tangsel):
    survey = make_open_survey(tangsel, closes_on=timezone.localdate())
    assert close_due(survey.closes_on) == []
    assert close_due(survey.closes_on + timedelta(days=1)) == [survey]
    assert Survey.objects.get().status == "closed"


def test_a_form_that_was_just_extended_is_not_closed_as_due(tangsel):
    survey = make_open_survey(tangsel)
    assert close_survey(survey=survey, actor=None, due_on=survey.closes_on).status == "open"
    assert keys.store().holds(survey.link_key)
    due_on = survey.closes_on + timedelta(days=1)
    assert close_survey(survey=survey, actor=None, due_on=due_on).status == "closed"


# --- tallies --------------------------------------------------------------------------------------
def test_each_answer_is_counted_with_skipped_and_not_applicable(tangsel):
    survey = make_open_survey(tangsel, people=5, code="F3", audience="alumni")
    send(
        survey,
        [{"B-TER-1": 4}, {"B-TER-1": 4}, {"B-TER-1": 1}, {"B-TER-1": "na"}, {"B-HAM-1": 2}],
    )
    survey = closed(survey)
    assert tally(survey, "B-TER-1") == {"1": 1, "4": 2, "na": 1, "skipped": 1}
    assert tally(survey, "B-HAM-1") == {"2": 1, "skipped": 4}
    assert tally(survey, "T4") == {}  # open answers are not counted


def test_each_choice_is_counted_once_a_person(tangsel):
    session = make_recent_session(tangsel)
    for _ in range(3):
        make_employee(tangsel)
    survey = make_open_survey(
        tangsel, people=1, code="F6", audience="non_participants", session=session
    )
    send(survey, [{"KENDALA": ["waktu", "anggaran"], "JADWAL": "fleksibel"}, {"KENDALA": "waktu"}])
    survey = closed(survey)
    assert tally(survey, "KENDALA") == {"anggaran": 1, "waktu": 2}
    assert tally(survey, "JADWAL") == {"fleksibel": 1, "skipped": 1}


# --- dimension summaries and moments --------------------------------------------------------------
def test_a_dimension_sums_up_the_persons_means(tangsel):
    survey = make_open_survey(tangsel, people=4)
    send(
        survey,
        [
            {"R-MAT-1": 4, "R-MAT-4": 3},  # mean 3.5
            {"R-MAT-1": 4, "R-MAT-4": 4},  # mean 4
            {"R-MAT-1": 2},  # mean 2: one item answered
            {"R-NAR-1": 1},  # nothing in Materi
        ],
    )
    found = DimensionSummary.objects.get(survey=closed(survey), dimension="Materi")
    assert (found.n, found.scale, found.stratum) == (3, "setuju-4", "")
    assert found.total == 9.5  # 3.5 + 4 + 2
    assert found.squares == 32.25  # 12.25 + 16 + 4
    assert found.histogram == {"2": 1, "3.5": 1, "4": 1}


def test_hindrance_stands_alone_and_is_not_turned(tangsel):
    survey = make_open_survey(tangsel, people=1, code="F3", audience="alumni")
    send(survey, [{"B-HAM-1": 4, "B-HAM-2": 3, "B-DUK-1": 1}])
    found = {d.dimension: d.total for d in DimensionSummary.objects.filter(survey=closed(survey))}
    assert (found["Hambatan"], found["Dukungan atasan"]) == (3.5, 1)


def test_moments_are_taken_over_those_who_answered_every_item(tangsel):
    survey = make_open_survey(tangsel, people=3)
    send(
        survey,
        [{"R-MAT-1": 4, "R-MAT-4": 3}, {"R-MAT-1": 2, "R-MAT-4": 1}, {"R-MAT-1": 4}],
    )
    found = SurveyMoments.objects.get(survey=closed(survey), dimension="Materi")
    assert (found.keys, found.n) == (["R-MAT-1", "R-MAT-4"], 2)
    assert found.sums == [6, 4]  # 4 + 2, 3 + 1
    assert found.products == [[20, 14], [14, 10]]  # 16+4, 12+2, 9+1


# --- the stratum ----------------------------------------------------------------------------------
def stratified(region, offices, schools):
    """A form split by unit group; so many of 12 and 10 people answer."""
    session = make_recent_session(region)
    for group, number in (("office", 12), ("school", 10)):
        unit = make_unit(region, group=group)
        people = make_crowd(session, number)
        for person in people:
            person.placement = place(person.employee, unit)
        type(people[0]).objects.bulk_update(people, ["placement"])
    survey = make_open_survey(region, people=0, session=session, by_unit_group=True)
    for group, number, value in (("office", offices, 4), ("school", schools, 2)):
        for invitation in survey.invitations.with_page().filter(stratum=group)[:number]:
            answer(invitation, value)
    return closed(survey)


def test_groups_of_ten_respondents_are_counted_apart_beside_the_whole(tangsel):
    survey = stratified(tangsel, 12, 10)
    assert tally(survey, "R-MAT-1") == {"2": 10, "4": 12}
    assert tally(survey, "R-MAT-1", "office") == {"4": 12}
    assert tally(survey, "R-MAT-1", "school") == {"2": 10}
    sums = DimensionSummary.objects.filter(survey=survey, dimension="Materi")
    assert dict(sums.values_list("stratum", "n")) == {"": 22, "office": 12, "school": 10}


def test_when_one_group_has_nine_respondents_no_group_is_kept_apart(tangsel):
    survey = stratified(tangsel, 12, 9)
    assert tally(survey, "R-MAT-1") == {"2": 9, "4": 12}
    assert set(AnswerTally.objects.values_list("stratum", flat=True)) == {""}
    assert set(ClosedResponse.objects.values_list("stratum", flat=True)) == {""}


@pytest.mark.parametrize("people", [3, 30])
def test_closing_takes_the_same_number_of_queries_for_few_and_many(
    tangsel, people, django_assert_num_queries
):
    survey = make_open_survey(tangsel, people=people)
    for invitation in survey.invitations.with_page():
        answer(invitation, 3, T2="Sudah baik.")
    with django_assert_num_queries(30):
        close_survey(survey=survey, actor=None)
