"""Signing in and out, throttling, sessions."""

import time

import pytest
from django.test import Client

from accounts.actions import DEMO_PASSWORD, change_account, set_active
from accounts.models import User
from organization.access import Role
from trail.models import Entry

pytestmark = pytest.mark.django_db
PASSWORD = "kuda nil berenang pelan"
SIGN_IN = "/accounts/sign-in/"
REFUSED = "Nama pengguna atau kata sandi tidak cocok."


@pytest.fixture
def siti(make_user, tangsel):
    user = make_user(Role.OFFICER, tangsel, username="siti")
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(client, username="siti", password=PASSWORD, address="10.0.0.1", **fields):
    data = {"username": username, "password": password} | fields
    return client.post(SIGN_IN, data, REMOTE_ADDR=address)


def signed_in_as(client):
    return client.get("/accounts/password/").status_code == 200


def test_the_right_password_opens_the_home_page(siti):
    client = Client()
    response = attempt(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert Entry.objects.get().action == "account.signed_in"


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(siti):
    pages = [
        attempt(Client(), password="salah salah salah").content.decode(),
        attempt(Client(), username="tidak-ada").content.decode(),
    ]
    for page in pages:
        assert page.count(REFUSED) == 1  # in the error summary, not again in the form
        assert "<title>Kesalahan: Masuk" in page
    assert pages[0].count("<li>") == pages[1].count("<li>")


def test_what_was_typed_as_an_unknown_name_is_not_recorded(siti):
    attempt(Client(), username="rahasia-saya-terketik")
    attempt(Client(), password="salah salah salah")
    targets = Entry.objects.order_by("id").values_list("target", flat=True)
    assert list(targets) == ["(nama tidak dikenal)", "siti"]


def test_the_name_is_typed_in_any_case_and_passwords_are_not_trimmed(siti):
    assert attempt(Client(), password=f" {PASSWORD}").status_code == 200
    assert attempt(Client()).status_code == 302


def test_five_wrong_passwords_close_the_account_to_that_address_for_a_while(siti):
    attacker = Client()
    statuses = [attempt(attacker, password="salah salah salah").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    response = attempt(attacker)  # even the right one, from there
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert "Tunggu 15 menit" in response.content.decode()
    assert attempt(Client(), address="10.0.0.2").status_code == 302  # the victim, elsewhere
    actions = Entry.objects.order_by("id").values_list("action", flat=True)
    assert list(actions) == [
        *["account.sign_in_refused"] * 4,
        "account.locked_out",
        "account.signed_in",
    ]


def test_a_forwarded_address_from_nobody_we_know_does_not_reset_the_count(siti):
    attacker = Client()
    for n in range(6):
        response = attacker.post(
            SIGN_IN,
            {"username": "siti", "password": "salah salah salah"},
            REMOTE_ADDR="10.0.0.1",
            HTTP_X_FORWARDED_FOR=f"192.0.2.{n}",
        )
    assert response.status_code == 429


def test_behind_our_own_proxy_the_last_hop_counts(siti, settings):
    settings.TRUSTED_PROXIES = 1
    attacker = Client()
    for n in range(6):
        response = attacker.post(
            SIGN_IN,
            {"username": "siti", "password": "salah salah salah"},
            REMOTE_ADDR="127.0.0.1",
            HTTP_X_FORWARDED_FOR=f"192.0.2.{n}, 10.0.0.1",
        )
    assert response.status_code == 429
    victim = Client().post(
        SIGN_IN,
        {"username": "siti", "password": PASSWORD},
        REMOTE_ADDR="127.0.0.1",
        HTTP_X_FORWARDED_FOR="10.0.0.9",
    )
    assert victim.status_code == 302


def test_forty_people_behind_one_address_are_not_locked_out_by_one_of_them(make_user, tangsel):
    people = [make_user(Role.OFFICER, tangsel, username=f"pegawai-{n}") for n in range(40)]
    for user in people:
        user.set_password(PASSWORD)
        user.save()
    for _ in range(6):
        blocked = attempt(Client(), username="pegawai-0", password="salah salah salah")
    assert blocked.status_code == 429
    others = [attempt(Client(), username=user.username).status_code for user in people[1:]]
    assert others == [302] * 39


@pytest.mark.parametrize(
    "target",
    [
        "https://jahat.example/",
        "//jahat.example/",
        r"\\jahat.example",
        "/\\jahat.example",
        "http:///jahat.example",
        "javascript:alert(1)",
        "https://testserver@jahat.example/",
        "https://testserver.jahat.example/",
        "\t//jahat.example",
        "///jahat.example",
        "ftp://testserver/",
        "http:jahat.example",
        "",
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_host(siti, target):
    assert attempt(Client(), next=target)["Location"] == "/"


def test_after_signing_in_the_page_asked_for_opens(siti):
    client = Client()
    sent = client.get("/accounts/password/")
    assert sent["Location"] == "/accounts/sign-in/?next=%2Faccounts%2Fpassword%2F"
    assert (
        'name="next" value="/accounts/password/"' in client.get(sent["Location"]).content.decode()
    )
    assert attempt(client, next="/accounts/password/")["Location"] == "/accounts/password/"


def test_signing_in_gives_the_session_a_new_key(siti):
    client = Client()
    client.get(SIGN_IN)
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    attempt(client)
    assert client.cookies["sessionid"].value != planted
    assert signed_in_as(client)


def test_signing_out_ends_the_session(siti):
    client = Client()
    attempt(client)
    key = client.cookies["sessionid"].value
    assert client.post("/accounts/sign-out/")["Location"] == SIGN_IN
    client.cookies["sessionid"] = key
    assert not signed_in_as(client)


def test_signing_out_is_not_done_by_a_link(siti):
    client = Client()
    attempt(client)
    assert client.get("/accounts/sign-out/").status_code == 405
    assert signed_in_as(client)


def grow_old(client, **seconds):
    session = client.session
    for name, ago in seconds.items():
        session[name] = int(time.time()) - ago
    session.save()


@pytest.mark.parametrize(
    ("ages", "alive"),
    [
        ({"seen": 29 * 60, "started": 3600}, True),
        ({"seen": 31 * 60, "started": 3600}, False),
        ({"seen": 60, "started": 12 * 3600 - 60}, True),
        ({"seen": 60, "started": 12 * 3600 + 60}, False),
    ],
)
def test_a_session_ends_after_half_an_hour_idle_or_twelve_hours(siti, ages, alive):
    client = Client()
    attempt(client)
    signed_in_as(client)
    grow_old(client, **ages)
    assert signed_in_as(client) is alive


def test_a_new_role_and_a_deactivation_end_the_sessions_at_once(siti, make_user, tangsel):
    admin, client = make_user(Role.ADMINISTRATOR), Client()
    attempt(client)
    assert signed_in_as(client)
    siti.role = Role.ANALYST
    change_account(user=siti, regions=[tangsel], actor=admin)
    assert not signed_in_as(client)
    attempt(client)
    assert signed_in_as(client)
    set_active(user=siti, is_active=False, actor=admin)
    assert not signed_in_as(client)
    set_active(user=siti, is_active=True, actor=admin)
    assert not signed_in_as(client)  # the old session does not come back to life


def test_a_deactivated_account_cannot_sign_in(siti):
    User.objects.filter(pk=siti.pk).update(is_active=False)
    assert REFUSED in attempt(Client()).content.decode()


def test_what_was_typed_when_the_session_ended_is_offered_after_signing_in(siti):
    client = Client()
    attempt(client)
    signed_in_as(client)
    grow_old(client, seen=31 * 60)
    sent = client.post(
        "/employees/new/?dari=daftar", {"name": "Rina <Wati>", "password": "jangan disimpan"}
    )
    assert sent.status_code == 302
    assert attempt(client)["Location"] == "/accounts/resume/"
    page = client.get("/accounts/resume/").content.decode()
    assert 'action="/employees/new/?dari=daftar"' in page
    assert 'name="name" value="Rina &lt;Wati&gt;"' in page
    assert "jangan disimpan" not in page
    assert client.get("/accounts/resume/").status_code == 302  # once


def test_somebody_else_does_not_get_what_was_typed(siti, make_user):
    other = make_user(Role.AUDITOR, username="lain")
    other.set_password(PASSWORD)
    other.save()
    client = Client()
    attempt(client)
    signed_in_as(client)
    grow_old(client, seen=31 * 60)
    client.post("/employees/new/", {"name": "Rina"})
    assert attempt(client, username="lain")["Location"] == "/"
    assert client.get("/accounts/resume/")["Location"] == "/"


def demo_user(make_user, tangsel):
    user = make_user(Role.OFFICER, tangsel, username="petugas-contoh", is_demo=True)
    user.set_password(DEMO_PASSWORD)
    user.save()


def test_the_demo_lists_its_accounts_one_press_each(make_user, tangsel, settings, siti):
    settings.DEMO_MODE = True
    demo_user(make_user, tangsel)
    page = Client().get(SIGN_IN).content.decode()
    assert page.count('name="username" value="petugas-contoh"') == 1
    assert DEMO_PASSWORD in page
    assert 'value="siti"' not in page
    assert attempt(Client(), "petugas-contoh", DEMO_PASSWORD).status_code == 302


def test_outside_the_demo_no_account_is_listed(make_user, tangsel, settings):
    settings.DEMO_MODE = False
    demo_user(make_user, tangsel)
    page = Client().get(SIGN_IN).content.decode()
    assert "petugas-contoh" not in page
    assert DEMO_PASSWORD not in page
