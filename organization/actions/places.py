"""Regions: what the tenant calls them."""

from typing import Any

from django.db import transaction

from organization.models import Region
from trail.actions import record


@transaction.atomic
def correct_region(*, region: Region, changes: dict[str, Any], actor: Any) -> Region:
    """Set name, short name, HR office or whether it is evaluated; recorded with both values."""
    before = {name: getattr(region, name) for name in changes}
    for name, value in changes.items():
        setattr(region, name, value)
    region.save(update_fields=list(changes))
    differing = {
        name: [str(before[name]), str(v)] for name, v in changes.items() if before[name] != v
    }
    if differing:
        record(
            actor=actor,
            action="region.changed",
            target=str(region),
            region_code=region.code,
            detail={"changes": differing},
        )
    return region
