"""A Petugas who uploads rows of trainers."""

import pytest

from intake.actions import check_table
from intake.reader import read_table
from intake.tests.files import workbook
from intake.tests.toys import TrainerImporter


@pytest.fixture
def check(tangsel, officer):
    """Check a list of rows as the Petugas would upload it."""

    def check_rows(*rows, header=("NIP", "Nama", "Instansi", "Nilai"), region=tangsel):
        table = read_table(workbook([list(header), *rows]), "narasumber.xlsx")
        return check_table(
            importer=TrainerImporter(), table=table, region_code=region.code, owner=officer
        )

    return check_rows
