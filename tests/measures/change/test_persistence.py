"""Years at a level, against every way that chance could have gone and the plain records."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, groupby, product
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from person_by_person import careers, state, unfollowed
from random_histories import RATINGS, YEARS, asked_of, on_histories, one, population, table

from analysis import load
from analysis.measures.change.persistence import in_all, persistence, verdict

# "x" is excellent, "g" good, "-" on no list.
LETTERS = {"x": "excellent", "g": "good"}


def world(*ways, **more):
    """Return people of whom each way tells a person's years."""
    rows = [
        one(person=f"{number}", year=year, rating=LETTERS[letter], **more)
        for number, way in enumerate(ways)
        for year, letter in zip(YEARS, way, strict=False)
        if letter in LETTERS
    ]
    return asked_of(table(rows), {"tier": ["district"]})


def longest(way):
    return max((len(list(run)) for at, run in groupby(way) if at), default=0)


def test_a_worked_example():
    # 4 rated in all 3 years: 3, 2 and 2 of them excellent; e came, so is in no base.
    told = persistence(world("xxx", "xxg", "xgx", "ggg", "-xx"))
    assert told["n"].tolist() == [1, 0, 2, 1]
    assert told["n_in_a_row"].tolist() == [1, 1, 1, 1]
    assert (told["total"].iloc[0], told["rated"].iloc[0], told["of_years"].iloc[0]) == (4, 5, 3)
    # All three: 4 × 3/4 × 2/4 × 2/4; never: 4 × 1/4 × 2/4 × 2/4.
    assert told["expected"].iloc[-1] == pytest.approx(0.75)
    assert told["expected"].iloc[0] == pytest.approx(0.25)
    assert not told["judged"].any() and set(told["not_judged"]) == {"few"}


def test_expected_numbers_are_those_of_every_way_the_years_could_fall():
    ways = ["xxxg", "xxgg", "xgxg", "gggx", "xggx", "gxxg"]
    told = persistence(world(*ways))
    shares = [Fraction(sum(way[year] == "x" for way in ways), 6) for year in range(4)]
    times, runs = Counter(), Counter()
    for fallen in product([True, False], repeat=4):
        chance = np.prod([s if at else 1 - s for s, at in zip(shares, fallen, strict=True)])
        times[sum(fallen)] += 6 * chance
        runs[longest(fallen)] += 6 * chance
    for row in told.itertuples():
        assert row.expected == pytest.approx(float(times[row.times]))
        assert row.expected_in_a_row == pytest.approx(float(runs[row.times]))


def test_the_limits_are_those_of_every_draw_of_so_many_people():
    total, sizes = 6, np.array([4, 3, 5])
    drawn = Counter(
        len(set.intersection(*map(set, groups)))
        for groups in product(*(combinations(range(total), size) for size in sizes))
    )
    below, low, high = Fraction(0), None, None
    for met in range(total + 1):
        below += Fraction(drawn[met], sum(drawn.values()))
        low = met if low is None and below >= Fraction(25, 1000) else low
        high = met if high is None and below >= Fraction(975, 1000) else high
    assert in_all(total, sizes) == (low, high)


@on_histories()
def test_the_people_of_each_number_are_those_counted_person_by_person(rows):
    rows = [each for each in rows if each["person"]]
    told, gone = persistence(population(rows, {})), unfollowed(rows)
    years = sorted({e["year"] for e in rows if e["rating"] and not e["withheld"]})
    ways = [[state(own, year, {}, gone) for year in years] for own in careers(rows).values()]
    every = [[s == "excellent" for s in way] for way in ways if set(way) <= {*RATINGS}]
    if len(years) < 2:
        assert told.empty
        return
    for row in told.itertuples():
        assert row.n == sum(sum(way) == row.times for way in every)
        assert row.n_in_a_row == sum(longest(way) == row.times for way in every)
        assert row.total == len(every)


def test_the_same_people_each_year_are_more_than_chance_and_those_of_one_unit_are_described():
    told = persistence(world(*["xxxx"] * 20, *["gggg"] * 20))
    assert told["judged"].all() and verdict(told) == 1
    assert told["expected"].iloc[-1] == pytest.approx(40 / 16)
    unit = persistence(world(*["xxxx"] * 20, *["gggg"] * 20).where(unit="A"))
    assert set(unit["not_judged"]) == {"one_unit"}


def test_those_withheld_who_could_turn_it_are_told_and_nothing_is_judged():
    # 12 of 22 excellent in all years, where about 7 would be; with 30 withheld it could be less.
    people = ["xx"] * 9 + ["xg"] * 2 + ["gx"] * 2 + ["gg"] * 8
    rows = [
        one(person=f"{number}", year=year, rating=LETTERS[letter])
        for number, way in enumerate(people)
        for year, letter in zip((2011, 2012), way, strict=True)
    ]
    rows += [
        one(person=f"w{number}", year=year, rating=rating, withheld=rating is None)
        for number in range(30)
        for year, rating in ((2011, "excellent"), (2012, None))
    ]
    told = persistence(asked_of(table(rows)))
    assert told["withheld"].iloc[0] == 30
    assert set(told["not_judged"]) == {"withheld"} and verdict(told) == 1


def test_no_second_year_no_row_and_a_level_that_is_none():
    assert persistence(world("x", "g")).empty
    assert persistence(world()).empty
    with pytest.raises(ValueError, match="no rating 'best'"):
        persistence(world("xx"), "best")


def test_the_demo_as_its_records_tell(read_once):
    history = load("data/demo")
    told = persistence(history.people(range(2011, 2016), tier="district"))
    rows = history.evaluations
    rows = rows[(rows["tier"] == "district") & rows["rating"].notna() & ~rows["withheld"]]
    rows = rows[rows.groupby("person")["year"].transform("nunique") == 5]
    at, people = rows["rating"].eq("excellent"), rows["person"].nunique()
    times = at.groupby(rows["person"]).sum().value_counts().sort_index()
    assert told["n"].tolist() == times.tolist() == [63, 40, 40, 31, 70, 104]
    by_chance = people * at.groupby(rows["year"]).mean().prod()
    assert told["expected"].iloc[-1] == pytest.approx(by_chance) == pytest.approx(23.1, abs=0.05)
    assert verdict(told) == 1


@pytest.mark.full
def test_where_years_are_unrelated_the_limits_hold_as_often_as_they_say():
    chance, found = np.random.default_rng(3), []
    for _ in range(600):
        at = chance.random((60, 4)) < [0.5, 0.6, 0.4, 0.7]
        found.append(verdict(persistence(answering(np.where(at, "excellent", "good")))))
    # 95% or, as numbers are whole, more lie within: 30 of 600 without, give or take.
    assert 5 <= np.count_nonzero(found) <= 46


def answering(ratings):
    """Return people who answer with a path each."""
    states = pd.DataFrame(ratings, columns=[f"state_{year}" for year in YEARS]).assign(n=1)
    rated = pd.DataFrame({"state": ["rated"], "n": [ratings.size]})
    ask = {"paths": lambda: states, "count": lambda: rated}
    return SimpleNamespace(years=YEARS, of_whom="tier=district", origin="recorded", **ask)
