"""Check, correct, confirm once, undo: on a toy importer over trainers."""

import pytest
from django.core import serializers

from intake.actions import (
    NotYours,
    OutdatedCheck,
    Unsuitable,
    cancel,
    check_table,
    confirm,
    recheck,
)
from intake.models import ColumnMapping, ImportJob, ImportRow
from intake.reader import read_paste
from intake.tests.toys import NUMERIC, TrainerImporter
from programs.models import Trainer

IMPORTER = TrainerImporter()
HEADER = ["NIP", "Nama", "Instansi", "Nilai"]


def problems(job):
    return [
        (row.number, problem["column"], problem["value"], problem["reason"])
        for row in job.rows.failed()
        for problem in row.problems
    ]


def state_of_the_tables():
    """Everything in the target tables; ``version`` may rise, for open forms must notice."""
    return serializers.serialize("json", Trainer.objects.order_by("pk"))


def test_a_check_writes_nothing_but_itself(check):
    before = state_of_the_tables()
    job = check(["1", "Siti", "BKN", 5], ["2", "Budi", "LAN", "7,5"])
    assert state_of_the_tables() == before
    assert (job.state, job.summary["new"], job.summary["error"]) == ("checked", 2, 0)


def test_all_problems_come_in_one_pass_with_excels_row_numbers(check):
    job = check(
        ["1", "Siti", "BKN", "dua"],
        [1.99e17, None, "BKN", 1],
        ["1", "Budi", "Dinkes", {"f": "=1+1"}],
    )
    assert problems(job) == [
        (2, "Nilai", "dua", "Bukan angka. Contoh: 12,5."),
        (3, "NIP", "1,99E+17", NUMERIC),
        (3, "Nama", "", "Nama wajib diisi."),
        (
            4,
            "Nilai",
            "=1+1",
            "Sel ini berisi rumus. Salin lalu tempel sebagai nilai (Paste Special > Values).",
        ),
        (4, "NIP", "1", "Sama dengan baris 2."),
        (4, "Instansi", "Dinkes", "Instansi “Dinkes” belum dikenal."),
    ]
    assert job.summary["unknown"] == {"instansi": [["Dinkes", 1]]}


def test_a_formula_in_a_column_that_is_not_used_is_ignored(check):
    job = check(["1", "Siti", {"f": "=1+1"}], header=["NIP", "Nama", "Jumlah"])
    assert job.summary["error"] == 0


def test_an_ambiguous_number_is_settled_by_its_column(check):
    job = check(["1", "A", "BKN", "1.234"], ["2", "B", "BKN", "12,5"])
    assert [row.values["nilai"] for row in job.rows.all()] == [1234.0, 12.5]


def test_confirming_writes_exactly_the_checked_rows(check, officer):
    job = check(["1", "Siti", "BKN", 5], ["2", "Budi", "???", 6], ["3", "Ani", "LAN", 7])
    confirm(job=job, importer=IMPORTER, owner=officer, digest=job.digest)
    assert list(Trainer.objects.order_by("nip").values_list("nip", "name", "institution")) == [
        ("1", "Siti", "BKN"),
        ("3", "Ani", "LAN"),
    ]


def test_confirming_twice_writes_once(check, officer):
    job = check(["1", "Siti", "BKN", 5])
    first = confirm(job=job, importer=IMPORTER, owner=officer)
    second = confirm(job=job, importer=IMPORTER, owner=officer)
    assert (Trainer.objects.count(), second.applied_at) == (1, first.applied_at)


def test_only_the_owner_confirms_corrects_and_cancels(check, stranger):
    job = check(["1", "Siti", "BKN", 5])
    for act in (
        lambda: confirm(job=job, importer=IMPORTER, owner=stranger),
        lambda: recheck(job=job, importer=IMPORTER, owner=stranger, skip=[2]),
        lambda: cancel(job=job, owner=stranger),
    ):
        with pytest.raises(NotYours):
            act()
    assert not Trainer.objects.exists()


def test_a_check_that_moved_since_the_page_was_opened_is_not_applied(check, officer):
    job = check(["1", "Siti", "BKN", 5], ["2", "Budi", "LAN", 6])
    seen = job.digest
    recheck(job=job, importer=IMPORTER, owner=officer, skip=[3])
    with pytest.raises(OutdatedCheck):
        confirm(job=job, importer=IMPORTER, owner=officer, digest=seen)
    assert not Trainer.objects.exists()


def test_rows_that_were_tampered_with_are_not_applied(check, officer):
    job = check(["1", "Siti", "BKN", 5])
    ImportRow.objects.update(values={"nip": "1", "nama": "Orang lain", "instansi": ""})
    with pytest.raises(OutdatedCheck):
        confirm(job=job, importer=IMPORTER, owner=officer)


def test_data_that_vanished_since_the_check_leave_nothing_half_written(check, officer, tangsel):
    Trainer.objects.create(region=tangsel, nip="1", name="Lama")
    job = check(["1", "Baru", "BKN", 5], ["2", "Budi", "BKN", 5])
    Trainer.objects.all().delete()
    with pytest.raises(OutdatedCheck):
        confirm(job=job, importer=IMPORTER, owner=officer)
    assert (Trainer.objects.count(), ImportJob.objects.get().state) == (0, "checked")


def test_a_file_without_a_good_row_is_not_applied(check, officer):
    with pytest.raises(Unsuitable, match="Tidak ada baris"):
        confirm(job=check(["1", "A", "?", 1]), importer=IMPORTER, owner=officer)


def test_values_corrections_and_skips_are_checked_again_together(check, officer):
    job = check(
        ["1", "Siti", "Dinkes", 1],
        ["2", "Budi", "Dinkes", 1],
        ["2", "Ani", "BKN", 1],
        ["4", "Adi", "BKN", "x"],
    )
    job = recheck(
        job=job,
        importer=IMPORTER,
        owner=officer,
        value_mapping={"instansi": {"Dinkes": "LAN"}},
        corrections={4: {"nip": " 3\u200b"}},
        skip=[5],
    )
    assert problems(job) == []
    assert [(row.number, row.state, row.values["nip"]) for row in job.rows.all()] == [
        (2, "new", "1"),
        (3, "new", "2"),
        (4, "new", "3"),
        (5, "skipped", "4"),
    ]
    assert (job.summary["new"], job.summary["skipped"]) == (3, 1)


def test_a_corrected_row_keeps_what_the_file_said(check, officer):
    job = check(["1", "Siti", "BKN", "x"])
    recheck(job=job, importer=IMPORTER, owner=officer, corrections={2: {"nilai": "7,5"}})
    row = job.rows.get()
    assert (row.cells[3], row.corrections, row.values["nilai"]) == ("x", {"nilai": "7,5"}, 7.5)


def test_missing_columns_ask_for_mapping_and_the_answer_is_remembered(check, officer, tangsel):
    header = ["Nomor", "Siapa", "Instansi"]
    job = check(["1", "Siti", "BKN"], header=header)
    assert (job.state, job.summary["missing"]) == ("mapping", ["NIP", "Nama"])
    with pytest.raises(Unsuitable):
        confirm(job=job, importer=IMPORTER, owner=officer)
    job = recheck(
        job=job, importer=IMPORTER, owner=officer, mapping={"nip": 0, "nama": 1, "instansi": 2}
    )
    assert (job.state, job.summary["new"]) == ("checked", 1)
    assert check(["2", "Budi", "LAN"], header=header).state == "checked"


def test_another_region_does_not_inherit_the_mapping(check, officer, binjai):
    job = check(["1", "Siti"], header=["Nomor", "Nama"])
    recheck(job=job, importer=IMPORTER, owner=officer, mapping={"nip": 0, "nama": 1})
    assert check(["1", "Siti"], header=["Nomor", "Nama"], region=binjai).state == "mapping"
    assert set(ColumnMapping.objects.values_list("header", "field")) == {
        ("nomor", "nip"),
        ("nama", "nama"),
    }


@pytest.mark.parametrize(
    "header",
    [
        ["nip", "NAMA"],
        ["N.I.P", "Nama Lengkap"],
        ["NIP/NI PPPK", " nama  lengkap "],
        ["NIP (18 angka)", "Nama *"],
        ["nip", "Náma"],
    ],
)
def test_headers_match_without_case_accents_and_punctuation(check, header):
    assert check(["1", "Siti"], header=header).mapping == {"nip": 0, "nama": 1}


def test_a_paste_goes_the_same_way(tangsel, officer):
    table = read_paste("NIP\tNama\n1\tSiti\n")
    job = check_table(importer=IMPORTER, table=table, region_code=tangsel.code, owner=officer)
    confirm(job=job, importer=IMPORTER, owner=officer)
    assert Trainer.objects.get().name == "Siti"
