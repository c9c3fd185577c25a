"""Workbooks that go out: templates, and the rows that were not imported. Text stays text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import xlsxwriter

from intake.importers import Column
from intake.models import ImportJob, ImportRow
from intake.reader import unpack

VERSION = "1"  # of the templates; stands in a hidden cell
ROWS_PREPARED = 20_000  # rows that carry formats and lists
LONGEST_LIST = 255  # characters that Excel takes in a typed list
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
INERT = {"num_format": "@", "quote_prefix": True}  # Excel never computes such a cell
HEADING = {"bold": True, "bg_color": "#0b4f8a", "font_color": "#ffffff", "border": 1}
SKIPPED = "Dilewati oleh petugas."


def template_of(title: str, columns: list[Column]) -> bytes:
    """Return the template: headings, text columns, lists, and a sheet that explains."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet, notes = book.add_worksheet(title[:31]), book.add_worksheet("Contoh & penjelasan")
    heading, text = book.add_format(HEADING), book.add_format({"num_format": "@"})
    for at, column in enumerate(columns):
        width = max(len(column.label) + 4, len(column.example) + 2, 14)
        sheet.set_column(at, at, width, text if column.is_text else None)
        sheet.write_string(0, at, column.label, heading)
        _offer_choices(sheet, at, column)
    sheet.freeze_panes(1, 0)
    hidden = book.add_format({"hidden": True, "font_color": "#ffffff"})
    notes.write_string(0, 6, f"templat {VERSION}", hidden)
    _explain(book, notes, columns)
    book.close()
    return target.getvalue()


def _offer_choices(sheet: Any, at: int, column: Column) -> None:
    if column.options and len(",".join(column.options)) <= LONGEST_LIST:
        sheet.data_validation(
            1,
            at,
            ROWS_PREPARED,
            at,
            {
                "validate": "list",
                "source": list(column.options),
                "error_title": column.label[:32],
                "error_message": "Pilih salah satu dari daftar.",
            },
        )


def _explain(book: Any, sheet: Any, columns: list[Column]) -> None:
    heading, text = book.add_format(HEADING), book.add_format(INERT | {"text_wrap": True})
    for at, (words, width) in enumerate(
        (("Kolom", 24), ("Wajib", 10), ("Penjelasan", 60), ("Contoh", 28), ("Pilihan", 40))
    ):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, words, heading)
    for at, column in enumerate(columns, start=1):
        told = (
            column.label,
            "wajib" if column.required else "boleh kosong",
            column.help,
            column.example,
            ", ".join(column.options),
        )
        for position, words in enumerate(told):
            sheet.write_string(at, position, words, text)


def rows_left_out(job: ImportJob, rows: Iterable[ImportRow]) -> bytes:
    """Return exactly these rows as the file had them, and why they were not imported."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet = book.add_worksheet("Baris bermasalah")
    inert, day = book.add_format(INERT), book.add_format({"num_format": "dd/mm/yyyy"})
    heading = book.add_format(HEADING | INERT)
    for at, words in enumerate([*job.header, "Alasan"]):
        sheet.write_string(0, at, words, heading)
        sheet.set_column(at, at, 20)
    sheet.set_column(len(job.header), len(job.header), 80)
    for line, row in enumerate(rows, start=1):
        for at, cell in enumerate(row.cells[: len(job.header)]):  # behind them stands no answer
            _write(sheet, (line, at), unpack(cell), inert, day)
        sheet.write_string(line, len(job.header), reason_of(row), inert)
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def _write(sheet: Any, place: tuple[int, int], cell: Any, inert: Any, day: Any) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(*place, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(*place, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, day)
    elif cell is not None:
        sheet.write_string(*place, getattr(cell, "text", cell), inert)


def reason_of(row: ImportRow) -> str:
    """Return every reason, column by column, in one text."""
    if row.state == ImportRow.State.SKIPPED:
        return SKIPPED
    return " ".join(
        f"{problem['column']}: {problem['reason']}"
        for problem in row.problems
        if problem["severity"] == "error"
    )
