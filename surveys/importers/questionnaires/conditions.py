"""The conditions of XLSForm that our questions know: one earlier answer, one range of numbers."""

from __future__ import annotations

import re

NAME = r"[^\s{}$]+"
REFERENCE = re.compile(rf"\$\{{\s*(?:last-saved#)?({NAME})\s*\}}")
VALUE = r"(?:'([^']*)'|\"([^\"]*)\"|(-?\d+(?:\.\d+)?))"
EQUAL = re.compile(rf"\$\{{\s*({NAME})\s*\}}\s*=\s*{VALUE}")
EQUAL_TURNED = re.compile(rf"{VALUE}\s*=\s*\$\{{\s*({NAME})\s*\}}")
SELECTED = re.compile(rf"selected\s*\(\s*\$\{{\s*({NAME})\s*\}}\s*,\s*{VALUE}\s*\)")
OR = re.compile(r"\s+or\s+")
AND = re.compile(r"\s+and\s+")
BOUND = re.compile(r"\.\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")
BOUND_TURNED = re.compile(r"(-?\d+(?:\.\d+)?)\s*(>=|<=|>|<)\s*\.")
TURNED = {">": "<", "<": ">", ">=": "<=", "<=": ">="}
QUOTES = str.maketrans("‘’“”", "''\"\"")


def references(text: str) -> list[str]:
    """Return the names of the questions that an expression or a text mentions."""
    return REFERENCE.findall(text)


def read_relevant(text: str) -> tuple[str, list[str]] | None:
    """Return (name, values) of "one of these answers to one question"; None if it says more."""
    found = [_alternative(part) for part in OR.split(_bare(text))]
    names = {one[0] for one in found if one}
    if None in found or len(names) != 1:
        return None
    return names.pop(), list(dict.fromkeys(one[1] for one in found if one))


def _alternative(text: str) -> tuple[str, str] | None:
    text = _bare(text)
    if match := EQUAL.fullmatch(text) or SELECTED.fullmatch(text):
        name, *values = match.groups()
    elif match := EQUAL_TURNED.fullmatch(text):
        *values, name = match.groups()
    else:
        return None
    return name, next(value for value in values if value is not None)


def read_constraint(text: str, *, whole: bool) -> tuple[float | None, float | None] | None:
    """Return (minimum, maximum) of a plain range; None if the constraint says anything else.

    ``whole`` numbers make of "more than 0" "at least 1"; of others it cannot be said.
    """
    low: float | None = None
    high: float | None = None
    for part in AND.split(_bare(text)):
        bound = _bound(_bare(part), whole=whole)
        if bound is None:
            return None
        sign, number = bound
        if sign == ">=":
            low = number if low is None else max(low, number)
        else:
            high = number if high is None else min(high, number)
    return low, high


def _bound(text: str, *, whole: bool) -> tuple[str, float] | None:
    if match := BOUND.fullmatch(text):
        sign, number = match[1], float(match[2])
    elif match := BOUND_TURNED.fullmatch(text):
        sign, number = TURNED[match[2]], float(match[1])
    else:
        return None
    if sign in {">=", "<="}:
        return sign, number
    if not whole or not number.is_integer():
        return None
    return (">=", number + 1) if sign == ">" else ("<=", number - 1)


def _bare(text: str) -> str:
    """Return the text without smart quotes and without parentheses around all of it."""
    text = text.translate(QUOTES).strip()
    while text.startswith("(") and text.endswith(")") and _closes_at_the_end(text):
        text = text[1:-1].strip()
    return text


def _closes_at_the_end(text: str) -> bool:
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return at == len(text) - 1
    return False
