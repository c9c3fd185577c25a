"""The undo journal: what an import wrote, and what stood there before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, router

from intake.actions.outcomes import UndoRefused
from intake.models import JournalEntry

if TYPE_CHECKING:
    from intake.models import ImportJob

Model = type[models.Model]
CHUNK = 500  # rows a journal entry, and ids a statement
CHANGED = "Impor ini tidak dapat dibatalkan karena datanya sudah diubah setelah impor."
IN_USE = "Impor ini tidak dapat dibatalkan karena datanya sudah dipakai data lain."


class Journal:
    """Collects the rows that an import writes; ``intake.actions.confirm`` stores it."""

    def __init__(self, job: ImportJob) -> None:
        self.job = job
        self.written: dict[Model, dict[int, dict | None]] = {}  # id → before; None: created

    def created(self, instances: Iterable[models.Model]) -> None:
        """Note rows that the import has just created; they have their primary keys."""
        for instance in instances:
            self.written.setdefault(type(instance), {})[instance.pk] = None

    def changing(
        self, instances: Iterable[models.Model], only: Collection[str] | None = None
    ) -> None:
        """Note rows as they are now, before the import changes them (``only`` these fields)."""
        for instance in instances:
            noted = self.written.setdefault(type(instance), {})
            if instance.pk not in noted:
                noted[instance.pk] = _as_text(instance, only)

    def store(self) -> None:
        """Keep the journal, with a digest of every row as the import left it."""
        entries = []
        for model, noted in self.written.items():
            for ids in _chunks(list(noted)):
                after = _digests(model, ids)
                rows = [[pk, noted[pk], after[pk]] for pk in ids if pk in after]
                entries.append(JournalEntry(job=self.job, model=model._meta.label_lower, rows=rows))
        JournalEntry.objects.bulk_create(entries)


def update_rows(model: Model, instances: list[Any], fields: list[str]) -> None:
    """Write the fields of rows that an undo restores."""
    model._default_manager.bulk_update(instances, fields, batch_size=CHUNK)


def take_back(
    job: ImportJob,
    derived: Collection[str],
    put_back: Callable[[Model, list[Any], list[str]], None] = update_rows,
) -> None:
    """Delete what the import created and restore what it changed; refuse if either moved since."""
    entries = [(apps.get_model(entry.model), entry.rows) for entry in job.journal.all()]
    created: dict[Model, set[int]] = {}
    journaled: dict[Model, set[int]] = {}
    for model, rows in entries:
        _check_unchanged(model, rows)
        journaled.setdefault(model, set()).update(row[0] for row in rows)
        created.setdefault(model, set()).update(row[0] for row in rows if row[1] is None)
    for model, ids in created.items():
        _check_unused(model, sorted(ids), journaled, {apps.get_model(name) for name in derived})
    for model, ids in reversed(created.items()):
        for chunk in _chunks(sorted(ids)):
            # Past Django's cascade on purpose: _check_unused has seen to the references, and those
            # between rows of this import are checked by the database when the transaction ends.
            found = model._default_manager.filter(pk__in=chunk)
            found._raw_delete(router.db_for_write(model))
    for model, rows in entries:
        _restore(model, {pk: before for pk, before, _ in rows if before is not None}, put_back)


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _as_text(instance: models.Model, only: Collection[str] | None = None) -> dict[str, Any]:
    return {
        field.attname: None
        if field.value_from_object(instance) is None
        else field.value_to_string(instance)
        for field in instance._meta.concrete_fields
        if only is None or field.name in only
    }


def _digests(model: Model, ids: list[int]) -> dict[int, str]:
    names = ["pk", *(field.attname for field in model._meta.concrete_fields)]
    rows = model._default_manager.order_by().filter(pk__in=ids).values_list(*names)
    return {row[0]: hashlib.blake2b(repr(row).encode(), digest_size=8).hexdigest() for row in rows}


def _check_unchanged(model: Model, rows: list[list]) -> None:
    now = _digests(model, [row[0] for row in rows])
    if any(now.get(pk) != after for pk, _, after in rows):
        raise UndoRefused(CHANGED)


def _check_unused(
    model: Model, ids: list[int], journaled: dict[Model, set[int]], derived: set[Model]
) -> None:
    """Refuse if a row that is not of this import points at one that it created."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        pointing, name = relation.related_model, relation.field.name
        for chunk in _chunks(ids):
            found = pointing._default_manager.order_by().filter(**{f"{name}__in": chunk})
            if pointing in derived:
                found.delete()
            elif set(found.values_list("pk", flat=True)) - journaled.get(pointing, set()):
                raise UndoRefused(IN_USE)


def _restore(model: Model, before: dict[int, dict[str, Any]], put_back: Callable) -> None:
    if not before:
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    instances = list(model._default_manager.order_by().filter(pk__in=list(before)))
    touched = set()
    for instance in instances:
        now = _as_text(instance)
        for field in fields:
            old = before[instance.pk].get(field.attname, now[field.attname])
            if old != now[field.attname]:
                touched.add(field.name)
                setattr(instance, field.attname, None if old is None else field.to_python(old))
        if hasattr(instance, "version"):  # forms opened since the import must notice
            instance.version = int(now["version"]) + 1
            touched.add("version")
    if touched:
        put_back(model, instances, sorted(touched))
