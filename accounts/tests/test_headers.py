"""Headers on every kind of response, and the cookies of production."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.test import Client

from organization.access import Role

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
    "report-uri": "/csp",
}
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


def policy_of(response):
    """Return the CSP as {directive: value}, without the nonces."""
    text = re.sub(r" 'nonce-[^']+'", "", response["Content-Security-Policy"])
    return dict(part.strip().split(" ", 1) for part in text.split(";") if part.strip())


@pytest.fixture
def answers(make_user, tangsel, signed_in):
    """One response of each kind."""
    auditor, locked = signed_in(make_user(Role.AUDITOR)), Client()
    for _ in range(5):
        throttled = locked.post("/accounts/sign-in/", {"username": "x", "password": "y"})
    return {
        "page": Client().get("/accounts/sign-in/"),
        "staff page": auditor.get("/users/"),
        "redirect": Client().get("/users/"),
        "wrong role": auditor.get("/employees/"),
        "missing": auditor.get("/tidak-ada/"),
        "method": Client().put("/users/"),
        "throttled": throttled,
        "token refused": Client(enforce_csrf_checks=True).post("/accounts/sign-out/"),
        "csv": auditor.get("/audit.csv"),
        "json": Client().get("/siap"),
        "text": Client().get("/hidup"),
        "no content": Client().post("/csp", b"{}", content_type="application/json"),
    }


@pytest.mark.django_db
def test_every_kind_of_response_carries_the_strict_policy(answers):
    statuses = {name: response.status_code for name, response in answers.items()}
    assert statuses == {
        "page": 200,
        "staff page": 200,
        "redirect": 302,
        "wrong role": 403,
        "missing": 404,
        "method": 405,
        "throttled": 429,
        "token refused": 403,
        "csv": 200,
        "json": statuses["json"],  # 200, or 503 on a full disk
        "text": 200,
        "no content": 204,
    }
    for name, response in answers.items():
        assert (name, policy_of(response)) == (name, POLICY)
        assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_every_kind_of_response_carries_the_other_headers(answers):
    for name, response in answers.items():
        found = {header: response.get(header, "") for header in OTHERS}
        found["Cache-Control"] = "no-store" if "no-store" in found["Cache-Control"] else "?"
        assert (name, found) == (name, OTHERS)
        assert response["Referrer-Policy"] in {"same-origin", "no-referrer"}
        assert "Server" not in response
        assert "X-Powered-By" not in response


@pytest.mark.django_db
def test_no_page_of_accounts_holds_inline_script_or_style(answers):
    for name in ("page", "staff page", "throttled", "token refused"):
        page = answers[name].content.decode()
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son\w+=", page), name


def run(tmp_path, *command, **environment):
    base = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "STATIC_ROOT": str(tmp_path / "static"),
        "SECRET_KEY": "k9" * 30 + "#rahasia-uji-beraneka",
        "ALLOWED_HOSTS": "evaluasi.example.go.id",
        "DJANGO_SETTINGS_MODULE": "evaluasi.settings",
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=project.BASE_DIR,
        env=base | environment,
        capture_output=True,
        text=True,
        check=False,
    )


COOKIES = """
import json
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("collectstatic", interactive=False, verbosity=0)
client = Client(headers={"host": "evaluasi.example.go.id"})
response = client.get("/accounts/sign-in/", secure=True)
cookie = response.cookies[settings.CSRF_COOKIE_NAME]
print(json.dumps({
    "names": [settings.SESSION_COOKIE_NAME, cookie.key],
    "csrf": {k: cookie[k] for k in ("path", "domain", "secure", "httponly", "samesite")},
    "session": [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
                settings.SESSION_COOKIE_SAMESITE, settings.SESSION_COOKIE_DOMAIN],
    "hsts": response["Strict-Transport-Security"],
    "plain": client.get("/accounts/sign-in/").status_code,
    "demo": [settings.DEMO_MODE, "contoh-evaluasi-asn" in response.content.decode()],
}))
"""


def test_production_serves_host_bound_cookies_over_tls_only(tmp_path):
    done = run(tmp_path, "-c", COOKIES)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == {
        "names": ["__Host-sesi", "__Host-csrf"],
        "csrf": {
            "path": "/",
            "domain": "",
            "secure": True,
            "httponly": True,
            "samesite": "Lax",
        },
        "session": [True, True, "Lax", None],
        "hsts": "max-age=31536000; includeSubDomains; preload",
        "plain": 301,
        "demo": [False, False],
    }


def test_production_settings_pass_the_deployment_check(tmp_path):
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout.strip()) == (
        0,
        "System check identified no issues (0 silenced).",
    ), done.stderr


def test_the_deployment_check_would_notice(tmp_path):
    plain = run(
        tmp_path,
        *("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        ALLOW_PLAIN_HTTP="1",
    )
    assert plain.returncode == 1
    assert "SECURE_SSL_REDIRECT" in plain.stderr


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SECRET_KEY": "pendek"}, "SECRET_KEY must have at least 50 characters."),
        ({"SECRET_KEY": "", "ALLOWED_HOSTS": "kota.go.id"}, "Demo mode serves the loopback only"),
    ],
)
def test_nonsense_in_the_environment_stops_the_start(tmp_path, environment, sentence):
    done = run(tmp_path, "manage.py", "check", **environment)
    assert done.returncode == 1
    assert sentence in done.stderr
