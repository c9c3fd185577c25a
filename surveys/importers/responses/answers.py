"""A cell of a file as the answer to one question: labels, numbers, several choices in one cell."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from intake.importers import BadValue, day, decimal, text
from intake.importers.parsers import LONGEST_TEXT
from intake.reader import CellValue, plain
from surveys.actions.checking import MAX_TEXT, NOT_APPLICABLE
from surveys.choices import OTHER, QuestionKind
from surveys.models import Question

SEPARATORS = re.compile(r"[,;|]")  # Google writes "A, B", Microsoft "A;B;"
LEADING_NUMBER = re.compile(r"^\s*\d{1,2}\s*[.):=–-]\s*")  # "4 - Setuju"
NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?", re.ASCII)
MAPPED_BY_VALUE = {QuestionKind.SCALE, QuestionKind.RATING, QuestionKind.SINGLE}
TEN = range(11)  # of a rating without a scale


class AnswerReader:
    """Reads the cells of one question; the column keeps a cell as it is until the whole check."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.choices = _choices(question)  # [(stored value as text, label)]
        self.words = _words(question, self.choices)
        self.labels = tuple(label for _value, label in self.choices)  # offered by the template
        self.numeric = question.kind == QuestionKind.NUMBER
        self.most_parts = 1 + max((len(SEPARATORS.findall(one)) for one in self.labels), default=0)

    def __call__(self, cell: CellValue) -> CellValue:
        """Return the cell: what it means is said in the check, where chosen meanings are known."""
        return cell

    def read(self, cell: CellValue, chosen: str | None = None) -> Any:
        """Return the answer as submit takes it; raise BadValue with the reason.

        ``chosen`` is the value, one of ``choices``, that a person gave to this text.
        """
        if chosen is not None:
            return self._stored(chosen)
        if plain(shown(cell)) == plain(self.question.not_applicable) != "":
            return NOT_APPLICABLE
        return READERS[self.question.kind](self, cell)

    def likes(self, cells: list[CellValue]) -> bool:
        """Whether the cells look like answers to this question: four of five can be read."""
        readable = sum(self._can_read(cell) for cell in cells)
        return bool(cells) and readable * 5 >= len(cells) * 4

    def _can_read(self, cell: CellValue) -> bool:
        try:
            self.read(cell)
        except BadValue:
            return False
        return True

    def _stored(self, value: str) -> Any:
        is_score = self.question.kind in {QuestionKind.SCALE, QuestionKind.RATING}
        return int(value) if is_score and value != NOT_APPLICABLE else value

    def one(self, cell: CellValue) -> Any:
        """Return the value of the one label or number."""
        typed = shown(cell)
        forms = _whole(typed) if NUMBER.fullmatch(typed) else (typed, LEADING_NUMBER.sub("", typed))
        for form in forms:
            if (found := self.words.get(plain(form))) is not None:
                return self._stored(found)
        if self.question.has_other and self.question.kind == QuestionKind.SINGLE:
            return OTHER
        raise BadValue(f"Bukan jawaban pertanyaan ini. Pilihan: {_listed(self.labels)}.")

    def several(self, cell: CellValue) -> list[str]:
        """Return the codes of the labels in one cell; a label may itself hold commas."""
        found = []
        for part, code in self._parts(cell):
            if code is None and not self.question.has_other:
                raise BadValue(
                    f"“{part[:80]}” bukan pilihan pertanyaan ini. Pilihan: {_listed(self.labels)}."
                )
            found.append(code or OTHER)
        return list(dict.fromkeys(found))

    def _parts(self, cell: CellValue) -> list[tuple[str, str | None]]:
        """Return what stands in the cell, piece by piece, with its code; None: no label of ours."""
        parts = [part for part in SEPARATORS.split(shown(cell)) if plain(part)]
        found, at = [], 0
        while at < len(parts):
            taken = self._longest(parts, at)
            code = self.words[plain("".join(parts[at : at + taken]))] if taken else None
            found.append((parts[at].strip(), code))
            at += taken or 1
        return found

    def _longest(self, parts: list[str], at: int) -> int:
        """Return how many parts from here on make the longest label, 0 when none does."""
        most = min(self.most_parts, len(parts) - at)
        lengths = range(most, 0, -1)
        return next((n for n in lengths if plain("".join(parts[at : at + n])) in self.words), 0)

    def own_words(self, cell: CellValue) -> str:
        """Return what stands in the cell beside the choices, "" when nothing does."""
        if not self.question.has_other:
            return ""
        if self.question.kind == QuestionKind.SINGLE:
            return "" if plain(shown(cell)) in self.words else shown(cell)
        return ", ".join(part for part, code in self._parts(cell) if code is None)

    def words_of(self, cell: CellValue) -> str:
        """Return an open answer."""
        typed = shown(cell)
        if len(typed) > MAX_TEXT:
            raise BadValue(f"Terlalu panjang: {len(typed)} huruf, paling banyak {MAX_TEXT}.")
        return typed

    def number(self, cell: CellValue) -> float:
        """Return a number of 12,5 or 12.5."""
        return decimal(cell)

    def iso_day(self, cell: CellValue) -> str:
        """Return the day in ISO form."""
        return day(cell).isoformat()


READERS = {
    QuestionKind.SCALE: AnswerReader.one,
    QuestionKind.RATING: AnswerReader.one,
    QuestionKind.SINGLE: AnswerReader.one,
    QuestionKind.MULTIPLE: AnswerReader.several,
    QuestionKind.TEXT: AnswerReader.words_of,
    QuestionKind.NUMBER: AnswerReader.number,
    QuestionKind.DATE: AnswerReader.iso_day,
}


def shown(cell: CellValue) -> str:
    """Return the cell as text: 4 for a float of 4.0, "Ya" for true, the time of a time."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H.%M.%S}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    found = text(cell)
    return found[:LONGEST_TEXT]


def _whole(typed: str) -> tuple[str, ...]:
    """Return "4" for "4" and "4,0", nothing for "4,5" and "-4": their digits alone would lie."""
    number = float(typed.replace(",", ".").replace("−", "-"))
    return (str(int(number)),) if number.is_integer() and number >= 0 else ()


def _choices(question: Question) -> list[tuple[str, str]]:
    if question.scale is not None:
        found = [(str(value), label) for value, label in question.scale.labels]
    elif question.kind == QuestionKind.RATING:
        found = [(str(number), str(number)) for number in TEN]
    elif question.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        found = list(question.offered)
    else:
        return []
    if question.not_applicable and question.kind in MAPPED_BY_VALUE:
        found.append((NOT_APPLICABLE, question.not_applicable))
    return found


def _words(question: Question, choices: list[tuple[str, str]]) -> dict[str, str]:
    """Return plain text → value: labels first, then what stands for a label."""
    found = {plain(label): value for value, label in choices}
    for value, label in choices:
        found.setdefault(plain(value), value)
        if not plain(label).isdigit():  # "1 1" would be 11
            found.setdefault(plain(f"{value} {label}"), value)
        found.setdefault(plain(LEADING_NUMBER.sub("", label)), value)
    found.pop("", None)
    return found


def _listed(labels: tuple[str, ...]) -> str:
    return ", ".join(labels)
