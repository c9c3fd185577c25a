"""The forms of the demo: before, at the end and three months after; closed and still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from performance.windows import add_months
from programs.models import Subject
from surveys.actions import CannotOpen, close_survey, open_survey, submit
from surveys.choices import Audience, Promise
from surveys.models import Question, Questionnaire, Survey
from workspace.demo.answers import Respondents
from workspace.demo.attendance import Held
from workspace.demo.calendar import TODAY

LONG_FORM = {"KP25"}  # F1 in full instead of the short form
BEFORE_FORM = {"MW26", "KE26"}  # F0 as well
PER_TRAINER = {"KE26"}  # F2 for each mata pelatihan
LATE_ANSWERS = {Audience.ALUMNI: 0.72, Audience.SUPERVISORS: 0.78}
STILL_OPEN = 0.55  # share that has answered a form that is still open
OPEN_DAYS = 8  # how much longer it stays open
BARELY = 14  # days after an angkatan in which its form is still open
NEVER_TRAINED = ("SU26-1",)  # F6 to those of the region who took no programme


@dataclass(frozen=True)
class Form:
    """One form to open for an angkatan."""

    questionnaire: str
    audience: str
    promise: str
    closed_on: date | None  # None: still open
    share: float  # of the invited who answer
    subject: Subject | None = None
    by_unit_group: bool = False
    opened_on: date | None = None  # None: its day does not matter


def load_forms(held: list[Held]) -> dict[str, int]:
    """Open, answer and close the forms; return how many forms and answers there are."""
    presets = {found.code: found for found in Questionnaire.objects.filter(region=None)}
    questions = {
        code: list(Question.objects.filter(section__questionnaire=found).select_related("scale"))
        for code, found in presets.items()
    }
    counts = {"formulir": 0, "jawaban": 0}
    for one in held:
        if not one.has_ended:
            continue
        for form in _forms_of(one):
            sent = _run(one, form, presets[form.questionnaire], questions[form.questionnaire])
            counts["formulir"] += sent is not None
            counts["jawaban"] += sent or 0
    return counts


def _forms_of(one: Held) -> list[Form]:
    course, ended = one.course, one.session.ends_on
    last_day = None if TODAY - ended < timedelta(days=BARELY) else ended + timedelta(days=7)
    share = one.run.respond if last_day else STILL_OPEN
    asked, anonymous = Audience.PARTICIPANTS, Promise.ANONYMOUS
    forms = []
    if course.code in BEFORE_FORM:
        forms.append(Form("F0", asked, anonymous, one.session.starts_on, 0.8))
    form = "F1" if course.code in LONG_FORM else "F1S"
    forms.append(Form(form, asked, anonymous, last_day, share, by_unit_group=one.run.people > 100))
    if course.code in PER_TRAINER:
        subjects = one.session.subjects.order_by("pk")
        forms += [Form("F2", asked, anonymous, last_day, 0.75, subject) for subject in subjects]
    if one.session.code in NEVER_TRAINED:
        forms.append(Form("F6", Audience.NON_PARTICIPANTS, anonymous, last_day, 0.6))
    return forms + _late_forms(one)


def _late_forms(one: Held) -> list[Form]:
    """Return the forms of month 3 to alumni and their superiors; the youngest are still open."""
    begins = add_months(one.session.ends_on, 3)
    if begins > TODAY or one.course.hours < 9:
        return []
    last_day = begins + timedelta(days=45)
    is_open = last_day > TODAY
    return [
        Form(
            questionnaire,
            audience,
            Promise.CONFIDENTIAL,
            None if is_open else last_day,
            STILL_OPEN if is_open else LATE_ANSWERS[audience],
            opened_on=begins,
        )
        for questionnaire, audience in (("F3", Audience.ALUMNI), ("F4", Audience.SUPERVISORS))
    ]


def _run(
    one: Held, form: Form, questionnaire: Questionnaire, questions: list[Question]
) -> int | None:
    """Open one form, send answers, close it; return how many were sent, None if it cannot open."""
    closes_on = max(TODAY, timezone.localdate()) + timedelta(days=OPEN_DAYS)
    survey = None
    for by_unit_group in (form.by_unit_group, False):  # groups that are too small: without
        survey = survey or _open(one, form, questionnaire, closes_on, by_unit_group)
    if survey is None:
        return None
    rng = Random(f"{one.course.region}:{survey.code}")  # noqa: S311
    respondents = Respondents(one, questions, form.audience, rng)
    invitations = list(survey.invitations.select_related("survey", "participation"))
    invitations.sort(key=lambda invitation: (invitation.rater_id, invitation.participation_id or 0))
    rng.shuffle(invitations)
    sent = round(form.share * len(invitations))
    for invitation in invitations[:sent]:
        invitation.survey = survey
        submit(invitation=invitation, answers=respondents.answers())
    if form.opened_on:
        Survey.objects.filter(pk=survey.pk).update(opened_on=form.opened_on)
    if form.closed_on:
        close_survey(survey=survey, actor=None)
        dates = {"closes_on": form.closed_on, "closed_on": form.closed_on}
        Survey.objects.filter(pk=survey.pk).update(**dates)
    return sent


def _open(
    one: Held, form: Form, questionnaire: Questionnaire, closes_on: date, by_unit_group: bool
) -> Survey | None:
    try:
        return open_survey(
            session=one.session,
            questionnaire=questionnaire,
            audience=form.audience,
            promise=form.promise,
            closes_on=closes_on,
            actor=None,
            subject=form.subject,
            by_unit_group=by_unit_group,
        )
    except CannotOpen:
        return None
