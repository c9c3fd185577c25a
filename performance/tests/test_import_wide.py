"""Wide files: before and after of one person in a row, for one angkatan."""

from datetime import date

from intake.actions import confirm, undo
from organization.models import Employee
from performance.importers import MeasurementImporter
from performance.models import ComparisonMember, Measurement, Pair, ProgramIndicator
from performance.tests.factories import (
    apply_values,
    choose,
    indicator,
    read_values,
    reasons,
)
from programs.tests.factories import (
    make_employee,
    make_unit,
    next_nip,
)


def declared(session):
    rows = Measurement.objects.filter(session=session).order_by("employee", "-round")
    return [(m.employee_id, m.round, m.period_end, m.value) for m in rows]


WIDE = "NIP|Nilai Sebelum|Nilai Sesudah"


def wide(session, code="tepat_waktu"):
    return {"session": session.pk, "indicator": indicator(code).pk}


def test_a_wide_file_declares_pairs_and_the_programme_adopts_the_indicator(
    session, people, officer
):
    ani, budi = people
    apply_values([WIDE, f"{ani.nip}|72,5|80", f"{budi.nip}|70.25|"], officer, **wide(session))
    # without dates: the day before the session, and month 3 after its end
    assert declared(session) == [
        (ani.pk, "before", date(2026, 3, 1), 72.5),
        (ani.pk, "after", date(2026, 6, 3), 80.0),
        (budi.pk, "before", date(2026, 3, 1), 70.25),
    ]
    pairs = Pair.objects.filter(session=session).order_by("employee")
    assert [(p.wave, p.before, p.after) for p in pairs] == [(0, 72.5, 80.0), (0, 70.25, None)]
    chosen = ProgramIndicator.objects.get(program=session.program)
    assert (chosen.indicator.code, chosen.is_primary, chosen.delta) == ("tepat_waktu", True, 3.0)


def test_undoing_takes_values_lists_and_pairs_back(session, people, officer, tangsel):
    ani, _ = people
    other = make_employee(tangsel)
    rows = [f"{WIDE}|Kelompok", f"{ani.nip}|70|80|Peserta", f"{other.nip}|71|72|Pembanding"]
    job = apply_values(rows, officer, **wide(session))
    assert Pair.objects.filter(session=session).count() == 3
    undo(job=job, owner=officer, importer=MeasurementImporter())
    assert Measurement.objects.count() == 0
    assert ComparisonMember.objects.count() == 0
    assert ProgramIndicator.objects.count() == 0
    assert Pair.objects.count() == 0


def test_listed_people_are_compared_but_not_enrolled(session, people, officer, tangsel):
    other, new = make_employee(tangsel), next_nip()
    make_unit(tangsel, "Dinas Uji Coba")
    apply_values(
        [
            f"{WIDE}|Kelompok|Nama|Unit kerja",
            f"{people[0].nip}|70|80|Peserta||",
            f"{other.nip}|71|72|pembanding||",
            f"{new}|73|74|Pembanding|Sekar Toba|Dinas Uji Coba",
        ],
        officer,
        **wide(session),
    )
    listed = ComparisonMember.objects.filter(session=session)
    assert {member.employee.nip for member in listed} == {other.nip, new}
    assert session.participations.count() == 2
    assert Employee.objects.get(nip=new).placements.get().unit.name == "Dinas Uji Coba"
    groups = Pair.objects.filter(session=session, before__isnull=False)
    assert sorted(groups.values_list("group", "before", "after")) == [
        ("comparison", 71.0, 72.0),
        ("comparison", 73.0, 74.0),
        ("participant", 70.0, 80.0),
    ]


def test_every_problem_of_a_wide_file_is_named_in_one_pass(session, people, officer, binjai):
    ani, budi = people
    abroad, unknown = make_employee(binjai), next_nip()
    outsider = make_employee(session.program.region)
    job = read_values(
        [
            f"{WIDE}|Tanggal sebelum|Kelompok",
            f"{ani.nip}|101|80|1/3/2026|",
            f"{ani.nip}|70|80||",
            f"{unknown}|70|80||",
            f"{abroad.nip}|70|80||",
            f"{outsider.nip}|70|80||",
            f"{budi.nip}|70|80|5/3/2026|Pembanding",
            "199002302015051001|70|80||",
            "|70|80||",
            f"{budi.nip}|tujuh|80|31/2/2026|",
        ],
        officer,
        **wide(session),
    )
    unknown_nip = (
        "NIP belum terdaftar di wilayah ini. Impor pegawainya dahulu atau periksa NIP-nya."
    )
    assert reasons(job) == [
        (2, "sebelum", "Nilai Tugas selesai tepat waktu harus antara 0 dan 100."),
        (3, "nip", "NIP ini sudah ada di baris 2."),
        (4, "nip", unknown_nip),
        (5, "nip", unknown_nip),
        (6, "nip", "Pegawai ini bukan peserta angkatan MW26-1."),
        (7, "kelompok", "Peserta angkatan ini tidak dapat menjadi pembanding."),
        (7, "tanggal_sebelum", "Harus sebelum angkatan dimulai (2 Maret 2026)."),
        (8, "nip", "Delapan angka pertama NIP bukan tanggal lahir yang sah (TTTTBBHH)."),
        (9, "nip", "NIP wajib diisi."),
        (10, "sebelum", "Bukan angka. Contoh: 12,5."),
        (10, "tanggal_sebelum", "Tanggal tidak ada. Contoh: 28/02/2026."),
        (10, "nip", "NIP ini sudah ada di baris 7."),
    ]
    assert Measurement.objects.count() == 0


def test_the_same_file_again_changes_nothing_and_another_value_is_announced(
    session, people, officer
):
    ani, budi = people
    apply_values([WIDE, f"{ani.nip}|70|80", f"{budi.nip}|71|81"], officer, **wide(session))
    again = [WIDE, f"{ani.nip}|70|80", f"{budi.nip}|71|82,5"]
    job = read_values(again, officer, **wide(session))
    assert [row.state for row in job.rows.order_by("number")] == ["same", "update"]
    assert reasons(job) == [(3, "sesudah", "Nilai tersimpan: 81. Akan diganti.")]
    confirm(job=job, importer=MeasurementImporter(), owner=officer)
    changed = Measurement.objects.get(employee=budi, round="after")
    assert (changed.value, changed.version) == (82.5, 1)
    assert Measurement.objects.get(employee=budi, round="before").version == 0


def test_a_wide_file_without_an_indicator_means_the_primary_one(session, people, officer):
    choose(session.program, "waktu_layanan")
    apply_values([WIDE, f"{people[0].nip}|1.234,5|60"], officer, session=session.pk)
    row = Measurement.objects.get(round="before")
    assert (row.indicator.code, row.value) == ("waktu_layanan", 1234.5)
