"""People who may be one person under two numbers: almost the same name, same birthday or unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from organization.actions import plain_name, split_name
from organization.models import Placement, Region

if TYPE_CHECKING:
    from intake.importers import CheckedRow

ALIKE = 0.9  # share of matching letters in whole names, as EvaP asks
WORDS_ALIKE = 0.8  # and in each word
BIRTHDAY = 8  # leading digits of an NIP
Trait = tuple[str, ...]


class Namesakes:
    """Known people, and those of the file so far, by what two entries of one person share."""

    def __init__(self, region: Region) -> None:
        self.by_trait: dict[Trait, list[tuple[str, str, str]]] = defaultdict(list)
        for nip, name, unit_id in Placement.objects.who_works_where(region):
            self._add(nip, name, unit_id, f"{name}, NIP •••• {nip[-4:]}")

    def warn(self, row: CheckedRow) -> None:
        """Warn of a new person who resembles somebody else, then remember the row."""
        nip, unit_id = row.values["nip"], row.values.get("unit_id")
        name = split_name(row.values["nama"] or "")[1]
        if not (nip and name):
            return
        like = self._like(nip, name, unit_id)
        if like:
            row.problem(
                "nama",
                f"Mirip dengan {like}. Periksa apakah ini orang yang sama dan NIP-nya benar.",
                "warning",
            )
        self._add(nip, name, unit_id, f"baris {row.number} ({name})")

    def _like(self, nip: str, name: str, unit_id: int | None) -> str:
        for trait in _traits(nip, name, unit_id):
            for other_nip, other, shown in self.by_trait[trait]:
                if other_nip != nip and are_alike(name, other):
                    return shown
        return ""

    def _add(self, nip: str, name: str, unit_id: int | None, shown: str) -> None:
        for trait in _traits(nip, name, unit_id):
            self.by_trait[trait].append((nip, name, shown))


def _traits(nip: str, name: str, unit_id: int | None) -> Iterator[Trait]:
    """Yield what is looked up: names are compared within small groups only."""
    initials = "".join(sorted(word[0] for word in plain_name(name).split()))
    yield ("born", nip[:BIRTHDAY], initials)
    if unit_id:
        yield ("unit", str(unit_id), initials)


def are_alike(one: str, other: str) -> bool:
    """Tell whether two names differ by a slip of the pen, or in the order of their words."""
    first, second = sorted(plain_name(one).split()), sorted(plain_name(other).split())
    if len(first) != len(second):
        return False
    pairs = list(zip(first, second, strict=True))
    if not all(a == b or _ratio(a, b) >= WORDS_ALIKE for a, b in pairs):
        return False
    return _ratio(" ".join(first), " ".join(second)) >= ALIKE


def _ratio(one: str, other: str) -> float:
    """Return the share of matching letters; numbers are alike only when equal."""
    if one.isdigit() or other.isdigit():
        return float(one == other)
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
