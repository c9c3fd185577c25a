"""Closed forms that no publication holds yet, and what is needed to decide about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from reports.frames.labels import values_of
from surveys.actions.summaries import blocks
from surveys.models import AnswerTally, DimensionSummary, Invitation, Survey
from surveys.models import Question as AskedQuestion

MULTIPLE = "multiple"
SEVERAL_RATERS = "peers"  # the audience in which several people rate one
# pk, respondents, raters, min_group, min_stratum, participations rated (None: one a respondent)
Form = tuple[int, int, int, int, int, frozenset[int] | None]
# pk, key, dimension, scale, several choices, values in the order of the labels
Item = tuple[int, str, str, str, bool, tuple[str, ...]]
Tally = tuple[str, int, str, int]  # stratum, question, value, respondents
Total = tuple[str, str, str, int, float, float]  # stratum, dimension, scale, n, total, squares
COUNTED = ("scale", "rating", "single", "multiple")  # kinds whose answers are tallied and shown


@dataclass(frozen=True, slots=True)
class Group:
    """Forms that may be merged: one programme, one questionnaire, one audience."""

    program: int
    questionnaire: int
    audience: str


def waiting_forms(surveys: QuerySet[Survey]) -> dict[Group, list[Form]]:
    """Return the answered closed forms outside any publication, oldest close first."""
    waiting = surveys.filter(
        status__in=["closed", "sealed"], published=None, submitted_at_close__gt=0
    )
    rows = list(
        waiting.order_by("closed_on", "pk").values_list(
            "session__program_id",
            "questionnaire_id",
            "audience",
            "pk",
            "submitted_at_close",
            "raters_at_close",
            "min_group",
            "min_stratum",
        )
    )
    rated = _rated({row[3] for row in rows if row[2] == SEVERAL_RATERS})
    found: dict[Group, list[Form]] = defaultdict(list)
    for program, questionnaire, audience, pk, sent, raters, group, stratum in rows:
        form = (pk, sent or 0, raters or 0, group, stratum, rated.get(pk))
        found[Group(program, questionnaire, audience)].append(form)
    return dict(found)


def _rated(surveys: Collection[int]) -> dict[int, frozenset[int]]:
    """Return whom the sent forms of each survey are about."""
    people: dict[int, set[int]] = {pk: set() for pk in surveys}
    if surveys:
        sent = Invitation.objects.filter(survey__in=surveys, is_submitted=True).order_by()
        for survey, participation in sent.values_list("survey_id", "participation_id"):
            people[survey].add(participation)
    return {pk: frozenset(found) for pk, found in people.items()}


def questions_of(questionnaires: Collection[int]) -> dict[int, list[Item]]:
    """Return the tallied questions of each questionnaire, as the gate needs them."""
    asked: dict[int, list[AskedQuestion]] = defaultdict(list)
    rows = AskedQuestion.objects.filter(
        section__questionnaire__in=questionnaires, kind__in=COUNTED
    ).select_related("scale", "section")
    for question in rows:
        asked[question.section.questionnaire_id].append(question)
    return {questionnaire: _as_gated(questions) for questionnaire, questions in asked.items()}


def _as_gated(questions: list[AskedQuestion]) -> list[Item]:
    """Name each question's dimension as the summaries at close name it."""
    named = {
        int(pk): (block.dimension, block.scale) for block in blocks(questions) for pk in block.ids
    }
    nothing = ("", "")
    return [
        (q.pk, q.key, *named.get(q.pk, nothing), q.kind == MULTIPLE, values_of(q))
        for q in questions
    ]


def tallies_of(surveys: Collection[int]) -> dict[int, list[Tally]]:
    """Return (stratum, question, value, respondents) of each survey."""
    found: dict[int, list[Tally]] = defaultdict(list)
    rows = AnswerTally.objects.filter(survey__in=surveys).values_list(
        "survey_id", "stratum", "question_id", "value", "count"
    )
    for survey, stratum, question, value, count in rows:
        found[survey].append((stratum, question, value, count))
    return found


def sums_of(surveys: Collection[int]) -> dict[int, list[Total]]:
    """Return (stratum, dimension, scale, sums) of each survey."""
    found: dict[int, list[Total]] = defaultdict(list)
    rows = DimensionSummary.objects.filter(survey__in=surveys).values_list(
        "survey_id", "stratum", "dimension", "scale", "n", "total", "squares"
    )
    for survey, stratum, dimension, scale, n, total, squares in rows:
        found[survey].append((stratum, dimension, scale, n, total, squares))
    return found
