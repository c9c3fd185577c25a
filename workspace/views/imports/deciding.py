"""Confirm, undo or leave an import: verbs, by POST only."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from intake.actions import (
    NotYours,
    OutdatedCheck,
    Unsuitable,
    cancel,
    confirm,
    recheck,
    undo,
)
from intake.models import ImportJob
from organization.access import Role, allow
from workspace.importing import importer_of


@require_POST
@allow(Role.OFFICER)
def import_confirm(request, pk):
    job = get_object_or_404(ImportJob.objects.visible_to(request.user), pk=pk)
    importer, owner = importer_of(job.kind), request.user
    try:
        confirm(job=job, importer=importer, owner=owner, digest=request.POST.get("digest", "-"))
    except NotYours:
        raise PermissionDenied from None
    except OutdatedCheck as outdated:
        recheck(job=job, importer=importer, owner=owner)
        messages.warning(request, str(outdated))
    except Unsuitable as refusal:
        messages.error(request, str(refusal))
    return redirect("workspace:import_job", job.pk)


@require_POST
@allow(Role.OFFICER)
def import_cancel(request, pk):
    job = get_object_or_404(ImportJob.objects.visible_to(request.user), pk=pk)
    try:
        job = cancel(job=job, owner=request.user)
    except NotYours:
        raise PermissionDenied from None
    if job.state == ImportJob.State.CANCELLED:
        messages.success(request, "Berkas ditinggalkan. Tidak ada data yang diubah.")
        return redirect("workspace:imports")
    return redirect("workspace:import_job", job.pk)


@require_POST
@allow(Role.OFFICER)
def import_undo(request, pk):
    job = get_object_or_404(ImportJob.objects.visible_to(request.user), pk=pk)
    try:
        undo(job=job, owner=request.user, importer=importer_of(job.kind))
        messages.success(request, "Impor dibatalkan. Data kembali seperti sebelum impor.")
    except Unsuitable as refusal:
        messages.error(request, str(refusal))
    return redirect("workspace:import_job", job.pk)
