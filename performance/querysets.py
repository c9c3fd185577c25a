"""Questions about measurements and pairs."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from organization.access import Role, scope

COMPLETE = Q(before__isnull=False, after__isnull=False)


class MeasurementQuerySet(models.QuerySet["m.Measurement"]):
    """Single values, held by name: only the HR staff of the region read them."""

    def visible_to(self, user: Any) -> MeasurementQuerySet:
        """Return the measurements of the regions of a Petugas."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.filter(scope(user, region="region"))

    def declared(self, session: Any, employee: Any) -> MeasurementQuerySet:
        """Return the values of an employee that were given for the session itself."""
        return self.filter(session=session, employee=employee, unit=None)


class IndicatorQuerySet(models.QuerySet["m.Indicator"]):
    """What can be measured; every tenant has the same list."""

    def with_pairs_in(self, session: Any) -> IndicatorQuerySet:
        """Return the indicators of which a session has pairs."""
        return self.filter(pair__session=session).order_by("name").distinct()


class ComparisonQuerySet(models.QuerySet["m.ComparisonMember"]):
    """Listed people: names, so only for the HR staff of the region."""

    def visible_to(self, user: Any) -> ComparisonQuerySet:
        """Return the listed people of the regions of a Petugas."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.filter(scope(user, region="session__program__region"))

    def of(self, session: Any) -> ComparisonQuerySet:
        """Return the list of one session, by name."""
        return self.filter(session=session).order_by("employee__name", "employee_id")


class PairQuerySet(models.QuerySet["m.Pair"]):
    """Materialised before-after pairs."""

    def visible_to(self, user: Any) -> PairQuerySet:
        """Return the pairs of the regions of a Petugas."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.filter(scope(user, region="session__program__region"))

    def complete(self) -> PairQuerySet:
        """Return the pairs with both values."""
        return self.filter(COMPLETE)

    def of_participants(self) -> PairQuerySet:
        """Return the pairs of those who took part, without the listed group."""
        return self.filter(group="participant")

    def completeness(self) -> PairQuerySet:
        """Count people (or units) with and without a complete pair, a session and indicator."""
        who = Coalesce("employee_id", "unit_id")
        return (
            self.of_participants()
            .order_by()
            .values("session_id", "indicator_id")
            .annotate(
                total=Count(who, distinct=True),
                complete=Count(who, distinct=True, filter=COMPLETE),
            )
        )


def measured(sessions: models.QuerySet, state: str) -> models.QuerySet:
    """Return the sessions with indicators, or those in one state of completeness."""
    pairs = apps.get_model("performance", "Pair").objects.filter(session=OuterRef("pk"))
    chosen = apps.get_model("performance", "ProgramIndicator").objects.filter(
        program=OuterRef("program")
    )
    lacking = pairs.filter(~COMPLETE, group="participant")
    conditions = {
        "": Exists(chosen) | Exists(pairs),
        "missing": Exists(lacking),
        "complete": Exists(pairs) & ~Exists(lacking),
        "none": ~Exists(chosen) & ~Exists(pairs),
    }
    return sessions.filter(conditions[state])
