"""Check of the wide layout: before and after of one employee of an angkatan in each row."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from intake.importers import CheckedRow, ImportContext
from organization.actions import match_units
from organization.wording import long_date
from performance.actions import known
from performance.importers.lookup import UNKNOWN_NIP, Indicators, check_range, decimals
from performance.models import Indicator
from performance.windows import add_months
from programs.querysets import ATTENDED

ROUNDS = (("before", "sebelum"), ("after", "sesudah"))


class WideCheck:
    """Everything known is read first; then each row is judged in memory."""

    def __init__(self, rows: list[CheckedRow], context: ImportContext) -> None:
        """Read the people, the angkatan and the values declared for it so far."""
        self.rows, self.context = rows, context
        self.region = known.region_coded(context.region_code)
        self.session = known.session_in(self.region, context.values["session"])
        default = context.values.get("indicator") or known.primary_indicator(self.session)
        self.indicators = Indicators(context, default)
        nips = {row.values["nip"] for row in rows if row.values.get("nip")}
        self.employees = known.employees_numbered(self.region, nips)
        self.elsewhere = known.people_elsewhere(self.region, nips - set(self.employees))
        self.participants = known.participants_of(self.session)
        self.listed = known.compared_in(self.session)
        names = {row.values["unit_kerja"] for row in rows if row.values.get("unit_kerja")}
        self.units = match_units(self.region, names) if names else {}
        self.unit_ids = {str(unit.pk): unit.pk for unit in known.units_of(self.region)}
        self.first_rows: dict[tuple[int, str], int] = {}
        self.days = {"before": self._day_before(), "after": self._day_after()}

    def _day_before(self) -> date:
        return self.session.starts_on - timedelta(days=1)

    def _day_after(self) -> date:
        """Without a date the value is taken as month 3, or as today's if that has not come."""
        ended = self.session.ends_on
        return max(min(add_months(ended, 3), timezone.localdate()), ended + timedelta(days=1))

    def run(self) -> None:
        """Judge every row, then compare with what is stored."""
        indicators = {row.number: self._judge(row) for row in self.rows}
        wanted = {found.pk for found in indicators.values() if found}
        stored = known.declared_in(self.session, wanted)
        for row in self.rows:
            if indicators[row.number] and not row.has_errors:
                self._compare(row, indicators[row.number], stored)

    def _judge(self, row: CheckedRow) -> Indicator | None:
        indicator = self.indicators.of(row)
        employee = self._employee(row)
        for name, column in ROUNDS:
            self._date(row, name, f"tanggal_{column}")
        if indicator is None:
            return None
        if indicator.level == Indicator.Level.UNIT:
            row.problem(
                "indikator",
                f"{indicator.name} diukur per unit. Pakai kolom unit kerja, tanggal, dan nilai.",
            )
        for _name, column in ROUNDS:
            check_range(row, column, indicator)
        key = (indicator.pk, row.values.get("nip") or "")
        first = self.first_rows.setdefault(key, row.number) if key[1] else row.number
        if first != row.number:
            row.problem("nip", f"NIP ini sudah ada di baris {first}.")
        row.values |= {"layout": "wide", "indicator_id": indicator.pk, "employee_id": employee}
        return indicator

    def _employee(self, row: CheckedRow) -> int | None:
        nip = row.values.get("nip")
        if not nip:
            if not row.bad("nip"):
                row.problem("nip", "NIP wajib diisi.")
            return None
        found = self.employees.get(nip)
        compared = row.values.get("kelompok") == "comparison"
        if compared:
            self._check_compared(row, found)
        elif found is None:
            row.problem("nip", UNKNOWN_NIP)
        else:
            self._check_participant(row, found)
        return found

    def _check_participant(self, row: CheckedRow, employee: int) -> None:
        status = self.participants.get(employee)
        if status is None:
            listed = " Ia tercatat sebagai pembanding." if employee in self.listed else ""
            row.problem("nip", f"Pegawai ini bukan peserta angkatan {self.session.code}.{listed}")
        elif status not in ATTENDED:
            reason = "Pegawai ini tidak tercatat hadir; nilainya disimpan tetapi tidak dihitung."
            row.problem("nip", reason, "warning")

    def _check_compared(self, row: CheckedRow, employee: int | None) -> None:
        if employee in self.participants:
            row.problem("kelompok", "Peserta angkatan ini tidak dapat menjadi pembanding.")
        if employee is None:
            self._check_newcomer(row)

    def _check_newcomer(self, row: CheckedRow) -> None:
        """Somebody listed for comparison may be new to the tenant: name and unit are needed."""
        name = row.values.get("unit_kerja")
        if row.values["nip"] in self.elsewhere or not (name and row.values.get("nama")):
            row.problem("nip", UNKNOWN_NIP)
            return
        unit = self.units.get(name)
        row.values["unit_id"] = (
            unit.pk if unit else self.unit_ids.get(self.context.chosen("unit_kerja", name) or "")
        )
        if row.values["unit_id"] is None:
            self.context.unknown("unit_kerja", name)
            row.problem("unit_kerja", f"Unit kerja “{name}” belum dikenal.")

    def _date(self, row: CheckedRow, name: str, column: str) -> None:
        day = row.values.get(column)
        row.values[f"{name}_on"] = day or self.days[name]
        if day is None:
            return
        starts_on, ends_on = self.session.starts_on, self.session.ends_on
        if name == "before" and day > starts_on:
            row.problem(column, f"Harus sebelum angkatan dimulai ({long_date(starts_on)}).")
        if name == "after" and day < ends_on:
            row.problem(column, f"Harus setelah angkatan selesai ({long_date(ends_on)}).")

    def _compare(self, row: CheckedRow, indicator: Indicator, stored: dict) -> None:
        employee = row.values["employee_id"]
        states = {self._compare_side(row, indicator, stored, side) for side in ROUNDS}
        if row.values.get("kelompok") == "comparison" and employee not in self.listed:
            states.add("new")
        states.discard("")
        row.state = "update" if "update" in states else "new" if "new" in states else "same"

    def _compare_side(
        self, row: CheckedRow, indicator: Indicator, stored: dict, side: tuple[str, str]
    ) -> str:
        name, column = side
        value = row.values.get(column)
        if value is None:
            return ""
        current = stored.get((indicator.pk, row.values["employee_id"], name))
        if current is None:
            return "new"
        row.values[f"{name}_id"] = current.pk
        given = row.values.get(f"tanggal_{column}")
        if current.value == value and given in (None, current.period_end):
            row.values[f"{name}_same"] = True
            return "same"
        if given is None:
            row.values[f"{name}_on"] = current.period_end
        if current.value != value:
            old = decimals(current.value)
            row.problem(column, f"Nilai tersimpan: {old}. Akan diganti.", "warning", old=old)
        return "update"
