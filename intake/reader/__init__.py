"""The guarded reader of uploads: nothing in a file is trusted, and every refusal is a sentence.

``read_table(data, file_name)`` takes .xlsx, .csv, .tsv and .txt by their content;
``read_paste(text)`` what was copied from Excel.
"""

from intake.reader.files import read_paste, read_table
from intake.reader.limits import COMMAND, PAGE, Limits
from intake.reader.tables import (
    CellValue,
    Formula,
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
    "PAGE",
    "CellValue",
    "Formula",
    "Limits",
    "Table",
    "TableRow",
    "Undecodable",
    "UnreadableFile",
    "clean_text",
    "pack",
    "plain",
    "read_paste",
    "read_table",
    "unpack",
]
