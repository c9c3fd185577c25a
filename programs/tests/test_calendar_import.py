from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from intake.actions import check_table, confirm, undo
from intake.reader import read_paste
from programs.importers import ProgramImporter
from programs.models import Program, Session
from programs.tests.factories import make_program, make_session

HEADER = (
    "kode_program,nama_program,topik,kategori,bentuk,jp,angkatan,mulai,selesai,cara,kuota,biaya"
)
ROWS = (
    "MW26,Pelatihan Manajemen Waktu,Manajemen Waktu,Pelatihan,3,16,1,2026-03-02,3/3/2026,,30,"
    "45.000.000\n"
    "MW26,Pelatihan Manajemen Waktu,Manajemen Waktu,Pelatihan,3,16,2,4 Mei 2026,5 Mei 2026,daring,"
    "30,\n"
    "KE26,Seminar Karier,karier,Pengembangan karir,Seminar,4,1,2026-06-01,2026-06-01,,,\n"
)


@pytest.fixture
def calendar(tmp_path):
    def write(rows, header=HEADER):
        path = tmp_path / "kalender.csv"
        path.write_text(f"{header}\n{rows}")
        return str(path)

    return write


def run(path, region="36.74", *more):
    out, err = StringIO(), StringIO()
    call_command("import_programs", path, "--region", region, *more, stdout=out, stderr=err)
    return out.getvalue()


def test_a_calendar_makes_programmes_and_sessions(tangsel, calendar):
    assert "3 baris: 3 baru" in run(calendar(ROWS))
    program = Program.objects.get(code="MW26")
    assert (program.region, program.topic.code, program.hours) == (tangsel, "manajemen_waktu", 16)
    assert (program.budget_year, program.form) == (2026, 3)
    first, second = program.sessions.order_by("number")
    assert (first.code, first.starts_on, first.ends_on) == (
        "MW26-1",
        date(2026, 3, 2),
        date(2026, 3, 3),
    )
    assert (first.delivery, first.capacity, first.cost) == ("luring", 30, 45_000_000)
    assert (second.delivery, second.starts_on, second.cost) == ("daring", date(2026, 5, 4), None)
    career = Program.objects.get(code="KE26")
    assert (career.category, career.topic.code) == ("career", "pengembangan_karier")


def test_the_same_calendar_again_changes_nothing(tangsel, calendar):
    path = calendar(ROWS)
    run(path)
    assert "3 baris: 0 baru, 0 diperbarui, 3 tidak berubah" in run(path)
    assert Session.objects.count() == 3


def test_a_moved_session_is_updated_and_its_version_raised(tangsel, calendar):
    run(calendar(ROWS))
    moved = ROWS.replace("2026-06-01,2026-06-01", "2026-06-08,2026-06-09")
    assert "3 baris: 0 baru, 1 diperbarui, 2 tidak berubah" in run(calendar(moved))
    session = Session.objects.get(code="KE26-1")
    assert (session.starts_on, session.version) == (date(2026, 6, 8), 1)


def test_dry_run_writes_nothing(tangsel, calendar):
    assert "tidak ada yang diimpor" in run(calendar(ROWS), "36.74", "--dry-run")
    assert not Program.objects.exists()


MENDABLE = {
    "MW,Nama,,,,,1,2026-03-05,2026-03-02,,,": "Tanggal selesai mendahului tanggal mulai.",
    "MW,Nama,,,,,1,31/02/2026,2026-03-02,,,": "Tanggal tidak ada. Contoh: 28/02/2026.",
    ",Nama,,,,,1,2026-03-01,2026-03-02,,,": "Kode program wajib diisi.",
    "MW,Nama,,,,,1-2,2026-03-01,2026-03-02,,,": "hanya berisi angka atau huruf",
    "MW,Nama,,Hiburan,,,1,2026-03-01,2026-03-02,,,": "Tidak dikenal. Pilihan: Pelatihan",
    "MW,Nama,,,,x,1,2026-03-01,2026-03-02,,,": "Bukan angka.",
    "MW,Nama,,,,,1,2026-03-01,2029-03-02,,,": "lebih dari satu tahun",
}


@pytest.mark.parametrize("row", MENDABLE)
def test_a_bad_row_gets_a_sentence_and_nothing_is_written(tangsel, calendar, row, capsys):
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("import_programs", calendar(ROWS + row), "--region", "36.74", stderr=err)
    assert "baris 5" in err.getvalue()
    assert MENDABLE[row] in err.getvalue()
    assert not Program.objects.exists()


def test_a_session_twice_in_the_file_is_refused(tangsel, calendar):
    err = StringIO()
    again = ROWS + "mw26,Pelatihan Manajemen Waktu,,,,,1,2026-09-02,2026-09-03,,,\n"
    with pytest.raises(CommandError):
        call_command("import_programs", calendar(again), "--region", "36.74", stderr=err)
    assert "sama dengan baris 2" in err.getvalue()


def test_one_code_with_two_names_is_refused(tangsel, calendar):
    err = StringIO()
    again = ROWS + "MW26,Pelatihan Lain,,,,,3,2026-09-02,2026-09-03,,,\n"
    with pytest.raises(CommandError):
        call_command("import_programs", calendar(again), "--region", "36.74", stderr=err)
    assert "di baris 2 bernama “Pelatihan Manajemen Waktu”" in err.getvalue()


def test_an_unknown_region_is_refused(db, calendar):
    with pytest.raises(CommandError, match=r"Wilayah 99\.99 tidak dikenal"):
        run(calendar(ROWS), "99.99")


def test_the_calendar_of_one_region_leaves_the_other_alone(tangsel, binjai, calendar):
    other = make_session(make_program(binjai, code="MW26", name="Milik Binjai"))
    run(calendar(ROWS))
    other.program.refresh_from_db()
    assert (other.program.name, Program.objects.filter(code="MW26").count()) == ("Milik Binjai", 2)


def test_an_unknown_topic_is_kept_out_and_offered_for_mapping(tangsel, officer):
    job = check_table(
        importer=ProgramImporter(),
        table=read_paste(
            "kode\tnama program\ttopik\tangkatan\tmulai\tselesai\n"
            "A1\tKelas A\tMemasak\tAngkatan I\t1/3/2026\t2/3/2026\n"
        ),
        region_code="36.74",
        owner=officer,
        context={},
    )
    row = job.rows.get()
    assert [problem["severity"] for problem in row.problems] == ["warning"]
    confirm(job=job, importer=ProgramImporter(), owner=officer)
    session = Session.objects.get(code="A1-I")
    assert session.program.topic is None
    undo(job=job, owner=officer, importer=ProgramImporter())
    assert not Program.objects.exists()


def test_checking_asks_as_often_for_one_row_as_for_many(
    tangsel, calendar, django_assert_num_queries
):
    importer = ProgramImporter()
    for many in (1, 40):
        rows = "".join(
            f"P{n},Program {n},komunikasi,,,16,1,2026-03-01,2026-03-02,,,\n" for n in range(many)
        )
        run(calendar(rows), "36.74", "--dry-run")
        table = read_paste((HEADER + "\n" + rows).replace(",", "\t"))
        with django_assert_num_queries(10):
            check_table(importer=importer, table=table, region_code="36.74", owner=None, context={})
