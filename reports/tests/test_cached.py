"""The remembered region result: the same bytes cold and warm, right when anything changes."""

from datetime import date

import pytest
from django.core.cache import cache

from organization.access import Role
from organization.choices import PolicyKey
from organization.models import Policy
from programs.actions import bump_data_version
from programs.tests.factories import make_program, make_unit
from reports.actions import publish_closed
from reports.results import (
    Filters,
    Period,
    RegionResult,
    comparison_result,
    program_result,
    region_result,
    session_result,
    unit_result,
)
from reports.results.codec import UnknownTypeError, from_text, to_text
from reports.tests.factories import make_attended, make_closed, make_pairs, make_session_of

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def fill(region, sessions, *, program=None):
    program = program or make_program(region)
    for number in range(sessions):
        session = make_session_of(region, program=program, number=str(number))
        make_attended(session, 12, scores=[(50, 70 + n) for n in range(12)])
        make_closed(session, {2: 2, 3: 6, 4: 4})
        make_closed(session, {2: 2, 3: 9}, code="F3", opened_on=date(2026, 6, 2))
        make_pairs(session, [(60 + n, 66 + 2 * n) for n in range(12)])
    return program


def test_cold_and_warm_are_the_same_bytes(manager, tangsel):
    fill(tangsel, 2)
    cold = region_result(manager, tangsel, YEAR)
    warm = region_result(manager, tangsel, YEAR)
    assert warm == cold
    assert to_text(warm) == to_text(cold)
    cache.clear()
    again = region_result(manager, tangsel, YEAR)
    assert again.health == cold.health  # only the moment of computing differs
    assert again.performance == cold.performance


def test_a_change_of_figures_or_thresholds_is_seen_at_once(manager, tangsel):
    assert region_result(manager, tangsel, YEAR).reaction == ()
    fill(tangsel, 1)
    assert region_result(manager, tangsel, YEAR).reaction == ()  # remembered
    bump_data_version(tangsel.pk)
    assert len(region_result(manager, tangsel, YEAR).reaction) == 12
    row = region_result(manager, tangsel, YEAR).performance[0]
    assert (row.n, row.status) == (12, "shown")
    Policy.objects.filter(key=PolicyKey.MIN_RECORDS).update(value=13)
    row = region_result(manager, tangsel, YEAR).performance[0]
    assert (row.n, row.status) == (0, "none")


def test_hr_and_pimpinan_and_kepala_opd_never_share_a_cached_page(
    officer, manager, tangsel, make_user
):
    program = fill(tangsel, 1)
    session = program.sessions.get()
    make_attended(session, 6, status="absent", absence_reason="sakit")
    assert {r.code for r in region_result(officer, tangsel, YEAR).participation.absence} == {
        "sakit"
    }
    assert {r.code for r in region_result(manager, tangsel, YEAR).participation.absence} == {"izin"}
    head = make_user(Role.MANAGER, tangsel, unit=make_unit(tangsel))
    assert region_result(head, tangsel, YEAR).programs == ()


def test_the_codec_refuses_what_it_does_not_know():
    with pytest.raises(UnknownTypeError):
        from_text(dict, "{}")
    with pytest.raises((TypeError, ValueError)):
        from_text(RegionResult, "[]")


@pytest.mark.parametrize("sessions", [1, 3])
def test_a_region_is_read_with_a_constant_number_of_queries(
    manager, tangsel, sessions, django_assert_num_queries
):
    program = fill(tangsel, sessions)
    publish_closed(programs=[program.pk], today=date(2026, 7, 1))
    assert manager.region_ids == [tangsel.pk]  # read once a request
    with django_assert_num_queries(20):
        region_result(manager, tangsel, YEAR)
    with django_assert_num_queries(2):  # the thresholds and the data version
        region_result(manager, tangsel, YEAR)


@pytest.mark.parametrize("sessions", [1, 3])
def test_a_programme_and_a_session_too(manager, tangsel, sessions, django_assert_num_queries):
    program = fill(tangsel, sessions)
    publish_closed(programs=[program.pk], today=date(2026, 7, 1))
    assert manager.region_ids == [tangsel.pk]
    with django_assert_num_queries(21):  # 19, pairs of answers, items of tests
        program_result(manager, program)
    session = program.sessions.select_related("program__region").first()
    with django_assert_num_queries(21):  # 19, pairs of answers, items of tests
        session_result(manager, session)


def test_an_opd_sees_its_own_people_and_no_answers(tangsel, make_user):
    unit, other = make_unit(tangsel), make_unit(tangsel)
    program = fill(tangsel, 1)
    session = program.sessions.get()
    from programs.tests.factories import place

    pairs = list(session.pairs.select_related("employee"))
    from programs.models import Participation

    for pair in pairs:
        post = place(pair.employee, unit)
        Participation.objects.create(
            session=session, employee=pair.employee, placement=post, status="completed"
        )
    head = make_user(Role.MANAGER, tangsel, unit=unit)
    result = unit_result(head, unit, YEAR)
    assert (result.participation.active_employees, result.participation.covered) == (12, 12)
    assert [(row.n, row.status) for row in result.performance] == [(12, "shown")]
    assert result.note == "Jawaban anonim tidak dapat dirinci menurut OPD."
    assert not hasattr(result, "reaction")
    filtered = region_result(head, tangsel, YEAR, Filters(unit=unit.pk))
    assert filtered.unit_note == f"{result.note} Hanya angkatan yang diikuti pegawai {unit}."
    assert unit_result(make_user(Role.MANAGER, tangsel), other, YEAR).performance == ()


def test_regions_are_compared_on_sessions_of_one_topic(tangsel, binjai, make_user):
    from programs.models import Topic

    topic = Topic.objects.order_by("code").first()
    for region in (tangsel, binjai):
        program = make_program(region, topic=topic)
        for number, good in enumerate((6, 7, 8)):
            session = make_session_of(region, program=program, number=str(number))
            high = good + 2 if region == tangsel else good - 4
            make_closed(session, {2: 10 - high, 3: high})
    analyst = make_user(Role.ANALYST, tangsel, binjai)
    result = comparison_result(analyst, "item:R-REL-4")
    assert [region.name for region in result.regions] == ["Binjai", "Tangerang Selatan"]
    # shares 0.2, 0.3, 0.4 against 0.8, 0.9, 1.0: difference -0.6, se sqrt(2 x 0.01 / 3), df 4
    (pair,) = result.differences
    assert pair.difference == pytest.approx(-0.6)
    assert pair.ci_low == pytest.approx(-0.6 - 2.7764451052 * (0.02 / 3) ** 0.5)
    assert pair.sentence == (
        "Tangerang Selatan lebih tinggi 60,0 poin daripada Binjai (perkiraan antara 37,3 dan 82,7)."
    )
    alone = comparison_result(make_user(Role.ANALYST, tangsel))
    assert alone.regions == ()
    assert alone.headline == "Belum ada hasil dengan topik yang sama di dua wilayah."
