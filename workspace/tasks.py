"""The daily round as a background job."""

from datetime import date

from django.core.cache import cache
from django_tasks import task

from workspace.daily import run_round

REMEMBERED = 2 * 24 * 3600  # seconds


def done_on(day: str) -> str:
    """Return the cache key that says that the round of the day (ISO) succeeded."""
    return f"round-done:{day}"


@task()
def run_day(day: str) -> dict[str, int]:
    """Do the round of the day (ISO); return what each step did. Repeating it changes nothing."""
    counts = run_round(date.fromisoformat(day))
    cache.set(done_on(day), 1, REMEMBERED)
    return counts
