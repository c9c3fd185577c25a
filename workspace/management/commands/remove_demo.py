"""manage.py remove_demo: take the demo tenant away."""

from django.core.management.base import BaseCommand

from workspace.demo import removing


class Command(BaseCommand):
    """Remove everything marked contoh and what hangs on it."""

    help = "Hapus data contoh; data lain tidak berubah."

    def handle(self, *args, **options):
        """Remove, and say what went."""
        counts = removing.remove_demo()
        listed = ", ".join(f"{count} {name}" for name, count in counts.items())
        self.stdout.write(f"Data contoh dihapus: {listed}." if counts else "Tidak ada data contoh.")
