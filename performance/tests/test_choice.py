"""The choice of indicators: one primary, frozen by the first value after."""

from datetime import date

import pytest
from django.urls import reverse

from performance.actions import rebuild_pairs
from performance.models import ProgramIndicator
from performance.tests.factories import choose, declare, indicator
from programs.tests.factories import make_participation, make_program, make_session

TODAY = date(2026, 11, 22)


@pytest.fixture
def session(tangsel):
    """A session on 2 and 3 March 2026 of a programme that wants more work done on time."""
    program = make_program(tangsel, name="Pelatihan Manajemen Waktu")
    choose(program)
    return make_session(program, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3))


@pytest.fixture
def client(signed_in, officer):
    return signed_in(officer)


def page_of(session):
    return reverse("performance:session", args=[session.pk])


@pytest.fixture
def program(tangsel):
    return make_program(tangsel, name="Pelatihan Komunikasi")


def choice(program):
    return reverse("performance:indicators", args=[program.pk])


def ticked(*codes, primary=None, seen="", **deltas):
    data = {"seen": seen, "primary": indicator(primary).pk if primary else ""}
    for code in codes:
        pk = indicator(code).pk
        data |= {
            f"{pk}-chosen": "on",
            f"{pk}-delta": deltas.get(code, "3"),
            f"{pk}-before_days": "180",
            f"{pk}-tolerance_days": "60",
        }
    return data


def chosen(program):
    rows = ProgramIndicator.objects.filter(program=program).order_by("indicator__code")
    return [(row.indicator.code, row.is_primary, row.delta) for row in rows]


def test_a_programme_chooses_its_indicators_with_one_primary(client, program):
    data = ticked("tepat_waktu", "waktu_layanan", primary="waktu_layanan", tepat_waktu="2,5")
    assert client.post(choice(program), data).status_code == 302
    assert chosen(program) == [("tepat_waktu", False, 2.5), ("waktu_layanan", True, 3.0)]


def test_a_single_indicator_is_primary_by_itself(client, program):
    client.post(choice(program), ticked("tepat_waktu"))
    assert chosen(program) == [("tepat_waktu", True, 3.0)]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (lambda: ticked(), "Centang sedikitnya satu indikator."),
        (lambda: ticked("tepat_waktu", "elektronik"), "Pilih satu indikator utama"),
        (lambda: ticked("tepat_waktu", tepat_waktu="0"), "harus di atas 0."),
        (lambda: ticked("tepat_waktu", tepat_waktu="besar"), "Bukan angka."),
    ],
)
def test_a_choice_that_makes_no_sense_gets_a_sentence(client, program, data, sentence):
    page = client.post(choice(program), data()).content.decode()
    assert sentence in page
    assert "<title>Kesalahan: " in page
    assert chosen(program) == []


def test_the_smallest_change_is_frozen_by_the_first_value_after(client, session):
    declare(session, make_participation(session).employee, 70, 80)
    rebuild_pairs(session=session, today=TODAY)
    row = ProgramIndicator.objects.get()
    seen = f"{row.indicator_id},True,3.0,180,60"
    for data in (ticked("tepat_waktu", tepat_waktu="1", seen=seen), ticked(seen=seen)):
        page = client.post(choice(session.program), data).content.decode()
        assert "tidak dapat diubah lagi" in page
        assert chosen(session.program) == [("tepat_waktu", True, 3.0)]


def test_it_may_change_as_long_as_only_values_before_are_there(client, session):
    declare(session, make_participation(session).employee, 70)
    rebuild_pairs(session=session, today=TODAY)
    seen = f"{indicator().pk},True,3.0,180,60"
    client.post(choice(session.program), ticked("tepat_waktu", tepat_waktu="1", seen=seen))
    assert chosen(session.program) == [("tepat_waktu", True, 1.0)]


def test_a_choice_that_somebody_else_changed_shows_both(client, program):
    choose(program, "elektronik")
    response = client.post(choice(program), ticked("tepat_waktu", seen=""))
    assert response.status_code == 409
    assert response.context["differences"] == [
        ("Layanan diproses secara elektronik", "utama, perubahan terkecil 5", "tidak dipilih"),
        ("Tugas selesai tepat waktu", "tidak dipilih", "utama, perubahan terkecil 3"),
    ]
    assert chosen(program) == [("elektronik", True, 5.0)]


def test_every_tenant_starts_with_the_indicators(db):
    assert indicator("waktu_tunggu").direction == "down"
    assert indicator("ikm").level == "unit"
    assert (indicator("nilai_kinerja").minimum, indicator("nilai_kinerja").maximum) == (0, 120)
    assert indicator().__class__.objects.count() == 22
