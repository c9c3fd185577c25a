"""Writing what was checked, once; taking it back; leaving it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from intake.actions.checking import context_of, digest_of, lock, rows_to_write
from intake.actions.forgetting import UNDO_WITHIN
from intake.actions.journal import Journal, take_back
from intake.actions.outcomes import OutdatedCheck, UndoRefused, Unsuitable
from intake.models import ImportJob
from intake.reader import unpack

if TYPE_CHECKING:
    from intake.importers import Importer

State = ImportJob.State


def confirm(*, job: ImportJob, importer: Importer, owner: Any, digest: str = "") -> ImportJob:
    """Write exactly the checked rows, all or nothing; a second call only returns the job.

    ``digest`` is that of the page the person looked at. Raises OutdatedCheck when the check or the
    data have changed since.
    """
    try:
        with transaction.atomic():
            return _confirm(job, importer, owner, digest)
    except IntegrityError as error:
        raise OutdatedCheck from error


def _confirm(job: ImportJob, importer: Importer, owner: Any, digest: str) -> ImportJob:
    job = lock(job, owner)
    if job.state == State.APPLIED:
        return job
    if job.state != State.CHECKED:
        raise Unsuitable("Berkas ini belum selesai diperiksa atau sudah dibatalkan.")
    rows = rows_to_write(job)
    if not rows:
        raise Unsuitable("Tidak ada baris yang dapat diimpor.")
    if digest not in {"", job.digest} or digest_of(rows) != job.digest:
        raise OutdatedCheck
    for row in rows:
        row.values = {
            name: unpack(value) if type(value) is dict else value
            for name, value in row.values.items()
        }
    journal, context = Journal(job), context_of(job, owner)
    applied = importer.apply(rows, context, journal)
    journal.store()
    job.state, job.applied_at = State.APPLIED, timezone.now()
    job.summary |= {"applied": applied}
    job.context = context.values  # with what apply left there for after_undo
    job.save(update_fields=["state", "applied_at", "summary", "context"])
    _record(job, owner, "import.applied")
    return job


def undo(
    *, job: ImportJob, owner: Any, importer: Importer | None = None, now: datetime | None = None
) -> ImportJob:
    """Put everything back as it was before the import, unless something changed since.

    Any Petugas of the region may; ``owner`` is who does it.
    """
    try:
        with transaction.atomic():
            return _undo(job, owner, importer, now or timezone.now())
    except IntegrityError as error:
        raise UndoRefused(
            "Impor ini tidak dapat dibatalkan karena datanya sudah dipakai data lain."
        ) from error


def _undo(job: ImportJob, owner: Any, importer: Importer | None, now: datetime) -> ImportJob:
    job = ImportJob.objects.select_for_update().get(pk=job.pk)
    if job.state == State.UNDONE:
        return job
    if job.state != State.APPLIED:
        raise UndoRefused("Impor ini belum dijalankan, jadi tidak ada yang dibatalkan.")
    if now - job.applied_at > UNDO_WITHIN:
        raise UndoRefused("Impor hanya dapat dibatalkan dalam 24 jam setelah dijalankan.")
    if importer:
        take_back(job, importer.derived, importer.put_back)
        importer.after_undo(context_of(job, owner))
    else:
        take_back(job, derived=())
    job.state, job.undone_at = State.UNDONE, now
    job.save(update_fields=["state", "undone_at"])
    _record(job, owner, "import.undone")
    return job


@transaction.atomic
def cancel(*, job: ImportJob, owner: Any) -> ImportJob:
    """Leave a checked file unapplied and forget its rows."""
    job = lock(job, owner)
    if job.state in {State.MAPPING, State.CHECKED}:
        job.rows.all().delete()
        job.state = State.CANCELLED
        job.save(update_fields=["state"])
    return job


def _record(job: ImportJob, owner: Any, action: str) -> None:
    """Tell the audit trail: the settings name it, because this app knows no other."""
    counts = {name: n for name, n in job.summary.items() if isinstance(n, int)}
    applied = job.summary.get("applied", {})
    counts |= {f"applied_{name}": n for name, n in applied.items() if isinstance(n, int)}
    import_string(settings.IMPORT_RECORDER)(
        actor=owner,
        action=action,
        target=f"{job.kind} #{job.pk}",
        region_code=job.region_code,
        detail=counts,
    )
