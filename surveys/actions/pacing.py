"""How often people are reminded of a form, and how many of them should answer it."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.models import PlanLine, Survey

USUAL_TARGET = 70  # per cent of those asked, where no plan says otherwise


@dataclass(frozen=True)
class Pace:
    """What the plan says about a form; without a plan once a day, as often as somebody presses."""

    every: int = 1  # days between two messages to one person
    most: int | None = None  # reminders a person; None: no limit
    target: int = USUAL_TARGET  # per cent

    def goal(self, invited: int) -> int:
        """Return how many answers make the target, rounded up: 70% of 24 are 17."""
        return -(-invited * self.target // 100)


def pace_of(survey: Survey) -> Pace:
    """Return the pace of the plan that opened the form, or the usual one."""
    line = PlanLine.objects.filter(planned__survey=survey).first()
    return Pace(line.remind_every, line.reminders, line.target) if line else Pace()
