"""What migrate leaves in an empty tenant, forward and back."""

import importlib
from collections import Counter
from datetime import date

import pytest
from django.apps import apps

from organization.actions import match_units, plain_name
from organization.choices import CONFIDENTIALITY, PolicyKey
from organization.models import Policy, Region, Unit, UnitAlias

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def test_three_regions_are_evaluated_and_named_with_their_hr_offices():
    named = Region.objects.evaluated().values_list("code", "short_name", "level", "hr_office")
    assert list(named) == [
        ("12.75", "Binjai", "kota", "BKPSDM Kota Binjai"),
        ("33.74.08", "Candisari", "kecamatan", "BKPP Kota Semarang"),
        ("36.74", "Tangerang Selatan", "kota", "BKPSDM Kota Tangerang Selatan"),
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("36.74", {"kecamatan": 7, "kelurahan": 54}),
        ("12.75", {"kecamatan": 5, "kelurahan": 37}),
        ("33.74", {"kecamatan": 1, "kelurahan": 7}),
    ],
)
def test_every_kecamatan_and_kelurahan_is_there(code, expected):
    levels = Region.objects.filter(code__startswith=f"{code}.").values_list("level", flat=True)
    assert dict(Counter(levels)) == expected


def test_candisari_is_a_kecamatan_of_semarang_in_jawa_tengah():
    candisari = Region.objects.get(code="33.74.08")
    assert [candisari.parent.name, candisari.parent.parent.name] == ["Kota Semarang", "Jawa Tengah"]


@pytest.mark.parametrize(
    ("code", "tops", "below"),
    [
        ("36.74", 37, 54),  # 30 perangkat daerah + 7 kecamatan; 54 kelurahan
        ("12.75", 28, 38),  # 23 perangkat daerah + 5 kecamatan; 37 kelurahan and the RSUD
        ("33.74.08", 1, 12),  # Sekretariat, 4 seksi, 7 kelurahan
    ],
)
def test_the_units_stand_in_a_tree(code, tops, below):
    units = Unit.objects.filter(region__code=code)
    assert (units.tops().count(), units.exclude(parent=None).count()) == (tops, below)


def test_every_path_lists_the_units_from_the_top_down():
    units = {unit.pk: unit for unit in Unit.objects.all()}
    for unit in units.values():
        above = units[unit.parent_id].path if unit.parent_id else ""
        assert unit.path == f"{above}{unit.pk}."


def test_kelurahan_stand_below_their_kecamatan_in_the_group_of_districts(tangsel):
    ciater = Unit.objects.get(region=tangsel, name="Kelurahan Ciater")
    assert (ciater.parent.name, ciater.group) == ("Kecamatan Serpong", Unit.Group.DISTRICT)


def test_the_hospital_of_binjai_stands_below_its_health_office(binjai):
    hospital = Unit.objects.get(region=binjai, name="RSUD dr. Djoelham")
    assert (hospital.parent.name, hospital.group) == ("Dinas Kesehatan", Unit.Group.HEALTH)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
        ("DISKOMINFO", "Dinas Komunikasi dan Informatika"),
        ("dinkes", "Dinas Kesehatan"),
        ("Bappeda", "Badan Perencanaan Pembangunan, Penelitian dan Pengembangan Daerah"),
        ("Kel. Rawa Buntu", "Kelurahan Rawabuntu"),
        ("Kantor Kecamatan Pondok Aren", "Kecamatan Pondok Aren"),
    ],
)
def test_short_names_and_local_spellings_find_the_unit(tangsel, written, meant):
    assert match_units(tangsel, [written])[written].name == meant


def test_every_alias_is_stored_plain():
    names = UnitAlias.objects.values_list("name", flat=True)
    assert [name for name in names if plain_name(name) != name] == []


def test_every_policy_key_has_a_value_in_force():
    values = {key: Policy.objects.value(key, DAY) for key in PolicyKey}
    assert [values[key] for key in (PolicyKey.MIN_GROUP, PolicyKey.MIN_STRATUM)] == [5, 10]
    assert [values[key] for key in (PolicyKey.JP_MIN_PNS, PolicyKey.JP_MAX_PPPK)] == [20, 24]
    assert values[PolicyKey.COMPLETION_SHARE] == 0.85


def test_legal_limits_name_their_basis():
    basis = dict(Policy.objects.filter(key__startswith="jp_").values_list("key", "legal_basis"))
    assert basis == {
        "jp_min_pns": "PP 11/2017 ps. 203(4) jo. PP 17/2020",
        "jp_max_pppk": "PP 49/2018 dan PerLAN 15/2020",
    }


def test_every_threshold_of_the_gate_may_only_rise():
    assert len(CONFIDENTIALITY) == 18
    assert PolicyKey.JP_MIN_PNS not in CONFIDENTIALITY


def test_the_data_migrations_go_back_and_forth():
    places = importlib.import_module("organization.migrations.0002_regions_and_units")
    policies = importlib.import_module("organization.migrations.0003_policies")
    policies.unload(apps, None)
    places.unload_units(apps, None)
    places.unload_regions(apps, None)
    assert [m.objects.count() for m in (Region, Unit, UnitAlias, Policy)] == [0, 0, 0, 0]
    places.load_regions(apps, None)
    places.load_units(apps, None)
    policies.load(apps, None)
    assert [m.objects.count() for m in (Region, Unit, Policy)] == [117, 170, 27]
