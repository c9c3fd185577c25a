"""Text tables: which encoding, which delimiter, which cells cannot be read."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from intake.reader.layout import as_table, too_many_rows
from intake.reader.limits import Limits
from intake.reader.tables import Table, Undecodable, UnreadableFile

DELIMITERS = ";,\t"
SAMPLE_LINES = 50
MARKS = {";": ",", ",": "."}  # a file that splits at ; writes 12,5
UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
NOT_TEXT = "Berkas ini bukan tabel. Unggah berkas .xlsx, .csv, .tsv, atau .txt."
WEB_PAGE = (
    "Berkas ini sebenarnya halaman web (HTML atau XML), bukan buku kerja. Buka di Excel, pilih "
    "Simpan Sebagai, lalu Buku Kerja Excel (.xlsx)."
)
HELD = "surrogateescape"  # keeps a byte that is no letter until its cell is known


def read_text(data: bytes, file_name: str, limits: Limits) -> Table:
    """Return the table of a .csv, .tsv or .txt."""
    text = decode(data)
    if text.lstrip().startswith("<"):
        raise UnreadableFile(WEB_PAGE)
    return split_table(text, file_name, limits)


def split_table(text: str, file_name: str, limits: Limits, delimiter: str = "") -> Table:
    """Return the table of decoded text."""
    text, delimiter = _declared_delimiter(text, delimiter)
    delimiter = delimiter or detect_delimiter(text)
    try:
        numbered = list(_numbered(text, delimiter, limits))
    except csv.Error:
        raise UnreadableFile(
            "Ada tanda kutip yang tidak ditutup atau sel yang terlalu panjang. Simpan ulang berkas "
            "sebagai .xlsx."
        ) from None
    return as_table(
        numbered,
        file_name=file_name,
        most_rows=limits.rows_text,
        decimal_mark=MARKS.get(delimiter, ""),
    )


def decode(data: bytes) -> str:
    """Return the text; bytes that no letter has stay as lone surrogates."""
    if data[:2] in UTF16:
        return data[2:].decode(UTF16[data[:2]], "replace").replace("\ufffd", "\udcff")
    if data.startswith(b"\xef\xbb\xbf"):
        return _without_nul(data[3:].decode("utf-8", HELD))
    if guessed := _utf16_without_mark(data[:2000]):
        return data.decode(guessed, "replace").replace("\ufffd", "\udcff")
    try:
        return _without_nul(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _without_nul(data.decode("utf-8" if _mostly_utf8(data) else "cp1252", HELD))


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise UnreadableFile(NOT_TEXT)
    return text


def _utf16_without_mark(sample: bytes) -> str:
    if len(sample) < 4 or b"\x00" not in sample:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.7 and not sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.7 and not sample[1::2].count(0):
        return "utf-16-be"
    return ""


def _mostly_utf8(data: bytes) -> bool:
    """Whether more letters outside ASCII are good UTF-8 than not."""
    text = data.decode("utf-8", HELD)
    outside = [letter for letter in text if not letter.isascii()]
    broken = sum("\udc80" <= letter <= "\udcff" for letter in outside)
    return broken * 2 < len(outside)


def _declared_delimiter(text: str, delimiter: str) -> tuple[str, str]:
    """Drop Excel's own first line "sep=;", obeying it."""
    first, _, rest = text.partition("\n")
    declared = first.strip().lower().removeprefix("sep=")
    if len(declared) == 1 and first.lower().startswith("sep="):
        return rest, declared
    return text, delimiter


def detect_delimiter(text: str) -> str:
    """Return the delimiter that gives most of the first lines the same number of cells."""
    lines = []
    for line in io.StringIO(text[:200_000]):
        if line.strip():
            lines.append(line)
        if len(lines) == SAMPLE_LINES:
            break
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0, 0
    widths.pop(1, None)
    width, count = max(widths.items(), key=lambda found: found[::-1], default=(1, 0))
    return count, width


def _numbered(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list]]:
    """Yield (row number as Excel counts, cells) until many empty rows."""
    empty = count = 0
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
        while row and not row[-1].strip():
            row.pop()
        empty = 0 if row else empty + 1
        if empty >= limits.empty_rows and count:
            return
        if not row:
            continue
        count += 1
        if len(row) > limits.columns:
            raise UnreadableFile(
                f"Baris {number} lebih dari {limits.columns} kolom. Hapus kolom yang tidak perlu."
            )
        if count > limits.rows_text + limits.empty_rows:
            raise UnreadableFile(too_many_rows(limits.rows_text))
        yield number, [_cell(cell) for cell in row]


def _cell(cell: str) -> str | Undecodable:
    if cell.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in cell):
        return cell
    return Undecodable("".join("\ufffd" if "\ud800" <= x <= "\udfff" else x for x in cell))
