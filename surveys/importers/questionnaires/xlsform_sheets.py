"""The sheets choices and settings of an XLSForm, and its languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from intake.reader import Sheet
from surveys.actions.blueprints import Blueprint
from surveys.choices import Audience
from surveys.importers.questionnaires.drafting import LONGEST_KEY, fitting
from surveys.importers.questionnaires.fields import number, truth
from surveys.importers.questionnaires.findings import Findings, Place
from surveys.importers.questionnaires.rows import Row, rows_of, truth_of
from surveys.importers.questionnaires.xlsform_answers import Choice
from surveys.importers.questionnaires.xlsform_words import TRANSLATED, column_of, setting_of

INDONESIAN = re.compile(r"indonesia|\((?:id|in)\)|^(?:id|in|ind)$", re.IGNORECASE)
LONGEST_FORM_TITLE = 120


def _audience(text: str) -> str:
    if text not in Audience.values:
        raise ValueError(f"Tulis salah satu: {', '.join(Audience.values)}.")
    return text


SETTINGS: dict[str, tuple[str, Callable[[str], Any]]] = {  # what a blueprint knows as well
    "title": ("title", str),
    "id_string": ("code", lambda text: "-".join(text.split())),
    "asn_audience": ("audience", _audience),
    "asn_per_subject": ("per_subject", truth),
    "asn_is_test": ("is_test", truth),
    "asn_shuffle": ("shuffle", truth),
    "asn_minutes": ("minutes", lambda text: int(number(text))),
    "asn_time_limit": ("time_limit", lambda text: int(number(text))),
}


class Languages:
    """Which of the columns label::… is read."""

    def __init__(self, default: str = "") -> None:
        self.default = default

    def text(self, row: Row, base: str) -> str:
        """Return the text in Indonesian, else in the default language, else in any."""
        return row.get(self.column(row, base))

    def column(self, row: Row, base: str) -> str:
        """Return the column that the text is read from."""
        order = self._order(row, base)
        return next((column for column in order if row.get(column)), base)

    def _order(self, row: Row, base: str) -> list[str]:
        mine = [c for c in row.headings if c == base or c.startswith(f"{base}::")]
        return sorted(mine, key=self._rank)

    def _rank(self, column: str) -> int:
        _, _, language = column.partition("::")
        if INDONESIAN.search(language):
            return 0
        if language and language == self.default:
            return 1
        return 3 if language else 2

    def tell_others(self, rows: list[Row], findings: Findings) -> set[str]:
        """Note once each translated column that is not the one read; return them."""
        headings = rows[0].headings if rows else {}
        others = set()
        for base in TRANSLATED:
            order = self._order(rows[0], base) if rows else []
            others.update(order[1:])
        for column in sorted(others):
            if any(column in row.cells for row in rows):
                findings.loss(
                    Place(rows[0].sheet, 1, headings[column]),
                    "Bahasa lain tidak dibawa: kuesioner di sini satu bahasa.",
                )
        return others


def read_settings(sheet: Sheet | None, findings: Findings) -> dict[str, str]:
    """Return the settings of the form by our names; later columns hold what we added."""
    if sheet is None:
        return {}
    rows = rows_of(sheet, setting_of, findings)
    for row in rows[1:]:
        for column in row.cells:
            findings.loss(row.place(column), "Hanya baris pertama pengaturan yang dibaca.")
    return rows[0].cells | {"__row": str(rows[0].number)} if rows else {}


def apply_settings(
    settings: dict[str, str], blueprint: Blueprint, sheet: str, findings: Findings
) -> None:
    """Put title, code and our own settings into the blueprint; note the others."""
    row = int(settings.pop("__row", 0))
    for name, text in settings.items():
        _apply(name, Place(sheet, row, name, text), blueprint, findings)
    for name, longest in (("title", LONGEST_FORM_TITLE), ("code", LONGEST_KEY)):
        text = getattr(blueprint, name)
        setattr(blueprint, name, fitting(text, longest, Place(sheet, row, name, text), findings))


def _apply(name: str, place: Place, blueprint: Blueprint, findings: Findings) -> None:
    text = place.value
    if name in SETTINGS:
        attribute, parse = SETTINGS[name]
        try:
            setattr(blueprint, attribute, parse(text))
        except ValueError as refusal:
            findings.problem(place, str(refusal))
    elif name == "version":
        findings.loss(place, "Nomor versi diberikan oleh aplikasi ini sendiri.")
    elif name != "default_language":
        findings.loss(place, "Pengaturan ini tidak dipakai di sini.")


def read_choices(
    sheet: Sheet | None, languages: Languages, allow_twice: bool, findings: Findings
) -> dict[str, list[Choice]]:
    """Return the lists by name; note choices without a name and names given twice."""
    rows = rows_of(sheet, column_of, findings) if sheet else []
    others = languages.tell_others(rows, findings)
    lists: dict[str, list[Choice]] = {}
    for row in rows:
        list_name, name = row.get("list_name"), row.get("name")
        label = languages.text(row, "label") or name
        if not list_name:
            findings.loss(row.place("name"), "Baris tanpa nama daftar (list_name) tidak dibawa.")
            continue
        if not name:
            findings.problem(row.place("name"), "Pilihan ini belum mempunyai kode (name).")
            continue
        known = lists.setdefault(list_name, [])
        if any(choice.name == name for choice in known):
            if not allow_twice:
                findings.problem(row.place("name"), f"Kode ini sudah ada di daftar “{list_name}”.")
                continue
            findings.loss(row.place("name"), "Kode ini sudah ada; pilihan kedua tidak dibawa.")
            continue
        known.append(Choice(row, name, label))
        for column in row.unused:
            if column not in others:
                findings.loss(row.place(column), "Kolom ini tidak dipakai pada pilihan.")
    return lists


def allows_twice(settings: dict[str, str]) -> bool:
    """Whether the form itself allows a code twice in one list."""
    return bool(truth_of(settings.get("allow_choice_duplicates", "")))
