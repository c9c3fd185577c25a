"""The calendar of an angkatan: which form opens when; shift, skip, open now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from organization.access import Role, allow
from organization.wording import long_date
from programs.models import Session
from surveys import actions
from surveys.forms.plans import ShiftForm
from surveys.models import PlannedSurvey
from surveys.views.plans import PROGRAMS

SHOWN = ("line__questionnaire", "subject", "survey", "session__program__region")


@require_safe
@allow(Role.OFFICER)
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """List the planned forms of an angkatan by day."""
    editable = Session.objects.editable_by(request.user).select_related("program__region")
    session = get_object_or_404(editable, pk=pk)
    planned = PlannedSurvey.objects.visible_to(request.user).filter(session=session)
    context = {
        "session": session,
        "planned": planned.select_related(*SHOWN).order_by("opens_on", "pk"),
        "has_plan": session.program.plan_lines.current().exists(),
        "crumbs": [*_crumbs(session), ("Jadwal formulir", "")],
    }
    return render(request, "surveys/calendar.html", context)


@require_POST
@allow(Role.OFFICER)
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an angkatan that started without a calendar the plan of its programme."""
    editable = Session.objects.editable_by(request.user).select_related("program__region")
    session = get_object_or_404(editable, pk=pk)
    waiting = actions.adopt_plan(session=session, actor=request.user)
    messages.success(request, f"Jadwal dibuat dari rencana program; {waiting} formulir menunggu.")
    return redirect("surveys:calendar", pk=session.pk)


@allow(Role.OFFICER)
def shift(request: HttpRequest, pk: int) -> HttpResponse:
    """Move one planned form to other days."""
    planned = _planned(request, pk)
    days = {"opens_on": planned.opens_on, "closes_on": planned.closes_on}
    form = ShiftForm(request.POST or None, initial=days)
    if request.method == "POST" and form.is_valid():
        try:
            actions.shift(planned=planned, actor=request.user, **form.cleaned_data)
            messages.success(
                request, f"Formulir akan dibuka {long_date(planned.opens_on)} secara otomatis."
            )
            return redirect(planned)
        except actions.CannotOpen as reason:
            form.add_error("closes_on", str(reason))
    address = planned.get_absolute_url()
    crumbs = [*_crumbs(planned.session), ("Jadwal formulir", address), ("Geser tanggal", "")]
    return render(
        request, "surveys/shift.html", {"planned": planned, "form": form, "crumbs": crumbs}
    )


@require_POST
@allow(Role.OFFICER)
def skip(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave one planned form out."""
    return _try(request, pk, actions.skip, "Formulir dilewati dan tidak akan dibuka otomatis.")


@require_POST
@allow(Role.OFFICER)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a form back into the calendar."""
    return _try(request, pk, actions.resume, "Formulir kembali menunggu tanggalnya.")


@require_POST
@allow(Role.OFFICER)
def open_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Open one planned form at once."""
    return _try(request, pk, actions.open_now, "Formulir sudah dibuka; bagikan tautannya.")


def _try(request: HttpRequest, pk: int, verb, done: str) -> HttpResponse:
    planned = _planned(request, pk)
    try:
        verb(planned=planned, actor=request.user)
        messages.success(request, done)
    except actions.CannotOpen as reason:
        messages.error(request, str(reason))
    return redirect(planned)


def _planned(request: HttpRequest, pk: int) -> PlannedSurvey:
    found = PlannedSurvey.objects.visible_to(request.user).select_related(*SHOWN)
    return get_object_or_404(found, pk=pk)


def _crumbs(session: Session) -> list[tuple[str, str]]:
    plan = (session.program.name, reverse("workspace:program", args=[session.program_id]))
    return [*PROGRAMS, plan, (f"Angkatan {session.number}", session.get_absolute_url())]
