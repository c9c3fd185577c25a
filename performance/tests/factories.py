"""Boring makers of chosen indicators, measurements, listed people and imports."""

from datetime import date

from intake.actions import check_table, confirm
from intake.reader import read_paste
from performance.importers import MeasurementImporter
from performance.models import ComparisonMember, Indicator, Measurement, ProgramIndicator


def indicator(code="tepat_waktu"):
    return Indicator.objects.get(code=code)


def choose(program, code="tepat_waktu", *, primary=True, **fields):
    """Make the programme want to move the indicator."""
    found = indicator(code)
    fields = {"delta": found.delta} | fields
    if found.frequency == "year":
        fields.setdefault("before_days", 400)
    return ProgramIndicator.objects.create(
        program=program, indicator=found, is_primary=primary, **fields
    )


def measure(who, value, start, end=None, *, code="tepat_waktu"):
    """A value of an employee (or a unit) over a period."""
    kind = "unit" if hasattr(who, "parent_id") else "employee"
    return Measurement.objects.create(
        region=who.region,
        indicator=indicator(code),
        period_start=start,
        period_end=end or start,
        value=value,
        **{kind: who},
    )


def declare(session, employee, before=None, after=None, *, code="tepat_waktu"):
    """The values of a wide file: either may be missing."""
    days = {"before": date(2026, 2, 28), "after": date(2026, 6, 30)}
    return [
        Measurement.objects.create(
            region=employee.region,
            indicator=indicator(code),
            employee=employee,
            period_start=days[name],
            period_end=days[name],
            value=value,
            session=session,
            round=name,
        )
        for name, value in (("before", before), ("after", after))
        if value is not None
    ]


def list_for_comparison(session, employee):
    return ComparisonMember.objects.create(session=session, employee=employee)


def read_values(rows, officer, **context):
    """Check pasted rows, cells apart by "|", as the page would."""
    return check_table(
        importer=MeasurementImporter(),
        table=read_paste("\n".join("\t".join(row.split("|")) for row in rows)),
        region_code="36.74",
        owner=officer,
        context=context,
    )


def apply_values(rows, officer, **context):
    """Check and confirm pasted rows."""
    job = read_values(rows, officer, **context)
    return confirm(job=job, importer=MeasurementImporter(), owner=officer)


def reasons(job):
    """Every problem as (row, column, reason)."""
    return [
        (row.number, problem["field"], problem["reason"])
        for row in job.rows.order_by("number")
        for problem in row.problems
    ]
