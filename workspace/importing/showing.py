"""Checked rows as the check page shows them: ready values, nothing left to compute."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from intake.actions import context_of
from intake.actions.rows import shown
from intake.importers import Column, Importer
from intake.models import ImportJob, ImportRow
from intake.reader import plain, unpack

MASKED_END = 4  # characters of an NIP that stay readable
LONG_NUMBER = re.compile(r"\d{9,}")  # an NIP, whole or cut short, the old one of 9, an NIK, a phone
DIGITS_OF_A_TIME = 14  # "2026-03-05 13:45:00"; an NIP in groups has more
ALIKE = 0.6  # how near a name must come to be suggested
UNKNOWN_AT_ONCE = 50  # unknown values offered on one page


@dataclass(frozen=True)
class UnknownValue:
    """A text that no name of ours matches, and what it may be mapped to."""

    field: str
    label: str
    text: str
    rows: int
    choices: list[tuple[str, str]]
    suggestion: str


def columns_of_job(job: ImportJob, importer: Importer, user: Any) -> dict[str, Column]:
    """Return the columns by name."""
    return {column.name: column for column in importer.columns_for(context_of(job, user))}


def unknown_values(job: ImportJob, importer: Importer, user: Any) -> list[UnknownValue]:
    """Return the unknown texts, most frequent first, with the likeliest choice."""
    context, columns = context_of(job, user), columns_of_job(job, importer, user)
    found = []
    for field, texts in job.summary.get("unknown", {}).items():
        choices = importer.choices_for(field, context)
        names = {plain(label): value for value, label in choices}
        for text, rows in texts[:UNKNOWN_AT_ONCE]:
            near = get_close_matches(plain(text), names, n=1, cutoff=ALIKE)
            suggestion = names[near[0]] if near else ""
            label = columns[field].label if field in columns else field
            found.append(UnknownValue(field, label, text, rows, choices, suggestion))
    return found


def unused_headings(job: ImportJob) -> list[str]:
    """Return the file's headings that no column of ours uses."""
    used = set(job.mapping.values())
    return [
        heading or f"Kolom ke-{at + 1}"
        for at, heading in enumerate(job.header)
        if at not in used and heading
    ]


def ready_rows(rows: list[ImportRow], job: ImportJob, columns: dict[str, Column]) -> list[dict]:
    """Return the rows to be written, cell by cell, in the order of the file."""
    fields = sorted(job.mapping, key=job.mapping.get)
    return [
        {
            "number": row.number,
            "state": row.get_state_display(),
            "is_new": row.state == ImportRow.State.NEW,
            "cells": [
                (columns[field].label, _shown(row, field, job.mapping[field], columns[field]))
                for field in fields
            ],
        }
        for row in rows
    ]


def ready_header(job: ImportJob, columns: dict[str, Column]) -> list[str]:
    """Return the labels above ready_rows."""
    return [columns[field].label for field in sorted(job.mapping, key=job.mapping.get)]


def _shown(row: ImportRow, field: str, position: int, column: Column) -> str:
    text = row.corrections.get(field) or shown(unpack(row.cells[position]))
    return f"•••• {text[-MASKED_END:]}" if column.mask and text else text


def sample_of(row: ImportRow | None, position: int) -> str:
    """Return what the first row holds in a column, to recognise the column by."""
    if row is None or position >= len(row.cells):
        return ""
    text = shown(unpack(row.cells[position]))
    digits = sum(letter.isdigit() for letter in text)
    is_of_a_person = LONG_NUMBER.search(text) or digits > DIGITS_OF_A_TIME
    return f"•••• {''.join(text.split())[-MASKED_END:]}" if is_of_a_person else text[:30]
