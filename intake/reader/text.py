"""Cleaning of text cells, and the plain form under which headers are compared."""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"  # belong to emoji, Arabic and Javanese writing
HIDDEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
LONE_JOINER = re.compile(f"(?<![\u0600-\U0010ffff])[{JOINERS}]|[{JOINERS}](?![\u0600-\U0010ffff])")
PARENTHESES = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*")


def clean_text(text: str) -> str:
    """Return the text in NFC, without control, zero-width and direction characters, trimmed."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = HIDDEN.sub("", unicodedata.normalize("NFC", text))
    return " ".join(LONE_JOINER.sub("", text).split())


def plain(text: str) -> str:
    """Return a header without case, accents, spaces and punctuation: "NIP/NI PPPK" → nipnipppk."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if letter.isalnum())


def plain_outside_parentheses(text: str) -> str:
    """Return the plain form of "Tanggal (dd/mm/yyyy) *": tanggal."""
    return plain(PARENTHESES.sub("", text))
