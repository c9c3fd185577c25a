"""manage.py import_measurements: all or nothing, every problem printed."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from performance.models import Measurement, Pair
from programs.tests.factories import (
    make_participation,
    make_program,
    make_session,
)


@pytest.fixture
def session(tangsel):
    """A session on 2 and 3 March 2026."""
    program = make_program(tangsel, code="MW26")
    return make_session(program, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3))


@pytest.fixture
def people(session):
    """Two participants who completed it."""
    return [make_participation(session).employee for _ in range(2)]


@pytest.fixture
def run(tmp_path):
    def run(text, *options):
        path = tmp_path / "nilai.csv"
        path.write_text(text)
        out, err = StringIO(), StringIO()
        try:
            call_command("import_measurements", str(path), *options, stdout=out, stderr=err)
        except CommandError as refusal:
            return 1, err.getvalue() + str(refusal)
        return 0, out.getvalue()

    return run


def test_the_command_imports_a_wide_file(session, people, run):
    rows = "".join(f"{p.nip};70;80\n" for p in people)
    options = ("--region", "36.74", "--session", "MW26-1", "--indicator", "tepat_waktu")
    status, printed = run(f"nip;sebelum;sesudah\n{rows}", *options)
    assert (status, Measurement.objects.count()) == (0, 4)
    assert "2 baris: 2 baru" in printed
    assert Pair.objects.complete().count() == 2


def test_the_command_prints_every_problem_and_writes_nothing(session, people, run):
    text = f"nip;indikator;tanggal;nilai\n{people[0].nip};tepat_waktu;28/2/2026;170\n"
    status, printed = run(text, "--region", "36.74")
    assert (status, Measurement.objects.count()) == (1, 0)
    assert "baris 2 | Nilai | 170 | Nilai Tugas selesai tepat waktu harus antara 0 dan" in printed


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--session", "XX-1"), "Angkatan XX-1 tidak ada di wilayah ini."),
        (("--indicator", "cepat"), "Indikator cepat tidak dikenal."),
    ],
)
def test_the_command_refuses_what_does_not_exist(session, run, options, sentence):
    status, printed = run("nip;sebelum;sesudah\n", "--region", "36.74", *options)
    assert status == 1
    assert sentence in printed


def test_an_angkatan_of_another_region_does_not_exist_here(session, run, binjai):
    _, printed = run("nip;sebelum;sesudah\n", "--region", "12.75", "--session", "MW26-1")
    assert "tidak ada di wilayah ini" in printed
