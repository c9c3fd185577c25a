"""A questionnaire cut into pages, one topic a page, and how far somebody got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.formats import localize_input

from organization.wording import long_date
from surveys.choices import QuestionKind
from surveys.forms.answers import LONGEST, NA, SKIPPED, options_of, wording_of
from surveys.models import Question, Section


@dataclass(frozen=True)
class Page:
    """One topic."""

    number: int  # from 1
    section: Section
    questions: list[Question]

    def is_filled(self, answers: dict) -> bool:
        """Whether every question was answered, or passed with Lanjut."""
        keys = [str(question.pk) for question in self.questions]
        return all(key in answers for key in keys) and not self.missing(answers)

    def missing(self, answers: dict) -> int:
        """Return how many questions still stand in the way of sending."""
        return sum(_is_open(question, answers) for question in self.questions)


@dataclass(frozen=True)
class Line:
    """One question and its answer in words."""

    text: str
    answer: str
    is_open: bool


class Sheet:
    """All pages of a questionnaire."""

    def __init__(self, questions: list[Question]) -> None:
        groups = groupby(questions, key=lambda question: question.section)
        self.pages = [Page(i, section, list(some)) for i, (section, some) in enumerate(groups, 1)]

    @property
    def statements(self) -> int:
        """How many questions want a press, not a text."""
        kinds = [q.kind for page in self.pages for q in page.questions]
        return sum(kind != QuestionKind.TEXT for kind in kinds)

    @property
    def open_questions(self) -> int:
        """How many questions want a text."""
        return sum(len(page.questions) for page in self.pages) - self.statements

    def filled(self, answers: dict) -> int:
        """Return how many pages are done."""
        return sum(page.is_filled(answers) for page in self.pages)

    def first_unfilled(self, answers: dict) -> int | None:
        """Return the number of the first page that is not done."""
        return next((page.number for page in self.pages if not page.is_filled(answers)), None)

    def kept(self, answers: dict) -> dict:
        """Return the answers to questions of this questionnaire only."""
        known = {str(q.pk) for page in self.pages for q in page.questions}
        return {pk: value for pk, value in answers.items() if pk in known}

    def to_send(self, answers: dict) -> dict:
        """Return the answers with every unanswered statement marked as skipped."""
        questions = [q for page in self.pages for q in page.questions]
        every = {str(q.pk): SKIPPED for q in questions if q.kind != QuestionKind.TEXT}
        texts = {str(q.pk) for q in questions if q.kind == QuestionKind.TEXT}
        return every | {
            key: value[:LONGEST] if key in texts else value
            for key, value in self.kept(answers).items()
            if not (key in texts and value == SKIPPED)
        }

    def gaps(self, answers: dict) -> list[tuple[Page, int]]:
        """Return the pages with something in the way of sending, and how much."""
        return [(page, page.missing(answers)) for page in self.pages if page.missing(answers)]

    def gaps_of(self, problems: dict) -> list[tuple[Page, int]]:
        """Return the pages of these questions, and how many."""
        counted = [
            (page, sum(str(q.pk) in problems for q in page.questions)) for page in self.pages
        ]
        return [(page, number) for page, number in counted if number]

    def texts(self, answers: dict) -> list[str]:
        """Return the open answers, for the warnings before sending."""
        kept = [(q, answers.get(str(q.pk))) for page in self.pages for q in page.questions]
        return [t for q, t in kept if q.kind == QuestionKind.TEXT and t and t != SKIPPED]

    def in_words(self, answers: dict) -> list[tuple[Page, list[Line]]]:
        """Return every page with its answers as the respondent chose them."""
        return [(page, [_line(q, answers) for q in page.questions]) for page in self.pages]


def _line(question: Question, answers: dict) -> Line:
    value = answers.get(str(question.pk))
    if value is None and question.required:
        return Line(wording_of(question), "Belum dijawab", is_open=True)
    words = _words(question, SKIPPED if value is None else value)
    return Line(wording_of(question), words, _is_open(question, answers))


def _is_open(question: Question, answers: dict) -> bool:
    value = answers.get(str(question.pk))
    if value is None:
        return question.required
    return question.kind == QuestionKind.TEXT and len(value) > LONGEST


def _words(question: Question, value: Any) -> str:
    if value == SKIPPED:
        return "Dilewati" if question.required else "Tidak diisi"
    if value == NA:
        return question.not_applicable or "Tidak relevan"
    labels = dict(options_of(question))
    if isinstance(value, list):
        return ", ".join(labels.get(str(code), str(code)) for code in value)
    if question.kind == QuestionKind.DATE:
        return long_date(date.fromisoformat(value))
    return labels.get(str(value), localize_input(value) if isinstance(value, float) else str(value))
