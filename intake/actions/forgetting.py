"""Rows of files are personal data: they go when they have served."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from intake.models import ImportJob, ImportRow, JournalEntry

UNDO_WITHIN = timedelta(hours=24)
UNCONFIRMED = timedelta(days=7)  # a check left on Friday is still there on Monday


def forget_rows(now: datetime | None = None) -> None:
    """Delete rows and journals of imports that nobody can confirm or undo any more."""
    now = now or timezone.now()
    old = ImportJob.objects.filter(
        Q(applied_at__lt=now - UNDO_WITHIN)
        | Q(applied_at=None, created_at__lt=now - UNCONFIRMED)
        | Q(state=ImportJob.State.CANCELLED, created_at__lt=now - UNDO_WITHIN)
    )
    ImportRow.objects.filter(job__in=old).delete()
    JournalEntry.objects.filter(job__in=old).delete()
