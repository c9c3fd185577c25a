"""Sums of people's pairs of answers, as forms left them when they closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from programs.models import Session
from reports.analysis import PairSums
from surveys.actions.pairing import wave_of
from surveys.models import PairMoments

BEFORE_FORM = "F0"  # asked before the training
COLUMNS = (
    "session_id",
    "kind",
    "after__questionnaire__code",
    "dimension",
    "scale",
    "keys",
    "before_id",
    "after_id",
    "n",
    "n_before",
    "n_after",
    "sum_before",
    "sum_after",
    "square_before",
    "square_after",
    "product",
    "differences",
    "after__audience",
    "after__opened_on",
    "session__ends_on",
)


@dataclass(frozen=True, slots=True)
class PairRecord:
    """The pairs of two forms of one session on one dimension."""

    session: int
    kind: str  # repeated, retrospective
    form: str  # code of the later questionnaire, "F1S"
    dimension: str
    scale: str
    keys: tuple[str, ...]  # asked both times
    before: int  # forms
    after: int
    n_before: int  # people with a value in each form, paired or not
    n_after: int
    sums: PairSums
    differences: dict[str, int]  # {change: people}
    month: int | None  # of follow-ups: 3, 6 or 12 months after the session


def pair_records(sessions: QuerySet[Session]) -> list[PairRecord]:
    """Return what participants and alumni answered before and after, by session (one query).

    Of two forms only those whose first was asked before the training ended count here.
    """
    own = Q(after__audience__in=("participants", "alumni"))
    first = Q(before__questionnaire__code__startswith=BEFORE_FORM) | Q(
        before__opened_on__lte=F("session__starts_on")
    )
    asked = Q(kind="retrospective") | (Q(kind="repeated", before__audience="participants") & first)
    rows = PairMoments.objects.filter(own & asked, session__in=sessions.order_by())
    return [_record(row) for row in rows.order_by("pk").values_list(*COLUMNS)]


def _record(row: tuple[Any, ...]) -> PairRecord:
    session, kind, form, dimension, scale, keys, before, after, n, n_before, n_after = row[:11]
    audience, opened_on, ends_on = row[17:]
    return PairRecord(
        session=session,
        kind=kind,
        form=form,
        dimension=dimension,
        scale=scale,
        keys=tuple(keys),
        before=before,
        after=after,
        n_before=n_before,
        n_after=n_after,
        sums=PairSums(n, *row[11:16]),
        differences=row[16],
        month=wave_of(opened_on, ends_on) if audience == "alumni" else None,
    )
