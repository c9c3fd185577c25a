"""What is due by the clock. Every worker looks; the shared cache lets one of them ask for it.

The daily round is asked for once an hour until it has succeeded on the day: a round that failed is
done again, and an office machine that was off at night catches up in the morning.
"""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from surveys.models import Message
from surveys.tasks import send_messages
from workspace.tasks import done_on, run_day

HOUR = 3600  # seconds
MAIL_EVERY = 30  # seconds between two looks at the queue of e-mails, at least
LOOK_EVERY = timedelta(seconds=10)


class Clock:
    """Called at any rhythm, looks every ten seconds."""

    def __init__(self) -> None:
        self.next_look = timezone.now()

    def __call__(self) -> None:
        """Look if it is time to look."""
        now = timezone.now()
        if now >= self.next_look:
            self.next_look = now + LOOK_EVERY
            ask_for_what_is_due(now)


def ask_for_what_is_due(now: datetime) -> None:
    """Enqueue the daily round and the sending of e-mails where they are due."""
    local = timezone.localtime(now)
    day = local.date().isoformat()
    if not cache.get(done_on(day)) and cache.add(f"round-asked:{day}:{local.hour}", 1, HOUR):
        run_day.enqueue(day)
    if Message.objects.due_at(now).exists() and cache.add("mail-asked", 1, MAIL_EVERY):
        send_messages.enqueue()
