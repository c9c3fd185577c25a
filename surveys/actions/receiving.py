"""Answers collected elsewhere (Google Forms, Microsoft Forms) enter the inbox of an open form.

They become what a sent form becomes: a response under a random key, comments apart, a pseudonym or
an author only where the promise allows, and one submitted invitation each. A row without a person
gets an invitation of its own that is known to nobody (relation "drawn").

What is remembered of an import, and for how long:

- checked rows of anonymous and confidential forms stand in the order of a lot, hold no name, NIP,
  address or time, and are deleted in the transaction that confirms them;
- the journal for undoing lists the new rows by their random keys, sorted by them, and of people
  only which invitations it marked as sent; it goes after 24 hours and, at the latest, at close;
- fingerprints of the imported rows, by which the same row is noticed a second time, are HMACs under
  the form's link key, sorted; they go at close, when that key is destroyed.

Nothing in it ties a response to an invitation, and a closed form can neither receive nor give back.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from intake.actions.outcomes import OutdatedCheck, UndoRefused, Unsuitable
from surveys import keys
from surveys.actions.answering import require_open
from surveys.actions.checking import Answers, check_answers, items_of
from surveys.actions.links import link_key_of, sign
from surveys.actions.outcomes import SurveyClosed
from surveys.actions.traces import forget_rows_of, imported_fingerprints
from surveys.choices import FROM_FILE, Audience, Promise, SurveyStatus
from surveys.models import (
    Authorship,
    Comment,
    Draft,
    Invitation,
    Message,
    Pseudonym,
    Question,
    Response,
    Survey,
)
from surveys.models.keyed import random_id

if TYPE_CHECKING:
    from intake.importers import Journal
    from intake.models import ImportJob

LOT = random.SystemRandom()
ABOUT_OTHERS = {Audience.SUPERVISORS, Audience.PEERS, Audience.SUBORDINATES}
NOT_OPEN = (
    "Formulir ini tidak menerima jawaban: belum dibuka atau sudah ditutup. Formulir yang sudah "
    "ditutup tidak dibuka kembali; buat putaran baru, lalu impor ke formulir itu."
)
RATES_OTHERS = (
    "Formulir ini menilai orang lain, sedangkan berkas tidak menyebut siapa yang dinilai. Bagikan "
    "tautan pribadinya kepada penilai."
)
TWICE = (
    "Sebagian baris ini sudah diimpor lewat pemeriksaan lain, jadi belum ada yang diimpor. "
    "Batalkan pemeriksaan ini lalu unggah berkasnya lagi."
)


@dataclass(frozen=True)
class Person:
    """Somebody who was invited to the form."""

    invitation_id: int
    employee_id: int
    participation_id: int | None
    subject_id: int | None  # the employee whom the answers are about
    stratum: str
    is_submitted: bool
    is_revoked: bool


@dataclass(frozen=True)
class Sent:
    """One checked row: who (a mark of ``people_by_mark``, or nobody) and the answers."""

    mark: str | None
    answers: dict[str, Any]  # {question id: value}, as submit takes them


def survey_of(pk: int) -> Survey:
    """Return the form with all that importing reads of it, in one query."""
    found = Survey.objects.select_related("questionnaire", "session__program__region")
    return found.get(pk=pk)


def questions_of(survey: Survey) -> list[Question]:
    """Return the questions in their order."""
    return list(Question.objects.of(survey.questionnaire_id))


def require_receiving(survey: Survey) -> None:
    """Raise Unsuitable unless answers of others may be added to the form today."""
    try:
        require_open(survey)
    except SurveyClosed:
        raise Unsuitable(NOT_OPEN) from None
    if survey.audience in ABOUT_OTHERS:
        raise Unsuitable(RATES_OTHERS)


def people_by_mark(survey: Survey) -> dict[str, Person]:
    """Return the invited by what stands for them in checked rows: nothing in anonymous forms.

    Named: the NIP. Confidential: an HMAC under the link key, so that rows without the key store
    tell nobody; one query.
    """
    if survey.promise == Promise.ANONYMOUS:
        return {}
    mark_of = _marker(survey)
    rows = survey.invitations.filter(rater__isnull=False).values_list(
        "rater__nip",
        "pk",
        "rater_id",
        "participation_id",
        "participation__employee_id",
        "stratum",
        "is_submitted",
        "is_revoked",
    )
    return {mark_of(nip, rest[1]): Person(*rest) for nip, *rest in rows}


def marks_by_nip(survey: Survey) -> dict[str, str]:
    """Return {NIP: mark} of the invited; one query. It is used in memory and never stored."""
    mark_of = _marker(survey)
    rows = survey.invitations.filter(rater__isnull=False).values_list("rater__nip", "rater_id")
    return {nip: mark_of(nip, employee_id) for nip, employee_id in rows}


def _marker(survey: Survey):
    if survey.promise == Promise.NAMED:
        return lambda nip, _employee_id: nip
    link_key = link_key_of(survey)
    return lambda _nip, employee_id: keys.fingerprint(link_key, f"employee:{employee_id}")


def receive(*, survey_id: int, rows: Collection[Sent], journal: Journal) -> dict[str, Any]:
    """Store the rows as if each had been sent, in the caller's transaction; constant statements.

    Returns {"created": n, "fingerprints": [...]}. Raises Unsuitable when the form takes no answers,
    OutdatedCheck when somebody sent or the same rows were imported meanwhile.
    """
    locked = Survey.objects.select_for_update(no_key=True, of=("self",))
    survey = locked.select_related("questionnaire", "session__program__region").get(pk=survey_id)
    require_receiving(survey)
    prints = _fresh_prints(survey, journal.job)
    people, items = people_by_mark(survey), items_of(survey)
    if any(row.mark and row.mark not in people for row in rows):
        raise OutdatedCheck
    shuffled = LOT.sample(list(rows), len(rows))
    checked = [
        (people[row.mark] if row.mark else None, check_answers(items, row.answers))
        for row in shuffled
    ]
    _claim([person.invitation_id for person, _answers in checked if person], journal)
    _invite_nobody(survey, sum(person is None for person, _answers in checked), journal)
    _store(survey, checked, journal)
    if survey.promise != Promise.NAMED:
        forget_rows_of(journal.job)
    return {"created": len(checked), "fingerprints": prints}


def _fresh_prints(survey: Survey, job: ImportJob) -> list[str]:
    """Return the fingerprints of the rows to write, sorted; each stands behind a row's cells."""
    cells = job.rows.applicable().order_by().values_list("cells", flat=True)
    prints = sorted(row[-1] for row in cells)
    if imported_fingerprints(survey).intersection(prints):
        raise OutdatedCheck(TWICE)
    return prints


def _claim(ids: list[int], journal: Journal) -> None:
    """Mark the invitations as sent; whoever sent the form themselves meanwhile stops the import."""
    if not ids:
        return
    waiting = Invitation.objects.awaiting().filter(pk__in=ids)
    before = list(waiting.order_by("pk"))
    journal.changing(before, only=("is_submitted",))
    if waiting.update(is_submitted=True) != len(ids):
        raise OutdatedCheck
    Draft.objects.filter(invitation__in=ids).delete()
    Message.objects.filter(invitation__in=ids).delete()


def _invite_nobody(survey: Survey, number: int, journal: Journal) -> None:
    """Add one submitted invitation without a person for each row without one."""
    if not number:
        return
    made = [
        Invitation(
            survey=survey,
            relation=Invitation.Relation.DRAWN,
            reason=FROM_FILE,
            is_submitted=True,
        )
        for _ in range(number)
    ]
    sign(made, link_key_of(survey))
    made.sort(key=lambda invitation: invitation.pk)
    journal.created(Invitation.objects.bulk_create(made))


def _store(survey: Survey, checked: list[tuple[Person | None, Answers]], journal: Journal) -> None:
    ids = sorted(random_id() for _ in checked)  # the people are shuffled; rows lie in key order
    responses = [
        Response(
            id=pk, survey=survey, stratum=person.stratum if person else "", answers=answers.closed
        )
        for pk, (person, answers) in zip(ids, checked, strict=True)
    ]
    comments = [
        Comment(survey=survey, question_id=question_id, text=text)
        for _person, answers in checked
        for question_id, text in answers.texts.items()
    ]
    comments.sort(key=lambda comment: comment.pk)
    journal.created(Response.objects.bulk_create(responses))
    journal.created(Comment.objects.bulk_create(comments))
    known = [(pk, person) for pk, (person, _) in zip(ids, checked, strict=True) if person]
    if survey.promise == Promise.NAMED:
        journal.created(Authorship.objects.bulk_create(_authors(known)))
    elif survey.promise == Promise.CONFIDENTIAL and survey.pseudonym_key:
        journal.created(Pseudonym.objects.bulk_create(_pseudonyms(survey, known)))


def _authors(known: list[tuple[int, Person]]) -> list[Authorship]:
    return [
        Authorship(
            response_id=pk, employee_id=one.employee_id, participation_id=one.participation_id
        )
        for pk, one in known
    ]


def _pseudonyms(survey: Survey, known: list[tuple[int, Person]]) -> list[Pseudonym]:
    try:
        key = keys.store().read(survey.pseudonym_key)
    except keys.MissingKey:
        return []  # as for a sent form: answers that cannot be paired are better than answers lost
    return [
        Pseudonym(response_id=pk, rater=rater, subject=subject)
        for pk, one in known
        for rater, subject in [keys.pseudonyms(key, survey.pk, one.employee_id, one.subject_id)]
    ]


def require_undoable(survey: Survey) -> None:
    """Raise UndoRefused once the form has closed: its answers are frozen and under other keys."""
    current = Survey.objects.select_for_update(no_key=True, of=("self",)).get(pk=survey.pk)
    if current.status != SurveyStatus.OPEN:
        raise UndoRefused("Formulir ini sudah ditutup, jadi jawabannya tidak dapat ditarik lagi.")


def put_back_invitations(invitations: list[Invitation]) -> None:
    """Let the invitations wait again. The database lets none be unsent, so each is made anew."""
    Invitation.objects.filter(pk__in=[one.pk for one in invitations])._raw_delete("default")
    Invitation.objects.bulk_create(sorted(invitations, key=lambda one: one.pk))
