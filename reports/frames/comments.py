"""Open answers that somebody has read and released."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Least

from programs.models import Session
from surveys.models import ClosedComment


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """One open answer, and what its form promised about comments."""

    survey: int
    question: str
    text: str
    trainer: str  # of the mata pelatihan that the form is about; "" for none
    needed: int  # different people, as the form printed it
    comments: int  # comments on one question, as the form printed it
    people: int  # different people who answered the form


def shown_comments(session: Session) -> list[CommentRecord]:
    """Return the comments of a session that may be shown, as far as somebody decided.

    Their keys are random numbers, so their order tells nothing.
    """
    rows = ClosedComment.objects.filter(survey__session=session, state="shown").order_by("pk")
    people = Least(
        F("survey__submitted_at_close"),
        Coalesce("survey__raters_at_close", "survey__submitted_at_close"),
    )
    found = rows.values_list(
        "survey_id",
        "question__text",
        "text",
        Coalesce("survey__subject__trainer__name", Value("")),
        "survey__min_commenters",
        "survey__min_comments",
        people,
    )
    return [CommentRecord(*row) for row in found]
