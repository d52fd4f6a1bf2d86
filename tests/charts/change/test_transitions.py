"""The transition matrix, read back from what was drawn."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legibility import faults
from matplotlib.patches import Rectangle
from random_histories import asked_of

from analysis import records
from analysis.charts import description
from analysis.charts.change.transitions import transition_matrix
from analysis.charts.rating_gap import rating_gap
from analysis.measures import rating_gap as measured_gap
from analysis.measures import rating_transitions
from analysis.words import Words


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def people(*moves, years=(2011, 2012), origin="recorded"):
    """One person a move (from, to); None is not rated, "-" not on the list."""
    rows = [
        {"year": year, "person": f"p{number}", "count": 1, "origin": origin}
        | ({} if rating is None else {"rating": rating})
        for number, move in enumerate(moves)
        for year, rating in zip(years, move, strict=True)
        if rating != "-"
    ]
    return rating_transitions(
        asked_of(records.frame(records.EVALUATIONS, rows), years=years), *years
    )


MOVES = [
    *[("excellent", "excellent")] * 3,
    ("excellent", "good"),
    ("good", "excellent"),
    ("good", "-"),
    ("-", "completed"),
]


def cells(ax):
    return {
        (text.get_position()[0], round(text.get_position()[1])): text.get_text()
        for text in ax.texts
        if text.get_fontweight() == "bold" and text.get_text().isdigit()
    }


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_alt_text_tells_the_doubts_that_the_sentence_tells(language):
    told = [(2011, 2012, "namesake", 7), (2011, 2013, "namesake", 9)]
    doubts = pd.DataFrame(told, columns=["year", "next_year", "reason", "n"])
    ax = transition_matrix(people(*MOVES), doubts=doubts, words=Words(language))
    words = {
        "vi": "7 trường hợp tính là thôi thuộc diện và mới bổ sung",
        "en": "same name and unit): 7",
    }
    alt = description(ax.figure).alt
    assert words[language] in alt and "9 trường" not in alt and ": 9" not in alt


def test_every_move_stands_in_its_cell_with_its_share_of_the_row():
    ax = transition_matrix(people(*MOVES), words=Words("vi"))
    assert cells(ax) == {
        (0, 0): "3",
        (1, 0): "1",
        (0, 1): "1",
        (4.28, 1): "1",
        (2, 4): "1",
    }
    assert not any("%" in text.get_text() for text in ax.texts), "rows of under 20 people"
    ax = transition_matrix(people(*MOVES * 5), words=Words("vi"))
    written = {text.get_text() for text in ax.texts}
    assert {"75,0%", "25,0%"} <= written, "of 20 people rated in both years"
    assert not {"50,0%", "100,0%"} & written, "of 5 rated in both, and of 10 with who left"
    assert "dưới 20 người" in description(ax.figure).source_note
    assert (
        "dưới 20"
        not in description(
            transition_matrix(people(*[("good", "good")] * 20), words=Words("vi")).figure
        ).source_note
    )


def test_the_ratings_kept_are_outlined_and_nobody_not_rated_leaves_no_column():
    ax = transition_matrix(people(*MOVES), words=Words("en"))
    outlined = [p for p in ax.patches if isinstance(p, Rectangle) and not p.get_fill()]
    assert [p.get_xy() for p in outlined] == [(n - 0.5, n - 0.5) for n in range(4)]
    assert not any("Not\nrated" in text.get_text() for text in ax.texts)
    ax = transition_matrix(people(*MOVES, ("good", None)), words=Words("en"))
    assert any(text.get_text() == "Not\nrated" for text in ax.texts)
    assert "Not rated" not in [label.get_text() for label in ax.get_yticklabels()]
    ax = transition_matrix(people(*MOVES, (None, "good")), words=Words("en"))
    assert "Not rated" in [label.get_text() for label in ax.get_yticklabels()]


def test_a_new_rule_between_the_years_is_a_dashed_line_and_named():
    for years, broken in (((2011, 2012), False), ((2014, 2015), True)):
        ax = transition_matrix(people(*MOVES, years=years), words=Words("vi"))
        assert bool(ax.collections) == broken
        assert ("56/2015" in description(ax.figure).source_note) == broken


def test_the_alternative_text_counts_those_who_rose_fell_left_and_came():
    ax = transition_matrix(
        people(*MOVES, ("completed", "good"), origin="simulated"), words=Words("en")
    )
    told = description(ax.figure).alt
    assert "Kept: 3, higher: 2, lower: 1; no longer on the list: 1; new on the list: 1." in told
    assert "simulated" in told


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "moves",
    [MOVES, MOVES * 900, [("good", "good")], [*MOVES, (None, "good")], []],
    ids=["few", "thousands", "one", "not rated", "nobody"],
)
def test_legible(moves, language):
    ax = transition_matrix(
        people(*moves, years=(2014, 2015)), words=Words(language), title="Hai năm"
    )
    assert faults(ax.figure) == []


def test_several_pairs_of_years_are_refused():
    both = pd.concat([people(*MOVES), people(*MOVES, years=(2012, 2013))])
    with pytest.raises(ValueError, match="one pair"):
        transition_matrix(both, words=Words("vi"))


def test_the_gap_of_the_sexes_is_broken_by_a_new_rule():
    rows = [
        {"year": year, "sex": sex, "rating": rating, "count": 30, "origin": "recorded"}
        for year in (2013, 2014, 2015)
        for sex in ("female", "male")
        for rating in ("excellent", "good")
    ]
    table = measured_gap(records.frame(records.EVALUATIONS, rows), by=["year"])
    ax = rating_gap(table, years=[2013, 2014, 2015], words=Words("vi"))
    broken = [line.get_ydata()[0] for line in ax.lines if line.get_linestyle() == "--"]
    assert broken == [1.5]
    assert description(ax.figure).source_note.count("56/2015") == 1
    assert faults(ax.figure) == []
