"""Figures of what people answered: agreement, and answers to choice questions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from organization.wording import number, percent
from reports.charts.bars import BarRow, Bars
from reports.charts.figure import Plan, Table
from reports.charts.likert import Likert, Scale
from reports.charts.likert import LikertRow as Drawn
from reports.charts.words import (
    AUDIENCES,
    MACHINE_STATES,
    STATES,
    Source,
    flag_notes,
    marked,
    people,
    scale_words,
    state,
    without_stop,
)
from reports.results import LikertRow


def agreement_plans(
    rows: Sequence[LikertRow], source: Source, key: str, *, ordered: bool = False
) -> list[Plan]:
    """Return one diverging chart a scale and audience, statements by share of good answers.

    ``ordered`` keeps the order of the rows, where an order by value would be a ranking.
    """
    scaled = sorted((row for row in rows if row.scale and row.question), key=_kind)
    plans = []
    for place, (_, found) in enumerate(groupby(scaled, key=_kind), start=1):
        lines = list(found)
        if not ordered:
            lines.sort(key=lambda row: (-(row.favourable_share or -1.0), row.text))
        plans.append(_agreement(lines, source, f"{key}-{place}", ranked=not ordered))
    return plans


def _kind(row: LikertRow) -> tuple[str, str, str, str, str]:
    return row.audience, row.subject or "", row.moment, row.scale, row.stratum


def _agreement(rows: list[LikertRow], source: Source, key: str, *, ranked: bool) -> Plan:
    first = rows[0]
    good, bad = scale_words(first.scale)
    values = [value for value, _ in first.labels]
    neutral = values.index(str(first.neutral)) if first.neutral is not None else None
    scale = Scale(
        tuple(label for _, label in first.labels), values.index(str(first.favourable_from)), neutral
    )
    chart = Likert(scale, tuple(_drawn(row, rows) for row in rows), good, bad)
    title = _finding(rows, good) if ranked else _side_by_side(rows, good)
    told = [f"{without_stop(row.text)}: {chart.words(_drawn(row, rows))}" for row in rows]
    when = "sebelum pelatihan" if first.moment == "before" else ""
    of_whom = "".join(f" · {part}" for part in (first.subject, when, first.stratum_label) if part)
    return Plan(
        key=key,
        title=title,
        subtitle=f"Jawaban {AUDIENCES[first.audience]}{of_whom}, "
        f"skala {len(values)} tingkat · {source.when}",
        desc=f"{title}. {'; '.join(told)}.",
        data=chart,
        table=_table(rows, good, bad, scale),
        notes=_notes(rows),
    )


def _drawn(row: LikertRow, rows: list[LikertRow]) -> Drawn:
    if row.counts is None:
        return Drawn(row.text, None, None, state(row.status))
    return Drawn(marked(row.text, row, rows), row.n, tuple(count for _, count in row.counts))


def _finding(rows: list[LikertRow], good: str) -> str:
    shown = [row for row in rows if row.favourable_share is not None]
    if not shown:
        return STATES[rows[0].status][1].rstrip(".")
    if all("small_n" in row.flags for row in shown):
        return f"Penilaian {AUDIENCES[rows[0].audience]}: gambaran awal"
    best, least = shown[0], shown[-1]
    words = f"{percent(best.favourable_share or 0)} {good} “{without_stop(best.text)}”"
    if best is least:
        return words
    share = percent(least.favourable_share or 0)
    return f"{words}; paling rendah {share}: “{without_stop(least.text)}”"


def _side_by_side(rows: list[LikertRow], good: str) -> str:
    """Tell the shares in the order of the rows, without a highest or lowest."""
    shares = [
        f"{row.text} {percent(row.favourable_share)}"
        for row in rows
        if row.favourable_share is not None
    ]
    return f"{good[:1].upper()}{good[1:]}: {', '.join(shares)}"


def _table(rows: list[LikertRow], good: str, bad: str, scale: Scale) -> Table:
    middle = ("netral",) if scale.neutral is not None else ()
    header = (
        "Pernyataan",
        "n",
        *scale.labels,
        f"% {bad}",
        *(f"% {m}" for m in middle),
        f"% {good}",
    )
    lines = []
    for row in rows:
        if row.counts is None:
            words = MACHINE_STATES[row.status]
            lines.append((row.text, *[words] * (len(header) - 1)))
            continue
        shares = [row.unfavourable_share, *([row.neutral_share] if middle else [])]
        lines.append(
            (
                row.text,
                number(row.n or 0),
                *(number(count) for _, count in row.counts),
                *(percent(share or 0) for share in [*shares, row.favourable_share]),
            )
        )
    return Table(header, tuple(lines))


def _notes(rows: list[LikertRow]) -> tuple[str, ...]:
    asked = max((row.invited or 0 for row in rows), default=0)
    answered = people(row.n for row in rows if row.status == "shown")
    notes = []
    if answered:
        sent = max((row.submitted or 0 for row in rows), default=0)
        rate = f" Tingkat respons {percent(sent / asked)} ({number(sent)} dari {number(asked)})."
        notes.append(f"Jawaban dari {answered}.{rate if asked and sent else ''}")
    notes += sorted({f"Mencakup {row.coverage}." for row in rows if row.coverage})
    return (*notes, *flag_notes(rows))


def hindrance_plans(rows: Sequence[LikertRow], source: Source, key: str) -> list[Plan]:
    """Return how many are hindered by what, one chart an audience; the most frequent first."""
    plans = []
    ordered = sorted(rows, key=lambda row: row.audience)
    for audience, found in groupby(ordered, key=lambda row: row.audience):
        lines = sorted(found, key=lambda row: -(row.unfavourable_share or -1.0))
        bars = Bars(tuple(_hindered(row) for row in lines), full=1.0)
        top = lines[0]
        title = (
            f"{percent(top.unfavourable_share)} {AUDIENCES[audience]} terhambat: "
            f"“{without_stop(top.text)}”"
            if top.unfavourable_share is not None
            else STATES[top.status][1].rstrip(".")
        )
        plans.append(
            Plan(
                key=f"{key}-{audience}",
                title=title,
                subtitle=f"Bagian {AUDIENCES[audience]} yang terhambat · {source.when}",
                desc=f"{title}. {'; '.join(f'{bar.label} {bar.words}' for bar in bars.rows)}.",
                data=bars,
                table=Table(
                    ("Hambatan", "Yang terhambat"),
                    tuple((bar.label, bar.words) for bar in bars.rows),
                ),
                notes=_notes(lines),
            )
        )
    return plans


def _hindered(row: LikertRow) -> BarRow:
    if row.unfavourable_share is None:
        return BarRow(row.text, None, state(row.status))
    words = f"{percent(row.unfavourable_share)} dari {number(row.n or 0)} orang"
    return BarRow(row.text, row.unfavourable_share, words)


def choice_plans(rows: Sequence[LikertRow], source: Source, key: str) -> list[Plan]:
    """Return one bar chart a choice question, the most frequent answer first."""
    return [
        _choice(row, source, f"{key}-{place}")
        for place, row in enumerate((row for row in rows if not row.scale), start=1)
    ]


def _choice(row: LikertRow, source: Source, key: str) -> Plan:
    names = dict(row.labels)
    counts = sorted(row.counts or (), key=lambda pair: (-pair[1], names.get(pair[0], pair[0])))
    people_asked = row.n or 0
    bars = tuple(
        BarRow(
            names.get(code, code),
            float(count),
            f"{number(count)} orang" + (f" ({percent(count / people_asked)})" if row.n else ""),
        )
        for code, count in counts
    )
    title = f"Jawaban terbanyak: {bars[0].label}, {bars[0].words}" if bars else state(row.status)
    return Plan(
        key=key,
        title=title,
        subtitle=f"{row.text} · {AUDIENCES[row.audience]} · {source.when}",
        desc=f"{title}. {'; '.join(f'{bar.label} {bar.words}' for bar in bars)}.",
        data=Bars(bars),
        table=Table(("Jawaban", "Orang"), tuple((bar.label, bar.words) for bar in bars)),
        notes=_notes([row]),
    )
