"""The list "Yang perlu dikerjakan": what waits for a Petugas, a sentence and a verb each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from organization.wording import long_date, number
from performance.models import Pair
from programs.models import Participation, Session
from surveys.choices import Audience
from surveys.models import PlannedSurvey, Survey

MOST = 7  # rows
EACH = 3  # rows of one kind, so that no kind hides the others
AHEAD = timedelta(days=21)  # how far the list of coming forms looks
COMING = 8  # rows of it


@dataclass(frozen=True)
class Task:
    """One thing to do."""

    sentence: str
    verb: str
    address: str


def tasks_of(user: Any, today: date) -> list[Task]:
    """Return at most seven tasks, the most pressing kinds first; one query a kind."""
    kinds = (
        _forms_that_did_not_open,
        _forms_to_close,
        _attendance_to_record,
        _forms_to_open,
        _sessions_without_people,
        _people_to_remind,
        _values_to_complete,
        _alumni_to_ask,
    )
    found: list[Task] = []
    for kind in kinds:
        found.extend(kind(user, today))
    return found[:MOST]


def coming_forms(user: Any, today: date) -> Any:
    """Return the planned forms that open by themselves in the next weeks; one query."""
    planned = PlannedSurvey.objects.visible_to(user).waiting()
    soon = planned.filter(opens_on__lte=today + AHEAD, closes_on__gte=today)
    standing = soon.filter(session__cancelled_on=None, session__program__cancelled_on=None)
    shown = standing.select_related("line__questionnaire", "subject", "session__program")
    return shown.order_by("opens_on", "pk")[:COMING]


def _forms_that_did_not_open(user: Any, today: date) -> Iterator[Task]:
    failed = PlannedSurvey.objects.visible_to(user).failed()
    shown = failed.select_related("line__questionnaire", "session__program")
    for planned in shown.order_by("opens_on", "pk")[:EACH]:
        yield Task(
            f"“{planned.line.questionnaire.title}” {planned.session} belum dapat dibuka. "
            f"{planned.problem}",
            "Periksa jadwal",
            planned.get_absolute_url(),
        )


def _forms_to_close(user: Any, today: date) -> Iterator[Task]:
    due = Survey.objects.editable_by(user).due_on(today)
    due = due.select_related("questionnaire", "session__program")
    for survey in due.order_by("closes_on")[:EACH]:
        yield Task(
            f"{_name(survey)} melewati batas waktu {long_date(survey.closes_on)}; hasilnya baru "
            "terbuka setelah ditutup.",
            "Tutup formulir",
            survey.get_absolute_url(),
        )


def _attendance_to_record(user: Any, today: date) -> Iterator[Task]:
    ended = _sessions(user).ending_near(today - timedelta(days=1), before=180)
    for session in ended.with_counts().filter(awaiting_count__gt=0).order_by("-ends_on")[:EACH]:
        yield Task(
            f"{number(session.awaiting_count)} peserta {session} belum dicatat kehadirannya.",
            "Catat kehadiran",
            reverse("programs:participants", args=[session.pk]),
        )


def _forms_to_open(user: Any, today: date) -> Iterator[Task]:
    ending = _sessions(user).ending_near(today, before=45)
    for session in _unasked(user, ending, Audience.PARTICIPANTS).order_by("-ends_on")[:EACH]:
        yield Task(
            f"{session} berakhir {long_date(session.ends_on)}; umpan balik belum diminta.",
            "Buka formulir",
            reverse("surveys:open", args=[session.pk]),
        )


def _sessions_without_people(user: Any, today: date) -> Iterator[Task]:
    near = _sessions(user).filter(
        starts_on__range=(today - timedelta(days=30), today + timedelta(days=14))
    )
    for session in near.filter(participations=None).order_by("starts_on")[:EACH]:
        begins = "dimulai" if session.starts_on > today else "sudah dimulai"
        yield Task(
            f"{session} {begins} {long_date(session.starts_on)} dan belum mempunyai peserta.",
            "Impor peserta",
            f"{reverse('workspace:import_new', args=['participants'])}?session={session.pk}",
        )


def _people_to_remind(user: Any, today: date) -> Iterator[Task]:
    running = Survey.objects.editable_by(user).open().filter(closes_on__gte=today).with_counts()
    running = running.select_related("questionnaire", "session__program")
    for survey in running.filter(invited__gt=F("submitted")).order_by("closes_on")[:EACH]:
        missing = number(survey.invited - survey.submitted)
        yield Task(
            f"{missing} dari {number(survey.invited)} orang belum mengisi {_name(survey)}, yang "
            f"ditutup {long_date(survey.closes_on)}.",
            f"Ingatkan {missing} orang",
            reverse("surveys:invitations", args=[survey.pk]),
        )


def _values_to_complete(user: Any, today: date) -> Iterator[Task]:
    incomplete = Pair.objects.visible_to(user).filter(Q(before=None) | Q(after=None))
    counted = (
        incomplete.order_by()
        .values("session")
        .annotate(number=Count("pk"), ended=F("session__ends_on"))
        .order_by("-ended")
    )
    numbers = {row["session"]: row["number"] for row in counted[:EACH]}
    for session in _sessions(user).filter(pk__in=numbers) if numbers else ():
        missing = number(numbers[session.pk])
        yield Task(
            f"{missing} nilai sebelum atau sesudah pada {session} belum ada.",
            f"Lengkapi {missing} nilai",
            reverse("performance:session", args=[session.pk]),
        )


def _alumni_to_ask(user: Any, today: date) -> Iterator[Task]:
    """Ask alumni about 3 months later: sessions that ended 80 to 150 days ago."""
    ended = _sessions(user).ending_near(today - timedelta(days=80), before=70)
    for session in _unasked(user, ended, Audience.ALUMNI).order_by("ends_on")[:EACH]:
        yield Task(
            f"{session} berakhir {long_date(session.ends_on)}; sudah waktunya bertanya apa yang "
            "diterapkan alumni.",
            "Buka formulir alumni",
            reverse("surveys:open", args=[session.pk]),
        )


def _name(survey: Survey) -> str:
    return f"“{survey.questionnaire.title}” {survey.session}"


def _sessions(user: Any) -> Any:
    standing = Session.objects.editable_by(user).standing().filter(program__cancelled_on=None)
    return standing.select_related("program")


def _unasked(user: Any, sessions: Any, audience: Audience) -> Any:
    asked = Survey.objects.editable_by(user).filter(session=OuterRef("pk"), audience=audience)
    planned = PlannedSurvey.objects.visible_to(user).pending()
    opens = planned.filter(session=OuterRef("pk"), line__audience=audience)
    came = Participation.objects.visible_to(user).attended().filter(session=OuterRef("pk"))
    return sessions.filter(
        ~Exists(asked.order_by()), ~Exists(opens.order_by()), Exists(came.order_by())
    )
