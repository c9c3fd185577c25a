"""Open answers that somebody has read and released."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce, Least

from programs.models import Session, Theme
from reports.analysis.seeds import OTHER
from surveys.models import ClosedComment, Survey

LOT = random.SystemRandom()
SHOWN_TEXT = Case(When(state="masked", then="released"), default="text")
LEARNED = 2000  # confirmed comments that suggestions learn from


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """One open answer, and what its form promised about comments."""

    survey: int
    question: str
    text: str  # as far as it was released
    theme: str  # code that a person confirmed; "" for none
    theme_label: str
    trainer: str  # of the mata pelatihan that the form is about; "" for none
    needed: int  # different people, as the form printed it
    comments: int  # comments on one question, as the form printed it
    people: int  # different people who answered the form


@dataclass(frozen=True, slots=True)
class ReadComment:
    """A released open answer on its way to a theme."""

    pk: int
    question: str
    text: str  # as far as it was released
    theme: str  # code that a person confirmed; "" for none


def shown_comments(sessions: Collection[int]) -> list[CommentRecord]:
    """Return the comments of sessions that may be shown, as far as somebody decided.

    Their order is drawn anew each time, so it tells nothing.
    """
    rows = ClosedComment.objects.readable().filter(survey__session__in=sessions).order_by()
    people = Least(
        F("survey__submitted_at_close"),
        Coalesce("survey__raters_at_close", "survey__submitted_at_close"),
    )
    found = rows.values_list(
        "survey_id",
        "question__text",
        SHOWN_TEXT,
        Coalesce("theme__code", Value("")),
        Coalesce("theme__label", Value("")),
        Coalesce("survey__subject__trainer__name", Value("")),
        "survey__min_commenters",
        "survey__min_comments",
        people,
    )
    return _drawn([CommentRecord(*row) for row in found])


def comments_of(survey: Survey) -> list[ReadComment]:
    """Return the released comments of a form in an order that is drawn anew each time."""
    rows = survey.closed_comments.readable().order_by()
    found = rows.values_list("pk", "question__text", SHOWN_TEXT, Coalesce("theme__code", Value("")))
    return _drawn([ReadComment(*row) for row in found])


def confirmed_comments(user: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """Return (text, code) of the comments that the user may see and that people gave a theme."""
    sessions = Session.objects.visible_to(user).order_by().values("pk")
    rows = ClosedComment.objects.readable().filter(survey__session__in=sessions)
    return list(
        rows.exclude(theme=None).order_by("pk").values_list(SHOWN_TEXT, "theme__code")[:LEARNED]
    )


def codebook() -> dict[str, str]:
    """Return {code: label} of every theme, by label; "Lainnya" comes last."""
    found = dict(Theme.objects.values_list("code", "label"))
    last = {OTHER: found.pop(OTHER)} if OTHER in found else {}
    return found | last


def _drawn(rows: list[Any]) -> list[Any]:
    LOT.shuffle(rows)
    return rows
