"""Questions about import jobs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connections, models

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    """Imports belong to the HR staff of one region."""

    def in_regions(self, codes: Collection[str]) -> ImportJobQuerySet:
        """Return the jobs of the regions with these codes."""
        return self.filter(region_code__in=codes)

    def visible_to(self, user: Any) -> ImportJobQuerySet:
        """Return the jobs of the regions of a Petugas; nothing for any other role."""
        if not user.is_authenticated or not user.is_active or user.role != "officer":
            return self.none()
        return self.filter(region_code__in=user.regions.values("code"))

    def of_owner(self, user: Any) -> ImportJobQuerySet:
        """Return the jobs that the user began; only they may correct and confirm them."""
        return self.visible_to(user).filter(owner_id=user.pk)

    def recent_first(self) -> ImportJobQuerySet:
        """Return the newest first, without the columns that only the check page needs."""
        return self.defer("header", "mapping", "value_mapping").order_by("-id")


ROW_COLUMNS = ("number", "cells", "corrections", "values", "state", "problems", "has_warnings")
ROWS_A_STATEMENT = 1_000  # where the number of parameters has no limit
PARAMETERS_A_ROW = 1 + len(ROW_COLUMNS)


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    """Rows of a job."""

    def kept(self) -> Iterator[tuple[Any, ...]]:
        """Return the rows as plain values, in the order of ROW_COLUMNS."""
        return self.order_by("number").values_list(*ROW_COLUMNS).iterator(chunk_size=2000)

    def clean_values(self) -> Iterator[tuple[Any, ...]]:
        """Return (number, values, state) of the rows."""
        found = self.order_by("number").values_list("number", "values", "state")
        return found.iterator(chunk_size=2000)

    def keep(self, job_id: int, rows: Collection[Any]) -> None:
        """Insert rows that have the attributes ROW_COLUMNS.

        The model layer would take three times as long for what may be 200,000 rows.
        """
        connection = connections[self.db]
        names = ", ".join(connection.ops.quote_name(name) for name in ("job_id", *ROW_COLUMNS))
        into = f"INSERT INTO {connection.ops.quote_name(self.model._meta.db_table)} ({names})"
        line = "(%s, %s, %s, %s, %s, %s, %s, %s)"
        listed = list(rows)
        most = connection.features.max_query_params  # 999 on SQLite, none on PostgreSQL
        size = most // PARAMETERS_A_ROW if most else ROWS_A_STATEMENT
        with connection.cursor() as cursor:
            for start in range(0, len(listed), size):
                batch = listed[start : start + size]
                places = ", ".join([line] * len(batch))
                cursor.execute(
                    f"{into} VALUES {places}",  # names of our own model only; values are parameters
                    [value for row in batch for value in _parameters(job_id, row)],
                )

    def applicable(self) -> ImportRowQuerySet:
        """Return the rows that confirming will write."""
        return self.filter(state__in=["new", "update"])

    def failed(self) -> ImportRowQuerySet:
        """Return the rows that need mending."""
        return self.filter(state="error")

    def left_out(self) -> ImportRowQuerySet:
        """Return the rows that confirming will not write although something is wrong or skipped."""
        return self.filter(state__in=["error", "skipped"])

    def with_warnings(self) -> ImportRowQuerySet:
        """Return the rows that will be written but deserve a look."""
        return self.applicable().filter(has_warnings=True)


def _parameters(job_id: int, row: Any) -> tuple[Any, ...]:
    dumps = json.dumps
    return (
        job_id,
        row.number,
        dumps(row.cells),
        dumps(row.corrections),
        dumps(row.values),
        row.state,
        dumps(row.problems),
        row.has_warnings,
    )
