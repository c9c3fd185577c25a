"""The rows that results are made of. Frozen; every field has its unit; hidden rows hold nothing.

A row whose ``status`` is not ``shown`` cannot hold a number except ``invited`` and ``n`` (a hidden
whole session keeps "8 dari 25 mengisi"; strata carry no n). ``flags``: "small_n" (10-29 people:
"Jumlah responden sedikit; baca sebagai gambaran awal."), "low_response" (below half answered),
"few" (5-9 people: means and counts, but no interval, test or verdict), "merged" (several angkatan
published together), "incomplete" (some angkatan are held or open).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any

from reports.disclosure import CellStatus, HiddenValueError

Flags = tuple[str, ...]


def value() -> Any:  # noqa: ANN401  the field declares its own type
    """Mark a field as a number that only a shown row may hold."""
    return field(default=None, metadata={"value": True})


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a result: an address, a status and, only if shown, numbers."""

    status: CellStatus  # none, running, hidden, shown
    flags: Flags

    def __post_init__(self) -> None:
        """Refuse numbers in a row that is not shown."""
        if self.status == "shown":
            return
        held = [name for name in self.value_names() if getattr(self, name) is not None]
        if held:
            raise HiddenValueError(f"{type(self).__name__} is {self.status} and holds {held}.")

    @classmethod
    @cache
    def value_names(cls) -> tuple[str, ...]:
        """Return the names of the fields that hold numbers."""
        return tuple(item.name for item in fields(cls) if item.metadata.get("value"))

    def cells(self) -> Iterator[tuple[str, CellStatus, float | None]]:
        """Yield key, state and value of each number of the row, shown or not."""
        nothing = self.without_value()
        for name in self.value_names():
            found = getattr(self, name)
            if found is None:
                yield name, nothing, None
            elif not isinstance(found, str | tuple):
                yield name, self.status, found

    def without_value(self) -> CellStatus:
        """Return the state of a number that a row does not give."""
        if self.status != "shown":
            return self.status
        return "hidden" if "few" in self.flags else "none"


@dataclass(frozen=True, slots=True)
class LikertRow(Row):
    """One question of one audience: of a session, a merged group, a programme or a region."""

    region: str  # Kemendagri code
    program: str | None  # code; None: summed over the programmes of the region
    program_name: str
    session: str | None  # code; None: summed over published sessions (see coverage)
    subject: str | None  # mata pelatihan, only for forms about one
    survey: str | None  # code of the survey, "F1S.MW26-1.1"; None when summed
    audience: str  # participants, alumni, supervisors, peers, subordinates, non_participants
    month: int | None  # alumni and raters: 3, 6 or 12 months after the session; else None
    moment: str  # "before": asked before the training, or about before it; else "after"
    question: str  # key, "R-MAT-1"; "" for an open form, of which nothing else is said
    text: str  # the question as asked
    dimension: str  # "Materi"
    level: int  # Kirkpatrick 1-4
    scale: str  # scale code, "setuju-4"; scales are never pooled. "" for a choice question
    labels: tuple[tuple[str, str], ...]  # (value, label), worst first; choice codes for choices
    favourable_from: int | None  # lowest favourable value
    neutral: int | None  # neutral value, None on even scales
    reverse: bool  # True: agreeing means being hindered
    stratum: str  # unit group code; "" for the whole session
    stratum_label: str  # "Sekolah"; "" for the whole session
    sessions_shown: int  # published sessions in this row
    sessions_total: int  # sessions with a closed survey
    coverage: str  # "2 dari 3 angkatan; 1 menunggu digabung"; "" when all are in
    sessions: tuple[str, ...] = ()  # codes of the sessions merged in this row, if they are
    invited: int | None = None  # people asked; strata: None
    submitted: int | None = None  # people who sent the form; strata: None
    n: int | None = None  # people behind the numbers of this question; hidden session: submitted
    mean: float | None = value()  # scale points, as answered (reverse items are not turned)
    counts: tuple[tuple[str, int], ...] | None = value()  # (value, people), every label once
    favourable_share: float | None = value()  # 0-1; on reverse items: of those not hindered
    neutral_share: float | None = value()  # 0-1; None on scales without a neutral point
    unfavourable_share: float | None = value()  # 0-1; on reverse items "% yang terhambat"
    ci_low: float | None = value()  # Wilson 95 % of favourable_share; None below 10
    ci_high: float | None = value()

    def cells(self) -> Iterator[tuple[str, CellStatus, float | None]]:
        """Yield the numbers and one for each answer label."""
        yield from Row.cells(self)
        counted = dict(self.counts or ())
        for code, _ in self.labels:
            yield f"counts.{code}", self.status, counted.get(code)


@dataclass(frozen=True, slots=True)
class DimensionRow(Row):
    """Persons' means of one dimension: of a session, a merged group, a programme or a region."""

    region: str
    program: str | None
    program_name: str
    session: str | None
    audience: str
    month: int | None  # 3, 6, 12 months after the session, or None
    moment: str  # before, after: see LikertRow
    dimension: str
    level: int
    scale: str
    reverse: bool  # a dimension of hindrances: higher is worse
    stratum: str
    n: int | None = None  # people with at least one answered item
    mean: float | None = value()  # scale points, mean over persons of their mean
    sd: float | None = value()  # scale points, over persons; None below 10 people
    favourable_share: float | None = value()  # 0-1 of all answers to its items, see LikertRow


@dataclass(frozen=True, slots=True)
class LearningRow(Row):
    """Pretest and posttest of a session, or of a programme or region (session None)."""

    region: str
    program: str | None
    program_name: str
    session: str | None
    n: int | None = None  # people with both scores
    missing_pairs: int | None = None  # attended, but one or both scores are missing
    sessions_shown: int = 0
    sessions_total: int = 0
    coverage: str = ""
    mean_before: float | None = value()  # points 0-100
    mean_after: float | None = value()  # points 0-100
    change: float | None = value()  # points, after minus before
    sd_change: float | None = value()  # points; None below 10 people, as everything to p
    ci_low: float | None = value()  # points, 95 % paired t
    ci_high: float | None = value()
    t: float | None = value()
    df: float | None = value()
    p: float | None = value()  # two-sided
    cohen_dz: float | None = value()  # standard deviations of the change
    gain_of_means: float | None = value()  # N-gain, (after - before) / (100 - before) of means
    gain_low: float | None = value()  # 95 % interval of gain_of_means
    gain_high: float | None = value()
    gain_band: str | None = value()  # "Tinggi" > 0,70 · "Sedang" · "Rendah" < 0,30
    mean_of_gains: float | None = value()  # mean of persons' N-gains
    undefined_gains: int | None = value()  # people whose pretest was already 100
    negative_gains: int | None = value()  # people whose score fell


@dataclass(frozen=True, slots=True)
class PerformanceRow(Row):
    """Before and after on one indicator: of a session, a programme, an OPD or a region."""

    region: str
    program: str | None
    program_name: str
    session: str | None
    indicator: str  # code, "tepat_waktu"
    indicator_name: str
    unit: str  # "%", "menit"
    primary: bool
    direction: str  # up, down: which way is better
    wave: int  # 0 as declared in the file, 3, 6 or 12 months after
    delta: float  # smallest change worth having, in the indicator's unit
    method: str = ""  # "paired_t", "stratified_t", "random_effects"; "" when not shown
    n: int | None = None  # people (or units) with before and after
    missing_pairs: int | None = None  # people with only one of the two
    sessions_shown: int = 0
    sessions_total: int = 0
    coverage: str = ""
    low: float | None = None  # range of the indicator, its unit
    high: float | None = None
    mean_before: float | None = value()  # indicator's unit
    mean_after: float | None = value()
    change: float | None = value()  # after minus before, whatever the direction
    sd_change: float | None = value()  # None below 10 pairs, as everything to hedges_g_av
    ci_low: float | None = value()  # 95 % interval of change
    ci_high: float | None = value()
    hl_low: float | None = value()  # 95 % Hodges-Lehmann interval of the median change
    hl_high: float | None = value()
    t: float | None = value()
    df: float | None = value()
    p: float | None = value()  # two-sided
    p_holm: float | None = value()  # within the family of secondary indicators; None for primary
    wilcoxon_w: float | None = value()  # min(W+, W-), zeros by Pratt
    wilcoxon_p: float | None = value()
    cohen_dz: float | None = value()  # SDs of the change; sign as change
    hedges_g_av: float | None = value()  # average SDs of before and after; sign as change
    better: int | None = value()  # people whose value moved the good way
    same: int | None = value()
    worse: int | None = value()
    verdict: str | None = value()  # insufficient, worse, better, better_uncertain, better_small, …
    verdict_words: str | None = value()  # "membaik, besarnya belum pasti"
    sentence: str | None = value()  # rule 5 in one Indonesian sentence, with numbers


@dataclass(frozen=True, slots=True)
class Held:
    """A survey that waits for others before it may be shown."""

    program: str
    program_name: str
    session: str
    session_label: str  # "Angkatan 2"
    survey: str
    invited: int
    submitted: int
    reason: str  # code: "below_group" (waits to be merged), "below_raters"
    sentence: str  # the reason in Indonesian


@dataclass(frozen=True, slots=True)
class AbsenceCount:
    """How many gave one reason of absence; below 5 they are inside "lainnya"."""

    code: str
    label: str
    count: int  # people


@dataclass(frozen=True, slots=True)
class Coverage:
    """Cakupan of a group of units, or of one OPD."""

    key: str  # unit group code or unit id
    label: str  # "Sekolah"
    active: int | None  # ASN in service now
    covered: int | None  # of them with at least one programme in the period
    share: float | None  # 0-1
    status: CellStatus
    top_reason: str = ""  # "bentrok jadwal layanan, piket, atau mengajar"; "" if too few


@dataclass(frozen=True, slots=True)
class Participation(Row):
    """Cakupan, kehadiran and penyelesaian: three numbers, never mixed."""

    active_employees: int | None = value()  # ASN in service now; None on programme pages
    covered: int | None = value()  # of them, attended at least once in the period
    nominated: int | None = value()  # all who were ever put on the list
    appointed: int | None = value()  # ditetapkan, whether they came or not
    attended: int | None = value()  # hadir or selesai
    completed: int | None = value()  # at least 85 % of the JP
    coverage_share: float | None = value()  # 0-1, covered / active_employees
    attendance_share: float | None = value()  # 0-1, attended / appointed
    completion_share: float | None = value()  # 0-1, completed / attended
    units_without: int | None = value()  # OPD that sent nobody in the period
    sessions: int | None = value()  # sessions that ended in the period
    absence: tuple[AbsenceCount, ...] = ()
    by_group: tuple[Coverage, ...] = ()  # the four unit groups (region page only)


@dataclass(frozen=True, slots=True)
class CommentGroup:
    """Released answers to one open question, in random order, without scores."""

    question: str
    about: str  # who answers, about what: "Peserta · Etika Pelayanan (Rina Wijaya)"
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """How many answered one form, also while it is open."""

    survey: str
    title: str  # "Umpan balik singkat"
    program: str
    session: str
    subject: str | None
    audience: str
    audience_label: str
    status: CellStatus  # running while open; then shown, hidden or none
    invited: int
    submitted: int
    closes_on: date
