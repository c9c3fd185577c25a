"""A site and a Chromium for browser tests; marked ``browser``, they get both before anything else.

The site has a freshly migrated SQLite file of its own and real transactions, so a test may use the
personas and factories as usual. ``browser_page()`` opens a window of 360 x 640,
``browser_page(width=1280, javascript=False)`` another. No page may be refused a style or script.
"""

import os
import shutil
from contextlib import contextmanager

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connections
from django.test.testcases import LiveServerThread

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]
OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA secure_delete=ON;",
}


def reason_to_skip():
    """Return why browser tests cannot run here, or None."""
    return None if CHROMIUM else "no Chromium found: install it or set CHROMIUM to its path"


@pytest.fixture(scope="session")
def chromium():
    """Start Chromium once; skip with a plain reason, or fail when REQUIRE names the browser."""
    if reason := reason_to_skip():
        (pytest.fail if "browser" in os.environ.get("REQUIRE", "") else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver's loop runs in this thread
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory, django_db_blocker):
    """Migrate one SQLite file when first asked for it; sites get copies."""
    path = tmp_path_factory.mktemp("browser") / "migrated.sqlite3"
    with django_db_blocker.unblock(), _default_leads_to(path):
        call_command("migrate", verbosity=0)
        connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def site(db, chromium, migrated_file, tmp_path):
    """Serve the application and its static files; return its address."""
    with _default_leads_to(shutil.copy(migrated_file, tmp_path / "site.sqlite3")):
        server = LiveServerThread("127.0.0.1", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://{server.host}:{server.port}"
        server.terminate()


@pytest.fixture
def browser_page(chromium, site):
    """Open windows; addresses may be paths alone, ``page.asked`` lists what the page requested."""
    contexts, refused = [], []

    def open_page(*, width=360, height=640, javascript=True, **options):
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="id-ID",
            **options,
        )
        context.set_default_timeout(10_000)  # milliseconds
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda said: _is_refusal(said.text) and refused.append(said.text))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert refused == []


@pytest.fixture(autouse=True)
def _site_before_all_else(request):
    """Give a test marked ``browser`` its site before any fixture fills the database."""
    if request.node.get_closest_marker("browser"):
        request.getfixturevalue("_quick_and_apart")  # the server starts with the test's settings
        request.getfixturevalue("site")


def _is_refusal(text):
    return "Content Security Policy" in text or "Refused to" in text


@contextmanager
def _default_leads_to(path):
    """Let the default connection, of this and of new threads, lead to the file."""
    settings, connection = connections.settings["default"], connections["default"]
    connections.settings["default"] = settings | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": OPTIONS,
    }
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"], connections["default"] = settings, connection
