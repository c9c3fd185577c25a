"""Deciding which comments of a closed form may be shown, and how much of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q

from organization.choices import PolicyKey
from organization.models import Employee
from programs.models import Theme, Trainer
from surveys.actions.promising import thresholds
from surveys.models import ClosedComment, Survey
from trail.actions import record

State = ClosedComment.State
MASK = "[disamarkan]"  # stands for what is not shown of a comment


def judge_comment(
    *, comment: ClosedComment, state: str, actor, released: str = "", reason: str = ""
) -> None:
    """Show, mask or hide a comment. ``released`` is kept for a masked one only."""
    comment.state = state
    comment.released = released if state == State.MASKED else ""
    comment.reason = "" if state == State.SHOWN else reason
    with transaction.atomic():
        comment.save(update_fields=["state", "released", "reason"])
        _note(comment.survey, actor, state)


def show_comments(*, survey: Survey, comments: Iterable[ClosedComment], actor) -> int:
    """Show all these comments that nobody has judged yet; return how many."""
    chosen = [comment.pk for comment in comments]
    with transaction.atomic():
        waiting = survey.closed_comments.waiting().filter(pk__in=chosen)
        number = waiting.update(state=State.SHOWN)
        if number:
            _note(survey, actor, State.SHOWN, number=number)
    return number


def set_themes(*, survey: Survey, chosen: Mapping[int, Theme | None], actor) -> int:
    """Give comments of a form the theme that a person chose, or take it away; return how many."""
    with transaction.atomic():
        number = sum(
            survey.closed_comments.filter(pk=pk).update(theme=theme) for pk, theme in chosen.items()
        )
        if number:
            _note(survey, actor, "themed", number=number)
    return number


def may_be_read(survey: Survey) -> bool:
    """Whether enough people answered and wrote; the thresholds may only rise after opening."""
    numbers = thresholds()
    respondents = max(survey.min_commenters, numbers[PolicyKey.MIN_COMMENT_RESPONDENTS])
    written = max(survey.min_comments, numbers[PolicyKey.MIN_COMMENTS])
    counts = (survey.submitted_at_close, survey.raters_at_close)
    people = min(count for count in counts if count is not None)  # an atasan may rate ten alumni
    return people >= respondents and survey.closed_comments.count() >= written


def is_masking_of(released: str, text: str) -> bool:
    """Whether ``released`` is the text with one part or more replaced by the mask, else untouched.

    A mask stands for one character or more; pieces between masks are sought from the left, which
    finds a fit whenever there is one.
    """
    first, *middle = released.split(MASK)
    if not middle or not text.startswith(first):
        return False
    *middle, last = middle
    place = len(first)
    for piece in middle:
        found = text.find(piece, place + 1)
        if found < 0:
            return False
        place = found + len(piece)
    return len(text) - len(last) > place and text.endswith(last)


def names_around(survey: Survey) -> set[str]:
    """Return the names of the people whom a comment of the form may point to.

    Participants of the session, those who were asked, and the narasumber.
    """
    session = survey.session_id
    people = Employee.objects.filter(
        Q(participations__session=session) | Q(invitations__survey=survey.pk)
    ).order_by()
    trainers = Trainer.objects.filter(subject__session=session).order_by()
    return {*people.values_list("name", flat=True), *trainers.values_list("name", flat=True)}


def _note(survey: Survey, actor, act: str, **detail: int) -> None:
    record(
        actor=actor,
        action=f"comment.{act}",
        target=survey.code,
        region_code=survey.session.program.region.code,
        detail=detail,
    )
