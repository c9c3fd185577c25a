"""What is written once when a survey closes; dashboards read these, never raw answers."""

from __future__ import annotations

from django.db import models

from programs.models import Session
from surveys.choices import PairKind
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


class PairMoments(models.Model):
    """What remains of people's pairs of answers when a paired wave closes: sums, and no person.

    ``before`` and ``after`` are the two forms; on one page (retrospective pairs) they are the same
    form. A person's value is the mean of the answered items of ``keys``, in scale points. How many
    have a value in each form tells the gate how many a reader could compute by subtraction.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="pair_moments")
    before = models.ForeignKey(Survey, models.PROTECT, related_name="pairs_before")
    after = models.ForeignKey(Survey, models.PROTECT, related_name="pairs_after")
    kind = models.CharField(max_length=13, choices=PairKind)
    dimension = models.CharField(max_length=40)
    scale = models.CharField(max_length=30)
    keys = models.JSONField()  # ordered question keys asked both times
    n = models.PositiveIntegerField()  # persons with a value both times
    n_before = models.PositiveIntegerField()  # persons with a value in each form, paired or not
    n_after = models.PositiveIntegerField()
    sum_before = models.FloatField()
    sum_after = models.FloatField()
    square_before = models.FloatField()  # sums of squares and of products of persons' values
    square_after = models.FloatField()
    product = models.FloatField()
    differences = models.JSONField()  # {"0.25": 4}: after minus before, how many

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["before", "after", "dimension", "scale"], name="pair_moments_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dimension} n={self.n}"
