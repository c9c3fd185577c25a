"""Answers not yet sent: encrypted, replaced in order, gone when the form is sent or closed."""

import json
from datetime import date

from cryptography.fernet import InvalidToken
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.utils import timezone

from surveys import keys
from surveys.actions.links import link_key_of
from surveys.actions.outcomes import AlreadySubmitted, LinkRevoked, SurveyClosed
from surveys.models import Draft, Invitation
from surveys.models.answers import week_of

NEVER = 0  # Fernet writes the time beside the ciphertext; nobody may read when a person typed
UPSERT = """
    INSERT INTO surveys_draft (invitation_id, payload, sequence, week)
    SELECT id, %s, %s, %s FROM surveys_invitation
    WHERE id = %s AND serial = %s AND NOT (is_submitted OR is_closed OR is_revoked) {lock}
    ON CONFLICT (invitation_id) DO UPDATE
    SET payload = excluded.payload, sequence = excluded.sequence, week = excluded.week
    WHERE surveys_draft.sequence <= excluded.sequence
"""  # one statement: late autosaves neither overtake nor collide, nor slip in behind a sending
LOCK = {"postgresql": "FOR NO KEY UPDATE", "sqlite": ""}  # SQLite has one writer at a time


def load_draft(invitation: Invitation) -> dict:
    """Return the answers saved so far; {} when there are none or nobody can read them."""
    try:
        payload = bytes(invitation.draft.payload)
        cipher = keys.draft_cipher(link_key_of(invitation.survey), invitation.pk)
        return json.loads(cipher.decrypt(payload))
    except (ObjectDoesNotExist, SurveyClosed, InvalidToken, ValueError):
        return {}


def save_draft(*, invitation: Invitation, answers: dict, sequence: int) -> bool:
    """Replace the saved answers. False, and nothing written, when a higher sequence is stored."""
    cipher = keys.draft_cipher(link_key_of(invitation.survey), invitation.pk)
    plain = json.dumps(answers, ensure_ascii=False).encode()
    payload = cipher.encrypt_at_time(plain, NEVER)
    return _replace(invitation, payload, sequence) or _look_again(invitation, payload, sequence)


def _replace(invitation: Invitation, payload: bytes, sequence: int) -> bool:
    """Write unless answers are no longer taken, the page is of an old link, or newer ones stand."""
    statement = UPSERT.format(lock=LOCK[connection.vendor])
    values = [payload, sequence, week_of(timezone.localdate())]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, invitation.pk, invitation.serial])
        return cursor.rowcount == 1


def _look_again(invitation: Invitation, payload: bytes, sequence: int) -> bool:
    """Nothing was written: try once more under a lock, and raise the reason if there is one."""
    with transaction.atomic(savepoint=False):
        current = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
        same_link = current.serial == invitation.serial
        if same_link and not (current.is_submitted or current.is_closed or current.is_revoked):
            return _replace(invitation, payload, sequence)
    raise refusal(current)


def forget_stale_drafts(today: date) -> int:
    """Delete what nobody typed on for one to two weeks, 14 days at most; return how many."""
    stale = Draft.objects.filter(week__lt=week_of(today) - 1)
    return stale.delete()[0]


def refusal(invitation: Invitation) -> Exception:
    """Return the reason why an invitation takes no answers."""
    if invitation.is_submitted:
        return AlreadySubmitted()
    return SurveyClosed() if invitation.is_closed else LinkRevoked()
