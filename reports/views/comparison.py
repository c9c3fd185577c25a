"""Regions side by side: only those granted to the reader, and only from two on."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.access import READERS, allow
from reports import exports, results
from reports.charts.figure import draw
from reports.charts.regions import answers_plans, comparison_plan, pairs_of, performance_plans
from reports.charts.style import region_mark
from reports.charts.words import moment
from reports.forms import ComparisonChoice, PeriodFilter
from reports.results import ComparisonResult
from reports.views.answering import csv_answer
from reports.views.nothing import nothing_to_compare


@require_safe
@allow(*READERS)
def compare(request: HttpRequest) -> HttpResponse:
    """Compare like with like; fixed order, no ranking."""
    result, period = _computed(request)
    query = request.META.get("QUERY_STRING", "")
    chosen = {"topic": result.topic, "measure": result.measure.key}
    choice = ComparisonChoice(chosen, result=result)
    beside = result.performance
    known = pairs_of(beside.differences, beside.measure) if beside else []
    groups = {
        "side": [comparison_plan(result, "wilayah")] if result.measure.key else [],
        "answers": answers_plans(result, "jawaban"),
        "performance": performance_plans(result, "kinerja"),
    }
    figures = draw([plan for plans in groups.values() for plan in plans])
    context = {
        "result": result,
        "filters": [field for field in (*choice, *period) if field.field.choices],
        "nothing": nothing_to_compare(request, result),
        **{name: [figures[one.key] for one in plans] for name, plans in groups.items()},
        "pairs": pairs_of(result.differences, result.measure),
        "performance_pairs": [pair for pair in known if pair[1]],
        "regions": [(row, region_mark(row.code)[2]) for row in result.regions],
        "as_of": moment(result.data_as_of),
        "csv_address": f"{reverse('reports:compare_csv')}?{query}",
        "json_address": f"{reverse('reports:compare_json')}?{query}",
        "crumbs": [("Beranda", reverse("workspace:home")), ("Bandingkan wilayah", "")],
    }
    return render(request, "reports/compare.html", context)


@require_safe
@allow(*READERS)
def compare_csv(request: HttpRequest) -> HttpResponse:
    """Return the same comparison as one long table."""
    return csv_answer(exports.to_csv(_computed(request)[0]), "bandingkan-wilayah.csv")


@require_safe
@allow(*READERS)
def compare_json(request: HttpRequest) -> HttpResponse:
    """Return the same comparison for other software."""
    return JsonResponse(exports.to_json(_computed(request)[0]))


def _computed(request: HttpRequest) -> tuple[ComparisonResult, PeriodFilter]:
    """Return the comparison and its period; 404 with one region, or for what is not on offer."""
    if len(request.user.region_ids) < 2 or request.user.unit_id:
        raise Http404
    period = PeriodFilter(request.GET, today=timezone.localdate(), years=[])
    result = results.comparison_result(
        request.user,
        request.GET.get("measure", ""),
        request.GET.get("topic", ""),
        period.period_chosen(),
    )
    ComparisonChoice(request.GET, result=result).checked()
    return result, period
