"""Sheets as rows of text cells by the name of their column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from intake.reader import CellValue, Formula, Sheet
from surveys.importers.questionnaires.findings import Findings, Place

TRUE = {"yes", "true", "true()", "1", "ya", "y", "wajib", "benar"}
BOOLEAN_FORMULAS = {"=TRUE()": "TRUE", "=FALSE()": "FALSE"}  # as LibreOffice writes yes and no
FALSE = {"", "no", "false", "false()", "0", "tidak", "t", "boleh kosong", "salah"}


def text_of(cell: CellValue) -> str:
    """Return a cell as the person reads it: 1 for 1.0, TRUE, 2026-12-31."""
    if cell is None:
        return ""
    if isinstance(cell, Formula):
        return BOOLEAN_FORMULAS.get(cell.text, "")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def truth_of(text: str) -> bool | None:
    """Return yes or no; None when it is neither."""
    plain = text.strip().casefold()
    return True if plain in TRUE else False if plain in FALSE else None


@dataclass
class Row:
    """One row; ``used`` collects the columns that somebody asked for."""

    sheet: str
    number: int
    cells: dict[str, str]  # column → text; empty cells are left out
    headings: dict[str, str]  # column → as the file heads it
    used: set[str] = field(default_factory=set)

    def get(self, column: str) -> str:
        """Return the text of a column, "" if empty."""
        self.used.add(column)
        return self.cells.get(column, "")

    def place(self, column: str) -> Place:
        """Return where the column stands in this row."""
        heading = self.headings.get(column, column)
        return Place(self.sheet, self.number, heading, self.cells.get(column, ""))

    @property
    def unused(self) -> list[str]:
        """The filled columns that nobody asked for."""
        return [column for column in self.cells if column not in self.used]


def rows_of(sheet: Sheet, column_of: Callable[[str], str], findings: Findings) -> list[Row]:
    """Return the rows under the first one, which heads the columns; note what is twice."""
    first, *rest = sheet.rows
    columns, headings = _columns(sheet, column_of, findings)
    width = len(first.cells)
    found = []
    for row in rest:
        cells = {}
        for column, cell in zip(columns, row.cells, strict=False):
            if isinstance(cell, Formula) and cell.text not in BOOLEAN_FORMULAS:
                place = Place(sheet.name, row.number, headings.get(column, ""), cell.text)
                findings.problem(place, "Sel ini berisi rumus. Tempel nilainya saja.")
            elif column and (text := text_of(cell)):
                cells[column] = text
        found.append(Row(sheet.name, row.number, cells, headings))
        for cell in row.cells[width:]:
            if cell is not None:
                place = Place(sheet.name, row.number, "", text_of(cell))
                findings.loss(place, "Sel ini tidak mempunyai judul kolom.")
    return found


def _columns(
    sheet: Sheet, column_of: Callable[[str], str], findings: Findings
) -> tuple[list[str], dict[str, str]]:
    columns: list[str] = []
    headings: dict[str, str] = {}
    for cell in sheet.rows[0].cells:
        heading = text_of(cell)
        column = column_of(heading) if heading else ""
        if column and column in headings:
            findings.problem(
                Place(sheet.name, sheet.rows[0].number, heading, headings[column]),
                f"Kolom ini ada dua kali (“{headings[column]}” dan “{heading}”). Hapus salah satu.",
            )
            column = ""
        if column:
            headings[column] = heading
        columns.append(column)
    return columns, headings
