"""Sending the e-mails that are due: by the worker only, one at a time, patient with the server.

Text and link are made here and stored nowhere. No transaction is open while the server is awaited.
A message is claimed by moving its ``due_at``, so that several workers do not send it twice; one
whose sender died comes back after the lease.
"""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone

from surveys.actions.links import code_of, link_of
from surveys.actions.outcomes import SurveyClosed
from surveys.choices import Channel, MessageStatus, SurveyStatus
from surveys.models import Invitation, Message
from surveys.wording import MailedForm, mail_subject, mail_text

BATCH = 50  # messages a call; other jobs of the worker come in between
LEASE = timedelta(minutes=10)  # longer than any one sending
FIRST_PAUSE = timedelta(minutes=5)  # doubled after each failure
LONGEST_PAUSE = timedelta(hours=6)
ATTEMPTS = 10  # about a day, then somebody must look
REFUSED_FOR_GOOD = 500  # SMTP reply codes from here on are permanent


def send_due(now: datetime) -> int:
    """Send up to BATCH messages that are due; return how many of them were looked at.

    A server that fails or never answers (EMAIL_TIMEOUT) costs every due message one attempt; an
    address that it refuses costs only its own message.
    """
    due = list(_due(now).values_list("pk", "due_at")[:BATCH])
    if not due:
        return 0
    server = get_connection()
    try:
        server.open()
    except (OSError, SMTPException) as error:
        _postpone_all(now, _words(error))
        return len(due)
    with closing(server):
        for pk, due_at in due:
            message = _claim(pk, due_at)
            if message is not None and not _deliver(message, server):
                break  # the server went away; the next call sees whether it is back
    return len(due)


def _due(now: datetime):
    return Message.objects.due_at(now).filter(channel=Channel.EMAIL)


def _claim(pk: int, due_at: datetime) -> Message | None:
    """Return the message if no other worker took it and its form was not closed meanwhile."""
    waiting = Message.objects.filter(pk=pk, status=MessageStatus.QUEUED, due_at=due_at)
    claimed = waiting.update(due_at=timezone.now() + LEASE)
    return Message.objects.filter(pk=pk).first() if claimed else None


def _deliver(message: Message, server) -> bool:
    """Send one message or note why not; False when the server failed."""
    letter = _letter(message)
    if letter is None:
        message.delete()  # answered, withdrawn or closed: a row would tell between which attempts
        return True
    letter.connection = server
    try:
        letter.send()
    except SMTPRecipientsRefused as refusal:
        code = min(code for code, _text in refusal.recipients.values())
        words = f"Alamat ditolak oleh server surel (kode {code})."
        _give_up(message, words) if code >= REFUSED_FOR_GOOD else _postpone(message, words)
    except ValueError:  # what no header may hold
        _give_up(message, "Alamat surel tidak dapat dipakai.")
    except (OSError, SMTPException) as error:
        _postpone(message, _words(error))
        return False
    else:
        _sent(message)
    return True


def _letter(message: Message) -> EmailMessage | None:
    """Write the e-mail with the links of all that its reader is still asked; None: nothing is."""
    own = Invitation.objects.select_related("survey").get(pk=message.invitation_id)
    survey = own.survey
    if survey.status != SurveyStatus.OPEN or survey.closes_on < timezone.localdate():
        return None
    asked = (
        Invitation.objects.awaiting()
        .filter(survey=survey, rater=own.rater_id, rater__is_active=True)
        .select_related("rater", "participation__employee", *_SHOWN)
        .order_by("participation__employee__name", "pk")
    )
    try:
        forms = [_form(invitation) for invitation in asked]
    except SurveyClosed:  # its keys were destroyed a moment ago
        return None
    if not forms:
        return None
    first = asked[0]
    return EmailMessage(
        subject=mail_subject(first.survey, is_reminder=message.kind == Message.Kind.REMINDER),
        body=mail_text(first.survey, first.rater.name, forms, settings.SITE_URL),
        to=[first.rater.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


_SHOWN = ("survey__questionnaire", "survey__session__program__region", "survey__subject__trainer")


def _form(invitation: Invitation) -> MailedForm:
    person = invitation.participation.employee if invitation.participation else None
    return MailedForm(
        about="" if person is None or person.pk == invitation.rater_id else person.full_name,
        link=settings.SITE_URL + link_of(invitation),
        code=code_of(invitation),
    )


def _sent(message: Message) -> None:
    """Keep the day only: the minute of a sending says who had not answered by then."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    _set(message, status=MessageStatus.SENT, day=midnight.date(), due_at=midnight, problem="")


def _give_up(message: Message, words: str) -> None:
    _set(message, status=MessageStatus.FAILED, attempts=message.attempts + 1, problem=words)


def _postpone(message: Message, words: str) -> None:
    attempts = message.attempts + 1
    if attempts >= ATTEMPTS:
        _give_up(message, words)
    else:
        moment = timezone.now() + pause(attempts)
        _set(message, due_at=moment, attempts=attempts, problem=words)


def _set(message: Message, **columns) -> None:
    Message.objects.filter(pk=message.pk).update(**columns)  # gone when the form was closed


def _postpone_all(now: datetime, words: str) -> None:
    """Count one failure for every message that is due, in one statement a number of attempts."""
    for attempts in range(ATTEMPTS - 1, -1, -1):  # downwards: nobody is counted twice
        late = _due(now).order_by().filter(attempts=attempts)
        if attempts + 1 >= ATTEMPTS:
            late.update(status=MessageStatus.FAILED, attempts=F("attempts") + 1, problem=words)
        else:
            moment = timezone.now() + pause(attempts + 1)
            late.update(due_at=moment, attempts=F("attempts") + 1, problem=words)


def pause(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: 5, 10, 20 minutes ... 6 hours."""
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError | SMTPServerDisconnected):  # the same, in mid-sentence
        return "Server surel tidak menjawab."
    if isinstance(error, SMTPAuthenticationError):
        return "Server surel menolak nama pengguna atau kata sandi aplikasi ini."
    if isinstance(error, SMTPException):
        return "Server surel menolak untuk sementara."
    return "Server surel tidak dapat dihubungi."
