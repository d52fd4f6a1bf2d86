"""Foot notes say what is on the chart and nothing that is not."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legibility import crossed, faults

from analysis import charts, load, measures, records
from analysis.charts import description
from analysis.words import Words

pytestmark = pytest.mark.usefixtures("read_once")

LEVELS = ("excellent", "good", "completed", "not_completed")


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def rated(*rows, origin="recorded"):
    """Return evaluations of rows of (year, unit, people at each level, best first)."""
    cells = [
        {"year": year, "unit": unit, "post_group": unit, "rating": level, "count": n}
        for year, unit, counts in rows
        for level, n in zip(LEVELS, counts, strict=True)
    ]
    return records.frame(records.EVALUATIONS, [{"origin": origin, **cell} for cell in cells])


def by_year(*rows, **more):
    return measures.rating_distribution(rated(*rows, **more), by=["year"])


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_a_level_that_nobody_has_takes_no_column_and_no_number_out_of_the_bars():
    table = by_year((2011, "a", (10, 20, 0, 0)), (2012, "a", (30, 0, 0, 0)))
    ax = charts.rating_distribution(table, words=Words("vi"))
    assert {"33,3%", "66,7%", "100,0%"} <= set(words(ax))
    assert "0,0%" not in words(ax)


def test_the_published_shares_stand_in_the_foot_with_their_own_decimals():
    shares = measures.published_shares(load("data/published").of_tier("district").claims)
    table = by_year(
        (2011, "a", (318, 276, 14, 2)), (2015, "a", (257, 150, 9, 1)), origin="simulated"
    )
    ax = charts.rating_distribution(table, published=shares, words=Words("vi"))
    assert "(2011: 52,1%; 2015: 62%)" in description(ax.figure).source_note


def test_few_people_in_a_year_are_told_and_many_are_not():
    for people, told in ((19, True), (20, False)):
        ax = charts.rating_distribution(by_year((2011, "a", (people, 0, 0, 0))), words=Words("en"))
        assert ("under 20 people" in description(ax.figure).source_note) == told


def test_panels_of_no_group_are_low_and_have_no_key():
    nobody = measures.rating_distribution(
        rated((2011, "a", (30, 0, 0, 0))).assign(tier=None), by=["year", "tier"]
    )
    figure = charts.rating_panels(nobody, by="tier", years=range(2011, 2016), words=Words("vi"))
    assert not figure.legends and figure.get_size_inches()[1] < 1.5
    assert "làm tròn" not in description(figure).source_note


def test_units_of_enough_people_are_not_said_to_be_described_only():
    large = rated(*((2015, f"u{n}", (30, 30, 0, 0)) for n in range(3)))
    few = rated((2015, "u", (3, 3, 0, 0)), (2015, "v", (2, 0, 0, 0)))
    for evaluations, told in ((large, False), (few, True)):
        funnel = measures.unit_funnel(measures.rating_distribution(evaluations, by=["unit"]))
        ax = charts.units_by_share(funnel, year=2015, words=Words("en"))
        assert ("described only" in description(ax.figure).source_note) == told


def test_parts_add_up_as_written_and_numbers_are_clear_of_lines():
    # By hand: one in a thousand moved from 20% to 60% adds 0.04 points, the ratings add 10.04, and
    # the shares are written 10.1 apart: the part that loses most by rounding has it, 0.0 and 10.1.
    before = pd.DataFrame({"post_group": ["a", "b"], "total": [500, 500], "share": [0.2, 0.6]})
    odd = before.assign(total=[499, 501], share=[0.3004, 0.7004])
    for last, told in ((odd, {"0.0", "+10.1"}), (before.assign(share=[0.3, 0.7]), {"+10.0"})):
        shares = [(side["total"] * side["share"]).sum() / 1000 for side in (before, last)]
        table = measures.kitagawa(before, last, by=["post_group"])
        ax = charts.mix_and_rate(
            table, before=shares[0], after=shares[1], first_year=2011, last_year=2012,
            by="post_group", people=1000, words=Words("en"),
        )  # fmt: skip
        assert "because of rounding" not in description(ax.figure).source_note
        assert told <= {text.get_text() for text in ax.texts}
        assert faults(ax.figure) == [] and crossed(ax.figure) == []


def test_first_against_last_says_that_new_rules_came_in_between_where_both_are_drawn():
    table = by_year((2014, "a", (30, 20, 0, 0)), (2015, "a", (25, 25, 0, 0)))
    told = {}
    for years in ((2014, 2015), (2013, 2015)):
        ax = charts.first_last(table, first_year=years[0], last_year=years[1], words=Words("vi"))
        told[years] = "Giữa hai năm có quy định đánh giá mới" in description(ax.figure).source_note
    # Nothing is drawn of 2013.
    assert told == {(2014, 2015): True, (2013, 2015): False}


def test_a_published_count_divided_here_is_as_exact_as_any_other_and_a_percentage_is_not():
    claims = load("data/published").of_tier("district").claims
    shares = measures.published_shares(claims)
    empty = by_year((2012, "a", (0, 0, 0, 0)))
    ax = charts.first_last(
        empty, first_year=2011, last_year=2015, published=shares, words=Words("en")
    )
    said = description(ax.figure).alt
    # 2 of 610, and the 62% without its total.
    assert "0.3%" in said and "62% (" in said and "62.0%" not in said
    assert {"52.1%", "62%"} <= set(words(ax))
    women = shares[shares["measure"] == "women"].assign(
        base_known=False, n=pd.NA, total=pd.NA, decimals=0
    )
    ax = charts.women_share(
        measures.women_share(rated(), by=["year"]), years=[2016], published=women, words=Words("en")
    )
    assert "39%" in words(ax), "a percentage alone has no people beside it"
