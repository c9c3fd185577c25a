"""Regions side by side: sessions are the unit, like with like."""

from __future__ import annotations

from collections.abc import Sequence
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
from reports.results import performance
from reports.results.compared import (
    ComparedPerformance,
    ComparedRegion,
    ComparisonResult,
    Difference,
    Measure,
)
from reports.results.period import Period
from reports.results.region_values import COMPARED, INDICATOR, ITEM, Values, sums, values_of
from reports.results.source import Source, load, narrowed, visible_sessions
from reports.results.wording import amount, unit_words

FAVOURITES = ("item:B-TER-1", "item:R-REL-4")  # what is compared unless something is chosen
SHARE_UNIT = "%"
NOTHING = Measure("", "", "")


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
    basis, values = values_of(sources, picked)
    compared, differences = _side_by_side(regions, values, picked)
    return ComparisonResult(
        measure=picked,
        basis=basis,
        measures=tuple(measures),
        topic=chosen,
        topic_name=dict(topics).get(chosen, ""),
        topics=tuple(topics),
        period=period,
        data_as_of=timezone.now(),
        headline=_headline(compared, differences, picked),
        regions=compared,
        differences=differences,
        performance=_performance(regions, sources, measures, picked),
    )


def _side_by_side(
    regions: Sequence[Region], values: Sequence[Values], measure: Measure
) -> tuple[tuple[ComparedRegion, ...], tuple[Difference, ...]]:
    """Return each region and each pair of them; nothing without values."""
    if not measure.key:
        return (), ()
    pairs = combinations(zip(regions, values, strict=True), 2)
    return (
        tuple(
            _compared(region, found, measure) for region, found in zip(regions, values, strict=True)
        ),
        tuple(
            _difference(first, second, (one, two), measure) for (first, one), (second, two) in pairs
        ),
    )


def _performance(
    regions: Sequence[Region],
    sources: Sequence[Source],
    measures: Sequence[Measure],
    picked: Measure,
) -> ComparedPerformance | None:
    """Compare on the chosen indicator, else on the first that two regions share."""
    offered = [one for one in (picked, *measures) if one.key.startswith(INDICATOR)]
    if not offered:
        return None
    measure = offered[0]
    basis, values = values_of(sources, measure)
    code = measure.key.removeprefix(INDICATOR)
    record = next(one for one in sources[0].indicators.values() if one.code == code)
    compared, differences = _side_by_side(regions, values, measure)
    return ComparedPerformance(measure, basis, record.low, record.high, compared, differences)


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
        Measure(f"{ITEM}{row.question}", row.text, SHARE_UNIT)
        for row in sums(source)
        if row.audience in COMPARED and row.favourable_share is not None and row.moment == "after"
    ]


def _indicators(source: Source) -> list[Measure]:
    return [
        Measure(f"{INDICATOR}{row.indicator}", row.indicator_name, row.unit)
        for row in performance.program_rows(source)
        if row.status == "shown"
    ]


def _picked(measures: Sequence[Measure], wanted: str) -> Measure:
    by_key = {measure.key: measure for measure in measures}
    for key in (wanted, *FAVOURITES):
        if key in by_key:
            return by_key[key]
    return measures[0] if measures else NOTHING


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
        before=_mean(found.before),
        after=_mean(found.after),
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
    if measure.key.startswith(ITEM):
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
    factor = 100 if measure.key.startswith(ITEM) else 1
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
    if measure.key.startswith(ITEM):
        return f"{number(value * 100)}% setuju"
    return f"perubahan {amount(value)} {unit_words(measure.unit)}"


def _headline(
    regions: Sequence[ComparedRegion], differences: Sequence[Difference], measure: Measure
) -> str:
    """Say what differs; once, and with what is missing, where nothing can be compared."""
    if not measure.key:
        return "Belum ada hasil dengan topik yang sama di dua wilayah."
    said = [one.sentence for one in differences if one.status == "shown"]
    if said:
        return " ".join(said)
    counts = ", ".join(f"{region.name} {number(region.sessions)}" for region in regions)
    return (
        "Belum ada dua wilayah yang dapat dibandingkan: perlu hasil dari sedikitnya "
        f"{MIN_SESSIONS} angkatan di setiap wilayah ({counts})."
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
