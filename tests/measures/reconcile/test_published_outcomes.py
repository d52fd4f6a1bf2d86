"""The published outcomes as the ledger states them."""

import pytest

from analysis import load, measures

pytestmark = pytest.mark.usefixtures("read_once")


def test_each_figure_keeps_its_period_and_the_unit_it_is_counted_in():
    table = measures.published_outcomes(load("data/published").claims).set_index("kind")
    assert table["events"].to_dict() == {
        **{"appointed_or_reappointed": 240, "nominated": 7, "replenished": 13},
        **{"masters": 33, "advanced_theory": 20, "intermediate_theory": 216},
    }
    assert set(table["first_year"]) == {2011}
    assert set(table["last_year"]) == {2015}
    assert table["counted_in"]["appointed_or_reappointed"] == "cadres"
    assert set(table["counted_in"].drop("appointed_or_reappointed")) == {"people"}


def test_a_figure_of_five_years_keeps_them_in_a_shorter_review():
    claims = load("data/published").claims
    assert len(measures.published_outcomes(claims, range(2011, 2016))) == 6
    shorter = measures.published_outcomes(claims, range(2012, 2016))
    assert len(shorter) == 6
    assert set(shorter["first_year"]) == {2011}
    assert measures.published_outcomes(claims, range(2016, 2019)).empty
    assert measures.published_outcomes(claims[:0]).empty


def test_figures_of_another_tier_are_left_out_and_those_of_an_unstated_one_stay():
    claims = load("data/published").claims
    city = set(measures.published_outcomes(claims, tier="city")["kind"])
    district = set(measures.published_outcomes(claims, tier="district")["kind"])
    unstated = {"nominated", "masters", "advanced_theory", "intermediate_theory"}
    assert city == {"replenished"} | unstated
    assert district == {"appointed_or_reappointed"} | unstated
