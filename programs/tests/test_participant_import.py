from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from intake.actions import check_table, confirm, recheck, undo
from intake.reader import read_paste
from organization.models import Employee, Placement, Unit
from programs.actions import bump_data_version, data_version, versions
from programs.importers import ParticipantImporter
from programs.models import Participation
from programs.tests.factories import (
    make_employee,
    make_participation,
    make_program,
    make_session,
    make_unit,
    next_nip,
)

HEADER = "nip,nama,unit_kerja,status,jam_hadir,alasan_tidak_hadir,pretest,posttest"


@pytest.fixture
def session(tangsel):
    make_unit(tangsel, "Dinas Uji Coba")
    return make_session(make_program(tangsel, code="MW26", hours=16), starts_on=date(2026, 3, 2))


@pytest.fixture
def write(tmp_path):
    def write(*rows, header=HEADER):
        path = tmp_path / "peserta.csv"
        path.write_text("\n".join([header, *rows]) + "\n")
        return str(path)

    return write


def run(path, *more, session="MW26-1"):
    out, err = StringIO(), StringIO()
    try:
        call_command(
            "import_participants", path, "--session", session, *more, stdout=out, stderr=err
        )
    except CommandError as refusal:
        return err.getvalue() + str(refusal)
    return out.getvalue()


def check(rows, officer, session, header=HEADER):
    return check_table(
        importer=ParticipantImporter(),
        table=read_paste("\n".join([header, *rows]).replace(",", "\t")),
        region_code="36.74",
        owner=officer,
        context={"session": session.pk},
    )


def test_people_are_made_or_matched_by_nip(session, tangsel, write):
    known = make_employee(tangsel, name="Budi")
    new = next_nip()
    path = write(
        f"{known.nip},Budi,Dinas Uji Coba,,,,62.5,85", f'{new},"Siti Aminah, S.Sos.",Dinas Uji Coba'
    )
    assert "2 baris: 2 baru" in run(path)
    made = Employee.objects.get(nip=new)
    assert (made.name, made.title_after, made.status) == ("Siti Aminah", "S.Sos.", "PNS")
    row = Participation.objects.get(employee=known)
    assert (row.status, row.pretest, row.posttest) == ("completed", 62.5, 85)
    assert row.placement == known.placements.get()
    assert Participation.objects.get(employee=made).placement.unit.name == "Dinas Uji Coba"


def test_an_empty_status_is_appointed_while_the_session_has_not_ended(tangsel, write):
    make_unit(tangsel, "Dinas Uji Coba")
    today = timezone.localdate()
    program = make_program(tangsel, code="MW26")
    make_session(program, starts_on=today, ends_on=today)
    run(write(f"{next_nip()},Ani,Dinas Uji Coba"))
    assert Participation.objects.get().status == "appointed"


def test_a_reason_without_a_status_means_absent(session, write):
    run(write(f"{next_nip()},Ani,Dinas Uji Coba,,,Dinas luar"))
    row = Participation.objects.get()
    assert (row.status, row.absence_reason) == ("absent", "dinas_luar")


def test_absence_without_a_reason_is_kept_as_tanpa_keterangan(session, write):
    run(write(f"{next_nip()},Ani,Dinas Uji Coba,Tidak Hadir"))
    assert Participation.objects.get().absence_reason == "tanpa_keterangan"


def bad_rows(tangsel, binjai):
    other = make_employee(binjai)
    return {
        "1990010120,Ani,Dinas Uji Coba": "NIP harus terdiri atas 18 angka.",
        "199002302015051001,Ani,Dinas Uji Coba": "bukan tanggal lahir yang sah",
        "198609262015051000,Ani,Dinas Uji Coba": "Nomor urut NIP tidak boleh 000.",
        '"1,99E+17",Ani,Dinas Uji Coba': "tersimpan sebagai angka",
        f"{other.nip},Ani,Dinas Uji Coba": "tercatat di wilayah lain",
        f"{next_nip()},Ani,Dinas Antah": "Unit kerja “Dinas Antah” belum dikenal.",
        f"{next_nip()},Ani,Dinas Uji Coba,Bolos": "Tidak dikenal. Pilihan: Selesai, Hadir",
        f"{next_nip()},Ani,Dinas Uji Coba,,,,101,": "Nilai harus di antara 0 dan 100.",
        f"{next_nip()},Ani,Dinas Uji Coba,,-1": "Jam hadir harus di antara",
        f"{next_nip()},,Dinas Uji Coba": "Nama wajib diisi.",
        f"{next_nip()},Ani,": "Unit kerja wajib diisi.",
    }


def test_every_bad_row_gets_its_sentence_in_one_pass_and_nothing_is_written(
    session, tangsel, binjai, write
):
    cases = bad_rows(tangsel, binjai)
    twice = next_nip()
    output = run(
        write(*cases, f"{twice},Ani,Dinas Uji Coba", f"{twice},Ani,Dinas Uji Coba")
    ).splitlines()
    for number, sentence in enumerate(cases.values(), start=2):
        assert any(f"| baris {number} |" in line and sentence in line for line in output), sentence
    assert any("| baris 14 |" in line and "sama dengan baris 13" in line for line in output)
    assert not Participation.objects.exists()


def test_the_neighbour_region_is_not_named_in_the_refusal(session, binjai, write):
    other = make_employee(binjai, name="Orang Binjai")
    output = run(write(f"{other.nip},Ani,Dinas Uji Coba"))
    assert "Binjai" not in output


def test_decimal_commas_are_understood(session, write):
    path = write(
        f"{next_nip()};Ani;Dinas Uji Coba;Selesai;12,5;;62,5;85", header=HEADER.replace(",", ";")
    )
    run(path)
    row = Participation.objects.get()
    assert (row.hours_attended, row.pretest) == (12.5, 62.5)


def test_importing_again_updates_and_leaves_empty_cells_alone(session, write):
    nip = next_nip()
    run(write(f"{nip},Ani,Dinas Uji Coba,Hadir,16,,60,"))
    assert "1 diperbarui" in run(write(f"{nip},Ani,Dinas Uji Coba,Selesai,,,,90"))
    row = Participation.objects.get()
    assert (row.status, row.hours_attended, row.pretest, row.posttest) == ("completed", 16, 60, 90)
    assert row.version == 1
    assert "1 tidak berubah" in run(write(f"{nip},Ani,Dinas Uji Coba,Selesai,,,,90"))


def test_another_name_for_a_known_nip_warns_and_does_not_rename(session, tangsel, officer):
    known = make_employee(tangsel, name="Budi Santoso")
    job = check([f"{known.nip},Rahmat,Dinas Uji Coba"], officer, session)
    row = job.rows.get()
    assert [p["severity"] for p in row.problems] == ["warning"]
    confirm(job=job, importer=ParticipantImporter(), owner=officer)
    known.refresh_from_db()
    assert known.name == "Budi Santoso"


def test_an_unknown_unit_can_be_mapped_and_is_remembered(session, tangsel, officer):
    unit = Unit.objects.get(name="Dinas Uji Coba")
    job = check([f"{next_nip()},Ani,Dinas Cobaan"], officer, session)
    assert job.rows.get().state == "error"
    importer = ParticipantImporter()
    recheck(
        job=job,
        importer=importer,
        owner=officer,
        value_mapping={"unit_kerja": {"Dinas Cobaan": str(unit.pk)}},
    )
    job.refresh_from_db()
    assert job.rows.get().state == "new"
    confirm(job=job, importer=importer, owner=officer)
    assert Placement.objects.get(employee__name="Ani").unit == unit
    assert unit.aliases.filter(name="dinas cobaan").exists()


def test_a_unit_of_another_region_cannot_be_chosen(session, binjai, officer):
    foreign = make_unit(binjai, "Dinas Binjai")
    job = check([f"{next_nip()},Ani,Dinas Cobaan"], officer, session)
    recheck(
        job=job,
        importer=ParticipantImporter(),
        owner=officer,
        value_mapping={"unit_kerja": {"Dinas Cobaan": str(foreign.pk)}},
    )
    assert job.rows.get().state == "error"


def test_undo_takes_back_people_and_participations(session, tangsel, officer):
    known = make_employee(tangsel)
    kept = make_participation(session, known, status="attended")
    job = check(
        [f"{next_nip()},Ani,Dinas Uji Coba", f"{known.nip},{known.name},Dinas Uji Coba,Selesai"],
        officer,
        session,
    )
    importer = ParticipantImporter()
    confirm(job=job, importer=importer, owner=officer)
    before = data_version(tangsel.pk)
    assert Participation.objects.count() == 2
    undo(job=job, owner=officer, importer=importer)
    kept.refresh_from_db()
    assert (Participation.objects.count(), kept.status) == (1, "attended")
    assert not Employee.objects.filter(name="Ani").exists()
    assert data_version(tangsel.pk) > before


def test_pppk_above_24_jp_and_a_full_session_are_warned_about(tangsel, officer):
    make_unit(tangsel, "Dinas Uji Coba")
    session = make_session(make_program(tangsel, code="KP", hours=20), capacity=1)
    busy = make_employee(tangsel, kind="PPPK")
    make_participation(make_session(make_program(tangsel, hours=6)), busy)
    job = check(
        [f"{busy.nip},{busy.name},Dinas Uji Coba", f"{next_nip()},Ani,Dinas Uji Coba"],
        officer,
        session,
    )
    first, second = job.rows.order_by("number")
    assert [p["reason"] for p in first.problems] == [
        "PPPK ini menjadi 26 JP pada 2026; batasnya 24 JP."
    ]
    assert [p["reason"] for p in second.problems] == ["Mulai baris ini kuota 1 orang terlampaui."]


def test_attendance_before_the_session_is_refused(tangsel, write):
    make_unit(tangsel, "Dinas Uji Coba")
    later = timezone.localdate() + timedelta(days=30)
    make_session(make_program(tangsel, code="MW26"), starts_on=later)
    assert "kehadiran belum dapat dicatat" in run(write(f"{next_nip()},Ani,Dinas Uji Coba,Hadir"))


def test_a_code_of_two_regions_needs_the_region(session, binjai, write):
    make_session(make_program(binjai, code="MW26"))
    path = write(f"{next_nip()},Ani,Dinas Uji Coba")
    assert "beberapa wilayah" in run(path)
    assert "1 baru" in run(path, "--region", "36.74")
    assert Participation.objects.get().session == session


def test_an_unknown_session_is_refused(db, write):
    assert "Angkatan XX-1 tidak ditemukan." in run(write(), session="XX-1")


def test_queries_do_not_grow_with_the_rows(
    session, officer, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(versions, "_rebuilders", [])  # what higher apps derive has its own tests
    bump_data_version(session.program.region_id)
    jobs = {}
    for many in (2, 60):
        rows = [f"{next_nip()},Orang {n},Dinas Uji Coba" for n in range(many)]
        with django_assert_num_queries(16):
            jobs[many] = check(rows, officer, session)
    for job in jobs.values():
        with django_assert_num_queries(20):
            confirm(job=job, importer=ParticipantImporter(), owner=officer)
