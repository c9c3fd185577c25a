"""One topic of a questionnaire as a form. Nothing is preselected and nothing is a trap.

Answers are kept as ``{str(question.pk): value}``: a scale value (int), a choice code, a list of
codes, a text, "na" (tidak relevan) or "skipped".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.formats import localize_input
from django.utils.safestring import SafeString

from surveys.choices import QuestionKind
from surveys.models import Question

NA, SKIPPED = "na", "skipped"
LONGEST = 1000  # characters of an open answer
NO_NAMES = " Jangan tulis nama atau NIP siapa pun."
KEPT = 5000  # characters of it that a draft keeps while it is too long


@dataclass(frozen=True)
class Option:
    """One row to press."""

    id: str
    value: str
    label: str
    checked: bool

    @property
    def is_apart(self) -> bool:
        """Whether this is no step of the scale, and must not look like one."""
        return self.value == NA


@dataclass
class Item:
    """One question as the template shows it."""

    question: Question
    name: str  # "q12"
    kind: str
    label: str
    options: list[Option] = field(default_factory=list)
    text: str = ""
    error: str = ""
    is_skipped: bool = False

    @property
    def first_id(self) -> str:
        """The id of the first control, where the error summary leads."""
        return self.options[0].id if self.options else f"id_{self.name}"

    @property
    def rows(self) -> SafeString:
        """The rows to press, as HTML; those where nothing is chosen are drawn once a process.

        What somebody chose is never remembered.
        """
        options = tuple(self.options)
        draw = _rows if any(option.checked for option in options) else _blank_rows
        return draw(self.kind, self.name, options)

    @property
    def key(self) -> str:
        """The question's key among the answers; text, so that no template punctuates it."""
        return str(self.question.pk)

    @property
    def hint(self) -> str:
        """What helps to answer; the topic's own introduction is not repeated."""
        if self.kind == QuestionKind.TEXT:
            told = self.question.section.intro
            may = "" if self.question.required or "dikosongkan" in told else "Boleh dikosongkan. "
            return f"{may}Paling banyak 1.000 huruf.{'' if 'nama' in told else NO_NAMES}"
        if self.kind == QuestionKind.RATING and self.question.scale_id:
            scale = self.question.scale.labels
            return f"{scale[0][1]}; {scale[-1][1]}"
        return "Boleh lebih dari satu" if self.kind == QuestionKind.MULTIPLE else ""

    @property
    def may_skip(self) -> bool:
        """Whether the item offers to be left out: after the first refusal, and ever after."""
        return self.question.required and (bool(self.error) or self.is_skipped)


def _rows(kind: str, name: str, options: tuple[Option, ...]) -> SafeString:
    context = {"kind": kind, "name": name, "options": options}
    return render_to_string("respondent/_rows.html", context)


_blank_rows = lru_cache(maxsize=1024)(_rows)


def options_of(question: Question) -> list[tuple[str, str]]:
    """Return the values and labels that may be chosen, in the order of the questionnaire."""
    if question.kind == QuestionKind.RATING:
        found = [(str(n), str(n)) for n in range(11)]
    elif question.scale_id:
        found = [(str(value), label) for value, label in question.scale.labels]
    else:
        found = [(str(code), label) for code, label in question.choices]
    return [*found, (NA, question.not_applicable)] if question.not_applicable else found


def wording_of(question: Question) -> str:
    """Return the question as it is asked; retrospective pairs say which time they mean."""
    times = {"before": "Sebelum pelatihan: ", "after": "Sekarang: "}
    return times.get(question.round, "") + question.text


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
    return forms.FloatField(
        localize=True, error_messages={"invalid": "Tulis angka saja, misalnya 12 atau 12,5."}
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

    def clean(self) -> None:
        """Ask once for what was left open, and for texts that are too long."""
        for question in self.questions:
            name = f"q{question.pk}"
            value = self.cleaned_data.get(name)
            if isinstance(value, str) and len(value) > LONGEST:
                self.add_error(name, f"Saran terlalu panjang: kurangi {len(value) - LONGEST} huruf")
            elif self._is_open(question, name, value):
                self.add_error(name, f"{_request(question)} “{_short(wording_of(question))}”")

    def _is_open(self, question: Question, name: str, value: Any) -> bool:
        empty = value in (None, "", [])
        return (
            empty
            and question.required
            and question.pk not in self.skipped
            and name not in self.errors
        )

    @property
    def keys(self) -> list[str]:
        """The keys of this page's answers."""
        return [str(question.pk) for question in self.questions]

    @property
    def given(self) -> dict[str, Any]:
        """What can be kept of this page: valid answers, and what was skipped on purpose."""
        self.is_valid()
        return {
            str(question.pk): kept
            for question in self.questions
            if (kept := self._kept(question)) is not None
        }

    def _kept(self, question: Question) -> Any:
        value = self.cleaned_data.get(f"q{question.pk}")
        if question.kind == QuestionKind.TEXT:  # a text that is too long is kept, not cut
            value = self._typed(question)[0].strip()[:KEPT]
        if value in (None, "", []):
            return SKIPPED if question.pk in self.skipped else None
        if isinstance(value, list) and NA in value:
            return NA
        return value.isoformat() if question.kind == QuestionKind.DATE else value

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
