"""The background worker: runs jobs, and asks for what is due by the clock."""

import signal
import threading

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string

from workspace.clock import LOOK_EVERY, Clock
from workspace.worker import DEAD_AFTER, HEARTBEAT, LivingWorker

POLL = 1.0  # seconds between two looks for a job


class Command(BaseCommand):
    help = (
        "Pekerja latar: menjalankan pekerjaan dan putaran harian sampai dihentikan (SIGTERM). "
        "Dengan CELERY_BROKER_URL ia hanya menjaga jadwal; pekerjaan dijalankan Celery."
    )

    def add_arguments(self, parser):
        parser.add_argument("--heartbeat", type=float, default=HEARTBEAT, metavar="DETIK")
        parser.add_argument("--dead-after", type=float, default=DEAD_AFTER, metavar="DETIK")
        parser.add_argument("--no-clock", action="store_true", help="tanpa putaran harian")

    def handle(self, **options):
        clock = (lambda: None) if options["no_clock"] else Clock()
        if settings.CELERY_BROKER_URL:
            keep_time(clock)
            return
        worker = LivingWorker(
            heartbeat=options["heartbeat"],
            dead_after=options["dead_after"],
            each_beat=clock,
            queue_names=["*"],
            excluded_queue_names=[],
            interval=POLL,
            batch=False,
            backend_name="default",
            startup_delay=True,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        worker.configure_signals()
        worker.run()


def keep_time(clock):
    """Only ask for what is due; Celery's workers do it."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    while not stopped.is_set():
        clock()
        stopped.wait(LOOK_EVERY.total_seconds())
