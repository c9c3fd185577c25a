"""Our own layout going out: a questionnaire, or the empty template with its explanation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from surveys.choices import Audience
from surveys.importers.questionnaires import layout
from surveys.importers.questionnaires.fields import SEPARATOR
from surveys.importers.questionnaires.workbooks import Page, spoken, workbook
from surveys.models import Question, Questionnaire, Scale

CHOICES_OFFERED = 6  # columns Pilihan of the template
ROUNDS = {"before": "sebelum", "after": "sesudah", "": ""}
YES, NO = "ya", "tidak"
PLAIN = (
    *("key", "text", "not_applicable", "hint", "text_superior", "text_peer", "dimension"),
    *("level", "points", "tolerance"),
)


def write_layout(questionnaire: Questionnaire, questions: Iterable[Question]) -> bytes:
    """Return the .xlsx; ``questions`` as ``Question.objects.of`` gives them."""
    listed = list(questions)
    most = max((len(question.choices) for question in listed), default=0)
    headings = [line.label for line in layout.COLUMNS]
    headings += [f"{layout.CHOICE} {number}" for number in range(1, most + 1)]
    rows = [_row(question) for question in listed]
    return workbook([_about(questionnaire), Page(layout.QUESTIONS, headings, rows, _widths())])


def write_template(scales: Iterable[Scale]) -> bytes:
    """Return the empty layout, with lists to choose from and a sheet that explains."""
    headings = [line.label for line in layout.COLUMNS]
    headings += [f"{layout.CHOICE} {number}" for number in range(1, CHOICES_OFFERED + 1)]
    at = {line.name: position for position, line in enumerate(layout.COLUMNS)}
    codes = [scale.code for scale in scales]
    lists = {at["kind"]: list(layout.KINDS), at["scale"]: codes}
    lists |= {at[name]: [YES, NO] for name in ("required", "reverse", "has_other")}
    about = [[line.label, "", line.help] for line in layout.ABOUT_LINES]
    return workbook(
        [
            Page(layout.ABOUT, ["Tentang", "Isi", "Penjelasan"], about, {0: 22, 1: 50, 2: 70}),
            Page(layout.QUESTIONS, headings, [], _widths(), lists, is_open=True),
            Page(
                layout.NOTES,
                ["Kolom", "Penjelasan", "Contoh"],
                _notes(codes),
                {0: 22, 1: 70, 2: 30},
            ),
        ]
    )


def _notes(codes: list[str]) -> list[list[Any]]:
    lines = [[line.label, line.help, line.example] for line in layout.COLUMNS]
    choice = f"Satu pilihan satu kolom; boleh ditulis kode{layout.LABEL_AFTER}bunyi pilihan."
    return [
        *lines,
        [f"{layout.CHOICE} 1, 2, …", choice, f"waktu{layout.LABEL_AFTER}Waktu tidak cocok"],
        ["Bentuk jawaban", "; ".join(layout.KINDS), ""],
        ["Skala yang ada", "; ".join(codes), ""],
    ]


def _widths() -> dict[int, int]:
    return {at: line.width for at, line in enumerate(layout.COLUMNS)}


def _about(questionnaire: Questionnaire) -> Page:
    found = {
        "title": questionnaire.title,
        "code": questionnaire.code,
        "audience": Audience(questionnaire.audience).label,
        "minutes": questionnaire.minutes,
        "per_subject": _yes(questionnaire.per_subject),
        "is_test": _yes(questionnaire.is_test),
        "shuffle": _yes(questionnaire.shuffle),
        "time_limit": questionnaire.time_limit,
    }
    rows = [[line.label, found[line.name], line.help] for line in layout.ABOUT_LINES]
    return Page(layout.ABOUT, ["Tentang", "Isi", "Penjelasan"], rows, {0: 22, 1: 50, 2: 70})


def _row(question: Question) -> list[Any]:
    cells = {name: getattr(question, name) for name in PLAIN}
    cells |= {
        "section": question.section.title,
        "intro": question.section.intro,
        "kind": layout.words_of(question.kind, question.is_short),
        "scale": question.scale.code if question.scale else "",
        "required": _yes(question.required),
        "reverse": _yes(question.reverse),
        "has_other": _yes(question.has_other),
        "round": ROUNDS[question.round],
        "minimum": spoken(question.minimum),
        "maximum": spoken(question.maximum),
        "show_if": _show_if(question),
        "correct": f"{SEPARATOR} ".join(str(spoken_or(value)) for value in question.correct),
    }
    choices = [f"{code}{layout.LABEL_AFTER}{label}" for code, label in question.choices]
    return [cells[line.name] for line in layout.COLUMNS] + choices


def spoken_or(value: Any) -> Any:
    """Return a number without a needless point, anything else as it is."""
    return spoken(value) if isinstance(value, float) else value


def _show_if(question: Question) -> str:
    if not question.show_if_key:
        return ""
    return f"{question.show_if_key} = {f'{SEPARATOR} '.join(question.show_if_values)}"


def _yes(value: bool) -> str:
    return YES if value else NO
