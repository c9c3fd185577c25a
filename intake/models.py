"""Import jobs: what was checked, what was applied, and how to undo it."""

from __future__ import annotations

from django.db import models

from intake.querysets import ImportJobQuerySet, ImportRowQuerySet


class ImportJob(models.Model):
    """One uploaded file: its rows are stored when checked, so confirming applies exactly those."""

    class State(models.TextChoices):
        MAPPING = "mapping", "Menunggu pencocokan kolom"
        CHECKED = "checked", "Sudah diperiksa"
        APPLIED = "applied", "Sudah diimpor"
        UNDONE = "undone", "Dibatalkan kembali"
        CANCELLED = "cancelled", "Tidak jadi"

    kind = models.CharField(max_length=30)  # the registered importer: employees, participants …
    state = models.CharField(max_length=9, choices=State, default=State.CHECKED)
    region_code = models.CharField(max_length=13, db_index=True)
    owner_id = models.BigIntegerField(null=True)  # the user, by number: this app knows no other
    owner_name = models.CharField(max_length=150, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    decimal_mark = models.CharField(max_length=1, blank=True)  # of the file's dialect, if it tells
    context = models.JSONField(default=dict)  # session, indicator …
    header = models.JSONField(default=list)  # the file's own headers
    mapping = models.JSONField(default=dict)  # field -> position in header
    value_mapping = models.JSONField(default=dict)  # field -> {text: value}
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the checked rows
    summary = models.JSONField(default=dict)  # counts, unknown values, notes, what was applied
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"


class ImportRow(models.Model):
    """One row of the file, as it was read and what was found."""

    class State(models.TextChoices):
        NEW = "new", "Baru"
        UPDATE = "update", "Diperbarui"
        SAME = "same", "Tidak berubah"
        ERROR = "error", "Perlu diperbaiki"
        SKIPPED = "skipped", "Dilewati"

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # the row number that Excel shows
    cells = models.JSONField()  # as read, by position in the header; see intake.reader.pack
    corrections = models.JSONField(default=dict)  # field -> text typed on the check page
    values = models.JSONField(default=dict)  # field -> clean value, packed
    state = models.CharField(max_length=7, choices=State, default=State.NEW)
    problems = models.JSONField(default=list)
    # problems: [{"field", "column", "value", "reason", "severity": "error" | "warning", "old"}]
    has_warnings = models.BooleanField(default=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="import_row_number_once_a_job")
        ]

    def __str__(self) -> str:
        return f"baris {self.number}"


class ColumnMapping(models.Model):
    """Which column of ours a region's own header means; remembered from the last import."""

    kind = models.CharField(max_length=30)
    region_code = models.CharField(max_length=13)
    header = models.CharField(max_length=200)  # plain: lower case, no accents or punctuation
    field = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "region_code", "header"], name="column_mapping_once_a_header"
            )
        ]

    def __str__(self) -> str:
        return f"{self.header} → {self.field}"


class JournalEntry(models.Model):
    """Some rows of one model that an import wrote: enough to put them back."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="journal")
    model = models.CharField(max_length=60)  # "programs.participation"
    rows = models.JSONField()
    # rows: [[id, before, after]]: before is null for a row that the import created, else field ->
    # text; after is a digest of the row, to notice a later change

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.model} {len(self.rows)}"
