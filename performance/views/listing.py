"""The angkatan with their indicators, and how many values are still missing."""

from collections import defaultdict

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from performance.forms import SessionFilter
from performance.models import Indicator, Pair
from performance.querysets import measured
from performance.windows import add_months
from programs.models import Program, Session

PAGE = 25  # angkatan


@require_safe
@allow(Role.OFFICER)
def index(request):
    years = Program.objects.visible_to(request.user).budget_years()
    filters = SessionFilter(request.GET, years=years)
    filters.is_valid()
    found = _narrowed(Session.objects.editable_by(request.user).standing(), filters.cleaned_data)
    page = Paginator(found.select_related("program__region"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": _rows(page.object_list, request.user),
        "filters": filters,
        "filtered": any(filters.cleaned_data.values()),
        "several_regions": len(request.user.region_ids) != 1,
    }
    return render(request, "performance/list.html", context)


def _narrowed(sessions, wanted):
    found = measured(sessions, wanted.get("state", ""))
    if wanted.get("q"):
        text = wanted["q"]
        found = found.filter(Q(program__name__icontains=text) | Q(code__icontains=text))
    if wanted.get("year"):
        found = found.filter(program__budget_year=wanted["year"])
    return found.order_by("-ends_on", "-pk")


def _rows(sessions, user):
    """Return (session, [(indicator, complete, total)], what comes next) of a page's sessions."""
    pks = [session.pk for session in sessions]
    names = {found.pk: found for found in Indicator.objects.order_by("name")}
    counted = defaultdict(list)
    for row in Pair.objects.visible_to(user).filter(session__in=pks).completeness():
        counts = (names[row["indicator_id"]], row["complete"], row["total"])
        counted[row["session_id"]].append(counts)
    today = timezone.localdate()
    return [
        (session, sorted(counted[session.pk], key=lambda c: c[0].name), _next(session, today))
        for session in sessions
    ]


def _next(session, today):
    """Return when the first values after the angkatan can be expected, or nothing."""
    due = add_months(session.ends_on, 3)
    return due if due > today else None
