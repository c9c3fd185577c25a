"""Thousands of angkatan for benchmarks: the same rows that closing and pairing leave, in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from organization.actions import NewPerson, register_employees
from organization.models import Placement, Region, Unit
from performance.models import Indicator, Pair, ProgramIndicator
from programs.actions import bump_data_version
from programs.choices import LearningForm
from programs.models import Participation, Program, Session, Topic
from surveys.actions import summaries
from surveys.choices import Audience, Promise, SurveyStatus
from surveys.models import (
    AnswerTally,
    ClosedResponse,
    DimensionSummary,
    Question,
    Questionnaire,
    Survey,
    SurveyMoments,
)
from workspace.demo.calendar import SEED
from workspace.demo.names import Namer
from workspace.demo.people import Numbers

SESSIONS_A_PROGRAM = 20
MOST_PEOPLE = 6000  # the same people take part again and again
ITEMS = 20
WEIGHTS = (3, 12, 55, 30)  # of the four answers, worst first
FIRST_DAY, DAYS = date(2026, 1, 5), 300  # sessions end within the year of the demo
CHUNK = 200  # sessions written together
BATCH = 5000  # rows of one INSERT


@dataclass(frozen=True)
class Measures:
    """What every session of the scale has in common."""

    participants: int
    raw: bool
    indicator: Indicator
    questionnaire: Questionnaire
    questions: list[Question]
    people: list[Placement]


def load_scale(
    region: Region, numbers: Numbers, *, sessions: int, participants: int, raw: bool
) -> dict[str, int]:
    """Write so many angkatan with participants, pairs and tallies of a closed form."""
    rng = Random(f"{SEED}:scale")  # noqa: S311 - the same figures every time
    questionnaire = Questionnaire.objects.get(region=None, code="F1")
    scaled = Question.objects.filter(section__questionnaire=questionnaire, scale__isnull=False)
    measures = Measures(
        participants=participants,
        raw=raw,
        indicator=Indicator.objects.get(code="tepat_waktu"),
        questionnaire=questionnaire,
        questions=list(scaled.select_related("scale")[:ITEMS]),
        people=_people(region, numbers, rng, min(sessions * participants, MOST_PEOPLE)),
    )
    made = _sessions(_programs(region, measures, sessions), sessions)
    for start in range(0, len(made), CHUNK):
        _fill(made[start : start + CHUNK], measures, rng)
    bump_data_version(region.pk)
    return {"angkatan untuk uji beban": len(made), "peserta": len(made) * participants}


def _people(region: Region, numbers: Numbers, rng: Random, count: int) -> list[Placement]:
    units = list(Unit.objects.filter(region=region).order_by("pk"))
    namer = Namer(rng)
    people = [
        NewPerson(
            nip=numbers.next(pppk=place % 3 == 0),
            name=namer.next("district"),
            unit=units[place % len(units)],
            position="Penata Layanan Operasional",
            position_kind="pelaksana",
        )
        for place in range(count)
    ]
    return register_employees(region=region, people=people, is_demo=True)


def _programs(region: Region, measures: Measures, sessions: int) -> list[Program]:
    topics = list(Topic.objects.order_by("pk"))
    programs = Program.objects.bulk_create(
        Program(
            region=region,
            code=f"UB{number:03d}",
            name=f"Program uji beban {number:03d}",
            topic=topics[number % len(topics)],
            form=LearningForm.TECHNICAL,
            hours=16,
            budget_year=FIRST_DAY.year,
            is_demo=True,
        )
        for number in range(1, -(-sessions // SESSIONS_A_PROGRAM) + 1)
    )
    indicator = measures.indicator
    ProgramIndicator.objects.bulk_create(
        ProgramIndicator(
            program=program, indicator=indicator, is_primary=True, delta=indicator.delta
        )
        for program in programs
    )
    return programs


def _sessions(programs: list[Program], sessions: int) -> list[Session]:
    made = []
    for place in range(sessions):
        program = programs[place // SESSIONS_A_PROGRAM]
        number = place % SESSIONS_A_PROGRAM + 1
        starts_on = FIRST_DAY + timedelta(days=place * DAYS // sessions)
        made.append(
            Session(
                program=program,
                number=str(number),
                code=f"{program.code}-{number}",
                starts_on=starts_on,
                ends_on=starts_on + timedelta(days=1),
            )
        )
    return Session.objects.bulk_create(made, batch_size=BATCH)


def _fill(sessions: list[Session], measures: Measures, rng: Random) -> None:
    """Write the people, pairs and answers of some sessions."""
    lists = {session.pk: rng.sample(measures.people, measures.participants) for session in sessions}
    Participation.objects.bulk_create(_participations(sessions, lists, rng), batch_size=BATCH)
    Pair.objects.bulk_create(_pairs(sessions, lists, measures, rng), batch_size=BATCH)
    surveys = Survey.objects.bulk_create(_survey(session, measures) for session in sessions)
    _count(surveys, measures, rng)


def _participations(
    sessions: list[Session], lists: dict[int, list[Placement]], rng: Random
) -> Iterator[Participation]:
    for session in sessions:
        for placement in lists[session.pk]:
            before = rng.randrange(40, 81, 5)
            yield Participation(
                session=session,
                employee_id=placement.employee_id,
                placement=placement,
                status=Participation.Status.COMPLETED,
                hours_attended=16,
                pretest=before,
                posttest=min(before + rng.randrange(0, 31, 5), 100),
            )


def _pairs(
    sessions: list[Session], lists: dict[int, list[Placement]], measures: Measures, rng: Random
) -> Iterator[Pair]:
    for session in sessions:
        for placement in lists[session.pk]:
            before = round(rng.gauss(70, 9), 1)
            yield Pair(
                session=session,
                indicator=measures.indicator,
                employee_id=placement.employee_id,
                group="participant",
                wave=Pair.Wave.DECLARED,
                before=before,
                after=round(min(before + rng.gauss(4, 7), 100), 1),
            )


def _survey(session: Session, measures: Measures) -> Survey:
    return Survey(
        questionnaire=measures.questionnaire,
        session=session,
        audience=Audience.PARTICIPANTS,
        promise=Promise.ANONYMOUS,
        code=f"F1.{session.code}.1",
        status=SurveyStatus.CLOSED,
        closes_on=session.ends_on,
        closed_on=session.ends_on,
        invited_at_close=measures.participants,
        submitted_at_close=measures.participants,
        raters_at_close=measures.participants,
    )


def _count(surveys: list[Survey], measures: Measures, rng: Random) -> None:
    """Draw the answers and write what closing writes of them."""
    tallies, dimensions, moments, responses = [], [], [], []
    keys = [str(question.pk) for question in measures.questions]
    for survey in surveys:
        people = [
            ("", dict(zip(keys, rng.choices((1, 2, 3, 4), WEIGHTS, k=len(keys)), strict=True)))
            for _ in range(measures.participants)
        ]
        tallies += summaries.tallies(survey, measures.questions, people)
        sums, products = summaries.summaries(survey, measures.questions, people)
        dimensions += sums
        moments += products
        if measures.raw:
            responses += [ClosedResponse(survey=survey, answers=given) for _, given in people]
    AnswerTally.objects.bulk_create(tallies, batch_size=BATCH)
    DimensionSummary.objects.bulk_create(dimensions, batch_size=BATCH)
    SurveyMoments.objects.bulk_create(moments, batch_size=BATCH)
    ClosedResponse.objects.bulk_create(responses, batch_size=BATCH)
