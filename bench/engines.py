"""A fresh database of each engine for one benchmark, in folders under build/bench."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "bench"
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")


@dataclass(frozen=True)
class Engine:
    """Where a benchmark's data live, as environment variables for its processes."""

    name: str  # sqlite or postgresql
    environment: dict[str, str]

    def run(self, *arguments):
        """Run one of our modules or commands on this database; fail if it fails."""
        subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=os.environ | self.environment, check=True
        )


def fresh(name, purpose):
    """Make an empty, migrated database for one purpose."""
    folder = WORK / f"{name}-{purpose}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {"DATA_DIR": str(folder), "SECRET_KEY": "", "STATIC_ROOT": str(WORK / "static")}
    if name == "postgresql":
        environment["DATABASE_URL"] = _create(f"evaluasi_bench_{purpose}")
    else:
        environment["DATABASE_URL"] = f"sqlite:///{folder / 'evaluasi.sqlite3'}"
    engine = Engine(name, environment)
    engine.run("manage.py", "migrate", "--verbosity", "0")
    engine.run("manage.py", "createcachetable")
    if not (WORK / "static").exists():
        engine.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    return engine


def available():
    """Return the engines that answer here."""
    try:
        psycopg2.connect(POSTGRES, connect_timeout=3).close()
    except psycopg2.OperationalError:
        return ["sqlite"]
    return ["sqlite", "postgresql"]


def _create(database):
    connection = psycopg2.connect(POSTGRES)
    connection.autocommit = True
    with connection.cursor() as cursor:
        name = sql.Identifier(database)
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(name))
    connection.close()
    return POSTGRES.rsplit("/", 1)[0] + "/" + database
