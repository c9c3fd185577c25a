"""One topic of a questionnaire as a form. Nothing is preselected and nothing is a trap.

Answers are kept as ``{str(question.pk): value}``: a scale value (int), a choice code, a list of
codes, a text, "na" (tidak relevan) or "skipped"; what was written beside "Lainnya" stands under
``actions.other_of``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.formats import localize_input

from surveys.actions.checking import MAX_OTHER, other_of
from surveys.actions.conditions import chosen, is_met
from surveys.choices import OTHER, QuestionKind
from surveys.forms.conditions import condition_words
from surveys.forms.paper import (
    NA,
    Item,
    Option,
    longest_of,
    options_of,
    range_words,
    wording_of,
)
from surveys.models import Question

SKIPPED = "skipped"
KEPT = 5000  # characters of it that a draft keeps while it is too long


def _choice(question: Question) -> forms.Field:
    return forms.TypedChoiceField(
        choices=options_of(question),
        coerce=lambda value: value if value == NA else int(value),
        empty_value=None,
        error_messages={"invalid_choice": "Pilih satu jawaban yang tersedia."},
    )


def _single(question: Question) -> forms.Field:
    return forms.ChoiceField(
        choices=options_of(question),
        error_messages={"invalid_choice": "Pilih satu jawaban yang tersedia."},
    )


def _multiple(question: Question) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=options_of(question),
        error_messages={"invalid_choice": "Pilih jawaban yang tersedia."},
    )


def _text(question: Question) -> forms.Field:
    return forms.CharField()


def _number(question: Question) -> forms.Field:
    bound = f"Tulis angka yang sesuai: {range_words(question).lower()}."
    messages = {"invalid": "Tulis angka saja, misalnya 12 atau 12,5."}
    return forms.FloatField(
        localize=True,
        min_value=question.minimum,
        max_value=question.maximum,
        error_messages=messages | {"min_value": bound, "max_value": bound},
    )


def _date(question: Question) -> forms.Field:
    return forms.DateField(error_messages={"invalid": "Tulis tanggal, misalnya 31/12/2026."})


FIELDS: dict[str, Callable[[Question], forms.Field]] = {
    QuestionKind.SCALE: _choice,
    QuestionKind.RATING: _choice,
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
}
CHOSEN = {QuestionKind.SCALE, QuestionKind.RATING, QuestionKind.SINGLE, QuestionKind.MULTIPLE}


class PageForm(forms.Form):
    """The questions of one page, with what was posted or what the draft holds."""

    def __init__(self, questions: list[Question], saved: dict, data: Any = None) -> None:
        super().__init__(data)
        self.questions, self.saved = questions, saved
        skipped = set(data.getlist("skip")) if data is not None else set()
        self.skipped = {q.pk for q in questions if str(q.pk) in skipped}
        for question in questions if self.is_bound else ():  # an unread page needs no fields
            self.fields[f"q{question.pk}"] = FIELDS[question.kind](question)
            self.fields[f"q{question.pk}"].required = False

    @property
    def asked(self) -> list[Question]:
        """The questions that apply, given the answers on this very page."""
        here = {question.key for question in self.questions}
        given: dict[str, set[str]] = {}
        found = []
        for question in self.questions:
            above = given.get(question.show_if_key, set())
            if question.show_if_key not in here or is_met(question, above):
                found.append(question)
                given[question.key] = chosen([text for text in self._typed(question) if text])
            else:
                given[question.key] = set()
        return found

    def clean(self) -> None:
        """Ask once for what was left open, and for texts that are too long."""
        asked = self.asked
        for question in self.questions:
            if question not in asked:  # whatever stands there is no answer
                self.errors.pop(f"q{question.pk}", None)
        for question in asked:
            name = f"q{question.pk}"
            value = self.cleaned_data.get(name)
            over = len(value) - longest_of(question) if isinstance(value, str) else 0
            beside = len(self._other(question)) - MAX_OTHER
            if over > 0:
                noun = "Isian" if question.is_short else "Saran"
                self.add_error(name, f"{noun} terlalu panjang: kurangi {over} huruf")
            elif beside > 0:
                self.add_error(name, f"Isian “Lainnya” terlalu panjang: kurangi {beside} huruf")
            elif self._is_open(question, name, value):
                self.add_error(name, f"{_request(question)} “{_short(wording_of(question))}”")

    def _is_open(self, question: Question, name: str, value: Any) -> bool:
        empty = value in (None, "", []) and not self._other(question)
        return (
            empty
            and question.required
            and question.pk not in self.skipped
            and name not in self.errors
        )

    @property
    def keys(self) -> list[str]:
        """The keys of this page's answers."""
        return [key for q in self.questions for key in (str(q.pk), other_of(q.pk))]

    @property
    def passed(self) -> dict[str, str]:
        """What going on means for the questions that were left open."""
        return {str(question.pk): SKIPPED for question in self.asked}

    @property
    def given(self) -> dict[str, Any]:
        """What can be kept of this page: valid answers, and what was skipped on purpose."""
        self.is_valid()
        kept = {str(question.pk): self._kept(question) for question in self.asked}
        kept |= {other_of(q.pk): self._other(q)[:KEPT] or None for q in self.asked}
        return {key: value for key, value in kept.items() if value is not None}

    def _kept(self, question: Question) -> Any:
        value = self.cleaned_data.get(f"q{question.pk}")
        if question.kind == QuestionKind.TEXT:  # a text that is too long is kept, not cut
            value = self._typed(question)[0].strip()[:KEPT]
        value = self._with_other(question, value)
        if value in (None, "", []):
            return SKIPPED if question.pk in self.skipped else None
        if isinstance(value, list) and NA in value:
            return NA
        return value.isoformat() if question.kind == QuestionKind.DATE else value

    def _with_other(self, question: Question, value: Any) -> Any:
        """Choose "Lainnya" for somebody who only wrote beside it."""
        if not self._other(question) or question.kind not in CHOSEN:
            return value
        if isinstance(value, list):
            return value if {OTHER, NA} & set(value) else [*value, OTHER]
        return value or OTHER

    def _other(self, question: Question) -> str:
        """Return what stands beside "Lainnya": the posted text, or the draft's."""
        if not question.has_other:
            return ""
        if self.is_bound:
            return self.data.get(f"q{other_of(question.pk)}", "").strip()
        return self.saved.get(other_of(question.pk), "")

    def items(self) -> list[Item]:
        """Return the questions ready for the template."""
        return [self._item(question) for question in self.questions]

    def problems(self) -> list[Item]:
        """Return the questions that were refused, in their order."""
        return [item for item in self.items() if item.error]

    def _item(self, question: Question) -> Item:
        name = f"q{question.pk}"
        typed = self._typed(question)
        item = Item(question, name, question.kind, wording_of(question))
        item.error = " ".join(self.errors.get(name, [])) if self.is_bound else ""
        item.condition = self._condition(question)
        item.other = self._other(question)
        if question.kind in CHOSEN:
            item.options = [
                Option(f"id_{name}_{i}", value, label, value in typed)
                for i, (value, label) in enumerate(options_of(question))
            ]
        else:
            item.text = typed[0]
        saved = None if self.is_bound else self.saved.get(str(question.pk))
        item.is_skipped = not any(typed) and (question.pk in self.skipped or saved == SKIPPED)
        return item

    def _condition(self, question: Question) -> str:
        """Say when to answer, where the question above decides it on the same page."""
        above = next((q for q in self.questions if q.key == question.show_if_key), None)
        return f"Isi hanya bila {condition_words(question, above)}" if above else ""

    def _typed(self, question: Question) -> list[str]:
        """Return what stands in the controls: the posted texts, or the draft's."""
        if self.is_bound:
            return self.data.getlist(f"q{question.pk}") or [""]
        value = self.saved.get(str(question.pk))
        if isinstance(value, list):
            return [str(code) for code in value]
        if value in (None, SKIPPED):
            return [""]
        return [localize_input(value) if isinstance(value, float) else str(value)]


def _request(question: Question) -> str:
    if question.kind == QuestionKind.MULTIPLE:
        return "Pilih sedikitnya satu jawaban untuk"
    return "Pilih satu jawaban untuk" if question.kind in CHOSEN else "Isi jawaban untuk"


def _short(text: str) -> str:
    return text.rstrip(".?") if len(text) <= 90 else f"{text[:87].rstrip()}…"
