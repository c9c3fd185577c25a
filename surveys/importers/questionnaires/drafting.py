"""From questions as a file has them to a blueprint: keys, conditions, lengths."""

from __future__ import annotations

from dataclasses import dataclass, field

from surveys.actions.blueprints import Blueprint, QuestionPlan, SectionPlan
from surveys.choices import QuestionKind
from surveys.importers.questionnaires.findings import Findings, Place
from surveys.importers.questionnaires.rows import Row

LONGEST_KEY = 20  # characters; the lengths of the columns of Question and Section
LONGEST_TITLE, LONGEST_INTRO, LONGEST_HINT = 80, 300, 200
LONGEST = {"text": 400, "text_superior": 400, "text_peer": 400, "dimension": 40}
LONGEST_NA = 30
MOST_QUESTIONS, MOST_CHOICES = 300, 200
CHOSEN = {QuestionKind.SCALE, QuestionKind.RATING, QuestionKind.SINGLE, QuestionKind.MULTIPLE}
ALWAYS = "pertanyaan ini selalu tampil, dan boleh dilewati"


@dataclass
class Draft:
    """A question of the file on its way to a plan."""

    row: Row
    name: str  # as the file calls it
    plan: QuestionPlan
    columns: dict[str, str]  # our field → the column it was read from
    values: dict[str, str] = field(default_factory=dict)  # answer in the file → as we store it
    condition: tuple[str, list[str]] | None = None  # (name, values) as in the file
    condition_place: Place | None = None

    def place(self, name: str) -> Place:
        """Return the cell behind one of our fields."""
        return self.row.place(self.columns.get(name, name))

    def without_condition(self, findings: Findings, reason: str) -> None:
        """Leave the condition behind; nobody may be forced to answer what was not for them."""
        self.condition = None
        self.plan.required = False
        findings.loss(self.condition_place or self.place("show_if_key"), f"{reason}; {ALWAYS}.")


@dataclass
class Part:
    """A section of the file and its questions."""

    title: str
    intro: str = ""
    intro_place: Place | None = None  # of the note behind the introduction
    splits: bool = False  # whether that note began a section of its own
    drafts: list[Draft] = field(default_factory=list)


def finish(blueprint: Blueprint, parts: list[Part], known: set[str], findings: Findings) -> None:
    """Complete the blueprint; ``known`` holds every name of the file, also of what is left out."""
    drafts = [draft for part in parts for draft in part.drafts]
    if not drafts and not findings.problems:
        findings.problem(Place("survey"), "Tidak ada satu pun pertanyaan yang dapat dibawa.")
    if len(drafts) > MOST_QUESTIONS:
        findings.problem(
            Place(drafts[0].row.sheet),
            f"Ada {len(drafts)} pertanyaan; paling banyak {MOST_QUESTIONS}. Bagi menjadi beberapa "
            "kuesioner.",
        )
    _give_keys(drafts, findings)
    earlier: dict[str, Draft] = {}
    for draft in drafts:
        _check_lengths(draft, findings)
        _resolve(draft, earlier, known, findings)
        earlier[draft.name] = draft
    for part in parts:
        if part.intro_place and not part.drafts:
            findings.loss(part.intro_place, "Catatan tanpa pertanyaan di bawahnya tidak dibawa.")
        elif part.intro_place and part.splits:
            findings.loss(part.intro_place, "Catatan di tengah bagian memulai bagian baru.")
    blueprint.sections = [
        SectionPlan(part.title, part.intro, [draft.plan for draft in part.drafts])
        for part in parts
        if part.drafts
    ]


def short_keys(names: list[str]) -> dict[str, str]:
    """Return name → key of at most 20 characters, no two alike, short names unchanged."""
    keys = {name: name for name in names if len(name) <= LONGEST_KEY}
    taken = set(keys)
    for name in names:
        if name in keys:
            continue
        key, number = name[:LONGEST_KEY], 1
        while key in taken:
            number += 1
            key = f"{name[: LONGEST_KEY - len(str(number)) - 1]}-{number}"
        keys[name] = key
        taken.add(key)
    return keys


def _give_keys(drafts: list[Draft], findings: Findings) -> None:
    unkeyed = [draft for draft in drafts if not draft.plan.key]
    keys = short_keys([draft.name for draft in unkeyed])
    for draft in unkeyed:
        draft.plan.key = keys[draft.name]
        if draft.plan.key != draft.name:
            findings.loss(
                draft.place("key"),
                f"Nama lebih dari {LONGEST_KEY} huruf; kuncinya menjadi “{draft.plan.key}”.",
            )
    seen: set[tuple[str, str]] = set()
    for draft in drafts:
        identity = (draft.plan.key, draft.plan.round)
        if identity in seen:
            findings.problem(draft.place("key"), "Kunci ini sudah dipakai pertanyaan lain.")
        seen.add(identity)
        if len(draft.plan.key) > LONGEST_KEY:
            findings.problem(draft.place("key"), f"Kunci paling banyak {LONGEST_KEY} huruf.")


def _check_lengths(draft: Draft, findings: Findings) -> None:
    plan = draft.plan
    for name, longest in LONGEST.items():
        over = len(getattr(plan, name)) - longest
        if over > 0:
            findings.problem(
                draft.place(name), f"Paling banyak {longest} huruf; kurangi {over} huruf."
            )
    if len(plan.hint) > LONGEST_HINT:
        findings.loss(draft.place("hint"), f"Keterangan dipotong pada {LONGEST_HINT} huruf.")
        plan.hint = cut(plan.hint, LONGEST_HINT)
    if len(plan.choices) > MOST_CHOICES:
        findings.problem(draft.place("kind"), f"Paling banyak {MOST_CHOICES} pilihan.")
    if len(plan.not_applicable) > LONGEST_NA:
        findings.problem(draft.place("not_applicable"), f"Paling banyak {LONGEST_NA} huruf.")


def _resolve(draft: Draft, earlier: dict[str, Draft], known: set[str], findings: Findings) -> None:
    """Turn the condition from the file's names and values into ours."""
    if draft.condition is None:
        return
    name, values = draft.condition
    place = draft.condition_place or draft.place("show_if_key")
    source = earlier.get(name)
    if source is None and name not in known:
        findings.problem(place, f"Pertanyaan “{name}” tidak ada di berkas ini.")
    elif source is None:
        draft.without_condition(findings, f"“{name}” tidak dibawa atau baru ditanyakan sesudahnya")
    elif source.plan.kind not in CHOSEN:
        draft.without_condition(findings, f"“{name}” tidak dijawab dengan memilih")
    elif strange := [value for value in values if value not in source.values]:
        findings.problem(place, f"Pilihan “{strange[0]}” tidak ada pada pertanyaan “{name}”.")
    else:
        draft.plan.show_if_key = source.plan.key
        draft.plan.show_if_values = [source.values[value] for value in values]


def cut(text: str, longest: int) -> str:
    """Return the text, cut with a mark where it is longer."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def fitting(text: str, longest: int, place: Place, findings: Findings) -> str:
    """Return the text in the length that our column has; a cut is told."""
    if len(text) > longest:
        findings.loss(place, f"Teks dipotong pada {longest} huruf.")
    return cut(text, longest)
