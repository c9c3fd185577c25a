"""The dated numbers that results obey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from organization.choices import PolicyKey
from organization.models import Policy

KEYS = {
    "group": PolicyKey.MIN_GROUP,
    "stratum": PolicyKey.MIN_STRATUM,
    "rated": PolicyKey.MIN_RATED_ALUMNI,
    "raters": PolicyKey.MIN_RATERS,
    "upward": PolicyKey.MIN_UPWARD,
    "records": PolicyKey.MIN_RECORDS,
    "verdict": PolicyKey.MIN_VERDICT,
    "dots": PolicyKey.MIN_DOTS,
    "reason": PolicyKey.MIN_REASON,
    "commenting": PolicyKey.MIN_COMMENT_RESPONDENTS,
    "comments": PolicyKey.MIN_COMMENTS,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds and legal limits in force on a day."""

    thresholds: Mapping[str, float]  # by the names of disclosure.Thresholds; may only raise it
    completion_share: float = 0.85  # of the JP of a programme
    hours_minimum: float = 20.0  # JP a year, PNS
    hours_maximum: float = 24.0  # JP a contract year, PPPK


def limits_on(day: date) -> Limits:
    """Read the policies in force on the day; thresholds can only be higher than the rule."""
    values: dict[str, float] = {}
    in_force = Policy.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day
    ).order_by("valid_from", "id")
    values.update(in_force.values_list("key", "value"))  # the newest comes last and stays
    thresholds = {name: values[key] for name, key in KEYS.items() if key in values}
    return Limits(
        thresholds=thresholds,
        completion_share=values.get(PolicyKey.COMPLETION_SHARE, 0.85),
        hours_minimum=values.get(PolicyKey.JP_MIN_PNS, 20.0),
        hours_maximum=values.get(PolicyKey.JP_MAX_PPPK, 24.0),
    )
