"""Whether the process lives, whether it can serve, and what browsers refused to run."""

import json
import logging
import shutil
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from organization.access import public

logger = logging.getLogger(__name__)
LEAST_FREE = 0.10  # share of the disk that holds the data; below it writes may soon fail
LARGEST_REPORT = 8192  # bytes
DIRECTIVES = {  # nothing else that a client sends reaches the log
    *("default-src", "script-src", "script-src-elem", "script-src-attr", "style-src"),
    *("style-src-elem", "style-src-attr", "img-src", "connect-src", "font-src", "object-src"),
    *("frame-src", "form-action", "base-uri", "frame-ancestors"),
}


@require_safe
@public
def alive(request):
    """Answer without the database: only a dead process fails."""
    return HttpResponse("hidup\n", content_type="text/plain; charset=utf-8")


@require_safe
@public
def ready(request):
    """Answer 503 unless database, migrations and disk are in order; names no versions."""
    checks = {"basis_data": _database_answers(), "cakram": _disk_has_room()}
    checks["migrasi"] = checks["basis_data"] and _migrations_are_applied()
    return JsonResponse(
        {name: "baik" if good else "gagal" for name, good in checks.items()},
        status=200 if all(checks.values()) else 503,
    )


def _database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def _migrations_are_applied():
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _disk_has_room():
    usage = shutil.disk_usage(settings.DATA_DIR)
    return usage.free / usage.total >= LEAST_FREE


@csrf_exempt
@require_POST
@public
def csp_report(request):
    """Take a browser's report of a blocked script or style; log the route, never the content."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    if size.isdecimal() and int(size) <= LARGEST_REPORT:
        report = _read_report(request.read(LARGEST_REPORT))
        logger.warning("csp %s %s", _route(report), _directive(report))
    return HttpResponse(status=204)


def _read_report(body):
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    report = found.get("csp-report") if isinstance(found, dict) else None
    return report if isinstance(report, dict) else {}


def _route(report):
    """Return the name of the route: addresses may hold tokens."""
    try:
        return resolve(urlsplit(str(report.get("document-uri", ""))).path).view_name
    except (Resolver404, ValueError):
        return "?"


def _directive(report):
    named = str(report.get("effective-directive", ""))
    return named if named in DIRECTIVES else "?"
