"""Close every form whose last day has passed, and destroy pseudonyms whose date has come."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from surveys.actions import close_due, destroy_pseudonyms


class Command(BaseCommand):
    help = "Menutup formulir yang lewat tanggalnya; menghapus nama samaran yang habis waktunya."

    def handle(self, **options):
        today = timezone.localdate()
        for survey in close_due(today):
            self.stdout.write(
                f"{survey.code} ditutup: {survey.submitted_at_close} dari "
                f"{survey.invited_at_close} mengisi."
            )
        self.stdout.write(f"{destroy_pseudonyms(today)} nama samaran dihapus.")
