"""Sending a form: one transaction, once."""

from django.db import transaction
from django.utils import timezone

from surveys import keys
from surveys.actions.checking import Answers, check_answers, items_of
from surveys.actions.drafts import refusal
from surveys.actions.outcomes import AlreadySubmitted, SurveyClosed
from surveys.choices import Promise, SurveyStatus
from surveys.models import Authorship, Comment, Draft, Invitation, Pseudonym, Response, Survey


def submit(*, invitation: Invitation, answers: dict) -> bool:
    """Store the answers and cut them from the invitation. Repeats change nothing: False.

    ``answers`` is {question id: value, [codes], text, "na" or "skipped"}. Raises InvalidAnswers,
    SurveyClosed or LinkRevoked. The claim is the first statement: whoever loses it stores nothing.
    """
    if invitation.is_submitted:
        return False
    survey = invitation.survey
    require_open(survey)
    checked = check_answers(items_of(survey), answers)
    with transaction.atomic(savepoint=False):
        claimed = (
            Invitation.objects.awaiting()
            .filter(pk=invitation.pk, serial=invitation.serial)
            .update(is_submitted=True)
        )
        if claimed:
            _store(survey, invitation, checked)
            Draft.objects.filter(invitation_id=invitation.pk).delete()
    return bool(claimed) or _explain(invitation)


def require_open(survey: Survey) -> None:
    """Raise SurveyClosed unless the survey takes answers today (the last day counts, in WIB)."""
    if survey.status != SurveyStatus.OPEN or survey.closes_on < timezone.localdate():
        raise SurveyClosed


def _store(survey: Survey, invitation: Invitation, checked: Answers) -> None:
    response = Response.objects.create(
        survey_id=survey.pk, stratum=invitation.stratum, answers=checked.closed
    )
    if checked.texts:
        Comment.objects.bulk_create(
            Comment(survey_id=survey.pk, question_id=question_id, text=text)
            for question_id, text in checked.texts.items()
        )
    if survey.promise == Promise.CONFIDENTIAL and survey.pseudonym_key and invitation.rater_id:
        _store_pseudonym(survey, invitation, response)
    elif survey.promise == Promise.NAMED:
        Authorship.objects.create(
            response=response,
            employee_id=invitation.rater_id,
            participation_id=invitation.participation_id,
        )


def _store_pseudonym(survey: Survey, invitation: Invitation, response: Response) -> None:
    try:
        key = keys.store().read(survey.pseudonym_key)
    except keys.MissingKey:
        return  # answers that cannot be paired are better than answers lost
    participation = invitation.participation
    rater, subject = keys.pseudonyms(
        key, survey.pk, invitation.rater_id, participation.employee_id if participation else None
    )
    Pseudonym.objects.create(response=response, rater=rater, subject=subject)


def _explain(invitation: Invitation) -> bool:
    current = Invitation.objects.get(pk=invitation.pk)
    reason = refusal(current)
    if isinstance(reason, AlreadySubmitted):
        return False
    raise reason
