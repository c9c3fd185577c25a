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


# --- corrections and removals ---------------------------------------------------------------------
@pytest.fixture
def corrected(client, session):
    """Ani with 72,5 before and 80 after, both entered by hand."""
    ani = make_participation(session).employee
    client.post(entry(session, ani), typed())
    return ani


def kept_in_trail(action):
    return Entry.objects.get(action=action).detail


def test_a_corrected_value_leaves_only_its_reason_in_the_trail(client, session, corrected):
    data = typed(before="64", before_version="0", after="") | {"reason": "Salah ketik"}
    assert client.post(entry(session, corrected), data).status_code == 302
    assert kept_in_trail("measurement.changed") == {
        "changes": {},
        "unrecorded": "Nilai",
        "reason": "Salah ketik",
    }
    everything = " ".join(str(one.detail) + one.target for one in Entry.objects.all())
    assert "64" not in everything
    assert "72.5" not in everything


def test_the_new_date_of_a_corrected_value_is_recorded(client, session, corrected):
    data = typed(before_day="2026-02-27", before_version="0", after="")
    client.post(entry(session, corrected), data)
    changes = kept_in_trail("measurement.changed")["changes"]
    assert changes == {
        "period_start": ["2026-02-28", "2026-02-27"],
        "period_end": ["2026-02-28", "2026-02-27"],
    }


def test_a_wrong_value_is_removed_with_its_reason_and_the_pairs_follow(client, session, corrected):
    data = typed(before="", after="", after_remove="on", after_version="0")
    data |= {"reason": "Milik pegawai lain"}
    assert client.post(entry(session, corrected), data).status_code == 302
    assert [row.round for row in Measurement.objects.all()] == ["before"]
    pair = Pair.objects.get(session=session)
    assert (pair.before, pair.after) == (72.5, None)
    assert kept_in_trail("measurement.removed") == {
        "round": "after",
        "reason": "Milik pegawai lain",
    }


def test_a_value_that_is_to_be_removed_is_not_checked(client, session, corrected):
    data = typed(before="999", before_remove="on", before_version="0", after="")
    data |= {"reason": "Bukan persen"}
    assert client.post(entry(session, corrected), data).status_code == 302
    assert [row.round for row in Measurement.objects.all()] == ["after"]


def test_nothing_is_removed_without_a_reason(client, session, corrected):
    data = typed(before="", after="", after_remove="on", after_version="0") | {"reason": "  "}
    page = client.post(entry(session, corrected), data)
    assert "Isi alasan mengapa nilai itu dihapus." in page.content.decode()
    assert Measurement.objects.count() == 2


def test_a_value_corrected_meanwhile_is_not_removed(client, session, corrected):
    client.post(entry(session, corrected), typed(before="", after="81", after_version="0"))
    data = typed(before="", after="", after_remove="on", after_version="0") | {"reason": "Salah"}
    assert client.post(entry(session, corrected), data).status_code == 409
    assert Measurement.objects.get(round="after").value == 81.0


def test_only_a_stored_value_can_be_removed(client, session):
    ani = make_participation(session).employee
    page = client.get(entry(session, ani)).content.decode()
    assert "Hapus nilai" not in page
    client.post(entry(session, ani), typed(after=""))
    page = client.get(entry(session, ani)).content.decode()
    assert page.count("Hapus nilai") == 1
    assert "Hapus nilai sebelum ini" in page
