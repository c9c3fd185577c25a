"""One angkatan."""

from __future__ import annotations

from typing import Any

from programs.models import Session
from reports.frames.comments import shown_comments
from reports.results import answers, attitudes, dimension_rows, items, learning, performance
from reports.results.forms import comment_groups
from reports.results.lines import Details
from reports.results.participation import participation
from reports.results.program import change_bars, spoken
from reports.results.region import answer_blocks
from reports.results.shapes import SessionResult
from reports.results.source import Source, load, visible_sessions
from reports.results.themes import session_themes
from reports.results.tiles import session_tiles


def session_result(user: Any, session: Session) -> SessionResult:  # noqa: ANN401
    """Compute the result of a session that the user may see."""
    program = session.program
    everything = visible_sessions(user, program.region).filter(program=program)
    asked = everything.filter(pk=session.pk)
    source = load(user, program.region, asked, everything=everything)
    people = participation(source)
    asked_items = [row for row in answers.session_rows(source) if row.question]
    strata = answers.strata_rows(source)
    moved, tests = performance.session_rows(source), learning.session_rows(source)
    dimensions = tuple(dimension_rows.session_rows(source))
    moods = tuple(attitudes.attitude_rows(source)[1])
    return SessionResult(
        pk=session.pk,
        code=session.code,
        label=f"Angkatan {session.number}",
        program_pk=program.pk,
        program=program.code,
        program_name=program.name,
        starts_on=session.starts_on,
        ends_on=session.ends_on,
        **spoken(source, moved),
        tiles=session_tiles(source, people, moved),
        participation=people,
        dimensions=dimensions,
        strata=tuple(strata),
        learning=tuple(tests),
        attitudes=moods,
        test_items=tuple(items.item_rows(source)[1]),
        **answer_blocks(asked_items),
        performance=tuple(moved),
        changes=change_bars(source, only=session.pk),
        **_written(source, session),
        details=Details(
            reaction=(*answers.session_rows(source), *strata),
            dimensions=dimensions,
            learning=tuple(tests),
            attitudes=moods,
            performance=tuple(moved),
        ),
    )


def _written(source: Source, session: Session) -> dict[str, Any]:
    """Return the released comments, or why there are none, and how often they name each theme."""
    written = shown_comments([session.pk])
    comments, note = comment_groups(source, written)
    themes = session_themes(source, written)
    return {"comments": comments, "comments_note": note, "themes": themes}
