"""The audit trail and the optimistic lock: who changed what, and whether somebody was first."""

from typing import ClassVar

from django.db import models

from trail.querysets import EntryQuerySet


class Entry(models.Model):
    """One thing that happened. Rows are only ever added: triggers refuse UPDATE and DELETE."""

    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(
        null=True
    )  # users are known by number: this app knows no other
    actor_name = models.CharField(max_length=150, blank=True)
    action = models.CharField(max_length=60)  # a verb, "program.changed"
    target = models.CharField(max_length=200, blank=True)
    region_code = models.CharField(max_length=13, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["action", "-id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"


class Versioned(models.Model):
    """A row that two people may edit at once; forms carry the version they started from."""

    version = models.PositiveIntegerField(default=0, editable=False)

    unrecorded: ClassVar[frozenset[str]] = frozenset()  # the trail says only that these changed

    class Meta:
        abstract = True
