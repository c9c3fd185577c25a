"""WSGI entry point of the floor; makes its two tables on the first start."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.floor.settings"

from django.apps import apps
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection

application = get_wsgi_application()


def prepare():
    """Create the tables that the floor writes to, unless the other worker was first."""
    for label in ("floor.Line", "sessions.Session"):
        try:
            with connection.schema_editor() as editor:
                editor.create_model(apps.get_model(label))
        except DatabaseError:
            continue


prepare()
connection.close()
