"""Pages that have little to show: what they say, what they offer, and what they leave out."""

import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from organization.access import Role
from organization.wording import long_date
from programs.tests.factories import make_program, make_session
from reports.tests.factories import make_closed, make_session_of
from reports.tests.region_case import make_case
from reports.tests.test_views_pages import text_of
from surveys.tests.factories import make_open_survey


@pytest.fixture
def case(tangsel):
    return make_case(tangsel)


def test_an_empty_region_says_so_once_and_what_to_do(signed_in, manager, officer, tangsel):
    words = text_of(signed_in(manager).get("/dashboards/36.74/"))
    assert words.count("Belum ada angkatan yang berakhir dalam periode ini (Tahun 2") == 1
    assert "Lihat program" in words
    for absent in ("belum ada data", "Bagikan", "✓", "Apakah berjalan baik?", "%."):
        assert absent not in words.partition("Cara menghitung")[0]
    assert "Lihat formulir" in text_of(signed_in(officer).get("/dashboards/36.74/"))


def test_a_region_without_results_this_year_leads_to_all_time(signed_in, manager, tangsel):
    make_session(make_program(tangsel), starts_on=date(2024, 3, 4))
    page = signed_in(manager).get("/dashboards/36.74/")
    assert 'href="/dashboards/36.74/?period=all"' in page.content.decode()


def test_a_filter_that_nothing_matches_can_be_taken_back(signed_in, manager, case):
    words = text_of(signed_in(manager).get("/dashboards/36.74/?category=career"))
    assert "Tidak ada hasil yang cocok dengan saringan ini." in words
    assert "Atur ulang" in words


def test_a_programme_without_share_says_why(signed_in, manager, tangsel):
    """One was never asked, one is still open, one was answered by four only."""
    names = ("Belum ditanya", "Masih dibuka", "Terlalu sedikit")
    _, running, small = (
        make_session_of(tangsel, program=make_program(tangsel, name=name)) for name in names
    )
    make_closed(small, {3: 4}, invited=25)
    make_open_survey(tangsel, session=running)
    words = text_of(signed_in(manager).get("/dashboards/36.74/?period=all"))
    words = words.rpartition(" Program ")[2]
    said = (
        "○ belum ada penilaian peserta",
        "◔ formulir peserta masih dibuka",
        "▨ penilaian tidak ditampilkan untuk menjaga kerahasiaan responden",
    )
    places = [words.index(part) for pair in zip(names, said, strict=True) for part in pair]
    assert places == sorted(places)
    assert [words.count(part) for part in said] == [1, 1, 1]


def test_an_unfinished_angkatan_says_when_and_nothing_else(signed_in, manager, tangsel):
    day = timezone.localdate() + timedelta(days=20)
    session = make_session(make_program(tangsel), starts_on=day, ends_on=day)
    words = text_of(signed_in(manager).get(f"/sessions/{session.pk}/results/"))
    assert f"Angkatan ini berakhir pada {long_date(day)}. Hasil muncul di sini setelah" in words
    assert "Buka angkatan" in words
    assert words.count("Belum ada data") == 0


def test_a_result_is_shared_as_its_sentence_and_address(signed_in, manager, case):
    page = signed_in(manager).get("/dashboards/36.74/?period=all").content.decode()
    link = unescape(re.search(r'href="(https://wa\.me/[^"]+)"', page).group(1))
    text = parse_qs(urlsplit(link).query)["text"][0]
    assert text == (
        "*Dasbor Tangerang Selatan*\nDari 1 program yang sudah dapat dinilai, 1 membaik.\n"
        "http://testserver/dashboards/36.74/?period=all"
    )


def test_forms_of_a_programme_are_folded(signed_in, manager, case):
    page = signed_in(manager).get(f"/programs/{case.program.pk}/results/")
    assert "<summary>3 formulir, 1 masih dibuka</summary>" in page.content.decode()


def test_an_angkatan_says_how_many_completed_it(signed_in, manager, case):
    page = signed_in(manager).get(f"/sessions/{case.session.pk}/results/")
    words = text_of(page)
    assert "Menyelesaikan 12 100% dari yang hadir, sedikitnya 85% JP" in words
    assert "Angkatan selesai" not in words
    found = signed_in(manager).get(f"/sessions/{case.session.pk}/results.json").json()
    days = case.session.starts_on.isoformat(), case.session.ends_on.isoformat()
    assert (found["period"]["from"], found["period"]["to"]) == days


def test_only_a_head_reads_what_waits_for_them(signed_in, make_user, manager, tangsel, unit):
    head = make_user(Role.MANAGER, tangsel, unit=unit)
    own, other = (
        text_of(signed_in(user).get(f"/units/{unit.pk}/results/")) for user in (head, manager)
    )
    waiting = ("Yang menunggu Bapak/Ibu", "formulir menunggu Bapak/Ibu isi sebagai atasan")
    assert all(words in own for words in waiting)
    assert not any(words in other for words in waiting)
    assert "Pegawai OPD ini" in other


def test_a_unit_has_its_result_as_a_file_too(signed_in, manager, unit):
    client = signed_in(manager)
    found = client.get(f"/units/{unit.pk}/results.json").json()
    assert found["unit"] == {"id": unit.pk, "name": unit.name}
    table = client.get(f"/units/{unit.pk}/results.csv")
    assert table["Content-Disposition"] == f'attachment; filename="hasil-opd-{unit.pk}.csv"'
    assert "unit,,,,without_program,,,hidden" in table.content.decode()
