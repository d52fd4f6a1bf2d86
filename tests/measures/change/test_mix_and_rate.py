import pandas as pd
import pytest
from random_histories import asked_of, one, table

from analysis.measures import mix_and_rate


def rows(year, unit, post_group, excellent, good):
    of = {"year": year, "unit": unit, "post_group": post_group, "person": None}
    counted = {"excellent": excellent, "good": good}
    return [one(**of, rating=rating, count=n) for rating, n in counted.items()]


def split(*counted):
    people = asked_of(table([row for rows in counted for row in rows]), years=(2011, 2015))
    return mix_and_rate(people, 2011, 2015, by="post_group")


def test_a_split_worked_by_hand_of_the_units_with_both_lists():
    # Schools 40 of 100 and communes 10 of 100; then 60 of 100 and 10 of 50; unit B sent one list.
    told = split(
        rows(2011, "A", "schools", 40, 60),
        rows(2011, "A", "communes", 10, 90),
        rows(2015, "A", "schools", 60, 40),
        rows(2015, "A", "communes", 10, 40),
        rows(2015, "B", "communes", 99, 1),
    )
    assert (told.by, told.level, told.people) == ("post_group", "excellent", 150)
    assert (told.before, told.after) == (50 / 200, pytest.approx(70 / 150))
    parts = told.table.set_index("post_group")
    # Weights 1/2 -> 2/3 of schools; the mean of the whole is (1/4 + 7/15) / 2.
    assert parts.loc["schools", "mix"] == pytest.approx((2 / 3 - 1 / 2) * (0.5 - 43 / 120))
    assert parts.loc["schools", "rate"] == pytest.approx((0.6 - 0.4) * 7 / 12)
    assert parts["total"].sum() == pytest.approx(7 / 15 - 1 / 4)


def test_a_year_of_nobody_has_no_share():
    told = split(rows(2011, "A", "schools", 3, 2))
    assert told.people == 0 and pd.isna(told.after)
