"""The calendar of each session: made from the plan, moved with the session, opened on its day."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from programs.models import Session, Subject
from surveys.actions.opening import forget_keys, open_survey
from surveys.actions.outcomes import CannotOpen
from surveys.choices import PlannedStatus
from surveys.models import PlanLine, PlannedSurvey, Survey
from trail.actions import record

BY_HAND = timedelta(days=45)  # a form opened by hand so near the planned day is the planned one
TOO_LATE = "Sudah lewat ketika jadwal ini dibuat."
BROKEN = "Terjadi kesalahan pada sistem. Pembukaan dicoba lagi besok; bila berulang, hubungi Admin."
BATCH = 1_000
PENDING = (PlannedStatus.WAITING, PlannedStatus.FAILED)
logger = logging.getLogger(__name__)
Status = PlannedStatus


@dataclass
class Changes:
    """What a calendar needs to agree with plan and session again."""

    made: list[PlannedSurvey] = field(default_factory=list)
    moved: list[PlannedSurvey] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)


def follow_schedule(*, session_ids: Collection[int]) -> None:
    """Let calendars follow their sessions: registered with programs.actions at start-up.

    A session gets its calendar from the plan until it has started; then only its own lines count.
    What a person shifted or what has been opened stays.
    """
    _write(session_ids, timezone.localdate(), adopt=False)


def adopt_plan(*, session: Session, actor) -> int:
    """Give a session that has started the plan as it is today; return how many forms wait."""
    _write([session.pk], timezone.localdate(), adopt=True)
    for planned in session.planned_surveys.filter(survey=None).select_related("line", "session"):
        if survey := opened_by_hand(planned):
            _change(planned, survey=survey, status=Status.OPENED, problem="")
    _note(actor, "plan.adopted", session, {})
    return session.planned_surveys.waiting().count()


def shift(*, planned: PlannedSurvey, opens_on: date, closes_on: date, actor) -> None:
    """Move a planned form by hand; from then on it no longer moves with its session."""
    if closes_on < opens_on:
        raise CannotOpen("Tanggal penutupan mendahului tanggal pembukaan. Periksa kedua tanggal.")
    if closes_on < timezone.localdate():
        raise CannotOpen("Tanggal penutupan sudah lewat; pilih hari ini atau sesudahnya.")
    detail = {"from": planned.opens_on.isoformat(), "to": opens_on.isoformat()}
    dates = {"opens_on": opens_on, "closes_on": closes_on, "is_shifted": True}
    _change(planned, status=Status.WAITING, problem="", **dates)
    _note(actor, "plan.shifted", planned.session, detail | {"form": str(planned.line)})


def skip(*, planned: PlannedSurvey, actor) -> None:
    """Leave a planned form out; ``shift`` and ``resume`` bring it back."""
    _change(planned, status=Status.SKIPPED, problem="")
    _note(actor, "plan.skipped", planned.session, {"form": str(planned.line)})


def resume(*, planned: PlannedSurvey, actor) -> None:
    """Let a form that was left out open on its day after all."""
    if planned.closes_on < timezone.localdate():
        raise CannotOpen("Tanggalnya sudah lewat; geser tanggal formulir ini dahulu.")
    _change(planned, status=Status.WAITING, problem="")
    _note(actor, "plan.resumed", planned.session, {"form": str(planned.line)})


def open_now(*, planned: PlannedSurvey, actor) -> Survey:
    """Open a planned form today, for as many days as planned; raises CannotOpen."""
    today = timezone.localdate()
    if planned.opens_on > today or planned.closes_on < today:
        days = planned.closes_on - planned.opens_on
        shift(planned=planned, opens_on=today, closes_on=today + days, actor=actor)
    elif planned.status == Status.SKIPPED:
        resume(planned=planned, actor=actor)
    return open_one(planned.pk, actor)


def open_planned(today: date) -> int:
    """Open the forms whose day has come, each in its own transaction; return how many.

    One that cannot be opened says why, in words, and is tried again each day until it would close.
    """
    opened = 0
    for pk in list(PlannedSurvey.objects.due_on(today).values_list("pk", flat=True)):
        try:
            open_one(pk, None)
            opened += 1
        except CannotOpen as reason:
            logger.info("planned form %s: %s", pk, type(reason).__name__)
        except Exception:
            logger.exception("planned form %s", pk)
            _fail(pk, BROKEN)
    return opened


def open_one(pk: int, actor) -> Survey:
    """Open one planned form; repeats return the same. Raises CannotOpen, which the row keeps."""
    survey = None
    try:
        with transaction.atomic():
            planned = PlannedSurvey.objects.select_for_update(of=("self",)).get(pk=pk)
            if planned.survey is not None:
                return planned.survey
            survey = opened_by_hand(planned) or _open(planned, actor)
            planned.survey, planned.status, planned.problem = survey, Status.OPENED, ""
            planned.save(update_fields=["survey", "status", "problem"])
    except CannotOpen as reason:
        _fail(pk, str(reason))
        raise
    except Exception:
        if survey is not None:
            forget_keys(survey)
        raise
    return survey


def opened_by_hand(planned: PlannedSurvey) -> Survey | None:
    """Return the form that somebody opened by hand around the planned day, if there is one."""
    near = (planned.opens_on - BY_HAND, planned.opens_on + BY_HAND)
    found = Survey.objects.same_form(_blank(planned)).filter(planned=None, opened_on__range=near)
    return found.order_by("round").first()


def _open(planned: PlannedSurvey, actor) -> Survey:
    line = planned.line
    return open_survey(
        session=planned.session,
        questionnaire=line.questionnaire,
        audience=line.audience,
        promise=line.promise,
        closes_on=planned.closes_on,
        actor=actor,
        subject=planned.subject,
        is_new_wave=True,
    )


def _blank(planned: PlannedSurvey) -> Survey:
    line = planned.line
    return Survey(
        session=planned.session,
        questionnaire=line.questionnaire,
        audience=line.audience,
        subject=planned.subject,
    )


def _fail(pk: int, sentence: str) -> None:
    waiting = PlannedSurvey.objects.filter(pk=pk, status__in=PENDING)
    waiting.update(status=Status.FAILED, problem=sentence[:500])


def _change(planned: PlannedSurvey, **values) -> None:
    changed = PlannedSurvey.objects.filter(pk=planned.pk, survey=None).update(**values)
    if not changed:
        raise CannotOpen("Formulir ini sudah dibuka; ubah tanggalnya di halaman formulir.")
    planned.refresh_from_db()


@transaction.atomic
def _write(session_ids: Collection[int], today: date, *, adopt: bool) -> None:
    ids = sorted(set(session_ids))
    for start in range(0, len(ids), BATCH):
        changes = Changes()
        some = Session.objects.filter(pk__in=ids[start : start + BATCH], cancelled_on=None)
        _compare(list(some), today, changes, adopt=adopt)
        PlannedSurvey.objects.filter(pk__in=changes.dropped).delete()
        PlannedSurvey.objects.bulk_create(changes.made)
        fields = ["opens_on", "closes_on", "status", "problem"]
        PlannedSurvey.objects.bulk_update(changes.moved, fields, batch_size=BATCH)


def _compare(sessions: list[Session], today: date, changes: Changes, *, adopt: bool) -> None:
    """Compare the calendars with plans and sessions; three queries."""
    programs = {session.program_id for session in sessions}
    plans, rows, subjects = defaultdict(list), defaultdict(list), defaultdict(list)
    current = PlanLine.objects.current().filter(program__in=programs)
    for line in current.select_related("questionnaire"):
        plans[line.program_id].append(line)
    known = PlannedSurvey.objects.filter(session__in=sessions)
    for row in known.select_related("line__questionnaire", "subject"):
        rows[row.session_id].append(row)
    for subject in Subject.objects.filter(session__in=sessions):
        subjects[subject.session_id].append(subject)
    for session in sessions:
        mine = rows[session.pk]
        plan = plans[session.program_id]
        if not adopt and session.starts_on <= today and mine:
            plan = list({row.line_id: row.line for row in mine}.values())
        elif not adopt and session.ends_on < today:
            continue
        is_bound = adopt or session.starts_on <= today
        _follow(session, _wanted(session, plan, subjects[session.pk]), mine, today, changes)
        if not is_bound:
            changes.dropped += _unwanted(mine, plan)


def _wanted(
    session: Session, plan: Iterable[PlanLine], subjects: list[Subject]
) -> dict[tuple[int, int | None], PlannedSurvey]:
    """Return {(line, mata pelatihan): the form on its days} that the plan asks for."""
    wanted = {}
    for line in plan:
        for subject in subjects if line.questionnaire.per_subject else [None]:
            opens_on = line.opens_on(session, subject)
            wanted[line.pk, subject and subject.pk] = PlannedSurvey(
                line=line,
                session=session,
                subject=subject,
                opens_on=opens_on,
                closes_on=line.closes_on(opens_on),
            )
    return wanted


def _follow(session: Session, wanted: dict, rows: list, today: date, changes: Changes) -> None:
    known = {(row.line_id, row.subject_id): row for row in rows}
    for key, planned in wanted.items():
        row = known.get(key)
        if row is None:
            if planned.closes_on < today:
                planned.status, planned.problem = Status.SKIPPED, TOO_LATE
            changes.made.append(planned)
        elif _moves(row, planned):
            row.opens_on, row.closes_on = planned.opens_on, planned.closes_on
            if row.closes_on >= today:
                row.status, row.problem = Status.WAITING, ""
            changes.moved.append(row)


def _moves(row: PlannedSurvey, planned: PlannedSurvey) -> bool:
    """Say whether a row follows to other days: not shifted by hand, not opened, not left out."""
    if row.is_shifted or (row.opens_on, row.closes_on) == (planned.opens_on, planned.closes_on):
        return False
    return row.status in PENDING or row.problem == TOO_LATE


def _unwanted(rows: list[PlannedSurvey], plan: Iterable[PlanLine]) -> list[int]:
    """Return the rows of lines that left the plan, or that the plan now asks otherwise."""
    lines = {line.pk: line for line in plan}
    return [
        row.pk
        for row in rows
        if row.survey_id is None
        and (
            row.line_id not in lines
            or lines[row.line_id].questionnaire.per_subject != (row.subject_id is not None)
        )
    ]


def _note(actor, action: str, session: Session, detail: dict) -> None:
    region = session.program.region
    record(actor=actor, action=action, target=str(session), region_code=region.code, detail=detail)
