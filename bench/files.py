"""Lists of participants in, results out, beside the bare reading or writing of the same rows.

In: ``read_table`` + ``check_table`` + ``confirm``, as page and command do, for a new session each
time. Its floor reads the file with calamine or csv and upserts the same rows into the same tables,
without a check, a preview, an audit entry or an undo. Out: the addresses ``results.json`` and
``results.csv``. Their floor reads the grouped rows by one plain SQL statement and writes the same
lines from memory.
"""

import argparse
import csv
import io
import json
import os
import sys
import time
from contextlib import contextmanager
from datetime import date
from random import Random

import django

from bench.rows import Row

SIZES = {"small": (200, 1_000, 100), "full": (1_000, 10_000, 1_000)}  # rows, rows, angkatan
ROUNDS = {"small": 1, "full": 2}
HEADER = ("nip", "nama", "unit_kerja", "status", "jam_hadir", "alasan_tidak_hadir")
HEADER += ("pretest", "posttest")
FIRST_DAY = date(2026, 3, 2)
BATCH = 2_000  # rows of one statement of the floor
FEWEST = 10  # further rows of one further statement, at least; a query a row would be 1
GROUPED = """
SELECT p.code, t.code, q.key, s.code, a.value, a.count FROM surveys_answertally a
JOIN surveys_question q ON q.id = a.question_id
JOIN surveys_survey s ON s.id = a.survey_id
JOIN programs_session t ON t.id = s.session_id
JOIN programs_program p ON p.id = t.program_id
ORDER BY p.code, t.code, q.key, a.value
"""


class World:
    """A region with units, invented people, and a new session whenever one is needed."""

    def __init__(self):
        from accounts.models import User
        from organization.models import Region, Unit
        from workspace.demo.names import Namer
        from workspace.demo.people import Numbers

        self.region = Region.objects.get(code="36.74")
        self.units = list(Unit.objects.filter(region=self.region, parent=None).order_by("pk"))
        self.random = Random(2)
        self.numbers, self.namer = Numbers(self.random), Namer(self.random)
        self.officer = User.objects.create_user("petugas", "-", name="Petugas", role="officer")
        self.officer.regions.add(self.region)
        self.manager = User.objects.create_user("pimpinan", "-", name="Pimpinan", role="manager")
        self.manager.regions.add(self.region)

    def session(self):
        from programs.tests.factories import make_program, make_session

        return make_session(make_program(self.region), starts_on=FIRST_DAY)

    def rows(self, count):
        """Return lines of a file with people nobody knows yet."""
        return [
            [
                self.numbers.next(pppk=place % 3 == 0),
                self.namer.next("district"),
                self.units[place % len(self.units)].name,
                "Selesai",
                "16",
                "",
                str(self.random.randrange(40, 80)),
                str(self.random.randrange(60, 100)),
            ]
            for place in range(count)
        ]

    def register(self, rows):
        """Make the people of the lines known."""
        from organization.actions import NewPerson, register_employees

        units = {unit.name: unit for unit in self.units}
        register_employees(
            region=self.region,
            people=[NewPerson(nip=row[0], name=row[1], unit=units[row[2]]) for row in rows],
        )
        return rows


def as_csv(rows):
    target = io.StringIO()
    csv.writer(target, delimiter=";").writerows([HEADER, *rows])
    return target.getvalue().encode()


def as_workbook(rows):
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate([HEADER, *rows]):
        for column, text in enumerate(row):
            is_number = number and column >= 4 and text
            write = sheet.write_number if is_number else sheet.write_string
            write(number, column, float(text) if is_number else text)
    book.close()
    return target.getvalue()


WRITERS = {"peserta.csv": as_csv, "peserta.xlsx": as_workbook}


@contextmanager
def clock(into, name):
    started = time.perf_counter()
    yield
    into[name] = time.perf_counter() - started


def product(world, data, file_name, count):
    """Check and confirm a file; return seconds of both and the statements."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from intake.actions import check_table, confirm
    from intake.reader import read_table
    from programs.importers import ParticipantImporter

    session, importer, took = world.session(), ParticipantImporter(), {}
    with CaptureQueriesContext(connection) if count else clock({}, "") as statements:
        with clock(took, "check"):
            job = check_table(
                importer=importer,
                table=read_table(data, file_name),
                region_code=world.region.code,
                owner=world.officer,
                context={"session": session.pk},
            )
        with clock(took, "confirm"):
            confirm(job=job, importer=importer, owner=world.officer)
    assert job.summary["error"] == 0, job.summary
    took["statements"] = len(statements) if count else 0
    return took, session.participations.count()


def bare(world, data, file_name):
    """Read and upsert the same rows with nothing around; return the seconds."""
    from django.db import transaction

    from organization.models import Employee, Placement
    from programs.models import Participation

    session, took = world.session(), {}
    with clock(took, "floor"), transaction.atomic():
        rows = bare_read(data, file_name)
        known = dict(Employee.objects.filter(region=world.region).values_list("nip", "pk"))
        fresh = [row for row in rows if row[0] not in known]
        people = Employee.objects.bulk_create(
            [Employee(region=world.region, nip=row[0], name=row[1]) for row in fresh],
            batch_size=BATCH, update_conflicts=True, unique_fields=["nip"], update_fields=["name"],
        )  # fmt: skip
        known |= {person.nip: person.pk for person in people}
        units = {unit.name: unit.pk for unit in world.units}
        places = [Placement(employee_id=known[row[0]], unit_id=units[row[2]]) for row in fresh]
        Placement.objects.bulk_create(places, batch_size=BATCH)
        Participation.objects.bulk_create(
            [
                Participation(
                    session=session, employee_id=known[row[0]], status="completed",
                    hours_attended=float(row[4]), pretest=float(row[6]), posttest=float(row[7]),
                )
                for row in rows
            ],
            batch_size=BATCH, update_conflicts=True, unique_fields=["session", "employee"],
            update_fields=["status", "hours_attended", "pretest", "posttest"],
        )  # fmt: skip
    return took["floor"]


def bare_read(data, file_name):
    if file_name.endswith(".csv"):
        return list(csv.reader(io.StringIO(data.decode()), delimiter=";"))[1:]
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1:]


def lists_in(world, size):
    """Return the rows of reading lists: known people and new people, CSV and XLSX."""
    few, many, _ = SIZES[size]
    enrolled = world.register(world.rows(many))
    rows, lost = [], 0
    for file_name, write in WRITERS.items():
        for known in (True, False):
            best = {}
            for _ in range(ROUNDS[size]):
                people = [enrolled if known else world.rows(many) for _ in range(2)]
                floor = bare(world, write(people[0]), file_name)
                took, written = product(world, write(people[1]), file_name, count=False)
                took |= {"floor": floor, "all": took["check"] + took["confirm"]}
                best = {name: min(best.get(name, second), second) for name, second in took.items()}
                lost += many - written
            people = [enrolled[:few] if known else world.rows(few)]
            people.append(enrolled if known else world.rows(many))
            counts = [
                product(world, write(some), file_name, count=True)[0]["statements"]
                for some in people
            ]
            words = f"{'known' if known else 'new'} people, {file_name.split('.')[1].upper()}"
            rows += rows_in(f"{many:,} {words}", best, counts, many - few)
    return [*rows, Row("lists of participants: rows lost", "", lost, "", 0)]


def rows_in(name, best, counts, more):
    few, many = counts
    return [
        Row(f"{name}: check + confirm over the floor", "", best["all"] / best["floor"], "x", 4),
        Row(f"{name}: check", "", best["check"], "s"),
        Row(f"{name}: confirm", "", best["confirm"], "s"),
        Row(f"{name}: floor", "", best["floor"], "s"),
        Row(f"{name}: statements ({few} with {more:,} rows fewer)", "", many, "queries"),
        Row(f"{name}: statements a further row", "", (many - few) / more, "", 1 / FEWEST),
    ]


def results_out(world, size):
    """Return the rows of results as files."""
    from django.db import connection
    from django.test import Client

    from workspace.demo import scale

    sessions = SIZES[size][2]
    scale.load_scale(world.region, world.numbers, sessions=sessions, participants=30, raw=False)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does within minutes
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(world.manager)
    rows = []
    for kind, write in {"json": json.dumps, "csv": bare_csv}.items():
        address = f"/dashboards/36.74/results.{kind}?period=all"
        content = client.get(address).content.decode("utf-8-sig")  # publishes, warms up
        same = json.loads(content) if kind == "json" else list(csv.reader(io.StringIO(content)))
        best = {}
        for _ in range(ROUNDS[size]):
            took = {}
            with clock(took, "floor"):
                grouped_rows()
                write(same)
            with clock(took, "product"):
                client.get(address)
            best = {name: min(best.get(name, second), second) for name, second in took.items()}
        name = f"results of {sessions:,} angkatan as {kind.upper()}"
        ratio = best["product"] / best["floor"]
        rows += [
            Row(f"{name}: over the bare writer", "", ratio, "x", 3),
            Row(f"{name}: time", "", best["product"], "s"),
            Row(f"{name}: floor", "", best["floor"], "s"),
            Row(f"{name}: size", "", len(content) / 1e6, "MB"),
        ]
    return rows


def grouped_rows():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(GROUPED)
        return cursor.fetchall()


def bare_csv(lines):
    target = io.StringIO()
    csv.writer(target).writerows(lines)
    return target.getvalue()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=SIZES, default="small")
    size = parser.parse_args().size
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evaluasi.settings")
    django.setup()
    world = World()
    rows = results_out(world, size) + lists_in(world, size)
    json.dump([row.__dict__ for row in rows], sys.stdout)


if __name__ == "__main__":
    main()
