"""Workbooks that go out. Text stays text: nothing that a person typed is ever computed."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
INERT = {"num_format": "@", "quote_prefix": True, "text_wrap": True, "valign": "top"}
HEADING = {"bold": True, "bg_color": "#0b4f8a", "font_color": "#ffffff", "border": 1} | INERT
WIDTH = 16  # characters of a column, where nothing else is said


@dataclass
class Page:
    """One sheet: a heading above rows of texts and numbers; empty cells are "" or None."""

    name: str
    headings: list[str]
    rows: list[list[Any]]
    widths: dict[int, int] = field(default_factory=dict)  # position → characters
    lists: dict[int, list[str]] = field(default_factory=dict)  # position → what may be chosen
    is_open: bool = False  # whether people write below, so that empty cells are text as well


ROWS_PREPARED = 500  # rows of a template that carry formats and lists


def workbook(pages: list[Page]) -> bytes:
    """Return the pages as an .xlsx."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    heading, inert = book.add_format(HEADING), book.add_format(INERT)
    for page in pages:
        sheet = book.add_worksheet(page.name)
        for at, words in enumerate(page.headings):
            sheet.set_column(at, at, page.widths.get(at, WIDTH), inert if page.is_open else None)
            sheet.write_string(0, at, words, heading)
        for number, row in enumerate(page.rows, start=1):
            for at, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(number, at, cell)
                elif cell:
                    sheet.write_string(number, at, cell, inert)
        for at, options in page.lists.items():
            source = {"validate": "list", "source": options, "error_message": "Pilih dari daftar."}
            sheet.data_validation(1, at, ROWS_PREPARED, at, source)
        sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def spoken(value: float | None) -> float | int | None:
    """Return a whole number as one: 12 for 12.0."""
    return int(value) if value is not None and float(value).is_integer() else value
