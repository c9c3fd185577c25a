"""One rater who is asked about several colleagues: one page, whichever of the links was opened.

Only invitations of the same form and the same person are listed, with yes or no, never when. The
links are made anew from the key, as for slips; reading writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from surveys.actions.links import link_of
from surveys.actions.outcomes import SurveyClosed
from surveys.models import Invitation


@dataclass(frozen=True)
class Colleague:
    """One colleague whom the rater is asked about."""

    name: str
    link: str  # "" where there is nothing to open: sent, or the page of this colleague
    is_sent: bool
    is_here: bool  # the link that was opened


def colleagues_of(invitation: Invitation) -> list[Colleague]:
    """Return whom this rater is asked about in this form, by name; empty unless several.

    One query; none for forms about oneself.
    """
    if invitation.relation in {Invitation.Relation.SELF, Invitation.Relation.DRAWN}:
        return []
    asked = Invitation.objects.asked().filter(
        survey=invitation.survey_id, rater=invitation.rater_id, participation__isnull=False
    )
    found = list(
        asked.select_related("participation__employee").order_by("participation__employee__name")
    )
    if len(found) < 2:
        return []
    for one in found:
        one.survey = invitation.survey
    return [_colleague(one, invitation) for one in found]


def next_link(invitation: Invitation) -> str:
    """Return the link to the next colleague who waits, "" when none does or the form closed."""
    return next((one.link for one in colleagues_of(invitation) if one.link), "")


def _colleague(one: Invitation, opened: Invitation) -> Colleague:
    is_here = one.pk == opened.pk
    waits = not (is_here or one.is_submitted or one.is_closed)
    return Colleague(
        name=one.participation.employee.full_name,
        link=_link(one) if waits else "",
        is_sent=one.is_submitted,
        is_here=is_here,
    )


def _link(invitation: Invitation) -> str:
    try:
        return link_of(invitation)
    except SurveyClosed:  # closed a moment ago
        return ""
