"""Serve: gunicorn and one background worker, started, stopped and reloaded together.

``python -m evaluasi.serve --bind …`` hands its arguments to gunicorn. A worker that dies is started
again; when gunicorn ends, everything ends. SIGTERM and SIGINT stop both cleanly, SIGHUP reloads
both. It loads no Django: it only watches.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial

LOOK_EVERY = 1.0  # seconds
RESTART_AFTER = 5.0  # seconds from one start of the worker to the next, at least
PR_SET_PDEATHSIG = 1  # Linux: the child gets a signal when this process dies
WEB = ("gunicorn", "evaluasi.wsgi")
WORKER = ("manage.py", "work")


def main(arguments: list[str]) -> int:
    """Run until told to stop or until gunicorn ends; return gunicorn's exit status."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    web = _start("-m", *WEB, *arguments)
    worker, started = _start(*WORKER), time.monotonic()
    reload = threading.Event()
    signal.signal(signal.SIGHUP, lambda *_: reload.set())
    while not stopped.wait(LOOK_EVERY) and web.poll() is None:
        if reload.is_set():
            reload.clear()
            web.send_signal(signal.SIGHUP)
            worker.terminate()
        if worker.poll() is not None and time.monotonic() > started + RESTART_AFTER:
            worker, started = _start(*WORKER), time.monotonic()
    for process in (web, worker):
        process.terminate()
    worker.wait()
    return web.wait()


def _start(*command: str) -> subprocess.Popen:
    """Start a child in a session of its own: Ctrl+C reaches it once, through us."""
    return subprocess.Popen(  # noqa: S603 - our own programs
        [sys.executable, *command],
        start_new_session=True,
        preexec_fn=partial(_die_with, os.getpid()),
    )


def _die_with(parent: int) -> None:
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before the line above
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
