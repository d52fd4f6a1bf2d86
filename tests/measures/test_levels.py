"""A level that is no rating is refused by every measure that takes one: it would be told as 0%."""

import inspect

import pytest
from random_histories import asked_of, one, table

from analysis import measures
from analysis.records import CLAIMS, frame

PEOPLE = asked_of(
    table([one(person=who, year=year) for who in "ab" for year in (2011, 2012)]), years=(2011, 2012)
)
BY_UNIT = measures.rating_distribution(PEOPLE.of_years([2011]), by="unit")
ASKED = {
    "adjusted_rating_gap": {"people": PEOPLE.of_years([2011]), "strata": "post_group"},
    "change_on_stayers": {"people": PEOPLE, "year": 2011, "next_year": 2012},
    "decomposition": {"people": PEOPLE, "year": 2011, "next_year": 2012},
    "gap_over_years": {"people": PEOPLE},
    "mix_and_rate": {"people": PEOPLE, "first_year": 2011, "last_year": 2012, "by": "unit"},
    "percent_meaning": {"claims": frame(CLAIMS), "tier": "district"},
    "persistence": {"people": PEOPLE},
    "rating_gap": {"people": PEOPLE, "by": "year"},
    "same_people": {"people": PEOPLE},
    "share_course": {"people": PEOPLE},
    "share_trend": {"people": PEOPLE},
    "turnover": {"people": PEOPLE, "year": 2011, "next_year": 2012},
    "unit_funnel": {"distribution": BY_UNIT},
    "units_pooled": {"people": PEOPLE},
}


def test_every_measure_of_a_level_is_asked():
    called = {name: getattr(measures, name) for name in dir(measures)}
    taking = {
        name
        for name, call in called.items()
        if inspect.isfunction(call) and "level" in inspect.signature(call).parameters
    }
    assert taking == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_a_level_that_is_none_is_refused(name):
    with pytest.raises(ValueError, match=r"no rating .excelent.; did you mean excellent\?"):
        getattr(measures, name)(**ASKED[name], level="excelent")
    getattr(measures, name)(**ASKED[name], level="good")
