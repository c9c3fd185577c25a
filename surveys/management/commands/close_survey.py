"""Close one form for good."""

from django.core.management.base import BaseCommand

from surveys.actions import close_survey
from surveys.management.commands.open_survey import only
from surveys.models import Survey


class Command(BaseCommand):
    help = "Menutup satu formulir untuk seterusnya dan menghitung hasilnya."

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="CODE", help="misalnya F1S.MW26-1.1")
        parser.add_argument("--region", metavar="CODE", help="bila kode ada di dua wilayah")

    def handle(self, **options):
        found = Survey.objects.filter(code__iexact=options["code"])
        if options["region"]:
            found = found.filter(session__program__region__code=options["region"])
        survey = only(list(found[:2]), f"Formulir dengan kode {options['code']}")
        closed = close_survey(survey=survey, actor=None)
        self.stdout.write(
            f"{closed.code} ditutup: {closed.submitted_at_close} dari "
            f"{closed.invited_at_close} mengisi."
        )
