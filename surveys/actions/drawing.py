"""Kode undian: one-time codes drawn from a bowl, in place of personal links, known to nobody.

A form has either personal links or drawn codes: somebody with both could answer twice, and who
answers by which would tell the two groups apart.
"""

from __future__ import annotations

from django.db import transaction

from surveys.actions.answering import require_open
from surveys.actions.links import link_key_of, sign
from surveys.actions.outcomes import CannotOpen
from surveys.choices import Audience, Promise
from surveys.models import Draft, Invitation, Survey
from trail.actions import record

MOST = 1000  # codes a form
Relation = Invitation.Relation


def unfit(survey: Survey) -> str:
    """Return why a form of this kind can have no drawn codes, in a sentence; "" when it can."""
    if survey.promise != Promise.ANONYMOUS or survey.audience != Audience.PARTICIPANTS:
        return "Kode undian hanya untuk formulir anonim yang diisi peserta."
    if survey.by_unit_group:
        return (
            "Formulir ini dirinci menurut kelompok unit, sedangkan kode undian tidak tahu unit "
            "siapa pun."
        )
    return ""


def why_not_drawn(survey: Survey) -> str:
    """Return why a form can have no drawn codes (any more), in a sentence; "" when it can."""
    reason = unfit(survey)
    if reason or is_drawn(survey):
        return reason
    if survey.invitations.filter(is_submitted=True).exists():
        return "Sudah ada yang mengisi, jadi cara mengundang tidak dapat diganti lagi."
    if Draft.objects.filter(invitation__survey=survey).exists():
        return (
            "Sudah ada yang mulai mengisi lewat tautan pribadi; isiannya tidak boleh hilang, jadi "
            "cara mengundang tidak dapat diganti lagi."
        )
    return ""


def is_drawn(survey: Survey) -> bool:
    """Say whether the form has drawn codes."""
    return survey.invitations.drawn().exists()


def require_personal(survey: Survey) -> None:
    """Raise CannotOpen for a form with drawn codes: nobody knows who was asked, or is missing."""
    if is_drawn(survey):
        raise CannotOpen(
            "Formulir ini memakai kode undian, jadi tidak diketahui siapa yang belum mengisi. "
            "Tambahkan kode selama formulir masih dibuka."
        )


@transaction.atomic
def draw_codes(*, survey: Survey, number: int, actor) -> int:
    """Make so many codes; the first time they take the place of the personal links.

    Returns how many codes stand now. Raises CannotOpen with a sentence, SurveyClosed.
    """
    current = _lock(survey)
    reason = why_not_drawn(current)
    if reason:
        raise CannotOpen(reason)
    standing = current.invitations.drawn().count()
    if standing + number > MOST:
        raise CannotOpen(
            f"Satu formulir paling banyak {MOST} kode; sekarang sudah ada {standing} kode."
        )
    current.invitations.of_people().delete()
    codes = [Invitation(survey=current, relation=Relation.DRAWN) for _ in range(number)]
    sign(codes, link_key_of(current))
    Invitation.objects.bulk_create(sorted(codes, key=lambda code: code.pk))
    _note(current, "survey.codes_drawn", number, actor)
    return standing + number


@transaction.atomic
def withdraw_codes(*, survey: Survey, number: int, actor) -> int:
    """Cancel so many codes that were not used, so that they no longer count as asked.

    Which of the unused ones does not matter once everybody present has answered; one behind which
    somebody is writing is spared. Returns how many were cancelled. Raises SurveyClosed.
    """
    current = _lock(survey)
    unused = current.invitations.drawn().awaiting().filter(draft=None).order_by("pk")
    chosen = list(unused.values_list("pk", flat=True)[:number])
    cancelled = current.invitations.awaiting().filter(pk__in=chosen).update(is_revoked=True)
    if cancelled:
        _note(current, "survey.codes_withdrawn", cancelled, actor)
    return cancelled


def _lock(survey: Survey) -> Survey:
    current = (
        Survey.objects.select_for_update(no_key=True, of=("self",))
        .select_related("session__program__region")
        .get(pk=survey.pk)
    )
    require_open(current)
    return current


def _note(survey: Survey, action: str, number: int, actor) -> None:
    region = survey.session.program.region
    record(
        actor=actor,
        action=action,
        target=survey.code,
        region_code=region.code,
        detail={"number": number},
    )
