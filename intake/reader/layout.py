"""Finding the table in a sheet: where the header stands, where the rows begin."""

from __future__ import annotations

from itertools import chain
from typing import Any

from intake.reader.tables import CellValue, Table, TableRow, UnreadableFile
from intake.reader.text import clean_text

HEADER_WITHIN = 30  # rows; titles and letterheads stand above the header
LONGEST_HEADER = 200  # characters


def too_many_rows(most: int) -> str:
    """Return the sentence for a file with too many rows."""
    allowed = f"{most:,}".replace(",", ".")
    return f"Berkas lebih dari {allowed} baris. Bagi menjadi beberapa berkas."


def as_table(
    numbered: list[tuple[int, list[Any]]],
    *,
    sheet: str = "",
    file_name: str = "",
    most_rows: int,
    decimal_mark: str = "",
    notes: list[str] | None = None,
) -> Table:
    """Return the table of (Excel's row number, cells) that were read, texts cleaned."""
    rows = [TableRow(number, [as_cell(cell) for cell in cells]) for number, cells in numbered]
    rows = [row for row in rows if any(cell is not None for cell in row.cells)]
    if not rows:
        raise UnreadableFile("Berkas kosong: tidak ada judul kolom dan tidak ada baris data.")
    at = _header_position(rows)
    body = rows[at + 1 :]
    if body and _numbers_the_columns(body[0]):
        body = body[1:]
    if not body:
        raise UnreadableFile("Berkas hanya berisi judul kolom; belum ada baris data di bawahnya.")
    if len(body) > most_rows:
        raise UnreadableFile(too_many_rows(most_rows))
    width = max(len(row.cells) for row in chain([rows[at]], body))
    for row in body:
        row.cells.extend([None] * (width - len(row.cells)))
    header = [_heading(cell) for cell in rows[at].cells]
    return Table(
        sheet=clean_text(sheet),
        header=header + [""] * (width - len(header)),
        rows=body,
        file_name=clean_text(file_name)[-200:],
        decimal_mark=decimal_mark,
        notes=notes or [],
    )


def as_cell(cell: Any) -> CellValue:
    """Return a cell with its text cleaned, None when nothing is left."""
    return (clean_text(cell) or None) if isinstance(cell, str) else cell


def _heading(cell: CellValue) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(getattr(cell, "text", cell))[:LONGEST_HEADER]


def _header_position(rows: list[TableRow]) -> int:
    """Return the first row that is more than half as full as the fullest of the first rows."""
    first = rows[:HEADER_WITHIN]
    counts = [sum(cell is not None for cell in row.cells) for row in first]
    return next(at for at, count in enumerate(counts) if count * 2 > max(counts))


def _numbers_the_columns(row: TableRow) -> bool:
    """Whether the row below the header only says 1, 2, 3 …, as official tables do."""
    found = [
        str(int(cell)) if isinstance(cell, float) else str(cell).strip("()")
        for cell in row.cells
        if cell is not None
    ]
    return len(found) > 2 and found == [str(number) for number in range(1, len(found) + 1)]
