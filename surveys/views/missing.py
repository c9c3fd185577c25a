"""Who has not answered, by OPD, on the page and as files to hand to the OPD."""

from __future__ import annotations

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from organization.wording import inert
from surveys.actions.drawing import is_drawn
from surveys.actions.missing import missing_by_office
from surveys.actions.pacing import rate_of
from surveys.choices import SurveyStatus
from surveys.importers.questionnaires.workbooks import Page, workbook
from surveys.models import Survey
from surveys.views.waves import LIST, SHOWN
from surveys.wording import invited_of, submitted_of
from trail.actions import record

HEADINGS = ["opd", "unit_kerja", "nama", "tentang"]
WIDTHS = {0: 36, 1: 36, 2: 32, 3: 32}  # characters
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@allow(Role.OFFICER)
def missing(request: HttpRequest, pk: int) -> HttpResponse:
    """List the OPD with how many were asked and answered, and the names of those missing."""
    survey = _survey(request, pk)
    offices = missing_by_office(survey)
    context = {
        "survey": survey,
        "is_open": survey.status == SurveyStatus.OPEN,
        "offices": offices,
        "number": sum(office.missing for office in offices),
        "is_drawn": not offices and is_drawn(survey),
        "rate": rate_of(survey, done=submitted_of(survey), asked=invited_of(survey)),
        "crumbs": [*LIST, (survey.code, survey.get_absolute_url()), ("Siapa belum mengisi", "")],
    }
    return render(request, "surveys/missing.html", context)


@require_safe
@allow(Role.OFFICER)
def missing_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the names of those missing as CSV; the trail notes it."""
    survey = _survey(request, pk)
    file = StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(HEADINGS)
    writer.writerows([inert(cell) for cell in row] for row in _rows(survey))
    content = "\ufeff" + file.getvalue()
    return _file(request, survey, content, "csv", "text/csv; charset=utf-8")


@require_safe
@allow(Role.OFFICER)
def missing_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the names of those missing as a workbook; the trail notes it."""
    survey = _survey(request, pk)
    page = Page("Belum mengisi", HEADINGS, _rows(survey), WIDTHS)
    return _file(request, survey, workbook([page]), "xlsx", XLSX)


def _survey(request: HttpRequest, pk: int) -> Survey:
    found = Survey.objects.editable_by(request.user).select_related(*SHOWN).with_counts()
    return get_object_or_404(found, pk=pk)


def _rows(survey: Survey) -> list[list[str]]:
    return [
        [office.name, person.unit, person.name, person.about]
        for office in missing_by_office(survey)
        for person in office.people
    ]


def _file(
    request: HttpRequest, survey: Survey, content: str | bytes, ending: str, kind: str
) -> HttpResponse:
    record(
        actor=request.user,
        action="survey.missing_downloaded",
        target=survey.code,
        region_code=survey.session.program.region.code,
    )
    name = f"belum-mengisi-{survey.code}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
