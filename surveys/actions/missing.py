"""Siapa belum mengisi, by OPD: yes or no, never when, and nothing of what was written."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone

from organization.actions import placement_on
from organization.models import Placement, Unit
from surveys.models import Invitation, Survey

UNKNOWN = "Unit belum diketahui"


@dataclass(frozen=True)
class Absent:
    """One form that somebody has not sent."""

    name: str
    unit: str  # where the person works today
    about: str  # whom it is about; "" for oneself


@dataclass
class Office:
    """One OPD (the top of the tree of units), with those of it who were asked."""

    name: str
    asked: int = 0
    done: int = 0
    people: list[Absent] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """How many forms are still out."""
        return self.asked - self.done


def missing_by_office(survey: Survey) -> list[Office]:
    """Return the OPD where those asked work today, by name; unknown units last.

    Drawn codes are in no OPD: nobody knows who holds them.
    """
    asked = list(
        survey.invitations.asked()
        .of_people()
        .select_related("rater", "participation__employee")
        .order_by("rater__name", "rater_id", "participation__employee__name", "pk")
    )
    held = placement_on({one.rater_id for one in asked}, timezone.localdate())
    tops = {placement.unit.top_id for placement in held.values()}
    names = dict(Unit.objects.filter(pk__in=tops).values_list("pk", "name"))
    offices: dict[str, Office] = {}
    for invitation in asked:
        placement = held.get(invitation.rater_id)
        name = names[placement.unit.top_id] if placement else UNKNOWN
        office = offices.setdefault(name, Office(name))
        office.asked += 1
        office.done += invitation.is_submitted
        if not invitation.is_submitted:
            office.people.append(_absent(invitation, placement))
    return sorted(offices.values(), key=lambda office: (office.name == UNKNOWN, office.name))


def _absent(invitation: Invitation, placement: Placement | None) -> Absent:
    is_own = invitation.relation == Invitation.Relation.SELF or not invitation.participation
    about = "" if is_own else invitation.participation.employee.full_name
    return Absent(invitation.rater.full_name, placement.unit.name if placement else "", about)
