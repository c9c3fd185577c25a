"""A questionnaire cut into pages, one topic a page, and how far somebody got."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.utils.formats import localize_input

from organization.wording import long_date
from surveys.actions.checking import other_of
from surveys.actions.conditions import applying, chosen
from surveys.choices import OTHER, OTHER_LABEL, QuestionKind
from surveys.forms.answers import SKIPPED
from surveys.forms.paper import NA, longest_of, options_of, wording_of
from surveys.models import Question, Section


@dataclass(frozen=True)
class Page:
    """One topic."""

    number: int  # from 1, in the address
    section: Section
    questions: list[Question]
    place: int = 0  # among the pages that are asked, as the person counts them

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

    def __init__(self, questions: list[Question], relation: str = "") -> None:
        for question in questions:  # these copies are for reading only
            question.text = question.wording_for(relation)
        groups = groupby(questions, key=lambda question: question.section)
        self.pages = [
            Page(i, section, list(some), i) for i, (section, some) in enumerate(groups, 1)
        ]
        self.is_conditional = any(question.show_if_key for question in questions)

    @property
    def questions(self) -> list[Question]:
        """All questions in their order."""
        return [question for page in self.pages for question in page.questions]

    def shuffled(self, seed: str) -> Sheet:
        """Return the sheet in one person's own order: within each page, the same every time.

        Where questions depend on each other the order is left as it is.
        """
        if self.is_conditional:
            return self
        sheet = Sheet([])
        sheet.pages = [
            replace(page, questions=sorted(page.questions, key=partial(_lot, seed)))
            for page in self.pages
        ]
        return sheet

    def page(self, number: int) -> Page | None:
        """Return the page under this number, unless it is not asked."""
        return next((page for page in self.pages if page.number == number), None)

    def asked(self, answers: dict) -> Sheet:
        """Return the sheet without what these answers make superfluous; pages keep their number."""
        if not self.is_conditional:
            return self
        left = {question.pk for question in applying(self.questions, answers)}
        return self._only(lambda _page, question: question.pk in left)

    def shown(self, answers: dict) -> Sheet:
        """Return what is put on the screen: also what another answer on its page may call for."""
        if not self.is_conditional:
            return self
        strict = {question.pk for question in applying(self.questions, answers)}

        def is_near(page: Page, question: Question) -> bool:
            above = [q for q in page.questions if q.key == question.show_if_key]
            return question.pk in strict or any(is_near(page, q) for q in above)

        return self._only(is_near)

    def _only(self, keep: Callable[[Page, Question], bool]) -> Sheet:
        sheet = Sheet([])
        for page in self.pages:
            left = [question for question in page.questions if keep(page, question)]
            if left:
                place = len(sheet.pages) + 1
                sheet.pages.append(replace(page, questions=left, place=place))
        return sheet

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
        known = {str(q.pk) for q in self.questions}
        known |= {other_of(q.pk) for q in self.questions if q.has_other}
        return {pk: value for pk, value in answers.items() if pk in known}

    def to_send(self, answers: dict) -> dict:
        """Return the answers with every unanswered statement marked as skipped."""
        every = {str(q.pk): SKIPPED for q in self.questions if q.kind != QuestionKind.TEXT}
        texts = {str(q.pk): longest_of(q) for q in self.questions if q.kind == QuestionKind.TEXT}
        return every | {
            key: value[: texts[key]] if key in texts else value
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
        kept = [answers.get(str(q.pk)) for q in self.questions if q.kind == QuestionKind.TEXT]
        kept += [answers.get(other_of(q.pk)) for q in self.questions if q.has_other]
        return [text for text in kept if text and text != SKIPPED]

    def in_words(self, answers: dict) -> list[tuple[Page, list[Line]]]:
        """Return every page with its answers as the respondent chose them."""
        return [(page, [_line(q, answers) for q in page.questions]) for page in self.pages]


def _lot(seed: str, question: Question) -> bytes:
    return sha256(f"{seed}.{question.pk}".encode()).digest()


def _line(question: Question, answers: dict) -> Line:
    value = answers.get(str(question.pk))
    if value is None and question.required:
        return Line(wording_of(question), "Belum dijawab", is_open=True)
    words = _words(question, SKIPPED if value is None else value)
    beside = answers.get(other_of(question.pk))
    if beside and value is not None and OTHER in chosen(value):
        words = words.replace(OTHER_LABEL, f"{OTHER_LABEL}: {beside}")
    return Line(wording_of(question), words, _is_open(question, answers))


def _is_open(question: Question, answers: dict) -> bool:
    value = answers.get(str(question.pk))
    if value is None:
        return question.required
    return question.kind == QuestionKind.TEXT and len(value) > longest_of(question)


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
