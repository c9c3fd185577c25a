"""New people of a file who may be somebody whom we know under another number."""

import time

import pytest

from intake.actions import check_table, confirm
from intake.reader import read_paste
from organization.importers import EmployeeImporter, Namesakes
from organization.importers.namesakes import are_alike
from organization.models import Employee, Unit
from programs.importers import ParticipantImporter
from programs.tests.factories import make_employee, make_program, make_session

SITI = "198001012005012001"
SAME_DAY = "198001012005012002"  # born on the day on which Siti was
OTHER_DAY = "199003152021211007"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti Aminah", "Sitti Aminah"),  # 22 of 23 letters
        ("Siti Aminah", "SITI AMINAH"),
        ("Siti Aminah", "Aminah Siti"),
        ("Achmad Fauzi", "Ahmad Fauzi"),
        ("Muhammad Rizki Pratama", "Muhamad Rizky Pratama"),
    ],
)
def test_names_are_alike_that_differ_by_a_slip_of_the_pen(one, other):
    assert are_alike(one, other)
    assert are_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti Aminah", "Siti Rohmah"),
        ("Siti Aminah", "Siti"),
        ("Siti Aminah", "Siti Aminah Lestari"),
        ("Agus Setiawan", "Agus Hermawan"),
        ("Budi", "Budy"),  # 6 of 8 letters
        ("Suharto", "Soeharto"),  # 12 of 15
        ("Pegawai 101", "Pegawai 102"),
    ],
)
def test_other_names_are_not_alike(one, other):
    assert not are_alike(one, other)


@pytest.fixture
def siti(tangsel):
    health = Unit.objects.get(region=tangsel, name="Dinas Kesehatan")
    return make_employee(tangsel, nip=SITI, name="Siti Aminah", unit=health)


def check(officer, *lines):
    table = read_paste("NIP\tNama\tUnit kerja\n" + "".join(f"{line}\n" for line in lines))
    return check_table(importer=EmployeeImporter(), table=table, region_code="36.74", owner=officer)


def warnings(job):
    return [
        (row.number, problem["reason"])
        for row in job.rows.order_by("number")
        for problem in row.problems
        if problem["field"] == "nama"
    ]


LIKE_SITI = (
    "Mirip dengan Siti Aminah, NIP •••• 2001. Periksa apakah ini orang yang sama dan NIP-nya benar."
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("nip", "unit", "warned"),
    [
        (SAME_DAY, "Dinas Sosial", True),  # same birthday
        (OTHER_DAY, "Dinas Kesehatan", True),  # same unit
        (OTHER_DAY, "Dinas Sosial", False),  # the name alone is common
    ],
)
def test_somebody_almost_known_is_warned_of_and_may_be_entered(officer, siti, nip, unit, warned):
    job = check(officer, f"{nip}\tDra. Sitti Aminah, M.Si.\t{unit}")
    assert warnings(job) == ([(2, LIKE_SITI)] if warned else [])
    confirm(job=job, importer=EmployeeImporter(), owner=officer)
    assert Employee.objects.count() == 2


@pytest.mark.django_db
def test_somebody_known_by_the_number_is_not_warned_of(officer, siti):
    assert warnings(check(officer, f"{SITI}\tSiti Aminah\tDinas Kesehatan")) == []


@pytest.mark.django_db
def test_two_new_rows_of_a_file_are_compared_with_each_other(officer):
    job = check(
        officer,
        f"{SITI}\tSiti Aminah\tDinas Kesehatan",
        f"{OTHER_DAY}\tAminah Siti\tDinas Kesehatan",
    )
    ((number, reason),) = warnings(job)
    assert (number, reason.split(".")[0]) == (3, "Mirip dengan baris 2 (Siti Aminah)")


@pytest.mark.django_db
def test_people_of_another_region_are_never_named(officer, binjai):
    make_employee(binjai, nip=SITI, name="Siti Aminah")
    assert warnings(check(officer, f"{SAME_DAY}\tSiti Aminah\tDinas Kesehatan")) == []


@pytest.mark.django_db
def test_lists_of_participants_warn_as_well(officer, siti, tangsel):
    session = make_session(make_program(tangsel))
    table = read_paste(f"NIP\tNama\tUnit kerja\n{SAME_DAY}\tSitti Aminah\tDinas Sosial\n")
    job = check_table(
        importer=ParticipantImporter(),
        table=table,
        region_code="36.74",
        owner=officer,
        context={"session": session.pk},
    )
    assert warnings(job) == [(2, LIKE_SITI)]


@pytest.mark.django_db
def test_five_thousand_people_of_one_unit_are_compared_in_seconds(tangsel):
    class Row:
        def __init__(self, number):
            words = [f"{'abcdefghij'[number // 10**place % 10]}wan" for place in range(4)]
            nip = f"1980010120050{number:05d}"
            self.number, self.warned = number, []
            self.values = {"nip": nip, "nama": " ".join(words), "unit_id": 1}

        def problem(self, *said):
            self.warned.append(said)

    rows, namesakes = [Row(number) for number in range(5000)], Namesakes(tangsel)
    begun = time.perf_counter()
    for row in rows:
        namesakes.warn(row)
    assert time.perf_counter() - begun < 10  # security.md §6: a check of 5,000 rows takes < 10 s
    assert any(row.warned for row in rows)
