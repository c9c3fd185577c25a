"""Regions of the Kemendagri list and the units that every tenant starts with."""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"
PREFIX = {"kecamatan": "Kecamatan ", "kelurahan": "Kelurahan "}


def read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parent_code(code):
    return code.rpartition(".")[0]


def load_regions(apps, schema_editor):
    Region = apps.get_model("organization", "Region")
    known = {}
    for row in sorted(read("regions.csv"), key=lambda row: len(row["code"])):
        known[row["code"]] = Region.objects.create(
            code=row["code"],
            name=row["name"],
            level=row["level"],
            short_name=row["short_name"],
            hr_office=row["hr_office"],
            is_evaluated=row["is_evaluated"] == "1",
            parent=known.get(parent_code(row["code"])),
        )


class Tree:
    """Creates units below each other, each with its path."""

    def __init__(self, apps, region):
        self.Unit = apps.get_model("organization", "Unit")
        self.Alias = apps.get_model("organization", "UnitAlias")
        self.region = region

    def add(self, name, kind, group, parent=None, aliases=()):
        unit = self.Unit.objects.create(
            region=self.region, parent=parent, name=name, kind=kind, group=group
        )
        unit.path = f"{parent.path if parent else ''}{unit.pk}."
        unit.save(update_fields=["path"])
        for alias in aliases:
            self.Alias.objects.create(region=self.region, unit=unit, name=alias)
        return unit

    def add_districts(self, regions, spellings):
        """A kecamatan is an OPD; its kelurahan stand below it."""
        units = {}
        for row in regions:
            if not row["code"].startswith(self.region.code) or row["level"] not in PREFIX:
                continue
            also = spellings.get(row["code"])
            units[row["code"]] = self.add(
                PREFIX[row["level"]] + row["name"],
                row["level"],
                "district",
                units.get(parent_code(row["code"])),
                [f"{row['level']} {also}"] if also else [],
            )


def load_units(apps, schema_editor):
    Region = apps.get_model("organization", "Region")
    regions, units = read("regions.csv"), read("units.csv")
    spellings = {row["code"]: row["also_written"] for row in read("spellings.csv")}
    for region in Region.objects.filter(is_evaluated=True).order_by("code"):
        tree = Tree(apps, region)
        tree.add_districts(regions, spellings)
        for row in units:
            if row["region"] == region.code:
                parent = (
                    tree.Unit.objects.get(region=region, name=row["parent"])
                    if row["parent"]
                    else None
                )
                aliases = filter(None, row["aliases"].split(";"))
                tree.add(row["name"], row["kind"], row["group"], parent, aliases)


def unload_units(apps, schema_editor):
    """Remove what is left, leaves first; people still placed in a unit stop it."""
    Unit = apps.get_model("organization", "Unit")
    apps.get_model("organization", "UnitAlias").objects.all().delete()
    while leaves := list(Unit.objects.filter(children=None).values_list("pk", flat=True)):
        Unit.objects.filter(pk__in=leaves).delete()


def unload_regions(apps, schema_editor):
    Region = apps.get_model("organization", "Region")
    for row in sorted(read("regions.csv"), key=lambda row: -len(row["code"])):
        Region.objects.filter(code=row["code"]).delete()


class Migration(migrations.Migration):
    dependencies = [("organization", "0001_initial")]

    operations = [
        migrations.RunPython(load_regions, unload_regions),
        migrations.RunPython(load_units, unload_units),
    ]
