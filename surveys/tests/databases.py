"""Real databases for what a test transaction hides: threads, files, physical order, triggers.

``engine`` gives each test its own freshly migrated database, once as an SQLite file with the
production settings and once on PostgreSQL, whatever the suite itself runs on.
"""

import contextlib
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

import environ
import psycopg2
import pytest
from django.core.management import call_command
from django.db import connections

from evaluasi.tests.postgres import URL, reason_to_skip
from organization.models import Region

ENGINES = [
    pytest.param("sqlite", marks=pytest.mark.sqlite),
    pytest.param("postgresql", marks=pytest.mark.postgres),
]


@dataclass(frozen=True)
class Engine:
    """The database that ``connections["default"]`` is during the test."""

    vendor: str
    name: str  # a file path on SQLite

    def raw_bytes(self, suffix=""):
        """The bytes of the SQLite file, or of its -wal."""
        path = Path(self.name + suffix)
        return path.read_bytes() if path.exists() else b""


def fresh_name():
    """A database name that no other process and no killed run uses."""
    return f"test_{os.getpid()}_{secrets.token_hex(4)}"


@pytest.fixture(scope="session")
def templates(tmp_path_factory, django_db_blocker):
    """Migrate one database per engine when first asked for it."""
    made = {}
    folder = tmp_path_factory.mktemp("templates")

    def template(vendor):
        if vendor not in made:
            name = str(folder / "template.sqlite3")
            if vendor == "postgresql":
                name = fresh_name()
                on_server(f"CREATE DATABASE {name}")
            with django_db_blocker.unblock(), default_is(vendor, name):
                call_command("migrate", verbosity=0)
            made[vendor] = name
        return made[vendor]

    yield template
    if "postgresql" in made:
        on_server(f"DROP DATABASE {made['postgresql']}")


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path, templates, django_db_blocker):
    """A migrated database of its own on either engine; real transactions, real files."""
    vendor = request.param
    if vendor == "postgresql" and (reason := reason_to_skip()):
        pytest.skip(reason)
    name = str(tmp_path / "scratch.sqlite3")
    if vendor == "sqlite":
        shutil.copy(templates(vendor), name)
    else:
        name = fresh_name()
        on_server(f"CREATE DATABASE {name} TEMPLATE {templates(vendor)}")
    with django_db_blocker.unblock(), default_is(vendor, name):
        yield Engine(vendor, name)
    if vendor == "postgresql":
        on_server(f"DROP DATABASE {name}")


@contextlib.contextmanager
def another_database(engine, folder):
    """Give an empty database beside the engine's; the default connection leads there inside."""
    name = str(folder / "another.sqlite3")
    if engine.vendor == "postgresql":
        name = fresh_name()
        on_server(f"CREATE DATABASE {name}")
    try:
        with default_is(engine.vendor, name):
            yield Engine(engine.vendor, name)
    finally:
        if engine.vendor == "postgresql":
            on_server(f"DROP DATABASE {name}")


@pytest.fixture
def region(engine):
    """Kota Tangerang Selatan in the engine's database."""
    return Region.objects.get(code="36.74")


@contextlib.contextmanager
def default_is(vendor, name):
    """Let the default connection, of this and of new threads, lead to another database."""
    settings_before = connections.settings["default"]
    connection_before = connections["default"]
    connections.settings["default"] = _settings(vendor, name, settings_before)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = settings_before
        connections["default"] = connection_before


def _settings(vendor, name, current):
    if vendor == "sqlite":
        return current | {"NAME": name}
    server = environ.Env.db_url_config(URL)
    return current | server | {"NAME": name, "OPTIONS": {"options": "-c jit=off"}}


def on_server(statement):
    server = psycopg2.connect(URL)
    server.autocommit = True
    try:
        server.cursor().execute(statement)
    finally:
        server.close()
