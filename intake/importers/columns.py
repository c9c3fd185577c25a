"""One column that an importer understands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from intake.actions.outcomes import BadValue
from intake.importers.parsers import text
from intake.reader import CellValue, Formula, Undecodable

EXCEL_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)


@dataclass(frozen=True)
class Column:
    """A column: how files may call it, how its cells are read, what the template says of it."""

    name: str  # the field: "unit_kerja"
    label: str  # as the template heads it: "Unit kerja"
    synonyms: tuple[str, ...] = ()
    required: bool = False
    parse: Callable[[CellValue], Any] = text
    help: str = ""
    example: str = ""
    mask: bool = False  # shown as •••• 1001 where it is only looked at

    @property
    def options(self) -> tuple[str, ...]:
        """The labels that the template offers in a list."""
        return getattr(self.parse, "labels", ())

    @property
    def is_numeric(self) -> bool:
        """Whether 1.234 in text may be a thousand or a fraction here."""
        return getattr(self.parse, "numeric", False)

    @property
    def is_text(self) -> bool:
        """Whether Excel must keep the cells as text, because a number would lose digits."""
        return getattr(self.parse, "text_only", False)

    def read(self, cell: CellValue) -> Any:
        """Return the clean value, None when empty; raise BadValue with the reason."""
        if type(cell) is str and cell and cell[0] != "#":  # most cells, and most of the time
            return self._parsed(cell)
        if cell is None or cell == "":
            if self.required:
                raise BadValue(f"{self.label} wajib diisi.")
            return None
        if isinstance(cell, Formula):
            raise BadValue(
                "Sel ini berisi rumus. Salin lalu tempel sebagai nilai (Paste Special > Values)."
            )
        if isinstance(cell, Undecodable):
            raise BadValue(
                "Ada huruf yang tidak terbaca. Simpan ulang berkas sebagai CSV UTF-8 atau .xlsx."
            )
        if cell in EXCEL_ERRORS:
            raise BadValue("Sel ini berisi kesalahan Excel. Isi dengan nilai yang benar.")
        return self._parsed(cell)

    def _parsed(self, cell: CellValue) -> Any:
        try:
            return self.parse(cell)
        except ValidationError as error:
            raise BadValue(" ".join(error.messages)) from None
