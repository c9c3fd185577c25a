"""manage.py import_programs FILE --region CODE [--dry-run]: the yearly calendar."""

from typing import Any

from django.core.management.base import CommandError

from intake.commands import ImportCommand
from organization.models import Region
from programs.importers import ProgramImporter


class Command(ImportCommand):
    """Imports programmes and their sessions."""

    help = "Impor kalender program satu tahun dari berkas Excel atau CSV."
    importer = ProgramImporter()

    def scope(self, options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Return the region, if this tenant evaluates it."""
        if not Region.objects.evaluated().filter(code=options["region"]).exists():
            raise CommandError(f"Wilayah {options['region']} tidak dikenal atau tidak dievaluasi.")
        return options["region"], {}
