"""Who worked where on a day, and who was whose atasan."""

from collections.abc import Collection, Iterator
from datetime import date

from organization.models import Employee, Placement

BATCH = 20_000  # ids a query; SQLite takes 32,766 parameters


def placement_on(employee_ids: Collection[int], day: date) -> dict[int, Placement]:
    """Return each person's placement on the day: definitif before Plt before Plh."""
    found: dict[int, Placement] = {}
    for ids in in_batches(employee_ids):
        held = Placement.objects.on(day).filter(employee__in=ids).definitive_first()
        for placement in held.select_related("unit"):
            found.setdefault(placement.employee_id, placement)
    return found


def placement_ids_on(employee_ids: Collection[int], day: date) -> dict[int, int]:
    """Return the ids of what ``placement_on`` returns, for lists too long to build the rows."""
    found: dict[int, int] = {}
    for ids in in_batches(employee_ids):
        held = Placement.objects.on(day).filter(employee__in=ids).definitive_first()
        for employee_id, pk in held.values_list("employee_id", "pk"):
            found.setdefault(employee_id, pk)
    return found


def supervisors_on(employee_ids: Collection[int], day: date) -> dict[int, Employee | None]:
    """Return each person's atasan on the day, or None where nobody is known.

    The named supervisor; else the head of the unit (definitif, Plt or Plh); for a head, and where
    the post is empty, the head of the next unit above. Nobody is their own atasan.
    """
    placements = placement_on(employee_ids, day)
    heads = _heads({pk for held in placements.values() for pk in line_of(held)}, day)
    chosen = {pk: _above(placements.get(pk), heads) for pk in employee_ids}
    people = {}
    for ids in in_batches({pk for pk in chosen.values() if pk}):
        people |= Employee.objects.in_bulk(ids)
    return {pk: people.get(supervisor or 0) for pk, supervisor in chosen.items()}


def in_batches(ids: Collection[int]) -> Iterator[list[int]]:
    """Yield the ids, each once and in order, in lists that fit into one query."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def line_of(placement: Placement) -> list[int]:
    """Return the ids of the unit and of those above it, nearest first."""
    return [int(pk) for pk in reversed(placement.unit.path.rstrip(".").split("."))]


def _heads(unit_ids: set[int], day: date) -> dict[int, int]:
    heads: dict[int, int] = {}
    for ids in in_batches(unit_ids):
        held = Placement.objects.on(day).filter(is_head=True, unit__in=ids).highest_first()
        for unit_id, employee_id in held.values_list("unit_id", "employee_id"):
            heads.setdefault(unit_id, employee_id)
    return heads


def _above(placement: Placement | None, heads: dict[int, int]) -> int | None:
    if placement is None:
        return None
    if placement.supervisor_id:
        return placement.supervisor_id
    line = line_of(placement)[1:] if placement.is_head else line_of(placement)
    leaders = (heads[unit_id] for unit_id in line if unit_id in heads)
    return next((pk for pk in leaders if pk != placement.employee_id), None)
