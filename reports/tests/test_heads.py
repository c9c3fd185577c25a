"""What a Kepala OPD reads of the region: its whole totals, but only their own programmes."""

from datetime import date

import pytest

from organization.access import Role
from programs.models import Participation, Session
from programs.tests.factories import make_program, make_unit, place
from reports.frames.people import hours_by_status
from reports.results import Filters, Period, region_result, unit_result
from reports.tests.factories import make_attended, make_closed, make_session_of
from surveys.models import Invitation

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def unit(tangsel):
    return make_unit(tangsel)


@pytest.fixture
def head(tangsel, make_user, unit):
    return make_user(Role.MANAGER, tangsel, unit=unit)


@pytest.fixture(autouse=True)
def two_programmes(tangsel, unit):
    """12 people of the unit are content with one programme, 8 of 12 others with another."""
    own = make_session_of(tangsel, program=make_program(tangsel))
    for taking in make_attended(own, 12):
        post = place(taking.employee, unit)
        Participation.objects.filter(pk=taking.pk).update(placement=post)
    make_closed(own, {3: 12})
    elsewhere = make_session_of(tangsel, program=make_program(tangsel))
    make_attended(elsewhere, 12)
    make_closed(elsewhere, {2: 4, 3: 8})


def line(health, key):
    return next(row for row in health if row.key == key)


def test_the_regions_lines_beside_the_own_unit_are_those_of_the_whole_region(
    head, manager, tangsel, unit
):
    beside = unit_result(head, unit, YEAR).region_health
    assert beside == region_result(manager, tangsel, YEAR).health
    # 12 + 8 of 24 answers; 12 + 12 of 24 employees
    assert line(beside, "reaction").sentence.startswith("83% ")
    assert line(beside, "coverage").sentence.startswith("24 dari 24 ASN (100%)")


def test_the_regions_page_shows_a_head_own_programmes_and_says_so(head, manager, tangsel, unit):
    found = region_result(head, tangsel, YEAR)
    assert (len(found.programs), len(region_result(manager, tangsel, YEAR).programs)) == (1, 2)
    assert line(found.health, "reaction").sentence.startswith("100% ")  # of the 12 own
    assert found.unit_note == (
        f"Jawaban, tes, kehadiran, dan kinerja: hanya angkatan yang diikuti pegawai {unit}, "
        "bersama peserta dari OPD lain. Cakupan: seluruh wilayah."
    )
    assert region_result(manager, tangsel, YEAR).unit_note == ""
    assert region_result(head, tangsel, YEAR, Filters(unit=unit.pk)).unit_note == (
        "Jawaban anonim tidak dapat dirinci menurut OPD. "
        f"Hanya angkatan yang diikuti pegawai {unit}."
    )


def test_cakupan_is_the_whole_regions_for_a_head_too(head, tangsel):
    found = region_result(head, tangsel, YEAR).participation
    assert (found.covered, found.active_employees) == (24, 24)
    assert found.attended == 12  # of the own sessions


@pytest.mark.parametrize(("asked", "shown"), [(4, ("", "hidden")), (5, ("1 dari 5", "shown"))])
def test_an_opd_has_a_response_rate_from_five_people_asked(manager, tangsel, unit, asked, shown):
    taking = list(Participation.objects.filter(placement__unit=unit)[:asked])
    survey = taking[0].session.surveys.get()
    Invitation.objects.bulk_create(
        Invitation(
            survey=survey,
            rater=one.employee,
            participation=one,
            is_submitted=number == 0,
            token_hash=f"token-{number}",
            code_hash=f"code-{number}",
        )
        for number, one in enumerate(taking)
    )
    found = region_result(manager, tangsel, YEAR, Filters(unit=unit.pk))
    tile = next(tile for tile in found.tiles if tile.key == "response")
    assert (tile.note, tile.status) == shown
    assert ("1 dari 4" in found.trust) is False


def test_jp_of_the_unit_is_granted_else_attended_else_the_programmes(tangsel, unit):
    first, second, third, *others = Participation.objects.filter(placement__unit=unit)
    Participation.objects.filter(pk__in=[one.pk for one in others]).delete()
    Participation.objects.filter(pk=first.pk).update(hours_granted=12, hours_attended=10)
    Participation.objects.filter(pk=second.pk).update(hours_attended=10, status="attended")
    planned = float(third.session.program.hours)
    found = sorted(hours for _, hours in hours_by_status(unit, Session.objects.all()))
    assert found == sorted([12.0, 10.0, planned, *[0.0] * 9])  # nine more people took nothing
