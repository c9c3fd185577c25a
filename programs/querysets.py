"""Questions about programmes, sessions and participants."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, FloatField, OuterRef, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from organization.access import Role, scope

if TYPE_CHECKING:
    from programs import models as m

ATTENDED = ("attended", "completed")  # hadir and selesai: those whom statistics count
EXPECTED = ("nominated", "appointed", *ATTENDED)  # who takes a place, or took one
AWAITING = ("nominated", "appointed")  # attendance not yet recorded
JP = Coalesce(  # hours of one participation: granted, else attended, else the programme's
    "hours_granted", "hours_attended", "session__program__hours", output_field=FloatField()
)


def _taught_to(user: Any, participation: Any) -> models.Q:
    """Sessions (or programmes) with a participant from the Kepala OPD's own unit."""
    return models.Q(Exists(participation.filter(placement__unit__path__startswith=user.unit.path)))


class ProgramQuerySet(models.QuerySet["m.Program"]):
    """Programmes of the regions that the user may see."""

    def visible_to(self, user: Any) -> ProgramQuerySet:
        """Return programmes in scope; a Kepala OPD sees those that took people from their unit."""
        if user.is_authenticated and user.is_active and user.unit_id:
            participation = _participations().filter(session__program=OuterRef("pk"))
            return self.filter(_taught_to(user, participation), region__in=user.region_ids)
        return self.filter(scope(user, region="region", everywhere=[Role.ADMINISTRATOR]))

    def editable_by(self, user: Any) -> ProgramQuerySet:
        """Return the programmes that a Petugas may change."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.visible_to(user)

    def in_region(self, code: str) -> ProgramQuerySet:
        """Return the programmes of the region; for files, whose region was checked."""
        return self.filter(region__code=code)

    def of_year(self, year: int) -> ProgramQuerySet:
        """Return the programmes of a budget year."""
        return self.filter(budget_year=year)

    def budget_years(self) -> list[int]:
        """Return the budget years that occur, the latest first."""
        years = self.order_by("-budget_year").values_list("budget_year", flat=True)
        return list(years.distinct())

    def narrowed(self, chosen: dict[str, Any], day: date) -> ProgramQuerySet:
        """Return the programmes that match the filters (q, year, category, state)."""
        found = self.matching(chosen["q"]) if chosen.get("q") else self
        if chosen.get("year"):
            found = found.of_year(chosen["year"])
        if chosen.get("category"):
            found = found.filter(category=chosen["category"])
        return found.in_state(chosen["state"], day) if chosen.get("state") else found

    def matching(self, text: str) -> ProgramQuerySet:
        """Return the programmes with the text in name or code."""
        return self.filter(Q(name__icontains=text) | Q(code__icontains=text))

    def in_state(self, state: str, day: date) -> ProgramQuerySet:
        """Return the programmes that stand there on the day (programs.choices.State)."""
        return self.alias(standing=_state(day)).filter(standing=state)

    def with_counts(self, day: date) -> ProgramQuerySet:
        """Add ``session_count``, ``participant_count`` and ``state`` on the day."""
        sessions = _sessions().standing().filter(program=OuterRef("pk")).order_by()
        people = _participations().expected().filter(session__program=OuterRef("pk")).order_by()
        return self.annotate(
            session_count=_count(sessions, "program"),
            participant_count=_count(people.filter(session__cancelled_on=None), "session__program"),
            state=_state(day),
        )


class SessionQuerySet(models.QuerySet["m.Session"]):
    """Angkatan of the programmes that the user may see."""

    def visible_to(self, user: Any) -> SessionQuerySet:
        """Return sessions in scope; a Kepala OPD sees those that took people from their unit."""
        if user.is_authenticated and user.is_active and user.unit_id:
            participation = _participations().filter(session=OuterRef("pk"))
            return self.filter(_taught_to(user, participation), program__region__in=user.region_ids)
        return self.filter(scope(user, region="program__region", everywhere=[Role.ADMINISTRATOR]))

    def behind_totals_for(self, user: Any) -> SessionQuerySet:
        """Return the sessions that the totals of the user's regions contain.

        A Kepala OPD reads the region's totals beside their own; single sessions stay out of reach.
        """
        if user.is_authenticated and user.is_active and user.unit_id:
            return self.filter(program__region__in=user.region_ids)
        return self.visible_to(user)

    def editable_by(self, user: Any) -> SessionQuerySet:
        """Return the sessions that a Petugas may change."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.visible_to(user)

    def standing(self) -> SessionQuerySet:
        """Return the sessions that were not cancelled."""
        return self.filter(cancelled_on=None)

    def ended_by(self, day: date) -> SessionQuerySet:
        """Return the sessions that ended on or before the day."""
        return self.filter(ends_on__lte=day)

    def ending_within(self, start: date | None, end: date | None) -> SessionQuerySet:
        """Return the sessions of a period; a session belongs to a period by its last day."""
        found = self
        if start:
            found = found.filter(ends_on__gte=start)
        return found.filter(ends_on__lte=end) if end else found

    def in_region(self, code: str) -> SessionQuerySet:
        """Return the sessions of the region; for files, whose region was checked."""
        return self.filter(program__region__code=code)

    def the_one_coded(self, code: str, region_code: str | None = None) -> m.Session:
        """Return the session with the code; raise if there is none, or one in two regions."""
        found = self.in_region(region_code) if region_code else self
        return found.coded(code).select_related("program__region").get()

    def coded(self, code: str) -> SessionQuerySet:
        """Return the sessions with the code, in any letter case."""
        return self.filter(code__iexact=code)

    def ending_near(self, day: date, before: int, after: int = 0) -> SessionQuerySet:
        """Return the sessions whose last day is up to so many days before or after the day."""
        return self.ending_within(day - timedelta(days=before), day + timedelta(days=after))

    def with_counts(self) -> SessionQuerySet:
        """Add how many people are expected, present, and still without attendance."""
        people = _participations().filter(session=OuterRef("pk")).order_by()
        return self.annotate(
            expected_count=_count(people.expected(), "session"),
            attended_count=_count(people.attended(), "session"),
            awaiting_count=_count(people.awaiting(), "session"),
        )


class ThemeQuerySet(models.QuerySet["m.Theme"]):
    """The codebook."""

    def called(self, label: str) -> ThemeQuerySet:
        """Return the themes of that label, however its letters are written."""
        return self.filter(label__iexact=label)


class SubjectQuerySet(models.QuerySet["m.Subject"]):
    """Mata pelatihan of the sessions that the user may see."""

    def visible_to(self, user: Any) -> SubjectQuerySet:
        """Return the subjects of the visible sessions."""
        return self.filter(session__in=_sessions().visible_to(user).order_by())

    def editable_by(self, user: Any) -> SubjectQuerySet:
        """Return the subjects that a Petugas may change."""
        return self.filter(session__in=_sessions().editable_by(user).order_by())


class ParticipationQuerySet(models.QuerySet["m.Participation"]):
    """Who was nominated, appointed, attended and completed."""

    def visible_to(self, user: Any) -> ParticipationQuerySet:
        """Return the participations of the regions of a Petugas; names are nobody else's."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.filter(scope(user, region="session__program__region"))

    def attended(self) -> ParticipationQuerySet:
        """Return those who were present (hadir or selesai)."""
        return self.filter(status__in=ATTENDED)

    def in_region(self, code: str) -> ParticipationQuerySet:
        """Return the participations of the region; for files, whose region was checked."""
        return self.filter(session__program__region__code=code)

    def in_session(self, session: m.Session) -> ParticipationQuerySet:
        """Return the participations of a session that was itself fetched in scope."""
        return self.filter(session=session)

    def expected(self) -> ParticipationQuerySet:
        """Return those who take a place: not the absent, not the replaced."""
        return self.filter(status__in=EXPECTED)

    def awaiting(self) -> ParticipationQuerySet:
        """Return those whose attendance is not yet recorded."""
        return self.filter(status__in=AWAITING)

    def matching(self, text: str) -> ParticipationQuerySet:
        """Return those with the text in the name, or with these last digits of the NIP."""
        if text.isdigit():
            return self.filter(employee__nip__endswith=text[-4:])
        return self.filter(employee__name__icontains=text)

    def narrowed(self, chosen: dict[str, Any]) -> ParticipationQuerySet:
        """Return those that match the filters (q, status)."""
        found = self.matching(chosen["q"]) if chosen.get("q") else self
        return found.filter(status=chosen["status"]) if chosen.get("status") else found

    def above_in_session(self, session: m.Session, limit: float, year: int) -> dict[int, float]:
        """Return employee id -> JP, for the PPPK of the session above the limit."""
        people = self.filter(session=session).expected().values("employee")
        return self.filter(employee__in=people).pppk_above(limit, year)

    def in_year(self, year: int) -> ParticipationQuerySet:
        """Return the participations in sessions that end in the year and were not cancelled."""
        return self.filter(
            session__ends_on__range=(date(year, 1, 1), date(year, 12, 31)),
            session__cancelled_on=None,
        )

    def with_hours(self) -> ParticipationQuerySet:
        """Add ``jp``: hours granted, else attended, else the programme's."""
        return self.annotate(jp=JP)

    def pppk_above(self, limit: float, year: int) -> dict[int, float]:
        """Return employee id -> JP of the year, for PPPK planned or trained above the limit."""
        totals = (
            self.expected()
            .in_year(year)
            .filter(employee__status="PPPK")
            .order_by()
            .values("employee")
            .annotate(total=Sum(JP))
            .filter(total__gt=limit)
        )
        return {row["employee"]: row["total"] for row in totals}

    def counts_by_status(self) -> dict[str, int]:
        """Return status -> number of people."""
        rows = self.order_by().values_list("status").annotate(number=Count("pk"))
        return dict(rows)


def _state(day: date) -> Case:
    """Return where a programme stands, from its sessions that were not cancelled."""
    sessions = _sessions().standing().filter(program=OuterRef("pk"))
    return Case(
        When(cancelled_on__isnull=False, then=Value("cancelled")),
        When(
            # Between two angkatan it runs too: planned is what has not begun at all.
            Exists(sessions.filter(starts_on__lte=day)) & Exists(sessions.filter(ends_on__gte=day)),
            then=Value("running"),
        ),
        When(Exists(sessions.filter(ends_on__gte=day)), then=Value("planned")),
        When(Exists(sessions), then=Value("ended")),
        default=Value("planned"),
        output_field=models.CharField(),
    )


def _count(rows: models.QuerySet, key: str) -> Coalesce:
    """Return a subquery that counts rows without multiplying the outer ones."""
    numbers = rows.values(key).annotate(number=Count("pk")).values("number")
    return Coalesce(models.Subquery(numbers), 0)


def _sessions() -> SessionQuerySet:
    return apps.get_model("programs", "Session").objects.all()


def _participations() -> ParticipationQuerySet:
    return apps.get_model("programs", "Participation").objects.all()
