"""The evaluation plan of a programme, and the calendar that each session gets from it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.urls import reverse

from programs.models import Program, Session, Subject
from surveys.choices import Anchor, Audience, PlannedStatus, Promise
from surveys.models.instruments import Questionnaire
from surveys.models.waves import Survey
from surveys.querysets import PlanLineQuerySet, PlannedSurveyQuerySet


class PlanLine(models.Model):
    """One form of the plan: which instrument, whom, when, under which promise."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="plan_lines")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, verbose_name="Kuesioner")
    audience = models.CharField("Responden", max_length=16, choices=Audience)
    promise = models.CharField("Janji kerahasiaan", max_length=12, choices=Promise)
    anchor = models.CharField("Dihitung dari", max_length=5, choices=Anchor, default=Anchor.END)
    offset = models.SmallIntegerField("Dibuka setelah (hari)", default=0)  # days; may be negative
    days_open = models.PositiveSmallIntegerField("Lama dibuka (hari)", default=7)
    remind_every = models.PositiveSmallIntegerField("Jarak pengingat (hari)", default=3)
    reminders = models.PositiveSmallIntegerField("Pengingat paling banyak", default=2)
    target = models.PositiveSmallIntegerField("Sasaran pengisian (%)", default=70)
    is_current = models.BooleanField(
        default=True, editable=False
    )  # false: changed or removed since; only sessions that had started keep it

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        ordering = ["program", "anchor", "offset", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "questionnaire", "audience", "anchor", "offset"],
                condition=models.Q(is_current=True),
                name="plan_line_once_a_program",
            ),
            models.CheckConstraint(
                condition=models.Q(days_open__gte=1), name="plan_line_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.get_anchor_display()} {self.offset:+d}"

    def opens_on(self, session: Session, subject: Subject | None = None) -> date:
        """Return the day on which the form opens for the session, or for what was taught in it."""
        day = session.starts_on if self.anchor == Anchor.START else session.ends_on
        if subject is not None and subject.taught_on:
            day = subject.taught_on
        return day + timedelta(days=self.offset)

    def closes_on(self, opens_on: date) -> date:
        """Return the last day of a form that opens on the day."""
        return opens_on + timedelta(days=self.days_open - 1)

    @property
    def months(self) -> int:
        """Months after the session, of 30 days: the wave in which the form asks."""
        return max(0, round(self.offset / 30)) if self.anchor == Anchor.END else 0


class PlannedSurvey(models.Model):
    """A line of the plan for one session (and one mata pelatihan): its days, and its form."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="planned")
    session = models.ForeignKey(Session, models.CASCADE, related_name="planned_surveys")
    subject = models.ForeignKey(Subject, models.CASCADE, null=True, blank=True)
    opens_on = models.DateField("Dibuka pada")
    closes_on = models.DateField("Ditutup pada")  # inclusive
    is_shifted = models.BooleanField(default=False)  # a person moved it; sessions no longer do
    status = models.CharField(max_length=7, choices=PlannedStatus, default=PlannedStatus.WAITING)
    problem = models.CharField(max_length=500, blank=True)  # why it could not be opened
    survey = models.OneToOneField(
        Survey, models.SET_NULL, null=True, blank=True, related_name="planned"
    )

    objects = PlannedSurveyQuerySet.as_manager()

    class Meta:
        ordering = ["opens_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "session"],
                condition=models.Q(subject=None),
                name="planned_survey_once_a_session",
            ),
            models.UniqueConstraint(
                fields=["line", "session", "subject"],
                condition=models.Q(subject__isnull=False),
                name="planned_survey_once_a_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="planned_survey_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.session}"

    def get_absolute_url(self) -> str:
        """Return the address of the session's calendar."""
        return reverse("surveys:calendar", args=[self.session_id])
