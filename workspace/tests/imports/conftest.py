"""A Petugas, an angkatan and a unit of their own."""

import pytest

from programs.tests.factories import (
    make_program,
    make_session,
    make_unit,
)


@pytest.fixture
def session(tangsel):
    return make_session(make_program(tangsel, name="Manajemen Waktu", code="MW26"))


@pytest.fixture
def dinas(tangsel):
    return make_unit(tangsel, "Dinas Contoh Satu")


@pytest.fixture
def client(officer, signed_in):
    return signed_in(officer)
