"""The yearly calendar: one row for each angkatan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from intake.importers import Importer
from organization.models import Region
from programs.actions import schedule_changed
from programs.actions.roster import imported
from programs.importers.calendar_columns import COLUMNS
from programs.importers.calendar_rows import (
    calendar_programs,
    calendar_sessions,
    check_row,
    check_topic,
    compare,
    known_topics,
    write_programs,
    write_sessions,
)
from programs.models import Session, Topic

if TYPE_CHECKING:
    from intake.importers import CheckedRow, ImportContext, Journal
    from intake.models import ImportRow


class ProgramImporter(Importer):
    """Makes or updates programmes and their sessions."""

    kind = "programs"
    title = "Kalender program"
    description = "Program dan angkatan satu tahun; satu baris untuk setiap angkatan."
    columns = COLUMNS

    def check(self, rows: list[CheckedRow], context: ImportContext) -> None:
        """Compare with the calendar of the region: four queries."""
        programs = calendar_programs(context)
        sessions = calendar_sessions(context)
        topics = known_topics()
        names: dict[str, tuple[str, int]] = {}
        seen: dict[tuple[str, str], int] = {}
        for row in rows:
            check_row(row, names, seen)
            check_topic(row, topics, context)
            compare(row, programs, sessions)

    def choices_for(self, field: str, context: ImportContext) -> list[tuple[str, str]]:
        """Offer the topics."""
        return [(str(topic.pk), topic.name) for topic in Topic.objects.order_by("name")]

    def apply(
        self, rows: list[ImportRow], context: ImportContext, journal: Journal
    ) -> dict[str, Any]:
        """Write programmes first, then their sessions."""
        region = Region.objects.evaluated().get(code=context.region_code)
        programs = calendar_programs(context)
        new, changed = write_programs(rows, region, programs, journal)
        opened, moved = write_sessions(rows, programs, calendar_sessions(context), journal)
        counts = {
            "created": len(opened),
            "updated": len(moved),
            "programs_created": len(new),
            "programs_updated": len(changed),
        }
        imported(region=region, session_ids=[session.pk for session in moved])
        schedule_changed([session.pk for session in (*opened, *moved)])
        return counts

    def after_undo(self, context: ImportContext) -> None:
        """Let cached reports notice."""
        region = Region.objects.evaluated().get(code=context.region_code)
        imported(region=region, session_ids=[])
        ahead = Session.objects.in_region(context.region_code).ending_within(localdate(), None)
        schedule_changed(list(ahead.values_list("pk", flat=True)))
