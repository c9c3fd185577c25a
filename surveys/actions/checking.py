"""Answers as a browser sends them, checked against the form and made plain."""

import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from surveys.actions.conditions import applying
from surveys.actions.outcomes import InvalidAnswers
from surveys.choices import OTHER, QuestionKind
from surveys.models import Question, Survey

NOT_APPLICABLE = "na"
SKIPPED = "skipped"
MAX_TEXT = 1000  # characters of an open answer
MAX_OTHER = 200  # characters beside "Lainnya"
KEPT = "\n\t\u200d"  # of the invisible characters; U+200D holds emoji together
INVISIBLE = {"Cc", "Cf", "Cs", "Co"}  # controls, bidi overrides, lone surrogates
FOREIGN = "Pertanyaan ini tidak ada di formulir."
UNKNOWN_VALUE = "Pilih salah satu jawaban yang tersedia."


@dataclass(frozen=True)
class Item:
    """What an answer to one question may be."""

    id: int
    kind: str
    low: int = 0
    high: int = 0
    codes: tuple[str, ...] = ()
    not_applicable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    key: str = ""
    show_if_key: str = ""
    show_if_values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answers:
    """A form as it is stored: closed answers in the order of the form, open ones apart."""

    closed: dict[str, Any]  # {question id: score, code, [codes], number, date, "na" or "skipped"}
    texts: dict[int, str]  # {question id: text}; empty ones are left out


def items_of(survey: Survey) -> tuple[Item, ...]:
    """Return the questions of an opened survey; they are frozen, so a process reads them once."""
    return _items(survey.questionnaire.uid, survey.questionnaire_id)


@lru_cache(maxsize=256)
def _items(_uid: str, questionnaire_id: int) -> tuple[Item, ...]:
    return tuple(_item(question) for question in Question.objects.of(questionnaire_id))


def forget_items() -> None:
    """Read the questions anew, as a process that has just started does."""
    _items.cache_clear()


def _item(question: Question) -> Item:
    scale = question.scale
    return Item(
        id=question.pk,
        kind=question.kind,
        low=scale.low if scale else 0,
        high=scale.high if scale else 10,
        codes=tuple(code for code, _label in question.offered),
        not_applicable=bool(question.not_applicable),
        minimum=question.minimum,
        maximum=question.maximum,
        key=question.key,
        show_if_key=question.show_if_key,
        show_if_values=tuple(map(str, question.show_if_values)),
    )


def check_answers(items: tuple[Item, ...], answers: dict) -> Answers:
    """Return the answers as they are stored, or raise InvalidAnswers with every problem.

    Answers to questions that were not asked (see ``conditions``) are left out. What somebody wrote
    beside "Lainnya" goes with the texts, so that it never stands in a row of scores.
    """
    given = {str(key): value for key, value in answers.items()}
    known = {str(item.id) for item in items} | {other_of(i.id) for i in items if OTHER in i.codes}
    problems = {key: FOREIGN for key in given if key not in known}
    closed, texts = {}, {}
    for item in applying(items, given):
        try:
            value = _plain(item, given.get(str(item.id), SKIPPED))
        except ValueError as problem:
            problems[str(item.id)] = str(problem)
            continue
        if item.kind != QuestionKind.TEXT:
            closed[str(item.id)] = value
            if (words := _own_words(item, value, given)) != SKIPPED:
                texts[item.id] = words
        elif value != SKIPPED:
            texts[item.id] = value
    if problems:
        raise InvalidAnswers(problems)
    return Answers(closed, texts)


def other_of(question_id: int) -> str:
    """Return under which name answers hold what was written beside "Lainnya"."""
    return f"{question_id}-{OTHER}"


def _own_words(item: Item, value: Any, given: dict[str, Any]) -> str:
    if OTHER not in (value if isinstance(value, list) else [value]):
        return SKIPPED
    typed = given.get(other_of(item.id))
    return _text(item, typed[:MAX_OTHER]) if isinstance(typed, str) else SKIPPED


def _plain(item: Item, value: Any) -> Any:
    if value in (None, "", [], SKIPPED):
        return SKIPPED
    if value == NOT_APPLICABLE and item.not_applicable:
        return NOT_APPLICABLE
    return PLAIN[item.kind](item, value)


def _score(item: Item, value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 4:
        value = int(value)
    if type(value) is not int or not item.low <= value <= item.high:
        raise ValueError(UNKNOWN_VALUE)
    return value


def _choice(item: Item, value: Any) -> str:
    if value not in item.codes:
        raise ValueError(UNKNOWN_VALUE)
    return value


def _choices(item: Item, value: Any) -> list[str]:
    chosen = value if isinstance(value, list) else [value]
    if not all(isinstance(code, str) and code in item.codes for code in chosen):
        raise ValueError(UNKNOWN_VALUE)
    return [code for code in item.codes if code in chosen]


def _text(_item: Item, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("Tulis jawaban dengan kata-kata.")
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    text = "".join(c for c in text if c in KEPT or unicodedata.category(c) not in INVISIBLE)
    text = text.strip()
    if len(text) > MAX_TEXT:
        raise ValueError(f"Jawaban terlalu panjang: kurangi {len(text) - MAX_TEXT} huruf.")
    return text or SKIPPED


def _number(item: Item, value: Any) -> float:
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError("Tulis jawaban dengan angka.")
    low = -math.inf if item.minimum is None else item.minimum
    high = math.inf if item.maximum is None else item.maximum
    if not low <= number <= high:
        raise ValueError("Angka ini di luar batas yang diminta.")
    return number


def _day(_item: Item, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ValueError("Tulis tanggal yang ada di kalender.") from None


PLAIN: dict[str, Callable[[Item, Any], Any]] = {
    QuestionKind.SCALE: _score,
    QuestionKind.RATING: _score,
    QuestionKind.SINGLE: _choice,
    QuestionKind.MULTIPLE: _choices,
    QuestionKind.TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _day,
}
