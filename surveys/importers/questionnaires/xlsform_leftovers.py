"""Columns of carried questions that say something we have no place for."""

from __future__ import annotations

from surveys.importers.questionnaires.findings import Findings, Place
from surveys.importers.questionnaires.rows import FALSE, Row
from surveys.importers.questionnaires.xlsform_words import KEPT_IN_SECTION, MATRIX

REASONS = {  # column → why each of its cells is left behind
    "default": "Jawaban awal tidak dipakai: tidak ada yang dipilihkan lebih dulu.",
    "constraint": "Syarat jawaban ini tidak dibawa.",
    "constraint_message": "Pesan kesalahan memakai kalimat aplikasi.",
    "required_message": "Pesan kesalahan memakai kalimat aplikasi.",
    "calculation": "Hitungan tidak dibawa.",
    "read_only": "Pertanyaan yang tidak boleh diisi menjadi pertanyaan biasa.",
    "choice_filter": "Semua pilihan tampil; saringan pilihan tidak dibawa.",
    "repeat_count": "Pengulangan tidak dibawa.",
    "trigger": "Hitungan tidak dibawa.",
    "parameters": "Pengaturan pertanyaan ini tidak dibawa.",
    "required": "Kelompok tidak dapat diwajibkan.",
    "relevant": "Syarat tampil ini tidak dibawa.",
    "hint": "Keterangan hanya dibawa pada pertanyaan.",
    **dict.fromkeys(
        ("image", "big-image", "audio", "video"), "Gambar, suara, dan video tidak dibawa."
    ),
    "guidance_hint": "Petunjuk untuk pewawancara tidak dibawa.",
}
LOOKS = "Cara tampil ini tidak dipakai; tampilan disusun untuk ponsel."
ONE_BY_ONE = "Matriks ditampilkan butir demi butir."
HARMLESS = {"read_only", "required"}  # say nothing where they say no


def tell_leftovers(
    carried: list[Row], rows: list[Row], others: set[str], findings: Findings
) -> None:
    """Note every filled column that nobody read; unknown columns once each."""
    seen = {column for row in rows for column in row.used}
    unknown: dict[str, int] = {}
    for row in carried:
        _tell_looks(row, findings)
        for column in row.unused:
            if column in others or column == "appearance" or _says_nothing(row, column):
                continue
            if reason := REASONS.get(column.partition("::")[0]):
                findings.loss(row.place(column), reason)
            else:
                unknown[column] = unknown.get(column, 0) + 1
    for column, cells in unknown.items():
        if column not in seen:
            place = Place(rows[0].sheet, 1, rows[0].headings[column])
            findings.loss(place, f"Kolom ini tidak dipakai di sini; {cells} sel tidak dibawa.")


def _tell_looks(row: Row, findings: Findings) -> None:
    looks = set(row.get("appearance").split()) - KEPT_IN_SECTION - {"multiline"}
    if looks & MATRIX:
        findings.loss(row.place("appearance"), ONE_BY_ONE)
    elif looks:
        findings.loss(row.place("appearance"), LOOKS)


def _says_nothing(row: Row, column: str) -> bool:
    return column in HARMLESS and row.cells[column].strip().casefold() in FALSE
