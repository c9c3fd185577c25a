"""Sessions and programmes of a result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from programs.models import Program, Session


@dataclass(frozen=True, slots=True)
class ProgramRecord:
    """A programme, as results name it."""

    pk: int
    code: str
    name: str
    category: str
    hours: int  # JP
    topic: str  # code; "" for none
    region: str  # Kemendagri code


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session, as results name it."""

    pk: int
    code: str
    number: str
    program: int
    starts_on: date
    ends_on: date

    @property
    def label(self) -> str:
        """Angkatan and its number."""
        return f"Angkatan {self.number}"


def session_records(sessions: QuerySet[Session]) -> dict[int, SessionRecord]:
    """Return the sessions by pk, in order of their last day."""
    rows = sessions.order_by("ends_on", "pk").values_list(
        "pk", "code", "number", "program_id", "starts_on", "ends_on"
    )
    return {row[0]: SessionRecord(*row) for row in rows}


def program_records(sessions: QuerySet[Session]) -> dict[int, ProgramRecord]:
    """Return the programmes of the sessions by pk, by name."""
    rows = (
        Program.objects.filter(pk__in=sessions.order_by().values("program"))
        .order_by("name", "pk")
        .values_list("pk", "code", "name", "category", "hours", "topic__code", "region__code")
    )
    return {
        pk: ProgramRecord(pk, code, name, category, hours, topic or "", region)
        for pk, code, name, category, hours, topic, region in rows
    }
