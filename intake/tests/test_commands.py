"""Importing by command: all or nothing, every problem printed."""

import pytest
from django.core.management import CommandError, call_command

from intake.commands import ImportCommand
from intake.models import ImportJob
from intake.tests.files import workbook
from intake.tests.toys import TrainerImporter
from programs.models import Trainer
from trail.models import Entry

pytestmark = pytest.mark.django_db
HEADER = ["NIP", "Nama", "Instansi", "Nilai"]


class Command(ImportCommand):
    importer = TrainerImporter()


@pytest.fixture
def run(tmp_path, capsys):
    """Write the rows to a workbook, run the command, return what it printed."""

    def run_command(rows, *options, name="a.xlsx"):
        path = tmp_path / name
        path.write_bytes(rows if isinstance(rows, bytes) else workbook(rows))
        call_command(Command(), str(path), "--region", "36.74", *options)
        return capsys.readouterr().out

    return run_command


def test_a_good_file_is_applied_and_counted(run):
    printed = run([HEADER, ["1", "Siti", "BKN", 5], ["2", "Budi", "LAN", 6]])
    assert printed == ("2 baris: 2 baru, 0 diperbarui, 0 tidak berubah.\nSelesai diimpor.\n")
    assert Trainer.objects.count() == 2
    assert Entry.objects.get().action == "import.applied"


def test_the_same_file_again_changes_nothing(run):
    rows = [HEADER, ["1", "Siti", "BKN", 5]]
    run(rows)
    assert run(rows).startswith("1 baris: 0 baru, 0 diperbarui, 1 tidak berubah.")
    assert Trainer.objects.count() == 1


def test_a_text_file_is_read_in_its_own_notation(run):
    run("NIP;Nama;Instansi;Nilai\n1;Siti;BKN;1.234,5\n".encode("utf-16"), name="a.csv")
    assert Trainer.objects.get().name == "Siti"


def test_any_problem_applies_nothing_and_prints_all(run, capsys):
    rows = [HEADER, ["1", "Siti", "BKN", 5], [7, "Budi", "BKN", "x"], ["3", "Ani", "?", 5]]
    with pytest.raises(CommandError, match="3 masalah ditemukan") as error:
        run(rows)
    printed = capsys.readouterr().err.splitlines()
    assert error.value.returncode == 1
    assert printed == [
        "Peserta | baris 3 | NIP | 7 | NIP tersimpan sebagai angka di Excel. Ubah kolom menjadi "
        "Teks lalu ketik ulang NIP.",
        "Peserta | baris 3 | Nilai | x | Bukan angka. Contoh: 12,5.",
        "Peserta | baris 4 | Instansi | ? | Instansi “?” belum dikenal.",
    ]
    assert (Trainer.objects.count(), ImportJob.objects.count()) == (0, 0)


def test_a_missing_column_is_a_problem(run, capsys):
    with pytest.raises(CommandError):
        run([["NIP"], ["1"]])
    assert "Peserta | baris 1 | Nama |  | Kolom ini tidak ditemukan." in capsys.readouterr().err


def test_a_dry_run_leaves_nothing(run):
    printed = run([HEADER, ["1", "Siti", "BKN", 5]], "--dry-run")
    assert printed.endswith("Uji coba: tidak ada yang diimpor.\n")
    assert (Trainer.objects.count(), ImportJob.objects.count()) == (0, 0)


def test_a_dry_run_of_a_bad_file_fails_as_well(run):
    with pytest.raises(CommandError, match="1 masalah"):
        run([HEADER, ["1", "Siti", "?", 5]], "--dry-run")


def test_a_file_that_is_not_there_or_not_readable_is_said_in_words(run):
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        call_command(Command(), "nowhere.xlsx", "--region", "36.74")
    with pytest.raises(CommandError, match="halaman web"):
        run(b"<html></html>", name="a.xls")


def test_a_command_takes_more_rows_than_a_page(run):
    lines = ["NIP;Nama;Instansi"] + [f"{number};Orang {number};BKN" for number in range(20_001)]
    assert run("\n".join(lines).encode(), "--dry-run", name="a.csv").startswith("20001 baris")
