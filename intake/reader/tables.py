"""What a file holds once it has been read: header, rows with Excel's own numbers, cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Formula:
    """A cell that Excel computes; refused where its column is used."""

    text: str = ""


@dataclass(frozen=True)
class Undecodable:
    """A cell with bytes that are no letters; ``text`` shows � in their place."""

    text: str


CellValue = str | float | bool | date | datetime | Formula | Undecodable | None


@dataclass(frozen=True)
class TableRow:
    """One row of the file."""

    number: int  # as Excel shows it, from 1
    cells: list[CellValue]


@dataclass(frozen=True)
class Table:
    """The first sheet that holds a table."""

    sheet: str
    header: list[str]
    rows: list[TableRow]
    file_name: str = ""
    decimal_mark: str = ""  # "," or "." where the file's dialect tells, else ""
    notes: list[str] = field(default_factory=list)  # sentences for the screen
    places: dict[int, int] = field(
        default_factory=dict
    )  # row number here -> in the file, where an importer shuffled the rows; never stored


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook as it stands, no header looked for."""

    name: str
    rows: list[TableRow]
    notes: list[str] = field(default_factory=list)  # sentences for the screen


class UnreadableFile(Exception):  # noqa: N818 - an outcome that the page shows
    """Why a file cannot be read and what to do, as an Indonesian sentence."""


def pack(cell: Any) -> Any:
    """Return a cell or a clean value as JSON keeps it."""
    if isinstance(cell, datetime):
        return {"t": cell.isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, Formula):
        return {"f": cell.text}
    if isinstance(cell, Undecodable):
        return {"u": cell.text}
    return cell


def unpack(stored: Any) -> Any:
    """Return what ``pack`` was given."""
    if not isinstance(stored, dict):
        return stored
    kind, text = next(iter(stored.items()))
    return UNPACKERS[kind](text)


UNPACKERS = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "f": Formula,
    "u": Undecodable,
}
