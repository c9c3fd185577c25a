"""Checking a file without writing anything but the check itself."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from intake.actions.forgetting import forget_rows
from intake.actions.matching import remember_mapping, remembered_mapping
from intake.actions.numbers import decimal_mark_of, settle
from intake.actions.outcomes import BadValue, NotYours, Unsuitable
from intake.actions.rows import CheckedRow, ImportContext, KeptRow
from intake.models import ImportJob, ImportRow
from intake.reader import Table, clean_text, pack, unpack

if TYPE_CHECKING:
    from intake.importers import Column, Importer

State = ImportRow.State
NEW, UPDATE, ERROR, SKIPPED = (
    str(state) for state in (State.NEW, State.UPDATE, State.ERROR, State.SKIPPED)
)
BATCH = 500  # rows deleted by one statement


@transaction.atomic
def check_table(
    *,
    importer: Importer,
    table: Table,
    region_code: str,
    owner: Any,
    context: Mapping[str, Any] | None = None,
) -> ImportJob:
    """Keep the rows of a table with what is wrong with them; nothing else is written."""
    forget_rows()
    job = ImportJob(
        kind=importer.kind,
        region_code=region_code,
        owner_id=getattr(owner, "pk", None),
        owner_name=str(owner or "perintah")[:150],
        file_name=table.file_name[:200],
        sheet=table.sheet[:100],
        decimal_mark=table.decimal_mark,
        context=dict(context or {}),
        header=table.header,
        summary={"notes": table.notes},
    )
    remembered = remembered_mapping(importer.kind, region_code)
    job.mapping = importer.match(table.header, context_of(job, owner), remembered)
    rows = [KeptRow(row.number, [pack(cell) for cell in row.cells]) for row in table.rows]
    _examine(job, importer, rows, owner)
    job.save()
    job.rows.keep(job.pk, rows)
    return job


@transaction.atomic
def recheck(  # noqa: PLR0913 - one optional argument for each thing a person may change
    *,
    job: ImportJob,
    importer: Importer,
    owner: Any,
    mapping: Mapping[str, int] | None = None,
    value_mapping: Mapping[str, Mapping[str, str]] | None = None,
    corrections: Mapping[int, Mapping[str, str]] | None = None,
    skip: Collection[int] | None = None,
) -> ImportJob:
    """Check the kept rows again with what the person changed; all rows, for duplicates move."""
    job = lock(job, owner)
    if job.state not in {ImportJob.State.MAPPING, ImportJob.State.CHECKED}:
        raise Unsuitable("Impor ini sudah selesai, jadi tidak dapat diperiksa lagi.")
    if mapping is not None:
        job.mapping = _valid_mapping(mapping, len(job.header))
        remember_mapping(job.kind, job.region_code, job.header, job.mapping)
    for field, meanings in (value_mapping or {}).items():
        job.value_mapping.setdefault(field, {}).update(meanings)
    rows = kept_rows(job)
    before = {row.number: _face(row) for row in rows}
    _correct(rows, corrections or {}, frozenset(skip or ()))
    _examine(job, importer, rows, owner)
    job.save()
    _replace(job, [row for row in rows if _face(row) != before[row.number]])
    return job


def lock(job: ImportJob, owner: Any) -> ImportJob:
    """Return the job as it is now, held against others; only its owner may change it."""
    found = ImportJob.objects.select_for_update().get(pk=job.pk)
    if found.owner_id != getattr(owner, "pk", None):
        raise NotYours
    return found


def context_of(job: ImportJob, owner: Any) -> ImportContext:
    """Return what was chosen with the file."""
    return ImportContext(
        region_code=job.region_code,
        owner=owner,
        values=dict(job.context),
        value_mapping=job.value_mapping,
    )


def kept_rows(job: ImportJob) -> list[KeptRow]:
    """Return the rows of a job."""
    return [KeptRow(*values) for values in job.rows.kept()]


def rows_to_write(job: ImportJob) -> list[KeptRow]:
    """Return what confirming will write, without what only the check needs."""
    return [
        KeptRow(number, [], values=values, state=state)
        for number, values, state in job.rows.applicable().clean_values()
    ]


def digest_of(rows: Collection[KeptRow]) -> str:
    """Return the SHA-256 of what confirming would write."""
    encoder = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256()
    for row in sorted(rows, key=lambda row: row.number):
        digest.update(encoder.encode([row.number, row.state, row.values]).encode())
    return digest.hexdigest()


def _valid_mapping(mapping: Mapping[str, int], width: int) -> dict[str, int]:
    return {field: int(at) for field, at in mapping.items() if 0 <= int(at) < width}


def _correct(
    rows: list[KeptRow], corrections: Mapping[int, Mapping[str, str]], skip: frozenset[int]
) -> None:
    for row in rows:
        if typed := corrections.get(row.number):
            row.corrections = row.corrections | {
                field: clean_text(text) for field, text in typed.items()
            }
            if row.state == SKIPPED:
                row.state = NEW
        if row.number in skip:
            row.state = SKIPPED


def _examine(job: ImportJob, importer: Importer, rows: list[KeptRow], owner: Any) -> None:
    """Read, check and count; sets states, values and problems of the rows and the job."""
    context = context_of(job, owner)
    columns = {column.name: column for column in importer.columns_for(context)}
    job.mapping = {field: at for field, at in job.mapping.items() if field in columns}
    missing = importer.missing(job.mapping.keys(), context)
    job.summary = {"notes": job.summary.get("notes", []), "missing": missing, "total": len(rows)}
    job.state = ImportJob.State.MAPPING if missing else ImportJob.State.CHECKED
    job.digest = ""
    if missing:
        return
    job.summary["remarks"] = importer.remarks(job.mapping.keys(), context)
    kept = [row for row in rows if row.state != SKIPPED]
    checked = _read(job, columns, kept)
    importer.check(checked, context)
    for row, found in zip(kept, checked, strict=True):
        _take_over(row, found)
    job.digest = digest_of([row for row in rows if row.state in {NEW, UPDATE}])
    job.summary |= _counts(rows) | {
        "unknown": {field: _by_count(counts) for field, counts in context.unknown_values.items()}
    }


def _by_count(counts: Counter[str]) -> list[list]:
    """Return [text, rows that have it], the most frequent first, as JSON keeps it."""
    return [list(found) for found in counts.most_common()]


def _take_over(row: KeptRow, found: CheckedRow) -> None:
    row.state = ERROR if found.has_errors else found.state
    row.values = {name: pack(value) for name, value in found.values.items()}
    row.problems = found.problems
    row.has_warnings = any(problem["severity"] == "warning" for problem in found.problems)


def _counts(rows: list[KeptRow]) -> dict[str, int]:
    counts = dict.fromkeys(State.values, 0)
    for row in rows:
        counts[row.state] += 1
    counts["warnings"] = sum(row.has_warnings for row in rows if row.state in {NEW, UPDATE})
    return counts


def _read(job: ImportJob, columns: dict[str, Column], rows: list[KeptRow]) -> list[CheckedRow]:
    """Return the rows with every cell read; what cannot be read is already a problem."""
    labels = {name: column.label for name, column in columns.items()}
    checked = [
        CheckedRow(row.number, _cells(row, job.mapping), dict.fromkeys(columns), labels=labels)
        for row in rows
    ]
    for name in job.mapping:
        if columns[name].is_numeric:
            _settle_column(name, checked, job.decimal_mark)
    for row in checked:
        _read_cells(row, columns)
    return checked


def _cells(row: KeptRow, mapping: dict[str, int]) -> dict[str, Any]:
    cells = {
        name: cell if type(cell := row.cells[at]) is not dict else unpack(cell)
        for name, at in mapping.items()
    }
    return cells | row.corrections if row.corrections else cells


def _settle_column(name: str, rows: list[CheckedRow], file_mark: str) -> None:
    texts = {row.cells[name] for row in rows if isinstance(row.cells.get(name), str)}
    mark = decimal_mark_of(texts) or file_mark
    if texts and mark:
        for row in rows:
            if isinstance(row.cells[name], str):
                row.cells[name] = settle(row.cells[name], mark)


def _read_cells(row: CheckedRow, columns: dict[str, Column]) -> None:
    for name, cell in row.cells.items():
        try:
            row.values[name] = columns[name].read(cell)
        except BadValue as refusal:
            row.problem(name, str(refusal))


def _face(row: KeptRow) -> tuple:
    return row.state, row.values, row.problems, row.corrections


def _replace(job: ImportJob, changed: list[KeptRow]) -> None:
    """Write changed rows anew: deleting and inserting is one statement for hundreds of rows."""
    numbers = [row.number for row in changed]
    for start in range(0, len(numbers), BATCH):
        job.rows.filter(number__in=numbers[start : start + BATCH]).delete()
    job.rows.keep(job.pk, changed)
