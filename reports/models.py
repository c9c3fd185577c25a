"""What reports published: the gate's decision and what left the gate, never an answer."""

from __future__ import annotations

from django.db import models

from programs.models import Program
from reports.querysets import PublicationQuerySet
from surveys.models import Questionnaire, Survey


class Publication(models.Model):
    """Closed surveys of one programme and questionnaire that are shown together, for ever.

    ``released`` is what the gate let through, added up over the surveys: counts of answers and sums
    of dimensions, whole and by stratum. What was hidden is not in it, so no page can show it.
    ``layout`` and ``numbers`` are what it says of everybody, as a row that is ready to be added.
    """

    program = models.ForeignKey(Program, models.PROTECT, related_name="publications")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT)
    audience = models.CharField(max_length=16)
    respondents = models.PositiveIntegerField()  # over all its surveys
    size = models.PositiveIntegerField()  # surveys in it
    released = models.JSONField()  # see reports.disclosure.released
    layout = models.TextField()  # what the numbers are, in their order
    numbers = models.BinaryField()  # 64-bit floats
    decided_on = models.DateField(auto_now_add=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.program_id} {self.questionnaire_id} n={self.respondents}"


class PublishedSurvey(models.Model):
    """A survey belongs to at most one publication."""

    survey = models.OneToOneField(Survey, models.PROTECT, related_name="published")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="members")

    def __str__(self) -> str:
        return f"{self.survey_id} in {self.publication_id}"
