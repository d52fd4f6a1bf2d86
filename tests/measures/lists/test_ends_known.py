import pytest
from random_histories import asked_of, one, table

from analysis import measures

YEARS = (2011, 2012, 2013, 2014)


def returned(year, **about):
    """Return a row of a return: a count of nobody in particular."""
    return one(person=None, year=year, count=9, rating="good", **about)


def test_persons_and_sexes_are_compared_between_the_years_that_tell_them():
    lists = [
        one(person=who, year=year, sex="female", rating="good")
        for who in "ab"
        for year in YEARS[:3]
    ]
    people = asked_of(table([*lists, returned(2014, sex=None)]), years=YEARS)
    assert measures.ends_known(people, "person") == (2011, 2013)
    assert measures.ends_known(people, "sex") == (2011, 2013)
    told = asked_of(table([*lists, returned(2014, sex="male")]), years=YEARS)
    assert measures.ends_known(told, "person") == (2011, 2013)
    assert measures.ends_known(told, "sex") == (2011, 2014)


def test_where_fewer_than_two_years_tell_it_the_years_asked_for_stay():
    counts = [returned(year, sex=None) for year in YEARS]
    people = asked_of(table(counts), years=YEARS)
    assert measures.ends_known(people, "person") == (2011, 2014)
    once = asked_of(table([*counts, one(person="a", year=2012, rating="good")]), years=YEARS)
    assert measures.ends_known(once, "person") == (2011, 2014)
    with pytest.raises(ValueError, match="did you mean person"):
        measures.ends_known(people, "persons")
