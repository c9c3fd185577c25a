"""Closing a form: answers move, shuffled and under fresh keys, and are counted once."""

import random
from collections import Counter
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from programs.actions import bump_data_version
from surveys import keys
from surveys.actions.checking import SKIPPED
from surveys.actions.pairing import retrospective_pairs, wave_pairs
from surveys.actions.scoring import item_moments, write_scores
from surveys.actions.summaries import summaries, tallies
from surveys.actions.traces import forget_imports
from surveys.choices import OTHER, Promise, SurveyStatus
from surveys.models import (
    AnswerTally,
    Authorship,
    ClosedAuthorship,
    ClosedComment,
    ClosedPseudonym,
    ClosedResponse,
    Comment,
    DimensionSummary,
    Draft,
    Message,
    PairMoments,
    PaperEntry,
    Pseudonym,
    Question,
    Response,
    Survey,
    SurveyMoments,
)
from surveys.models.keyed import random_id
from trail.actions import record

LOT = random.SystemRandom()
Row = tuple[int, str, dict]  # key in the inbox, stratum, answers
BATCH = 2000  # rows an INSERT on PostgreSQL; SQLite cuts smaller ones by itself


def close_survey(*, survey: Survey, actor, due_on: date | None = None) -> Survey:
    """Close the form for good: one transaction, then its link key is destroyed. Repeats do nothing.

    A sender who came first is waited for: the update of all invitations takes their row locks; a
    sender who comes later finds the invitation closed and stores nothing. The session is locked
    too: of two paired waves that close at once, the second must see the first. With ``due_on`` only
    a form whose last day is before that day is closed: somebody may just have extended it.
    """
    with transaction.atomic():
        current = (
            Survey.objects.select_for_update(no_key=True, of=("self", "session"))
            .select_related("session__program__region", "questionnaire")
            .get(pk=survey.pk)
        )
        if due_on is not None and current.closes_on >= due_on:
            return current
        if current.status == SurveyStatus.OPEN:
            _close(current, actor)
        transaction.on_commit(partial(keys.store().destroy, current.link_key))
    return current


def close_due(today: date) -> list[Survey]:
    """Close the forms whose last day has passed; each in its own transaction."""
    due = list(Survey.objects.due_on(today).order_by("pk"))
    closed = [close_survey(survey=survey, actor=None, due_on=today) for survey in due]
    return [survey for survey in closed if survey.status != SurveyStatus.OPEN]


def destroy_pseudonyms(today: date) -> int:
    """Keep the promise of confidential forms: pseudonyms and their keys go on the printed date.

    Keys first: if this is cut short, the next day finds the forms still due and ends it. Forms
    that are still open then (they were extended) keep no pseudonyms from that day on.
    """
    due = list(Survey.objects.with_pseudonyms_due(today))
    shared = Survey.objects.exclude(pk__in=[survey.pk for survey in due])
    for name in {survey.pseudonym_key for survey in due}:
        if not shared.filter(pseudonym_key=name).exists():
            keys.store().destroy(name)
    with transaction.atomic():
        removed, _ = ClosedPseudonym.objects.filter(response__survey__in=due).delete()
        waiting, _ = Pseudonym.objects.filter(response__survey__in=due).delete()
        Survey.objects.filter(pk__in=[survey.pk for survey in due]).update(pseudonym_key="")
    return removed + waiting


def _close(survey: Survey, actor) -> None:
    survey.invitations.update(is_closed=True)
    rows = _rows(survey)
    questions = list(Question.objects.of(survey.questionnaire_id))
    _count(survey, questions, [(stratum, answers) for _old, stratum, answers in rows])
    kept = rows if survey.promise == Promise.NAMED else without_rare_others(rows, survey.min_group)
    _move_responses(survey, kept)
    _pair(survey, questions, rows)
    write_scores(survey, questions, actor)
    _move_comments(survey)
    Draft.objects.filter(invitation__survey=survey).delete()
    if survey.promise != Promise.ANONYMOUS:
        PaperEntry.objects.filter(invitation__survey=survey).delete()
    Message.objects.filter(invitation__survey=survey).delete()  # reminder runs stay, without names
    forget_imports(survey)
    survey.status = SurveyStatus.CLOSED
    survey.closed_on = timezone.localdate()
    survey.save()
    bump_data_version(survey.session.program.region_id)
    record(
        actor=actor,
        action="survey.closed",
        target=survey.code,
        region_code=survey.session.program.region.code,
        detail={"invited": survey.invited_at_close, "submitted": survey.submitted_at_close},
    )


def _rows(survey: Survey) -> list[Row]:
    """Return everybody's row, shuffled; strata stay only when each has enough respondents."""
    rows = list(survey.responses.order_by().values_list("pk", "stratum", "answers"))
    sizes = Counter(stratum for _old, stratum, _answers in rows)
    if survey.by_unit_group and min(sizes.values(), default=0) < survey.min_stratum:
        rows = [(old, "", answers) for old, _stratum, answers in rows]
    LOT.shuffle(rows)
    return rows


def without_rare_others(rows: list[Row], fewest: int) -> list[Row]:
    """Drop "Lainnya" from the rows of a question where fewer than ``fewest`` chose it.

    What they wrote beside it stands among the comments under the same question: one row that says
    "Lainnya" and one such comment would be one person's. The tallies still count the choice.
    """
    chosen = Counter(
        key for _old, _stratum, answers in rows for key, value in answers.items() if _other(value)
    )
    rare = {key for key, count in chosen.items() if count < fewest}
    return [(old, stratum, _without_other(answers, rare)) for old, stratum, answers in rows]


def _other(value) -> bool:
    return OTHER in (value if isinstance(value, list) else [value])


def _without_other(answers: dict, keys: set[str]) -> dict:
    return {key: _less(value) if key in keys else value for key, value in answers.items()}


def _less(value):
    if isinstance(value, list):
        return [code for code in value if code != OTHER] or SKIPPED
    return SKIPPED if value == OTHER else value


def _count(survey: Survey, questions: list[Question], people: list[tuple[str, dict]]) -> None:
    sent = survey.invitations.filter(is_submitted=True)
    survey.invited_at_close = max(survey.invitations.asked().count(), len(people))
    survey.submitted_at_close = len(people)
    raters = sent.aggregate(
        people=Count("rater", distinct=True), unknown=Count("pk", filter=Q(rater=None))
    )
    survey.raters_at_close = raters["people"] + raters["unknown"]  # each drawn code is a person
    dimensions, moments = summaries(survey, questions, people)
    AnswerTally.objects.bulk_create(tallies(survey, questions, people), BATCH)
    DimensionSummary.objects.bulk_create(dimensions, BATCH)
    moments += item_moments(survey, questions, [answers for _stratum, answers in people])
    SurveyMoments.objects.bulk_create(moments, BATCH)


def _pair(survey: Survey, questions: list[Question], rows: list[Row]) -> None:
    """Keep the sums of pairs; before the survey says closed, so that it is no pair of itself."""
    pairs = retrospective_pairs(survey, questions, [answers for _old, _stratum, answers in rows])
    if survey.promise != Promise.ANONYMOUS:
        pairs += wave_pairs(survey, questions)
    PairMoments.objects.bulk_create(pairs, BATCH)


def _move_responses(survey: Survey, rows: list[Row]) -> None:
    fresh = {old: random_id() for old, _stratum, _answers in rows}
    ClosedResponse.objects.bulk_create(
        (
            ClosedResponse(id=fresh[old], survey=survey, stratum=stratum, answers=answers)
            for old, stratum, answers in rows
        ),
        BATCH,
    )
    _move_beside(survey, Pseudonym, ClosedPseudonym, fresh)
    _move_beside(survey, Authorship, ClosedAuthorship, fresh)
    Response.objects.filter(survey=survey).delete()


def _move_beside(survey: Survey, inbox, closed, fresh: dict[int, int]) -> None:
    """Move what stands beside the responses (pseudonyms or authors) under their fresh keys."""
    columns = [f.attname for f in closed._meta.concrete_fields if not f.primary_key]
    rows = list(inbox.objects.filter(response__survey=survey).values("response_id", *columns))
    LOT.shuffle(rows)
    closed.objects.bulk_create(
        (closed(**{**row, "response_id": fresh[row["response_id"]]}) for row in rows), BATCH
    )


def _move_comments(survey: Survey) -> None:
    rows = list(survey.comments.order_by().values_list("question_id", "text"))
    LOT.shuffle(rows)
    ClosedComment.objects.bulk_create(
        (ClosedComment(survey=survey, question_id=pk, text=text) for pk, text in rows), BATCH
    )
    Comment.objects.filter(survey=survey).delete()
