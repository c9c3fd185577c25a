"""Soft warnings about open answers: numbers and addresses of people, names around the session.

They never stop anybody: the respondent may send, the Petugas decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from surveys.actions import MASK

NIP, NIK, PHONE, EMAIL, NAME = "nip", "nik", "phone", "email", "name"
SENTENCES = {
    NIP: "Tulisan memuat 18 angka seperti NIP.",
    NIK: "Tulisan memuat 16 angka seperti NIK.",
    PHONE: "Tulisan memuat nomor telepon.",
    EMAIL: "Tulisan memuat alamat surel.",
    NAME: "Tulisan memuat nama seorang peserta.",
}
MAYBE = "Tulisan mungkin memuat nama orang."  # where a part of a name is enough
APART = r"[\s.\-/]{0,2}"  # between digits: "19860926 201505 1 001"
PATTERNS = {  # the first three stand in static/js/peringatan.js too
    NIP: re.compile(rf"\d(?:{APART}\d){{17,}}"),
    NIK: re.compile(rf"(?<!\d)\d(?:{APART}\d){{15,16}}(?!\d)"),
    PHONE: re.compile(rf"(?<!\d)(?:\+?62{APART}|0)8(?:{APART}\d){{7,11}}(?!\d)"),
    EMAIL: re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
}
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SEVERAL = re.compile(rf"{re.escape(MASK)}(?:[\s.,]{{0,3}}{re.escape(MASK)})+")  # one is enough
CALLED = frozenset(
    ("bapak", "ibu", "pak", "bu", "sdr", "sdri", "saudara", "saudari", "mas", "mbak", "kak", "kang")
)
SHORTEST = 3  # letters of a part of a name after "Pak"; initials name nobody
ALONE = 4  # letters of a part of a name that is looked at although it stands alone


@dataclass(frozen=True)
class Spot:
    """A place in a text that may point to a person."""

    start: int
    end: int
    kind: str


class Watch:
    """Looks for people in texts; the names are taken apart once, a text is read once."""

    def __init__(self, names: Iterable[str], *, strict: bool = False) -> None:
        """Remember the names. ``strict``: also a part of a name that stands alone ("indah")."""
        parts = [[word.casefold() for word in WORD.findall(name)] for name in names]
        self._neighbours = {pair for words in parts for pair in pairwise(words)}
        self._called = {word for words in parts for word in words if len(word) >= SHORTEST}
        self._alone = {word for word in self._called if strict and len(word) >= ALONE}
        self._sentences = SENTENCES | ({NAME: MAYBE} if strict else {})

    def about(self, text: str) -> list[str]:
        """Return one sentence for each kind of thing that was found."""
        kinds = {spot.kind for spot in self.spots(text)}
        return [sentence for kind, sentence in self._sentences.items() if kind in kinds]

    def masked(self, text: str) -> str:
        """Return the text with every place replaced, as a proposal."""
        pieces, end = [], 0
        for spot in self.spots(text):
            if spot.start > end or not pieces:
                pieces += [text[end : spot.start], MASK]
            end = max(end, spot.end)
        return SEVERAL.sub(MASK, "".join([*pieces, text[end:]]))

    def spots(self, text: str) -> list[Spot]:
        """Return the places in their order; a NIP is not also taken for a telephone number."""
        found: list[Spot] = []
        for kind, pattern in PATTERNS.items():
            for match in pattern.finditer(text):
                spot = Spot(match.start(), match.end(), kind)
                if not any(one.start < spot.end and spot.start < one.end for one in found):
                    found.append(spot)
        return sorted([*found, *self._names(text)], key=lambda spot: (spot.start, -spot.end))

    def _names(self, text: str) -> Iterator[Spot]:
        words = list(WORD.finditer(text))
        small = [match[0].casefold() for match in words]
        for place, match in enumerate(words):
            before = small[place - 1] if place else ""
            after = small[place + 1] if place + 1 < len(small) else ""
            if (
                (before, small[place]) in self._neighbours
                or (small[place], after) in self._neighbours
                or (before in CALLED and small[place] in self._called)
                or small[place] in self._alone
            ):
                yield Spot(match.start(), match.end(), NAME)


def warnings_about(texts: list[str], names: Iterable[str]) -> list[str]:
    """Return what the respondent should look at again. ``names`` are the participants' names."""
    return Watch(names).about("\n\n".join(texts))
