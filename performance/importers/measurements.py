"""The importer of measured values; page and command share it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from intake.importers import CheckedRow, Column, ImportContext, Importer, Journal
from performance.actions import known
from performance.actions.importing import rebuild_after_import, write_long, write_wide
from performance.importers.columns import ALL, LONG
from performance.importers.long import LongCheck
from performance.importers.wide import WideCheck


class MeasurementImporter(Importer):
    """Long files hold one value a row; wide ones, with an angkatan, before and after."""

    kind = "measurements"
    title = "Nilai kinerja"
    description = (
        "Nilai kinerja pegawai atau unit: satu nilai per baris dengan tanggalnya, atau nilai "
        "sebelum dan sesudah dalam satu baris untuk sebuah angkatan."
    )
    columns = ALL
    derived = ("performance.pair",)

    def columns_for(self, context: ImportContext) -> Sequence[Column]:
        """Return the columns of both layouts for an angkatan, else those of the long one."""
        return ALL if context.values.get("session") else LONG

    def missing(self, mapped: Collection[str], context: ImportContext) -> list[str]:
        """Return what the file lacks, whichever of the two layouts it comes nearer to."""
        if is_wide(mapped, context):
            wanted = {"nip": "NIP"}
            if not self._has_indicator(mapped, context):
                wanted["indikator"] = "Indikator"
        else:
            wanted = {"nilai": "Nilai"}
            if not context.values.get("indicator"):
                wanted["indikator"] = "Indikator"
            if not {"nip", "unit_kerja"} & set(mapped):
                wanted["nip"] = "NIP (atau Unit kerja)"
            if not ("tanggal" in mapped or {"mulai", "selesai"} <= set(mapped)):
                wanted["tanggal"] = "Tanggal (atau Mulai dan Selesai)"
        return [label for name, label in wanted.items() if name not in mapped]

    def _has_indicator(self, mapped: Collection[str], context: ImportContext) -> bool:
        if "indikator" in mapped or context.values.get("indicator"):
            return True
        region = known.region_coded(context.region_code)
        session = known.session_in(region, context.values.get("session"))
        return session is not None and known.primary_indicator(session) is not None

    def check(self, rows: list[CheckedRow], context: ImportContext) -> None:
        """Look everything up at once and note what is new, different, equal or wrong."""
        if not rows:
            return
        layout = WideCheck if is_wide(rows[0].cells, context) else LongCheck
        layout(rows, context).run()

    def choices_for(self, field: str, context: ImportContext) -> list[tuple[str, str]]:
        """Offer the region's units for unknown unit names, the indicators for unknown codes."""
        if field == "indikator":
            return [(found.code, found.name) for found in known.indicators()]
        region = known.region_coded(context.region_code)
        return [(str(unit.pk), unit.name) for unit in known.units_of(region)]

    def apply(self, rows: list, context: ImportContext, journal: Journal) -> dict[str, Any]:
        """Write the values and listed people, then rebuild the pairs that they touch."""
        if not rows:
            return {"created": 0, "updated": 0}
        region = known.region_coded(context.region_code)
        if rows[0].values.get("layout") == "wide":
            session = known.session_in(region, context.values["session"])
            return write_wide(rows, session=session, context=context, journal=journal)
        return write_long(rows, region=region, context=context, journal=journal)

    def after_undo(self, context: ImportContext) -> None:
        """Rebuild the pairs of the sessions that the import had touched."""
        rebuild_after_import(context)


def is_wide(mapped: Collection[str], context: ImportContext) -> bool:
    """Tell the wide layout by its columns; it needs an angkatan."""
    both = {"sebelum", "sesudah"} & set(mapped)
    return bool(context.values.get("session")) and bool(both) and "nilai" not in mapped
