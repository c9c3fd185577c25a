"""The evaluation plan of a programme: see, add, change, remove, take over a ready one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from organization.access import Role, allow
from programs.models import Program
from surveys import actions
from surveys.forms.plans import LineForm
from surveys.models import PlanLine, Questionnaire
from surveys.wording import day_of_plan

PROGRAMS = [("Beranda", "/"), ("Program", "/programs/")]


@require_safe
@allow(Role.OFFICER)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the plan, and the ready plans that one press takes over."""
    program = _program(request, pk)
    current = program.plan_lines.current().select_related("questionnaire")
    lines = list(current.order_by("-anchor", "offset", "pk"))  # before the session first
    fits = actions.suggested_preset(program)
    presets = sorted(actions.PRESETS.values(), key=lambda preset: preset is not fits)
    context = {
        "program": program,
        "lines": [(line, day_of_plan(line)) for line in lines],
        "presets": [(preset, preset is fits) for preset in presets],
        "crumbs": [*_crumbs(program)[:-1], ("Rencana evaluasi", "")],
    }
    return render(request, "surveys/plan.html", context)


@allow(Role.OFFICER)
def line_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a form to the plan."""
    program = _program(request, pk)
    return _edit(request, PlanLine(program=program), actions.add_line, "Tambah formulir")


@allow(Role.OFFICER)
def line_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a form of the plan; angkatan that have started keep theirs."""
    return _edit(request, _line(request, pk), actions.change_line, "Ubah formulir rencana")


@allow(Role.OFFICER)
def line_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what removing means; POST does it."""
    line = _line(request, pk)
    if request.method == "POST":
        actions.remove_line(line=line, actor=request.user)
        messages.success(request, f"{line.questionnaire.title} dihapus dari rencana.")
        return redirect("surveys:plan", pk=line.program_id)
    crumbs = [*_crumbs(line.program), ("Hapus formulir", "")]
    context = {"line": line, "day": day_of_plan(line), "crumbs": crumbs}
    return render(request, "surveys/plan_remove.html", context)


@require_POST
@allow(Role.OFFICER)
def take_preset(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over a ready plan."""
    program = _program(request, pk)
    preset = actions.PRESETS.get(request.POST.get("preset", ""))
    if preset is None:
        messages.error(request, "Pilih salah satu rencana siap pakai.")
    elif added := actions.take_preset(program=program, preset=preset, actor=request.user):
        messages.success(request, f"{added} formulir ditambahkan dari rencana “{preset.title}”.")
    else:
        messages.info(request, f"Semua formulir rencana “{preset.title}” sudah ada.")
    return redirect("surveys:plan", pk=program.pk)


def _edit(request: HttpRequest, line: PlanLine, verb, title: str) -> HttpResponse:
    program = line.program
    form = LineForm(request.POST or None, instance=line, questionnaires=_offered(request, line))
    if request.method == "POST" and form.is_valid():
        form.carry_out(verb, line=form.instance, actor=request.user)
        if form.is_valid():
            messages.success(request, "Rencana evaluasi sudah disimpan.")
            return redirect("surveys:plan", pk=program.pk)
    crumbs = [*_crumbs(program), (title, "")]
    context = {"form": form, "program": program, "title": title, "crumbs": crumbs}
    return render(request, "surveys/plan_line.html", context)


def _offered(request: HttpRequest, line: PlanLine):
    """Return the newest version of each questionnaire, and the one that the line has."""
    newest: dict = {}
    for found in Questionnaire.objects.visible_to(request.user).openable():
        if found.region_id in {None, line.program.region_id}:
            newest.setdefault((found.region_id, found.code), found.pk)
    ids = {*newest.values(), line.questionnaire_id}
    return Questionnaire.objects.visible_to(request.user).filter(pk__in=ids).order_by("code")


def _program(request: HttpRequest, pk: int) -> Program:
    found = Program.objects.editable_by(request.user).select_related("region")
    return get_object_or_404(found, pk=pk)


def _line(request: HttpRequest, pk: int) -> PlanLine:
    found = PlanLine.objects.visible_to(request.user).current()
    line = found.select_related("program__region", "questionnaire").filter(pk=pk).first()
    if line is None:
        raise Http404
    return line


def _crumbs(program: Program) -> list[tuple[str, str]]:
    address = reverse("surveys:plan", args=[program.pk])
    own = (program.name, program.get_absolute_url())
    return [*PROGRAMS, own, ("Rencana evaluasi", address)]
