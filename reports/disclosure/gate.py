"""The one door: all numbers of a publication come in together, and leave shown or hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reports.disclosure.blocks import merge
from reports.disclosure.cells import Cell
from reports.disclosure.thresholds import LOW_N

T = TypeVar("T")

OTHER_REASONS = "lainnya"
HEALTH_REASONS = ("sakit", "izin")  # told apart only to HR
EXCUSED = "izin"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads. Thresholds are the same for all; only HR tells "sakit" from "izin"."""

    is_hr: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that wants to be shown."""

    key: str
    value: float | None  # None: there is no such number
    n: int  # people behind this statistic, not behind the form
    needs: int  # people from which it may be shown
    division: str = ""  # cells of one division are shown all together or not at all


def release(cells: Iterable[Candidate], viewer: Viewer) -> dict[str, Cell]:
    """Decide every cell of a publication and return it shown or hidden, by key.

    A cell is shown when enough people stand behind it. One class of a division with too few people
    hides the whole division: with the total beside it, the last class would be a subtraction away.
    """
    asked = list(cells)
    broken = {cell.division for cell in asked if cell.division and cell.n < cell.needs}
    return {cell.key: _decided(cell, hidden=cell.division in broken) for cell in asked}


def _decided(cell: Candidate, *, hidden: bool) -> Cell:
    n = None if cell.division else cell.n  # strata carry no n
    if hidden or cell.n < cell.needs:
        return Cell(cell.key, "hidden")
    if cell.value is None:
        return Cell(cell.key, "none")
    return Cell(cell.key, "shown", cell.value, n, ("small_n",) if cell.n < LOW_N else ())


def release_reasons(counts: Mapping[str, int], minimum: int, viewer: Viewer) -> dict[str, int]:
    """Return how many gave each reason of absence; rare ones are inside "lainnya"."""
    merged: dict[str, int] = {}
    for reason, count in counts.items():
        kept = reason if viewer.is_hr or reason not in HEALTH_REASONS else EXCUSED
        merged[kept] = merged.get(kept, 0) + count
    shown = {reason: count for reason, count in merged.items() if count >= minimum}
    rest = sum(merged.values()) - sum(shown.values())
    ordered = dict(sorted(shown.items(), key=lambda item: (-item[1], item[0])))
    return ordered | ({OTHER_REASONS: rest} if rest else {})


def release_reason_blocks(
    sessions: Mapping[T, Mapping[str, int]], minimum: int, viewer: Viewer
) -> dict[tuple[T, ...], dict[str, int]]:
    """Return reasons of absence by block of sessions, given in an order that never changes.

    Totals are sums of blocks: a total minus the counts of a session is again a sum of blocks, so no
    named reason of fewer people can be computed. A merged block needs two classes: with only one,
    the known number of absentees of each of its sessions would be the count of that reason.
    """

    def released(group: Sequence[T]) -> dict[str, int]:
        return release_reasons(summed(sessions[item] for item in group), minimum, viewer)

    def enough(group: Sequence[T]) -> bool:
        found = released(group)
        return any(reason != OTHER_REASONS for reason in found) and len(found) >= min(len(group), 2)

    blocks = merge(list(sessions), enough)
    return {block: released(block) for block in blocks.shown}


def summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Add up counts by their key, the largest first."""
    total: dict[str, int] = {}
    for one in counts:
        for key, count in one.items():
            total[key] = total.get(key, 0) + count
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))
