"""Who is asked: one rater (and the participation it is about) a line, for every audience."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from organization.actions import placement_on, supervisors_on
from organization.models import Employee, Placement
from programs.models import Participation, Session
from surveys.actions.outcomes import CannotOpen
from surveys.choices import Audience
from surveys.models import Invitation

COLLEAGUES = 3  # peers and subordinates asked about one participant, at most
Relation = Invitation.Relation


@dataclass(frozen=True)
class Asked:
    """One rater asked about one participation (None: the form is about nobody)."""

    rater_id: int
    participation_id: int | None = None
    relation: str = Relation.SELF
    group: str = ""  # unit group of the participant on the day of the session


def people_asked(session: Session, audience: str) -> list[Asked]:
    """Return those whom a form of this audience asks, or raise CannotOpen with the reason."""
    asked = AUDIENCES[audience](session)
    if not asked:
        raise CannotOpen(NOBODY[audience])
    return asked


def _participants(session: Session) -> list[Asked]:
    statuses = [Participation.Status.ATTENDED, Participation.Status.COMPLETED]
    if session.ends_on >= timezone.localdate():
        statuses.append(Participation.Status.APPOINTED)
    return [
        Asked(person.employee_id, person.pk, group=_group(person))
        for person in _people(session).filter(status__in=statuses)
    ]


def _alumni(session: Session) -> list[Asked]:
    return [
        Asked(person.employee_id, person.pk, group=_group(person)) for person in _ended(session)
    ]


def _supervisors(session: Session) -> list[Asked]:
    people = _ended(session)
    superiors = supervisors_on([person.employee_id for person in people], session.ends_on)
    return [
        Asked(superior.pk, person.pk, Relation.SUPERVISOR, _group(person))
        for person in people
        if (superior := superiors.get(person.employee_id)) is not None
    ]


def _peers(session: Session) -> list[Asked]:
    return _colleagues(session, Relation.PEER)


def _subordinates(session: Session) -> list[Asked]:
    return _colleagues(session, Relation.SUBORDINATE)


def _colleagues(session: Session, relation: str) -> list[Asked]:
    """Up to three active people of the participant's own unit on the last day, drawn by lot.

    Peers are neither head nor the participant; subordinates are asked about heads only.
    """
    people = _ended(session)
    placements = placement_on([person.employee_id for person in people], session.ends_on)
    staff = _staff({held.unit_id for held in placements.values()}, session.ends_on)
    lot = random.SystemRandom()
    asked = []
    for person in people:
        held = placements.get(person.employee_id)
        if held is None or held.is_head != (relation == Relation.SUBORDINATE):
            continue
        others = [pk for pk in staff[held.unit_id] if pk != person.employee_id]
        chosen = lot.sample(others, min(COLLEAGUES, len(others)))
        asked += [Asked(pk, person.pk, relation, _group(person)) for pk in chosen]
    return asked


def _staff(unit_ids: set[int], day: date) -> dict[int, list[int]]:
    """Return the people of each unit who are not its head."""
    staff = defaultdict(list)
    held = Placement.objects.on(day).filter(
        unit__in=unit_ids, is_head=False, employee__is_active=True
    )
    for unit_id, employee_id in held.order_by("pk").values_list("unit_id", "employee_id"):
        staff[unit_id].append(employee_id)
    return staff


def _non_participants(session: Session) -> list[Asked]:
    """Active people of the region who attended nothing in the programme's budget year."""
    year = session.program.budget_year
    attended = Participation.objects.attended().filter(session__program__budget_year=year)
    missing = (
        Employee.objects.active()
        .filter(region=session.program.region_id)
        .exclude(pk__in=attended.values("employee_id"))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    held = placement_on(list(missing), timezone.localdate())
    return [Asked(pk, group=held[pk].unit.group if pk in held else "") for pk in missing]


def _ended(session: Session) -> list[Participation]:
    if session.ends_on > timezone.localdate():
        raise CannotOpen(
            "Formulir ini menanyakan penerapan, jadi baru dapat dibuka setelah angkatan selesai."
        )
    return list(_people(session).attended())


def _people(session: Session):
    return session.participations.select_related("placement__unit").order_by("pk")


def _group(person: Participation) -> str:
    return person.placement.unit.group if person.placement else ""


def groups_below(asked: Iterable[Asked], minimum: int) -> bool:
    """Say whether some unit group (or the people of unknown group) has fewer than ``minimum``."""
    counts = Counter(person.group for person in asked)
    return any(count < minimum for count in counts.values()) or "" in counts


AUDIENCES: dict[str, Callable[[Session], list[Asked]]] = {
    Audience.PARTICIPANTS: _participants,
    Audience.ALUMNI: _alumni,
    Audience.SUPERVISORS: _supervisors,
    Audience.PEERS: _peers,
    Audience.SUBORDINATES: _subordinates,
    Audience.NON_PARTICIPANTS: _non_participants,
}
NOT_ATTENDED = "Belum ada peserta berstatus hadir atau selesai; catat kehadiran dahulu."
NOBODY = {
    Audience.PARTICIPANTS: "Belum ada peserta yang dapat diundang; tetapkan peserta atau catat "
    "kehadiran dahulu.",
    Audience.ALUMNI: NOT_ATTENDED,
    Audience.SUPERVISORS: "Belum ada peserta yang hadir dan diketahui atasannya; lengkapi "
    "kehadiran atau kepala unit dahulu.",
    Audience.PEERS: "Belum ada peserta yang hadir dan diketahui rekan satu unitnya.",
    Audience.SUBORDINATES: "Tidak ada peserta yang menjadi kepala unit dan diketahui bawahannya.",
    Audience.NON_PARTICIPANTS: "Semua pegawai aktif sudah mengikuti program pada tahun ini.",
}
