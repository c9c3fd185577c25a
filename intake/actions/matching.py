"""Which column of a file is which of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from intake.models import ColumnMapping
from intake.reader.text import plain, plain_outside_parentheses


def match_header(
    header: list[str], columns: Iterable[Any], remembered: Mapping[str, str]
) -> dict[str, int]:
    """Return field → position: what the region chose last time, then names and synonyms."""
    columns = list(columns)
    fields = {column.name for column in columns}
    known = _known_names(columns)
    found: dict[str, int] = {}
    for position, heading in enumerate(header):
        field = remembered.get(plain(heading))
        if field in fields and heading:
            found.setdefault(field, position)
    for position, heading in enumerate(header):
        if position in found.values() or plain(heading) in remembered:
            continue
        field = known.get(plain(heading)) or known.get(plain_outside_parentheses(heading))
        if field:
            found.setdefault(field, position)
    return found


def _known_names(columns: list[Any]) -> dict[str, str]:
    known: dict[str, str] = {}
    for column in columns:
        known[plain(column.name)] = column.name
        known[plain(column.label)] = column.name
    for column in columns:
        for synonym in column.synonyms:
            known.setdefault(plain(synonym), column.name)
    known.pop("", None)
    return known


def remembered_mapping(kind: str, region_code: str) -> dict[str, str]:
    """Return plain header → field as the region last chose; "" means not used."""
    found = ColumnMapping.objects.filter(kind=kind, region_code=region_code)
    return dict(found.values_list("header", "field"))


def remember_mapping(
    kind: str, region_code: str, header: list[str], mapping: Mapping[str, int]
) -> None:
    """Keep what the person chose for the next file with these headings."""
    fields = {position: field for field, position in mapping.items()}
    chosen = {
        plain(heading)[:200]: fields.get(position, "")
        for position, heading in enumerate(header)
        if plain(heading)
    }
    ColumnMapping.objects.bulk_create(
        [
            ColumnMapping(kind=kind, region_code=region_code, header=heading, field=field)
            for heading, field in chosen.items()
        ],
        update_conflicts=True,
        unique_fields=["kind", "region_code", "header"],
        update_fields=["field"],
    )
