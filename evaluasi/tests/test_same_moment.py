"""Two people save the same at the same moment: the second reads a sentence, and nothing is lost.

The rival saves after the form's checks and before its verb, so the database itself refuses.
"""

from contextlib import suppress
from datetime import date
from importlib import import_module

import pytest

from accounts.models import User
from accounts.views import people as account_pages
from organization.access import Role
from organization.models import Employee, Unit
from programs.models import Participation, Program, Session
from programs.tests.factories import (
    make_employee,
    make_participation,
    make_program,
    make_session,
    make_unit,
)
from programs.views import participants as participant_pages
from programs.views import planning as planning_pages
from trail.models import Entry

employee_pages = import_module("organization.views.employees")  # its package has a view so named
unit_pages = import_module("organization.views.units")
PROGRAM = {
    "code": "MW26",
    "name": "Pelatihan Manajemen Waktu",
    "category": "training",
    "form": "3",
    "hours": "16",
    "budget_year": "2026",
}
SESSION = {
    "number": "1",
    "starts_on": "2026-03-02",
    "ends_on": "2026-03-03",
    "delivery": "luring",
    "schedule": "jam_kerja",
}
NIP = "198001012005012001"


@pytest.fixture
def rival_before(monkeypatch):
    """Let a rival act right before the verb that a page calls, once."""

    def arrange(page, verb, act):
        real = getattr(page, verb)
        acted = []

        def late(**given):
            if not acted:
                acted.append(act())
            return real(**given)

        monkeypatch.setattr(page, verb, late)
        return acted

    return arrange


def says(response, sentence):
    """Whether the page shows the form again with the sentence in its summary of errors."""
    page = " ".join(response.content.decode().split())
    return response.status_code == 200 and "<title>Kesalahan: " in page and sentence in page


def test_a_programme(rival_before, signed_in, officer, tangsel):
    acted = rival_before(
        planning_pages, "add_program", lambda: make_program(tangsel, code="MW26", name="Lain")
    )
    page = signed_in(officer).post("/programs/new/", PROGRAM)
    assert says(page, "Kode ini sudah dipakai program lain di wilayah ini.")
    assert 'value="Pelatihan Manajemen Waktu"' in page.content.decode()
    assert list(Program.objects.all()) == acted
    assert not Entry.objects.filter(action="program.created").exists()


def test_the_new_code_of_a_programme(rival_before, signed_in, officer, tangsel):
    program = make_program(tangsel, code="LAMA")
    rival_before(planning_pages, "change_program", lambda: make_program(tangsel, code="MW26"))
    address = f"/programs/{program.pk}/edit/"
    page = signed_in(officer).post(address, PROGRAM | {"version": "0"})
    assert says(page, "Kode ini sudah dipakai program lain di wilayah ini.")
    program.refresh_from_db()
    assert (program.code, program.version) == ("LAMA", 0)


def test_a_session(rival_before, signed_in, officer, tangsel):
    program = make_program(tangsel)
    acted = rival_before(planning_pages, "add_session", lambda: make_session(program))
    page = signed_in(officer).post(f"/programs/{program.pk}/sessions/new/", SESSION)
    assert says(page, "Angkatan 1 sudah ada pada program ini.")
    assert list(Session.objects.all()) == acted


def test_the_new_number_of_a_session(rival_before, signed_in, officer, tangsel):
    program = make_program(tangsel)
    session = make_session(program, number="9")
    rival_before(planning_pages, "change_session", lambda: make_session(program, number="1"))
    page = signed_in(officer).post(f"/sessions/{session.pk}/edit/", SESSION | {"version": "0"})
    assert says(page, "Angkatan 1 sudah ada pada program ini.")
    session.refresh_from_db()
    assert (session.number, session.version) == ("9", 0)


def test_a_participant(rival_before, signed_in, officer, tangsel):
    session, ani = make_session(make_program(tangsel)), make_employee(tangsel, name="Ani Lestari")
    acted = rival_before(
        participant_pages, "enrol", lambda: make_participation(session, ani, status="nominated")
    )
    page = signed_in(officer).post(
        f"/sessions/{session.pk}/participants/new/",
        {"q": "ani lestari", "employee": ani.pk, "status": "appointed", "add": "1"},
    )
    assert says(page, "Pegawai ini sudah masuk daftar atau tidak dapat ditambahkan.")
    assert list(Participation.objects.all()) == acted


def test_a_replacement_whom_somebody_just_listed_stays_listed_once(
    signed_in, officer, tangsel, monkeypatch
):
    session = make_session(make_program(tangsel), starts_on=date(2026, 3, 2))
    row, substitute = make_participation(session, status="appointed"), make_employee(tangsel)
    first = []

    def late(*errors):  # between looking who is listed and listing
        first.append(make_participation(session, substitute, status="nominated"))
        return suppress(*errors)

    monkeypatch.setattr("programs.actions.participants.suppress", late)
    page = signed_in(officer).post(
        f"/participations/{row.pk}/",
        {"status": "replaced", "substitute": substitute.nip, "reason": "Sakit", "version": "0"},
    )
    assert page.status_code == 302
    row.refresh_from_db()
    assert (row.status, row.replaced_by) == ("replaced", substitute)
    assert list(Participation.objects.filter(employee=substitute)) == first


@pytest.mark.parametrize("below", [False, True])
def test_a_unit(rival_before, signed_in, make_user, tangsel, unit, below):
    parent = unit if below else None
    acted = rival_before(
        unit_pages, "create_unit", lambda: make_unit(tangsel, "Dinas Mutu", parent)
    )
    admin = signed_in(make_user(Role.ADMINISTRATOR))
    data = {"region": tangsel.pk, "name": "Dinas Mutu", "group": "office", "kind": "dinas"}
    page = admin.post("/units/new/", data | ({"parent": unit.pk} if below else {}))
    assert says(page, "Nama ini sudah dipakai unit lain di tempat yang sama.")
    assert list(Unit.objects.filter(name="Dinas Mutu")) == acted


def test_the_new_name_of_a_unit(rival_before, signed_in, make_user, tangsel, unit):
    old = unit.name
    rival_before(unit_pages, "save_unit", lambda: make_unit(tangsel, "Dinas Mutu"))
    admin = signed_in(make_user(Role.ADMINISTRATOR))
    data = {"name": "Dinas Mutu", "group": "office", "kind": "dinas"}
    page = admin.post(f"/units/{unit.pk}/", data)
    assert says(page, "Nama ini sudah dipakai unit lain di tempat yang sama.")
    assert Unit.objects.get(pk=unit.pk).name == old


def test_a_person(rival_before, signed_in, officer, tangsel, unit):
    acted = rival_before(
        employee_pages, "add_employee", lambda: make_employee(tangsel, nip=NIP, name="Siti Aminah")
    )
    data = {"nip": NIP, "name": "Siti Aminah", "unit": unit.pk}
    page = signed_in(officer).post("/employees/new/", data)
    assert says(page, "NIP sudah terdaftar atas nama Siti Aminah.")
    assert list(Employee.objects.all()) == acted


def test_the_corrected_nip_of_a_person(rival_before, signed_in, officer, tangsel):
    ani = make_employee(tangsel, name="Ani")
    rival_before(
        employee_pages, "change_employee", lambda: make_employee(tangsel, nip=NIP, name="Siti")
    )
    data = {"nip": NIP, "name": "Ani", "is_active": "on", "version": "0"}
    page = signed_in(officer).post(f"/employees/{ani.pk}/edit/", data)
    assert says(page, "NIP sudah terdaftar atas nama Siti.")
    assert Employee.objects.get(pk=ani.pk).nip == ani.nip


def make_rina():
    return User.objects.create(username="rina", name="Rina", role=Role.AUDITOR)


def test_an_account(rival_before, signed_in, make_user):
    admin = signed_in(make_user(Role.ADMINISTRATOR))
    acted = rival_before(account_pages, "create_account", make_rina)
    page = admin.post("/users/new/", {"name": "R", "username": "rina", "role": "auditor"})
    assert says(page, "Nama pengguna ini sudah dipakai. Pilih lain.")
    assert list(User.objects.filter(username="rina")) == acted


def test_the_new_name_of_an_account(rival_before, signed_in, make_user):
    admin, other = signed_in(make_user(Role.ADMINISTRATOR)), make_user(Role.AUDITOR)
    rival_before(account_pages, "change_account", make_rina)
    data = {"name": "R", "username": "rina", "role": "auditor"}
    page = admin.post(f"/users/{other.pk}/", data)
    assert says(page, "Nama pengguna ini sudah dipakai. Pilih lain.")
    assert User.objects.filter(username="rina").count() == 1


def test_a_refusal_that_no_check_explains_is_not_hidden(rival_before, signed_in, officer, tangsel):
    """The control: only what the form itself can say becomes a sentence."""

    def broken(**_given):
        Employee.objects.bulk_create([Employee(region=tangsel, nip=NIP)] * 2)

    program = make_program(tangsel)
    rival_before(planning_pages, "add_session", broken)
    client = signed_in(officer)
    client.raise_request_exception = False
    assert client.post(f"/programs/{program.pk}/sessions/new/", SESSION).status_code == 500
