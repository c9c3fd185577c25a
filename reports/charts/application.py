"""Figures of what is applied at work, months after the session."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from organization.wording import number, percent
from reports.charts.dots import Dot, DotRow, Dots
from reports.charts.figure import Plan, Table
from reports.charts.words import (
    AUDIENCES,
    MACHINE_STATES,
    STATES,
    Source,
    flag_notes,
    marked,
    scale_words,
    state,
    without_stop,
)
from reports.results import LikertRow

BEHAVIOUR = 3  # Kirkpatrick level
APPLICATION = "Penerapan"  # the dimension that stands for it
NOT_THE_SAME = "Responden pada waktu yang berbeda tidak selalu orang yang sama."


def application_plans(
    rows: Sequence[LikertRow], source: Source, key: str
) -> tuple[list[Plan], list[Plan]]:
    """Return one dot plot an audience: behaviour at work first, what else was asked apart."""
    ordered = sorted((row for row in rows if row.question), key=_group)
    plans: tuple[list[Plan], list[Plan]] = ([], [])
    for (is_other, _, audience, level), found in groupby(ordered, key=_group):
        lines = sorted(found, key=lambda row: row.dimension != APPLICATION)
        plans[is_other].append(_plan(audience, lines, source, f"{key}-{audience}-{level}"))
    return plans


def _group(row: LikertRow) -> tuple[bool, int, str, int]:
    return row.level != BEHAVIOUR, list(AUDIENCES).index(row.audience), row.audience, row.level


def _plan(audience: str, rows: list[LikertRow], source: Source, key: str) -> Plan:
    statements: dict[str, list[LikertRow]] = {}
    for row in rows:
        statements.setdefault(row.question, []).append(row)
    for waves in statements.values():
        waves.sort(key=lambda row: row.month or 0)
    drawn = tuple(_row(waves, rows) for waves in statements.values())
    title = _finding(audience, rows)
    return Plan(
        key=key,
        title=title,
        subtitle=f"Bagian {AUDIENCES[audience]} yang menjawab baik; garis: perkiraan 95% · "
        f"{source.when}",
        desc=f"{title}. {'; '.join(f'{without_stop(row.label)}: {row.words}' for row in drawn)}.",
        data=Dots(drawn),
        table=_table(statements),
        notes=_notes(rows),
    )


def _finding(audience: str, rows: list[LikertRow]) -> str:
    """Tell the latest wave of the first statement that is shown."""
    shown = [row for row in rows if row.favourable_share is not None]
    if not shown:
        return STATES[rows[0].status][1].rstrip(".")
    latest = max(row.month or 0 for row in shown if row.question == shown[0].question)
    row = next(r for r in shown if (r.month or 0, r.question) == (latest, shown[0].question))
    good, _ = scale_words(row.scale)
    after = f", {latest} bulan sesudahnya" if latest else ""
    share = percent(row.favourable_share or 0)
    return f"{share} {AUDIENCES[audience]} menjawab {good}{after}: “{without_stop(row.text)}”"


def _row(waves: list[LikertRow], rows: list[LikertRow]) -> DotRow:
    shown = [row for row in waves if row.favourable_share is not None]
    if not shown:
        return DotRow(waves[0].text, (), state(waves[0].status))
    dots = tuple(
        Dot(
            row.favourable_share or 0.0,
            row.ci_low if row is shown[-1] else None,
            row.ci_high if row is shown[-1] else None,
            hollow=row is not shown[-1],
        )
        for row in shown
    )
    return DotRow(
        marked(waves[0].text, shown[-1], rows),
        dots,
        "; ".join(_words(row) for row in reversed(shown)),
    )


def _words(row: LikertRow) -> str:
    when = f"{row.month} bulan: " if row.month else ""
    span = (
        f" ({number(row.ci_low * 100)}–{number(row.ci_high * 100)})"
        if row.ci_low is not None and row.ci_high is not None
        else ""
    )
    return f"{when}{percent(row.favourable_share or 0)}{span} · {number(row.n or 0)} orang"


def _table(statements: dict[str, list[LikertRow]]) -> Table:
    lines = []
    for waves in statements.values():
        for row in waves:
            shown = row.favourable_share is not None
            low = percent(row.ci_low) if row.ci_low is not None else "–"
            high = percent(row.ci_high) if row.ci_high is not None else "–"
            month = number(row.month) if row.month else "–"
            numbers = (
                (number(row.n or 0), percent(row.favourable_share or 0), low, high)
                if shown
                else (MACHINE_STATES[row.status],) * 4
            )
            lines.append((row.text, month, *numbers))
    return Table(
        ("Pernyataan", "Bulan", "n", "% baik", "Batas bawah 95%", "Batas atas 95%"), tuple(lines)
    )


def _notes(rows: list[LikertRow]) -> tuple[str, ...]:
    notes = sorted({f"Mencakup {row.coverage}." for row in rows if row.coverage})
    if len({row.month for row in rows}) > 1:
        notes.append(NOT_THE_SAME)
    return (*notes, *flag_notes(rows))
