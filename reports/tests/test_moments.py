"""Change from sums: the same numbers as from the people, to the last digit that matters."""

import numpy as np
import pytest

from reports.analysis import (
    NotEnoughDataError,
    PairSums,
    change_from_sums,
    changes_of_histogram,
    signed_rank,
    stratified_change,
)

# Student's sleep data (Cushny & Peebles 1905, as in Student 1908): extra hours of ten patients.
DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def sums(before, after):
    one, two = np.asarray(before, float), np.asarray(after, float)
    return PairSums(
        one.size, one.sum(), two.sum(), (one * one).sum(), (two * two).sum(), (one * two).sum()
    )


def test_students_sleep_data_give_his_paired_t():
    from scipy import stats

    found = change_from_sums([sums(DRUG_1, DRUG_2)])
    expected = stats.ttest_rel(DRUG_2, DRUG_1)
    assert (found.method, found.n, found.df) == ("paired_t", 10, 9)
    assert found.t == pytest.approx(4.062128, abs=1e-6)  # as printed by R for extra ~ group
    assert found.t == pytest.approx(expected.statistic, abs=1e-6)
    assert found.p == pytest.approx(expected.pvalue, abs=1e-6)
    low, high = expected.confidence_interval(0.95)
    assert (found.ci_low, found.ci_high) == pytest.approx((low, high), abs=1e-6)
    changes = np.subtract(DRUG_2, DRUG_1)
    assert found.cohen_dz == pytest.approx(changes.mean() / changes.std(ddof=1), abs=1e-6)
    assert (found.mean_before, found.mean_after) == pytest.approx((0.75, 2.33))


@pytest.mark.parametrize("sessions", [1, 2, 4, 5, 8])
def test_sums_give_what_the_people_behind_them_give(sessions):
    rng = np.random.default_rng(sessions)
    people = [
        (rng.integers(1, 5, 12).astype(float), rng.integers(1, 5, 12).astype(float))
        for _ in range(sessions)
    ]
    found = change_from_sums([sums(*pair) for pair in people])
    expected = stratified_change(people)
    assert found.method == expected.method
    for name in ("change", "sd_change", "ci_low", "ci_high", "t", "df", "p", "mean_after"):
        assert getattr(found, name) == pytest.approx(getattr(expected, name), abs=1e-6), name


def test_sums_of_two_groups_are_the_sums_of_all():
    halves = sums(DRUG_1[:4], DRUG_2[:4]) + sums(DRUG_1[4:], DRUG_2[4:])
    assert change_from_sums([halves]).t == pytest.approx(4.062128, abs=1e-6)


def test_equal_changes_have_no_spread_and_no_t():
    found = change_from_sums([sums([1.1, 2.2, 3.3], [1.4, 2.5, 3.6])])
    assert (found.sd_change, found.t, found.p, found.cohen_dz) == (0, None, None, None)
    assert found.ci_low == found.ci_high == pytest.approx(0.3)


def test_one_person_is_not_enough():
    with pytest.raises(NotEnoughDataError):
        change_from_sums([sums([1], [2])])


def test_a_histogram_gives_the_same_rank_test_as_its_people():
    from scipy import stats

    changes = np.array([-1, 0, 0, 1, 1, 1, 2, 0.5, 0.5, 1, 2, 3])
    histogram = {"-1": 1, "0": 2, "0.5": 2, "1": 4, "2": 2, "3": 1}
    assert changes_of_histogram(histogram).tolist() == sorted(changes.tolist())
    expected = stats.wilcoxon(changes, zero_method="pratt", correction=True, method="approx")
    assert signed_rank(changes_of_histogram(histogram)).p == pytest.approx(
        expected.pvalue, abs=1e-6
    )
