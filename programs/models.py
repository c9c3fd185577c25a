"""What is taught, when, by whom and to whom."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organization.models import Employee, Placement, Region
from programs.choices import (
    AbsenceReason,
    Category,
    Competence,
    Delivery,
    LearningForm,
    Schedule,
    State,
)
from programs.querysets import (
    ParticipationQuerySet,
    ProgramQuerySet,
    SessionQuerySet,
    SubjectQuerySet,
    ThemeQuerySet,
)
from trail.models import Versioned


class Topic(models.Model):
    """The fixed list that makes programmes of two regions comparable."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class DataVersion(models.Model):
    """How often a region's figures changed: caches of reports carry the number in their key."""

    region = models.OneToOneField(Region, models.CASCADE, related_name="data_version")
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.region_id}: {self.number}"


class Theme(models.Model):
    """A code of the codebook: the challenge codes of every tenant and what HR adds."""

    code = models.CharField(max_length=30, unique=True)
    label = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    is_challenge = models.BooleanField(default=False)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label


class Program(Versioned):
    """A programme of career development, training or guidance."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="programs", verbose_name="Wilayah"
    )
    code = models.CharField("Kode program", max_length=30)
    name = models.CharField("Nama program", max_length=160)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, verbose_name="Topik")
    category = models.CharField(
        "Kategori", max_length=10, choices=Category, default=Category.TRAINING
    )
    form = models.PositiveSmallIntegerField(
        "Bentuk", choices=LearningForm, default=LearningForm.TECHNICAL
    )
    competence = models.CharField("Ranah kompetensi", max_length=15, choices=Competence, blank=True)
    objective = models.TextField("Tujuan", blank=True)
    hours = models.PositiveSmallIntegerField("Jam pelajaran (JP)", default=0)  # 1 JP = 45 minutes
    budget_year = models.PositiveSmallIntegerField("Tahun anggaran")
    planned_budget = models.DecimalField(
        "Anggaran (Rp)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    activity_code = models.CharField("Kode sub-kegiatan", max_length=40, blank=True)
    partner = models.CharField("Mitra", max_length=160, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_because = models.CharField("Alasan pembatalan", max_length=300, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["-budget_year", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="program_code_once_in_a_region")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the programme page."""
        return reverse("workspace:program", args=[self.pk])

    @property
    def state_label(self) -> str:
        """The status in words; needs ``with_counts``."""
        return str(State(self.state).label)  # type: ignore[attr-defined]


class Session(Versioned):
    """An angkatan: one run of a programme. On screen it is always called Angkatan."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="sessions")
    number = models.CharField("Angkatan", max_length=10)  # "1", "II"
    code = models.CharField(max_length=45)  # kode_program-angkatan: "MW26-1"
    starts_on = models.DateField("Mulai")
    ends_on = models.DateField("Selesai")
    delivery = models.CharField("Cara", max_length=8, choices=Delivery, default=Delivery.IN_PERSON)
    schedule = models.CharField(
        "Jadwal", max_length=15, choices=Schedule, default=Schedule.WORK_HOURS
    )
    support = models.CharField("Dukungan yang diberikan", max_length=200, blank=True)
    venue = models.CharField("Tempat", max_length=160, blank=True)
    capacity = models.PositiveIntegerField("Kuota", null=True, blank=True)
    cost = models.DecimalField("Biaya (Rp)", max_digits=14, decimal_places=2, null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_because = models.CharField("Alasan pembatalan", max_length=300, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["ends_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "number"], name="session_number_once_a_program"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="session_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program.name}, Angkatan {self.number}"

    def get_absolute_url(self) -> str:
        """Return the address of the session page."""
        return reverse("workspace:session", args=[self.pk])

    def state_on(self, day: date) -> State:
        """Return where the session stands on the day."""
        if self.cancelled_on:
            return State.CANCELLED
        if day < self.starts_on:
            return State.PLANNED
        return State.ENDED if day > self.ends_on else State.RUNNING


class Trainer(models.Model):
    """A narasumber; people from outside have no NIP."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="trainers")
    name = models.CharField("Nama", max_length=120)
    institution = models.CharField("Instansi", max_length=160, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """A mata pelatihan: what one trainer teaches in one session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="subjects")
    name = models.CharField("Mata pelatihan", max_length=160)
    trainer = models.ForeignKey(
        Trainer, models.PROTECT, null=True, blank=True, verbose_name="Narasumber"
    )
    taught_on = models.DateField("Tanggal", null=True, blank=True)
    hours = models.PositiveSmallIntegerField("JP", default=0)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ["taught_on", "id"]

    def __str__(self) -> str:
        return self.name


class Participation(Versioned):
    """One employee in one session, with the placement of that day."""

    class Status(models.TextChoices):
        NOMINATED = "nominated", "Diusulkan"
        APPOINTED = "appointed", "Ditetapkan"
        ATTENDED = "attended", "Hadir"
        ABSENT = "absent", "Tidak hadir"
        COMPLETED = "completed", "Selesai"
        REPLACED = "replaced", "Digantikan"

    session = models.ForeignKey(Session, models.PROTECT, related_name="participations")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="participations")
    placement = models.ForeignKey(Placement, models.SET_NULL, null=True, related_name="+")
    status = models.CharField("Status", max_length=9, choices=Status, default=Status.NOMINATED)
    replaced_by = models.ForeignKey(
        Employee,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Digantikan oleh",
    )
    nomination_letter = models.CharField("Nomor surat usulan", max_length=60, blank=True)
    assignment_letter = models.CharField("Nomor surat tugas", max_length=60, blank=True)
    hours_attended = models.FloatField("Jam hadir (JP)", null=True, blank=True)
    absence_reason = models.CharField(
        "Alasan tidak hadir", max_length=20, choices=AbsenceReason, blank=True
    )
    pretest = models.FloatField("Nilai pretest", null=True, blank=True)  # 0-100
    posttest = models.FloatField("Nilai posttest", null=True, blank=True)  # 0-100
    certificate_number = models.CharField("Nomor sertifikat", max_length=60, blank=True)
    certificate_date = models.DateField("Tanggal sertifikat", null=True, blank=True)
    hours_granted = models.PositiveSmallIntegerField("JP yang diakui", null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["employee__name", "id"]
        indexes = [models.Index(fields=["session", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "employee"], name="participation_once_a_session"
            ),
            models.CheckConstraint(
                condition=Q(pretest=None) | Q(pretest__range=(0, 100)),
                name="pretest_between_0_and_100",
            ),
            models.CheckConstraint(
                condition=Q(posttest=None) | Q(posttest__range=(0, 100)),
                name="posttest_between_0_and_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.get_status_display()}"
