"""Numbers and dates as Indonesians write them: 1.234,5; +4,8; −1,2; 83%; 1 Maret 2025."""

from datetime import date

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


def number(value: float, decimals: int = 0) -> str:
    """Return 1234.5 as "1.234,5" (one decimal)."""
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")  # no minus before a zero
    return text.replace(",", "_").replace(".", ",").replace("_", ".").replace("-", "\u2212")


def signed(value: float, decimals: int = 1) -> str:
    """Return a change with its sign: "+4,8", "\u22121,2", "0,0"."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0,.") else text


def percent(share: float, decimals: int = 0) -> str:
    """Return a share 0..1 as "83%"."""
    return f"{number(share * 100, decimals)}%"


def long_date(day: date) -> str:
    """Return "1 Maret 2025"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_span(start: date, end: date) -> str:
    """Return "3–5 Maret 2026", or both dates in full when the months differ."""
    if start == end:
        return long_date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{long_date(end)}"
    return f"{long_date(start)} – {long_date(end)}"


STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe in front where needed."""
    return f"'{text}" if text.strip(" ").startswith(STARTS_A_FORMULA) else text
