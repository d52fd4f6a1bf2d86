"""What would have shown: tried four times in five it shows, by drawing people."""

import numpy as np
import pytest
from random_histories import asked_of, one, table
from scipy.stats import binom, binomtest
from statsmodels.stats.contingency_tables import mcnemar

from analysis.measures import change_between, change_on_stayers, rating_transitions, symmetry


def people(before, after, alike=True):
    """Return people of whom so many are excellent, of so many, in 2011 and 2012."""
    rows = [
        one(person=f"{'' if alike else year}{number}", year=year, rating=rating)
        for year, (k, total) in ((2011, before), (2012, after))
        for number in range(total)
        for rating in ["excellent" if number < k else "good"]
    ]
    return asked_of(table(rows), {"tier": ["district"]}, years=(2011, 2012))


def test_a_change_of_two_years_that_would_show_shows_four_times_in_five():
    told = change_between(people((200, 400), (205, 380), alike=False), 2011, 2012)
    row = told[(told["rating"] == "excellent") & told["detectable"].notna()].iloc[-1]
    chance, share = np.random.default_rng(1), 0.5 + row["detectable"]
    before, after = (
        chance.binomial(400, 0.5, 20_000) / 400,
        chance.binomial(380, share, 20_000) / 380,
    )
    error = np.sqrt(before * (1 - before) / 400 + after * (1 - after) / 380)
    assert np.mean((after - before) / error > 1.96) == pytest.approx(0.8, abs=0.015)


def test_a_change_of_the_same_people_that_would_show_shows_four_times_in_five():
    # 60 of 300 change; were it so many one way more, McNemar's test would find it so often.
    rows = [
        one(person=f"{number}", year=year, rating=rating)
        for number in range(300)
        for year, rating in zip((2011, 2012), way(number), strict=True)
    ]
    asked = asked_of(table(rows), {"tier": ["district"]}, years=(2011, 2012))
    told = change_on_stayers(asked, 2011, 2012)
    assert (told.gained, told.lost) == (30, 30)
    more = told.detectable * 300
    odds = binom(60, 0.5 + more / 120)
    found = sum(
        odds.pmf(k) for k in range(61) if mcnemar([[0, k], [60 - k, 0]], exact=False,
                                                  correction=False).pvalue < 0.05
    )  # fmt: skip
    assert found == pytest.approx(0.8, abs=0.05)
    moves = symmetry(rating_transitions(asked, 2011, 2012))
    assert moves.detectable == pytest.approx(more)
    assert binomtest(30 + round(more / 2), 60).pvalue < 0.05


def way(number):
    if number < 30:
        return "good", "excellent"
    return ("excellent", "good") if number < 60 else ("good", "good")


def test_of_few_people_and_where_nobody_changes_nothing_is_told():
    told = change_between(people((9, 19), (9, 19)), 2011, 2012)
    assert told["detectable"].isna().all()
    assert np.isnan(change_on_stayers(people((9, 30), (9, 30)), 2011, 2012).detectable)
