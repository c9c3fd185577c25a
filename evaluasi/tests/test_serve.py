"""`make run` and `make serve`: gunicorn and one worker that live, die and reload together."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from django.core.management import call_command

from surveys.tests import databases
from workspace.tests.test_worker import PATIENCE, ROOT, address_of, until

templates = databases.templates
engine = databases.engine
pytestmark = pytest.mark.slow


def children_of(pid):
    """Return {process id: command line} of the children that live."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                found[int(stat.parent.name)] = (stat.parent / "cmdline").read_text()
    return found


def only(children, word):
    """Return the id of the one child with the word in its command line; 0 if there is none."""
    return next((pid for pid, command in children.items() if word in command), 0)


def lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def house(engine, tmp_path):
    """A served application on a free port; yields the process and its address."""
    call_command("createcachetable")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    environment |= {"DATABASE_URL": address_of(engine), "DATA_DIR": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "evaluasi.serve", "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield process, f"http://127.0.0.1:{port}/hidup"
    process.terminate()
    process.wait(PATIENCE)


def answers(address):
    try:
        return urllib.request.urlopen(address, timeout=5).status == 200
    except OSError:
        return False


def test_both_live_a_dead_worker_comes_back_and_sigterm_ends_all(house):
    process, address = house
    until(lambda: answers(address))
    web, worker = (only(children_of(process.pid), word) for word in ("gunicorn", "manage.py"))
    assert web
    assert worker
    os.kill(worker, signal.SIGKILL)
    until(lambda: only(children_of(process.pid), "manage.py") not in {0, worker})
    again = only(children_of(process.pid), "manage.py")
    process.terminate()
    assert process.wait(PATIENCE) == 0
    assert not lives(web)
    assert not lives(again)


def test_nothing_outlives_a_killed_parent(house):
    process, address = house
    until(lambda: answers(address))
    children = list(children_of(process.pid))
    assert len(children) == 2
    process.kill()
    until(lambda: not any(lives(child) for child in children))
