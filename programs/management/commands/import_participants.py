"""manage.py import_participants FILE --session CODE [--region CODE] [--dry-run]."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from intake.commands import ImportCommand
from programs.importers import ParticipantImporter
from programs.models import Session


class Command(ImportCommand):
    """Imports the participants of one session."""

    help = "Impor peserta satu angkatan dari berkas Excel atau CSV."
    importer = ParticipantImporter()

    def add_scope(self, parser: CommandParser) -> None:
        """Take the session's code, and the region where two regions use the same code."""
        parser.add_argument("--session", required=True, metavar="CODE")
        parser.add_argument("--region", metavar="CODE")

    def scope(self, options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Return the one session with this code."""
        try:
            session = Session.objects.the_one_coded(options["session"], options["region"])
        except Session.DoesNotExist:
            raise CommandError(f"Angkatan {options['session']} tidak ditemukan.") from None
        except Session.MultipleObjectsReturned:
            raise CommandError(
                f"Kode angkatan {options['session']} dipakai di beberapa wilayah. "
                "Sebutkan wilayahnya dengan --region."
            ) from None
        return session.program.region.code, {"session": session.pk}
