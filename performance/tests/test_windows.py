"""Which values count as before and after, at every edge of the calendar."""

from datetime import date

import pytest

from performance import windows
from performance.windows import Side, Value


def month(year, number, value):
    start = date(year, number, 1)
    return Value(start, windows.add_months(start, 1) - (date(2026, 1, 2) - date(2026, 1, 1)), value)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 9, 30), 3, date(2026, 12, 30)),
    ],
)
def test_months_are_added_within_the_length_of_the_month(day, months, expected):
    assert windows.add_months(day, months) == expected


@pytest.mark.parametrize(
    ("day", "frequency", "expected"),
    [
        (date(2026, 2, 17), "month", (date(2026, 2, 17), date(2026, 2, 17))),
        (date(2026, 2, 17), "event", (date(2026, 2, 17), date(2026, 2, 17))),
        (date(2026, 2, 17), "quarter", (date(2026, 1, 1), date(2026, 3, 31))),
        (date(2026, 12, 31), "quarter", (date(2026, 10, 1), date(2026, 12, 31))),
        (date(2028, 2, 29), "semester", (date(2028, 1, 1), date(2028, 6, 30))),
        (date(2026, 7, 1), "semester", (date(2026, 7, 1), date(2026, 12, 31))),
        (date(2026, 7, 1), "year", (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_a_single_date_describes_the_calendar_period_of_longer_indicators(day, frequency, expected):
    assert windows.period_of(day, frequency) == expected


def before(values, starts_on=date(2026, 3, 10), frequency="month", within_days=180):
    return windows.before(values, starts_on, frequency=frequency, within_days=within_days)


def test_before_is_the_mean_of_the_last_three_months_that_ended():
    values = [month(2025, 11, 10), month(2025, 12, 70), month(2026, 1, 80), month(2026, 2, 90)]
    # December to February: (70 + 80 + 90) / 3 = 80; November is the fourth
    assert before(values) == Side(80.0, date(2025, 12, 1), date(2026, 2, 28))


def test_a_month_that_straddles_the_session_is_neither_before_nor_after():
    march = [month(2026, 3, 99)]
    assert before(march) is None
    assert after(march) is None


@pytest.mark.parametrize(
    ("last_day", "counts"),
    [
        (date(2026, 3, 9), True),  # the day before the session
        (date(2026, 3, 10), False),  # its first day
        (date(2025, 9, 11), True),  # 180 days before 10 March 2026
        (date(2025, 9, 10), False),  # 181 days before
    ],
)
def test_before_reaches_back_180_days_from_the_first_day(last_day, counts):
    assert (before([Value(last_day, last_day, 50)]) is not None) is counts


def test_before_of_a_yearly_indicator_is_the_last_complete_year_only():
    years = [Value(date(y, 1, 1), date(y, 12, 31), v) for y, v in ((2024, 80), (2025, 90))]
    found = before(years, frequency="year", within_days=400)
    assert found == Side(90, date(2025, 1, 1), date(2025, 12, 31))


def after(values, ends_on=date(2026, 3, 10), frequency="month", wave=3, tolerance_days=60):
    return windows.after(
        values, ends_on, frequency=frequency, wave=wave, tolerance_days=tolerance_days
    )


def test_after_at_month_3_is_the_mean_of_the_three_months_nearest_to_the_target():
    values = [month(2026, n, v) for n, v in ((4, 10), (5, 70), (6, 80), (7, 90), (8, 20))]
    # target 10 June 2026: June (5,5 days), May (25 days), July (36 days): (70+80+90)/3 = 80
    assert after(values) == Side(80.0, date(2026, 5, 1), date(2026, 7, 31))


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 4, 11), True),  # 60 days before 10 June 2026
        (date(2026, 4, 10), False),  # 61 days before
        (date(2026, 8, 9), True),  # 60 days after
        (date(2026, 8, 10), False),  # 61 days after
    ],
)
def test_after_lies_within_60_days_of_the_target(day, counts):
    assert (after([Value(day, day, 50)]) is not None) is counts


def test_a_period_that_began_on_the_last_day_of_the_session_is_not_after():
    day = date(2026, 3, 10)
    assert after([Value(day, day, 50)], tolerance_days=200) is None
    assert after([Value(date(2026, 3, 11), day, 50)], tolerance_days=200) is not None


def test_the_target_of_month_3_after_30_november_is_the_last_day_of_february():
    values = [Value(date(2027, 4, 29), date(2027, 4, 29), 1)]  # 60 days after 28 February 2027
    assert after(values, ends_on=date(2026, 11, 30)) is not None
    assert after(values, ends_on=date(2026, 11, 29), tolerance_days=59) is None


def test_quarters_are_read_once_at_each_target():
    quarters = [
        Value(date(2026, 4, 1), date(2026, 6, 30), 4),
        Value(date(2026, 7, 1), date(2026, 9, 30), 7),
    ]
    assert after(quarters, frequency="quarter", wave=3).value == 4
    assert after(quarters, frequency="quarter", wave=6).value == 7


def test_after_of_a_yearly_indicator_is_the_first_complete_year():
    years = [Value(date(y, 1, 1), date(y, 12, 31), v) for y, v in ((2026, 1), (2027, 2), (2028, 3))]
    found = after(years, frequency="year", wave=12)
    assert found == Side(2, date(2027, 1, 1), date(2027, 12, 31))
    assert after(years[2:], frequency="year", wave=12) is None  # 2028 began 662 days later


def test_yearly_indicators_have_one_wave():
    assert windows.waves_of("year") == (12,)
    assert windows.waves_of("month") == (3, 6, 12)
