"""Performance of the demo: monthly values, declared pairs, a comparison list, unit figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from performance.actions import default_days, rebuild_sessions_touched
from performance.models import ComparisonMember, Indicator, Measurement, ProgramIndicator
from performance.windows import add_months
from workspace.demo.attendance import Held
from workspace.demo.calendar import SOURCE, TODAY
from workspace.demo.catalogue import Course, Effect
from workspace.demo.people import Crowd

MONTHS = {"month": 1, "quarter": 3, "year": 12}
FADING = ((4, 1.0), (8, 0.9), (99, 0.8))  # months since the session, share of the change that holds
NO_BEFORE = 0.03  # share of people whose first value was never written down
COMPARED_CHANGE = 0.2  # the listed people change by this share of the effect


@dataclass
class Ledger:
    """All values of the demo; a person has one value a period, whatever programmes they took."""

    indicators: dict[str, Indicator] = field(
        default_factory=lambda: {found.code: found for found in Indicator.objects.all()}
    )
    rows: dict[tuple, Measurement] = field(default_factory=dict)

    def add(self, row: Measurement) -> None:
        """Keep the row unless its period is taken."""
        who = (row.employee_id, row.unit_id)
        key = (row.indicator.pk, *who, row.period_start, row.session_id, row.round)
        self.rows.setdefault(key, row)

    def write(self) -> int:
        """Write everything; return how many."""
        Measurement.objects.bulk_create(self.rows.values(), batch_size=2000)
        return len(self.rows)


def load_measurements(held: list[Held], crowds: dict[str, Crowd]) -> int:
    """Choose the indicators, write the values and build the pairs; return the number of values."""
    ledger = Ledger()
    _choose(held, ledger)
    for one in held:
        if one.has_ended:
            _compare(one, crowds[one.course.region], ledger)
            for effect in one.course.effects:
                _measure(one, effect, ledger)
    count = ledger.write()
    rebuild_sessions_touched(session_ids=[one.session.pk for one in held], today=TODAY)
    return count


def _choose(held: list[Held], ledger: Ledger) -> None:
    programs = {one.session.program_id: one.course for one in held}
    ProgramIndicator.objects.bulk_create(
        _chosen(program, ledger.indicators[effect.code], is_primary=place == 0)
        for program, course in programs.items()
        for place, effect in enumerate(course.effects)
    )


def _chosen(program: int, indicator: Indicator, *, is_primary: bool) -> ProgramIndicator:
    return ProgramIndicator(
        program_id=program,
        indicator=indicator,
        is_primary=is_primary,
        delta=indicator.delta,
        before_days=default_days(indicator),
    )


def _measure(one: Held, effect: Effect, ledger: Ledger) -> None:
    indicator = ledger.indicators[effect.code]
    rng = Random(f"{effect.code}:{one.session.code}:{one.course.region}")  # noqa: S311
    if indicator.level == Indicator.Level.UNIT:
        units = {p.placement.unit_id: p.placement.unit for p in one.attended}
        subjects = [{"unit": unit} for unit in units.values()]
    else:
        subjects = [{"employee": p.employee} for p in one.attended]
    for subject in subjects:
        if effect.declared:
            _declare(one, (indicator, effect, 1.0), subject, rng, ledger)
        else:
            _series(one, (indicator, effect), subject, rng, ledger)


def _series(one: Held, what: tuple, subject: dict, rng: Random, ledger: Ledger) -> None:
    """Write a value a period around the session; some stop early or begin late."""
    indicator, effect = what
    baseline = rng.gauss(effect.baseline, effect.spread)
    change = rng.gauss(effect.change, effect.noise)
    lacks = rng.random()
    for start, end in _periods(one.session, MONTHS[indicator.frequency]):
        is_after = start > one.session.ends_on
        if lacks < effect.missing and is_after:
            continue
        if 1 - lacks < NO_BEFORE and not is_after:
            continue
        value = baseline + rng.gauss(0, effect.spread / 5)
        if is_after:
            value += change * _held_share(one, start)
        ledger.add(_row(one, indicator, subject, (start, end), value))


def _held_share(one: Held, start: date) -> float:
    months = (start - one.session.ends_on).days / 30
    return next(share for limit, share in FADING if months < limit)


def _periods(session, months: int) -> list[tuple[date, date]]:
    """Return the calendar periods before and after the session that the demo's day knows."""
    first = date(session.starts_on.year, 1, 1)
    start = add_months(first, -months * (12 // months))
    periods = []
    while start <= TODAY:
        end = add_months(start, months) - timedelta(days=1)
        before = session.starts_on - timedelta(days=max(190, 31 * months)) <= end
        if (before and end < session.starts_on) or (session.ends_on < start and end <= TODAY):
            periods.append((start, end))
        start = add_months(start, months)
    return [period for period in periods if period[0] <= add_months(session.ends_on, 15)]


def _declare(one: Held, what: tuple, subject: dict, rng: Random, ledger: Ledger) -> None:
    """Write before and after as one wide file would."""
    indicator, effect, share = what
    baseline = rng.gauss(effect.baseline, effect.spread)
    change = rng.gauss(effect.change * share, effect.noise)
    lacks = rng.random() < effect.missing
    days = (one.session.starts_on - timedelta(days=7), add_months(one.session.ends_on, 3))
    sides = (("before", days[0], baseline), ("after", min(days[1], TODAY), baseline + change))
    for name, day, value in sides:
        if not (lacks and name == "after"):
            row = _row(one, indicator, subject, (day, day), value)
            row.session, row.round = one.session, name
            ledger.add(row)


def _compare(one: Held, crowd: Crowd, ledger: Ledger) -> None:
    """List people of the same kind who did not take part, with their own values."""
    course: Course = one.course
    if not course.compared:
        return
    taking = {p.employee_id for p in one.participations}
    rng = one.rng
    free = [p for p in crowd.of_groups(course.groups) if p.employee_id not in taking]
    chosen = rng.sample(free, min(course.compared, len(free)))
    ComparisonMember.objects.bulk_create(
        ComparisonMember(session=one.session, employee=placement.employee) for placement in chosen
    )
    effect = course.effects[0]
    for placement in chosen:
        what = (ledger.indicators[effect.code], effect, COMPARED_CHANGE)
        _declare(one, what, {"employee": placement.employee}, rng, ledger)


def _row(
    one: Held, indicator: Indicator, subject: dict, period: tuple[date, date], value: float
) -> Measurement:
    low = indicator.minimum if indicator.minimum is not None else float("-inf")
    high = indicator.maximum if indicator.maximum is not None else float("inf")
    return Measurement(
        region_id=one.session.program.region_id,
        indicator=indicator,
        period_start=period[0],
        period_end=period[1],
        value=round(min(max(value, low), high), 1),
        source=SOURCE,
        is_demo=True,
        **subject,
    )
