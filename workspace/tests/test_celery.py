"""The same jobs on Celery and Redis, chosen by one setting: a real broker, a real worker."""

import contextlib
import os
import subprocess
import sys
import time

import pytest
import redis

from surveys.tests import databases
from workspace.tests import jobs
from workspace.tests.test_worker import PATIENCE, ROOT, address_of, until

PROCESS = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
BROKER = f"redis://127.0.0.1:6379/{8 + PROCESS}"  # a database of its own for each test process
templates = databases.templates
engine = databases.engine
pytestmark = [pytest.mark.redis, pytest.mark.slow]


@pytest.fixture
def broker():
    """An empty Redis database; the test is skipped where no Redis answers."""
    client = redis.Redis.from_url(BROKER)
    try:
        client.flushdb()
    except redis.ConnectionError:
        pytest.skip("no Redis answers at 127.0.0.1:6379")
    yield BROKER
    client.flushdb()
    client.close()


@pytest.fixture
def environment(engine, broker, tmp_path):
    kept = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    return kept | {
        "DATABASE_URL": address_of(engine),
        "DATA_DIR": str(tmp_path),
        "CELERY_BROKER_URL": broker,
        "DJANGO_SETTINGS_MODULE": "evaluasi.settings",
    }


@contextlib.contextmanager
def process(environment, *command):
    """Run a program of ours in the background."""
    started = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield started
    finally:
        started.terminate()
        started.wait(PATIENCE)


def celery(environment):
    """Run Celery's own worker, as docs/operations.md says."""
    options = ("worker", "--concurrency", "1", "--include", jobs.__name__)
    return process(environment, "-m", "celery", "-A", "django_tasks_fennel.app", *options)


def shell(environment, code):
    """Run a line in an application process whose TASKS lead to Celery; return what it prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return done.stdout.strip()


def test_a_job_enqueued_by_the_application_is_done_by_celery(environment, tmp_path):
    path = tmp_path / "lines"
    code = (
        "from workspace.tests.jobs import note; from django_tasks import task_backends;"
        f"note.enqueue({str(path)!r}, 'hello'); print(type(task_backends['default']).__name__)"
    )
    assert shell(environment, code) == "CeleryBackend"
    time.sleep(1)
    assert jobs.lines(path) == []  # control: without Celery's worker nobody does it
    with celery(environment):
        until(lambda: jobs.lines(path) == ["hello"])


def test_the_clock_asks_celery_for_the_daily_round(environment):
    shell(
        environment, "from django.core.management import call_command as c; c('createcachetable')"
    )
    with celery(environment), process(environment, "manage.py", "work"):
        done = "from django.core.cache import cache; from django.utils import timezone;" + (
            "from workspace.tasks import done_on;"
            "print(cache.get(done_on(timezone.localdate().isoformat())))"
        )
        until(lambda: shell(environment, done) == "1")
