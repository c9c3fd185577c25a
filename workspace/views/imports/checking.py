"""Matching columns, looking at what was found, mending it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intake.actions import NotYours, Unsuitable, recheck
from intake.actions.forgetting import UNDO_WITHIN
from intake.models import ImportJob
from organization.access import Role, allow
from programs.models import Session
from workspace.forms.imports import MappingForm, RecheckForm
from workspace.importing import RESULT_PAGES, importer_of, start_of
from workspace.importing.showing import (
    columns_of_job,
    ready_header,
    ready_rows,
    sample_of,
    unknown_values,
    unused_headings,
)
from workspace.views.imports.starting import IMPORTS, posted

PAGE = 25  # rows
State = ImportJob.State
OPEN = {State.MAPPING, State.CHECKED}
FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@allow(Role.OFFICER)
def import_job(request, pk):
    job = get_object_or_404(ImportJob.objects.visible_to(request.user), pk=pk)
    importer = importer_of(job.kind)
    if job.state == State.MAPPING:
        return redirect("workspace:import_mapping", job.pk)
    if job.state != State.CHECKED:
        return _result_page(request, job, importer)
    return _check_page(request, job, importer)


@require_http_methods(FORM)
@allow(Role.OFFICER)
def import_mapping(request, pk):
    job = get_object_or_404(ImportJob.objects.visible_to(request.user), pk=pk)
    if job.state not in OPEN:
        return redirect("workspace:import_job", job.pk)
    importer = importer_of(job.kind)
    columns = list(columns_of_job(job, importer, request.user).values())
    form = MappingForm(
        posted(request), columns=columns, headings=_headings(job), initial=job.mapping
    )
    if form.is_valid():
        job = _recheck(request, job, importer, mapping=form.mapping)
        if not job.summary["missing"]:
            return redirect("workspace:import_job", job.pk)
        for label in job.summary["missing"]:
            form.add_error(None, f"{label}: pilih kolom berkas yang memuatnya.")
    context = {
        "form": form,
        "job": job,
        "importer": importer,
        "missing": job.summary.get("missing", []),
        "crumbs": _crumbs(importer, "Kenali kolom"),
    }
    return render(request, "imports/mapping.html", context)


def _headings(job):
    """Return (position, heading with a sample) of the file's columns."""
    first = job.rows.order_by("number").first()
    found = []
    for at, heading in enumerate(job.header):
        name, sample = heading or f"Kolom ke-{at + 1} (tanpa judul)", sample_of(first, at)
        found.append((str(at), f"{name} – contoh: {sample}" if sample else name))
    return found


def _check_page(request, job, importer):
    columns = columns_of_job(job, importer, request.user)
    tab, rows = _rows_of_tab(request, job)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    mending = "errors" if job.summary["error"] else "warnings"  # where unknown values are asked for
    form = RecheckForm(
        posted(request),
        unknown=unknown_values(job, importer, request.user) if tab == mending else [],
        rows=[] if tab == "ready" else listed,
        columns=columns,
    )
    if form.is_valid():
        _recheck(request, job, importer, **form.changes())
        return redirect(request.get_full_path())
    context = {
        "job": job,
        "importer": importer,
        "form": form,
        "tab": tab,
        "tabs": _tabs(job, tab),
        "page": page,
        "count": job.summary["new"] + job.summary["update"],
        "left_out": job.summary["error"] + job.summary["skipped"],
        "unused": unused_headings(job),
        "ready": ready_rows(listed, job, columns) if tab == "ready" else [],
        "header": ready_header(job, columns),
        "is_owner": job.owner_id == request.user.pk,
        "crumbs": _crumbs(importer, "Periksa"),
    }
    return render(request, "imports/check.html", context)


def _rows_of_tab(request, job):
    """Return the tab asked for, else the first that has something to do, and its rows."""
    kinds = {
        "errors": (job.summary["error"], job.rows.failed()),
        "warnings": (job.summary["warnings"], job.rows.with_warnings()),
        "ready": (1, job.rows.applicable()),
    }
    first = next(name for name, (count, _) in kinds.items() if count)
    tab = request.GET.get("tab", first)
    if tab not in kinds:
        raise Http404
    return tab, kinds[tab][1].order_by("number")


def _tabs(job, current):
    counts = job.summary
    named = (
        ("errors", f"Perlu diperbaiki ({counts['error']})"),
        ("warnings", f"Peringatan ({counts['warnings']})"),
        ("ready", f"Akan diimpor ({counts['new'] + counts['update']})"),
    )
    address = reverse("workspace:import_job", args=[job.pk])
    return [(label, f"{address}?tab={name}", name == current) for name, label in named]


def _recheck(request, job, importer, **changes):
    try:
        return recheck(job=job, importer=importer, owner=request.user, **changes)
    except NotYours:
        raise PermissionDenied from None
    except Unsuitable as refusal:
        messages.error(request, str(refusal))
        return job


def _result_page(request, job, importer):
    sessions = Session.objects.visible_to(request.user).select_related("program")
    session = sessions.filter(pk=job.context.get("session")).first()
    context = {
        "job": job,
        "importer": importer,
        "session": session,
        "applied": job.summary.get("new", 0) + job.summary.get("update", 0),
        "left_out": job.summary.get("error", 0) + job.summary.get("skipped", 0),
        "undo_until": job.applied_at + UNDO_WITHIN if job.state == State.APPLIED else None,
        "result_page": reverse(RESULT_PAGES[job.kind]),
        "again": _again(job, session),
        "crumbs": _crumbs(importer, "Hasil"),
    }
    return render(request, "imports/result.html", context)


def _again(job, session):
    """Return where another file of this kind, for the same place, is handed over."""
    if "survey" in job.context:
        return reverse("workspace:import_into", args=[job.context["survey"]])
    return start_of(job.kind) + (f"?session={session.pk}" if session else "")


def _crumbs(importer, last):
    return [*IMPORTS, (f"Impor {importer.title.lower()}", start_of(importer.kind)), (last, "")]
