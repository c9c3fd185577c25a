"""Open a form for an angkatan; prints the survey's code, then one link a line."""

from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programs.models import Session
from surveys.actions import CannotOpen, link_of, open_for_each
from surveys.choices import Audience, Promise
from surveys.models import Questionnaire

DAYS_OPEN = 7  # when --closes-on is not given


class Command(BaseCommand):
    help = "Membuka formulir untuk satu angkatan dan mencetak kode formulir beserta semua tautan."

    def add_arguments(self, parser):
        parser.add_argument("--session", required=True, metavar="CODE", help="misalnya MW26-1")
        parser.add_argument("--questionnaire", required=True, metavar="CODE", help="misalnya F1S")
        parser.add_argument("--audience", required=True, choices=Audience.values)
        parser.add_argument("--promise", required=True, choices=Promise.values)
        parser.add_argument("--closes-on", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--by-unit-group", action="store_true")
        parser.add_argument(
            "--region", metavar="CODE", help="bila kode angkatan ada di dua wilayah"
        )
        parser.add_argument("--base-url", default="", help="dicetak di depan setiap tautan")

    def handle(self, **options):
        session = find_session(options["session"], options["region"])
        questionnaire = find_questionnaire(options["questionnaire"], session)
        subjects = list(session.subjects.all()) if questionnaire.per_subject else [None]
        if not subjects:
            raise CommandError("Angkatan ini belum mempunyai mata pelatihan.")
        for survey in self._open(session, questionnaire, subjects, options):
            self.stdout.write(survey.code)
            for invitation in survey.invitations.select_related("survey", "rater"):
                self.stdout.write(options["base_url"] + link_of(invitation))

    def _open(self, session, questionnaire, subjects, options):
        closes_on = options["closes_on"] or timezone.localdate() + timedelta(days=DAYS_OPEN)
        try:
            return open_for_each(
                session=session,
                questionnaire=questionnaire,
                audience=options["audience"],
                promise=options["promise"],
                closes_on=closes_on,
                subjects=subjects,
                by_unit_group=options["by_unit_group"],
                actor=None,
            )
        except CannotOpen as refusal:
            raise CommandError(str(refusal)) from None


def find_session(code, region_code=None):
    """Return the one angkatan with the code."""
    found = Session.objects.select_related("program__region").filter(code__iexact=code)
    if region_code:
        found = found.filter(program__region__code=region_code)
    return only(list(found[:2]), f"Angkatan dengan kode {code}")


def find_questionnaire(code, session):
    """Return the newest version of the region's own questionnaire, else of the preset."""
    own = Questionnaire.objects.filter(region=session.program.region_id, code__iexact=code)
    found = (
        own.openable().order_by("-version").first() or Questionnaire.objects.preset(code).first()
    )
    if found is None:
        raise CommandError(f"Kuesioner dengan kode {code} tidak ada.")
    return found


def only(found, what):
    """Return the one thing found, or say that there is none or more than one."""
    if not found:
        raise CommandError(f"{what} tidak ada.")
    if len(found) > 1:
        raise CommandError(f"{what} ada di lebih dari satu wilayah; tambahkan --region KODE.")
    return found[0]
