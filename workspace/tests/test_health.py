"""Liveness, readiness, and the sink of CSP reports."""

import json
import logging
import shutil
from collections import namedtuple

import pytest
from django.db import connections
from django.test import Client

Usage = namedtuple("Usage", "total used free")


def test_a_living_process_answers_without_the_database():
    response = Client().get("/hidup")  # this test may not touch the database
    assert (response.status_code, response.content) == (200, b"hidup\n")


def test_a_living_process_answers_even_a_browser_with_a_session():
    client = Client()
    client.cookies["sessionid"] = "x" * 32
    assert client.get("/hidup").status_code == 200


@pytest.fixture
def roomy(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(100, 50, 50))


@pytest.mark.django_db
def test_a_ready_process_says_what_is_in_order(roomy):
    response = Client().get("/siap")
    assert response.status_code == 200
    assert response.json() == {"basis_data": "baik", "cakram": "baik", "migrasi": "baik"}


@pytest.mark.django_db
def test_a_full_disk_is_not_ready(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(100, 91, 9))
    response = Client().get("/siap")
    assert response.status_code == 503
    assert response.json() == {"basis_data": "baik", "cakram": "gagal", "migrasi": "baik"}


@pytest.mark.django_db
def test_a_migration_that_is_not_applied_is_not_ready(roomy):
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'trail'")
    response = Client().get("/siap")
    assert (response.status_code, response.json()["migrasi"]) == (503, "gagal")


def test_without_a_database_it_lives_but_is_not_ready(roomy, monkeypatch, tmp_path):
    gone = connections.create_connection("default")
    place = {"NAME": "gone/db", "HOST": str(tmp_path)}  # no such file, nobody listens there
    gone.settings_dict = gone.settings_dict | place
    monkeypatch.setattr("workspace.views.health.connection", gone)
    response = Client().get("/siap")
    assert response.status_code == 503
    assert response.json() == {"basis_data": "gagal", "cakram": "baik", "migrasi": "gagal"}
    assert Client().get("/hidup").status_code == 200


def send(report, **headers):
    body = report if isinstance(report, bytes) else json.dumps(report).encode()
    return Client(enforce_csrf_checks=True).generic(
        "POST", "/csp", body, content_type="application/csp-report", **headers
    )


def test_a_report_is_logged_by_its_route_alone(caplog):
    report = {
        "csp-report": {
            "document-uri": "http://testserver/i/RAHASIA234567?nip=198001012005011001",
            "effective-directive": "script-src-elem",
            "blocked-uri": "inline\nsecond line",
        }
    }
    with caplog.at_level(logging.WARNING, "workspace.views.health"):
        assert send(report).status_code == 204
    (line,) = [r.getMessage() for r in caplog.records if r.name == "workspace.views.health"]
    assert line.startswith("csp surveys:")
    assert line.endswith(" script-src-elem")
    assert "RAHASIA" not in line


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"csp-report": 1}',
        b"\xff",
        b'{"csp-report": {"document-uri": "http://[x"}}',
    ],
)
def test_nonsense_is_taken_quietly(body, caplog):
    assert send(body).status_code == 204
    lines = [r.getMessage() for r in caplog.records if r.name == "workspace.views.health"]
    assert lines == ["csp ? ?"]


def test_a_report_that_is_too_large_is_not_read(caplog):
    assert send(b"x" * 8193).status_code == 204
    assert [r for r in caplog.records if r.name == "workspace.views.health"] == []


def test_a_line_break_in_a_directive_does_not_reach_the_log(caplog):
    send({"csp-report": {"effective-directive": "script-src\nERROR forged"}})
    lines = [r.getMessage() for r in caplog.records if r.name == "workspace.views.health"]
    assert lines == ["csp ? ?"]
