"""The first account of a real tenant."""

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import create_account, link_path
from accounts.models import User
from organization.access import Role


class Command(BaseCommand):
    help = "Membuat akun Admin Sistem dan mencetak tautan sekali pakai untuk kata sandinya."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="nama pemilik akun")
        parser.add_argument("--email", default="")
        parser.add_argument("--site", default="http://127.0.0.1:8000", help="alamat aplikasi")

    def handle(self, *args, **options):
        username = options["username"].strip().lower()
        if User.objects.with_username(username).exists():
            raise CommandError(f"Nama pengguna {username} sudah dipakai.")
        user = User(
            username=username,
            name=options["name"],
            email=options["email"],
            role=Role.ADMINISTRATOR,
        )
        create_account(user=user, regions=[], actor=None)
        self.stdout.write(
            f"Akun {username} dibuat. Buka tautan ini dalam tiga hari untuk membuat kata sandi:\n"
            f"{options['site'].rstrip('/')}{link_path(user)}"
        )
