"""One question as it stands on the respondent's page: words, hint, rows to press."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.formats import localize_input
from django.utils.safestring import SafeString

from surveys.choices import QuestionKind
from surveys.models import Question

NA = "na"
LONGEST = 1000  # characters of an open answer
SHORT = 200  # characters of an answer of one line
NO_NAMES = " Jangan tulis nama atau NIP siapa pun."


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
    condition: str = ""  # "Isi hanya bila …"
    other: str = ""  # what was written beside "Lainnya"

    @property
    def longest(self) -> str:
        """How many characters a text may have; as text, so that no template punctuates it."""
        return str(longest_of(self.question))

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
        said = [part for part in (self.condition, self.question.hint, self._own_hint()) if part]
        if len(said) < 2:
            return "".join(said)
        return " ".join(part if part[-1] in ".?!" else f"{part}." for part in said)

    def _own_hint(self) -> str:
        if self.kind == QuestionKind.TEXT:
            told = self.question.section.intro
            may = "" if self.question.required or "dikosongkan" in told else "Boleh dikosongkan. "
            most = f"{longest_of(self.question):,}".replace(",", ".")
            return f"{may}Paling banyak {most} huruf.{'' if 'nama' in told else NO_NAMES}"
        if self.kind == QuestionKind.RATING and self.question.scale_id:
            scale = self.question.scale.labels
            return f"{scale[0][1]}; {scale[-1][1]}"
        if self.kind == QuestionKind.NUMBER:
            return range_words(self.question)
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
    found = question.options
    return [*found, (NA, question.not_applicable)] if question.not_applicable else found


def longest_of(question: Question) -> int:
    """Return how many characters an open answer may have."""
    return SHORT if question.is_short else LONGEST


def range_words(question: Question) -> str:
    """Return between which numbers the answer lies."""
    low, high = (
        None if bound is None else localize_input(int(bound) if bound == int(bound) else bound)
        for bound in (question.minimum, question.maximum)
    )
    if low is not None and high is not None:
        return f"Antara {low} dan {high}"
    if low is not None:
        return f"Paling kecil {low}"
    return "" if high is None else f"Paling besar {high}"


def wording_of(question: Question) -> str:
    """Return the question as it is asked; retrospective pairs say which time they mean."""
    times = {"before": "Sebelum pelatihan: ", "after": "Sekarang: "}
    return times.get(question.round, "") + question.text
