"""Open answers that somebody has read and released."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce, Least

from programs.models import Session
from surveys.models import ClosedComment


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """One open answer, and how many different people answered its form."""

    survey: int
    question: str
    text: str
    people: int


def shown_comments(session: Session) -> list[CommentRecord]:
    """Return the comments of a session that may be shown, as far as somebody decided.

    Their keys are random numbers, so their order tells nothing.
    """
    rows = ClosedComment.objects.filter(survey__session=session, state="shown").order_by("pk")
    people = Least(
        F("survey__submitted_at_close"),
        Coalesce("survey__raters_at_close", "survey__submitted_at_close"),
    )
    found = rows.values_list("survey_id", "question__text", "text", people)
    return [CommentRecord(*row) for row in found]
