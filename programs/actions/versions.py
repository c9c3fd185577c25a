"""How often a region's figures changed; who derives something from attendance or from days."""

from collections.abc import Callable, Collection

from django.db.models import F

from programs.models import DataVersion

_rebuilders: list[Callable[..., object]] = []
_followers: list[Callable[..., object]] = []


def bump_data_version(region_id: int) -> None:
    """Say that a region's figures changed, so that no cached report survives."""
    changed = DataVersion.objects.filter(region_id=region_id).update(number=F("number") + 1)
    if not changed:
        DataVersion.objects.get_or_create(region_id=region_id, defaults={"number": 1})


def data_version(region_id: int) -> int:
    """Return the region's number; it belongs in the key of every cached report."""
    found = DataVersion.objects.filter(region_id=region_id).values_list("number", flat=True)
    return found.first() or 0


def on_attendance_change(rebuild: Callable[..., object]) -> None:
    """Register, at start-up, what a higher app derives from attendance."""
    if rebuild not in _rebuilders:
        _rebuilders.append(rebuild)


def attendance_changed(session_ids: Collection[int]) -> None:
    """Have everything derived from the attendance of these sessions made again."""
    for rebuild in _rebuilders:
        rebuild(session_ids=session_ids)


def on_schedule_change(follow: Callable[..., object]) -> None:
    """Register, at start-up, what a higher app derives from the days of sessions."""
    if follow not in _followers:
        _followers.append(follow)


def schedule_changed(session_ids: Collection[int]) -> None:
    """Have everything derived from the days of these sessions, and what is taught, follow."""
    for follow in _followers:
        follow(session_ids=session_ids)
