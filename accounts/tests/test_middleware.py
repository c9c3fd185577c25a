"""Views without a rule, methods nobody uses, refused forms, a busy database."""

import os
import re
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from organization.access import Role, allow, public

BUSY = {}  # the connection that the view below writes through


def undeclared(request):
    """A planted mistake: nobody said who may call it."""
    return HttpResponse("rahasia")


@public
def declared(request):
    return HttpResponse("terbuka")


@allow(Role.AUDITOR)
def audited(request):
    return HttpResponse("hanya auditor")


@csrf_exempt
@public
def writing(request):
    with BUSY["connection"].cursor() as cursor:
        cursor.execute("INSERT INTO notes VALUES ('x')")
    return HttpResponse("tersimpan")


@public
def broken(request):
    with BUSY["connection"].cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")


urlpatterns = [
    path("undeclared/", undeclared),
    path("declared/", declared),
    path("audited/", audited),
    path("writing/", writing),
    path("broken/", broken),
    path("", include("evaluasi.urls")),
]
handler403 = "workspace.views.errors.forbidden"
handler404 = "workspace.views.errors.not_found"
handler500 = "workspace.views.errors.server_error"


@pytest.fixture
def _planted(settings):
    settings.ROOT_URLCONF = __name__


@pytest.mark.usefixtures("_planted")
@pytest.mark.django_db
def test_a_view_without_a_rule_is_refused_even_to_the_signed_in(officer, signed_in):
    assert Client().get("/undeclared/").status_code == 403
    response = signed_in(officer).get("/undeclared/")
    assert response.status_code == 403
    assert b"rahasia" not in response.content


@pytest.mark.usefixtures("_planted")
@pytest.mark.django_db
def test_a_view_with_a_rule_is_served_to_whom_it_names(officer, signed_in, make_user):
    assert Client().get("/declared/").content == b"terbuka"
    assert Client().get("/audited/")["Location"] == "/accounts/sign-in/?next=%2Faudited%2F"
    assert signed_in(officer).get("/audited/").status_code == 403
    assert signed_in(make_user(Role.AUDITOR)).get("/audited/").content == b"hanya auditor"


@pytest.mark.usefixtures("_planted")
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "FETCH"])
def test_methods_that_nobody_uses_are_refused_before_any_view(method):
    response = Client().generic(method, "/declared/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


@pytest.fixture
def strict():
    """A client whose forms are checked for the token, as browsers' are."""
    return Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})


@pytest.mark.django_db
def test_a_form_with_an_old_token_is_offered_back_with_what_was_typed(strict):
    data = {"q": "Manajemen <Waktu>", "again": "jangan disimpan", "csrfmiddlewaretoken": "lama"}
    response = strict.post("/employees/find/?a=1", data)
    page = response.content.decode()
    assert response.status_code == 403
    assert 'action="/employees/find/?a=1"' in page
    assert 'name="q" value="Manajemen &lt;Waktu&gt;"' in page
    assert "jangan disimpan" not in page
    assert "Isian belum tersimpan" in page


@pytest.mark.django_db
def test_the_form_that_is_offered_back_is_accepted(strict, officer):
    strict.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    page = strict.post("/employees/find/", {"q": "zzz"}).content.decode()
    token = re.search(r'action="/employees/find/">\s*<input[^>]*value="([^"]+)"', page)[1]
    response = strict.post("/employees/find/", {"q": "zzz", "csrfmiddlewaretoken": token})
    assert response["Location"] == "/employees/?q=zzz"


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{"origin": "https://jahat.example"}, {"origin": "null"}, {}])
def test_a_foreign_page_does_not_get_its_fields_into_a_form_of_ours(headers):
    client = Client(enforce_csrf_checks=True, headers=headers)
    response = client.post("/employees/find/", {"q": "Manajemen Waktu"})
    assert response.status_code == 403
    assert "Manajemen Waktu" not in response.content.decode()


@pytest.fixture
def file_database(tmp_path):
    """A SQLite file behind Django's own connection, with a timeout of a tenth of a second."""
    name = tmp_path / "busy.sqlite3"
    with sqlite3.connect(name) as setup:
        setup.execute("CREATE TABLE notes (text)")
    options = {"transaction_mode": "IMMEDIATE", "timeout": 0.1}
    given = project.DATABASES["default"] | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(name),
        "OPTIONS": options,
        "AUTOCOMMIT": True,
        "TIME_ZONE": None,
    }
    BUSY["connection"] = DatabaseWrapper(given, "busy")
    yield name
    BUSY.pop("connection").close()


@pytest.mark.usefixtures("_planted")
@pytest.mark.django_db
def test_a_locked_database_is_a_503_that_keeps_what_was_typed(file_database):
    client = Client()
    holder = sqlite3.connect(file_database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    response = client.post("/writing/", {"answer": "Narasumber <b>jelas</b>"})
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "Sistem sedang sibuk" in page
    assert 'name="answer" value="Narasumber &lt;b&gt;jelas&lt;/b&gt;"' in page
    holder.execute("COMMIT")
    holder.close()
    assert client.post("/writing/", {"answer": "x"}).content == b"tersimpan"  # no restart needed


@pytest.mark.usefixtures("_planted")
@pytest.mark.django_db
def test_a_fault_of_our_own_is_not_called_busy(file_database):
    client = Client(raise_request_exception=False)
    assert client.get("/broken/").status_code == 500


def test_an_address_that_is_not_ours_is_refused_in_indonesian():
    response = Client(headers={"host": "jahat.example"}).get("/hidup")
    assert response.status_code == 400
    assert "Permintaan ini tidak dapat dibaca" in response.content.decode()


SCRIPT = """
import sqlite3, sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
from accounts.models import User
user = User.objects.create_user("siti", "gajah terbang ke bulan", name="Siti", role="officer")
local = {"raise_request_exception": False, "headers": {"host": "127.0.0.1"}}
client = Client(**local)
client.force_login(user, "django.contrib.auth.backends.ModelBackend")
connection.close()
settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.1
connection.settings_dict["OPTIONS"]["timeout"] = 0.1
holder = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
holder.execute("BEGIN IMMEDIATE")
for method, address, data in (
    ("post", "/accounts/sign-in/", {"username": "siti", "password": "salah salah"}),
    ("post", "/accounts/sign-out/", {}),
    ("get", "/help/", {}),
):
    asked = client if address != "/accounts/sign-in/" else Client(**local)
    response = getattr(asked, method)(address, data)
    print(address, response.status_code, response.get("Retry-After"))
holder.execute("COMMIT")
print("after", client.get("/accounts/password/").status_code)
"""


@pytest.mark.slow
def test_while_the_database_is_locked_writing_waits_and_reading_goes_on(tmp_path):
    """Signing out meets the lock in the view; the help page only when its session is saved."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "STATIC_ROOT": str(tmp_path / "static"),
        "DJANGO_SETTINGS_MODULE": "evaluasi.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=project.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "/accounts/sign-in/ 503 5",
        "/accounts/sign-out/ 503 5",
        "/help/ 200 None",
        "after 200",
    ], done.stderr[-2000:]
