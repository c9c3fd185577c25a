"""Letters that ask the Kepala OPD to have people answer: one a perangkat daerah."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from organization.actions import placement_on
from organization.models import Employee, Placement, Unit
from surveys.actions.links import code_of, link_of
from surveys.models import Invitation, Survey

ELSEWHERE = "Unit kerja belum diketahui"


@dataclass(frozen=True)
class Addressee:
    """One person named in a letter, and how they reach their form."""

    rater: Employee
    unit: str  # where they work
    about: tuple[str, ...]  # whom they are asked about; empty for forms about oneself
    link: str  # one link, also of a rater of several: it lists the others
    code: str


@dataclass(frozen=True)
class Letter:
    """What one Kepala OPD receives."""

    office: str
    head: str  # its name today, "" where the post is empty
    people: list[Addressee]


def letters_of(survey: Survey, today: date) -> list[Letter]:
    """Return one letter for each OPD of those who have not answered an open form, by name.

    A person belongs to the OPD of their placement today. Four queries, however many people.
    """
    invited = _waiting(survey)
    placements = placement_on(list(invited), today)
    tops = Unit.objects.in_bulk({held.unit.top_id for held in placements.values()})
    heads = _heads(list(tops), today)
    offices: dict[int, list[Addressee]] = defaultdict(list)
    for rater_id, forms in invited.items():
        held = placements.get(rater_id)
        offices[held.unit.top_id if held else 0].append(_addressee(forms, held))
    letters = [
        Letter(tops[pk].name if pk else ELSEWHERE, heads.get(pk, ""), people)
        for pk, people in offices.items()
    ]
    return sorted(letters, key=lambda letter: (letter.office == ELSEWHERE, letter.office))


def _waiting(survey: Survey) -> dict[int, list[Invitation]]:
    """Return the invitations that still take an answer by their rater, in the order of names."""
    found: dict[int, list[Invitation]] = defaultdict(list)
    waiting = survey.invitations.awaiting().filter(rater__is_active=True)
    shown = waiting.select_related("rater", "participation__employee")
    for invitation in shown.order_by("rater__name", "rater_id", "participation__employee__name"):
        invitation.survey = survey
        found[invitation.rater_id].append(invitation)
    return found


def _heads(unit_ids: list[int], today: date) -> dict[int, str]:
    heads: dict[int, str] = {}
    held = Placement.objects.on(today).filter(is_head=True, unit__in=unit_ids)
    for post in held.highest_first().select_related("employee"):
        heads.setdefault(post.unit_id, post.employee.full_name)
    return heads


def _addressee(forms: list[Invitation], held: Placement | None) -> Addressee:
    first = forms[0]
    rated = [form for form in forms if form.relation != Invitation.Relation.SELF]
    return Addressee(
        rater=first.rater,
        unit=str(held.unit) if held else "",
        about=tuple(form.participation.employee.full_name for form in rated if form.participation),
        link=link_of(first),
        code=code_of(first),
    )
