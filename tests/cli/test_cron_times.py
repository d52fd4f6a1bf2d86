"""Times of cron, against a plain look at each minute and dates that were worked out by hand."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cli.scheduling.cron_times import NotATime, cron_time

NOW = datetime(2026, 11, 27, 8, 21, 30)  # a Friday

BY_HAND = {
    "0 2 20 12 *": datetime(2026, 12, 20, 2, 0),
    "* * * * *": datetime(2026, 11, 27, 8, 22),
    "*/15 8 * * *": datetime(2026, 11, 27, 8, 30),
    "21 8 * * *": datetime(2026, 11, 28, 8, 21),
    "0 7 * * mon-fri": datetime(2026, 11, 30, 7, 0),
    "0 7 * * 7": datetime(2026, 11, 29, 7, 0),
    "0 0 29 2 *": datetime(2028, 2, 29, 0, 0),
    # On the first of a month, and on each Saturday: crontab(5).
    "0 0 1 * 6": datetime(2026, 11, 28, 0, 0),
    "30 23 31 dec *": datetime(2026, 12, 31, 23, 30),
    "0 6 1,15 1-3 *": datetime(2027, 1, 1, 6, 0),
    "5/20 9 * * *": datetime(2026, 11, 27, 9, 5),
}


@pytest.mark.parametrize(("text", "expected"), BY_HAND.items())
def test_the_next_time_is_the_one_on_the_calendar(text, expected):
    assert cron_time(text).next_after(NOW) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "0 2 20 12", "0 2 20 12 * *", "60 0 1 1 *", "0 0 0 1 *", "0 0 1 13 *", "0 0 1 1 8"),
        *(
            "a 0 1 1 *",
            "0 0 5-3 1 *",
            "*/0 * * * *",
            "*-5 * * * *",
            "0 0 30 2 *",
            "@yearly",
            ", * * * *",
        ),
    ],
)
def test_what_names_no_time_is_refused(text):
    with pytest.raises(NotATime):
        cron_time(text)


@given(
    st.integers(0, 59),
    st.integers(0, 23),
    st.integers(0, 6),
    st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)),
)
def test_a_weekly_time_is_met_minute_by_minute(minute, hour, weekday, moment):
    found = cron_time(f"{minute} {hour} * * {weekday}").next_after(moment)
    each = moment.replace(second=0, microsecond=0)
    for _ in range(7 * 24 * 60 + 1):
        each += timedelta(minutes=1)
        if (each.minute, each.hour, (each.weekday() + 1) % 7) == (minute, hour, weekday):
            break
    assert found == each
