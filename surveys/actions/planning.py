"""The evaluation plan of a programme. Sessions that have started keep the lines they had."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from programs.models import Program
from surveys.actions.calendars import follow_schedule
from surveys.actions.presets import Preset
from surveys.models import PlanLine, PlannedSurvey, Questionnaire
from trail.actions import record


@transaction.atomic
def add_line(*, line: PlanLine, actor) -> PlanLine:
    """Put a form into the plan and into the calendars of the sessions that have not started."""
    line.save()
    _note(actor, "plan.line_added", line.program, str(line))
    _follow(line.program)
    return line


@transaction.atomic
def change_line(*, line: PlanLine, actor) -> PlanLine:
    """Save a changed line; sessions that have started keep the old one, which leaves the plan."""
    stored = PlanLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    _note(actor, "plan.line_changed", line.program, f"{stored} → {line}")
    if _kept(stored).exists():
        PlanLine.objects.filter(pk=stored.pk).update(is_current=False)
        line.pk, line._state.adding = None, True
        line.save()
        stored.planned.exclude(pk__in=_kept(stored)).update(line=line)
    else:
        line.save()
    _follow(line.program)
    return line


@transaction.atomic
def remove_line(*, line: PlanLine, actor) -> None:
    """Take a form out of the plan; sessions that have started keep it."""
    _note(actor, "plan.line_removed", line.program, str(line))
    if _kept(line).exists():
        line.planned.exclude(pk__in=_kept(line)).delete()
        PlanLine.objects.filter(pk=line.pk).update(is_current=False)
    else:
        line.delete()


@transaction.atomic
def take_preset(*, program: Program, preset: Preset, actor) -> int:
    """Add the forms of a ready plan that are not in the plan yet; return how many."""
    newest: dict[str, Questionnaire] = {}
    for found in Questionnaire.objects.openable().filter(region=None).order_by("version"):
        newest[found.code] = found
    known = set(
        PlanLine.objects.current()
        .filter(program=program)
        .values_list("questionnaire__code", "audience", "anchor", "offset")
    )
    added = [
        PlanLine(
            program=program,
            questionnaire=newest[line.questionnaire],
            **{name: value for name, value in vars(line).items() if name != "questionnaire"},
        )
        for line in preset.lines
        if (line.questionnaire, line.audience, line.anchor, line.offset) not in known
    ]
    PlanLine.objects.bulk_create(added)
    _note(actor, "plan.preset_taken", program, preset.title)
    _follow(program)
    return len(added)


def _kept(line: PlanLine) -> QuerySet[PlannedSurvey]:
    """Return what the line has planned for sessions that have started, or has opened."""
    started = Q(session__starts_on__lte=timezone.localdate())
    return line.planned.filter(started | Q(survey__isnull=False))


def _follow(program: Program) -> None:
    waiting = program.sessions.filter(starts_on__gt=timezone.localdate()).order_by()
    follow_schedule(session_ids=list(waiting.values_list("pk", flat=True)))


def _note(actor, action: str, program: Program, words: str) -> None:
    record(
        actor=actor,
        action=action,
        target=str(program),
        region_code=program.region.code,
        detail={"line": words},
    )
