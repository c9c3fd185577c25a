"""Ten thousand guesses of codes: the wrong ones are slowed down, a right one always works."""

import random
from collections import Counter

import pytest
from django.core.cache.backends import locmem
from django.test import Client

from surveys import keys
from surveys.actions import code_of
from surveys.tests.phones import OURS

GUESSES, MINUTES = 10_000, 10


@pytest.fixture
def clock(monkeypatch):
    """The clock of the cache, in seconds; it stands still until a test moves it."""

    class Clock:
        now = 1_800_000_000.0

        def time(self):
            return self.now

    stopped = Clock()
    monkeypatch.setattr(locmem, "time", stopped)
    monkeypatch.setattr("django.core.cache.backends.base.time", stopped)
    return stopped


def guesses():
    lot = random.Random(1)
    return ["".join(lot.choices(keys.CODE_ALPHABET, k=8)) for _ in range(GUESSES)]


def test_of_ten_thousand_guesses_sixty_a_minute_get_an_answer_and_none_opens_anything(
    survey, invitation, clock
):
    attacker, neighbour = Client(headers=OURS), Client(headers=OURS, REMOTE_ADDR="10.0.0.7")
    right, seen = code_of(invitation), Counter()
    for number, guess in enumerate(guesses()):
        if number % (GUESSES // MINUTES) == 0:
            clock.now += 61  # seconds: the next minute begins
        seen[attacker.post("/kode", {"code": guess}).status_code] += 1
        if number % 500 == 499:  # somebody of the same address, who was given a code
            assert attacker.post("/kode", {"code": right}).status_code == 303
    # 60 in each of 10 minutes; 3 codes among 32^8 = 1.1e12 are hit by 10,000 guesses with
    # probability 3e-8, and random.Random(1) hits none
    assert seen == {200: 600, 429: 9400}
    assert neighbour.post("/kode", {"code": "ZZZZZZZZ"}).status_code == 200


@pytest.mark.parametrize("address", ["/kode", "/kios", "/isi/1"])
def test_every_door_that_takes_a_code_counts_the_same_guesses(officer, invitation, clock, address):
    client = Client(headers=OURS)
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    client.post("/kios/mulai")
    if address != "/kios":
        client.post("/kios/akhiri")
    for _ in range(60):
        Client(headers=OURS).post("/kode", {"code": "ZZZZZZZZ"})
    typed = {"code": "ZZZZZZZZ", "q1": "3"}  # answers without a pass ask for the code
    assert client.post(address, typed).status_code == 429
    clock.now += 61
    assert client.post(address, typed).status_code != 429
    for _ in range(60):
        Client(headers=OURS).post("/kode", {"code": "ZZZZZZZZ"})
    assert client.post(address, typed | {"code": code_of(invitation)}).status_code in {200, 303}
