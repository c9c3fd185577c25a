"""Versioned questionnaires: sections, questions, scales."""

from __future__ import annotations

from django.db import models

from organization.models import Region
from surveys.choices import OTHER, OTHER_LABEL, Audience, QuestionKind
from surveys.models.keyed import random_name
from surveys.querysets import QuestionnaireQuerySet, QuestionQuerySet, SectionQuerySet


class Scale(models.Model):
    """Fully labelled answer options, worst first. Scales are never pooled."""

    code = models.CharField(max_length=30, unique=True)  # "setuju-4"
    labels = models.JSONField()  # [[1, "Sangat tidak setuju"], …]
    favourable_from = models.SmallIntegerField()  # the lowest value that counts as favourable
    neutral = models.SmallIntegerField(null=True, blank=True)  # none on even scales

    def __str__(self) -> str:
        return self.code

    @property
    def low(self) -> int:
        """The worst value."""
        return self.labels[0][0]

    @property
    def high(self) -> int:
        """The best value."""
        return self.labels[-1][0]


class Questionnaire(models.Model):
    """One version of an instrument; its first answer locks it."""

    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True
    )  # none: a preset for all
    code = models.CharField(max_length=20)  # "F1S"
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=120)
    audience = models.CharField(max_length=16, choices=Audience)
    per_subject = models.BooleanField(default=False)  # F2: one form per mata pelatihan
    minutes = models.PositiveSmallIntegerField(default=3)  # printed on the cover
    is_bank = models.BooleanField(
        default=False, editable=False
    )  # a shelf of questions to choose from; never opened itself
    is_test = models.BooleanField(default=False)  # pretest or posttest: scored and always named
    shuffle = models.BooleanField(default=False)  # each person gets the questions in another order
    time_limit = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # minutes; told to the person, never enforced
    locked = models.BooleanField(default=False)
    uid = models.CharField(
        max_length=32, unique=True, default=random_name, editable=False
    )  # under which processes remember its frozen content; no two databases share one

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "code", "version"], name="questionnaire_version_once_a_region"
            ),
            models.UniqueConstraint(
                fields=["code", "version"],
                condition=models.Q(region=None),
                name="questionnaire_preset_version_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """One topic: one page on the phone."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    intro = models.CharField(max_length=300, blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["questionnaire", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "position"], name="section_position_once_a_questionnaire"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One item. ``key`` is its identity over versions and copies: "R-MAT-1"."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)
    text = models.CharField(max_length=400)
    text_superior = models.CharField(max_length=400, blank=True)  # as an atasan is asked
    text_peer = models.CharField(max_length=400, blank=True)  # as rekan and bawahan are asked
    hint = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=QuestionKind, default=QuestionKind.SCALE)
    scale = models.ForeignKey(Scale, models.PROTECT, null=True, blank=True)
    choices = models.JSONField(default=list, blank=True)  # [[code, label]]
    has_other = models.BooleanField(default=False)  # choices end with "Lainnya" and a short text
    is_short = models.BooleanField(default=False)  # a text of one line
    minimum = models.FloatField(null=True, blank=True)  # of a number
    maximum = models.FloatField(null=True, blank=True)
    show_if_key = models.CharField(
        max_length=20, blank=True
    )  # asked only after one of these answers to an earlier question of the questionnaire
    show_if_values = models.JSONField(default=list, blank=True)  # ["1", "2"]
    correct = models.JSONField(
        default=list, blank=True
    )  # of a test: the right codes, or [number] with its tolerance
    tolerance = models.FloatField(default=0)  # how far a right number may be off, same unit
    points = models.FloatField(default=1)
    dimension = models.CharField(max_length=40, blank=True)  # "Materi"
    level = models.PositiveSmallIntegerField(default=1)  # Kirkpatrick 1-4
    required = models.BooleanField(default=True)  # asked again once; never a trap
    not_applicable = models.CharField(
        max_length=30, blank=True
    )  # "Tidak relevan", "Tidak tahu" or none
    reverse = models.BooleanField(default=False)
    round = models.CharField(max_length=6, blank=True)  # "before" / "after" in retrospective pairs

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["section__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["section", "position"], name="question_position_once")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def offered(self) -> list[tuple[str, str]]:
        """The choices as (code, label), with "Lainnya" last where people may name their own."""
        listed = [(str(code), str(label)) for code, label in self.choices]
        return [*listed, (OTHER, OTHER_LABEL)] if self.has_other else listed

    @property
    def options(self) -> list[tuple[str, str]]:
        """What may be pressed as (value, label), in order; empty where something is typed."""
        if self.kind == QuestionKind.RATING:
            return [(str(number), str(number)) for number in range(11)]
        if self.kind == QuestionKind.SCALE and self.scale:
            return [(str(value), str(label)) for value, label in self.scale.labels]
        return self.offered

    def wording_for(self, relation: str) -> str:
        """Return the question as a rater of this relation reads it (Invitation.Relation)."""
        turned = {
            "supervisor": self.text_superior,
            "peer": self.text_peer,
            "subordinate": self.text_peer,
        }
        return turned.get(relation) or self.text
