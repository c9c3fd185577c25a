"""Reading pages in tests: the same words however the template is laid out."""

import re


def flat(response_or_text):
    """Return the HTML without spaces around tags, and single spaces elsewhere."""
    text = response_or_text
    if not isinstance(text, str):
        text = text.content.decode()
    return re.sub(r" ?([<>]) ?", r"\1", re.sub(r"\s+", " ", text))


def both(stored, typed):
    """What the page of a stale form shows of one field, in flat()."""
    return f'<td data-label="Tersimpan">{stored}</td><td data-label="Isian Anda">{typed}</td>'
