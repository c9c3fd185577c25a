"""Numbers in text that can be read two ways, 1.234: settled by what else the column says."""

from __future__ import annotations

import re
from collections.abc import Iterable

INDONESIAN = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d+,(?:\d{1,2}|\d{4,})", re.ASCII)
ENGLISH = re.compile(
    r"[+-]?\d{1,3}(?:,\d{3})+\.\d+|[+-]?\d*\.(?:\d{1,2}|\d{4,})|[+-]?0\.\d+|[+-]?\d{4,}\.\d+",
    re.ASCII,
)
TWO_WAYS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def decimal_mark_of(texts: Iterable[str]) -> str:
    """Return "," or "." when every unambiguous number of the column says so, else ""."""
    comma = point = False
    for text in texts:
        comma = comma or bool(INDONESIAN.fullmatch(text))
        point = point or bool(ENGLISH.fullmatch(text))
    if comma == point:
        return ""
    return "," if comma else "."


def settle(text: str, mark: str) -> str | float:
    """Return an ambiguous number as the decimal mark reads it; any other text as it is."""
    if not mark or not TWO_WAYS.fullmatch(text):
        return text
    if mark == ",":
        return float(text.replace(".", "").replace(",", "."))
    return float(text.replace(",", ""))
