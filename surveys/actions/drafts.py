"""Answers not yet sent: encrypted, replaced in order, gone when the form is sent or closed."""

import json

from cryptography.fernet import InvalidToken
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction

from surveys import keys
from surveys.actions.links import link_key_of
from surveys.actions.outcomes import AlreadySubmitted, LinkRevoked, SurveyClosed
from surveys.models import Invitation

NEVER = 0  # Fernet writes the time beside the ciphertext; nobody may read when a person typed
UPSERT = """
    INSERT INTO surveys_draft (invitation_id, payload, sequence) VALUES (%s, %s, %s)
    ON CONFLICT (invitation_id) DO UPDATE
    SET payload = excluded.payload, sequence = excluded.sequence
    WHERE surveys_draft.sequence <= excluded.sequence
"""  # one statement, so that late autosaves can neither overtake nor collide


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
    with transaction.atomic(savepoint=False):
        current = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
        same_link = current.serial == invitation.serial  # a page of the old link saves nothing
        over = current.is_submitted or current.is_closed or current.is_revoked
        takes_answers = same_link and not over
        saved = takes_answers and _replace(invitation.pk, payload, sequence)
    if not takes_answers:
        raise refusal(current)
    return saved


def _replace(invitation_id: int, payload: bytes, sequence: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [invitation_id, payload, sequence])
        return cursor.rowcount == 1


def refusal(invitation: Invitation) -> Exception:
    """Return the reason why an invitation takes no answers."""
    if invitation.is_submitted:
        return AlreadySubmitted()
    return SurveyClosed() if invitation.is_closed else LinkRevoked()
