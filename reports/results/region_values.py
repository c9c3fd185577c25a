"""Values of sessions that regions are compared on: same question or indicator, same wave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reports.results import answers, performance
from reports.results.compared import Measure
from reports.results.rows import LikertRow
from reports.results.source import Source
from reports.results.totals import program_totals, together

COMPARED = ("participants", "alumni")  # whose answers
WHO = {"participants": "peserta", "alumni": "alumni"}
ITEM, INDICATOR = "item:", "indicator:"
Basis = tuple[str, int]  # audience ("" for indicators), months after the session (0: at its end)


@dataclass(slots=True)
class Values:
    """The values of one region's sessions on one measure; a session stands once in the lists."""

    values: list[float] = field(default_factory=list)  # share 0-1, or change in the unit
    before: list[float] = field(default_factory=list)  # session means, indicators only
    after: list[float] = field(default_factory=list)
    people: int = 0
    favourable: int = 0  # respondents, shares only
    mix: dict[str, int] = field(default_factory=dict)  # programme name: people
    likert: LikertRow | None = None

    def add(self, value: float, people: int, program: str) -> None:
        """Add a session."""
        self.values.append(value)
        self.people += people
        self.mix[program] = self.mix.get(program, 0) + people


def values_of(sources: Sequence[Source], measure: Measure) -> tuple[str, list[Values]]:
    """Return the basis in words and the values of each region on it.

    Alumni after 3 and after 6 months are not pooled: a session would count twice, and regions that
    asked at different times would be compared.
    """
    read = _of_items if measure.key.startswith(ITEM) else _of_indicator
    found = [read(source, measure.key.partition(":")[2]) for source in sources]
    basis = _common(found)
    if basis is None:
        return "", [Values() for _ in sources]
    return basis_words(basis), [one.get(basis, Values()) for one in found]


def basis_words(basis: Basis) -> str:
    """Return "alumni, 3 bulan sesudah pelatihan" or "setelah 3 bulan"."""
    audience, months = basis
    if audience:
        who = WHO.get(audience, audience)
        return f"{who}, {months} bulan sesudah pelatihan" if months else who
    return f"setelah {months} bulan" if months else ""


def sums(source: Source) -> list[LikertRow]:
    """Return the answers of a region, summed over the programmes of the topic."""
    return answers.region_rows(source, together(program_totals(source).values()))


def _common(found: Sequence[dict[Basis, Values]]) -> Basis | None:
    """Return the basis on which most regions, then most sessions, have values; else the first."""
    every = sorted({basis for one in found for basis in one}, key=lambda basis: basis[::-1])

    def standing(basis: Basis) -> tuple[int, int]:
        held = [one[basis] for one in found if basis in one]
        return len(held), sum(len(values.values) for values in held)

    return max(every, key=standing, default=None)


def _of_items(source: Source, code: str) -> dict[Basis, Values]:
    found: dict[Basis, Values] = defaultdict(Values)
    for row in _asked(answers.session_rows(source), code):
        alone = row.session is not None or row.sessions
        if alone and row.subject is None and row.favourable_share is not None:
            values = found[row.audience, row.month or 0]
            values.add(row.favourable_share, row.n or 0, row.program_name)
            values.favourable += round(row.favourable_share * (row.n or 0))
    for row in _asked(sums(source), code):
        if (row.audience, row.month or 0) in found:
            found[row.audience, row.month or 0].likert = row
    return dict(found)


def _asked(rows: Iterable[LikertRow], code: str) -> list[LikertRow]:
    return [
        row
        for row in rows
        if row.question == code and row.audience in COMPARED and row.moment == "after"
    ]


def _of_indicator(source: Source, code: str) -> dict[Basis, Values]:
    found: dict[Basis, Values] = defaultdict(Values)
    for row in performance.session_rows(source):
        before, after = row.mean_before, row.mean_after
        if row.indicator != code or row.change is None or before is None or after is None:
            continue
        values = found["", row.wave]
        values.add(row.change, row.n or 0, row.program_name)
        values.before.append(before)
        values.after.append(after)
    return dict(found)
