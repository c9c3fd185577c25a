"""The Admin's pages of regions, units and dated values."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organization.access import Role
from organization.actions import match_units
from organization.choices import PolicyKey
from organization.models import Policy, Region, Unit, UnitAlias
from programs.tests.factories import make_employee, make_unit
from trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(make_user, signed_in):
    return signed_in(make_user(Role.ADMINISTRATOR))


def text_of(response):
    return response.content.decode()


def test_the_evaluated_regions_stand_first(client):
    page = text_of(client.get("/regions/"))
    places = [page.index(code) for code in ("12.75 ·", "33.74.08 ·", "36.74 ·", "12.75.01 ·")]
    assert places == sorted(places)
    assert "117 wilayah" in page


def test_regions_are_searched_by_name_code_and_level(client):
    page = text_of(client.get("/regions/?q=candi"))
    assert "Candisari" in page
    assert "Kota Binjai" not in page
    assert "7 wilayah" in text_of(client.get("/regions/?q=36.74&level=kecamatan"))
    assert "Tidak ada wilayah yang cocok" in text_of(client.get("/regions/?q=zzz"))


@pytest.mark.parametrize(
    ("query", "rows"), [("?q=33.74.08.1001", 1), ("?q=Banten", 1), ("?level=provinsi", 3)]
)
def test_the_regions_take_the_same_queries_for_any_number(
    client, query, rows, django_assert_num_queries
):
    client.get("/regions/")
    with django_assert_num_queries(5):  # session, user, regions of the menu, count, regions
        page = text_of(client.get(f"/regions/{query}"))
    assert f"{rows} wilayah" in page


def test_a_region_gets_another_office_name_and_is_recorded(client, binjai):
    data = {"name": "Kota Binjai", "short_name": "Binjai", "hr_office": "BKD Kota Binjai"}
    client.post(f"/regions/{binjai.pk}/", data | {"is_evaluated": "on", "code": "99"})
    binjai.refresh_from_db()
    assert (binjai.hr_office, binjai.is_evaluated, binjai.code) == (
        "BKD Kota Binjai",
        True,
        "12.75",
    )
    assert Entry.objects.get(action="region.changed").detail == {
        "changes": {"hr_office": ["BKPSDM Kota Binjai", "BKD Kota Binjai"]}
    }


def test_a_form_names_its_region_once_and_can_be_left(client, binjai):
    page = text_of(client.get(f"/regions/{binjai.pk}/"))
    assert "<h1>Kota Binjai (12.75)</h1>" in page
    assert '<a href="/regions/">Batal</a>' in page


def test_a_region_starts_to_be_evaluated(client):
    semarang = Region.objects.get(code="33.74")
    data = {"name": "Kota Semarang", "short_name": "Semarang", "hr_office": "BKPP Kota Semarang"}
    client.post(f"/regions/{semarang.pk}/", data | {"is_evaluated": "on"})
    assert Region.objects.evaluated().count() == 4
    page = text_of(client.post(f"/regions/{semarang.pk}/", data | {"name": ""}))
    assert "Isi nama wilayah." in page


def test_units_are_listed_as_opd_and_as_the_tree_below_one(client, tangsel):
    page = text_of(client.get(f"/units/?region={tangsel.pk}"))
    assert "37 unit" in page
    assert "Kelurahan Ciater" not in page
    district = Unit.objects.get(region=tangsel, name="Kecamatan Serpong")
    page = text_of(client.get(f"/units/?within={district.pk}"))
    names = ["Kecamatan Serpong", "Kelurahan Buaran", "Kelurahan Ciater"]
    assert [page.index(f">{name}<") for name in names] == sorted(
        page.index(f">{name}<") for name in names
    )
    assert "10 unit" in page  # the kecamatan and its nine kelurahan


def test_a_unit_is_found_by_a_short_name(client):
    page = text_of(client.get("/units/?q=Disdukcapil"))
    assert "Dinas Kependudukan dan Pencatatan Sipil" in page
    assert "2 unit" in page


def test_a_petugas_sees_the_own_regions_units_without_editing(officer, signed_in):
    page = text_of(signed_in(officer).get("/units/?q=Dinas+Kesehatan"))
    assert "1 unit" in page
    assert "Tambah unit" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_units_take_the_same_queries_for_any_number(
    client, tangsel, count, django_assert_num_queries
):
    for n in range(count):
        make_unit(tangsel, f"Balai Kebun {n}")
    client.get("/units/")
    with django_assert_num_queries(6):  # session, user, regions twice, OPD of the filter, units
        page = text_of(client.get("/units/?q=Balai+Kebun"))
    assert f"{count} unit" in page


def unit_data(**changes):
    given = {"name": "Bidang Mutu", "kind": "bidang", "group": "office", "valid_from": ""}
    return given | {"parent": ""} | changes


def test_a_unit_is_added_below_another(client, tangsel, unit):
    client.post("/units/new/", unit_data(region=tangsel.pk, parent=unit.pk))
    new = Unit.objects.get(name="Bidang Mutu")
    assert (new.path, new.parent, new.kind) == (f"{unit.pk}.{new.pk}.", unit, "bidang")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Isi nama unit."),
        ({"name": "dinas kesehatan"}, "Nama ini sudah dipakai unit lain di tempat yang sama."),
        ({"region": ""}, "Pilih wilayah."),
        ({"valid_from": "31/02/2026"}, "Berdiri sejak: tanggal itu tidak ada."),
    ],
)
def test_a_wrong_unit_gets_a_sentence(client, tangsel, changes, sentence):
    page = text_of(client.post("/units/new/", unit_data(region=tangsel.pk) | changes))
    assert sentence in page
    assert "<title>Kesalahan: " in page
    assert Unit.objects.count() == 170


def test_a_unit_is_not_put_below_one_of_another_region(client, tangsel, binjai):
    foreign = Unit.objects.get(region=binjai, name="Dinas Kesehatan")
    data = unit_data(region=tangsel.pk, parent=foreign.pk)
    page = text_of(client.post("/units/new/", data))
    assert "Unit di atasnya harus berada di wilayah yang sama." in page


def test_a_renamed_unit_keeps_its_old_name_as_another(client, tangsel):
    unit = Unit.objects.get(region=tangsel, name="Dinas Sosial")
    client.post(f"/units/{unit.pk}/", unit_data(name="Dinas Sosial dan Masyarakat", kind="dinas"))
    assert match_units(tangsel, ["Dinas Sosial"])["Dinas Sosial"] == unit
    assert "dinas sosial" in text_of(client.get(f"/units/{unit.pk}/"))


def test_other_names_are_added_and_forgotten(client, tangsel):
    unit = Unit.objects.get(region=tangsel, name="Dinas Sosial")
    client.post(f"/units/{unit.pk}/", {"alias": "1", "name": "Dinsos Tangsel"})
    alias = UnitAlias.objects.get(name="dinsos tangsel")
    taken = text_of(client.post(f"/units/{unit.pk}/", {"alias": "1", "name": "Dinkes"}))
    assert "Nama itu sudah dipakai untuk Dinas Kesehatan." in taken
    client.post(f"/units/{unit.pk}/", {"forget": str(alias.pk)})
    assert not UnitAlias.objects.filter(pk=alias.pk).exists()
    client.post(f"/units/{unit.pk}/", {"forget": "x"})


def test_a_unit_with_people_is_not_closed_until_they_have_moved(client, tangsel):
    unit = make_unit(tangsel)
    post = make_employee(tangsel, unit=unit).placements.get()
    page = text_of(client.post(f"/units/{unit.pk}/close/", {"day": "2026-03-31"}))
    assert "Masih ada 1 penempatan setelah tanggal itu." in page
    post.delete()
    client.post(f"/units/{unit.pk}/close/", {"day": "2026-03-31"})
    unit.refresh_from_db()
    assert unit.valid_to.isoformat() == "2026-03-31"
    client.get("/units/")  # takes the message away
    assert f">{unit.name}<" not in text_of(client.get(f"/units/?q={unit.name}"))


def test_two_units_are_merged(client, tangsel):
    old, new = make_unit(tangsel), make_unit(tangsel)
    employee = make_employee(tangsel, unit=old)
    data = {"into": new.pk, "day": "2026-04-01"}
    page = text_of(client.post(f"/units/{old.pk}/merge/", data, follow=True))
    assert "1 pegawai pindah." in page
    assert employee.placements.still_open().get().unit == new
    assert "Pilih unit yang menerima" in text_of(
        client.post(f"/units/{new.pk}/merge/", {"day": ""})
    )


def test_every_dated_value_is_listed_with_its_basis(client):
    page = text_of(client.get("/policies/"))
    assert page.count('<th scope="row">') == 27
    assert "PP 11/2017 ps. 203(4) jo. PP 17/2020" in page
    assert "0,85 bagian JP" in page


def change(client, key, **changes):
    today = timezone.localdate()
    data = {"value": "8", "valid_from": today.isoformat(), "legal_basis": "SK 1/2026"}
    return text_of(client.post(f"/policies/{key}/", data | changes))


def test_a_threshold_is_raised_and_never_lowered(client):
    today = timezone.localdate()
    change(client, "min_group")
    assert Policy.objects.value(PolicyKey.MIN_GROUP, today) == 8
    page = change(client, "min_group", value="7")
    assert "Ambang kerahasiaan hanya dapat dinaikkan: sekarang 8" in page
    assert "<title>Kesalahan: " in page
    assert Policy.objects.value(PolicyKey.MIN_GROUP, today) == 8
    assert [e.detail["changes"] for e in Entry.objects.filter(action="policy.changed")] == [
        {"min_group": ["5", "8"]}
    ]


@pytest.mark.parametrize(
    ("key", "changes", "sentence"),
    [
        ("min_group", {"value": ""}, "Isi nilai baru."),
        ("min_group", {"value": "8,5"}, "Ambang kerahasiaan harus bilangan bulat."),
        ("min_group", {"value": "nan"}, "Nilai baru: tulis angka"),
        ("completion_share", {"value": "85"}, "Tulis bagian antara 0 dan 1, misalnya 0,85."),
        ("jp_min_pns", {"value": "-1"}, "Nilai baru: tulis angka yang wajar."),
    ],
)
def test_a_wrong_value_gets_a_sentence(client, key, changes, sentence):
    assert sentence in change(client, key, **changes)
    assert Policy.objects.filter(key=key).count() == 1


def test_a_value_does_not_start_in_the_past(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    page = change(client, "min_group", valid_from=yesterday.isoformat())
    assert "Nilai baru berlaku mulai hari ini atau sesudahnya." in page


def test_a_decimal_is_typed_as_indonesians_write_it(client):
    change(client, "completion_share", value="0,9")
    assert Policy.objects.value(PolicyKey.COMPLETION_SHARE, timezone.localdate()) == 0.9


def test_a_key_that_does_not_exist_is_not_found(client):
    assert client.get("/policies/min_nothing/").status_code == 404


def test_the_auditor_reads_but_does_not_change(make_user, signed_in, unit, tangsel):
    client = signed_in(make_user(Role.AUDITOR))
    for address in ("/regions/", "/units/", "/policies/"):
        page = text_of(client.get(address))
        assert "Tambah" not in page
    refused = (f"/regions/{tangsel.pk}/", f"/units/{unit.pk}/", "/policies/min_group/")
    assert [client.get(address).status_code for address in refused] == [403, 403, 403]
