from datetime import date

import pytest

from organization.access import Role
from organization.models import Unit
from programs.actions import data_version
from programs.models import Program, Session, Subject
from programs.tests.factories import (
    make_employee,
    make_participation,
    make_program,
    make_session,
    make_unit,
)
from programs.tests.pages import both, flat
from trail.models import Entry

PROGRAM = {
    "code": "MW26",
    "name": "Pelatihan Manajemen Waktu",
    "category": "training",
    "form": "3",
    "hours": "16",
    "budget_year": "2026",
    "planned_budget": "45.000.000",
}
SESSION = {
    "number": "1",
    "starts_on": "2026-03-02",
    "ends_on": "2026-03-03",
    "delivery": "luring",
    "schedule": "jam_kerja",
}


def test_a_petugas_adds_a_programme_and_goes_on_to_its_first_session(signed_in, officer, tangsel):
    client = signed_in(officer)
    page = client.post("/programs/new/", PROGRAM | {"further": "1"})
    program = Program.objects.get()
    assert page["Location"] == f"/programs/{program.pk}/sessions/new/"
    assert (program.region, program.planned_budget) == (tangsel, 45_000_000)
    page = client.post(page["Location"], SESSION)
    session = Session.objects.get()
    assert page["Location"] == f"/sessions/{session.pk}/"
    assert (session.code, session.starts_on) == ("MW26-1", date(2026, 3, 2))
    assert list(Entry.objects.values_list("action", flat=True)) == [
        "session.created",
        "program.created",
    ]
    assert data_version(tangsel.pk) == 1


def test_a_refused_form_says_so_first_and_keeps_what_was_typed(signed_in, officer):
    page = signed_in(officer).post("/programs/new/", PROGRAM | {"name": "", "hours": "banyak"})
    text = flat(page)
    assert page.status_code == 200
    assert "<title>Kesalahan: Tambah program" in text
    assert '<a href="#id_name">Isi nama program.</a>' in text
    assert "Jam pelajaran (JP): tulis angka, misalnya 12 atau 87,5." in text
    assert 'value="banyak"' in text
    assert "Bidang ini" not in text
    assert not Program.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ends_on": "2026-03-01"}, "Tanggal selesai mendahului tanggal mulai."),
        ({"starts_on": "2026-02-30"}, "Mulai: tanggal itu tidak ada. Contoh: 28/02/2026."),
        ({"number": "1-2"}, "Nomor angkatan hanya berisi"),
        ({"number": "2"}, "Angkatan 2 sudah ada pada program ini."),
    ],
)
def test_bad_dates_and_numbers_of_a_session_get_a_sentence(
    signed_in, officer, tangsel, typed, sentence
):
    program = make_program(tangsel)
    make_session(program, number="2")
    page = signed_in(officer).post(f"/programs/{program.pk}/sessions/new/", SESSION | typed)
    assert sentence in flat(page)
    assert program.sessions.count() == 1


def test_a_code_is_used_once_in_a_region_in_any_letter_case(signed_in, officer, tangsel, binjai):
    make_program(binjai, code="MW26")
    client = signed_in(officer)
    client.post("/programs/new/", PROGRAM)
    page = client.post("/programs/new/", PROGRAM | {"code": "mw26"})
    assert "Kode ini sudah dipakai program lain di wilayah ini." in flat(page)
    assert Program.objects.count() == 2


def test_the_second_saver_sees_both_versions_and_loses_nothing(signed_in, officer, tangsel):
    program = make_program(tangsel, code="MW26", name="Semula")
    client, address = signed_in(officer), f"/programs/{program.pk}/edit/"
    client.post(address, PROGRAM | {"name": "Dari orang lain", "version": "0"})
    page = client.post(address, PROGRAM | {"name": "Dari saya", "version": "0"})
    text = flat(page)
    assert page.status_code == 409
    assert "Data ini baru saja diubah orang lain" in text
    assert both("Dari orang lain", "Dari saya") in text
    assert 'value="Dari saya"' in text
    assert 'name="version" value="1"' in text
    program.refresh_from_db()
    assert program.name == "Dari orang lain"
    client.post(address, PROGRAM | {"name": "Dari saya", "version": "1"})
    program.refresh_from_db()
    assert (program.name, program.version) == ("Dari saya", 2)


def test_a_stale_session_is_not_overwritten(signed_in, officer, tangsel):
    session = make_session(make_program(tangsel, code="MW26"))
    client, address = signed_in(officer), f"/sessions/{session.pk}/edit/"
    client.post(address, SESSION | {"venue": "Aula", "version": "0"})
    page = client.post(address, SESSION | {"venue": "Ruang 2", "version": "0"})
    session.refresh_from_db()
    assert (page.status_code, session.venue) == (409, "Aula")
    assert both("Aula", "Ruang 2") in flat(page)


def test_fields_that_are_nobodys_to_type_are_ignored(signed_in, officer, tangsel, binjai):
    program = make_program(tangsel, code="MW26")
    signed_in(officer).post(
        f"/programs/{program.pk}/edit/",
        PROGRAM
        | {
            "version": "0",
            "region": str(binjai.pk),
            "is_demo": "on",
            "cancelled_on": "2026-01-01",
            "cancelled_because": "x",
        },
    )
    program.refresh_from_db()
    assert (program.region, program.is_demo, program.cancelled_on) == (tangsel, False, None)


def test_the_code_stays_once_sessions_carry_it(signed_in, officer, tangsel):
    program = make_session(make_program(tangsel, code="MW26")).program
    signed_in(officer).post(
        f"/programs/{program.pk}/edit/", PROGRAM | {"code": "LAIN", "version": "0"}
    )
    program.refresh_from_db()
    assert program.code == "MW26"


def test_cancelling_stops_what_did_not_start_and_can_be_taken_back(signed_in, officer, tangsel):
    program = make_program(tangsel)
    held = make_session(program, number="1", starts_on=date(2020, 1, 6))
    coming = make_session(program, number="2", starts_on=date(2099, 1, 6))
    client, address = signed_in(officer), f"/programs/{program.pk}/cancel/"
    assert "Isi alasannya." in flat(client.post(address, {"reason": ""}))
    client.post(address, {"reason": "Anggaran dialihkan"})
    for row in (program, held, coming):
        row.refresh_from_db()
    assert (program.cancelled_because, held.cancelled_on) == ("Anggaran dialihkan", None)
    assert coming.cancelled_because == "Anggaran dialihkan"
    client.post(address, {"reason": "Anggaran kembali"})
    for row in (program, coming):
        row.refresh_from_db()
        assert row.cancelled_on is None
    assert Entry.objects.filter(action="program.restored").get().detail == {
        "reason": "Anggaran kembali"
    }


def test_a_cancelled_session_can_be_taken_back(signed_in, officer, tangsel):
    session = make_session(make_program(tangsel))
    client, address = signed_in(officer), f"/sessions/{session.pk}/cancel/"
    client.post(address, {"reason": "Narasumber sakit"})
    session.refresh_from_db()
    assert session.cancelled_because == "Narasumber sakit"
    client.post(address, {"reason": "Sudah sehat"})
    session.refresh_from_db()
    assert (session.cancelled_on, session.version) == (None, 2)


def test_a_second_press_does_not_take_a_cancellation_back(signed_in, officer, tangsel):
    session = make_session(make_program(tangsel))
    client = signed_in(officer)
    for row in (session, session.program):
        kind = "sessions" if row is session else "programs"
        address = f"/{kind}/{row.pk}/cancel/"
        assert 'name="aim" value="cancel"' in flat(client.get(address))
        for _press in range(2):
            client.post(address, {"reason": "Anggaran dialihkan", "aim": "cancel"})
        row.refresh_from_db()
        assert row.cancelled_because == "Anggaran dialihkan"
        assert 'name="aim" value="restore"' in flat(client.get(address))
        client.post(address, {"reason": "Anggaran kembali", "aim": "restore"})
        row.refresh_from_db()
        assert row.cancelled_on is None


def test_a_narasumber_known_to_the_region_is_one_person(signed_in, officer, tangsel):
    session = make_session(make_program(tangsel))
    client, address = signed_in(officer), f"/sessions/{session.pk}/subjects/new/"
    for name, trainer in (("Skala prioritas", "Dr. Rina"), ("Delegasi", "dr.  rina")):
        client.post(address, {"name": name, "trainer_name": trainer, "hours": "4"})
    first, second = Subject.objects.order_by("pk")
    assert first.trainer == second.trainer
    client.post(
        f"/subjects/{second.pk}/edit/",
        {"name": "Delegasi", "trainer_name": "Budi", "hours": "4", "taught_on": "2026-03-03"},
    )
    second.refresh_from_db()
    assert (second.trainer.name, second.taught_on) == ("Budi", date(2026, 3, 3))


def test_a_subject_is_taught_within_the_session(signed_in, officer, tangsel):
    session = make_session(make_program(tangsel))
    page = signed_in(officer).post(
        f"/sessions/{session.pk}/subjects/new/",
        {"name": "Delegasi", "hours": "4", "taught_on": "2026-05-03"},
    )
    assert "Tanggal ini di luar tanggal angkatan." in flat(page)


def test_the_list_asks_as_often_for_one_row_as_for_three(
    signed_in, officer, tangsel, django_assert_num_queries
):
    client = signed_in(officer)
    client.get("/programs/")
    for many in (1, 3):
        while Program.objects.count() < many:
            make_participation(make_session(make_program(tangsel)))
        with django_assert_num_queries(6):
            page = client.get("/programs/")
        assert flat(page).count('<th scope="row">') == many


def test_the_list_is_searched_and_filtered(signed_in, officer, tangsel):
    make_program(tangsel, code="A", name="Manajemen Waktu", budget_year=2025)
    planned = make_program(tangsel, code="B", name="Komunikasi", category="career")
    make_session(planned, starts_on=date(2099, 1, 1))
    client = signed_in(officer)
    for query, found in {
        "q=waktu": "Manajemen Waktu",
        "year=2025": "Manajemen Waktu",
        "category=career": "Komunikasi",
        "state=planned&q=kom": "Komunikasi",
    }.items():
        text = flat(client.get(f"/programs/?{query}"))
        assert f"{found}</a>" in text
        assert text.count('<th scope="row">') == 1
    text = flat(client.get("/programs/?q=tidakada"))
    assert "Tidak ada program yang cocok dengan saringan ini." in text


def test_an_empty_list_says_what_will_be_here(signed_in, officer, stranger, tangsel):
    assert "Belum ada program yang dicatat" in flat(signed_in(officer).get("/programs/"))
    make_program(tangsel, name="Rahasia Tangsel")
    assert "Rahasia Tangsel" not in flat(signed_in(stranger).get("/programs/"))


def test_a_stranger_finds_nothing_and_changes_nothing(signed_in, stranger, officer, tangsel):
    session = make_session(make_program(tangsel, code="MW26"))
    subject = Subject.objects.create(session=session, name="Delegasi")
    addresses = [
        f"/programs/{session.program_id}/edit/",
        f"/programs/{session.program_id}/cancel/",
        f"/programs/{session.program_id}/sessions/new/",
        f"/sessions/{session.pk}/edit/",
        f"/sessions/{session.pk}/cancel/",
        f"/sessions/{session.pk}/subjects/new/",
        f"/subjects/{subject.pk}/edit/",
    ]
    outside, inside = signed_in(stranger), signed_in(officer)
    assert [outside.get(address).status_code for address in addresses] == [404] * 7
    assert [inside.get(address).status_code for address in addresses] == [200] * 7
    outside.post(addresses[1], {"reason": "x"})
    session.program.refresh_from_db()
    assert session.program.cancelled_on is None


def test_a_kepala_opd_sees_only_programmes_that_took_their_people(signed_in, make_user, tangsel):
    mine, other = make_unit(tangsel, "Dinas Satu"), make_unit(tangsel, "Dinas Dua")
    make_participation(
        make_session(make_program(tangsel, name="Untuk Satu")), make_employee(tangsel, unit=mine)
    )
    make_participation(
        make_session(make_program(tangsel, name="Untuk Dua")), make_employee(tangsel, unit=other)
    )
    head = make_user(Role.MANAGER, tangsel, unit=Unit.objects.get(pk=mine.pk))
    text = flat(signed_in(head).get("/programs/"))
    assert "Untuk Satu" in text
    assert "Untuk Dua" not in text


def test_small_numbers_of_people_are_exact_for_the_petugas_only(
    signed_in, officer, manager, tangsel
):
    session = make_session(make_program(tangsel))
    for _person in range(3):
        make_participation(session)
    cell = '<td data-label="Peserta" class="num">{}</td>'
    assert cell.format("3") in flat(signed_in(officer).get("/programs/"))
    text = flat(signed_in(manager).get("/programs/"))
    assert cell.format("kurang dari 5") in text
