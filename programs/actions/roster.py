"""Verbs that write many sessions or participants at once, for files."""

from collections.abc import Collection, Iterable, Iterator

from organization.models import Employee, Region
from programs.actions.versions import attendance_changed, bump_data_version
from programs.models import Participation, Program, Session

BATCH = 5_000  # rows a query; SQLite takes 32,766 parameters


def people_by_nip(nips: Iterable[str]) -> dict[str, Employee]:
    """Return the employees with these numbers, of any region: a NIP exists once."""
    found: dict[str, Employee] = {}
    for some in batches(sorted(set(nips))):
        people = Employee.objects.filter(nip__in=some).order_by()
        found |= {person.nip: person for person in people}
    return found


def known_people(nips: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return NIP -> (employee id, region id) of those that are known, of any region."""
    found: dict[str, tuple[int, int]] = {}
    for some in batches(sorted(set(nips))):
        people = Employee.objects.filter(nip__in=some).order_by()
        rows = people.values_list("nip", "pk", "region_id")
        found |= {nip: (pk, region_id) for nip, pk, region_id in rows}
    return found


def batches(items: list) -> Iterator[list]:
    """Yield the items in lists that fit into one query."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def add_participations(rows: Collection[Participation]) -> list[Participation]:
    """Save new participations."""
    return Participation.objects.bulk_create(rows, batch_size=1_000)


def update_participations(rows: Collection[Participation]) -> None:
    """Save changed participations and raise their versions."""
    for row in rows:
        row.version += 1
    fields = ["status", "absence_reason", "hours_attended", "pretest", "posttest", "version"]
    Participation.objects.bulk_update(rows, fields, batch_size=500)


def add_programs(rows: Collection[Program]) -> list[Program]:
    """Save new programmes."""
    return Program.objects.bulk_create(rows, batch_size=1_000)


def update_programs(rows: Collection[Program], fields: Collection[str]) -> None:
    """Save changed programmes and raise their versions."""
    for row in rows:
        row.version += 1
    Program.objects.bulk_update(rows, [*fields, "version"], batch_size=500)


def add_sessions(rows: Collection[Session]) -> list[Session]:
    """Save new sessions under their codes."""
    for row in rows:
        row.code = f"{row.program.code}-{row.number}"
    return Session.objects.bulk_create(rows, batch_size=1_000)


def update_sessions(rows: Collection[Session], fields: Collection[str]) -> None:
    """Save changed sessions and raise their versions."""
    for row in rows:
        row.version += 1
    Session.objects.bulk_update(rows, [*fields, "version"], batch_size=500)


def imported(*, region: Region, session_ids: list[int]) -> None:
    """Let what depends on these sessions follow an import, or its undoing."""
    bump_data_version(region.pk)
    attendance_changed(session_ids)
