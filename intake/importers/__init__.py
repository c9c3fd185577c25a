'''What an importer is made of. An app describes its file once; page and command both use it.

    from intake.importers import Choice, Column, Importer, day, text, text_only

    NIP = text_only(
        "NIP tersimpan sebagai angka di Excel sehingga 3 digit terakhir hilang. Ubah kolom menjadi "
        "Teks lalu ketik ulang NIP.",
        then=lambda raw: parse_nip(raw).text,  # a ValidationError becomes the row's problem
    )

    class EmployeeImporter(Importer):
        kind = "employees"
        title = "Pegawai"
        columns = (
            Column("nip", "NIP", ("NIP/NI PPPK", "Nomor Induk"), required=True, parse=NIP,
                   mask=True, example="198001012005011001"),
            Column("nama", "Nama", ("Nama Lengkap",), required=True),
            Column("unit_kerja", "Unit kerja", ("OPD", "Perangkat Daerah"), required=True),
            Column("tmt", "TMT", parse=day),
            Column("jenis_jabatan", "Jenis jabatan", parse=Choice({"Pelaksana": "pelaksana"})),
        )

        def check(self, rows, context):
            """No writes; a constant number of queries for any number of rows."""
            found = Employee.objects.by_nip(row.values["nip"] for row in rows)    # one query
            units = match_units(region, {row.values["unit_kerja"] for row in rows if ...})
            for row in rows:
                # row.values has every column's name; None when empty or bad (row.bad("nip")).
                name = row.values["unit_kerja"]
                unit = units.get(name) or context.chosen("unit_kerja", name)   # value mapping: str
                if name and unit is None:
                    context.unknown("unit_kerja", name)    # offered for mapping, with its count
                    row.problem("unit_kerja", f"Unit kerja “{name}” belum dikenal.")
                row.values["employee_id"] = ...            # resolved ids may be added (JSON)
                row.state = "update"                       # new (default) | update | same
                row.problem("nama", "Berbeda dari data lama.", severity="warning", old="Siti")

        def choices_for(self, field, context):
            return [(str(unit.pk), unit.name) for unit in ...]     # for the unknown values

        def apply(self, rows, context, journal):
            """rows: with state new or update; row.values as check left them."""
            created = Employee.objects.bulk_create([...])
            journal.created(created)
            journal.changing(before)    # instances as they are NOW; then change, bulk_update
            return {"created": len(created), "updated": len(before)}

Columns that go together in another way than ``required`` (long or wide) override
``missing(mapped, context)``. ``context.owner`` is None in commands: scope by
``context.region_code``, not by the user. Rows that an import only causes (pairs) are named in
``derived = ("performance.pair",)`` and rebuilt in ``after_undo``.
'''

from intake.actions.journal import Journal
from intake.actions.outcomes import BadValue, OutdatedCheck
from intake.actions.rows import CheckedRow, ImportContext, KeptRow
from intake.importers.columns import Column
from intake.importers.importer import Importer
from intake.importers.parsers import (
    Choice,
    choice,
    day,
    decimal,
    integer,
    short_text,
    text,
    text_only,
)

__all__ = [
    "BadValue",
    "CheckedRow",
    "Choice",
    "Column",
    "ImportContext",
    "Importer",
    "Journal",
    "KeptRow",
    "OutdatedCheck",
    "choice",
    "day",
    "decimal",
    "integer",
    "short_text",
    "text",
    "text_only",
]
