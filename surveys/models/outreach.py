"""Messages to those asked. They tell who was asked and reminded, never when somebody answered."""

from __future__ import annotations

from django.db import models

from surveys.choices import Channel, MessageStatus
from surveys.models.keyed import RandomKey
from surveys.models.waves import Invitation, Survey
from surveys.querysets import MessageQuerySet


class ReminderRun(models.Model):
    """One reminder of a survey: on which day, how, and how many were reminded."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="reminder_runs")
    day = models.DateField()
    channel = models.CharField(max_length=8, choices=Channel)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "day", "channel"], name="reminder_run_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.day}: {self.count}"


class Message(RandomKey):
    """One message to one rater; the text and the link are made when it is sent, never stored."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Undangan"
        REMINDER = "reminder", "Pengingat"

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind)
    channel = models.CharField(max_length=8, choices=Channel)
    status = models.CharField(max_length=7, choices=MessageStatus, default=MessageStatus.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()  # not before; moves back after each failure
    day = models.DateField(null=True)  # on which it was sent
    problem = models.CharField(max_length=200, blank=True)  # why the last attempt failed

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(status="queued"), name="message_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_status_display()}"
