"""Verbs of the audit trail."""

from typing import Any

from django.db import models, transaction
from django.db.models import F

from trail.models import Entry, Versioned


class StaleEdit(Exception):  # noqa: N818 - an outcome that the page shows, not a failure
    """Somebody else saved the row after this form was opened."""

    def __init__(self, current: Versioned) -> None:
        super().__init__("stale")
        self.current = current


def record(
    *, actor: Any, action: str, target: str = "", region_code: str = "", detail: dict | None = None
) -> Entry:
    """Add an entry. ``actor`` is a user, or None for the system; ``detail`` holds no NIP."""
    return Entry.objects.create(
        actor_id=getattr(actor, "pk", None),
        actor_name=str(actor or "sistem")[:150],
        action=action,
        target=target[:200],
        region_code=region_code,
        detail=detail or {},
    )


@transaction.atomic
def save_unless_stale(
    *, instance: Versioned, version: int, actor: Any, region_code: str, reason: str = ""
) -> None:
    """Save and record an edited row if its version still is ``version``; else StaleEdit."""
    model: type[models.Model] = type(instance)
    claimed = model._default_manager.filter(pk=instance.pk, version=version).update(
        version=F("version") + 1
    )
    if not claimed:
        raise StaleEdit(model._default_manager.get(pk=instance.pk))
    before = model._default_manager.get(pk=instance.pk)
    instance.version = version + 1
    instance.save()
    record(
        actor=actor,
        action=f"{model._meta.model_name}.changed",
        target=str(instance),
        region_code=region_code,
        detail=_changes(before, instance) | ({"reason": reason} if reason else {}),
    )


def _changes(before: models.Model, after: Versioned) -> dict[str, Any]:
    """Return old and new texts by field; of unrecorded fields only the names."""
    changes, unrecorded = {}, []
    for field in after._meta.concrete_fields:
        old, new = field.value_from_object(before), field.value_from_object(after)
        if old == new or field.name in {"version", "nip"}:
            continue
        if field.name in after.unrecorded:
            unrecorded.append(str(field.verbose_name))
        else:
            changes[field.name] = [str(old), str(new)]
    return {"changes": changes} | ({"unrecorded": ", ".join(unrecorded)} if unrecorded else {})
