"""The command that imports a file without a page; each app's importer has one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from intake.actions import OutdatedCheck, Unsuitable, check_table, confirm
from intake.importers import ImportContext, Importer
from intake.models import ImportJob
from intake.reader import COMMAND, Table, UnreadableFile, read_table


class ImportCommand(BaseCommand):
    """manage.py import_… FILE --region CODE [--dry-run].

    A subclass names its importer, adds its own options, and says where the file belongs::

        class Command(ImportCommand):
            help = "Impor peserta dari berkas."
            importer = ParticipantImporter()

            def add_scope(self, parser):
                parser.add_argument("--session", required=True)

            def scope(self, options):        # → region code, ImportContext.values
                session = Session.objects.by_code(options["session"])   # or raise CommandError
                return session.program.region.code, {"session": session.pk}
    """

    importer: ClassVar[Importer]

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and --dry-run; ``add_scope`` the rest."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true")
        self.add_scope(parser)

    def add_scope(self, parser: CommandParser) -> None:
        """Take --region; override for commands that need something else."""
        parser.add_argument("--region", required=True, metavar="CODE")

    def scope(self, options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Return the region's code and the context's values; check that they exist."""
        return options["region"], {}

    def handle(self, *args: Any, **options: Any) -> None:
        """Apply the whole file, or print every problem and apply nothing."""
        region_code, values = self.scope(options)
        table, values = self._prepared(options["file"], region_code, values)
        with transaction.atomic():
            job = check_table(
                importer=self.importer,
                table=table,
                region_code=region_code,
                owner=None,
                context=values,
            )
            problems = self._problems(job, table.places)
            if options["dry_run"] or problems:
                transaction.set_rollback(True)
            else:
                self._apply(job)
        self._report(job, problems, dry_run=options["dry_run"])

    def _prepared(
        self, name: str, region_code: str, values: dict[str, Any]
    ) -> tuple[Table, dict[str, Any]]:
        context = ImportContext(region_code=region_code, values=values)
        try:
            return self.importer.prepare(self._read(name), context), context.values
        except Unsuitable as refusal:
            raise CommandError(str(refusal)) from None

    def _read(self, name: str) -> Table:
        try:
            with Path(name).open("rb") as file:
                data = file.read(COMMAND.file_bytes + 1)
            return read_table(data, name, limits=COMMAND)
        except OSError:
            raise CommandError(f"Berkas {name} tidak dapat dibuka.") from None
        except UnreadableFile as refusal:
            raise CommandError(str(refusal)) from None

    def _problems(self, job: ImportJob, places: dict[int, int]) -> list[str]:
        """Return every problem as sheet, row of the file, column, value, reason."""
        found = [
            f"{job.sheet} | baris 1 | {label} |  | Kolom ini tidak ditemukan."
            for label in job.summary["missing"]
        ]
        failed = list(job.rows.failed().only("number", "problems"))
        for row in sorted(failed, key=lambda row: places.get(row.number, row.number)):
            found.extend(
                f"{job.sheet} | baris {places.get(row.number, row.number)} | {problem['column']} | "
                f"{problem['value']} | {problem['reason']}"
                for problem in row.problems
                if problem["severity"] == "error"
            )
        return found

    def _apply(self, job: ImportJob) -> None:
        if not job.rows.applicable().exists():
            return
        try:
            job.summary = confirm(job=job, importer=self.importer, owner=None).summary
        except (OutdatedCheck, Unsuitable) as refusal:
            raise CommandError(str(refusal)) from None

    def _report(self, job: ImportJob, problems: list[str], *, dry_run: bool) -> None:
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(
                f"{len(problems)} masalah ditemukan; tidak ada yang diimpor.", returncode=1
            )
        counts = job.summary
        for sentence in [*counts["notes"], *counts["remarks"]]:
            self.stdout.write(sentence)
        self.stdout.write(
            f"{counts['total']} baris: {counts['new']} baru, {counts['update']} diperbarui, "
            f"{counts['same']} tidak berubah."
        )
        self.stdout.write("Uji coba: tidak ada yang diimpor." if dry_run else "Selesai diimpor.")
