"""The list of employees in bulk: queries, and the command."""

import pytest
from django.core.management import CommandError, call_command

from intake.actions import check_table
from intake.importers import CheckedRow, ImportContext
from intake.reader import read_table
from organization.actions import NewPerson, register_employees
from organization.importers import EmployeeImporter
from organization.models import Employee
from programs.tests.factories import next_nip

pytestmark = pytest.mark.django_db
IMPORTER = EmployeeImporter()
SITI, BUDI = "198001012005012001", "199003152021211007"


@pytest.mark.parametrize("count", [4, 300])
def test_checking_takes_the_same_queries_for_any_number_of_rows(
    tangsel, unit, count, django_assert_num_queries
):
    people = [NewPerson(nip=next_nip(), name="Siti", unit=unit) for _ in range(count)]
    register_employees(region=tangsel, people=people[: count // 2])
    empty = dict.fromkeys(column.name for column in IMPORTER.columns)
    rows = [
        CheckedRow(n, {}, empty | {"nip": p.nip, "nama": p.name, "unit_kerja": "dinkes"})
        for n, p in enumerate(people, start=2)
    ]
    with django_assert_num_queries(6):  # region, people, placements, units, aliases, namesakes
        IMPORTER.check(rows, ImportContext("36.74"))
    assert [row.state for row in rows] == ["update"] * (count // 2) + ["new"] * (count // 2)


def test_the_command_imports_a_file_or_nothing_at_all(tmp_path, tangsel, capsys):
    file = tmp_path / "pegawai.csv"
    file.write_text(f"nip;nama;unit_kerja\n{SITI};Siti;Disdukcapil\n{BUDI};Budi;Dinas X\n")
    with pytest.raises(CommandError) as refusal:
        call_command("import_employees", str(file), region="36.74")
    assert refusal.value.returncode == 1
    assert (
        "baris 3 | Unit kerja | Dinas X | Unit kerja “Dinas X” belum dikenal"
        in capsys.readouterr().err
    )
    assert Employee.objects.count() == 0
    file.write_text(f"nip;nama;unit_kerja\n{SITI};Siti;Disdukcapil\n")
    call_command("import_employees", str(file), region="36.74", dry_run=True)
    assert Employee.objects.count() == 0
    call_command("import_employees", str(file), region="36.74")
    assert Employee.objects.get().placements.get().unit.name == (
        "Dinas Kependudukan dan Pencatatan Sipil"
    )


def test_the_command_knows_only_evaluated_regions(tmp_path, db):
    with pytest.raises(CommandError, match=r"Wilayah 33\.74 tidak dikenal"):
        call_command("import_employees", str(tmp_path / "x.csv"), region="33.74")


def test_a_csv_with_a_nip_as_number_in_excel_is_refused(officer):
    data = f"nip,nama,unit_kerja\n1.98001E+17,Siti,dinkes\n{BUDI},Budi,dinkes\n".encode()
    table = read_table(data, "pegawai.csv")
    job = check_table(importer=IMPORTER, table=table, region_code="36.74", owner=officer)
    assert list(job.rows.values_list("state", flat=True)) == ["error", "new"]
