"""Results of a programme and of one angkatan."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.access import READERS, allow
from organization.wording import date_span, number
from programs.models import Program, Session
from reports import exports, results
from reports.charts.words import STATES, Source, moment
from reports.forms import PeriodFilter, held_years
from reports.results import ProgramResult, SessionLine, SessionResult
from reports.views.answering import csv_answer
from reports.views.nothing import nothing_of_program, nothing_of_session
from reports.views.sections import sections_of
from reports.views.sharing import share_address

PAGE = 25  # angkatan a page


@require_safe
@allow(*READERS)
def program(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a programme achieved over its angkatan."""
    result, form = _program(request, pk)
    query = request.META.get("QUERY_STRING", "")
    lines = [(line, *_state(line)) for line in result.sessions]
    sections = sections_of(result, Source(result.period.label, result.data_as_of))
    found = {
        "result": result,
        "filters": form,
        "chosen": form.count_chosen(),
        "chips": form.chips(request),
        **_forms(result),
        "nothing": nothing_of_program(request, result, form, sections),
        "share_address": share_address(request, result.name, result.headline),
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "themes": [row for row in result.themes if row.session is None],
        "sections": sections,
        "as_of": moment(result.data_as_of),
        "tiles": [(tile, *STATES[tile.status]) for tile in result.tiles],
        "csv_address": f"{reverse('reports:program_csv', args=[pk])}?{query}",
        "json_address": f"{reverse('reports:program_json', args=[pk])}?{query}",
        "crumbs": [*_crumbs(result), (result.name, "")],
    }
    return render(request, "reports/program.html", found)


@require_safe
@allow(*READERS)
def program_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the same result for other software."""
    return JsonResponse(exports.to_json(_program(request, pk)[0]))


@require_safe
@allow(*READERS)
def program_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the same result as one long table."""
    result, _ = _program(request, pk)
    return csv_answer(exports.to_csv(result), f"hasil-program-{pk}.csv")


@require_safe
@allow(*READERS)
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what one angkatan achieved; answers only after its form was closed."""
    result = _session(request, pk)
    days = date_span(result.starts_on, result.ends_on)
    title = f"{result.program_name}, {result.label}"
    sections = sections_of(result, Source(days, result.data_as_of))
    found = {
        "result": result,
        "days": days,
        **_forms(result),
        "nothing": nothing_of_session(request, result, sections),
        "share_address": share_address(request, title, result.headline),
        "themes": result.themes,
        "sections": sections,
        "as_of": moment(result.data_as_of),
        "tiles": [(tile, *STATES[tile.status]) for tile in result.tiles],
        "csv_address": reverse("reports:session_csv", args=[pk]),
        "json_address": reverse("reports:session_json", args=[pk]),
        "crumbs": [
            *_crumbs(result),
            (result.program_name, reverse("reports:program", args=[result.program_pk])),
            (result.label, ""),
        ],
    }
    return render(request, "reports/session.html", found)


@require_safe
@allow(*READERS)
def session_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the same result for other software."""
    return JsonResponse(exports.to_json(_session(request, pk)))


@require_safe
@allow(*READERS)
def session_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the same result as one long table."""
    return csv_answer(exports.to_csv(_session(request, pk)), f"hasil-angkatan-{pk}.csv")


def _program(request: HttpRequest, pk: int) -> tuple[ProgramResult, PeriodFilter]:
    programs = Program.objects.visible_to(request.user).select_related("region")
    found = get_object_or_404(programs, pk=pk)
    years = held_years(request.user, found.region)
    form = PeriodFilter(request.GET, today=timezone.localdate(), years=years, whole=True)
    return results.program_result(request.user, found, form.period_chosen()), form


def _session(request: HttpRequest, pk: int) -> SessionResult:
    sessions = Session.objects.visible_to(request.user).select_related("program__region")
    return results.session_result(request.user, get_object_or_404(sessions, pk=pk))


def _state(line: SessionLine) -> tuple[str, str]:
    """Return glyph and words of an angkatan that shows no share."""
    if line.starts_on > timezone.localdate():
        return "○", "Belum dimulai."
    return STATES[line.status]


def _forms(result: ProgramResult | SessionResult) -> dict[str, object]:
    """Return each form with its state, and all of them in one line."""
    rows = result.responses
    running = sum(1 for row in rows if row.status == "running")
    said = f"{number(len(rows))} formulir"
    if running:
        said += f", {number(running)} masih dibuka"
    return {"forms": [(row, *STATES[row.status]) for row in rows], "forms_said": said}


def _crumbs(result: ProgramResult | SessionResult) -> list[tuple[str, str]]:
    return [
        ("Beranda", reverse("workspace:home")),
        ("Dasbor", reverse("reports:dashboards")),
        (result.region_name, reverse("reports:region", args=[result.region])),
    ]
