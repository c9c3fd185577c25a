"""Workbooks: checked from outside, then opened by a child process that may die."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import python_calamine

from intake.reader.archive import DAMAGED, TOO_LARGE_INSIDE, check_archive
from intake.reader.layout import as_cell, as_table, too_many_rows
from intake.reader.limits import Limits
from intake.reader.tables import UNPACKERS, Sheet, Table, TableRow, UnreadableFile
from intake.reader.text import clean_text

CHILD = Path(__file__).with_name("child.py")
SITE_PACKAGES = str(Path(python_calamine.__file__).parent.parent)
FAR_AWAY = (
    "Lembar kerja terlalu besar untuk dibaca; mungkin ada isi jauh di luar tabel. Salin hanya "
    "tabelnya ke buku kerja baru lalu simpan sebagai .xlsx."
)
REFUSALS = {
    "damaged": DAMAGED,
    "large": TOO_LARGE_INSIDE,
    "memory": FAR_AWAY,
    "entities": "Berkas ini memuat definisi yang tidak ada di buku kerja Excel biasa, sehingga "
    "tidak dibaca. Salin tabelnya ke buku kerja baru lalu simpan sebagai .xlsx.",
    "formulas": "Berkas ini berisi rumus yang letaknya tidak dapat ditentukan. Salin tabelnya lalu "
    "tempel sebagai nilai (Paste Special > Values) di buku kerja baru.",
    "cell": "Ada sel yang berisi lebih dari 32.767 huruf. Ringkas isinya lalu unggah lagi.",
    "empty": "Berkas kosong: tidak ada lembar yang berisi tabel.",
}


def read_workbook(data: bytes, file_name: str, limits: Limits) -> Table:
    """Return the first visible sheet that holds a table."""
    check_archive(data, limits)
    answer = _ask_child(data, limits, "first")
    return as_table(
        answer["rows"],
        sheet=answer["sheet"],
        file_name=file_name,
        most_rows=limits.rows_workbook,
        notes=_notes(answer, limits),
    )


def read_workbook_sheets(data: bytes, limits: Limits) -> list[Sheet]:
    """Return every visible sheet that holds something, its texts cleaned."""
    check_archive(data, limits)
    return [
        Sheet(
            clean_text(found["sheet"]),
            [
                TableRow(number, [as_cell(cell) for cell in cells])
                for number, cells in found["rows"]
            ],
            _notes(found, limits),
        )
        for found in _ask_child(data, limits, "all")["sheets"]
    ]


def _notes(found: dict[str, Any], limits: Limits) -> list[str]:
    return [
        f"Setelah {limits.empty_rows} baris kosong (sampai baris {number}) isi lembar tidak dibaca."
        for number in found["notes"]
    ]


def _ask_child(data: bytes, limits: Limits, which: str) -> dict[str, Any]:
    given = (SITE_PACKAGES, json.dumps(asdict(limits)), which)
    command = [sys.executable, "-I", "-S", str(CHILD), *given]
    try:
        child = subprocess.run(  # noqa: S603 - our own script, no shell, nothing from the file
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.wall_seconds,
            check=False,
            env={},
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(FAR_AWAY) from None
    if child.returncode != 0 or not child.stdout:
        raise UnreadableFile(FAR_AWAY)
    answer = json.loads(child.stdout, object_hook=_revive)
    if "error" in answer:
        raise UnreadableFile(_refusal(answer["error"], limits))
    return answer


def _revive(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        kind, value = next(iter(found.items()))
        if kind in UNPACKERS:
            return UNPACKERS[kind](value)
    return found


def _refusal(code: str, limits: Limits) -> str:
    if code == "rows":
        return too_many_rows(limits.rows_workbook)
    if code == "columns":
        return (
            f"Tabel lebih dari {limits.columns} kolom. Hapus kolom yang tidak perlu, juga isi yang "
            "jauh di kanan tabel."
        )
    if code == "sheets":
        return f"Berkas lebih dari {limits.sheets} lembar. Hapus lembar yang tidak perlu."
    return REFUSALS.get(code, DAMAGED)
