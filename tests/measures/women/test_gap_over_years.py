"""Women and men over all years: against R, a worked example, and worlds without a difference."""

import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest
from random_histories import asked_of, one, table
from scipy.special import expit

from analysis import findings
from analysis.measures.women.clustered import fitted
from analysis.measures.women.gap_over_years import gap_over_years
from analysis.words import Words

YEARS = (2011, 2012)


def world(*people):
    """Return people told as (how many, sex, post group, levels of the years)."""
    letters = {"x": "excellent", "g": "good", "-": None}
    rows = [
        one(
            person=f"{place}-{number}", year=year, rating=letters[letter], sex=sex, post_group=group
        )
        for place, (n, sex, group, way) in enumerate(people)
        for number in range(n)
        for year, letter in zip(YEARS, way, strict=False)
    ]
    return asked_of(table(rows), {"tier": ["district"]}, years=YEARS)


def test_a_second_year_of_the_same_ratings_tells_of_nobody_new():
    ways = [(12, "female"), (8, "female"), (10, "male"), (10, "male")]
    once, twice = (
        gap_over_years(
            world(*((n, sex, "schools", w * k) for (n, sex), w in zip(ways, "xgxg", strict=True)))
        ).iloc[0]
        for k in (1, 2)
    )
    assert once["difference"] == pytest.approx(12 / 20 - 10 / 20)
    assert twice["difference"] == pytest.approx(0.1)
    assert (once["ratings"], twice["ratings"]) == (40, 80)
    widths = [each["difference_high"] - each["difference_low"] for each in (once, twice)]
    assert widths[1] == pytest.approx(widths[0])
    # Of one year it is the plain difference, whose error is corrected upwards for few people.
    plain = 2 * 1.959964 * np.sqrt(0.6 * 0.4 / 20 + 0.5 * 0.5 / 20)
    assert plain < widths[0] < 1.1 * plain
    assert twice["widened"] == pytest.approx(0, abs=1e-9) and twice["judged"]


def test_in_like_posts_a_difference_of_posts_is_none():
    # In schools 3 of 4 are excellent, in communes 1 of 4, women and men alike.
    people = world(
        *((30, "female", "schools", "xx"), (10, "female", "schools", "gg")),
        *((5, "female", "communes", "xx"), (15, "female", "communes", "gg")),
        *((6, "male", "schools", "xx"), (2, "male", "schools", "gg")),
        *((15, "male", "communes", "xx"), (45, "male", "communes", "gg")),
    )
    row = gap_over_years(people).iloc[0]
    assert row["difference"] == pytest.approx(0, abs=1e-6) and row["p_value"] > 0.99


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([(30, "female", "schools", "xg")], "one_sex"),
        ([(30, None, "schools", "xg")], "no_sex"),
        ([(30, "female", None, "xg"), (30, "male", None, "gx")], "not_stated"),
        ([(30, "female", "schools", "xx"), (30, "male", "schools", "xg")], "alike"),
        ([(30, "female", "schools", "xg"), (15, "male", "schools", "gx")], "too_few"),
        ([(30, "female", "schools", "--")], "nobody"),
    ],
)
def test_why_nothing_is_judged(people, why):
    row = gap_over_years(world(*people)).iloc[0]
    assert (row["judged"], row["why"]) == (False, why)


def test_of_one_unit_nothing_is_fitted_and_those_unknown_could_turn_it():
    people = [(30, "female", "schools", "xx"), (10, "female", "schools", "gg")]
    people += [(10, "male", "schools", "xx"), (30, "male", "schools", "gg")]
    clear = gap_over_years(world(*people)).iloc[0]
    assert clear["judged"] and clear["difference"] == pytest.approx(0.5)
    unit = gap_over_years(world(*people).where(unit="A")).iloc[0]
    assert unit["why"] == "one_unit" and np.isnan(unit["difference"])
    unknown = gap_over_years(world(*people, (60, None, "schools", "xx"))).iloc[0]
    assert (unknown["why"], unknown["unknown"]) == ("unknown", 120)


@pytest.mark.parametrize(
    ("years", "vietnamese", "english"),
    [
        ((2011, 2012), "", ""),
        ((2011, 2014), "có 2 năm không có số liệu", "years without data within this period: 2"),
    ],
)
def test_a_year_without_ratings_within_the_period_is_told(years, vietnamese, english):
    rows = [
        one(person=f"{sex}{n}", year=year, rating=rating, sex=sex, post_group="schools")
        for year in years
        for sex in ("female", "male")
        for n in range(40)
        for rating in [("excellent", "good")[n % 2]]
    ]
    every = range(years[0], years[1] + 1)
    table_of = gap_over_years(asked_of(table(rows), {"tier": ["district"]}, years=every))
    assert table_of["of_years"].tolist() == [2]
    for language, said in (("vi", vietnamese), ("en", english)):
        told = findings.gap_over_years(table_of, words=Words(language)).whole
        assert said in told and ("không có số liệu" in told or "without" in told) == bool(said)


def of_chance(chance, women, men, years=4):
    """Return person-years in which women hold better rated posts and are rated like men."""
    people = women + men
    woman = np.arange(people) < women
    own, school = chance.normal(0, 1.5, people), chance.random(people) < np.where(woman, 0.7, 0.4)
    parts = []
    for year in range(years):
        group = np.where(chance.random(people) < 0.1, ~school, school)
        at = chance.random(people) < expit(0.3 + own + 0.8 * group + 0.15 * year)
        rows = {"person": np.arange(people), "woman": woman, "year": year, "group": group, "at": at}
        parts.append(pd.DataFrame(rows)[chance.random(people) < 0.85])
    return pd.concat(parts).sort_values("person", kind="stable").astype(int)


def design(rows):
    years = np.eye(rows["year"].max() + 1)[rows["year"]][:, 1:]
    woman, along = rows["woman"].to_numpy(), rows["year"] - rows["year"].max() / 2
    return np.column_stack([np.ones(len(rows)), woman, woman * along, years, rows["group"]])


# geepack 1.3.9, geeglm(at ~ woman + woman:along + factor(year) + group, id = person,
# family = binomial, corstr = "independence"), of the rows below.
ROWS = """person,woman,year,group,at
0,1,0,1,1
0,1,1,1,1
1,1,0,0,0
1,1,1,1,1
2,1,0,1,0
2,1,1,1,1
3,1,1,0,0
4,0,0,1,1
4,0,1,0,0
5,0,0,0,0
5,0,1,0,1
6,0,0,1,0
6,0,1,1,1
7,0,0,0,1
7,0,1,1,0
"""


@pytest.mark.full
@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
@pytest.mark.parametrize("seed", range(3))
def test_the_equations_are_those_of_r(tmp_path, seed):
    there = ["Rscript", "-e", 'cat(requireNamespace("geepack", quietly = TRUE))']
    if "TRUE" not in subprocess.run(there, capture_output=True, text=True).stdout:
        pytest.skip("geepack is not installed")
    rows = of_chance(np.random.default_rng(seed), 40, 60)
    rows.assign(along=rows["year"] - 1.5).to_csv(tmp_path / "rows.csv", index=False)
    asked = (
        f'd <- read.csv("{tmp_path}/rows.csv");'
        "f <- geepack::geeglm(at ~ woman + woman:along + factor(year) + group, id = person,"
        'data = d, family = binomial, corstr = "independence"); s <- coef(summary(f));'
        "cat(s[,1], s[,2], sep='\\n')"
    )
    r = subprocess.run(["Rscript", "-e", asked], capture_output=True, text=True, check=True)
    told = np.array(r.stdout.split(), dtype=float).reshape(2, -1)
    # R puts the product last.
    order = [0, 1, 6, 2, 3, 4, 5]
    found = fitted(rows["at"].to_numpy(), design(rows), rows["person"].to_numpy())
    assert found.log_odds == pytest.approx(told[0][order], abs=1e-6)
    assert np.sqrt(np.diag(found.robust)) == pytest.approx(told[1][order], abs=1e-6)


@pytest.mark.full
@pytest.mark.parametrize(("women", "men"), [(25, 60), (60, 60)])
def test_where_nobody_differs_five_in_a_hundred_are_found(women, men):
    chance, found = np.random.default_rng(11), []
    for _ in range(300):
        rows = of_chance(chance, women, men)
        fit = fitted(rows["at"].to_numpy(), design(rows), rows["person"].to_numpy())
        ends = [rows.assign(woman=sex).pipe(design) for sex in (1, 0)]
        difference, gradient = fit.difference(*ends)
        found.append(abs(difference) > 1.959964 * fit.error(gradient))
    # 15 of 300, and at most three standard errors more.
    assert sum(found) <= 26
