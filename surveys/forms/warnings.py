"""Soft warnings before an open answer leaves the phone: digits of a NIP, names of participants."""

import re
from collections.abc import Iterable

DIGITS = re.compile(r"(?:\d[\s.-]?){18}")  # a NIP, also as 8-6-1-3 with spaces
CALLED = r"\b(?:bapak|ibu|pak|bu|sdr|sdri|saudara|saudari|mas|mbak|kak)\.?\s+"


def warnings_about(texts: list[str], names: Iterable[str]) -> list[str]:
    """Return what the respondent should look at again. ``names`` are the participants' names."""
    found = []
    text = " ".join(" ".join(texts).split()).casefold()
    if DIGITS.search(text):
        found.append("Tulisan memuat 18 angka seperti NIP.")
    if any(_names(text, " ".join(name.split()).casefold()) for name in names):
        found.append("Tulisan memuat nama seorang peserta.")
    return found


def _names(text: str, name: str) -> bool:
    words = [re.escape(word) for word in name.split() if len(word) > 2]
    if not words:
        return False
    whole = re.search(rf"\b{re.escape(name)}\b", text)
    called = re.search(rf"{CALLED}(?:{'|'.join(words)})\b", text)  # "Pak Budi"
    return bool((whole and " " in name) or called)
