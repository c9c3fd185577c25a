"""What a Kepala OPD sees of their own people."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from organization.models import Unit
from organization.wording import number
from reports import exports, results
from reports.charts.words import GLYPHS, STATES, Source, moment
from reports.forms import PeriodFilter, held_years
from reports.results import UnitResult
from reports.views.answering import csv_answer
from reports.views.sections import drawn, participation_section, performance_section


@require_safe
@allow(Role.OFFICER, Role.MANAGER)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show forms waiting, people without a programme and PNS below 20 JP, then the region."""
    result, form = _computed(request, pk)
    query = request.META.get("QUERY_STRING", "")
    source = Source(result.period.label, result.data_as_of)
    sections = [
        participation_section(result.participation, source),
        performance_section(result.performance, source),
    ]
    context = {
        "result": result,
        "filters": form,
        "chosen": form.count_chosen(),
        "chips": form.chips(request),
        "own": _own(result, "dalam periode ini" if form.count_chosen() else "tahun ini"),
        "own_title": "Yang menunggu Bapak/Ibu" if request.user.unit_id else "Pegawai OPD ini",
        "region_rows": [(row, GLYPHS[row.certainty]) for row in result.region_health],
        "region_title": f"{result.region_name}, seluruh wilayah",
        "region_address": reverse("reports:region", args=[result.region]),
        "sections": drawn(sections),
        "csv_address": f"{reverse('reports:unit_csv', args=[pk])}?{query}",
        "json_address": f"{reverse('reports:unit_json', args=[pk])}?{query}",
        "as_of": moment(result.data_as_of),
        "crumbs": [("Beranda", reverse("workspace:home")), (result.name, "")],
    }
    return render(request, "reports/unit.html", context)


@require_safe
@allow(Role.OFFICER, Role.MANAGER)
def unit_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the same result for other software."""
    return JsonResponse(exports.to_json(_computed(request, pk)[0]))


@require_safe
@allow(Role.OFFICER, Role.MANAGER)
def unit_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the same result as one long table."""
    return csv_answer(exports.to_csv(_computed(request, pk)[0]), f"hasil-opd-{pk}.csv")


def _computed(request: HttpRequest, pk: int) -> tuple[UnitResult, PeriodFilter]:
    """Return the result that page, JSON and CSV share, and the period behind it."""
    units = Unit.objects.visible_to(request.user).select_related("region")
    found = get_object_or_404(units, pk=pk)
    years = held_years(request.user, found.region)
    form = PeriodFilter(request.GET, today=timezone.localdate(), years=years)
    return results.unit_result(request.user, found, form.period_chosen()), form


def _own(result: UnitResult, when: str) -> list[tuple[str, str, str]]:
    """Return what concerns the unit's people, for a head first what waits: number, words, note."""
    minimum = f"kurang dari {number(result.hours_minimum)} JP {when}"
    of_pns = f"dari {number(result.pns)} PNS" if result.pns is not None else ""
    lines = [
        (result.without_program, f"pegawai belum mengikuti program {when}", ""),
        (result.pns_below_hours, f"PNS {minimum}", of_pns),
    ]
    if result.waiting_forms is not None:  # only a Kepala OPD is asked for any
        waiting = "formulir menunggu Bapak/Ibu isi sebagai atasan"
        lines.insert(0, (result.waiting_forms, waiting, ""))
    if result.pppk_above_hours:
        ceiling = f"PPPK melampaui batas {number(result.hours_maximum)} JP"
        lines.append((result.pppk_above_hours, ceiling, ""))
    known = result.participation.status
    glyph, missing = STATES["hidden" if known == "shown" else known]
    return [
        (glyph, words, missing) if value is None else (number(value), words, note)
        for value, words, note in lines
    ]
