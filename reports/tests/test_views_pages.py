"""Result pages: what each reader sees, what nobody sees, and one result behind all of it."""

import json
import re
from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse

from organization.access import Role
from organization.models import Region
from programs.tests.factories import make_program
from reports.tests.region_case import make_case


@pytest.fixture
def candisari(db):
    return Region.objects.get(code="33.74.08")


@pytest.fixture
def case(tangsel):
    return make_case(tangsel)


def text_of(response):
    """Return the page as words, without markup."""
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def table_of(response, figure):
    """Return the rows of a figure's table."""
    body = response.content.decode()
    start = body.index(f'id="{figure}"')
    table = body[body.index("<tbody>", start) : body.index("</tbody>", start)]
    rows = table.split("<tr>")[1:]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]\s*>", row, re.DOTALL) for row in rows]
    return [[unescape(cell).strip() for cell in row] for row in cells]


def test_whoever_has_one_region_goes_straight_there(signed_in, manager):
    response = signed_in(manager).get(reverse("reports:dashboards"))
    assert response["Location"] == "/dashboards/36.74/"


def test_a_head_of_an_opd_goes_to_their_unit(signed_in, make_user, tangsel, unit):
    head = make_user(Role.MANAGER, tangsel, unit=unit)
    response = signed_in(head).get(reverse("reports:dashboards"))
    assert response["Location"] == f"/units/{unit.pk}/results/"


def test_somebody_without_a_region_is_told_what_will_be_here(signed_in, make_user):
    words = text_of(signed_in(make_user(Role.ANALYST)).get(reverse("reports:dashboards")))
    assert "Dasbor wilayah muncul di sini setelah Admin Sistem memberi Anda akses" in words


def test_the_list_of_regions_costs_the_same_for_two_and_three(
    signed_in, make_user, tangsel, binjai, candisari, django_assert_num_queries
):
    two, three = make_user(Role.ANALYST, tangsel, binjai), make_user(Role.ANALYST)
    three.regions.set([tangsel, binjai, candisari])
    for user, names in ((two, 2), (three, 3)):
        client = signed_in(user)
        client.get(reverse("reports:dashboards"))
        with django_assert_num_queries(5):  # session, user, regions granted, count, regions
            response = client.get(reverse("reports:dashboards"))
        main = response.content.decode().partition("<main")[2]
        assert main.count('href="/dashboards/') == names


def test_the_region_page_answers_three_questions_in_order(signed_in, manager, case):
    words = text_of(signed_in(manager).get("/dashboards/36.74/"))
    places = [
        words.index(part)
        for part in (
            "Dasbor Tangerang Selatan",
            "Apakah berjalan baik?",
            "Di mana belum?",
            "Apa tindakan kita?",
            "Rincian",
            "Cara menghitung",
        )
    ]
    assert places == sorted(places)
    assert "Belum ada tindak lanjut yang dicatat." in words


def test_page_chart_and_json_say_the_same_about_answers(signed_in, manager, case):
    client = signed_in(manager)
    page = client.get("/dashboards/36.74/")
    rows = client.get("/dashboards/36.74/results.json").json()["reaction"]
    shown = next(row for row in rows if row["question"] == "R-MAT-1" and row["status"] == "shown")
    assert shown["n"] == 12
    assert shown["counts"] == {"1": 1, "2": 2, "3": 6, "4": 3}
    assert shown["favourable_share"] == 0.75  # (6 + 3) / 12
    text = "Materi pelatihan sesuai dengan tujuan yang disampaikan pada awal kegiatan."
    line = next(row for row in table_of(page, "reaksi-1") if row[0] == text)
    assert line == [text, "12", "1", "2", "6", "3", "25%", "75%"]
    assert f"{text[:-1]}: tidak setuju 25% · setuju 75% · 12 orang" in page.content.decode()


def test_page_chart_and_json_say_the_same_about_performance(signed_in, manager, case):
    client = signed_in(manager)
    page = client.get(f"/programs/{case.program.pk}/results/")
    rows = client.get("/dashboards/36.74/results.json").json()["performance"]
    row = next(row for row in rows if row["session"] == case.session.code)
    assert (row["n"], row["missing_pairs"]) == (10, 2)
    assert row["change"] == pytest.approx(5.0)  # (4+5+6+4+5+6+4+5+6+5) / 10
    assert row["mean_before"] == pytest.approx(69.0)  # (60 + 78) / 2
    line = table_of(page, "kinerja-perubahan")[0]
    assert line[2:7] == ["10", "2", "69,0", "74,0", "+5,0"]
    # sd = 0,8165; t(9; 0,975) = 2,262; 2,262 * 0,8165 / sqrt(10) = 0,584
    assert line[7:9] == ["+4,4", "+5,6"]
    assert "+5,0 (+4,4 s.d. +5,6) · 10 pegawai" in page.content.decode()


def test_no_page_says_effective_or_because_without_a_comparison(signed_in, manager, case):
    client = signed_in(manager)
    for address in ("/dashboards/36.74/", f"/programs/{case.program.pk}/results/"):
        words = text_of(client.get(address)).lower()
        assert "efektif" not in words
        assert "karena pelatihan" not in words


def test_a_held_angkatan_keeps_how_many_answered_and_nothing_else(signed_in, manager, case):
    words = text_of(signed_in(manager).get(f"/sessions/{case.small.pk}/results/"))
    assert "4 dari 25 mengisi; menunggu digabung" in words
    assert "Tidak ditampilkan untuk menjaga kerahasiaan responden." in words
    assert "% setuju" not in words


def test_an_open_form_shows_only_how_many_answered(signed_in, manager, case):
    words = text_of(signed_in(manager).get(f"/sessions/{case.open.pk}/results/"))
    assert "0 dari 6 mengisi" in words
    assert "Hasil dibuka setelah formulir ditutup" in words


def test_a_closed_angkatan_shows_answers_tests_and_performance(signed_in, manager, case):
    words = text_of(signed_in(manager).get(f"/sessions/{case.session.pk}/results/"))
    assert "Penilaian peserta: gambaran awal" in words  # 12 answers make no headline
    assert "! Jumlah responden sedikit; baca sebagai gambaran awal." in words
    assert "Rata-rata nilai tes naik dari 60 menjadi 80 (12 peserta)" in words
    assert "Perubahan sebelum–sesudah tanpa kelompok pembanding." in words


def test_a_filter_that_is_not_on_offer_does_not_exist(signed_in, manager, binjai):
    client, foreign = signed_in(manager), make_program(binjai)
    for address in (
        "/dashboards/36.74/",
        *(f"/dashboards/36.74/results.{x}" for x in ("json", "csv")),
    ):
        assert client.get(address).status_code == 200
        assert client.get(f"{address}?program={foreign.pk}").status_code == 404
        assert client.get(f"{address}?period=1900").status_code == 404


def test_an_opd_filter_says_that_answers_cannot_be_divided(signed_in, manager, case, unit):
    words = text_of(signed_in(manager).get(f"/dashboards/36.74/?unit={unit.pk}"))
    assert "Jawaban anonim tidak dapat dirinci menurut OPD." in words
    assert f"Perangkat Daerah (OPD): {unit.name}" in words


@pytest.mark.parametrize(
    "address",
    ["/dashboards/36.74/", "/dashboards/36.74/results.json", "/dashboards/36.74/results.csv",
     "/programs/{program}/results/", "/programs/{program}/results.json",
     "/programs/{program}/results.csv", "/sessions/{session}/results/",
     "/sessions/{session}/results.json", "/sessions/{session}/results.csv",
     "/units/{unit}/results/", "/units/{unit}/results.json", "/units/{unit}/results.csv"],
)  # fmt: skip
def test_who_may_read_a_result(
    signed_in, client, make_user, stranger, case, tangsel, unit, address
):
    path = address.format(program=case.program.pk, session=case.session.pk, unit=unit.pk)
    auditor = make_user(Role.AUDITOR, tangsel)
    assert client.get(path).status_code == 302
    assert signed_in(auditor).get(path).status_code == 403
    assert signed_in(stranger).get(path).status_code == 404
    reader = signed_in(make_user(Role.MANAGER, tangsel))
    response = reader.get(path)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert reader.post(path).status_code == 405


def test_comparing_needs_two_granted_regions(signed_in, manager, make_user, tangsel, binjai):
    assert signed_in(manager).get(reverse("reports:compare")).status_code == 404
    analyst = signed_in(make_user(Role.ANALYST, tangsel, binjai))
    words = text_of(analyst.get(reverse("reports:compare")))
    assert "Bandingkan wilayah" in words
    assert "Candisari" not in words  # not granted
    assert analyst.get(reverse("reports:compare_json")).status_code == 200
    assert analyst.get(f"{reverse('reports:compare_csv')}?topic=tidak-ada").status_code == 404


def test_the_region_page_costs_the_same_for_one_and_three_programmes(
    signed_in, manager, tangsel, django_assert_num_queries
):
    client = signed_in(manager)
    make_case(tangsel)
    for more in (0, 2):
        for number in range(more):
            make_case(tangsel, name=f"Program {number}")
        cache.clear()
        client.get("/dashboards/36.74/")  # publishes what was just closed
        cache.clear()
        with django_assert_num_queries(REGION_QUERIES):
            client.get("/dashboards/36.74/")


def test_a_page_is_the_same_cold_and_warm(signed_in, manager, case):
    client = signed_in(manager)
    cache.clear()
    cold, warm = (client.get("/dashboards/36.74/").content.decode() for _ in range(2))
    unlike = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|pukul \d\d\.\d\d')
    assert unlike.sub("", cold) == unlike.sub("", warm)


def test_a_files_name_and_kind_are_right(signed_in, manager, case):
    response = signed_in(manager).get("/dashboards/36.74/results.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="hasil-36.74.csv"'
    found = signed_in(manager).get("/dashboards/36.74/results.json")
    assert json.loads(found.content)["region"] == {"code": "36.74", "name": "Tangerang Selatan"}


REGION_QUERIES = 27


def test_regions_stand_in_the_alphabet_of_what_is_shown(
    signed_in, make_user, tangsel, binjai, candisari
):
    analyst = make_user(Role.ANALYST, tangsel, candisari, binjai)
    words = text_of(signed_in(analyst).get(reverse("reports:dashboards")))
    assert words.index("Binjai") < words.index("Candisari") < words.rindex("Tangerang Selatan")
