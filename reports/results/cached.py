"""The results that pages call; a region's is remembered until one of its figures changes."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from organization.access import Role
from organization.models import Region, Unit
from programs.actions import data_version
from reports.frames.limits import limits_on
from reports.results.codec import from_text, to_text
from reports.results.period import Filters, Period
from reports.results.region import compute_region
from reports.results.shapes import RegionResult, UnitResult
from reports.results.unit import compute_unit

LAYOUT = 2  # raise when the shape of RegionResult changes: old texts are then not found
KEPT = 24 * 3600  # seconds


def region_result(
    user: Any,  # noqa: ANN401
    region: Region,
    period: Period = Period(),  # noqa: B008  frozen
    filters: Filters = Filters(),  # noqa: B008  frozen
    *,
    details: bool = False,
    whole: bool = False,
) -> RegionResult:
    """Return the result of a region that the user may see; with details for machines, uncached.

    The key holds everything that the numbers depend on: the region's data version, the day, the
    thresholds in force, what the viewer may see, period and filters.
    An empty cache costs time only. ``whole``: what a Pimpinan of the whole region reads, also for
    a Kepala OPD, whose page sets the region's lines beside their own.
    """
    if details:
        return compute_region(user, region, period, filters, details=True, whole=whole)
    key = _key(user, region, period, filters, whole=whole)
    text = cache.get(key)
    if text is None:
        found = compute_region(user, region, period, filters, details=False, whole=whole)
        cache.set(key, to_text(found), KEPT)
        return found
    return from_text(RegionResult, text)


def unit_result(
    user: Any,  # noqa: ANN401
    unit: Unit,
    period: Period = Period(),  # noqa: B008  frozen
) -> UnitResult:
    """Return the result of a unit that the user may see, with its region's health beside."""
    region = region_result(user, unit.region, period, whole=True)
    return compute_unit(user, unit, period, region.health)


def _key(
    user: Any,  # noqa: ANN401
    region: Region,
    period: Period,
    filters: Filters,
    *,
    whole: bool,
) -> str:
    today = timezone.localdate()
    seen = (
        user.unit.path if user.unit_id and not whole else "",
        user.role == Role.OFFICER,  # HR tells "sakit" from "izin"
        region.pk in user.region_ids,
    )
    limits = limits_on(today)
    parts = (
        LAYOUT,
        region.pk,
        data_version(region.pk),
        today,
        sorted(limits.thresholds.items()),
        limits.completion_share,
        seen,
        period,
        filters,
    )
    return f"region-result:{hashlib.sha256(repr(parts).encode()).hexdigest()}"
