"""One row of the sheet survey as one of our questions."""

from __future__ import annotations

from dataclasses import dataclass, field

from surveys.actions.blueprints import QuestionPlan
from surveys.choices import OTHER, QuestionKind
from surveys.importers.questionnaires import xlsform_words as words
from surveys.importers.questionnaires.conditions import read_relevant, references
from surveys.importers.questionnaires.drafting import Draft
from surveys.importers.questionnaires.fields import fill, fill_correct
from surveys.importers.questionnaires.findings import Findings, Place
from surveys.importers.questionnaires.rows import Row, truth_of
from surveys.importers.questionnaires.xlsform_answers import THEIR_OTHER, Answering
from surveys.importers.questionnaires.xlsform_sheets import Languages

OURS = {  # our field → the column that our own export adds
    name: f"asn_{name}"
    for name in (
        *("key", "dimension", "level", "reverse", "not_applicable", "round"),
        *("text_superior", "text_peer", "tolerance", "points"),
    )
}
NUMBERS = {words.WHOLE, words.DECIMAL, words.PERCENTAGE}


@dataclass
class Group:
    """A group that is open while its rows are read."""

    row: Row
    title: str
    conditions: list[tuple[Place, tuple[str, list[str]]]] = field(default_factory=list)
    has_lost_condition: bool = False


@dataclass
class Questions:
    """Makes drafts of rows; what cannot be one is noted, and None returned."""

    languages: Languages
    answering: Answering
    findings: Findings

    def chosen(self, row: Row, select: dict[str, str], group: Group | None) -> Draft | None:
        """Return a question with choices, of the parts of its type."""
        list_name, how = select["list"], words.SELECTS[select["command"]]
        self.answering.used.add(list_name)
        choices = self.answering.lists.get(list_name)
        if how == words.UNCARRIED or references(list_name):
            self.findings.loss(
                row.place("type"),
                "Mengurutkan dan memilih dari berkas atau dari jawaban lain tidak dibawa.",
            )
            return None
        if not choices:
            self.findings.problem(
                row.place("type"), f"Daftar pilihan “{list_name}” tidak ada di lembar choices."
            )
            return None
        if row.get("appearance").strip() == "label":
            self.findings.loss(row.place("appearance"), "Baris judul matriks bukan pertanyaan.")
            return None
        draft = self._draft(row, group)
        if draft is None:
            return None
        if select["other"]:
            choices = [choice for choice in choices if choice.name != THEIR_OTHER]
            draft.plan.has_other, draft.values[THEIR_OTHER] = True, OTHER
        self.answering.by_choosing(draft, how, choices)
        return self._completed(draft)

    def simple(self, row: Row, how: str, group: Group | None) -> Draft | None:
        """Return a question that is answered by writing or sliding."""
        draft = self._draft(row, group)
        if draft is None:
            return None
        if how == words.RANGE:
            self.answering.by_sliding(draft)
        elif how in NUMBERS:
            self.answering.by_number(draft, how)
        elif how == words.DATE:
            draft.plan.kind = QuestionKind.DATE
        else:
            draft.plan.is_short = "multiline" not in row.get("appearance").split()
        return self._completed(draft)

    def _completed(self, draft: Draft) -> Draft:
        row = draft.row
        if draft.plan.kind != QuestionKind.NUMBER and row.get("constraint"):
            self.answering.lost_constraint(row.place("constraint"))
        self.answering.as_exported(draft)
        fill(draft, OURS, self.findings)
        fill_correct(draft, "asn_correct", self.findings)
        return draft

    def _draft(self, row: Row, group: Group | None) -> Draft | None:
        label, hint = self.languages.text(row, "label"), self.languages.text(row, "hint")
        if not label and not hint:
            self.findings.problem(row.place("label"), "Teks pertanyaan (label) kosong.")
            return None
        if not label:
            self.findings.loss(row.place("hint"), "Keterangan menjadi teks pertanyaan.")
            label, hint = hint, ""
        plan = QuestionPlan(key="", text=label, kind=QuestionKind.TEXT, hint=hint)
        columns = {
            "text": self.languages.column(row, "label"),
            "hint": self.languages.column(row, "hint"),
            "key": "name",
            "show_if_key": "relevant",
        }
        draft = Draft(row, row.get("name"), plan, columns)
        if references(label) or references(hint):
            self.findings.loss(
                draft.place("text"), "Jawaban lain tidak disisipkan ke dalam teks (${…})."
            )
        required = truth_of(row.get("required"))
        plan.required = bool(required)
        if required is None:
            self.findings.loss(
                row.place("required"), "Wajib dengan syarat tidak dibawa; menjadi boleh dilewati."
            )
        self._condition(draft, group)
        return draft

    def _condition(self, draft: Draft, group: Group | None) -> None:
        """Take the question's own condition or its group's; two together cannot be said."""
        found = list(group.conditions) if group else []
        if group and group.has_lost_condition:
            draft.plan.required = False
        text, place = draft.row.get("relevant"), draft.row.place("relevant")
        own = read_relevant(text) if text else None
        if own:
            found.append((place, own))
        if text and not own:
            draft.condition_place = place
            draft.without_condition(self.findings, "Syarat tampil ini tidak dibawa")
        elif len(found) > 1:
            for draft.condition_place, _ in found:
                draft.without_condition(self.findings, "Dua syarat sekaligus tidak dibawa")
        elif found:
            draft.condition_place, draft.condition = found[0]
