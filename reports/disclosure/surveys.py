"""What a publication of survey answers may show, question by question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reports.disclosure.blocks import Blocks, merge
from reports.disclosure.gate import Candidate, Viewer, release
from reports.disclosure.thresholds import (
    RATED_AUDIENCES,
    UPWARD_AUDIENCES,
    Thresholds,
    judges_superior,
)

WITHOUT_SCORE = ("na", "skipped")
Tally = Mapping[str, int]  # value: respondents


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """A closed survey, as far as the decision to publish needs it."""

    pk: int
    respondents: int
    raters: int  # different people who answered
    min_group: int = 5  # as printed on the form
    min_stratum: int = 10  # as printed on the form
    rated: frozenset[int] | None = None  # whom it is about; None: each respondent rated another


@dataclass(frozen=True, slots=True)
class Question:
    """A question, as far as the gate needs it."""

    pk: int
    key: str
    dimension: str  # name of the summary it belongs to; "" for none
    scale: str  # "" for choices
    multiple: bool = False  # several choices a person
    values: tuple[str, ...] = ()  # scores or choice codes, in the order of the labels


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of persons' means of a dimension."""

    n: int  # people with at least one answered question
    total: float  # scale points
    squares: float | None  # scale points squared; None where the spread is not released


@dataclass(frozen=True, slots=True)
class Answers:
    """The tallies of all surveys of one publication, added up."""

    audience: str
    respondents: int
    raters: int
    tallies: Mapping[tuple[str, int], Tally]  # (stratum, question): counts; "" is everybody
    sums: Mapping[tuple[str, str, str], Sums]  # (stratum, dimension, scale)


@dataclass(slots=True)
class Released:
    """What left the gate; what was hidden is absent."""

    questions: dict[tuple[str, int], dict[str, int]] = field(default_factory=dict)
    people: dict[tuple[str, int], int] = field(default_factory=dict)  # whole session only
    sums: dict[tuple[str, str, str], Sums] = field(default_factory=dict)


def decide(forms: Sequence[ClosedForm], audience: str, limits: Thresholds) -> Blocks[ClosedForm]:
    """Say which closed forms of one programme and questionnaire are published, and with which."""
    answered = [form for form in forms if form.respondents]
    return merge(answered, lambda group: is_enough(group, audience, limits))


def is_enough(forms: Sequence[ClosedForm], audience: str, limits: Thresholds) -> bool:
    """Tell whether these forms together may be shown as one."""
    respondents = sum(form.respondents for form in forms)
    needed = max(limits.group, *(form.min_group for form in forms))
    if audience in UPWARD_AUDIENCES:
        needed = max(needed, limits.upward)
    if audience in RATED_AUDIENCES:
        # people may rate in several sessions: the largest number is the only sure one
        raters = max(form.raters for form in forms)
        rated = min(respondents, rated_people(forms))
        return rated >= max(needed, limits.rated) and raters >= limits.raters
    return respondents >= needed


def rated_people(forms: Sequence[ClosedForm]) -> int:
    """Return how many people the forms are about: three peers of one alumnus rate one person."""
    known = [form.rated for form in forms if form.rated is not None]
    others = sum(form.respondents for form in forms if form.rated is None)
    return others + len(frozenset[int]().union(*known))


def release_answers(
    answers: Answers, questions: Iterable[Question], limits: Thresholds, viewer: Viewer
) -> Released:
    """Send every tally and every sum of a publication through the gate at once."""
    asked = list(questions)
    cells = [*_tally_cells(answers, asked, limits), *_sum_cells(answers, asked, limits)]
    shown = {key for key, cell in release(cells, viewer).items() if cell.status == "shown"}
    found = Released()
    for question in asked:
        for stratum in _strata(answers):
            _keep_tally(found, answers, question, stratum, shown)
    for (stratum, dimension, scale), sums in answers.sums.items():
        if _sum_key(stratum, dimension, scale) in shown:
            squares = sums.squares if sums.n >= limits.verdict else None
            found.sums[stratum, dimension, scale] = Sums(sums.n, sums.total, squares)
    return found


def _keep_tally(
    found: Released, answers: Answers, question: Question, stratum: str, shown: set[str]
) -> None:
    tally = answers.tallies.get((stratum, question.pk), {})
    if _tally_key(stratum, question.pk) in shown:
        kept = {value: count for value, count in tally.items() if value not in WITHOUT_SCORE}
        found.questions[stratum, question.pk] = kept
        if not stratum:
            found.people[stratum, question.pk] = scored(tally, question, answers.respondents)


def scored(tally: Tally, question: Question, respondents: int) -> int:
    """Return how many people stand behind a question: na and skipped do not."""
    if question.multiple:
        return respondents - sum(tally.get(value, 0) for value in WITHOUT_SCORE)
    return sum(count for value, count in tally.items() if value not in WITHOUT_SCORE)


def needed(answers: Answers, question: Question, limits: Thresholds) -> int:
    """Return from how many people a question is shown for the whole session."""
    return limits.upward if judges_superior(answers.audience, question.key) else limits.group


def _strata(answers: Answers) -> list[str]:
    """Return the classes of the one division, after the whole; raters are never divided."""
    if answers.audience in RATED_AUDIENCES | UPWARD_AUDIENCES:
        return [""]
    return sorted({""} | {stratum for stratum, _ in answers.tallies})


def _tally_cells(
    answers: Answers, questions: list[Question], limits: Thresholds
) -> Iterator[Candidate]:
    for question in questions:
        for stratum in _strata(answers):
            tally = answers.tallies.get((stratum, question.pk), {})
            size = sum(tally.values()) if stratum else answers.respondents
            n = scored(tally, question, size)
            key = _tally_key(stratum, question.pk)
            if not stratum:
                yield Candidate(key, n, n, needed(answers, question, limits))
            elif judges_superior(answers.audience, question.key) or question.multiple:
                yield Candidate(key, n, 0, 1, division=f"q{question.pk}")  # never by unit
            else:
                yield Candidate(key, n, n, limits.stratum, division=f"q{question.pk}")


def _sum_cells(
    answers: Answers, questions: list[Question], limits: Thresholds
) -> Iterator[Candidate]:
    """Yield the dimensions; the question with the fewest people decides for its dimension.

    Otherwise the sum over persons would tell what the hidden question's few people answered.
    """
    for (stratum, dimension, scale), sums in answers.sums.items():
        items = [q for q in questions if (q.dimension, q.scale) == (dimension, scale)]
        if stratum and stratum not in _strata(answers):
            continue
        behind = [sums.n]
        for item in items:
            tally = answers.tallies.get((stratum, item.pk), {})
            behind.append(scored(tally, item, answers.respondents) or sums.n)
        upward = any(judges_superior(answers.audience, item.key) for item in items)
        key, n = _sum_key(stratum, dimension, scale), min(behind)
        if not stratum:
            yield Candidate(key, sums.total, n, limits.upward if upward else limits.group)
        else:
            division = f"d{dimension}|{scale}"
            yield Candidate(key, sums.total, 0 if upward else n, limits.stratum, division)


def _tally_key(stratum: str, question: int) -> str:
    return f"{stratum}/{question}"


def _sum_key(stratum: str, dimension: str, scale: str) -> str:
    return f"{stratum}/{dimension}/{scale}"
