"""A change of a share in terms that add up, against a worked example and fractions."""

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction

import pytest
from person_by_person import belongs, careers, state, unfollowed
from random_histories import RATINGS, asked_of, filters, on_histories, one, population, table

from analysis import load
from analysis.counts import Population
from analysis.measures.change.decomposition import decomposition

TERMS = ("term", "reason", "n", "n_level", "n_level_before")


def by_hand(rows, of):
    """Return each term's people, those of them at the level, and its points as a fraction."""
    gone, terms = unfollowed(rows), defaultdict(list)
    for own in careers(rows).values():
        ends = [state(own, year, of, gone) for year in (2011, 2013)]
        rated = [end in RATINGS for end in ends]
        if all(rated):
            terms["stayed", None].append(ends)
        elif any(rated):
            term, why = ("came", ends[0]) if rated[1] else ("went", ends[1])
            terms[term, why].append(ends)
    stayed = terms["stayed", None]
    sizes = {term: sum(len(v) for (of, _), v in terms.items() if of in ("stayed", term))
             for term in ("stayed", "came", "went")}  # fmt: skip
    told = []
    for (term, why), people in terms.items():
        end = 0 if term == "went" else 1
        at = sum(ends[end] == "excellent" for ends in people)
        before = sum(ends[0] == "excellent" for ends in people) if term == "stayed" else None
        points = None
        if stayed:
            base = Fraction(sum(ends[end] == "excellent" for ends in stayed), len(stayed))
            weight = Fraction(len(people), sizes[term]) * (-1 if term == "went" else 1)
            points = weight * (Fraction(at, len(people)) - base)
            points = Fraction(at - before, len(people)) if term == "stayed" else points
        told.append(((term, why, len(people), at, before), points))
    return told


def share(rows, of, year):
    own = [each for each in rows if each["year"] == year and belongs(each, of)]
    rated = [each["rating"] for each in own if each["rating"] and not each["withheld"]]
    return Fraction(rated.count("excellent"), len(rated)) if rated else None


@on_histories(filters)
def test_the_terms_are_those_of_each_person_and_add_up_exactly(rows, of):
    rows = [each for each in rows if each["person"]]
    people = population(rows, {k: v for k, v in of.items() if k != "rating"})
    told, expected = decomposition(people, 2011, 2013), by_hand(rows, people.of)
    plain = told.astype(object).where(told.notna(), None)
    found = set(plain[list(TERMS)].itertuples(index=False, name=None))
    assert found - {("stayed", None, 0, 0, 0)} == {term for term, _ in expected if term[2]}
    if not told["n"].iloc[0]:
        assert told["points"].isna().all()
    else:
        moved = share(rows, people.of, 2013) - share(rows, people.of, 2011)
        assert sum(points for _, points in expected) == moved
        points = {term[:2]: points for term, points in expected}
        for row in plain.itertuples():
            assert row.points == pytest.approx(float(100 * points[row.term, row.reason]), abs=1e-9)


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


@pytest.mark.usefixtures("read_once")
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
