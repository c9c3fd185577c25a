"""Reading an XLSForm, the standard of ODK and KoboToolbox, row by row.

Groups become sections, notes introduce them. What has no counterpart here is noted as left behind;
what would change the meaning without anybody noticing (repeats, unknown types, references to
nothing) is a problem. The rules of names and columns are pyxform's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from intake.reader import Sheet
from surveys.actions.blueprints import Blueprint
from surveys.importers.questionnaires import xlsform_words as words
from surveys.importers.questionnaires.conditions import read_relevant, references
from surveys.importers.questionnaires.drafting import (
    ALWAYS,
    LONGEST_INTRO,
    LONGEST_TITLE,
    Draft,
    Part,
    finish,
    fitting,
)
from surveys.importers.questionnaires.findings import Findings, Place
from surveys.importers.questionnaires.rows import Row, rows_of, truth_of
from surveys.importers.questionnaires.xlsform_answers import Answering
from surveys.importers.questionnaires.xlsform_leftovers import tell_leftovers
from surveys.importers.questionnaires.xlsform_questions import Group, Questions
from surveys.importers.questionnaires.xlsform_sheets import (
    Languages,
    allows_twice,
    apply_settings,
    read_choices,
    read_settings,
)
from surveys.models import Scale

NAME_RULE = re.compile(r"[^\W\d][\w.\-:]*")  # of an XML element
OUTSIDE = "Pertanyaan"  # the section of questions outside any group, in a form without a title
REFERRING = ("relevant", "constraint", "calculation", "required", "choice_filter", "label", "hint")


class XlsForm:
    """The sheet survey, read from the first row to the last."""

    def __init__(
        self, title: str, languages: Languages, answering: Answering, findings: Findings
    ) -> None:
        self.title, self.languages, self.findings = title, languages, findings
        self.questions = Questions(languages, answering, findings)
        self.parts: list[Part] = []
        self.is_open = False  # whether the last part still takes questions
        self.groups: list[Group] = []
        self.names: dict[str, Row] = {}
        self.generated: set[str] = set()  # names that XLSForm adds by itself
        self.carried: list[Row] = []  # rows of which single columns may be left over
        self.referring: list[tuple[Place, str]] = []

    def read(self, rows: list[Row]) -> None:
        """Read all rows."""
        for row in rows:
            self._row(row)
        for group in self.groups:
            self.findings.problem(
                group.row.place("type"), "Kelompok ini tidak ditutup (end group)."
            )
        known = set(self.names) | self.generated
        for place, name in self.referring:
            if name not in known:
                self.findings.problem(place, f"Pertanyaan “{name}” tidak ada di berkas ini.")

    def _row(self, row: Row) -> None:
        if truth_of(row.get("disabled")):
            self.findings.loss(row.place("type"), "Baris ini dinonaktifkan (disabled).")
            return
        kind = " ".join(row.get("type").split())
        if not kind:
            self._without_type(row)
            return
        if edge := words.BEGIN_OR_END.fullmatch(kind.lower()):
            self._edge(row, edge["edge"], edge["what"])
            return
        if kind in words.SETTINGS_ALIASES:
            self.findings.loss(row.place("type"), "Pengaturan di lembar survey tidak dipakai.")
            return
        if not self._named(row, optional=words.TYPES.get(kind.lower()) == words.NOTE):
            return
        self.referring += [
            (row.place(column), name)
            for column in row.cells
            if column.partition("::")[0] in REFERRING
            for name in references(row.cells[column])
        ]
        self._item(row, kind)

    def _without_type(self, row: Row) -> None:
        if row.get("name") or self.languages.text(row, "label"):
            self.findings.problem(row.place("type"), "Jenis pertanyaan (type) kosong.")
            return
        for column in row.cells:
            self.findings.loss(row.place(column), "Baris keterangan tanpa pertanyaan tidak dibawa.")

    def _named(self, row: Row, *, optional: bool) -> bool:
        name = row.get("name")
        if not name:
            if not optional:
                self.findings.problem(row.place("name"), "Nama (name) kosong.")
            return optional
        if not NAME_RULE.fullmatch(name):
            self.findings.problem(
                row.place("name"),
                "Nama harus diawali huruf dan hanya memuat huruf, angka, garis bawah, titik, atau "
                "tanda hubung, tanpa spasi.",
            )
            return False
        if name in self.names:
            self.findings.problem(
                row.place("name"), f"Nama ini sudah dipakai di baris {self.names[name].number}."
            )
            return False
        self.names[name] = row
        return True

    def _edge(self, row: Row, edge: str, what: str) -> None:
        self.is_open = False
        if what != "group":
            if edge == "begin":
                self.findings.problem(
                    row.place("type"),
                    "Kelompok berulang tidak dapat diimpor: di sini setiap pertanyaan dijawab satu "
                    "kali. Ubah menjadi kelompok biasa.",
                )
                self.groups.append(Group(row, ""))
            elif self.groups:
                self.groups.pop()
        elif edge == "begin":
            self._begin_group(row)
        elif not self.groups:
            self.findings.problem(row.place("type"), "Tidak ada kelompok yang sedang dibuka.")
        else:
            self.groups.pop()

    def _begin_group(self, row: Row) -> None:
        name = row.get("name")
        title = self.languages.text(row, "label") or name or OUTSIDE
        if name:
            self.names.setdefault(name, row)
        else:
            self.findings.problem(row.place("name"), "Nama (name) kelompok kosong.")
        if self.groups:
            self.findings.loss(
                row.place("type"), "Kelompok di dalam kelompok menjadi bagian tersendiri."
            )
        outer = self.groups[-1] if self.groups else None
        place = row.place(self.languages.column(row, "label"))
        group = Group(row, fitting(title, LONGEST_TITLE, place, self.findings))
        if outer:
            group.conditions = list(outer.conditions)
            group.has_lost_condition = outer.has_lost_condition
        if text := row.get("relevant"):
            place, condition = row.place("relevant"), read_relevant(text)
            self.referring += [(place, one) for one in references(text)]
            if condition:
                group.conditions.append((place, condition))
            else:
                group.has_lost_condition = True
                self.findings.loss(
                    place, f"Syarat kelompok ini tidak dibawa; setiap {ALWAYS.replace(',', '')}."
                )
        self.groups.append(group)
        self.carried.append(row)

    def _item(self, row: Row, kind: str) -> None:
        lower = kind.lower()
        how = words.TYPES.get(lower)
        group = self.groups[-1] if self.groups else None
        if select := words.SELECT.fullmatch(kind):
            if select["other"]:
                self.generated.add(f"{row.get('name')}_other")
            self._add(self.questions.chosen(row, select.groupdict(), group))
        elif how == words.NOTE:
            self._note(row)
        elif how and truth_of(row.get("read_only")):
            self.findings.loss(
                row.place("read_only"), "Pertanyaan yang tidak boleh diisi tidak dibawa."
            )
        elif how:
            self._add(self.questions.simple(row, how, group))
        elif lower in words.LEFT_OUT:
            self.findings.loss(row.place("type"), words.LEFT_OUT[lower])
        else:
            self.findings.problem(
                row.place("type"), f"Jenis “{kind}” tidak dikenal di XLSForm. Periksa ejaannya."
            )

    def _note(self, row: Row) -> None:
        """Let a note introduce what follows, if need be as a section of its own."""
        text = self.languages.text(row, "label")
        place = row.place(self.languages.column(row, "label"))
        splits = self.is_open and bool(self.parts[-1].drafts)
        self.is_open = self.is_open and not splits
        part = self._part()
        part.splits = part.splits or splits
        part.intro_place = place
        part.intro = fitting(f"{part.intro} {text}".strip(), LONGEST_INTRO, place, self.findings)
        self.carried.append(row)

    def _part(self) -> Part:
        if not self.is_open:
            title = self.groups[-1].title if self.groups else self.title
            self.parts.append(Part(title or OUTSIDE))
            self.is_open = True
        return self.parts[-1]

    def _add(self, draft: Draft | None) -> None:
        if draft:
            self._part().drafts.append(draft)
            self.carried.append(draft.row)


def read_xlsform(
    sheets: dict[str, Sheet], scales: Iterable[Scale], blueprint: Blueprint, findings: Findings
) -> None:
    """Complete the blueprint from the sheets survey, choices and settings."""
    settings = read_settings(sheets.get("settings"), findings)
    languages = Languages(settings.get("default_language", ""))
    lists = read_choices(sheets.get("choices"), languages, allows_twice(settings), findings)
    rows = rows_of(sheets["survey"], words.column_of, findings)
    if not rows or "type" not in rows[0].headings:
        sheet = sheets["survey"]
        findings.problem(
            Place(sheet.name, sheet.rows[0].number), "Kolom type tidak ada di baris pertama."
        )
        return
    apply_settings(settings, blueprint, "settings", findings)
    others = languages.tell_others(rows, findings)
    answering = Answering(lists, list(scales), findings)
    form = XlsForm(blueprint.title, languages, answering, findings)
    form.read(rows)
    tell_leftovers(form.carried, rows, others, findings)
    for name in sorted(set(lists) - answering.used):
        findings.loss(lists[name][0].row.place("list_name"), "Daftar ini tidak dipakai pertanyaan.")
    finish(blueprint, form.parts, set(form.names) | form.generated, findings)
