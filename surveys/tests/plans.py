"""Boring makers of evaluation plans, and a clock that stands where it is set."""

from datetime import datetime, time

from django.utils import timezone

from surveys.actions import add_line
from surveys.choices import Anchor, Audience, Promise
from surveys.models import PlanLine
from surveys.tests.factories import preset


def make_line(program, code="F1S", **fields):
    """One form of the plan: F1S on the last day, open for a week."""
    fields = {"audience": Audience.PARTICIPANTS, "promise": Promise.CONFIDENTIAL} | fields
    line = PlanLine(program=program, questionnaire=preset(code), **fields)
    return add_line(line=line, actor=None)


def after_months(program, code, audience, months, **fields):
    """A form of the plan so many months of 30 days after the session."""
    return make_line(
        program, code, audience=audience, anchor=Anchor.END, offset=30 * months, **fields
    )


def set_clock(monkeypatch, day, at=time(9)):
    """Let it be nine o'clock of the day for everything that asks Django for the time."""
    moment = timezone.make_aware(datetime.combine(day, at))
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
