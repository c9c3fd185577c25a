"""Change of motivation and the like from pairs: numbers, words, and what must stay hidden."""

import numpy as np
import pytest

from programs.tests.factories import make_program, make_session
from reports import exports
from reports.charts.words import Source
from reports.results import program_result, session_result
from reports.views.sections import sections_of
from surveys.models import PairMoments
from surveys.tests.factories import make_crowd
from surveys.tests.test_pairing import both_waves, fill, make_retrospective, open_form

# Twelve people before and after, one item, scale 1-4; the changes are 1 1 1 2 0 0 1 -1 1 2 1 0.
BEFORE = [1, 2, 2, 1, 3, 4, 2, 3, 2, 1, 3, 2]
AFTER = [2, 3, 3, 3, 3, 4, 3, 2, 3, 3, 4, 2]


@pytest.fixture
def program(tangsel):
    return make_program(tangsel)


def angkatan(program, before, after, number=1):
    session = make_session(program, number=number)
    make_crowd(session, len(before))
    both_waves(session, before, after)
    return session


def motivation(rows, **where):
    found = [
        row
        for row in rows
        if row.dimension == "Motivasi"
        and all(getattr(row, name) == value for name, value in where.items())
    ]
    assert len(found) == 1
    return found[0]


def test_a_session_shows_the_paired_t_of_its_people(program, officer):
    from scipy import stats

    session = angkatan(program, BEFORE, AFTER)
    row = motivation(session_result(officer, session).attitudes)
    assert (row.status, row.n, row.kind_words) == ("shown", 12, "diukur dua kali")
    assert row.flags == ("small_n",)
    assert (row.mean_before, row.mean_after) == pytest.approx((26 / 12, 35 / 12))
    assert row.change == pytest.approx(0.75)  # 9 / 12
    expected = stats.ttest_rel(AFTER, BEFORE)
    assert (row.t, row.p, row.df) == pytest.approx((expected.statistic, expected.pvalue, 11))
    assert (row.ci_low, row.ci_high) == pytest.approx(tuple(expected.confidence_interval(0.95)))
    changes = np.subtract(AFTER, BEFORE)
    assert row.cohen_dz == pytest.approx(changes.mean() / changes.std(ddof=1))
    ranks = stats.wilcoxon(changes, zero_method="pratt", correction=True, method="approx")
    assert (row.wilcoxon_w, row.wilcoxon_p) == pytest.approx((ranks.statistic, ranks.pvalue))
    assert row.hl_low <= row.change <= row.hl_high


def test_from_five_to_nine_people_there_are_means_and_no_test(program, officer):
    row = motivation(session_result(officer, angkatan(program, BEFORE[:9], AFTER[:9])).attitudes)
    assert (row.status, row.n, row.change is not None) == ("shown", 9, True)
    assert row.flags == ("small_n", "few")
    assert {row.ci_low, row.t, row.p, row.sd_change, row.hl_low, row.wilcoxon_p} == {None}


@pytest.mark.parametrize(
    ("missing", "status", "has_means"),
    [(0, "shown", True), (1, "hidden", False), (4, "hidden", False), (5, "shown", True)],
)
def test_fewer_than_five_left_over_could_be_computed_and_hide_the_change(
    program, officer, missing, status, has_means
):
    """F0 of all minus the pairs is what those say who did not answer again."""
    before, after = BEFORE + [2] * missing, AFTER + [None] * missing
    row = motivation(session_result(officer, angkatan(program, before, after)).attitudes)
    assert (row.status, row.n, row.mean_before is not None) == (status, 12, has_means)
    assert bool(row.reason) == (status == "hidden")


def test_a_change_whose_means_would_tell_is_shown_without_them(program, officer):
    before, after = [*BEFORE, 2, 2, None, None, None], [*AFTER, None, None, 3, 3, 3]
    row = motivation(session_result(officer, angkatan(program, before, after)).attitudes)
    assert (row.status, row.change) == ("shown", pytest.approx(0.75))
    assert (row.mean_before, row.mean_after) == (None, None)  # 2 and 3 people left over


def test_a_programme_adds_up_its_sessions_and_waits_for_small_ones(program, officer):
    angkatan(program, BEFORE, AFTER, 1)
    angkatan(program, BEFORE, AFTER, 2)
    angkatan(program, BEFORE[:6], AFTER[:6], 3)
    found = program_result(officer, program)
    row = motivation(found.attitudes, session=None)
    assert (row.n, row.sessions_shown, row.sessions_total) == (24, 2, 3)
    assert row.coverage == "2 dari 3 angkatan; 1 menunggu digabung"
    assert (row.change, row.df) == (pytest.approx(0.75), 22)  # 24 people - 2 angkatan
    parts = [one for one in found.attitudes if one.session and one.dimension == "Motivasi"]
    assert sorted(one.n for one in parts) == [6, 12, 12]


def test_an_answer_from_memory_is_called_so(program, officer, tangsel):
    session = make_session(program)
    make_crowd(session, 10)
    survey = open_form(session, "", questionnaire=make_retrospective(tangsel), promise="anonymous")
    fill(survey, lambda _person: {("K-1", "before"): 2, ("K-1", "after"): 3})
    result = session_result(officer, session)
    (row,) = result.attitudes
    assert (row.kind_words, row.n, row.change) == ("menurut ingatan peserta", 10, 1)
    assert (row.t, row.p) == (None, None)  # all changed alike
    section = next(
        one for one in sections_of(result, source(result)) if one.anchor == "pembelajaran"
    )
    (figure,) = section.plans
    assert "menurut ingatan peserta" in figure.subtitle
    assert any(note.startswith("Menurut ingatan peserta") for note in figure.notes)


def test_page_table_csv_and_json_say_the_same(program, officer):
    result = session_result(officer, angkatan(program, BEFORE, AFTER))
    row = motivation(result.attitudes)
    section = next(
        one for one in sections_of(result, source(result)) if one.anchor == "pembelajaran"
    )
    line = next(one for one in section.plans[0].table.rows if "Motivasi" in one[0])
    assert line[3:7] == ("12", "2,17", "2,92", "+0,75")
    told = next(o for o in exports.to_json(result)["attitudes"] if o["dimension"] == "Motivasi")
    assert (told["change"], told["keys"], told["n"]) == (row.change, ["P-MOT-1"], 12)
    lines = [text.split(",") for text in exports.to_csv(result).splitlines()]
    item = "Motivasi/setuju-4/F1S/repeated"
    written = {one[4]: one[5] for one in lines if one[0] == "attitude" and one[3] == item}
    assert float(written["t"]) == row.t
    assert float(written["change"]) == row.change


def test_no_page_shows_a_moment(program, officer):
    result = session_result(officer, angkatan(program, BEFORE, AFTER))
    found = PairMoments.objects.get(dimension="Motivasi")
    text = str(exports.to_json(result)["attitudes"]) + exports.to_csv(result)
    for name in ("product", "square_before", "differences"):
        assert name not in text
    assert found.product == 79  # 2+6+6+3+9+16+6+6+6+3+12+4: it is kept, and never shown


def source(result):
    return Source("2026", result.data_as_of)
