"""Who took part, counted; no names leave this module."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Sum

from organization.models import Employee, Region, Unit
from programs.models import Participation, Session
from programs.querysets import JP
from surveys.models import Invitation

PRESENT = ("attended", "completed")
APPOINTED = ("appointed", "attended", "absent", "completed")


@dataclass(frozen=True, slots=True)
class Attendance:
    """Participants of one session."""

    nominated: int = 0  # ever on the list
    appointed: int = 0  # ditetapkan, whether they came or not
    attended: int = 0
    completed: int = 0  # at least the required share of the JP
    tested: int = 0  # attended, with both test scores


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Employees in service of one unit."""

    unit: int | None  # None: without a placement
    group: str
    path: str
    active: int
    covered: int  # took part in one of the sessions


def attendance(
    sessions: QuerySet[Session], completion_share: float, unit: Unit | None = None
) -> dict[int, Attendance]:
    """Return the counts of each session; with a unit, of the people placed in it or below."""
    rows = _taking_part(sessions, unit).values_list("session_id")
    present = Q(status__in=PRESENT)
    enough = Q(
        hours_attended__isnull=False,
        session__program__hours__gt=0,
        hours_attended__gte=F("session__program__hours") * completion_share,
    )
    unknown = Q(status="completed") & (Q(hours_attended=None) | Q(session__program__hours=0))
    counted = rows.annotate(
        on_list=Count("pk"),
        appointed=Count("pk", filter=Q(status__in=APPOINTED)),
        came=Count("pk", filter=present),
        finished=Count("pk", filter=present & (enough | unknown)),
        tested=Count("pk", filter=present & Q(pretest__isnull=False, posttest__isnull=False)),
    )
    return {session: Attendance(*counts) for session, *counts in counted}


def absence_reasons(sessions: QuerySet[Session]) -> list[tuple[int, str, str, int]]:
    """Return (session, unit group, reason, people) of those absent with a reason."""
    rows = (
        _taking_part(sessions, None)
        .filter(status="absent")
        .exclude(absence_reason="")
        .values_list("session_id", "placement__unit__group", "absence_reason")
        .annotate(Count("pk"))
    )
    return [(session, group or "", reason, count) for session, group, reason, count in rows]


def unit_counts(
    region: Region, sessions: QuerySet[Session], unit: Unit | None = None
) -> list[UnitCount]:
    """Return employees in service by the unit of their open post, and how many took part."""
    taught = Participation.objects.filter(status__in=PRESENT, session__in=sessions.order_by())
    people = Employee.objects.active().filter(region=region)
    people = people.annotate(
        post=FilteredRelation(
            "placements", condition=Q(placements__ends_on=None, placements__kind="1")
        )
    )
    if unit is not None:
        people = people.filter(post__unit__path__startswith=unit.path)  # type: ignore[misc]
    rows = (
        people.order_by()
        .values_list("post__unit_id", "post__unit__group", "post__unit__path")  # type: ignore[misc]
        .annotate(
            active=Count("pk"),
            covered=Count("pk", filter=Q(pk__in=taught.order_by().values("employee"))),
        )
    )
    return [UnitCount(pk, group or "", path or "", *counts) for pk, group, path, *counts in rows]


def hours_by_status(unit: Unit, sessions: QuerySet[Session]) -> list[tuple[str, float]]:
    """Return (PNS or PPPK, JP learned in the sessions) of each employee in service of the unit.

    JP as the employee's own page adds them up: granted, else attended, else the programme's.
    """
    people = Employee.objects.active().filter(
        placements__unit__path__startswith=unit.path,
        placements__ends_on=None,
        placements__kind="1",
    )
    attended = Participation.objects.attended().filter(
        session__in=sessions.order_by(), employee__in=people.order_by().values("pk")
    )
    hours = dict(attended.order_by().values_list("employee").annotate(total=Sum(JP)))
    statuses = people.order_by().values_list("pk", "status").distinct()
    return [(status, float(hours.get(pk) or 0)) for pk, status in statuses]


def forms_waiting_for(employee: Employee | None) -> int:
    """Return how many open forms still wait for the person as atasan."""
    if employee is None:
        return 0
    return Invitation.objects.filter(
        rater=employee,
        relation=Invitation.Relation.SUPERVISOR,
        is_submitted=False,
        is_revoked=False,
        survey__status="open",
    ).count()


def response_of_unit(unit: Unit, sessions: QuerySet[Session]) -> tuple[int, int]:
    """Return (invited, submitted) over closed forms that the unit's people were asked to fill."""
    found = Invitation.objects.filter(
        relation=Invitation.Relation.SELF,
        is_revoked=False,
        survey__session__in=sessions.order_by(),
        survey__status__in=["closed", "sealed"],
        participation__placement__unit__path__startswith=unit.path,
    ).aggregate(asked=Count("pk"), sent=Count("pk", filter=Q(is_submitted=True)))
    return found["asked"], found["sent"]


def tops(region: Region) -> list[tuple[int, str]]:
    """Return (pk, name) of the region's perangkat daerah that exist now."""
    return list(
        Unit.objects.filter(region=region, parent=None, valid_to=None).values_list("pk", "name")
    )


def without(counts: Iterable[UnitCount]) -> set[int]:
    """Return the tops of the units that sent nobody."""
    sent: dict[int, int] = {}
    for count in counts:
        if count.path:
            top = int(count.path.split(".", 1)[0])
            sent[top] = sent.get(top, 0) + count.covered
    return {top for top, covered in sent.items() if not covered}


def _taking_part(sessions: QuerySet[Session], unit: Unit | None) -> QuerySet[Participation]:
    rows = Participation.objects.filter(session__in=sessions.order_by()).order_by()
    return rows if unit is None else rows.filter(placement__unit__path__startswith=unit.path)
