"""Ready evaluation plans by kind of training; one press takes one over."""

from __future__ import annotations

from dataclasses import dataclass

from programs.choices import Competence, LearningForm
from programs.models import Program
from surveys.choices import Anchor, Audience, Promise

MONTH = 30  # days


@dataclass(frozen=True)
class Line:
    """One form of a ready plan; ``offset`` and ``days_open`` in days."""

    questionnaire: str  # code of a preset that belongs to everybody
    audience: Audience
    promise: Promise
    anchor: Anchor
    offset: int
    days_open: int
    remind_every: int = 3
    reminders: int = 2


@dataclass(frozen=True)
class Preset:
    """A ready plan: how it is called, what it means, its forms."""

    key: str
    title: str
    meaning: str
    lines: tuple[Line, ...]


def _waves(*months: int) -> tuple[Line, ...]:
    """Ask alumni and their atasan after so many months; both rated, so both confidential."""
    return tuple(
        Line(code, audience, Promise.CONFIDENTIAL, Anchor.END, MONTH * month, 21, 7)
        for month in months
        for code, audience in (("F3", Audience.ALUMNI), ("F4", Audience.SUPERVISORS))
    )


AROUND = (  # F0 and F1S repeat items, so both carry the pseudonym that pairs them
    Line("F0", Audience.PARTICIPANTS, Promise.CONFIDENTIAL, Anchor.START, -7, 7),
    Line("F1S", Audience.PARTICIPANTS, Promise.CONFIDENTIAL, Anchor.END, 0, 7),
    Line("F2", Audience.PARTICIPANTS, Promise.ANONYMOUS, Anchor.END, 0, 7),
)
PRESETS = {
    preset.key: preset
    for preset in (
        Preset(
            "technical",
            "Teknis atau sosial kultural",
            "Sebelum pelatihan, hari terakhir, tiap mata pelatihan, lalu alumni dan atasan sesudah "
            "3 dan 6 bulan.",
            (*AROUND, *_waves(3, 6)),
        ),
        Preset(
            "managerial",
            "Manajerial, struktural, atau Latsar",
            "Sebelum pelatihan, hari terakhir, tiap mata pelatihan, lalu alumni dan atasan sesudah "
            "6 dan 12 bulan.",
            (*AROUND, *_waves(6, 12)),
        ),
        Preset(
            "minimum",
            "Paling sedikit",
            "Hanya hari terakhir, lalu alumni dan atasan sesudah 3 bulan.",
            (AROUND[1], *_waves(3)),
        ),
    )
}


def suggested_preset(program: Program) -> Preset:
    """Return the ready plan that fits the kind of training."""
    is_long = (
        program.form in {LearningForm.STRUCTURAL, LearningForm.MANAGERIAL}
        or program.competence == Competence.MANAGERIAL
        or "latsar" in program.name.lower()
        or "pelatihan dasar" in program.name.lower()
    )
    return PRESETS["managerial" if is_long else "technical"]
