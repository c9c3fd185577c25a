"""Print the computed result of a region, programme or session: exactly what the pages show."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from organization.access import Role
from organization.models import Region
from programs.models import Program, Session
from reports.exports import to_csv, to_json
from reports.results import (
    Period,
    ProgramResult,
    RegionResult,
    SessionResult,
    program_result,
    region_result,
    session_result,
)


class Operator:
    """Who runs the command on the server: reads one region, like its Pimpinan."""

    is_authenticated = is_active = True
    role = Role.MANAGER
    unit_id = unit = employee = None

    def __init__(self, region: Region) -> None:
        self.region_ids = [region.pk]


class Command(BaseCommand):
    """``manage.py results --region CODE [--program CODE] [--session CODE] …``."""

    help = "Menampilkan hasil evaluasi suatu wilayah, program, atau angkatan sebagai JSON atau CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--region", required=True, help="kode wilayah Kemendagri, mis. 36.74")
        parser.add_argument("--program", default="", help="kode program")
        parser.add_argument("--session", default="", help="kode angkatan, mis. MW26-1")
        parser.add_argument("--from", dest="start", default="", help="2026-01-01")
        parser.add_argument("--to", dest="end", default="", help="2026-12-31")
        parser.add_argument("--format", choices=["json", "csv"], default="json")

    def handle(self, **options: Any) -> None:  # noqa: ANN401  as Django declares it
        """Compute and print."""
        region = _found(
            Region.objects.evaluated().filter(code=options["region"]), "Wilayah", options["region"]
        )
        result = _result(region, options)
        if options["format"] == "csv":
            self.stdout.write(to_csv(result), ending="")
        else:
            self.stdout.write(json.dumps(to_json(result), ensure_ascii=False, indent=1))


def _result(
    region: Region, options: dict[str, Any]
) -> RegionResult | ProgramResult | SessionResult:
    user, period = Operator(region), _period(options["start"], options["end"])
    if options["session"]:
        sessions = Session.objects.visible_to(user).filter(program__region=region)
        if options["program"]:
            sessions = sessions.filter(program__code__iexact=options["program"])
        code = options["session"]
        session = _found(sessions.filter(code__iexact=code), "Angkatan", code)
        if not sessions.ending_within(period.start, period.end).filter(pk=session.pk).exists():
            raise CommandError(f"Angkatan {code} tidak berakhir dalam periode itu.")
        return session_result(user, session)
    if options["program"]:
        code = options["program"]
        programs = Program.objects.visible_to(user).filter(region=region, code__iexact=code)
        return program_result(user, _found(programs, "Program", code), period)
    return region_result(user, region, period, details=True)


def _found(rows: QuerySet[Any], what: str, code: str) -> Any:  # noqa: ANN401  one of three models
    found = rows.first()
    if found is None:
        raise CommandError(f"{what} {code} tidak ditemukan.")
    return found


def _period(start: str, end: str) -> Period:
    period = Period(_day(start), _day(end))
    if period.start and period.end and period.end < period.start:
        raise CommandError("Tanggal --to mendahului --from.")
    return period


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandError(f"Tanggal {text} tidak ada. Contoh: 2026-02-28.") from None
