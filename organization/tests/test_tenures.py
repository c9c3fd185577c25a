"""Who was somebody's atasan for how long: moves, Plt, Plh, retirement, merged units."""

from datetime import date

import pytest

from organization.actions import longest_supervisors, merge_unit, tenures_between
from organization.models import Employee, Placement
from programs.tests.factories import make_employee, make_unit, place

pytestmark = pytest.mark.django_db
START, END = date(2026, 3, 3), date(2026, 6, 1)  # 91 days: March 29, April 30, May 31, June 1
ACTING, DAILY = Placement.Kind.ACTING, Placement.Kind.DAILY


def headed(region, name, **dates):
    """Return a unit and its head."""
    unit = make_unit(region)
    head = make_employee(region, unit=unit, name=name)
    head.placements.update(is_head=True, **dates)
    return unit, head


def tenures(employee):
    """Return (name, days) of each atasan, the longest first."""
    found = tenures_between([employee.pk], START, END)[employee.pk]
    names = dict(Employee.objects.values_list("pk", "name"))
    return [(names[one.supervisor_id], one.days) for one in found]


def chosen(employee):
    found = longest_supervisors([employee.pk], START, END).get(employee.pk)
    return found and (Employee.objects.get(pk=found[0].supervisor_id).name, found[1])


def test_a_superior_who_stayed_has_all_the_days(tangsel):
    unit, _head = headed(tangsel, "A")
    staff = make_employee(tangsel, unit=unit)
    assert tenures(staff) == [("A", 91)]
    [one] = tenures_between([staff.pk], START, END)[staff.pk]
    assert (one.first, one.last, one.kind) == (START, END, Placement.Kind.DEFINITIVE)


def test_who_moved_is_known_by_the_superior_of_the_longer_part(tangsel):
    old, _ = headed(tangsel, "Lama")
    new, _ = headed(tangsel, "Baru")
    staff = make_employee(tangsel, unit=old)
    staff.placements.update(ends_on=date(2026, 4, 1))  # 29 days of March and 1 of April
    place(staff, new, starts_on=date(2026, 4, 2))  # 91 - 30
    assert tenures(staff) == [("Baru", 61), ("Lama", 30)]
    assert chosen(staff) == ("Baru", False)


def test_two_stretches_under_the_same_superior_are_added_up(tangsel):
    one, _ = headed(tangsel, "Satu")
    two, _ = headed(tangsel, "Dua")
    staff = make_employee(tangsel, unit=one)
    staff.placements.update(ends_on=date(2026, 3, 31))  # 29 days
    place(staff, two, starts_on=date(2026, 4, 1), ends_on=date(2026, 5, 10))  # 30 + 10
    place(staff, one, starts_on=date(2026, 5, 11))  # 21 + 1
    assert tenures(staff) == [("Satu", 51), ("Dua", 40)]


def test_plt_and_plh_count_for_the_days_they_stood_in(tangsel):
    unit, head = headed(tangsel, "Definitif", ends_on=date(2026, 3, 12))  # 10 days
    acting, daily = make_employee(tangsel, name="Plt"), make_employee(tangsel, name="Plh")
    place(daily, unit, kind=DAILY, is_head=True, starts_on=date(2026, 3, 13),
          ends_on=date(2026, 3, 20))  # fmt: skip
    place(acting, unit, kind=ACTING, is_head=True, starts_on=date(2026, 3, 18))  # over the Plh
    staff = make_employee(tangsel, unit=unit)
    assert tenures(staff) == [("Plt", 76), ("Definitif", 10), ("Plh", 5)]
    [longest, *_] = tenures_between([staff.pk], START, END)[staff.pk]
    assert longest.kind == ACTING
    assert head.name == "Definitif"


def test_an_empty_post_leads_to_the_head_above(tangsel):
    top, _ = headed(tangsel, "Kepala Dinas")
    below = make_unit(tangsel, parent=top)
    head = make_employee(tangsel, unit=below, name="Kepala Bidang")
    head.placements.update(is_head=True, starts_on=date(2026, 5, 1))  # 32 days
    staff = make_employee(tangsel, unit=below)
    assert tenures(staff) == [("Kepala Dinas", 59), ("Kepala Bidang", 32)]


def test_who_was_promoted_to_head_is_known_by_the_head_above(tangsel):
    top, _ = headed(tangsel, "Kepala Dinas")
    below = make_unit(tangsel, parent=top)
    old = make_employee(tangsel, unit=below, name="Kepala Lama")
    old.placements.update(is_head=True, ends_on=date(2026, 4, 30))
    staff = make_employee(tangsel, unit=below)
    staff.placements.update(ends_on=date(2026, 4, 30))
    place(staff, below, is_head=True, starts_on=date(2026, 5, 1))  # 32 days under the top
    assert tenures(staff) == [("Kepala Lama", 59), ("Kepala Dinas", 32)]


def test_a_retired_superior_gives_way_to_the_next_longest(tangsel):
    unit, head = headed(tangsel, "Pensiun", ends_on=date(2026, 5, 20))
    Employee.objects.filter(pk=head.pk).update(is_active=False)
    successor = make_employee(tangsel, name="Pengganti")
    successor.placements.update(ends_on=date(2026, 5, 20))
    place(successor, unit, is_head=True, starts_on=date(2026, 5, 21))
    staff = make_employee(tangsel, unit=unit)
    assert tenures(staff) == [("Pensiun", 79), ("Pengganti", 12)]
    assert chosen(staff) == ("Pengganti", True)


def test_a_merged_unit_brings_its_people_under_the_head_of_the_other(tangsel):
    into, _ = headed(tangsel, "Kepala Baru")
    unit, _ = headed(tangsel, "Kepala Lama")
    staff = make_employee(tangsel, unit=unit)
    merge_unit(unit=unit, into=into, day=date(2026, 4, 1), actor=None)
    assert tenures(staff) == [("Kepala Baru", 62), ("Kepala Lama", 29)]


def test_without_any_head_nobody_is_known(tangsel):
    staff = make_employee(tangsel, unit=make_unit(tangsel))
    assert tenures(staff) == []
    assert chosen(staff) is None


def test_equally_long_means_the_latest(tangsel):
    old, _ = headed(tangsel, "Lama")
    new, _ = headed(tangsel, "Baru")
    staff = make_employee(tangsel, unit=old)
    staff.placements.update(ends_on=date(2026, 4, 17))
    place(staff, new, starts_on=date(2026, 4, 18))
    days = tenures_between([staff.pk], date(2026, 4, 17), date(2026, 4, 18))[staff.pk]
    assert [(one.days, one.first) for one in days] == [
        (1, date(2026, 4, 18)),
        (1, date(2026, 4, 17)),
    ]


def test_queries_do_not_grow_with_people(tangsel, django_assert_num_queries):
    unit, _head = headed(tangsel, "A")
    staff = [make_employee(tangsel, unit=unit).pk for _ in range(20)]
    for some in (staff[:2], staff):
        with django_assert_num_queries(3):
            longest_supervisors(some, START, END)
