"""The one verb of reports: decide which closed forms are published, and with which."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db import transaction

from programs.models import Program
from reports.disclosure import Blocks, Thresholds, Viewer
from reports.disclosure.released import added_up, as_row, pack
from reports.disclosure.surveys import ClosedForm, Question, decide, release_answers
from reports.frames.limits import limits_on
from reports.frames.waiting import (
    Group,
    questions_of,
    sums_of,
    tallies_of,
    waiting_forms,
)
from reports.models import Publication, PublishedSurvey
from surveys.models import Survey

CHUNK = 200  # programmes decided in one transaction


def publish_closed(*, programs: Collection[int], today: date) -> int:
    """Publish what may be published of the programmes' closed forms; return how many publications.

    The decision is taken once and kept for ever: a form above its threshold stands alone, smaller
    ones wait until together they are enough. Repeats and rivals change nothing: the programmes are
    locked, and the database allows a survey in one publication only.
    """
    limits = Thresholds().raised(**limits_on(today).thresholds)
    ready = _ready(programs, limits)
    made = 0
    for start in range(0, len(ready), CHUNK):
        with transaction.atomic():
            locked = Program.objects.select_for_update().order_by("pk")
            chosen = list(locked.filter(pk__in=ready[start : start + CHUNK]).values_list("pk"))
            made += _publish([pk for (pk,) in chosen], limits)
    return made


def _ready(programs: Collection[int], limits: Thresholds) -> list[int]:
    """Return the programmes with something to publish, without locking anything."""
    found = _decisions(programs, limits)
    return sorted({group.program for group, blocks in found.items() if blocks.shown})


def _decisions(programs: Collection[int], limits: Thresholds) -> dict[Group, Blocks[ClosedForm]]:
    surveys = Survey.objects.filter(session__program__in=programs)
    forms = waiting_forms(surveys)
    return {
        group: decide([ClosedForm(*row) for row in rows], group.audience, limits)
        for group, rows in forms.items()
    }


def _publish(programs: list[int], limits: Thresholds) -> int:
    decisions = _decisions(programs, limits)
    blocks = [(group, block) for group, found in decisions.items() for block in found.shown]
    members = [form.pk for _, block in blocks for form in block]
    questions = questions_of({group.questionnaire for group in decisions})
    tallies, sums = tallies_of(members), sums_of(members)
    made: list[Publication] = []
    for group, block in blocks:
        answers = added_up(group.audience, block, tallies, sums)
        asked = [Question(*row) for row in questions.get(group.questionnaire, [])]
        released = pack(
            release_answers(answers, asked, _as_printed(block, limits), Viewer()), asked
        )
        layout, numbers = as_row(released)
        made.append(
            Publication(
                program_id=group.program,
                questionnaire_id=group.questionnaire,
                audience=group.audience,
                respondents=answers.respondents,
                size=len(block),
                released=released,
                layout=layout,
                numbers=numbers,
            )
        )
    Publication.objects.bulk_create(made)
    PublishedSurvey.objects.bulk_create(
        PublishedSurvey(survey_id=form.pk, publication=publication)
        for publication, (_, block) in zip(made, blocks, strict=True)
        for form in block
    )
    return len(made)


def _as_printed(block: tuple[ClosedForm, ...], limits: Thresholds) -> Thresholds:
    """Return the thresholds with the highest numbers that the block's forms promised."""
    return replace(
        limits,
        group=max(limits.group, *(form.min_group for form in block)),
        stratum=max(limits.stratum, *(form.min_stratum for form in block)),
    )
