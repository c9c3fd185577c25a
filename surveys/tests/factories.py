"""Boring makers of opened, answered and closed surveys; other apps may import them."""

import random
from datetime import timedelta
from itertools import count

from django.utils import timezone

from organization.models import Employee
from organization.nip import parse_nip
from programs.models import Participation
from programs.tests.factories import make_program, make_session, next_nip
from surveys.actions import close_survey, open_survey, submit
from surveys.choices import Audience, Promise
from surveys.models import Question, Questionnaire, Survey

_serial = count(1)


def preset(code="F1S"):
    """A questionnaire of the question bank."""
    return Questionnaire.objects.preset(code).get()


def make_crowd(session, number, *, status="completed"):
    """Enrol many new employees at once; two queries."""
    nips = [next_nip() for _ in range(number)]
    people = Employee.objects.bulk_create(
        Employee(
            region=session.program.region,
            nip=nip,
            name=f"Peserta {next(_serial)}",
            status=parse_nip(nip).kind,
        )
        for nip in nips
    )
    return Participation.objects.bulk_create(
        Participation(session=session, employee=person, status=status) for person in people
    )


def make_recent_session(region):
    """An angkatan that ended a month ago: confidential forms still keep pseudonyms."""
    return make_session(make_program(region), starts_on=timezone.localdate() - timedelta(days=30))


def make_open_survey(region, *, people=3, code="F1S", session=None, **fields):
    """Open a form for a session of the region with so many participants who completed it."""
    session = session or make_recent_session(region)
    make_crowd(session, people)
    fields = {
        "audience": Audience.PARTICIPANTS,
        "promise": Promise.ANONYMOUS,
        "closes_on": timezone.localdate() + timedelta(days=7),
        "actor": None,
    } | fields
    return open_survey(session=session, questionnaire=preset(code), **fields)


def answers_for(survey, value=3, **texts):
    """Answer every scale item with the value, or with value(question); texts by question key."""
    answers = {}
    for question in Question.objects.of(survey.questionnaire):
        if question.scale_id:
            answers[str(question.pk)] = value(question) if callable(value) else value
        elif question.key in texts:
            answers[str(question.pk)] = texts[question.key]
    return answers


def answer(invitation, value=3, **texts):
    """Send a form for the invitation."""
    return submit(invitation=invitation, answers=answers_for(invitation.survey, value, **texts))


def answer_all(survey, value=3, *, number=None, seed=1):
    """Send the forms of the first ``number`` invitations in a random order; return that order."""
    invitations = list(survey.invitations.select_related("survey", "participation")[:number])
    random.Random(seed).shuffle(invitations)
    for invitation in invitations:
        answer(invitation, value)
    return invitations


def make_closed_survey(region, values, **fields):
    """A closed form that one participant each answered with one value throughout."""
    survey = make_open_survey(region, people=len(values), **fields)
    for invitation, value in zip(survey.invitations.select_related("survey"), values, strict=True):
        answer(invitation, value)
    close_survey(survey=survey, actor=None)
    return Survey.objects.get(pk=survey.pk)
