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


@dataclass(frozen=True)
class Rate:
    """How many of those asked have answered, beside how many should."""

    done: int
    asked: int
    target: int  # per cent

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: the target is not reached by rounding."""
        return self.done * 100 // self.asked if self.asked else 0

    @property
    def goal(self) -> int:
        """How many answers make the target, rounded up: 70% of 24 are 17."""
        return -(-self.asked * self.target // 100)

    @property
    def lacking(self) -> int:
        """How many answers the target still lacks."""
        return max(0, self.goal - self.done)


def pace_of(survey: Survey) -> Pace:
    """Return the pace of the plan that opened the form, or the usual one."""
    line = PlanLine.objects.filter(planned__survey=survey).first()
    return Pace(line.remind_every, line.reminders, line.target) if line else Pace()


def rate_of(survey: Survey, *, done: int, asked: int) -> Rate:
    """Return the response rate of a form, beside the target of its plan."""
    return Rate(done, asked, pace_of(survey).target)
