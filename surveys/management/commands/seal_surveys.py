"""Rewrite the files that held the answers of closed forms, so that no trace of arrival stays."""

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from surveys.actions import seal_surveys


class Command(BaseCommand):
    help = (
        "Menyegel formulir yang sudah ditutup: sisa urutan dan draf hilang dari berkas basis data."
    )

    def handle(self, **options):
        try:
            sealed = seal_surveys()
        except OperationalError as busy:
            raise CommandError(
                f"Basis data sedang dipakai, jadi penyegelan belum selesai; ulangi nanti. ({busy})"
            ) from None
        self.stdout.write(f"{len(sealed)} formulir disegel.")
