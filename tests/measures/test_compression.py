"""How far ratings crowd: against figures by hand, and the plain records."""

from math import exp, log

import numpy as np
import pytest
from random_histories import on_histories, table

from analysis import load, records
from analysis.measures.compression import compression


def cells(*rows, origin="recorded"):
    return records.frame(records.EVALUATIONS, [{"origin": origin, **row} for row in rows])


def of(**counts):
    rows = [{"year": 2011, "rating": rating, "count": n} for rating, n in counts.items()]
    return compression(cells(*rows), by="year").iloc[0]


def test_the_figures_of_2011_by_hand():
    row = of(excellent=318, good=276, completed=14, not_completed=2)
    assert (row["n"], row["total"], row["levels"]) == (594, 610, 4)
    assert row["share"] == pytest.approx(594 / 610)
    shares = [318 / 610, 276 / 610, 14 / 610, 2 / 610]
    assert row["effective_levels"] == pytest.approx(exp(-sum(p * log(p) for p in shares)))
    assert (row["largest_rating"], row["largest_share"]) == ("excellent", 318 / 610)


def test_everybody_alike_uses_one_level_and_an_even_spread_all():
    assert of(good=25)["effective_levels"] == pytest.approx(1)
    even = of(excellent=5, good=5, completed=5, not_completed=5)
    assert even["effective_levels"] == pytest.approx(4)
    assert (even["share"], even["largest_rating"]) == (0.5, "excellent")


def test_nobody_rated_is_missing_and_no_warning(recwarn):
    row = compression(cells({"year": 2011, "rating": None, "count": 3}), by="year").iloc[0]
    told = row[["share", "low", "high", "effective_levels", "largest_share", "largest_rating"]]
    assert told.isna().all() and not row["judged"]
    assert row["not_rated"] == 3 and not recwarn.list


def test_no_group_is_an_error_and_no_row_an_empty_table():
    with pytest.raises(ValueError, match="`by` is empty"):
        compression(cells({"year": 2011, "rating": "good", "count": 1}), by=[])
    assert "effective_levels" in compression(cells(), by="year")


@on_histories()
def test_each_group_is_that_of_its_rows(rows):
    told = compression(table(rows), by=["year", "sex"]).astype(object)
    for row in told.where(told.notna(), None).to_dict("records"):
        own = [e for e in rows if (e["year"], e["sex"]) == (row["year"], row["sex"])]
        rated = [e["rating"] for e in own for _ in range(e["count"] * (not e["withheld"]))]
        met = [rated.count(level) for level in {*rated} - {None}]
        assert row["total"] == sum(met)
        if met:
            chance = np.array(met) / sum(met)
            assert row["effective_levels"] == pytest.approx(np.prod(chance**-chance))
            assert row["largest_share"] == max(met) / sum(met)
            assert row["n"] == rated.count("excellent") + rated.count("good")


def test_the_demo_as_its_records_tell(read_once):
    history = load("data/demo")
    told = compression(history.people(range(2011, 2016), tier="district"), by="year")
    rows = history.evaluations
    rows = rows[(rows["tier"] == "district") & rows["rating"].notna() & ~rows["withheld"]]
    best = rows["rating"].isin(["excellent", "good"]).groupby(rows["year"]).mean()
    assert told.set_index("year")["share"].to_dict() == pytest.approx(best.to_dict())
    assert [f"{100 * share:.1f}" for share in told["share"]] == [
        *("97.4", "97.6", "97.7", "97.9", "97.6")
    ]
