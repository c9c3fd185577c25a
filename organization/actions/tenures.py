"""Whose atasan somebody was, and for how long, between two days."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Q

from organization.actions.superiors import in_batches, line_of
from organization.models import Employee, Placement

DAY = timedelta(days=1)


@dataclass
class Tenure:
    """How long one person was the atasan of another within the days asked about."""

    supervisor_id: int
    kind: str  # Placement.Kind of the post on the last of these days; "" where named by hand
    first: date
    last: date
    days: int


def tenures_between(
    employee_ids: Collection[int], start: date, end: date
) -> dict[int, list[Tenure]]:
    """Return who was each person's atasan from ``start`` to ``end``, the longest first.

    Both days count. On each day the rule of ``supervisors_on`` holds: the one named, else the head
    (definitif, Plt, Plh) of the unit, for a head and where the post is empty the next above. Of
    equally long ones the latest comes first. Three queries, however many people.
    """
    held = _held_by(employee_ids, start, end)
    lines = {pk for posts in held.values() for post in posts for pk in line_of(post)}
    heads = _heads_of(lines, start, end)
    return {pk: _longest_first(held.get(pk, []), heads, start, end) for pk in employee_ids}


def longest_supervisors(
    employee_ids: Collection[int], start: date, end: date
) -> dict[int, tuple[Tenure, bool]]:
    """Return each person's atasan of the most days who is still in service.

    The second value says whether somebody who has left had been the atasan for longer. People of
    whom nobody is known are absent.
    """
    found = tenures_between(employee_ids, start, end)
    working = _in_service({one.supervisor_id for tenures in found.values() for one in tenures})
    chosen = {}
    for employee_id, tenures in found.items():
        still = [one for one in tenures if one.supervisor_id in working]
        if still:
            chosen[employee_id] = (still[0], still[0] is not tenures[0])
    return chosen


def _held_by(ids: Collection[int], start: date, end: date) -> dict[int, list[Placement]]:
    """Return the posts of each person within the days: definitif before Plt before Plh."""
    held = defaultdict(list)
    for some in in_batches(ids):
        posts = _within(start, end).filter(employee__in=some).definitive_first()
        for post in posts.select_related("unit"):
            held[post.employee_id].append(post)
    return held


def _heads_of(unit_ids: set[int], start: date, end: date) -> dict[int, list[Placement]]:
    """Return the head posts of each unit within the days, the highest first."""
    heads = defaultdict(list)
    for some in in_batches(unit_ids):
        for post in _within(start, end).filter(is_head=True, unit__in=some).highest_first():
            heads[post.unit_id].append(post)
    return heads


def _within(start: date, end: date):
    return Placement.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=end), Q(ends_on=None) | Q(ends_on__gte=start)
    )


def _in_service(ids: set[int]) -> set[int]:
    found: set[int] = set()
    for some in in_batches(ids):
        found.update(Employee.objects.active().filter(pk__in=some).values_list("pk", flat=True))
    return found


def _longest_first(
    held: list[Placement], heads: dict[int, list[Placement]], start: date, end: date
) -> list[Tenure]:
    """Cut the days where somebody came or went, and add up each atasan's pieces."""
    concerned = [
        *held,
        *(post for one in held for pk in line_of(one) for post in heads.get(pk, [])),
    ]
    tenures: dict[int, Tenure] = {}
    for first, last in _pieces(concerned, start, end):
        above = _above(_post_on(held, first), heads, first)
        if above is None:
            continue
        supervisor_id, kind = above
        known = tenures.setdefault(supervisor_id, Tenure(supervisor_id, kind, first, last, days=0))
        known.kind, known.last = kind, last
        known.days += (last - first).days + 1
    return sorted(tenures.values(), key=lambda one: (one.days, one.last), reverse=True)


def _pieces(posts: Iterable[Placement], start: date, end: date) -> Iterator[tuple[date, date]]:
    """Yield (first, last) of the stretches of days in which none of the posts changes hands."""
    edges = {start, end + DAY}
    for post in posts:
        edges.update(day for day in (post.starts_on, post.ends_on and post.ends_on + DAY) if day)
    days = sorted(edges)
    inner = days[bisect_right(days, start) - 1 : bisect_right(days, end + DAY)]
    yield from ((first, after - DAY) for first, after in pairwise(inner))


def _post_on(posts: Iterable[Placement], day: date) -> Placement | None:
    return next((post for post in posts if _holds(post, day)), None)


def _holds(post: Placement, day: date) -> bool:
    return (post.starts_on is None or post.starts_on <= day) and (
        post.ends_on is None or post.ends_on >= day
    )


def _above(
    held: Placement | None, heads: dict[int, list[Placement]], day: date
) -> tuple[int, str] | None:
    """Return (id, kind of post) of the atasan on the day; the rule is in ``supervisors_on``."""
    if held is None:
        return None
    if held.supervisor_id:
        return held.supervisor_id, ""
    line = line_of(held)[1:] if held.is_head else line_of(held)
    leaders = (_post_on(heads.get(unit_id, []), day) for unit_id in line)
    found = (post for post in leaders if post and post.employee_id != held.employee_id)
    return next(((post.employee_id, post.kind) for post in found), None)
