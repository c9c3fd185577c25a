"""The paired change agrees with the named software on published data."""

import numpy as np
import pytest

from reports.analysis import NotEnoughDataError, UnequalLengthsError, paired_change
from reports.tests.published import (
    CAPTOPRIL_AFTER,
    CAPTOPRIL_BEFORE,
    SLEEP_AFTER,
    SLEEP_BEFORE,
    TWINS_FIRST,
    TWINS_SECOND,
)

EXACT = 1e-9


def test_student_s_sleep_agrees_with_scipy():
    # scipy.stats.ttest_rel(after, before): statistic=4.062127683382037,
    # pvalue=0.002832890197384273, df=9; .confidence_interval(): 0.7001142367, 2.4598857633
    found = paired_change(SLEEP_BEFORE, SLEEP_AFTER)
    assert (found.n, found.df) == (10, 9.0)
    assert found.mean_before == pytest.approx(0.75, abs=EXACT)
    assert found.mean_after == pytest.approx(2.33, abs=EXACT)
    assert found.change == pytest.approx(1.58, abs=EXACT)
    assert found.t == pytest.approx(4.062127683382037, abs=EXACT)
    assert found.p == pytest.approx(0.002832890197384273, abs=EXACT)
    assert found.ci_low == pytest.approx(0.7001142367230175, abs=EXACT)
    assert found.ci_high == pytest.approx(2.459885763276983, abs=EXACT)
    assert (found.better, found.same, found.worse) == (9, 1, 0)


def test_student_s_sleep_effect_sizes():
    found = paired_change(SLEEP_BEFORE, SLEEP_AFTER)
    # dz = 1.58 / 1.2299954833 = t / sqrt(10)
    assert found.cohen_dz == pytest.approx(1.2845575625910546, abs=EXACT)
    # variances 3.2005556 and 4.0090000, root of their mean 1.8986252; 1.58 / it = 0.8321811;
    # small-sample factor for df 9: gamma(4.5) / (sqrt(4.5) gamma(4)) = 0.9138749
    assert found.hedges_g_av == pytest.approx(0.8321810813 * 0.9138748918, abs=EXACT)


def test_twins_with_ties_and_a_zero_agree_with_scipy():
    # scipy.stats.ttest_rel(second, first): statistic=-0.9281357515757443, pvalue=0.3732549803728389
    found = paired_change(TWINS_FIRST, TWINS_SECOND)
    assert found.t == pytest.approx(-0.9281357515757443, abs=EXACT)
    assert found.p == pytest.approx(0.3732549803728389, abs=EXACT)
    assert (found.better, found.same, found.worse) == (4, 1, 7)


def test_captopril_where_lower_is_better_agrees_with_scipy():
    # scipy.stats.ttest_rel(after, before): statistic=-8.122815597085829,
    # pvalue=1.146387243260761e-06; .confidence_interval(): -23.9325803070, -13.9340863597
    found = paired_change(CAPTOPRIL_BEFORE, CAPTOPRIL_AFTER, "down")
    assert found.change == pytest.approx(-284 / 15, abs=EXACT)  # sum of changes -284
    assert found.t == pytest.approx(-8.122815597085829, abs=EXACT)
    assert found.p == pytest.approx(1.146387243260761e-06, abs=1e-15)
    assert found.ci_low == pytest.approx(-23.932580306982768, abs=EXACT)
    assert found.ci_high == pytest.approx(-13.9340863596839, abs=EXACT)
    assert (found.better, found.same, found.worse) == (15, 0, 0)


def test_direction_turns_better_and_worse_but_never_the_change():
    up, down = (paired_change([1, 2, 3], [2, 2, 2], way) for way in ("up", "down"))
    assert (up.better, up.same, up.worse) == (1, 1, 1)
    assert (down.better, down.same, down.worse) == (1, 1, 1)
    assert up.change == down.change == 0.0


def test_incomplete_pairs_are_left_out():
    found = paired_change([1, np.nan, 3, 4], [2, 5, np.nan, 6])
    assert (found.n, found.change) == (2, 1.5)  # (1 + 2) / 2


def test_equal_changes_have_no_t_but_an_interval_of_one_point():
    found = paired_change([1, 2, 3, 4], [3, 4, 5, 6])
    assert (found.change, found.sd_change, found.t, found.p) == (2.0, 0.0, None, None)
    assert (found.ci_low, found.ci_high, found.cohen_dz) == (2.0, 2.0, None)


def test_one_pair_is_refused_with_the_numbers():
    with pytest.raises(NotEnoughDataError, match="paired change needs 2, found 1"):
        paired_change([1], [2])


def test_arrays_of_different_people_are_refused():
    with pytest.raises(UnequalLengthsError, match="2 before, 1 after"):
        paired_change([1, 2], [2])
