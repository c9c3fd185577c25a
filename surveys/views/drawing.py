"""Kode undian: slips without names for a room full of people, and only how many answered."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from surveys import actions
from surveys.actions.drawing import draw_codes, is_drawn, why_not_drawn, withdraw_codes
from surveys.actions.pacing import rate_of
from surveys.choices import SurveyStatus
from surveys.forms.drawing import DrawForm, WithdrawForm
from surveys.models import Invitation, Survey
from surveys.views.sharing import SLIPS, qr_of
from surveys.views.waves import LIST, SHOWN
from surveys.wording import group_message, invited_of, submitted_of


@dataclass(frozen=True)
class Slip:
    """A code on paper; nobody's."""

    code: str
    link: str

    def qr(self) -> tuple[int, str]:
        """Return the QR code as the side of its square and one path of an SVG."""
        return qr_of(self.link)


@allow(Role.OFFICER)
def codes(request: HttpRequest, pk: int) -> HttpResponse:
    """Make as many codes as people are present; say what they can and cannot prevent."""
    survey = _survey(request, pk)
    if survey.status != SurveyStatus.OPEN:
        messages.info(request, "Formulir ini sudah ditutup; kodenya sudah dihapus.")
        return redirect(survey)
    withdrawing = "withdraw-number" in request.POST
    form = DrawForm(request.POST if request.method == "POST" and not withdrawing else None)
    unused = WithdrawForm(request.POST if withdrawing else None)
    if request.method == "POST" and _done(request, survey, unused if withdrawing else form):
        return redirect("surveys:codes", pk=survey.pk)
    drawn = is_drawn(survey)
    message = group_message(survey, request.build_absolute_uri(reverse("surveys:code")))
    context = {
        "survey": survey,
        "form": form,
        "unused": unused,
        "is_drawn": drawn,
        "reason": "" if drawn else why_not_drawn(survey),
        "rate": rate_of(survey, done=submitted_of(survey), asked=invited_of(survey)),
        "message": message,
        "whatsapp": f"https://wa.me/?text={quote(message)}",
        "crumbs": [*LIST, (survey.code, survey.get_absolute_url()), ("Kode undian", "")],
    }
    return render(request, "surveys/codes.html", context)


@require_safe
@allow(Role.OFFICER)
def code_slips(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the unused codes without any name: eight on A4."""
    survey = _survey(request, pk)
    found = Invitation.objects.visible_to(request.user).filter(survey=survey)
    waiting = found.drawn().awaiting().order_by("pk")
    page = Paginator(waiting, SLIPS).get_page(request.GET.get("page"))
    context = {
        "survey": survey,
        "page": page,
        "slips": [_slip(request, survey, invitation) for invitation in page],
        "code_page": request.get_host() + reverse("surveys:code"),
        "crumbs": [*LIST, (survey.code, survey.get_absolute_url()), ("Slip kode undian", "")],
    }
    return render(request, "surveys/code_slips.html", context)


def _survey(request: HttpRequest, pk: int) -> Survey:
    found = Survey.objects.editable_by(request.user).select_related(*SHOWN).with_counts()
    return get_object_or_404(found, pk=pk)


def _done(request: HttpRequest, survey: Survey, form: DrawForm | WithdrawForm) -> bool:
    """Make or cancel codes and say so; False when the form must be looked at again."""
    if not form.is_valid():
        return False
    given = {"survey": survey, "number": form.cleaned_data["number"], "actor": request.user}
    try:
        if isinstance(form, DrawForm):
            standing = draw_codes(**given)
            messages.success(request, f"Kode undian sudah dibuat; sekarang ada {standing} kode.")
        else:
            messages.success(request, f"{withdraw_codes(**given)} kode sisa sudah dibatalkan.")
    except (actions.CannotOpen, actions.SurveyClosed) as reason:
        form.add_error("number", str(reason))
        return False
    return True


def _slip(request: HttpRequest, survey: Survey, invitation: Invitation) -> Slip:
    invitation.survey = survey  # the same row for all: spares a query each
    code = actions.code_of(invitation)
    link = request.build_absolute_uri(actions.link_of(invitation))
    return Slip(f"{code[:4]}-{code[4:]}", link)
