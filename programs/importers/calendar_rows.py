"""Checking and writing the rows of the yearly calendar."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from organization.actions import plain_name
from organization.models import Region
from programs.actions.roster import add_programs, add_sessions, update_programs, update_sessions
from programs.importers.words import TOPICS
from programs.models import Program, Session, Topic

if TYPE_CHECKING:
    from intake.importers import CheckedRow, ImportContext, Journal
    from intake.models import ImportRow

PROGRAM_FIELDS = {  # column -> field; an empty cell leaves what is stored
    "nama_program": "name",
    "topic_id": "topic_id",
    "kategori": "category",
    "bentuk": "form",
    "jp": "hours",
}
SESSION_FIELDS = {
    "mulai": "starts_on",
    "selesai": "ends_on",
    "cara": "delivery",
    "jadwal": "schedule",
    "kuota": "capacity",
    "biaya": "cost",
}
DAYS_TOO_LONG = 400  # a session longer than this is a mistyped year


def calendar_programs(context: ImportContext) -> dict[str, Program]:
    """Return casefolded code -> programme of the region."""
    found = Program.objects.in_region(context.region_code).order_by()
    return {program.code.casefold(): program for program in found}


def calendar_sessions(context: ImportContext) -> dict[tuple[int, str], Session]:
    """Return (programme, casefolded number) -> session of the region."""
    found = Session.objects.in_region(context.region_code).select_related("program").order_by()
    return {(session.program_id, session.number.casefold()): session for session in found}


def known_topics() -> dict[str, int]:
    """Return plain name -> topic."""
    topics = {topic.code: topic for topic in Topic.objects.order_by()}
    known = {plain_name(topic.name): topic.pk for topic in topics.values()}
    known |= {plain_name(code): topic.pk for code, topic in topics.items()}
    return known | {word: topics[code].pk for word, code in TOPICS.items() if code in topics}


def check_row(row: CheckedRow, names: dict, seen: dict) -> None:
    """Check what a row says of itself and beside the other rows."""
    _check_days(row)
    _check_twice(row, seen)
    _check_name(row, names)


def _check_days(row: CheckedRow) -> None:
    start, end = row.values["mulai"], row.values["selesai"]
    if not (start and end):
        return
    if end < start:
        row.problem("selesai", "Tanggal selesai mendahului tanggal mulai.")
    elif (end - start).days > DAYS_TOO_LONG:
        row.problem("selesai", "Angkatan ini lebih dari satu tahun. Periksa tahunnya.")
    if not 2000 <= start.year <= 2100:
        row.problem("mulai", "Tahun harus di antara 2000 dan 2100.")


def check_topic(row: CheckedRow, topics: dict[str, int], context: ImportContext) -> None:
    """Find the topic, or offer it for mapping."""
    name = row.values["topik"]
    if not name:
        return
    chosen = context.chosen("topik", name)
    found = int(chosen) if chosen and int(chosen) in topics.values() else None
    row.values["topic_id"] = found or topics.get(plain_name(name))
    if row.values["topic_id"] is None:
        context.unknown("topik", name)
        row.problem(
            "topik", f"Topik “{name}” belum dikenal; program disimpan tanpa topik.", "warning"
        )


def _check_twice(row: CheckedRow, seen: dict[tuple[str, str], int]) -> None:
    code, number = row.values["kode_program"], row.values["angkatan"]
    if code and number:
        first = seen.setdefault((code.casefold(), number.casefold()), row.number)
        if first != row.number:
            row.problem("angkatan", f"Angkatan {number} dari {code} sama dengan baris {first}.")


def _check_name(row: CheckedRow, names: dict[str, tuple[str, int]]) -> None:
    code, name = row.values["kode_program"], row.values["nama_program"]
    if code and name:
        known, number = names.setdefault(code.casefold(), (name, row.number))
        if plain_name(known) != plain_name(name):
            row.problem("nama_program", f"Kode {code} di baris {number} bernama “{known}”.")


def compare(
    row: CheckedRow,
    programs: dict[str, Program],
    sessions: dict[tuple[int, str], Session],
) -> None:
    """Set the state of a row beside what is stored."""
    program = programs.get((row.values["kode_program"] or "").casefold())
    number = (row.values["angkatan"] or "").casefold()
    session = sessions.get((program.pk, number)) if program else None
    if session is None:
        return
    if session.cancelled_on or session.program.cancelled_on:
        row.problem("angkatan", "Angkatan ini sudah dibatalkan; aktifkan dulu di halamannya.")
    same = not (
        _changes(program, row.values, PROGRAM_FIELDS)
        or _changes(session, row.values, SESSION_FIELDS)
    )
    row.state = "same" if same else "update"


def _changes(target: Any, values: dict[str, Any], fields: dict[str, str]) -> dict[str, Any]:
    return {
        name: values[column]
        for column, name in fields.items()
        if values.get(column) is not None and _plain(getattr(target, name)) != values[column]
    }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def write_programs(
    rows: Sequence[ImportRow], region: Region, programs: dict[str, Program], journal: Journal
) -> tuple[list[Program], list[Program]]:
    """Write new and changed programmes; return both."""
    new: dict[str, Program] = {}
    changes: dict[str, dict[str, Any]] = {}
    for row in rows:
        key = row.values["kode_program"].casefold()
        if key in programs:
            changes.setdefault(key, {}).update(_changes(programs[key], row.values, PROGRAM_FIELDS))
        else:
            new.setdefault(key, Program(region=region, code=row.values["kode_program"]))
            _set(new[key], row.values, PROGRAM_FIELDS)
            new[key].budget_year = new[key].budget_year or row.values["mulai"].year
    created = add_programs(new.values())
    journal.created(created)
    changed = [programs[key] for key, values in changes.items() if values]
    journal.changing(changed)
    for key, values in changes.items():
        for name, value in values.items():
            setattr(programs[key], name, value)
    update_programs(changed, PROGRAM_FIELDS.values())
    programs |= {program.code.casefold(): program for program in created}
    return created, changed


def write_sessions(
    rows: Sequence[ImportRow],
    programs: dict[str, Program],
    sessions: dict[tuple[int, str], Session],
    journal: Journal,
) -> tuple[list[Session], list[Session]]:
    """Write new and changed sessions; return both."""
    new, old = [], []
    for row in rows:
        program = programs[row.values["kode_program"].casefold()]
        session = sessions.get((program.pk, row.values["angkatan"].casefold()))
        if session is None:
            new.append(Session(program=program, number=row.values["angkatan"]))
            _set(new[-1], row.values, SESSION_FIELDS)
        elif _changes(session, row.values, SESSION_FIELDS):
            old.append((session, row.values))
    journal.changing(session for session, _values in old)
    for session, values in old:
        _set(session, values, SESSION_FIELDS)
    moved = [session for session, _values in old]
    update_sessions(moved, SESSION_FIELDS.values())
    created = add_sessions(new)
    journal.created(created)
    return created, moved


def _set(target: Any, values: dict[str, Any], fields: dict[str, str]) -> None:
    for column, name in fields.items():
        if values.get(column) is not None:
            setattr(target, name, values[column])
