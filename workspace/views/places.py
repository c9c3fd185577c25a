"""Pages of one programme, one session, one employee: several apps side by side."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.access import READERS, Role, allow
from organization.models import Employee
from performance.models import Pair
from programs.models import Participation, Program, Session
from programs.wording import people
from surveys.models import Survey
from workspace.careers import hours_of_year

PROGRAMS = [("Beranda", "/"), ("Program", "/programs/")]
LONGEST = 200  # rows of a history; nobody has more


@require_safe
@allow(Role.OFFICER, Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR)
def program(request, pk):
    today, user = timezone.localdate(), request.user
    visible = Program.objects.visible_to(user).with_counts(today)
    found = get_object_or_404(visible.select_related("region", "topic"), pk=pk)
    sessions = Session.objects.visible_to(user).filter(program=found).with_counts()
    exact = user.role == Role.OFFICER
    context = {
        "program": found,
        "crumbs": [*PROGRAMS, (found.name, "")],
        "tabs": _tabs(found, user),
        "may_edit": exact,
        "sessions": [
            (
                session,
                session.state_on(today),
                people(session.expected_count, exact=exact),
                people(session.attended_count, exact=exact),
            )
            for session in sessions.order_by("starts_on", "id")
        ],
    }
    return render(request, "workspace/program.html", context)


def _tabs(program, user):
    """Return the parts of a programme that the role may open."""
    tabs = [("Angkatan", program.get_absolute_url(), True)]
    if user.role == Role.OFFICER:
        tabs.append(("Rencana evaluasi", reverse("surveys:plan", args=[program.pk]), False))
        found = urlencode({"q": f"{program.code}-"})  # survey codes carry it: F1S.MW26-1.1
        tabs.append(("Formulir", f"{reverse('surveys:list')}?{found}", False))
        tabs.append(("Kinerja", reverse("performance:indicators", args=[program.pk]), False))
    if user.role in READERS:
        tabs.append(("Hasil", reverse("reports:program", args=[program.pk]), False))
    return tabs


@require_safe
@allow(Role.OFFICER, Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR)
def session(request, pk):
    today, user = timezone.localdate(), request.user
    visible = Session.objects.visible_to(user).with_counts()
    found = get_object_or_404(visible.select_related("program__region"), pk=pk)
    surveys = Survey.objects.visible_to(user).filter(session=found).with_counts()
    may_edit = user.role == Role.OFFICER
    context = {
        "session": found,
        "state": found.state_on(today),
        "crumbs": [
            *PROGRAMS,
            (found.program.name, found.program.get_absolute_url()),
            (f"Angkatan {found.number}", ""),
        ],
        "may_edit": may_edit,
        "may_read_results": user.role in READERS,
        "counts": _counts(found, user),
        "subjects": found.subjects.select_related("trainer"),
        "surveys": surveys.select_related("questionnaire", "subject").order_by("pk")
        if user.role in READERS
        else [],
    }
    return render(request, "workspace/session.html", context)


def _counts(session, user):
    """Return (words, number of people), in detail only for those who hold the names."""
    if user.role != Role.OFFICER:
        return [
            ("terdaftar", people(session.expected_count, exact=False)),
            ("hadir atau selesai", people(session.attended_count, exact=False)),
        ]
    listed = Participation.objects.visible_to(user).filter(session=session)
    numbers = listed.counts_by_status()
    return [
        (label.lower(), people(numbers[status], exact=True))
        for status, label in Participation.Status.choices
        if status in numbers
    ]


@require_safe
@allow(Role.OFFICER)
def employee(request, pk):
    user, today = request.user, timezone.localdate()
    visible = Employee.objects.visible_to(user).select_related("region")
    found = get_object_or_404(visible, pk=pk)
    history = Participation.objects.visible_to(user).filter(employee=found)
    pairs = Pair.objects.visible_to(user).filter(employee=found)
    context = {
        "employee": found,
        "crumbs": [
            ("Beranda", "/"),
            ("Pegawai", reverse("organization:employees")),
            (found.full_name, ""),
        ],
        "placements": found.placements.select_related("unit").order_by("-starts_on", "-id"),
        "history": history.with_hours()
        .select_related("session__program")
        .order_by("-session__ends_on", "-id")[:LONGEST],
        "hours": hours_of_year(found, history, today),
        "pairs": pairs.select_related("session__program", "indicator").order_by(
            "-session__ends_on", "indicator__name", "wave"
        )[:LONGEST],
    }
    return render(request, "workspace/employee.html", context)
