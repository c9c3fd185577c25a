"""Answers. No row here holds a person or a time unless the form promised so.

Every key is a random 63-bit number in the integer primary key itself (on SQLite that is the rowid),
so neither keys nor their order tell who answered when. The inbox tables are small and are rewritten
when a survey closes; see ``surveys.actions``.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from organization.models import Employee
from programs.models import Participation, Theme
from surveys.models.instruments import Question
from surveys.models.keyed import RandomKey
from surveys.models.waves import Invitation, Survey
from surveys.querysets import ClosedCommentQuerySet


def week_of(day: date) -> int:
    """Return the number of the week, counted from the first day of the calendar."""
    return day.toordinal() // 7


def this_week() -> int:
    """Return the number of the current week."""
    return week_of(timezone.localdate())


class Draft(models.Model):
    """Answers not yet sent, encrypted with a key that only the key store gives."""

    invitation = models.OneToOneField(
        Invitation, models.CASCADE, primary_key=True, related_name="draft"
    )
    payload = models.BinaryField()
    sequence = models.PositiveIntegerField(default=0)  # a lower number never overwrites a higher
    week = models.PositiveIntegerField(
        default=this_week
    )  # of the last typing, no closer: drafts go after 14 days; of a sent form nothing stays

    def __str__(self) -> str:
        return f"draft {self.invitation_id}"


class PaperEntry(models.Model):
    """A paper form typed once, encrypted like a draft; the second typing must agree to be sent."""

    invitation = models.OneToOneField(
        Invitation, models.CASCADE, primary_key=True, related_name="paper_entry"
    )
    payload = models.BinaryField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"paper {self.invitation_id}"


class Response(RandomKey):
    """The inbox: a person's answers to an open survey, one JSON object {question id: value}."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="responses")
    stratum = models.CharField(max_length=10, blank=True)
    answers = models.JSONField()

    def __str__(self) -> str:
        return "response"


class Comment(RandomKey):
    """The inbox of open answers; never joined to the same person's scores."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="comments")
    question = models.ForeignKey(Question, models.PROTECT)
    text = models.TextField()

    def __str__(self) -> str:
        return "comment"


class ClosedResponse(RandomKey):
    """A response after its survey closed: moved, shuffled, under a fresh key."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="closed_responses")
    stratum = models.CharField(max_length=10, blank=True)
    answers = models.JSONField()

    def __str__(self) -> str:
        return "closed response"


class ClosedComment(RandomKey):
    """A comment after close. It is shown only when somebody has read and released it."""

    class State(models.TextChoices):
        PENDING = "pending", "Belum ditinjau"
        SHOWN = "shown", "Ditampilkan"
        MASKED = "masked", "Ditampilkan sebagian"
        HIDDEN = "hidden", "Disembunyikan"

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="closed_comments")
    question = models.ForeignKey(Question, models.PROTECT)
    text = models.TextField()
    state = models.CharField(max_length=7, choices=State, default=State.PENDING)
    released = models.TextField(blank=True)  # what is shown of a masked comment
    reason = models.CharField(max_length=200, blank=True)  # why it was masked or hidden
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="comments"
    )  # as a person confirmed it; a suggestion is never stored

    objects = ClosedCommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="masked") | models.Q(released=""),
                name="closed_comment_released_only_if_masked",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["masked", "hidden"]) | ~models.Q(reason=""),
                name="closed_comment_kept_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return "closed comment"

    @property
    def shown_text(self) -> str:
        """What readers of results may see."""
        return {self.State.SHOWN: self.text, self.State.MASKED: self.released}.get(self.state, "")


class Pseudonymous(models.Model):
    """Keyed pseudonyms of the rater and of the person the answers are about."""

    rater = models.CharField(max_length=64)
    subject = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True


class Authored(models.Model):
    """Whose answers these are, and about whom."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class Pseudonym(Pseudonymous):
    """Confidential forms only (a trigger refuses others): beside a response of the inbox."""

    response = models.OneToOneField(
        Response, models.CASCADE, primary_key=True, related_name="pseudonym"
    )

    def __str__(self) -> str:
        return "pseudonym"


class Authorship(Authored):
    """Named forms only (a trigger refuses others): beside a response of the inbox."""

    response = models.OneToOneField(
        Response, models.CASCADE, primary_key=True, related_name="authorship"
    )

    def __str__(self) -> str:
        return "authorship"


class ClosedPseudonym(Pseudonymous):
    """Confidential forms only, after close; destroyed on the date that the form printed."""

    response = models.OneToOneField(
        ClosedResponse, models.CASCADE, primary_key=True, related_name="pseudonym"
    )

    def __str__(self) -> str:
        return "closed pseudonym"


class ClosedAuthorship(Authored):
    """Named forms only, after close."""

    response = models.OneToOneField(
        ClosedResponse, models.CASCADE, primary_key=True, related_name="authorship"
    )

    def __str__(self) -> str:
        return "closed authorship"
