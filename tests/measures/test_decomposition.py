"""A change of a share in terms that add up, against a worked example and fractions."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from random_histories import asked_of, filters, histories, one, population, table

from analysis import load
from analysis.counts import Population
from analysis.measures.decomposition import decomposition

RATINGS = ["excellent", "good", "completed", "not_completed"]


def share(people, year):
    rated = people.count(["year", "rating"])
    rated = rated[(rated["year"] == year) & (rated["state"] == "rated")]
    at_level = rated.loc[rated["rating"] == "excellent", "n"].sum()
    return Fraction(int(at_level), int(rated["n"].sum())) if len(rated) else None


def persons_only(rows):
    return [each for each in rows if each["person"]]


@given(histories(), filters)
def test_the_terms_add_up_exactly(rows, of):
    people = population(persons_only(rows), {k: v for k, v in of.items() if k != "rating"})
    told = decomposition(people, 2011, 2013)
    before, after = share(people, 2011), share(people, 2013)
    stayed = told.iloc[0]
    if not stayed["n"]:
        assert told["points"].isna().all()
    else:
        assert told["points"].sum() == pytest.approx(float(100 * (after - before)), abs=1e-9)


def test_each_reason_is_a_term_of_its_own():
    # 4 rated in both (2 excellent, then 3), one each who came and went for another reason.
    ways = {
        "a": ("excellent", "excellent"),
        "b": ("excellent", "excellent"),
        "c": ("good", "excellent"),
        "d": ("good", "good"),
        "new": (None, "excellent"),
        "left": ("good", None),
    }
    rows = [
        one(person=person, year=year, rating=rating)
        for person, ends in ways.items()
        for year, rating in zip((2011, 2012), ends, strict=True)
        if rating
    ]
    rows += [one(person="f", rating=None), one(person="f", year=2012, rating="good")]
    rows += [one(person="g", rating="excellent"), one(person="g", year=2012, tier="city")]
    rows += [one(person="h", rating="good"), one(person="h", year=2012, withheld=True)]
    told = decomposition(asked_of(table(rows)).where(tier="district"), 2011, 2012)
    terms = told.astype(object).set_index(["term", told["reason"].astype(object).fillna("")])
    n = {place: (line["n"], line["n_level"]) for place, line in terms.iterrows()}
    assert n == {
        ("stayed", ""): (4, 3),
        ("came", "absent"): (1, 1),
        ("came", "not_rated"): (1, 0),
        ("went", "absent"): (1, 0),
        ("went", "elsewhere"): (1, 1),
        ("went", "withheld"): (1, 0),
    }
    # Before: 3 of 7 excellent, after: 4 of 6; among the four 2/4, then 3/4.
    points = [float(value) for value in told["points"]]
    by_hand = [
        Fraction(1, 4),
        Fraction(1, 6) * (1 - Fraction(3, 4)),
        Fraction(1, 6) * (0 - Fraction(3, 4)),
        -Fraction(1, 7) * (0 - Fraction(1, 2)),
        -Fraction(1, 7) * (1 - Fraction(1, 2)),
        -Fraction(1, 7) * (0 - Fraction(1, 2)),
    ]
    assert points == pytest.approx([float(100 * each) for each in by_hand])
    assert sum(by_hand) == Fraction(4, 6) - Fraction(3, 7)


def test_the_demo_moved_by_five_terms():
    read = load("data/demo")
    history = replace(read, evaluations=read.evaluations.assign(withheld=False))
    told = decomposition(asked(history).where(tier="district"), 2014, 2015)
    terms = zip(told["term"], told["reason"].astype(object).fillna(""), strict=True)
    points = dict(zip(terms, told["points"].round(3), strict=True))
    assert points == {
        ("stayed", ""): 2.785,
        ("came", "absent"): -0.770,
        ("came", "not_rated"): 0.122,
        ("went", "absent"): 1.581,
        ("went", "elsewhere"): -0.172,
    }
    assert told["points"].sum() == pytest.approx(100 * (257 / 417 - share_2014(read)))


def asked(history):
    return Population(history, tuple(range(2011, 2016)))


def share_2014(read):
    rows = read.evaluations[(read.evaluations["tier"] == "district").to_numpy()]
    rated = rows[(rows["year"] == 2014) & rows["rating"].notna()]
    return (rated["rating"] == "excellent").mean()


def test_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="no rating 'best'"):
        decomposition(asked_of(table([one(rating="good")])), 2011, 2012, level="best")
