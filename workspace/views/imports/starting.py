"""The list of imports, and the beginning of one."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from intake.actions import Unsuitable, check_table
from intake.importers import ImportContext
from intake.models import ImportJob
from organization.access import Role, allow
from surveys.wording import PROMISE_AT_IMPORT
from workspace.forms.imports import ListFilter, UploadForm
from workspace.importing import (
    IMPORTERS,
    MAY_HAVE_SESSION,
    NEED_SESSION,
    NEED_SURVEY,
    columns_of,
    importer_of,
    start_of,
)
from workspace.views.imports.belonging import (
    IMPORTS,
    choose_session,
    chosen_session,
    survey_to_fill,
)

PAGE = 25  # rows


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
        (importer.title, importer.description, start_of(kind))
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
    if kind in NEED_SURVEY:
        return redirect(start_of(kind))
    session = chosen_session(request) if kind in MAY_HAVE_SESSION else None
    if kind in NEED_SESSION and session is None:
        return choose_session(request, importer)
    return _hand_over(request, importer, session)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.OFFICER)
def import_into(request, pk):
    survey = survey_to_fill(request, pk)
    return _hand_over(request, importer_of("responses"), survey.session, survey)


def _hand_over(request, importer, session, survey=None):
    """Take a file or a paste, check it and lead to the check."""
    form = UploadForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        user=request.user,
        session=session,
        kind=importer.kind,
        initial={"region": request.GET.get("region")},
    )
    values = _chosen(session, survey)
    if form.is_valid() and (job := _check(request, importer, form, values)):
        return _after_check(request, importer, form.table, job)
    return _upload_page(request, importer, form, values, survey)


def _check(request, importer, form, values):
    """Return the checked job, or None when the importer refuses the file as a whole."""
    context = ImportContext(
        region_code=form.chosen_region.code, owner=request.user, values=_values(form, values)
    )
    try:
        form.table = importer.prepare(form.table, context)
    except Unsuitable as refusal:
        form.add_error("file" if form.cleaned_data.get("file") else "paste", str(refusal))
        return None
    return check_table(
        importer=importer,
        table=form.table,
        region_code=context.region_code,
        owner=request.user,
        context=context.values,
    )


def _after_check(request, importer, table, job):
    """Lead to the check; where rows were shuffled, say once at which rows of the file to look."""
    if not (table.places and job.summary.get("error")):
        return redirect("workspace:import_job", job.pk)
    found = [
        (table.places[row.number], problem)
        for row in job.rows.failed().only("number", "problems")
        for problem in row.problems
        if problem["severity"] == "error"
    ]
    context = {
        "job": job,
        "importer": importer,
        "found": sorted(found, key=lambda pair: pair[0]),
        "crumbs": [*IMPORTS, (f"Impor {importer.title.lower()}", "")],
    }
    return render(request, "imports/located.html", context)


def posted(request):
    """Return what was sent, even if nothing was; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def _chosen(session, survey):
    """Return what the file belongs to."""
    values = {"session": session.pk} if session else {}
    return values | ({"survey": survey.pk} if survey else {})


def _values(form, chosen):
    """Return what was chosen with the file, for importers and for the result page."""
    values = dict(chosen)
    if form.cleaned_data.get("indicator"):
        values["indicator"] = form.cleaned_data["indicator"]
    return values


def _upload_page(request, importer, form, values, survey):
    region_code = form.only_region.code if form.only_region else ""
    columns = columns_of(importer, region_code, values)
    context = {
        "form": form,
        "importer": importer,
        "session": form.session,
        "survey": survey,
        "promise": PROMISE_AT_IMPORT[survey.promise] if survey else "",
        "columns": columns,
        "headings": "\t".join(column.label for column in columns),
        "takes_session": importer.kind in MAY_HAVE_SESSION,
        "crumbs": [*IMPORTS, (f"Impor {importer.title.lower()}", "")],
        "heading": f"Impor {importer.title.lower()}",
    }
    return render(request, "imports/new.html", context)
