"""Checking the rows of a list of participants."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from organization.actions import match_units, plain_name, split_name
from organization.choices import PolicyKey
from organization.importers import Namesakes
from organization.models import Policy
from organization.wording import long_date, number
from programs.actions.participants import PRESENT, is_correction
from programs.actions.roster import people_by_nip
from programs.importers.participant_rows import FIELDS, participants_of, session_of, units_of
from programs.models import Participation

if TYPE_CHECKING:
    from intake.importers import CheckedRow, ImportContext
    from organization.models import Employee

Status = Participation.Status
TAKING = (Status.NOMINATED, Status.APPOINTED, Status.ATTENDED, Status.COMPLETED)


class Roster:
    """What is known about everybody in the file, fetched once."""

    def __init__(self, rows: list[CheckedRow], context: ImportContext) -> None:
        self.context = context
        self.session = session_of(context)
        self.region = self.session.program.region
        self.today = timezone.localdate()
        self.ended = self.session.ends_on < self.today
        self.people = people_by_nip(row.values["nip"] for row in rows if row.values["nip"])
        names = {row.values["unit_kerja"] for row in rows if row.values["unit_kerja"]}
        self.units = match_units(self.region, names)
        self.known_units = {str(unit.pk) for unit in units_of(context)}
        self.listed = participants_of(self.session)
        self.first_row: dict[str, int] = {}
        self.taken = sum(row.status in TAKING for row in self.listed.values())
        self._load_hours()

    @cached_property
    def namesakes(self) -> Namesakes:
        """Everybody of the region by name; read only if somebody in the file is not known."""
        return Namesakes(self.region)

    def _load_hours(self) -> None:
        day = self.session.ends_on
        self.limit = Policy.objects.in_force(PolicyKey.JP_MAX_PPPK, day).first()
        others = Participation.objects.in_region(self.region.code)
        others = others.exclude(session=self.session)
        self.hours = others.pppk_above(0, day.year) if self.limit else {}

    def check(self, row: CheckedRow) -> None:
        """Set the state and the problems of one row."""
        if self.session.cancelled_on or self.session.program.cancelled_on:
            row.problem("nip", "Angkatan ini sudah dibatalkan. Aktifkan dulu di halamannya.")
        self._check_twice(row)
        self._check_unit(row)
        person = self.people.get(row.values["nip"] or "")
        if person:
            self._check_person(row, person)
        else:
            self.namesakes.warn(row)
        stored = self.listed.get(person.pk) if person else None
        self._check_status(row, stored)
        self._check_hours(row, person)
        self._check_quota(row, stored)
        if stored:
            changed = any(
                row.values.get(column) is not None and getattr(stored, name) != row.values[column]
                for column, name in FIELDS.items()
            )
            row.state = "update" if changed else "same"

    def _check_twice(self, row: CheckedRow) -> None:
        nip = row.values["nip"]
        if nip and self.first_row.setdefault(nip, row.number) != row.number:
            row.problem("nip", f"NIP ganda: sama dengan baris {self.first_row[nip]}.")

    def _check_unit(self, row: CheckedRow) -> None:
        name = row.values["unit_kerja"]
        if not name:
            return
        chosen = self.context.chosen("unit_kerja", name)
        unit = self.units.get(name)
        row.values["unit_id"] = int(chosen) if chosen in self.known_units else unit and unit.pk
        if row.values["unit_id"] is None:
            self.context.unknown("unit_kerja", name)
            row.problem("unit_kerja", f"Unit kerja “{name}” belum dikenal. Pilih padanannya.")

    def _check_person(self, row: CheckedRow, person: Employee) -> None:
        if person.region_id != self.region.pk:
            row.problem(
                "nip", f"Pegawai dengan NIP ini tercatat di wilayah lain, bukan {self.region}."
            )
            return
        if not person.is_active:
            row.problem("nip", "Pegawai ini sudah tidak bekerja.", "warning")
        named = row.values["nama"]
        if not named or named == person.full_name:
            return
        if plain_name(split_name(named)[1]) != plain_name(person.name):
            row.problem(
                "nama",
                f"NIP ini tercatat atas nama {person.full_name}. Periksa NIP-nya; nama yang "
                "tercatat tidak diubah.",
                "warning",
            )

    def _check_status(self, row: CheckedRow, stored: Participation | None) -> None:
        values = row.values
        if row.bad("status"):
            return
        status = values["status"] or self._default(row, stored)
        values["status"] = str(status)
        if status in PRESENT and self.session.starts_on > self.today:
            row.problem(
                "status",
                f"Angkatan baru mulai {long_date(self.session.starts_on)}; kehadiran belum "
                "dapat dicatat.",
            )
        self._check_reason(row, status)
        if stored and is_correction(stored.status, status):
            label = stored.get_status_display()
            row.problem("status", f"Mengubah status {label} yang sudah dicatat.", "warning")

    def _default(self, row: CheckedRow, stored: Participation | None) -> str:
        if row.values["alasan_tidak_hadir"]:
            return Status.ABSENT
        if stored:
            return Status(stored.status)
        return Status.COMPLETED if self.ended else Status.APPOINTED

    def _check_reason(self, row: CheckedRow, status: str) -> None:
        values = row.values
        if row.bad("alasan_tidak_hadir"):
            return
        if status == Status.ABSENT:
            if not values["alasan_tidak_hadir"]:
                values["alasan_tidak_hadir"] = "tanpa_keterangan"
                row.problem(
                    "alasan_tidak_hadir", "Alasan kosong; dicatat Tanpa keterangan.", "warning"
                )
            values["alasan_tidak_hadir"] = str(values["alasan_tidak_hadir"])
        elif values["alasan_tidak_hadir"]:
            row.problem("alasan_tidak_hadir", "Diabaikan karena orang ini hadir.", "warning")
            values["alasan_tidak_hadir"] = ""

    def _check_hours(self, row: CheckedRow, person: Employee | None) -> None:
        hours, most = row.values["jam_hadir"], self.session.program.hours
        if hours is not None and most and hours > most:
            row.problem("jam_hadir", f"Lebih dari {most} JP milik program ini.", "warning")
        is_pppk = (row.values["nip"] or " " * 13)[12] == "2"
        if not (self.limit and is_pppk and row.values["status"] in TAKING):
            return
        total = self.hours.get(person.pk if person else 0, 0) + (most if hours is None else hours)
        if total > self.limit.value:
            year = self.session.ends_on.year
            row.problem(
                "nip",
                f"PPPK ini menjadi {number(total)} JP pada {year}; batasnya "
                f"{number(self.limit.value)} JP.",
                "warning",
            )

    def _check_quota(self, row: CheckedRow, stored: Any) -> None:
        capacity = self.session.capacity
        if stored or not capacity or row.values["status"] not in TAKING:
            return
        self.taken += 1
        if self.taken == capacity + 1:
            row.problem(
                "nip", f"Mulai baris ini kuota {number(capacity)} orang terlampaui.", "warning"
            )
