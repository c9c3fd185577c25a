"""Rule 5 at every boundary."""

import pytest

from reports.analysis import Evidence, judge_change

DELTA = 2.0


def judged(low, high, *, n=30, hl=None, unchanged=0, direction="up", p_holm=None, delta=DELTA):
    return judge_change(
        Evidence(n, (low, high), hl or (low, high), delta, unchanged, direction, p_holm)
    )


@pytest.mark.parametrize(
    ("low", "high", "code"),
    [
        (-3.0, -0.1, "worse"),
        (-3.0, 0.0, "no_change"),  # U = 0 is not below 0
        (-1.0, 1.9, "no_change"),
        (0.0, 1.9, "no_change"),  # L = 0 is not above 0
        (-1.0, 2.0, "inconclusive"),  # U = δ is not below δ
        (-1.0, 5.0, "inconclusive"),
        (0.0, 2.0, "inconclusive"),
        (0.1, 1.9, "better_small"),
        (0.1, 2.0, "better_uncertain"),  # U = δ
        (0.1, 9.0, "better_uncertain"),
        (1.9, 9.0, "better_uncertain"),
        (2.0, 9.0, "better"),  # L = δ
        (2.1, 9.0, "better"),
    ],
)
def test_verdict_at_each_boundary(low, high, code):
    assert judged(low, high).code == code
    # the same change where lower is better: after - before lies in [-high, -low]
    assert judged(-high, -low, direction="down").code == code


@pytest.mark.parametrize(
    ("code", "words", "interval"),
    [
        ("worse", "memburuk", (-3, -1)),
        ("better", "membaik berarti", (3, 4)),
        ("better_uncertain", "membaik, besarnya belum pasti", (1, 4)),
        ("better_small", "membaik, tetapi kecil", (0.5, 1)),
        ("no_change", "tidak ada perbaikan berarti", (-1, 1)),
        ("inconclusive", "belum dapat disimpulkan", (-1, 4)),
    ],
)
def test_verdicts_have_the_words_of_the_product(code, words, interval):
    found = judged(*interval)
    assert (found.code, found.words, found.reason) == (code, words, "")


def test_nine_pairs_are_not_enough_and_ten_are():
    assert judged(3, 4, n=9).code == "insufficient"
    assert judged(3, 4, n=9).words == "data belum cukup"
    assert judged(3, 4, n=10).code == "better"


@pytest.mark.parametrize(
    ("ci", "hl"),
    [
        ((1.0, 4.0), (-0.1, 4.0)),
        ((1.0, 4.0), (0.0, 4.0)),
        ((-0.5, 1.0), (0.2, 1.0)),
        ((-4.0, -1.0), (-4.0, 0.0)),
        ((1.0, 4.0), (-4.0, -1.0)),
    ],
)
def test_intervals_that_disagree_about_zero_leave_it_open(ci, hl):
    found = judged(*ci, hl=hl)
    assert (found.code, found.reason) == ("inconclusive", "intervals_disagree")


def test_more_than_half_unchanged_leaves_it_open_and_exactly_half_does_not():
    assert judged(3, 4, unchanged=15).code == "better"
    found = judged(3, 4, unchanged=16)
    assert (found.code, found.reason) == ("inconclusive", "mostly_unchanged")


def test_a_secondary_indicator_must_survive_its_family():
    assert judged(3, 4, p_holm=0.049).code == "better"
    found = judged(3, 4, p_holm=0.05)
    assert (found.code, found.reason) == ("inconclusive", "family")
    assert judged(-4, -3, p_holm=0.2).code == "inconclusive"
    assert judged(-1, 1, p_holm=0.9).code == "no_change"  # claims nothing


def test_a_negative_delta_is_refused():
    with pytest.raises(ValueError, match="cannot be negative"):
        judged(1, 2, delta=-0.1)


def test_no_verdict_says_effective_or_because():
    for interval in [(-3, -1), (3, 4), (1, 4), (0.5, 1), (-1, 1), (-1, 4)]:
        words = judged(*interval).words
        assert "efektif" not in words
        assert "karena" not in words
