"""The manager's first screen of a region, and the way to it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.access import READERS, allow
from organization.models import Region
from reports import exports, results
from reports.charts.words import GLYPHS, STATES, Source, moment
from reports.disclosure import CellStatus
from reports.forms import RegionFilter
from reports.results import ConcernRow, RegionResult
from reports.views.answering import csv_answer
from reports.views.nothing import nothing_in_region
from reports.views.sections import sections_of
from reports.views.sharing import share_address

PAGE = 25  # programmes a page
JUDGED: dict[CellStatus, tuple[str, str]] = {  # why a programme has no share of good answers
    "none": ("○", "belum ada penilaian peserta"),
    "running": ("◔", "formulir peserta masih dibuka"),
    "hidden": ("▨", "penilaian tidak ditampilkan untuk menjaga kerahasiaan responden"),
    "shown": ("", ""),
}
RULES = (
    "kinerja memburuk atau tanpa perbaikan berarti",
    "satu aspek dinilai baik oleh kurang dari 60% peserta (sedikitnya 10 orang)",
    "cakupan kurang dari separuh cakupan wilayah",
    "penerapan setelah 3 bulan kurang dari 50%",
)


@require_safe
@allow(*READERS)
def dashboards(request: HttpRequest) -> HttpResponse:
    """Choose a region; whoever has one only goes straight there, a Kepala OPD to their unit."""
    if request.user.unit_id:
        return redirect("reports:unit", pk=request.user.unit_id)
    found = Region.objects.visible_to(request.user).order_by("short_name", "name")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    if len(page.object_list) == 1 and page.paginator.num_pages == 1:
        return redirect("reports:region", code=page.object_list[0].code)
    crumbs = [("Beranda", reverse("workspace:home")), ("Dasbor", "")]
    return render(request, "reports/dashboards.html", {"page": page, "crumbs": crumbs})


@require_safe
@allow(*READERS)
def region(request: HttpRequest, code: str) -> HttpResponse:
    """Show whether it works, where not, and what to do."""
    result, form = _computed(request, code)
    query = request.META.get("QUERY_STRING", "")
    lines = [(line, *JUDGED[line.status]) for line in result.programs]
    found = {
        "result": result,
        "filters": form,
        "chosen": form.count_chosen(),
        "chips": form.chips(request),
        "rows": [(row, GLYPHS[row.certainty]) for row in result.health],
        "concerns": [(row, _address(row)) for row in result.concerns],
        "rules": RULES,
        "sections": sections_of(result, Source(result.period.label, result.data_as_of)),
        "nothing": nothing_in_region(request, result, form),
        "share_address": share_address(request, f"Dasbor {result.name}", result.headline),
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "as_of": moment(result.data_as_of),
        "tiles": [(tile, *STATES[tile.status]) for tile in result.tiles],
        "csv_address": f"{reverse('reports:region_csv', args=[code])}?{query}",
        "json_address": f"{reverse('reports:region_json', args=[code])}?{query}",
        "crumbs": [
            ("Beranda", reverse("workspace:home")),
            ("Dasbor", reverse("reports:dashboards")),
            (result.name, ""),
        ],
    }
    return render(request, "reports/region.html", found)


@require_safe
@allow(*READERS)
def region_json(request: HttpRequest, code: str) -> HttpResponse:
    """Return the same result for other software."""
    return JsonResponse(exports.to_json(_computed(request, code, details=True)[0]))


@require_safe
@allow(*READERS)
def region_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Return the same result as one long table."""
    result, _ = _computed(request, code, details=True)
    return csv_answer(exports.to_csv(result), f"hasil-{code}.csv")


def _computed(
    request: HttpRequest, code: str, *, details: bool = False
) -> tuple[RegionResult, RegionFilter]:
    """Return the result that page, JSON and CSV share, and the filters behind it."""
    place = get_object_or_404(Region.objects.visible_to(request.user), code=code)
    today = timezone.localdate()
    form = RegionFilter(request.GET, user=request.user, region=place, today=today)
    period, filters = form.period_chosen(), form.filters_chosen()
    return results.region_result(request.user, place, period, filters, details=details), form


def _address(row: ConcernRow) -> str:
    """Return where a concern leads: a page of its own, or a block of this one."""
    if not row.url_name:
        return f"#{row.anchor}"
    return reverse(row.url_name, args=[row.pk])
