"""Questionnaires as files: upload, look at what would be made, confirm; and the way out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organization.access import Role, allow
from surveys.actions.blueprints import make_questionnaire, next_version, other_wordings
from surveys.forms.questionnaire_files import ConfirmForm, UploadForm
from surveys.importers.questionnaires.layout_writing import write_layout, write_template
from surveys.importers.questionnaires.xlsform_writing import write_xlsform
from surveys.models import Question, Questionnaire, Scale
from surveys.views.questionnaires import LIST

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CRUMBS = [*LIST, ("Impor kuesioner", "")]


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.OFFICER)
def import_file(request: HttpRequest) -> HttpResponse:
    """Take a workbook, and show what would be made of it or why nothing can."""
    is_sent = request.method == "POST"
    form = UploadForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, user=request.user
    )
    if is_sent and form.is_valid() and not form.reading.findings.problems:
        return _preview(request, form)
    context = {
        "form": form,
        "problems": form.reading.findings.problems if form.reading else [],
        "crumbs": CRUMBS,
    }
    return render(request, "surveys/questionnaire_import.html", context)


def _preview(request: HttpRequest, form: UploadForm) -> HttpResponse:
    reading = form.reading
    names = {name: getattr(reading.blueprint, name) for name in ("title", "code", "audience")}
    return _show(
        request,
        ConfirmForm(initial=names | {"kept": form.as_kept()}, user=request.user),
        reading.blueprint,
        {
            "layout": reading.layout,
            "losses": reading.findings.losses_in_order,
            "others": other_wordings(reading.blueprint, Question.objects.visible_to(request.user)),
            "becomes": next_version(form.region_chosen, reading.blueprint.code),
        },
    )


def _show(request, form, blueprint, more):
    context = {"form": form, "blueprint": blueprint, "crumbs": CRUMBS, **more}
    return render(request, "surveys/questionnaire_preview.html", context)


@require_POST
@allow(Role.OFFICER)
def import_confirm(request: HttpRequest) -> HttpResponse:
    """Make the questionnaire that was looked at."""
    form = ConfirmForm(request.POST, user=request.user)
    if form.is_valid():
        made = make_questionnaire(blueprint=form.blueprint, region=form.region, actor=request.user)
        messages.success(request, f"Kuesioner {made.code} versi {made.version} dibuat.")
        return redirect("surveys:questionnaire", made.pk)
    if form.blueprint:
        return _show(request, form, form.blueprint, {})
    messages.error(request, " ".join(form.non_field_errors()))
    return redirect("surveys:questionnaire_import")


@require_safe
@allow(Role.OFFICER)
def template(request: HttpRequest) -> HttpResponse:
    """Send the empty layout of our own."""
    return _workbook(write_template(Scale.objects.order_by("pk")), "templat-kuesioner")


@require_safe
@allow(Role.OFFICER)
def as_xlsform(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a questionnaire as XLSForm."""
    return _sent(request, pk, write_xlsform, "xlsform")


@require_safe
@allow(Role.OFFICER)
def as_layout(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a questionnaire in our own layout."""
    return _sent(request, pk, write_layout, "kuesioner")


def _sent(request, pk, write, prefix):
    found = get_object_or_404(Questionnaire.objects.visible_to(request.user), pk=pk)
    code = slugify(found.code).upper() or str(found.pk)  # ASCII, so that no header is encoded
    return _workbook(write(found, Question.objects.of(found)), f"{prefix}-{code}-{found.version}")


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
