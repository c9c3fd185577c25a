"""Answers of sessions, and their sums over programmes and the region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reports.disclosure import CellStatus
from reports.disclosure.released import EVERYBODY
from reports.frames.forms import FormRecord, PublicationRecord, QuestionRecord
from reports.results.likert_rows import Asked, Found, Place, asked_in, likert_row
from reports.results.rows import LikertRow
from reports.results.source import Source
from reports.results.totals import Totals
from reports.results.wording import coverage_words

Closed = dict[Asked, set[int]]  # what was asked: sessions


def session_rows(source: Source) -> list[LikertRow]:
    """Return a row for each question of each form inside: shown, hidden, running or empty."""
    rows: list[LikertRow] = []
    for form in source.asked_forms:
        rows.extend(_rows_of_form(source, form))
    for publication, forms in source.published:
        if len(forms) > 1:
            rows.extend(_rows_of_merged(source, publication, forms))
    return rows


def program_rows(source: Source, totals: dict[int, Totals]) -> list[LikertRow]:
    """Return each question summed over the published sessions of each programme, by name."""
    closed = closed_sessions(source)
    found: list[LikertRow] = []
    for pk, program in source.programs.items():
        if pk in totals:
            place = Place(region=program.region, program=program.code, program_name=program.name)
            found.extend(_sum_rows(place, totals[pk], closed[pk]))
    return found


def region_rows(source: Source, totals: Totals) -> list[LikertRow]:
    """Return each question summed over the published sessions of all programmes."""
    every: Closed = defaultdict(set)
    for program in closed_sessions(source).values():
        for asked, sessions in program.items():
            every[asked] |= sessions
    return _sum_rows(Place(region=source.region.code), totals, every)


def strata_rows(source: Source) -> list[LikertRow]:
    """Return the rows of the one division, where every class has enough people."""
    rows: list[LikertRow] = []
    for publication, forms in source.published:
        if len(forms) == 1:
            rows.extend(_strata(source, publication, forms[0]))
    return rows


def status_of(form: FormRecord) -> CellStatus:
    """Return the state of a form that no publication shows by itself."""
    if form.is_open:
        return "running"
    return "hidden" if form.submitted else "none"


def _place(source: Source, form: FormRecord) -> Place:
    session, program = source.sessions[form.session], source.program_of(form.session)
    invited, submitted = source.responding.get(form.pk, (form.invited, form.submitted))
    return Place(
        region=program.region,
        program=program.code,
        program_name=program.name,
        session=session.code,
        subject=form.subject,
        survey=form.code,
        invited=invited,
        submitted=submitted,
    )


def _rows_of_form(source: Source, form: FormRecord) -> Iterator[LikertRow]:
    place = _place(source, form)
    questions = source.by_questionnaire.get(form.questionnaire, [])
    if form.is_open or not questions:
        nothing = QuestionRecord.nothing(form.questionnaire)
        found = Found(status_of(form), place.submitted)
        yield likert_row(place, asked_in(form, nothing), nothing, found)
        return
    publication = source.publications.get(form.publication) if form.publication else None
    if publication is None or publication.size > 1:
        for question in questions:
            found = Found(status_of(form), place.submitted)
            yield likert_row(place, asked_in(form, question), question, found)
        return
    for question in questions:
        yield _released_row(place, form, question, source.released[publication.pk])


def _released_row(
    place: Place, form: FormRecord, question: QuestionRecord, released: dict[str, Any]
) -> LikertRow:
    counts = released["q"].get(EVERYBODY, {}).get(str(question.pk))
    if counts is None:
        return likert_row(place, asked_in(form, question), question, Found("hidden"))
    found = Found("shown", released["n"].get(str(question.pk), sum(counts)), counts)
    return likert_row(place, asked_in(form, question), question, found)


def _rows_of_merged(
    source: Source, publication: PublicationRecord, forms: list[FormRecord]
) -> Iterator[LikertRow]:
    places = [_place(source, form) for form in forms]
    codes = tuple(dict.fromkeys(place.session or "" for place in places))
    labels = [source.sessions[form.session].label for form in forms]
    merged = replace(
        places[0],
        session=None,
        survey=None,
        subject=None,
        sessions=codes,
        sessions_shown=len(codes),
        sessions_total=len(codes),
        coverage=f"{' dan '.join(dict.fromkeys(labels))} digabung",
        invited=sum(form.invited for form in forms),
        submitted=publication.respondents,
    )
    for question in source.by_questionnaire.get(publication.questionnaire, []):
        yield _released_row(merged, forms[-1], question, source.released[publication.pk])


def _strata(
    source: Source, publication: PublicationRecord, form: FormRecord
) -> Iterator[LikertRow]:
    place = _place(source, form)
    for stratum, questions in sorted(source.released[publication.pk]["q"].items()):
        if stratum == EVERYBODY:
            continue
        for pk, counts in questions.items():
            question = source.questions[int(pk)]
            found = Found("shown", sum(counts), counts, stratum)
            yield likert_row(place, asked_in(form, question), question, found)


def closed_sessions(source: Source) -> dict[int, Closed]:
    """Return by programme the sessions with an answered closed form, by what was asked."""
    moments: dict[tuple[int, str, int | None], set[Asked]] = {}
    found: dict[int, Closed] = defaultdict(lambda: defaultdict(set))
    for form in source.asked_forms:
        if form.is_open or not form.submitted or form.subject is not None:
            continue
        key = (form.questionnaire, form.audience, form.month)
        if key not in moments:
            items = source.by_questionnaire.get(form.questionnaire, [])
            moments[key] = {asked_in(form, item) for item in items}
        program = found[source.sessions[form.session].program]
        for asked in moments[key]:
            program[asked].add(form.session)
    return found


def _sum_rows(place: Place, totals: Totals, closed: Closed) -> list[LikertRow]:
    rows = []
    for (asked, _, _), total in totals.items.items():
        every = len(closed[asked] | total.sessions)
        here = replace(
            place,
            sessions_shown=len(total.sessions),
            sessions_total=every,
            coverage=coverage_words(len(total.sessions), every),
            invited=total.invited,
            submitted=total.submitted,
        )
        found = Found("shown", total.n, total.counts)
        order = (asked.audience, asked.month or 0, asked.moment, total.question.place)
        rows.append((order, likert_row(here, asked, total.question, found)))
    return [row for _, row in sorted(rows, key=lambda item: (*item[0], item[1].question))]
