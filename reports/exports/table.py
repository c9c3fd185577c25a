"""A result as one long CSV table: a number a line, with its state."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from organization.wording import inert
from reports.exports.machine import Evaluated, Result
from reports.results import (
    AttitudeRow,
    ComparedRegion,
    ComparisonResult,
    Difference,
    DimensionRow,
    LearningRow,
    LikertRow,
    Participation,
    PerformanceRow,
    ProgramResult,
    RegionResult,
    SessionResult,
    UnitResult,
)

COLUMNS = ("block", "program", "session", "item", "statistic", "value", "n", "status")
Line = tuple[str, str, str, str, str, float | int | str | None, int | None, str]
WORDS = ("verdict", "gain_band")  # statistics that are words


def to_csv(result: Result) -> str:
    """Return the result as CSV text; unrounded numbers, empty when not shown."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(lines(result))
    return target.getvalue()


def lines(result: Result) -> Iterator[Line]:
    """Yield the lines of the table."""
    if isinstance(result, ComparisonResult):
        yield from _comparison(result)
    elif isinstance(result, UnitResult):
        yield from _participation(result.participation)
        yield from _people(result)
        for row in result.performance:
            yield from _performance(row)
    else:
        yield from _evaluated(result)


def _evaluated(result: Evaluated) -> Iterator[Line]:
    yield from _participation(result.participation)
    seen: dict[tuple[str | None, str | None, str], str | None] = {}
    for answers in result.details.reaction:
        yield from _likert(answers, seen)
    for dimension in result.details.dimensions:
        yield from _dimension(dimension)
    for tests in result.details.learning:
        yield from _learning(tests)
    for mood in result.details.attitudes:
        yield from _attitude(mood)
    for moved in result.details.performance:
        yield from _performance(moved)
    if not isinstance(result, RegionResult):
        yield from _below_a_region(result)
    for form in result.held:
        place = ("held", inert(form.program), inert(form.session), inert(form.survey))
        yield (*place, "submitted", form.submitted, form.invited, "hidden")


def _below_a_region(result: ProgramResult | SessionResult) -> Iterator[Line]:
    for item in result.test_items:
        place = _place("item", item.program, item.session, f"{item.form}/{item.question}")
        for key, status, value in item.cells():
            yield (*place, key, _number(value), item.n, status)
    for theme in result.themes:
        place = _place("themes", theme.program, theme.session, theme.theme)
        yield (*place, "comments", theme.comments, theme.comments, theme.status)


def _participation(found: Participation) -> Iterator[Line]:
    for key, status, value in found.cells():
        yield ("participation", "", "", "", key, _number(value), None, status)
    for item in found.absence:
        place = ("participation", "", "", inert(item.code))
        yield (*place, "absence_reasons", item.count, item.count, "shown")


def _people(found: UnitResult) -> Iterator[Line]:
    """Yield JP and response of a unit's people."""
    for name in ("without_program", "pns_below_hours", "pppk_above_hours", "mean_hours"):
        value, n = getattr(found, name), found.participation.active_employees
        yield ("unit", "", "", "", name, value, n, "hidden" if value is None else "shown")
    status = "hidden" if found.response_share is None else "shown"
    yield ("unit", "", "", "", "response_share", found.response_share, found.invited, status)


def _likert(
    row: LikertRow, seen: dict[tuple[str | None, str | None, str], str | None]
) -> Iterator[Line]:
    item = question_item(row)
    if seen.setdefault((row.program, row.session, item), row.survey) != row.survey:
        item = f"{item}/{row.survey}"  # two forms of a session asked the same
    place = _place("reaction", row.program, row.session, item)
    yield (*place, "invited", row.invited, row.submitted, row.status)
    for key, status, value in row.cells():
        yield (*place, key, _number(value), row.n, status)


def question_item(row: LikertRow) -> str:
    """Return the question's key; what is not the default stands behind it, after a stroke."""
    parts = [row.question]
    if row.audience != "participants":
        parts.append(row.audience)
    if row.month is not None:
        parts.append(str(row.month))
    if row.moment == "before":
        parts.append(row.moment)
    parts.extend(part for part in (row.subject, row.stratum) if part)
    if len(row.sessions) > 1:
        parts.append("+".join(row.sessions))
    return "/".join(parts)


def _dimension(row: DimensionRow) -> Iterator[Line]:
    parts = [row.dimension, row.scale, row.audience, str(row.month or ""), row.moment, row.stratum]
    place = _place("dimension", row.program, row.session, "/".join(filter(None, parts)))
    for key, status, value in row.cells():
        yield (*place, key, _number(value), row.n, status)


def _learning(row: LearningRow) -> Iterator[Line]:
    place = _place("learning", row.program, row.session, "tes")
    for key, status, value in row.cells():
        yield (*place, key, _number(value), row.n, status)
    yield (*place, "gain_band", row.gain_band, row.n, row.status)


def _attitude(row: AttitudeRow) -> Iterator[Line]:
    parts = [row.dimension, row.scale, row.form, row.kind, str(row.month or "")]
    place = _place("attitude", row.program, row.session, "/".join(filter(None, parts)))
    for key, status, value in row.cells():
        yield (*place, key, _number(value), row.n, status)


def _performance(row: PerformanceRow) -> Iterator[Line]:
    item = f"{row.indicator}/{row.wave}" if row.wave else row.indicator
    place = _place("performance", row.program, row.session, item)
    yield (*place, "missing_pairs", row.missing_pairs, row.n, row.status)
    for key, status, value in row.cells():
        yield (*place, key, _number(value), row.n, status)
    yield (*place, "verdict", row.verdict, row.n, row.status)


def _comparison(result: ComparisonResult) -> Iterator[Line]:
    yield from _side_by_side(result.measure.key, result.regions, result.differences)
    beside = result.performance
    if beside is not None and beside.measure != result.measure:
        yield from _side_by_side(beside.measure.key, beside.regions, beside.differences)


def _side_by_side(
    measure: str, regions: Iterable[ComparedRegion], differences: Iterable[Difference]
) -> Iterator[Line]:
    item = inert(measure)
    for region in regions:
        place = ("comparison", inert(region.code), "", item)
        for name in ("mean", "ci_low", "ci_high", "before", "after"):
            value = getattr(region, name)
            empty = region.status == "shown" and value is None
            yield (*place, name, value, region.n, "none" if empty else region.status)
    for pair in differences:
        place = ("comparison", inert(f"{pair.first} - {pair.second}"), "", item)
        for name in ("difference", "ci_low", "ci_high", "t", "df", "p"):
            yield (*place, name, getattr(pair, name), None, pair.status)


def _place(
    block: str, program: str | None, session: str | None, item: str
) -> tuple[str, str, str, str]:
    return block, inert(program or ""), inert(session or ""), inert(item)


def _number(value: float | None) -> float | int | None:
    """Write whole numbers without a decimal point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
