"""Each relation against a plain count over persons, on random histories."""

from collections import Counter, defaultdict

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.counts import Population
from analysis.counts.coverage import FEWEST_EXPECTED, coverage

YEARS = (2011, 2012, 2013, 2014)
RATINGS = ("excellent", "good", "completed", "not_completed")
UNITS, TIERS = ("A", "B", None), ("city", "district", None)
COLUMNS = ("person", "year", "unit", "tier", "sex", "post_group", "rating", "withheld")

row = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(UNITS),
        "tier": st.sampled_from(TIERS),
        "sex": st.sampled_from(["female", "male", None]),
        "post_group": st.sampled_from(["schools", "communes", None]),
        "rating": st.sampled_from([*RATINGS, None]),
        "withheld": st.sampled_from([False, False, False, True]),
    }
)
career = st.dictionaries(st.sampled_from(YEARS), row, max_size=4)
cells = st.lists(st.tuples(st.sampled_from(YEARS), row, st.integers(0, 4)), max_size=3)


@st.composite
def histories(draw):
    """Some people's careers, lists that are long enough to be missed, and counted cells."""
    people = draw(st.lists(career, max_size=8))
    crowd = draw(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(YEARS)), max_size=3))
    regular = {"tier": "district", "sex": "male", "post_group": "schools", "rating": "good"}
    people += [
        {year: {**regular, "unit": unit, "withheld": False}}
        for unit, year in crowd
        for _ in range(FEWEST_EXPECTED)
    ]
    rows = [
        {"person": f"p{number}", "year": year, "count": 1, **told}
        for number, years in enumerate(people)
        for year, told in years.items()
    ]
    counted = draw(cells)
    rows += [{"person": None, "year": y, "count": n, **told} for y, told, n in counted]
    return rows


def table(rows):
    withheld = [each["withheld"] for each in rows]
    plain = [{k: v for k, v in each.items() if k != "withheld"} for each in rows]
    made = tables.frame(tables.EVALUATIONS, [{**each, "origin": "recorded"} for each in plain])
    return made.assign(withheld=pd.Series(withheld, index=made.index, dtype="bool"))


filters = st.sampled_from(
    [
        {},
        {"tier": ["district"]},
        {"unit": ["A"]},
        {"tier": ["district"], "post_group": ["schools"]},
        {"sex": ["female"]},
        {"rating": ["excellent", "good"]},
    ]
)


def population(rows, of):
    every = table(rows)
    known = {k: [v for v in vs if v in set(every[k].dropna())] for k, vs in of.items()}
    return Population(every, YEARS, {name: tuple(values) for name, values in known.items()})


def belongs(told, of, rating=False):
    return all(
        told[column] in values for column, values in of.items() if rating or column != "rating"
    )


def missing(rows):
    """Say which lists (unit, tier) are missing in which years, counted by hand."""
    size = Counter()
    for each in rows:
        size[each["unit"], each["tier"], each["year"]] += each["count"]
    lists = {(each["unit"], each["tier"]) for each in rows}
    gone = set()
    sent = {(each["unit"], each["tier"], each["year"]) for each in rows}
    for unit, tier in lists:
        years = [y for u, t, y in sent if (u, t) == (unit, tier)]
        for year in YEARS:
            if year in years:
                continue
            nearest = min(abs(year - y) for y in years)
            most = max(size[unit, tier, y] for y in years if abs(year - y) == nearest)
            if most >= FEWEST_EXPECTED:
                gone.add((unit, tier, year))
    return gone


def state(own, year, of, gone):
    if told := own.get(year):
        if not belongs(told, of):
            return "elsewhere"
        return "withheld" if told["withheld"] else told["rating"] or "not_rated"
    before, after = [y for y in own if y < year], [y for y in own if y > year]
    near = ([max(before)] if before else []) + ([min(after)] if after else [])
    lists = {(own[y]["unit"], own[y]["tier"], year) for y in near}
    return "not_reported" if lists & gone else "absent"


def careers(rows):
    people = defaultdict(dict)
    for each in rows:
        if each["person"]:
            people[each["person"]][each["year"]] = each
    return people


def counted(answer):
    """Return an answer as a Counter, missing values as None."""
    plain = answer.astype(object).where(answer.notna(), None)
    return Counter({tuple(line[:-1]): line[-1] for line in plain.itertuples(index=False)})


@given(histories(), filters)
def test_count_is_the_people_on_the_lists(rows, of):
    asked = population(rows, of)
    expected = Counter()
    for each in rows:
        if belongs(each, asked.of, rating=True):
            rated = "withheld" if each["withheld"] else "rated" if each["rating"] else "not_rated"
            expected[each["year"], each["sex"], rated] += each["count"]
    told = counted(asked.count(["year", "sex"]))
    assert +told == +expected


@given(histories(), filters, st.sampled_from([(2011, 2012), (2012, 2014), (2014, 2011)]))
def test_moves_are_of_whoever_belongs_in_one_of_two_years(rows, of, years):
    asked, gone = population(rows, of), missing(rows)
    expected = Counter()
    for own in careers(rows).values():
        inside = [y for y in sorted(years) if y in own and belongs(own[y], asked.of)]
        if inside:
            ends = (state(own, year, asked.of, gone) for year in years)
            expected[own[inside[0]]["sex"], *ends] += 1
    assert counted(asked.moves(*years, by="sex")) == expected


@given(histories(), filters)
def test_paths_are_of_whoever_belongs_in_any_year(rows, of):
    asked, gone = population(rows, of), missing(rows)
    expected = Counter()
    for own in careers(rows).values():
        inside = [y for y in YEARS if y in own and belongs(own[y], asked.of)]
        if inside:
            way = []
            for year in YEARS:
                there = own[year]["post_group"] if year in inside else None
                way += [state(own, year, asked.of, gone), there]
            expected[own[inside[0]]["unit"], *way] += 1
    assert counted(asked.paths(by="unit", each_year="post_group")) == expected


@given(histories(), filters)
def test_moves_are_a_margin_of_paths(rows, of):
    asked = population(rows, of)
    ways = asked.paths()
    ends = {"state_2011": "from", "state_2014": "to"}
    inside = ~ways[list(ends)].isin(["elsewhere", "not_reported", "absent"]).all(axis=1)
    margin = ways[inside].groupby(list(ends), observed=True)["n"].sum().reset_index()
    assert counted(margin) == counted(asked.moves(2011, 2014))


@given(histories())
def test_coverage_says_which_lists_are_missing(rows):
    told = coverage(table(rows), list(YEARS))
    plain = told.astype(object).where(told.notna(), None)
    gone = {(r.unit, r.tier, r.year) for r in plain.itertuples() if not r.reported}
    assert gone == missing(rows)
    assert told["listed"].sum() == sum(each["count"] for each in rows)


def one(**more):
    told = {"person": "p", "year": 2011, "unit": "A", "tier": "district", "count": 1}
    return {**dict.fromkeys(COLUMNS), "withheld": False, **told, **more}


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda p: p.where(tier="distrct"), "did you mean district"),
        (lambda p: p.where(teir="district"), "did you mean tier"),
        (lambda p: p.count("sexx"), "did you mean sex"),
        (lambda p: p.moves(2011, 2012, by="rating"), "no column 'rating'"),
        (lambda p: p.paths(each_year="years"), "no column 'years'"),
    ],
)
def test_what_is_unknown_is_refused_with_the_nearest(ask, told):
    with pytest.raises(ValueError, match=told):
        ask(Population(table([one(sex="male", rating="good")]), YEARS))


def test_a_part_of_a_part_is_smaller_and_the_whole_is_unchanged():
    whole = Population(table([one(sex="male"), one(person="q", sex="female")]), YEARS)
    part = whole.where(tier="district").where(sex="male")
    assert counted(part.count()) == {("not_rated",): 1}
    assert counted(whole.count()) == {("not_rated",): 2}
    assert part.where(sex="female").count().empty


def test_a_unit_that_the_table_of_units_expects_is_missed_however_small():
    rows = table([one(), one(person="q", year=2012, unit="B")])
    units = pd.DataFrame(
        {"unit": ["A", "B"], "expected_from": [2011, 2012], "expected_to": [2012, 2012]}
    )
    told = coverage(rows, list(YEARS), units).set_index(["unit", "year"])["reported"]
    assert [year for unit, year in told.index if not told[unit, year]] == [2012]
    moves = Population(rows, YEARS, units=units).moves(2011, 2012)
    assert counted(moves) == {("absent", "not_rated"): 1, ("not_rated", "not_reported"): 1}
