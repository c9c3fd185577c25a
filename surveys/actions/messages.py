"""E-mails to those asked, as rows of a queue: who is written to, and how often.

Nothing here or in ``sending`` touches the network but the worker that sends; and nothing is kept
that tells when somebody answered: a message no longer needed is deleted, and all go at close.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from organization.models import Employee
from surveys.actions.outcomes import SurveyClosed, TooSoon
from surveys.choices import Channel, MessageStatus, SurveyStatus
from surveys.models import Invitation, Message, PlanLine, ReminderRun, Survey
from trail.actions import record

MORNING = time(8)  # in office time; what the calendar sends by itself waits for it
BATCH = 2000  # rows an INSERT on PostgreSQL
Kind = Message.Kind


@dataclass(frozen=True)
class Unreachable:
    """Somebody whom no e-mail reaches, and why, in words."""

    rater: Employee
    reason: str


@dataclass(frozen=True)
class Mailbox:
    """The e-mails of one form: counts of messages, what holds them up, what can be sent."""

    waiting: int
    sent: int
    failed: int
    problem: str  # why the last attempt of some waiting message failed
    invitable: int  # people with an address who were not written to yet
    next_reminder: date | None


def queue_invitations(*, survey: Survey, actor, now: datetime) -> int:
    """Queue an e-mail to everybody asked who has an address and was not written to yet.

    One e-mail a person, however many colleagues the form asks them about. Returns how many;
    raises SurveyClosed.
    """
    with transaction.atomic():
        current = _open(survey)
        queued = _queue(current, Kind.INVITATION, now, _invited(current))
        if queued:
            _note(actor, "survey.mailed", current, queued)
    return queued


def queue_reminders(*, survey: Survey, actor, today: date, now: datetime) -> int:
    """Queue an e-mail to everybody missing who has an address; return how many.

    Whoever was written to lately, or reminded often enough, on any channel, is left alone. Raises
    TooSoon when the plan allows no further reminder today, SurveyClosed.
    """
    with transaction.atomic():
        current = _open(survey)
        day = next_reminder(current)
        if day is None or day > today:
            raise TooSoon(day)
        queued = _queue(current, Kind.REMINDER, now, _left_alone(current, today))
        if queued:
            ReminderRun.objects.create(
                survey=current, day=today, channel=Channel.EMAIL, count=queued
            )
            _note(actor, "survey.reminded", current, queued)
    return queued


def queue_messages(today: date) -> int:
    """Queue what the plans of open forms say for today, from eight o'clock on; return how many.

    Invitations to those not written to yet, reminders to those missing. Repeats queue nothing.
    """
    if not settings.SENDS_EMAIL:
        return 0
    moment = max(timezone.now(), timezone.make_aware(datetime.combine(today, MORNING)))
    planned = Survey.objects.open().filter(planned__isnull=False, closes_on__gte=today)
    return sum(_queue_planned(survey, today, moment) for survey in planned.order_by("pk"))


def next_reminder(survey: Survey) -> date | None:
    """Return the first day on which the form's plan allows a reminder; None: no further one.

    Forms opened by hand follow the usual plan. Counted from the last reminder, at first from the
    opening (of a new round: from its first e-mail).
    """
    line = _line(survey)
    runs = survey.reminder_runs.filter(channel=Channel.EMAIL)
    if runs.count() >= line.reminders:
        return None
    sent = Message.objects.filter(invitation__survey=survey, channel=Channel.EMAIL)
    days = (runs.aggregate(day=Max("day"))["day"], sent.aggregate(day=Min("day"))["day"])
    return max(filter(None, (*days, survey.opened_on))) + timedelta(days=line.remind_every)


def unreachable(survey: Survey) -> list[Unreachable]:
    """Return those missing whom no e-mail reaches: no address, a malformed one, or given up."""
    failed = dict(
        Message.objects.filter(invitation__survey=survey, status=MessageStatus.FAILED).values_list(
            "invitation__rater", "problem"
        )
    )
    found = {}
    for invitation in _missing(survey):
        reason = _why_not(invitation.rater.email) or failed.get(invitation.rater_id, "")
        if reason:
            found[invitation.rater_id] = Unreachable(invitation.rater, reason)
    return list(found.values())


def mailbox(survey: Survey) -> Mailbox:
    """Return what a Petugas should know about the e-mails of an open form."""
    messages = Message.objects.filter(invitation__survey=survey, channel=Channel.EMAIL)
    counts = dict(messages.order_by().values_list("status").annotate(number=Count("pk")))
    waiting = messages.filter(status=MessageStatus.QUEUED).exclude(problem="")
    return Mailbox(
        waiting=counts.get(MessageStatus.QUEUED, 0),
        sent=counts.get(MessageStatus.SENT, 0),
        failed=counts.get(MessageStatus.FAILED, 0),
        problem=waiting.values_list("problem", flat=True).first() or "",
        invitable=sum(1 for _ in _first_of_each(survey, _invited(survey))),
        next_reminder=next_reminder(survey),
    )


def is_address(text: str) -> bool:
    """Say whether the text can be the address of an e-mail."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _why_not(address: str) -> str:
    if not address:
        return "Alamat surel belum ada."
    return "" if is_address(address) else "Alamat surel tidak lengkap atau salah tulis."


def _queue_planned(survey: Survey, today: date, moment: datetime) -> int:
    try:
        invited = queue_invitations(survey=survey, actor=None, now=moment)
    except SurveyClosed:  # a moment ago
        return 0
    try:
        return invited + queue_reminders(survey=survey, actor=None, today=today, now=moment)
    except (SurveyClosed, TooSoon):
        return invited


def _queue(survey: Survey, kind: str, moment: datetime, skipped: set[int]) -> int:
    """Write the rows, one a person; those who failed before are tried again."""
    messages = Message.objects.filter(invitation__survey=survey, channel=Channel.EMAIL)
    chosen = list(_first_of_each(survey, skipped))
    raters = [invitation.rater_id for invitation in chosen]
    for start in range(0, len(raters), BATCH):
        some = raters[start : start + BATCH]
        messages.filter(status=MessageStatus.FAILED, invitation__rater__in=some).delete()
    fresh = [
        Message(invitation=invitation, kind=kind, channel=Channel.EMAIL, due_at=moment)
        for invitation in chosen
    ]
    Message.objects.bulk_create(sorted(fresh, key=lambda message: message.pk), BATCH)
    return len(fresh)


def _line(survey: Survey) -> PlanLine:
    return PlanLine.objects.filter(planned__survey=survey).first() or PlanLine()


def _invited(survey: Survey) -> set[int]:
    """Return those who were written to, or soon will be, on any channel."""
    served = Message.objects.filter(
        invitation__survey=survey, status__in=[MessageStatus.QUEUED, MessageStatus.SENT]
    )
    return set(served.values_list("invitation__rater", flat=True))


def _left_alone(survey: Survey, today: date) -> set[int]:
    """Return those whom the plan spares a reminder today, whatever channel reached them."""
    line = _line(survey)
    messages = Message.objects.filter(invitation__survey=survey)
    lately = Q(status=MessageStatus.QUEUED) | Q(day__gt=today - timedelta(days=line.remind_every))
    often = (
        messages.filter(kind=Kind.REMINDER, status=MessageStatus.SENT)
        .values("invitation__rater")
        .annotate(number=Count("pk"))
        .filter(number__gte=line.reminders)
    )
    return {
        *messages.filter(lately).values_list("invitation__rater", flat=True),
        *often.values_list("invitation__rater", flat=True),
    }


def _first_of_each(survey: Survey, skipped: set[int]) -> Iterator[Invitation]:
    """Return one missing invitation of each person who can be written to."""
    for invitation in _missing(survey):
        if invitation.rater_id not in skipped and is_address(invitation.rater.email):
            skipped.add(invitation.rater_id)
            yield invitation


def _missing(survey: Survey):
    """Return the invitations of people (drawn codes are nobody's) that still take an answer."""
    return (
        survey.invitations.awaiting()
        .filter(rater__is_active=True)
        .select_related("rater")
        .order_by("rater__name", "rater_id", "pk")
    )


def _open(survey: Survey) -> Survey:
    """Lock the form, so that two presses do not write twice; raise SurveyClosed."""
    current = (
        Survey.objects.select_for_update(no_key=True, of=("self",))
        .select_related("session__program__region")
        .get(pk=survey.pk)
    )
    if current.status != SurveyStatus.OPEN or current.closes_on < timezone.localdate():
        raise SurveyClosed
    return current


def _note(actor, action: str, survey: Survey, count: int) -> None:
    region = survey.session.program.region
    record(
        actor=actor,
        action=action,
        target=survey.code,
        region_code=region.code,
        detail={"number": count},
    )
