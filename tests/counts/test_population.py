"""Each relation against a plain count over persons, on random histories."""

from collections import Counter

import pandas as pd
import pytest
from hypothesis import strategies as st
from person_by_person import belongs, careers, counted, doubted_on_lists, missing, state, unfollowed
from random_histories import YEARS, asked_of, filters, on_histories, one, population, table

from analysis import records
from analysis.counts.states.coverage import coverage


@on_histories(filters)
def test_count_is_the_people_on_the_lists(rows, of):
    asked = population(rows, of)
    expected = Counter()
    for each in rows:
        if belongs(each, asked.of, rating=True):
            rated = "withheld" if each["withheld"] else "rated" if each["rating"] else "not_rated"
            expected[each["year"], each["sex"], rated] += each["count"]
    told = counted(asked.count(["year", "sex"]))
    assert +told == +expected


@on_histories(filters, st.sampled_from([(2011, 2012), (2012, 2014), (2014, 2011)]))
def test_moves_are_of_whoever_belongs_in_one_of_two_years(rows, of, years):
    asked, gone = population(rows, of), unfollowed(rows)
    expected = Counter()
    for own in careers(rows).values():
        inside = [y for y in sorted(years) if y in own and belongs(own[y], asked.of)]
        if inside:
            ends = (state(own, year, asked.of, gone) for year in years)
            expected[own[inside[0]]["sex"], *ends] += 1
    assert counted(asked.moves(*years, by="sex")) == expected


@on_histories(filters)
def test_paths_are_of_whoever_belongs_in_any_year(rows, of):
    asked, gone = population(rows, of), unfollowed(rows)
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


@on_histories(filters)
def test_moves_are_a_margin_of_paths(rows, of):
    asked = population(rows, of)
    ways = asked.paths()
    ends = {"state_2011": "from", "state_2014": "to"}
    inside = ~ways[list(ends)].isin(["elsewhere", "not_reported", "absent"]).all(axis=1)
    margin = ways[inside].groupby(list(ends), observed=True)["n"].sum().reset_index()
    margin = margin.assign(of="")
    assert counted(margin) == counted(asked.moves(2011, 2014))


@on_histories(filters)
def test_doubts_are_those_of_each_two_people_on_a_list_asked_for(rows, of):
    asked = population(rows, of)
    assert counted(asked.doubts()) == doubted_on_lists(rows, asked.of)


@on_histories()
def test_coverage_says_which_lists_are_missing(rows):
    told = coverage(table(rows), list(YEARS), records.frame(records.UNITS))
    plain = told.astype(object).where(told.notna(), None)
    gone = {(r.unit, r.tier, r.year) for r in plain.itertuples() if not r.reported}
    assert gone == missing(rows)
    assert told["listed"].sum() == sum(each["count"] for each in rows)


@on_histories(filters)
def test_the_part_that_reports_has_all_its_lists_of_the_years(rows, of):
    asked, gone = population(rows, of), missing(rows)
    part = asked.reporting(2012, 2014)
    tiers, units = (asked.of.get(name) for name in ("tier", "unit"))
    short = {
        unit
        for unit, tier, year in gone
        if year in (2012, 2014)
        and (tiers is None or tier in tiers)
        and (units is None or unit in units)
    }
    expected = Counter()
    for each in rows:
        if belongs(each, asked.of, rating=True) and each["unit"] not in short:
            expected[each["year"], each["unit"]] += each["count"]
    told = part.count(["year", "unit"]).groupby(["year", "unit"], dropna=False)["n"].sum()
    plain = {(year, None if pd.isna(unit) else unit): n for (year, unit), n in told.items()}
    assert plain == +expected


@on_histories(filters)
def test_outside_is_who_is_on_a_list_and_does_not_belong(rows, of):
    asked = population(rows, of)
    order = sorted(asked.of, key=lambda name: name != "unit")
    expected = Counter()
    for each in rows:
        failed = [name for name in order if each[name] not in asked.of[name]]
        if failed:
            held = "withheld" if each["withheld"] else each["rating"] or "not_rated"
            expected[failed[0], each[failed[0]], each["year"], held] += each["count"]
    assert counted(asked.outside()) == +expected


def test_a_list_that_does_not_say_whose_tier_it_is_is_there_and_untold():
    rows = [one(person=f"p{n}", year=y, tier=t) for n in range(6) for y, t in
            ((2011, "district"), (2012, None), (2013, "district"))]  # fmt: skip
    told = asked_of(table(rows), {"tier": ("district",)}, (2011, 2012, 2013)).lists()
    assert told[["year", "reported", "untold"]].to_numpy().tolist() == [
        [2011, True, False],
        [2012, False, True],
        [2013, True, False],
    ]


def test_where_a_year_has_no_list_at_all_small_units_have_sent_none_either():
    rows = [one(), one(person="q", unit="B"), one(year=2013), one(person="q", unit="B", year=2013)]
    moves = asked_of(table(rows), years=(2011, 2012, 2013)).moves(2011, 2012)
    assert counted(moves) == {("not_rated", "not_reported"): 2}


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda p: p.where(tier="distrct"), "did you mean district"),
        (lambda p: p.history.of_tier("distrct"), "did you mean district"),
        (lambda p: p.history.of_unit("a"), "no unit 'a'; did you mean A.*there are: "),
        (lambda p: p.where(teir="district"), "did you mean tier"),
        (lambda p: p.count("sexx"), "did you mean sex"),
        (lambda p: p.moves(2011, 2012, by="rating"), "no column 'rating'; did you mean rank"),
        (lambda p: p.paths(each_year="years"), "no column 'years'"),
    ],
)
def test_what_is_unknown_is_refused_with_the_nearest(ask, told):
    with pytest.raises(ValueError, match=told):
        ask(asked_of(table([one(sex="male", rating="good")])))


def test_a_part_of_a_part_is_smaller_and_the_whole_is_unchanged():
    whole = asked_of(table([one(sex="male"), one(person="q", sex="female")]))
    part = whole.where(tier="district").where(sex="male")
    assert counted(part.count()) == {("not_rated",): 1}
    assert counted(whole.count()) == {("not_rated",): 2}
    assert part.where(sex="female").count().empty


def test_a_unit_that_never_sent_a_list_is_missed_where_one_is_expected():
    named = {"expected_from": 2012, "expected_to": 2013}
    units = records.frame(records.UNITS, [{"unit": "C", **named}, {"unit": "D"}])
    sent = table([one(year=year) for year in (2011, 2012, 2013)])
    told = coverage(sent, [2011, 2012, 2013], units)
    assert told.loc[~told["reported"], ["unit", "year"]].to_numpy().tolist() == [
        ["C", 2012],
        ["C", 2013],
    ]
    assert told.loc[told["unit"] == "C", "tier"].isna().all() and told["listed"].sum() == 3


def test_a_unit_that_the_table_of_units_expects_is_missed_however_small():
    rows = table([one(), one(person="q", year=2012, unit="B")])
    expected = [("A", 2011, 2012), ("B", 2012, 2012)]
    columns = ("unit", "expected_from", "expected_to")
    units = records.frame(records.UNITS, [dict(zip(columns, e, strict=True)) for e in expected])
    told = coverage(rows, list(YEARS), units).set_index(["unit", "year"])["reported"]
    assert [year for unit, year in told.index if not told[unit, year]] == [2012]
    moves = asked_of(rows, units=units).moves(2011, 2012)
    assert counted(moves) == {("absent", "not_rated"): 1, ("not_rated", "not_reported"): 1}
