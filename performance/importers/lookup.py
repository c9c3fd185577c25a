"""What both layouts ask of a row: which indicator, and is the value within its range."""

from __future__ import annotations

from intake.importers import CheckedRow, ImportContext
from intake.reader import plain
from organization.wording import number
from performance.actions import known
from performance.models import Indicator

UNKNOWN_NIP = "NIP belum terdaftar di wilayah ini. Impor pegawainya dahulu atau periksa NIP-nya."


class Indicators:
    """The indicators by code and by name, with the one chosen for the whole file."""

    def __init__(self, context: ImportContext, default: int | None) -> None:
        """Read them all: one query."""
        self.context = context
        every = known.indicators()
        self.by_pk = {found.pk: found for found in every}
        self.by_name = {plain(found.name): found for found in every}
        self.by_name |= {plain(found.code): found for found in every}
        self.default = self.by_pk.get(default or 0)

    def of(self, row: CheckedRow) -> Indicator | None:
        """Return the row's indicator, noting an unknown or missing one."""
        written = row.values.get("indikator")
        if not written:
            if self.default is None:
                row.problem("indikator", "Isi indikatornya, misalnya tepat_waktu.")
            return self.default
        chosen = self.context.chosen("indikator", written)
        found = self.by_name.get(plain(chosen or written))
        if found is None:
            self.context.unknown("indikator", written)
            row.problem("indikator", f"Indikator “{written}” tidak dikenal.")
        return found


def check_range(row: CheckedRow, column: str, indicator: Indicator) -> None:
    """Note a value outside the indicator's range."""
    value = row.values.get(column)
    if value is None:
        return
    if not indicator.accepts(value):
        row.problem(column, f"Nilai {indicator.name} {indicator.limits}.")
        row.values[column] = None


def decimals(value: float) -> str:
    """Return a stored value as the screen shows it, without needless zeros."""
    text = number(value, 2)
    return text.rstrip("0").rstrip(",") if "," in text else text
