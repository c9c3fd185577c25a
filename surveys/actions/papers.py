"""Paper forms: typed twice, sent once. Between the two typings they are encrypted like a draft.

Only where the form holds who answered anyway: whoever types reads the sheet, so an anonymous form
on paper would not be anonymous.
"""

from __future__ import annotations

import json

from cryptography.fernet import InvalidToken
from django.db import transaction

from surveys import keys
from surveys.actions.answering import require_open, submit
from surveys.actions.checking import OTHER, SKIPPED
from surveys.actions.drafts import NEVER
from surveys.actions.links import link_key_of
from surveys.choices import Promise
from surveys.models import Invitation, PaperEntry, Survey
from trail.actions import record

OTHER_MARK = f"-{OTHER}"  # behind a question's key: what stands beside "Lainnya"


def takes_paper(survey: Survey) -> bool:
    """Say whether paper forms of this survey may be typed in."""
    return survey.promise != Promise.ANONYMOUS


def first_typing(invitation: Invitation) -> dict | None:
    """Return what was typed the first time; None when nothing was, or nobody can read it."""
    entry = PaperEntry.objects.filter(invitation=invitation).first()
    if entry is None:
        return None
    try:
        return json.loads(_cipher(invitation).decrypt(bytes(entry.payload)))
    except (InvalidToken, ValueError):
        return None


@transaction.atomic
def keep_typing(*, invitation: Invitation, answers: dict, actor) -> bool:
    """Keep the first typing; False, and nothing changed, when somebody typed it before.

    Raises SurveyClosed.
    """
    require_open(invitation.survey)
    payload = _cipher(invitation).encrypt_at_time(json.dumps(answers).encode(), NEVER)
    _entry, is_new = PaperEntry.objects.get_or_create(
        invitation=invitation, defaults={"payload": payload, "entered_by": actor}
    )
    if is_new:
        _note(invitation.survey, "survey.paper_typed", actor)
    return is_new


def is_blank(answers: dict) -> bool:
    """Say whether nothing at all stands on the sheet."""
    return all(value == SKIPPED for value in answers.values())


def differences(first: dict, second: dict) -> list[str]:
    """Return the keys of the questions in which the two typings differ, in the order of the first.

    What stands beside "Lainnya" belongs to its question.
    """
    apart = [key for key in {**first, **second} if first.get(key) != second.get(key)]
    return list(dict.fromkeys(key.removesuffix(OTHER_MARK) for key in apart))


def settled(first: dict, second: dict, choices: dict[str, str]) -> dict:
    """Return the second typing with the first's answers where ``choices`` say "1"."""
    merged = dict(second)
    for key, chosen in choices.items():
        for one in (key, f"{key}{OTHER_MARK}"):
            source = first if chosen == "1" else second
            merged.pop(one, None)
            if one in source:
                merged[one] = source[one]
    return merged


@transaction.atomic
def send_paper(*, invitation: Invitation, answers: dict, actor) -> bool:
    """Send what both typings agree on, as the person would have. False: they sent it themselves.

    Raises InvalidAnswers, SurveyClosed, LinkRevoked.
    """
    sent = submit(invitation=invitation, answers=answers)
    PaperEntry.objects.filter(invitation=invitation).delete()
    if sent:
        _note(invitation.survey, "survey.paper_sent", actor)
    return sent


@transaction.atomic
def discard_typing(*, invitation: Invitation, actor) -> None:
    """Throw the first typing away, to begin anew."""
    deleted, _each = PaperEntry.objects.filter(invitation=invitation).delete()
    if deleted:
        _note(invitation.survey, "survey.paper_discarded", actor)


def _cipher(invitation: Invitation):
    return keys.draft_cipher(link_key_of(invitation.survey), invitation.pk)


def _note(survey: Survey, action: str, actor) -> None:
    """Record that a sheet was typed: not whose, and nothing of what stands on it."""
    region = survey.session.program.region
    record(actor=actor, action=action, target=survey.code, region_code=region.code)
