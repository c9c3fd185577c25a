"""The rows of the grid: everybody of an angkatan with before and after, the missing first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from performance.models import ComparisonMember, Indicator, Measurement, Pair
from programs.models import Participation, Session

WAVES = dict(Pair.Wave.choices)


@dataclass
class Value:
    """One value with its date, where it was given for the angkatan itself."""

    value: float
    day: date | None


@dataclass
class Row:
    """Somebody (or a unit) with what is known."""

    name: str
    below: str  # masked NIP and unit
    employee: Any = None
    is_compared: bool = False
    before: Value | None = None
    after: dict[int, Value | None] = field(default_factory=dict)  # by wave
    is_flagged: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether there is a before and at least one after."""
        return self.before is not None and any(self.after.values())


@dataclass
class Grid:
    """The rows of one indicator and the waves that have a column."""

    rows: list[Row]
    waves: list[int]

    @property
    def headings(self) -> list[str]:
        """The heads of the columns after the training."""
        return ["Sesudah" if wave == 0 else f"Sesudah {WAVES[wave]}" for wave in self.waves]

    @property
    def complete(self) -> int:
        """How many participants have both values."""
        return sum(row.is_complete for row in self.rows if not row.is_compared)

    @property
    def total(self) -> int:
        """How many participants there are."""
        return sum(not row.is_compared for row in self.rows)


def build_grid(user: Any, session: Session, indicator: Indicator) -> Grid:
    """Return everybody of the session, those with a missing value first, then by name."""
    rows = _people(user, session) if indicator.level == Indicator.Level.EMPLOYEE else {}
    found = Pair.objects.visible_to(user).filter(session=session, indicator=indicator)
    pairs = list(found.select_related("unit"))
    days = _days(user, session, indicator)
    for pair in pairs:
        key = ("employee", pair.employee_id) if pair.employee_id else ("unit", pair.unit_id)
        if pair.unit_id:
            rows.setdefault(key, Row(pair.unit.name, ""))
        if key in rows:
            _fill(rows[key], pair, days)
    waves = sorted({pair.wave for pair in pairs}) or [0]
    for row in rows.values():
        row.after = {wave: row.after.get(wave) for wave in waves}
    ordered = sorted(rows.values(), key=lambda r: (r.is_complete, r.is_compared, r.name))
    return Grid(ordered, waves)


def _people(user: Any, session: Session) -> dict[tuple[str, int], Row]:
    listed = Participation.objects.visible_to(user).filter(session=session).attended()
    rows = {}
    for one in listed.select_related("employee", "placement__unit"):
        unit = one.placement.unit.name if one.placement else "unit belum diketahui"
        rows["employee", one.employee_id] = Row(
            one.employee.full_name, f"{one.employee.masked_nip} · {unit}", one.employee
        )
    members = ComparisonMember.objects.visible_to(user).of(session)
    for member in members.select_related("employee"):
        person = member.employee
        row = Row(person.full_name, person.masked_nip, person, is_compared=True)
        rows.setdefault(("employee", person.pk), row)
    return rows


def _days(user: Any, session: Session, indicator: Indicator) -> dict[tuple[int, str], date]:
    values = Measurement.objects.visible_to(user).filter(session=session, indicator=indicator)
    return {
        (employee, name): day
        for employee, name, day in values.values_list("employee_id", "round", "period_end")
    }


def _fill(row: Row, pair: Pair, days: dict[tuple[int, str], date]) -> None:
    declared = pair.wave == Pair.Wave.DECLARED
    if pair.before is not None:
        day = days.get((pair.employee_id or 0, "before")) if declared else None
        row.before = Value(pair.before, day)
    if pair.after is not None:
        day = days.get((pair.employee_id or 0, "after")) if declared else None
        row.after[pair.wave] = Value(pair.after, day)
    row.is_flagged = row.is_flagged or bool(pair.flags)
