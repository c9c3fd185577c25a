"""Statistics as pure functions: arrays in, frozen dataclasses out.

Nothing here knows a database, a setting, a clock or a plot. Not enough data raises a named error.
"""

from reports.analysis.bins import Bin, change_bins
from reports.analysis.change import ChangeAnalysis, analyse_change, judge_analysis
from reports.analysis.comparison import (
    MIN_SESSIONS,
    SessionMean,
    WelchDifference,
    session_mean,
    welch_difference,
)
from reports.analysis.errors import NotEnoughDataError, UnequalLengthsError
from reports.analysis.gain import NormalisedGain, gain_band, normalised_gain
from reports.analysis.items import ITEMS_FROM, ItemStatistics, ItemSums, item_statistics
from reports.analysis.likert import (
    DimensionMean,
    LikertShares,
    ScaleMeaning,
    dimension_mean,
    likert_shares,
)
from reports.analysis.moments import PairSums, change_from_sums, changes_of_histogram
from reports.analysis.multiplicity import holm
from reports.analysis.paired import PairedChange, paired_change
from reports.analysis.pooling import (
    PooledChange,
    RandomEffects,
    random_effects_mean,
    stratified_change,
)
from reports.analysis.proportions import Interval, newcombe_difference, wilson_interval
from reports.analysis.signed_rank import SignedRank, hodges_lehmann_interval, signed_rank
from reports.analysis.verdict import Evidence, Verdict, judge_change

__all__ = [
    "ITEMS_FROM",
    "MIN_SESSIONS",
    "Bin",
    "ChangeAnalysis",
    "DimensionMean",
    "Evidence",
    "Interval",
    "ItemStatistics",
    "ItemSums",
    "LikertShares",
    "NormalisedGain",
    "NotEnoughDataError",
    "PairSums",
    "PairedChange",
    "PooledChange",
    "RandomEffects",
    "ScaleMeaning",
    "SessionMean",
    "SignedRank",
    "UnequalLengthsError",
    "Verdict",
    "WelchDifference",
    "analyse_change",
    "change_bins",
    "change_from_sums",
    "changes_of_histogram",
    "dimension_mean",
    "gain_band",
    "hodges_lehmann_interval",
    "holm",
    "item_statistics",
    "judge_analysis",
    "judge_change",
    "likert_shares",
    "newcombe_difference",
    "normalised_gain",
    "paired_change",
    "random_effects_mean",
    "session_mean",
    "signed_rank",
    "stratified_change",
    "welch_difference",
    "wilson_interval",
]
