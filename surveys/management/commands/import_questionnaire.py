"""Make a questionnaire of an XLSForm or of our own layout; prints what cannot be carried over."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from intake.reader import FORM, UnreadableFile, read_sheets
from organization.models import Region
from surveys.actions.blueprints import make_questionnaire, other_wordings
from surveys.choices import Audience
from surveys.importers.questionnaires import read_questionnaire
from surveys.models import Question, Questionnaire, Scale


class Command(BaseCommand):
    help = "Membuat kuesioner dari berkas XLSForm atau lembar Evaluasi ASN (.xlsx)."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--region", metavar="CODE", help="tanpa ini kuesioner untuk semua")
        parser.add_argument("--audience", choices=Audience.values, help="bila berkas tak memuatnya")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, **options):
        region = self._region(options["region"])
        reading = self._read(options["file"])
        findings, blueprint = reading.findings, reading.blueprint
        for problem in findings.problems:
            self.stderr.write(str(problem))
        if findings.problems:
            raise CommandError(
                f"{len(findings.problems)} masalah ditemukan; tidak ada yang diimpor.",
                returncode=1,
            )
        for loss in findings.losses_in_order:
            self.stdout.write(f"Tidak dibawa: {loss}")
        shared = Questionnaire.objects.filter(Q(region=None) | Q(region=region))
        asked = Question.objects.filter(section__questionnaire__in=shared)
        for other in other_wordings(blueprint, asked):
            self.stdout.write(f"Kunci sudah dipakai dengan bunyi lain: {other}")
        blueprint.audience = options["audience"] or blueprint.audience
        counted = f"{len(blueprint.sections)} bagian, {len(blueprint.questions)} pertanyaan"
        if options["dry_run"]:
            self.stdout.write(f"Uji coba ({reading.layout}): {counted}; tidak ada yang diimpor.")
            return
        made = make_questionnaire(blueprint=blueprint, region=region)
        self.stdout.write(f"Kuesioner {made.code} versi {made.version} dibuat: {counted}.")

    def _region(self, code):
        if not code:
            return None
        region = Region.objects.filter(code=code).first()
        if region is None:
            raise CommandError(f"Wilayah dengan kode {code} tidak ada.")
        return region

    def _read(self, name):
        try:
            with Path(name).open("rb") as file:
                sheets = read_sheets(file.read(FORM.file_bytes + 1), name)
        except OSError:
            raise CommandError(f"Berkas {name} tidak dapat dibuka.") from None
        except UnreadableFile as refusal:
            raise CommandError(str(refusal)) from None
        return read_questionnaire(sheets, Scale.objects.order_by("pk"), name)
