"""Materialise the pairs of sessions; dashboards read nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from performance import windows
from performance.actions.pairing import pairs_of
from performance.actions.sources import read_sources
from performance.models import ComparisonMember, Indicator, Pair
from programs.actions import bump_data_version
from programs.models import Participation, Session

BATCH = 200  # sessions rebuilt together; their values are held in memory
IDS = 500  # ids a query takes
LOOK_BACK = 31  # days; a worker that was off for so long still catches up
LONGEST_WAVE = 366  # days in twelve months, at most


def rebuild_pairs(*, session: Session, today: date | None = None) -> None:
    """Write the session's pairs anew from participations, measurements and the listed group."""
    _rebuild([session.pk], today or timezone.localdate())
    bump_data_version(session.program.region_id)


def rebuild_sessions_touched(
    *,
    session_ids: Iterable[int] = (),
    program_ids: Iterable[int] = (),
    measured: Iterable[tuple[int, int | None, int | None]] = (),
    today: date | None = None,
) -> list[int]:
    """Rebuild the sessions named, of the programmes, and those that new values concern.

    ``measured`` holds (indicator, employee, unit) of the values. Returns the sessions rebuilt.
    """
    touched = set(session_ids)
    touched |= _sessions(Session.objects, "program", program_ids)
    touched |= _concerned(set(measured))
    for some in _batches(touched, BATCH):
        _rebuild(some, today or timezone.localdate())
    regions = Session.objects.filter(pk__in=touched) if len(touched) <= IDS else Session.objects
    if touched:
        for region in regions.order_by().values_list("program__region", flat=True).distinct():
            bump_data_version(region)
    return sorted(touched)


def rebuild_waves_reached(today: date) -> int:
    """Rebuild the sessions that lately reached month 3, 6 or 12 and have no pairs of it yet.

    Pairs with a missing side count as pairs: they say who still has to be measured. Returns how
    many sessions; repeats rebuild only those that have nothing to pair.
    """
    ended = today - timedelta(days=LONGEST_WAVE + LOOK_BACK)
    sessions = Session.objects.standing().filter(
        program__indicators__isnull=False, ends_on__gte=ended, ends_on__lt=today
    )
    reached = {
        (pk, wave)
        for pk, ends_on in sessions.order_by().values_list("pk", "ends_on").distinct()
        for wave in windows.WAVES
        if timedelta(0) <= today - windows.add_months(ends_on, wave) < timedelta(days=LOOK_BACK)
    }
    shown = Pair.objects.filter(session__ends_on__gte=ended, wave__in=windows.WAVES)
    missing = reached - set(shown.order_by().values_list("session_id", "wave").distinct())
    return len(rebuild_sessions_touched(session_ids={pk for pk, _wave in missing}, today=today))


def _concerned(measured: set[tuple[int, int | None, int | None]]) -> set[int]:
    """Return the sessions of these people and units whose programmes chose the indicators."""
    indicators = {indicator for indicator, _, _ in measured}
    people = {employee for _, employee, _ in measured if employee}
    attended = Participation.objects.attended().filter(
        session__program__indicators__indicator__in=indicators
    )
    listed = ComparisonMember.objects.filter(session__program__indicators__indicator__in=indicators)
    found = _sessions(attended, "employee", people, "session_id")
    found |= _sessions(listed, "employee", people, "session_id")
    return found | _of_units({unit for _, _, unit in measured if unit}, attended)


def _sessions(rows, field: str, ids: Iterable[int], wanted: str = "pk") -> set[int]:
    found: set[int] = set()
    for some in _batches(set(ids), IDS):
        found |= set(
            rows.filter(**{f"{field}__in": some}).order_by().values_list(wanted, flat=True)
        )
    return found


def _of_units(units: set[int], attended) -> set[int]:
    """Return the sessions that took people from the units or from below them."""
    if not units:
        return set()
    rows = attended.filter(
        session__program__indicators__indicator__level=Indicator.Level.UNIT,
        placement__isnull=False,
    )
    places = rows.order_by().values_list("session_id", "placement__unit__path").distinct()
    return {pk for pk, path in places if units & {int(part) for part in path.split(".") if part}}


@transaction.atomic
def _rebuild(session_ids: Collection[int], today: date) -> None:
    sources = read_sources(session_ids)
    Pair.objects.filter(session__in=session_ids).delete()
    pairs = [
        pair
        for source in sources.sessions.values()
        for wanted in source.wanted.values()
        for pair in pairs_of(sources, source, wanted, today)
    ]
    Pair.objects.bulk_create(pairs, batch_size=2000)


def _batches(ids: Collection[int], size: int) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]
