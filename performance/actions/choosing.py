"""Which indicators a programme wants to move, and the smallest change worth having."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from performance.actions.pairs import rebuild_sessions_touched
from performance.models import Indicator, Pair, ProgramIndicator
from performance.windows import YEAR_BEFORE_DAYS
from programs.models import Program
from trail.actions import record

BEFORE_DAYS, TOLERANCE_DAYS = 180, 60


class DeltaFrozen(Exception):  # noqa: N818 - an outcome that the page shows
    """The smallest change worth having was altered, or dropped, after the first "sesudah"."""

    def __init__(self, names: list[str]) -> None:
        listed = ", ".join(names)
        super().__init__(
            f"Nilai “sesudah” untuk {listed} sudah masuk. Indikatornya, perubahan terkecil yang "
            "berarti, dan jendela waktunya tidak dapat diubah lagi, agar hasil tidak dapat "
            "disesuaikan dengan angka yang sudah terlihat."
        )
        self.names = names


class StaleChoice(Exception):  # noqa: N818 - an outcome that the page shows
    """Somebody else chose indicators after this form was opened."""


@dataclass(frozen=True)
class Choice:
    """One chosen indicator."""

    indicator_id: int
    is_primary: bool
    delta: float  # in the indicator's unit
    before_days: int
    tolerance_days: int


def default_days(indicator: Indicator) -> int:
    """Return how many days before a session values may have ended."""
    return YEAR_BEFORE_DAYS if indicator.frequency == "year" else BEFORE_DAYS


def state_of_choice(program: Program) -> str:
    """Return the choice in force as text, to notice that somebody else changed it."""
    rows = program.indicators.order_by("indicator").values_list(
        "indicator", "is_primary", "delta", "before_days", "tolerance_days"
    )
    return ";".join(",".join(map(str, row)) for row in rows)


def frozen_indicators(program: Program) -> set[int]:
    """Return the indicators of which a "sesudah" has arrived."""
    pairs = Pair.objects.filter(session__program=program, after__isnull=False)
    return set(pairs.order_by().values_list("indicator_id", flat=True).distinct())


@transaction.atomic
def choose_indicators(*, program: Program, choices: list[Choice], seen: str, actor: Any) -> None:
    """Replace the programme's indicators and rebuild its pairs."""
    Program.objects.select_for_update().get(pk=program.pk)
    if state_of_choice(program) != seen:
        raise StaleChoice
    _refuse_frozen(program, choices)
    program.indicators.all().delete()
    ProgramIndicator.objects.bulk_create(
        ProgramIndicator(program=program, **vars(choice)) for choice in choices
    )
    record(
        actor=actor,
        action="program.indicators_chosen",
        target=str(program),
        region_code=program.region.code,
        detail={"before": seen, "after": state_of_choice(program)},
    )
    rebuild_sessions_touched(program_ids=[program.pk])


def _refuse_frozen(program: Program, choices: list[Choice]) -> None:
    chosen = {choice.indicator_id: _fixed(choice) for choice in choices}
    frozen = frozen_indicators(program)
    refused = [
        str(row.indicator)
        for row in program.indicators.select_related("indicator")
        if row.indicator_id in frozen and chosen.get(row.indicator_id) != _fixed(row)
    ]
    if refused:
        raise DeltaFrozen(refused)


def _fixed(row: Choice | ProgramIndicator) -> tuple[float, int, int]:
    """Return what may not be fitted to values already seen."""
    return (row.delta, row.before_days, row.tolerance_days)


def adopt_indicators(*, wanted: dict[int, list[Indicator]]) -> list[ProgramIndicator]:
    """Give programmes the indicators of an import; the first is primary where none was.

    The smallest change worth having is the indicator's own, fixed before any value is paired.
    """
    chosen = ProgramIndicator.objects.filter(program__in=wanted)
    held = set(chosen.values_list("program_id", "indicator_id"))
    led = set(chosen.filter(is_primary=True).values_list("program_id", flat=True))
    return ProgramIndicator.objects.bulk_create(
        ProgramIndicator(
            program_id=program,
            indicator=indicator,
            is_primary=place == 0 and program not in led,
            delta=indicator.delta,
            before_days=default_days(indicator),
            tolerance_days=TOLERANCE_DAYS,
        )
        for program, indicators in wanted.items()
        for place, indicator in enumerate(i for i in indicators if (program, i.pk) not in held)
    )
