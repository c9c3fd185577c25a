"""From how many people a number may be shown. The Admin may raise these, never lower them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """People behind a statistic; the numbers of product rule 4 unless raised."""

    group: int = 5  # respondents of a whole session, or of a merged group
    stratum: int = 10  # respondents in every class of a division
    rated: int = 5  # rated alumni behind forms of atasan and peers
    raters: int = 3  # different raters behind them
    upward: int = 10  # respondents to items that judge a superior
    records: int = 5  # people behind counts and means of attendance, tests, performance
    verdict: int = 10  # people behind intervals, tests, verdicts
    dots: int = 10  # people before individual changes are drawn, in bins
    reason: int = 5  # people behind one reason of absence, or one bin
    commenting: int = 10  # different people who answered the form, before its comments are shown
    comments: int = 3  # released comments on one question

    def raised(self, **numbers: float) -> Thresholds:
        """Return these thresholds with higher numbers where given; a lower one is ignored."""
        found = {name: max(getattr(self, name), int(numbers.get(name, 0))) for name in FIELDS}
        return Thresholds(**found)


FIELDS = tuple(Thresholds.__dataclass_fields__)
LOW_N = 30  # respondents; from the threshold up to here: "baca sebagai gambaran awal"
LOW_RESPONSE = 0.5  # share of the invited; below: "hasil bisa tidak mewakili"
UPWARD_KEYS = ("B-DUK-", "K-KES-")  # items in which people judge their own superior
RATED_AUDIENCES = frozenset({"supervisors", "peers"})
UPWARD_AUDIENCES = frozenset({"subordinates"})  # every item of theirs judges a superior


def judges_superior(audience: str, question: str) -> bool:
    """Tell whether the question has people judge their superior."""
    if audience in UPWARD_AUDIENCES:
        return True
    return audience in {"alumni", "non_participants"} and question.startswith(UPWARD_KEYS)
