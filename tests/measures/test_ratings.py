import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from analysis import records
from analysis.measures.ratings import rating_distribution

RATINGS = ["not_completed", "completed", "good", "excellent"]


def cells(*rows, origin="recorded"):
    return records.frame(records.EVALUATIONS, [{"origin": origin, **row} for row in rows])


def test_2011_as_published():
    table = rating_distribution(
        cells(
            *(
                {"year": 2011, "rating": rating, "count": count}
                for rating, count in zip(RATINGS, [2, 14, 276, 318], strict=True)
            )
        ),
        by=["year"],
    )
    assert table["rating"].tolist() == RATINGS
    assert table["n"].tolist() == [2, 14, 276, 318]
    assert (table["total"] == 610).all()
    assert [f"{100 * share:.1f}" for share in table["share"]] == ["0.3", "2.3", "45.2", "52.1"]


def test_interval_is_wilson_as_in_scipy():
    row = (
        rating_distribution(
            cells(
                {"year": 2011, "rating": "excellent", "count": 7},
                {"year": 2011, "rating": "good", "count": 4},
            ),
            by=["year"],
        )
        .set_index("rating")
        .loc["excellent"]
    )
    expected = binomtest(7, 11).proportion_ci(method="wilson")
    assert (row.low, row.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_a_level_never_used_is_a_zero_and_the_not_rated_are_no_denominator():
    table = rating_distribution(
        cells(
            {"year": 2012, "rating": "good", "count": 3},
            {"year": 2012, "rating": None, "count": 2},
        ),
        by=["year"],
    ).set_index("rating")
    assert table.loc["excellent", "n"] == 0
    assert table.loc["good", "share"] == 1
    assert (table["total"] == 3).all()
    assert (table["not_rated"] == 2).all()


def test_nobody_rated_is_missing_not_zero():
    table = rating_distribution(cells({"year": 2012, "rating": None, "count": 2}), by=["year"])
    assert table[["share", "low", "high"]].isna().all().all()
    assert (table["n"] == 0).all()


def test_nobody_at_all_is_an_empty_table_with_its_columns():
    table = rating_distribution(cells(), by=["year", "tier"])
    assert table.empty
    assert {"year", "tier", "rating", "n", "total", "share", "origin"} <= set(table.columns)


def test_unknown_group_is_its_own_group():
    table = rating_distribution(
        cells(
            {"year": 2011, "sex": "female", "rating": "good", "count": 1},
            {"year": 2011, "sex": None, "rating": "good", "count": 5},
        ),
        by=["sex"],
    )
    good = table[table["rating"] == "good"]
    assert good.loc[good["sex"].isna(), "n"].item() == 5
    assert good.loc[good["sex"] == "female", "n"].item() == 1


def test_origins_are_never_summed():
    mixed = pd.concat(
        [
            cells({"year": 2011, "rating": "good", "count": 1}),
            cells({"year": 2011, "rating": "good", "count": 1}, origin="simulated"),
        ]
    )
    with pytest.raises(ValueError, match="recorded and simulated"):
        rating_distribution(mixed, by=["year"])


counts = st.lists(
    st.tuples(
        st.sampled_from([2011, 2012, 2015]),
        st.sampled_from([*RATINGS, None]),
        st.sampled_from(["a", "b", None]),
        st.integers(0, 3_000_000),
    ),
    max_size=12,
)


@given(counts)
def test_shares_sum_to_one_people_are_conserved_and_the_frame_is_unchanged(rows):
    evaluations = cells(*({"year": y, "rating": r, "unit": u, "count": c} for y, r, u, c in rows))
    before = evaluations.copy(deep=True)
    table = rating_distribution(evaluations, by=["year", "unit"])
    pd.testing.assert_frame_equal(evaluations, before)
    sums = table.groupby(["year", "unit"], dropna=False)["share"].sum(min_count=1)
    assert np.allclose(sums.dropna(), 1)
    assert table["n"].sum() == evaluations.loc[evaluations["rating"].notna(), "count"].sum()
    assert table["n"].sum() + table.drop_duplicates(["year", "unit"])["not_rated"].sum() == (
        evaluations["count"].sum()
    )
    ordered = table.dropna(subset=["share"])
    assert (ordered["low"] <= ordered["share"] + 1e-12).all()
    assert (ordered["share"] <= ordered["high"] + 1e-12).all()
