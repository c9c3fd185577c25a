"""WhatsApp, one press a person: whose turn it is, and that somebody was written to.

The system sends nothing: a person presses, WhatsApp opens with the text written. Kept is only that
it was pressed and on which day; all of it goes when the form closes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from organization.models import Employee
from surveys.actions.answering import require_open
from surveys.actions.pacing import Pace, pace_of
from surveys.choices import Channel, MessageStatus
from surveys.models import Invitation, Message, ReminderRun, Survey
from trail.actions import record

Kind = Message.Kind


@dataclass(frozen=True)
class Turn:
    """The next person to write to."""

    rater: Employee
    kind: str  # Message.Kind
    invitations: list[Invitation]  # all that the person is still asked in this form


@dataclass
class Line:
    """Everybody missing whom this day allows to be written to, in the order of their names."""

    waiting: dict[int, str] = field(default_factory=dict)  # rater id: kind of message
    later: int = 0  # missing people who were written to and must be left alone today
    next_day: date | None = None  # when the first of those may be reminded; None: never again

    def after(self, rater_id: int | None) -> int | None:
        """Return whose turn it is after somebody was passed over; at the end it starts anew."""
        order = list(self.waiting)
        at = order.index(rater_id) + 1 if rater_id in self.waiting else 0
        return next(iter(order[at:] or order), None)


def line_of(survey: Survey, today: date) -> Line:
    """Return who is to be written to today: not reached yet, or due for a reminder."""
    pace, line = pace_of(survey), Line()
    histories = _histories(survey)
    days = []
    for rater_id in dict.fromkeys(_missing(survey).values_list("rater_id", flat=True)):
        kind, day = _due(histories[rater_id], pace, today)
        if kind:
            line.waiting[rater_id] = kind
        else:
            line.later += 1
            days += [day] if day else []
    line.next_day = min(days, default=None)
    return line


def turn_of(survey: Survey, line: Line, rater_id: int | None) -> Turn | None:
    """Return the turn of somebody in the line."""
    if rater_id is None:
        return None
    found = _missing(survey).filter(rater=rater_id)
    mine = list(found.select_related("rater", "participation__employee"))
    return Turn(mine[0].rater, line.waiting[rater_id], mine) if mine else None


@transaction.atomic
def mark_sent(*, survey: Survey, rater_id: int, actor, today: date) -> bool:
    """Note that somebody was written to. False when it was not their turn; repeats change nothing.

    Raises SurveyClosed.
    """
    current = (
        Survey.objects.select_for_update(no_key=True, of=("self",))
        .select_related("session__program__region")
        .get(pk=survey.pk)
    )
    require_open(current)
    invitation = _missing(current).filter(rater=rater_id).first()
    kind, _day = _due(_histories(current, rater_id)[rater_id], pace_of(current), today)
    if invitation is None or not kind:
        return False
    _note_once_a_day(current, kind, actor, today)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Message.objects.create(
        invitation=invitation,
        kind=kind,
        channel=Channel.WHATSAPP,
        status=MessageStatus.SENT,
        day=today,
        due_at=midnight,
    )
    if kind == Kind.REMINDER:
        ReminderRun.objects.get_or_create(
            survey=current, day=today, channel=Channel.WHATSAPP, defaults={"count": 0}
        )
        current.reminder_runs.filter(day=today, channel=Channel.WHATSAPP).update(
            count=F("count") + 1
        )
    return True


def _missing(survey: Survey):
    """Return the invitations of people that still take an answer; drawn codes are nobody's."""
    waiting = survey.invitations.awaiting().filter(rater__is_active=True)
    return waiting.order_by("rater__name", "rater_id", "participation__employee__name", "pk")


def _histories(survey: Survey, *raters: int) -> dict[int, list[tuple[str, str, date | None]]]:
    """Return what was sent to each person: (kind, status, day)."""
    sent = Message.objects.filter(invitation__survey=survey)
    if raters:
        sent = sent.filter(invitation__rater__in=raters)
    found: dict[int, list[tuple[str, str, date | None]]] = defaultdict(list)
    for rater_id, *what in sent.values_list("invitation__rater", "kind", "status", "day"):
        found[rater_id].append(tuple(what))
    return found


def _due(history: list, pace: Pace, today: date) -> tuple[str, date | None]:
    """Return what a person may be sent today ("": nothing), and the first day of a reminder."""
    if any(status == MessageStatus.QUEUED for _kind, status, _day in history):
        return "", None  # an e-mail is on its way
    days = [day for _kind, status, day in history if status == MessageStatus.SENT and day]
    if not days:
        return Kind.INVITATION, None
    reminders = sum(kind == Kind.REMINDER for kind in _kinds(history))
    if pace.most is not None and reminders >= pace.most:
        return "", None
    day = max(days) + timedelta(days=pace.every)
    return (Kind.REMINDER, day) if day <= today else ("", day)


def _kinds(history: list) -> Iterator[str]:
    return (kind for kind, status, _day in history if status == MessageStatus.SENT)


def _note_once_a_day(survey: Survey, kind: str, actor, today: date) -> None:
    """Leave one entry a day and kind: one a person would be a list of who had not answered when."""
    earlier = Message.objects.filter(
        invitation__survey=survey, channel=Channel.WHATSAPP, kind=kind, day=today
    )
    if not earlier.exists():
        action = "survey.nudged" if kind == Kind.REMINDER else "survey.messaged"
        region = survey.session.program.region
        record(actor=actor, action=action, target=survey.code, region_code=region.code)
