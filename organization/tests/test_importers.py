"""The list of employees: entered, entered again, with moves; refused with sentences."""

from datetime import date

import pytest
from django.utils import timezone

from intake.actions import check_table, confirm, recheck, undo
from intake.reader import read_paste
from organization.importers import EmployeeImporter
from organization.models import Employee, Placement, Unit, UnitAlias
from programs.tests.factories import make_employee

pytestmark = pytest.mark.django_db
IMPORTER = EmployeeImporter()
HEADER = "NIP/NI PPPK\tNama Lengkap\tOPD\tJabatan\tGolongan\tTMT\tEmail\tNo HP\tNIP Atasan\n"
SITI, BUDI = "198001012005012001", "199003152021211007"


def line(nip=SITI, name="Siti", unit="Dinas Kesehatan", *more):
    return "\t".join((nip, name, unit, *more)) + "\n"


def check(officer, *lines, header=HEADER, code="36.74"):
    table = read_paste(header + "".join(lines))
    return check_table(importer=IMPORTER, table=table, region_code=code, owner=officer)


def bring_in(officer, *lines, **options):
    job = check(officer, *lines, **options)
    assert problems(job) == []
    return confirm(job=job, importer=IMPORTER, owner=officer)


def problems(job, severity="error"):
    return [
        (row.number, problem["field"], problem["reason"])
        for row in job.rows.order_by("number")
        for problem in row.problems
        if problem["severity"] == severity
    ]


def states(job):
    return list(job.rows.order_by("number").values_list("state", flat=True))


def dump():
    people = list(Employee.objects.order_by("pk").values_list("nip", "name", "grade", "is_active"))
    held = Placement.objects.order_by("pk")
    return people, list(held.values_list("employee", "unit", "position", "starts_on", "ends_on"))


def test_people_are_entered_with_titles_grades_units_and_contacts(officer):
    job = bring_in(
        officer,
        line(
            SITI,
            "Dr. Siti Aminah, S.Sos., M.Si.",
            "dinkes",
            "Kepala Dinas Kesehatan",
            "Pembina (IV/a)",
            "1/3/2024",
            "Siti@Tangsel.go.id",
            "0812-3456-7890",
        ),
        line(BUDI, "Budi", "Dinas Kesehatan", "Perawat Terampil", "IX", "", "", "", SITI),
    )
    assert job.summary["applied"] == {"created": 2, "updated": 0, "moved": 0}
    siti, budi = Employee.objects.get(nip=SITI), Employee.objects.get(nip=BUDI)
    assert siti.full_name == "Dr. Siti Aminah, S.Sos., M.Si."
    assert (siti.status, siti.grade, siti.email, siti.phone) == (
        "PNS",
        "PNS:IV/a",
        "siti@tangsel.go.id",
        "6281234567890",
    )
    assert (budi.status, budi.grade, budi.name) == ("PPPK", "PPPK:IX", "Budi")
    head, staff = siti.placements.get(), budi.placements.get()
    assert (head.unit.name, head.is_head, head.starts_on) == (
        "Dinas Kesehatan",
        True,
        date(2024, 3, 1),
    )
    assert (staff.supervisor, staff.starts_on) == (siti, None)


def test_the_same_file_again_changes_nothing(officer):
    lines = [line(SITI, "Siti, SE", "dinkes", "Staf", "III/d"), line(BUDI, "Budi", "Dinas Sosial")]
    bring_in(officer, *lines)
    before = dump()
    assert states(check(officer, *lines)) == ["same", "same"]
    assert dump() == before


def test_a_move_is_listed_and_closes_the_old_placement(officer):
    bring_in(officer, line(SITI, "Siti", "Dinas Kesehatan", "Staf", "III/c", "1/1/2024"))
    again = line(SITI, "Siti", "Dinas Sosial", "Staf", "III/d", "1/3/2026")
    job = check(officer, again)
    assert states(job) == ["update"]
    assert problems(job, "warning") == [
        (
            2,
            "unit_kerja",
            "Pindah dari Dinas Kesehatan mulai 1 Maret 2026; penempatan lama ditutup.",
        )
    ]
    job = confirm(job=job, importer=IMPORTER, owner=officer)
    assert job.summary["applied"] == {"created": 0, "updated": 1, "moved": 1}
    held = Placement.objects.order_by("pk").values_list("unit__name", "starts_on", "ends_on")
    assert list(held) == [
        ("Dinas Kesehatan", date(2024, 1, 1), date(2026, 2, 28)),
        ("Dinas Sosial", date(2026, 3, 1), None),
    ]
    assert Employee.objects.get().grade == "PNS:III/d"


def test_a_move_without_a_day_counts_from_today(officer):
    bring_in(officer, line(unit="Dinas Kesehatan"))
    bring_in(officer, line(unit="Dinas Sosial"))
    assert Placement.objects.still_open().get().starts_on == timezone.localdate()


def test_a_move_before_the_present_placement_is_an_error(officer):
    bring_in(officer, line(SITI, "Siti", "Dinas Kesehatan", "Staf", "", "1/3/2026"))
    job = check(officer, line(SITI, "Siti", "Dinas Sosial", "Staf", "", "1/3/2026"))
    assert problems(job) == [
        (
            2,
            "tmt",
            "TMT harus setelah 1 Maret 2026, awal penempatan sekarang di Dinas Kesehatan.",
        )
    ]


def test_a_promotion_inside_the_unit_opens_a_new_placement(officer):
    bring_in(officer, line(SITI, "Siti", "dinkes", "Staf", "", "1/1/2024"))
    bring_in(officer, line(SITI, "Siti", "dinkes", "Kepala Dinas Kesehatan", "", "1/3/2026"))
    held = Placement.objects.order_by("pk").values_list("position", "is_head", "ends_on")
    assert list(held) == [
        ("Staf", False, date(2026, 2, 29 - 1)),
        ("Kepala Dinas Kesehatan", True, None),
    ]


def test_a_plt_post_leaves_the_own_post_open(officer):
    bring_in(officer, line(SITI, "Siti", "dinkes", "Sekretaris Dinas"))
    bring_in(officer, line(SITI, "Siti", "Dinas Sosial", "Plt. Kepala Dinas", "", "1/3/2026"))
    held = (
        Placement.objects.still_open().order_by("pk").values_list("unit__name", "kind", "is_head")
    )
    assert list(held) == [("Dinas Kesehatan", "1", False), ("Dinas Sosial", "2", True)]


def test_empty_cells_do_not_erase_what_is_stored(officer):
    bring_in(
        officer, line(SITI, "Siti", "dinkes", "Staf", "III/d", "", "a@b.go.id", "081234567890")
    )
    job = check(officer, line(SITI, "Siti", "dinkes"))
    assert states(job) == ["same"]


def test_undoing_puts_everything_back(officer):
    bring_in(officer, line(SITI, "Siti", "Dinas Kesehatan", "Staf", "III/c", "1/1/2024"))
    before = dump()
    job = bring_in(
        officer,
        line(SITI, "Siti A.", "Dinas Sosial", "Staf", "III/d", "1/3/2026"),
        line(BUDI, "Budi", "Dinas Sosial"),
    )
    assert dump() != before
    undo(job=job, owner=officer, importer=IMPORTER)
    assert dump() == before


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (line("19800101200501200"), "nip", "NIP harus terdiri atas 18 angka."),
        (
            line("199002302015051001"),
            "nip",
            "Delapan angka pertama NIP bukan tanggal lahir yang sah (TTTTBBHH).",
        ),
        (
            line("198001012005012000"),
            "nip",
            "Nomor urut NIP tidak boleh 000. NIP berakhiran 000: kemungkinan rusak karena format "
            "angka Excel. Ubah kolom menjadi Teks.",
        ),
        (
            line("1,98001E+17"),
            "nip",
            "NIP tersimpan sebagai angka di Excel sehingga 3 digit terakhir hilang. Ubah kolom "
            "menjadi Teks, lalu ketik ulang NIP.",
        ),
        (line(name=""), "nama", "Nama wajib diisi."),
        (line(name="-"), "nama", "Nama harus berisi huruf."),
        (
            line(unit="Dinas Antariksa"),
            "unit_kerja",
            "Unit kerja “Dinas Antariksa” belum dikenal. Cocokkan atau perbaiki.",
        ),
        (
            line(SITI, "Siti", "dinkes", "Staf", "IX"),
            "golongan",
            "Golongan PNS ditulis seperti III/d (I/a sampai IV/e).",
        ),
        (
            line(SITI, "Siti", "dinkes", "Staf", "III/d", "30/2/2026"),
            "tmt",
            "Tanggal tidak ada. Contoh: 28/02/2026.",
        ),
        (
            line(SITI, "Siti", "dinkes", "Staf", "", "", "siti@"),
            "email",
            "Alamat surel tidak lengkap, misalnya nama@kota.go.id.",
        ),
        (
            line(SITI, "Siti", "dinkes", "Staf", "", "", "", "12"),
            "no_hp",
            "Nomor HP tidak dikenali. Tulis seperti 081234567890.",
        ),
        (
            line(SITI, "Siti", "dinkes", "Staf", "", "", "", "", SITI),
            "atasan_nip",
            "Atasan tidak boleh pegawai itu sendiri.",
        ),
    ],
)
def test_a_bad_value_gets_its_sentence_and_nothing_is_written(officer, typed, field, sentence):
    assert problems(check(officer, typed)) == [(2, field, sentence)]
    assert Employee.objects.count() == 0


def test_all_problems_are_found_in_one_pass(officer):
    job = check(officer, line("123"), line(SITI, "", "?"), line(BUDI), line(BUDI))
    assert [(number, field) for number, field, _reason in problems(job)] == [
        (2, "nip"),
        (3, "nama"),
        (3, "unit_kerja"),
        (5, "nip"),
    ]
    assert problems(job)[-1][2] == "NIP ini sudah ada di baris 4."


def test_somebody_of_another_region_is_refused_without_a_word_about_them(officer, binjai):
    other = make_employee(binjai, name="KENARI-BINJAI", nip=SITI)
    job = check(officer, line(SITI, "Siti"), line(BUDI, "Budi", "dinkes", "", "", "", "", "", SITI))
    assert problems(job) == [
        (2, "nip", "NIP ini terdaftar di wilayah lain, jadi tidak dapat diimpor ke wilayah ini."),
        (3, "atasan_nip", "Atasan ini terdaftar di wilayah lain."),
    ]
    told = str(list(job.rows.values_list("problems", "values")))
    assert "KENARI" not in told
    assert "Binjai" not in told
    other.refresh_from_db()
    assert other.name == "KENARI-BINJAI"


def test_a_unit_matched_by_hand_is_remembered_for_the_next_file(officer, tangsel):
    job = check(officer, line(unit="Dinkes Tangsel"))
    assert job.summary["unknown"] == {"unit_kerja": [["Dinkes Tangsel", 1]]}
    health = Unit.objects.get(region=tangsel, name="Dinas Kesehatan")
    job = recheck(
        job=job,
        importer=IMPORTER,
        owner=officer,
        value_mapping={"unit_kerja": {"Dinkes Tangsel": str(health.pk)}},
    )
    assert problems(job) == []
    confirm(job=job, importer=IMPORTER, owner=officer)
    assert Placement.objects.get().unit == health
    assert UnitAlias.objects.get(name="dinkes tangsel").unit == health
    assert problems(check(officer, line(BUDI, "Budi", "DINKES TANGSEL"))) == []


def test_units_of_another_region_are_neither_offered_nor_taken(officer, binjai):
    job = check(officer, line(unit="RSUD dr. Djoelham"))
    foreign = Unit.objects.get(region=binjai, name="RSUD dr. Djoelham")
    job = recheck(
        job=job,
        importer=IMPORTER,
        owner=officer,
        value_mapping={"unit_kerja": {"RSUD dr. Djoelham": str(foreign.pk)}},
    )
    assert [field for _n, field, _r in problems(job)] == ["unit_kerja"]


def test_a_name_that_differs_from_the_stored_one_is_shown(officer):
    bring_in(officer, line(SITI, "Siti Aminah"))
    job = check(officer, line(SITI, "Budi Santoso"))
    assert problems(job, "warning") == [(2, "nama", "Nama tersimpan: Siti Aminah.")]
