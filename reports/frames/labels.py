"""The answers that a question offers, in their order."""

from __future__ import annotations

from surveys.models import Question

RATING = range(11)  # "Angka 0-10" without a scale of its own


def labels_of(question: Question) -> tuple[tuple[str, str], ...]:
    """Return (value or choice code, label), worst first."""
    if question.scale is not None:
        return tuple((str(value), str(label)) for value, label in question.scale.labels)
    if question.kind == "rating":
        return tuple((str(value), str(value)) for value in RATING)
    return tuple(question.offered)


def values_of(question: Question) -> tuple[str, ...]:
    """Return the values alone."""
    return tuple(value for value, _ in labels_of(question))
