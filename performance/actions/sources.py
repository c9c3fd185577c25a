"""What the pairs of some sessions are made from, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from performance.models import ComparisonMember, Indicator, Measurement, ProgramIndicator
from performance.windows import YEAR_BEFORE_DAYS, Value
from programs.models import Participation, Session

REACH_DAYS = 2 * YEAR_BEFORE_DAYS + 365  # after a session: the first complete year ends within it


@dataclass(frozen=True)
class Subject:
    """Somebody, or a unit, whose values are paired."""

    kind: str  # "employee" or "unit"
    pk: int


@dataclass(frozen=True)
class Wanted:
    """An indicator of a session with its windows."""

    indicator: Indicator
    before_days: int
    tolerance_days: int


@dataclass
class Source:
    """One session's members, indicators and declared values."""

    session: Session
    wanted: dict[int, Wanted] = field(default_factory=dict)  # by indicator
    participants: dict[int, str] = field(default_factory=dict)  # employee -> path of the unit
    comparison: list[int] = field(default_factory=list)  # employees
    declared: dict[tuple[int, Subject], dict[str, Value]] = field(default_factory=dict)


@dataclass
class Sources:
    """The sessions of one batch, with the values and other programmes of their people."""

    sessions: dict[int, Source]
    values: dict[tuple[int, Subject], list[Value]]  # (indicator, subject) -> values
    visits: dict[tuple[int, int], list[tuple[int, date, date]]]
    # (indicator, employee) -> sessions of programmes with it: programme, first, last day


def read_sources(session_ids: Collection[int]) -> Sources:
    """Read all that the pairs need; the number of queries does not depend on the sessions."""
    found = Session.objects.standing().filter(pk__in=session_ids).select_related("program")
    sessions = {session.pk: Source(session) for session in found}
    if not sessions:
        return Sources({}, {}, {})
    _read_wanted(sessions)
    _read_members(sessions)
    _read_declared(sessions)
    values = _read_values(sessions)
    return Sources(sessions, values, _read_visits(sessions))


def _read_wanted(sessions: dict[int, Source]) -> None:
    chosen = defaultdict(list)
    programs = {source.session.program_id for source in sessions.values()}
    rows = ProgramIndicator.objects.filter(program__in=programs).select_related("indicator")
    for row in rows:
        wanted = Wanted(row.indicator, row.before_days, row.tolerance_days)
        chosen[row.program_id].append(wanted)
    for source in sessions.values():
        source.wanted = {w.indicator.pk: w for w in chosen[source.session.program_id]}


def _read_members(sessions: dict[int, Source]) -> None:
    rows = (
        Participation.objects.attended()
        .filter(session__in=sessions)
        .order_by("session_id", "employee_id")
        .values_list("session_id", "employee_id", "placement__unit__path")
    )
    for session, employee, path in rows:
        sessions[session].participants[employee] = path or ""
    listed = ComparisonMember.objects.filter(session__in=sessions).order_by("employee_id")
    for session, employee in listed.values_list("session_id", "employee_id"):
        if employee not in sessions[session].participants:
            sessions[session].comparison.append(employee)


def _read_declared(sessions: dict[int, Source]) -> None:
    rows = Measurement.objects.filter(session__in=sessions).order_by("pk")
    unchosen = set()
    for row in rows:
        subject = _subject(row.employee_id, row.unit_id)
        rounds = sessions[row.session_id].declared.setdefault((row.indicator_id, subject), {})
        rounds[row.round] = Value(row.period_start, row.period_end, row.value)
        if row.indicator_id not in sessions[row.session_id].wanted:
            unchosen.add((row.session_id, row.indicator_id))
    indicators = Indicator.objects.in_bulk({indicator for _, indicator in unchosen})
    for session, indicator in sorted(unchosen):
        wanted = Wanted(indicators[indicator], 180, 60)
        sessions[session].wanted[indicator] = wanted


def _subject(employee_id: int | None, unit_id: int | None) -> Subject:
    return Subject("employee", employee_id) if employee_id else Subject("unit", unit_id or 0)


def _read_values(sessions: dict[int, Source]) -> dict[tuple[int, Subject], list[Value]]:
    starts = min(source.session.starts_on for source in sessions.values())
    ends = max(source.session.ends_on for source in sessions.values())
    levels = defaultdict(set)
    for source in sessions.values():
        for wanted in source.wanted.values():
            levels[wanted.indicator.level].add(wanted.indicator.pk)
    longest = max(
        (w.before_days for source in sessions.values() for w in source.wanted.values()), default=0
    )
    within = Measurement.objects.filter(
        session=None,
        period_end__gte=starts - timedelta(days=max(longest, YEAR_BEFORE_DAYS)),
        period_start__lte=ends + timedelta(days=REACH_DAYS),
    )
    people = within.filter(_people(sessions), indicator__in=levels[Indicator.Level.EMPLOYEE])
    units = within.filter(indicator__in=levels[Indicator.Level.UNIT], unit__in=_units(sessions))
    values: dict[tuple[int, Subject], list[Value]] = defaultdict(list)
    for rows in (people, units):
        fields = ("indicator_id", "employee_id", "unit_id", "period_start", "period_end", "value")
        for indicator, employee, unit, start, end, value in rows.values_list(*fields).iterator():
            values[indicator, _subject(employee, unit)].append(Value(start, end, value))
    return values


def _people(sessions: dict[int, Source]) -> Q:
    """Return the condition for the rows of those who took part or are listed for comparison."""
    enrolled = Participation.objects.attended().filter(session__in=sessions).order_by()
    listed = ComparisonMember.objects.filter(session__in=sessions)
    return Q(employee__in=enrolled.values("employee")) | Q(employee__in=listed.values("employee"))


def _units(sessions: dict[int, Source]) -> set[int]:
    paths = {path for source in sessions.values() for path in source.participants.values()}
    return {int(part) for path in paths for part in path.split(".") if part}


def _read_visits(
    sessions: dict[int, Source],
) -> dict[tuple[int, int], list[tuple[int, date, date]]]:
    indicators = {indicator for source in sessions.values() for indicator in source.wanted}
    rows = (
        Participation.objects.attended()
        .filter(
            _people(sessions),
            session__cancelled_on=None,
            session__program__indicators__indicator__in=indicators,
        )
        .order_by()
        .values_list(
            "session__program__indicators__indicator",
            "employee_id",
            "session__program_id",
            "session__starts_on",
            "session__ends_on",
        )
    )
    visits: dict[tuple[int, int], list[tuple[int, date, date]]] = defaultdict(list)
    for indicator, employee, program, start, end in rows.iterator():
        visits[indicator, employee].append((program, start, end))
    return visits
