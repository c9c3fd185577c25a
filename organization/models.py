"""Regions, units, employees, placements and policies."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organization.choices import GRADE_LABELS, PolicyKey
from organization.nip import spaced_nip, validate_nip
from organization.querysets import (
    EmployeeQuerySet,
    PlacementQuerySet,
    PolicyQuerySet,
    RegionQuerySet,
    UnitQuerySet,
)
from trail.models import Versioned


class Region(models.Model):
    """A region of the Kemendagri list: provinsi, kota, kabupaten, kecamatan or kelurahan."""

    class Level(models.TextChoices):
        PROVINCE = "provinsi", "Provinsi"
        CITY = "kota", "Kota"
        REGENCY = "kabupaten", "Kabupaten"
        DISTRICT = "kecamatan", "Kecamatan"
        WARD = "kelurahan", "Kelurahan"

    code = models.CharField(
        max_length=13, unique=True
    )  # Kemendagri, "36.74.01.1001"; never a number
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=60, blank=True)  # as dashboards title it
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    hr_office = models.CharField(max_length=120, blank=True)  # BKPSDM Kota …, BKPP Kota …
    is_evaluated = models.BooleanField(default=False)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.short_name or self.name


class Unit(models.Model):
    """A perangkat daerah (OPD) or a unit below one; ``path`` lists the ids from the top down."""

    class Group(models.TextChoices):
        OFFICE = "office", "Kantor"
        DISTRICT = "district", "Kecamatan dan kelurahan"
        SCHOOL = "school", "Sekolah"
        HEALTH = "health", "Puskesmas dan RSUD"

    region = models.ForeignKey(Region, models.PROTECT, related_name="units")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=40, blank=True)  # dinas, badan, kecamatan, sekolah, UPTD …
    group = models.CharField(max_length=10, choices=Group, default=Group.OFFICE)
    path = models.CharField(max_length=200, db_index=True, editable=False, default="")  # "12.45."
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    is_demo = models.BooleanField(default=False, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"], name="unit_name_once_below_its_parent"
            ),
            models.UniqueConstraint(
                fields=["region", "name"],
                condition=Q(parent=None),
                name="unit_top_name_once_a_region",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def top_id(self) -> int:
        """The id of the OPD at the top of the tree."""
        return int(self.path.split(".", 1)[0])


class UnitAlias(models.Model):
    """Another spelling under which files name a unit; remembered from value mapping."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="unit_aliases")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=160)  # as organization.actions.plain_name() leaves it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="unit_alias_once_in_a_region")
        ]

    def __str__(self) -> str:
        return self.name


class Employee(Versioned):
    """A civil servant (ASN): PNS with NIP or PPPK with NI PPPK, 18 characters of text."""

    class Status(models.TextChoices):
        PNS = "PNS", "PNS"
        PPPK = "PPPK", "PPPK"

    region = models.ForeignKey(Region, models.PROTECT, related_name="employees")
    nip = models.CharField("NIP / NI PPPK", max_length=18, unique=True, validators=[validate_nip])
    name = models.CharField("Nama", max_length=120)  # one word is a full name
    title_before = models.CharField("Gelar depan", max_length=40, blank=True)
    title_after = models.CharField("Gelar belakang", max_length=60, blank=True)
    status = models.CharField("Status kepegawaian", max_length=4, choices=Status)
    grade = models.CharField(
        "Golongan", max_length=12, blank=True
    )  # namespaced: PNS:III/d, PPPK:IX
    email = models.EmailField("Surel", blank=True)
    phone = models.CharField(
        "Nomor HP", max_length=20, blank=True
    )  # digits with country code, 62812…
    is_active = models.BooleanField("Masih bekerja", default=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["region", "is_active"])]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """Return the address of the employee page."""
        return reverse("workspace:employee", args=[self.pk])

    @property
    def full_name(self) -> str:
        """The name with its titles: "Dr. Siti Aminah, S.Sos., M.Si."."""
        name = f"{self.title_before} {self.name}".strip()
        return f"{name}, {self.title_after}" if self.title_after else name

    @property
    def masked_nip(self) -> str:
        """The NIP as screens show it that do not need it: "•••• 1001"."""
        return f"•••• {self.nip[-4:]}"

    @property
    def spaced_nip(self) -> str:
        """The whole NIP as letters print it; only after its showing was recorded."""
        return spaced_nip(self.nip)

    @property
    def grade_label(self) -> str:
        """The golongan in words: "Penata Tingkat I (III/d)"."""
        return GRADE_LABELS.get(self.grade, self.grade)


class Placement(models.Model):
    """An employee's post in a unit from day to day. The head of a unit is its people's atasan."""

    class Kind(models.TextChoices):
        DEFINITIVE = "1", "Definitif"
        ACTING = "2", "Plt"
        DAILY = "3", "Plh"

    class PositionKind(models.TextChoices):
        SENIOR = "jpt", "Jabatan pimpinan tinggi"
        ADMINISTRATOR = "administrator", "Jabatan administrator"
        SUPERVISOR = "pengawas", "Jabatan pengawas"
        STAFF = "pelaksana", "Jabatan pelaksana"
        FUNCTIONAL = "fungsional", "Jabatan fungsional"

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="placements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    position = models.CharField("Jabatan", max_length=160, blank=True)
    position_kind = models.CharField(
        "Jenis jabatan", max_length=13, choices=PositionKind, blank=True
    )
    kind = models.CharField(max_length=1, choices=Kind, default=Kind.DEFINITIVE)
    is_head = models.BooleanField("Kepala unit", default=False)
    supervisor = models.ForeignKey(
        Employee, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField(null=True, blank=True)  # null: since before our records
    ends_on = models.DateField(null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["employee", "-starts_on"]
        indexes = [models.Index(fields=["unit", "is_head"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="placement_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["employee"],
                condition=Q(ends_on=None, kind="1"),
                name="placement_one_open_definitive_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position or self.get_position_kind_display()} {self.unit}"


class Policy(models.Model):
    """A dated value with its legal basis: thresholds, JP limits, retention."""

    key = models.CharField(max_length=40, choices=PolicyKey)
    value = models.FloatField()
    unit = models.CharField(max_length=20, blank=True)  # orang, JP, hari …
    legal_basis = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="policy_one_value_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.value:g}"
