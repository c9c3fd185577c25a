"""Programmes, angkatan, mata pelatihan and who came."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random

from organization.models import Placement, Region
from programs.choices import AbsenceReason
from programs.models import Participation, Program, Session, Subject, Topic, Trainer
from workspace.demo.calendar import SEED, TODAY
from workspace.demo.catalogue import Course, Run
from workspace.demo.people import Crowd

Status = Participation.Status
REASONS = (  # how often each is given
    (AbsenceReason.SUDDEN_DUTY, 9),
    (AbsenceReason.SHIFT, 8),
    (AbsenceReason.TRAVEL, 4),
    (AbsenceReason.NO_LETTER, 3),
    (AbsenceReason.SICK, 4),
    (AbsenceReason.EXCUSED, 2),
    (AbsenceReason.LEAVE, 2),
    (AbsenceReason.MOVED, 1),
    (AbsenceReason.UNKNOWN, 2),
)
PRICE = Decimal(450_000)  # rupiah a person and 10 JP
VENUES = {"luring": "Aula BKPSDM (contoh)", "daring": "", "campuran": "Aula dan ruang rapat daring"}


@dataclass
class Held:
    """An angkatan with those who are on its list."""

    course: Course
    run: Run
    session: Session
    participations: list[Participation]

    @property
    def has_ended(self) -> bool:
        """Whether it lies behind the demo's day."""
        return self.session.ends_on < TODAY and self.session.cancelled_on is None

    @property
    def attended(self) -> list[Participation]:
        """Those whom statistics count."""
        return [p for p in self.participations if p.status in {"attended", "completed"}]

    @property
    def rng(self) -> Random:
        """A generator of its own, so that one angkatan does not change the next."""
        return Random(f"{SEED}:{self.course.region}:{self.session.code}")  # noqa: S311


def load_course(course: Course, hall: Hall) -> list[Held]:
    """Create a programme with its angkatan and their lists."""
    topic = Topic.objects.get(code=course.topic)
    people = sum(run.people for run in course.runs)
    program = Program.objects.create(
        region=hall.crowd.region,
        code=course.code,
        name=course.name,
        topic=topic,
        category=course.category,
        form=course.form,
        competence=course.competence,
        objective=f"Meningkatkan {topic.name.lower()} aparatur dalam tugas sehari-hari (contoh).",
        hours=course.hours,
        budget_year=course.runs[0].starts_on.year,
        planned_budget=PRICE * people * course.hours / 10,
        partner=course.partner,
        is_demo=True,
    )
    return [_hold(course, number, program, hall) for number in range(1, len(course.runs) + 1)]


def load_trainers(region: Region) -> list[Trainer]:
    """Create the narasumber; two come from outside."""
    names = (
        ("Dr. Cakrawala Semesta", "Universitas Contoh"),
        ("Lazuardi Toba, M.Si.", "Widyaiswara (contoh)"),
        ("Kirana Sagara", "Lembaga Pelatihan Contoh"),
    )
    return Trainer.objects.bulk_create(
        Trainer(region=region, name=name, institution=institution, is_demo=True)
        for name, institution in names
    )


@dataclass
class Hall:
    """What the angkatan of one region share while they are made."""

    crowd: Crowd
    trainers: list[Trainer]
    taken: Counter  # programmes of each employee so far

    def choose(self, course: Course, run: Run, rng: Random) -> list[Placement]:
        """Choose people of the course's groups, those with fewer programmes first."""
        pool = self.crowd.of_groups(course.groups, course.units)
        order = {p.pk: (self.taken[p.employee_id] + rng.random() * 1.6) for p in pool}
        chosen = sorted(pool, key=lambda p: order[p.pk])[: run.people]
        self.taken.update(placement.employee_id for placement in chosen)
        return chosen


def _hold(course: Course, number: int, program: Program, hall: Hall) -> Held:
    run = course.runs[number - 1]
    session = Session.objects.create(
        program=program,
        number=str(number),
        code=f"{course.code}-{number}",
        starts_on=run.starts_on,
        ends_on=run.starts_on + timedelta(days=run.days - 1),
        delivery=course.delivery,
        schedule=course.schedule,
        venue=VENUES[course.delivery],
        capacity=run.people,
        cost=PRICE * run.people * course.hours / 10,
        cancelled_on=TODAY - timedelta(days=90) if run.cancelled else None,
        cancelled_because=run.cancelled,
    )
    _teach(course, session, hall.trainers)
    held = Held(course, run, session, [])
    rng = held.rng
    chosen = [] if run.cancelled else hall.choose(course, run, rng)
    held.participations = Participation.objects.bulk_create(
        _participation(held, placement, rng) for placement in chosen
    )
    return held


def _teach(course: Course, session: Session, trainers: list[Trainer]) -> None:
    names = course.subjects or (course.name,)
    Subject.objects.bulk_create(
        Subject(
            session=session,
            name=name,
            trainer=trainers[place % len(trainers)],
            taught_on=min(session.starts_on + timedelta(days=place), session.ends_on),
            hours=max(course.hours // len(names), 1),
        )
        for place, name in enumerate(names)
    )


def _participation(held: Held, placement: Placement, rng: Random) -> Participation:
    found = Participation(
        session=held.session,
        employee=placement.employee,
        placement=placement,
        status=_status(held, rng),
        assignment_letter=f"800/{held.session.pk}/contoh",
    )
    if found.status == Status.ABSENT:
        reasons, weights = zip(*REASONS, strict=True)
        found.absence_reason = rng.choices(reasons, weights)[0]
    if found.status in {Status.ATTENDED, Status.COMPLETED}:
        _fill_result(held, found, rng)
    return found


def _status(held: Held, rng: Random) -> str:
    session, course = held.session, held.course
    if session.starts_on > TODAY:
        return Status.NOMINATED if rng.random() < 0.4 else Status.APPOINTED
    if rng.random() > course.attend:
        return Status.ABSENT
    if session.ends_on >= TODAY:
        return Status.ATTENDED
    return Status.COMPLETED if rng.random() < course.finish else Status.ATTENDED


def _fill_result(held: Held, found: Participation, rng: Random) -> None:
    hours = held.course.hours
    completed = found.status == Status.COMPLETED
    if held.session.ends_on < TODAY:
        share = rng.uniform(0.88, 1.0) if completed else rng.uniform(0.3, 0.8)
        found.hours_attended = round(hours * share * 2) / 2
    if held.course.tests:
        before, gain = held.course.tests
        skill = rng.gauss(0, 12)
        found.pretest = _mark(before + skill)
        if held.session.ends_on < TODAY:
            found.posttest = _mark(before + gain + 0.7 * skill + rng.gauss(0, 7))
    if completed:
        found.certificate_number = f"CONTOH/{held.session.code}/{found.employee.nip[-3:]}"
        found.certificate_date = held.session.ends_on
        found.hours_granted = hours


def _mark(raw: float) -> float:
    """Return a mark in steps of 5 with its ceiling at 100."""
    return float(min(max(round(raw / 5) * 5, 10), 100))
