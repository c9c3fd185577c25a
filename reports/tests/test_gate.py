"""The one gate: thresholds at their edges, divisions, raters, superiors, reasons of absence."""

import pytest

from reports.disclosure import (
    Candidate,
    Cell,
    HiddenValueError,
    Thresholds,
    Viewer,
    merge_counts,
    release,
    release_reasons,
)
from reports.disclosure.surveys import (
    Answers,
    ClosedForm,
    Question,
    Sums,
    decide,
    release_answers,
)
from reports.results.groups import merged

LIMITS = Thresholds()
ANYBODY, HR = Viewer(), Viewer(is_hr=True)


def test_a_cell_that_is_not_shown_cannot_hold_a_value():
    for status in ("none", "running", "hidden"):
        with pytest.raises(HiddenValueError, match="cannot hold a value"):
            Cell("mean", status, 3.2)
    assert Cell("mean", "shown", 0.0).value == 0.0  # a true zero is shown
    with pytest.raises(ValueError, match="Unknown status"):
        Cell("mean", "secret")


def test_a_cell_is_shown_from_its_threshold():
    cells = release([Candidate("a", 3.0, 4, 5), Candidate("b", 3.0, 5, 5)], ANYBODY)
    assert (cells["a"].status, cells["a"].value, cells["a"].n) == ("hidden", None, None)
    assert (cells["b"].status, cells["b"].value, cells["b"].n) == ("shown", 3.0, 5)
    assert cells["b"].flags == ("small_n",)
    assert release([Candidate("c", 1.0, 30, 5)], ANYBODY)["c"].flags == ()


def test_a_number_that_does_not_exist_is_none_not_hidden():
    assert release([Candidate("t", None, 12, 10)], ANYBODY)["t"].status == "none"


def test_one_small_class_hides_its_whole_division_and_no_class_carries_n():
    small = [Candidate("x", 1.0, 10, 10, "unit"), Candidate("y", 2.0, 9, 10, "unit")]
    whole = Candidate("total", 3.0, 19, 5)
    cells = release([*small, whole], ANYBODY)
    assert [cells[key].status for key in ("x", "y", "total")] == ["hidden", "hidden", "shown"]
    large = [Candidate("x", 1.0, 10, 10, "unit"), Candidate("y", 2.0, 10, 10, "unit")]
    cells = release([*large, whole], ANYBODY)
    assert [(cells[k].status, cells[k].n) for k in ("x", "y")] == [("shown", None)] * 2


def test_thresholds_can_be_raised_and_never_lowered():
    assert Thresholds().raised(group=7, verdict=3) == Thresholds(group=7)


def test_small_sessions_are_merged_in_order_and_the_rest_waits():
    blocks = merge_counts([("a", 3), ("b", 12), ("c", 2), ("d", 4)], 5)
    assert blocks.shown == (("b",), ("a", "c"))
    assert blocks.held == ("d",)


def test_sums_of_performance_never_isolate_a_small_session():
    # below 5: a and c join (6); that block and e (8) join to 14; nothing waits
    found = merged({"a": 3, "b": 12, "c": 3, "e": 8}, LIMITS)
    assert found.units == (("b",), ("a", "c", "e"))
    assert (found.small, found.held) == ((), ())
    assert found.inside(frozenset({"b", "a", "c"})) == (("b",),)
    alone = merged({"a": 8}, LIMITS)
    assert (alone.units, alone.small) == ((), (("a",),))
    assert merged({"a": 4}, LIMITS).held == ("a",)


def form(pk, respondents, raters=99, **fields):
    return ClosedForm(pk, respondents, raters, **fields)


def decided(forms, audience="participants"):
    blocks = decide(forms, audience, LIMITS)
    return [[one.pk for one in block] for block in blocks.shown], [one.pk for one in blocks.held]


def test_a_form_is_published_alone_from_five_and_smaller_ones_together():
    assert decided([form(1, 5)]) == ([[1]], [])
    assert decided([form(1, 4)]) == ([], [1])
    assert decided([form(1, 4), form(2, 30), form(3, 1)]) == ([[2], [1, 3]], [])
    assert decided([form(1, 0), form(2, 3)]) == ([], [2])


def test_the_number_printed_on_the_form_is_kept():
    assert decided([form(1, 7, min_group=8)]) == ([], [1])
    assert decided([form(1, 8, min_group=8)]) == ([[1]], [])


@pytest.mark.parametrize("audience", ["supervisors", "peers"])
def test_forms_of_raters_need_five_alumni_and_three_raters(audience):
    assert decided([form(1, 5, 3)], audience) == ([[1]], [])
    assert decided([form(1, 5, 2)], audience) == ([], [1])
    assert decided([form(1, 4, 4)], audience) == ([], [1])
    # the same two people may have rated in both sessions
    assert decided([form(1, 3, 2), form(2, 3, 2)], audience) == ([], [1, 2])


def test_six_peers_of_two_alumni_rate_two_people():
    assert decided([form(1, 6, 6, rated=frozenset({10, 11}))], "peers") == ([], [1])
    assert decided([form(1, 6, 6, rated=frozenset(range(5)))], "peers") == ([[1]], [])
    # a new round asks about the same two; another session about three more
    again = form(2, 3, 3, rated=frozenset({10, 11}))
    other = form(3, 3, 3, rated=frozenset({12, 13, 14}))
    first = form(1, 6, 6, rated=frozenset({10, 11}))
    assert decided([first, again], "peers") == ([], [1, 2])
    assert decided([first, again, other], "peers") == ([[1, 2, 3]], [])


def test_subordinates_judge_a_superior_and_need_ten():
    assert decided([form(1, 9)], "subordinates") == ([], [1])
    assert decided([form(1, 10)], "subordinates") == ([[1]], [])


ITEM = Question(1, "R-MAT-1", "Materi", "setuju-4")
OTHER = Question(2, "R-MAT-2", "Materi", "setuju-4")
UPWARD = Question(3, "B-DUK-1", "Dukungan atasan", "setuju-4")
CHOICE = Question(4, "TANTANGAN", "", "", multiple=True)


def answers(tallies, *, respondents, audience="participants", sums=None):
    return Answers(audience, respondents, 99, tallies, sums or {})


def released(found, *questions):
    return release_answers(found, questions, LIMITS, ANYBODY)


def test_the_gate_counts_respondents_behind_the_question_not_behind_the_form():
    found = answers({("", 1): {"4": 4, "na": 6}, ("", 2): {"4": 5, "skipped": 5}}, respondents=10)
    kept = released(found, ITEM, OTHER)
    assert kept.questions == {("", 2): {"4": 5}}  # na and skipped are not answers
    assert kept.people == {("", 2): 5}


def test_a_dimension_with_a_hidden_question_is_hidden():
    sums = {("", "Materi", "setuju-4"): Sums(10, 35.0, 125.0)}
    found = answers({("", 1): {"4": 4, "na": 6}, ("", 2): {"3": 10}}, respondents=10, sums=sums)
    assert released(found, ITEM, OTHER).sums == {}
    whole = answers({("", 1): {"4": 10}, ("", 2): {"3": 10}}, respondents=10, sums=sums)
    assert released(whole, ITEM, OTHER).sums == sums


def test_the_spread_of_a_dimension_leaves_the_gate_from_ten():
    sums = {("", "Materi", "setuju-4"): Sums(9, 30.0, 100.0)}
    found = answers({("", 1): {"4": 9}}, respondents=9, sums=sums)
    assert released(found, ITEM).sums == {("", "Materi", "setuju-4"): Sums(9, 30.0, None)}


def test_items_about_the_superior_need_ten_and_are_never_divided():
    nine = answers({("", 3): {"3": 9}}, respondents=9, audience="alumni")
    assert released(nine, UPWARD).questions == {}
    tallies = {("", 3): {"3": 20}, ("school", 3): {"3": 10}, ("office", 3): {"3": 10}}
    twenty = answers(tallies, respondents=20, audience="alumni")
    assert set(released(twenty, UPWARD).questions) == {("", 3)}
    tallies = {("", 1): {"3": 20}, ("school", 1): {"3": 10}, ("office", 1): {"3": 10}}
    control = answers(tallies, respondents=20, audience="alumni")
    assert set(released(control, ITEM).questions) == {("", 1), ("school", 1), ("office", 1)}


def test_a_question_is_divided_only_if_every_class_has_ten_answers_to_it():
    tallies = {
        ("", 1): {"3": 20, "na": 2},
        ("school", 1): {"3": 11},
        ("office", 1): {"3": 9, "na": 2},
    }
    assert set(released(answers(tallies, respondents=22), ITEM).questions) == {("", 1)}


def test_forms_of_raters_are_never_divided():
    tallies = {("", 1): {"3": 20}, ("school", 1): {"3": 10}, ("office", 1): {"3": 10}}
    found = answers(tallies, respondents=20, audience="supervisors")
    assert set(released(found, ITEM).questions) == {("", 1)}


def test_several_choices_a_person_count_people_not_ticks():
    four = answers({("", 4): {"waktu": 4, "sarana": 4, "skipped": 2}}, respondents=6)
    assert released(four, CHOICE).questions == {}
    five = answers({("", 4): {"waktu": 4, "sarana": 1, "skipped": 1}}, respondents=6)
    assert released(five, CHOICE).people == {("", 4): 5}


def test_reasons_below_five_are_inside_lainnya():
    counts = {"dinas_luar": 7, "cuti": 4, "pindah_tugas": 1}
    assert release_reasons(counts, 5, HR) == {"dinas_luar": 7, "lainnya": 5}


def test_only_hr_tells_sick_from_excused():
    counts = {"sakit": 6, "izin": 5}
    assert release_reasons(counts, 5, HR) == {"sakit": 6, "izin": 5}
    assert release_reasons(counts, 5, ANYBODY) == {"izin": 11}
