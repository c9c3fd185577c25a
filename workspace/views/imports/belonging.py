"""What a file belongs to: an angkatan, or one open form."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from programs.models import Session
from surveys.models import Survey
from workspace.forms.imports import SearchForm
from workspace.importing import importer_of

PAGE = 25  # rows
IMPORTS = [("Beranda", "/"), ("Impor", "/imports/")]


def chosen_session(request):
    """Return the session of ?session=, which must be one that the Petugas may change."""
    pk = request.GET.get("session", "")
    if not pk:
        return None
    sessions = Session.objects.editable_by(request.user).select_related("program__region")
    return get_object_or_404(sessions, pk=_number(pk))


def survey_to_fill(request, pk):
    """Return the form with this key, which must be one that the Petugas may change."""
    surveys = Survey.objects.editable_by(request.user)
    shown = surveys.select_related("questionnaire", "session__program__region")
    return get_object_or_404(shown, pk=pk)


def _number(typed):
    return int(typed) if typed.isdecimal() and len(typed) < 18 else 0


def choose_session(request, importer):
    """Ask which angkatan the file belongs to."""
    form = SearchForm(request.GET)
    sessions = Session.objects.editable_by(request.user).standing().select_related("program")
    if form.is_valid() and (q := form.cleaned_data["q"]):
        sessions = sessions.filter(Q(code__icontains=q) | Q(program__name__icontains=q))
    context = {
        "filters": form,
        "page": Paginator(sessions, PAGE).get_page(request.GET.get("page")),
        "importer": importer,
        "crumbs": [*IMPORTS, (f"Impor {importer.title.lower()}", "")],
        "heading": f"Impor {importer.title.lower()}: pilih angkatan",
    }
    return render(request, "imports/choose_session.html", context)


@require_safe
@allow(Role.OFFICER)
def import_responses(request):
    importer = importer_of("responses")
    form = SearchForm(request.GET)
    surveys = Survey.objects.editable_by(request.user).receiving()
    surveys = surveys.select_related("questionnaire", "session__program", "subject")
    if form.is_valid() and (q := form.cleaned_data["q"]):
        surveys = surveys.filter(Q(code__icontains=q) | Q(session__program__name__icontains=q))
    context = {
        "filters": form,
        "page": Paginator(surveys, PAGE).get_page(request.GET.get("page")),
        "importer": importer,
        "crumbs": [*IMPORTS, (f"Impor {importer.title.lower()}", "")],
        "heading": f"Impor {importer.title.lower()}: pilih formulir",
    }
    return render(request, "imports/choose_survey.html", context)
