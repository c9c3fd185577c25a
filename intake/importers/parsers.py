"""Readers of single cells: each returns a clean value or raises BadValue with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from intake.actions.outcomes import BadValue
from intake.reader import CellValue, plain

LONGEST_TEXT = 500  # characters
LARGEST_NUMBER = 1e15  # beyond it a float no longer holds every digit
LONGEST_NUMBER = 15  # characters typed
EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 80_000)  # serial numbers that can be dates: 1927 to 2119
SCIENTIFIC = re.compile(r"\d[.,]?\d*[eE]\+?\d+")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb february pebruari peb",
            "maret mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu ags agt aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov nopember nop",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ][\d:.]+)?", re.ASCII)
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[t ][\d:.]+)?", re.ASCII)
MONTH_NAMED = re.compile(r"(\d{1,2})[-/. ]*([^\W\d]+)[-/., ]*(\d{4})")
INDONESIAN = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|[+-]?\d+,\d+", re.ASCII)
ENGLISH = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+\.\d+|[+-]?\d+(?:\.\d+)?|[+-]?\.\d+", re.ASCII)
THOUSAND_OR_FRACTION = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)


def short_text(longest: int) -> Callable[[CellValue], str]:
    """Return a parser of text that refuses more characters than fit."""

    def parse(cell: CellValue) -> str:
        found = _as_text(cell)
        if len(found) > longest:
            raise BadValue(f"Terlalu panjang: {len(found)} huruf, paling banyak {longest}.")
        return found

    return parse


def _as_text(cell: CellValue) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "Ya" if cell else "Tidak"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


text = short_text(LONGEST_TEXT)


def text_only(sentence: str, then: Callable[[str], Any] = str) -> Callable[[CellValue], Any]:
    """Return a parser that refuses numbers with the sentence and hands text to ``then``."""

    def parse(cell: CellValue) -> Any:
        if not isinstance(cell, str) or SCIENTIFIC.fullmatch(cell.replace(" ", "")):
            raise BadValue(sentence)
        return then(cell)

    parse.text_only = True
    return parse


def day(cell: CellValue) -> date:
    """Return the date of 2025-03-03, 3/3/2025, 3 Maret 2025 or an Excel date."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) and not isinstance(cell, bool) and int(cell) in EXCEL_DAYS:
        return EXCEL_DAY_ZERO + timedelta(days=int(cell))
    return _typed_day(str(cell).strip() if isinstance(cell, str) else "")


def _typed_day(typed: str) -> date:
    year, month, number = _parts_of_day(typed.lower())
    try:
        return date(year, month, number)
    except ValueError:
        raise BadValue("Tanggal tidak ada. Contoh: 28/02/2026.") from None


def _parts_of_day(typed: str) -> tuple[int, int, int]:
    if match := YEAR_FIRST.fullmatch(typed):
        return int(match[1]), int(match[2]), int(match[3])
    if match := DAY_FIRST.fullmatch(typed):
        return int(match[3]), int(match[2]), int(match[1])
    match = MONTH_NAMED.fullmatch(typed)
    if match and match[2] in MONTHS:
        return int(match[3]), MONTHS[match[2]], int(match[1])
    raise BadValue("Tanggal tidak dikenali. Tulis seperti 28/02/2026 atau 28 Februari 2026.")


def decimal(cell: CellValue) -> float:
    """Return the number of 12,5 or 1.234,5 or 12.5; refuse 1.234, which can be read two ways."""
    if isinstance(cell, float) and abs(cell) < LARGEST_NUMBER:
        return cell
    typed = cell.replace(" ", "").replace("\u2212", "-") if isinstance(cell, str) else ""
    if THOUSAND_OR_FRACTION.fullmatch(typed):
        whole, part = typed.split(".")
        raise BadValue(f"{typed} dapat dibaca dua cara. Tulis {whole}{part} atau {whole},{part}.")
    return _number(typed)


def _number(typed: str) -> float:
    if len(typed) > LONGEST_NUMBER:
        raise BadValue("Angka terlalu panjang. Contoh: 12,5.")
    if INDONESIAN.fullmatch(typed):
        return float(typed.replace(".", "").replace(",", "."))
    if ENGLISH.fullmatch(typed):
        return float(typed.replace(",", ""))
    raise BadValue("Bukan angka. Contoh: 12,5.")


decimal.numeric = True


def integer(cell: CellValue) -> int:
    """Return a whole number."""
    found = decimal(cell)
    if not found.is_integer():
        raise BadValue("Harus bilangan bulat, misalnya 12.")
    return int(found)


integer.numeric = True


class Choice:
    """A parser of words from a list: Choice({"Tidak hadir": "absent", "absen": "absent"})."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        """Take text → value; the first text of a value is the one that the template offers."""
        self.values = {plain(label): value for label, value in options.items()}
        first = {value: label for label, value in reversed(options.items())}
        self.labels = tuple(first[value] for value in dict.fromkeys(options.values()))

    def __call__(self, cell: CellValue) -> Any:
        """Return the value of the word; raise BadValue naming the words of the list."""
        try:
            return self.values[plain(_as_text(cell))]
        except KeyError:
            raise BadValue(f"Tidak dikenal. Pilihan: {', '.join(self.labels)}.") from None


choice = Choice
