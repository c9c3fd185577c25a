"""Which questions somebody is asked, given the answers so far."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar


class Conditional(Protocol):
    """What has an identity, and may depend on the answer to an earlier question."""

    id: int
    key: str
    show_if_key: str
    show_if_values: Any


T = TypeVar("T", bound=Conditional)


def applying(questions: Iterable[T], answers: dict) -> list[T]:
    """Return the questions that apply, in order; what depends on an unasked one does not.

    ``answers`` is {str(question id): value}. Pure: no queries.
    """
    given: dict[str, set[str]] = {}
    asked = []
    for question in questions:
        if is_met(question, given.get(question.show_if_key, set())):
            asked.append(question)
            given[question.key] = chosen(answers.get(str(question.id)))
    return asked


def is_met(question: Conditional, given: set[str]) -> bool:
    """Whether the question is asked after these answers to the one it depends on."""
    return not question.show_if_key or not given.isdisjoint(map(str, question.show_if_values))


def chosen(value: Any) -> set[str]:
    """Return an answer as a set of texts; nothing when there is none."""
    if value in (None, ""):
        return set()
    return {str(one) for one in value} if isinstance(value, list) else {str(value)}
