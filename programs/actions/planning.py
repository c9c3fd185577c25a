"""Verbs of the calendar: programmes, sessions and what is taught in them."""

from datetime import date
from typing import Any

from django.db import transaction

from programs.actions.versions import attendance_changed, bump_data_version, schedule_changed
from programs.models import Program, Session, Subject, Trainer
from trail.actions import record, save_unless_stale


@transaction.atomic
def add_program(*, program: Program, actor: Any) -> Program:
    """Save a new programme and record it."""
    program.save()
    _noted(actor, "program.created", program.region, program)
    return program


@transaction.atomic
def change_program(*, program: Program, version: int, actor: Any) -> None:
    """Save an edited programme, unless somebody was first (StaleEdit)."""
    save_unless_stale(
        instance=program, version=version, actor=actor, region_code=program.region.code
    )
    bump_data_version(program.region_id)


@transaction.atomic
def cancel_program(*, program: Program, reason: str, actor: Any, day: date) -> int:
    """Cancel a programme and its sessions that did not start; return how many sessions."""
    program.cancelled_on, program.cancelled_because = day, reason
    save_unless_stale(
        instance=program, version=program.version, actor=actor, region_code=program.region.code
    )
    waiting = program.sessions.standing().filter(starts_on__gt=day)
    stopped = waiting.update(cancelled_on=day, cancelled_because=reason)
    _programme_changed(program)
    return stopped


@transaction.atomic
def restore_program(*, program: Program, reason: str, actor: Any) -> None:
    """Take back a cancellation, and that of the sessions cancelled with it."""
    together = program.sessions.filter(
        cancelled_on=program.cancelled_on, cancelled_because=program.cancelled_because
    )
    together.update(cancelled_on=None, cancelled_because="")
    program.cancelled_on, program.cancelled_because = None, ""
    save_unless_stale(
        instance=program, version=program.version, actor=actor, region_code=program.region.code
    )
    _noted(actor, "program.restored", program.region, program, {"reason": reason})
    _programme_changed(program)


@transaction.atomic
def add_session(*, session: Session, actor: Any) -> Session:
    """Save a new session under the code ``kode_program-angkatan`` and record it."""
    session.code = f"{session.program.code}-{session.number}"
    session.save()
    _noted(actor, "session.created", session.program.region, session)
    bump_data_version(session.program.region_id)
    schedule_changed([session.pk])
    return session


@transaction.atomic
def change_session(*, session: Session, version: int, actor: Any) -> None:
    """Save an edited session, unless somebody was first (StaleEdit)."""
    session.code = f"{session.program.code}-{session.number}"
    region = session.program.region
    save_unless_stale(instance=session, version=version, actor=actor, region_code=region.code)
    bump_data_version(region.pk)
    attendance_changed([session.pk])
    schedule_changed([session.pk])


@transaction.atomic
def cancel_session(*, session: Session, reason: str, actor: Any, day: date) -> None:
    """Cancel a session; its participants stay on record and count nowhere."""
    session.cancelled_on, session.cancelled_because = day, reason
    change_session(session=session, version=session.version, actor=actor)


@transaction.atomic
def restore_session(*, session: Session, reason: str, actor: Any) -> None:
    """Take back the cancellation of a session."""
    session.cancelled_on, session.cancelled_because = None, ""
    change_session(session=session, version=session.version, actor=actor)
    _noted(actor, "session.restored", session.program.region, session, {"reason": reason})


@transaction.atomic
def add_subject(*, subject: Subject, trainer_name: str, institution: str, actor: Any) -> Subject:
    """Save a mata pelatihan with its narasumber, who is made if the region knows none so named."""
    _teach(subject, trainer_name, institution)
    _noted(actor, "subject.created", subject.session.program.region, subject)
    return subject


@transaction.atomic
def change_subject(*, subject: Subject, trainer_name: str, institution: str, actor: Any) -> None:
    """Save an edited mata pelatihan and its narasumber."""
    _teach(subject, trainer_name, institution)
    _noted(actor, "subject.changed", subject.session.program.region, subject)


def _teach(subject: Subject, trainer_name: str, institution: str) -> None:
    region_id = subject.session.program.region_id
    subject.trainer = None
    if trainer_name:
        named = Trainer.objects.filter(region_id=region_id, name__iexact=trainer_name)
        if institution:
            named = named.filter(institution__iexact=institution)
        subject.trainer = named.order_by("pk").first() or Trainer.objects.create(
            region_id=region_id, name=trainer_name, institution=institution
        )
    subject.save()
    bump_data_version(region_id)
    schedule_changed([subject.session_id])


def _programme_changed(program: Program) -> None:
    bump_data_version(program.region_id)
    sessions = list(program.sessions.order_by().values_list("pk", flat=True))
    attendance_changed(sessions)
    schedule_changed(sessions)


def _noted(actor: Any, action: str, region: Any, target: Any, detail: dict | None = None) -> None:
    record(actor=actor, action=action, target=str(target), region_code=region.code, detail=detail)
