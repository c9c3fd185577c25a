"""Boring makers of closed forms, pairs and scores, written straight into the tables."""

from __future__ import annotations

from datetime import date
from itertools import count

from django.utils import timezone

from organization.models import Employee
from performance.models import Indicator, Pair, ProgramIndicator
from programs.models import Participation
from programs.tests.factories import make_program, make_session, next_nip
from surveys.models import AnswerTally, DimensionSummary, Question, Questionnaire, Survey

_serial = count(1)


def preset(code="F1S"):
    return Questionnaire.objects.preset(code).first()


def make_people(region, number):
    return Employee.objects.bulk_create(
        Employee(region=region, nip=next_nip(), name=f"Pegawai {next(_serial)}", status="PNS")
        for _ in range(number)
    )


def make_session_of(region, *, program=None, number="1", ends_on=date(2026, 3, 3), **fields):
    program = program or make_program(region)
    return make_session(program, number=number, starts_on=ends_on, ends_on=ends_on, **fields)


def make_attended(session, number, *, status="completed", scores=(), **fields):
    """Participants; ``scores`` are (pretest, posttest) of the first ones."""
    people = make_people(session.program.region, number)
    scores = [*scores, *[(None, None)] * (number - len(scores))]
    return Participation.objects.bulk_create(
        Participation(
            session=session, employee=person, status=status, pretest=pre, posttest=post, **fields
        )
        for person, (pre, post) in zip(people, scores, strict=True)
    )


def make_pairs(session, values, *, indicator="tepat_waktu", primary=True, wave=0, delta=None):
    """Pairs (before, after) of new people on an indicator of the session's programme."""
    values = list(values)
    found = Indicator.objects.get(code=indicator)
    ProgramIndicator.objects.get_or_create(
        program=session.program,
        indicator=found,
        defaults={"is_primary": primary, "delta": found.delta if delta is None else delta},
    )
    people = make_people(session.program.region, len(values))
    return Pair.objects.bulk_create(
        Pair(
            session=session,
            indicator=found,
            employee=person,
            group="participant",
            wave=wave,
            before=before,
            after=after,
        )
        for person, (before, after) in zip(people, values, strict=True)
    )


def make_closed(session, counts, *, code="F1S", invited=None, strata=None, **fields):
    """A closed form in which every question got the same counts {value: respondents}.

    ``strata``: {unit group: {value: respondents}} that add up to ``counts``.
    """
    respondents = sum(counts.values())
    questionnaire = preset(code)
    survey = Survey.objects.create(
        questionnaire=questionnaire,
        session=session,
        **{
            "audience": questionnaire.audience,
            "promise": "anonymous",
            "code": f"{code}.{session.code}.{next(_serial)}",
            "status": "closed",
            "opened_on": session.ends_on,
            "closes_on": session.ends_on,
            "closed_on": session.ends_on,
            "invited_at_close": respondents if invited is None else invited,
            "submitted_at_close": respondents,
            "raters_at_close": respondents,
            "by_unit_group": bool(strata),
        }
        | fields,
    )
    parts = {"": counts} | (strata or {})
    write_tallies(survey, {q.key: parts for q in asked(survey)})
    return survey


def asked(survey):
    return [q for q in Question.objects.of(survey.questionnaire) if q.scale_id]


def write_tallies(survey, answers):
    """Write the tallies {question key: {stratum: {value: respondents}}} and their sums.

    The sums treat a dimension as if each person had answered all its questions alike.
    """
    tallies, sums = [], {}
    for question in asked(survey):
        for stratum, counts in answers.get(question.key, {}).items():
            tallies += [
                AnswerTally(
                    survey=survey,
                    question=question,
                    stratum=stratum,
                    value=str(value),
                    count=number,
                )
                for value, number in counts.items()
                if number
            ]
            scored = {v: n for v, n in counts.items() if str(v).isdigit()}
            sums.setdefault((question.dimension, question.scale.code, stratum), scored)
    AnswerTally.objects.bulk_create(tallies)
    DimensionSummary.objects.bulk_create(
        DimensionSummary(
            survey=survey,
            dimension=dimension,
            scale=scale,
            stratum=stratum,
            n=sum(scored.values()),
            total=sum(int(v) * n for v, n in scored.items()),
            squares=sum(int(v) ** 2 * n for v, n in scored.items()),
            histogram={},
        )
        for (dimension, scale, stratum), scored in sums.items()
        if scored
    )


def today():
    return timezone.localdate()
