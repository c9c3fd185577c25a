"""What stays of people's pairs of answers when a wave closes: sums without persons.

Two forms of a session are paired only under the same promise, confidential with confidential and
named with named. Pseudonyms differ from form to form, so pairs of confidential forms can be made
only while the key is there; once it is destroyed nobody can make them again.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from surveys import keys
from surveys.actions.summaries import blocks, scale_code
from surveys.choices import Audience, PairKind, Promise
from surveys.models import (
    ClosedAuthorship,
    ClosedPseudonym,
    ClosedResponse,
    Invitation,
    PairMoments,
    Question,
    Survey,
)

OF_THEMSELVES = {Audience.PARTICIPANTS, Audience.ALUMNI}
WAVES = {3: 91, 6: 183, 12: 365}  # months after a session: days
Answers = dict[str, Any]
Person = tuple[int, int | None]  # rater, whom the answers are about


@dataclass(frozen=True)
class Shared:
    """Items asked both times: one dimension on one scale."""

    dimension: str
    scale: str
    keys: tuple[str, ...]
    before: tuple[str, ...]  # ids under which the answers of each form hold them
    after: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """One form of a pair: everybody's answers, and those whose person is known."""

    everybody: list[Answers]
    people: dict[Person, Answers]


def wave_of(opened_on: date, ends_on: date) -> int:
    """Return the wave that a follow-up form belongs to: 3, 6 or 12 months after the session."""
    days = (opened_on - ends_on).days
    return min(WAVES, key=lambda month: abs(WAVES[month] - days))


def retrospective_pairs(
    survey: Survey, questions: list[Question], rows: Iterable[Answers]
) -> list[PairMoments]:
    """Sum up the items that one page asked about before and about now; any promise."""
    before = [question for question in questions if question.round == "before"]
    if not before:
        return []
    after = [question for question in questions if question.round == "after"]
    pairs = [(answers, answers) for answers in rows]
    everybody = [answers for answers, _same in pairs]
    made = [
        _moments(shared, pairs, (everybody, everybody)) for shared in _shared_items(before, after)
    ]
    about = {"session_id": survey.session_id, "before": survey, "after": survey}
    return [PairMoments(kind=PairKind.RETROSPECTIVE, **about, **sums) for sums in made if sums["n"]]


def wave_pairs(survey: Survey, questions: list[Question]) -> list[PairMoments]:
    """Pair a form that was just closed with the closed forms of its session.

    Pairs of fewer people than the form promised to show are not kept: sums of a few are answers.
    """
    others = [other for other in Survey.objects.pairable_with(survey) if _kind(survey, other)]
    if not others:
        return []
    asked = {survey.questionnaire_id: questions}
    ours, made = _side(survey), []
    for other in others:
        if other.questionnaire_id not in asked:
            asked[other.questionnaire_id] = list(Question.objects.of(other.questionnaire_id))
        made += _pairs(survey, ours, other, asked)
    return made


def _pairs(
    survey: Survey, ours: Side, other: Survey, asked: dict[int, list[Question]]
) -> Iterator[PairMoments]:
    kind = _kind(survey, other)
    first, second = _in_order(kind, survey, other)
    known = [_current(asked[one.questionnaire_id]) for one in (first, second)]
    shared_items = _shared_items(*known)
    if not shared_items:
        return
    sides = {survey.pk: ours, other.pk: _side(other)}
    before, after = sides[first.pk], sides[second.pk]
    smallest = max(survey.min_group, other.min_group)
    for shared in shared_items:
        sums = _moments(shared, _same(kind, before, after), (before.everybody, after.everybody))
        if sums["n"] >= smallest:
            about = {"session_id": survey.session_id, "before": first, "after": second}
            yield PairMoments(kind=kind, **about, **sums)


def _kind(survey: Survey, other: Survey) -> PairKind | None:
    """Say how two forms of a session go together, if they do."""
    audiences = {Audience(survey.audience), Audience(other.audience)}
    if survey.subject_id != other.subject_id:
        return None
    if len(audiences) == 1 or audiences <= OF_THEMSELVES:
        same_wave = survey.questionnaire_id == other.questionnaire_id
        same_wave = same_wave and survey.opened_on == other.opened_on
        return None if same_wave else PairKind.REPEATED  # rounds of a wave ask different people
    if audiences == {Audience.ALUMNI, Audience.SUPERVISORS} and _same_month(survey, other):
        return PairKind.RATED
    return None


def _same_month(survey: Survey, other: Survey) -> bool:
    ends_on = survey.session.ends_on
    return wave_of(survey.opened_on, ends_on) == wave_of(other.opened_on, ends_on)


def _in_order(kind: PairKind | None, survey: Survey, other: Survey) -> tuple[Survey, Survey]:
    """Return the earlier form first; of alumni and atasan, the alumni first."""
    if kind == PairKind.RATED:
        return (survey, other) if survey.audience == Audience.ALUMNI else (other, survey)
    return (survey, other) if _moment(survey) < _moment(other) else (other, survey)


def _moment(survey: Survey) -> tuple[date, int]:
    return survey.opened_on, survey.pk


def _current(questions: list[Question]) -> list[Question]:
    """Leave out items about a time before that a page asked from memory."""
    return [question for question in questions if question.round != "before"]


def _shared_items(first: list[Question], second: list[Question]) -> list[Shared]:
    """Return the items that both lists hold under the same key, scale and direction."""
    earlier = {_identity(question): str(question.pk) for question in first}
    both = [question for question in second if _identity(question) in earlier]
    identities = {str(question.pk): _identity(question) for question in both}
    return [
        Shared(
            dimension=block.dimension,
            scale=block.scale,
            keys=block.keys,
            before=tuple(earlier[identities[pk]] for pk in block.ids),
            after=block.ids,
        )
        for block in blocks(both, by_round=False)
    ]


def _identity(question: Question) -> tuple[str, str, bool]:
    return question.key, scale_code(question), question.reverse


def _side(survey: Survey) -> Side:
    """Read a closed form; whose answers are whose is known by name or by the key, or not at all."""
    rows = dict(ClosedResponse.objects.filter(survey=survey).values_list("pk", "answers"))
    found = _authors(survey) if survey.promise == Promise.NAMED else _unveiled(survey)
    return Side(list(rows.values()), {person: rows[pk] for person, pk in found.items()})


def _authors(survey: Survey) -> dict[Person, int]:
    beside = ClosedAuthorship.objects.filter(response__survey=survey)
    columns = ("employee_id", "participation__employee_id", "response_id")
    return {(rater, about): pk for rater, about, pk in beside.values_list(*columns)}


def _unveiled(survey: Survey) -> dict[Person, int]:
    """Find each sender's answers by making their pseudonym again; needs the key."""
    if not survey.pseudonym_key:
        return {}  # opened too late to be paired, or destroyed
    try:
        key = keys.store().read(survey.pseudonym_key)
    except keys.MissingKey:
        return {}
    beside = ClosedPseudonym.objects.filter(response__survey=survey)
    responses = dict(beside.values_list("rater", "response_id"))
    sent = Invitation.objects.filter(survey=survey, is_submitted=True).order_by()
    people = sent.values_list("rater_id", "participation__employee_id")
    made = {person: keys.pseudonyms(key, survey.pk, *person)[0] for person in people}
    return {person: responses[name] for person, name in made.items() if name in responses}


def _same(kind: PairKind | None, before: Side, after: Side) -> list[tuple[Answers, Answers]]:
    """Return the answers that belong together."""
    if kind == PairKind.REPEATED:
        known = before.people.keys() & after.people.keys()
        return [(before.people[person], after.people[person]) for person in known]
    rated: dict[int | None, list[Answers]] = defaultdict(list)
    for (_rater, about), answers in after.people.items():
        rated[about].append(answers)
    return [
        (answers, judged)
        for (rater, _about), answers in before.people.items()
        for judged in rated.get(rater, [])
    ]


def _moments(
    shared: Shared,
    pairs: list[tuple[Answers, Answers]],
    everybody: tuple[list[Answers], list[Answers]],
) -> dict[str, Any]:
    both = [(_value(one, shared.before), _value(two, shared.after)) for one, two in pairs]
    values = [(one, two) for one, two in both if one is not None and two is not None]
    changes = Counter(f"{round(two - one, 4) + 0.0:g}" for one, two in values)  # no "-0"
    return {
        "dimension": shared.dimension,
        "scale": shared.scale,
        "keys": list(shared.keys),
        "n": len(values),
        "n_before": _answered(everybody[0], shared.before),
        "n_after": _answered(everybody[1], shared.after),
        "sum_before": math.fsum(one for one, _two in values),
        "sum_after": math.fsum(two for _one, two in values),
        "square_before": math.fsum(one * one for one, _two in values),
        "square_after": math.fsum(two * two for _one, two in values),
        "product": math.fsum(one * two for one, two in values),
        "differences": dict(sorted(changes.items(), key=lambda item: float(item[0]))),
    }


def _value(answers: Answers, ids: tuple[str, ...]) -> float | None:
    """Return a person's mean of the answered items, in scale points."""
    scores = [score for one in ids if type(score := answers.get(one)) is int]
    return sum(scores) / len(scores) if scores else None


def _answered(rows: list[Answers], ids: tuple[str, ...]) -> int:
    return sum(_value(answers, ids) is not None for answers in rows)
