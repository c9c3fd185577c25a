"""The doors of the reader."""

from __future__ import annotations

from pathlib import PurePath

from intake.reader.delimited import NOT_TEXT, WEB_PAGE, read_text, split_table
from intake.reader.limits import FORM, MB, PAGE, Limits
from intake.reader.tables import Sheet, Table, UnreadableFile
from intake.reader.workbook import read_workbook, read_workbook_sheets

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)
WORKBOOK, TEXTS = ".xlsx", (".csv", ".tsv", ".txt")


def read_table(data: bytes, file_name: str, *, limits: Limits = PAGE) -> Table:
    """Return the table of an uploaded file; raise UnreadableFile with the reason."""
    name = PurePath(file_name.replace("\\", "/")).name
    ending = PurePath(name).suffix.lower()
    _check_size(len(data), limits)
    _check_age(data)
    if data.startswith(ZIP):
        _check_workbook_ending(ending)
        return read_workbook(data, name, limits)
    _check_text_ending(data, ending)
    return read_text(data, name, limits)


def read_sheets(data: bytes, file_name: str, *, limits: Limits = FORM) -> list[Sheet]:
    """Return all sheets of an uploaded workbook; raise UnreadableFile with the reason."""
    _check_size(len(data), limits)
    _check_age(data)
    if not data.startswith(ZIP):
        raise UnreadableFile("Unggah buku kerja Excel (.xlsx); jenis berkas lain tidak dibaca.")
    _check_workbook_ending(PurePath(file_name).suffix.lower())
    return read_workbook_sheets(data, limits)


def read_paste(text: str) -> Table:
    """Return the table that was copied from Excel."""
    if not text.strip():
        raise UnreadableFile("Belum ada yang ditempel. Salin tabel di Excel beserta judul kolom.")
    _check_size(len(text), PAGE)
    return split_table(text, "", PAGE, delimiter="\t" if "\t" in text else "")


def _check_size(size: int, limits: Limits) -> None:
    if not size:
        raise UnreadableFile("Berkas kosong (0 byte). Periksa apakah sudah tersimpan di Excel.")
    if size > limits.file_bytes:
        raise UnreadableFile(
            f"Berkas lebih dari {limits.file_bytes // MB} MB. Hapus gambar dan lembar lain, atau "
            "bagi menjadi beberapa berkas."
        )


def _check_age(data: bytes) -> None:
    if data.startswith(OLD_OFFICE):
        raise UnreadableFile(
            "Berkas ini format Excel lama (.xls) atau dilindungi kata sandi. Buka di Excel, hapus "
            "kata sandinya bila ada, lalu Simpan Sebagai Buku Kerja Excel (.xlsx)."
        )


def _check_workbook_ending(ending: str) -> None:
    if ending in {".xlsm", ".xltm"}:
        raise UnreadableFile(
            "Berkas ini berisi makro (.xlsm). Di Excel pilih Simpan Sebagai, lalu Buku Kerja Excel "
            "(.xlsx)."
        )
    if ending != WORKBOOK:
        raise UnreadableFile(
            "Isi berkas ini arsip atau buku kerja, tetapi namanya tidak berakhiran .xlsx. Buka di "
            "Excel lalu Simpan Sebagai Buku Kerja Excel (.xlsx)."
        )


def _check_text_ending(data: bytes, ending: str) -> None:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data.startswith(b"MIME-Version:"):
        raise UnreadableFile(WEB_PAGE)
    if data.startswith(FOREIGN):
        raise UnreadableFile(NOT_TEXT)
    if ending not in TEXTS:
        raise UnreadableFile(
            "Nama berkas tidak sesuai dengan isinya. Unggah buku kerja .xlsx yang disimpan oleh "
            "Excel, atau teks .csv, .tsv, .txt."
        )
