"""A questionnaire as XLSForm, readable by pyxform, ODK and KoboToolbox.

What XLSForm has no column for stands in columns of our own (asn_…), which those programs pass over
and our import reads again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from surveys.choices import OTHER, QuestionKind
from surveys.importers.questionnaires.fields import SEPARATOR
from surveys.importers.questionnaires.workbooks import Page, spoken, workbook
from surveys.importers.questionnaires.xlsform import NAME_RULE
from surveys.importers.questionnaires.xlsform_answers import NA, THEIR_OTHER
from surveys.models import Question, Questionnaire

TYPES = {
    QuestionKind.NUMBER: "decimal",
    QuestionKind.DATE: "date",
    QuestionKind.TEXT: "text",
}
OURS = (
    *("key", "kind", "scale", "dimension", "level", "reverse", "not_applicable", "round"),
    *("text_superior", "text_peer", "correct", "tolerance", "points"),
)
SURVEY = (
    *("type", "name", "label", "hint", "required", "relevant", "constraint", "appearance"),
    *("parameters", *(f"asn_{name}" for name in OURS)),
)
CHOICES = ["list_name", "name", "label"]
RATING = [[str(n), str(n)] for n in range(11)]
WIDTHS = {0: 28, 1: 22, 2: 60, 3: 30, 5: 30}


def write_xlsform(questionnaire: Questionnaire, questions: Iterable[Question]) -> bytes:
    """Return the .xlsx; ``questions`` as ``Question.objects.of`` gives them."""
    writing = Writing(list(questions))
    pages = [
        Page("survey", list(SURVEY), writing.survey(), WIDTHS),
        Page("choices", CHOICES, writing.choices(), {0: 22, 2: 50}),
        _settings(questionnaire),
    ]
    return workbook(pages)


def _settings(questionnaire: Questionnaire) -> Page:
    ours = ("audience", "minutes", "per_subject", "is_test", "shuffle", "time_limit")
    settings = {
        "form_title": _apart(questionnaire.title),
        "form_id": questionnaire.code,
        "version": str(questionnaire.version),
        **{f"asn_{name}": _text(getattr(questionnaire, name)) for name in ours},
    }
    return Page("settings", list(settings), [list(settings.values())], {0: 50})


class Writing:
    """Gives questions names that XLSForm takes, and lists of choices that they share."""

    def __init__(self, questions: list[Question]) -> None:
        self.questions = questions
        self.names = _names_of(questions)
        self.lists: dict[tuple[Any, ...], str] = {}

    def survey(self) -> list[list[Any]]:
        """Return the rows of the sheet survey: a group for each section."""
        rows: list[dict[str, Any]] = []
        section, number = None, 0
        for question in self.questions:
            if question.section_id != section:
                if section is not None:
                    rows.append({"type": "end group"})
                section, number = question.section_id, number + 1
                rows += _beginning(question, number)
            rows.append(self._row(question))
        rows.append({"type": "end group"})
        return [[row.get(column, "") for column in SURVEY] for row in rows]

    def choices(self) -> list[list[str]]:
        """Return the rows of the sheet choices; call ``survey`` first."""
        return [
            [name, _code(code), _apart(label)]
            for (pairs, _), name in self.lists.items()
            for code, label in pairs
        ]

    def _row(self, question: Question) -> dict[str, Any]:
        ours = {f"asn_{name}": _text(getattr(question, name)) for name in OURS}
        ours["asn_scale"] = question.scale.code if question.scale else ""
        ours["asn_correct"] = SEPARATOR.join(_text(value) for value in question.correct)
        return ours | {
            "type": self._type(question),
            "name": self.names[question.pk],
            "label": _apart(question.text),
            "hint": _apart(question.hint),
            "required": "yes" if question.required else "no",
            "relevant": self._relevant(question),
            "constraint": _constraint(question),
            "appearance": "multiline"
            if question.kind == QuestionKind.TEXT and not question.is_short
            else "",
            "parameters": "start=0 end=10 step=1" if _slides(question) else "",
        }

    def _type(self, question: Question) -> str:
        if question.kind in TYPES:
            return TYPES[question.kind]
        if _slides(question):
            return "range"
        command = "select_multiple" if question.kind == QuestionKind.MULTIPLE else "select_one"
        other = " or_other" if question.has_other else ""
        return f"{command} {self._list_of(question)}{other}"

    def _list_of(self, question: Question) -> str:
        """Return the name of the question's list; equal lists are written once."""
        if question.kind == QuestionKind.RATING:
            pairs, base = RATING, "angka_0_10"
        elif question.scale:
            pairs, base = question.scale.labels, f"skala_{question.scale.code}"
        else:
            pairs, base = question.choices, f"pilihan_{self.names[question.pk]}"
        if question.not_applicable:
            pairs = [*pairs, [NA, question.not_applicable]]
        content = (tuple((str(code), label) for code, label in pairs), question.has_other)
        if content not in self.lists:
            name, number = base, 1
            while name in self.lists.values():
                number += 1
                name = f"{base}_{number}"
            self.lists[content] = name
        return self.lists[content]

    def _relevant(self, question: Question) -> str:
        earlier = self.questions[: self.questions.index(question)]
        source = next((q for q in reversed(earlier) if q.key == question.show_if_key), None)
        if not question.show_if_key or source is None:
            return ""
        name = self.names[source.pk]
        pattern = (
            "selected(${%s}, '%s')" if source.kind == QuestionKind.MULTIPLE else "${%s} = '%s'"
        )
        values = [
            THEIR_OTHER if source.has_other and value == OTHER else _code(value)
            for value in question.show_if_values
        ]
        return " or ".join(pattern % (name, value) for value in values)


def _beginning(question: Question, number: int) -> list[dict[str, Any]]:
    section = question.section
    rows = [{"type": "begin group", "name": f"bagian_{number}", "label": _apart(section.title)}]
    if section.intro:
        rows.append({"type": "note", "name": f"pengantar_{number}", "label": _apart(section.intro)})
    return rows


def _names_of(questions: list[Question]) -> dict[int, str]:
    """Return question id → name: the key, where XLSForm takes it and it is not taken."""
    names: dict[int, str] = {}
    for question in questions:
        base = f"{question.key}_{question.round}" if question.round else question.key
        if not NAME_RULE.fullmatch(base) or ":" in base:
            base = "q_" + re.sub(r"[^\w.\-]", "_", base)
        name, number = base, 1
        while name in names.values():
            number += 1
            name = f"{base}_{number}"
        names[question.pk] = name
    return names


def _constraint(question: Question) -> str:
    if question.kind != QuestionKind.NUMBER:
        return ""
    bounds = ((">=", question.minimum), ("<=", question.maximum))
    return " and ".join(f". {sign} {spoken(bound)}" for sign, bound in bounds if bound is not None)


def _slides(question: Question) -> bool:
    return question.kind == QuestionKind.RATING and not question.not_applicable


def _code(code: Any) -> str:
    """Return a code as XLSForm takes it: without spaces and quotes."""
    return "_".join(str(code).replace("'", "").split())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(spoken(value))
    return "" if value is None else _apart(str(value))


def _apart(text: str) -> str:
    """Return a text that XLSForm does not take for a reference to another answer."""
    return text.replace("${", "$ {")
