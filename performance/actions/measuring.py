"""Values entered by hand: before and after of one employee in one session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from organization.models import Employee
from performance.actions.pairs import rebuild_pairs
from performance.models import Indicator, Measurement
from programs.models import Session
from trail.actions import StaleEdit, record, save_unless_stale


@dataclass(frozen=True)
class Entry:
    """One value as the form gave it; ``version`` is None where there was no value yet."""

    indicator: Indicator
    round: str  # "before" or "after"
    day: date | None
    value: float | None  # in the indicator's unit; None leaves what is there
    version: int | None
    remove: bool = False  # take away what is there, whatever the value says


class Conflict(Exception):  # noqa: N818 - an outcome that the page shows
    """Somebody else saved a value after this form was opened; nothing was written."""

    def __init__(self, entry: Entry, current: Measurement) -> None:
        super().__init__("stale")
        self.entry = entry
        self.current = current


@transaction.atomic
def record_measurements(
    *, session: Session, employee: Employee, entries: list[Entry], actor: Any, reason: str = ""
) -> int:
    """Save the values of one employee, all or none, and rebuild the session's pairs.

    ``reason`` is why a value that stood there was changed or removed; the trail keeps it.
    """
    written = sum(
        record_measurement(
            session=session, employee=employee, entry=entry, actor=actor, reason=reason
        )
        for entry in entries
        if entry.remove or entry.value is not None
    )
    if written:
        rebuild_pairs(session=session)
    return written


@transaction.atomic
def record_measurement(
    *, session: Session, employee: Employee, entry: Entry, actor: Any, reason: str = ""
) -> bool:
    """Save or remove one declared value unless somebody was first; say whether it changed."""
    mine = Measurement.objects.declared(session, employee).filter(
        indicator=entry.indicator, round=entry.round
    )
    current = mine.select_for_update().first()
    if entry.remove:
        return current is not None and _remove(session, entry, current, actor, reason)
    if current is None:
        return _create(session, employee, entry, actor)
    if (current.value, current.period_end) == (entry.value, entry.day):
        return False
    if entry.version is None:
        raise Conflict(entry, current)
    current.value, current.period_start, current.period_end = entry.value, entry.day, entry.day
    try:
        save_unless_stale(
            instance=current,
            version=entry.version,
            actor=actor,
            region_code=session.program.region.code,
            reason=reason,
        )
    except StaleEdit as stale:
        raise Conflict(entry, stale.current) from stale
    return True


def _remove(session: Session, entry: Entry, current: Measurement, actor: Any, reason: str) -> bool:
    """Delete a value that was wrong; a value that somebody corrected meanwhile stays."""
    if current.version != entry.version:
        raise Conflict(entry, current)
    current.delete()
    _note(session, entry, actor, "measurement.removed", {"reason": reason})
    return True


def _create(session: Session, employee: Employee, entry: Entry, actor: Any) -> bool:
    row = Measurement(
        region_id=session.program.region_id,
        indicator=entry.indicator,
        employee=employee,
        period_start=entry.day,
        period_end=entry.day,
        value=entry.value,
        source="Isian petugas",
        session=session,
        round=entry.round,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        first = Measurement.objects.declared(session, employee)
        current = first.get(indicator=entry.indicator, round=entry.round)
        raise Conflict(entry, current) from None
    _note(session, entry, actor, "measurement.recorded", {})
    return True


def _note(session: Session, entry: Entry, actor: Any, action: str, detail: dict) -> None:
    """Record the act; the value is nobody's business but HR's."""
    record(
        actor=actor,
        action=action,
        target=f"{entry.indicator} {session}",
        region_code=session.program.region.code,
        detail={"round": entry.round} | detail,
    )
