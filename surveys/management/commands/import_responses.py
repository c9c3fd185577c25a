"""manage.py import_responses FILE --survey CODE [--region CODE] [--dry-run]."""

from intake.commands import ImportCommand
from surveys.importers.responses import ResponseImporter
from surveys.management.commands.open_survey import only
from surveys.models import Survey


class Command(ImportCommand):
    """Adds answers collected elsewhere to one open form."""

    help = "Impor jawaban dari Google Forms, Microsoft Forms, atau tabel lain ke satu formulir."
    importer = ResponseImporter()

    def add_scope(self, parser):
        """Take the form's code, and the region where two regions use the same code."""
        parser.add_argument("--survey", required=True, metavar="CODE")
        parser.add_argument("--region", metavar="CODE")

    def scope(self, options):
        """Return the one form with this code."""
        found = Survey.objects.filter(code__iexact=options["survey"])
        if options["region"]:
            found = found.filter(session__program__region__code=options["region"])
        found = found.select_related("session__program__region")
        survey = only(list(found[:2]), f"Formulir dengan kode {options['survey']}")
        region = survey.session.program.region
        return region.code, {"survey": survey.pk, "session": survey.session_id}
