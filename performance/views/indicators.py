"""Which indicators a programme wants to move."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from organization.access import Role, allow
from performance.actions import (
    DeltaFrozen,
    StaleChoice,
    choose_indicators,
    frozen_indicators,
    state_of_choice,
)
from performance.forms import IndicatorForm
from performance.models import Indicator
from programs.models import Program


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.OFFICER)
def indicators(request, pk):
    program = get_object_or_404(
        Program.objects.editable_by(request.user).select_related("region"), pk=pk
    )
    form = _form(request, program)
    context = {"program": program, "form": form, "crumbs": _crumbs(program), "stale": False}
    status = 200
    if form.is_valid():
        try:
            _choose(request, program, form)
            return redirect("performance:indicators", pk=program.pk)
        except DeltaFrozen as refusal:
            form.add_error(None, str(refusal))
        except StaleChoice:
            current = list(program.indicators.select_related("indicator"))
            differences = form.start_again_from(current, state_of_choice(program))
            context |= {"stale": True, "differences": differences}
            status = 409
    return render(request, "performance/indicators.html", context, status=status)


def _form(request, program):
    return IndicatorForm(
        request.POST if request.method == "POST" else None,
        indicators=list(Indicator.objects.order_by("name")),
        chosen=list(program.indicators.select_related("indicator")),
        frozen=frozen_indicators(program),
        initial={"seen": state_of_choice(program)},
    )


def _choose(request, program, form):
    choose_indicators(
        program=program,
        choices=form.choices(),
        seen=form.cleaned_data["seen"],
        actor=request.user,
    )
    messages.success(request, "Indikator program sudah disimpan.")


def _crumbs(program):
    return [
        ("Beranda", "/"),
        ("Program", "/programs/"),
        (program.name, program.get_absolute_url()),
        ("Indikator kinerja", ""),
    ]
