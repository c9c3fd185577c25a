"""F2: workers killed at random moments while a room sends its forms; accepted equals stored.

A real gunicorn with two workers on a real database. Only its own children are killed.
"""

import contextlib
import gzip
import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.core.management import call_command
from django.db import connection

from bench.browser import Phone
from bench.server import free_port
from evaluasi.tests.test_serve import children_of
from surveys.actions import link_of
from surveys.models import Comment, Question
from surveys.tests.factories import make_open_survey
from surveys.tests.invariants import broken
from workspace.tests.test_worker import PATIENCE, ROOT, address_of, until

pytestmark = pytest.mark.slow
KILLS = 20
RATE = 20  # requests a second, at least
CLIENTS = 12
PEOPLE = 2000  # more than CLIENTS can send before the last kill
TRIES = 200  # presses of one person until the test gives up
BROKEN = (OSError, http.client.HTTPException)  # the worker died with the request in its hands


@pytest.fixture
def server(engine, tmp_path):
    """Serve the engine's database with two workers; yields (port, process id of the parent)."""
    call_command("createcachetable")
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    environment |= {"DATABASE_URL": address_of(engine), "DATA_DIR": str(tmp_path)}
    environment["STATIC_ROOT"] = str(tmp_path / "static")
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "gunicorn", "evaluasi.wsgi", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*command, "--workers", "2", "--threads", "4", "--preload", "--log-level", "critical"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: is_up(port))
    yield port, process.pid
    process.terminate()
    process.wait(PATIENCE)


def is_up(port):
    phone = Phone("127.0.0.1", port)
    with contextlib.suppress(*BROKEN), contextlib.closing(phone.connection):
        return phone.request("GET", "/hidup")[0].status == 200
    return False


class Room:
    """People who send one after the other, each until the server says that it has the answers."""

    def __init__(self, port, jobs, text_field):
        self.port, self.jobs, self.field = port, list(jobs), text_field
        self.lock, self.over = threading.Lock(), threading.Event()
        self.accepted, self.given_up = [], []
        self.requests = self.cut = self.told_again = 0
        self.threads = [threading.Thread(target=self._sends) for _ in range(CLIENTS)]

    def _sends(self):
        while not self.over.is_set():
            with self.lock:
                if not self.jobs:
                    return
                name, link = self.jobs.pop()
            done = self._send(name, link)
            with self.lock:
                (self.accepted if done else self.given_up).append(name)

    def _send(self, name, link):
        """Press Mulai, Lanjut on the page with words, Kirim; each again until it is answered."""
        cookies = {}
        steps = [(link, {}), ("/isi/4", {self.field: name}), ("/isi/periksa", {"rest": "skip"})]
        for address, fields in steps:
            reply, content = self._press(address, fields, cookies)
            if "kami terima" in content:
                self.told_again += 1  # stored before, and the reply was lost
                return True
            if reply != 303:
                return False
        return True

    def _press(self, address, fields, cookies):
        for _ in range(TRIES):
            phone = Phone("127.0.0.1", self.port)
            phone.cookies = cookies
            self.requests += 1
            try:
                reply, content = phone.request("POST", address, fields)
            except BROKEN:
                self.cut += 1
                time.sleep(0.02)
                continue
            finally:
                phone.connection.close()
            if reply.status != 503:
                return reply.status, unpacked(reply, content)
            time.sleep(0.05)
        return 0, ""


def unpacked(reply, content):
    return (gzip.decompress(content) if reply.getheader("Content-Encoding") else content).decode()


def kill_one(parent, chance):
    """Wait until the parent has two children, then kill one of these two, at random."""
    until(lambda: len(children_of(parent)) == 2)
    os.kill(chance.choice(list(children_of(parent))), signal.SIGKILL)


def test_twenty_killed_workers_lose_nothing_that_was_accepted(engine, region, server):
    port, parent = server
    survey = make_open_survey(region, people=PEOPLE)
    text = Question.objects.get(section__questionnaire=survey.questionnaire, section__position=4)
    links = [link_of(one) for one in survey.invitations.select_related("survey")]
    connection.close()
    room = Room(port, [(f"saran {n}", link) for n, link in enumerate(links)], f"q{text.pk}")
    chance, began = random.Random(), time.monotonic()
    for thread in room.threads:
        thread.start()
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.3, 1.5))
        kill_one(parent, chance)
    busy = time.monotonic() - began
    asked, left = room.requests, len(room.jobs)
    room.over.set()
    for thread in room.threads:
        thread.join(PATIENCE)
    assert not room.given_up
    assert left > 0  # people were still sending at the last kill
    assert room.cut > 0  # the kills did meet requests
    assert survey.invitations.filter(is_submitted=True).count() == len(room.accepted)
    stored = sorted(Comment.objects.values_list("text", flat=True))
    assert stored == sorted(room.accepted)  # each once, with what was typed
    assert broken() == []
    assert asked / busy >= RATE
