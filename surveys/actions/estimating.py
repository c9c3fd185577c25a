"""How long a questionnaire takes: reading at 200 words a minute, pressing, and writing a line."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from surveys.choices import QuestionKind
from surveys.models import Question, Questionnaire

WORDS_A_MINUTE = 200
SECONDS_A_STATEMENT = 5  # to choose and press, once it is read
SECONDS_A_TEXT = 30  # to write one sentence, for those who do


@dataclass(frozen=True)
class Effort:
    """What a questionnaire asks of a person."""

    statements: int  # questions that want a press or a number
    texts: int  # questions that want words; they may be left empty
    words: int  # of titles, introductions, questions, hints and choices; scales are known by then

    @property
    def seconds(self) -> int:
        """Return the time of reading everything and answering the statements."""
        return math.ceil(self.words * 60 / WORDS_A_MINUTE + self.statements * SECONDS_A_STATEMENT)

    @property
    def minutes(self) -> int:
        """Return the minutes that the cover states, with time to write; at least one."""
        return max(1, math.ceil((self.seconds + self.texts * SECONDS_A_TEXT) / 60))


def effort_of(questions: Iterable[Question]) -> Effort:
    """Return the effort that these questions, with the titles above them, ask for."""
    asked = list(questions)
    sections = {question.section_id: question.section for question in asked}
    read = [f"{section.title} {section.intro}" for section in sections.values()]
    read += [f"{question.text} {question.hint}" for question in asked]
    read += [label for question in asked for _code, label in question.offered]
    texts = sum(question.kind == QuestionKind.TEXT for question in asked)
    return Effort(len(asked) - texts, texts, sum(len(text.split()) for text in read))


def store_minutes(questionnaire: Questionnaire) -> None:
    """Put the estimated minutes on the cover of a questionnaire that was changed."""
    questionnaire.minutes = effort_of(Question.objects.of(questionnaire)).minutes
    questionnaire.save(update_fields=["minutes"])
