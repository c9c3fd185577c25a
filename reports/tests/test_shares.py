"""Likert shares, dimension means, Wilson, Newcombe, Welch and N-gain."""

import pytest

from reports.analysis import (
    NotEnoughDataError,
    ScaleMeaning,
    dimension_mean,
    gain_band,
    likert_shares,
    newcombe_difference,
    normalised_gain,
    welch_difference,
    wilson_interval,
)

AGREE_4 = ScaleMeaning(1, 4, 3)
AGREE_5 = ScaleMeaning(1, 5, 4, neutral=3)


def test_shares_of_a_four_point_question():
    found = likert_shares({1: 1, 2: 2, 3: 4, 4: 3}, AGREE_4)
    # seven of ten are favourable; the mean is 29 / 10
    assert (found.n, found.favourable, found.neutral, found.mean) == (10, 0.7, None, 2.9)
    assert found.unfavourable == pytest.approx(0.3)


def test_the_neutral_point_is_its_own_share():
    found = likert_shares({1: 1, 3: 4, 4: 3, 5: 2}, AGREE_5)
    assert (found.favourable, found.neutral, found.unfavourable) == (0.5, 0.4, 0.1)


def test_agreeing_with_a_reverse_question_is_being_hindered():
    found = likert_shares({1: 1, 2: 2, 3: 4, 4: 3}, ScaleMeaning(1, 4, 3, reverse=True))
    assert found.favourable == pytest.approx(0.3)  # 1 and 2: not hindered
    assert found.unfavourable == pytest.approx(0.7)  # "% yang terhambat"
    assert found.mean == 2.9  # as answered
    five = likert_shares({1: 1, 3: 4, 5: 5}, ScaleMeaning(1, 5, 4, neutral=3, reverse=True))
    assert (five.favourable, five.neutral, five.unfavourable) == (0.1, 0.4, 0.5)


def test_a_question_nobody_answered_is_refused():
    with pytest.raises(NotEnoughDataError):
        likert_shares({}, AGREE_4)


def test_dimension_mean_and_spread_come_from_the_sums():
    # means 2, 3, 4: total 9, squares 29; variance (29 - 27) / 2 = 1
    found = dimension_mean(3, 9.0, 29.0)
    assert (found.n, found.mean, found.sd) == (3, 3.0, 1.0)
    assert dimension_mean(1, 3.0, 9.0).sd is None
    assert dimension_mean(3, 0.9, 0.27).sd == pytest.approx(0.0, abs=1e-8)  # never negative
    with pytest.raises(NotEnoughDataError):
        dimension_mean(0, 0.0, 0.0)


def test_wilson_agrees_with_newcombe_s_table():
    # Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3
    found = wilson_interval(81, 263)
    assert (found.low, found.high) == (
        pytest.approx(0.2553, abs=5e-5),
        pytest.approx(0.3662, abs=5e-5),
    )
    none = wilson_interval(0, 20)
    assert (none.low, none.high) == (0.0, pytest.approx(0.1611, abs=5e-5))
    assert wilson_interval(20, 20).high == 1.0


def test_wilson_refuses_nonsense():
    with pytest.raises(NotEnoughDataError):
        wilson_interval(0, 0)
    with pytest.raises(ValueError, match="between 0 and n"):
        wilson_interval(3, 2)


def test_newcombe_agrees_with_his_table():
    # Newcombe (1998), table II, method 10: 56/70 and 48/80: 0.0524 to 0.3339
    found = newcombe_difference((56, 70), (48, 80))
    assert found.estimate == pytest.approx(0.2)
    assert (found.low, found.high) == (
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )


def test_welch_agrees_with_scipy():
    # data of an article on unequal variances; scipy.stats.ttest_ind(a, b, equal_var=False)
    a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
    b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 23.1]
    from scipy import stats

    named = stats.ttest_ind(a, b, equal_var=False)
    found = welch_difference(a, b)
    assert found.t == pytest.approx(float(named.statistic), abs=1e-9)
    assert found.p == pytest.approx(float(named.pvalue), abs=1e-9)
    assert found.df == pytest.approx(float(named.df), abs=1e-9)
    interval = named.confidence_interval()
    assert (found.ci_low, found.ci_high) == (
        pytest.approx(float(interval.low)),
        pytest.approx(float(interval.high)),
    )


def test_regions_need_three_sessions_each():
    with pytest.raises(NotEnoughDataError, match="needs 3, found 2"):
        welch_difference([1, 2, 3], [1, 2])
    same = welch_difference([1, 1, 1], [2, 2, 2])
    assert (same.difference, same.t, same.ci_low) == (-1.0, None, -1.0)


@pytest.mark.parametrize(
    ("before", "after", "gain", "band"),
    [
        (50, 80, 0.60, "Sedang"),
        (40, 82, 0.70, "Sedang"),
        (40, 83, 0.7166666666666667, "Tinggi"),
        (60, 72, 0.30, "Sedang"),
        (60, 71, 0.275, "Rendah"),
        (70, 60, -1 / 3, "Rendah"),
        (55, 55, 0.0, "Rendah"),
    ],
)
def test_gain_of_one_score(before, after, gain, band):
    found = normalised_gain([before, before], [after, after])
    assert found.gain_of_means == pytest.approx(gain)
    assert (found.mean_of_gains, found.band) == (pytest.approx(gain), band)


def test_gain_of_means_is_not_the_mean_of_gains():
    found = normalised_gain([20, 80, 100], [60, 90, 100])
    assert found.gain_of_means == pytest.approx(0.5)  # (60-20 + 90-80 + 0) / (80 + 20 + 0)
    assert found.mean_of_gains == pytest.approx(0.5)  # (40/80 + 10/20) / 2
    assert (found.n, found.undefined, found.negative) == (3, 1, 0)
    mixed = normalised_gain([0, 90], [50, 80])
    assert mixed.gain_of_means == pytest.approx(40 / 110)
    assert mixed.mean_of_gains == pytest.approx((0.5 - 1.0) / 2)
    assert mixed.negative == 1


def test_gain_at_the_top_is_undefined_and_says_how_many():
    found = normalised_gain([100, 100], [100, 90])
    assert (found.gain_of_means, found.mean_of_gains, found.band) == (None, None, None)
    assert (found.undefined, found.negative) == (2, 1)


def test_gain_refuses_scores_above_the_maximum_and_single_people():
    with pytest.raises(ValueError, match="above the maximum"):
        normalised_gain([50, 101], [60, 70])
    with pytest.raises(NotEnoughDataError):
        normalised_gain([50], [60])


def test_interval_of_the_gain_by_hand():
    # before 40, 60; after 70, 80: changes 30, 20, room 60, 40; gain 50 / 100 = 0.5;
    # residuals (30 - 30) / 50 and (20 - 20) / 50 are 0: the interval is one point
    found = normalised_gain([40, 60], [70, 80])
    assert (found.gain_of_means, found.ci_low, found.ci_high) == (0.5, 0.5, 0.5)


def test_bands_at_their_limits():
    assert [gain_band(g) for g in (0.29, 0.30, 0.70, 0.71)] == [
        "Rendah",
        "Sedang",
        "Sedang",
        "Tinggi",
    ]
