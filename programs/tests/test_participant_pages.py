from datetime import date

import pytest

from organization.models import Employee
from programs.models import Participation
from programs.tests.factories import (
    make_employee,
    make_participation,
    make_program,
    make_session,
    make_unit,
)
from programs.tests.pages import both, flat
from trail.models import Entry


@pytest.fixture
def session(tangsel):
    return make_session(make_program(tangsel, code="MW26", hours=16), starts_on=date(2026, 3, 2))


def edit(client, row, **typed):
    form = {"version": str(row.version), "status": row.status, **typed}
    return client.post(f"/participations/{row.pk}/", form)


def test_one_is_found_by_nip_and_added(signed_in, officer, session, tangsel):
    person = make_employee(tangsel, name="Siti Aminah")
    client, address = signed_in(officer), f"/sessions/{session.pk}/participants/new/"
    found = flat(client.post(address, {"q": person.nip}))
    assert "Siti Aminah" in found
    assert "Tambahkan ke daftar" in found
    assert "Ada yang perlu diperbaiki" not in found
    assert '<option value="appointed" selected>' in found
    client.post(
        address,
        {
            "q": person.nip,
            "employee": person.pk,
            "status": "appointed",
            "letter": "800/12",
            "add": "1",
        },
    )
    row = Participation.objects.get()
    assert (row.employee, row.status, row.assignment_letter) == (person, "appointed", "800/12")
    assert row.placement == person.placements.get()
    again = flat(client.post(address, {"q": "siti"}))
    assert "belum terdaftar sebagai peserta" in again


def test_two_of_one_name_are_told_apart_by_their_units(
    signed_in, officer, session, tangsel, django_assert_num_queries
):
    client, address = signed_in(officer), f"/sessions/{session.pk}/participants/new/"
    client.get(address)
    for many in (1, 3):
        while Employee.objects.count() < many:
            number = Employee.objects.count()
            unit = make_unit(tangsel, f"Dinas {number} Uji")
            make_employee(tangsel, name="Siti Aminah", unit=unit)
        with django_assert_num_queries(9):
            text = flat(client.post(address, {"q": "siti"}))
        assert text.count("Siti Aminah") == many
    assert "Dinas 0 Uji" in text
    assert "Dinas 2 Uji" in text


def test_adding_nobody_is_refused(signed_in, officer, session, tangsel):
    make_employee(tangsel, name="Siti Aminah")
    page = signed_in(officer).post(
        f"/sessions/{session.pk}/participants/new/",
        {"q": "siti", "status": "appointed", "add": "1"},
    )
    assert "Pilih pegawai yang akan ditambahkan." in flat(page)
    assert not Participation.objects.exists()


def test_somebody_of_another_region_is_neither_found_nor_added(signed_in, officer, session, binjai):
    other = make_employee(binjai, name="Orang Binjai")
    client, address = signed_in(officer), f"/sessions/{session.pk}/participants/new/"
    assert "Orang Binjai" not in flat(client.post(address, {"q": other.nip}))
    client.post(address, {"q": other.nip, "employee": other.pk, "status": "appointed", "add": "1"})
    assert not Participation.objects.exists()


def test_many_are_marked_in_one_press_and_only_forward(signed_in, officer, session, stranger):
    rows = [make_participation(session, status="appointed") for _ in range(3)]
    absent = make_participation(session, status="absent", absence_reason="sakit")
    client, address = signed_in(officer), f"/sessions/{session.pk}/participants/"
    chosen = [row.pk for row in (*rows[:2], absent)]
    page = client.post(address, {"chosen": chosen, "mark": "attended"}, follow=True)
    assert "2 peserta ditandai Hadir. 1 orang tidak berubah" in flat(page)
    statuses = list(Participation.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == ["attended", "attended", "appointed", "absent"]
    assert (
        signed_in(stranger).post(address, {"chosen": chosen, "mark": "completed"}).status_code
        == 404
    )
    assert Entry.objects.get(action="participation.marked").detail == {
        "number": 2,
        "status": "attended",
    }


def test_everybody_on_the_filtered_list_is_marked_without_ticking(signed_in, officer, session):
    rows = [make_participation(session, status="appointed") for _ in range(30)]
    client, address = signed_in(officer), f"/sessions/{session.pk}/participants/"
    client.post(f"{address}?status=nominated", {"everyone": "on", "mark": "attended"})
    assert session.participations.filter(status="attended").count() == 0
    page = client.post(f"{address}?status=appointed", {"everyone": "on", "mark": "attended"})
    assert page["Location"] == f"{address}?status=appointed"
    assert session.participations.filter(status="attended").count() == len(rows)
    text = flat(client.post(address, {"mark": "completed"}))
    assert "Centang sedikitnya satu peserta." in text


def test_a_participant_of_another_session_cannot_be_marked_from_here(signed_in, officer, session):
    other = make_participation(make_session(session.program, number="2"), status="appointed")
    page = signed_in(officer).post(
        f"/sessions/{session.pk}/participants/", {"chosen": [other.pk], "mark": "attended"}
    )
    other.refresh_from_db()
    assert (page.status_code, other.status) == (200, "appointed")


def test_nobody_is_present_before_the_session(signed_in, officer, tangsel):
    session = make_session(make_program(tangsel), starts_on=date(2099, 1, 1))
    row = make_participation(session, status="appointed")
    client = signed_in(officer)
    page = client.post(
        f"/sessions/{session.pk}/participants/",
        {"chosen": [row.pk], "mark": "attended"},
        follow=True,
    )
    assert "Angkatan ini belum dimulai" in flat(page)
    assert "kehadiran belum dapat dicatat" in flat(edit(client, row, status="attended"))
    row.refresh_from_db()
    assert row.status == "appointed"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"status": "absent"}, "Pilih alasan tidak hadir."),
        ({"pretest": "101"}, "Nilai pretest harus di antara 0 dan 100."),
        ({"posttest": "-1"}, "Nilai posttest harus di antara 0 dan 100."),
        ({"hours_attended": "17"}, "Jam hadir harus di antara 0 dan 16 JP."),
        ({"status": "replaced"}, "Isi NIP pegawai yang menggantikan."),
        ({"substitute": "123"}, "NIP harus terdiri atas 18 angka."),
        ({"certificate_date": "2026-02-30"}, "Tanggal sertifikat: tanggal itu tidak ada."),
        ({"status": "nominated"}, "Isi alasan koreksi."),
        ({"status": "hilang"}, "Status: pilih salah satu dari daftar."),
    ],
)
def test_a_bad_entry_gets_a_sentence_and_nothing_is_saved(
    signed_in, officer, session, typed, sentence
):
    row = make_participation(session, status="appointed")
    page = edit(signed_in(officer), row, **typed)
    row.refresh_from_db()
    assert sentence in flat(page)
    assert (row.status, row.version) == ("appointed", 0)


def test_scores_are_read_as_indonesians_write_them(signed_in, officer, session):
    row = make_participation(session, status="attended")
    edit(signed_in(officer), row, status="completed", pretest="62,5", posttest="87.5")
    row.refresh_from_db()
    assert (row.status, row.pretest, row.posttest) == ("completed", 62.5, 87.5)


def test_a_correction_needs_a_reason_and_the_trail_keeps_it(signed_in, officer, session):
    row = make_participation(session, status="completed", pretest=60)
    client = signed_in(officer)
    assert "Isi alasan koreksi." in flat(edit(client, row, pretest="70"))
    edit(client, row, pretest="70", reason="Salah ketik dari lembar tes")
    row.refresh_from_db()
    assert row.pretest == 70
    entry = Entry.objects.get(action="participation.corrected")
    assert entry.detail == {"participation": row.pk, "reason": "Salah ketik dari lembar tes"}
    changed = Entry.objects.get(action="participation.changed")
    assert changed.detail["changes"] == {"pretest": ["60.0", "70.0"]}


def test_leaving_absence_takes_its_reason_away(signed_in, officer, session):
    row = make_participation(session, status="absent", absence_reason="sakit")
    edit(signed_in(officer), row, status="attended", absence_reason="sakit", reason="Datang siang")
    row.refresh_from_db()
    assert (row.status, row.absence_reason) == ("attended", "")


def test_a_replacement_enters_the_list(signed_in, officer, session, tangsel):
    row = make_participation(session, status="appointed")
    substitute = make_employee(tangsel)
    edit(signed_in(officer), row, status="replaced", substitute=substitute.nip)
    row.refresh_from_db()
    assert (row.status, row.replaced_by) == ("replaced", substitute)
    assert session.participations.get(employee=substitute).status == "appointed"


def test_a_stale_form_shows_both_versions(signed_in, officer, session):
    row = make_participation(session, status="appointed")
    client = signed_in(officer)
    edit(client, row, assignment_letter="800/1")
    page = edit(client, row, assignment_letter="800/2")
    row.refresh_from_db()
    assert (page.status_code, row.assignment_letter) == (409, "800/1")
    assert both("800/1", "800/2") in flat(page)
    assert 'value="800/2"' in flat(page)


def test_pppk_above_the_ceiling_and_a_full_session_are_said_in_sentences(
    signed_in, officer, tangsel
):
    session = make_session(make_program(tangsel, hours=40), capacity=1)
    make_participation(session, make_employee(tangsel, kind="PPPK"), status="appointed")
    make_participation(session, status="appointed")
    text = flat(signed_in(officer).get(f"/sessions/{session.pk}/participants/"))
    assert "1 PPPK melebihi batas 24 JP pada tahun 2026" in text
    assert "40 JP tahun ini" in text
    assert "Peserta 2 orang melebihi kuota 1 orang." in text


def test_a_pns_has_no_ceiling_and_a_cancelled_session_counts_nothing(signed_in, officer, tangsel):
    session = make_session(make_program(tangsel, hours=20))
    pppk = make_employee(tangsel, kind="PPPK")
    make_participation(session, pppk, status="appointed")
    make_participation(make_session(make_program(tangsel, hours=40)), make_employee(tangsel))
    gone = make_session(make_program(tangsel, hours=40), cancelled_on=date(2026, 1, 1))
    make_participation(gone, pppk)
    text = flat(signed_in(officer).get(f"/sessions/{session.pk}/participants/"))
    assert "melebihi" not in text


def test_no_nip_stands_in_full_on_the_list_or_in_an_address(signed_in, officer, session):
    row = make_participation(session)
    client, address = signed_in(officer), f"/sessions/{session.pk}/participants/"
    text = flat(client.get(address))
    assert row.employee.nip not in text
    assert row.employee.masked_nip in text
    assert client.get(address, {"q": row.employee.nip})["Location"] == (
        f"{address}?q={row.employee.nip[-4:]}"
    )
    assert row.employee.name in flat(client.get(address, {"q": row.employee.nip[-4:]}))


def test_the_list_asks_as_often_for_one_row_as_for_three(
    signed_in, officer, session, django_assert_num_queries
):
    client, address = signed_in(officer), f"/sessions/{session.pk}/participants/"
    client.get(address)  # a new session is saved once
    for many in (1, 3):
        while session.participations.count() < many:
            make_participation(session)
        with django_assert_num_queries(9):
            page = client.get(address)
        assert flat(page).count('<th scope="row">') == many


def test_an_empty_list_gives_the_next_action(signed_in, officer, session):
    text = flat(signed_in(officer).get(f"/sessions/{session.pk}/participants/"))
    assert f'href="/imports/new/participants/?session={session.pk}">Impor peserta' in text


def test_a_stranger_and_a_manager_see_no_names(signed_in, stranger, manager, officer, session):
    row = make_participation(session)
    addresses = [
        f"/sessions/{session.pk}/participants/",
        f"/sessions/{session.pk}/participants/new/",
        f"/participations/{row.pk}/",
    ]
    for user, status in ((stranger, 404), (manager, 403), (officer, 200)):
        client = signed_in(user)
        assert [client.get(address).status_code for address in addresses] == [status] * 3
