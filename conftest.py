"""Personas: one client per role and region, and the regions they live in."""

import importlib

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from organization.access import Role
from organization.models import Region, Unit

pytest_plugins = ["evaluasi.tests.browser", "evaluasi.tests.mandatory"]


@pytest.fixture(autouse=True)
def _quick_and_apart(settings, tmp_path):
    """Keep each test's keys and files apart, and passwords cheap to hash."""
    settings.KEY_DIR = tmp_path / "keys"
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path  # nothing is collected here
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": str(tmp_path),  # a cache of its own for each test
        }
    }


@pytest.fixture(autouse=True)
def _flushable_trail(request, _django_db_helper):
    """Empty the trail after a transactional test: its triggers would refuse Django's flush."""
    yield
    if {"transactional_db", "live_server"}.isdisjoint(request.fixturenames):
        marker = request.node.get_closest_marker("django_db")
        if not (marker and marker.kwargs.get("transaction")):
            return
    triggers = importlib.import_module("trail.migrations.0002_append_only")
    with connection.cursor() as cursor:
        for statement in triggers.UNDO[connection.vendor]:
            cursor.execute(statement)
        cursor.execute("DELETE FROM trail_entry")
        for statement in triggers.DO[connection.vendor]:
            cursor.execute(statement)


@pytest.fixture
def tangsel(db):
    """Kota Tangerang Selatan, as migrate leaves it."""
    return Region.objects.get(code="36.74")


@pytest.fixture
def binjai(db):
    """Kota Binjai: the other region, whose people must see nothing of the first."""
    return Region.objects.get(code="12.75")


@pytest.fixture
def make_user(db):
    """Make a user: make_user(Role.OFFICER, tangsel)."""

    def make(role, *regions, unit=None, username=None, **fields):
        username = username or f"{role}-{User.objects.count() + 1}"
        user = User.objects.create_user(
            username, None, name=username, role=role, unit=unit, **fields
        )
        user.regions.set(regions)
        return user

    return make


@pytest.fixture
def signed_in():
    """Return a client signed in as the user."""

    def sign_in(user):
        client = Client()
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def officer(make_user, tangsel):
    """A Petugas of Tangerang Selatan."""
    return make_user(Role.OFFICER, tangsel)


@pytest.fixture
def stranger(make_user, binjai):
    """A Petugas of Binjai, who must see nothing of Tangerang Selatan."""
    return make_user(Role.OFFICER, binjai)


@pytest.fixture
def manager(make_user, tangsel):
    """A Pimpinan of Tangerang Selatan."""
    return make_user(Role.MANAGER, tangsel)


@pytest.fixture
def unit(tangsel):
    """A perangkat daerah of Tangerang Selatan."""
    return Unit.objects.filter(region=tangsel, parent=None).first()
