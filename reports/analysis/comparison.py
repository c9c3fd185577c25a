"""Two regions compared: their sessions are the unit."""

from __future__ import annotations

from dataclasses import dataclass

from reports.analysis._arrays import Numbers, as_floats, sample_sd, t_p_value, t_quantile
from reports.analysis.errors import NotEnoughDataError

MIN_SESSIONS = 3  # on each side


@dataclass(frozen=True, slots=True)
class WelchDifference:
    """Difference of two means of session values."""

    difference: float  # first minus second, unit of the values
    ci_low: float  # 95 %
    ci_high: float
    t: float | None  # None when no session differs from its region's mean
    df: float | None  # Welch-Satterthwaite; None as t
    p: float | None  # two-sided
    first_n: int  # sessions
    second_n: int


@dataclass(frozen=True, slots=True)
class SessionMean:
    """Mean of the values of a region's sessions."""

    sessions: int
    mean: float  # unit of the values
    ci_low: float | None  # 95 %; None below 3 sessions
    ci_high: float | None


def session_mean(values: Numbers) -> SessionMean:
    """Average the values of a region's sessions, every session counting once.

    Parameters
    ----------
    values
        One value a session; missing values are left out.

    Returns
    -------
    SessionMean
        With Student's t interval from 3 sessions.

    Raises
    ------
    NotEnoughDataError
        Without any session.

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika, 6(1), 1-25.
    https://doi.org/10.1093/biomet/6.1.1
    """
    found = as_floats(values)
    if found.size == 0:
        raise NotEnoughDataError("mean of sessions", 1, 0)
    mean = float(found.mean())
    if found.size < MIN_SESSIONS:
        return SessionMean(found.size, mean, None, None)
    margin = t_quantile(found.size - 1) * sample_sd(found) / found.size**0.5
    return SessionMean(found.size, mean, mean - margin, mean + margin)


def welch_difference(first: Numbers, second: Numbers) -> WelchDifference:
    """Compare two regions on the values of their sessions, without assuming equal variances.

    Parameters
    ----------
    first, second
        One value a session, same unit; missing values are left out.

    Returns
    -------
    WelchDifference
        First minus second with Welch's interval.

    Raises
    ------
    NotEnoughDataError
        Below 3 sessions on a side.

    References
    ----------
    Welch, B. L. (1947). The generalization of Student's problem when several different population
    variances are involved. Biometrika, 34(1-2), 28-35. https://doi.org/10.1093/biomet/34.1-2.28
    """
    one, two = as_floats(first), as_floats(second)
    fewest = min(one.size, two.size)
    if fewest < MIN_SESSIONS:
        raise NotEnoughDataError("comparison of regions", MIN_SESSIONS, fewest)
    difference = float(one.mean() - two.mean())
    a, b = sample_sd(one) ** 2 / one.size, sample_sd(two) ** 2 / two.size
    if a + b == 0:
        return WelchDifference(
            difference, difference, difference, None, None, None, one.size, two.size
        )
    df = (a + b) ** 2 / (a * a / (one.size - 1) + b * b / (two.size - 1))
    se = (a + b) ** 0.5
    margin = t_quantile(df) * se
    t = difference / se
    return WelchDifference(
        difference,
        difference - margin,
        difference + margin,
        t,
        df,
        t_p_value(t, df),
        one.size,
        two.size,
    )
