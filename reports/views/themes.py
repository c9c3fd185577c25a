"""Giving released comments a theme: the system suggests, a person confirms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from organization.access import Role, allow
from organization.wording import number, percent
from programs.actions import add_theme
from programs.forms.codebook import ThemeForm
from programs.models import Theme
from reports.forms import ThemeChoices
from reports.frames.comments import codebook, comments_of
from reports.results import ThemeReading, theme_reading
from surveys import actions
from surveys.models import Survey

SHOWN = ("questionnaire", "session__program__region", "subject")


@allow(Role.OFFICER)
def comment_themes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the released comments in piles with suggestions; POST keeps what a person chose."""
    found = Survey.objects.visible_to(request.user).closed().select_related(*SHOWN)
    survey = get_object_or_404(found, pk=pk)
    if not actions.may_be_read(survey):
        return _page(request, survey, None)
    if "label" in request.POST:
        return _add(request, survey)
    if request.method == "POST":
        return _keep(request, survey)
    return _page(request, survey, theme_reading(request.user, survey))


def _page(
    request: HttpRequest,
    survey: Survey,
    reading: ThemeReading | None,
    form: ThemeForm | None = None,
) -> HttpResponse:
    context = {
        "survey": survey,
        "reading": reading,
        "accuracy": _accuracy(reading) if reading else "",
        "form": form or ThemeForm(),
        "crumbs": [
            ("Beranda", reverse("workspace:home")),
            (survey.code, survey.get_absolute_url()),
            ("Saran", reverse("surveys:comments", args=[survey.pk])),
            ("Tema", ""),
        ],
    }
    return render(request, "reports/themes.html", context)


def _accuracy(reading: ThemeReading) -> str:
    """Say how often suggestions are right, with n."""
    sample, share = reading.measured, reading.share
    return (
        f"Pada {number(sample.n)} komentar contoh yang disisihkan, {number(sample.right)} saran "
        f"tepat ({percent(share.estimate)}; selang 95% {percent(share.low)}–{percent(share.high)}; "
        f"F1 makro {number(sample.macro_f1, 2)})."
    )


def _keep(request: HttpRequest, survey: Survey) -> HttpResponse:
    current = {comment.pk: comment.theme for comment in comments_of(survey)}
    changed = ThemeChoices(request.POST, current, codebook()).changed
    themes = Theme.objects.in_bulk(set(changed.values()) - {""}, field_name="code")
    chosen = {key: themes.get(code) for key, code in changed.items()}
    kept = actions.set_themes(survey=survey, chosen=chosen, actor=request.user)
    messages.success(request, f"{number(kept)} tema disimpan." if kept else "Tidak ada perubahan.")
    return redirect("reports:comment_themes", pk=survey.pk)


def _add(request: HttpRequest, survey: Survey) -> HttpResponse:
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return _page(request, survey, theme_reading(request.user, survey), form)
    region = survey.session.program.region
    theme = add_theme(label=form.cleaned_data["label"], region_code=region.code, actor=request.user)
    messages.success(request, f"Tema “{theme.label}” ditambahkan ke daftar.")
    return redirect("reports:comment_themes", pk=survey.pk)
