"""A questionnaire opened for a session, and who was asked to answer it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone

from organization.models import Employee
from programs.models import Participation, Session, Subject
from surveys.choices import Audience, Promise, SurveyStatus
from surveys.models.instruments import Questionnaire
from surveys.models.keyed import RandomKey, random_name
from surveys.querysets import InvitationQuerySet, SurveyQuerySet


class Survey(models.Model):
    """One opening of a questionnaire. The promise is frozen at the first invitation."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT)
    session = models.ForeignKey(Session, models.PROTECT, related_name="surveys")
    subject = models.ForeignKey(
        Subject, models.PROTECT, null=True, blank=True, related_name="surveys"
    )
    audience = models.CharField("Responden", max_length=16, choices=Audience)
    promise = models.CharField("Janji kerahasiaan", max_length=12, choices=Promise)
    by_unit_group = models.BooleanField(
        "Rinci menurut kelompok unit", default=False
    )  # the one stratum
    round = models.PositiveSmallIntegerField("Putaran", default=1)
    code = models.CharField(max_length=80)  # "F1S.MW26-1.1"; unique in a region
    status = models.CharField(max_length=6, choices=SurveyStatus, default=SurveyStatus.DRAFT)
    opened_on = models.DateField(
        default=timezone.localdate
    )  # of the first round; extending and new rounds keep it, so the wave (3, 6 months) stays
    closes_on = models.DateField("Ditutup pada")  # inclusive, to 23.59 WIB
    min_group = models.PositiveSmallIntegerField(
        default=5
    )  # thresholds as printed when it was opened
    min_stratum = models.PositiveSmallIntegerField(default=10)
    min_raters = models.PositiveSmallIntegerField(default=3)  # where people rate others
    min_commenters = models.PositiveSmallIntegerField(default=10)  # people behind any comment
    min_comments = models.PositiveSmallIntegerField(default=3)
    invited_at_close = models.PositiveIntegerField(null=True)
    submitted_at_close = models.PositiveIntegerField(null=True)
    raters_at_close = models.PositiveIntegerField(null=True)  # different people who answered
    closed_on = models.DateField(null=True)
    link_key = models.CharField(max_length=32, unique=True, default=random_name, editable=False)
    pseudonym_key = models.CharField(
        max_length=32, blank=True, editable=False
    )  # one a programme; both name files of the key store, never hold a key
    pseudonyms_until = models.DateField(null=True)  # as printed; confidential forms only

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "questionnaire", "audience", "round"],
                condition=models.Q(subject=None),
                name="survey_round_once_a_session",
            ),
            models.UniqueConstraint(
                fields=["session", "questionnaire", "audience", "subject", "round"],
                condition=models.Q(subject__isnull=False),
                name="survey_round_once_a_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "open"])
                | models.Q(invited_at_close__isnull=False, submitted_at_close__isnull=False),
                name="survey_closed_knows_its_counts",
            ),
            models.UniqueConstraint(fields=["session", "code"], name="survey_code_once_a_session"),
            models.CheckConstraint(
                condition=models.Q(promise="confidential")
                | models.Q(pseudonym_key="", pseudonyms_until=None),
                name="survey_pseudonyms_only_where_confidential",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """Return the address of the survey's page for staff."""
        return reverse("surveys:detail", args=[self.pk])


class Invitation(RandomKey):
    """One rater asked about one participation. Made before any answer; holds no time."""

    class Relation(models.TextChoices):
        SELF = "self", "Peserta"
        SUPERVISOR = "supervisor", "Atasan langsung"
        PEER = "peer", "Rekan kerja"
        SUBORDINATE = "subordinate", "Bawahan"
        DRAWN = "drawn", "Kode undian"

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="invitations")
    rater = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="invitations"
    )  # none: a code drawn from a bowl, known to nobody
    participation = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="invitations"
    )  # whom it is about; none for those who did not take part
    relation = models.CharField(max_length=11, choices=Relation, default=Relation.SELF)
    reason = models.CharField(max_length=200, blank=True)  # why this rater was chosen
    stratum = models.CharField(
        max_length=10, blank=True
    )  # unit group, only where the survey has one
    serial = models.PositiveSmallIntegerField(
        default=1
    )  # raised when the link is revoked and re-issued
    token_hash = models.CharField(max_length=64, unique=True)  # HMAC of the link; look-up only
    code_hash = models.CharField(max_length=64, unique=True)  # HMAC of the typed code
    is_revoked = models.BooleanField(default=False)
    is_submitted = models.BooleanField(default=False)  # yes or no, never when
    is_closed = models.BooleanField(
        default=False
    )  # set for all at close, so that no answer slips in behind it

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["rater__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "rater", "participation"], name="invitation_once_a_rater"
            ),
            models.UniqueConstraint(
                fields=["survey", "rater"],
                condition=models.Q(participation=None),
                name="invitation_about_nobody_once_a_rater",
            ),
            models.CheckConstraint(
                condition=models.Q(relation="drawn", rater=None, participation=None, stratum="")
                | models.Q(~models.Q(relation="drawn"), rater__isnull=False),
                name="invitation_has_a_rater_unless_drawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.rater_id}"
