"""Write one backup file of the database; the key store is never part of it."""

import os
import shutil
import subprocess
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils import timezone

from surveys.actions import seal_surveys

SUFFIX = {"sqlite": "sqlite3", "postgresql": "dump"}


class Command(BaseCommand):
    help = "Menyegel formulir yang ditutup, lalu menulis satu berkas cadangan basis data ke DIR."

    def add_arguments(self, parser):
        parser.add_argument("directory", metavar="DIR", type=Path)

    def handle(self, **options):
        folder = options["directory"]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            sealed = seal_surveys()
        except OperationalError as busy:
            raise CommandError(f"Basis data sedang dipakai; ulangi nanti. ({busy})") from None
        path = folder / f"evaluasi-{timezone.localtime():%Y%m%d-%H%M%S}.{SUFFIX[connection.vendor]}"
        _write(path)
        self.stdout.write(f"{len(sealed)} formulir disegel.")
        self.stdout.write(f"Cadangan: {path} ({path.stat().st_size / 1e6:.1f} MB).")
        self.stdout.write("Kunci formulir (KEY_DIR) tidak ikut; simpan cadangannya terpisah.")


def _write(path: Path) -> None:
    """Write beside the final name first: a file that has it is whole."""
    unfinished = path.with_suffix(".part")
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        DUMP[connection.vendor](unfinished)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _dump_sqlite(path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])


def _dump_postgresql(path: Path) -> None:
    run_tool("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def run_tool(name: str, *arguments: str) -> None:
    """Run a PostgreSQL tool against this database; its password stays out of the command line."""
    program = shutil.which(name)
    if program is None:
        raise CommandError(f"{name} tidak ditemukan; pasang paket postgresql-client.")
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    access = {variable: str(given[key]) for variable, key in names.items() if given.get(key)}
    command = [program, *arguments, f"--dbname={given['NAME']}"]
    done = subprocess.run(  # noqa: S603 - a fixed program; the arguments are ours
        command, env=os.environ | access, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CommandError(f"{name} gagal: {done.stderr.strip()}")


DUMP = {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}
