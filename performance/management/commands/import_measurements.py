"""manage.py import_measurements FILE --region CODE [--session CODE] [--indicator CODE]."""

from django.core.management.base import CommandError

from intake.commands import ImportCommand
from performance.actions import known
from performance.importers import MeasurementImporter


class Command(ImportCommand):
    """Import measured values, long or wide."""

    help = "Impor nilai kinerja dari berkas CSV atau XLSX."
    importer = MeasurementImporter()

    def add_scope(self, parser):
        """Take the region; with an angkatan and an indicator the file may be wide."""
        parser.add_argument("--region", required=True, metavar="CODE")
        parser.add_argument("--session", metavar="CODE")
        parser.add_argument("--indicator", metavar="CODE")

    def scope(self, options):
        """Return the region's code with the session and indicator, which must exist."""
        return options["region"], self._session(options) | self._indicator(options)

    def _session(self, options):
        if not options["session"]:
            return {}
        session = known.session_coded(options["region"], options["session"])
        if session is None:
            raise CommandError(f"Angkatan {options['session']} tidak ada di wilayah ini.")
        return {"session": session.pk}

    def _indicator(self, options):
        if not options["indicator"]:
            return {}
        found = {indicator.code: indicator.pk for indicator in known.indicators()}
        if options["indicator"] not in found:
            raise CommandError(
                f"Indikator {options['indicator']} tidak dikenal. Pilihan: {', '.join(found)}."
            )
        return {"indicator": found[options["indicator"]]}
