"""Who is asked: one rater (and the participation it is about) a line, for every audience."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from organization.actions import longest_supervisors, placement_on
from organization.choices import PolicyKey
from organization.models import Employee, Placement, Policy
from organization.wording import long_date
from programs.models import Participation, Session
from surveys.actions.outcomes import CannotOpen
from surveys.actions.promising import threshold
from surveys.choices import Audience
from surveys.models import Invitation, Survey
from surveys.wording import why_supervisor

COLLEAGUES = 3  # peers and subordinates asked about one participant, at most
Relation = Invitation.Relation


@dataclass(frozen=True)
class Asked:
    """One rater asked about one participation (None: the form is about nobody)."""

    rater_id: int
    participation_id: int | None = None
    relation: str = Relation.SELF
    group: str = ""  # unit group of the participant on the day of the session
    reason: str = ""  # why this rater, in words


def people_asked(session: Session, audience: str) -> list[Asked]:
    """Return those whom a form of this audience asks, or raise CannotOpen with the reason.

    Nobody is asked about more colleagues than the policy allows: the lot decides about whom.
    """
    return drawn(everybody(session, audience), most_rated())


def everybody(session: Session, audience: str) -> list[Asked]:
    """Return those asked before the lot decided; raises CannotOpen with the reason."""
    asked = AUDIENCES[audience](session)
    if not asked:
        raise CannotOpen(NOBODY[audience])
    return asked


def most_rated() -> int:
    """Return about how many colleagues one form may ask one person; at least one."""
    return max(1, int(Policy.objects.value(PolicyKey.MAX_RATED, timezone.localdate())))


def drawn(asked: list[Asked], most: int, already: Counter[int] | None = None) -> list[Asked]:
    """Return those asked, with at most so many colleagues a rater, drawn by lot; order kept.

    ``already`` counts what each rater was asked before.
    """
    already, rated = already or Counter(), defaultdict(list)
    for person in asked:
        if person.relation != Relation.SELF:
            rated[person.rater_id].append(person)
    lot = random.SystemRandom()
    spared: set[tuple[int, int | None]] = set()
    for rater_id, colleagues in rated.items():
        room = max(0, most - already[rater_id])
        if len(colleagues) > room:
            kept = lot.sample(colleagues, room)
            spared.update(
                (one.rater_id, one.participation_id) for one in colleagues if one not in kept
            )
    return [one for one in asked if (one.rater_id, one.participation_id) not in spared]


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
    known = supervisors_since(session, people)
    asked = [known[person.pk] for person in people if person.pk in known]
    if people and not asked:
        raise CannotOpen(f"{NOBODY[Audience.SUPERVISORS]} Atasan belum diketahui: {named(people)}.")
    return asked


def supervisors_since(session: Session, people: Collection[Participation]) -> dict[int, Asked]:
    """Return participation id -> the atasan of the most days from the training until today.

    Those who have left service are passed over; people of whom no atasan is known are absent.
    """
    today = timezone.localdate()
    start = min(session.ends_on + timedelta(days=1), today)
    found = longest_supervisors([person.employee_id for person in people], start, today)
    return {
        person.pk: Asked(
            tenure.supervisor_id,
            person.pk,
            Relation.SUPERVISOR,
            _group(person),
            why_supervisor(tenure, today, has_predecessor=gone),
        )
        for person in people
        if person.employee_id in found
        for tenure, gone in [found[person.employee_id]]
    }


def left_out(survey: Survey) -> tuple[list[Participation], list[Participation]]:
    """Return about whom an open form of atasan asks nobody: no atasan known, and not drawn."""
    if survey.audience != Audience.SUPERVISORS:
        return [], []
    rated = set(survey.invitations.values_list("participation_id", flat=True))
    people = [person for person in _attended(survey.session) if person.pk not in rated]
    known = supervisors_since(survey.session, people) if people else {}
    return (
        [person for person in people if person.pk not in known],
        [person for person in people if person.pk in known],
    )


def _peers(session: Session) -> list[Asked]:
    return _colleagues(session, Relation.PEER)


def _subordinates(session: Session) -> list[Asked]:
    return _colleagues(session, Relation.SUBORDINATE)


def _colleagues(session: Session, relation: str) -> list[Asked]:
    """Up to three active people of the unit where the participant is today, drawn by lot.

    Peers are neither head nor the participant; subordinates are asked about heads only.
    """
    people, today = _ended(session), timezone.localdate()
    placements = placement_on([person.employee_id for person in people], today)
    staff = _staff({held.unit_id for held in placements.values()}, today)
    lot = random.SystemRandom()
    asked = []
    for person in people:
        held = placements.get(person.employee_id)
        if held is None or held.is_head != (relation == Relation.SUBORDINATE):
            continue
        others = [pk for pk in staff[held.unit_id] if pk != person.employee_id]
        chosen = lot.sample(others, min(COLLEAGUES, len(others)))
        reason = f"Bekerja di {held.unit} pada {long_date(today)}; dipilih dengan undian."
        asked += [Asked(pk, person.pk, relation, _group(person), reason) for pk in chosen]
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
    return _attended(session)


def _attended(session: Session) -> list[Participation]:
    return list(_people(session).attended())


def _people(session: Session):
    """Return the participants still in service: who has left is neither asked nor rated."""
    found = session.participations.filter(employee__is_active=True)
    return found.select_related("placement__unit", "employee").order_by("pk")


def named(people: Collection[Participation], most: int = 8) -> str:
    """Return the names of the people, and how many more there are."""
    names = [person.employee.full_name[:40] for person in people]
    more = f", dan {len(names) - most} orang lagi" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _group(person: Participation) -> str:
    return person.placement.unit.group if person.placement else ""


def groups_below(asked: Iterable[Asked], minimum: int) -> bool:
    """Say whether some unit group (or the people of unknown group) has fewer than ``minimum``."""
    counts = Counter(person.group for person in asked)
    return any(count < minimum for count in counts.values()) or "" in counts


def can_keep_stratum(session: Session, audience: str) -> bool:
    """Say whether each unit group has enough people to be reported apart."""
    if audience == Audience.SUPERVISORS:
        return False
    try:
        return not groups_below(people_asked(session, audience), threshold(PolicyKey.MIN_STRATUM))
    except CannotOpen:
        return False


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
