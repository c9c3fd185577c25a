"""The one computed result per page: composes frames, analysis and the gate."""

from reports.results.attitudes import AttitudeRow
from reports.results.cached import region_result, unit_result
from reports.results.compared import (
    ComparedPerformance,
    ComparedRegion,
    ComparisonResult,
    Difference,
    Measure,
)
from reports.results.comparison import comparison_result
from reports.results.items import ItemRow
from reports.results.lines import (
    CERTAINTY,
    ChangeBars,
    ConcernRow,
    Details,
    HealthRow,
    ProgramLine,
    SessionLine,
    Tile,
)
from reports.results.period import Filters, Period
from reports.results.program import program_result
from reports.results.rows import (
    AbsenceCount,
    CommentGroup,
    Coverage,
    DimensionRow,
    Held,
    LearningRow,
    LikertRow,
    Participation,
    PerformanceRow,
    Response,
)
from reports.results.session import session_result
from reports.results.shapes import ProgramResult, RegionResult, SessionResult, UnitResult
from reports.results.suggestions import CommentPile, ThemeReading, theme_reading
from reports.results.themes import ThemeRow

__all__ = [
    "CERTAINTY",
    "AbsenceCount",
    "AttitudeRow",
    "ChangeBars",
    "CommentGroup",
    "CommentPile",
    "ComparedPerformance",
    "ComparedRegion",
    "ComparisonResult",
    "ConcernRow",
    "Coverage",
    "Details",
    "Difference",
    "DimensionRow",
    "Filters",
    "HealthRow",
    "Held",
    "ItemRow",
    "LearningRow",
    "LikertRow",
    "Measure",
    "Participation",
    "PerformanceRow",
    "Period",
    "ProgramLine",
    "ProgramResult",
    "RegionResult",
    "Response",
    "SessionLine",
    "SessionResult",
    "ThemeReading",
    "ThemeRow",
    "Tile",
    "UnitResult",
    "comparison_result",
    "program_result",
    "region_result",
    "session_result",
    "theme_reading",
    "unit_result",
]
