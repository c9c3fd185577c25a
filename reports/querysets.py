"""Questions about publications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from programs.models import Program

if TYPE_CHECKING:
    from reports.models import Publication  # noqa: F401  named in quotes below


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Surveys that are shown together."""

    def visible_to(self, user: Any) -> PublicationQuerySet:  # noqa: ANN401  no app knows its class
        """Return the publications of the programmes that the user may see."""
        return self.filter(program__in=Program.objects.visible_to(user).order_by())
