"""The list of imports, and the beginning of one."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from intake.actions import check_table
from intake.models import ImportJob
from organization.access import Role, allow
from programs.models import Session
from workspace.forms.imports import ListFilter, SearchForm, UploadForm
from workspace.importing import (
    IMPORTERS,
    MAY_HAVE_SESSION,
    NEED_SESSION,
    columns_of,
    importer_of,
)

PAGE = 25  # rows
IMPORTS = [("Beranda", "/"), ("Impor", "/imports/")]


@require_safe
@allow(Role.OFFICER)
def imports(request):
    filters = ListFilter(request.GET)
    chosen = {name: value for name, value in _valid(filters).items() if value}
    jobs = ImportJob.objects.visible_to(request.user).filter(**chosen).recent_first()
    page = Paginator(jobs, PAGE).get_page(request.GET.get("page"))
    for job in page.object_list:
        job.total = job.summary.get("total", 0)
        job.title = IMPORTERS[job.kind].title if job.kind in IMPORTERS else job.kind
    kinds = [
        (importer.title, importer.description, reverse("workspace:import_new", args=[kind]))
        for kind, importer in IMPORTERS.items()
    ]
    context = {"page": page, "kinds": kinds, "filters": filters, "filtered": bool(chosen)}
    return render(request, "imports/list.html", context)


def _valid(form):
    form.is_valid()
    return form.cleaned_data


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.OFFICER)
def import_new(request, kind):
    importer = importer_of(kind)
    session = _chosen_session(request) if kind in MAY_HAVE_SESSION else None
    if kind in NEED_SESSION and session is None:
        return _choose_session(request, importer)
    form = UploadForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        user=request.user,
        session=session,
        kind=kind,
        initial={"region": request.GET.get("region")},
    )
    if form.is_valid():
        job = check_table(
            importer=importer,
            table=form.table,
            region_code=form.chosen_region.code,
            owner=request.user,
            context=_values(form, session),
        )
        return redirect("workspace:import_job", job.pk)
    return _upload_page(request, importer, form, session)


def posted(request):
    """Return what was sent, even if nothing was; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def _values(form, session):
    """Return what was chosen with the file, for importers and for the result page."""
    values = {"session": session.pk} if session else {}
    if form.cleaned_data.get("indicator"):
        values["indicator"] = form.cleaned_data["indicator"]
    return values


def _upload_page(request, importer, form, session):
    values = {"session": session.pk} if session else {}
    region_code = form.only_region.code if form.only_region else ""
    columns = columns_of(importer, region_code, values)
    context = {
        "form": form,
        "importer": importer,
        "session": session,
        "columns": columns,
        "headings": "\t".join(column.label for column in columns),
        "takes_session": importer.kind in MAY_HAVE_SESSION,
        "crumbs": [*IMPORTS, (f"Impor {importer.title.lower()}", "")],
        "heading": f"Impor {importer.title.lower()}",
    }
    return render(request, "imports/new.html", context)


def _chosen_session(request):
    """Return the session of ?session=, which must be one that the Petugas may change."""
    pk = request.GET.get("session", "")
    if not pk:
        return None
    sessions = Session.objects.editable_by(request.user).select_related("program__region")
    return get_object_or_404(sessions, pk=int(pk) if pk.isdecimal() and len(pk) < 18 else 0)


def _choose_session(request, importer):
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
