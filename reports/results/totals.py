"""Released counts added up: publications of one programme that released the same questions at once.

Thousands of publications are added as arrays; only their few hundred sums become rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reports.disclosure.released import SEPARATOR, Counts, Total, layout_of, rows_added
from reports.frames.forms import FormRecord, PublicationRecord, QuestionRecord
from reports.results.likert_rows import Asked, asked_in
from reports.results.source import Source

ItemKey = tuple[Asked, str, str]  # what was asked, question key, scale
DimensionKey = tuple[Asked, str, str]  # what was asked, dimension, scale


@dataclass(slots=True)
class ItemTotal:
    """One question: counts in the order of its labels, people, and where they come from."""

    question: QuestionRecord
    counts: Counts
    n: int = 0
    invited: int = 0
    submitted: int = 0
    sessions: frozenset[int] = frozenset()

    def add(self, other: ItemTotal) -> None:
        """Add another programme's total of the same question."""
        self.counts = _sum([self.counts, other.counts])
        self.n += other.n
        self.invited += other.invited
        self.submitted += other.submitted
        self.sessions |= other.sessions


@dataclass(slots=True)
class DimensionTotal:
    """One dimension: sums of persons' means, and the counts of all its questions together."""

    question: QuestionRecord  # one of its questions: level, direction, scale
    n: int
    total: float
    squares: float  # nan when a part of it was not released
    counts: Counts

    def add(self, other: DimensionTotal) -> None:
        """Add another total of the same dimension."""
        self.n += other.n
        self.total += other.total
        self.squares += other.squares
        self.counts = _sum([self.counts, other.counts])


@dataclass(slots=True)
class Totals:
    """Everything released of one programme, or of a region."""

    items: dict[ItemKey, ItemTotal] = field(default_factory=dict)
    dimensions: dict[DimensionKey, DimensionTotal] = field(default_factory=dict)

    def add(self, other: Totals) -> None:
        """Add another programme."""
        for key, item in other.items.items():
            if key in self.items:
                self.items[key].add(item)
            else:
                self.items[key] = replace(item)
        for place, found in other.dimensions.items():
            if place in self.dimensions:
                self.dimensions[place].add(found)
            else:
                self.dimensions[place] = replace(found)


@dataclass(slots=True)
class _Batch:
    """Publications that released the same questions and dimensions to the same audience."""

    form: FormRecord
    layout: str
    rows: list[bytes | memoryview] = field(default_factory=list)
    forms: list[FormRecord] = field(default_factory=list)


def program_totals(source: Source) -> dict[int, Totals]:
    """Return the sums of each programme over its published sessions inside."""
    batches: dict[tuple[Any, ...], _Batch] = {}
    for publication, forms in source.published:
        if forms[0].subject is None:
            _collect(batches, publication, forms)
    found: dict[int, Totals] = defaultdict(Totals)
    for key, batch in batches.items():
        found[key[0]].add(_added(source, batch))
    return dict(found)


def together(totals: Iterable[Totals]) -> Totals:
    """Return all programmes as one."""
    found = Totals()
    for one in totals:
        found.add(one)
    return found


def single(source: Source, form: FormRecord, row: tuple[str, bytes]) -> Totals:
    """Return one publication, or one class of it, from its layout and numbers."""
    return _added(source, _Batch(form, row[0], [row[1]], [form]))


def _collect(
    batches: dict[tuple[Any, ...], _Batch], publication: PublicationRecord, forms: list[FormRecord]
) -> None:
    form = forms[-1]
    key = (
        publication.program,
        publication.questionnaire,
        form.audience,
        form.month,
        publication.layout,
    )
    batch = batches.get(key)
    if batch is None:
        batch = batches[key] = _Batch(form, publication.layout)
    batch.rows.append(publication.numbers)
    batch.forms.extend(forms)


def _added(source: Source, batch: _Batch) -> Totals:
    layout, found = layout_of(batch.layout), Totals()
    total = rows_added(layout, batch.rows)
    _add_items(source, batch, total, found)
    _add_dimensions(batch, total, found)
    return found


def _add_items(source: Source, batch: _Batch, total: Total, found: Totals) -> None:
    invited = sum(form.invited for form in batch.forms)
    submitted = sum(form.submitted for form in batch.forms)
    sessions = frozenset(form.session for form in batch.forms)
    for pk, counts in total.counts.items():
        question = source.questions[pk]
        key = (asked_in(batch.form, question), question.key, question.scale)
        n = total.people[pk] if pk in total.people else sum(counts)
        item = ItemTotal(question, counts, n, invited, submitted, sessions)
        if key in found.items:
            found.items[key].add(item)
        else:
            found.items[key] = item


def _add_dimensions(batch: _Batch, total: Total, found: Totals) -> None:
    parts: dict[tuple[str, str], list[ItemTotal]] = defaultdict(list)
    for item in found.items.values():
        parts[item.question.dimension, item.question.scale or "0-10"].append(item)
    for name, (n, points, squares) in total.dimensions.items():
        dimension, _, scale = name.rpartition(SEPARATOR)
        items = parts.get((dimension, scale))
        if items:
            question, counts = items[0].question, _sum([item.counts for item in items])
            key = (asked_in(batch.form, question), dimension, scale)
            found.dimensions[key] = DimensionTotal(question, n, points, squares, counts)


def _sum(rows: Sequence[Counts]) -> Counts:
    """Return counts added up, answer by answer."""
    return [sum(counts) for counts in zip(*rows, strict=True)]
