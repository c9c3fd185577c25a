"""What is written once when a survey closes; dashboards read these, never raw answers."""

from __future__ import annotations

from django.db import models

from surveys.models.instruments import Question
from surveys.models.waves import Survey


class AnswerTally(models.Model):
    """How many gave this answer. ``value`` is the score, a choice code, "na" or "skipped"."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="tallies")
    question = models.ForeignKey(Question, models.PROTECT)
    stratum = models.CharField(max_length=10, blank=True)
    value = models.CharField(max_length=30)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "question", "stratum", "value"], name="answer_tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.value}: {self.count}"


class DimensionSummary(models.Model):
    """Persons' means of one dimension: enough for mean and SD without any answer."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="dimensions")
    dimension = models.CharField(max_length=40)
    scale = models.CharField(max_length=30)  # scale code; scales are never pooled
    stratum = models.CharField(max_length=10, blank=True)
    n = models.PositiveIntegerField()  # persons with at least one answered item
    total = models.FloatField()  # sum of the persons' means, in scale points
    squares = models.FloatField()  # sum of their squares
    histogram = models.JSONField()  # {"3.25": 4}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "dimension", "scale", "stratum"], name="dimension_summary_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dimension} n={self.n}"


class SurveyMoments(models.Model):
    """Listwise sums and cross products of a dimension's items. As raw as answers: never shown."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="moments")
    dimension = models.CharField(max_length=40)
    scale = models.CharField(max_length=30)
    keys = models.JSONField()  # ordered question keys
    n = models.PositiveIntegerField()
    sums = models.JSONField()
    products = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "dimension", "scale"], name="survey_moments_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dimension} n={self.n}"
