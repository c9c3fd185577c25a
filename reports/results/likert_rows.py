"""Rows of answers: from released counts to mean, shares and flags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from reports.analysis import ScaleMeaning, likert_shares, wilson_interval
from reports.disclosure import LOW_N, LOW_RESPONSE, CellStatus
from reports.frames.forms import FormRecord, QuestionRecord
from reports.results.rows import LikertRow

STRATUM_LABELS = {
    "office": "Kantor",
    "district": "Kecamatan dan kelurahan",
    "school": "Sekolah",
    "health": "Puskesmas dan RSUD",
}
MIN_INTERVAL = 10  # people; below it a share has no interval
BEFORE_FORM = "F0"  # asked before the training


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, and how many were asked and answered there."""

    region: str
    program: str | None = None
    program_name: str = ""
    session: str | None = None
    subject: str | None = None
    survey: str | None = None
    sessions: tuple[str, ...] = ()
    sessions_shown: int = 1
    sessions_total: int = 1
    coverage: str = ""
    invited: int | None = None
    submitted: int | None = None


class Asked(NamedTuple):
    """What was asked of whom, and when."""

    audience: str
    month: int | None
    moment: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the gate says about a question at a place."""

    status: CellStatus
    n: int | None = None  # people behind it; of a hidden whole session: those who sent the form
    counts: Sequence[int] | None = None  # in the order of the labels; only when shown
    stratum: str = ""


def asked_in(form: FormRecord, question: QuestionRecord) -> Asked:
    """Return audience, month and moment of a question in a form."""
    before = question.round == "before" or form.questionnaire_code.startswith(BEFORE_FORM)
    return Asked(form.audience, form.month, "before" if before else "after")


def likert_row(place: Place, asked: Asked, question: QuestionRecord, found: Found) -> LikertRow:
    """Return one row; numbers only when it is shown."""
    status, n, stratum = found.status, found.n, found.stratum
    values: Mapping[str, Any] = {}
    if status == "shown" and found.counts is not None and n:
        values = numbers(question, found.counts, n)
    return LikertRow(
        status=status,
        flags=_flags(place, n, status, stratum),
        region=place.region,
        program=place.program,
        program_name=place.program_name,
        session=place.session,
        subject=place.subject,
        survey=place.survey,
        audience=asked.audience,
        month=asked.month,
        moment=asked.moment,
        question=question.key,
        text=question.text,
        dimension=question.dimension,
        level=question.level,
        scale=question.scale,
        labels=question.labels,
        favourable_from=question.favourable_from,
        neutral=question.neutral,
        reverse=question.reverse,
        stratum=stratum,
        stratum_label=STRATUM_LABELS.get(stratum, stratum),
        sessions_shown=place.sessions_shown,
        sessions_total=place.sessions_total,
        coverage=place.coverage,
        sessions=place.sessions,
        invited=None if stratum else place.invited,
        submitted=None if stratum else place.submitted,
        n=None if stratum else n,
        **values,
    )


def numbers(question: QuestionRecord, counts: Sequence[int], n: int) -> Mapping[str, Any]:
    """Return the numbers of a shown row."""
    return _numbers(question.labels, _meaning(question), tuple(counts), n)


@lru_cache(maxsize=8192)  # thousands of sessions of thirty people share a few hundred tallies
def _numbers(
    labels: tuple[tuple[str, str], ...],
    meaning: ScaleMeaning | None,
    counts: tuple[int, ...],
    n: int,
) -> Mapping[str, Any]:
    every = tuple((value, count) for (value, _), count in zip(labels, counts, strict=True))
    if meaning is None:
        return {"counts": every}
    shares = likert_shares({int(value): count for value, count in every}, meaning)
    shown = {
        "counts": every,
        "mean": shares.mean,
        "favourable_share": shares.favourable,
        "neutral_share": shares.neutral,
        "unfavourable_share": shares.unfavourable,
    }
    if n >= MIN_INTERVAL:
        wilson = wilson_interval(round(shares.favourable * n), n)
        shown |= {"ci_low": wilson.low, "ci_high": wilson.high}
    return shown


def _meaning(question: QuestionRecord) -> ScaleMeaning | None:
    """Return how the values of the question's scale read; a choice has none."""
    if question.favourable_from is None:
        return None
    return ScaleMeaning(
        low=int(question.labels[0][0]),
        high=int(question.labels[-1][0]),
        favourable_from=question.favourable_from,
        neutral=question.neutral,
        reverse=question.reverse,
    )


def _flags(place: Place, n: int | None, status: CellStatus, stratum: str) -> tuple[str, ...]:
    found = []
    if status == "shown" and not stratum:
        if n is not None and n < LOW_N:
            found.append("small_n")
        if place.invited and (place.submitted or 0) / place.invited < LOW_RESPONSE:
            found.append("low_response")
    if len(place.sessions) > 1:
        found.append("merged")
    if place.sessions_shown < place.sessions_total:
        found.append("incomplete")
    return tuple(found)
