"""The manager's first screen."""

from datetime import date

import pytest

from reports.results import Filters, Period, region_result
from reports.tests.factories import make_attended, make_closed, make_pairs, make_session_of
from reports.tests.published import SLEEP_AFTER, SLEEP_BEFORE

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def line(result, key):
    return next(row for row in result.health if row.key == key)


def test_an_empty_region_says_belum_ada_data_everywhere(manager, tangsel):
    result = region_result(manager, tangsel, YEAR)
    assert [row.key for row in result.health] == [
        "reaction",
        "learning",
        "application",
        "performance",
        "coverage",
    ]
    assert {row.status for row in result.health} == {"none"}
    assert {row.certainty_words for row in result.health} == {"belum ada data"}
    assert result.headline == "Belum ada program yang kinerjanya sudah dapat dinilai."
    assert result.concerns == ()
    assert result.concerns_empty == "Belum ada yang perlu perhatian menurut aturan ini."


def test_the_five_lines_hold_one_sentence_one_number_and_its_n(manager, tangsel):
    session = make_session_of(tangsel)
    make_attended(session, 12, scores=[(60, 80)] * 5 + [(64, 76)] * 5)
    make_closed(session, {2: 2, 3: 6, 4: 4}, invited=16)
    make_pairs(session, zip(SLEEP_BEFORE, SLEEP_AFTER, strict=True))
    make_closed(session, {1: 3, 2: 3, 3: 6}, code="F3", opened_on=date(2026, 6, 2), invited=20)
    result = region_result(manager, tangsel, YEAR)
    reaction = line(result, "reaction")
    assert (reaction.number, reaction.n_text) == ("83% setuju", "12 dari 16")  # 10 of 12
    assert reaction.certainty_words == "terbatas"  # below 30 people
    learning = line(result, "learning")
    assert (learning.number, learning.n_text) == ("62 → 78", "10 orang")
    application = line(result, "application")
    assert (application.number, application.n_text) == ("50%", "12 orang")
    performance = line(result, "performance")
    # sleep data: change 1.58, 95 % interval 0.70 to 2.46
    assert (performance.number, performance.n_text) == ("+1,6 poin (0,7–2,5)", "10 orang")
    assert performance.certainty_words == "tanpa pembanding"
    coverage = line(result, "coverage")
    # 12 attended; 12 + 10 with pairs are the region's employees
    assert (coverage.number, coverage.n_text) == ("55%", "12 dari 22 ASN")
    assert result.trust == "12 dari 16 peserta mengisi (75%)."


def test_filters_narrow_and_a_period_takes_sessions_by_their_last_day(manager, tangsel):
    early = make_session_of(tangsel, ends_on=date(2025, 12, 31))
    make_closed(early, {4: 10})
    assert region_result(manager, tangsel, YEAR).reaction == ()
    assert region_result(manager, tangsel, Period(date(2025, 12, 31), None)).reaction
    other = Filters(program=early.program_id + 1)
    assert region_result(manager, tangsel, Period(), other).reaction == ()


@pytest.mark.parametrize("details", [False, True])
def test_nobody_from_another_region_sees_a_number(stranger, tangsel, details):
    session = make_session_of(tangsel)
    make_closed(session, {4: 10})
    result = region_result(stranger, tangsel, YEAR, details=details)
    assert (result.reaction, result.programs, result.details.reaction) == ((), (), ())
