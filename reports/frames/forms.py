"""Forms of sessions, what was published of them, and the words of their questions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from programs.models import Session
from reports.frames.labels import labels_of
from reports.models import Publication
from surveys.actions.pairing import wave_of
from surveys.actions.summaries import blocks
from surveys.models import Invitation, Question, Survey

COUNTED = ("scale", "rating", "single", "multiple")


@dataclass(frozen=True, slots=True)
class FormRecord:
    """A form of a session that was opened."""

    pk: int
    code: str
    session: int
    questionnaire: int
    questionnaire_code: str  # "F1S"
    title: str
    audience: str
    subject: str | None  # mata pelatihan
    status: str  # open, closed, sealed
    invited: int  # people; of an open form: until now
    submitted: int
    opened_on: date  # of the first round
    closes_on: date
    publication: int | None
    ends_on: date  # of the session

    @property
    def is_open(self) -> bool:
        """Whether it still takes answers."""
        return self.status == "open"

    @property
    def month(self) -> int | None:
        """Months after the session that a follow-up form belongs to: 3, 6 or 12.

        By the day it was opened: extending it does not move it to a later wave.
        """
        if self.audience not in {"alumni", "supervisors", "peers", "subordinates"}:
            return None
        return wave_of(self.opened_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """What was published together."""

    pk: int
    program: int
    questionnaire: int
    audience: str
    respondents: int
    size: int  # forms in it
    layout: str  # see reports.disclosure.released
    numbers: bytes | memoryview


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question with its scale."""

    pk: int
    questionnaire: int
    place: int  # in the order of the form
    key: str
    text: str
    kind: str
    dimension: str  # as summaries name it
    level: int
    scale: str  # code; "" for choices
    labels: tuple[tuple[str, str], ...]  # (value or choice code, label)
    favourable_from: int | None
    neutral: int | None
    reverse: bool
    round: str = ""  # before, after: asked twice in one form

    @classmethod
    def nothing(cls, questionnaire: int) -> QuestionRecord:
        """Return the place of all questions of a form of which nothing may be said yet."""
        return cls(0, questionnaire, 0, "", "", "", "", 0, "", (), None, None, reverse=False)


def form_records(sessions: QuerySet[Session]) -> list[FormRecord]:
    """Return every form of the sessions that was opened, in the order of closing; no tests."""
    rows = (
        Survey.objects.filter(session__in=sessions.order_by(), questionnaire__is_test=False)
        .exclude(status="draft")
        .order_by("session__ends_on", "session_id", "closes_on", "pk")
        .values_list(
            "pk",
            "code",
            "session_id",
            "questionnaire_id",
            "questionnaire__code",
            "questionnaire__title",
            "audience",
            "subject__name",
            "status",
            "invited_at_close",
            "submitted_at_close",
            "opened_on",
            "closes_on",
            "published__publication_id",
            "session__ends_on",
        )
    )
    return [FormRecord(*row[:9], row[9] or 0, row[10] or 0, *row[11:]) for row in rows]


def open_counts(sessions: QuerySet[Session]) -> dict[int, tuple[int, int]]:
    """Return (invited, submitted) of the forms that still take answers."""
    rows = (
        Invitation.objects.filter(
            survey__session__in=sessions.order_by(), survey__status="open", is_revoked=False
        )
        .order_by()
        .values_list("survey_id")
        .annotate(asked=Count("pk"), sent=Count("pk", filter=Q(is_submitted=True)))
    )
    return {survey: (asked, sent) for survey, asked, sent in rows}


def publication_records(programs: Collection[int]) -> dict[int, PublicationRecord]:
    """Return the publications of the programmes by pk."""
    rows = Publication.objects.filter(program__in=programs).order_by("pk")
    columns = ("pk", "program_id", "questionnaire_id", "audience", "respondents", "size", "layout")
    found = rows.values_list(*columns, "numbers")
    return {row[0]: PublicationRecord(*row) for row in found}


def released_of(programs: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return all that the programmes' publications released; see reports.disclosure.released."""
    rows = Publication.objects.filter(program__in=programs)
    return dict(rows.order_by().values_list("pk", "released"))


def question_records(questionnaires: Collection[int]) -> dict[int, QuestionRecord]:
    """Return the tallied questions of the questionnaires by pk, in the order of the forms."""
    asked: dict[int, list[Question]] = {}
    rows = (
        Question.objects.filter(section__questionnaire__in=questionnaires, kind__in=COUNTED)
        .select_related("section", "scale")
        .order_by("section__questionnaire", "section__position", "position")
    )
    for row in rows:
        asked.setdefault(row.section.questionnaire_id, []).append(row)
    found: dict[int, QuestionRecord] = {}
    for questionnaire, questions in asked.items():
        named = {int(pk): block.dimension for block in blocks(questions) for pk in block.ids}
        for place, item in enumerate(questions):
            dimension = named.get(item.pk, item.dimension)
            found[item.pk] = _question(questionnaire, place, item, dimension)
    return found


def _question(questionnaire: int, place: int, item: Question, dimension: str) -> QuestionRecord:
    scale = item.scale
    return QuestionRecord(
        pk=item.pk,
        questionnaire=questionnaire,
        place=place,
        key=item.key,
        text=item.text,
        kind=item.kind,
        dimension=dimension,
        level=item.level,
        scale=scale.code if scale else "",
        labels=labels_of(item),
        favourable_from=scale.favourable_from if scale else None,
        neutral=scale.neutral if scale else None,
        reverse=item.reverse,
        round=item.round,
    )
