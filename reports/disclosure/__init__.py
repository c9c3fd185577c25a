"""What may be shown: the one gate, and the cells that come out of it."""

from reports.disclosure.blocks import Blocks, merge, merge_counts
from reports.disclosure.cells import Cell, CellStatus, HiddenValueError
from reports.disclosure.gate import (
    HEALTH_REASONS,
    OTHER_REASONS,
    Candidate,
    Viewer,
    release,
    release_reason_blocks,
    release_reasons,
    summed,
)
from reports.disclosure.thresholds import LOW_N, LOW_RESPONSE, Thresholds

__all__ = [
    "HEALTH_REASONS",
    "LOW_N",
    "LOW_RESPONSE",
    "OTHER_REASONS",
    "Blocks",
    "Candidate",
    "Cell",
    "CellStatus",
    "HiddenValueError",
    "Thresholds",
    "Viewer",
    "merge",
    "merge_counts",
    "release",
    "release_reason_blocks",
    "release_reasons",
    "summed",
]
