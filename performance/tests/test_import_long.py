"""Long files: one value a row, Indonesian or plain notation."""

from datetime import date

import pytest

from intake.importers import CheckedRow, ImportContext
from performance.importers import MeasurementImporter
from performance.models import Measurement, Pair, ProgramIndicator
from performance.tests.factories import (
    apply_values,
    measure,
    read_values,
    reasons,
)
from programs.tests.factories import (
    make_participation,
    make_unit,
)

LONG = "NIP|Indikator|Tanggal|Nilai"


def test_a_long_file_becomes_pairs_through_the_windows(session, people, officer):
    ani, budi = people
    apply_values(
        [
            LONG,
            f"{ani.nip}|tepat_waktu|28/2/2026|70,5",
            f"{ani.nip}|Tugas selesai tepat waktu|2026-06-03|80",
            f"{budi.nip}|tepat_waktu|28 Februari 2026|60",
        ],
        officer,
    )
    pairs = Pair.objects.filter(session=session, wave=3).order_by("employee")
    assert [(p.before, p.after) for p in pairs] == [(70.5, 80.0), (60.0, None)]


def test_a_programme_adopts_an_indicator_only_when_half_of_its_people_have_it(
    session, people, officer
):
    for _ in range(3):
        make_participation(session)
    apply_values([LONG, *(f"{p.nip}|tepat_waktu|28/2/2026|70" for p in people)], officer)  # 2 of 5
    assert ProgramIndicator.objects.count() == 0


def test_units_are_measured_by_name_and_yearly_values_fill_their_year(tangsel, officer):
    unit = make_unit(tangsel, "Dinas Uji Coba")
    apply_values(
        ["Unit kerja|Indikator|Tanggal|Nilai", "DINAS UJI COBA|ikm|1/7/2025|83,2"],
        officer,
    )
    row = Measurement.objects.get()
    assert (row.unit, row.employee, row.value) == (unit, None, 83.2)
    assert (row.period_start, row.period_end) == (date(2025, 1, 1), date(2025, 12, 31))


def test_every_problem_of_a_long_file_is_named_in_one_pass(people, officer):
    ani = people[0]
    job = read_values(
        [
            "NIP|Unit kerja|Indikator|Tanggal|Mulai|Selesai|Nilai",
            f"{ani.nip}||tepat_waktu|28/2/2026|||70",
            f"{ani.nip}||tepat_waktu|28/2/2026|||71",
            f"{ani.nip}||kecepatan|28/2/2026|||71",
            f"{ani.nip}||tepat_waktu||1/3/2026|1/2/2026|71",
            f"{ani.nip}||tepat_waktu|||28/2/2026|71",
            f"{ani.nip}||tepat_waktu|28/3/2026|||",
            "||tepat_waktu|28/2/2026|||71",
            "||ikm|28/2/2026|||71",
            "|Dinas Khayalan|ikm|28/2/2026|||20",
        ],
        officer,
    )
    assert reasons(job) == [
        (3, "nilai", "Sama dengan baris 2: indikator dan periode yang sama."),
        (4, "indikator", "Indikator “kecepatan” tidak dikenal."),
        (5, "selesai", "Periode selesai sebelum mulai."),
        (6, "mulai", "Isi tanggal, atau mulai dan selesai."),
        (7, "nilai", "Isi nilainya."),
        (8, "nip", "Isi NIP: Tugas selesai tepat waktu diukur per pegawai."),
        (9, "unit_kerja", "Isi unit kerja: indikator ini diukur per unit."),
        (10, "nilai", "Nilai Indeks Kepuasan Masyarakat (IKM) harus antara 25 dan 100."),
        (10, "unit_kerja", "Unit kerja “Dinas Khayalan” belum dikenal."),
    ]


def test_a_stored_period_is_updated_not_doubled(people, officer):
    measure(people[0], 70, date(2026, 2, 28))
    apply_values([LONG, f"{people[0].nip}|tepat_waktu|28/2/2026|75"], officer)
    assert [(m.value, m.version) for m in Measurement.objects.all()] == [(75.0, 1)]


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("NIP|Indikator|Nilai", ["Tanggal (atau Mulai dan Selesai)"]),
        ("NIP|Tanggal|Nilai", ["Indikator"]),
        ("Indikator|Tanggal|Nilai", ["NIP (atau Unit kerja)"]),
        ("NIP|Indikator|Tanggal|Catatan", ["Nilai"]),
    ],
)
def test_a_long_file_says_which_columns_it_lacks(people, officer, header, missing):
    job = read_values(
        [header, "|".join([people[0].nip, "a", "b", "c"][: header.count("|") + 1])], officer
    )
    assert job.summary["missing"] == missing


@pytest.mark.parametrize("number", [1, 3])
def test_checking_costs_the_same_queries_for_few_and_many(
    session, django_assert_num_queries, number
):
    rows = []
    for place in range(number):
        employee = make_participation(session).employee
        values = {"nip": employee.nip, "tanggal": date(2026, 2, 28), "nilai": 70.0}
        values |= dict.fromkeys(("unit_kerja", "mulai", "selesai"))
        rows.append(CheckedRow(place + 2, values, values | {"indikator": "tepat_waktu"}))
    with django_assert_num_queries(5):  # region, indicators, people, units, stored values
        MeasurementImporter().check(rows, ImportContext("36.74"))
    assert [row.state for row in rows] == ["new"] * number
