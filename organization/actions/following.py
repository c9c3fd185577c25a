"""What higher apps derive from people and units must notice when these change."""

from collections.abc import Callable

_followers: list[Callable[[int], object]] = []


def on_people_change(follow: Callable[[int], object]) -> None:
    """Register, at start-up, what is called with the region whose people or units changed."""
    if follow not in _followers:
        _followers.append(follow)


def people_changed(region_id: int) -> None:
    """Say that people of a region came, went or moved, or that units changed place or group."""
    for follow in _followers:
        follow(region_id)
