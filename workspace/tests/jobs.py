"""Jobs that leave a line in a file each time they begin and end; workers of tests run them."""

import os
import signal
import time
from pathlib import Path

from django_tasks import task


def leave(path, line):
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


def lines(path):
    return Path(path).read_text().split() if Path(path).exists() else []


@task()
def note(path, line):
    leave(path, line)


@task()
def take_long(path, seconds):
    leave(path, "begun")
    time.sleep(seconds)
    leave(path, "done")


@task()
def kill_the_worker(path):
    leave(path, "begun")
    os.kill(os.getpid(), signal.SIGKILL)
