"""Results as files and for other software; the same numbers as the pages."""

from reports.exports.machine import to_json
from reports.exports.table import COLUMNS, to_csv

__all__ = ["COLUMNS", "to_csv", "to_json"]
