"""Five questions in five lines each, as the page tells them, compared with a count by hand."""

import re
from itertools import pairwise

import pytest

from analysis import load
from analysis.places import project_root
from analysis.vocabulary import kinds_within

PAGE = (project_root() / "reports/COOKBOOK.md").read_text(encoding="utf-8")
HEAD, *BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
COURSES = kinds_within("training")
WOMEN, FELL, TWICE, TRAINED, BESIDE = BLOCKS


@pytest.fixture
def rows(read_once):
    """One row per person and year, of the tier that all questions are of."""
    every = load("data/demo").evaluations
    assert not every["withheld"].any() and (every["count"] == 1).all()
    return every[every["tier"] == "district"]


def run(block):
    names = {}
    exec(HEAD + block, names)
    return names


def test_each_has_a_heading_and_five_lines_at_most():
    assert len(re.findall("^## ", PAGE, re.MULTILINE)) == len(BLOCKS) == 5
    for block in BLOCKS:
        assert len(block.strip().splitlines()) <= 5
        assert max(map(len, block.splitlines())) <= 110


def test_women_among_the_excellent_heads_and_deputies_apart(rows):
    told = run(WOMEN)["women"]
    own = rows[(rows["post_group"] == "schools") & (rows["rating"] == "excellent")]
    for row in told.to_dict("records"):
        part = own[(own["year"] == row["year"]) & (own["rank"] == row["rank"])]
        assert row["women"] == (part["sex"] == "female").sum()
        assert row["total"] == part["sex"].notna().sum()
    assert set(told["rank"]) == {"head", "deputy"} and len(told) == 10


def test_units_whose_share_fell_two_years_in_a_row(rows):
    rated = rows.dropna(subset="rating")
    share = {
        key: (part["rating"] == "excellent").mean() for key, part in rated.groupby(["unit", "year"])
    }
    fell = {
        unit
        for unit in rated["unit"].unique()
        for year in range(2013, 2016)
        if share[unit, year] < share[unit, year - 1] < share[unit, year - 2]
    }
    assert fell and set(run(FELL)["twice"].index) == fell


def test_who_was_rated_completed_twice_running(rows):
    by_year = rows.set_index(["person", "year"])["rating"].to_dict()
    group = rows.set_index(["person", "year"])["post_group"].to_dict()
    told = run(TWICE)["stayed"]
    found = {}
    for first, second in pairwise(range(2011, 2016)):
        for person in rows["person"].unique():
            if by_year.get((person, first)) == by_year.get((person, second)) == "completed":
                key = group[person, first], second
                found[key] = found.get(key, 0) + 1
    assert found == {(r.post_group, r.next_year): r.n for r in told.itertuples() if r.n}


def test_the_share_trained_within_two_years_by_decade_of_birth(rows):
    told = run(TRAINED)["trained"].reset_index()
    first = rows.dropna(subset="rating").groupby("person")["year"].min()
    born = rows.drop_duplicates("person").set_index("person")["birth_year"]
    decade = born.reindex(first.index) // 10 * 10
    courses = load("data/demo").outcomes.query("kind in @COURSES")
    years = courses.assign(year=courses["date"].dt.year).groupby("person")["year"].apply(list)
    # A course of the year of the first rating is before it, as its evaluation is at the year's end.
    soon = {
        person
        for person, start in first.items()
        if any(start < year <= start + 2 for year in years.get(person, ()))
    }
    for row in told.to_dict("records"):
        group = decade[decade == row["born"]].index
        assert row["had"] == len(soon & {*group})
        # Whoever was first rated in the last year is on no list of what followed.
        assert row["people"] + row["not_covered"] == len(group)
        assert 0 <= row["incidence"] <= 1 and row["time"] == 2
    assert told["born"].tolist() == sorted(set(decade.dropna()))


def test_my_unit_beside_those_like_it(rows):
    names = run(BESIDE)
    sizes = rows[rows["year"] == 2015].groupby("unit").size()
    mine = sizes["Đảng bộ xã mẫu 01"]
    like = {u for u, n in sizes.items() if u.startswith("Đảng bộ xã") and mine / 2 <= n <= 2 * mine}
    others = like - {"Đảng bộ xã mẫu 01"}
    assert set(names["like"].of["unit"]) == others and len(others) > 3
    pooled = rows[rows["unit"].isin(others)].dropna(subset="rating")
    own = rows[rows["unit"] == "Đảng bộ xã mẫu 01"]
    for told, part in zip(names["beside"], (own, pooled), strict=True):
        counted = part.groupby(["year", "rating"], observed=True).size()
        told = told[told["n"] > 0]
        assert counted.to_dict() == {(r.year, r.rating): r.n for r in told.itertuples()}
