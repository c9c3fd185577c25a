"""Our part of the background worker: signs of life, the reaper, and patience with the database.

django-tasks-db leaves a job whose worker was killed RUNNING for ever. Here a thread of each worker
tells every few seconds that its job lives, and gives back the jobs of workers that fell silent: to
the next worker, and after three deaths to nobody. ``started_at`` of a running job is its last sign
of life; nothing else reads it, and no table of our own is needed. Jobs run at least once, so they
are idempotent.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

HEARTBEAT = 5.0  # seconds between two signs of life
DEAD_AFTER = 60.0  # seconds of silence; longer than SQLite may be locked by a rewriting of the file
TRIES = 3  # workers that one job may take with it
logger = logging.getLogger(__name__)


class WorkerDied(Exception):  # noqa: N818 - written into the job, never raised
    """Three workers died on this job."""


def show_life(job_id) -> None:
    """Say that the job still runs."""
    DBTaskResult.objects.running().filter(pk=job_id).update(started_at=timezone.now())


def reap(now: datetime, dead_after: float) -> int:
    """Give back the jobs of workers silent for so many seconds, or fail them after TRIES deaths."""
    silent = DBTaskResult.objects.running().filter(
        started_at__lt=now - timedelta(seconds=dead_after)
    )
    reaped = 0
    for job in silent:
        if len(job.worker_ids) < TRIES:
            fate = {"status": TaskResultStatus.READY}
        else:
            fate = {
                "status": TaskResultStatus.FAILED,
                "finished_at": now,
                "exception_class_path": f"{WorkerDied.__module__}.{WorkerDied.__qualname__}",
                "traceback": WorkerDied.__doc__,
            }
        same = DBTaskResult.objects.running().filter(pk=job.pk, started_at=job.started_at)
        reaped += same.update(**fate)  # unless it lived after all or another reaper came first
        logger.warning("job %s lost its worker: %s", job.task_path, fate["status"])
    return reaped


class LivingWorker(Worker):
    """The worker of django-tasks-db with a heart. ``each_beat`` is called once a heartbeat."""

    def __init__(
        self, *, heartbeat: float, dead_after: float, each_beat: Callable[[], None], **options
    ) -> None:
        super().__init__(**options)
        self.heartbeat, self.dead_after, self.each_beat = heartbeat, dead_after, each_beat
        self.job_id = None
        self.stopped = threading.Event()

    def run(self) -> None:
        """Work until told to stop; a database that is away or locked is waited for."""
        heart = threading.Thread(target=self._beat, name="heart", daemon=True)
        heart.start()
        try:
            self._work()
        finally:
            self.stopped.set()
            heart.join()

    def _work(self) -> None:
        while self.running:
            try:
                return super().run()
            except (DatabaseError, InterfaceError) as error:
                logger.warning("the database is away: %s", error)
                connection.close()
                time.sleep(self.interval)
        return None

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run one job; while it runs, the heart speaks for it."""
        self.job_id = db_task_result.pk
        try:
            super().run_task(db_task_result)
        finally:
            self.job_id = None

    def _beat(self) -> None:
        while not self.stopped.wait(self.heartbeat):
            try:
                close_old_connections()
                if self.job_id is not None:
                    show_life(self.job_id)
                reap(timezone.now(), self.dead_after)
                self.each_beat()
            except Exception as error:  # a heart that stops loses a healthy job
                logger.warning("no sign of life: %s", error)
                connection.close()
        connection.close()
