"""The Petugas's pages of people."""

import re
from datetime import date

import pytest

from organization.models import Employee, Unit
from programs.tests.factories import make_employee, make_unit
from trail.models import Entry

pytestmark = pytest.mark.django_db
SITI = "198001012005012001"


@pytest.fixture
def client(officer, signed_in):
    return signed_in(officer)


@pytest.fixture
def siti(tangsel, unit):
    return make_employee(tangsel, nip=SITI, name="Siti Aminah", unit=unit)


def text_of(response):
    return response.content.decode()


def test_the_list_shows_the_own_regions_people_with_masked_nip(client, siti, binjai):
    make_employee(binjai, name="KENARI-BINJAI")
    page = text_of(client.get("/employees/"))
    assert "Siti Aminah" in page
    assert "•••• 2001" in page
    assert SITI not in page
    assert "KENARI" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number_of_people(
    client, tangsel, unit, count, django_assert_num_queries
):
    client.get("/employees/")
    for _ in range(count):
        make_employee(tangsel, unit=unit)
    with django_assert_num_queries(7):  # session, user, regions, OPD, count, people, placements
        page = text_of(client.get("/employees/"))
    assert f"{count} pegawai" in page


def test_an_empty_list_offers_the_import(client):
    page = text_of(client.get("/employees/"))
    assert "Belum ada; impor daftar dari Excel" in page
    assert 'href="/imports/new/employees/"' in page
    assert "Tidak ada pegawai yang cocok" in text_of(client.get("/employees/?q=zzz"))


def test_the_list_is_filtered_by_name_digits_unit_and_status(client, siti, tangsel):
    other = make_unit(tangsel)
    make_employee(tangsel, unit=other, name="Budi", kind="PPPK")
    found = {
        query: [name for name in ("Siti Aminah", "Budi") if name in text_of(client.get(query))]
        for query in (
            "/employees/?q=siti",
            "/employees/?q=2001",
            f"/employees/?unit={other.pk}",
            "/employees/?status=PPPK",
            "/employees/?status=PNS",
        )
    }
    assert list(found.values()) == [
        ["Siti Aminah"],
        ["Siti Aminah"],
        ["Budi"],
        ["Budi"],
        ["Siti Aminah"],
    ]


def test_inactive_people_are_shown_when_asked_for(client, siti):
    Employee.objects.update(is_active=False)
    assert "Siti Aminah" not in text_of(client.get("/employees/"))
    assert "Siti Aminah" in text_of(client.get("/employees/?state=all"))


def test_a_whole_nip_is_found_without_standing_in_an_address(client, siti):
    response = client.post("/employees/find/", {"q": "19800101 200501 2 001"})
    assert response["Location"] == f"/employees/{siti.pk}/"
    assert SITI not in str(response.headers)


def test_a_nip_typed_into_an_address_is_cut_to_its_last_digits(client, siti):
    assert client.get(f"/employees/?q={SITI}")["Location"] == "/employees/?q=2001"


def test_a_nip_of_another_region_is_as_unknown_as_any(client, binjai):
    make_employee(binjai, nip=SITI, name="KENARI-BINJAI")
    pages = [
        text_of(client.post("/employees/find/", {"q": nip}, follow=True))
        for nip in (SITI, "198001012005012002")
    ]
    for page in pages:
        assert "NIP itu tidak terdaftar di wilayah Anda." in page
        assert "KENARI" not in page


def test_a_name_typed_into_the_search_opens_the_list(client):
    assert client.post("/employees/find/", {"q": "Siti A"})["Location"] == "/employees/?q=Siti+A"


def test_the_whole_nip_is_shown_by_a_press_and_recorded_without_it(client, siti, officer):
    page = text_of(client.post(f"/employees/{siti.pk}/nip/"))
    assert "19800101 200501 2 001" in page
    entry = Entry.objects.get(action="employee.nip_shown")
    assert (entry.actor_id, entry.target, entry.detail) == (officer.pk, f"pegawai #{siti.pk}", {})
    assert client.get(f"/employees/{siti.pk}/nip/").status_code == 405


def new(home, **changes):
    return {
        "nip": "19800101 200501 2 001",
        "title_before": "Dr.",
        "name": "Siti Aminah",
        "title_after": "S.Sos., M.Si.",
        "grade": "PNS:IV/a",
        "email": "",
        "phone": "0812-3456-7890",
        "unit": home.pk,
        "position": "Kepala Dinas",
        "position_kind": "jpt",
        "is_head": "on",
        "starts_on": "2026-03-01",
    } | changes


def test_a_person_is_entered_with_the_first_post(client, tangsel):
    unit = Unit.objects.get(region=tangsel, name="Dinas Kesehatan")
    client.post("/employees/new/", new(unit))
    siti = Employee.objects.get()
    assert siti.full_name == "Dr. Siti Aminah, S.Sos., M.Si."
    assert (siti.nip, siti.status, siti.grade, siti.phone) == (
        SITI,
        "PNS",
        "PNS:IV/a",
        "6281234567890",
    )
    post = siti.placements.get()
    assert (post.unit, post.is_head, post.starts_on) == (unit, True, date(2026, 3, 1))
    assert Entry.objects.get(action="employee.added").region_code == "36.74"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nip": ""}, "Isi NIP atau NI PPPK, 18 angka."),
        ({"nip": "1234"}, "NIP harus terdiri atas 18 angka."),
        ({"name": ""}, "Isi nama pegawai; satu kata pun boleh."),
        ({"unit": ""}, "Pilih unit kerja."),
        ({"grade": "PPPK:IX"}, "Golongan ini bukan golongan PNS, sedangkan NIP-nya PNS."),
        ({"phone": "12"}, "Nomor HP tidak dikenali. Tulis seperti 081234567890."),
        (
            {"starts_on": "2026-02-30"},
            "Sejak tanggal (TMT): tanggal itu tidak ada. Contoh: 28/02/2026.",
        ),
    ],
)
def test_a_wrong_person_gets_a_sentence_and_is_not_entered(client, unit, changes, sentence):
    page = text_of(client.post("/employees/new/", new(unit, **changes)))
    assert sentence in page
    assert "<title>Kesalahan: Tambah pegawai" in page
    assert Employee.objects.count() == 0


def test_a_taken_nip_names_its_holder_in_the_own_region_only(client, siti, unit, binjai):
    page = text_of(client.post("/employees/new/", new(unit)))
    assert "NIP sudah terdaftar atas nama Siti Aminah." in page
    make_employee(binjai, nip="198001012005012002", name="KENARI-BINJAI")
    page = text_of(client.post("/employees/new/", new(unit, nip="198001012005012002")))
    assert "NIP ini terdaftar di wilayah lain." in page
    assert "KENARI" not in page


def test_a_unit_of_another_region_is_not_accepted(client, binjai):
    foreign = Unit.objects.get(region=binjai, name="Dinas Kesehatan")
    page = text_of(client.post("/employees/new/", new(foreign)))
    assert "Unit kerja: pilih salah satu dari daftar." in page


def edited(version, **changes):
    given = {"name": "Siti A.", "title_before": "", "title_after": "", "grade": "PNS:III/d"}
    more = {"email": "siti@tangsel.go.id", "phone": "", "is_active": "on", "nip": ""}
    return given | more | {"version": version} | changes


def test_an_edit_is_saved_and_recorded_without_the_nip(client, siti):
    client.post(f"/employees/{siti.pk}/edit/", edited(0, nip="198001012005012009"))
    siti.refresh_from_db()
    assert (siti.name, siti.nip, siti.version) == ("Siti A.", "198001012005012009", 1)
    assert Entry.objects.get(action="employee.changed").detail == {
        "changes": {
            "name": ["Siti Aminah", "Siti A."],
            "grade": ["", "PNS:III/d"],
            "email": ["", "siti@tangsel.go.id"],
        }
    }


def test_the_edit_form_does_not_show_the_nip(client, siti):
    assert SITI not in text_of(client.get(f"/employees/{siti.pk}/edit/"))


def test_the_second_of_two_editors_sees_both_versions_and_loses_nothing(client, siti):
    address = f"/employees/{siti.pk}/edit/"
    client.post(address, edited(0))
    response = client.post(address, edited(0, name="Siti Baru", email="lain@tangsel.go.id"))
    page = text_of(response)
    assert response.status_code == 409
    assert "Data ini baru saja diubah orang lain" in page
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", page)
    assert cells[-6:] == [
        "Nama",
        "Siti A.",
        "Siti Baru",
        "Surel",
        "siti@tangsel.go.id",
        "lain@tangsel.go.id",
    ]
    assert 'value="Siti Baru"' in page
    siti.refresh_from_db()
    assert siti.name == "Siti A."
    assert client.post(address, edited(1, name="Siti Baru")).status_code == 302  # sent again
    siti.refresh_from_db()
    assert siti.name == "Siti Baru"


def test_a_move_is_recorded_and_the_old_post_closed(client, siti, tangsel):
    unit = Unit.objects.get(region=tangsel, name="Dinas Sosial")
    data = {"kind": "1", "unit": unit.pk, "position": "Staf", "position_kind": "pelaksana"}
    client.post(f"/employees/{siti.pk}/move/", data | {"starts_on": "2026-04-01", "ends_on": ""})
    old, new_post = siti.placements.order_by("pk").select_related("unit")
    assert old.ends_on == date(2026, 3, 31)
    assert (new_post.unit.name, new_post.ends_on) == ("Dinas Sosial", None)


def test_a_plt_with_an_end_stands_beside_the_own_post(client, siti, tangsel):
    unit = Unit.objects.get(region=tangsel, name="Kecamatan Serpong")
    data = {"kind": "2", "unit": unit.pk, "position": "Plt. Camat", "position_kind": ""}
    data |= {"starts_on": "2026-04-01", "ends_on": "2026-06-30"}
    client.post(f"/employees/{siti.pk}/move/", data)
    post = siti.placements.get(kind="2")
    assert (post.is_head, post.ends_on) == (True, date(2026, 6, 30))
    assert siti.placements.still_open().count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit": ""}, "Pilih unit kerja."),
        ({"kind": ""}, "Pilih jenis penempatan."),
        ({"starts_on": ""}, "Isi hari pertama di unit atau jabatan itu."),
        ({"starts_on": "2025-12-31"}, "Tanggal mulai harus setelah 01-01-2026"),
        ({"ends_on": "2026-06-30"}, "Penempatan definitif tidak memakai tanggal akhir."),
        ({"kind": "3", "ends_on": "2026-01-01"}, "Tanggal berakhir tidak boleh sebelum"),
    ],
)
def test_a_wrong_move_gets_a_sentence_and_changes_nothing(client, siti, unit, changes, sentence):
    siti.placements.update(starts_on=date(2026, 1, 1))
    data = {"kind": "1", "unit": unit.pk, "starts_on": "2026-04-01", "ends_on": ""} | changes
    page = text_of(client.post(f"/employees/{siti.pk}/move/", data))
    assert sentence in page
    assert "<title>Kesalahan: " in page
    assert siti.placements.get().ends_on is None


def test_a_post_is_ended_on_its_last_day(client, siti):
    post = siti.placements.get()
    data = {"end": "1", "end-placement": post.pk, "end-day": "2026-04-30"}
    client.post(f"/employees/{siti.pk}/move/", data)
    post.refresh_from_db()
    assert post.ends_on == date(2026, 4, 30)
    refused = text_of(client.post(f"/employees/{siti.pk}/move/", {"end": "1"}))
    assert "Pilih penempatan yang berakhir." in refused


def test_a_stranger_finds_no_person_of_this_region(stranger, signed_in, siti):
    client = signed_in(stranger)
    answers = [
        client.get(f"/employees/{siti.pk}/edit/"),
        client.get(f"/employees/{siti.pk}/move/"),
        client.post(f"/employees/{siti.pk}/nip/"),
    ]
    assert [response.status_code for response in answers] == [404, 404, 404]
    assert "Siti Aminah" not in text_of(client.get("/employees/?q=siti"))
