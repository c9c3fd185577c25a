"""Regions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.disclosure import CellStatus
from reports.results.period import Period
from reports.results.rows import LikertRow


@dataclass(frozen=True, slots=True)
class ComparedRegion:
    """One region of a comparison; fixed alphabetical order, never by value."""

    code: str
    name: str
    status: CellStatus
    sentence: str  # "Candisari: baru 1 angkatan; perlu 3."
    sessions: int = 0  # sessions with a published value
    n: int | None = None  # respondents or people
    mean: float | None = None  # mean of the session values: share 0-1, or the indicator's unit
    ci_low: float | None = None  # 95 % t interval over sessions; None below 3 sessions
    ci_high: float | None = None
    mix: tuple[tuple[str, int], ...] = ()  # who is compared: (programme name, people)
    likert: LikertRow | None = None  # the same item summed over the region
    before: float | None = None  # mean of the session means, the indicator's unit
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two regions compared on session values."""

    first: str  # names, as shown
    second: str
    status: CellStatus
    sentence: str
    difference: float | None = None  # first minus second, unit of the measure (shares 0-1)
    ci_low: float | None = None  # 95 %, Welch on session values
    ci_high: float | None = None
    t: float | None = None
    df: float | None = None
    p: float | None = None
    respondents_low: float | None = None  # 95 % Newcombe on respondents (shares only)
    respondents_high: float | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What regions can be compared on."""

    key: str  # "item:B-TER-1", "item:R-REL-4", "indicator:tepat_waktu"
    label: str
    unit: str  # "%" for shares, else the indicator's unit


@dataclass(frozen=True, slots=True)
class ComparedPerformance:
    """Regions side by side on one indicator before and after."""

    measure: Measure  # "indicator:…"
    basis: str  # "setelah 3 bulan"; "" for values declared with the session
    low: float | None  # range of the indicator
    high: float | None
    regions: tuple[ComparedRegion, ...]  # mean: of the session changes, indicator's unit
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """Regions side by side, like with like: same topic, same question key."""

    measure: Measure
    basis: str  # whose answers, when: "alumni, 3 bulan sesudah pelatihan"
    measures: tuple[Measure, ...]  # what can be chosen
    topic: str  # code
    topic_name: str
    topics: tuple[tuple[str, str], ...]  # topics held in at least two regions: (code, name)
    period: Period
    data_as_of: datetime
    headline: str
    regions: tuple[ComparedRegion, ...]
    differences: tuple[Difference, ...]
    performance: ComparedPerformance | None  # None: no indicator common to two regions
