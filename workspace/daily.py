"""The daily round: the one periodic entry point. Every step is idempotent and stands for itself."""

import logging
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from intake.actions.forgetting import forget_rows
from performance.actions import rebuild_waves_reached
from surveys import actions as surveys

KEEP_JOBS = timedelta(days=14)  # what jobs did and why they failed
logger = logging.getLogger(__name__)


def run_round(today: date) -> dict[str, int]:
    """Do what the day asks for; return {step: count}. One step that fails stops no other.

    Raises ExceptionGroup of what failed; repeating the round does only what is left.
    """
    counts, failures = {}, []
    for name, step in STEPS.items():
        try:
            counts[name] = step(today)
        except Exception as error:
            logger.exception("daily round: %s", name)
            failures.append(error)
    if failures:
        raise ExceptionGroup("daily round", failures)
    return counts


def _close_forms(today: date) -> int:
    return len(surveys.close_due(today))


def _seal_forms(_today: date) -> int:
    return len(surveys.seal_surveys())


def _forget_uploads(today: date) -> int:
    return forget_rows(_end_of(today))


def _forget_sign_ins(_today: date) -> int:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0


def _forget_jobs(today: date) -> int:
    old = DBTaskResult.objects.finished().filter(finished_at__lt=_end_of(today) - KEEP_JOBS)
    return old.delete()[0]


def _end_of(day: date) -> datetime:
    """Return now, or the last moment of a day that is over."""
    return min(timezone.now(), timezone.make_aware(datetime.combine(day, time.max)))


STEPS: dict[str, Callable[[date], int]] = {  # in this order: what was closed is sealed
    "closed": _close_forms,
    "opened": surveys.open_planned,
    "pseudonyms_destroyed": surveys.destroy_pseudonyms,
    "drafts_forgotten": surveys.forget_stale_drafts,
    "sealed": _seal_forms,
    "messages_queued": surveys.queue_messages,
    "sessions_rebuilt": rebuild_waves_reached,
    "uploads_forgotten": _forget_uploads,
    "sign_ins_forgotten": _forget_sign_ins,
    "jobs_forgotten": _forget_jobs,
}
