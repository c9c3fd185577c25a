"""Reasons of absence: held and future angkatan are in no count, and no difference names a few."""

from datetime import date, timedelta
from itertools import combinations

import pytest

from programs.tests.factories import make_program, make_unit
from reports.disclosure import Viewer, release_reason_blocks, release_reasons
from reports.results import Filters, Period, program_result, region_result, session_result
from reports.tests.factories import make_attended, make_session_of, today

SICK, DUTY, TRAVEL = "izin", "tugas_mendadak", "dinas_luar"
READER = Viewer()


@pytest.fixture
def program(tangsel):
    return make_program(tangsel)


def absent(tangsel, program, number, reasons, ends_on=date(2026, 3, 3)):
    """An angkatan with ten people who came and those who gave the reasons."""
    session = make_session_of(tangsel, program=program, number=number, ends_on=ends_on)
    make_attended(session, 10)
    for reason, people in reasons.items():
        make_attended(session, people, status="absent", absence_reason=reason)
    return session


def counts(result):
    return {item.code: item.count for item in result.participation.absence}


def test_one_angkatan_shows_reasons_of_five_and_the_rest_together(manager, tangsel, program):
    session = absent(tangsel, program, "1", {DUTY: 6, SICK: 2, TRAVEL: 2})
    assert counts(session_result(manager, session)) == {DUTY: 6, "lainnya": 4}


def test_an_angkatan_too_small_to_name_a_reason_is_in_no_total(manager, tangsel, program):
    first = absent(tangsel, program, "1", {DUTY: 6})
    held = absent(tangsel, program, "2", {DUTY: 1, SICK: 2}, date(2026, 4, 3))
    assert counts(session_result(manager, held)) == {}
    # the programme minus its first angkatan would be the one person of the second
    assert counts(program_result(manager, program)) == counts(session_result(manager, first))


def test_small_angkatan_are_counted_together(manager, tangsel, program):
    sessions = [
        absent(tangsel, program, str(n), {DUTY: 3, SICK: 1}, date(2026, 3, n)) for n in (1, 2, 3)
    ]
    # 3 + 3 = 6 and 1 + 1 = 2 of the first two; the third waits
    assert counts(program_result(manager, program)) == {DUTY: 6, "lainnya": 2}
    assert [counts(session_result(manager, one)) for one in sessions] == [{}, {}, {}]
    assert counts(program_result(manager, program, Period(date(2026, 3, 2), None))) == {}


def test_a_future_angkatan_is_not_counted(manager, tangsel, program):
    absent(tangsel, program, "1", {DUTY: 6})
    absent(tangsel, program, "2", {DUTY: 7}, today() + timedelta(days=30))
    assert counts(program_result(manager, program)) == {DUTY: 6}


def test_one_perangkat_daerah_has_no_reasons(manager, tangsel, program):
    unit = make_unit(tangsel)
    absent(tangsel, program, "1", {DUTY: 6})
    whole, part = (
        region_result(manager, tangsel, filters=Filters(unit=u)) for u in (None, unit.pk)
    )
    assert (counts(whole), counts(part)) == ({DUTY: 6}, {})


def test_merged_angkatan_with_one_reason_only_wait():
    """3 and 2 absentees are known from the attendance; "5 sakit" would be all of them."""
    assert release_reason_blocks({1: {SICK: 3}, 2: {SICK: 2}}, 5, READER) == {}
    beside = {1: {SICK: 3}, 2: {SICK: 2, DUTY: 1}}
    assert release_reason_blocks(beside, 5, READER) == {(1, 2): {SICK: 5, "lainnya": 1}}


SESSIONS = {1: {SICK: 6, DUTY: 1}, 2: {SICK: 1, DUTY: 5}, 3: {SICK: 2}, 4: {SICK: 4, DUTY: 2}}


def differences(totals):
    """Named counts of fewer than five people that two totals, subtracted, reveal."""
    return {
        (reason, more[reason] - less.get(reason, 0))
        for more, less in combinations(totals, 2)
        for reason in more
        if reason != "lainnya" and 0 < more[reason] - less.get(reason, 0) < 5
    }


def test_no_difference_of_totals_names_fewer_than_five():
    blocks = release_reason_blocks(SESSIONS, 5, READER)
    whole, part = {}, {}
    for block, found in blocks.items():
        for reason, count in found.items():
            whole[reason] = whole.get(reason, 0) + count
            if block == (1,):
                part[reason] = part.get(reason, 0) + count
    assert (whole, part) == (
        {SICK: 12, DUTY: 5, "lainnya": 4},  # 6 + 6 of angkatan 3 and 4; 1 + 1 + 2 others
        {SICK: 6, "lainnya": 1},
    )
    assert differences([whole, part]) == set()


def test_positive_control_totals_of_everybody_do():
    totals = {SICK: 13, DUTY: 8}  # 6 + 1 + 2 + 4 and 1 + 5 + 0 + 2
    parts = {SICK: 12, DUTY: 5}  # without angkatan 2's one and angkatan 1's and 4's three
    naive = [release_reasons(one, 5, READER) for one in (totals, parts)]
    assert differences(naive) == {(SICK, 1), (DUTY, 3)}
