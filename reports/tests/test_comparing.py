"""Regions side by side: a session counts once, on one wave, and nothing is said six times."""

from datetime import date, timedelta

import pytest

from organization.access import Role
from programs.models import Topic
from programs.tests.factories import make_program
from reports.results import comparison_result
from reports.tests.factories import make_closed, make_pairs, make_session_of
from reports.tests.test_views_pages import text_of

ENDED = date(2026, 2, 2)
APPLIED = "item:B-TER-1"


@pytest.fixture
def analyst(make_user, tangsel, binjai):
    return make_user(Role.ANALYST, tangsel, binjai)


@pytest.fixture
def both(tangsel, binjai):
    """A programme of one topic in each region."""
    topic = Topic.objects.first()
    return [make_program(region, topic=topic) for region in (binjai, tangsel)]


def held(program, number):
    day = ENDED + timedelta(days=number)
    return make_session_of(program.region, program=program, number=str(number), ends_on=day)


def asked(session, counts, months, **fields):
    days = {3: 91, 6: 183}[months]
    opened = session.ends_on + timedelta(days=days)
    return make_closed(session, counts, code="F3", opened_on=opened, **fields)


def test_alumni_after_three_and_six_months_are_one_session(analyst, both):
    for program in both:
        for number in (1, 2):
            session = held(program, number)
            asked(session, {2: 5, 3: 5}, 3)
            asked(session, {3: 10}, 6, round=2)
    found = comparison_result(analyst, APPLIED)
    assert [(one.sessions, one.n, one.mean) for one in found.regions] == [(2, 20, 0.5)] * 2
    assert found.basis == "alumni, 3 bulan sesudah pelatihan"


def test_what_is_missing_is_said_once(analyst, both, signed_in):
    for program in both:
        asked(held(program, 1), {2: 5, 3: 5}, 3)
    found = comparison_result(analyst, APPLIED)
    assert found.headline == (
        "Belum ada dua wilayah yang dapat dibandingkan: perlu hasil dari sedikitnya 3 angkatan di "
        "setiap wilayah (Binjai 1, Tangerang Selatan 1)."
    )
    words = text_of(signed_in(analyst).get("/compare/?period=all"))
    assert words.count("dapat dibandingkan") == 1
    assert "Selisih antarwilayah" not in words


def test_performance_stands_beside_the_answers(analyst, both, signed_in):
    """Three angkatan each: changes of 4, 5, 6 and of 7, 8, 9 from 60."""
    for program, first in zip(both, (4, 7), strict=True):
        for number in (1, 2, 3):
            session = held(program, number)
            asked(session, {2: 5, 3: 5}, 3)
            make_pairs(session, [(60, 60 + first + number - 1)] * 6, wave=3)
            make_pairs(session, [(60, 90)] * 5, wave=6)
    found = comparison_result(analyst, APPLIED).performance
    means = [(one.before, one.after, one.mean, one.sessions) for one in found.regions]
    assert means == [(60.0, 65.0, 5.0, 3), (60.0, 68.0, 8.0, 3)]
    assert (found.basis, found.low, found.high) == ("setelah 3 bulan", 0.0, 100.0)
    # Welch: 8 - 5 = 3; s = 1 in both, t(4; 0,975) = 2,776; 2,776 * sqrt(1/3 + 1/3) = 2,267
    assert found.differences[0].sentence == (
        "Tangerang Selatan lebih tinggi 3,0 poin daripada Binjai (perkiraan antara 0,7 dan 5,3)."
    )
    page = signed_in(analyst).get("/compare/?period=all")
    assert "Kinerja sebelum dan sesudah" in text_of(page)
    for figure in ("kinerja-perubahan", "kinerja-rerata"):
        assert f'<figure class="chart" id="{figure}"' in page.content.decode()


def test_a_chosen_indicator_is_drawn_once(analyst, both, signed_in):
    for program in both:
        make_pairs(held(program, 1), [(60, 65)] * 10, wave=3)
    page = signed_in(analyst).get("/compare/?period=all&measure=indicator:tepat_waktu")
    body = page.content.decode()
    assert 'id="wilayah"' in body
    assert 'id="kinerja-rerata"' in body
    assert 'id="kinerja-perubahan"' not in body


def test_an_empty_comparison_is_one_sentence_and_a_next_step(analyst, signed_in):
    page = signed_in(analyst).get("/compare/")
    words = text_of(page)
    assert words.count("Belum ada yang dapat dibandingkan dalam periode ini") == 1
    assert "Lihat semua waktu" in words
    assert "belum ada data" not in words.partition("Cara menghitung")[0]
    assert "<svg" not in page.content.decode().partition("<main")[2]
