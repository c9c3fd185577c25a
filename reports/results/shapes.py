"""One frozen result per page. Pages, charts, CSV, JSON and files read these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reports.results.attitudes import AttitudeRow
from reports.results.items import ItemRow
from reports.results.lines import (
    ChangeBars,
    ConcernRow,
    Details,
    HealthRow,
    ProgramLine,
    SessionLine,
    Tile,
)
from reports.results.period import Filters, Period
from reports.results.rows import (
    CommentGroup,
    DimensionRow,
    Held,
    LearningRow,
    LikertRow,
    Participation,
    PerformanceRow,
    Response,
)
from reports.results.themes import ThemeRow


@dataclass(frozen=True, slots=True)
class RegionResult:
    """The manager's first screen of a region, and everything under "Rincian"."""

    code: str
    name: str  # "Tangerang Selatan"
    period: Period
    filters: Filters
    data_as_of: datetime  # attendance and performance are as of this moment
    headline: str  # "Dari 6 program yang sudah dapat dinilai, 3 membaik, …"
    trust: str  # "128 dari 171 peserta mengisi (75%). 1 angkatan menunggu digabung."
    low_response: bool  # below half answered: "Tafsirkan dengan hati-hati"
    unit_note: str  # "Jawaban anonim tidak dapat dirinci menurut OPD." with an OPD filter, else ""
    health: tuple[HealthRow, ...]  # five, always
    concerns: tuple[ConcernRow, ...]  # at most five
    concerns_empty: str  # "Belum ada yang perlu perhatian menurut aturan ini." or ""
    tiles: tuple[Tile, ...]  # four
    participation: Participation
    reaction: tuple[LikertRow, ...]  # participants' forms, summed over programmes, by % favourable
    dimensions: tuple[DimensionRow, ...]  # summed over programmes
    learning: tuple[LearningRow, ...]  # first the region (program None), then each programme
    application: tuple[LikertRow, ...]  # alumni and supervisors, levels 3-4, by month
    hindrances: tuple[LikertRow, ...]  # reverse items, most hindered first
    choices: tuple[LikertRow, ...]  # choice questions: challenges, preferred schedule
    performance: tuple[PerformanceRow, ...]  # region by indicator (program None), then programmes
    programs: tuple[ProgramLine, ...]
    held: tuple[Held, ...]
    details: Details  # empty on the page; filled for JSON and CSV


@dataclass(frozen=True, slots=True)
class ProgramResult:
    """A programme over its sessions."""

    pk: int
    code: str
    name: str
    region: str
    region_name: str
    period: Period
    data_as_of: datetime
    headline: str  # the verdict sentence of the primary indicator, or why there is none
    verdict: str
    verdict_words: str
    coverage: str  # "2 dari 3 angkatan; 1 menunggu digabung" or ""
    tiles: tuple[Tile, ...]
    participation: Participation
    responses: tuple[Response, ...]
    reaction: tuple[LikertRow, ...]
    dimensions: tuple[DimensionRow, ...]
    learning: tuple[LearningRow, ...]  # first the programme (session None), then its sessions
    attitudes: tuple[AttitudeRow, ...]  # the programme, then its sessions
    test_items: tuple[ItemRow, ...]  # the programme, then its sessions; from 30 people
    application: tuple[LikertRow, ...]
    hindrances: tuple[LikertRow, ...]
    choices: tuple[LikertRow, ...]
    performance: tuple[PerformanceRow, ...]  # programme by indicator and wave, then sessions
    changes: tuple[ChangeBars, ...]  # individual changes in bins of at least 5, no names
    themes: tuple[ThemeRow, ...]  # of released comments: the programme (session None), its sessions
    sessions: tuple[SessionLine, ...]
    held: tuple[Held, ...]
    details: Details


@dataclass(frozen=True, slots=True)
class SessionResult:
    """One angkatan."""

    pk: int
    code: str
    label: str  # "Angkatan 2"
    program_pk: int
    program: str
    program_name: str
    region: str
    region_name: str
    starts_on: date
    ends_on: date
    data_as_of: datetime
    headline: str
    verdict: str
    verdict_words: str
    tiles: tuple[Tile, ...]
    participation: Participation
    responses: tuple[Response, ...]
    reaction: tuple[LikertRow, ...]  # with subject rows for forms per mata pelatihan
    dimensions: tuple[DimensionRow, ...]
    strata: tuple[LikertRow, ...]  # only where every unit group has at least 10; no n
    learning: tuple[LearningRow, ...]
    attitudes: tuple[AttitudeRow, ...]
    test_items: tuple[ItemRow, ...]  # from 30 people
    application: tuple[LikertRow, ...]
    hindrances: tuple[LikertRow, ...]
    choices: tuple[LikertRow, ...]
    performance: tuple[PerformanceRow, ...]
    changes: tuple[ChangeBars, ...]
    comments: tuple[CommentGroup, ...]
    comments_note: str  # why there are none; "" when there are
    themes: tuple[ThemeRow, ...]  # of released comments; most frequent first
    held: tuple[Held, ...]
    details: Details


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A perangkat daerah seen by its head: its own people; survey answers never by unit."""

    pk: int
    name: str
    region: str
    region_name: str
    period: Period
    data_as_of: datetime
    note: str  # "Jawaban anonim tidak dapat dirinci menurut OPD."
    participation: Participation
    waiting_forms: int | None  # forms that the signed-in head still has to fill as atasan
    without_program: int | None  # people of the unit without a programme this year
    pns_below_hours: int | None  # PNS below 20 JP this year
    pns: int | None  # PNS in the unit
    pppk_above_hours: int | None  # PPPK above 24 JP
    hours_minimum: float  # JP, legal minimum for PNS
    hours_maximum: float  # JP, legal ceiling for PPPK
    mean_hours: float | None  # JP a person this year; None below 5 people
    invited: int | None  # forms for their people
    submitted: int | None  # of them sent
    response_share: float | None  # 0-1
    performance: tuple[PerformanceRow, ...]  # own people, whole year, or hidden
    region_health: tuple[HealthRow, ...]  # block 1 of the region, for comparison
