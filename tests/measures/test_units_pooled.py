"""Units drawn together: against plain integration, lme4, and worlds whose truth is known."""

import shutil
import subprocess
from math import exp, sqrt

import numpy as np
import pytest
from random_histories import asked_of, one, table
from scipy.optimize import brentq
from scipy.stats import beta, betabinom

from analysis import findings
from analysis.measures.units_pooled import _SPREADS, _drawn_together, units_pooled
from analysis.words import Words

YEARS = (2011, 2012)


def world(**units):
    """Return people of units, each told as ways through two years: x excellent, g good."""
    letters = {"x": "excellent", "g": "good"}
    rows = [
        one(person=f"{unit}{number}", unit=unit, year=year, rating=letters[letter])
        for unit, ways in units.items()
        for number, way in enumerate(ways)
        for year, letter in zip(YEARS, way, strict=False)
        if letter in letters
    ]
    return asked_of(table(rows), years=YEARS)


def test_people_and_ratings_are_counted_and_the_largest_stands_first():
    told = units_pooled(world(A=["xx", "xg", "-g"], B=["gg", "xx", "xg", "g"]))
    assert told["unit"].tolist() == ["B", "A"]
    assert told[["n", "total", "people"]].to_numpy().tolist() == [[3, 7, 4], [3, 5, 3]]
    assert told["share"].tolist() == [3 / 7, 3 / 5]
    assert not told["judged"].any()
    own = units_pooled(world(**{f"U{n}": ["xx", "xg", "-g"] for n in range(10)}))["own_weight"]
    assert ((own > 0) & (own < 1)).all()


def test_ratings_that_a_second_year_only_repeats_count_half():
    # Of C people rated twice alike: 2 C p (1-p) is the sum for strangers, 4 C p (1-p) what is seen,
    # both with the usual correction for an estimated share.
    repeated = units_pooled(world(A=["xx"] * 10 + ["gg"] * 10, B=["xx"] * 5 + ["gg"] * 15))
    assert repeated["design_effect"].tolist() == pytest.approx([2 * (20 / 19) / (40 / 39)] * 2)
    once = units_pooled(world(A=["x"] * 10 + ["g"] * 10, B=["x"] * 5 + ["g"] * 15))
    assert once["design_effect"].tolist() == pytest.approx([1, 1])


def test_plain_integration_gives_the_same():
    n, total = np.array([2, 9, 6]), np.array([10, 12, 6])
    told = _drawn_together(n.astype(float), total.astype(float))
    grid = np.linspace(0.001, 0.999, 1999)
    parts = []
    for spread in _SPREADS:
        size = 1 / spread**2 - 1
        logs = sum(
            betabinom.logpmf(k, of, grid * size, (1 - grid) * size)
            for k, of in zip(n, total, strict=True)
        )
        parts.append((logs.max(), grid[logs.argmax()], size))
    best = max(log for log, _, _ in parts)
    weights = np.array([exp(log - best) for log, _, _ in parts])
    weights /= weights.sum()
    for place, (k, of) in enumerate(zip(n, total, strict=True)):
        laws = [beta(m * s + k, (1 - m) * s + of - k) for _, m, s in parts]
        mean = sum(w * law.mean() for w, law in zip(weights, laws, strict=True))
        assert told["pooled"][place] == pytest.approx(mean, abs=5e-4)
        for name, tail in (("pooled_low", 0.025), ("pooled_high", 0.975)):
            end = brentq(
                lambda x, laws=laws, tail=tail: (
                    sum(w * law.cdf(x) for w, law in zip(weights, laws, strict=True)) - tail
                ),
                0,
                1,
            )
            assert told[name][place] == pytest.approx(end, abs=1e-3)


def test_one_unit_is_drawn_to_nothing_and_alike_units_have_no_spread():
    alone = units_pooled(world(A=["xx", "xg"]))
    assert alone[["pooled", "common", "spread", "p_value"]].isna().all(axis=None)
    alike = units_pooled(world(**{f"U{n}": ["xx"] * 6 for n in range(10)}))
    assert alike["common"].tolist() == [1] * 10
    assert alike[["pooled", "p_value"]].isna().all(axis=None)
    assert units_pooled(world()).empty


@pytest.mark.parametrize("units", [2, 9, 10])
def test_nothing_is_drawn_from_fewer_than_ten_units(units):
    told = units_pooled(world(**{f"U{n}": ["x"] * (n + 1) + ["g"] * 9 for n in range(units)}))
    assert told["share"].tolist() == [(n + 1) / (n + 10) for n in reversed(range(units))]
    drawn_from_all = told[["pooled", "pooled_low", "own_weight", "common", "spread", "p_value"]]
    assert drawn_from_all.isna().all(axis=None) == (units < 10)
    for language, few, typical in (
        ("vi", f"chỉ có {units} đơn vị, cần ít nhất 10", "mức điển hình"),
        ("en", f"there are only {units} units; it takes at least 10", "a typical"),
    ):
        said = findings.units_pooled(told, words=Words(language)).whole
        assert (few in said) == (units < 10) and (typical in said) == (units == 10)


def drawn(chance, units, spread, years=3):
    """Return ratings at the level and in all of units whose people are rated again alike."""
    size = 1 / spread**2 - 1 if spread else None
    truth = chance.beta(0.6 * size, 0.4 * size, units) if spread else np.full(units, 0.6)
    n, total = np.zeros(units), np.zeros(units)
    for unit, people in enumerate(chance.integers(4, 25, units)):
        # Each person keeps the rating of the first year with chance one half.
        first = chance.random(people) < truth[unit]
        anew = chance.random((people, years - 1)) < truth[unit]
        kept = chance.random((people, years - 1)) < 0.5
        n[unit] = first.sum() + np.where(kept, first[:, None], anew).sum()
        total[unit] = people * years
    return truth, n, total


# The mean of 3 ratings of which two are alike with these chances varies so many times more.
EFFECT = 1 + (2 / 3) * (0.5 + 0.5 + 0.25)


@pytest.mark.full
def test_the_intervals_hold_the_truth_as_often_as_they_say():
    chance, held, found = np.random.default_rng(5), [], []
    for _ in range(80):
        truth, n, total = drawn(chance, 40, 0.2)
        told = _drawn_together(n / EFFECT, total / EFFECT)
        held.append(np.mean((told["pooled_low"] <= truth) & (truth <= told["pooled_high"])))
        _, n, total = drawn(chance, 40, 0.0)
        found.append(_drawn_together(n / EFFECT, total / EFFECT)["p_value"] < 0.05)
    # That the mean is estimated too is not in the intervals: 93 of 100 hold, not 95.
    assert 0.915 <= np.mean(held) <= 0.965
    # 4 of 80, and at most three standard errors more.
    assert sum(found) <= 4 + 3 * sqrt(80 * 0.05 * 0.95)


@pytest.mark.full
@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_a_random_effect_of_lme4_draws_units_about_as_far(tmp_path):
    there = ["Rscript", "-e", 'cat(requireNamespace("lme4", quietly = TRUE))']
    if "TRUE" not in subprocess.run(there, capture_output=True, text=True).stdout:
        pytest.skip("lme4 is not installed")
    _, n, total = drawn(np.random.default_rng(8), 50, 0.25, years=1)
    told = ",".join(str(int(k)) for k in n), ",".join(str(int(k)) for k in total)
    asked = (
        f"k <- c({told[0]}); n <- c({told[1]}); u <- factor(seq_along(k));"
        "f <- lme4::glmer(cbind(k, n - k) ~ 1 + (1 | u), family = binomial, nAGQ = 9);"
        "cat(fitted(f), sep='\\n')"
    )
    r = subprocess.run(["Rscript", "-e", asked], capture_output=True, text=True, check=True)
    found = _drawn_together(n, total)["pooled"]
    # A normal law of log odds for a beta law of shares: alike, not the same.
    apart = np.abs(found - np.array(r.stdout.split(), dtype=float))
    assert apart.max() < 0.04 and apart.mean() < 0.015
