"""Links and codes: made again from the key store, found again by their hashes."""

import time
from collections.abc import Iterable
from functools import lru_cache

from django.db import transaction
from django.urls import reverse

from programs.models import Session, Subject
from surveys import keys
from surveys.actions.arriving import invitation_behind
from surveys.actions.outcomes import AlreadySubmitted, SurveyClosed
from surveys.choices import SurveyStatus
from surveys.models import Draft, Invitation, Survey
from trail.actions import record

REMEMBERED = 300  # seconds that a corrected title of a programme may take to reach open forms
LOOK_UP_BATCH = 20_000  # hashes a query; SQLite takes 32,766 parameters


def link_of(invitation: Invitation) -> str:
    """Return the path of the personal link, "/i/<token>"; the same each time until re-issued."""
    token = keys.token(link_key_of(invitation.survey), invitation.pk, invitation.serial)
    return reverse("surveys:cover", args=[token])


def code_of(invitation: Invitation) -> str:
    """Return the 8 characters that open the same invitation when typed at /kode."""
    return keys.code(link_key_of(invitation.survey), invitation.pk, invitation.serial)


def link_key_of(survey: Survey) -> bytes:
    """Return the survey's link key; a closed survey has none."""
    try:
        return keys.store().read(survey.link_key)
    except keys.MissingKey:
        raise SurveyClosed(
            "Formulir ini sudah ditutup; tautan dan kodenya sudah dihapus."
        ) from None


def invitation_of_token(token: str) -> Invitation | None:
    """Return the invitation behind a link, with all that its page shows, or None."""
    return _find("token", keys.plain_token(token))


def invitation_of_code(code: str) -> Invitation | None:
    """Return the invitation behind a typed code, or None. Pass what the person typed."""
    return _find("code", keys.plain_code(code))


def _find(kind: str, plain: str) -> Invitation | None:
    try:
        look_up_key = keys.store().read(keys.LOOK_UP) if plain else None
    except keys.MissingKey:
        look_up_key = None
    if look_up_key is None:
        return None
    invitation = invitation_behind(kind, keys.look_up_hash(look_up_key, kind, plain))
    if invitation is not None:
        _furnish(invitation.survey)
    return invitation


def _furnish(survey: Survey) -> None:
    """Hang session and subject on the survey, from memory where they are known."""
    moment = int(time.monotonic() // REMEMBERED)
    survey.session = _session(survey.link_key, moment, survey.session_id)
    if survey.subject_id:
        survey.subject = _subject(survey.link_key, moment, survey.subject_id)


@lru_cache(maxsize=1024)
def _session(_link_key: str, _moment: int, session_id: int) -> Session:
    """Return the angkatan with its programme and region.

    The random name of the survey's key keeps surveys and databases apart. What may change while a
    form is open (status, last day) is never remembered; and one query with everything would have
    nine joins, which cost PostgreSQL more to plan than the rest of the request costs altogether.
    """
    return Session.objects.select_related("program__region").get(pk=session_id)


@lru_cache(maxsize=1024)
def _subject(_link_key: str, _moment: int, subject_id: int) -> Subject:
    return Subject.objects.select_related("trainer").get(pk=subject_id)


def sign(invitations: Iterable[Invitation], link_key: bytes) -> None:
    """Set the look-up hashes of new or re-issued invitations; no two codes are alike."""
    look_up_key = keys.store().create(keys.LOOK_UP)
    pending = list(invitations)
    taken: set[str] = set()
    while pending:
        for invitation in pending:
            _set_hashes(invitation, link_key, look_up_key)
        taken |= _used_codes([invitation.code_hash for invitation in pending])
        clashing = []
        for invitation in pending:
            if invitation.code_hash in taken:
                invitation.serial += 1  # another serial, another code
                clashing.append(invitation)
            taken.add(invitation.code_hash)
        pending = clashing


def _set_hashes(invitation: Invitation, link_key: bytes, look_up_key: bytes) -> None:
    token = keys.token(link_key, invitation.pk, invitation.serial)
    code = keys.code(link_key, invitation.pk, invitation.serial)
    invitation.token_hash = keys.look_up_hash(look_up_key, "token", token)
    invitation.code_hash = keys.look_up_hash(look_up_key, "code", code)


def _used_codes(hashes: list[str]) -> set[str]:
    used: set[str] = set()
    for start in range(0, len(hashes), LOOK_UP_BATCH):
        batch = hashes[start : start + LOOK_UP_BATCH]
        used.update(
            Invitation.objects.filter(code_hash__in=batch).values_list("code_hash", flat=True)
        )
    return used


@transaction.atomic
def reissue_invitation(*, invitation: Invitation, actor) -> Invitation:
    """Replace a link and code by new ones; the old ones are dead, and so is what they saved.

    Whoever held the old link may have typed the draft, or must not read it on with the new one.
    """
    invitation = _changeable(invitation)
    Draft.objects.filter(invitation=invitation).delete()
    invitation.serial += 1
    invitation.is_revoked = False
    sign([invitation], link_key_of(invitation.survey))
    invitation.save(update_fields=["serial", "is_revoked", "token_hash", "code_hash"])
    _note(actor, "survey.link_reissued", invitation.survey)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, actor) -> Invitation:
    """Withdraw an invitation: its link opens nothing until it is re-issued."""
    invitation = _changeable(invitation)
    invitation.is_revoked = True
    invitation.save(update_fields=["is_revoked"])
    _note(actor, "survey.link_revoked", invitation.survey)
    return invitation


def _changeable(invitation: Invitation) -> Invitation:
    current = (
        Invitation.objects.select_for_update(no_key=True, of=("self",))
        .select_related("survey__session__program__region")
        .get(pk=invitation.pk)
    )
    if current.is_submitted:
        raise AlreadySubmitted
    if current.survey.status != SurveyStatus.OPEN:
        raise SurveyClosed
    return current


def _note(actor, action: str, survey: Survey) -> None:
    """Record the act without the person: who was asked is no business of the trail."""
    region = survey.session.program.region
    record(actor=actor, action=action, target=survey.code, region_code=region.code)
