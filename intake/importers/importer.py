"""The shape of an importer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from intake.importers.columns import Column

if TYPE_CHECKING:
    from intake.actions.journal import Journal
    from intake.actions.rows import CheckedRow, ImportContext, KeptRow


class Importer(ABC):
    """Reads one kind of file into the tables of one app. Holds no state between calls."""

    kind: ClassVar[str]  # "participants"; also in addresses
    title: ClassVar[str]  # "Peserta"
    description: ClassVar[str] = ""  # one sentence for the list of imports
    columns: ClassVar[tuple[Column, ...]]
    derived: ClassVar[tuple[str, ...]] = ()  # "app.model" of rows that after_undo builds again

    def columns_for(self, context: ImportContext) -> Sequence[Column]:
        """Return the columns; override where they depend on what was chosen with the file."""
        return self.columns

    def missing(self, mapped: Collection[str], context: ImportContext) -> list[str]:
        """Return the labels of the columns without which the file cannot be checked."""
        columns = self.columns_for(context)
        return [column.label for column in columns if column.required and column.name not in mapped]

    @abstractmethod
    def check(self, rows: list[CheckedRow], context: ImportContext) -> None:
        """Look up, compare, set states and problems; no writes, no query per row."""

    def choices_for(self, field: str, context: ImportContext) -> list[tuple[str, str]]:
        """Return (value, label) of what an unknown text of the field may be mapped to."""
        return []

    @abstractmethod
    def apply(
        self, rows: list[KeptRow], context: ImportContext, journal: Journal
    ) -> dict[str, Any]:
        """Write the rows in bulk, telling the journal; return counts for the result page."""

    def after_undo(self, context: ImportContext) -> None:  # noqa: B027 - most derive nothing
        """Rebuild what was derived from the rows that an undo took back."""
