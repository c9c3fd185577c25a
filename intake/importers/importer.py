"""The shape of an importer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from intake.actions.journal import update_rows
from intake.actions.matching import match_header
from intake.importers.columns import Column

if TYPE_CHECKING:
    from django.db.models import Model

    from intake.actions.journal import Journal
    from intake.actions.rows import CheckedRow, ImportContext, KeptRow
    from intake.reader import Table


class Importer(ABC):
    """Reads one kind of file into the tables of one app. Holds no state between calls."""

    kind: ClassVar[str]  # "participants"; also in addresses
    title: ClassVar[str]  # "Peserta"
    description: ClassVar[str] = ""  # one sentence for the list of imports
    columns: ClassVar[tuple[Column, ...]]
    derived: ClassVar[tuple[str, ...]] = ()  # "app.model" of rows that after_undo builds again

    def prepare(self, table: Table, context: ImportContext) -> Table:
        """Return what of the file may be stored at all; raise Unsuitable to refuse it."""
        return table

    def match(
        self, header: list[str], context: ImportContext, remembered: Mapping[str, str]
    ) -> dict[str, int]:
        """Return field → position; ``remembered`` is what the region chose for plain headings."""
        return match_header(header, self.columns_for(context), remembered)

    def columns_for(self, context: ImportContext) -> Sequence[Column]:
        """Return the columns; override where they depend on what was chosen with the file."""
        return self.columns

    def missing(self, mapped: Collection[str], context: ImportContext) -> list[str]:
        """Return the labels of the columns without which the file cannot be checked."""
        columns = self.columns_for(context)
        return [column.label for column in columns if column.required and column.name not in mapped]

    def remarks(self, mapped: Collection[str], context: ImportContext) -> list[str]:
        """Return sentences for the check page about the columns that the file has or has not."""
        return []

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

    def put_back(self, model: type[Model], instances: list[Any], fields: list[str]) -> None:
        """Write rows that an undo restores; override where the database refuses an UPDATE."""
        update_rows(model, instances, fields)

    def after_undo(self, context: ImportContext) -> None:  # noqa: B027 - most derive nothing
        """Rebuild what was derived from the rows that an undo took back."""
