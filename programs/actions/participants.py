"""Verbs of participants: nominate, appoint, record attendance, replace, correct."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from organization.actions import placement_on
from organization.models import Employee
from programs.actions.versions import attendance_changed, bump_data_version
from programs.models import Participation, Session
from trail.actions import record, save_unless_stale

Status = Participation.Status
STEP = {  # the path diusulkan -> ditetapkan -> hadir / tidak hadir -> selesai
    Status.NOMINATED: 0,
    Status.APPOINTED: 1,
    Status.ATTENDED: 2,
    Status.ABSENT: 2,
    Status.COMPLETED: 3,
    Status.REPLACED: 4,
}
NEXT = {  # what a button for many may turn into what
    Status.APPOINTED: (Status.NOMINATED,),
    Status.ATTENDED: (Status.NOMINATED, Status.APPOINTED),
    Status.COMPLETED: (Status.NOMINATED, Status.APPOINTED, Status.ATTENDED),
}
PRESENT = (Status.ATTENDED, Status.COMPLETED)


class NotAllowed(Exception):  # noqa: N818 - a sentence for the screen
    """Why participants cannot be changed so."""


def is_correction(before: str, after: str) -> bool:
    """Say whether a change of status goes against the path and so needs a reason."""
    return before != after and STEP[Status(after)] <= STEP[Status(before)]


@transaction.atomic
def enrol(
    *, session: Session, employees: Sequence[Employee], status: str, actor: Any, letter: str = ""
) -> list[Participation]:
    """Put employees on the list of a session, with their placement of its first day."""
    places = placement_on([employee.pk for employee in employees], session.starts_on)
    made = Participation.objects.bulk_create(
        Participation(
            session=session,
            employee=employee,
            placement=places.get(employee.pk),
            status=status,
            assignment_letter=letter,
        )
        for employee in employees
    )
    _recorded(actor, "participation.created", session, {"number": len(made), "status": status})
    return made


@transaction.atomic
def change_participation(
    *, participation: Participation, version: int, actor: Any, reason: str = ""
) -> None:
    """Save an edited participation, unless somebody was first (StaleEdit); keep the reason."""
    session = participation.session
    if participation.status != Status.ABSENT:
        participation.absence_reason = ""
    if participation.status != Status.REPLACED:
        participation.replaced_by = None
    save_unless_stale(
        instance=participation,
        version=version,
        actor=actor,
        region_code=session.program.region.code,
    )
    if reason:
        detail = {"participation": participation.pk, "reason": reason}
        _recorded(actor, "participation.corrected", session, detail)
    bump_data_version(session.program.region_id)
    attendance_changed([session.pk])


@transaction.atomic
def replace_participant(
    *, participation: Participation, version: int, actor: Any, reason: str = ""
) -> None:
    """Save a replaced participant and put the replacement on the list, if not there yet."""
    change_participation(participation=participation, version=version, actor=actor, reason=reason)
    session, substitute = participation.session, participation.replaced_by
    if not session.participations.filter(employee=substitute).exists():
        with suppress(IntegrityError), transaction.atomic():  # somebody listed them just now
            enrol(session=session, employees=[substitute], status=Status.APPOINTED, actor=actor)


@transaction.atomic
def mark_participants(
    *, session: Session, chosen: Collection[int], status: str, actor: Any, today: date
) -> int:
    """Move many participants one way along the path in one go; return how many moved."""
    if status in PRESENT and session.starts_on > today:
        raise NotAllowed("Angkatan ini belum dimulai, jadi kehadiran belum dapat dicatat.")
    moved = session.participations.filter(pk__in=chosen, status__in=NEXT[Status(status)]).update(
        status=status, version=F("version") + 1
    )
    _recorded(actor, "participation.marked", session, {"number": moved, "status": status})
    return moved


def _recorded(actor: Any, action: str, session: Session, detail: dict) -> None:
    region = session.program.region
    record(actor=actor, action=action, target=str(session), region_code=region.code, detail=detail)
    bump_data_version(region.pk)
    attendance_changed([session.pk])
