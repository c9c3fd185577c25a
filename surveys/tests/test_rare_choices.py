"""A "Lainnya" that few chose must not join what they wrote to their scores."""

import pytest

from surveys import actions
from surveys.actions.closing import without_rare_others
from surveys.models import AnswerTally, ClosedComment, ClosedResponse
from surveys.tests.test_question_kinds import make_survey, question

pytestmark = pytest.mark.django_db


def closed(region, sent, **fields):
    """Close a form of one question with "Lainnya" after these answers; return form and key."""
    survey = make_survey(region, [question("S", has_other=True)], people=len(sent), **fields)
    key = str(survey.questionnaire.sections.get().questions.get().pk)
    invitations = survey.invitations.select_related("survey__questionnaire", "participation")
    for invitation, value in zip(invitations, sent, strict=True):
        words = {f"{key}-lainnya": "Malam"} if value == "lainnya" else {}
        actions.submit(invitation=invitation, answers={key: value, **words})
    return actions.close_survey(survey=survey, actor=None), key


def linked(survey, key):
    """The attack: the rows that a comment under the same question can be from, if it is one."""
    rows = [
        row for row in ClosedResponse.objects.filter(survey=survey) if row.answers[key] == "lainnya"
    ]
    comments = ClosedComment.objects.filter(survey=survey, question_id=int(key)).count()
    return len(rows) if comments == len(rows) else 0


def test_one_who_chose_it_cannot_be_joined_to_the_words(tangsel):
    survey, key = closed(tangsel, ["pagi"] * 5 + ["lainnya"])
    assert linked(survey, key) == 0
    counts = dict(AnswerTally.objects.filter(survey=survey).values_list("value", "count"))
    assert counts == {"pagi": 5, "lainnya": 1}  # what is counted stays true


def test_control_five_who_chose_it_hide_one_another(tangsel):
    survey, key = closed(tangsel, ["lainnya"] * 5 + ["pagi"])
    assert linked(survey, key) == 5  # the attack sees them, and cannot tell five apart


def test_control_named_forms_keep_every_answer(tangsel):
    survey, key = closed(tangsel, ["pagi"] * 5 + ["lainnya"], promise="named")
    assert linked(survey, key) == 1


def test_several_choices_lose_only_the_rare_one():
    rows = [(1, "", {"7": ["pagi", "lainnya"]}), (2, "", {"7": ["lainnya"]}), (3, "", {"7": "na"})]
    assert without_rare_others(rows, 5) == [
        (1, "", {"7": ["pagi"]}), (2, "", {"7": "skipped"}), (3, "", {"7": "na"}),
    ]  # fmt: skip
    assert without_rare_others(rows, 2) == rows
