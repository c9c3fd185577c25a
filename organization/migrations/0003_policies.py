"""The dated values that every tenant starts with; organization.choices.PolicyKey names them."""

import csv
from datetime import date
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).resolve().parent.parent / "data" / "policies.csv"


def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps, schema_editor):
    Policy = apps.get_model("organization", "Policy")
    Policy.objects.bulk_create(
        Policy(
            key=row["key"],
            value=float(row["value"]),
            unit=row["unit"],
            legal_basis=row["legal_basis"],
            valid_from=date.fromisoformat(row["valid_from"]),
        )
        for row in rows()
    )


def unload(apps, schema_editor):
    keys = [row["key"] for row in rows()]
    apps.get_model("organization", "Policy").objects.filter(key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("organization", "0002_regions_and_units")]

    operations = [migrations.RunPython(load, unload)]
