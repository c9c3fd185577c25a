"""What an import of answers leaves behind while its form is open, and how it goes at close.

The fingerprint of a row is an HMAC under the form's link key: it tells that the same row came
before, to nobody without the key store, and to nobody at all once the form is closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from intake.models import ImportJob, ImportRow, JournalEntry
from surveys import keys
from surveys.actions.links import link_key_of
from surveys.models import Survey

KIND = "responses"  # of ImportJob
State = ImportJob.State


def jobs_of(survey: Survey) -> QuerySet[ImportJob]:
    """Return the imports of answers into the form."""
    region = survey.session.program.region.code
    return ImportJob.objects.filter(kind=KIND, region_code=region, context__survey=survey.pk)


def fingerprints(survey: Survey, rows: Iterable[str]) -> list[str]:
    """Return a fingerprint a row; rows of one file that are alike get different ones."""
    link_key, times, found = link_key_of(survey), Counter(), []
    for row in rows:
        times[row] += 1
        found.append(keys.fingerprint(link_key, f"row:{times[row]}:{row}"))
    return found


def imported_fingerprints(survey: Survey) -> set[str]:
    """Return the fingerprints of all rows that stand imported; one query."""
    contexts = jobs_of(survey).filter(state=State.APPLIED).values_list("context", flat=True)
    return {one for context in contexts for one in context.get("fingerprints", [])}


def imported_on(survey: Survey) -> str:
    """Return the day of the last import that stands, "22/11/2026", or ""."""
    applied = jobs_of(survey).filter(state=State.APPLIED).order_by("-applied_at")
    moment = applied.values_list("applied_at", flat=True).first()
    return f"{timezone.localtime(moment):%d/%m/%Y}" if moment else ""


def forget_rows_of(job: ImportJob) -> None:
    """Delete the checked rows, the left-out ones too: they hold a person's whole form at a time."""
    job.rows.all().delete()
    job.summary |= {"unknown": {}, "rows_forgotten": True}


def forget_imports(survey: Survey) -> None:
    """Delete, when the form closes, what its imports still keep: rows, journals, fingerprints."""
    jobs = jobs_of(survey)
    ImportRow.objects.filter(job__in=jobs).delete()
    JournalEntry.objects.filter(job__in=jobs).delete()
    plain = {"survey": survey.pk, "session": survey.session_id}
    jobs.update(context=plain, value_mapping={}, digest="")
    jobs.filter(state__in=[State.MAPPING, State.CHECKED]).update(state=State.CANCELLED)
