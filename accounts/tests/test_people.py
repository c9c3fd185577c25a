"""The Admin's pages of accounts, and the one-time link."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from organization.access import Role
from organization.models import Unit
from programs.tests.factories import make_employee
from trail.models import Entry

pytestmark = pytest.mark.django_db
NEW = "kuda nil berenang pelan"


@pytest.fixture
def admin(make_user):
    return make_user(Role.ADMINISTRATOR, username="admin-satu")


@pytest.fixture
def client(admin, signed_in):
    return signed_in(admin)


def fields(tangsel, **changes):
    return {
        "name": "Rina Wati",
        "username": "Rina",
        "email": "rina@tangsel.go.id",
        "role": "officer",
        "regions": [tangsel.pk],
        "unit": "",
        "nip": "",
    } | changes


def link_in(page):
    return re.search(r"http://testserver(/accounts/set-password/[^\"]+)", page)[1]


def test_a_new_account_is_opened_by_its_one_time_link(client, tangsel):
    page = client.post("/users/new/", fields(tangsel)).content.decode()
    user = User.objects.get(username="rina")
    assert not user.has_usable_password()
    assert list(user.regions.all()) == [tangsel]
    guest, link = Client(), link_in(page)
    assert "Buat kata sandi" in guest.get(link).content.decode()
    assert guest.post(link, {"new": NEW, "again": NEW})["Location"] == "/accounts/sign-in/"
    assert guest.get(link).status_code == 404  # used
    signed = guest.post("/accounts/sign-in/", {"username": "rina", "password": NEW})
    assert signed["Location"] == "/"


def test_opening_the_link_changes_nothing(client, tangsel):
    link = link_in(client.post("/users/new/", fields(tangsel)).content.decode())
    for _ in range(3):
        Client().get(link)
        Client().head(link)
    assert not User.objects.get(username="rina").has_usable_password()
    assert Client().get(link).status_code == 200


@pytest.mark.parametrize("damage", ["token", "uid", "both", "huge"])
def test_a_mistyped_link_says_what_to_do(client, tangsel, damage):
    link = link_in(client.post("/users/new/", fields(tangsel)).content.decode())
    _, _, _, uid, token, _ = link.split("/")
    uid, token = {
        "token": (uid, token[:-1]),
        "uid": ("MTIzNDU2", token),
        "both": ("!!", "x"),
        "huge": ("OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", token),
    }[damage]
    response = Client().get(f"/accounts/set-password/{uid}/{token}/")
    assert response.status_code == 404
    assert "Tautan ini tidak berlaku lagi" in response.content.decode()


def test_an_expired_link_is_dead(client, tangsel, settings):
    link = link_in(client.post("/users/new/", fields(tangsel)).content.decode())
    settings.PASSWORD_RESET_TIMEOUT = -1  # seconds: as if three days had passed
    assert Client().get(link).status_code == 404


def test_the_link_of_a_deactivated_account_is_dead(client, tangsel):
    link = link_in(client.post("/users/new/", fields(tangsel)).content.decode())
    User.objects.filter(username="rina").update(is_active=False)
    assert Client().get(link).status_code == 404


def test_a_new_link_replaces_a_forgotten_password(client, tangsel, make_user):
    user = make_user(Role.OFFICER, tangsel)
    page = client.post(f"/users/{user.pk}/link/").content.decode()
    Client().post(link_in(page), {"new": NEW, "again": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert Entry.objects.filter(action="account.link_made", target=user.username).count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"regions": []}, "Pilih sedikitnya satu wilayah untuk peran ini."),
        ({"name": ""}, "Isi nama pemilik akun."),
        ({"username": ""}, "Isi nama pengguna."),
        ({"username": "ADMIN-SATU"}, "Nama pengguna ini sudah dipakai. Pilih lain."),
        ({"email": "rina@"}, "Surel: tulis alamat lengkap, misalnya nama@kota.go.id."),
        ({"role": "raja"}, "Peran: pilih salah satu dari daftar."),
        ({"nip": "123"}, "NIP harus terdiri atas 18 angka."),
        ({"nip": "198001012005012001"}, "NIP ini tidak terdaftar di wilayah yang dipilih."),
    ],
)
def test_a_wrong_account_gets_a_sentence_and_is_not_made(client, tangsel, changes, sentence):
    page = client.post("/users/new/", fields(tangsel, **changes)).content.decode()
    assert sentence in page
    assert "<title>Kesalahan: " in page
    assert User.objects.count() == 1


def test_a_kepala_opd_has_a_unit_of_their_region(client, tangsel, binjai):
    unit = Unit.objects.get(region=tangsel, name="Dinas Kesehatan")
    foreign = Unit.objects.get(region=binjai, name="Dinas Kesehatan")
    wrong = [
        fields(tangsel, unit=unit.pk),
        fields(tangsel, unit=foreign.pk, role="manager"),
    ]
    pages = [client.post("/users/new/", data).content.decode() for data in wrong]
    assert "Perangkat Daerah hanya diisi untuk peran Pimpinan." in pages[0]
    assert "Perangkat Daerah ini tidak ada di wilayah yang dipilih." in pages[1]
    client.post("/users/new/", fields(tangsel, unit=unit.pk, role="manager"))
    assert User.objects.get(username="rina").unit == unit


def test_an_account_is_tied_to_its_employee_by_nip(client, tangsel, binjai):
    employee = make_employee(tangsel, nip="198001012005012001")
    client.post("/users/new/", fields(tangsel, nip="19800101 200501 2 001"))
    user = User.objects.get(username="rina")
    assert user.employee == employee
    page = client.get(f"/users/{user.pk}/").content.decode()
    assert employee.masked_nip in page
    assert employee.nip not in page
    client.post(f"/users/{user.pk}/", fields(tangsel, nip=employee.masked_nip))
    user.refresh_from_db()
    assert user.employee == employee


def test_fields_that_the_form_does_not_have_are_ignored(client, tangsel):
    extra = {"is_demo": "on", "is_active": "", "session_epoch": "9", "password": "x", "id": "77"}
    client.post("/users/new/", fields(tangsel, **extra))
    user = User.objects.get(username="rina")
    assert (user.is_demo, user.is_active, user.session_epoch) == (False, True, 0)
    assert not user.has_usable_password()
    assert user.pk != 77


def test_an_edited_account_is_recorded_with_both_values(client, tangsel, binjai):
    client.post("/users/new/", fields(tangsel))
    user = User.objects.get(username="rina")
    changes = {"role": "analyst", "regions": [tangsel.pk, binjai.pk]}
    client.post(f"/users/{user.pk}/", fields(tangsel, **changes))
    assert Entry.objects.get(action="account.changed").detail == {
        "changes": {"role": ["officer", "analyst"], "regions": ["36.74", "12.75, 36.74"]}
    }


def test_the_only_administrator_can_neither_step_down_nor_be_switched_off(client, admin, tangsel):
    data = fields(tangsel, username="admin-satu", name="Admin")
    page = client.post(f"/users/{admin.pk}/", data).content.decode()
    assert "Ini satu-satunya Admin Sistem yang aktif." in page
    followed = client.post(f"/users/{admin.pk}/active/", follow=True)
    assert "Ini satu-satunya Admin Sistem yang aktif." in followed.content.decode()
    admin.refresh_from_db()
    assert (admin.role, admin.is_active) == (Role.ADMINISTRATOR, True)


def test_one_of_two_administrators_may_be_switched_off_and_on(client, make_user):
    other = make_user(Role.ADMINISTRATOR)
    for expected in (False, True):
        client.post(f"/users/{other.pk}/active/")
        other.refresh_from_db()
        assert other.is_active is expected


def test_a_second_press_does_not_let_somebody_in_again(client, make_user):
    other = make_user(Role.ADMINISTRATOR)
    page = client.get(f"/users/{other.pk}/").content.decode()
    assert 'name="active" value="no"' in page
    for _press in range(2):
        client.post(f"/users/{other.pk}/active/", {"active": "no"})
    other.refresh_from_db()
    assert other.is_active is False


def test_the_auditor_reads_the_list_and_changes_nothing(make_user, signed_in):
    auditor = signed_in(make_user(Role.AUDITOR))
    assert "Tambah pengguna" not in auditor.get("/users/").content.decode()
    assert auditor.get("/users/new/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number_of_accounts(
    client, make_user, tangsel, count, django_assert_num_queries
):
    client.get("/users/")
    for _ in range(count):
        make_user(Role.OFFICER, tangsel)
    with django_assert_num_queries(6):  # session, user, regions of the menu, count, users, regions
        page = client.get("/users/?role=officer").content.decode()
    assert page.count('<th scope="row">') == count


def test_the_list_is_searched_and_says_when_nothing_fits(client, make_user):
    make_user(Role.AUDITOR, username="zainal")
    page = client.get("/users/?q=ZAIN").content.decode()
    assert "zainal" in page
    assert "1 akun" in page
    assert "Tidak ada akun yang cocok" in client.get("/users/?q=xyz").content.decode()


def test_the_command_makes_the_first_administrator(db, capsys):
    call_command("create_administrator", "Budi", name="Budi Santoso", site="https://e.go.id/")
    link = re.search(r"https://e\.go\.id(/accounts/set-password/\S+)", capsys.readouterr().out)[1]
    Client().post(link, {"new": NEW, "again": NEW})
    user = User.objects.get()
    assert (user.username, user.role, user.check_password(NEW)) == ("budi", "administrator", True)
    with pytest.raises(CommandError, match="sudah dipakai"):
        call_command("create_administrator", "budi", name="Budi")
