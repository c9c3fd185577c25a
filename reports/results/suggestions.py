"""Released comments of one form with the theme that each seems to speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.analysis.groups import word_groups
from reports.analysis.proportions import Interval, wilson_interval
from reports.analysis.themes import MEASURED, Agreement, ThemeReader
from reports.frames.comments import ReadComment, codebook, comments_of, confirmed_comments
from surveys.models import Survey

LISTED = 200  # comments of either kind on a page; of more, each view draws others


@dataclass(frozen=True, slots=True)
class CommentPile:
    """Comments that belong together, in random order."""

    title: str
    suggested: str  # code of the theme that is suggested for all of them; "" for none
    comments: tuple[ReadComment, ...]


@dataclass(frozen=True, slots=True)
class ThemeReading:
    """What a person has to decide, and how far the suggestions can be trusted."""

    themes: dict[str, str]  # {code: label} of the codebook
    piles: tuple[CommentPile, ...]  # suggested themes, then shared words, then the rest
    settled: tuple[CommentPile, ...]  # by the theme that a person confirmed
    unlisted: int  # comments without a theme for which the page has no room
    confirmed: int  # comments with a theme
    comments: int  # released comments
    measured: Agreement  # of suggestions on the held-out half of the labelled sample
    share: Interval  # of right suggestions in it, 95 % Wilson


def theme_reading(user: Any, survey: Survey) -> ThemeReading:  # noqa: ANN401
    """Return the released comments of a form the user may see, sorted into piles."""
    themes, comments = codebook(), comments_of(survey)
    reader = ThemeReader(themes, confirmed_comments(user))
    waiting = [comment for comment in comments if not comment.theme]
    given = [comment for comment in comments if comment.theme]
    settled: dict[str, list[ReadComment]] = defaultdict(list)
    suggested: dict[str, list[ReadComment]] = defaultdict(list)
    for comment in given[:LISTED]:
        settled[comment.theme].append(comment)
    for comment in waiting[:LISTED]:
        suggested[reader.suggest(comment.text).theme].append(comment)
    rest = suggested.pop("", [])
    return ThemeReading(
        themes=themes,
        piles=(*_largest_first(themes, suggested, suggest=True), *_by_words(rest)),
        settled=_largest_first(themes, settled, suggest=False),
        unlisted=max(len(waiting) - LISTED, 0),
        confirmed=len(given),
        comments=len(comments),
        measured=MEASURED,
        share=wilson_interval(MEASURED.right, MEASURED.n),
    )


def _largest_first(
    themes: dict[str, str], found: dict[str, list[ReadComment]], *, suggest: bool
) -> tuple[CommentPile, ...]:
    order = sorted(found, key=lambda code: (-len(found[code]), themes[code]))
    return tuple(
        CommentPile(themes[code], code if suggest else "", tuple(found[code])) for code in order
    )


def _by_words(comments: Sequence[ReadComment]) -> tuple[CommentPile, ...]:
    """Return those without a suggestion: grouped by shared words, then what is left."""
    groups = word_groups([comment.text for comment in comments])
    grouped = {place for group in groups for place in group.members}
    piles = [
        CommentPile(
            f"Kata yang sama: {', '.join(group.words)}",
            "",
            tuple(comments[place] for place in group.members),
        )
        for group in groups
    ]
    left = tuple(one for place, one in enumerate(comments) if place not in grouped)
    return (*piles, *([CommentPile("Tanpa saran tema", "", left)] if left else []))
