"""Password rules, changing, and resetting by mail."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from organization.access import Role
from trail.models import Entry

OLD, NEW = "gajah terbang ke bulan", "kuda nil berenang pelan"
GUESSED = "Kata sandi mudah ditebak"


@pytest.mark.parametrize(
    "password",
    [
        "kuda nil berenang pelan",
        "x7#kQ2!mv9@L",  # twelve
        "🐘🦏🐪🦒🐢🦔🐧🦜🐙🦋🐝🦂",
        "saya pegawai yang suka nasi uduk",  # an office word among others
        "p" + "anjang sekali " * 9,  # 127
        "ꦏꦸꦢꦤꦶꦭ꧀ꦧꦼꦫꦼꦤꦁ",
    ],
)
def test_a_long_phrase_is_accepted_whatever_it_is_made_of(password):
    validate_password(password)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("pendek 11 ka", None),
        ("sebelas kar", "terlalu pendek"),
        ("x" * 129, "terlalu panjang"),
        ("tangerangselatan2026", GUESSED),
        ("Binjai-2026-Binjai", GUESSED),
        ("evaluasi asn 2026", GUESSED),
        ("diklatdiklatdiklat", GUESSED),
        ("BKPSDM Candisari 1", GUESSED),
        ("123456789012", GUESSED),
        ("aaaaaaaaaaaaaa", GUESSED),
        ("password123456", GUESSED),
        ("alhamdulillah", "terlalu umum"),
        ("1qaz2wsx3edc", "terlalu umum"),
    ],
)
def test_a_short_or_guessable_password_is_refused_with_a_reason(password, reason):
    if reason is None:
        validate_password(password)
        return
    with pytest.raises(ValidationError, match=reason):
        validate_password(password)


def test_ones_own_name_is_no_password():
    siti = User(username="siti.aminah", name="Siti Aminah")
    with pytest.raises(ValidationError, match=GUESSED):
        validate_password("Siti-Aminah-1980!", siti)
    validate_password("Siti-Aminah-1980!", User(username="budi", name="Budi"))


@pytest.fixture
def siti(make_user, tangsel):
    user = make_user(Role.OFFICER, tangsel, username="siti", email="siti@tangsel.go.id")
    user.set_password(OLD)
    user.save()
    return user


def sign_in(password=OLD):
    client = Client()
    response = client.post("/accounts/sign-in/", {"username": "siti", "password": password})
    return client if response.status_code == 302 else None


def change(client, old=OLD, new=NEW, again=None):
    data = {"old": old, "new": new, "again": new if again is None else again}
    return client.post("/accounts/password/", data)


@pytest.mark.django_db
def test_changing_the_password_ends_the_other_sessions_but_not_this_one(siti):
    here, elsewhere = sign_in(), sign_in()
    assert change(here).status_code == 302
    assert here.get("/accounts/password/").status_code == 200
    assert elsewhere.get("/accounts/password/").status_code == 302
    assert sign_in() is None
    assert sign_in(NEW) is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"old": "bukan ini sandinya"}, "Kata sandi sekarang tidak cocok."),
        ({"old": ""}, "Isi kata sandi yang sekarang."),
        ({"again": "lain lagi sandinya"}, "Kedua kata sandi baru tidak sama."),
        ({"new": "pendek"}, "Kata sandi terlalu pendek: paling sedikit 12 huruf atau angka."),
    ],
)
def test_a_refused_change_says_why_and_changes_nothing(siti, typed, sentence):
    page = change(sign_in(), **typed).content.decode()
    assert sentence in page
    assert "<title>Kesalahan: " in page
    assert "bukan ini sandinya" not in page
    siti.refresh_from_db()
    assert siti.check_password(OLD)


@pytest.mark.django_db
def test_pasting_is_not_prevented(siti):
    page = sign_in().get("/accounts/password/").content.decode()
    assert 'autocomplete="new-password"' in page
    assert "onpaste" not in page
    assert re.search(r'name="new"[^>]*maxlength="1000"', page)


@pytest.mark.django_db
def test_resetting_sends_the_link_and_answers_alike_for_an_unknown_address(siti):
    answers = {
        Client().post("/accounts/reset/", {"email": email}).content
        for email in ("SITI@tangsel.go.id", "tidak-ada@tangsel.go.id")
    }
    assert len(answers) == 1
    (sent,) = mail.outbox
    assert sent.to == ["siti@tangsel.go.id"]
    link = re.search(r"http://testserver(\S+)", sent.body)[1]
    guest = Client()
    assert guest.post(link, {"new": NEW, "again": NEW}).status_code == 302
    assert sign_in(NEW) is not None
    assert Entry.objects.filter(action="account.reset_sent").count() == 1


@pytest.mark.django_db
def test_an_inactive_account_and_one_without_address_get_no_mail(siti, make_user):
    make_user(Role.AUDITOR, email="")
    User.objects.filter(pk=siti.pk).update(is_active=False)
    Client().post("/accounts/reset/", {"email": "siti@tangsel.go.id"})
    assert mail.outbox == []


@pytest.mark.django_db
def test_setting_a_password_ends_every_session(siti):
    client = sign_in()
    Client().post("/accounts/reset/", {"email": siti.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    Client().post(link, {"new": NEW, "again": NEW})
    assert client.get("/accounts/password/").status_code == 302
