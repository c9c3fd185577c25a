"""Rows of files are personal data: they go when they have served."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from intake.models import ImportJob, ImportRow, JournalEntry

UNDO_WITHIN = timedelta(hours=24)
UNCONFIRMED = timedelta(days=7)  # a check left on Friday is still there on Monday


def forget_rows(now: datetime | None = None) -> int:
    """Delete rows and journals of imports that nobody can confirm or undo; return how many."""
    now = now or timezone.now()
    old = ImportJob.objects.filter(
        Q(applied_at__lt=now - UNDO_WITHIN)
        | Q(applied_at=None, created_at__lt=now - UNCONFIRMED)
        | Q(state=ImportJob.State.CANCELLED, created_at__lt=now - UNDO_WITHIN)
    )
    rows, _ = ImportRow.objects.filter(job__in=old).delete()
    journals, _ = JournalEntry.objects.filter(job__in=old).delete()
    return rows + journals
