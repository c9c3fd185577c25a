"""Wilcoxon and Hodges-Lehmann agree with the named software, also for many people."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.analysis import NotEnoughDataError, hodges_lehmann_interval, signed_rank
from reports.analysis.walsh import walsh_averages
from reports.tests.published import (
    CAPTOPRIL_AFTER,
    CAPTOPRIL_BEFORE,
    HAMILTON_AFTER,
    HAMILTON_BEFORE,
    SLEEP_AFTER,
    SLEEP_BEFORE,
    TWINS_FIRST,
    TWINS_SECOND,
)

EXACT = 1e-9


def changes(before, after):
    return np.array(after, float) - np.array(before, float)


@pytest.mark.parametrize(
    ("before", "after", "zeros", "w", "p"),
    [
        # scipy: wilcoxon(y, x, zero_method="pratt", correction=True, method="approx") gives
        (SLEEP_BEFORE, SLEEP_AFTER, "pratt", 0.0, 0.006801553132897053),
        (TWINS_FIRST, TWINS_SECOND, "pratt", 28.5, 0.4554315616107125),
        (CAPTOPRIL_BEFORE, CAPTOPRIL_AFTER, "pratt", 0.0, 0.0007211255676703369),
        # R: wilcox.test(after, before, paired = TRUE): V = 45, p-value = 0.009091
        (SLEEP_BEFORE, SLEEP_AFTER, "drop", 0.0, 0.009090698015925044),
        # R: wilcox.test(first, second, paired = TRUE): V = 41.5, p-value = 0.4765
        (TWINS_FIRST, TWINS_SECOND, "drop", 24.5, 0.4764705627185175),
    ],
)
def test_signed_rank_with_ties_and_zeros_agrees(before, after, zeros, w, p):
    found = signed_rank(changes(before, after), zeros)
    assert (found.w, found.method) == (w, "normal")
    assert found.p == pytest.approx(p, abs=EXACT)


def test_signed_rank_is_exact_without_ties_and_zeros():
    # R: wilcox.test(x, y, paired = TRUE): V = 40, p-value = 0.03906
    found = signed_rank(changes(HAMILTON_BEFORE, HAMILTON_AFTER))
    assert (found.w, found.w_plus, found.w_minus, found.method) == (5.0, 5.0, 40.0, "exact")
    assert found.p == 0.0390625  # 20 of 512 sums of ranks


def test_exact_up_to_fifty_people_and_approximate_from_fifty_one():
    assert signed_rank(np.arange(1.0, 51.0)).method == "exact"
    assert signed_rank(np.arange(1.0, 52.0)).method == "normal"


def test_only_zeros_mean_no_evidence():
    found = signed_rank([0.0] * 12)
    assert (found.w, found.p, found.zeros) == (0.0, 1.0, 12)


def test_no_change_at_all_is_refused():
    with pytest.raises(NotEnoughDataError, match="signed-rank test needs 1, found 0"):
        signed_rank([])


def test_hodges_lehmann_of_hamilton_agrees_with_r():
    # R: wilcox.test(y, x, paired = TRUE, conf.int = TRUE): -0.786 to -0.010
    low, high = hodges_lehmann_interval(changes(HAMILTON_BEFORE, HAMILTON_AFTER))
    assert (low, high) == (pytest.approx(-0.786, abs=EXACT), pytest.approx(-0.010, abs=EXACT))


def test_hodges_lehmann_needs_six_people():
    with pytest.raises(NotEnoughDataError, match="needs 6, found 5"):
        hodges_lehmann_interval([1, 2, 3, 4, 5])
    assert hodges_lehmann_interval([1, 2, 3, 4, 5, 6]) == (1.0, 6.0)  # 2/64 = 0.03 in the tails


def all_averages(values):
    pairs = itertools.combinations_with_replacement(sorted(values), 2)
    return sorted((a + b) / 2 for a, b in pairs)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(-40, 40), min_size=201, max_size=260),
    st.floats(0, 1, exclude_max=True),
)
def test_counting_finds_the_same_average_as_making_them_all(values, share):
    every = all_averages(values)
    nth = int(share * len(every)) + 1
    assert walsh_averages(np.sort(np.array(values, float)), [nth]) == [every[nth - 1]]


def test_counting_is_exact_for_many_people_with_decimals():
    values = np.sort(np.random.default_rng(7).normal(3, 10, 1500).round(2))
    rows, columns = np.triu_indices(values.size)
    every = np.sort(values[rows] + values[columns]) / 2
    ranks = [1, 2, 250_000, 562_875, every.size - 1, every.size]
    assert walsh_averages(values, ranks) == [every[rank - 1] for rank in ranks]


def test_a_hundred_thousand_people_fit_in_memory():
    values = np.random.default_rng(3).normal(1, 5, 100_000)
    low, high = hodges_lehmann_interval(values)  # n² would be 40 gigabytes
    assert 0.95 < low < 1.0 < high < 1.06
