"""Values before and after: tests and performance, as arrays without names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

import numpy as np
from django.db.models import Count, F, Q, QuerySet
from numpy.typing import NDArray

from organization.models import Unit
from performance.models import Indicator, Pair, ProgramIndicator
from programs.models import Participation, Session

Floats = NDArray[np.float64]
PRESENT = ("attended", "completed")


@dataclass(frozen=True, slots=True)
class IndicatorRecord:
    """An indicator of a programme, with the smallest change fixed for it."""

    pk: int
    code: str
    name: str
    unit: str
    direction: str  # up, down
    primary: bool
    delta: float  # indicator's unit
    low: float | None  # range of the indicator
    high: float | None


@dataclass(frozen=True, slots=True)
class PairGroup:
    """The pairs of one session, indicator and wave."""

    session: int
    indicator: int
    wave: int  # 0 declared, 3, 6, 12 months
    before: Floats  # complete pairs only, indicator's unit
    after: Floats
    missing: int  # pairs with one value


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """The test scores of one session."""

    session: int
    before: Floats  # pretest 0-100, people with both
    after: Floats  # posttest 0-100


def pair_groups(sessions: QuerySet[Session], unit: Unit | None = None) -> list[PairGroup]:
    """Return the participants' pairs by session, indicator and wave (two queries)."""
    rows = Pair.objects.filter(session__in=sessions.order_by(), group="participant").order_by()
    if unit is not None:
        rows = rows.filter(
            employee__participations__session=F("session"),
            employee__participations__placement__unit__path__startswith=unit.path,
        )
    key = ("session_id", "indicator_id", "wave")
    keys, values = _table(rows.complete().values_list(*key, "before", "after"), len(key))
    half = rows.filter(Q(before=None) | Q(after=None)).values_list(*key)
    missing = {(row[0], row[1], row[2]): row[3] for row in half.annotate(Count("pk"))}
    found = []
    for start, end in _runs(keys):
        one = (int(keys[start, 0]), int(keys[start, 1]), int(keys[start, 2]))
        before, after = values[start:end, 0], values[start:end, 1]
        found.append(PairGroup(*one, before, after, missing.pop(one, 0)))
    nobody = np.empty(0)
    return found + [PairGroup(*one, nobody, nobody, n) for one, n in missing.items()]


def pairs_by_top(sessions: QuerySet[Session]) -> dict[tuple[int, int, int], dict[str, int]]:
    """Return complete pairs by (programme, indicator, wave) and perangkat daerah (top of path)."""
    rows = (
        Pair.objects.complete()
        .filter(
            session__in=sessions.order_by(),
            group="participant",
            employee__participations__session=F("session"),
        )
        .order_by()
        .values_list(
            "session__program_id",
            "indicator_id",
            "wave",
            "employee__participations__placement__unit__path",
        )
        .annotate(Count("pk"))
    )
    found: dict[tuple[int, int, int], dict[str, int]] = {}
    for program, indicator, wave, path, count in rows:
        tops = found.setdefault((program, indicator, wave), {})
        top = (path or "").split(".", 1)[0]
        tops[top] = tops.get(top, 0) + count
    return found


def score_groups(sessions: QuerySet[Session]) -> list[ScoreGroup]:
    """Return the test scores of those who attended and have both, by session."""
    rows = Participation.objects.filter(
        session__in=sessions.order_by(),
        status__in=PRESENT,
        pretest__isnull=False,
        posttest__isnull=False,
    )
    keys, values = _table(rows.order_by().values_list("session_id", "pretest", "posttest"), 1)
    return [
        ScoreGroup(int(keys[start][0]), values[start:end, 0], values[start:end, 1])
        for start, end in _runs(keys)
    ]


def indicator_records(programs: Collection[int]) -> dict[tuple[int, int], IndicatorRecord]:
    """Return the indicators that the programmes chose, by (programme, indicator)."""
    rows = ProgramIndicator.objects.filter(program__in=programs).values_list(
        "program_id",
        "indicator_id",
        "indicator__code",
        "indicator__name",
        "indicator__unit",
        "indicator__direction",
        "is_primary",
        "delta",
        "indicator__minimum",
        "indicator__maximum",
    )
    return {(row[0], row[1]): IndicatorRecord(*row[1:]) for row in rows}


def all_indicators() -> dict[int, IndicatorRecord]:
    """Return every indicator with its own smallest change, by pk; none is primary."""
    rows = Indicator.objects.values_list(
        "pk", "code", "name", "unit", "direction", "delta", "minimum", "maximum"
    )
    return {row[0]: IndicatorRecord(*row[:5], False, *row[5:]) for row in rows}


def _table(rows: QuerySet[Any, tuple[Any, ...]], keys: int) -> tuple[NDArray[np.int64], Floats]:
    """Return the rows, none with a missing value, as arrays (keys, values), sorted by the keys."""
    found = np.fromiter(chain.from_iterable(rows.iterator()), np.float64).reshape(-1, keys + 2)
    order = np.lexsort(found[:, :keys].T[::-1])
    found = found[order]
    return found[:, :keys].astype(np.int64), np.asfortranarray(found[:, keys:])


def _runs(keys: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return (start, end) of the rows with equal keys."""
    if not keys.size:
        return []
    changes = np.flatnonzero((np.diff(keys, axis=0) != 0).any(axis=1)) + 1
    edges = [0, *changes.tolist(), len(keys)]
    return list(pairwise(edges))
