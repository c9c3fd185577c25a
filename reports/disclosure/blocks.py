"""Merge or hold back: small groups are shown only together, in an order that never changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Blocks(Generic[T]):
    """What is shown as one, and what waits."""

    shown: tuple[tuple[T, ...], ...]  # each is enough by itself
    held: tuple[T, ...]  # not enough even together


def merge(items: Sequence[T], enough: Callable[[Sequence[T]], bool]) -> Blocks[T]:
    """Show each item that is enough by itself; put the others together, in order, until enough.

    Every item is in exactly one block or held, so any sum of blocks minus any other sum of blocks
    is again a sum of blocks: no hidden item can be computed from shown ones.
    """
    shown: list[tuple[T, ...]] = []
    waiting: list[T] = []
    for item in items:
        if enough([item]):
            shown.append((item,))
            continue
        waiting.append(item)
        if enough(waiting):
            shown.append(tuple(waiting))
            waiting = []
    return Blocks(tuple(shown), tuple(waiting))


def merge_counts(sizes: Sequence[tuple[T, int]], minimum: int) -> Blocks[T]:
    """Merge items by the number of people in them; items of nobody are left out."""
    people = dict(sizes)
    items = [item for item, size in sizes if size]
    if all(people[item] >= minimum for item in items):
        return Blocks(tuple((item,) for item in items), ())  # as merge does, without asking it
    return merge(items, lambda group: sum(people[item] for item in group) >= minimum)
