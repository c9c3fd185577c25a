"""The tree of units: create, rename, move, close, merge; and dated values."""

from datetime import date

import pytest

from organization.actions import (
    LowerThreshold,
    UnitError,
    add_alias,
    close_unit,
    correct_region,
    create_unit,
    match_units,
    merge_unit,
    save_unit,
    set_policy,
)
from organization.choices import PolicyKey
from organization.models import Policy, Unit
from programs.tests.factories import make_employee, make_unit
from trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(make_user):
    return make_user("administrator")


def test_a_new_unit_has_its_path(tangsel, unit, admin):
    new = create_unit(unit=Unit(region=tangsel, parent=unit, name="Bidang Mutu"), actor=admin)
    assert new.path == f"{unit.pk}.{new.pk}."
    assert new.top_id == unit.pk


def test_a_renamed_unit_is_still_found_by_its_old_name(tangsel, unit, admin):
    old = unit.name
    unit.name = "Dinas Baru"
    save_unit(unit=unit, actor=admin)
    assert match_units(tangsel, [old, "dinas baru"]) == {old: unit, "dinas baru": unit}
    assert Entry.objects.get(action="unit.changed").detail == {
        "changes": {"name": [old, "Dinas Baru"]}
    }


def test_a_unit_moved_below_another_takes_everything_below_it_along(tangsel, admin):
    top, new_top = make_unit(tangsel), make_unit(tangsel)
    child = make_unit(tangsel, parent=top)
    grandchild = make_unit(tangsel, parent=child)
    child.parent = new_top
    save_unit(unit=child, actor=admin)
    grandchild.refresh_from_db()
    assert grandchild.path == f"{new_top.pk}.{child.pk}.{grandchild.pk}."
    child.parent = None
    save_unit(unit=child, actor=admin)
    grandchild.refresh_from_db()
    assert grandchild.path == f"{child.pk}.{grandchild.pk}."


def test_a_unit_cannot_stand_below_itself(tangsel, admin):
    top = make_unit(tangsel)
    top.parent = make_unit(tangsel, parent=top)
    with pytest.raises(UnitError, match="di bawah dirinya sendiri"):
        save_unit(unit=top, actor=admin)


def test_a_unit_with_people_is_not_closed(tangsel, admin):
    unit = make_unit(tangsel)
    placement = make_employee(tangsel, unit=unit).placements.get()
    with pytest.raises(UnitError, match="Masih ada 1 penempatan"):
        close_unit(unit=unit, day=date(2026, 3, 31), actor=admin)
    placement.ends_on = date(2026, 3, 31)
    placement.save()
    close_unit(unit=unit, day=date(2026, 3, 31), actor=admin)
    existing = Unit.objects.existing_on(date(2026, 3, 31))
    assert unit in existing
    assert unit not in Unit.objects.existing_on(date(2026, 4, 1))


def test_a_unit_with_open_units_below_is_not_closed(tangsel, admin):
    unit = make_unit(tangsel)
    make_unit(tangsel, parent=unit)
    with pytest.raises(UnitError, match="Masih ada 1 unit di bawahnya"):
        close_unit(unit=unit, day=date(2026, 3, 31), actor=admin)


def test_merging_moves_people_units_and_names_from_the_day_on(tangsel, admin):
    old, new = make_unit(tangsel, "Dinas Lama"), make_unit(tangsel, "Dinas Gabungan")
    child = make_unit(tangsel, "Bidang Arsip", parent=old)
    add_alias(unit=old, name="Dislama", actor=admin)
    employee = make_employee(tangsel, unit=old)
    assert merge_unit(unit=old, into=new, day=date(2026, 4, 1), actor=admin) == 1
    assert [(p.unit, p.starts_on, p.ends_on) for p in employee.placements.order_by("pk")] == [
        (old, None, date(2026, 3, 31)),
        (new, date(2026, 4, 1), None),
    ]
    child.refresh_from_db()
    assert (child.parent, child.path) == (new, f"{new.pk}.{child.pk}.")
    assert match_units(tangsel, ["dislama", "Dinas Lama"]) == {"dislama": new, "Dinas Lama": new}
    old.refresh_from_db()
    assert (old.valid_to, old.replaced_by) == (date(2026, 3, 31), new)


def test_placements_that_had_ended_stay_in_the_merged_unit(tangsel, admin):
    old, new = make_unit(tangsel), make_unit(tangsel)
    placement = make_employee(tangsel, unit=old).placements.get()
    placement.ends_on = date(2025, 12, 31)
    placement.save()
    assert merge_unit(unit=old, into=new, day=date(2026, 4, 1), actor=admin) == 0
    placement.refresh_from_db()
    assert (placement.unit, placement.ends_on) == (old, date(2025, 12, 31))


def test_a_unit_is_not_merged_into_another_region_or_below_itself(tangsel, binjai, admin):
    unit = make_unit(tangsel)
    for into in (make_unit(binjai), make_unit(tangsel, parent=unit), unit):
        with pytest.raises(UnitError, match="wilayah yang sama, di luar unit ini"):
            merge_unit(unit=unit, into=into, day=date(2026, 4, 1), actor=admin)


def test_an_alias_leads_to_one_unit_only(tangsel, admin):
    first, second = make_unit(tangsel), make_unit(tangsel)
    add_alias(unit=first, name="Dinas  X.", actor=admin)
    with pytest.raises(UnitError, match="sudah dipakai"):
        add_alias(unit=second, name="dinas x", actor=admin)
    assert match_units(tangsel, ["DINAS X"])["DINAS X"] == first


def test_a_corrected_region_is_recorded_with_both_values(tangsel, admin):
    correct_region(
        region=tangsel, changes={"hr_office": "BKD", "short_name": "Tangerang Selatan"}, actor=admin
    )
    assert Entry.objects.get(action="region.changed").detail == {
        "changes": {"hr_office": ["BKPSDM Kota Tangerang Selatan", "BKD"]}
    }


def raise_to(key, value, admin, day=date(2026, 6, 1)):
    return set_policy(key=key, value=value, valid_from=day, legal_basis="SK", actor=admin)


def test_a_threshold_is_raised_from_a_day_on(admin):
    raise_to(PolicyKey.MIN_GROUP, 8, admin)
    read = Policy.objects.value
    assert read(PolicyKey.MIN_GROUP, date(2026, 5, 31)) == 5
    assert read(PolicyKey.MIN_GROUP, date(2026, 6, 1)) == 8
    assert Entry.objects.get(action="policy.changed").detail == {
        "changes": {"min_group": ["5", "8"]},
        "valid_from": "2026-06-01",
    }


def test_a_threshold_is_never_lowered(admin):
    raise_to(PolicyKey.MIN_GROUP, 8, admin)
    with pytest.raises(LowerThreshold, match="sekarang 8"):
        raise_to(PolicyKey.MIN_GROUP, 7, admin, date(2026, 7, 1))
    assert Policy.objects.value(PolicyKey.MIN_GROUP, date(2026, 7, 1)) == 8


def test_a_legal_limit_may_be_lowered(admin):
    raise_to(PolicyKey.JP_MIN_PNS, 16, admin)
    assert Policy.objects.value(PolicyKey.JP_MIN_PNS, date(2026, 6, 1)) == 16


def test_a_value_set_twice_a_day_is_the_last_one(admin):
    raise_to(PolicyKey.MIN_GROUP, 8, admin)
    raise_to(PolicyKey.MIN_GROUP, 9, admin)
    assert Policy.objects.value(PolicyKey.MIN_GROUP, date(2026, 6, 1)) == 9
    assert Policy.objects.filter(key=PolicyKey.MIN_GROUP).count() == 2
