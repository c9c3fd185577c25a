"""Values by hand: a sentence for what is wrong, nothing lost when two save."""

from datetime import date

import pytest
from django.urls import reverse

from organization.access import Role
from performance.models import Measurement, Pair
from performance.tests.factories import choose, indicator, list_for_comparison, measure
from programs.tests.factories import make_employee, make_participation, make_program, make_session
from trail.models import Entry

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


def typed(before="72,5", after="80", **changes):
    pk = indicator().pk
    data = {
        f"{pk}-before-value": before,
        f"{pk}-before-day": "2026-02-28",
        f"{pk}-before-version": "",
        f"{pk}-after-value": after,
        f"{pk}-after-day": "2026-06-30",
        f"{pk}-after-version": "",
    }
    return data | {f"{pk}-{name.replace('_', '-')}": value for name, value in changes.items()}


def entry(session, employee):
    return f"{page_of(session)}?employee={employee.pk}"


def test_typed_values_are_declared_paired_and_on_record(client, session):
    ani = make_participation(session).employee
    measure(ani, 10, date(2026, 2, 27))
    response = client.post(entry(session, ani), typed())
    assert response.status_code == 302
    pair = Pair.objects.get(session=session)
    assert (pair.wave, pair.before, pair.after) == (0, 72.5, 80.0)
    assert Entry.objects.filter(action="measurement.recorded").count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"before": "tujuh"}, "Bukan angka. Contoh: 12,5."),
        ({"before": "101"}, "Nilai sebelum Tugas selesai tepat waktu harus antara 0 dan 100."),
        ({"before_day": "2026-03-03"}, "Nilai sebelum paling lambat bertanggal 2 Maret 2026."),
        ({"after_day": "2026-03-02"}, "Nilai sesudah paling awal bertanggal 3 Maret 2026."),
        ({"before_day": ""}, "Isi tanggal nilai sebelum Tugas selesai tepat waktu."),
        ({"before_day": "2026-02-31"}, "tanggal itu tidak ada"),
    ],
)
def test_bad_values_get_a_sentence_and_nothing_is_written(client, session, changes, sentence):
    ani = make_participation(session).employee
    response = client.post(entry(session, ani), typed(**changes))
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert "<title>Kesalahan: " in page
    assert Measurement.objects.count() == 0


def test_a_second_saver_sees_both_versions_and_loses_nothing(client, session, signed_in, make_user):
    ani = make_participation(session).employee
    first = client.get(entry(session, ani))
    assert first.status_code == 200
    client.post(entry(session, ani), typed(before="70", after=""))
    late = signed_in(make_user(Role.OFFICER, session.program.region))
    response = late.post(entry(session, ani), typed(before="65", after="82"))
    page = response.content.decode()
    assert response.status_code == 409
    assert response.context["differences"] == [
        (
            "Tugas selesai tepat waktu: nilai sebelum (%)",
            "70 (28 Februari 2026)",
            "65 (28 Februari 2026)",
        )
    ]
    assert 'value="82"' in page
    assert [m.value for m in Measurement.objects.all()] == [70.0]
    again = typed(before="65", after="82", before_version="0")  # the page carries the new version
    assert 'name="1-before-version" value="0"'.replace("1-", f"{indicator().pk}-") in page
    assert late.post(entry(session, ani), again).status_code == 302
    assert sorted(m.value for m in Measurement.objects.all()) == [65.0, 82.0]


def test_only_members_of_the_angkatan_can_be_entered(client, session, tangsel):
    outsider = make_employee(tangsel)
    assert client.get(entry(session, outsider)).status_code == 404
    assert client.post(entry(session, outsider), typed()).status_code == 404
    assert client.get(f"{page_of(session)}?employee=x").status_code == 404
    listed = make_employee(tangsel)
    list_for_comparison(session, listed)
    assert client.get(entry(session, listed)).status_code == 200
