"""The picture of the lists: what is missing stands out, and every text of it can be read."""

import matplotlib.pyplot as plt
import pytest
from legibility import crossed, faults
from matplotlib.patches import Rectangle
from random_histories import asked_of, table

from analysis import charts, findings, measures
from analysis.words import Words


def lists(missing, units=51, years=range(2011, 2016), untold=()):
    """Return the coverage of units of 6 to 16 people; `missing` holds places and years."""
    rows = [
        {
            **{"unit": f"Đảng bộ xã Tân An Mẫu số {k:02}", "year": year, "person": f"p{k}-{n}"},
            **{"count": 1, "withheld": False, "rating": "good"},
            "tier": None if (k, year) in untold else "district",
        }
        for k in range(units)
        for year in years
        if (k, year) not in missing
        for n in range(6 + k % 11)
    ]
    return measures.coverage(asked_of(table(rows), {"tier": ("district",)}, tuple(years)))


EVERY = [(k, 2013) for k in range(51)]
SCATTERED = [(k, 2011 + k % 5) for k in range(0, 40, 2)]
CASES = {
    "one": lists([(3, 2015)]),
    "three of twelve": lists([(k, 2015) for k in (9, 10, 11)], units=12),
    "a whole year": lists(EVERY),
    "scattered": lists(SCATTERED),
    "fifteen years": lists([(k, 2006 + k) for k in range(9)], years=range(2001, 2016)),
    "untold": lists([], untold=[(4, 2012), (5, 2012)]),
}


@pytest.fixture(params=CASES)
def told(request):
    return CASES[request.param]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_text_is_legible(told, language):
    title = findings.coverage(told, words=Words(language)).title
    figure = charts.coverage(told, title=title, words=Words(language)).get_figure(root=True)
    try:
        assert faults(figure) == []
        assert crossed(figure) == []
    finally:
        plt.close(figure)


def test_cells_are_the_lists_and_missing_ones_are_dark(told):
    ax = charts.coverage(told, words=Words("en"))
    cells = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    years = told["year"].nunique()
    assert len(cells) == years * len(ax.get_yticks()) and len(ax.get_yticks()) <= 26
    numbers = [int(text.get_text()) for text in ax.texts if text.get_text().isdigit()]
    assert sum(numbers) == told["listed"].sum()
    dark = [cell for cell in cells if sum(cell.get_facecolor()[:3]) < 1]
    assert bool(dark) == (told["list"] == "missing").any()
    plt.close("all")


def test_units_alike_stand_together_and_those_that_miss_a_list_are_named():
    ax = charts.coverage(CASES["three of twelve"], words=Words("en"))
    labels = [label.get_text() for label in ax.get_yticklabels()]
    named = [f"Đảng bộ xã Tân An Mẫu số {k:02}" for k in (9, 10, 11)]
    assert labels == [*named, "9 units, no list missing"]
    plt.close("all")


def test_where_no_list_is_missing_nothing_is_drawn():
    ax = charts.coverage(lists([]), words=Words("vi"))
    told = charts.description(ax.get_figure(root=True))
    assert told.empty and not ax.patches
    plt.close("all")
