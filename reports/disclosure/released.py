"""A publication of survey answers: adding up what goes in, keeping what came out.

A publication keeps {"q": counts, "n": people, "d": sums} by stratum; "" is everybody. Counts stand
in the order of the question's labels; "n" is only there where people could tick several.

Beside it stands the same about everybody as one row of numbers, so that thousands of publications
are added up without being read one by one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from reports.disclosure.surveys import Answers, ClosedForm, Question, Released, Sums

SEPARATOR = "|"  # between the name of a dimension and its scale
EVERYBODY = ""  # the stratum of all respondents
STORED = np.dtype("<f8")  # counts stay exact up to 2 ** 53
Counts = list[int]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the numbers of a row are, in their order: counts, people, sums of dimensions."""

    questions: tuple[tuple[int, int], ...]  # (question, number of labels)
    people: tuple[int, ...]  # questions whose people are counted apart
    dimensions: tuple[str, ...]  # n, total and squares each


@dataclass(frozen=True, slots=True)
class Total:
    """Rows of one layout, added up."""

    counts: dict[int, Counts]  # by question, in the order of its labels
    people: dict[int, int]  # by question, where people could tick several
    dimensions: dict[str, tuple[int, float, float]]  # n, total, squares (nan: not released)


def pack(released: Released, questions: Iterable[Question]) -> dict[str, Any]:
    """Return the released numbers as JSON keeps them."""
    asked = {question.pk: question for question in questions}
    counted: dict[str, dict[str, list[int]]] = {}
    sums: dict[str, dict[str, list[float | None]]] = {}
    for (stratum, pk), counts in released.questions.items():
        row = [counts.get(value, 0) for value in asked[pk].values]
        counted.setdefault(stratum, {})[str(pk)] = row
    for (stratum, dimension, scale), found in released.sums.items():
        sums.setdefault(stratum, {})[f"{dimension}{SEPARATOR}{scale}"] = [
            found.n,
            found.total,
            found.squares,
        ]
    people = {str(pk): n for (_, pk), n in released.people.items() if asked[pk].multiple}
    return {"q": counted, "n": people, "d": sums}


def as_row(released: Mapping[str, Any], stratum: str = EVERYBODY) -> tuple[str, bytes]:
    """Return the layout and the numbers that a publication keeps about a stratum."""
    counted = released["q"].get(stratum, {})
    people = {} if stratum else released["n"]
    sums = released["d"].get(stratum, {})
    layout = [[[int(pk), len(row)] for pk, row in counted.items()], [*map(int, people)], [*sums]]
    rows = [*counted.values(), people.values(), *sums.values()]
    numbers = np.array([number for row in rows for number in row], dtype=STORED)  # None is nan
    return json.dumps(layout, ensure_ascii=False, separators=(",", ":")), numbers.tobytes()


@lru_cache(maxsize=1024)
def layout_of(text: str) -> Layout:
    """Return what the numbers of a row are."""
    questions, people, dimensions = json.loads(text)
    return Layout(tuple((pk, size) for pk, size in questions), tuple(people), tuple(dimensions))


def rows_added(layout: Layout, rows: Sequence[bytes | memoryview]) -> Total:
    """Add up the rows of publications with the same layout."""
    every = np.frombuffer(b"".join(rows), dtype=STORED).reshape(len(rows), -1).sum(axis=0)
    edges = [0, *accumulate(size for _, size in layout.questions)]
    end = edges[-1]
    numbers = every[: end + len(layout.people)].astype(np.int64).tolist()
    counts, people = numbers[:end], numbers[end:]
    sums = every[len(numbers) :].reshape(-1, 3).tolist()
    return Total(
        {
            pk: counts[start:stop]
            for (pk, _), (start, stop) in zip(layout.questions, pairwise(edges), strict=True)
        },
        dict(zip(layout.people, people, strict=True)),
        {
            name: (int(n), total, squares)
            for name, (n, total, squares) in zip(layout.dimensions, sums, strict=True)
        },
    )


def added_up(
    audience: str,
    forms: Sequence[ClosedForm],
    tallies: Mapping[int, Sequence[tuple[str, int, str, int]]],
    sums: Mapping[int, Sequence[tuple[str, str, str, int, float, float]]],
) -> Answers:
    """Add up the tallies and sums of the forms of one publication, by survey."""
    counts: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    totals: dict[tuple[str, str, str], Sums] = {}
    for form in forms:
        for stratum, question, value, count in tallies.get(form.pk, []):
            cell = counts[stratum, question]
            cell[value] = cell.get(value, 0) + count
        for stratum, dimension, scale, n, total, squares in sums.get(form.pk, []):
            held = totals.get((stratum, dimension, scale), Sums(0, 0.0, 0.0))
            totals[stratum, dimension, scale] = Sums(
                held.n + n, held.total + total, (held.squares or 0.0) + squares
            )
    respondents = sum(form.respondents for form in forms)
    raters = max((form.raters for form in forms), default=0)
    return Answers(audience, respondents, raters, dict(counts), totals)
