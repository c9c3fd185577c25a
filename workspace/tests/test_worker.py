"""Workers that are killed, silent or told to stop, on both databases, as processes of their own."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from evaluasi.tests.postgres import URL
from surveys.tests import databases
from workspace.tests import jobs
from workspace.worker import reap, show_life

ROOT = Path(__file__).resolve().parents[2]
DEAD_AFTER = 6.0  # seconds; heartbeats come every 0.3 s
PATIENCE = 60  # seconds until a test gives up; the machine may be busy
templates = databases.templates
engine = databases.engine


def address_of(engine):
    """Return DATABASE_URL of the engine's database."""
    return f"sqlite:///{engine.name}" if engine.vendor == "sqlite" else f"{_server()}/{engine.name}"


def _server():
    return URL.rpartition("/")[0]


@contextlib.contextmanager
def worker(engine, folder):
    """Run a real worker process; kill it in the end if it still lives."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"SECRET_KEY", "CELERY_BROKER_URL"}
    }
    environment |= {"DATABASE_URL": address_of(engine), "DATA_DIR": str(folder)}
    command = [sys.executable, "manage.py", "work", "--no-clock", "--heartbeat", "0.3"]
    process = subprocess.Popen(
        [*command, "--dead-after", str(DEAD_AFTER)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(condition):
    """Wait until the condition holds."""
    limit = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.05)


def status_of(job):
    return DBTaskResult.objects.get(pk=job.id).status


def begun(path, times=1):
    return lambda: jobs.lines(path).count("begun") >= times


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "lines")


@pytest.mark.slow
def test_the_job_of_a_killed_worker_is_done_by_the_next(engine, path, tmp_path):
    job = jobs.take_long.enqueue(path, 3)
    with worker(engine, tmp_path) as first:
        until(begun(path))
        first.kill()
        first.wait()
    time.sleep(DEAD_AFTER)
    assert status_of(job) == "RUNNING"  # control: alone, nobody would ever do it again
    with worker(engine, tmp_path):
        until(lambda: status_of(job) == "SUCCESSFUL")
    assert jobs.lines(path) == ["begun", "begun", "done"]


@pytest.mark.slow
def test_a_healthy_job_that_outlasts_the_limit_is_left_alone(engine, path, tmp_path):
    job = jobs.take_long.enqueue(path, DEAD_AFTER + 3)
    with worker(engine, tmp_path), worker(engine, tmp_path):
        until(lambda: status_of(job) == "SUCCESSFUL")
    assert jobs.lines(path) == ["begun", "done"]


@pytest.mark.slow
def test_a_job_that_kills_three_workers_fails(engine, path, tmp_path):
    job = jobs.kill_the_worker.enqueue(path)
    for _ in range(3):
        with worker(engine, tmp_path) as process:
            assert process.wait(PATIENCE) == -signal.SIGKILL
    with worker(engine, tmp_path) as fourth:
        until(lambda: status_of(job) == "FAILED")
        assert fourth.poll() is None
    assert jobs.lines(path) == ["begun"] * 3
    assert DBTaskResult.objects.get(pk=job.id).exception_class_path == "workspace.worker.WorkerDied"


@pytest.mark.slow
def test_three_workers_do_each_job_once(engine, path, tmp_path):
    wanted = [str(number) for number in range(60)]
    for line in wanted:
        jobs.note.enqueue(path, line)
    with worker(engine, tmp_path), worker(engine, tmp_path), worker(engine, tmp_path):
        until(lambda: DBTaskResult.objects.successful().count() == 60)
    assert sorted(jobs.lines(path), key=int) == wanted
    assert all(len(job.worker_ids) == 1 for job in DBTaskResult.objects.all())


@pytest.mark.slow
def test_told_to_stop_a_worker_ends_its_job_first(engine, path, tmp_path):
    job = jobs.take_long.enqueue(path, 2)
    with worker(engine, tmp_path) as process:
        until(begun(path))
        process.terminate()
        assert process.wait(PATIENCE) == 0
    assert jobs.lines(path) == ["begun", "done"]
    assert status_of(job) == "SUCCESSFUL"


@pytest.fixture
def running(db):
    """A job that a worker took and last spoke for two minutes ago."""
    return DBTaskResult.objects.create(
        status="RUNNING",
        task_path=jobs.note.module_path,
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now(),
        worker_ids=["first"],
        started_at=timezone.now() - timedelta(minutes=2),
    )


def test_a_silent_job_is_given_back(running):
    assert reap(timezone.now(), 60) == 1
    assert DBTaskResult.objects.get().status == "READY"


def test_a_sign_of_life_keeps_a_job(running):
    show_life(running.pk)
    assert reap(timezone.now(), 60) == 0


def test_a_job_is_given_back_once(running):
    assert (reap(timezone.now(), 60), reap(timezone.now(), 60)) == (1, 0)


def test_a_job_that_ended_is_not_brought_back_by_a_late_sign_of_life(running):
    running.set_successful(None)
    ended = DBTaskResult.objects.get()
    show_life(running.pk)
    assert DBTaskResult.objects.get().started_at == ended.started_at
    assert reap(timezone.now(), 60) == 0
