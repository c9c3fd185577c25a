"""Who worked where, and who was whose atasan on a day."""

from datetime import date, timedelta

import pytest

from organization.actions import placement_ids_on, placement_on, supervisors_on
from organization.models import Placement, Unit
from programs.tests.factories import make_employee, place

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
ACTING, DAILY = Placement.Kind.ACTING, Placement.Kind.DAILY


@pytest.fixture
def district(tangsel):
    return Unit.objects.get(region=tangsel, name="Kecamatan Serpong")


@pytest.fixture
def ward(tangsel):
    return Unit.objects.get(region=tangsel, name="Kelurahan Ciater")


@pytest.fixture
def camat(tangsel, district):
    return head(make_employee(tangsel, unit=district, name="Camat"))


@pytest.fixture
def lurah(tangsel, ward):
    return head(make_employee(tangsel, unit=ward, name="Lurah"))


def head(employee):
    employee.placements.update(is_head=True)
    return employee


def superior(employee, day=DAY):
    return supervisors_on([employee.pk], day)[employee.pk]


def test_the_head_of_the_unit_is_the_atasan_of_its_people(tangsel, ward, lurah):
    assert superior(make_employee(tangsel, unit=ward)) == lurah


def test_a_heads_own_atasan_is_the_head_of_the_unit_above(camat, lurah):
    assert superior(lurah) == camat


def test_the_head_at_the_top_has_nobody_above(camat):
    assert superior(camat) is None


def test_a_named_supervisor_comes_before_the_head(tangsel, ward, lurah):
    named, staff = make_employee(tangsel), make_employee(tangsel, unit=ward)
    staff.placements.update(supervisor=named)
    assert superior(staff) == named


def test_an_empty_head_post_leads_to_the_unit_above(tangsel, ward, camat):
    assert superior(make_employee(tangsel, unit=ward)) == camat


def test_a_plt_leads_while_the_post_is_empty(tangsel, ward, camat):
    acting, staff = make_employee(tangsel), make_employee(tangsel, unit=ward)
    place(acting, ward, kind=ACTING, is_head=True, starts_on=DAY, ends_on=DAY + timedelta(days=9))
    assert superior(staff, DAY) == acting
    assert superior(staff, DAY - timedelta(days=1)) == camat
    assert superior(staff, DAY + timedelta(days=10)) == camat


def test_the_definitive_head_comes_before_plt_and_plh(tangsel, ward, lurah):
    for kind in (ACTING, DAILY):
        place(make_employee(tangsel), ward, kind=kind, is_head=True)
    assert superior(make_employee(tangsel, unit=ward)) == lurah


def test_a_plt_who_works_in_the_unit_below_is_not_their_own_atasan(district, ward, lurah):
    place(lurah, district, kind=ACTING, is_head=True)
    assert superior(lurah) is None


def test_somebody_without_a_placement_that_day_has_no_atasan(tangsel, ward, lurah):
    staff = make_employee(tangsel, unit=ward)
    staff.placements.update(ends_on=DAY - timedelta(days=1))
    assert superior(staff) is None


def test_a_placement_holds_on_its_first_and_on_its_last_day(tangsel, ward, district):
    staff = make_employee(tangsel, unit=ward)
    staff.placements.update(ends_on=DAY)
    new = place(staff, district, starts_on=DAY + timedelta(days=1))
    assert placement_on([staff.pk], DAY)[staff.pk].unit == ward
    assert placement_on([staff.pk], new.starts_on)[staff.pk].unit == district


def test_the_definitive_placement_comes_before_a_plt(tangsel, ward, district):
    staff = make_employee(tangsel, unit=ward)
    place(staff, district, kind=ACTING, is_head=True, starts_on=DAY)
    held = placement_on([staff.pk], DAY)[staff.pk]
    assert held.unit == ward
    assert placement_ids_on([staff.pk], DAY) == {staff.pk: held.pk}


@pytest.mark.parametrize("people", [1, 30])
def test_a_whole_session_takes_three_queries(
    tangsel, ward, lurah, people, django_assert_num_queries
):
    staff = [make_employee(tangsel, unit=ward).pk for _ in range(people)]
    with django_assert_num_queries(3):  # placements, heads, people
        assert set(supervisors_on(staff, DAY).values()) == {lurah}
