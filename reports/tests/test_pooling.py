"""Pooling over sessions keeps to within-session changes."""

import numpy as np
import pytest

from reports.analysis import (
    NotEnoughDataError,
    UnequalLengthsError,
    holm,
    paired_change,
    random_effects_mean,
    stratified_change,
)
from reports.tests.published import SLEEP_AFTER, SLEEP_BEFORE

# Colditz et al. (1994), BCG vaccine: log risk ratios and variances of 13 trials, as in metafor's
# dat.bcg after escalc(measure = "RR").
BCG_CASES = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]


def bcg():
    table = np.array(BCG_CASES, float)
    a, b, c, d = table.T
    estimates = np.log(a / (a + b)) - np.log(c / (c + d))
    return estimates, 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


def test_one_session_gives_the_paired_t():
    pooled = stratified_change([(SLEEP_BEFORE, SLEEP_AFTER)])
    single = paired_change(SLEEP_BEFORE, SLEEP_AFTER)
    assert pooled.method == "paired_t"
    for name in ("change", "sd_change", "ci_low", "ci_high", "t", "df", "p", "cohen_dz"):
        assert getattr(pooled, name) == pytest.approx(getattr(single, name), abs=1e-12)


def test_two_sessions_are_stratified():
    pooled = stratified_change([([0, 0, 0], [1, 2, 3]), ([0, 0], [6, 8])])
    assert (pooled.method, pooled.n, pooled.sessions, pooled.df) == ("stratified_t", 5, 2, 3.0)
    assert pooled.change == pytest.approx(4.0)  # (2 x 3 + 7 x 2) / 5
    # squares within sessions 2 + 2 = 4; variance 4 / 3; t = 4 / sqrt(4 / 3 / 5)
    assert pooled.sd_change == pytest.approx((4 / 3) ** 0.5)
    assert pooled.t == pytest.approx(4 / (4 / 15) ** 0.5)


def test_four_sessions_are_stratified_and_five_are_random_effects():
    session = ([1.0, 2.0, 3.0], [2.0, 2.5, 5.0])
    assert stratified_change([session] * 4).method == "stratified_t"
    assert stratified_change([session] * 5).method == "random_effects"


def test_reml_agrees_with_metafor_on_the_bcg_trials():
    # metafor: rma(yi, vi, data = dat): tau^2 = 0.3132, estimate -0.7145, se 0.1798
    found = random_effects_mean(*bcg())
    assert found.tau_squared == pytest.approx(0.3132, abs=5e-5)
    assert found.mean == pytest.approx(-0.7145, abs=5e-5)
    assert (found.k, found.df) == (13, 12.0)


def test_reml_agrees_with_the_maximum_found_by_scipy():
    from scipy.optimize import minimize_scalar

    y, v = bcg()

    def minus_likelihood(tau):
        w = 1 / (v + tau)
        mean = (w @ y) / w.sum()
        return 0.5 * (np.log(v + tau).sum() + np.log(w.sum()) + w @ (y - mean) ** 2)

    best = minimize_scalar(
        minus_likelihood, bounds=(0, 5), method="bounded", options={"xatol": 1e-10}
    )
    assert random_effects_mean(y, v).tau_squared == pytest.approx(best.x, abs=1e-6)


def test_hartung_knapp_never_narrows_the_interval():
    alike = random_effects_mean([1.0, 1.0, 1.0, 1.0, 1.0], [0.5] * 5)
    assert alike.tau_squared == 0.0
    assert alike.se == pytest.approx((0.5 / 5) ** 0.5)  # unmodified it would be 0
    apart = random_effects_mean([0.0, 4.0, 8.0, 12.0, 16.0], [0.01] * 5)
    assert apart.se == pytest.approx((40 / 5) ** 0.5, rel=1e-3)  # sample variance 40


def test_five_sessions_that_differ_widen_the_interval():
    shifts = (-6, -3, 0, 3, 6)
    sessions = [([0.0] * 10, [s + x for x in (-1.0, 1.0) * 5]) for s in shifts]
    pooled = stratified_change(sessions)
    plain = paired_change([0.0] * 50, [x for _, after in sessions for x in after])
    assert pooled.ci_high - pooled.ci_low > 2 * (plain.ci_high - plain.ci_low)


def test_the_difference_of_the_means_is_the_change():
    rng = np.random.default_rng(5)
    sessions = [(rng.normal(60, 9, n), rng.normal(66, 9, n)) for n in (12, 30, 7, 25, 40, 18)]
    pooled = stratified_change(sessions)
    assert pooled.mean_after - pooled.mean_before == pytest.approx(pooled.change, abs=1e-9)


def test_sessions_without_spread_do_not_break_pooling():
    pooled = stratified_change([([1, 1, 1], [2, 2, 2])] * 5)
    assert (pooled.change, pooled.ci_low, pooled.ci_high, pooled.t) == (1.0, 1.0, 1.0, None)
    mixed = stratified_change([([1, 1], [2, 2])] * 4 + [([1], [3])])
    assert mixed.change > 1.0


def test_too_few_pairs_are_refused():
    with pytest.raises(NotEnoughDataError, match="pooled change needs 3, found 2"):
        stratified_change([([1], [2]), ([1], [3])])
    with pytest.raises(NotEnoughDataError, match="random effects needs 2, found 1"):
        random_effects_mean([1.0], [1.0])
    with pytest.raises(UnequalLengthsError):
        random_effects_mean([1.0, 2.0], [1.0])


def test_holm_steps_down():
    # R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"): 0.03 0.06 0.06 0.02
    assert holm([0.01, 0.04, 0.03, 0.005]).tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]).tolist() == [1.0, 1.0]
    assert holm([]).tolist() == []
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([1.2])
