"""Workbooks of importing: the template, and the rows that were not imported."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from intake.models import ImportJob
from organization.access import Role, allow
from programs.models import Session
from workspace.importing import NEED_SURVEY, columns_of, importer_of
from workspace.importing.spreadsheets import rows_left_out, template_of
from workspace.views.imports.belonging import survey_to_fill

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@allow(Role.OFFICER)
def import_template(request, kind):
    importer = importer_of(kind)
    if kind in NEED_SURVEY:
        raise Http404
    session = _session(request)
    region_code = session.program.region.code if session else ""
    columns = columns_of(importer, region_code, {"session": session.pk} if session else {})
    return _workbook(template_of(importer.title, columns), f"templat-{kind}.xlsx")


@require_safe
@allow(Role.OFFICER)
def survey_template(request, pk):
    survey, importer = survey_to_fill(request, pk), importer_of("responses")
    columns = columns_of(importer, survey.session.program.region.code, {"survey": survey.pk})
    return _workbook(template_of(importer.title, columns), f"templat-jawaban-{survey.pk}.xlsx")


def _session(request):
    pk = request.GET.get("session", "")
    sessions = Session.objects.visible_to(request.user).select_related("program__region")
    return sessions.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 18 else None


@require_safe
@allow(Role.OFFICER)
def import_failed(request, pk):
    job = get_object_or_404(ImportJob.objects.visible_to(request.user), pk=pk)
    rows = list(job.rows.left_out().order_by("number"))
    if not rows:
        raise Http404
    return _workbook(rows_left_out(job, rows), f"baris-bermasalah-{job.pk}.xlsx")


def _workbook(content, name):
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
