"""Change of ability, confidence, motivation and competence, as the same people answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from reports.analysis import (
    PairSums,
    change_from_sums,
    changes_of_histogram,
    hodges_lehmann_interval,
    signed_rank,
)
from reports.disclosure import LOW_N, Candidate, Thresholds, merge, release
from reports.frames.attitudes import PairRecord, pair_records
from reports.results.rows import Row, value
from reports.results.source import Source
from reports.results.wording import coverage_words

FROM_MEMORY = "menurut ingatan peserta"
TWICE = "diukur dua kali"
HELD = (
    "Tidak ditampilkan untuk menjaga kerahasiaan responden: terlalu sedikit yang menjawab dua "
    "kali, atau kurang dari {rest} orang menjawab sekali saja."
)
MEANS = ("mean_before", "mean_after")
LEAST_RANKED = 5  # up to so many changes have no 95 % Hodges-Lehmann interval
FROM_FEW = (*MEANS, "change")  # from 5 people; the rest from 10


@dataclass(frozen=True, slots=True)
class AttitudeRow(Row):
    """One dimension before and after: of a session, or of a programme (session None)."""

    region: str
    program: str
    program_name: str
    session: str | None
    kind: str  # repeated: two forms; retrospective: both on one page, from memory
    kind_words: str  # "diukur dua kali", "menurut ingatan peserta"
    form: str  # code of the later questionnaire
    month: int | None  # 3, 6, 12 for alumni; None: at the end of the training
    dimension: str
    scale: str  # scale code; scales are never pooled
    keys: tuple[str, ...]  # of the questions asked both times
    n: int | None = None  # people with a value both times
    sessions_shown: int = 0
    sessions_total: int = 0
    coverage: str = ""
    reason: str = ""  # why nothing is shown
    mean_before: float | None = value()  # scale points; None where it would tell single answers
    mean_after: float | None = value()
    change: float | None = value()  # scale points, after minus before
    sd_change: float | None = value()  # None below 10 people, as everything to wilcoxon_p
    ci_low: float | None = value()  # 95 % paired t
    ci_high: float | None = value()
    t: float | None = value()
    df: float | None = value()
    p: float | None = value()  # two-sided
    cohen_dz: float | None = value()
    hl_low: float | None = value()  # 95 % Hodges-Lehmann interval of the median change
    hl_high: float | None = value()
    wilcoxon_w: float | None = value()
    wilcoxon_p: float | None = value()


class Kind(NamedTuple):
    """What may be added up: the same items, in the same later form, at the same time."""

    program: int
    kind: str
    form: str
    month: int | None
    dimension: str
    scale: str
    keys: tuple[str, ...]


class Shown(NamedTuple):
    """What a row adds up."""

    units: Sequence[tuple[int, ...]]  # sessions that count as one
    blocks: Sequence[tuple[int, ...]]  # parts of units that have a row, or are merged, themselves
    session: str | None = None  # code; None: a programme


Sessions = dict[int, list[PairRecord]]  # of one kind, in the order of their last day


def attitude_rows(source: Source) -> tuple[list[AttitudeRow], list[AttitudeRow]]:
    """Return the rows of the programmes and those of the sessions inside; one query."""
    programs: list[AttitudeRow] = []
    parts: list[AttitudeRow] = []
    for kind, sessions in _by_kind(source).items():
        inside = [pk for pk in sessions if pk in source.inside]
        if not inside:
            continue
        first = merge(list(sessions), partial(_enough, sessions, limits=source.thresholds))
        parts += [_session_row(source, kind, sessions, pk, first.shown) for pk in inside]
        programs.append(_program_row(source, kind, sessions, inside, first.shown))
    return sorted(programs, key=_place), sorted(parts, key=_place)


def _place(row: AttitudeRow) -> tuple[str, int, str, str]:
    return row.kind, row.month or 0, row.dimension, row.session or ""


def _by_kind(source: Source) -> dict[Kind, Sessions]:
    found: dict[Kind, Sessions] = defaultdict(lambda: defaultdict(list))
    place = {pk: index for index, pk in enumerate(source.sessions)}
    records = [one for one in pair_records(source.queryset) if one.session in place]
    for one in sorted(records, key=lambda record: place[record.session]):
        program = source.sessions[one.session].program
        key = Kind(program, one.kind, one.form, one.month, one.dimension, one.scale, one.keys)
        found[key][one.session].append(one)
    return found


def _session_row(
    source: Source, kind: Kind, sessions: Sessions, pk: int, shown: Sequence[tuple[int, ...]]
) -> AttitudeRow:
    units = [(pk,)] if (pk,) in shown else []
    return _row(source, kind, sessions, [pk], Shown(units, units, source.sessions[pk].code))


def _program_row(
    source: Source,
    kind: Kind,
    sessions: Sessions,
    inside: list[int],
    shown: Sequence[tuple[int, ...]],
) -> AttitudeRow:
    """Sum up blocks of at least 10 people; blocks of fewer only together, else alone as means."""
    limits = source.thresholds

    def many(blocks: Sequence[tuple[int, ...]]) -> bool:
        return sum(_people(sessions, block) for block in blocks) >= limits.verdict

    second = merge(list(shown), many)
    units = [tuple(pk for block in group for pk in block) for group in second.shown]
    kept = [unit for unit in units if source.inside.issuperset(unit)]
    kept = kept or [unit for unit in second.held if source.inside.issuperset(unit)]
    published = [block for block in shown if any(set(block) <= set(unit) for unit in kept)]
    return _row(source, kind, sessions, inside, Shown(kept, published))


def _row(
    source: Source, kind: Kind, sessions: Sessions, inside: Sequence[int], shown: Shown
) -> AttitudeRow:
    limits, program = source.thresholds, source.programs[kind.program]
    units, counted = shown.units, sum(len(unit) for unit in shown.units)
    n = sum(_people(sessions, unit) for unit in units or [tuple(inside)])
    flags = ["small_n"] if units and n < LOW_N else []
    flags += ["few"] if units and n < limits.verdict else []
    flags += ["incomplete"] if counted < len(inside) else []
    return AttitudeRow(
        status="shown" if units else "hidden",
        flags=tuple(flags),
        region=source.region.code,
        program=program.code,
        program_name=program.name,
        session=shown.session,
        kind=kind.kind,
        kind_words=FROM_MEMORY if kind.kind == "retrospective" else TWICE,
        form=kind.form,
        month=kind.month,
        dimension=kind.dimension,
        scale=kind.scale,
        keys=kind.keys,
        n=n,
        sessions_shown=counted,
        sessions_total=len(inside),
        coverage=coverage_words(counted, len(inside)),
        reason="" if units else HELD.format(rest=limits.group),
        **(_released(source, sessions, shown) if units else {}),
    )


def _released(source: Source, sessions: Sessions, shown: Shown) -> dict[str, Any]:
    """Compute the numbers of a row and send them through the gate."""
    limits = source.thresholds
    numbers, n = _numbers(sessions, shown.units), sum(_people(sessions, u) for u in shown.units)
    plain = all(_plain(sessions, block, limits) for block in shown.blocks)
    cells = release(
        (
            Candidate(
                name,
                None if name in MEANS and not plain else number,
                n,
                limits.records if name in FROM_FEW else limits.verdict,
            )
            for name, number in numbers.items()
        ),
        source.viewer,
    )
    return {name: numbers[name] for name, cell in cells.items() if cell.status == "shown"}


def _numbers(sessions: Sessions, units: Sequence[tuple[int, ...]]) -> dict[str, float | None]:
    found = change_from_sums([_sums(sessions, unit) for unit in units])
    histogram: Counter[str] = Counter()
    for one in _records(sessions, [pk for unit in units for pk in unit]):
        histogram.update(one.differences)
    changes = changes_of_histogram(histogram)
    low, high = hodges_lehmann_interval(changes) if changes.size > LEAST_RANKED else (None, None)
    ranks = signed_rank(changes)
    return {
        "mean_before": found.mean_before,
        "mean_after": found.mean_after,
        "change": found.change,
        "sd_change": found.sd_change,
        "ci_low": found.ci_low,
        "ci_high": found.ci_high,
        "t": found.t,
        "df": found.df,
        "p": found.p,
        "cohen_dz": found.cohen_dz,
        "hl_low": low,
        "hl_high": high,
        "wilcoxon_w": ranks.w,
        "wilcoxon_p": ranks.p,
    }


def _records(sessions: Sessions, group: Sequence[int]) -> list[PairRecord]:
    return [one for pk in group for one in sessions[pk]]


def _sums(sessions: Sessions, group: Sequence[int]) -> PairSums:
    first, *others = [one.sums for one in _records(sessions, group)]
    return sum(others, start=first)


def _people(sessions: Sessions, group: Sequence[int]) -> int:
    return sum(one.sums.n for one in _records(sessions, group))


def _alone(sessions: Sessions, group: Sequence[int]) -> tuple[int, int]:
    """Return how many answered only before, and only after: a reader could subtract the pairs.

    The results of each form are shown beside its pairs, so what is left over is as good as shown.
    """
    records = _records(sessions, group)
    before = {one.before: one.n_before for one in records}
    after = {one.after: one.n_after for one in records}
    n = sum(one.sums.n for one in records)
    return sum(before.values()) - n, sum(after.values()) - n


def _enough(sessions: Sessions, group: Sequence[int], limits: Thresholds) -> bool:
    """Tell whether a change may be shown: enough pairs, and nobody left over, or enough of them."""
    rest = sum(_alone(sessions, group))
    return _people(sessions, group) >= limits.records and (rest == 0 or rest >= limits.group)


def _plain(sessions: Sessions, group: Sequence[int], limits: Thresholds) -> bool:
    """Tell whether both means may be shown beside the means of the forms."""
    return all(rest == 0 or rest >= limits.group for rest in _alone(sessions, group))
