"""A result as JSON: fixed keys, unrounded numbers, null when not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from reports.results import (
    AttitudeRow,
    ComparisonResult,
    DimensionRow,
    Held,
    LearningRow,
    LikertRow,
    Participation,
    PerformanceRow,
    ProgramResult,
    RegionResult,
    SessionResult,
    UnitResult,
)

Evaluated = RegionResult | ProgramResult | SessionResult
Result = Evaluated | UnitResult | ComparisonResult
QUESTION = ("text", "scale", "favourable_from", "neutral", "reverse", "level")
ONCE = {*QUESTION, "labels", "program_name", "region", "stratum_label"} - {"scale", "level"}
LIKERT = tuple(item.name for item in fields(LikertRow) if item.name not in ONCE)
LISTS = ("Flags", "tuple[str, ...]")  # types that JSON has lists for
EMPTY_IS_NULL = ("stratum", "question", "region", "survey", "subject")


def to_json(result: Result) -> dict[str, Any]:
    """Return the result as plain values, ready for ``json.dumps``."""
    if isinstance(result, ComparisonResult):
        return _plain(asdict(result))  # type: ignore[no-any-return]
    if isinstance(result, UnitResult):
        return _unit(result)
    return _evaluated(result)


def _evaluated(result: Evaluated) -> dict[str, Any]:
    details = result.details
    return {
        "region": _region(result),
        "period": _period(result),
        "data_as_of": result.data_as_of.isoformat(),
        "headline": result.headline,
        "participation": participation(result.participation),
        "questions": questions(details.reaction),
        "reaction": [likert(row) for row in details.reaction],
        "dimensions": [dimension(row) for row in details.dimensions],
        "learning": [learning(row) for row in details.learning],
        "performance": [performance(row) for row in details.performance],
        "held": [held(row) for row in result.held],
        **_page(result),
    }


def _page(result: Evaluated) -> dict[str, Any]:
    """Return what only one kind of result has."""
    if isinstance(result, RegionResult):
        return {
            "health": [_plain(asdict(row)) for row in result.health],
            "concerns": [_plain(asdict(row)) for row in result.concerns],
            "trust": result.trust,
        }
    return {
        "attitudes": [attitude(row) for row in result.details.attitudes],
        "test_items": [_fields(row) for row in result.test_items],
        "themes": [_fields(row) for row in result.themes],
        "verdict": result.verdict,
        "verdict_words": result.verdict_words,
    }


def _unit(result: UnitResult) -> dict[str, Any]:
    return {
        "region": {"code": result.region, "name": result.region_name},
        "unit": {"id": result.pk, "name": result.name},
        "period": _period(result),
        "data_as_of": result.data_as_of.isoformat(),
        "participation": participation(result.participation),
        "performance": [performance(row) for row in result.performance],
        "invited": result.invited,
        "submitted": result.submitted,
        "response_share": result.response_share,
        "pns": result.pns,
        "pns_below_hours": result.pns_below_hours,
        "pppk_above_hours": result.pppk_above_hours,
        "without_program": result.without_program,
        "mean_hours": result.mean_hours,
    }


def likert(row: LikertRow) -> dict[str, Any]:
    """Return a row of answers; what belongs to the question stands once, under "questions"."""
    found = _fields(row, LIKERT)
    found["counts"] = dict(row.counts) if row.counts is not None else None
    return found


def questions(rows: Iterable[LikertRow]) -> dict[str, dict[str, Any]]:
    """Return text and scale of each question, by key."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row.question and row.question not in found:
            shown = {name: getattr(row, name) for name in QUESTION}
            found[row.question] = shown | {"labels": dict(row.labels)}
    return found


def dimension(row: DimensionRow) -> dict[str, Any]:
    """Return a row of a dimension."""
    return _fields(row)


def learning(row: LearningRow) -> dict[str, Any]:
    """Return a row of tests."""
    return _fields(row)


def attitude(row: AttitudeRow) -> dict[str, Any]:
    """Return a row of change as the same people answered."""
    return _fields(row)


def performance(row: PerformanceRow) -> dict[str, Any]:
    """Return a row of performance."""
    return _fields(row)


def held(row: Held) -> dict[str, Any]:
    """Return a form that waits."""
    return _fields(row)


def participation(found: Participation) -> dict[str, Any]:
    """Return the counts of people; reasons of absence as {code: people}."""
    shown = _fields(found)
    del shown["absence"], shown["by_group"]
    return shown | {
        "absence_reasons": {item.code: item.count for item in found.absence},
        "by_group": [_fields(group) for group in found.by_group],
    }


def _fields(row: Any, names: tuple[str, ...] = ()) -> dict[str, Any]:  # noqa: ANN401  frozen row
    """Return the named fields of the row, else all; an address that is not there as null."""
    reader = _reader(row.__class__, names)
    found = dict(zip(reader.names, reader.values(row), strict=True))
    for name in reader.lists:
        found[name] = list(found[name])
    for name in reader.addresses:
        found[name] = found[name] or None
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """How rows of a class are read: looked up once, not for each of a million values."""

    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    lists: tuple[str, ...]
    addresses: tuple[str, ...]


@cache
def _reader(kind: type[Any], names: tuple[str, ...]) -> _Reader:
    types = {item.name: item.type for item in fields(kind)}
    names = names or tuple(types)
    lists = tuple(name for name in names if types[name] in LISTS)
    addresses = tuple(name for name in EMPTY_IS_NULL if name in names)
    return _Reader(names, attrgetter(*names), lists, addresses)


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _region(result: Evaluated) -> dict[str, str]:
    if isinstance(result, RegionResult):
        return {"code": result.code, "name": result.name}
    return {"code": result.region, "name": result.region_name}


def _period(result: Result) -> dict[str, str | None]:
    start: date | None
    end: date | None
    if isinstance(result, SessionResult):  # an angkatan covers its own days
        start, end = result.starts_on, result.ends_on
    else:
        start, end = result.period.start, result.period.end
    return {
        "from": start.isoformat() if start else None,
        "to": end.isoformat() if end else None,
    }
