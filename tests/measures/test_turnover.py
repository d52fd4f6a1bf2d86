"""Who left and entered, against a hand-laid list and the published figures."""

from analysis import load, measures, tables


def people(year, **ratings):
    return [
        {"year": year, "person": name, "rating": rating, "count": 1, "origin": "recorded"}
        for name, rating in ratings.items()
    ]


def test_those_who_left_and_entered_are_counted_on_persons():
    rows = [
        *people(2011, a="excellent", b="good", c="excellent", d=None),
        *people(2015, b="excellent", c="excellent", d="good", e="excellent"),
    ]
    told = measures.turnover(tables.frame(tables.EVALUATIONS, rows), 2011, 2015)
    assert told.before == (2011, 3, 2)
    assert told.after == (2015, 4, [3])
    assert told.base_year is None
    # d was not rated in 2011, so d enters among the rated.
    assert told.actual == {
        **{"stayers": 2, "entrants": 2, "leavers": 1},
        **{"entrants_k": 1, "leavers_k": 1},
    }
    assert told.origin == "recorded"


def test_published_figures_give_every_count_that_the_percentage_can_mean():
    ledger = load("data/published")
    meaning = measures.percent_meaning(ledger.claims, tier="district")
    evaluations = ledger.of_tier("district").evaluations
    told = measures.turnover(evaluations, 2011, 2015, meaning=meaning)
    assert told.before == (2011, 610, 318)
    assert told.after == (2015, 417, [257, 258, 259, 260])
    assert told.base_year == 2016
    assert told.actual is None
    nobody_entered = told.bounds[told.bounds["entrants"] == 0]
    assert list(nobody_entered["leavers_low"]) == [61, 60, 59, 58]
    assert set(told.bounds["origin"]) == {"published"}


def test_a_year_without_data_leaves_the_bounds_empty():
    told = measures.turnover(tables.frame(tables.EVALUATIONS, people(2011, a="good")), 2011, 2015)
    assert told.after == (2015, 0, [])
    assert told.bounds.empty
    nobody = measures.turnover(tables.frame(tables.EVALUATIONS), 2011, 2015)
    assert nobody.actual is None
    assert nobody.bounds.empty
