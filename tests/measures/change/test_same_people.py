"""Shares of the same people, and who stayed, left and came, counted person by person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_histories import asked_of, one, table

from analysis import measures

YEARS = (2011, 2012, 2013)
LEVELS = ("excellent", "good", None)
# What somebody is in each year: a rating, listed without one, or on no list.
lives = st.lists(
    st.tuples(*[st.sampled_from([*LEVELS, "absent"])] * len(YEARS)), min_size=1, max_size=12
)


def people(histories):
    rows = [
        one(person=f"p{number}", year=year, rating=state)
        for number, states in enumerate(histories)
        for year, state in zip(YEARS, states, strict=True)
        if state != "absent"
    ]
    return asked_of(table(rows), years=YEARS)


def test_the_example_of_the_account():
    four = [("excellent",) * 3, ("excellent", "excellent", "good"), ("excellent", "good", "good")]
    told = measures.same_people(
        people([*four, ("good", "good", "excellent"), ("good",) * 2 + (None,)])
    )
    assert told["n"].tolist() == [3, 2, 2] and told["total"].tolist() == [4, 4, 4]
    assert told["share"].tolist() == [0.75, 0.5, 0.5] and (told["low"] < told["share"]).all()


@given(lives)
def test_shares_are_of_those_rated_in_every_year(histories):
    told = measures.same_people(people(histories)).set_index("year")
    rated = {y for y, *states in zip(YEARS, *histories, strict=True) if {*states} & {*LEVELS[:2]}}
    places = [YEARS.index(year) for year in sorted(rated)]
    every = [each for each in histories if all(each[place] in LEVELS[:2] for place in places)]
    if len(rated) < 2 or not every:
        assert told.empty
        return
    assert told["total"].tolist() == [len(every)] * len(rated)
    for place in places:
        at = sum(each[place] == "excellent" for each in every)
        assert told.loc[YEARS[place], "n"] == at


@given(lives)
def test_who_is_on_a_list_of_both_years_stayed(histories):
    told = measures.flows(people(histories)).set_index("year")
    for place, year in enumerate(YEARS[:-1]):
        before, after = ([each[at] != "absent" for each in histories] for at in (place, place + 1))
        if not (any(before) and any(after)):
            continue
        pairs = list(zip(before, after, strict=True))
        row = told.loc[year]
        assert (row["stayed"], row["left_list"], row["entered"]) == (
            *(pairs.count((True, True)), pairs.count((True, False))),
            pairs.count((False, True)),
        )


@pytest.mark.parametrize("ask", [measures.same_people, measures.flows])
def test_of_counts_alone_nobody_is_followed(ask):
    rows = [one(person=None, year=year, rating="good", count=9) for year in YEARS]
    assert ask(asked_of(table(rows), years=YEARS)).empty


def test_a_level_that_there_is_not_is_named():
    with pytest.raises(ValueError, match="no rating 'best'"):
        measures.same_people(people([("good",) * 3]), "best")
