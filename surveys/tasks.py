"""Background jobs of surveys. They run at least once, so repeating one changes nothing."""

from django.utils import timezone
from django_tasks import task

from surveys.actions import send_due
from surveys.actions.sending import BATCH


@task()
def send_messages() -> int:
    """Send the e-mails that are due, the next batch in a job of its own; return how many."""
    looked_at = send_due(timezone.now())
    if looked_at == BATCH:
        send_messages.enqueue()
    return looked_at
