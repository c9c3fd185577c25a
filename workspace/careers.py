"""How many hours (JP) somebody learned in a year, beside what the law asks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from organization.choices import PolicyKey
from organization.models import Employee, Policy
from organization.wording import number


@dataclass(frozen=True)
class YearOfLearning:
    """JP of a year and its limit in words."""

    year: int
    total: float  # JP
    limit: str  # "" where no limit is known
    is_wanting: bool  # a PNS below the minimum, or a PPPK above the ceiling


def hours_of_year(employee: Employee, history: Any, day: date) -> YearOfLearning:
    """Add up the JP of the year: 20 is a minimum for PNS, 24 a ceiling for PPPK."""
    attended = history.attended().in_year(day.year).with_hours()
    total = attended.aggregate(total=Sum("jp"))["total"] or 0.0
    is_pns = employee.status == Employee.Status.PNS
    key = PolicyKey.JP_MIN_PNS if is_pns else PolicyKey.JP_MAX_PPPK
    policy = Policy.objects.in_force(key, day).first()
    if policy is None:
        return YearOfLearning(day.year, total, "", False)
    word = "paling sedikit" if is_pns else "paling banyak"
    wanting = total < policy.value if is_pns else total > policy.value
    return YearOfLearning(day.year, total, f"{word} {number(policy.value)} JP", wanting)
