"""The guarded reader of uploads: nothing in a file is trusted, and every refusal is a sentence.

``read_table(data, file_name)`` takes .xlsx, .csv, .tsv and .txt by their content;
``read_paste(text)`` what was copied from Excel; ``read_sheets(data, file_name)`` a whole workbook.
"""

from intake.reader.files import read_paste, read_sheets, read_table
from intake.reader.limits import COMMAND, FORM, PAGE, Limits
from intake.reader.tables import (
    CellValue,
    Formula,
    Sheet,
    Table,
    TableRow,
    Undecodable,
    UnreadableFile,
    pack,
    unpack,
)
from intake.reader.text import clean_text, plain

__all__ = [
    "COMMAND",
    "FORM",
    "PAGE",
    "CellValue",
    "Formula",
    "Limits",
    "Sheet",
    "Table",
    "TableRow",
    "Undecodable",
    "UnreadableFile",
    "clean_text",
    "pack",
    "plain",
    "read_paste",
    "read_sheets",
    "read_table",
    "unpack",
]
