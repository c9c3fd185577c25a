"""The four plain numbers at the head of a page."""

from __future__ import annotations

from collections.abc import Sequence

from organization.wording import number, percent
from reports.disclosure import CellStatus
from reports.results.health import form_status, leading_performance, response_shown
from reports.results.lines import Tile
from reports.results.rows import Participation, PerformanceRow
from reports.results.source import Source


def tiles(
    source: Source, people: Participation, performance: Sequence[PerformanceRow]
) -> tuple[Tile, ...]:
    """Return sessions ended, people who attended, response rate, people with before and after."""
    return (
        _tile("sessions", "Angkatan selesai", people.sessions, people.status),
        _attended(people),
        _response(source),
        _pairs(performance),
    )


def session_tiles(
    source: Source, people: Participation, performance: Sequence[PerformanceRow]
) -> tuple[Tile, ...]:
    """Return the tiles of one angkatan: who completed it instead of how many have ended."""
    return (
        _attended(people),
        _completed(people),
        _response(source),
        _pairs(performance),
    )


def _completed(people: Participation) -> Tile:
    note = ""
    if people.completion_share is not None:
        note = f"{percent(people.completion_share)} dari yang hadir, sedikitnya 85% JP"
    return _tile("completed", "Menyelesaikan", people.completed, people.status, note)


def _attended(people: Participation) -> Tile:
    note = ""
    if people.attendance_share is not None and people.appointed is not None:
        note = f"{percent(people.attendance_share)} dari {number(people.appointed)} yang ditetapkan"
    return _tile("attended", "Peserta hadir", people.attended, people.status, note)


def _response(source: Source) -> Tile:
    asked, answered = response_shown(source)
    if not asked:
        few = source.division is not None and source.division.response[0]
        status: CellStatus = "hidden" if few else form_status(source, "participants")
        return Tile("response", "Tingkat respons", "", "", status)
    note = f"{number(answered)} dari {number(asked)}"
    return Tile("response", "Tingkat respons", percent(answered / asked), note, "shown")


def _pairs(performance: Sequence[PerformanceRow]) -> Tile:
    label = "Pegawai dengan data sebelum dan sesudah"
    row = leading_performance(performance) or max(
        (row for row in performance if row.n), key=lambda row: row.n or 0, default=None
    )
    if row is None or not row.n:
        return Tile("pairs", label, "", "", "none")
    every = row.n + (row.missing_pairs or 0)
    return Tile("pairs", label, number(row.n), f"dari {number(every)}", "shown")


def _tile(key: str, label: str, value: int | None, status: CellStatus, note: str = "") -> Tile:
    if value is None:
        return Tile(key, label, "", "", "hidden" if status == "shown" else status)
    return Tile(key, label, number(value), note, "shown")
