"""How much a file may hold before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes of one way in: a page or a command."""

    file_bytes: int
    rows_workbook: int
    rows_text: int
    output_bytes: int  # what the child may hand back
    columns: int = 60
    entries: int = 200  # files in the zip
    directory_bytes: int = 128 * 1024  # the zip's table of contents
    unpacked_bytes: int = 60 * MB
    ratio: int = 100  # unpacked to packed
    memory_bytes: int = 512 * MB  # of the child
    cpu_seconds: int = 20
    wall_seconds: int = 30
    empty_rows: int = 50  # the table ends after so many
    sheets: int = 20  # where all are read


PAGE = Limits(file_bytes=10 * MB, rows_workbook=20_000, rows_text=20_000, output_bytes=32 * MB)
COMMAND = Limits(
    file_bytes=100 * MB, rows_workbook=50_000, rows_text=200_000, output_bytes=128 * MB
)
FORM = Limits(
    file_bytes=5 * MB, rows_workbook=5_000, rows_text=0, output_bytes=2 * MB, columns=200
)  # a questionnaire, each of its sheets
