"""Check of the long layout: one value of one employee or unit in each row."""

from __future__ import annotations

from datetime import date

from intake.importers import CheckedRow, ImportContext
from organization.actions import match_units
from performance.actions import known
from performance.importers.lookup import UNKNOWN_NIP, Indicators, check_range, decimals
from performance.models import Indicator
from performance.windows import period_of

Key = tuple[int, str, int, date, date]  # indicator, "employee" or "unit", id, first, last day


class LongCheck:
    """Everything known is read first; then each row is judged in memory."""

    def __init__(self, rows: list[CheckedRow], context: ImportContext) -> None:
        """Read the people, units and indicators that the file names."""
        self.rows, self.context = rows, context
        self.region = known.region_coded(context.region_code)
        session = known.session_in(self.region, context.values.get("session"))
        self.indicators = Indicators(context, context.values.get("indicator"))
        nips = {row.values["nip"] for row in rows if row.values.get("nip")}
        self.employees = known.employees_numbered(self.region, nips)
        self.members = None
        if session is not None:
            self.members = set(known.participants_of(session)) | known.compared_in(session)
        names = {row.values["unit_kerja"] for row in rows if row.values.get("unit_kerja")}
        self.units = match_units(self.region, names) if names else {}
        self.unit_ids = {str(unit.pk): unit.pk for unit in known.units_of(self.region)}
        self.first_rows: dict[Key, int] = {}

    def run(self) -> None:
        """Judge every row, then compare with what is stored."""
        keys = {row.number: self._key(row) for row in self.rows}
        found = [key for key in keys.values() if key]
        if not found:
            return
        stored = known.stored_values(
            indicator_ids={key[0] for key in found},
            employee_ids={key[2] for key in found if key[1] == "employee"},
            unit_ids={key[2] for key in found if key[1] == "unit"},
            between=(min(key[3] for key in found), max(key[4] for key in found)),
        )
        for row in self.rows:
            key = keys[row.number]
            if key and not row.has_errors:
                self._compare(row, stored.get(key))

    def _key(self, row: CheckedRow) -> Key | None:
        indicator = self.indicators.of(row)
        if row.values.get("nilai") is None and not row.bad("nilai"):
            row.problem("nilai", "Isi nilainya.")
        period = self._period(row, indicator)
        if indicator is None:
            return None
        check_range(row, "nilai", indicator)
        kind = "unit" if indicator.level == Indicator.Level.UNIT else "employee"
        who = self._unit(row) if kind == "unit" else self._employee(row, indicator)
        if who is None or period is None:
            return None
        key = (indicator.pk, kind, who, *period)
        first = self.first_rows.setdefault(key, row.number)
        if first != row.number:
            row.problem("nilai", f"Sama dengan baris {first}: indikator dan periode yang sama.")
        row.values |= {
            "layout": "long",
            "indicator_id": indicator.pk,
            "employee_id": who if kind == "employee" else None,
            "unit_id": who if kind == "unit" else None,
            "period_start": period[0],
            "period_end": period[1],
        }
        return key

    def _employee(self, row: CheckedRow, indicator: Indicator) -> int | None:
        nip = row.values.get("nip")
        if not nip:
            if not row.bad("nip"):
                row.problem("nip", f"Isi NIP: {indicator.name} diukur per pegawai.")
            return None
        found = self.employees.get(nip)
        if found is None:
            row.problem("nip", UNKNOWN_NIP)
        elif self.members is not None and found not in self.members:
            row.problem("nip", "Pegawai ini bukan peserta atau pembanding angkatan yang dipilih.")
        return found

    def _unit(self, row: CheckedRow) -> int | None:
        name = row.values.get("unit_kerja")
        if not name:
            row.problem("unit_kerja", "Isi unit kerja: indikator ini diukur per unit.")
            return None
        unit = self.units.get(name)
        found = (
            unit.pk if unit else self.unit_ids.get(self.context.chosen("unit_kerja", name) or "")
        )
        if found is None:
            self.context.unknown("unit_kerja", name)
            row.problem("unit_kerja", f"Unit kerja “{name}” belum dikenal.")
        return found

    def _period(self, row: CheckedRow, indicator: Indicator | None) -> tuple[date, date] | None:
        single, start, end = (row.values.get(name) for name in ("tanggal", "mulai", "selesai"))
        if start and end:
            if end < start:
                row.problem("selesai", "Periode selesai sebelum mulai.")
                return None
            return start, end
        if single:
            return period_of(single, indicator.frequency if indicator else "month")
        if not any(row.bad(name) for name in ("tanggal", "mulai", "selesai")):
            lacking = "selesai" if start else "mulai" if end else "tanggal"
            row.problem(lacking, "Isi tanggal, atau mulai dan selesai.")
        return None

    def _compare(self, row: CheckedRow, stored: tuple[int, float] | None) -> None:
        if stored is None:
            return
        row.values["measurement_id"], value = stored
        row.state = "same" if value == row.values["nilai"] else "update"
        if row.state == "update":
            old = decimals(value)
            row.problem("nilai", f"Nilai tersimpan: {old}. Akan diganti.", "warning", old=old)
