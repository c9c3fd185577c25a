"""Which kinds of files can be imported, and where each belongs."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse

from intake.importers import ImportContext, Importer
from organization.importers import EmployeeImporter
from performance.importers import MeasurementImporter
from programs.importers import ParticipantImporter, ProgramImporter
from surveys.importers.responses import ResponseImporter

IMPORTERS: dict[str, Importer] = {
    importer.kind: importer
    for importer in (
        EmployeeImporter(),
        ProgramImporter(),
        ParticipantImporter(),
        MeasurementImporter(),
        ResponseImporter(),
    )
}
NEED_SESSION = frozenset({"participants"})
NEED_SURVEY = frozenset({"responses"})
MAY_HAVE_SESSION = NEED_SESSION | {"measurements"}
RESULT_PAGES = {  # where the imported rows are seen, when no session says it better
    "employees": "organization:employees",
    "programs": "programs:list",
    "participants": "programs:list",
    "measurements": "performance:list",
    "responses": "surveys:list",
}


def importer_of(kind: str) -> Importer:
    """Return the importer; an unknown kind is an unknown address."""
    try:
        return IMPORTERS[kind]
    except KeyError:
        raise Http404 from None


def start_of(kind: str) -> str:
    """Return the address where an import of this kind begins."""
    if kind in NEED_SURVEY:
        return reverse("workspace:import_responses")
    return reverse("workspace:import_new", args=[kind])


def columns_of(importer: Importer, region_code: str, values: dict) -> list:
    """Return the columns for what was chosen with the file."""
    return list(importer.columns_for(ImportContext(region_code=region_code, values=values)))
