"""Regions side by side: sessions are the unit, like with like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from django.utils import timezone

from organization.models import Region
from organization.wording import number
from programs.models import Topic
from reports.analysis import (
    MIN_SESSIONS,
    NotEnoughDataError,
    newcombe_difference,
    session_mean,
    welch_difference,
)
from reports.results import answers, performance
from reports.results.compared import ComparedRegion, ComparisonResult, Difference, Measure
from reports.results.period import Period
from reports.results.rows import LikertRow
from reports.results.source import Source, load, narrowed, visible_sessions
from reports.results.totals import program_totals, together
from reports.results.wording import amount, unit_words

FAVOURITES = ("item:B-TER-1", "item:R-REL-4")  # what is compared unless something is chosen
COMPARED = ("participants", "alumni")  # whose answers
SHARE_UNIT = "%"
NOTHING = Measure("", "", "")


@dataclass(slots=True)
class Values:
    """The values of one region's sessions on one measure."""

    values: list[float] = field(default_factory=list)  # a session each; share 0-1 or unit
    people: int = 0
    favourable: int = 0  # respondents, shares only
    mix: dict[str, int] = field(default_factory=dict)  # programme name: people
    likert: LikertRow | None = None

    def add(self, value: float, people: int, program: str) -> None:
        """Add a session."""
        self.values.append(value)
        self.people += people
        self.mix[program] = self.mix.get(program, 0) + people


def comparison_result(
    user: Any,  # noqa: ANN401
    measure: str = "",
    topic: str = "",
    period: Period = Period(),  # noqa: B008  frozen
) -> ComparisonResult:
    """Compare the regions granted to the user on programmes of one topic."""
    regions = sorted(Region.objects.visible_to(user), key=str)
    topics = _topics(user, regions, period)
    chosen = topic if topic in dict(topics) else (topics[0][0] if topics else "")
    sources = [_source(user, region, chosen, period) for region in regions] if chosen else []
    measures = _measures(sources)
    picked = _picked(measures, measure)
    values = [_values(source, picked) for source in sources]
    compared = tuple(
        _compared(region, found, picked)
        for region, found in zip(regions, values, strict=bool(sources))
    )
    pairs = combinations(range(len(compared)), 2)
    differences = tuple(
        _difference(regions[i], regions[j], (values[i], values[j]), picked) for i, j in pairs
    )
    return ComparisonResult(
        measure=picked,
        measures=tuple(measures),
        topic=chosen,
        topic_name=dict(topics).get(chosen, ""),
        topics=tuple(topics),
        period=period,
        data_as_of=timezone.now(),
        headline=_headline(differences),
        regions=compared,
        differences=differences,
    )


def _topics(user: Any, regions: Sequence[Region], period: Period) -> list[tuple[str, str]]:  # noqa: ANN401
    """Return the topics with sessions in at least two of the regions."""
    seen: dict[int, set[int]] = {}
    for region in regions:
        sessions = narrowed(visible_sessions(user, region), period).order_by()
        for pk in sessions.values_list("program__topic_id", flat=True).distinct():
            if pk is not None:
                seen.setdefault(pk, set()).add(region.pk)
    wanted = [pk for pk, places in seen.items() if len(places) > 1]
    rows = Topic.objects.filter(pk__in=wanted).order_by("name")
    return list(rows.values_list("code", "name"))


def _source(user: Any, region: Region, topic: str, period: Period) -> Source:  # noqa: ANN401
    everything = visible_sessions(user, region).filter(program__topic__code=topic)
    return load(user, region, narrowed(everything, period), everything=everything)


def _measures(sources: Sequence[Source]) -> list[Measure]:
    """Return what at least two regions can be compared on."""
    found: dict[Measure, int] = {}
    for source in sources:
        for measure in dict.fromkeys([*_items(source), *_indicators(source)]):
            found[measure] = found.get(measure, 0) + 1
    return [measure for measure, regions in found.items() if regions > 1]


def _items(source: Source) -> list[Measure]:
    return [
        Measure(f"item:{row.question}", row.text, SHARE_UNIT)
        for row in _sums(source)
        if row.audience in COMPARED and row.favourable_share is not None and row.moment == "after"
    ]


def _indicators(source: Source) -> list[Measure]:
    return [
        Measure(f"indicator:{row.indicator}", row.indicator_name, row.unit)
        for row in performance.program_rows(source)
        if row.status == "shown"
    ]


def _sums(source: Source) -> list[LikertRow]:
    return answers.region_rows(source, together(program_totals(source).values()))


def _picked(measures: Sequence[Measure], wanted: str) -> Measure:
    by_key = {measure.key: measure for measure in measures}
    for key in (wanted, *FAVOURITES):
        if key in by_key:
            return by_key[key]
    return measures[0] if measures else NOTHING


def _values(source: Source, measure: Measure) -> Values:
    kind, _, code = measure.key.partition(":")
    found = Values()
    if kind == "item":
        for row in answers.session_rows(source):
            alone = row.session is not None or row.sessions
            same = row.question == code and row.audience in COMPARED and row.moment == "after"
            if alone and same and row.subject is None and row.favourable_share is not None:
                found.add(row.favourable_share, row.n or 0, row.program_name)
                found.favourable += round(row.favourable_share * (row.n or 0))
        sums = _sums(source)
        found.likert = next((row for row in sums if row.question == code), None)
    elif kind == "indicator":
        for moved in performance.session_rows(source):
            if moved.indicator == code and moved.change is not None:
                found.add(moved.change, moved.n or 0, moved.program_name)
    return found


def _compared(region: Region, found: Values, measure: Measure) -> ComparedRegion:
    try:
        mean = session_mean(found.values)
    except NotEnoughDataError:
        sentence = f"{region}: belum ada hasil yang dapat dibandingkan."
        return ComparedRegion(region.code, str(region), "none", sentence)
    said = _value_words(mean.mean, measure)
    sentence = f"{region}: {said}, {number(mean.sessions)} angkatan, {number(found.people)} orang."
    if mean.sessions < MIN_SESSIONS:
        sentence = f"{region}: baru {number(mean.sessions)} angkatan; perlu {MIN_SESSIONS}."
    mix = sorted(found.mix.items(), key=lambda item: (-item[1], item[0]))
    return ComparedRegion(
        code=region.code,
        name=str(region),
        sessions=mean.sessions,
        n=found.people,
        mean=mean.mean,
        ci_low=mean.ci_low,
        ci_high=mean.ci_high,
        status="shown",
        sentence=sentence,
        mix=tuple(mix),
        likert=found.likert,
    )


def _difference(
    first: Region, second: Region, values: tuple[Values, Values], measure: Measure
) -> Difference:
    one, two = values
    try:
        welch = welch_difference(one.values, two.values)
    except NotEnoughDataError:
        sentence = (
            f"{first} dan {second} belum dapat dibandingkan: "
            f"perlu {MIN_SESSIONS} angkatan di setiap wilayah."
        )
        return Difference(str(first), str(second), "none", sentence)
    low = high = None
    if measure.unit == SHARE_UNIT and one.favourable <= one.people and measure.key[:5] == "item:":
        newcombe = newcombe_difference((one.favourable, one.people), (two.favourable, two.people))
        low, high = newcombe.low, newcombe.high
    return Difference(
        first=str(first),
        second=str(second),
        difference=welch.difference,
        ci_low=welch.ci_low,
        ci_high=welch.ci_high,
        t=welch.t,
        df=welch.df,
        p=welch.p,
        respondents_low=low,
        respondents_high=high,
        status="shown",
        sentence=_difference_words(
            str(first), str(second), (welch.difference, welch.ci_low, welch.ci_high), measure
        ),
    )


def _difference_words(
    first: str, second: str, interval: tuple[float, float, float], measure: Measure
) -> str:
    factor = 100 if measure.key.startswith("item:") else 1
    difference, low, high = (factor * value for value in interval)
    if low <= 0 <= high:
        return f"Data belum cukup untuk menyatakan {first} dan {second} berbeda."
    if difference < 0:
        first, second, difference, low, high = second, first, -difference, -high, -low
    unit = "poin" if factor == 100 else unit_words(measure.unit)
    return (
        f"{first} lebih tinggi {amount(difference)} {unit} daripada {second} "
        f"(perkiraan antara {amount(low)} dan {amount(high)})."
    )


def _value_words(value: float, measure: Measure) -> str:
    if measure.key.startswith("item:"):
        return f"{number(value * 100)}% setuju"
    return f"perubahan {amount(value)} {unit_words(measure.unit)}"


def _headline(differences: Sequence[Difference]) -> str:
    if not differences:
        return "Belum ada program dengan topik yang sama di dua wilayah."
    return " ".join(one.sentence for one in differences)
