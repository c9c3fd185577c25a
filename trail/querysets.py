"""Questions about the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from trail.models import Entry  # noqa: F401 - names the rows


class EntryQuerySet(models.QuerySet["Entry"]):
    """The auditor and the Admin read all, a Petugas their own acts, everybody else nothing."""

    def visible_to(self, user: Any) -> EntryQuerySet:
        """Return the entries that the user may read."""
        role = getattr(user, "role", None) if user.is_authenticated else None
        if role in {"auditor", "administrator"}:
            return self.all()
        if role == "officer":
            return self.filter(actor_id=user.pk)
        return self.none()

    def narrowed(self, chosen: dict[str, Any]) -> EntryQuerySet:
        """Return what the filters of the page leave."""
        found = self
        if chosen.get("q"):
            found = found.filter(
                models.Q(actor_name__icontains=chosen["q"])
                | models.Q(target__icontains=chosen["q"])
            )
        if chosen.get("action"):
            found = found.filter(action__startswith=f"{chosen['action']}.")
        if chosen.get("region"):
            found = found.filter(region_code=chosen["region"])
        if chosen.get("since"):
            found = found.filter(at__date__gte=chosen["since"])
        if chosen.get("until"):
            found = found.filter(at__date__lte=chosen["until"])
        return found
