"""Pairs are materialised from declared values, else from windows; missing sides stay countable."""

from datetime import date

import pytest

from performance.actions import (
    rebuild_pairs,
    rebuild_sessions_touched,
    rebuild_waves_reached,
)
from performance.models import Pair
from performance.tests.factories import choose, declare, indicator, list_for_comparison, measure
from programs.actions import data_version
from programs.tests.factories import (
    make_employee,
    make_participation,
    make_program,
    make_session,
    make_unit,
)

TODAY = date(2026, 11, 22)


@pytest.fixture
def session(tangsel):
    """A session on 2 and 3 March 2026 of a programme that wants more work done on time."""
    program = make_program(tangsel)
    choose(program)
    return make_session(program, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3))


def rows(session, **filters):
    found = Pair.objects.filter(session=session, **filters).order_by("wave", "pk")
    return [(p.employee_id, p.group, p.wave, p.before, p.after) for p in found]


def test_a_declared_pair_wins_over_monthly_values(session):
    ani = make_participation(session).employee
    declare(session, ani, 70, 80)
    measure(ani, 10, date(2026, 2, 28))
    measure(ani, 20, date(2026, 6, 3))
    rebuild_pairs(session=session, today=TODAY)
    assert rows(session) == [(ani.pk, "participant", 0, 70.0, 80.0)]


def test_a_participant_outside_the_declared_file_is_a_missing_pair(session):
    ani, budi = (make_participation(session).employee for _ in range(2))
    declare(session, ani, 70, 80)
    rebuild_pairs(session=session, today=TODAY)
    assert rows(session) == [
        (ani.pk, "participant", 0, 70.0, 80.0),
        (budi.pk, "participant", 0, None, None),
    ]


def test_a_participant_without_declared_values_is_read_from_months(session):
    ani, budi = (make_participation(session).employee for _ in range(2))
    declare(session, ani, 70, 80)
    measure(budi, 60, date(2026, 2, 28))
    measure(budi, 65, date(2026, 6, 3))
    rebuild_pairs(session=session, today=TODAY)
    assert rows(session) == [
        (ani.pk, "participant", 0, 70.0, 80.0),
        (budi.pk, "participant", 3, 60.0, 65.0),
    ]


def test_a_declared_value_after_without_one_before_takes_the_monthly_baseline(session):
    ani, budi = (make_participation(session).employee for _ in range(2))
    declare(session, ani, after=80)
    declare(session, budi, before=75)
    for employee in (ani, budi):
        measure(employee, 60, date(2026, 2, 28))
    rebuild_pairs(session=session, today=TODAY)
    assert rows(session) == [
        (ani.pk, "participant", 0, 60.0, 80.0),
        (budi.pk, "participant", 0, 75.0, None),
    ]


def test_a_missing_side_is_stored_as_null_at_every_wave_that_is_due(session):
    ani = make_participation(session).employee
    measure(ani, 60, date(2026, 2, 28))
    measure(ani, 65, date(2026, 6, 3))
    rebuild_pairs(session=session, today=TODAY)  # month 12 is 3 March 2027: not due
    assert rows(session) == [
        (ani.pk, "participant", 3, 60.0, 65.0),
        (ani.pk, "participant", 6, 60.0, None),
    ]


def test_nothing_is_missing_before_the_first_follow_up_is_due(session):
    make_participation(session)
    rebuild_pairs(session=session, today=date(2026, 6, 2))
    assert rows(session) == []
    rebuild_pairs(session=session, today=date(2026, 6, 3))
    assert [row[2:] for row in rows(session)] == [(3, None, None)]


@pytest.mark.parametrize(
    ("status", "count"),
    [
        ("nominated", 0),
        ("appointed", 0),
        ("absent", 0),
        ("replaced", 0),
        ("attended", 1),
        ("completed", 1),
    ],
)
def test_only_those_who_took_part_are_paired(session, status, count):
    ani = make_participation(session, status=status).employee
    declare(session, ani, 70, 80)
    rebuild_pairs(session=session, today=TODAY)
    assert Pair.objects.filter(session=session).count() == count


def test_listed_people_are_the_comparison_group(session, tangsel):
    ani = make_participation(session).employee
    budi = make_employee(tangsel)
    list_for_comparison(session, budi)
    list_for_comparison(session, ani)  # a participant is never the comparison
    declare(session, ani, 70, 80)
    declare(session, budi, 71, 72)
    rebuild_pairs(session=session, today=TODAY)
    assert rows(session) == [
        (ani.pk, "participant", 0, 70.0, 80.0),
        (budi.pk, "comparison", 0, 71.0, 72.0),
    ]


def test_another_programme_on_the_same_indicator_in_between_is_flagged(session, tangsel):
    ani, budi = (make_participation(session).employee for _ in range(2))
    for employee in (ani, budi):
        declare(session, employee, 70, 80)  # 28 February and 30 June
    same, other = make_program(tangsel), make_program(tangsel)
    choose(same)
    choose(other, "waktu_layanan")
    make_participation(make_session(same, starts_on=date(2026, 5, 4)), ani)
    make_participation(make_session(other, starts_on=date(2026, 5, 4)), budi)
    rebuild_pairs(session=session, today=TODAY)
    flags = dict(Pair.objects.filter(session=session).values_list("employee", "flags"))
    assert flags == {ani.pk: ["other_program"], budi.pk: []}


@pytest.mark.parametrize("starts_on", [date(2026, 2, 26), date(2026, 7, 1)])
def test_another_programme_outside_the_two_values_is_not_flagged(session, tangsel, starts_on):
    ani = make_participation(session).employee
    declare(session, ani, 70, 80)
    same = make_program(tangsel)
    choose(same)
    make_participation(make_session(same, starts_on=starts_on, ends_on=starts_on), ani)
    rebuild_pairs(session=session, today=TODAY)
    assert Pair.objects.get(session=session).flags == []


def test_a_unit_indicator_pairs_the_nearest_measured_unit_of_the_participants(tangsel):
    session = make_session(make_program(tangsel), starts_on=date(2025, 3, 3))
    choose(session.program, "ikm")
    top = make_unit(tangsel)
    loket, arsip = make_unit(tangsel, parent=top), make_unit(tangsel)
    for unit in (loket, loket, arsip):
        employee = make_employee(tangsel, unit=unit)
        make_participation(session, employee, placement=employee.placements.get())
    measure(top, 80, date(2024, 1, 1), date(2024, 12, 31), code="ikm")
    measure(top, 84, date(2026, 1, 1), date(2026, 12, 31), code="ikm")
    measure(top, 99, date(2025, 1, 1), date(2025, 12, 31), code="ikm")  # straddles the session
    rebuild_pairs(session=session, today=TODAY)
    found = {(p.unit_id, p.wave, p.before, p.after) for p in Pair.objects.filter(session=session)}
    assert found == {(top.pk, 12, 80.0, 84.0), (arsip.pk, 12, None, None)}


def test_rebuilding_twice_leaves_the_same_rows_and_a_newer_data_version(session, tangsel):
    ani = make_participation(session).employee
    declare(session, ani, 70, 80)
    rebuild_pairs(session=session, today=TODAY)
    first, version = rows(session), data_version(tangsel.pk)
    rebuild_pairs(session=session, today=TODAY)
    assert rows(session) == first
    assert data_version(tangsel.pk) == version + 1


def test_a_cancelled_session_has_no_pairs(session):
    declare(session, make_participation(session).employee, 70, 80)
    session.cancelled_on = TODAY
    session.save()
    rebuild_pairs(session=session, today=TODAY)
    assert rows(session) == []


@pytest.mark.parametrize("people", [1, 3])
def test_pairs_cost_the_same_queries_for_few_and_many(
    session, tangsel, django_assert_num_queries, people
):
    for _ in range(people):
        employee = make_participation(session).employee
        measure(employee, 60, date(2026, 2, 28))
        measure(employee, 65, date(2026, 6, 3))
    with django_assert_num_queries(16):
        rebuild_pairs(session=session, today=TODAY)


def test_touched_sessions_are_those_of_the_people_and_their_lists(session, tangsel):
    ani = make_participation(session).employee
    other = make_session(make_program(tangsel))
    choose(other.program)
    list_for_comparison(other, ani)
    elsewhere = make_session(make_program(tangsel))  # another indicator: not concerned
    choose(elsewhere.program, "waktu_layanan")
    make_participation(elsewhere, ani)
    measured = [(indicator().pk, ani.pk, None)]
    assert rebuild_sessions_touched(measured=measured, today=TODAY) == [session.pk, other.pk]
    assert rebuild_sessions_touched(program_ids=[other.program_id], today=TODAY) == [other.pk]
    both = rebuild_sessions_touched(session_ids=[elsewhere.pk, session.pk], today=TODAY)
    assert both == [session.pk, elsewhere.pk]


def test_a_units_values_touch_the_sessions_of_the_people_below_it(tangsel):
    top = make_unit(tangsel)
    below = make_unit(tangsel, parent=top)
    session = make_session(make_program(tangsel))
    choose(session.program, "ikm")
    employee = make_employee(tangsel, unit=below)
    make_participation(session, employee, placement=place_of(employee))
    ikm = indicator("ikm").pk
    assert rebuild_sessions_touched(measured=[(ikm, None, top.pk)], today=TODAY) == [session.pk]
    other = make_unit(tangsel).pk
    assert rebuild_sessions_touched(measured=[(ikm, None, other)], today=TODAY) == []


def place_of(employee):
    return employee.placements.get()


def test_a_month_that_is_reached_appears_without_an_import(session):
    make_participation(session)
    rebuild_pairs(session=session, today=date(2026, 5, 1))
    assert rows(session) == []  # nothing is due two months after 3 March
    assert rebuild_waves_reached(date(2026, 6, 2)) == 0
    assert rebuild_waves_reached(date(2026, 6, 3)) == 1  # three months after
    assert [wave for _, _, wave, _, _ in rows(session)] == [3]
    assert rebuild_waves_reached(date(2026, 6, 4)) == 0
    assert rebuild_waves_reached(date(2026, 9, 20)) == 1  # six months, 17 days late
    assert [wave for _, _, wave, _, _ in rows(session)] == [3, 6]


def test_a_cancelled_session_and_one_without_indicators_are_not_rebuilt(session, tangsel):
    make_session(make_program(tangsel), starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3))
    session.cancelled_on = date(2026, 3, 1)
    session.save()
    assert rebuild_waves_reached(date(2026, 6, 3)) == 0
