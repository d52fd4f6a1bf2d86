import numpy as np
import pandas as pd
import pytest
from random_histories import asked_of
from scipy.stats import binom, fisher_exact

from analysis import records
from analysis.measures.ratings import rating_distribution
from analysis.measures.units import unit_funnel
from analysis.measures.units_apart import units_apart


def evaluations_of(counts):
    rows = [
        {"year": 2015, "unit": unit, "rating": rating, "count": count, "origin": "recorded"}
        for unit, (excellent, total) in counts.items()
        for rating, count in (("excellent", excellent), ("good", total - excellent))
    ]
    return records.frame(records.EVALUATIONS, rows)


def units(**counts):
    return unit_funnel(rating_distribution(evaluations_of(counts), by=["unit"]))


def apart(**counts):
    return units_apart(evaluations_of(counts)).set_index("unit")


def test_small_units_are_described_and_not_tested():
    table = apart(small=(0, 19), large=(20, 20), other=(5, 40))
    assert pd.isna(table.loc["small", "apart"])
    assert np.isnan(table.loc["small", "p_value"])
    assert table.loc["large", "apart"]
    assert table.loc["large", "others_share"] == 5 / 59


def test_limits_hold_the_share_of_chance_they_name():
    row = units(a=(50, 100), b=(50, 100)).iloc[0]
    low, high = row.low_95 * 100, row.high_95 * 100
    inside = sum(binom.pmf(k, 100, 0.5) for k in range(round(low), round(high) + 1))
    tighter = sum(binom.pmf(k, 100, 0.5) for k in range(round(low) + 1, round(high)))
    assert tighter < 0.95 <= inside
    assert row.low_998 < row.low_95 < 0.5 < row.high_95 < row.high_998


def test_benjamini_hochberg_by_hand():
    table = apart(a=(30, 40), b=(10, 40), c=(20, 40), d=(21, 40))
    ranked = table.sort_values("p_value")
    by_hand = ranked["p_value"].to_numpy() * 4 / np.arange(1, 5)
    by_hand = np.minimum.accumulate(by_hand[::-1])[::-1].clip(max=1)
    assert ranked["q_value"].to_numpy() == pytest.approx(by_hand)
    p_values = [
        fisher_exact([[k, 40 - k], [81 - k, 120 - 81 + k]]).pvalue for k in (30, 10, 20, 21)
    ]
    assert table["p_value"].tolist() == pytest.approx(p_values)


def test_all_alike_and_nobody():
    assert not apart(a=(30, 30), b=(25, 25))["apart"].any()
    assert units().empty and apart().empty
    assert units(a=(0, 0), b=(1, 1))["unit"].tolist() == ["b"]


def test_renaming_units_changes_nothing_else():
    one = units(a=(30, 40), b=(10, 41), c=(20, 42))
    other = units(z=(30, 40), y=(10, 41), x=(20, 42))
    pd.testing.assert_frame_equal(one.drop(columns="unit"), other.drop(columns="unit"))


def test_people_of_no_known_unit_count_in_the_district_and_are_no_unit():
    rows = [
        {"year": 2015, "unit": unit, "rating": rating, "count": count, "origin": "recorded"}
        for unit, rating, count in [
            ("a", "excellent", 10),
            ("a", "good", 20),
            (None, "excellent", 60),
            (None, "good", 10),
        ]
    ]
    evaluations = records.frame(records.EVALUATIONS, rows)
    table = unit_funnel(rating_distribution(evaluations, by=["unit"]))
    assert table["unit"].tolist() == ["a"]
    assert (table["district"].item(), table["no_unit"].item()) == (0.7, 70)


def test_a_unit_in_several_rows_is_refused():
    rows = [
        {"year": year, "unit": "a", "rating": "good", "count": 30, "origin": "recorded"}
        for year in (2014, 2015)
    ]
    distribution = rating_distribution(
        records.frame(records.EVALUATIONS, rows), by=["year", "unit"]
    )
    with pytest.raises(ValueError, match="by unit alone"):
        unit_funnel(distribution)


def batch(random, shares, blank=0):
    """Return evaluations of 51 units of 12 to 60 people; some of no known unit."""
    sizes = np.linspace(12, 60, 51).astype(int)
    counts = {f"u{i:02}": (int(random.binomial(n, p)), n)
              for i, (n, p) in enumerate(zip(sizes, shares, strict=True))}  # fmt: skip
    rows = evaluations_of(counts)
    return pd.concat([rows, rows.assign(unit=None).astype(rows.dtypes)[:blank]], ignore_index=True)


def false_batches(worlds):
    random = np.random.default_rng(51)
    told = [units_apart(batch(random, [share] * 51)) for share in random.uniform(0.3, 0.8, worlds)]
    return sum(bool(table["apart"].fillna(False).any()) for table in told)


def test_a_batch_of_51_units_alike_has_hardly_ever_one_apart():
    # 5% of 25 batches are 1; singly at 5% nearly every batch would have one.
    assert false_batches(25) <= 4


@pytest.mark.full
def test_two_thousand_batches_alike():
    # 5% and three standard errors of 2,000 batches.
    assert false_batches(2000) <= 2000 * 0.065


def test_all_questions_are_corrected_for_together():
    rows = evaluations_of({"a": (30, 40), "b": (10, 40), "c": (20, 40)})
    sexes = pd.Series(["female", "male"] * 3, dtype="str")
    table = units_apart(rows.assign(sex=sexes), ["excellent", "female"])
    assert table["question"].tolist() == ["excellent"] * 3 + ["female"] * 3
    tested = table["p_value"].to_numpy()
    ranked = np.sort(tested) * 6 / np.arange(1, 7)
    by_hand = np.minimum.accumulate(ranked[::-1])[::-1].clip(max=1)
    assert np.sort(table["q_value"]) == pytest.approx(by_hand)
    with pytest.raises(ValueError, match="no question 'women'; there are: excellent"):
        units_apart(rows, ["women"])


@pytest.mark.parametrize("blank", [(0, 0), (1, 2), (6, 0), (0, 5)])
def test_nothing_is_judged_that_people_of_no_unit_could_turn(blank):
    so, not_so = blank
    known = {"a": (33, 40), "b": (20, 40), "c": (22, 44)}

    def apart_in(so_in_a, not_so_in_a):
        """Say which units are apart where so many of the others are a's, the rest b's."""
        counts = {
            "a": (33 + so_in_a, 40 + so_in_a + not_so_in_a),
            "b": (20 + so - so_in_a, 40 + so - so_in_a + not_so - not_so_in_a),
            "c": (22, 44),
        }
        return apart(**counts).loc["a", "apart"]

    rows = pd.concat([evaluations_of(known), evaluations_of({None: (so, so + not_so)})])
    told = units_apart(rows.reset_index(drop=True)).set_index("unit").loc["a"]
    endings = {bool(apart_in(k, n)) for k in range(so + 1) for n in range(not_so + 1)}
    assert told["unknown"] == so + not_so
    if told["judged"]:
        assert endings == {bool(told["apart"])}
    else:
        assert pd.isna(told["apart"])


def test_one_unit_is_described():
    people = asked_of(
        evaluations_of({"a": (33, 40), "b": (2, 40)}).assign(withheld=False),
        {"unit": ("a",)},
        (2015,),
    )
    table = units_apart(people)
    assert table["unit"].tolist() == ["a"] and not table["judged"].any()
