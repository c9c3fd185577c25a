"""The list of participants of one session; people are made or matched by NIP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intake.importers import Importer
from programs.actions.roster import imported
from programs.importers.participant_check import Roster
from programs.importers.participant_columns import COLUMNS
from programs.importers.participant_rows import (
    remember_units,
    session_of,
    units_of,
    write_participants,
    write_people,
)

if TYPE_CHECKING:
    from intake.importers import CheckedRow, ImportContext, Journal
    from intake.models import ImportRow


class ParticipantImporter(Importer):
    """Puts people on the list of the session named in ``context.values["session"]``."""

    kind = "participants"
    title = "Peserta"
    description = "Daftar peserta satu angkatan, dengan kehadiran dan nilai tes bila sudah ada."
    columns = COLUMNS
    derived = ("performance.pair",)  # follows attendance

    def check(self, rows: list[CheckedRow], context: ImportContext) -> None:
        """Compare with people, units and participants; the number of queries is constant."""
        roster = Roster(rows, context)
        for row in rows:
            roster.check(row)

    def choices_for(self, field: str, context: ImportContext) -> list[tuple[str, str]]:
        """Offer the units of the region."""
        return [(str(unit.pk), unit.name) for unit in units_of(context)]

    def apply(
        self, rows: list[ImportRow], context: ImportContext, journal: Journal
    ) -> dict[str, Any]:
        """Make unknown people, then enrol or update everybody."""
        session = session_of(context)
        people = write_people(rows, session, context, journal)
        created, updated = write_participants(rows, session, people, journal)
        remember_units(context)
        imported(region=session.program.region, session_ids=[session.pk])
        return {"created": created, "updated": updated}

    def after_undo(self, context: ImportContext) -> None:
        """Let reports and pairs notice."""
        session = session_of(context)
        imported(region=session.program.region, session_ids=[session.pk])
