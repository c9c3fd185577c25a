"""Bad files through the commands: exit status 1, an Indonesian sentence, nothing written.

Each line says sheet, row, column, value and reason; cells are as Excel keeps them.
"""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from intake.models import ImportJob
from intake.tests.files import entity_bomb, workbook
from organization.models import Employee, Placement
from performance.models import Measurement, Pair
from programs.models import Participation, Program, Session
from programs.tests.factories import (
    make_employee,
    make_participation,
    make_program,
    make_session,
    make_unit,
)

SITI = "198609262015051001"
PEOPLE = ["NIP", "Nama", "Unit kerja", "Pretest", "Posttest"]
LONG = ["NIP", "Indikator", "Tanggal", "Nilai"]
WIDE = ["NIP", "Sebelum", "Sesudah"]
YEAR = ["Kode program", "Nama program", "Angkatan", "Mulai", "Selesai"]
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
WEB_PAGE = b"<html><body><table><tr><td>NIP</td></tr></table></body></html>"
MEASURED = ("import_measurements", "--region", "36.74")
ENROLLED = ("import_participants", "--session", "MW26-1")
PAIRED = (*MEASURED, "--session", "MW26-1", "--indicator", "tepat_waktu")
PLANNED = ("import_programs", "--region", "36.74")
KINDS = (ImportJob, Employee, Placement, Participation, Measurement, Pair, Program, Session)
RULE = "Sel ini berisi rumus. Salin lalu tempel sebagai nilai (Paste Special > Values)."


@pytest.fixture
def registered(tangsel, binjai):
    """MW26-1 with one participant; Dinas Uji; somebody in Binjai."""
    unit = make_unit(tangsel, "Dinas Uji")
    session = make_session(make_program(tangsel, code="MW26"), starts_on=date(2026, 3, 2))
    siti = make_employee(tangsel, unit=unit, nip=SITI, name="Siti")
    make_participation(session, siti)
    make_employee(binjai, nip="197501012000031002", name="Orang Binjai")


def person(nip="199001012015051002", unit="Dinas Uji", *scores):
    return [nip, "Ani", unit, *scores]


def run(path, command, *options):
    """Return the exit status and what was printed to the error stream."""
    err = StringIO()
    try:
        call_command(command, str(path), *options, stdout=StringIO(), stderr=err)
    except CommandError as refusal:
        return refusal.returncode, [*err.getvalue().splitlines(), str(refusal)]
    return 0, err.getvalue().splitlines()


def stored():
    return [kind.objects.count() for kind in KINDS]


@pytest.mark.parametrize(
    ("command", "rows", "expected"),
    [
        pytest.param(
            ENROLLED,
            [PEOPLE, person(198001012005011001)],
            "Peserta | baris 2 | NIP | 1,98001E+17 | NIP tersimpan sebagai angka di Excel",
            id="nip as number",
        ),
        pytest.param(
            ENROLLED,
            [PEOPLE, person("19800101200501100")],
            "Peserta | baris 2 | NIP | 19800101200501100 | NIP harus terdiri atas 18 angka.",
            id="seventeen digits",
        ),
        pytest.param(
            ENROLLED,
            [PEOPLE, person("199002302015051001")],
            "Peserta | baris 2 | NIP | 199002302015051001 | ",
            id="born on 30 february",
        ),
        pytest.param(
            ENROLLED,
            [PEOPLE, person("198609262015051000")],
            "Peserta | baris 2 | NIP | 198609262015051000 | Nomor urut NIP tidak boleh 000.",
            id="sequence 000",
        ),
        pytest.param(
            ENROLLED,
            [PEOPLE, person(), person()],
            "Peserta | baris 3 | NIP | 199001012015051002 | ",
            id="twice in the file",
        ),
        pytest.param(
            ENROLLED,
            [PEOPLE, person("197501012000031002")],
            "Peserta | baris 2 | NIP | 197501012000031002 | ",
            id="somebody of another region",
        ),
        pytest.param(
            ENROLLED,
            [PEOPLE, person(SITI, "Dinas Antah Berantah")],
            "Peserta | baris 2 | Unit kerja | Dinas Antah Berantah | ",
            id="unknown unit",
        ),
        pytest.param(
            ENROLLED,
            [PEOPLE, person(SITI, "Dinas Uji", 60, 101)],
            "Peserta | baris 2 | Posttest | 101 | Nilai harus di antara 0 dan 100.",
            id="test score outside its range",
        ),
        pytest.param(
            ENROLLED,
            [PEOPLE, person(SITI, "Dinas Uji", 60, {"f": "=40+40", "value": 80})],
            f"Peserta | baris 2 | Posttest | =40+40 | {RULE}",
            id="formula in a mapped column",
        ),
        pytest.param(
            MEASURED,
            [LONG, [SITI, "tepat_waktu", "31/02/2026", 80]],
            "Peserta | baris 2 | Tanggal | 31/02/2026 | Tanggal tidak ada. Contoh: 28/02/2026.",
            id="impossible date",
        ),
        pytest.param(
            MEASURED,
            [LONG, ["197501012000031002", "tepat_waktu", "28/02/2026", 80]],
            "Peserta | baris 2 | NIP | 197501012000031002 | NIP belum terdaftar di wilayah ini.",
            id="measured in another region",
        ),
        pytest.param(
            PAIRED,
            [WIDE, [SITI, "80,5", "170,25"]],
            "Peserta | baris 2 | Sesudah | 170,25 | Nilai Tugas selesai tepat waktu harus antara",
            id="measured outside its range",
        ),
        pytest.param(
            PAIRED,
            [WIDE, [SITI, 80, 85], [SITI, 80, 85]],
            f"Peserta | baris 3 | NIP | {SITI} | NIP ini sudah ada di baris 2.",
            id="measured twice",
        ),
        pytest.param(
            PAIRED,
            [WIDE, [SITI, 80, {"f": "=B2+5", "value": 85}]],
            f"Peserta | baris 2 | Sesudah | =B2+5 | {RULE}",
            id="formula among the values",
        ),
        pytest.param(
            PAIRED,
            [WIDE, [198609262015051001, 80, 85]],
            "Peserta | baris 2 | NIP | 1,98609E+17 | NIP tersimpan sebagai angka di Excel",
            id="nip as number among the values",
        ),
        pytest.param(
            PLANNED,
            [YEAR, ["KE26", "Karier", "1", "05/03/2026", "02/03/2026"]],
            "Peserta | baris 2 | Selesai | 02/03/2026 | Tanggal selesai mendahului tanggal mulai.",
            id="ends before it starts",
        ),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(registered, tmp_path, command, rows, expected):
    before = stored()
    path = tmp_path / "berkas.xlsx"
    path.write_bytes(workbook(rows))
    status, lines = run(path, *command)
    assert (status, stored()) == (1, before)
    assert lines[0].startswith(expected)
    assert len(lines[0].split(" | ", 4)[4]) > 20  # a sentence, whatever its words
    assert lines[1:] == ["1 masalah ditemukan; tidak ada yang diimpor."]


@pytest.mark.parametrize("command", [ENROLLED, PAIRED, PLANNED], ids=lambda c: c[0])
@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("kosong.xlsx", b"", "Berkas kosong (0 byte). Periksa apakah sudah tersimpan di Excel."),
        ("kosong.csv", b"", "Berkas kosong (0 byte). Periksa apakah sudah tersimpan di Excel."),
        ("putih.csv", b"\n \n\n", "Berkas kosong: tidak ada judul kolom"),
        ("putih.xlsx", workbook([]), "Berkas kosong: tidak ada lembar"),
        ("lama.xlsx", OLD_EXCEL, "Berkas ini format Excel lama (.xls)"),
        ("lama.xls", OLD_EXCEL, "Berkas ini format Excel lama (.xls)"),
        ("laman.xls", WEB_PAGE, "Berkas ini sebenarnya halaman web (HTML atau XML)"),
        ("laman.xlsx", WEB_PAGE, "Berkas ini sebenarnya halaman web (HTML atau XML)"),
        ("bom.xlsx", entity_bomb(), "Berkas ini memuat definisi yang tidak ada di buku kerja"),
        ("laman.csv", WEB_PAGE, "Berkas ini sebenarnya halaman web (HTML atau XML)"),
    ],
)
def test_a_file_that_is_no_table_is_refused(registered, tmp_path, command, name, data, expected):
    before = stored()
    path = tmp_path / name
    path.write_bytes(data)
    status, lines = run(path, *command)
    assert (status, stored()) == (1, before)
    assert lines[-1].startswith(expected)


def test_a_file_with_headings_and_no_rows_is_refused(registered, tmp_path):
    path = tmp_path / "judul.xlsx"
    for command, header in ((ENROLLED, PEOPLE), (PAIRED, WIDE), (PLANNED, YEAR)):
        path.write_bytes(workbook([header]))
        status, lines = run(path, *command)
        refusal = "Berkas hanya berisi judul kolom; belum ada baris data di bawahnya."
        assert (status, lines) == (1, [refusal]), command


def test_the_same_rows_mended_are_taken(registered, tmp_path):
    path = tmp_path / "berkas.xlsx"
    good = {
        ENROLLED: [PEOPLE, person("199001012015051002", "Dinas Uji", "60,5", 80)],
        MEASURED: [LONG, [SITI, "tepat_waktu", "28/02/2026", 80]],
        PAIRED: [WIDE, [SITI, "80,5", 85, {"f": "=B2"}]],  # a formula where no column is
        PLANNED: [YEAR, ["KE26", "Karier", "1", "02/03/2026", "05/03/2026"]],
    }
    for command, rows in good.items():
        before = stored()
        path.write_bytes(workbook(rows))
        assert run(path, *command) == (0, [])
        assert stored() != before
