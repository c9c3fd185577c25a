"""Lines of the pages: health, concerns, tiles, programmes, sessions, bars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.disclosure import CellStatus
from reports.results.attitudes import AttitudeRow
from reports.results.rows import DimensionRow, LearningRow, LikertRow, PerformanceRow

CERTAINTY = {"strong": "kuat", "fair": "cukup", "limited": "terbatas", "none": "belum ada data"}


@dataclass(frozen=True, slots=True)
class Tile:
    """A plain number with its words, for the head of a page."""

    key: str  # sessions, attended, response, pairs
    label: str
    number: str  # ready to show
    note: str  # "128 dari 171"
    status: CellStatus


@dataclass(frozen=True, slots=True)
class ProgramLine:
    """A programme in the region's list: its verdict and what it rests on."""

    pk: int
    code: str
    name: str
    category: str  # code
    sessions: int  # ended in the period
    attended: int | None  # people; None below 5
    status: CellStatus  # of its participants' forms: why there is no share
    favourable_share: float | None  # 0-1, participants' forms; None when not shown
    favourable_n: int | None  # respondents
    verdict: str  # code of rule 5; "insufficient" without enough pairs
    verdict_words: str
    performance: PerformanceRow | None  # the row behind the verdict


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a programme's list."""

    pk: int
    code: str
    label: str  # "Angkatan 2"
    starts_on: date
    ends_on: date
    attended: int | None  # people; None below 5
    status: CellStatus  # of its participants' form
    favourable_share: float | None  # 0-1
    invited: int | None
    submitted: int | None
    change: float | None  # primary indicator, its unit


@dataclass(frozen=True, slots=True)
class Details:
    """Everything that machine outputs list: sums and every session, shown or not."""

    reaction: tuple[LikertRow, ...] = ()
    dimensions: tuple[DimensionRow, ...] = ()
    learning: tuple[LearningRow, ...] = ()
    attitudes: tuple[AttitudeRow, ...] = ()
    performance: tuple[PerformanceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeBars:
    """Individual changes of one indicator counted in bins; every bin that is drawn holds >= 5."""

    program: str
    session: str | None
    indicator: str
    wave: int
    bins: tuple[tuple[float, float, int], ...]  # (from, to, people) in the indicator's unit


@dataclass(frozen=True, slots=True)
class HealthRow:
    """A line of block 1: one question, one sentence, one number, its n, one word of certainty."""

    key: str  # reaction, learning, application, performance, coverage
    label: str  # "Peserta menilai baik"
    sentence: str  # one plain sentence with the number
    number: str  # "83% setuju", "62 → 78", "+4,8 poin (3,1–6,5)"; "" when not shown
    n_text: str  # "128 dari 171", "118 orang"; "" when there is none
    certainty: str  # strong, fair, limited, none
    certainty_words: str  # "cukup", "tanpa pembanding", "belum ada data"
    status: CellStatus
    anchor: str  # id of the block below it: peserta, reaksi, pembelajaran, penerapan, kinerja


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """A line of block 2: where it does not work yet, and what to do next."""

    name: str  # "Manajemen Proyek", "Sekolah"
    sentence: str  # "kinerja belum berubah · hambatan terbanyak: beban tugas (62%)"
    rule: str  # code: worse, no_change, low_dimension, low_coverage, low_application
    next_step: str  # "Bahas pembagian tugas dengan atasan alumni …"
    url_name: str  # "reports:program", "" for the block on this page
    pk: int | None  # argument of url_name
    anchor: str  # id of the block on the page when url_name is ""
    people: int  # people concerned; the list is ordered by it, most first
