"""What an XLSForm question may be answered with, as one of our kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from intake.reader import plain
from surveys.choices import OTHER, QuestionKind
from surveys.importers.questionnaires.conditions import read_constraint
from surveys.importers.questionnaires.drafting import Draft
from surveys.importers.questionnaires.fields import number
from surveys.importers.questionnaires.findings import Findings, Place
from surveys.importers.questionnaires.rows import Row
from surveys.importers.questionnaires.xlsform_words import MULTIPLE, PERCENTAGE, WHOLE
from surveys.models import Scale

NA, RESERVED = "na", {"na", "skipped", OTHER}  # what answers say of themselves
THEIR_OTHER = "other"  # as XLSForm calls the choice that or_other adds
NA_WORDS = {"tidakrelevan", "tidaktahu", "tidakberlaku"}
PARAMETER = re.compile(r"([\w-]+)\s*=\s*([^\s;,]+)")
RANGE_DEFAULTS = {"start": "1", "end": "10", "step": "1"}  # as pyxform has them
RATING = {str(n): str(n) for n in range(11)}


@dataclass(frozen=True)
class Choice:
    """One row of the sheet choices."""

    row: Row
    name: str
    label: str


@dataclass
class Answering:
    """Our scales, the file's lists, and where findings go."""

    lists: dict[str, list[Choice]]
    scales: Iterable[Scale]
    findings: Findings
    used: set[str] = field(default_factory=set)  # lists that a question uses

    def by_choosing(self, draft: Draft, how: str, choices: list[Choice]) -> None:
        """Fill in a question with a list of choices."""
        plan = draft.plan
        plan.kind = QuestionKind.MULTIPLE if how == MULTIPLE else QuestionKind.SINGLE
        wanted = draft.row.get("asn_kind")
        may_be_scale = how != MULTIPLE and not plan.has_other and wanted != QuestionKind.SINGLE
        given = choices[:-1] if len(choices) > 2 and _says_not_applicable(choices[-1]) else choices
        scale = self._scale_of(given) if may_be_scale else None
        if len(given) < len(choices) and (scale or choices[-1].name == NA):
            plan.not_applicable = choices[-1].label
            draft.values[choices[-1].name] = NA
        else:
            given, scale = choices, self._scale_of(choices) if may_be_scale else None
        if wanted == QuestionKind.RATING:
            draft.values |= RATING
        elif scale:
            self._on_scale(draft, scale, given)
        else:
            self._on_list(draft, given)

    def _scale_of(self, choices: list[Choice]) -> Scale | None:
        labels = sorted(plain(choice.label) for choice in choices)
        return next(
            (s for s in self.scales if sorted(plain(label) for _, label in s.labels) == labels),
            None,
        )

    def _on_scale(self, draft: Draft, scale: Scale, choices: list[Choice]) -> None:
        draft.plan.kind, draft.plan.scale = QuestionKind.SCALE, scale.code
        value_of = {plain(label): str(value) for value, label in scale.labels}
        values = [value_of[plain(choice.label)] for choice in choices]
        draft.values |= {c.name: value for c, value in zip(choices, values, strict=True)}
        if values != [str(value) for value, _ in scale.labels]:
            self.findings.loss(
                choices[0].row.place("label"),
                f"Urutan pilihan mengikuti skala baku {scale.code}, dari yang paling rendah.",
            )

    def _on_list(self, draft: Draft, choices: list[Choice]) -> None:
        for choice in choices:
            code = choice.name
            if code in RESERVED:
                code = f"{code}_"
                self.findings.loss(
                    choice.row.place("name"), f"Kode ini dipakai aplikasi; menjadi “{code}”."
                )
            draft.plan.choices.append([code, choice.label])
            draft.values[choice.name] = code

    def as_exported(self, draft: Draft) -> None:
        """Obey what our own export says of a rating; its other kinds are told by the type."""
        if draft.row.get("asn_kind") == QuestionKind.RATING:
            draft.plan.kind = QuestionKind.RATING
        code = draft.row.get("asn_scale")
        if draft.plan.kind == QuestionKind.RATING and code in {s.code for s in self.scales}:
            draft.plan.scale = code

    def by_sliding(self, draft: Draft) -> None:
        """Fill in a range: 0 to 10 is our rating, any other a number between two ends."""
        row, plan = draft.row, draft.plan
        given = {**RANGE_DEFAULTS, **dict(PARAMETER.findall(row.get("parameters")))}
        try:
            start, end, step = (number(given[name]) for name in ("start", "end", "step"))
        except ValueError as refusal:
            self.findings.problem(row.place("parameters"), str(refusal))
            return
        more = set(given) - set(RANGE_DEFAULTS)
        if (start, end, step) == (0, 10, 1):
            plan.kind, draft.values = QuestionKind.RATING, dict(RATING)
        else:
            plan.kind, plan.minimum, plan.maximum = QuestionKind.NUMBER, start, end
            self.findings.loss(
                row.place("type"),
                f"Penggeser menjadi isian angka; langkah {given['step']} tidak diperiksa.",
            )
        if more:
            self.findings.loss(row.place("parameters"), "Tanda-tanda penggeser tidak dibawa.")

    def by_number(self, draft: Draft, kind: str) -> None:
        """Fill in a number and its range, as far as the constraint is one."""
        plan, row = draft.plan, draft.row
        plan.kind = QuestionKind.NUMBER
        if kind == PERCENTAGE:
            plan.minimum, plan.maximum = 0, 100
        if kind == WHOLE:
            self.findings.loss(row.place("type"), "Bilangan bulat: angka pecahan juga diterima.")
        if text := row.get("constraint"):
            bounds = read_constraint(text, whole=kind == WHOLE)
            if bounds is None:
                self.lost_constraint(row.place("constraint"))
            else:
                plan.minimum, plan.maximum = bounds

    def lost_constraint(self, place: Place) -> None:
        """Note a condition on the answer that no range can say."""
        self.findings.loss(
            place, "Syarat jawaban ini tidak dibawa; hanya angka terkecil dan terbesar diperiksa."
        )


def _says_not_applicable(choice: Choice) -> bool:
    return choice.name == NA or plain(choice.label) in NA_WORDS
