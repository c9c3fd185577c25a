"""Boring makers of employees, programmes, sessions and participations; others may import them."""

from datetime import date, timedelta
from itertools import count

from organization.models import Employee, Placement, Unit
from organization.nip import parse_nip
from programs.models import Participation, Program, Session

_serial = count(1)


def next_nip(kind="PNS"):
    """A valid NIP that no other call returns."""
    n = next(_serial)
    born = date(1970, 1, 1) + timedelta(days=n % 9000)
    middle = f"{born.month:02d}" if kind == "PNS" else "21"
    return f"{born:%Y%m%d}{born.year + 30}{middle}1{n // 9000 + 1:03d}"


def make_unit(region, name=None, parent=None, **fields):
    unit = Unit.objects.create(
        region=region, name=name or f"Dinas Uji {next(_serial)}", parent=parent, **fields
    )
    unit.path = f"{parent.path if parent else ''}{unit.pk}."
    unit.save()
    return unit


def make_employee(region, *, unit=None, nip=None, name=None, position="", kind="PNS", **fields):
    """An employee with one open definitive placement (in the region's first OPD by default)."""
    nip = nip or next_nip(kind)
    employee = Employee.objects.create(
        region=region,
        nip=nip,
        name=name or f"Pegawai {next(_serial)}",
        status=parse_nip(nip).kind,
        **fields,
    )
    place(employee, unit or first_unit(region), position=position)
    return employee


def first_unit(region):
    found = Unit.objects.filter(region=region, parent=None).order_by("pk").first()
    return found or make_unit(region)


def place(employee, unit, **fields):
    return Placement.objects.create(employee=employee, unit=unit, **fields)


def make_program(region, **fields):
    fields = {"code": f"P{next(_serial)}", "budget_year": 2026, "hours": 16} | fields
    fields.setdefault("name", f"Pelatihan Manajemen Waktu {fields['code']}")
    return Program.objects.create(region=region, **fields)


def make_session(program, *, number="1", starts_on=date(2026, 3, 2), ends_on=None, **fields):
    return Session.objects.create(
        program=program,
        number=number,
        code=f"{program.code}-{number}",
        starts_on=starts_on,
        ends_on=ends_on or starts_on + timedelta(days=1),
        **fields,
    )


def make_participation(session, employee=None, *, status="completed", **fields):
    """One participation; the employee is made when none is given."""
    employee = employee or make_employee(session.program.region)
    fields.setdefault("placement", employee.placements.first())
    return Participation.objects.create(session=session, employee=employee, status=status, **fields)
