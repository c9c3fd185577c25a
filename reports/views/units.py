"""What a Kepala OPD sees of their own people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from organization.models import Unit
from organization.wording import number
from reports import results
from reports.charts.words import GLYPHS, Source, moment
from reports.forms import PeriodFilter
from reports.results import UnitResult
from reports.views.sections import drawn, participation_section, performance_section


@require_safe
@allow(Role.OFFICER, Role.MANAGER)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show forms waiting, people without a programme and PNS below 20 JP, then the region."""
    units = Unit.objects.visible_to(request.user).select_related("region")
    found = get_object_or_404(units, pk=pk)
    form = PeriodFilter(request.GET, today=timezone.localdate(), years=[])
    result = results.unit_result(request.user, found, form.period_chosen())
    source = Source(result.period.label, result.data_as_of)
    sections = [
        participation_section(result.participation, source),
        performance_section(result.performance, source),
    ]
    context = {
        "result": result,
        "own": _own(result),
        "region_rows": [(row, GLYPHS[row.certainty]) for row in result.region_health],
        "region_title": result.region_name
        + (": program yang diikuti pegawai Bapak/Ibu" if request.user.unit_id else ""),
        "region_address": reverse("reports:region", args=[result.region]),
        "sections": drawn(sections),
        "as_of": moment(result.data_as_of),
        "crumbs": [("Beranda", reverse("workspace:home")), (result.name, "")],
    }
    return render(request, "reports/unit.html", context)


def _own(result: UnitResult) -> list[tuple[str, str, str]]:
    """Return what waits for the head: a number, its words, a note."""
    minimum = f"kurang dari {number(result.hours_minimum)} JP tahun ini"
    of_pns = f"dari {number(result.pns)} PNS" if result.pns is not None else ""
    lines = [
        (result.waiting_forms, "formulir menunggu Bapak/Ibu isi sebagai atasan", ""),
        (result.without_program, "pegawai belum mengikuti program tahun ini", ""),
        (result.pns_below_hours, f"PNS {minimum}", of_pns),
    ]
    if result.pppk_above_hours:
        ceiling = f"PPPK melampaui batas {number(result.hours_maximum)} JP"
        lines.append((result.pppk_above_hours, ceiling, ""))
    return [
        (number(value) if value is not None else "○", words, note or _missing(value))
        for value, words, note in lines
    ]


def _missing(value: int | None) -> str:
    return "" if value is not None else "Belum ada data."
