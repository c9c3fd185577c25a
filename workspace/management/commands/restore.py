"""Put a backup file in the place of the database's present content."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from surveys import keys
from surveys.models import Survey
from workspace.management.commands.backup import run_tool

SQLITE_MAGIC = b"SQLite format 3\x00"
PG_MAGIC = b"PGDMP"


class Command(BaseCommand):
    help = "Memulihkan basis data dari satu berkas cadangan; isi yang sekarang diganti seluruhnya."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--noinput", action="store_true", help="tanpa pertanyaan")

    def handle(self, **options):
        path = options["file"]
        _require_backup(path)
        if not options["noinput"] and input("Isi basis data akan diganti. Ketik ya: ") != "ya":
            raise CommandError("Dibatalkan; tidak ada yang berubah.")
        LOAD[connection.vendor](path)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        cache.clear()  # reports of the replaced data
        self.stdout.write(f"Dipulihkan dari {path.name}.")
        for survey in Survey.objects.open():
            if not keys.store().holds(survey.link_key):
                self.stdout.write(
                    f"Kunci formulir {survey.code} tidak ada: tautannya tidak dapat dibuat lagi."
                )


def _require_backup(path: Path) -> None:
    if not path.is_file():
        raise CommandError(f"Berkas {path} tidak ada.")
    with path.open("rb") as file:
        start = file.read(len(SQLITE_MAGIC))
    magic = {"sqlite": SQLITE_MAGIC, "postgresql": PG_MAGIC}[connection.vendor]
    if not start.startswith(magic):
        raise CommandError(f"{path.name} bukan cadangan untuk basis data {connection.vendor} ini.")


def _load_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(f"file:{path.resolve()}?mode=ro", uri=True)) as source:
        problems = _integrity(source)
        if problems != "ok":
            raise CommandError(f"{path.name} rusak: {problems}")
        connection.ensure_connection()
        source.backup(connection.connection)


def _integrity(source: sqlite3.Connection) -> str:
    try:
        return source.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return str(error)


def _load_postgresql(path: Path) -> None:
    connection.close()
    run_tool(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        str(path),
    )


LOAD = {"sqlite": _load_sqlite, "postgresql": _load_postgresql}
