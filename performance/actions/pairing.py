"""Put one session's values side by side, in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from performance import windows
from performance.actions.sources import Source, Sources, Subject, Wanted
from performance.models import Indicator, Measurement, Pair
from performance.windows import Side

DECLARED = Pair.Wave.DECLARED
OTHER_PROGRAM = "other_program"


@dataclass(frozen=True)
class Sides:
    """Before and after of a subject at one wave; either may be missing."""

    wave: int
    before: Side | None
    after: Side | None

    @property
    def is_complete(self) -> bool:
        """Whether both values are there."""
        return self.before is not None and self.after is not None


def pairs_of(sources: Sources, source: Source, wanted: Wanted, today: date) -> Iterator[Pair]:
    """Return the pairs of one indicator of a session, those with a missing side too."""
    members = _members(sources, source, wanted)
    derived = {subject: _derived(sources, source, wanted, subject) for subject in members}
    has_declared = any(indicator == wanted.indicator.pk for indicator, _ in source.declared)
    live = {
        sides.wave
        for every in derived.values()
        for sides in every
        if sides.after or windows.add_months(source.session.ends_on, sides.wave) <= today
    }
    for subject, group in members.items():
        for sides in _kept(source, wanted, subject, derived[subject], has_declared):
            if sides.wave in live or sides.wave == DECLARED:
                yield _pair(sources, source, wanted, (subject, group, sides))


def _members(sources: Sources, source: Source, wanted: Wanted) -> dict[Subject, str]:
    if wanted.indicator.level == Indicator.Level.UNIT:
        return _units(sources, source, wanted)
    members = {Subject("employee", pk): "participant" for pk in source.participants}
    return members | {Subject("employee", pk): "comparison" for pk in source.comparison}


def _units(sources: Sources, source: Source, wanted: Wanted) -> dict[Subject, str]:
    """Return each participant's unit, or the nearest one above it that is measured."""
    key = wanted.indicator.pk
    found = {}
    for path in filter(None, source.participants.values()):
        above = [Subject("unit", int(part)) for part in reversed(path.rstrip(".").split("."))]
        measured = [s for s in above if (key, s) in source.declared or (key, s) in sources.values]
        found[measured[0] if measured else above[0]] = Measurement.Group.PARTICIPANT.value
    return found


def _derived(sources: Sources, source: Source, wanted: Wanted, subject: Subject) -> list[Sides]:
    values = sources.values.get((wanted.indicator.pk, subject), [])
    frequency = wanted.indicator.frequency
    before = windows.before(
        values, source.session.starts_on, frequency=frequency, within_days=wanted.before_days
    )
    return [
        Sides(
            wave,
            before,
            windows.after(
                values,
                source.session.ends_on,
                frequency=frequency,
                wave=wave,
                tolerance_days=wanted.tolerance_days,
            ),
        )
        for wave in windows.waves_of(frequency)
    ]


def _kept(
    source: Source, wanted: Wanted, subject: Subject, derived: list[Sides], has_declared: bool
) -> list[Sides]:
    """Return the declared pair if there is one, else the derived ones."""
    rounds = source.declared.get((wanted.indicator.pk, subject))
    if rounds is None and not has_declared:
        return derived
    complete = [sides for sides in derived if sides.is_complete]
    if rounds is None and complete:
        return complete
    before, after = ((rounds or {}).get(name) for name in ("before", "after"))
    baseline = windows.side_of([before]) if before else None
    if after and baseline is None:  # the value after was given by itself
        baseline = derived[0].before
    return [Sides(DECLARED, baseline, windows.side_of([after] if after else []))]


def _pair(
    sources: Sources, source: Source, wanted: Wanted, found: tuple[Subject, str, Sides]
) -> Pair:
    subject, group, sides = found
    between = _other_program_between(sources, source, wanted, subject, sides)
    return Pair(
        session=source.session,
        indicator=wanted.indicator,
        employee_id=subject.pk if subject.kind == "employee" else None,
        unit_id=subject.pk if subject.kind == "unit" else None,
        group=group,
        wave=sides.wave,
        before=sides.before.value if sides.before else None,
        after=sides.after.value if sides.after else None,
        flags=[OTHER_PROGRAM] if between else [],
    )


def _other_program_between(
    sources: Sources, source: Source, wanted: Wanted, subject: Subject, sides: Sides
) -> bool:
    """Whether the person took another programme on the indicator between before and after."""
    if subject.kind != "employee":
        return False
    session = source.session
    first = sides.before.end if sides.before else session.starts_on
    last = sides.after.end if sides.after else windows.add_months(session.ends_on, sides.wave)
    return any(
        program != session.program_id and end > first and start <= last
        for program, start, end in sources.visits.get((wanted.indicator.pk, subject.pk), ())
    )
