"""Load the whole demo in one transaction."""

from __future__ import annotations

from collections import Counter
from random import Random

from django.db import transaction

from accounts.models import User
from organization.models import Region
from programs.models import Program
from reports.actions import publish_closed
from workspace.demo import accounts, attendance, measurements, people, reading, scale, waves
from workspace.demo.calendar import SEED, TODAY
from workspace.demo.catalogue import COURSES
from workspace.demo.names import Namer


def is_loaded() -> bool:
    """Whether the demo is there already."""
    return User.objects.filter(is_demo=True).exists()


@transaction.atomic
def load_demo(*, sessions: int = 0, participants: int = 30, raw: bool = False) -> dict[str, int]:
    """Load everything; return the counts that the command prints.

    ``sessions`` adds as many angkatan to Tangerang Selatan, for benchmarks.
    """
    rng = Random(SEED)  # noqa: S311 - a demo must be the same every time
    numbers, namer = people.Numbers(rng), Namer(rng)
    held: list[attendance.Held] = []
    crowds = {}
    for code in accounts.EVERYWHERE:
        region = Region.objects.get(code=code)
        people.load_units(region)
        crowds[code] = people.load_people(region, rng, numbers, namer)
        hall = attendance.Hall(crowds[code], attendance.load_trainers(region), Counter())
        for course in COURSES:
            if course.region == code:
                held += attendance.load_course(course, hall)
    accounts.load_accounts()
    values = measurements.load_measurements(held, crowds)
    counts = {"pegawai": len(numbers.used), "angkatan": len(held), "nilai kinerja": values}
    counts |= waves.load_forms(held)
    reading.read_comments()
    if sessions:  # for benchmarks
        region = crowds[accounts.TANGSEL].region
        size = {"sessions": sessions, "participants": participants, "raw": raw}
        counts |= scale.load_scale(region, numbers, **size)
    programs = Program.objects.filter(is_demo=True).values_list("pk", flat=True)
    publish_closed(programs=list(programs), today=TODAY)
    return counts
