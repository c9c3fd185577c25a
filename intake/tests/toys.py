"""A small importer over trainers: enough to try every part of importing."""

from collections import Counter

from intake.importers import Choice, Column, Importer, OutdatedCheck, day, decimal, text_only
from organization.models import Region
from programs.models import Trainer

NUMERIC = "NIP tersimpan sebagai angka di Excel. Ubah kolom menjadi Teks lalu ketik ulang NIP."


class TrainerImporter(Importer):
    kind = "trainers"
    title = "Narasumber"
    columns = (
        Column("nip", "NIP", ("NIP/NI PPPK",), required=True, parse=text_only(NUMERIC), mask=True),
        Column("nama", "Nama", ("Nama Lengkap",), required=True),
        Column("instansi", "Instansi", ("OPD",)),
        Column("nilai", "Nilai", parse=decimal),
        Column("tanggal", "Tanggal", parse=day),
        Column("cara", "Cara", parse=Choice({"Luring": "in", "tatap muka": "in", "Daring": "on"})),
    )

    def check(self, rows, context):
        region = Region.objects.get(code=context.region_code)
        nips = [row.values["nip"] for row in rows]
        stored = {t.nip: t for t in Trainer.objects.filter(region=region, nip__in=nips)}
        seen, names = Counter(), {"BKN", "LAN"}
        for row in rows:
            nip = row.values["nip"]
            if nip and seen[nip]:
                row.problem("nip", f"Sama dengan baris {seen[nip]}.")
            elif nip:
                seen[nip] = row.number
            unit = row.values["instansi"]
            chosen = context.chosen("instansi", unit)
            if chosen:
                row.values["instansi"] = chosen
            elif unit and unit not in names:
                row.problem("instansi", f"Instansi “{unit}” belum dikenal.")
                context.unknown("instansi", unit)
            if old := stored.get(nip):
                self.compare(row, old)

    def compare(self, row, old):
        row.values["id"] = old.pk
        row.state = "same" if row.values["nama"] == old.name else "update"
        if row.state == "update":
            row.problem("nama", "Berbeda dari data lama.", "warning", old=old.name)

    def choices_for(self, field, context):
        return [("BKN", "Badan Kepegawaian Negara"), ("LAN", "Lembaga Administrasi Negara")]

    def apply(self, rows, context, journal):
        region = Region.objects.get(code=context.region_code)
        new = Trainer.objects.bulk_create(
            Trainer(
                region=region,
                nip=row.values["nip"],
                name=row.values["nama"],
                institution=row.values["instansi"] or "",
            )
            for row in rows
            if row.state == "new"
        )
        journal.created(new)
        names = {row.values["id"]: row.values["nama"] for row in rows if row.state == "update"}
        old = list(Trainer.objects.filter(pk__in=names))
        if len(old) != len(names):
            raise OutdatedCheck
        journal.changing(old)
        for trainer in old:
            trainer.name = names[trainer.pk]
        Trainer.objects.bulk_update(old, ["name"])
        return {"created": len(new), "updated": len(old)}
