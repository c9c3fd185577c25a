"""What the table of contents of a workbook already tells, before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile

from intake.reader.limits import MB, Limits
from intake.reader.tables import UnreadableFile

END = b"PK\x05\x06"  # end of central directory
END_SIZE = 22  # bytes, without its comment
LONGEST_COMMENT = 65_535
ENCRYPTED = 0x1
OTHER_KINDS = {
    "xl/workbook.bin": "Berkas ini buku kerja biner (.xlsb). Di Excel pilih Simpan Sebagai, lalu "
    "Buku Kerja Excel (.xlsx).",
    "word/document.xml": "Berkas ini dokumen Word, bukan tabel. Salin tabelnya ke Excel dan simpan "
    "sebagai .xlsx.",
    "ppt/presentation.xml": "Berkas ini presentasi, bukan tabel. Unggah berkas .xlsx atau .csv.",
    "mimetype": "Berkas ini dari LibreOffice (.ods). Pilih Simpan Sebagai, lalu jenis .xlsx.",
}
DAMAGED = "Berkas rusak atau tidak lengkap. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah."
MACROS = (
    "Berkas ini berisi makro (.xlsm). Di Excel pilih Simpan Sebagai, lalu Buku Kerja Excel (.xlsx)."
)
TOO_LARGE_INSIDE = (
    "Isi berkas ini jauh lebih besar daripada ukurannya, sehingga tidak dibaca. Salin hanya "
    "tabelnya ke buku kerja baru lalu simpan sebagai .xlsx."
)


def check_archive(data: bytes, limits: Limits) -> None:
    """Raise UnreadableFile unless the zip is a plain workbook of a bearable size."""
    _check_directory_size(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        raise UnreadableFile(DAMAGED) from None
    _check_kind({entry.filename for entry in entries})
    _check_sizes(entries, len(data), limits)


def _check_directory_size(data: bytes, limits: Limits) -> None:
    start = data.rfind(END, max(0, len(data) - END_SIZE - LONGEST_COMMENT))
    if start < 0 or len(data) < start + END_SIZE:
        raise UnreadableFile(DAMAGED)
    count, size = struct.unpack_from("<HI", data, start + 10)
    if count > limits.entries or size > limits.directory_bytes:
        raise UnreadableFile(TOO_LARGE_INSIDE)


def _check_kind(names: set[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableFile(MACROS)
    for name, sentence in OTHER_KINDS.items():
        if name in names:
            raise UnreadableFile(sentence)
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise UnreadableFile(
            "Berkas ini arsip zip, bukan buku kerja Excel. Keluarkan isinya, lalu unggah berkas "
            ".xlsx atau .csv di dalamnya."
        )


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise UnreadableFile("Berkas dilindungi kata sandi. Hapus kata sandinya lalu simpan ulang.")
    unpacked = sum(entry.file_size for entry in entries)
    too_dense = unpacked > limits.ratio * packed and unpacked > MB
    overlapping = sum(entry.compress_size for entry in entries) > packed
    if len(entries) > limits.entries or unpacked > limits.unpacked_bytes:
        raise UnreadableFile(TOO_LARGE_INSIDE)
    if too_dense or overlapping:
        raise UnreadableFile(TOO_LARGE_INSIDE)
