"""The words around numbers: states, time of the data, units, answer scales."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.timezone import localtime

from organization.wording import long_date, number
from reports.disclosure import CellStatus

STATES: dict[CellStatus, tuple[str, str]] = {  # glyph and words, the same everywhere
    "none": ("○", "Belum ada data."),
    "running": ("◔", "Formulir masih dibuka."),
    "hidden": ("▨", "Tidak ditampilkan untuk menjaga kerahasiaan responden."),
    "shown": ("", ""),
}
FLAGS = {
    "small_n": "! Jumlah responden sedikit; baca sebagai gambaran awal.",
    "few": "! Baru 5–9 orang: rentang dan penilaian belum dihitung.",
    "low_response": "! Kurang dari separuh mengisi; hasil bisa tidak mewakili.",
    "merged": "Beberapa angkatan ditampilkan bersama agar jawaban seseorang tidak dapat dikenali.",
}
MACHINE_STATES: dict[CellStatus, str] = {  # in the table of a figure
    "none": "belum ada data",
    "running": "formulir masih dibuka",
    "hidden": "tidak ditampilkan",
    "shown": "",
}
GLYPHS = {"strong": "●●", "fair": "●", "limited": "◐", "none": "○"}  # how sure
SCALE_WORDS = {  # good and bad answers of a scale in words; the key is the start of its code
    "setuju": ("setuju", "tidak setuju"),
    "mutu": ("menilai baik", "menilai kurang"),
    "frekuensi": ("sering atau selalu", "jarang"),
    "kemampuan": ("mampu", "belum mampu"),
}
CAVEAT = (
    "Perubahan sebelum–sesudah tanpa kelompok pembanding. Bisa juga dipengaruhi hal lain (beban "
    "kerja, penilai, nilai awal yang kebetulan rendah). Bukan bukti sebab-akibat."
)
AUDIENCES = {
    "participants": "peserta",
    "alumni": "alumni",
    "supervisors": "atasan langsung",
    "peers": "rekan kerja",
    "subordinates": "bawahan",
    "non_participants": "pegawai yang belum ikut",
}


class Flagged(Protocol):
    """Any row of a result."""

    @property
    def flags(self) -> tuple[str, ...]:
        """What to know about the row."""


@dataclass(frozen=True)
class Source:
    """What a figure stands on, beside its rows."""

    when: str  # the period, or the days of a session
    data_as_of: datetime

    @property
    def frozen_at(self) -> str:
        """Say when attendance and performance were counted."""
        return f"Data per {moment(self.data_as_of)}."


def moment(when: datetime) -> str:
    """Return "12 Juni 2026 pukul 06.00 WIB"."""
    local = localtime(when)
    return f"{long_date(local.date())} pukul {local:%H.%M} WIB"


def state(status: CellStatus) -> str:
    """Return glyph and words of a state: "▨ Tidak ditampilkan untuk …"."""
    return " ".join(STATES[status]).strip()


def scale_words(code: str) -> tuple[str, str]:
    """Return the words for good and bad answers of a scale."""
    return SCALE_WORDS.get(code.split("-", 1)[0], ("menilai baik", "menilai kurang"))


def change_unit(unit: str) -> str:
    """Return the unit of a change: points where the value itself is a percentage."""
    return "poin" if unit in {"%", "skor", "nilai"} else unit


def people(numbers: Iterable[int | None], noun: str = "orang") -> str:
    """Return "128 orang", or "120–128 orang" when the rows differ."""
    known = sorted({value for value in numbers if value is not None})
    if not known:
        return ""
    span = number(known[0]) if len(known) == 1 else f"{number(known[0])}–{number(known[-1])}"
    return f"{span} {noun}"


def marked(words: str, row: Flagged, rows: Sequence[Flagged]) -> str:
    """Put a "!" behind a row that rests on few people, where others do not."""
    return f"{words} !" if _is_small(row) and not all(map(_is_small, rows)) else words


def flag_notes(rows: Sequence[Flagged]) -> tuple[str, ...]:
    """Return the sentences of the flags that rows carry, each once."""
    found = {flag for row in rows for flag in row.flags}
    notes = [words for flag, words in FLAGS.items() if flag in found]
    if any(map(_is_small, rows)) and not all(map(_is_small, rows)):
        notes = [f"Baris bertanda {note}" if note.startswith("! J") else note for note in notes]
    return tuple(note.replace("bertanda ! J", "bertanda !: j") for note in notes)


def _is_small(row: Flagged) -> bool:
    return bool({"small_n", "few"} & set(row.flags))


def without_stop(sentence: str) -> str:
    """Return a statement ready to stand inside another sentence."""
    return sentence.strip().rstrip(".")
