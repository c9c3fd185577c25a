"""Start and stop a gunicorn of two workers on a free loopback port."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(application, environment=None, probe="/hidup"):
    """Serve a WSGI application with 2 workers x 4 threads; yield the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--log-level", "error"]
    server = subprocess.Popen(command, env=os.environ | (environment or {}))
    try:
        _wait_until_up(port, probe)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_until_up(port, probe, patience=30.0):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", probe)
            if connection.getresponse().status < 500:
                return
        time.sleep(0.2)
    message = f"the server on port {port} did not come up in {patience} s"
    raise RuntimeError(message)
