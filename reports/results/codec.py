"""Frozen results as JSON text and back, for the cache: no pickle, only types that results use."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]


class UnknownTypeError(TypeError):
    """A field has a type that the codec does not know."""


def to_text(result: object) -> str:
    """Return a result as JSON text."""
    return json.dumps(_plain(result), ensure_ascii=False, separators=(",", ":"))


def from_text(kind: type[T], text: str) -> T:
    """Return the result that the text was made of."""
    found: T = _reader(kind)(json.loads(text))  # type: ignore[arg-type]
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401  any value of a result
    if is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, item.name)) for item in fields(value)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _reader(kind: Any) -> Reader:  # noqa: ANN401  a type, or what typing makes of one
    """Return how to make a value of the type from JSON."""
    if is_dataclass(kind):
        return _dataclass(kind)
    if kind in (datetime, date):
        return kind.fromisoformat  # type: ignore[no-any-return]
    if kind in (str, int, float, bool, NoneType):
        return _same
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin in (Union, UnionType):
        return _optional(get_args(kind))
    if origin is Literal:
        return _same
    raise UnknownTypeError(str(kind))


def _dataclass(kind: Any) -> Reader:  # noqa: ANN401
    hints = get_type_hints(kind)
    readers = [_reader(hints[item.name]) for item in fields(kind)]
    return lambda found: kind(*[read(one) for read, one in zip(readers, found, strict=True)])


def _tuple(kinds: tuple[Any, ...]) -> Reader:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        read = _reader(kinds[0])
        return lambda found: tuple(read(one) for one in found)
    readers = [_reader(kind) for kind in kinds]
    return lambda found: tuple(read(one) for read, one in zip(readers, found, strict=True))


def _optional(kinds: tuple[Any, ...]) -> Reader:
    inner = [kind for kind in kinds if kind is not NoneType]
    if len(inner) != 1:
        raise UnknownTypeError(str(kinds))
    read = _reader(inner[0])
    return lambda found: None if found is None else read(found)


def _same(found: Any) -> Any:  # noqa: ANN401
    return found
