"""Reading our own layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.text import slugify

from intake.reader import Sheet, plain
from surveys.actions.blueprints import Blueprint, QuestionPlan
from surveys.choices import OTHER, OTHER_LABEL, Audience, QuestionKind
from surveys.importers.questionnaires import layout
from surveys.importers.questionnaires.drafting import (
    LONGEST_INTRO,
    LONGEST_KEY,
    LONGEST_TITLE,
    Draft,
    Part,
    finish,
    fitting,
)
from surveys.importers.questionnaires.fields import fill, fill_correct, listed, number, truth
from surveys.importers.questionnaires.findings import Findings, Place
from surveys.importers.questionnaires.rows import Row, rows_of, text_of
from surveys.importers.questionnaires.xlsform_answers import NA, RATING, RESERVED
from surveys.models import Scale

READ_ALIKE = (
    *("key", "hint", "text_superior", "text_peer", "dimension", "not_applicable", "level"),
    *("reverse", "required", "has_other", "round", "minimum", "maximum", "tolerance", "points"),
)
CHOICE = plain(layout.CHOICE)
MOST_CHARACTERS_OF_A_CODE = 30


def _minutes(text: str) -> int:
    minutes = number(text)
    if not 1 <= minutes <= 600 or not minutes.is_integer():
        raise ValueError("Tulis menit dengan bilangan bulat dari 1 sampai 600.")
    return int(minutes)


def _audience(text: str) -> str:
    for audience in Audience:
        if plain(text) in {plain(audience.label), plain(audience.value)}:
            return audience.value
    raise ValueError(f"Tulis salah satu: {', '.join(str(a.label) for a in Audience)}.")


ABOUT: dict[str, Callable[[str], Any]] = {
    "title": str,
    "code": str,
    "audience": _audience,
    "minutes": _minutes,
    "per_subject": truth,
    "is_test": truth,
    "shuffle": truth,
    "time_limit": _minutes,
}


def read_layout(
    sheets: dict[str, Sheet], scales: Iterable[Scale], blueprint: Blueprint, findings: Findings
) -> None:
    """Complete the blueprint from the sheets Kuesioner and Pertanyaan."""
    if about := sheets.get(plain(layout.ABOUT)):
        _read_about(about, blueprint, findings)
    sheet = sheets[plain(layout.QUESTIONS)]
    rows = rows_of(sheet, layout.column_of, findings)
    if not rows:
        findings.problem(Place(sheet.name), "Belum ada pertanyaan di bawah judul kolom.")
        return
    if not _has_columns(sheet, rows[0], findings):
        return
    scale_of = {scale.code: scale for scale in scales}
    parts: list[Part] = []
    for row in rows:
        draft = _draft(row, scale_of, findings)
        _place_in_section(row, parts, blueprint, findings)
        parts[-1].drafts.append(draft)
    _name_the_new(parts, blueprint.code)
    _tell_unknown_columns(rows, findings)
    finish(blueprint, parts, {draft.name for part in parts for draft in part.drafts}, findings)


def _has_columns(sheet: Sheet, row: Row, findings: Findings) -> bool:
    """Whether the columns that no question can do without are there."""
    missing = [
        line.label
        for line in layout.COLUMNS
        if line.name in {"text", "kind"} and line.name not in row.headings
    ]
    for label in missing:
        place = Place(sheet.name, sheet.rows[0].number, label)
        findings.problem(place, "Kolom ini tidak ditemukan.")
    return not missing


def _read_about(sheet: Sheet, blueprint: Blueprint, findings: Findings) -> None:
    seen = set()
    for row in sheet.rows:
        label, text = (text_of(cell) for cell in (*row.cells[:2], None, None)[:2])
        place, name = Place(sheet.name, row.number, label, text), layout.about_of(label)
        if name in seen:
            findings.problem(place, "Baris ini ada dua kali. Hapus salah satu.")
        elif name and text:
            try:
                setattr(blueprint, name, ABOUT[name](text))
            except ValueError as refusal:
                findings.problem(place, str(refusal))
        elif not name and text and row is not sheet.rows[0]:
            findings.loss(place, "Baris ini tidak dikenal.")
        seen.add(name or label)
    for name, longest in (("title", 120), ("code", LONGEST_KEY)):
        if len(getattr(blueprint, name)) > longest:
            findings.problem(
                Place(sheet.name, value=getattr(blueprint, name)),
                f"{'Judul' if name == 'title' else 'Kode'} paling banyak {longest} huruf.",
            )


def _place_in_section(
    row: Row, parts: list[Part], blueprint: Blueprint, findings: Findings
) -> None:
    """Open a new section where the column Bagian changes."""
    title, intro = row.get("section"), row.get("intro")
    if title or not parts:
        title = fitting(
            title or blueprint.title or "Pertanyaan", LONGEST_TITLE, row.place("section"), findings
        )
        if not parts or parts[-1].title != title:
            parts.append(Part(title))
    intro = fitting(intro, LONGEST_INTRO, row.place("intro"), findings)
    if intro and parts[-1].intro not in {"", intro}:
        findings.loss(row.place("intro"), "Bagian ini sudah mempunyai pengantar lain.")
    parts[-1].intro = parts[-1].intro or intro


def _draft(row: Row, scales: dict[str, Scale], findings: Findings) -> Draft:
    words = row.get("kind")
    kind, is_short = layout.KIND_OF.get(plain(words), (QuestionKind.TEXT, False))
    if plain(words) not in layout.KIND_OF:
        findings.problem(
            row.place("kind"), f"Bentuk jawaban harus salah satu dari: {', '.join(layout.KINDS)}."
        )
    plan = QuestionPlan(key="", text=row.get("text"), kind=kind, is_short=is_short)
    if not plan.text:
        findings.problem(row.place("text"), "Teks pertanyaan kosong.")
    draft = Draft(row, "", plan, {"text": "text", "show_if_key": "show_if"})
    fill(draft, {name: name for name in READ_ALIKE}, findings)
    draft.name = plan.key
    _read_answers(draft, scales, findings)
    fill_correct(draft, "correct", findings)
    if text := row.get("show_if"):
        name, _, values = text.partition("=")
        draft.condition = (name.strip(), listed(values))
        if not draft.condition[1]:
            findings.problem(row.place("show_if"), "Tulis kunci = jawaban, misalnya A-1 = ya.")
            draft.condition = None
    return draft


def _read_answers(draft: Draft, scales: dict[str, Scale], findings: Findings) -> None:
    plan, code = draft.plan, draft.row.get("scale")
    if code and code not in scales:
        findings.problem(draft.row.place("scale"), f"Skala yang ada: {', '.join(scales)}.")
    elif code:
        plan.scale = code
        labels = scales[code].labels
        draft.values |= {str(v): str(v) for v, _ in labels} | {text: str(v) for v, text in labels}
    elif plan.kind == QuestionKind.SCALE:
        findings.problem(draft.row.place("scale"), "Isi kode skala, misalnya setuju-4.")
    if plan.kind == QuestionKind.RATING:
        draft.values |= RATING
    if plan.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        _read_choices(draft, findings)
    if plan.has_other:
        draft.values |= {OTHER: OTHER, OTHER_LABEL: OTHER}
    if plan.not_applicable:
        draft.values |= {NA: NA, plan.not_applicable: NA}


def _read_choices(draft: Draft, findings: Findings) -> None:
    row, plan = draft.row, draft.plan
    for column in [c for c in row.headings if c.startswith(CHOICE)]:
        if not (text := row.get(column)):
            continue
        code, mark, label = text.partition(layout.LABEL_AFTER)
        if not mark:
            code, label = _code_of(text, {code for code, _ in plan.choices}), text
        if code in draft.values or code in RESERVED:
            findings.problem(row.place(column), f"Kode pilihan “{code}” sudah dipakai.")
        plan.choices.append([code, label])
        draft.values[code] = code
        draft.values.setdefault(label, code)
    if not plan.choices:
        findings.problem(row.place("kind"), "Isi kolom Pilihan 1, Pilihan 2, dan seterusnya.")


def _code_of(label: str, taken: set[str]) -> str:
    base = slugify(label).replace("-", "_")[:MOST_CHARACTERS_OF_A_CODE] or "pilihan"
    code, number_of_it = base, 1
    while code in taken | RESERVED:
        number_of_it += 1
        code = f"{base}_{number_of_it}"
    return code


def _name_the_new(parts: list[Part], code: str) -> None:
    """Give questions without a key one of the questionnaire's code."""
    drafts = [draft for part in parts for draft in part.drafts]
    taken, position = {draft.plan.key for draft in drafts}, 0
    for draft in drafts:
        while not draft.plan.key:
            position += 1
            key = f"{(code or 'P')[: LONGEST_KEY - 4]}-{position}"
            draft.plan.key = "" if key in taken else key
        draft.name = draft.plan.key
        taken.add(draft.plan.key)


def _tell_unknown_columns(rows: list[Row], findings: Findings) -> None:
    unknown = {column: sum(column in row.unused for row in rows) for column in rows[0].headings}
    for column, cells in unknown.items():
        if cells and column.startswith(CHOICE):
            reason = f"Pilihan hanya untuk Satu dan Beberapa pilihan; {cells} sel tidak dibawa."
        elif cells:
            reason = f"Kolom ini tidak dikenal; {cells} sel tidak dibawa."
        else:
            continue
        findings.loss(Place(rows[0].sheet, 1, rows[0].headings[column]), reason)
