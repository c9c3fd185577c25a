"""What is counted once at close: tallies, dimension summaries, moments. Pure Python, no queries."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import mul
from typing import Any

from surveys.actions.checking import SKIPPED
from surveys.choices import QuestionKind
from surveys.models import AnswerTally, DimensionSummary, Question, Survey, SurveyMoments

SCORED = (QuestionKind.SCALE, QuestionKind.RATING)
ROUND_WORDS = {"before": " (sebelum)", "after": " (sekarang)"}
WHOLE = ""  # the stratum of rows about the whole survey
People = list[tuple[str, dict[str, Any]]]  # (stratum or "", answers) of each respondent


@dataclass(frozen=True)
class Block:
    """The items of one dimension on one scale; reverse items stand alone."""

    dimension: str
    scale: str
    keys: tuple[str, ...]  # of the questions: "R-MAT-1"
    ids: tuple[str, ...]  # under which answers hold them

    def scores(self, people: People) -> list[tuple[str, list[int]]]:
        """Return each person's stratum and scores; "na" and skipped items give none."""
        return [
            (part, [score for key in self.ids if type(score := answers.get(key)) is int])
            for part, answers in people
        ]


def tallies(survey: Survey, questions: list[Question], people: People) -> list[AnswerTally]:
    """Count each answer of each closed question, for the whole survey and each stratum."""
    return [
        AnswerTally(survey=survey, question=question, stratum=part, value=value, count=count)
        for question in questions
        if question.kind != QuestionKind.TEXT
        for (part, value), count in sorted(_counts(question, people).items())
    ]


def _counts(question: Question, people: People) -> Counter:
    key = str(question.pk)
    asked = [(p, given) for p, given in people if key in given or not question.show_if_key]
    given = ((part, answers.get(key, SKIPPED)) for part, answers in asked)
    if question.kind == QuestionKind.MULTIPLE:
        given = ((part, value) for part, values in given for value in _each(values))
    counts: Counter = Counter()
    for (part, value), count in Counter(given).items():
        counts[WHOLE, str(value)] += count
        if part:
            counts[part, str(value)] += count
    return counts


def _each(values: Any) -> list:
    return values if isinstance(values, list) else [values]


def summaries(
    survey: Survey, questions: list[Question], people: People
) -> tuple[list[DimensionSummary], list[SurveyMoments]]:
    """Sum up the persons' means of each block, and the scores of those who answered it whole."""
    dimensions, moments = [], []
    for block in blocks(questions):
        scores = block.scores(people)
        dimensions += _dimensions(survey, block, scores)
        moments.append(_moments(survey, block, [row for _part, row in scores]))
    return dimensions, moments


def blocks(questions: Iterable[Question], *, by_round: bool = True) -> list[Block]:
    """Group scored items by dimension, scale, direction and round, in the order of the form."""
    grouped = defaultdict(list)
    for question in questions:
        if question.kind in SCORED and question.dimension:
            turn = question.round if by_round else ""
            kind = (question.dimension, scale_code(question), turn, question.reverse)
            grouped[kind].append(question)
    return [
        Block(
            dimension=_name(kind, set(grouped)),
            scale=kind[1],
            keys=tuple(question.key for question in items),
            ids=tuple(str(question.pk) for question in items),
        )
        for kind, items in grouped.items()
    ]


def scale_code(question: Question) -> str:
    """Return the scale under which a question is summed up."""
    return question.scale.code if question.scale else "0-10"


def _name(kind: tuple[str, str, str, bool], kinds: set) -> str:
    dimension, scale, turn, reverse = kind
    mixed = reverse and (dimension, scale, turn, False) in kinds
    return dimension + ROUND_WORDS.get(turn, "") + (" (terbalik)" if mixed else "")


def _dimensions(
    survey: Survey, block: Block, scores: list[tuple[str, list[int]]]
) -> list[DimensionSummary]:
    means = defaultdict(list)
    for part, row in scores:
        if row:
            means[WHOLE].append(sum(row) / len(row))
            if part:
                means[part].append(means[WHOLE][-1])
    return [
        DimensionSummary(
            survey=survey,
            dimension=block.dimension,
            scale=block.scale,
            stratum=part,
            n=len(values),
            total=math.fsum(values),
            squares=math.fsum(mean * mean for mean in values),
            histogram=dict(Counter(f"{round(mean, 4):g}" for mean in sorted(values))),
        )
        for part, values in sorted(means.items())
    ]


def _moments(survey: Survey, block: Block, rows: list[list[int]]) -> SurveyMoments:
    complete = [row for row in rows if len(row) == len(block.keys)]
    columns = list(zip(*complete, strict=True)) or [()] * len(block.keys)
    return SurveyMoments(
        survey=survey,
        dimension=block.dimension,
        scale=block.scale,
        keys=list(block.keys),
        n=len(complete),
        sums=[sum(column) for column in columns],
        products=[[sum(map(mul, one, other)) for other in columns] for one in columns],
    )
