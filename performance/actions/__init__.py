"""Verbs of performance: rebuild pairs, record values by hand, choose indicators."""

from performance.actions.choosing import (
    Choice,
    DeltaFrozen,
    StaleChoice,
    adopt_indicators,
    choose_indicators,
    default_days,
    frozen_indicators,
    state_of_choice,
)
from performance.actions.measuring import Conflict, Entry, record_measurement, record_measurements
from performance.actions.pairs import (
    rebuild_pairs,
    rebuild_sessions_touched,
    rebuild_waves_reached,
)

__all__ = [
    "Choice",
    "Conflict",
    "DeltaFrozen",
    "Entry",
    "StaleChoice",
    "adopt_indicators",
    "choose_indicators",
    "default_days",
    "frozen_indicators",
    "rebuild_pairs",
    "rebuild_sessions_touched",
    "rebuild_waves_reached",
    "record_measurement",
    "record_measurements",
    "state_of_choice",
]
