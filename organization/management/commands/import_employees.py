"""manage.py import_employees FILE --region CODE [--dry-run]."""

from django.core.management.base import CommandError

from intake.commands import ImportCommand
from organization.importers import EmployeeImporter
from organization.models import Region


class Command(ImportCommand):
    help = "Impor daftar pegawai satu wilayah dari .xlsx, .csv atau .tsv."
    importer = EmployeeImporter()

    def scope(self, options):
        code = options["region"]
        if not Region.objects.evaluated().with_code(code).exists():
            raise CommandError(f"Wilayah {code} tidak dikenal atau tidak dievaluasi.")
        return code, {}
