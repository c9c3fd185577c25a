"""manage.py seed_demo [--sessions N --participants M --raw]: the demo tenant."""

from django.core.management.base import BaseCommand, CommandError

from workspace.demo import loading


class Command(BaseCommand):
    """Load the demo: three regions, invented people, programmes of the source documents."""

    help = "Muat data contoh (tiga wilayah). Hapus lagi dengan remove_demo."

    def add_arguments(self, parser):
        """Take the size of the extra load for benchmarks."""
        parser.add_argument("--sessions", type=int, default=0, help="tambahan angkatan (uji beban)")
        parser.add_argument("--participants", type=int, default=30, help="peserta tiap angkatan")
        parser.add_argument("--raw", action="store_true", help="simpan juga jawaban mentahnya")

    def handle(self, *args, **options):
        """Load once; a second call changes nothing."""
        sessions, participants = options["sessions"], options["participants"]
        if sessions < 0 or not 1 <= participants <= 1000:
            raise CommandError("Jumlah angkatan tidak boleh negatif; peserta 1 sampai 1.000.")
        if loading.is_loaded():
            self.stdout.write("Data contoh sudah ada; tidak ada yang diubah.")
            return
        counts = loading.load_demo(sessions=sessions, participants=participants, raw=options["raw"])
        listed = ", ".join(f"{count} {name}" for name, count in counts.items())
        self.stdout.write(f"Data contoh dimuat: {listed}.")
