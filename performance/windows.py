"""Which values count as before and after a session: pure rules over dates, no database.

Before is the mean of up to the last three complete months or quarters (one year, semester or
event) that ended before the session began. After at month 3, 6 and 12 is the same, of periods
that began after it ended, nearest to the target by the middle of the period.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

PERIODS = {"month": 3, "quarter": 3, "semester": 1, "year": 1, "event": 1}  # how many are averaged
WAVES = (3, 6, 12)  # months after the session's last day
YEAR_BEFORE_DAYS = 400  # a complete year may have ended so long ago, and begin so much later
MONTHS_OF = {"quarter": 3, "semester": 6, "year": 12}  # calendar periods longer than a month


@dataclass(frozen=True)
class Value:
    """A measured value and the first and last day that it describes."""

    start: date
    end: date
    value: float  # in the indicator's unit


@dataclass(frozen=True)
class Side:
    """The mean of the values of one side of a pair, and the days that they span."""

    value: float  # in the indicator's unit
    start: date
    end: date


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the month's last day if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def waves_of(frequency: str) -> tuple[int, ...]:
    """Return the months after which an indicator is read; yearly ones once."""
    return (12,) if frequency == "year" else WAVES


def period_of(day: date, frequency: str) -> tuple[date, date]:
    """Return the period that a value with a single date describes.

    A value of a quarter, semester or year describes the calendar period around the day, so that a
    period straddling a session is never taken for before or after; a month's or event's value
    stays on its day.
    """
    months = MONTHS_OF.get(frequency)
    if months is None:
        return day, day
    first = (day.month - 1) // months * months + 1
    start = date(day.year, first, 1)
    return start, add_months(start, months) - timedelta(days=1)


def side_of(values: list[Value]) -> Side | None:
    """Return the mean of the values, or nothing when there are none."""
    if not values:
        return None
    mean = sum(found.value for found in values) / len(values)
    return Side(mean, min(v.start for v in values), max(v.end for v in values))


def before(
    values: list[Value], starts_on: date, *, frequency: str, within_days: int
) -> Side | None:
    """Return the mean of the last periods that ended before the session began."""
    earliest = starts_on - timedelta(days=within_days)
    ended = [found for found in values if earliest <= found.end < starts_on]
    ended.sort(key=lambda found: (found.end, found.start), reverse=True)
    return side_of(ended[: PERIODS[frequency]])


def after(
    values: list[Value], ends_on: date, *, frequency: str, wave: int, tolerance_days: int
) -> Side | None:
    """Return the mean of the periods nearest to the target month that began after the session."""
    begun = [found for found in values if found.start > ends_on]
    if frequency == "year":
        latest = ends_on + timedelta(days=YEAR_BEFORE_DAYS)
        first = min(begun, key=lambda found: (found.start, found.end), default=None)
        return side_of([first] if first and first.start <= latest else [])
    target = add_months(ends_on, wave)
    near = [found for found in begun if _distance(found, target) <= 2 * tolerance_days]
    near.sort(key=lambda found: (_distance(found, target), found.start))
    return side_of(near[: PERIODS[frequency]])


def _distance(found: Value, target: date) -> int:
    """Return twice the days from the middle of the period to the target (twice: whole numbers)."""
    return abs(found.start.toordinal() + found.end.toordinal() - 2 * target.toordinal())
