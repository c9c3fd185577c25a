"""The values of one angkatan: the grid, and one employee's values by hand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from organization.access import Role, allow
from organization.models import Employee
from performance.actions import Conflict, record_measurements
from performance.forms import EntryForm
from performance.models import ComparisonMember, Indicator, Measurement
from performance.views.grid import build_grid
from performance.windows import add_months
from programs.models import Participation, Session

PAGE = 25  # people
LEVEL = Indicator.Level


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.OFFICER)
def session(request, pk):
    found = get_object_or_404(
        Session.objects.editable_by(request.user).select_related("program__region"), pk=pk
    )
    indicators = _indicators(found)
    if request.GET.get("employee"):
        return _entry(request, found, [i for i in indicators if i.level == LEVEL.EMPLOYEE])
    shown = _shown(indicators, request.GET.get("indicator"))
    grid = build_grid(request.user, found, shown) if shown else None
    due = add_months(found.ends_on, 3)
    context = {
        "session": found,
        "crumbs": _crumbs(found),
        "indicator": shown,
        "tabs": [(i.name, f"?indicator={i.pk}", i == shown) for i in indicators],
        "grid": grid,
        "page": Paginator(grid.rows if grid else [], PAGE).get_page(request.GET.get("page")),
        "may_enter": shown is not None and shown.level == LEVEL.EMPLOYEE,
        "due": due if due > timezone.localdate() else None,
    }
    return render(request, "performance/session.html", context)


def _indicators(session):
    """Return the programme's indicators, the primary one first, then others with values."""
    chosen = [row.indicator for row in session.program.indicators.select_related("indicator")]
    known = {indicator.pk for indicator in chosen}
    others = Indicator.objects.with_pairs_in(session)
    return [*chosen, *(indicator for indicator in others if indicator.pk not in known)]


def _shown(indicators, wanted):
    return next(
        (i for i in indicators if str(i.pk) == wanted), indicators[0] if indicators else None
    )


def _crumbs(session, *more):
    return [
        ("Beranda", "/"),
        ("Kinerja", reverse("performance:list")),
        (session.program.name, session.program.get_absolute_url()),
        (f"Angkatan {session.number}", session.get_absolute_url()),
        *(more or [("Nilai sebelum dan sesudah", "")]),
    ]


def _entry(request, session, indicators):
    """One employee's values: bind the form, save all or none, or show both versions."""
    employee = _member(request, session)
    stored = Measurement.objects.visible_to(request.user).declared(session, employee)
    stored = stored.select_related("indicator")
    form = EntryForm(
        request.POST or None, session=session, indicators=indicators, stored=list(stored)
    )
    address = reverse("performance:session", args=[session.pk])
    context = {"session": session, "employee": employee, "form": form, "stale": False}
    context["crumbs"] = _crumbs(session, ("Nilai sebelum dan sesudah", address), ("Isi nilai", ""))
    status = 200
    if form.is_valid():
        try:
            _save(request, session, employee, form)
            return redirect(address)
        except Conflict:
            differences, status = form.start_again_from(list(stored.all())), 409
            context |= {"stale": True, "differences": differences}
    return render(request, "performance/entry.html", context, status=status)


def _member(request, session):
    """Return the participant or listed person that the address names."""
    wanted = request.GET["employee"]
    if not wanted.isdecimal() or len(wanted) > 18:
        raise Http404
    taking = Participation.objects.visible_to(request.user).filter(session=session).attended()
    listed = ComparisonMember.objects.visible_to(request.user).of(session)
    people = Employee.objects.visible_to(request.user)
    members = people.filter(pk__in=taking.order_by().values("employee")) | people.filter(
        pk__in=listed.order_by().values("employee")
    )
    return get_object_or_404(members, pk=wanted)


def _save(request, session, employee, form):
    written = record_measurements(
        session=session,
        employee=employee,
        entries=form.entries(),
        actor=request.user,
        reason=form.reason,
    )
    if written:
        messages.success(request, f"Nilai {employee.full_name} sudah disimpan.")
    else:
        messages.info(request, "Tidak ada nilai yang berubah.")
