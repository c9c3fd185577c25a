"""Indicators, measurements over periods, and the pairs before and after that come from them."""

from __future__ import annotations

import math

from django.db import models
from django.db.models import F, Q

from organization.models import Employee, Region, Unit
from organization.wording import number
from performance.querysets import (
    ComparisonQuerySet,
    IndicatorQuerySet,
    MeasurementQuerySet,
    PairQuerySet,
)
from programs.models import Program, Session
from trail.models import Versioned


class Indicator(models.Model):
    """What is measured. ``delta`` is the smallest change worth having, in the indicator's unit."""

    class Direction(models.TextChoices):
        UP = "up", "Lebih tinggi lebih baik"
        DOWN = "down", "Lebih rendah lebih baik"

    class Level(models.TextChoices):
        EMPLOYEE = "employee", "Pegawai"
        UNIT = "unit", "Unit kerja"

    class Frequency(models.TextChoices):
        EVENT = "event", "Per kejadian"
        MONTH = "month", "Bulanan"
        QUARTER = "quarter", "Triwulanan"
        SEMESTER = "semester", "Semesteran"
        YEAR = "year", "Tahunan"

    class Scale(models.TextChoices):
        INTERVAL = "interval", "Angka"
        ORDINAL = "ordinal", "Bertingkat"
        BINARY = "binary", "Ya atau tidak"

    code = models.CharField("Kode", max_length=30, unique=True)
    name = models.CharField("Nama", max_length=120)
    unit = models.CharField("Satuan", max_length=30, blank=True)
    direction = models.CharField("Arah", max_length=4, choices=Direction, default=Direction.UP)
    level = models.CharField("Tingkat", max_length=8, choices=Level, default=Level.EMPLOYEE)
    frequency = models.CharField(
        "Frekuensi", max_length=8, choices=Frequency, default=Frequency.MONTH
    )
    scale = models.CharField(max_length=8, choices=Scale, default=Scale.INTERVAL)
    minimum = models.FloatField("Nilai terendah", null=True, blank=True)
    maximum = models.FloatField("Nilai tertinggi", null=True, blank=True)
    delta = models.FloatField("Perubahan terkecil yang berarti", default=1.0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def accepts(self, value: float) -> bool:
        """Whether the value lies within the indicator's range."""
        above = math.isfinite(value) and (self.minimum is None or value >= self.minimum)
        return above and (self.maximum is None or value <= self.maximum)

    @property
    def limits(self) -> str:
        """The range in words: "harus antara 0 dan 100"."""
        if self.minimum is not None and self.maximum is not None:
            return f"harus antara {number(self.minimum)} dan {number(self.maximum)}"
        return f"harus paling sedikit {number(self.minimum or 0)}"


class ProgramIndicator(models.Model):
    """An indicator that a programme wants to move, with its windows; at most one is primary."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="indicators")
    indicator = models.ForeignKey(Indicator, models.PROTECT)
    is_primary = models.BooleanField("Indikator utama", default=False)
    delta = models.FloatField("Perubahan terkecil yang berarti")  # frozen with the first "sesudah"
    before_days = models.PositiveSmallIntegerField(default=180)  # yearly indicators: 400
    tolerance_days = models.PositiveSmallIntegerField(default=60)  # around month 3, 6 and 12

    class Meta:
        ordering = ["program", "-is_primary", "indicator__name"]
        constraints = [
            models.UniqueConstraint(fields=["program", "indicator"], name="program_indicator_once"),
            models.UniqueConstraint(
                fields=["program"],
                condition=Q(is_primary=True),
                name="program_one_primary_indicator",
            ),
        ]

    def __str__(self) -> str:
        return str(self.indicator)


class Measurement(Versioned):
    """A value of an employee or unit over a period; wide files also carry session and round."""

    class Round(models.TextChoices):
        BEFORE = "before", "Sebelum"
        AFTER = "after", "Sesudah"

    class Group(models.TextChoices):
        PARTICIPANT = "participant", "Peserta"
        COMPARISON = "comparison", "Pembanding"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT)
    employee = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="measurements")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="measurements")
    period_start = models.DateField("Mulai")
    period_end = models.DateField("Selesai")
    value = models.FloatField("Nilai")  # double precision, in the indicator's unit
    source = models.CharField("Sumber", max_length=120, blank=True)
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="measurements")
    round = models.CharField(max_length=6, choices=Round, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)  # real units have demo values too

    unrecorded = frozenset({"value"})  # nobody's business but HR's; auditors read the trail
    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "period_end", "id"]
        indexes = [
            models.Index(fields=["employee", "indicator", "period_end"]),
            models.Index(fields=["unit", "indicator", "period_end"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(employee=None, unit__isnull=False)
                | Q(employee__isnull=False, unit=None),
                name="measurement_of_an_employee_or_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="measurement_period_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(session=None, round="") | (Q(session__isnull=False) & ~Q(round="")),
                name="measurement_declared_has_session_and_round",
            ),
            models.UniqueConstraint(
                fields=["indicator", "employee", "period_start", "period_end"],
                condition=Q(session=None, unit=None),
                name="measurement_employee_once_a_period",
            ),
            models.UniqueConstraint(
                fields=["indicator", "unit", "period_start", "period_end"],
                condition=Q(session=None, employee=None),
                name="measurement_unit_once_a_period",
            ),
            models.UniqueConstraint(
                fields=["session", "indicator", "employee", "round"],
                condition=Q(session__isnull=False, unit=None),
                name="measurement_employee_once_a_round",
            ),
            models.UniqueConstraint(
                fields=["session", "indicator", "unit", "round"],
                condition=Q(session__isnull=False, employee=None),
                name="measurement_unit_once_a_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period_end}"


class ComparisonMember(models.Model):
    """Somebody on the listed comparison group of a session; not enrolled in it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="comparison")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+")

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "employee"], name="comparison_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.employee_id}"


class Pair(models.Model):
    """Before and after of a person (or unit) on an indicator; rebuilt, never edited."""

    class Wave(models.IntegerChoices):
        DECLARED = 0, "Seperti dalam berkas"
        MONTH_3 = 3, "3 bulan"
        MONTH_6 = 6, "6 bulan"
        MONTH_12 = 12, "12 bulan"

    session = models.ForeignKey(Session, models.CASCADE, related_name="pairs")
    indicator = models.ForeignKey(Indicator, models.PROTECT)
    employee = models.ForeignKey(Employee, models.CASCADE, null=True)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True)
    group = models.CharField(max_length=11, choices=Measurement.Group)
    wave = models.PositiveSmallIntegerField(choices=Wave)
    before = models.FloatField(null=True)
    after = models.FloatField(null=True)
    flags = models.JSONField(default=list)  # "other_program": left out beside

    objects = PairQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["session", "indicator", "wave", "group"])]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "indicator", "employee", "wave"],
                condition=Q(unit=None),
                name="pair_employee_once_a_wave",
            ),
            models.UniqueConstraint(
                fields=["session", "indicator", "unit", "wave"],
                condition=Q(employee=None),
                name="pair_unit_once_a_wave",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.indicator_id}"
