"""Right and wrong answers of tests, as sums that closed forms left."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from programs.models import Session
from reports.analysis import ItemSums
from surveys.actions.scoring import TEST
from surveys.models import Question, SurveyMoments


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One closed test of one session."""

    session: int
    questionnaire: int
    form: str  # code of the questionnaire
    keys: tuple[str, ...]
    sums: ItemSums


def item_records(sessions: QuerySet[Session]) -> list[ItemRecord]:
    """Return the closed tests of the sessions (one query); those that nobody sent are left out."""
    rows = SurveyMoments.objects.filter(
        survey__session__in=sessions.order_by(), dimension=TEST, n__gt=0
    ).order_by("survey__questionnaire__code", "survey_id")
    columns = (
        "survey__session_id",
        "survey__questionnaire_id",
        "survey__questionnaire__code",
        "keys",
        "n",
        "sums",
        "products",
    )
    return [
        ItemRecord(
            session=row[0],
            questionnaire=row[1],
            form=row[2],
            keys=tuple(row[3]),
            sums=ItemSums(row[4], tuple(row[5]), tuple(row[6])),
        )
        for row in rows.values_list(*columns)
    ]


def texts_of(questionnaires: set[int]) -> dict[tuple[int, str], str]:
    """Return the text of each question by questionnaire and key."""
    rows = Question.objects.filter(section__questionnaire__in=questionnaires).order_by()
    found = rows.values_list("section__questionnaire_id", "key", "text")
    return {(questionnaire, key): text for questionnaire, key, text in found}
