"""How often released comments speak of each theme, as people confirmed it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.disclosure import Candidate, CellStatus, release
from reports.frames.comments import CommentRecord
from reports.results.forms import released_comments
from reports.results.source import Source


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme of an angkatan, or of a programme over the angkatan that show it."""

    program: str
    session: str | None  # None: the programme
    theme: str  # code of the codebook
    label: str
    status: CellStatus  # always shown: a theme of fewer comments is not named at all
    comments: int  # released comments of the theme
    sessions: int  # angkatan behind the number


def session_themes(source: Source, comments: Iterable[CommentRecord]) -> tuple[ThemeRow, ...]:
    """Return the themes of each angkatan inside, the most frequent first.

    A theme is shown from 3 comments, or what the forms printed if that was more. One of fewer is
    absent, as one of none, and stands in no sum.
    """
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    labels: dict[str, str] = {}
    needs: dict[int, int] = defaultdict(lambda: source.thresholds.comments)
    for (session, _about, _question), some in released_comments(source, comments).items():
        for comment in some:
            needs[session] = max(needs[session], comment.comments)
            if comment.theme:
                counts[session][comment.theme] += 1
                labels[comment.theme] = comment.theme_label
    asked = [
        Candidate(f"{session}.{theme}", number, number, needs[session])
        for session, found in counts.items()
        for theme, number in found.items()
    ]
    cells = release(asked, source.viewer)
    rows = [
        ThemeRow(
            program=source.program_of(session).code,
            session=source.sessions[session].code,
            theme=theme,
            label=labels[theme],
            status="shown",
            comments=number,
            sessions=1,
        )
        for session, found in counts.items()
        for theme, number in found.items()
        if cells[f"{session}.{theme}"].status == "shown"
    ]
    return _ordered(rows)


def program_themes(rows: Sequence[ThemeRow]) -> tuple[ThemeRow, ...]:
    """Return the programme's themes, then its angkatan's: sums of what is shown only."""
    of_theme: dict[str, list[ThemeRow]] = defaultdict(list)
    for row in rows:
        of_theme[row.theme].append(row)
    sums = [
        ThemeRow(
            program=some[0].program,
            session=None,
            theme=theme,
            label=some[0].label,
            status="shown",
            comments=sum(row.comments for row in some),
            sessions=len(some),
        )
        for theme, some in of_theme.items()
    ]
    return (*_ordered(sums), *rows)


def _ordered(rows: Iterable[ThemeRow]) -> tuple[ThemeRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.session or "", -row.comments, row.label)))
