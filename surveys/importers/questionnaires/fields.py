"""Cells that say one thing about a question, read alike in XLSForm and in our own layout."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from surveys.choices import QuestionKind
from surveys.importers.questionnaires.drafting import Draft
from surveys.importers.questionnaires.findings import Findings
from surveys.importers.questionnaires.rows import truth_of

BEFORE = {"before", "sebelum"}
AFTER = {"after", "sesudah", "sekarang"}
SEPARATOR = ";"  # between several codes in one cell


def number(text: str) -> float:
    """Return a number written with comma or point; ValueError says how to write it."""
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise ValueError("Tulis angka, misalnya 12 atau 12,5.")
    return found


def truth(text: str) -> bool:
    """Return yes or no; ValueError when it is neither."""
    found = truth_of(text)
    if found is None:
        raise ValueError("Tulis ya atau tidak.")
    return found


def listed(text: str) -> list[str]:
    """Return what stands between semicolons."""
    return [part for part in (one.strip() for one in text.split(SEPARATOR)) if part]


def _level(text: str) -> int:
    if text not in {"1", "2", "3", "4"}:
        raise ValueError("Tingkat Kirkpatrick ditulis 1, 2, 3, atau 4.")
    return int(text)


def _round(text: str) -> str:
    plain = text.casefold()
    if plain in BEFORE:
        return "before"
    if plain in AFTER:
        return "after"
    raise ValueError("Tulis sebelum atau sesudah.")


def _not_negative(text: str) -> float:
    found = number(text)
    if found < 0:
        raise ValueError("Tulis angka 0 atau lebih.")
    return found


PARSERS: dict[str, Callable[[str], Any]] = {
    "key": str,
    "hint": str,
    "text_superior": str,
    "text_peer": str,
    "dimension": str,
    "not_applicable": str,
    "level": _level,
    "reverse": truth,
    "required": truth,
    "has_other": truth,
    "round": _round,
    "minimum": number,
    "maximum": number,
    "tolerance": _not_negative,
    "points": _not_negative,
}


def fill(draft: Draft, columns: dict[str, str], findings: Findings) -> None:
    """Put what the columns say into the plan; note what cannot be understood."""
    for name, column in columns.items():
        text = draft.row.get(column)
        draft.columns.setdefault(name, column)
        if not text:
            continue
        try:
            setattr(draft.plan, name, PARSERS[name](text))
        except ValueError as refusal:
            findings.problem(draft.row.place(column), str(refusal))


def fill_correct(draft: Draft, column: str, findings: Findings) -> None:
    """Read the right answers of a test: codes or labels of the choices, or one number."""
    text, plan = draft.row.get(column), draft.plan
    if not text:
        return
    if plan.kind == QuestionKind.NUMBER:
        try:
            plan.correct = [number(text)]
        except ValueError as refusal:
            findings.problem(draft.row.place(column), str(refusal))
        return
    labels = {label: code for code, label in plan.choices}
    for part in listed(text):
        code = draft.values.get(part, labels.get(part))
        if code is None:
            findings.problem(
                draft.row.place(column), f"Jawaban benar “{part}” tidak ada di antara pilihannya."
            )
        else:
            plan.correct.append(code)
