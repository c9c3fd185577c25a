"""Which theme of the codebook a comment speaks of: a suggestion that a person confirms."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.analysis.errors import NotEnoughDataError, UnequalLengthsError
from reports.analysis.seeds import OTHER, SEEDS
from reports.analysis.spelling import features

WHOLE = 1.0  # what a seed that stands alone counts, in words of a confirmed comment
PART = 0.4  # a word of a longer seed: "jadwal" of "jadwal bentrok"
SMOOTHING = 0.05  # words, added to every word of every theme
REPEATED = 2  # confirmed comments of a theme from which a word of theirs is learned
CERTAIN = 0.3  # posterior share from which a theme is suggested
MARKED = re.compile(r"[!_]")  # what is denied, and neighbours: said on purpose


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a comment seems to speak of."""

    theme: str  # code of the codebook; "" when the comment fits none well enough
    share: float  # 0-1, of the theme among all themes


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often suggestions are what a person wrote down."""

    n: int  # comments
    right: int  # of them, with the same theme, or rightly with none
    macro_f1: float  # 0-1, mean over themes of the harmonic mean of precision and recall


# Of reports/tests/data/comments_held_out.csv without any confirmed comment; a test computes it.
MEASURED = Agreement(n=114, right=81, macro_f1=0.7203897348924437)


class ThemeReader:
    """Naive Bayes over the stems of seed words and of comments that people confirmed.

    References: Manning, Raghavan & Schütze (2008), chapter 13, https://doi.org/10.1017/CBO9780511809071
    """

    def __init__(
        self, codebook: Mapping[str, str], confirmed: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Learn from {code: label} and from confirmed (text, code); unknown codes are left out.

        A theme without seed words is known by the words of its label, until comments are confirmed.
        """
        every = {OTHER: "", **codebook}
        self._counts = {code: _seeded(SEEDS.get(code, label)) for code, label in every.items()}
        for code, word in _repeated(confirmed):
            if code in self._counts:
                self._counts[code][word] += PART  # type: ignore[assignment]
        self._known = frozenset().union(*self._counts.values())
        self._totals = {
            code: sum(counts.values()) + SMOOTHING * len(self._known)
            for code, counts in self._counts.items()
        }

    def suggest(self, text: str) -> Suggestion:
        """Return the theme of a comment, or none when it is praise, too short or unclear."""
        said = [word for word in features(text) if word in self._known]
        if not said:
            return Suggestion("", 0.0)
        scores = {code: self._score(code, said) for code in self._counts}
        best = max(scores, key=lambda code: (scores[code], code))
        share = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
        fits = best != OTHER and share >= CERTAIN
        return Suggestion(best if fits else "", share)

    def _score(self, code: str, said: Sequence[str]) -> float:
        counts, total = self._counts[code], self._totals[code]
        return sum(math.log((counts[word] + SMOOTHING) / total) for word in said)


def _repeated(confirmed: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield (code, word) for words of two comments of a theme that are rarer in all others.

    A word that was said once is chance: learning from all of them lowered the agreement.
    """
    within: Counter[tuple[str, str]] = Counter()
    for text, code in confirmed:
        within.update((code, word) for word in set(features(text)))
    overall: Counter[str] = Counter()
    for (_code, word), number in within.items():
        overall[word] += number
    for (code, word), number in within.items():
        if number >= REPEATED and number * 2 >= overall[word]:
            yield code, word


def agreement(labels: Sequence[str], suggested: Sequence[str]) -> Agreement:
    """Compare suggestions with what a person wrote down.

    Parameters
    ----------
    labels, suggested
        Codes of themes, one a comment, in the same order; "" where there is none.

    Returns
    -------
    Agreement
        ``macro_f1`` is over every code that occurs in either; "" counts as one of them.

    Raises
    ------
    NotEnoughDataError
        No comment.
    UnequalLengthsError
        The two are not of the same comments.

    References
    ----------
    Sokolova & Lapalme (2009), https://doi.org/10.1016/j.ipm.2009.03.002
    """
    if len(labels) != len(suggested):
        raise UnequalLengthsError(f"{len(labels)} labels, {len(suggested)} suggestions")
    if not labels:
        raise NotEnoughDataError("agreement", 1, 0)
    pairs = Counter(zip(labels, suggested, strict=True))
    wanted, found = Counter(labels), Counter(suggested)
    scores = [
        2 * pairs[theme, theme] / (wanted[theme] + found[theme]) for theme in sorted(wanted | found)
    ]
    right = sum(count for (one, other), count in pairs.items() if one == other)
    return Agreement(len(labels), right, math.fsum(scores) / len(scores))


def _seeded(phrases: str) -> Counter[str]:
    """Count the words of seed phrases; parts of a longer phrase count less."""
    found: Counter[str] = Counter()
    for phrase in phrases.split(","):
        said = features(phrase)
        for word in said:
            found[word] += WHOLE if len(said) == 1 or MARKED.search(word) else PART  # type: ignore[assignment]
    return found
