"""Who answers a form, and how: skewed towards the favourable end, as such answers are."""

from __future__ import annotations

from random import Random
from statistics import NormalDist

from surveys.actions import NOT_APPLICABLE, SKIPPED
from surveys.choices import Audience, QuestionKind
from surveys.models import Question
from workspace.demo.attendance import Held
from workspace.demo.comments import written

WRITES = 0.4  # share that answers an open question
SKIPS, UNSURE = 0.015, 0.05  # shares of items left empty, and "Tidak tahu" where it is offered
WEAKER = 0.3  # how much less an item is liked that the course is known for
HINDRANCES = {
    "B-HAM-1": "waktu",
    "B-HAM-2": "anggaran",
    "B-HAM-3": "resistensi",
    "B-HAM-4": "sarana",
}
SHARES = {"K-SAD-1": 0.48, "K-SAD-2": 0.57, "K-KES-1": 0.62}  # favourable, whatever the course
LOWER = (("B-TER", 0.15), ("H-", 0.2), ("P-", 0.04))  # below what people think of the course
SUPERVISORS_LOWER = 0.07
BEFORE = 0.46  # share favourable of one's own ability before the training


class Respondents:
    """Draws the answers to one form of one angkatan."""

    def __init__(self, held: Held, questions: list[Question], audience: str, rng: Random) -> None:
        """Work out how favourable each item is."""
        self.held, self.questions, self.rng = held, questions, rng
        self.before = audience == Audience.PARTICIPANTS and not any(
            question.key.startswith("R-") for question in questions
        )
        lower = SUPERVISORS_LOWER if audience == Audience.SUPERVISORS else 0
        self.leaning = {
            question.pk: NormalDist().inv_cdf(
                min(max(self._share(question.key) - lower, 0.1), 0.97)
            )
            for question in questions
        }

    def _share(self, key: str) -> float:
        course = self.held.course
        if key in HINDRANCES:
            return 0.68 if HINDRANCES[key] == course.hindered else 0.4
        if key.startswith("B-DUK"):
            return 0.45 if course.hindered == "dukungan" else 0.68
        if key in SHARES:
            return SHARES[key]
        if self.before and key.startswith("P-"):
            return BEFORE
        share = course.liked - (WEAKER if key in course.weak else 0)
        return share - next((less for start, less in LOWER if key.startswith(start)), 0)

    def answers(self) -> dict[str, object]:
        """Return one person's answers, as a browser would send them."""
        mood = self.rng.gauss(0, 0.6)
        return {str(q.pk): self._answer(q, mood) for q in self.questions}

    def _answer(self, question: Question, mood: float) -> object:
        if question.kind == QuestionKind.TEXT:
            if self.rng.random() > WRITES:
                return ""
            return self.rng.choice(written(question.key, self.held.course.hindered))
        if question.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
            return self._choose(question)
        drawn = self.rng.random()
        if drawn < SKIPS:
            return SKIPPED
        if question.not_applicable and drawn < SKIPS + UNSURE:
            return NOT_APPLICABLE
        leaning = self.leaning[question.pk] * 1.17  # mood and chance together spread by 1.17
        return point(question, leaning + mood + self.rng.gauss(0, 1))

    def _choose(self, question: Question) -> object:
        codes = [code for code, _label in question.choices]
        weights = [4 if code == self.held.course.hindered else 1 for code in codes]
        if question.kind == QuestionKind.SINGLE:
            return self.rng.choices(codes, weights)[0]
        return sorted(set(self.rng.choices(codes, weights, k=self.rng.choice((1, 2, 2, 3)))))


def point(question: Question, leaning: float) -> int:
    """Return the answer of somebody who leans so; above 0 is favourable."""
    scale = question.scale
    if scale is None or scale.high > 5:
        return min(max(round(6.5 + 2 * leaning), 0), 10)
    if leaning >= 0:
        return min(scale.favourable_from + (leaning > 1.15), scale.high)
    if scale.neutral is not None and leaning > -0.5:
        return scale.neutral
    return max(scale.low, (2 if leaning > -1.3 else 1))
